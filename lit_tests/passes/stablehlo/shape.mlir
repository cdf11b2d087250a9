// RUN: eshkol-opt --eshkol-to-stablehlo --split-input-file %s | FileCheck %s

// CHECK-LABEL: func.func @transpose
// CHECK: "stablehlo.transpose"(%{{.*}}) {permutation = array<i64: 1, 0>} : (tensor<2x?xf32>) -> tensor<?x2xf32>
func.func @transpose(%x: tensor<2x?xf32>) -> tensor<?x2xf32> {
  %r = eshkol.transpose %x [1, 0] : (tensor<2x?xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

// -----

// CHECK-LABEL: func.func @static_reshape
// CHECK: "stablehlo.reshape"(%{{.*}}) : (tensor<6xf32>) -> tensor<2x3xf32>
func.func @static_reshape(%x: tensor<6xf32>) -> tensor<2x3xf32> {
  %r = eshkol.reshape %x to [2, 3] : tensor<6xf32> -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

// A shape of computed sizes is a tensor.

// CHECK-LABEL: func.func @dynamic_broadcast
// CHECK-SAME: (%[[X:.*]]: tensor<3xf32>, %[[N:.*]]: tensor<i64>)
// CHECK: %[[SIZE:.*]] = "stablehlo.reshape"(%[[N]]) : (tensor<i64>) -> tensor<1xi64>
// CHECK: %[[SHAPE:.*]] = "stablehlo.concatenate"(%[[SIZE]], %{{.*}}) {dimension = 0 : i64}
// CHECK: "stablehlo.dynamic_broadcast_in_dim"(%[[X]], %[[SHAPE]])
// CHECK-SAME: broadcast_dimensions = array<i64: 1>
func.func @dynamic_broadcast(%x: tensor<3xf32>, %n: index) -> tensor<?x3xf32> {
  %r = eshkol.broadcast %x [1] to [%n, 3] : tensor<3xf32> -> tensor<?x3xf32>
  return %r : tensor<?x3xf32>
}

// -----

// CHECK-LABEL: func.func @slices
// CHECK: "stablehlo.slice"(%{{.*}}) {limit_indices = array<i64: 4, 8>, start_indices = array<i64: 1, 0>,
// CHECK-SAME: strides = array<i64: 2, 1>}
// CHECK: "stablehlo.dynamic_slice"(%{{.*}}, %{{.*}}, %{{.*}}) {slice_sizes = array<i64: 2, 8>}
func.func @slices(%x: tensor<5x8xf32>, %i: index) -> (tensor<2x8xf32>, tensor<2x8xf32>) {
  %s = eshkol.slice %x [1, 0] [2, 8] [2, 1] : tensor<5x8xf32> -> tensor<2x8xf32>
  %d = eshkol.slice %x [%i, 0] [2, 8] [1, 1] : tensor<5x8xf32> -> tensor<2x8xf32>
  return %s, %d : tensor<2x8xf32>, tensor<2x8xf32>
}

// -----

// CHECK-LABEL: func.func @joined
// CHECK: "stablehlo.concatenate"
// CHECK: "stablehlo.pad"{{.*}}edge_padding_high = array<i64: 1>, edge_padding_low = array<i64: 2>, interior_padding = array<i64: 0>
// CHECK: "stablehlo.reverse"{{.*}}dimensions = array<i64: 0>
// CHECK: "stablehlo.dynamic_update_slice"
func.func @joined(%x: tensor<2xf32>, %y: tensor<?xf32>, %c: f32, %i: index) -> tensor<?xf32> {
  %j = eshkol.concat %x, %y dimension = 0 : (tensor<2xf32>, tensor<?xf32>) -> tensor<?xf32>
  %p = eshkol.pad %j, %c low = [2] high = [1] interior = [0] : (tensor<?xf32>, f32) -> tensor<?xf32>
  %r = eshkol.reverse %p [0] : (tensor<?xf32>) -> tensor<?xf32>
  %u = eshkol.dynamic_update_slice %r, %x [%i] : tensor<?xf32>, tensor<2xf32> -> tensor<?xf32>
  return %u : tensor<?xf32>
}
