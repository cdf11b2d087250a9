// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// What does not vary stays whole.
// CHECK-LABEL: @scaled.jvp
// CHECK: eshkol.layernorm
// CHECK-NOT: math.rsqrt
// CHECK: return
func.func @scaled(%x: tensor<3xf64>, %s: tensor<3xf64>) -> tensor<3xf64> {
  %n = eshkol.layernorm %x dimension = 0 : (tensor<3xf64>) -> tensor<3xf64>
  %r = arith.mulf %n, %s : tensor<3xf64>
  return %r : tensor<3xf64>
}

// CHECK-LABEL: @normalized.vjp
// CHECK: math.rsqrt
func.func @normalized(%x: tensor<2xf64>) -> tensor<2xf64> {
  %r = eshkol.layernorm %x dimension = 0 epsilon = 0.0 : (tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

// The greatest score, which is subtracted from all, is constant.
// CHECK-LABEL: @attend.vjp
// CHECK: %[[SCORES:.*]] = eshkol.stop_gradient
// CHECK: eshkol.reduce {{ *}}max %[[SCORES]]
// CHECK-NOT: eshkol.reduce {{ *}}max
// CHECK: return
func.func @attend(%q: tensor<1x1xf64>, %k: tensor<2x1xf64>, %v: tensor<2x1xf64>) -> tensor<1x1xf64> {
  %r = eshkol.attention %q, %k, %v : (tensor<1x1xf64>, tensor<2x1xf64>, tensor<2x1xf64>) -> tensor<1x1xf64>
  return %r : tensor<1x1xf64>
}

// CHECK-LABEL: @product.vjp
// CHECK: scf.for
func.func @product(%x: tensor<?xf64>) -> tensor<?xf64> {
  %r = eshkol.cumulative prod %x dimension = 0 : (tensor<?xf64>) -> tensor<?xf64>
  return %r : tensor<?xf64>
}

// CHECK-LABEL: @main
func.func @main() {
  // Two numbers become -1 and 1, wherever they are.
  %x = arith.constant dense<[1.0, 5.0]> : tensor<2xf64>
  %g = arith.constant dense<[3.0, 7.0]> : tensor<2xf64>
  %n:2 = eshkol.vjp @normalized(%x) wrt [0] cotangents(%g) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  %none = arith.constant dense<0.0> : tensor<2xf64>
  eshkol.assert_close %n#1, %none, "layernorm" atol = 1.0e-12 rtol = 0.0 : tensor<2xf64>

  // With equal keys the weights are 1/2 each; by the query, 1/4 (k₀ − k₁)(v₀ − v₁) = 0, by k₀, q (v₀ − v₁)/4.
  %q = arith.constant dense<[[2.0]]> : tensor<1x1xf64>
  %k = arith.constant dense<[[1.0], [1.0]]> : tensor<2x1xf64>
  %v = arith.constant dense<[[3.0], [5.0]]> : tensor<2x1xf64>
  %one = arith.constant dense<[[1.0]]> : tensor<1x1xf64>
  %a:4 = eshkol.vjp @attend(%q, %k, %v) wrt [0, 1, 2] cotangents(%one) : (tensor<1x1xf64>, tensor<2x1xf64>, tensor<2x1xf64>, tensor<1x1xf64>) -> (tensor<1x1xf64>, tensor<1x1xf64>, tensor<2x1xf64>, tensor<2x1xf64>)
  %aq = arith.constant dense<[[0.0]]> : tensor<1x1xf64>
  %ak = arith.constant dense<[[-1.0], [1.0]]> : tensor<2x1xf64>
  %av = arith.constant dense<[[0.5], [0.5]]> : tensor<2x1xf64>
  eshkol.assert_close %a#1, %aq, "attention by the query" atol = 1.0e-12 rtol = 0.0 : tensor<1x1xf64>
  eshkol.assert_close %a#2, %ak, "attention by the keys" atol = 1.0e-12 rtol = 0.0 : tensor<2x1xf64>
  eshkol.assert_close %a#3, %av, "attention by the values" atol = 1.0e-12 rtol = 0.0 : tensor<2x1xf64>

  // 2, 2x, 6x at x = 0: exact where dividing by an element would not be.
  %p = arith.constant dense<[2.0, 0.0, 3.0]> : tensor<3xf64>
  %any = tensor.cast %p : tensor<3xf64> to tensor<?xf64>
  %ones = arith.constant dense<1.0> : tensor<3xf64>
  %ones_any = tensor.cast %ones : tensor<3xf64> to tensor<?xf64>
  %c:2 = eshkol.vjp @product(%any) wrt [0] cotangents(%ones_any) : (tensor<?xf64>, tensor<?xf64>) -> (tensor<?xf64>, tensor<?xf64>)
  %cc = tensor.cast %c#1 : tensor<?xf64> to tensor<3xf64>
  %ce = arith.constant dense<[1.0, 8.0, 0.0]> : tensor<3xf64>
  eshkol.assert_close %cc, %ce, "running product" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  return
}
func.func @use_scaled(%x: tensor<3xf64>, %s: tensor<3xf64>, %t: tensor<3xf64>) -> tensor<3xf64> {
  %r:2 = eshkol.jvp @scaled(%x, %s) wrt [1] tangents(%t) : (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  return %r#1 : tensor<3xf64>
}
