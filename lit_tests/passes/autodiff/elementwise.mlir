// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// No arithmetic on tangents that are zero by structure: one product, one sum with nothing.
// CHECK-LABEL: @product.jvp
// CHECK-COUNT-2: arith.mulf
// CHECK-NOT: arith.addf
// CHECK: return
func.func @product(%x: f64, %y: f64) -> f64 {
  %r = arith.mulf %x, %y : f64
  return %r : f64
}
func.func @use_product(%x: f64, %y: f64, %t: f64) -> f64 {
  %r:2 = eshkol.jvp @product(%x, %y) wrt [0] tangents(%t) : (f64, f64, f64) -> (f64, f64)
  return %r#1 : f64
}

// The derivative of a root is computed from the root.
// CHECK-LABEL: @root.vjp
// CHECK: %[[ROOT:.*]] = math.sqrt
// CHECK: arith.divf %{{.*}}, %[[ROOT]]
// CHECK-NOT: math.sqrt
// CHECK: return
func.func @root(%x: f64) -> f64 {
  %r = math.sqrt %x : f64
  return %r : f64
}

func.func @greater(%x: f64, %y: f64) -> f64 {
  %r = arith.maximumf %x, %y : f64
  return %r : f64
}
func.func @power(%x: f64, %y: f64) -> f64 {
  %r = math.powf %x, %y : f64
  return %r : f64
}
func.func @size(%x: f64) -> f64 {
  %r = math.absf %x : f64
  return %r : f64
}
// min(max(x, low), high)
func.func @limited(%x: tensor<3xf64>, %low: tensor<f64>, %high: tensor<f64>) -> tensor<3xf64> {
  %r = eshkol.clamp %x, %low, %high : (tensor<3xf64>, tensor<f64>, tensor<f64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}

// What is not chosen contributes nothing, although its own derivative is infinite.
func.func @guarded(%x: f64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %is = arith.cmpf ogt, %x, %zero : f64
  %one = arith.constant 1.0 : f64
  %safe = arith.select %is, %x, %one : f64
  %root = math.sqrt %safe : f64
  %r = arith.select %is, %root, %zero : f64
  return %r : f64
}

// CHECK-LABEL: @main
func.func @main() {
  %zero = arith.constant 0.0 : f64
  %half = arith.constant 0.5 : f64
  %one = arith.constant 1.0 : f64
  %two = arith.constant 2.0 : f64
  %three = arith.constant 3.0 : f64
  %infinity = arith.constant 0x7FF0000000000000 : f64

  %root:2 = eshkol.gradient @root(%zero) wrt [0] : (f64) -> (f64, f64)
  %root_is = arith.cmpf oeq, %root#1, %infinity : f64
  eshkol.assert %root_is, "sqrt at 0" : i1
  %guarded:2 = eshkol.gradient @guarded(%zero) wrt [0] : (f64) -> (f64, f64)
  %guarded_is = arith.cmpf oeq, %guarded#1, %zero : f64
  eshkol.assert %guarded_is, "a guarded sqrt at 0" : i1
  %tie:3 = eshkol.gradient @greater(%two, %two) wrt [0, 1] : (f64, f64) -> (f64, f64, f64)
  %tie_left = arith.cmpf oeq, %tie#1, %half : f64
  %tie_right = arith.cmpf oeq, %tie#2, %half : f64
  eshkol.assert %tie_left, "half of a tie" : i1
  eshkol.assert %tie_right, "the other half" : i1
  %size:2 = eshkol.gradient @size(%zero) wrt [0] : (f64) -> (f64, f64)
  %size_is = arith.cmpf oeq, %size#1, %zero : f64
  eshkol.assert %size_is, "abs at 0" : i1

  // 0⁰: constant in x, and 0ʸ = 0 beside it
  %power:3 = eshkol.gradient @power(%zero, %zero) wrt [0, 1] : (f64, f64) -> (f64, f64, f64)
  %power_x = arith.cmpf oeq, %power#1, %zero : f64
  %power_y = arith.cmpf oeq, %power#2, %zero : f64
  eshkol.assert %power_x, "0 to the 0 by the base" : i1
  eshkol.assert %power_y, "0 to the 0 by the exponent" : i1
  // 2 · 3¹
  %square:3 = eshkol.gradient @power(%three, %two) wrt [0, 1] : (f64, f64) -> (f64, f64, f64)
  %six = arith.constant 6.0 : f64
  %square_x = arith.cmpf oeq, %square#1, %six : f64
  eshkol.assert %square_x, "a square" : i1

  // Below, within, above; and where the limits are in the wrong order, the upper one counts.
  %x = arith.constant dense<[-5.0, 0.5, 9.0]> : tensor<3xf64>
  %g = arith.constant dense<[1.0, 10.0, 100.0]> : tensor<3xf64>
  %low = arith.constant dense<0.0> : tensor<f64>
  %high = arith.constant dense<1.0> : tensor<f64>
  %c:4 = eshkol.vjp @limited(%x, %low, %high) wrt [0, 1, 2] cotangents(%g) : (tensor<3xf64>, tensor<f64>, tensor<f64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<f64>, tensor<f64>)
  %cx = arith.constant dense<[0.0, 10.0, 0.0]> : tensor<3xf64>
  %cl = arith.constant dense<1.0> : tensor<f64>
  %ch = arith.constant dense<100.0> : tensor<f64>
  eshkol.assert_close %c#1, %cx, "within the limits" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  eshkol.assert_close %c#2, %cl, "below" atol = 0.0 rtol = 0.0 : tensor<f64>
  eshkol.assert_close %c#3, %ch, "above" atol = 0.0 rtol = 0.0 : tensor<f64>
  %w:4 = eshkol.vjp @limited(%x, %high, %low) wrt [0, 1, 2] cotangents(%g) : (tensor<3xf64>, tensor<f64>, tensor<f64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<f64>, tensor<f64>)
  %wh = arith.constant dense<111.0> : tensor<f64>
  eshkol.assert_close %w#3, %wh, "the upper limit is below the lower" atol = 0.0 rtol = 0.0 : tensor<f64>
  return
}
