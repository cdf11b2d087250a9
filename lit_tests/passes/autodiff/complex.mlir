// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// The derivative of a function that is complex differentiable is not conjugated.
// CHECK-LABEL: @square.vjp
// CHECK-NOT: complex.conj
// CHECK: return
func.func @square(%z: complex<f64>) -> complex<f64> {
  %r = complex.mul %z, %z : complex<f64>
  return %r : complex<f64>
}

// |z|² = z z̄
// CHECK-LABEL: @norm.vjp
// CHECK: complex.create %arg1, %{{.*}}
// CHECK: complex.conj
func.func @norm(%z: complex<f64>) -> f64 {
  %c = complex.conj %z : complex<f64>
  %p = complex.mul %z, %c : complex<f64>
  %r = complex.re %p : complex<f64>
  return %r : f64
}

// Re(c · d(x + iy)) = Re c dx − Im c dy
// CHECK-LABEL: @parts.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: complex<f64>)
// CHECK: %[[DX:.*]] = complex.re %[[G]]
// CHECK: %[[IMAGINARY:.*]] = complex.im %[[G]]
// CHECK: %[[DY:.*]] = arith.negf %[[IMAGINARY]]
// CHECK: return %{{.*}}, %[[DX]], %[[DY]]
func.func @parts(%x: f64, %y: f64) -> complex<f64> {
  %r = complex.create %x, %y : complex<f64>
  return %r : complex<f64>
}

// g Re dz = Re(g dz)
// CHECK-LABEL: @real.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: f64)
// CHECK: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK: %[[DZ:.*]] = complex.create %[[G]], %[[ZERO]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @real(%z: complex<f64>) -> f64 {
  %r = complex.re %z : complex<f64>
  return %r : f64
}

// g Im dz = Re(−i g dz)
// CHECK-LABEL: @imaginary.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: f64)
// CHECK: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK: %[[MINUS:.*]] = arith.negf %[[G]]
// CHECK: %[[DZ:.*]] = complex.create %[[ZERO]], %[[MINUS]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @imaginary(%z: complex<f64>) -> f64 {
  %r = complex.im %z : complex<f64>
  return %r : f64
}

// Re(c · conj dz) = Re(conj c · dz)
// CHECK-LABEL: @conjugate.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: %[[DZ:.*]] = complex.conj %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @conjugate(%z: complex<f64>) -> complex<f64> {
  %r = complex.conj %z : complex<f64>
  return %r : complex<f64>
}

// d|z| = Re(z̄ dz) / |z|, and 0 for z = 0
// CHECK-LABEL: @length.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: f64)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[VALUE:.*]] = complex.abs %[[Z]]
// CHECK: %[[IS_ZERO:.*]] = arith.cmpf oeq, %[[VALUE]], %[[ZERO]]
// CHECK: %[[LENGTH:.*]] = arith.select %[[IS_ZERO]], %[[ONE]], %[[VALUE]]
// CHECK-DAG: %[[CONJUGATE:.*]] = complex.conj %[[Z]]
// CHECK-DAG: %[[DIVISOR:.*]] = complex.create %[[LENGTH]], %[[ZERO]]
// CHECK: %[[WEIGHT:.*]] = complex.div %[[CONJUGATE]], %[[DIVISOR]]
// CHECK: %[[FACTOR:.*]] = complex.create %[[G]], %[[ZERO]]
// CHECK: %[[DZ:.*]] = complex.mul %[[FACTOR]], %[[WEIGHT]]
// CHECK: return %[[VALUE]], %[[DZ]]
func.func @length(%z: complex<f64>) -> f64 {
  %r = complex.abs %z : complex<f64>
  return %r : f64
}

// d arg z = Re(−i dz / z)
// CHECK-LABEL: @angle.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: f64)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-DAG: %[[MINUS_ONE:.*]] = arith.constant -1.000000e+00 : f64
// CHECK: %[[MINUS_I:.*]] = complex.create %[[ZERO]], %[[MINUS_ONE]]
// CHECK: %[[WEIGHT:.*]] = complex.div %[[MINUS_I]], %[[Z]]
// CHECK: %[[FACTOR:.*]] = complex.create %[[G]], %[[ZERO]]
// CHECK: %[[DZ:.*]] = complex.mul %[[FACTOR]], %[[WEIGHT]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @angle(%z: complex<f64>) -> f64 {
  %r = complex.angle %z : complex<f64>
  return %r : f64
}

// For s = z / |z|, ds = (dz − s Re(s̄ dz)) / |z|, whose transpose is (c − s̄ Re(c s)) / |z|
// CHECK-LABEL: @direction.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: %[[SIGN:.*]] = complex.sign %[[Z]]
// CHECK: %[[VALUE:.*]] = complex.abs %[[Z]]
// CHECK: %[[LENGTH:.*]] = arith.select %{{.*}}, %{{.*}}, %[[VALUE]]
// CHECK: %[[PRODUCT:.*]] = complex.mul %[[G]], %[[SIGN]]
// CHECK: %[[ALONG:.*]] = complex.re %[[PRODUCT]]
// CHECK-DAG: %[[AMOUNT:.*]] = complex.create %[[ALONG]], %{{.*}}
// CHECK-DAG: %[[CONJUGATE:.*]] = complex.conj %[[SIGN]]
// CHECK: %[[PART:.*]] = complex.mul %[[AMOUNT]], %[[CONJUGATE]]
// CHECK: %[[REST:.*]] = complex.sub %[[G]], %[[PART]]
// CHECK: %[[DIVISOR:.*]] = complex.create %[[LENGTH]], %{{.*}}
// CHECK: %[[DZ:.*]] = complex.div %[[REST]], %[[DIVISOR]]
// CHECK: return %[[SIGN]], %[[DZ]]
// CHECK-LABEL: @direction.jvp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[T:.*]]: complex<f64>)
// CHECK: %[[SIGN:.*]] = complex.sign %[[Z]]
// CHECK: %[[CONJUGATE:.*]] = complex.conj %[[SIGN]]
// CHECK: %[[PRODUCT:.*]] = complex.mul %[[CONJUGATE]], %[[T]]
// CHECK: %[[ALONG:.*]] = complex.re %[[PRODUCT]]
// CHECK: %[[AMOUNT:.*]] = complex.create %[[ALONG]], %{{.*}}
// CHECK: %[[PART:.*]] = complex.mul %[[SIGN]], %[[AMOUNT]]
// CHECK: complex.sub %[[T]], %[[PART]]
func.func @direction(%z: complex<f64>) -> complex<f64> {
  %r = complex.sign %z : complex<f64>
  return %r : complex<f64>
}

// The field has the rules of the real one.
// CHECK-LABEL: @sum.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[W:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: return %{{.*}}, %[[G]], %[[G]]
func.func @sum(%z: complex<f64>, %w: complex<f64>) -> complex<f64> {
  %r = complex.add %z, %w : complex<f64>
  return %r : complex<f64>
}
// CHECK-LABEL: @difference.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[W:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: %[[MINUS:.*]] = complex.neg %[[G]]
// CHECK: return %{{.*}}, %[[G]], %[[MINUS]]
func.func @difference(%z: complex<f64>, %w: complex<f64>) -> complex<f64> {
  %r = complex.sub %z, %w : complex<f64>
  return %r : complex<f64>
}
// CHECK-LABEL: @product.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[W:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: %[[BY_Z:.*]] = complex.mul %[[G]], %[[W]]
// CHECK: %[[BY_W:.*]] = complex.mul %[[G]], %[[Z]]
// CHECK: return %{{.*}}, %[[BY_Z]], %[[BY_W]]
func.func @product(%z: complex<f64>, %w: complex<f64>) -> complex<f64> {
  %r = complex.mul %z, %w : complex<f64>
  return %r : complex<f64>
}
// CHECK-LABEL: @quotient.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[W:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: %[[RATIO:.*]] = complex.div %[[Z]], %[[W]]
// CHECK: %[[BY_Z:.*]] = complex.div %[[G]], %[[W]]
// CHECK: %[[PRODUCT:.*]] = complex.mul %[[BY_Z]], %[[RATIO]]
// CHECK: %[[BY_W:.*]] = complex.neg %[[PRODUCT]]
// CHECK: return %[[RATIO]], %[[BY_Z]], %[[BY_W]]
func.func @quotient(%z: complex<f64>, %w: complex<f64>) -> complex<f64> {
  %r = complex.div %z, %w : complex<f64>
  return %r : complex<f64>
}
// CHECK-LABEL: @negative.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: %[[MINUS:.*]] = complex.neg %[[G]]
// CHECK: return %{{.*}}, %[[MINUS]]
func.func @negative(%z: complex<f64>) -> complex<f64> {
  %r = complex.neg %z : complex<f64>
  return %r : complex<f64>
}

// ∂zʷ/∂z = w zʷ⁻¹, and 0 for w = 0; ∂zʷ/∂w = zʷ log z, and 0 for z = 0
// CHECK-LABEL: @power.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[W:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK-DAG: %[[ONE:.*]] = complex.constant [1.000000e+00, 0.000000e+00]
// CHECK-DAG: %[[ZERO:.*]] = complex.constant [0.000000e+00, 0.000000e+00]
// CHECK-DAG: %[[POWER:.*]] = complex.pow %[[Z]], %[[W]]
// CHECK-DAG: %[[LESS:.*]] = complex.sub %[[W]], %[[ONE]]
// CHECK-DAG: %[[IS_ONE:.*]] = complex.eq %[[W]], %[[ZERO]]
// CHECK: %[[EXPONENT:.*]] = arith.select %[[IS_ONE]], %[[ONE]], %[[LESS]]
// CHECK: %[[LESSER:.*]] = complex.pow %[[Z]], %[[EXPONENT]]
// CHECK: %[[PRODUCT:.*]] = complex.mul %[[W]], %[[LESSER]]
// CHECK: %[[BY_Z:.*]] = arith.select %[[IS_ONE]], %[[ZERO]], %[[PRODUCT]]
// CHECK: %[[DZ:.*]] = complex.mul %[[BY_Z]], %[[G]]
// CHECK: %[[IS_ZERO:.*]] = complex.eq %[[Z]], %[[ZERO]]
// CHECK: %[[BASE:.*]] = arith.select %[[IS_ZERO]], %[[ONE]], %[[Z]]
// CHECK: %[[LOG:.*]] = complex.log %[[BASE]]
// CHECK: %[[GROWTH:.*]] = complex.mul %[[POWER]], %[[LOG]]
// CHECK: %[[BY_W:.*]] = arith.select %[[IS_ZERO]], %[[ZERO]], %[[GROWTH]]
// CHECK: %[[DW:.*]] = complex.mul %[[BY_W]], %[[G]]
// CHECK: return %[[POWER]], %[[DZ]], %[[DW]]
func.func @power(%z: complex<f64>, %w: complex<f64>) -> complex<f64> {
  %r = complex.pow %z, %w : complex<f64>
  return %r : complex<f64>
}

// (eᶻ)' = eᶻ
// CHECK-LABEL: @complex_exp.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: %[[SLOPE:.*]] = complex.exp %[[Z]]
// CHECK: %[[DZ:.*]] = complex.mul %[[SLOPE]], %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @complex_exp(%z: complex<f64>) -> complex<f64> {
  %r = complex.exp %z : complex<f64>
  return %r : complex<f64>
}

// (eᶻ − 1)' = eᶻ
// CHECK-LABEL: @complex_expm1.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: %[[SLOPE:.*]] = complex.exp %[[Z]]
// CHECK: %[[DZ:.*]] = complex.mul %[[SLOPE]], %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @complex_expm1(%z: complex<f64>) -> complex<f64> {
  %r = complex.expm1 %z : complex<f64>
  return %r : complex<f64>
}

// (log z)' = 1 / z
// CHECK-LABEL: @complex_log.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK-DAG: %[[ONE:.*]] = complex.constant [1.000000e+00, 0.000000e+00]
// CHECK: %[[SLOPE:.*]] = complex.div %[[ONE]], %[[Z]]
// CHECK: %[[DZ:.*]] = complex.mul %[[SLOPE]], %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @complex_log(%z: complex<f64>) -> complex<f64> {
  %r = complex.log %z : complex<f64>
  return %r : complex<f64>
}

// (log(1 + z))' = 1 / (1 + z)
// CHECK-LABEL: @complex_log1p.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK-DAG: %[[ONE:.*]] = complex.constant [1.000000e+00, 0.000000e+00]
// CHECK: %[[SUM:.*]] = complex.add %[[ONE]], %[[Z]]
// CHECK: %[[SLOPE:.*]] = complex.div %[[ONE]], %[[SUM]]
// CHECK: %[[DZ:.*]] = complex.mul %[[SLOPE]], %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @complex_log1p(%z: complex<f64>) -> complex<f64> {
  %r = complex.log1p %z : complex<f64>
  return %r : complex<f64>
}

// (√z)' = 1/2 / √z
// CHECK-LABEL: @complex_sqrt.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK-DAG: %[[HALF:.*]] = complex.constant [5.000000e-01, 0.000000e+00]
// CHECK: %[[VALUE:.*]] = complex.sqrt %[[Z]]
// CHECK: %[[SLOPE:.*]] = complex.div %[[HALF]], %[[VALUE]]
// CHECK: %[[DZ:.*]] = complex.mul %[[SLOPE]], %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @complex_sqrt(%z: complex<f64>) -> complex<f64> {
  %r = complex.sqrt %z : complex<f64>
  return %r : complex<f64>
}

// (1/√z)' = −1/2 · (1/√z) / z
// CHECK-LABEL: @complex_rsqrt.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK-DAG: %[[MINUS_HALF:.*]] = complex.constant [-5.000000e-01, 0.000000e+00]
// CHECK: %[[VALUE:.*]] = complex.rsqrt %[[Z]]
// CHECK: %[[RATIO:.*]] = complex.div %[[VALUE]], %[[Z]]
// CHECK: %[[SLOPE:.*]] = complex.mul %[[MINUS_HALF]], %[[RATIO]]
// CHECK: %[[DZ:.*]] = complex.mul %[[SLOPE]], %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @complex_rsqrt(%z: complex<f64>) -> complex<f64> {
  %r = complex.rsqrt %z : complex<f64>
  return %r : complex<f64>
}

// (sin z)' = cos z
// CHECK-LABEL: @complex_sin.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: %[[SLOPE:.*]] = complex.cos %[[Z]]
// CHECK: %[[DZ:.*]] = complex.mul %[[SLOPE]], %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @complex_sin(%z: complex<f64>) -> complex<f64> {
  %r = complex.sin %z : complex<f64>
  return %r : complex<f64>
}

// (cos z)' = −sin z
// CHECK-LABEL: @complex_cos.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK: %[[SINE:.*]] = complex.sin %[[Z]]
// CHECK: %[[SLOPE:.*]] = complex.neg %[[SINE]]
// CHECK: %[[DZ:.*]] = complex.mul %[[SLOPE]], %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @complex_cos(%z: complex<f64>) -> complex<f64> {
  %r = complex.cos %z : complex<f64>
  return %r : complex<f64>
}

// (tan z)' = 1 + tan² z
// CHECK-LABEL: @complex_tan.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK-DAG: %[[ONE:.*]] = complex.constant [1.000000e+00, 0.000000e+00]
// CHECK: %[[VALUE:.*]] = complex.tan %[[Z]]
// CHECK: %[[SQUARE:.*]] = complex.mul %[[VALUE]], %[[VALUE]]
// CHECK: %[[SLOPE:.*]] = complex.add %[[ONE]], %[[SQUARE]]
// CHECK: %[[DZ:.*]] = complex.mul %[[SLOPE]], %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @complex_tan(%z: complex<f64>) -> complex<f64> {
  %r = complex.tan %z : complex<f64>
  return %r : complex<f64>
}

// (tanh z)' = 1 − tanh² z
// CHECK-LABEL: @complex_tanh.vjp(
// CHECK-SAME: %[[Z:.*]]: complex<f64>, %[[G:.*]]: complex<f64>)
// CHECK-DAG: %[[ONE:.*]] = complex.constant [1.000000e+00, 0.000000e+00]
// CHECK: %[[VALUE:.*]] = complex.tanh %[[Z]]
// CHECK: %[[SQUARE:.*]] = complex.mul %[[VALUE]], %[[VALUE]]
// CHECK: %[[SLOPE:.*]] = complex.sub %[[ONE]], %[[SQUARE]]
// CHECK: %[[DZ:.*]] = complex.mul %[[SLOPE]], %[[G]]
// CHECK: return %{{.*}}, %[[DZ]]
func.func @complex_tanh(%z: complex<f64>) -> complex<f64> {
  %r = complex.tanh %z : complex<f64>
  return %r : complex<f64>
}

// CHECK-LABEL: @main
func.func @main() {
  %tolerance = arith.constant 1.0e-12 : f64
  %z = complex.constant [3.0, 4.0] : complex<f64>
  %one = complex.constant [1.0, 0.0] : complex<f64>
  %zero = complex.constant [0.0, 0.0] : complex<f64>
  %unit = arith.constant 1.0 : f64

  // 2z
  %s:2 = eshkol.vjp @square(%z) wrt [0] cotangents(%one) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %se = complex.constant [6.0, 8.0] : complex<f64>
  %s_is = complex.eq %s#1, %se : complex<f64>
  eshkol.assert %s_is, "z squared" : i1

  // ∂/∂x − i ∂/∂y of x² + y²
  %n:2 = eshkol.vjp @norm(%z) wrt [0] cotangents(%unit) : (complex<f64>, f64) -> (f64, complex<f64>)
  %ne = complex.constant [6.0, -8.0] : complex<f64>
  %n_is = complex.eq %n#1, %ne : complex<f64>
  eshkol.assert %n_is, "the square of the length" : i1

  %i:2 = eshkol.vjp @imaginary(%z) wrt [0] cotangents(%unit) : (complex<f64>, f64) -> (f64, complex<f64>)
  %ie = complex.constant [0.0, -1.0] : complex<f64>
  %i_is = complex.eq %i#1, %ie : complex<f64>
  eshkol.assert %i_is, "the imaginary part" : i1

  // z̄/|z|, and 0 at 0
  %l:2 = eshkol.vjp @length(%z) wrt [0] cotangents(%unit) : (complex<f64>, f64) -> (f64, complex<f64>)
  %le = complex.constant [0.6, -0.8] : complex<f64>
  %difference = complex.sub %l#1, %le : complex<f64>
  %distance = complex.abs %difference : complex<f64>
  %l_is = arith.cmpf olt, %distance, %tolerance : f64
  eshkol.assert %l_is, "the length" : i1
  %o:2 = eshkol.vjp @length(%zero) wrt [0] cotangents(%unit) : (complex<f64>, f64) -> (f64, complex<f64>)
  %o_is = complex.eq %o#1, %zero : complex<f64>
  eshkol.assert %o_is, "the length at 0" : i1

  // At z = 1/2 + i/4 and w = 3 + 4i, with a cotangent of 2 + i: the product of that with each derivative.
  %at = complex.constant [0.5, 0.25] : complex<f64>
  %g = complex.constant [2.0, 1.0] : complex<f64>
  %d_sum:3 = eshkol.vjp @sum(%at, %z) wrt [0, 1] cotangents(%g) : (complex<f64>, complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>)
  %d_difference:3 = eshkol.vjp @difference(%at, %z) wrt [0, 1] cotangents(%g) : (complex<f64>, complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>)
  %d_product:3 = eshkol.vjp @product(%at, %z) wrt [0, 1] cotangents(%g) : (complex<f64>, complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>)
  %d_quotient:3 = eshkol.vjp @quotient(%at, %z) wrt [0, 1] cotangents(%g) : (complex<f64>, complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>)
  %d_power:3 = eshkol.vjp @power(%at, %z) wrt [0, 1] cotangents(%g) : (complex<f64>, complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>)
  %negative:2 = eshkol.vjp @negative(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %conjugate:2 = eshkol.vjp @conjugate(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %exp:2 = eshkol.vjp @complex_exp(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %expm1:2 = eshkol.vjp @complex_expm1(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %log:2 = eshkol.vjp @complex_log(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %log1p:2 = eshkol.vjp @complex_log1p(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %sqrt:2 = eshkol.vjp @complex_sqrt(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %rsqrt:2 = eshkol.vjp @complex_rsqrt(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %sin:2 = eshkol.vjp @complex_sin(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %cos:2 = eshkol.vjp @complex_cos(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %tan:2 = eshkol.vjp @complex_tan(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %tanh:2 = eshkol.vjp @complex_tanh(%at) wrt [0] cotangents(%g) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  // Of 3 + 4i: −i/z, and (1 − s̄ Re s) / |z| for s = (3 + 4i) / 5
  %angle:2 = eshkol.vjp @angle(%z) wrt [0] cotangents(%unit) : (complex<f64>, f64) -> (f64, complex<f64>)
  %moved:2 = eshkol.jvp @direction(%z) wrt [0] tangents(%one) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %direction:2 = eshkol.vjp @direction(%z) wrt [0] cotangents(%one) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %real:2 = eshkol.vjp @real(%z) wrt [0] cotangents(%unit) : (complex<f64>, f64) -> (f64, complex<f64>)
  %parts:3 = eshkol.vjp @parts(%unit, %unit) wrt [0, 1] cotangents(%g) : (f64, f64, complex<f64>) -> (complex<f64>, f64, f64)
  %both = complex.create %parts#1, %parts#2 : complex<f64>
  %found = tensor.from_elements
    %d_sum#1, %d_sum#2, %d_difference#1, %d_difference#2, %d_product#1, %d_product#2, %d_quotient#1, %d_quotient#2,
    %d_power#1, %d_power#2, %negative#1, %conjugate#1, %exp#1, %expm1#1, %log#1, %log1p#1,
    %sqrt#1, %rsqrt#1, %sin#1, %cos#1, %tan#1, %tanh#1, %angle#1, %moved#1,
    %direction#1, %real#1, %both : tensor<27xcomplex<f64>>
  %expected = arith.constant dense<[
    (2.0, 1.0), (2.0, 1.0),
    (2.0, 1.0), (-2.0, -1.0),
    (2.0, 11.0), (0.75, 1.0),
    (0.4, -0.2), (-0.03, 0.04),
    (0.5468302312229588, -0.004409501937845983), (-0.01879280645508367, 0.04140902661639252),
    (-2.0, -1.0), (2.0, -1.0),
    (2.787032868161466, 2.413266859276632), (2.787032868161466, 2.413266859276632),
    (4.0, 0.0), (1.4054054054054055, 0.43243243243243246),
    (1.455346690225355, 0.34356074972251244), (-2.6034033041385776, 0.6145801526242639),
    (1.9314090971630251, 0.6629325584719834), (-0.7672833977168152, -0.9378621092323446),
    (1.9985956220288392, 1.7873801055400598), (1.7993629262162323, 0.41891445366365415),
    (-0.16, -0.12), (0.128, -0.096),
    (0.128, 0.096), (1.0, 0.0),
    (2.0, -1.0)
  ]> : tensor<27xcomplex<f64>>
  eshkol.assert_close %found, %expected, "complex derivatives" atol = 1.0e-13 rtol = 1.0e-13 : tensor<27xcomplex<f64>>
  return
}
