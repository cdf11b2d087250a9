// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// A function with rules of its own is not differentiated itself: the rules are, with its arguments and a direction.
// CHECK-LABEL: @caller.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[G:.*]]: f64)
// CHECK: call @cubed(%[[X]])
// CHECK: %[[DX:.*]] = arith.mulf %[[G]], %[[X]] : f64
// CHECK: return %{{.*}}, %[[DX]]
// CHECK-LABEL: @caller.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK: call @cubed(%[[X]])
// CHECK: %[[DY:.*]] = arith.addf %[[T]], %[[X]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @caller(%x: f64) -> f64 {
  %r = func.call @cubed(%x) : (f64) -> f64
  return %r : f64
}
func.func private @cubed(%x: f64) -> f64 attributes {eshkol.vjp = @reverse, eshkol.jvp = @forward} {
  %s = arith.mulf %x, %x : f64
  %r = arith.mulf %s, %x : f64
  return %r : f64
}
// Wrong on purpose, so that it shows which rule was used.
func.func private @reverse(%x: f64, %g: f64) -> f64 {
  %r = arith.mulf %g, %x : f64
  return %r : f64
}
func.func private @forward(%x: f64, %t: f64) -> f64 {
  %r = arith.addf %t, %x : f64
  return %r : f64
}

// CHECK-LABEL: @main
func.func @main() {
  %x = arith.constant 3.0 : f64
  %t = arith.constant 10.0 : f64
  %f:2 = eshkol.jvp @caller(%x) wrt [0] tangents(%t) : (f64, f64) -> (f64, f64)
  %r:2 = eshkol.vjp @caller(%x) wrt [0] cotangents(%t) : (f64, f64) -> (f64, f64)
  %found = tensor.from_elements %f#0, %f#1, %r#0, %r#1 : tensor<4xf64>
  %expected = arith.constant dense<[27.0, 13.0, 27.0, 30.0]> : tensor<4xf64>
  eshkol.assert_close %found, %expected, "rules of functions" atol = 0.0 rtol = 0.0 : tensor<4xf64>
  return
}
