// RUN: eshkol-opt --eshkol-control-flow-to-blocks %s | FileCheck %s

// A loop of a function becomes branches.
// CHECK-LABEL: @counted
// CHECK-NOT: scf.for
// CHECK: cf.br ^[[HEAD:.*]](
// CHECK: ^[[HEAD]](%{{.*}}: index, %[[SUM:.*]]: f32):
// CHECK: cf.cond_br
// CHECK: arith.addf %[[SUM]]
func.func @counted(%x: f32, %n: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%sum = %x) -> f32 {
    %next = arith.addf %sum, %x : f32
    scf.yield %next : f32
  }
  return %r : f32
}

// A loop in the body of a linalg operation stays: the body has one block.
// CHECK-LABEL: @inside
// CHECK: linalg.generic
// CHECK: scf.for
func.func @inside(%x: tensor<4xf32>) -> tensor<4xf32> {
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
  return %r : tensor<4xf32>
}
