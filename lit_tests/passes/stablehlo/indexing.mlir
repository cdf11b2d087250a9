// RUN: eshkol-opt --eshkol-to-stablehlo --split-input-file %s | FileCheck %s

// CHECK-LABEL: func.func @gather
// CHECK: "stablehlo.gather"
// CHECK-SAME: offset_dims = [1], collapsed_slice_dims = [0],
// CHECK-SAME: slice_sizes = array<i64: 1, 8>
func.func @gather(%x: tensor<?x8xf32>, %i: tensor<4xi64>) -> tensor<4x8xf32> {
  %r = eshkol.gather %x[%i] dimension = 0 : (tensor<?x8xf32>, tensor<4xi64>) -> tensor<4x8xf32>
  return %r : tensor<4x8xf32>
}

// -----

// CHECK-LABEL: func.func @scatter
// CHECK: "stablehlo.scatter"
// CHECK: "stablehlo.add"
// CHECK: update_window_dims = [1], inserted_window_dims = [0],
func.func @scatter(%x: tensor<6x8xf32>, %i: tensor<4xi64>, %u: tensor<4x8xf32>) -> tensor<6x8xf32> {
  %r = eshkol.scatter add %x[%i], %u
      : (tensor<6x8xf32>, tensor<4xi64>, tensor<4x8xf32>) -> tensor<6x8xf32>
  return %r : tensor<6x8xf32>
}
