// RUN: eshkol-opt --eshkol-control-flow-to-blocks %s | FileCheck %s

// A function that loops over tensors gets branches, for all of its control flow.
// CHECK-LABEL: @repeated
// CHECK-NOT: scf.
// CHECK: cf.br ^[[HEAD:.*]](
// CHECK: ^[[HEAD]](%[[A:.*]]: tensor<4xf32>):
// CHECK: cf.cond_br
// CHECK: linalg.add ins(%[[A]]
func.func @repeated(%x: tensor<4xf32>, %c: i1) -> tensor<4xf32> {
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

// Other functions keep theirs.
// CHECK-LABEL: @counted
// CHECK: scf.for
// CHECK: scf.while
func.func @counted(%x: tensor<4xf32>, %n: index, %c: i1, %i: i64) -> (tensor<4xf32>, i64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %k = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<4xf32> {
    %y = linalg.add ins(%a, %x : tensor<4xf32>, tensor<4xf32>) outs(%x : tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  }
  %s = scf.while (%j = %i) : (i64) -> i64 {
    scf.condition(%c) %j : i64
  } do {
  ^bb0(%j: i64):
    scf.yield %j : i64
  }
  return %r, %s : tensor<4xf32>, i64
}

// A loop in the body of a linalg operation stays: the body has one block.
// CHECK-LABEL: @inside
// CHECK: linalg.generic
// CHECK: scf.for
func.func @inside(%x: tensor<4xf32>, %c: i1) -> tensor<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %init = tensor.empty() : tensor<4xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>],
                       iterator_types = ["parallel"]} ins(%x : tensor<4xf32>) outs(%init : tensor<4xf32>) {
  ^bb0(%e: f32, %o: f32):
    %power = scf.for %i = %c0 to %c3 step %c1 iter_args(%p = %e) -> f32 {
      %next = arith.mulf %p, %e : f32
      scf.yield %next : f32
    }
    linalg.yield %power : f32
  } -> tensor<4xf32>
  %s = scf.while (%a = %r) : (tensor<4xf32>) -> tensor<4xf32> {
    scf.condition(%c) %a : tensor<4xf32>
  } do {
  ^bb0(%a: tensor<4xf32>):
    scf.yield %a : tensor<4xf32>
  }
  return %s : tensor<4xf32>
}

// A loop that updates in place what it carries stays one beside a loop that gets branches: block arguments
// would be copied in each round.
// CHECK-LABEL: @in_place
// CHECK: scf.for {{.*}} iter_args(%[[C:.*]] = %arg0)
// CHECK: "flow.tensor.transfer"(%[[C]])
// CHECK: tensor.insert
// CHECK: cf.br
func.func @in_place(%x: tensor<4xf32>, %e: f32, %c: i1) -> tensor<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %r = scf.for %i = %c0 to %c4 step %c1 iter_args(%a = %x) -> tensor<4xf32> {
    %placed = "flow.tensor.transfer"(%a) <{operandSegmentSizes = array<i32: 1, 0>, target = #hal.device.affinity<@__device_0>}> : (tensor<4xf32>) -> tensor<4xf32>
    %b = tensor.insert %e into %placed[%i] : tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  }
  %s = scf.while (%a = %r) : (tensor<4xf32>) -> tensor<4xf32> {
    scf.condition(%c) %a : tensor<4xf32>
  } do {
  ^bb0(%a: tensor<4xf32>):
    scf.yield %a : tensor<4xf32>
  }
  return %s : tensor<4xf32>
}
