// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s
// RUN: %run-native

// layernorm x = d · rsqrt(mean d² + ε) · scale + bias with d = x − mean x
// CHECK-LABEL: @affine
// CHECK-SAME: (%[[X:.*]]: tensor<?x?xf64>, %[[SCALE:.*]]: tensor<?xf64>, %[[BIAS:.*]]: tensor<?xf64>)
// CHECK: %[[MEAN:.*]] = eshkol.reduce mean %[[X]] [1] keepdims
// CHECK: %[[MEANS:.*]] = eshkol.broadcast %[[MEAN]]
// CHECK: %[[D:.*]] = arith.subf %[[X]], %[[MEANS]]
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[D]], %[[D]]
// CHECK: %[[VARIANCE:.*]] = eshkol.reduce mean %[[SQUARE]] [1] keepdims
// CHECK: %[[SUM:.*]] = arith.addf %[[VARIANCE]], %{{.*}} : tensor<?x1xf64>
// CHECK: math.rsqrt %[[SUM]]
// CHECK: eshkol.broadcast %[[SCALE]] [1]
// CHECK: eshkol.broadcast %[[BIAS]] [1]
// CHECK-NOT: eshkol.layernorm
func.func @affine(%x: tensor<?x?xf64>, %scale: tensor<?xf64>, %bias: tensor<?xf64>) -> tensor<?x?xf64> {
  %y = eshkol.layernorm %x scale %scale bias %bias dimension = 1 epsilon = 0.25
      : (tensor<?x?xf64>, tensor<?xf64>, tensor<?xf64>) -> tensor<?x?xf64>
  return %y : tensor<?x?xf64>
}

// CHECK-LABEL: @matrices
// CHECK: eshkol.reduce mean %{{.*}} [1, 2] keepdims : (tensor<2x2x2xf32>) -> tensor<2x1x1xf32>
func.func @matrices(%x: tensor<2x2x2xf16>) -> tensor<2x2x2xf16> {
  %y = eshkol.layernorm %x dimension = 1 epsilon = 0.0 : (tensor<2x2x2xf16>) -> tensor<2x2x2xf16>
  return %y : tensor<2x2x2xf16>
}

// Deviations ±√(3/4) with ε = 1/4 are divided by 1; a mean of 2²⁷ costs no digit:
// its slice has deviations ±2 and variance 4, so ±2/√4.25.
func.func @main() {
  %x = arith.constant dense<[[1.8660254037844386, 0.1339745962155614],
                             [134217726.0, 134217730.0], [3.0, 3.0]]> : tensor<3x2xf64>
  %scale = arith.constant dense<[2.0, -1.0]> : tensor<2xf64>
  %bias = arith.constant dense<[0.5, 10.0]> : tensor<2xf64>
  %dynamic = tensor.cast %x : tensor<3x2xf64> to tensor<?x?xf64>
  %s = tensor.cast %scale : tensor<2xf64> to tensor<?xf64>
  %b = tensor.cast %bias : tensor<2xf64> to tensor<?xf64>
  %y = func.call @affine(%dynamic, %s, %b) : (tensor<?x?xf64>, tensor<?xf64>, tensor<?xf64>) -> tensor<?x?xf64>
  %expected = arith.constant dense<[[2.2320508075688772, 10.8660254037844386],
                                    [-1.4402850002906638, 9.0298574998546681], [0.5, 10.0]]> : tensor<3x2xf64>
  %want = tensor.cast %expected : tensor<3x2xf64> to tensor<?x?xf64>
  eshkol.assert_close %y, %want, "affine" atol = 1.0e-14 rtol = 1.0e-14 : tensor<?x?xf64>

  // Mean 2.5, variance 1.25; in f16 a sum of squares near 60000² would overflow.
  %h = arith.constant dense<[[[1.0, 2.0], [3.0, 4.0]], [[60000.0, -60000.0], [60000.0, -60000.0]]]> : tensor<2x2x2xf16>
  %m = func.call @matrices(%h) : (tensor<2x2x2xf16>) -> tensor<2x2x2xf16>
  %unit = arith.constant dense<[[[-1.3416408, -0.4472136], [0.4472136, 1.3416408]], [[1.0, -1.0], [1.0, -1.0]]]> : tensor<2x2x2xf16>
  eshkol.assert_close %m, %unit, "f16" atol = 0.0 rtol = 0.0 : tensor<2x2x2xf16>

  %none = arith.constant dense<> : tensor<0x2xf64>
  %no_rows = tensor.cast %none : tensor<0x2xf64> to tensor<?x?xf64>
  %still_none = func.call @affine(%no_rows, %s, %b) : (tensor<?x?xf64>, tensor<?xf64>, tensor<?xf64>) -> tensor<?x?xf64>
  eshkol.assert_close %still_none, %no_rows, "no rows" atol = 0.0 rtol = 0.0 : tensor<?x?xf64>
  return
}
