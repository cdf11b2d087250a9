// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @matrix
// CHECK-SAME: (%[[X:.*]]: tensor<2x?xf64>)
// CHECK: linalg.transpose ins(%[[X]] : tensor<2x?xf64>) outs(%{{.*}} : tensor<?x2xf64>) permutation = [1, 0]
func.func @matrix(%x: tensor<2x?xf64>) -> tensor<?x2xf64> {
  %r = eshkol.transpose %x [1, 0] : (tensor<2x?xf64>) -> tensor<?x2xf64>
  return %r : tensor<?x2xf64>
}

func.func @cycle(%x: tensor<?x3x?xi32>) -> tensor<?x?x3xi32> {
  %r = eshkol.transpose %x [2, 0, 1] : (tensor<?x3x?xi32>) -> tensor<?x?x3xi32>
  return %r : tensor<?x?x3xi32>
}

func.func @empty(%x: tensor<?x3xf32>) -> tensor<3x?xf32> {
  %r = eshkol.transpose %x [1, 0] : (tensor<?x3xf32>) -> tensor<3x?xf32>
  return %r : tensor<3x?xf32>
}

func.func @scalar(%x: tensor<f32>) -> tensor<f32> {
  %r = eshkol.transpose %x [] : (tensor<f32>) -> tensor<f32>
  return %r : tensor<f32>
}

func.func @truth(%x: tensor<2x2xi1>) -> tensor<2x2xi1> {
  %r = eshkol.transpose %x [1, 0] : (tensor<2x2xi1>) -> tensor<2x2xi1>
  return %r : tensor<2x2xi1>
}

// CHECK-LABEL: @main
func.func @main() {
  %matrix_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]> : tensor<2x3xf64>
  %matrix_x_any = tensor.cast %matrix_x : tensor<2x3xf64> to tensor<2x?xf64>
  %matrix = func.call @matrix(%matrix_x_any) : (tensor<2x?xf64>) -> tensor<?x2xf64>
  %matrix_expected = arith.constant dense<[[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]> : tensor<3x2xf64>
  %matrix_expected_any = tensor.cast %matrix_expected : tensor<3x2xf64> to tensor<?x2xf64>
  eshkol.assert_close %matrix, %matrix_expected_any, "matrix" atol = 0.0 rtol = 0.0 : tensor<?x2xf64>

  %cycle_x = arith.constant dense<[[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], [[12, 13, 14, 15], [16, 17, 18, 19], [20, 21, 22, 23]]]> : tensor<2x3x4xi32>
  %cycle_x_any = tensor.cast %cycle_x : tensor<2x3x4xi32> to tensor<?x3x?xi32>
  %cycle = func.call @cycle(%cycle_x_any) : (tensor<?x3x?xi32>) -> tensor<?x?x3xi32>
  %cycle_expected = arith.constant dense<[[[0, 4, 8], [12, 16, 20]], [[1, 5, 9], [13, 17, 21]], [[2, 6, 10], [14, 18, 22]], [[3, 7, 11], [15, 19, 23]]]> : tensor<4x2x3xi32>
  %cycle_expected_any = tensor.cast %cycle_expected : tensor<4x2x3xi32> to tensor<?x?x3xi32>
  eshkol.assert_close %cycle, %cycle_expected_any, "cycle" atol = 0.0 rtol = 0.0 : tensor<?x?x3xi32>

  %empty_x = arith.constant dense<> : tensor<0x3xf32>
  %empty_x_any = tensor.cast %empty_x : tensor<0x3xf32> to tensor<?x3xf32>
  %empty = func.call @empty(%empty_x_any) : (tensor<?x3xf32>) -> tensor<3x?xf32>
  %empty_expected = arith.constant dense<> : tensor<3x0xf32>
  %empty_expected_any = tensor.cast %empty_expected : tensor<3x0xf32> to tensor<3x?xf32>
  eshkol.assert_close %empty, %empty_expected_any, "empty" atol = 0.0 rtol = 0.0 : tensor<3x?xf32>

  %scalar_x = arith.constant dense<7.0> : tensor<f32>
  %scalar = func.call @scalar(%scalar_x) : (tensor<f32>) -> tensor<f32>
  %scalar_expected = arith.constant dense<7.0> : tensor<f32>
  eshkol.assert_close %scalar, %scalar_expected, "scalar" atol = 0.0 rtol = 0.0 : tensor<f32>

  %truth_x = arith.constant dense<[[true, false], [true, true]]> : tensor<2x2xi1>
  %truth = func.call @truth(%truth_x) : (tensor<2x2xi1>) -> tensor<2x2xi1>
  %truth_expected = arith.constant dense<[[true, true], [false, true]]> : tensor<2x2xi1>
  eshkol.assert_close %truth, %truth_expected, "truth" atol = 0.0 rtol = 0.0 : tensor<2x2xi1>
  return
}
