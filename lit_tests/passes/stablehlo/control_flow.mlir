// RUN: eshkol-opt --eshkol-to-stablehlo --split-input-file %s | FileCheck %s

// CHECK-LABEL: func.func @conditional
// CHECK: "stablehlo.if"(%{{.*}}) ({
// CHECK: "stablehlo.negate"
// CHECK: }, {
// CHECK: }) : (tensor<i1>) -> tensor<2xf32>
func.func @conditional(%c: i1, %x: tensor<2xf32>) -> tensor<2xf32> {
  %r = scf.if %c -> tensor<2xf32> {
    %n = arith.negf %x : tensor<2xf32>
    scf.yield %n : tensor<2xf32>
  } else {
    scf.yield %x : tensor<2xf32>
  }
  return %r : tensor<2xf32>
}

// -----

// The counter is carried like the other values.

// CHECK-LABEL: func.func @counted
// CHECK: "stablehlo.while"(%{{.*}}, %{{.*}}) ({
// CHECK: ^bb0(%[[I:.*]]: tensor<i64>, %{{.*}}: tensor<f32>):
// CHECK: comparison_direction LT
// CHECK: }, {
// CHECK: "stablehlo.multiply"
// CHECK: "stablehlo.add"
// CHECK: }) : (tensor<i64>, tensor<f32>) -> (tensor<i64>, tensor<f32>)
func.func @counted(%n: index, %x: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> f32 {
    %p = arith.mulf %a, %a : f32
    scf.yield %p : f32
  }
  return %r : f32
}

// -----

// CHECK-LABEL: func.func @conditional_loop
// CHECK: "stablehlo.while"(%{{.*}}) ({
// CHECK: comparison_direction GT
// CHECK: }, {
// CHECK: "stablehlo.multiply"
func.func @conditional_loop(%x: f32) -> f32 {
  %one = arith.constant 1.0 : f32
  %half = arith.constant 0.5 : f32
  %r = scf.while (%a = %x) : (f32) -> f32 {
    %c = arith.cmpf ogt, %a, %one : f32
    scf.condition(%c) %a : f32
  } do {
  ^bb0(%b: f32):
    %p = arith.mulf %b, %half : f32
    scf.yield %p : f32
  }
  return %r : f32
}
