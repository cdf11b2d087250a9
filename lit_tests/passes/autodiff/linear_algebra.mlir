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
// A dX = dB − dA X
// CHECK-LABEL: @solve.jvp(
// CHECK-SAME: %[[A:.*]]: tensor<2x2xf64>, %[[B:.*]]: tensor<2x1xf64>, %[[DA:.*]]: tensor<2x2xf64>, %[[DB:.*]]: tensor<2x1xf64>)
// CHECK: %[[X:.*]] = eshkol.solve %[[A]], %[[B]]
// CHECK: %[[P:.*]] = eshkol.matmul %[[DA]], %[[X]]
// CHECK: %[[R:.*]] = arith.subf %[[DB]], %[[P]]
// CHECK: eshkol.solve %[[A]], %[[R]]
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
// dX = −X dA X
// CHECK-LABEL: @inverse.jvp(
// CHECK-SAME: %[[A:.*]]: tensor<2x2xf64>, %[[DA:.*]]: tensor<2x2xf64>)
// CHECK: %[[X:.*]] = eshkol.inverse %[[A]]
// CHECK: %[[P:.*]] = eshkol.matmul %[[X]], %[[DA]]
// CHECK: %[[Q:.*]] = eshkol.matmul %[[P]], %[[X]]
// CHECK: arith.negf %[[Q]]
func.func @inverse(%a: tensor<2x2xf64>) -> tensor<2x2xf64> {
  %x = eshkol.inverse %a : (tensor<2x2xf64>) -> tensor<2x2xf64>
  return %x : tensor<2x2xf64>
}

// d̄ det A · A⁻ᵀ
// CHECK-LABEL: @det.vjp(
// CHECK-SAME: %[[A:.*]]: tensor<2x2xf64>, %[[G:.*]]: tensor<f64>)
// CHECK: %[[D:.*]] = eshkol.det %[[A]]
// CHECK: %[[INVERSE:.*]] = eshkol.inverse %[[A]]
// CHECK: %[[FACTOR:.*]] = arith.mulf %[[G]], %[[D]]
// CHECK: %[[ALL:.*]] = eshkol.broadcast %[[FACTOR]] [] to [2, 2]
// CHECK: %[[TRANSPOSED:.*]] = eshkol.transpose %[[INVERSE]] [1, 0]
// CHECK: arith.mulf %[[ALL]], %[[TRANSPOSED]]
// det A · tr(A⁻¹ dA)
// CHECK-LABEL: @det.jvp(
// CHECK-SAME: %[[A:.*]]: tensor<2x2xf64>, %[[DA:.*]]: tensor<2x2xf64>)
// CHECK: %[[D:.*]] = eshkol.det %[[A]]
// CHECK: %[[P:.*]] = eshkol.solve %[[A]], %[[DA]]
// CHECK: %[[DIAGONAL:.*]] = eshkol.select %{{.*}}, %[[P]], %{{.*}}
// CHECK: %[[TRACE:.*]] = eshkol.reduce {{ *}}sum %[[DIAGONAL]] [0, 1]
// CHECK: arith.mulf %[[D]], %[[TRACE]]
func.func @det(%a: tensor<2x2xf64>) -> tensor<f64> {
  %d = eshkol.det %a : (tensor<2x2xf64>) -> tensor<f64>
  return %d : tensor<f64>
}

// CHECK-LABEL: @cholesky.vjp
// CHECK: %[[L:.*]] = eshkol.cholesky %arg0
// CHECK: eshkol.triangular_solve %[[L]], %{{.*}} left_side lower transpose_a
// CHECK: eshkol.triangular_solve %[[L]], %{{.*}} lower :
// L Φ(L⁻¹ dA L⁻ᵀ), where Φ takes the lower triangle with half of the diagonal
// CHECK-LABEL: @cholesky.jvp(
// CHECK-SAME: %[[A:.*]]: tensor<2x2xf64>, %[[DA:.*]]: tensor<2x2xf64>)
// CHECK: %[[L:.*]] = eshkol.cholesky %[[A]]
// CHECK: %[[LEFT:.*]] = eshkol.triangular_solve %[[L]], %{{.*}} left_side lower :
// CHECK: %[[BOTH:.*]] = eshkol.triangular_solve %[[L]], %[[LEFT]] lower transpose_a :
// CHECK: %[[PHI:.*]] = eshkol.select %{{.*}}, %[[BOTH]], %{{.*}}
// CHECK: eshkol.matmul %[[L]], %[[PHI]]
func.func @cholesky(%a: tensor<2x2xf64>) -> tensor<2x2xf64> {
  %l = eshkol.cholesky %a : (tensor<2x2xf64>) -> tensor<2x2xf64>
  return %l : tensor<2x2xf64>
}

// CHECK-LABEL: @lu.vjp
// CHECK: %[[F:.*]], %[[P:.*]], %{{.*}} = eshkol.lu %arg0
// CHECK: eshkol.scatter {{ *}}add %{{.*}}[%[[P]]]
// With M = L⁻¹ P dA U⁻¹: dL = L tril₋₁(M), dU = triu(M) U
// CHECK-LABEL: @lu.jvp(
// CHECK-SAME: %[[A:.*]]: tensor<2x2xf64>, %[[DA:.*]]: tensor<2x2xf64>)
// CHECK: %{{.*}}, %[[P:.*]], %{{.*}} = eshkol.lu %[[A]]
// CHECK: %[[L:.*]] = eshkol.select %{{.*}}, %{{.*}}, %{{.*}}
// CHECK: %[[ROWS:.*]] = eshkol.gather %[[DA]][%[[P]]]
// CHECK: %[[LEFT:.*]] = eshkol.triangular_solve %{{.*}}, %[[ROWS]] left_side lower unit_diagonal :
// CHECK: %[[M:.*]] = eshkol.triangular_solve %[[U:.*]], %[[LEFT]] :
// CHECK: %[[BELOW:.*]] = eshkol.select %{{.*}}, %[[M]], %{{.*}}
// CHECK: %[[DL:.*]] = eshkol.matmul %{{.*}}, %[[BELOW]]
// CHECK: %[[ABOVE:.*]] = eshkol.select %{{.*}}, %[[M]], %{{.*}}
// CHECK: %[[DU:.*]] = eshkol.matmul %[[ABOVE]], %[[U]]
// CHECK: arith.addf %[[DL]], %[[DU]]
func.func @lu(%a: tensor<2x2xf64>) -> tensor<2x2xf64> {
  %f, %p, %s = eshkol.lu %a : (tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2xi64>, tensor<i64>)
  return %f : tensor<2x2xf64>
}

// L x = b: Lᵀ b̄ = x̄ and L̄ = −b̄ xᵀ, of which there is only the triangle that was read.
// CHECK-LABEL: @triangle.vjp(
// CHECK-SAME: %[[L:.*]]: tensor<2x2xf64>, %[[B:.*]]: tensor<2x1xf64>, %[[G:.*]]: tensor<2x1xf64>)
// CHECK: %[[X:.*]] = eshkol.triangular_solve %[[L]], %[[B]] left_side lower :
// CHECK: %[[DB:.*]] = eshkol.triangular_solve %[[L]], %[[G]] left_side lower transpose_a :
// CHECK: %[[XT:.*]] = eshkol.transpose %[[X]] [1, 0]
// CHECK: %[[P:.*]] = eshkol.matmul %[[DB]], %[[XT]]
// CHECK: %[[N:.*]] = arith.negf %[[P]]
// CHECK: %[[LOWER:.*]] = eshkol.compare {{ *}}ge
// CHECK: %[[DL:.*]] = eshkol.select %[[LOWER]], %[[N]], %{{.*}}
// CHECK: return %[[X]], %[[DL]], %[[DB]]
func.func @triangle(%l: tensor<2x2xf64>, %b: tensor<2x1xf64>) -> tensor<2x1xf64> {
  %x = eshkol.triangular_solve %l, %b left_side lower : (tensor<2x2xf64>, tensor<2x1xf64>) -> tensor<2x1xf64>
  return %x : tensor<2x1xf64>
}

// Each in the direction of its own operands, where Euler's theorem on homogeneous functions gives the derivative.
func.func @forward(%a: tensor<2x2xf64>, %b: tensor<2x1xf64>) -> (tensor<2x1xf64>, tensor<2x2xf64>, tensor<f64>, tensor<2x2xf64>, tensor<2x2xf64>) {
  %s:2 = eshkol.jvp @solve(%a, %b) wrt [0, 1] tangents(%a, %b) : (tensor<2x2xf64>, tensor<2x1xf64>, tensor<2x2xf64>, tensor<2x1xf64>) -> (tensor<2x1xf64>, tensor<2x1xf64>)
  %i:2 = eshkol.jvp @inverse(%a) wrt [0] tangents(%a) : (tensor<2x2xf64>, tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>)
  %d:2 = eshkol.jvp @det(%a) wrt [0] tangents(%a) : (tensor<2x2xf64>, tensor<2x2xf64>) -> (tensor<f64>, tensor<f64>)
  %c:2 = eshkol.jvp @cholesky(%a) wrt [0] tangents(%a) : (tensor<2x2xf64>, tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>)
  %l:2 = eshkol.jvp @lu(%a) wrt [0] tangents(%a) : (tensor<2x2xf64>, tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>)
  return %s#1, %i#1, %d#1, %c#1, %l#1 : tensor<2x1xf64>, tensor<2x2xf64>, tensor<f64>, tensor<2x2xf64>, tensor<2x2xf64>
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

  // x = (3, 1/2); b̄ = L⁻ᵀ (0, 4) = (−1/2, 1)
  %tl = arith.constant dense<[[2.0, 99.0], [1.0, 4.0]]> : tensor<2x2xf64>
  %tb = arith.constant dense<[[6.0], [5.0]]> : tensor<2x1xf64>
  %tg = arith.constant dense<[[0.0], [4.0]]> : tensor<2x1xf64>
  %t:3 = eshkol.vjp @triangle(%tl, %tb) wrt [0, 1] cotangents(%tg) : (tensor<2x2xf64>, tensor<2x1xf64>, tensor<2x1xf64>) -> (tensor<2x1xf64>, tensor<2x2xf64>, tensor<2x1xf64>)
  %ta = arith.constant dense<[[1.5, 0.0], [-3.0, -0.5]]> : tensor<2x2xf64>
  %tc = arith.constant dense<[[-0.5], [1.0]]> : tensor<2x1xf64>
  eshkol.assert_close %t#1, %ta, "triangular solve by the triangle" atol = 1.0e-12 rtol = 0.0 : tensor<2x2xf64>
  eshkol.assert_close %t#2, %tc, "triangular solve by the right-hand side" atol = 1.0e-12 rtol = 0.0 : tensor<2x1xf64>

  // For A = (4, 2; 2, 10) in the direction A, with b in the direction b: x stays, −A⁻¹, 2 det A, L / 2 of A = L Lᵀ,
  // and U of A = L U, whose L stays.
  %fa = arith.constant dense<[[4.0, 2.0], [2.0, 10.0]]> : tensor<2x2xf64>
  %f:5 = func.call @forward(%fa, %b) : (tensor<2x2xf64>, tensor<2x1xf64>) -> (tensor<2x1xf64>, tensor<2x2xf64>, tensor<f64>, tensor<2x2xf64>, tensor<2x2xf64>)
  %fs = arith.constant dense<0.0> : tensor<2x1xf64>
  %fi = arith.constant dense<[[-0.2777777777777778, 0.05555555555555555], [0.05555555555555555, -0.1111111111111111]]> : tensor<2x2xf64>
  %fd = arith.constant dense<72.0> : tensor<f64>
  %fc = arith.constant dense<[[1.0, 0.0], [0.5, 1.5]]> : tensor<2x2xf64>
  %fl = arith.constant dense<[[4.0, 2.0], [0.0, 9.0]]> : tensor<2x2xf64>
  eshkol.assert_close %f#0, %fs, "solve forward" atol = 1.0e-12 rtol = 0.0 : tensor<2x1xf64>
  eshkol.assert_close %f#1, %fi, "inverse forward" atol = 1.0e-12 rtol = 0.0 : tensor<2x2xf64>
  eshkol.assert_close %f#2, %fd, "det forward" atol = 1.0e-12 rtol = 0.0 : tensor<f64>
  eshkol.assert_close %f#3, %fc, "cholesky forward" atol = 1.0e-12 rtol = 0.0 : tensor<2x2xf64>
  eshkol.assert_close %f#4, %fl, "lu forward" atol = 1.0e-12 rtol = 0.0 : tensor<2x2xf64>
  return
}
