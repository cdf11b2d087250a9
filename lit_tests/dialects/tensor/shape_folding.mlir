// RUN: eshkol-opt --canonicalize %s | FileCheck %s

// CHECK-LABEL: @broadcast_to_own_shape
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf32>)
func.func @broadcast_to_own_shape(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.broadcast %x [0, 1] to [2, 3] : tensor<2x3xf32> -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// CHECK-LABEL: @broadcast_of_splat
func.func @broadcast_of_splat() -> tensor<2x3xf32> {
  %x = arith.constant dense<7.0> : tensor<3xf32>
  // CHECK: arith.constant dense<7.000000e+00> : tensor<2x3xf32>
  %y = eshkol.broadcast %x [1] to [2, 3] : tensor<3xf32> -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// CHECK-LABEL: @broadcast_of_broadcast
// CHECK-SAME: (%[[X:.*]]: tensor<3xf32>
func.func @broadcast_of_broadcast(%x: tensor<3xf32>, %n: index) -> tensor<5x?x3xf32> {
  // CHECK: eshkol.broadcast %[[X]] [2] to [5, %{{.*}}, 3] : tensor<3xf32> -> tensor<5x?x3xf32>
  %y = eshkol.broadcast %x [1] to [%n, 3] : tensor<3xf32> -> tensor<?x3xf32>
  %z = eshkol.broadcast %y [1, 2] to [5, %n, 3] : tensor<?x3xf32> -> tensor<5x?x3xf32>
  return %z : tensor<5x?x3xf32>
}

// The outer one repeats a size that the inner one states to be one.
// CHECK-LABEL: @broadcast_of_stated_unit
func.func @broadcast_of_stated_unit(%x: tensor<?xf32>) -> tensor<5xf32> {
  // CHECK: eshkol.broadcast %{{.*}} [0] to [1]
  // CHECK: eshkol.broadcast %{{.*}} [0] to [5]
  %y = eshkol.broadcast %x [0] to [1] : tensor<?xf32> -> tensor<1xf32>
  %z = eshkol.broadcast %y [0] to [5] : tensor<1xf32> -> tensor<5xf32>
  return %z : tensor<5xf32>
}

// CHECK-LABEL: @broadcast_to_constant_size
func.func @broadcast_to_constant_size(%x: tensor<3xf32>) -> tensor<?x3xf32> {
  %n = arith.constant 4 : index
  // CHECK: eshkol.broadcast %{{.*}} [1] to [4, 3] : tensor<3xf32> -> tensor<?x3xf32>
  %y = eshkol.broadcast %x [1] to [%n, 3] : tensor<3xf32> -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// CHECK-LABEL: @transpose_by_identity
// CHECK-SAME: (%[[X:.*]]: tensor<2x?xf32>)
func.func @transpose_by_identity(%x: tensor<2x?xf32>) -> tensor<2x?xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.transpose %x [0, 1] : (tensor<2x?xf32>) -> tensor<2x?xf32>
  return %y : tensor<2x?xf32>
}

// CHECK-LABEL: @transpose_twice
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf32>)
func.func @transpose_twice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.transpose %x [1, 0] : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %z = eshkol.transpose %y [1, 0] : (tensor<3x2xf32>) -> tensor<2x3xf32>
  return %z : tensor<2x3xf32>
}

// x_abc, permuted to y_cab and that to z_bca: z's dimensions are 1, 2, 0 of x.
// CHECK-LABEL: @transpose_composed
func.func @transpose_composed(%x: tensor<2x3x4xf32>) -> tensor<3x4x2xf32> {
  // CHECK: eshkol.transpose %{{.*}} [1, 2, 0] : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
  %y = eshkol.transpose %x [2, 0, 1] : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  %z = eshkol.transpose %y [2, 0, 1] : (tensor<4x2x3xf32>) -> tensor<3x4x2xf32>
  return %z : tensor<3x4x2xf32>
}

// CHECK-LABEL: @transpose_of_splat
func.func @transpose_of_splat() -> tensor<3x2xi64> {
  %x = arith.constant dense<7> : tensor<2x3xi64>
  // CHECK: arith.constant dense<7> : tensor<3x2xi64>
  %y = eshkol.transpose %x [1, 0] : (tensor<2x3xi64>) -> tensor<3x2xi64>
  return %y : tensor<3x2xi64>
}

// CHECK-LABEL: @reshape_to_own_shape
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>, %{{.*}}: index)
func.func @reshape_to_own_shape(%x: tensor<?x3xf32>, %n: index) -> tensor<?x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.reshape %x to [%n, 3] : tensor<?x3xf32> -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// Two dynamic sizes, or one beside a zero, may differ from the operand's.
// CHECK-LABEL: @reshape_to_similar_shape
func.func @reshape_to_similar_shape(%x: tensor<?x?xf32>, %e: tensor<?x0xf32>, %n: index) -> (tensor<?x?xf32>, tensor<?x0xf32>) {
  // CHECK-COUNT-2: eshkol.reshape
  %y = eshkol.reshape %x to [%n, %n] : tensor<?x?xf32> -> tensor<?x?xf32>
  %z = eshkol.reshape %e to [%n, 0] : tensor<?x0xf32> -> tensor<?x0xf32>
  return %y, %z : tensor<?x?xf32>, tensor<?x0xf32>
}

// CHECK-LABEL: @reshape_of_reshape
// CHECK-SAME: (%[[X:.*]]: tensor<6xf32>)
func.func @reshape_of_reshape(%x: tensor<6xf32>) -> tensor<3x2xf32> {
  // CHECK: eshkol.reshape %[[X]] to [3, 2] : tensor<6xf32> -> tensor<3x2xf32>
  %y = eshkol.reshape %x to [2, 3] : tensor<6xf32> -> tensor<2x3xf32>
  %z = eshkol.reshape %y to [3, 2] : tensor<2x3xf32> -> tensor<3x2xf32>
  return %z : tensor<3x2xf32>
}

// CHECK-LABEL: @reshape_of_constant
func.func @reshape_of_constant() -> tensor<2x2xi32> {
  %x = arith.constant dense<[1, 2, 3, 4]> : tensor<4xi32>
  // CHECK: arith.constant dense<{{\[\[}}1, 2], [3, 4]]> : tensor<2x2xi32>
  %y = eshkol.reshape %x to [2, 2] : tensor<4xi32> -> tensor<2x2xi32>
  return %y : tensor<2x2xi32>
}

// CHECK-LABEL: @reshape_to_constant_size
func.func @reshape_to_constant_size(%x: tensor<?xf32>) -> tensor<?x3xf32> {
  %n = arith.constant 2 : index
  // CHECK: eshkol.reshape %{{.*}} to [2, 3] : tensor<?xf32> -> tensor<?x3xf32>
  %y = eshkol.reshape %x to [%n, 3] : tensor<?xf32> -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// A wrong size is found while running; the operation stays valid.
// CHECK-LABEL: @reshape_to_wrong_size
func.func @reshape_to_wrong_size(%x: tensor<6xf32>) -> tensor<?x3xf32> {
  %n = arith.constant 5 : index
  // CHECK: eshkol.reshape %{{.*}} to [%{{.*}}, 3] : tensor<6xf32> -> tensor<?x3xf32>
  %y = eshkol.reshape %x to [%n, 3] : tensor<6xf32> -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// CHECK-LABEL: @reverse_nothing
// CHECK-SAME: (%[[X:.*]]: tensor<?x1xf32>)
func.func @reverse_nothing(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.reverse %x [1] : (tensor<?x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// CHECK-LABEL: @reverse_twice
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>)
func.func @reverse_twice(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.reverse %x [1, 0] : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %z = eshkol.reverse %y [0, 1] : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %z : tensor<?x3xf32>
}

// CHECK-LABEL: @reverse_both
func.func @reverse_both(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  // CHECK: eshkol.reverse %{{.*}} [0, 2]
  // CHECK-NOT: eshkol.reverse
  %y = eshkol.reverse %x [2, 1] : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  %z = eshkol.reverse %y [0, 1] : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %z : tensor<2x3x4xf32>
}

// CHECK-LABEL: @reverse_of_splat
// CHECK-NEXT: arith.constant dense<2.000000e+00>
// CHECK-NEXT: return
func.func @reverse_of_splat() -> tensor<3xf32> {
  %x = arith.constant dense<2.0> : tensor<3xf32>
  %y = eshkol.reverse %x [0] : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @iota_of_one
func.func @iota_of_one() -> tensor<4x1xf32> {
  // CHECK: arith.constant dense<0.000000e+00> : tensor<4x1xf32>
  %i = eshkol.iota dimension = 1 to [4, 1] : tensor<4x1xf32>
  return %i : tensor<4x1xf32>
}

// CHECK-LABEL: @iota_to_constant_size
func.func @iota_to_constant_size() -> tensor<?xi64> {
  %n = arith.constant 4 : index
  // CHECK: eshkol.iota dimension = 0 to [4] : tensor<?xi64>
  %i = eshkol.iota dimension = 0 to [%n] : tensor<?xi64>
  return %i : tensor<?xi64>
}
