// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// zᵇᵢⱼ = Σₖ xᵇᵢₖ yₖⱼᵇ: x̄ᵇᵢₖ = Σⱼ z̄ᵇᵢⱼ yₖⱼᵇ and ȳₖⱼᵇ = Σᵢ z̄ᵇᵢⱼ xᵇᵢₖ; forward, one product for each operand.
// CHECK-LABEL: @contract.vjp(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf64>, %[[Y:.*]]: tensor<4x5x2xf64>, %[[G:.*]]: tensor<2x3x5xf64>)
// CHECK: %[[DX:.*]] = eshkol.dot_general %[[G]], %[[Y]] batching [0] x [2] contracting [2] x [1]
// CHECK: %[[BIK:.*]] = eshkol.dot_general %[[G]], %[[X]] batching [0] x [0] contracting [1] x [1] {{.*}} -> tensor<2x5x4xf64>
// CHECK: %[[DY:.*]] = eshkol.transpose %[[BIK]] [2, 1, 0]
// CHECK: return %{{.*}}, %[[DX]], %[[DY]]
// CHECK-LABEL: @contract.jvp(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf64>, %[[Y:.*]]: tensor<4x5x2xf64>, %[[DX:.*]]: tensor<2x3x4xf64>, %[[DY:.*]]: tensor<4x5x2xf64>)
// CHECK: %[[LEFT:.*]] = eshkol.dot_general %[[DX]], %[[Y]] batching [0] x [2] contracting [2] x [0]
// CHECK: %[[RIGHT:.*]] = eshkol.dot_general %[[X]], %[[DY]] batching [0] x [2] contracting [2] x [0]
// CHECK: arith.addf %[[LEFT]], %[[RIGHT]]
func.func @contract(%x: tensor<2x3x4xf64>, %y: tensor<4x5x2xf64>) -> tensor<2x3x5xf64> {
  %r = eshkol.dot_general %x, %y batching [0] x [2] contracting [2] x [0]
    : (tensor<2x3x4xf64>, tensor<4x5x2xf64>) -> tensor<2x3x5xf64>
  return %r : tensor<2x3x5xf64>
}
func.func @use(%x: tensor<2x3x4xf64>, %y: tensor<4x5x2xf64>, %g: tensor<2x3x5xf64>) {
  %f:2 = eshkol.jvp @contract(%x, %y) wrt [0, 1] tangents(%x, %y) : (tensor<2x3x4xf64>, tensor<4x5x2xf64>, tensor<2x3x4xf64>, tensor<4x5x2xf64>) -> (tensor<2x3x5xf64>, tensor<2x3x5xf64>)
  %r:3 = eshkol.vjp @contract(%x, %y) wrt [0, 1] cotangents(%g) : (tensor<2x3x4xf64>, tensor<4x5x2xf64>, tensor<2x3x5xf64>) -> (tensor<2x3x5xf64>, tensor<2x3x4xf64>, tensor<4x5x2xf64>)
  return
}

// (AB)‾: Ā = C̄ Bᵀ and B̄ = Aᵀ C̄
// CHECK-LABEL: @times.vjp(
// CHECK-SAME: %[[A:.*]]: tensor<2x3xf64>, %[[B:.*]]: tensor<3x1xf64>, %[[G:.*]]: tensor<2x1xf64>)
// CHECK: %[[BT:.*]] = eshkol.transpose %[[B]] [1, 0]
// CHECK: %[[DA:.*]] = eshkol.matmul %[[G]], %[[BT]]
// CHECK: %[[AT:.*]] = eshkol.transpose %[[A]] [1, 0]
// CHECK: %[[DB:.*]] = eshkol.matmul %[[AT]], %[[G]]
// CHECK: return %{{.*}}, %[[DA]], %[[DB]]
func.func @times(%a: tensor<2x3xf64>, %b: tensor<3x1xf64>) -> tensor<2x1xf64> {
  %r = eshkol.matmul %a, %b : (tensor<2x3xf64>, tensor<3x1xf64>) -> tensor<2x1xf64>
  return %r : tensor<2x1xf64>
}

// Two pairs of contracted dimensions in another order on the other side.
func.func @twice(%x: tensor<2x3xf64>, %y: tensor<3x2xf64>) -> tensor<f64> {
  %r = eshkol.dot_general %x, %y batching [] x [] contracting [0, 1] x [1, 0]
    : (tensor<2x3xf64>, tensor<3x2xf64>) -> tensor<f64>
  return %r : tensor<f64>
}

// CHECK-LABEL: @main
func.func @main() {
  %a = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf64>
  %b = arith.constant dense<[[1.0], [10.0], [100.0]]> : tensor<3x1xf64>
  %g = arith.constant dense<[[2.0], [3.0]]> : tensor<2x1xf64>
  %m:3 = eshkol.vjp @times(%a, %b) wrt [0, 1] cotangents(%g) : (tensor<2x3xf64>, tensor<3x1xf64>, tensor<2x1xf64>) -> (tensor<2x1xf64>, tensor<2x3xf64>, tensor<3x1xf64>)
  %ma = arith.constant dense<[[2.0, 20.0, 200.0], [3.0, 30.0, 300.0]]> : tensor<2x3xf64>
  %mb = arith.constant dense<[[14.0], [19.0], [24.0]]> : tensor<3x1xf64>
  eshkol.assert_close %m#1, %ma, "a product by the left" atol = 0.0 rtol = 0.0 : tensor<2x3xf64>
  eshkol.assert_close %m#2, %mb, "a product by the right" atol = 0.0 rtol = 0.0 : tensor<3x1xf64>

  // Each operand's cotangent is the transpose of the other.
  %t = arith.constant dense<[[1.0, 4.0], [2.0, 5.0], [3.0, 7.0]]> : tensor<3x2xf64>
  %two:3 = eshkol.gradient @twice(%a, %t) wrt [0, 1] : (tensor<2x3xf64>, tensor<3x2xf64>) -> (tensor<f64>, tensor<2x3xf64>, tensor<3x2xf64>)
  %tx = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]]> : tensor<2x3xf64>
  %ty = arith.constant dense<[[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]> : tensor<3x2xf64>
  eshkol.assert_close %two#1, %tx, "a full contraction by the left" atol = 0.0 rtol = 0.0 : tensor<2x3xf64>
  eshkol.assert_close %two#2, %ty, "a full contraction by the right" atol = 0.0 rtol = 0.0 : tensor<3x2xf64>
  return
}
