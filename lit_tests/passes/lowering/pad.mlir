// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @around
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf32>)
// CHECK: tensor.pad %[[X]] low[1, 2] high[0, 1]
func.func @around(%x: tensor<?x2xf32>) -> tensor<?x5xf32> {
  %v = arith.constant 0.0 : f32
  %r = eshkol.pad %x, %v low = [1, 2] high = [0, 1] interior = [0, 0] : (tensor<?x2xf32>, f32) -> tensor<?x5xf32>
  return %r : tensor<?x5xf32>
}

// CHECK-LABEL: @between
// CHECK: %[[FILLED:.*]] = linalg.fill
// CHECK: tensor.insert_slice %{{.*}} into %[[FILLED]][0, 0] [2, %{{.*}}] [2, 3]
func.func @between(%x: tensor<2x?xf32>) -> tensor<3x?xf32> {
  %v = arith.constant 9.0 : f32
  %r = eshkol.pad %x, %v low = [0, 0] high = [0, 1] interior = [1, 2] : (tensor<2x?xf32>, f32) -> tensor<3x?xf32>
  return %r : tensor<3x?xf32>
}

// Rows 1 2 | 9 9 | 3 4, without the first and one more below; a column more in front, one less behind.
func.func @removed(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %v = arith.constant 9.0 : f32
  %r = eshkol.pad %x, %v low = [-1, 1] high = [1, -1] interior = [1, 0] : (tensor<?x?xf32>, f32) -> tensor<?x?xf32>
  return %r : tensor<?x?xf32>
}

// Added first, then removed: of no elements none is left over.
// CHECK-LABEL: @shifted
// CHECK: %[[MORE:.*]] = tensor.pad %arg0 low[1] high[0]
// CHECK: tensor.extract_slice %[[MORE]][0]
func.func @shifted(%x: tensor<?xf64>) -> tensor<?xf64> {
  %v = arith.constant 9.0 : f64
  %r = eshkol.pad %x, %v low = [1] high = [-1] interior = [0] : (tensor<?xf64>, f64) -> tensor<?xf64>
  return %r : tensor<?xf64>
}

// There is nothing between no elements.
func.func @empty(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %v = arith.constant 9.0 : f32
  %r = eshkol.pad %x, %v low = [1, 0] high = [1, 0] interior = [4, 0] : (tensor<?x2xf32>, f32) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @integer(%x: tensor<2xi8>) -> tensor<5xi8> {
  %v = arith.constant -7 : i8
  %r = eshkol.pad %x, %v low = [1] high = [1] interior = [1] : (tensor<2xi8>, i8) -> tensor<5xi8>
  return %r : tensor<5xi8>
}

func.func @complex(%x: tensor<?xcomplex<f32>>) -> tensor<?xcomplex<f32>> {
  %v = complex.constant [0.0 : f32, 1.0 : f32] : complex<f32>
  %r = eshkol.pad %x, %v low = [1] high = [1] interior = [0] : (tensor<?xcomplex<f32>>, complex<f32>) -> tensor<?xcomplex<f32>>
  return %r : tensor<?xcomplex<f32>>
}

// CHECK-LABEL: @main
func.func @main() {
  %none_static = tensor.empty() : tensor<0xf64>
  %none = tensor.cast %none_static : tensor<0xf64> to tensor<?xf64>
  %shifted_none = func.call @shifted(%none) : (tensor<?xf64>) -> tensor<?xf64>
  eshkol.assert_close %shifted_none, %none, "no elements, shifted" atol = 0.0 rtol = 0.0 : tensor<?xf64>
  %two = arith.constant dense<[1.0, 2.0]> : tensor<2xf64>
  %two_any = tensor.cast %two : tensor<2xf64> to tensor<?xf64>
  %shifted_two = func.call @shifted(%two_any) : (tensor<?xf64>) -> tensor<?xf64>
  %shifted_expected = arith.constant dense<[9.0, 1.0]> : tensor<2xf64>
  %shifted_expected_any = tensor.cast %shifted_expected : tensor<2xf64> to tensor<?xf64>
  eshkol.assert_close %shifted_two, %shifted_expected_any, "shifted" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %around_x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %around_x_any = tensor.cast %around_x : tensor<2x2xf32> to tensor<?x2xf32>
  %around = func.call @around(%around_x_any) : (tensor<?x2xf32>) -> tensor<?x5xf32>
  %around_expected = arith.constant dense<[[0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 2.0, 0.0], [0.0, 0.0, 3.0, 4.0, 0.0]]> : tensor<3x5xf32>
  %around_expected_any = tensor.cast %around_expected : tensor<3x5xf32> to tensor<?x5xf32>
  eshkol.assert_close %around, %around_expected_any, "around" atol = 0.0 rtol = 0.0 : tensor<?x5xf32>

  %between_x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %between_x_any = tensor.cast %between_x : tensor<2x2xf32> to tensor<2x?xf32>
  %between = func.call @between(%between_x_any) : (tensor<2x?xf32>) -> tensor<3x?xf32>
  %between_expected = arith.constant dense<[[1.0, 9.0, 9.0, 2.0, 9.0], [9.0, 9.0, 9.0, 9.0, 9.0], [3.0, 9.0, 9.0, 4.0, 9.0]]> : tensor<3x5xf32>
  %between_expected_any = tensor.cast %between_expected : tensor<3x5xf32> to tensor<3x?xf32>
  eshkol.assert_close %between, %between_expected_any, "between" atol = 0.0 rtol = 0.0 : tensor<3x?xf32>

  %removed_x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %removed_x_any = tensor.cast %removed_x : tensor<2x2xf32> to tensor<?x?xf32>
  %removed = func.call @removed(%removed_x_any) : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %removed_expected = arith.constant dense<[[9.0, 9.0], [9.0, 3.0], [9.0, 9.0]]> : tensor<3x2xf32>
  %removed_expected_any = tensor.cast %removed_expected : tensor<3x2xf32> to tensor<?x?xf32>
  eshkol.assert_close %removed, %removed_expected_any, "removed" atol = 0.0 rtol = 0.0 : tensor<?x?xf32>

  %empty_x = arith.constant dense<> : tensor<0x2xf32>
  %empty_x_any = tensor.cast %empty_x : tensor<0x2xf32> to tensor<?x2xf32>
  %empty = func.call @empty(%empty_x_any) : (tensor<?x2xf32>) -> tensor<?x2xf32>
  %empty_expected = arith.constant dense<[[9.0, 9.0], [9.0, 9.0]]> : tensor<2x2xf32>
  %empty_expected_any = tensor.cast %empty_expected : tensor<2x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %empty, %empty_expected_any, "empty" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %integer_x = arith.constant dense<[1, 2]> : tensor<2xi8>
  %integer = func.call @integer(%integer_x) : (tensor<2xi8>) -> tensor<5xi8>
  %integer_expected = arith.constant dense<[-7, 1, -7, 2, -7]> : tensor<5xi8>
  eshkol.assert_close %integer, %integer_expected, "integer" atol = 0.0 rtol = 0.0 : tensor<5xi8>

  %complex_x = arith.constant dense<[(2.0, 3.0)]> : tensor<1xcomplex<f32>>
  %complex_x_any = tensor.cast %complex_x : tensor<1xcomplex<f32>> to tensor<?xcomplex<f32>>
  %complex = func.call @complex(%complex_x_any) : (tensor<?xcomplex<f32>>) -> tensor<?xcomplex<f32>>
  %complex_expected = arith.constant dense<[(0.0, 1.0), (2.0, 3.0), (0.0, 1.0)]> : tensor<3xcomplex<f32>>
  %complex_expected_any = tensor.cast %complex_expected : tensor<3xcomplex<f32>> to tensor<?xcomplex<f32>>
  eshkol.assert_close %complex, %complex_expected_any, "complex" atol = 0.0 rtol = 0.0 : tensor<?xcomplex<f32>>
  return
}
