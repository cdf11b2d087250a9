// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @last
// CHECK: linalg.generic
// CHECK: arith.maximumf
// CHECK: linalg.generic
// CHECK: linalg.index 1
// CHECK: arith.minui
func.func @last(%x: tensor<?x?xf32>) -> tensor<?xi64> {
  %0 = eshkol.argmax %x dimension = 1 : (tensor<?x?xf32>) -> tensor<?xi64>
  return %0 : tensor<?xi64>
}

// CHECK-LABEL: @first
// CHECK: arith.maxsi
func.func @first(%x: tensor<3x2xi8>) -> tensor<1x2xi64> {
  %0 = eshkol.argmax %x dimension = 0 keepdims : (tensor<3x2xi8>) -> tensor<1x2xi64>
  return %0 : tensor<1x2xi64>
}

// CHECK-LABEL: @truth
// CHECK: arith.ori
func.func @truth(%x: tensor<3xi1>) -> tensor<i64> {
  %0 = eshkol.argmax %x dimension = 0 : (tensor<3xi1>) -> tensor<i64>
  return %0 : tensor<i64>
}

func.func @half(%x: tensor<3xbf16>) -> tensor<i64> {
  %0 = eshkol.argmax %x dimension = 0 : (tensor<3xbf16>) -> tensor<i64>
  return %0 : tensor<i64>
}

func.func @main() {
  // The first among equals, the first NaN, infinities only, a single winner at the end.
  %x = arith.constant dense<[[3.0, 7.0, 7.0], [1.0, 0x7FC00000, 0x7FC00000], [0xFF800000, 0xFF800000, 0xFF800000], [-3.0, -2.0, -1.0]]> : tensor<4x3xf32>
  %xd = tensor.cast %x : tensor<4x3xf32> to tensor<?x?xf32>
  %rd = func.call @last(%xd) : (tensor<?x?xf32>) -> tensor<?xi64>
  %r = tensor.cast %rd : tensor<?xi64> to tensor<4xi64>
  %e = arith.constant dense<[1, 1, 0, 2]> : tensor<4xi64>
  eshkol.assert_close %r, %e, "floats" atol = 0.0 rtol = 0.0 : tensor<4xi64>

  %i = arith.constant dense<[[-128, 5], [127, 5], [127, 6]]> : tensor<3x2xi8>
  %ir = func.call @first(%i) : (tensor<3x2xi8>) -> tensor<1x2xi64>
  %ie = arith.constant dense<[[1, 2]]> : tensor<1x2xi64>
  eshkol.assert_close %ir, %ie, "integers" atol = 0.0 rtol = 0.0 : tensor<1x2xi64>

  %t = arith.constant dense<[false, true, true]> : tensor<3xi1>
  %tr = func.call @truth(%t) : (tensor<3xi1>) -> tensor<i64>
  %one = arith.constant dense<1> : tensor<i64>
  eshkol.assert_close %tr, %one, "truth values" atol = 0.0 rtol = 0.0 : tensor<i64>

  %h = arith.constant dense<[-2.0, 1.5, 1.0]> : tensor<3xbf16>
  %hr = func.call @half(%h) : (tensor<3xbf16>) -> tensor<i64>
  eshkol.assert_close %hr, %one, "bf16" atol = 0.0 rtol = 0.0 : tensor<i64>

  // A dimension that turns out to be empty has no such element.
  %n = arith.constant dense<0.0> : tensor<2x0xf32>
  %nd = tensor.cast %n : tensor<2x0xf32> to tensor<?x?xf32>
  %nrd = func.call @last(%nd) : (tensor<?x?xf32>) -> tensor<?xi64>
  %nr = tensor.cast %nrd : tensor<?xi64> to tensor<2xi64>
  %none = arith.constant dense<-1> : tensor<2xi64>
  eshkol.assert_close %nr, %none, "empty" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  return
}
