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

func.func @imaginary(%z: complex<f64>) -> f64 {
  %r = complex.im %z : complex<f64>
  return %r : f64
}

func.func @length(%z: complex<f64>) -> f64 {
  %r = complex.abs %z : complex<f64>
  return %r : f64
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
  return
}
