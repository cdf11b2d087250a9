// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// A⁻ᵀ of the cotangent serves both operands.
// CHECK-LABEL: @solve.vjp
// CHECK: %[[X:.*]] = eshkol.solve %arg0, %arg1
// CHECK: %[[AT:.*]] = eshkol.transpose %arg0 [1, 0]
// CHECK: %[[B:.*]] = eshkol.solve %[[AT]], %arg2
// CHECK: %[[XT:.*]] = eshkol.transpose %[[X]] [1, 0]
// CHECK: %[[P:.*]] = eshkol.matmul %[[B]], %[[XT]]
// CHECK: %[[A:.*]] = arith.negf %[[P]]
// CHECK: return %[[X]], %[[A]], %[[B]]
func.func @solve(%a: tensor<2x2xf64>, %b: tensor<2x1xf64>) -> tensor<2x1xf64> {
  %x = eshkol.solve %a, %b : (tensor<2x2xf64>, tensor<2x1xf64>) -> tensor<2x1xf64>
  return %x : tensor<2x1xf64>
}

// Of a right-hand side alone: one system, and no product.
// CHECK-LABEL: @right.jvp
// CHECK-COUNT-2: eshkol.triangular_solve
// CHECK-NOT: eshkol.matmul
// CHECK: return
func.func @right(%a: tensor<2x2xf64>, %b: tensor<2x1xf64>) -> tensor<2x1xf64> {
  %x = eshkol.triangular_solve %a, %b left_side lower : (tensor<2x2xf64>, tensor<2x1xf64>) -> tensor<2x1xf64>
  return %x : tensor<2x1xf64>
}

// CHECK-LABEL: @inverse.vjp
// CHECK-COUNT-1: eshkol.inverse
// CHECK-COUNT-2: eshkol.matmul
// CHECK-NOT: eshkol.inverse
// CHECK: return
func.func @inverse(%a: tensor<2x2xf64>) -> tensor<2x2xf64> {
  %x = eshkol.inverse %a : (tensor<2x2xf64>) -> tensor<2x2xf64>
  return %x : tensor<2x2xf64>
}

func.func @det(%a: tensor<2x2xf64>) -> tensor<f64> {
  %d = eshkol.det %a : (tensor<2x2xf64>) -> tensor<f64>
  return %d : tensor<f64>
}

// CHECK-LABEL: @cholesky.vjp
// CHECK: %[[L:.*]] = eshkol.cholesky %arg0
// CHECK: eshkol.triangular_solve %[[L]], %{{.*}} left_side lower transpose_a
// CHECK: eshkol.triangular_solve %[[L]], %{{.*}} lower :
func.func @cholesky(%a: tensor<2x2xf64>) -> tensor<2x2xf64> {
  %l = eshkol.cholesky %a : (tensor<2x2xf64>) -> tensor<2x2xf64>
  return %l : tensor<2x2xf64>
}

// CHECK-LABEL: @lu.vjp
// CHECK: %[[F:.*]], %[[P:.*]], %{{.*}} = eshkol.lu %arg0
// CHECK: eshkol.scatter {{ *}}add %{{.*}}[%[[P]]]
func.func @lu(%a: tensor<2x2xf64>) -> tensor<2x2xf64> {
  %f, %p, %s = eshkol.lu %a : (tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2xi64>, tensor<i64>)
  return %f : tensor<2x2xf64>
}

// CHECK-LABEL: @main
func.func @main() {
  // x = (3, 2), Aᵀ b̄ = (1, 0) ⇒ b̄ = (1/2, 0), Ā = −b̄ xᵀ
  %a = arith.constant dense<[[2.0, 0.0], [0.0, 4.0]]> : tensor<2x2xf64>
  %b = arith.constant dense<[[6.0], [8.0]]> : tensor<2x1xf64>
  %g = arith.constant dense<[[1.0], [0.0]]> : tensor<2x1xf64>
  %s:3 = eshkol.vjp @solve(%a, %b) wrt [0, 1] cotangents(%g) : (tensor<2x2xf64>, tensor<2x1xf64>, tensor<2x1xf64>) -> (tensor<2x1xf64>, tensor<2x2xf64>, tensor<2x1xf64>)
  %sa = arith.constant dense<[[-1.5, -1.0], [0.0, 0.0]]> : tensor<2x2xf64>
  %sb = arith.constant dense<[[0.5], [0.0]]> : tensor<2x1xf64>
  eshkol.assert_close %s#1, %sa, "solve by a" atol = 1.0e-12 rtol = 0.0 : tensor<2x2xf64>
  eshkol.assert_close %s#2, %sb, "solve by b" atol = 1.0e-12 rtol = 0.0 : tensor<2x1xf64>

  %r:2 = eshkol.jvp @right(%a, %b) wrt [1] tangents(%g) : (tensor<2x2xf64>, tensor<2x1xf64>, tensor<2x1xf64>) -> (tensor<2x1xf64>, tensor<2x1xf64>)
  eshkol.assert_close %r#1, %sb, "triangular solve by b" atol = 1.0e-12 rtol = 0.0 : tensor<2x1xf64>

  // d(A⁻¹) = −A⁻¹ dA A⁻¹
  %one = arith.constant dense<1.0> : tensor<2x2xf64>
  %i:2 = eshkol.vjp @inverse(%a) wrt [0] cotangents(%one) : (tensor<2x2xf64>, tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>)
  %ie = arith.constant dense<[[-0.25, -0.125], [-0.125, -0.0625]]> : tensor<2x2xf64>
  eshkol.assert_close %i#1, %ie, "inverse" atol = 1.0e-12 rtol = 0.0 : tensor<2x2xf64>

  // The cofactors.
  %m = arith.constant dense<[[1.0, 2.0], [3.0, 5.0]]> : tensor<2x2xf64>
  %d:2 = eshkol.gradient @det(%m) wrt [0] : (tensor<2x2xf64>) -> (tensor<f64>, tensor<2x2xf64>)
  %de = arith.constant dense<[[5.0, -3.0], [-2.0, 1.0]]> : tensor<2x2xf64>
  eshkol.assert_close %d#1, %de, "det" atol = 1.0e-12 rtol = 0.0 : tensor<2x2xf64>

  // L = (√a, 0; b/√a, √(c − b²/a)); the upper triangle is not read.
  %p = arith.constant dense<[[4.0, 99.0], [2.0, 10.0]]> : tensor<2x2xf64>
  %cg = arith.constant dense<[[0.0, 77.0], [0.0, 6.0]]> : tensor<2x2xf64>
  %c:2 = eshkol.vjp @cholesky(%p) wrt [0] cotangents(%cg) : (tensor<2x2xf64>, tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>)
  // 6/(2·3) · (b²/a², −2b/a, 1) for a, b, c
  %ce = arith.constant dense<[[0.25, 0.0], [-1.0, 1.0]]> : tensor<2x2xf64>
  eshkol.assert_close %c#1, %ce, "cholesky" atol = 1.0e-12 rtol = 0.0 : tensor<2x2xf64>

  // With rows exchanged: (3, 5; 1/3, 2 − 5/3)
  %lg = arith.constant dense<[[0.0, 0.0], [9.0, 0.0]]> : tensor<2x2xf64>
  %l:2 = eshkol.vjp @lu(%m) wrt [0] cotangents(%lg) : (tensor<2x2xf64>, tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>)
  %le = arith.constant dense<[[3.0, 0.0], [-1.0, 0.0]]> : tensor<2x2xf64>
  eshkol.assert_close %l#1, %le, "lu" atol = 1.0e-12 rtol = 0.0 : tensor<2x2xf64>
  return
}
