// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @total.vjp
// CHECK-NOT: arith.mulf
// CHECK: eshkol.broadcast %arg1 [0] to [2, 3]
func.func @total(%x: tensor<2x3xf64>) -> tensor<2xf64> {
  %r = eshkol.reduce sum %x [1] : (tensor<2x3xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

func.func @average(%x: tensor<?xf64>) -> tensor<f64> {
  %r = eshkol.reduce mean %x [0] : (tensor<?xf64>) -> tensor<f64>
  return %r : tensor<f64>
}

func.func @greatest(%x: tensor<4xf64>) -> tensor<f64> {
  %r = eshkol.reduce max %x [0] : (tensor<4xf64>) -> tensor<f64>
  return %r : tensor<f64>
}

// The products of those before and those after, for there may be zeros.
// CHECK-LABEL: @product.vjp
// CHECK-COUNT-2: eshkol.cumulative {{ *}}prod
func.func @product(%x: tensor<3xf64>) -> tensor<f64> {
  %r = eshkol.reduce prod %x [0] : (tensor<3xf64>) -> tensor<f64>
  return %r : tensor<f64>
}

// CHECK-LABEL: @running.vjp
// CHECK: eshkol.cumulative {{ *}}sum %arg1 dimension = 0 reverse
func.func @running(%x: tensor<3xf64>) -> tensor<3xf64> {
  %r = eshkol.cumulative sum %x dimension = 0 : (tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}

// CHECK-LABEL: @times.vjp
// CHECK: %[[W:.*]] = eshkol.transpose %arg1 [1, 0]
// CHECK: eshkol.matmul %arg2, %[[W]]
// CHECK: %[[X:.*]] = eshkol.transpose %arg0 [1, 0]
// CHECK: eshkol.matmul %[[X]], %arg2
func.func @times(%x: tensor<1x2xf64>, %w: tensor<2x2xf64>) -> tensor<1x2xf64> {
  %r = eshkol.matmul %x, %w : (tensor<1x2xf64>, tensor<2x2xf64>) -> tensor<1x2xf64>
  return %r : tensor<1x2xf64>
}

// One exponential, in the value.
// CHECK-LABEL: @chances.vjp
// CHECK: %[[P:.*]] = eshkol.softmax %arg0
// CHECK: arith.mulf %[[P]], %arg1
// CHECK-NOT: math.exp
// CHECK: return
func.func @chances(%x: tensor<2xf64>) -> tensor<2xf64> {
  %r = eshkol.softmax %x dimension = 0 : (tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

// CHECK-LABEL: @main
func.func @main() {
  %x = arith.constant dense<0.0> : tensor<2x3xf64>
  %g = arith.constant dense<[5.0, 7.0]> : tensor<2xf64>
  %t:2 = eshkol.vjp @total(%x) wrt [0] cotangents(%g) : (tensor<2x3xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2x3xf64>)
  %te = arith.constant dense<[[5.0, 5.0, 5.0], [7.0, 7.0, 7.0]]> : tensor<2x3xf64>
  eshkol.assert_close %t#1, %te, "sum" atol = 0.0 rtol = 0.0 : tensor<2x3xf64>

  %y = arith.constant dense<[1.0, 4.0, 4.0, 2.0]> : tensor<4xf64>
  %any = tensor.cast %y : tensor<4xf64> to tensor<?xf64>
  %a:2 = eshkol.gradient @average(%any) wrt [0] : (tensor<?xf64>) -> (tensor<f64>, tensor<?xf64>)
  %ac = tensor.cast %a#1 : tensor<?xf64> to tensor<4xf64>
  %ae = arith.constant dense<0.25> : tensor<4xf64>
  eshkol.assert_close %ac, %ae, "mean" atol = 0.0 rtol = 0.0 : tensor<4xf64>

  %m:2 = eshkol.gradient @greatest(%y) wrt [0] : (tensor<4xf64>) -> (tensor<f64>, tensor<4xf64>)
  %me = arith.constant dense<[0.0, 0.5, 0.5, 0.0]> : tensor<4xf64>
  eshkol.assert_close %m#1, %me, "ties share a maximum" atol = 0.0 rtol = 0.0 : tensor<4xf64>

  %z = arith.constant dense<[2.0, 0.0, 3.0]> : tensor<3xf64>
  %p:2 = eshkol.gradient @product(%z) wrt [0] : (tensor<3xf64>) -> (tensor<f64>, tensor<3xf64>)
  %pe = arith.constant dense<[0.0, 6.0, 0.0]> : tensor<3xf64>
  eshkol.assert_close %p#1, %pe, "a product with a zero" atol = 0.0 rtol = 0.0 : tensor<3xf64>

  %h = arith.constant dense<[1.0, 10.0, 100.0]> : tensor<3xf64>
  %r:2 = eshkol.vjp @running(%z) wrt [0] cotangents(%h) : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  %re = arith.constant dense<[111.0, 110.0, 100.0]> : tensor<3xf64>
  eshkol.assert_close %r#1, %re, "a running sum" atol = 0.0 rtol = 0.0 : tensor<3xf64>

  %v = arith.constant dense<[[2.0, 3.0]]> : tensor<1x2xf64>
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64>
  %u = arith.constant dense<[[1.0, 10.0]]> : tensor<1x2xf64>
  %d:3 = eshkol.vjp @times(%v, %w) wrt [0, 1] cotangents(%u) : (tensor<1x2xf64>, tensor<2x2xf64>, tensor<1x2xf64>) -> (tensor<1x2xf64>, tensor<1x2xf64>, tensor<2x2xf64>)
  %dv = arith.constant dense<[[21.0, 43.0]]> : tensor<1x2xf64>
  %dw = arith.constant dense<[[2.0, 20.0], [3.0, 30.0]]> : tensor<2x2xf64>
  eshkol.assert_close %d#1, %dv, "a product by the left" atol = 0.0 rtol = 0.0 : tensor<1x2xf64>
  eshkol.assert_close %d#2, %dw, "a product by the right" atol = 0.0 rtol = 0.0 : tensor<2x2xf64>

  // p(1 − p) = 1/4 at equal chances
  %even = arith.constant dense<3.0> : tensor<2xf64>
  %first = arith.constant dense<[1.0, 0.0]> : tensor<2xf64>
  %c:2 = eshkol.vjp @chances(%even) wrt [0] cotangents(%first) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  %ce = arith.constant dense<[0.25, -0.25]> : tensor<2xf64>
  eshkol.assert_close %c#1, %ce, "softmax" atol = 1.0e-12 rtol = 0.0 : tensor<2xf64>
  return
}
