// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @inside
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>, %[[U:.*]]: tensor<2x?xf32>, %[[I:.*]]: index)
// CHECK: %[[LEAST:.*]] = arith.minsi %[[I]], %{{.*}} : index
// CHECK: %[[ROW:.*]] = arith.maxsi %[[LEAST]], %{{.*}} : index
// CHECK: tensor.insert_slice %[[U]] into %[[X]][%[[ROW]], %{{.*}}] [2, %{{.*}}] [1, 1]
func.func @inside(%x: tensor<?x3xf32>, %u: tensor<2x?xf32>, %i: index) -> tensor<?x3xf32> {
  %r = eshkol.dynamic_update_slice %x, %u [%i, 1] : tensor<?x3xf32>, tensor<2x?xf32> -> tensor<?x3xf32>
  return %r : tensor<?x3xf32>
}

func.func @element(%x: tensor<4xi64>, %u: tensor<1xi64>, %i: index) -> tensor<4xi64> {
  %r = eshkol.dynamic_update_slice %x, %u [%i] : tensor<4xi64>, tensor<1xi64> -> tensor<4xi64>
  return %r : tensor<4xi64>
}

func.func @scalar(%x: tensor<f64>, %u: tensor<f64>) -> tensor<f64> {
  %r = eshkol.dynamic_update_slice %x, %u [] : tensor<f64>, tensor<f64> -> tensor<f64>
  return %r : tensor<f64>
}

// CHECK-LABEL: @nothing
// CHECK-SAME: (%[[X:.*]]: tensor<4xf32>, %{{.*}}: tensor<0xf32>)
// CHECK: return %[[X]]
func.func @nothing(%x: tensor<4xf32>, %u: tensor<0xf32>) -> tensor<4xf32> {
  %r = eshkol.dynamic_update_slice %x, %u [4] : tensor<4xf32>, tensor<0xf32> -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: @main
func.func @main() {
  %inside_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %inside_x_any = tensor.cast %inside_x : tensor<4x3xf32> to tensor<?x3xf32>
  %inside_u = arith.constant dense<[[-1.0, -2.0], [-3.0, -4.0]]> : tensor<2x2xf32>
  %inside_u_any = tensor.cast %inside_u : tensor<2x2xf32> to tensor<2x?xf32>
  %inside_i = arith.constant 1 : index
  %inside = func.call @inside(%inside_x_any, %inside_u_any, %inside_i) : (tensor<?x3xf32>, tensor<2x?xf32>, index) -> tensor<?x3xf32>
  %inside_expected = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, -1.0, -2.0], [6.0, -3.0, -4.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %inside_expected_any = tensor.cast %inside_expected : tensor<4x3xf32> to tensor<?x3xf32>
  eshkol.assert_close %inside, %inside_expected_any, "inside" atol = 0.0 rtol = 0.0 : tensor<?x3xf32>

  // Starts are clamped to where the update fits.
  %before_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %before_x_any = tensor.cast %before_x : tensor<4x3xf32> to tensor<?x3xf32>
  %before_u = arith.constant dense<[[-1.0, -2.0], [-3.0, -4.0]]> : tensor<2x2xf32>
  %before_u_any = tensor.cast %before_u : tensor<2x2xf32> to tensor<2x?xf32>
  %before_i = arith.constant -5 : index
  %before = func.call @inside(%before_x_any, %before_u_any, %before_i) : (tensor<?x3xf32>, tensor<2x?xf32>, index) -> tensor<?x3xf32>
  %before_expected = arith.constant dense<[[0.0, -1.0, -2.0], [3.0, -3.0, -4.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %before_expected_any = tensor.cast %before_expected : tensor<4x3xf32> to tensor<?x3xf32>
  eshkol.assert_close %before, %before_expected_any, "before" atol = 0.0 rtol = 0.0 : tensor<?x3xf32>

  %behind_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %behind_x_any = tensor.cast %behind_x : tensor<4x3xf32> to tensor<?x3xf32>
  %behind_u = arith.constant dense<[[-1.0, -2.0], [-3.0, -4.0]]> : tensor<2x2xf32>
  %behind_u_any = tensor.cast %behind_u : tensor<2x2xf32> to tensor<2x?xf32>
  %behind_i = arith.constant 4 : index
  %behind = func.call @inside(%behind_x_any, %behind_u_any, %behind_i) : (tensor<?x3xf32>, tensor<2x?xf32>, index) -> tensor<?x3xf32>
  %behind_expected = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, -1.0, -2.0], [9.0, -3.0, -4.0]]> : tensor<4x3xf32>
  %behind_expected_any = tensor.cast %behind_expected : tensor<4x3xf32> to tensor<?x3xf32>
  eshkol.assert_close %behind, %behind_expected_any, "behind" atol = 0.0 rtol = 0.0 : tensor<?x3xf32>

  %nothing_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %nothing_x_any = tensor.cast %nothing_x : tensor<4x3xf32> to tensor<?x3xf32>
  %nothing_u = arith.constant dense<> : tensor<2x0xf32>
  %nothing_u_any = tensor.cast %nothing_u : tensor<2x0xf32> to tensor<2x?xf32>
  %nothing_i = arith.constant 2 : index
  %nothing = func.call @inside(%nothing_x_any, %nothing_u_any, %nothing_i) : (tensor<?x3xf32>, tensor<2x?xf32>, index) -> tensor<?x3xf32>
  %nothing_expected = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %nothing_expected_any = tensor.cast %nothing_expected : tensor<4x3xf32> to tensor<?x3xf32>
  eshkol.assert_close %nothing, %nothing_expected_any, "nothing" atol = 0.0 rtol = 0.0 : tensor<?x3xf32>

  %element_x = arith.constant dense<[0, 1, 2, 3]> : tensor<4xi64>
  %element_u = arith.constant dense<[9]> : tensor<1xi64>
  %element_i = arith.constant 2 : index
  %element = func.call @element(%element_x, %element_u, %element_i) : (tensor<4xi64>, tensor<1xi64>, index) -> tensor<4xi64>
  %element_expected = arith.constant dense<[0, 1, 9, 3]> : tensor<4xi64>
  eshkol.assert_close %element, %element_expected, "element" atol = 0.0 rtol = 0.0 : tensor<4xi64>

  %scalar_x = arith.constant dense<1.0> : tensor<f64>
  %scalar_u = arith.constant dense<2.0> : tensor<f64>
  %scalar = func.call @scalar(%scalar_x, %scalar_u) : (tensor<f64>, tensor<f64>) -> tensor<f64>
  %scalar_expected = arith.constant dense<2.0> : tensor<f64>
  eshkol.assert_close %scalar, %scalar_expected, "scalar" atol = 0.0 rtol = 0.0 : tensor<f64>
  return
}
