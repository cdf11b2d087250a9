// RUN: eshkol-opt --eshkol-tie-shapes %s | FileCheck %s

// The sizes of a tensor that goes round through a conditional are those it came in with.
// CHECK-LABEL: @through_conditional
// CHECK-SAME: (%[[X:.*]]: tensor<?x4xf32>
// CHECK: %[[LOOP:.*]] = scf.for {{.*}} iter_args(%[[A:.*]] = %[[X]])
// CHECK: %[[N:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK: %[[TIED:.*]] = "flow.tensor.tie_shape"(%[[A]], %[[N]])
// CHECK: %[[IF:.*]] = scf.if
// CHECK: linalg.add ins(%[[TIED]], %[[TIED]]
// CHECK: "flow.tensor.tie_shape"(%[[IF]], %{{.*}})
// CHECK: %[[OUTER:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK: %[[RESULT:.*]] = "flow.tensor.tie_shape"(%[[LOOP]], %[[OUTER]])
// CHECK: return %[[RESULT]]
func.func @through_conditional(%x: tensor<?x4xf32>, %n: index, %c: i1) -> tensor<?x4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<?x4xf32> {
    %b = scf.if %c -> tensor<?x4xf32> {
      %d = tensor.dim %a, %c0 : tensor<?x4xf32>
      %e = tensor.empty(%d) : tensor<?x4xf32>
      %s = linalg.add ins(%a, %a : tensor<?x4xf32>, tensor<?x4xf32>) outs(%e : tensor<?x4xf32>) -> tensor<?x4xf32>
      scf.yield %s : tensor<?x4xf32>
    } else {
      scf.yield %a : tensor<?x4xf32>
    }
    scf.yield %b : tensor<?x4xf32>
  }
  return %r : tensor<?x4xf32>
}

// The sizes of two tensors that a loop exchanges are exchanged with them.
// CHECK-LABEL: @exchanged(
// CHECK-SAME: %[[X:[^:]*]]: tensor<?xf32>, %[[Y:[^:]*]]: tensor<?xf32>,
// CHECK-DAG: %[[M:.*]] = tensor.dim %[[X]]
// CHECK-DAG: %[[N:.*]] = tensor.dim %[[Y]]
// CHECK: %[[R:.*]]:4 = scf.while (%{{.*}} = %[[X]], %{{.*}} = %[[Y]], %{{.*}} = %[[M]], %{{.*}} = %[[N]])
// CHECK: ^bb0(%[[A:.*]]: tensor<?xf32>, %[[B:.*]]: tensor<?xf32>, %[[P:.*]]: index, %[[Q:.*]]: index):
// CHECK-DAG: %[[TA:.*]] = "flow.tensor.tie_shape"(%[[A]], %[[P]])
// CHECK-DAG: %[[TB:.*]] = "flow.tensor.tie_shape"(%[[B]], %[[Q]])
// CHECK-DAG: %[[DA:.*]] = tensor.dim %[[TA]]
// CHECK-DAG: %[[DB:.*]] = tensor.dim %[[TB]]
// CHECK: scf.yield %[[TB]], %[[TA]], %[[DB]], %[[DA]]
// CHECK: "flow.tensor.tie_shape"(%[[R]]#0, %[[R]]#2)
func.func @exchanged(%x: tensor<?xf32>, %y: tensor<?xf32>, %c: i1) -> tensor<?xf32> {
  %r:2 = scf.while (%a = %x, %b = %y) : (tensor<?xf32>, tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>) {
    scf.condition(%c) %a, %b : tensor<?xf32>, tensor<?xf32>
  } do {
  ^bb0(%a: tensor<?xf32>, %b: tensor<?xf32>):
    scf.yield %b, %a : tensor<?xf32>, tensor<?xf32>
  }
  return %r#0 : tensor<?xf32>
}

// CHECK-LABEL: @exchanged_alike
// CHECK-SAME: (%[[X:.*]]: tensor<?xf32>,
// CHECK: %[[R:.*]]:2 = scf.while
// CHECK: scf.yield
// CHECK-NEXT: }
// CHECK: %[[N:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK: "flow.tensor.tie_shape"(%[[R]]#0, %[[N]])
func.func @exchanged_alike(%x: tensor<?xf32>, %c: i1) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %y = tensor.empty(%n) : tensor<?xf32>
  %r:2 = scf.while (%a = %x, %b = %y) : (tensor<?xf32>, tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>) {
    scf.condition(%c) %a, %b : tensor<?xf32>, tensor<?xf32>
  } do {
  ^bb0(%a: tensor<?xf32>, %b: tensor<?xf32>):
    scf.yield %b, %a : tensor<?xf32>, tensor<?xf32>
  }
  return %r#0 : tensor<?xf32>
}

// CHECK-LABEL: @growing
// CHECK-SAME: (%[[X:.*]]: tensor<?xf32>,
// CHECK: %[[N:.*]] = tensor.dim %[[X]]
// CHECK: %[[R:.*]]:2 = scf.for {{.*}} iter_args(%[[A:.*]] = %[[X]], %[[SIZE:.*]] = %[[N]])
// CHECK: "flow.tensor.tie_shape"(%[[A]], %[[SIZE]])
// CHECK: %[[GROWN:.*]] = tensor.insert_slice
// CHECK: %[[NEXT:.*]] = tensor.dim %[[GROWN]]
// CHECK: scf.yield %[[GROWN]], %[[NEXT]]
// CHECK: "flow.tensor.tie_shape"(%[[R]]#0, %[[R]]#1)
func.func @growing(%x: tensor<?xf32>, %n: index) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<?xf32> {
    %d = tensor.dim %a, %c0 : tensor<?xf32>
    %m = arith.addi %d, %c1 : index
    %e = tensor.empty(%m) : tensor<?xf32>
    %s = tensor.insert_slice %a into %e[0] [%d] [1] : tensor<?xf32> into tensor<?xf32>
    scf.yield %s : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}

// The inner loop's sizes come from outside of the outer one.
// CHECK-LABEL: @nested
// CHECK-SAME: (%[[X:.*]]: tensor<?xf32>,
// CHECK: scf.for {{.*}} iter_args(%[[A:.*]] = %[[X]])
// CHECK: scf.for {{.*}} iter_args(%[[B:.*]] = %{{.*}})
// CHECK: %[[N:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK: "flow.tensor.tie_shape"(%[[B]], %[[N]])
func.func @nested(%x: tensor<?xf32>, %n: index) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<?xf32> {
    %s = scf.for %j = %c0 to %n step %c1 iter_args(%b = %a) -> tensor<?xf32> {
      %t = linalg.add ins(%b, %b : tensor<?xf32>, tensor<?xf32>) outs(%b : tensor<?xf32>) -> tensor<?xf32>
      scf.yield %t : tensor<?xf32>
    }
    scf.yield %s : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}

// CHECK-LABEL: @different_branches
// CHECK: %[[R:.*]]:2 = scf.if
// CHECK: %[[N:.*]] = tensor.dim %[[X:.*]],
// CHECK: scf.yield %[[X]], %[[N]]
// CHECK: %[[M:.*]] = tensor.dim %[[Y:.*]],
// CHECK: scf.yield %[[Y]], %[[M]]
// CHECK: "flow.tensor.tie_shape"(%[[R]]#0, %[[R]]#1)
func.func @different_branches(%x: tensor<?xf32>, %y: tensor<?xf32>, %c: i1) -> tensor<?xf32> {
  %r = scf.if %c -> tensor<?xf32> {
    scf.yield %x : tensor<?xf32>
  } else {
    scf.yield %y : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}
