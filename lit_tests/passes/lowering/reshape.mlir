// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// Neighbours that are joined stay visible: the rows must be as many.
// CHECK-LABEL: @join
// CHECK: tensor.collapse_shape %{{.*}} {{\[\[}}0], [1, 2]] : tensor<?x3x2xf32> into tensor<?x6xf32>
func.func @join(%x: tensor<?x3x2xf32>, %n: index) -> tensor<?x6xf32> {
  %r = eshkol.reshape %x to [%n, 6] : tensor<?x3x2xf32> -> tensor<?x6xf32>
  return %r : tensor<?x6xf32>
}

// CHECK-LABEL: @split
// CHECK: tensor.expand_shape %{{.*}} {{\[\[}}0], [1, 2]] output_shape [%{{.*}}, 3, 2]
func.func @split(%x: tensor<?x6xf32>, %n: index) -> tensor<?x3x2xf32> {
  %r = eshkol.reshape %x to [%n, 3, 2] : tensor<?x6xf32> -> tensor<?x3x2xf32>
  return %r : tensor<?x3x2xf32>
}

// Several dynamic sizes need the shape at run time.
// CHECK-LABEL: @regroup
// CHECK-SAME: (%[[X:.*]]: tensor<?x?xf32>, %[[N:.*]]: index, %[[M:.*]]: index)
// CHECK: %[[SHAPE:.*]] = tensor.from_elements %[[N]], %[[M]], %{{.*}} : tensor<3xindex>
// CHECK: tensor.reshape %[[X]](%[[SHAPE]])
func.func @regroup(%x: tensor<?x?xf32>, %n: index, %m: index) -> tensor<?x?x2xf32> {
  %r = eshkol.reshape %x to [%n, %m, 2] : tensor<?x?xf32> -> tensor<?x?x2xf32>
  return %r : tensor<?x?x2xf32>
}

// Otherwise the elements are laid out in one row first.
// CHECK-LABEL: @flat
// CHECK: %[[FLAT:.*]] = tensor.collapse_shape %{{.*}} {{\[\[}}0, 1]] : tensor<?x4xi32> into tensor<?xi32>
// CHECK: tensor.expand_shape %[[FLAT]] {{\[\[}}0, 1]] output_shape [3, %{{.*}}]
func.func @flat(%x: tensor<?x4xi32>, %n: index) -> tensor<3x?xi32> {
  %r = eshkol.reshape %x to [3, %n] : tensor<?x4xi32> -> tensor<3x?xi32>
  return %r : tensor<3x?xi32>
}

func.func @fixed(%x: tensor<2x3xi32>) -> tensor<3x2xi32> {
  %r = eshkol.reshape %x to [3, 2] : tensor<2x3xi32> -> tensor<3x2xi32>
  return %r : tensor<3x2xi32>
}

func.func @to_scalar(%x: tensor<?x?xf64>) -> tensor<f64> {
  %r = eshkol.reshape %x to [] : tensor<?x?xf64> -> tensor<f64>
  return %r : tensor<f64>
}

func.func @from_scalar(%x: tensor<f64>, %n: index) -> tensor<1x?xf64> {
  %r = eshkol.reshape %x to [1, %n] : tensor<f64> -> tensor<1x?xf64>
  return %r : tensor<1x?xf64>
}

// No elements have many shapes.
func.func @empty(%x: tensor<?x3xf32>, %n: index) -> tensor<?x7xf32> {
  %r = eshkol.reshape %x to [%n, 7] : tensor<?x3xf32> -> tensor<?x7xf32>
  return %r : tensor<?x7xf32>
}

func.func @empty_regroup(%x: tensor<?x?xi64>, %n: index, %m: index) -> tensor<?x?xi64> {
  %r = eshkol.reshape %x to [%n, %m] : tensor<?x?xi64> -> tensor<?x?xi64>
  return %r : tensor<?x?xi64>
}

// CHECK-LABEL: @main
func.func @main() {
  %join_x = arith.constant dense<[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]], [[6.0, 7.0], [8.0, 9.0], [10.0, 11.0]]]> : tensor<2x3x2xf32>
  %join_x_any = tensor.cast %join_x : tensor<2x3x2xf32> to tensor<?x3x2xf32>
  %join_n = arith.constant 2 : index
  %join = func.call @join(%join_x_any, %join_n) : (tensor<?x3x2xf32>, index) -> tensor<?x6xf32>
  %join_expected = arith.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [6.0, 7.0, 8.0, 9.0, 10.0, 11.0]]> : tensor<2x6xf32>
  %join_expected_any = tensor.cast %join_expected : tensor<2x6xf32> to tensor<?x6xf32>
  eshkol.assert_close %join, %join_expected_any, "join" atol = 0.0 rtol = 0.0 : tensor<?x6xf32>

  %split_x = arith.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [6.0, 7.0, 8.0, 9.0, 10.0, 11.0]]> : tensor<2x6xf32>
  %split_x_any = tensor.cast %split_x : tensor<2x6xf32> to tensor<?x6xf32>
  %split_n = arith.constant 2 : index
  %split = func.call @split(%split_x_any, %split_n) : (tensor<?x6xf32>, index) -> tensor<?x3x2xf32>
  %split_expected = arith.constant dense<[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]], [[6.0, 7.0], [8.0, 9.0], [10.0, 11.0]]]> : tensor<2x3x2xf32>
  %split_expected_any = tensor.cast %split_expected : tensor<2x3x2xf32> to tensor<?x3x2xf32>
  eshkol.assert_close %split, %split_expected_any, "split" atol = 0.0 rtol = 0.0 : tensor<?x3x2xf32>

  %regroup_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %regroup_x_any = tensor.cast %regroup_x : tensor<4x3xf32> to tensor<?x?xf32>
  %regroup_n = arith.constant 3 : index
  %regroup_m = arith.constant 2 : index
  %regroup = func.call @regroup(%regroup_x_any, %regroup_n, %regroup_m) : (tensor<?x?xf32>, index, index) -> tensor<?x?x2xf32>
  %regroup_expected = arith.constant dense<[[[0.0, 1.0], [2.0, 3.0]], [[4.0, 5.0], [6.0, 7.0]], [[8.0, 9.0], [10.0, 11.0]]]> : tensor<3x2x2xf32>
  %regroup_expected_any = tensor.cast %regroup_expected : tensor<3x2x2xf32> to tensor<?x?x2xf32>
  eshkol.assert_close %regroup, %regroup_expected_any, "regroup" atol = 0.0 rtol = 0.0 : tensor<?x?x2xf32>

  %flat_x = arith.constant dense<[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]> : tensor<3x4xi32>
  %flat_x_any = tensor.cast %flat_x : tensor<3x4xi32> to tensor<?x4xi32>
  %flat_n = arith.constant 4 : index
  %flat = func.call @flat(%flat_x_any, %flat_n) : (tensor<?x4xi32>, index) -> tensor<3x?xi32>
  %flat_expected = arith.constant dense<[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]> : tensor<3x4xi32>
  %flat_expected_any = tensor.cast %flat_expected : tensor<3x4xi32> to tensor<3x?xi32>
  eshkol.assert_close %flat, %flat_expected_any, "flat" atol = 0.0 rtol = 0.0 : tensor<3x?xi32>

  %fixed_x = arith.constant dense<[[0, 1, 2], [3, 4, 5]]> : tensor<2x3xi32>
  %fixed = func.call @fixed(%fixed_x) : (tensor<2x3xi32>) -> tensor<3x2xi32>
  %fixed_expected = arith.constant dense<[[0, 1], [2, 3], [4, 5]]> : tensor<3x2xi32>
  eshkol.assert_close %fixed, %fixed_expected, "fixed" atol = 0.0 rtol = 0.0 : tensor<3x2xi32>

  %to_scalar_x = arith.constant dense<[[3.0]]> : tensor<1x1xf64>
  %to_scalar_x_any = tensor.cast %to_scalar_x : tensor<1x1xf64> to tensor<?x?xf64>
  %to_scalar = func.call @to_scalar(%to_scalar_x_any) : (tensor<?x?xf64>) -> tensor<f64>
  %to_scalar_expected = arith.constant dense<3.0> : tensor<f64>
  eshkol.assert_close %to_scalar, %to_scalar_expected, "to_scalar" atol = 0.0 rtol = 0.0 : tensor<f64>

  %from_scalar_x = arith.constant dense<3.0> : tensor<f64>
  %from_scalar_n = arith.constant 1 : index
  %from_scalar = func.call @from_scalar(%from_scalar_x, %from_scalar_n) : (tensor<f64>, index) -> tensor<1x?xf64>
  %from_scalar_expected = arith.constant dense<[[3.0]]> : tensor<1x1xf64>
  %from_scalar_expected_any = tensor.cast %from_scalar_expected : tensor<1x1xf64> to tensor<1x?xf64>
  eshkol.assert_close %from_scalar, %from_scalar_expected_any, "from_scalar" atol = 0.0 rtol = 0.0 : tensor<1x?xf64>

  %empty_x = arith.constant dense<> : tensor<0x3xf32>
  %empty_x_any = tensor.cast %empty_x : tensor<0x3xf32> to tensor<?x3xf32>
  %empty_n = arith.constant 0 : index
  %empty = func.call @empty(%empty_x_any, %empty_n) : (tensor<?x3xf32>, index) -> tensor<?x7xf32>
  %empty_expected = arith.constant dense<> : tensor<0x7xf32>
  %empty_expected_any = tensor.cast %empty_expected : tensor<0x7xf32> to tensor<?x7xf32>
  eshkol.assert_close %empty, %empty_expected_any, "empty" atol = 0.0 rtol = 0.0 : tensor<?x7xf32>

  %empty_regroup_x = arith.constant dense<> : tensor<0x4xi64>
  %empty_regroup_x_any = tensor.cast %empty_regroup_x : tensor<0x4xi64> to tensor<?x?xi64>
  %empty_regroup_n = arith.constant 5 : index
  %empty_regroup_m = arith.constant 0 : index
  %empty_regroup = func.call @empty_regroup(%empty_regroup_x_any, %empty_regroup_n, %empty_regroup_m) : (tensor<?x?xi64>, index, index) -> tensor<?x?xi64>
  %empty_regroup_expected = arith.constant dense<> : tensor<5x0xi64>
  %empty_regroup_expected_any = tensor.cast %empty_regroup_expected : tensor<5x0xi64> to tensor<?x?xi64>
  eshkol.assert_close %empty_regroup, %empty_regroup_expected_any, "empty_regroup" atol = 0.0 rtol = 0.0 : tensor<?x?xi64>
  return
}
