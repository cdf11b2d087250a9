// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @rows
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>)
// CHECK: %[[LAST:.*]] = arith.subi %{{.*}}, %{{.*}} : index
// CHECK: linalg.generic
// CHECK: %[[I:.*]] = linalg.index 0 : index
// CHECK: %[[ROW:.*]] = arith.subi %[[LAST]], %[[I]] : index
// CHECK: %[[J:.*]] = linalg.index 1 : index
// CHECK: tensor.extract %[[X]][%[[ROW]], %[[J]]]
func.func @rows(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %r = eshkol.reverse %x [0] : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %r : tensor<?x3xf32>
}

func.func @both(%x: tensor<4x3xi64>) -> tensor<4x3xi64> {
  %r = eshkol.reverse %x [1, 0] : (tensor<4x3xi64>) -> tensor<4x3xi64>
  return %r : tensor<4x3xi64>
}

func.func @empty(%x: tensor<?x?xf64>) -> tensor<?x?xf64> {
  %r = eshkol.reverse %x [0, 1] : (tensor<?x?xf64>) -> tensor<?x?xf64>
  return %r : tensor<?x?xf64>
}

func.func @truth(%x: tensor<?xi1>) -> tensor<?xi1> {
  %r = eshkol.reverse %x [0] : (tensor<?xi1>) -> tensor<?xi1>
  return %r : tensor<?xi1>
}

func.func @complex(%x: tensor<2xcomplex<f32>>) -> tensor<2xcomplex<f32>> {
  %r = eshkol.reverse %x [0] : (tensor<2xcomplex<f32>>) -> tensor<2xcomplex<f32>>
  return %r : tensor<2xcomplex<f32>>
}

// CHECK-LABEL: @main
func.func @main() {
  %rows_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %rows_x_any = tensor.cast %rows_x : tensor<4x3xf32> to tensor<?x3xf32>
  %rows = func.call @rows(%rows_x_any) : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %rows_expected = arith.constant dense<[[9.0, 10.0, 11.0], [6.0, 7.0, 8.0], [3.0, 4.0, 5.0], [0.0, 1.0, 2.0]]> : tensor<4x3xf32>
  %rows_expected_any = tensor.cast %rows_expected : tensor<4x3xf32> to tensor<?x3xf32>
  eshkol.assert_close %rows, %rows_expected_any, "rows" atol = 0.0 rtol = 0.0 : tensor<?x3xf32>

  %both_x = arith.constant dense<[[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]> : tensor<4x3xi64>
  %both = func.call @both(%both_x) : (tensor<4x3xi64>) -> tensor<4x3xi64>
  %both_expected = arith.constant dense<[[11, 10, 9], [8, 7, 6], [5, 4, 3], [2, 1, 0]]> : tensor<4x3xi64>
  eshkol.assert_close %both, %both_expected, "both" atol = 0.0 rtol = 0.0 : tensor<4x3xi64>

  %empty_x = arith.constant dense<> : tensor<0x2xf64>
  %empty_x_any = tensor.cast %empty_x : tensor<0x2xf64> to tensor<?x?xf64>
  %empty = func.call @empty(%empty_x_any) : (tensor<?x?xf64>) -> tensor<?x?xf64>
  %empty_expected = arith.constant dense<> : tensor<0x2xf64>
  %empty_expected_any = tensor.cast %empty_expected : tensor<0x2xf64> to tensor<?x?xf64>
  eshkol.assert_close %empty, %empty_expected_any, "empty" atol = 0.0 rtol = 0.0 : tensor<?x?xf64>

  %truth_x = arith.constant dense<[true, false, false]> : tensor<3xi1>
  %truth_x_any = tensor.cast %truth_x : tensor<3xi1> to tensor<?xi1>
  %truth = func.call @truth(%truth_x_any) : (tensor<?xi1>) -> tensor<?xi1>
  %truth_expected = arith.constant dense<[false, false, true]> : tensor<3xi1>
  %truth_expected_any = tensor.cast %truth_expected : tensor<3xi1> to tensor<?xi1>
  eshkol.assert_close %truth, %truth_expected_any, "truth" atol = 0.0 rtol = 0.0 : tensor<?xi1>

  %complex_x = arith.constant dense<[(1.0, 2.0), (3.0, -4.0)]> : tensor<2xcomplex<f32>>
  %complex = func.call @complex(%complex_x) : (tensor<2xcomplex<f32>>) -> tensor<2xcomplex<f32>>
  %complex_expected = arith.constant dense<[(3.0, -4.0), (1.0, 2.0)]> : tensor<2xcomplex<f32>>
  eshkol.assert_close %complex, %complex_expected, "complex" atol = 0.0 rtol = 0.0 : tensor<2xcomplex<f32>>
  return
}
