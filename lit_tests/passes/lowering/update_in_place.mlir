// RUN: eshkol-opt --eshkol-update-in-place %s | FileCheck %s

// The tensor is where the device is, so that IREE need not move it; the loop starts from a copy, since the
// argument has another name outside.
// CHECK-LABEL: @push
// CHECK-SAME: (%[[T:.*]]: tensor<8xf64>, %[[X:.*]]: tensor<1xf64>)
// CHECK: %[[UNKNOWN:.*]] = "util.optimization_barrier"
// CHECK: %[[COPY:.*]] = linalg.generic {{.*}} ins(%[[T]] : tensor<8xf64>)
// CHECK: arith.select %[[UNKNOWN]]
// CHECK: scf.for %[[I:.*]] = {{.*}} iter_args(%[[C:.*]] = %[[COPY]])
// CHECK: %[[PLACED:.*]] = "flow.tensor.transfer"(%[[C]]) <{target = #hal.device.affinity<@__device_0>}>
// CHECK: %[[D:.*]] = tensor.insert_slice %[[X]] into %[[PLACED]][%[[I]]]
// CHECK: scf.yield %[[D]]
func.func @push(%t: tensor<8xf64>, %x: tensor<1xf64>) -> tensor<8xf64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %r = scf.for %i = %c0 to %c8 step %c1 iter_args(%c = %t) -> (tensor<8xf64>) {
    %d = tensor.insert_slice %x into %c[%i] [1] [1] : tensor<1xf64> into tensor<8xf64>
    scf.yield %d : tensor<8xf64>
  }
  return %r : tensor<8xf64>
}

// What the outer loop owns, the inner one changes without a copy.
// CHECK-LABEL: @nested
// CHECK: scf.for
// CHECK: %[[OUTER:.*]] = "flow.tensor.transfer"
// CHECK-NOT: linalg.generic
// CHECK: scf.for {{.*}} iter_args(%{{.*}} = %[[OUTER]])
// CHECK: "flow.tensor.transfer"
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @nested(%t: tensor<8xf64>, %x: tensor<1xf64>) -> tensor<8xf64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %r = scf.for %i = %c0 to %c8 step %c1 iter_args(%c = %t) -> (tensor<8xf64>) {
    %s = scf.for %j = %c0 to %c8 step %c1 iter_args(%d = %c) -> (tensor<8xf64>) {
      %e = tensor.insert_slice %x into %d[%j] [1] [1] : tensor<1xf64> into tensor<8xf64>
      scf.yield %e : tensor<8xf64>
    }
    scf.yield %s : tensor<8xf64>
  }
  return %r : tensor<8xf64>
}

// Two names for one tensor: each round starts from copies.
// CHECK-LABEL: @twice
// CHECK: scf.for
// CHECK: %[[D:.*]] = tensor.insert_slice
// CHECK: %[[FIRST:.*]] = linalg.generic {{.*}} ins(%[[D]]
// CHECK: scf.yield %[[FIRST]], %[[D]]
func.func @twice(%t: tensor<8xf64>, %x: tensor<1xf64>) -> (tensor<8xf64>, tensor<8xf64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %r:2 = scf.for %i = %c0 to %c8 step %c1 iter_args(%a = %t, %b = %t) -> (tensor<8xf64>, tensor<8xf64>) {
    %d = tensor.insert_slice %x into %a[%i] [1] [1] : tensor<1xf64> into tensor<8xf64>
    scf.yield %d, %d : tensor<8xf64>, tensor<8xf64>
  }
  return %r#0, %r#1 : tensor<8xf64>, tensor<8xf64>
}

// The element is read before another is written in its place: what is written waits for what is read.
// CHECK-LABEL: @exchange
// CHECK: scf.for
// CHECK: %[[PLACED:.*]] = "flow.tensor.transfer"
// CHECK: %[[SLICE:.*]] = tensor.extract_slice %[[PLACED]]
// CHECK: %[[READ:.*]] = linalg.generic {{.*}} ins(%[[SLICE]]
// CHECK: %[[FIRST:.*]] = "iree_tensor_ext.compute_barrier.start"(%[[READ]])
// CHECK: %[[WRITTEN:.*]] = linalg.generic {{.*}} ins(%{{.*}} : tensor<1xf64>)
// CHECK: tensor.extract %[[FIRST]]
// CHECK: tensor.insert_slice %[[WRITTEN]] into %[[PLACED]]
// CHECK: scf.yield %{{.*}}, %[[FIRST]]
func.func @exchange(%t: tensor<8xf64>, %x: tensor<1xf64>) -> (tensor<8xf64>, tensor<1xf64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %r:2 = scf.for %i = %c0 to %c8 step %c1 iter_args(%c = %t, %last = %x) -> (tensor<8xf64>, tensor<1xf64>) {
    %old = tensor.extract_slice %c[%i] [1] [1] : tensor<8xf64> to tensor<1xf64>
    %d = tensor.insert_slice %x into %c[%i] [1] [1] : tensor<1xf64> into tensor<8xf64>
    scf.yield %d, %old : tensor<8xf64>, tensor<1xf64>
  }
  return %r#0, %r#1 : tensor<8xf64>, tensor<1xf64>
}

// Where one block reads and another writes, nothing keeps them in order: IREE's copy stays.
// CHECK-LABEL: @elsewhere
// CHECK-NOT: flow.tensor.transfer
// CHECK: return
func.func @elsewhere(%t: tensor<8xf64>, %x: tensor<1xf64>, %p: i1) -> (tensor<8xf64>, tensor<1xf64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %r:2 = scf.for %i = %c0 to %c8 step %c1 iter_args(%c = %t, %last = %x) -> (tensor<8xf64>, tensor<1xf64>) {
    %old = tensor.extract_slice %c[%i] [1] [1] : tensor<8xf64> to tensor<1xf64>
    %s = scf.if %p -> (tensor<8xf64>) {
      %d = tensor.insert_slice %x into %c[%i] [1] [1] : tensor<1xf64> into tensor<8xf64>
      scf.yield %d : tensor<8xf64>
    } else {
      scf.yield %c : tensor<8xf64>
    }
    scf.yield %s, %old : tensor<8xf64>, tensor<1xf64>
  }
  return %r#0, %r#1 : tensor<8xf64>, tensor<1xf64>
}

// What has no contents is not copied: each loop starts from a tensor of its own.
// CHECK-LABEL: @fresh
// CHECK-SAME: (%[[N:.*]]: index, %[[X:.*]]: tensor<1xf64>)
// CHECK-DAG: %[[A:.*]] = "flow.tensor.alloca"(%[[N]]) : (index) -> tensor<?xf64>
// CHECK-DAG: %[[B:.*]] = "flow.tensor.alloca"(%[[N]]) : (index) -> tensor<?xf64>
// CHECK-NOT: linalg.generic
// CHECK: scf.for {{.*}} iter_args(%{{.*}} = %[[A]], %{{.*}} = %[[B]])
func.func @fresh(%n: index, %x: tensor<1xf64>) -> (tensor<?xf64>, tensor<?xf64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = tensor.empty(%n) : tensor<?xf64>
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %t, %b = %t) -> (tensor<?xf64>, tensor<?xf64>) {
    %u = "flow.tensor.tie_shape"(%a, %n) : (tensor<?xf64>, index) -> tensor<?xf64>
    %v = "flow.tensor.tie_shape"(%b, %n) : (tensor<?xf64>, index) -> tensor<?xf64>
    %d = tensor.insert_slice %x into %u[%i] [1] [1] : tensor<1xf64> into tensor<?xf64>
    %e = tensor.insert_slice %x into %v[%i] [1] [1] : tensor<1xf64> into tensor<?xf64>
    scf.yield %d, %e : tensor<?xf64>, tensor<?xf64>
  }
  return %r#0, %r#1 : tensor<?xf64>, tensor<?xf64>
}
