// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s
// RUN: %run-native

// log_softmax x = s − log Σexp s with s = x − max x
// CHECK-LABEL: @columns
// CHECK-SAME: (%[[X:.*]]: tensor<?x?xf64>)
// CHECK: %[[MAX:.*]] = eshkol.reduce max %[[X]] [0] keepdims
// CHECK: %[[REPEATED:.*]] = eshkol.broadcast %[[MAX]]
// CHECK: %[[SHIFTED:.*]] = arith.subf %[[X]], %[[REPEATED]]
// CHECK: %[[E:.*]] = math.exp %[[SHIFTED]]
// CHECK: %[[SUM:.*]] = eshkol.reduce sum %[[E]] [0] keepdims
// CHECK: %[[LOG:.*]] = math.log %[[SUM]] : tensor<1x?xf64>
// CHECK: %[[LOGS:.*]] = eshkol.broadcast %[[LOG]]
// CHECK: arith.subf %[[SHIFTED]], %[[LOGS]]
func.func @columns(%x: tensor<?x?xf64>) -> tensor<?x?xf64> {
  %y = eshkol.log_softmax %x dimension = 0 : (tensor<?x?xf64>) -> tensor<?x?xf64>
  return %y : tensor<?x?xf64>
}

// CHECK-LABEL: @narrow
// CHECK: arith.extf %{{.*}} : tensor<2xbf16> to tensor<2xf32>
// CHECK: math.log %{{.*}} : tensor<1xf32>
// CHECK: arith.truncf %{{.*}} : tensor<2xf32> to tensor<2xbf16>
func.func @narrow(%x: tensor<2xbf16>) -> tensor<2xbf16> {
  %y = eshkol.log_softmax %x dimension = 0 : (tensor<2xbf16>) -> tensor<2xbf16>
  return %y : tensor<2xbf16>
}

// Columns: exponentials 1 and 3, so −log 4 and log 3 − log 4; far apart, where
// softmax would underflow to log 0; minus infinity; nothing but minus infinity.
func.func @main() {
  %x = arith.constant dense<[[0.0, -2000.0, 0xFFF0000000000000, 0xFFF0000000000000],
                             [1.0986122886681098, 0.0, 5.0, 0xFFF0000000000000]]> : tensor<2x4xf64>
  %dynamic = tensor.cast %x : tensor<2x4xf64> to tensor<?x?xf64>
  %y = func.call @columns(%dynamic) : (tensor<?x?xf64>) -> tensor<?x?xf64>
  %expected = arith.constant dense<[[-1.3862943611198906, -2000.0, 0xFFF0000000000000, 0x7FF8000000000000],
                                    [-0.2876820724517809, 0.0, 0.0, 0x7FF8000000000000]]> : tensor<2x4xf64>
  %want = tensor.cast %expected : tensor<2x4xf64> to tensor<?x?xf64>
  eshkol.assert_close %y, %want, "columns" atol = 1.0e-15 rtol = 1.0e-13 : tensor<?x?xf64>

  // −log(1+e) and 1 − log(1+e), correct to the last bit of a bf16.
  %h = arith.constant dense<[0.0, 1.0]> : tensor<2xbf16>
  %narrow = func.call @narrow(%h) : (tensor<2xbf16>) -> tensor<2xbf16>
  %rounded = arith.constant dense<[-1.31326169, -0.31326169]> : tensor<2xbf16>
  eshkol.assert_close %narrow, %rounded, "bf16" atol = 0.0 rtol = 0.0 : tensor<2xbf16>

  %none = arith.constant dense<> : tensor<0x3xf64>
  %no_rows = tensor.cast %none : tensor<0x3xf64> to tensor<?x?xf64>
  %still_none = func.call @columns(%no_rows) : (tensor<?x?xf64>) -> tensor<?x?xf64>
  eshkol.assert_close %still_none, %no_rows, "no rows" atol = 0.0 rtol = 0.0 : tensor<?x?xf64>
  return
}
