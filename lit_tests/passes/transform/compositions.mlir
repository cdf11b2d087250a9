// RUN: eshkol-opt --eshkol-transform %s | FileCheck %s
// RUN: %run-native

// Derivatives and batches of each other.  The numbers are closed forms.

// CHECK: @cube.vjp
// CHECK-NOT: eshkol.gradient
// CHECK-NOT: eshkol.hessian
// CHECK-NOT: eshkol.jacobian
// CHECK-NOT: eshkol.jvp
// CHECK-NOT: eshkol.vjp
// CHECK-NOT: eshkol.vmap

// x³
func.func private @cube(%x: f64) -> f64 {
  %square = arith.mulf %x, %x : f64
  %cube = arith.mulf %square, %x : f64
  return %cube : f64
}

func.func private @slope(%x: f64) -> f64 {
  %y, %dy = eshkol.gradient @cube(%x) wrt [0] : (f64) -> (f64, f64)
  return %dy : f64
}

func.func private @curvature(%x: f64) -> f64 {
  %y, %dy = eshkol.gradient @slope(%x) wrt [0] : (f64) -> (f64, f64)
  return %dy : f64
}

// The cotangent of the argument of x³, 3x² ȳ
func.func private @pulled(%x: f64, %ct: f64) -> f64 {
  %y, %g = eshkol.vjp @cube(%x) wrt [0] cotangents(%ct) : (f64, f64) -> (f64, f64)
  return %g : f64
}

// Σ x³, by a batch inside
func.func private @total(%x: tensor<3xf64>) -> f64 {
  %cubes = eshkol.vmap @cube(%x) in_axes [0] out_axes [0] : (tensor<3xf64>) -> tensor<3xf64>
  %sum = eshkol.reduce sum %cubes [0] : (tensor<3xf64>) -> tensor<f64>
  %number = tensor.extract %sum[] : tensor<f64>
  return %number : f64
}

// x₀ⁿ x₁, by a loop
func.func private @power(%x: tensor<2xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = tensor.extract %x[%c0] : tensor<2xf64>
  %b = tensor.extract %x[%c1] : tensor<2xf64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %b) -> f64 {
    %next = arith.mulf %p, %a : f64
    scf.yield %next : f64
  }
  return %r : f64
}

// (x₀ x₁, x₁, x₀ + x₁)
func.func private @three(%x: tensor<2xf64>) -> tensor<3xf64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = tensor.extract %x[%c0] : tensor<2xf64>
  %b = tensor.extract %x[%c1] : tensor<2xf64>
  %p = arith.mulf %a, %b : f64
  %s = arith.addf %a, %b : f64
  %y = tensor.from_elements %p, %b, %s : tensor<3xf64>
  return %y : tensor<3xf64>
}

// x · d(x + y)/dy, with the inner derivative at y = x: the classic case of two derivatives confused.
func.func private @sum_of(%y: f64, %x: f64) -> f64 {
  %s = arith.addf %x, %y : f64
  return %s : f64
}
func.func private @outer(%x: f64) -> f64 {
  %y, %inner = eshkol.gradient @sum_of(%x, %x) wrt [0] : (f64, f64) -> (f64, f64)
  %r = arith.mulf %x, %inner : f64
  return %r : f64
}

func.func @main() {
  %two = arith.constant 2.0 : f64
  %c3 = arith.constant 3 : index
  %points = arith.constant dense<[1.0, 2.0, -3.0]> : tensor<3xf64>

  // d²/dx² x³ = 6x
  %second = call @curvature(%two) : (f64) -> f64
  %second_tensor = tensor.from_elements %second : tensor<f64>
  %twelve = arith.constant dense<12.0> : tensor<f64>
  eshkol.assert_close %second_tensor, %twelve, "grad of grad" atol = 0.0 rtol = 1.0e-12 : tensor<f64>

  // tangents of cotangents: d(3x² ȳ) = 6x ȳ dx + 3x² dȳ at x = 2, ȳ = 5, dx = 1, dȳ = 10
  %five = arith.constant 5.0 : f64
  %unit = arith.constant 1.0 : f64
  %ten = arith.constant 10.0 : f64
  %p, %dp = eshkol.jvp @pulled(%two, %five) wrt [0, 1] tangents(%unit, %ten)
      : (f64, f64, f64, f64) -> (f64, f64)
  %both = tensor.from_elements %p, %dp : tensor<2xf64>
  %both_expected = arith.constant dense<[60.0, 180.0]> : tensor<2xf64>
  eshkol.assert_close %both, %both_expected, "jvp of vjp" atol = 0.0 rtol = 1.0e-12 : tensor<2xf64>

  // a batch of gradients: 3x²
  %slopes = eshkol.vmap @slope(%points) in_axes [0] out_axes [0] : (tensor<3xf64>) -> tensor<3xf64>
  %slopes_expected = arith.constant dense<[3.0, 12.0, 27.0]> : tensor<3xf64>
  eshkol.assert_close %slopes, %slopes_expected, "vmap of grad" atol = 0.0 rtol = 1.0e-12 : tensor<3xf64>

  // the gradient of a batch
  %v, %g = eshkol.gradient @total(%points) wrt [0] : (tensor<3xf64>) -> (f64, tensor<3xf64>)
  eshkol.assert_close %g, %slopes_expected, "grad of vmap" atol = 0.0 rtol = 1.0e-12 : tensor<3xf64>

  // the Hessian of a batch: 6x on the diagonal
  %h = eshkol.hessian @total(%points) wrt [0] : (tensor<3xf64>) -> tensor<3x3xf64>
  %h_expected = arith.constant dense<[[6.0, 0.0, 0.0], [0.0, 12.0, 0.0], [0.0, 0.0, -18.0]]> : tensor<3x3xf64>
  eshkol.assert_close %h, %h_expected, "hessian of vmap" atol = 1.0e-12 rtol = 1.0e-12 : tensor<3x3xf64>

  // the Hessian of a loop, x₀³ x₁ at (2, 5): [[6 x₀ x₁, 3 x₀²], [3 x₀², 0]]
  %point = arith.constant dense<[2.0, 5.0]> : tensor<2xf64>
  %l = eshkol.hessian @power(%point, %c3) wrt [0] : (tensor<2xf64>, index) -> tensor<2x2xf64>
  %l_expected = arith.constant dense<[[60.0, 12.0], [12.0, 0.0]]> : tensor<2x2xf64>
  eshkol.assert_close %l, %l_expected, "hessian of a loop" atol = 1.0e-12 rtol = 1.0e-12 : tensor<2x2xf64>

  // Jacobians in both modes
  %j_expected = arith.constant dense<[[5.0, 2.0], [0.0, 1.0], [1.0, 1.0]]> : tensor<3x2xf64>
  %forward = eshkol.jacobian forward @three(%point) wrt [0] : (tensor<2xf64>) -> tensor<3x2xf64>
  eshkol.assert_close %forward, %j_expected, "forward" atol = 0.0 rtol = 1.0e-12 : tensor<3x2xf64>
  %reverse = eshkol.jacobian reverse @three(%point) wrt [0] : (tensor<2xf64>) -> tensor<3x2xf64>
  eshkol.assert_close %reverse, %j_expected, "reverse" atol = 0.0 rtol = 1.0e-12 : tensor<3x2xf64>

  // d/dx (x · 1) = 1
  %o, %confused = eshkol.gradient @outer(%two) wrt [0] : (f64) -> (f64, f64)
  %confused_tensor = tensor.from_elements %confused : tensor<f64>
  %one = arith.constant dense<1.0> : tensor<f64>
  eshkol.assert_close %confused_tensor, %one, "perturbation confusion" atol = 0.0 rtol = 0.0 : tensor<f64>
  return
}
