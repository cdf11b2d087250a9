// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-DAG: #[[COLUMN:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-DAG: #[[FIRST:.*]] = affine_map<(d0, d1) -> (0, d1)>
// CHECK-LABEL: @rows
// CHECK: linalg.generic {indexing_maps = [#[[COLUMN]], {{.*}}], iterator_types = ["parallel", "parallel"]}
func.func @rows(%x: tensor<3xf32>, %n: index) -> tensor<?x3xf32> {
  %r = eshkol.broadcast %x [1] to [%n, 3] : tensor<3xf32> -> tensor<?x3xf32>
  return %r : tensor<?x3xf32>
}

// A dimension that is statically one is repeated.
// CHECK-LABEL: @unit
// CHECK: linalg.generic {indexing_maps = [#[[FIRST]], {{.*}}]
func.func @unit(%x: tensor<1x?xi32>, %n: index) -> tensor<4x?xi32> {
  %r = eshkol.broadcast %x [0, 1] to [4, %n] : tensor<1x?xi32> -> tensor<4x?xi32>
  return %r : tensor<4x?xi32>
}

// Repeating no times leaves nothing.
func.func @scalar(%x: tensor<f64>, %n: index) -> tensor<2x?xf64> {
  %r = eshkol.broadcast %x [] to [2, %n] : tensor<f64> -> tensor<2x?xf64>
  return %r : tensor<2x?xf64>
}

func.func @column(%x: tensor<?x1xf64>, %n: index, %m: index) -> tensor<?x3x?xf64> {
  %r = eshkol.broadcast %x [0, 2] to [%n, 3, %m] : tensor<?x1xf64> -> tensor<?x3x?xf64>
  return %r : tensor<?x3x?xf64>
}

// CHECK-LABEL: @main
func.func @main() {
  %rows_x = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %rows_n = arith.constant 2 : index
  %rows = func.call @rows(%rows_x, %rows_n) : (tensor<3xf32>, index) -> tensor<?x3xf32>
  %rows_expected = arith.constant dense<[[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]> : tensor<2x3xf32>
  %rows_expected_any = tensor.cast %rows_expected : tensor<2x3xf32> to tensor<?x3xf32>
  eshkol.assert_close %rows, %rows_expected_any, "rows" atol = 0.0 rtol = 0.0 : tensor<?x3xf32>

  %unit_x = arith.constant dense<[[1, 2, 3]]> : tensor<1x3xi32>
  %unit_x_any = tensor.cast %unit_x : tensor<1x3xi32> to tensor<1x?xi32>
  %unit_n = arith.constant 3 : index
  %unit = func.call @unit(%unit_x_any, %unit_n) : (tensor<1x?xi32>, index) -> tensor<4x?xi32>
  %unit_expected = arith.constant dense<[[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3]]> : tensor<4x3xi32>
  %unit_expected_any = tensor.cast %unit_expected : tensor<4x3xi32> to tensor<4x?xi32>
  eshkol.assert_close %unit, %unit_expected_any, "unit" atol = 0.0 rtol = 0.0 : tensor<4x?xi32>

  %scalar_x = arith.constant dense<5.0> : tensor<f64>
  %scalar_n = arith.constant 0 : index
  %scalar = func.call @scalar(%scalar_x, %scalar_n) : (tensor<f64>, index) -> tensor<2x?xf64>
  %scalar_expected = arith.constant dense<> : tensor<2x0xf64>
  %scalar_expected_any = tensor.cast %scalar_expected : tensor<2x0xf64> to tensor<2x?xf64>
  eshkol.assert_close %scalar, %scalar_expected_any, "scalar" atol = 0.0 rtol = 0.0 : tensor<2x?xf64>

  %column_x = arith.constant dense<[[1.0], [2.0]]> : tensor<2x1xf64>
  %column_x_any = tensor.cast %column_x : tensor<2x1xf64> to tensor<?x1xf64>
  %column_n = arith.constant 2 : index
  %column_m = arith.constant 2 : index
  %column = func.call @column(%column_x_any, %column_n, %column_m) : (tensor<?x1xf64>, index, index) -> tensor<?x3x?xf64>
  %column_expected = arith.constant dense<[[[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]], [[2.0, 2.0], [2.0, 2.0], [2.0, 2.0]]]> : tensor<2x3x2xf64>
  %column_expected_any = tensor.cast %column_expected : tensor<2x3x2xf64> to tensor<?x3x?xf64>
  eshkol.assert_close %column, %column_expected_any, "column" atol = 0.0 rtol = 0.0 : tensor<?x3x?xf64>
  return
}
