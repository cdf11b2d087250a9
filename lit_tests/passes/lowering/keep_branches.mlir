// RUN: eshkol-opt --eshkol-keep-branches %s | FileCheck %s

// Both results come from outside: the second is hidden.
// CHECK-LABEL: @named
// CHECK-SAME: (%[[C:.*]]: i1, %[[X:.*]]: tensor<?x4xf32>, %[[Y:.*]]: tensor<?x4xf32>)
// CHECK: scf.if %[[C]]
// CHECK-NEXT: scf.yield %[[X]]
// CHECK-NEXT: } else {
// CHECK: %[[HIDDEN:.*]] = "util.optimization_barrier"(%[[Y]])
// CHECK: %[[N:.*]] = tensor.dim %[[Y]], %{{.*}}
// CHECK: %[[TIED:.*]] = "flow.tensor.tie_shape"(%[[HIDDEN]], %[[N]])
// CHECK: scf.yield %[[TIED]]
func.func @named(%c: i1, %x: tensor<?x4xf32>, %y: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %r = scf.if %c -> tensor<?x4xf32> {
    scf.yield %x : tensor<?x4xf32>
  } else {
    scf.yield %y : tensor<?x4xf32>
  }
  return %r : tensor<?x4xf32>
}

// A constant is hidden rather than what may have to be waited for; a cast of one is one.
// CHECK-LABEL: @constant
// CHECK: %[[CAST:.*]] = tensor.cast
// CHECK: %[[HIDDEN:.*]] = "util.optimization_barrier"(%[[CAST]])
// CHECK: "flow.tensor.tie_shape"(%[[HIDDEN]], %{{.*}})
// CHECK: } else {
// CHECK-NEXT: scf.yield %{{.*}} : tensor<?xf32>
func.func @constant(%c: i1, %x: tensor<?xf32>) -> tensor<?xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %r = scf.if %c -> tensor<?xf32> {
    %cast = tensor.cast %zeros : tensor<4xf32> to tensor<?xf32>
    scf.yield %cast : tensor<?xf32>
  } else {
    scf.yield %x : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}

// What a branch computes keeps it, and numbers are chosen safely.
// CHECK-LABEL: @computed
// CHECK-NOT: optimization_barrier
// CHECK: return
func.func @computed(%c: i1, %x: tensor<4xf32>, %i: i64, %j: i64) -> (tensor<4xf32>, i64) {
  %r:2 = scf.if %c -> (tensor<4xf32>, i64) {
    scf.yield %x, %i : tensor<4xf32>, i64
  } else {
    %y = linalg.add ins(%x, %x : tensor<4xf32>, tensor<4xf32>) outs(%x : tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y, %j : tensor<4xf32>, i64
  }
  return %r#0, %r#1 : tensor<4xf32>, i64
}

// What a branch in a loop computes is waited for.
// CHECK-LABEL: @loop
// CHECK: scf.yield %{{.*}} : tensor<4xf32>
// CHECK: %[[Y:.*]] = linalg.add
// CHECK: %[[HIDDEN:.*]] = "util.optimization_barrier"(%[[Y]])
// CHECK: scf.yield %[[HIDDEN]]
func.func @loop(%c: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  %r = scf.while (%a = %x) : (tensor<4xf32>) -> tensor<4xf32> {
    %b = scf.if %c -> tensor<4xf32> {
      scf.yield %a : tensor<4xf32>
    } else {
      %y = linalg.add ins(%a, %x : tensor<4xf32>, tensor<4xf32>) outs(%x : tensor<4xf32>) -> tensor<4xf32>
      scf.yield %y : tensor<4xf32>
    }
    scf.condition(%c) %b : tensor<4xf32>
  } do {
  ^bb0(%a: tensor<4xf32>):
    scf.yield %a : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}
