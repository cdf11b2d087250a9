// RUN: eshkol-opt --canonicalize %s | FileCheck %s

// A sum of no products is zero.
// CHECK-LABEL: @matmul_of_nothing
func.func @matmul_of_nothing(%x: tensor<2x0xf32>, %w: tensor<0x3xf32>) -> tensor<2x3xf32> {
  // CHECK: %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : tensor<2x3xf32>
  // CHECK: return %[[ZERO]]
  %y = eshkol.matmul %x, %w : (tensor<2x0xf32>, tensor<0x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// CHECK-LABEL: @matmul_by_integer_zero
func.func @matmul_by_integer_zero(%x: tensor<2x4xi32>) -> tensor<2x3xi32> {
  %w = arith.constant dense<0> : tensor<4x3xi32>
  // CHECK: %[[ZERO:.*]] = arith.constant dense<0> : tensor<2x3xi32>
  // CHECK: return %[[ZERO]]
  %y = eshkol.matmul %x, %w : (tensor<2x4xi32>, tensor<4x3xi32>) -> tensor<2x3xi32>
  return %y : tensor<2x3xi32>
}

// Zero times infinity is not zero.
// CHECK-LABEL: @matmul_by_float_zero
func.func @matmul_by_float_zero(%x: tensor<2x4xf32>) -> tensor<2x3xf32> {
  %w = arith.constant dense<0.0> : tensor<4x3xf32>
  // CHECK: eshkol.matmul
  %y = eshkol.matmul %x, %w : (tensor<2x4xf32>, tensor<4x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// CHECK-LABEL: @dot_general_of_nothing
func.func @dot_general_of_nothing(%x: tensor<0xf64>) -> tensor<f64> {
  // CHECK: %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : tensor<f64>
  // CHECK: return %[[ZERO]]
  %y = eshkol.dot_general %x, %x batching [] x [] contracting [0] x [0] : (tensor<0xf64>, tensor<0xf64>) -> tensor<f64>
  return %y : tensor<f64>
}

// CHECK-LABEL: @dot_general_by_integer_zero
func.func @dot_general_by_integer_zero(%x: tensor<2x4xi64>) -> tensor<2xi64> {
  %w = arith.constant dense<0> : tensor<4xi64>
  // CHECK: %[[ZERO:.*]] = arith.constant dense<0> : tensor<2xi64>
  // CHECK: return %[[ZERO]]
  %y = eshkol.dot_general %x, %w batching [] x [] contracting [1] x [0] : (tensor<2x4xi64>, tensor<4xi64>) -> tensor<2xi64>
  return %y : tensor<2xi64>
}

// CHECK-LABEL: @dot_general_is_matmul
// CHECK-SAME: (%[[X:.*]]: tensor<?x2x3xf32>, %[[W:.*]]: tensor<?x3x4xf32>)
func.func @dot_general_is_matmul(%x: tensor<?x2x3xf32>, %w: tensor<?x3x4xf32>) -> tensor<?x2x4xf32> {
  // CHECK: eshkol.matmul %[[X]], %[[W]] : (tensor<?x2x3xf32>, tensor<?x3x4xf32>) -> tensor<?x2x4xf32>
  %y = eshkol.dot_general %x, %w batching [0] x [0] contracting [2] x [1] : (tensor<?x2x3xf32>, tensor<?x3x4xf32>) -> tensor<?x2x4xf32>
  return %y : tensor<?x2x4xf32>
}

// Rows with rows, a batch that does not lead, and a missing dimension are no matrix product.
// CHECK-LABEL: @dot_general_is_no_matmul
func.func @dot_general_is_no_matmul(%x: tensor<3x3xf32>, %b: tensor<3x3x3xf32>, %v: tensor<3xf32>) -> (tensor<3x3xf32>, tensor<3x3x3xf32>, tensor<3xf32>) {
  // CHECK-NOT: eshkol.matmul
  %p = eshkol.dot_general %x, %x batching [] x [] contracting [1] x [1] : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  %q = eshkol.dot_general %b, %b batching [1] x [0] contracting [2] x [1] : (tensor<3x3x3xf32>, tensor<3x3x3xf32>) -> tensor<3x3x3xf32>
  %r = eshkol.dot_general %x, %v batching [] x [] contracting [1] x [0] : (tensor<3x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %p, %q, %r : tensor<3x3xf32>, tensor<3x3x3xf32>, tensor<3xf32>
}
