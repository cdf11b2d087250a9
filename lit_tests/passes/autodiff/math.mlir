// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// (√x)' = 1/2 / √x
// CHECK-LABEL: @math_sqrt.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[HALF:.*]] = arith.constant 5.000000e-01 : f64
// CHECK: %[[Y:.*]] = math.sqrt %[[X]] : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[HALF]], %[[Y]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_sqrt(%x: f64) -> f64 {
  %r = math.sqrt %x : f64
  return %r : f64
}

// (1/√x)' = −1/2 · (1/√x) / x
// CHECK-LABEL: @math_rsqrt.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[MINUS_HALF:.*]] = arith.constant -5.000000e-01 : f64
// CHECK: %[[Y:.*]] = math.rsqrt %[[X]] : f64
// CHECK: %[[RATIO:.*]] = arith.divf %[[Y]], %[[X]] : f64
// CHECK: %[[SLOPE:.*]] = arith.mulf %[[RATIO]], %[[MINUS_HALF]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_rsqrt(%x: f64) -> f64 {
  %r = math.rsqrt %x : f64
  return %r : f64
}

// (∛x)' = 1 / (3 (∛x)²)
// CHECK-LABEL: @math_cbrt.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[THREE:.*]] = arith.constant 3.000000e+00 : f64
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[Y:.*]] = math.cbrt %[[X]] : f64
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[Y]], %[[Y]] : f64
// CHECK: %[[PRODUCT:.*]] = arith.mulf %[[SQUARE]], %[[THREE]] : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[ONE]], %[[PRODUCT]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_cbrt(%x: f64) -> f64 {
  %r = math.cbrt %x : f64
  return %r : f64
}

// (eˣ)' = eˣ
// CHECK-LABEL: @math_exp.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK: %[[SLOPE:.*]] = math.exp %[[X]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_exp(%x: f64) -> f64 {
  %r = math.exp %x : f64
  return %r : f64
}

// (2ˣ)' = ln 2 · 2ˣ
// CHECK-LABEL: @math_exp2.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[LN_2:.*]] = arith.constant 0.69314718055994529 : f64
// CHECK: %[[Y:.*]] = math.exp2 %[[X]] : f64
// CHECK: %[[SLOPE:.*]] = arith.mulf %[[Y]], %[[LN_2]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_exp2(%x: f64) -> f64 {
  %r = math.exp2 %x : f64
  return %r : f64
}

// (eˣ − 1)' = 1 + (eˣ − 1)
// CHECK-LABEL: @math_expm1.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK: %[[SLOPE:.*]] = math.exp %[[X]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_expm1(%x: f64) -> f64 {
  %r = math.expm1 %x : f64
  return %r : f64
}

// (ln x)' = 1 / x
// CHECK-LABEL: @math_log.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[ONE]], %[[X]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_log(%x: f64) -> f64 {
  %r = math.log %x : f64
  return %r : f64
}

// (log₂ x)' = log₂ e / x
// CHECK-LABEL: @math_log2.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[LOG_E:.*]] = arith.constant 1.4426950408889634 : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[LOG_E]], %[[X]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_log2(%x: f64) -> f64 {
  %r = math.log2 %x : f64
  return %r : f64
}

// (log₁₀ x)' = log₁₀ e / x
// CHECK-LABEL: @math_log10.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[LOG_E:.*]] = arith.constant 0.43429448190325182 : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[LOG_E]], %[[X]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_log10(%x: f64) -> f64 {
  %r = math.log10 %x : f64
  return %r : f64
}

// (ln(1 + x))' = 1 / (1 + x)
// CHECK-LABEL: @math_log1p.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[SUM:.*]] = arith.addf %[[X]], %[[ONE]] : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[ONE]], %[[SUM]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_log1p(%x: f64) -> f64 {
  %r = math.log1p %x : f64
  return %r : f64
}

// (sin x)' = cos x
// CHECK-LABEL: @math_sin.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK: %[[SLOPE:.*]] = math.cos %[[X]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_sin(%x: f64) -> f64 {
  %r = math.sin %x : f64
  return %r : f64
}

// (cos x)' = −sin x
// CHECK-LABEL: @math_cos.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK: %[[SINE:.*]] = math.sin %[[X]] : f64
// CHECK: %[[SLOPE:.*]] = arith.negf %[[SINE]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_cos(%x: f64) -> f64 {
  %r = math.cos %x : f64
  return %r : f64
}

// (tan x)' = 1 + tan² x
// CHECK-LABEL: @math_tan.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[Y:.*]] = math.tan %[[X]] : f64
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[Y]], %[[Y]] : f64
// CHECK: %[[SLOPE:.*]] = arith.addf %[[SQUARE]], %[[ONE]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_tan(%x: f64) -> f64 {
  %r = math.tan %x : f64
  return %r : f64
}

// (arcsin x)' = 1 / √(1 − x²)
// CHECK-LABEL: @math_asin.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[LESS:.*]] = arith.subf %[[ONE]], %[[X]] : f64
// CHECK: %[[MORE:.*]] = arith.addf %[[X]], %[[ONE]] : f64
// CHECK: %[[REST:.*]] = arith.mulf %[[LESS]], %[[MORE]] : f64
// CHECK: %[[ROOT:.*]] = math.sqrt %[[REST]] : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[ONE]], %[[ROOT]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_asin(%x: f64) -> f64 {
  %r = math.asin %x : f64
  return %r : f64
}

// (arccos x)' = −1 / √(1 − x²)
// CHECK-LABEL: @math_acos.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK-DAG: %[[MINUS_ONE:.*]] = arith.constant -1.000000e+00 : f64
// CHECK: %[[LESS:.*]] = arith.subf %[[ONE]], %[[X]] : f64
// CHECK: %[[MORE:.*]] = arith.addf %[[X]], %[[ONE]] : f64
// CHECK: %[[REST:.*]] = arith.mulf %[[LESS]], %[[MORE]] : f64
// CHECK: %[[ROOT:.*]] = math.sqrt %[[REST]] : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[MINUS_ONE]], %[[ROOT]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_acos(%x: f64) -> f64 {
  %r = math.acos %x : f64
  return %r : f64
}

// (arctan x)' = 1 / (1 + x²)
// CHECK-LABEL: @math_atan.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[X]], %[[X]] : f64
// CHECK: %[[SUM:.*]] = arith.addf %[[SQUARE]], %[[ONE]] : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[ONE]], %[[SUM]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_atan(%x: f64) -> f64 {
  %r = math.atan %x : f64
  return %r : f64
}

// (sinh x)' = cosh x
// CHECK-LABEL: @math_sinh.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK: %[[SLOPE:.*]] = math.cosh %[[X]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_sinh(%x: f64) -> f64 {
  %r = math.sinh %x : f64
  return %r : f64
}

// (cosh x)' = sinh x
// CHECK-LABEL: @math_cosh.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK: %[[SLOPE:.*]] = math.sinh %[[X]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_cosh(%x: f64) -> f64 {
  %r = math.cosh %x : f64
  return %r : f64
}

// (tanh x)' = 1 − tanh² x
// CHECK-LABEL: @math_tanh.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[Y:.*]] = math.tanh %[[X]] : f64
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[Y]], %[[Y]] : f64
// CHECK: %[[SLOPE:.*]] = arith.subf %[[ONE]], %[[SQUARE]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_tanh(%x: f64) -> f64 {
  %r = math.tanh %x : f64
  return %r : f64
}

// (arsinh x)' = 1 / √(1 + x²)
// CHECK-LABEL: @math_asinh.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[X]], %[[X]] : f64
// CHECK: %[[SUM:.*]] = arith.addf %[[SQUARE]], %[[ONE]] : f64
// CHECK: %[[ROOT:.*]] = math.sqrt %[[SUM]] : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[ONE]], %[[ROOT]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_asinh(%x: f64) -> f64 {
  %r = math.asinh %x : f64
  return %r : f64
}

// (arcosh x)' = 1 / (√(x − 1) √(x + 1))
// CHECK-LABEL: @math_acosh.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[LESS:.*]] = arith.subf %[[X]], %[[ONE]] : f64
// CHECK: %[[LOW:.*]] = math.sqrt %[[LESS]] : f64
// CHECK: %[[MORE:.*]] = arith.addf %[[X]], %[[ONE]] : f64
// CHECK: %[[HIGH:.*]] = math.sqrt %[[MORE]] : f64
// CHECK: %[[PRODUCT:.*]] = arith.mulf %[[LOW]], %[[HIGH]] : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[ONE]], %[[PRODUCT]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_acosh(%x: f64) -> f64 {
  %r = math.acosh %x : f64
  return %r : f64
}

// (artanh x)' = 1 / (1 − x²)
// CHECK-LABEL: @math_atanh.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[LESS:.*]] = arith.subf %[[ONE]], %[[X]] : f64
// CHECK: %[[MORE:.*]] = arith.addf %[[X]], %[[ONE]] : f64
// CHECK: %[[REST:.*]] = arith.mulf %[[LESS]], %[[MORE]] : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[ONE]], %[[REST]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_atanh(%x: f64) -> f64 {
  %r = math.atanh %x : f64
  return %r : f64
}

// (erf x)' = 2/√π · e^(−x²)
// CHECK-LABEL: @math_erf.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[FACTOR:.*]] = arith.constant 1.1283791670955126 : f64
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[X]], %[[X]] : f64
// CHECK: %[[MINUS:.*]] = arith.negf %[[SQUARE]] : f64
// CHECK: %[[BELL:.*]] = math.exp %[[MINUS]] : f64
// CHECK: %[[SLOPE:.*]] = arith.mulf %[[BELL]], %[[FACTOR]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_erf(%x: f64) -> f64 {
  %r = math.erf %x : f64
  return %r : f64
}

// (erfc x)' = −2/√π · e^(−x²)
// CHECK-LABEL: @math_erfc.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[MINUS_FACTOR:.*]] = arith.constant -1.1283791670955126 : f64
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[X]], %[[X]] : f64
// CHECK: %[[MINUS:.*]] = arith.negf %[[SQUARE]] : f64
// CHECK: %[[BELL:.*]] = math.exp %[[MINUS]] : f64
// CHECK: %[[SLOPE:.*]] = arith.mulf %[[BELL]], %[[MINUS_FACTOR]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_erfc(%x: f64) -> f64 {
  %r = math.erfc %x : f64
  return %r : f64
}

// |x|' = sign x: 0 at 0, and NaN of NaN
// CHECK-LABEL: @math_absf.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK-DAG: %[[MINUS_ONE:.*]] = arith.constant -1.000000e+00 : f64
// CHECK-DAG: %[[IS_ABOVE:.*]] = arith.cmpf ogt, %[[X]], %[[ZERO]] : f64
// CHECK-DAG: %[[IS_BELOW:.*]] = arith.cmpf olt, %[[X]], %[[ZERO]] : f64
// CHECK: %[[BELOW:.*]] = arith.select %[[IS_BELOW]], %[[MINUS_ONE]], %[[X]] : f64
// CHECK: %[[SIGN:.*]] = arith.select %[[IS_ABOVE]], %[[ONE]], %[[BELOW]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SIGN]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @math_absf(%x: f64) -> f64 {
  %r = math.absf %x : f64
  return %r : f64
}

// Steps are constant wherever they have a derivative: no tangent is used.
// CHECK-LABEL: @steps.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-NEXT: math.ceil %[[X]]
// CHECK-NEXT: math.floor %[[X]]
// CHECK-NEXT: math.round %[[X]]
// CHECK-NEXT: math.roundeven %[[X]]
// CHECK-NEXT: math.trunc %[[X]]
// CHECK-NEXT: return {{.*}}, %[[ZERO]], %[[ZERO]], %[[ZERO]], %[[ZERO]], %[[ZERO]] :
func.func @steps(%x: f64) -> (f64, f64, f64, f64, f64) {
  %0 = math.ceil %x : f64
  %1 = math.floor %x : f64
  %2 = math.round %x : f64
  %3 = math.roundeven %x : f64
  %4 = math.trunc %x : f64
  return %0, %1, %2, %3, %4 : f64, f64, f64, f64, f64
}

// ∂xʸ/∂x = y xʸ⁻¹, and 0 for y = 0, where xʸ⁻¹ may be infinite; ∂xʸ/∂y = xʸ ln x, and 0 for x = 0
// CHECK-LABEL: @math_powf.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[POWER:.*]] = math.powf %[[X]], %[[Y]] : f64
// CHECK: %[[IS_ONE:.*]] = arith.cmpf oeq, %[[Y]], %[[ZERO]] : f64
// CHECK: %[[LESS:.*]] = arith.subf %[[Y]], %[[ONE]] : f64
// CHECK: %[[EXPONENT:.*]] = arith.select %[[IS_ONE]], %[[ONE]], %[[LESS]] : f64
// CHECK: %[[LESSER:.*]] = math.powf %[[X]], %[[EXPONENT]] : f64
// CHECK: %[[PRODUCT:.*]] = arith.mulf %[[Y]], %[[LESSER]] : f64
// CHECK: %[[BY_X:.*]] = arith.select %[[IS_ONE]], %[[ZERO]], %[[PRODUCT]] : f64
// CHECK: %[[DX:.*]] = arith.mulf %[[BY_X]], %[[G]] : f64
// CHECK: %[[IS_ZERO:.*]] = arith.cmpf oeq, %[[X]], %[[ZERO]] : f64
// CHECK: %[[BASE:.*]] = arith.select %[[IS_ZERO]], %[[ONE]], %[[X]] : f64
// CHECK: %[[LOG:.*]] = math.log %[[BASE]] : f64
// CHECK: %[[GROWTH:.*]] = arith.mulf %[[POWER]], %[[LOG]] : f64
// CHECK: %[[BY_Y:.*]] = arith.select %[[IS_ZERO]], %[[ZERO]], %[[GROWTH]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[BY_Y]], %[[G]] : f64
// CHECK: return %[[POWER]], %[[DX]], %[[DY]]
func.func @math_powf(%x: f64, %y: f64) -> f64 {
  %r = math.powf %x, %y : f64
  return %r : f64
}

// ∂xⁿ/∂x = n xⁿ⁻¹, and 0 for n = 0
// CHECK-LABEL: @math_fpowi.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[N:.*]]: i32, %[[G:.*]]: f64)
// CHECK-DAG: %[[NONE:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : i32
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1 : i32
// CHECK-DAG: %[[LESS:.*]] = arith.subi %[[N]], %[[ONE]] : i32
// CHECK-DAG: %[[IS_ONE:.*]] = arith.cmpi eq, %[[N]], %[[ZERO]] : i32
// CHECK-DAG: %[[FACTOR:.*]] = arith.sitofp %[[N]] : i32 to f64
// CHECK-DAG: %[[POWER:.*]] = math.fpowi %[[X]], %[[LESS]] : f64, i32
// CHECK: %[[PRODUCT:.*]] = arith.mulf %[[FACTOR]], %[[POWER]] : f64
// CHECK: %[[SLOPE:.*]] = arith.select %[[IS_ONE]], %[[NONE]], %[[PRODUCT]] : f64
// CHECK: %[[DX:.*]] = arith.mulf %[[SLOPE]], %[[G]] : f64
// CHECK: return %{{.*}}, %[[DX]]
func.func @math_fpowi(%x: f64, %n: i32) -> f64 {
  %r = math.fpowi %x, %n : f64, i32
  return %r : f64
}

// Of the angle of (x, y): ∂/∂y = x / (x² + y²), ∂/∂x = −y / (x² + y²)
// CHECK-LABEL: @math_atan2.vjp(
// CHECK-SAME: %[[Y:.*]]: f64, %[[X:.*]]: f64, %[[G:.*]]: f64)
// CHECK-DAG: %[[YY:.*]] = arith.mulf %[[Y]], %[[Y]] : f64
// CHECK-DAG: %[[XX:.*]] = arith.mulf %[[X]], %[[X]] : f64
// CHECK: %[[LENGTH:.*]] = arith.addf %[[YY]], %[[XX]] : f64
// CHECK: %[[BY_Y:.*]] = arith.divf %[[X]], %[[LENGTH]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[BY_Y]], %[[G]] : f64
// CHECK: %[[RATIO:.*]] = arith.divf %[[Y]], %[[LENGTH]] : f64
// CHECK: %[[BY_X:.*]] = arith.negf %[[RATIO]] : f64
// CHECK: %[[DX:.*]] = arith.mulf %[[BY_X]], %[[G]] : f64
// CHECK: return %{{.*}}, %[[DY]], %[[DX]]
func.func @math_atan2(%y: f64, %x: f64) -> f64 {
  %r = math.atan2 %y, %x : f64
  return %r : f64
}

// d(xy + z) = y dx + x dy + dz
// CHECK-LABEL: @math_fma.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[Z:.*]]: f64, %[[DX:.*]]: f64, %[[DY:.*]]: f64, %[[DZ:.*]]: f64)
// CHECK: %[[OF_X:.*]] = arith.mulf %[[Y]], %[[DX]] : f64
// CHECK: %[[OF_Y:.*]] = arith.mulf %[[X]], %[[DY]] : f64
// CHECK: %[[PRODUCT:.*]] = arith.addf %[[OF_X]], %[[OF_Y]] : f64
// CHECK: %[[SUM:.*]] = arith.addf %[[PRODUCT]], %[[DZ]] : f64
// CHECK: return %{{.*}}, %[[SUM]]
func.func @math_fma(%x: f64, %y: f64, %z: f64) -> f64 {
  %r = math.fma %x, %y, %z : f64
  return %r : f64
}

// |x| with the sign of y: ∂/∂x = sign x · sign y, and y contributes nothing.
// CHECK-LABEL: @math_copysign.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[T:.*]]: f64)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK-DAG: %[[IS_ABOVE:.*]] = arith.cmpf ogt, %[[X]]
// CHECK-DAG: %[[IS_BELOW:.*]] = arith.cmpf olt, %[[X]]
// CHECK: %[[BELOW:.*]] = arith.select %[[IS_BELOW]], %{{.*}}, %[[X]] : f64
// CHECK: %[[SIGN:.*]] = arith.select %[[IS_ABOVE]], %[[ONE]], %[[BELOW]] : f64
// CHECK: %[[OTHER:.*]] = math.copysign %[[ONE]], %[[Y]] : f64
// CHECK: %[[SLOPE:.*]] = arith.mulf %[[SIGN]], %[[OTHER]] : f64
// CHECK: %[[DX:.*]] = arith.mulf %[[SLOPE]], %[[T]] : f64
// CHECK: return %{{.*}}, %[[DX]]
func.func @math_copysign(%x: f64, %y: f64) -> f64 {
  %r = math.copysign %x, %y : f64
  return %r : f64
}

// CHECK-LABEL: @main
func.func @main() {
  %x = arith.constant 0.6 : f64
  %above = arith.constant 1.25 : f64
  %two = arith.constant 2.0 : f64

  // Twice the slope of each function at 0.6, of arcosh at 1.25, forward and in reverse.
  %slopes = arith.constant dense<[
    1.2909944487358056, -2.151657414559676, 0.9371474058908326, 3.6442376007810178, 2.1012293292093664, 3.6442376007810178,
    3.3333333333333335, 4.8089834696298785, 1.4476482730108395, 1.25, 1.6506712298193567, -1.1292849467900707,
    2.936086345055915, 2.5, -2.5, 1.4705882352941178, 2.370930436484535, 1.2733071642964824,
    1.4231555251744457, 1.7149858514250884, 2.6666666666666665, 3.125, 1.5744868634285747, -1.5744868634285747
  ]> : tensor<24xf64>
  %f_sqrt:2 = eshkol.jvp @math_sqrt(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_rsqrt:2 = eshkol.jvp @math_rsqrt(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_cbrt:2 = eshkol.jvp @math_cbrt(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_exp:2 = eshkol.jvp @math_exp(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_exp2:2 = eshkol.jvp @math_exp2(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_expm1:2 = eshkol.jvp @math_expm1(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_log:2 = eshkol.jvp @math_log(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_log2:2 = eshkol.jvp @math_log2(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_log10:2 = eshkol.jvp @math_log10(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_log1p:2 = eshkol.jvp @math_log1p(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_sin:2 = eshkol.jvp @math_sin(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_cos:2 = eshkol.jvp @math_cos(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_tan:2 = eshkol.jvp @math_tan(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_asin:2 = eshkol.jvp @math_asin(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_acos:2 = eshkol.jvp @math_acos(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_atan:2 = eshkol.jvp @math_atan(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_sinh:2 = eshkol.jvp @math_sinh(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_cosh:2 = eshkol.jvp @math_cosh(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_tanh:2 = eshkol.jvp @math_tanh(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_asinh:2 = eshkol.jvp @math_asinh(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_acosh:2 = eshkol.jvp @math_acosh(%above) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_atanh:2 = eshkol.jvp @math_atanh(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_erf:2 = eshkol.jvp @math_erf(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %f_erfc:2 = eshkol.jvp @math_erfc(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %forward = tensor.from_elements
    %f_sqrt#1, %f_rsqrt#1, %f_cbrt#1, %f_exp#1, %f_exp2#1, %f_expm1#1, %f_log#1, %f_log2#1,
    %f_log10#1, %f_log1p#1, %f_sin#1, %f_cos#1, %f_tan#1, %f_asin#1, %f_acos#1, %f_atan#1,
    %f_sinh#1, %f_cosh#1, %f_tanh#1, %f_asinh#1, %f_acosh#1, %f_atanh#1, %f_erf#1, %f_erfc#1 : tensor<24xf64>
  eshkol.assert_close %forward, %slopes, "forward" atol = 0.0 rtol = 1.0e-14 : tensor<24xf64>

  %r_sqrt:2 = eshkol.vjp @math_sqrt(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_rsqrt:2 = eshkol.vjp @math_rsqrt(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_cbrt:2 = eshkol.vjp @math_cbrt(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_exp:2 = eshkol.vjp @math_exp(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_exp2:2 = eshkol.vjp @math_exp2(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_expm1:2 = eshkol.vjp @math_expm1(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_log:2 = eshkol.vjp @math_log(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_log2:2 = eshkol.vjp @math_log2(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_log10:2 = eshkol.vjp @math_log10(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_log1p:2 = eshkol.vjp @math_log1p(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_sin:2 = eshkol.vjp @math_sin(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_cos:2 = eshkol.vjp @math_cos(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_tan:2 = eshkol.vjp @math_tan(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_asin:2 = eshkol.vjp @math_asin(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_acos:2 = eshkol.vjp @math_acos(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_atan:2 = eshkol.vjp @math_atan(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_sinh:2 = eshkol.vjp @math_sinh(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_cosh:2 = eshkol.vjp @math_cosh(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_tanh:2 = eshkol.vjp @math_tanh(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_asinh:2 = eshkol.vjp @math_asinh(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_acosh:2 = eshkol.vjp @math_acosh(%above) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_atanh:2 = eshkol.vjp @math_atanh(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_erf:2 = eshkol.vjp @math_erf(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %r_erfc:2 = eshkol.vjp @math_erfc(%x) wrt [0] cotangents(%two) : (f64, f64) -> (f64, f64)
  %reverse = tensor.from_elements
    %r_sqrt#1, %r_rsqrt#1, %r_cbrt#1, %r_exp#1, %r_exp2#1, %r_expm1#1, %r_log#1, %r_log2#1,
    %r_log10#1, %r_log1p#1, %r_sin#1, %r_cos#1, %r_tan#1, %r_asin#1, %r_acos#1, %r_atan#1,
    %r_sinh#1, %r_cosh#1, %r_tanh#1, %r_asinh#1, %r_acosh#1, %r_atanh#1, %r_erf#1, %r_erfc#1 : tensor<24xf64>
  eshkol.assert_close %reverse, %slopes, "reverse" atol = 0.0 rtol = 1.0e-14 : tensor<24xf64>

  %zero = arith.constant 0.0 : f64
  %three = arith.constant 3.0 : f64
  %minus = arith.constant -4.0 : f64
  %n = arith.constant -2 : i32
  %none = arith.constant 0 : i32
  %a:2 = eshkol.jvp @math_absf(%minus) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64)
  %s:10 = eshkol.jvp @steps(%x) wrt [0] tangents(%two) : (f64, f64) -> (f64, f64, f64, f64, f64, f64, f64, f64, f64, f64)
  // 2 · (3 · 2², 2³ ln 2), and 0 ln 0 = 0
  %p:3 = eshkol.vjp @math_powf(%two, %three) wrt [0, 1] cotangents(%two) : (f64, f64, f64) -> (f64, f64, f64)
  %q:3 = eshkol.vjp @math_powf(%zero, %two) wrt [0, 1] cotangents(%two) : (f64, f64, f64) -> (f64, f64, f64)
  // 2 · −2 · (−4)⁻³ = 1/16
  %i:2 = eshkol.vjp @math_fpowi(%minus, %n) wrt [0] cotangents(%two) : (f64, i32, f64) -> (f64, f64)
  %j:2 = eshkol.vjp @math_fpowi(%zero, %none) wrt [0] cotangents(%two) : (f64, i32, f64) -> (f64, f64)
  // 2 · (−4, −3) / 25
  %t:3 = eshkol.vjp @math_atan2(%three, %minus) wrt [0, 1] cotangents(%two) : (f64, f64, f64) -> (f64, f64, f64)
  // −4 · 2 + 3 · 2 + 2
  %m:2 = eshkol.jvp @math_fma(%three, %minus, %x) wrt [0, 1, 2] tangents(%two, %two, %two) : (f64, f64, f64, f64, f64, f64) -> (f64, f64)
  %c:2 = eshkol.jvp @math_copysign(%minus, %three) wrt [0] tangents(%two) : (f64, f64, f64) -> (f64, f64)
  %d:3 = eshkol.vjp @math_copysign(%minus, %minus) wrt [0, 1] cotangents(%two) : (f64, f64, f64) -> (f64, f64, f64)
  %infinity = arith.constant 0x7FF0000000000000 : f64
  %e:3 = eshkol.vjp @math_copysign(%minus, %minus) wrt [0, 1] cotangents(%infinity) : (f64, f64, f64) -> (f64, f64, f64)
  %found = tensor.from_elements %a#1, %s#5, %s#9, %p#1, %p#2, %q#1, %q#2, %i#1, %j#1, %t#1, %t#2, %m#1, %c#1, %d#1, %d#2, %e#2 : tensor<16xf64>
  %expected = arith.constant dense<[-2.0, 0.0, 0.0, 24.0, 11.090354888959125, 0.0, 0.0, 0.0625, 0.0, -0.32, -0.24, 0.0, -2.0, 2.0, 0.0, 0.0]> : tensor<16xf64>
  eshkol.assert_close %found, %expected, "powers, angles, signs" atol = 1.0e-15 rtol = 1.0e-15 : tensor<16xf64>

  // Where the value has lost the digits that the derivative needs.
  %far = arith.constant -40.0 : f64
  %near = arith.constant 0.99999999999 : f64
  %unit = arith.constant 1.0 : f64
  %l_expm1:2 = eshkol.jvp @math_expm1(%far) wrt [0] tangents(%unit) : (f64, f64) -> (f64, f64)
  %l_asin:2 = eshkol.jvp @math_asin(%near) wrt [0] tangents(%unit) : (f64, f64) -> (f64, f64)
  %l_acos:2 = eshkol.jvp @math_acos(%near) wrt [0] tangents(%unit) : (f64, f64) -> (f64, f64)
  %l_atanh:2 = eshkol.jvp @math_atanh(%near) wrt [0] tangents(%unit) : (f64, f64) -> (f64, f64)
  %edges = tensor.from_elements %l_expm1#1, %l_asin#1, %l_acos#1, %l_atanh#1 : tensor<4xf64>
  %exact = arith.constant dense<[4.248354255291589e-18, 223606.78849988387, -223606.78849988387, 49999995863.23179]> : tensor<4xf64>
  eshkol.assert_close %edges, %exact, "digits" atol = 0.0 rtol = 1.0e-15 : tensor<4xf64>
  return
}
