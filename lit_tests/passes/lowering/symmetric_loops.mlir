// RUN: eshkol-opt --allow-unregistered-dialect --eshkol-symmetric-loops %s | FileCheck %s

// What is forwarded has other types than what goes round: both go round now, and a flag.
// CHECK-LABEL: @outcome
// CHECK-SAME: (%[[X:.*]]: tensor<4xf32>,
// CHECK: %[[ZERO:.*]] = arith.constant 0 : i64
// CHECK: %[[EMPTY:.*]] = tensor.empty(%{{.*}}) : tensor<?xf32>
// CHECK: %[[R:.*]]:3 = scf.while (%[[DONE:.*]] = %[[ZERO]], %[[A:.*]] = %[[X]], %[[Y:.*]] = %[[EMPTY]])
// CHECK-NEXT: %[[UNFINISHED:.*]] = arith.cmpi eq, %[[DONE]], %[[ZERO]]
// CHECK-NEXT: scf.condition(%[[UNFINISHED]]) %[[DONE]], %[[A]], %[[Y]]
// CHECK: ^bb0(%[[DONE:.*]]: i64, %[[A:.*]]: tensor<4xf32>, %{{.*}}: tensor<?xf32>)
// CHECK: %[[CAST:.*]] = tensor.cast %[[A]]
// CHECK: %[[C:.*]] = "test.condition"(%[[A]])
// CHECK: %[[NEXT:.*]] = scf.if %[[C]]
// CHECK: %[[ROUND:.*]] = "test.round"(%[[CAST]])
// CHECK: scf.yield %[[ROUND]]
// CHECK: scf.yield %[[A]]
// CHECK: %[[ENDS:.*]] = arith.xori %[[C]], %{{.*}}
// CHECK: %[[FLAG:.*]] = arith.extui %[[ENDS]]
// CHECK: %[[OR:.*]] = arith.ori %[[DONE]], %[[FLAG]]
// CHECK: scf.yield %[[OR]], %[[NEXT]], %[[CAST]]
// CHECK: return %[[R]]#2
func.func @outcome(%x: tensor<4xf32>, %n: index) -> tensor<?xf32> {
  %r = scf.while (%a = %x) : (tensor<4xf32>) -> tensor<?xf32> {
    %cast = tensor.cast %a : tensor<4xf32> to tensor<?xf32>
    %c = "test.condition"(%a) : (tensor<4xf32>) -> i1
    scf.condition(%c) %cast : tensor<?xf32>
  } do {
  ^bb0(%y: tensor<?xf32>):
    %b = "test.round"(%y) : (tensor<?xf32>) -> tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  }
  return %r : tensor<?xf32>
}

// Where the second region does nothing, there is no branch.
// CHECK-LABEL: @nothing_after
// CHECK: scf.while
// CHECK: ^bb0(%{{.*}}: i64, %[[A:.*]]: tensor<4xf32>, %{{.*}}: i64, %{{.*}}: tensor<4xf32>)
// CHECK-NOT: scf.if
// CHECK: %[[B:.*]] = "test.next"(%[[A]])
// CHECK: scf.yield %{{.*}}, %[[B]], %{{.*}}, %[[B]]
func.func @nothing_after(%x: tensor<4xf32>, %i: i64) -> i64 {
  %r:2 = scf.while (%a = %x) : (tensor<4xf32>) -> (i64, tensor<4xf32>) {
    %b = "test.next"(%a) : (tensor<4xf32>) -> tensor<4xf32>
    %c = "test.condition"(%a) : (tensor<4xf32>) -> i1
    scf.condition(%c) %i, %b : i64, tensor<4xf32>
  } do {
  ^bb0(%j: i64, %y: tensor<4xf32>):
    scf.yield %y : tensor<4xf32>
  }
  return %r#0 : i64
}

// CHECK-LABEL: @symmetric
// CHECK: scf.while (%{{.*}} = %{{.*}}) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-LABEL: @scalars
// CHECK: scf.while (%{{.*}} = %{{.*}}) : (i64) -> f32
func.func @symmetric(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = scf.while (%a = %x) : (tensor<4xf32>) -> tensor<4xf32> {
    %c = "test.condition"(%a) : (tensor<4xf32>) -> i1
    scf.condition(%c) %a : tensor<4xf32>
  } do {
  ^bb0(%a: tensor<4xf32>):
    scf.yield %a : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}
func.func @scalars(%x: i64, %f: f32) -> f32 {
  %r = scf.while (%a = %x) : (i64) -> f32 {
    %c = "test.condition"(%a) : (i64) -> i1
    scf.condition(%c) %f : f32
  } do {
  ^bb0(%g: f32):
    scf.yield %x : i64
  }
  return %r : f32
}
