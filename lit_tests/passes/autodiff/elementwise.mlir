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
// The tangent of what was chosen: the operand's within the limits, else that of a limit.
// CHECK-LABEL: @limited.jvp(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>, %[[LOW:.*]]: tensor<f64>, %[[HIGH:.*]]: tensor<f64>, %[[DX:.*]]: tensor<3xf64>, %[[DLOW:.*]]: tensor<f64>, %[[DHIGH:.*]]: tensor<f64>)
// CHECK-DAG: %[[LOWS:.*]] = eshkol.broadcast %[[LOW]] [] to [3]
// CHECK-DAG: %[[HIGHS:.*]] = eshkol.broadcast %[[HIGH]] [] to [3]
// CHECK: %[[IS_BELOW:.*]] = arith.cmpf olt, %[[X]], %[[LOWS]]
// CHECK: %[[RAISED:.*]] = arith.select %[[IS_BELOW]], %[[LOWS]], %[[X]]
// CHECK: %[[IS_ABOVE:.*]] = arith.cmpf ogt, %[[RAISED]], %[[HIGHS]]
// CHECK: %[[DLOWS:.*]] = eshkol.broadcast %[[DLOW]] [] to [3]
// CHECK: %[[INSIDE:.*]] = arith.select %[[IS_BELOW]], %[[DLOWS]], %[[DX]]
// CHECK: %[[DHIGHS:.*]] = eshkol.broadcast %[[DHIGH]] [] to [3]
// CHECK: arith.select %[[IS_ABOVE]], %[[DHIGHS]], %[[INSIDE]]
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

// CHECK-LABEL: @selected.vjp(
// CHECK-SAME: %[[C:.*]]: tensor<2xi1>, %{{.*}}: tensor<2xf64>, %{{.*}}: tensor<2xf64>, %[[G:.*]]: tensor<2xf64>)
// CHECK: %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : tensor<2xf64>
// CHECK: %[[DX:.*]] = eshkol.select %[[C]], %[[G]], %[[ZERO]]
// CHECK: %[[DY:.*]] = eshkol.select %[[C]], %[[ZERO]], %[[G]]
// CHECK: return %{{.*}}, %[[DX]], %[[DY]]
func.func @selected(%c: tensor<2xi1>, %x: tensor<2xf64>, %y: tensor<2xf64>) -> tensor<2xf64> {
  %r = eshkol.select %c, %x, %y : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

// A conversion is transposed to the one back, and one to complex numbers to the real part.
// CHECK-LABEL: @converted.vjp(
// CHECK-SAME: %{{.*}}: tensor<2xf32>, %[[G:.*]]: tensor<2xf64>)
// CHECK: eshkol.convert %[[G]] : (tensor<2xf64>) -> tensor<2xf32>
func.func @converted(%x: tensor<2xf32>) -> tensor<2xf64> {
  %r = eshkol.convert %x : (tensor<2xf32>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}
// CHECK-LABEL: @complexified.vjp(
// CHECK-SAME: %{{.*}}: tensor<2xf64>, %[[G:.*]]: tensor<2xcomplex<f64>>)
// CHECK: %[[DX:.*]] = eshkol.map %[[G]]
// CHECK: complex.re
// CHECK: return %{{.*}}, %[[DX]]
func.func @complexified(%x: tensor<2xf64>) -> tensor<2xcomplex<f64>> {
  %r = eshkol.convert %x : (tensor<2xf64>) -> tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// x · x, of which one factor is constant
// CHECK-LABEL: @stopped.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[G:.*]]: f64)
// CHECK: %[[CONSTANT:.*]] = eshkol.stop_gradient %[[X]]
// CHECK: %[[DX:.*]] = arith.mulf %[[G]], %[[CONSTANT]]
// CHECK: return %{{.*}}, %[[DX]]
func.func @stopped(%x: f64) -> f64 {
  %s = eshkol.stop_gradient %x : f64
  %r = arith.mulf %s, %x : f64
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

  %lf:2 = eshkol.jvp @limited(%x, %low, %high) wrt [0, 1, 2] tangents(%g, %wh, %ch) : (tensor<3xf64>, tensor<f64>, tensor<f64>, tensor<3xf64>, tensor<f64>, tensor<f64>) -> (tensor<3xf64>, tensor<3xf64>)
  %le = arith.constant dense<[111.0, 10.0, 100.0]> : tensor<3xf64>
  eshkol.assert_close %lf#1, %le, "tangents of limits" atol = 0.0 rtol = 0.0 : tensor<3xf64>

  %sc = arith.constant dense<[true, false]> : tensor<2xi1>
  %sx = arith.constant dense<[1.0, 2.0]> : tensor<2xf64>
  %s:3 = eshkol.vjp @selected(%sc, %sx, %sx) wrt [1, 2] cotangents(%sx) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>, tensor<2xf64>)
  %s_true = arith.constant dense<[1.0, 0.0]> : tensor<2xf64>
  %s_false = arith.constant dense<[0.0, 2.0]> : tensor<2xf64>
  eshkol.assert_close %s#1, %s_true, "what is selected" atol = 0.0 rtol = 0.0 : tensor<2xf64>
  eshkol.assert_close %s#2, %s_false, "what is not" atol = 0.0 rtol = 0.0 : tensor<2xf64>
  %vx = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %v:2 = eshkol.vjp @converted(%vx) wrt [0] cotangents(%sx) : (tensor<2xf32>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf32>)
  eshkol.assert_close %v#1, %vx, "precision" atol = 0.0 rtol = 0.0 : tensor<2xf32>
  %kg = arith.constant dense<[(1.0, 5.0), (2.0, 7.0)]> : tensor<2xcomplex<f64>>
  %k:2 = eshkol.vjp @complexified(%sx) wrt [0] cotangents(%kg) : (tensor<2xf64>, tensor<2xcomplex<f64>>) -> (tensor<2xcomplex<f64>>, tensor<2xf64>)
  eshkol.assert_close %k#1, %sx, "the real part" atol = 0.0 rtol = 0.0 : tensor<2xf64>
  %stop:2 = eshkol.gradient @stopped(%three) wrt [0] : (f64) -> (f64, f64)
  %stop_is = arith.cmpf oeq, %stop#1, %three : f64
  eshkol.assert %stop_is, "a constant factor" : i1
  return
}
