// RUN: eshkol-opt --eshkol-scatter-to-iree %s | FileCheck %s

// Dropped updates become additions of -0, which changes no number, to the first row.
// CHECK-DAG: #[[ROWS:.*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-LABEL: @add
// CHECK-SAME: (%[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<?xi64>, %[[U:.*]]: tensor<?x3xf32>)
// CHECK: %[[ZERO:.*]] = arith.constant -0.000000e+00 : f32
// CHECK: %[[UPDATES:.*]] = linalg.generic {{.*}} ins(%[[U]], %[[I]] : tensor<?x3xf32>, tensor<?xi64>)
// CHECK: ^bb0(%[[UPDATE:.*]]: f32, %[[INDEX:.*]]: i64, %{{.*}}: f32):
// CHECK: %[[AT:.*]] = arith.index_cast %[[INDEX]] : i64 to index
// CHECK: %[[INSIDE:.*]] = arith.cmpi ult, %[[AT]], %{{.*}} : index
// CHECK: arith.select %[[INSIDE]], %[[UPDATE]], %[[ZERO]] : f32
// CHECK: %[[POSITIONS:.*]] = linalg.generic {indexing_maps = [#[[ROWS]], {{.*}}]{{.*}} ins(%[[I]] : tensor<?xi64>)
// CHECK: -> tensor<?x1xi32>
// CHECK: "iree_linalg_ext.scatter"(%[[UPDATES]], %[[POSITIONS]], %[[X]]) <{dimension_map = array<i64: 0>, unique_indices = false}>
// CHECK-NEXT: ^bb0(%[[NEW:.*]]: f32, %[[OLD:.*]]: f32):
// CHECK-NEXT: %[[SUM:.*]] = arith.addf %[[OLD]], %[[NEW]] : f32
// CHECK-NEXT: "iree_linalg_ext.yield"(%[[SUM]]) : (f32) -> ()
func.func @add(%x: tensor<5x3xf32>, %i: tensor<?xi64>, %u: tensor<?x3xf32>) -> tensor<5x3xf32> {
  %y = eshkol.scatter add %x[%i], %u : (tensor<5x3xf32>, tensor<?xi64>, tensor<?x3xf32>) -> tensor<5x3xf32>
  return %y : tensor<5x3xf32>
}

// The number of the last update of each position is found first.
// CHECK-LABEL: @set
// CHECK-SAME: (%[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<4xi64>, %[[U:.*]]: tensor<4x3xf32>)
// CHECK: arith.constant -1 : i32
// CHECK: eshkol.iota dimension = 0 to [4] : tensor<4xi32>
// CHECK: %[[LAST:.*]] = "iree_linalg_ext.scatter"
// CHECK: arith.maxsi
// CHECK: %[[CHOSEN:.*]] = eshkol.gather %[[U]][%[[LAST]]] dimension = 0 : (tensor<4x3xf32>, tensor<5xi32>) -> tensor<5x3xf32>
// CHECK: linalg.generic {{.*}} ins(%[[X]], %[[CHOSEN]], %[[LAST]]
// CHECK: arith.cmpi sge
// CHECK: arith.select
func.func @set(%x: tensor<5x3xf32>, %i: tensor<4xi64>, %u: tensor<4x3xf32>) -> tensor<5x3xf32> {
  %y = eshkol.scatter set %x[%i], %u : (tensor<5x3xf32>, tensor<4xi64>, tensor<4x3xf32>) -> tensor<5x3xf32>
  return %y : tensor<5x3xf32>
}

// A table of indices is read as one row, and positions name the batch too.
// CHECK-LABEL: @batched_table
// CHECK: eshkol.reshape %{{.*}} to [2, 12] : tensor<2x3x4xi32> -> tensor<2x12xi32>
// CHECK: eshkol.reshape %{{.*}} to [2, 12] : tensor<2x3x4xi8> -> tensor<2x12xi8>
// CHECK: linalg.index 0
// CHECK: -> tensor<2x12x2xi32>
// CHECK: "iree_linalg_ext.scatter"{{.*}} <{dimension_map = array<i64: 0, 1>, unique_indices = false}>
// CHECK: arith.minsi
func.func @batched_table(%x: tensor<2x5xi8>, %i: tensor<2x3x4xi32>, %u: tensor<2x3x4xi8>) -> tensor<2x5xi8> {
  %y = eshkol.scatter min %x[%i], %u batch_dims = 1 : (tensor<2x5xi8>, tensor<2x3x4xi32>, tensor<2x3x4xi8>) -> tensor<2x5xi8>
  return %y : tensor<2x5xi8>
}

// Where there may be no rows to write to, there are no updates then.
// CHECK-LABEL: @maybe_empty
// CHECK: %[[EMPTY:.*]] = arith.cmpi eq
// CHECK: %[[COUNT:.*]] = arith.select %[[EMPTY]]
// CHECK: tensor.extract_slice %{{.*}}[0] [%[[COUNT]]] [1] : tensor<?xi64> to tensor<?xi64>
// CHECK: "iree_linalg_ext.scatter"
func.func @maybe_empty(%x: tensor<?xf32>, %i: tensor<?xi64>, %u: tensor<?xf32>) -> tensor<?xf32> {
  %y = eshkol.scatter mul %x[%i], %u : (tensor<?xf32>, tensor<?xi64>, tensor<?xf32>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}
