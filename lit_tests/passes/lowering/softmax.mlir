// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s
// RUN: %run-native

// softmax x = e / Σe with e = exp(x − max x)
// CHECK-LABEL: @rows
// CHECK-SAME: (%[[X:.*]]: tensor<?x?xf64>)
// CHECK: %[[MAX:.*]] = eshkol.reduce max %[[X]] [1] keepdims
// CHECK: %[[REPEATED:.*]] = eshkol.broadcast %[[MAX]]
// CHECK: %[[SHIFTED:.*]] = arith.subf %[[X]], %[[REPEATED]]
// CHECK: %[[E:.*]] = math.exp %[[SHIFTED]]
// CHECK: %[[SUM:.*]] = eshkol.reduce sum %[[E]] [1] keepdims
// CHECK: %[[SUMS:.*]] = eshkol.broadcast %[[SUM]]
// CHECK: arith.divf %[[E]], %[[SUMS]]
// CHECK-NOT: eshkol.softmax
func.func @rows(%x: tensor<?x?xf64>) -> tensor<?x?xf64> {
  %y = eshkol.softmax %x dimension = 1 : (tensor<?x?xf64>) -> tensor<?x?xf64>
  return %y : tensor<?x?xf64>
}

// Half precision is widened once and rounded once.
// CHECK-LABEL: @narrow
// CHECK: arith.extf %{{.*}} : tensor<2x2xf16> to tensor<2x2xf32>
// CHECK: math.exp %{{.*}} : tensor<2x2xf32>
// CHECK: arith.divf
// CHECK-NEXT: arith.truncf %{{.*}} : tensor<2x2xf32> to tensor<2x2xf16>
func.func @narrow(%x: tensor<2x2xf16>) -> tensor<2x2xf16> {
  %y = eshkol.softmax %x dimension = 0 : (tensor<2x2xf16>) -> tensor<2x2xf16>
  return %y : tensor<2x2xf16>
}

// log 1, log 2, log 4 have exponentials 1, 2, 4; a shift changes nothing; where
// every logit is minus infinity, there is no answer.
func.func @main() {
  %x = arith.constant dense<[[0.0, 0.69314718055994530942, 1.38629436111989061883],
                             [1000.0, 1000.0, 1000.69314718055994530942],
                             [0xFFF0000000000000, -800.0, -800.0],
                             [0xFFF0000000000000, 0xFFF0000000000000, 0xFFF0000000000000],
                             [0.0, 0x7FF0000000000000, 0.0]]> : tensor<5x3xf64>
  %dynamic = tensor.cast %x : tensor<5x3xf64> to tensor<?x?xf64>
  %y = func.call @rows(%dynamic) : (tensor<?x?xf64>) -> tensor<?x?xf64>
  %expected = arith.constant dense<[[0.14285714285714285, 0.2857142857142857, 0.5714285714285714],
                                    [0.25, 0.25, 0.5],
                                    [0.0, 0.5, 0.5],
                                    [0x7FF8000000000000, 0x7FF8000000000000, 0x7FF8000000000000],
                                    [0x7FF8000000000000, 0x7FF8000000000000, 0x7FF8000000000000]]> : tensor<5x3xf64>
  %want = tensor.cast %expected : tensor<5x3xf64> to tensor<?x?xf64>
  eshkol.assert_close %y, %want, "rows" atol = 1.0e-15 rtol = 1.0e-13 : tensor<?x?xf64>

  // 1/(1+e) and e/(1+e), correct to the last bit of an f16.
  %h = arith.constant dense<[[0.0, 1.0], [1.0, 0.0]]> : tensor<2x2xf16>
  %narrow = func.call @narrow(%h) : (tensor<2x2xf16>) -> tensor<2x2xf16>
  %halves = arith.constant dense<[[0.26894142, 0.73105858], [0.73105858, 0.26894142]]> : tensor<2x2xf16>
  eshkol.assert_close %narrow, %halves, "f16" atol = 0.0 rtol = 0.0 : tensor<2x2xf16>

  // Nothing to normalize: no rows, and rows of nothing.
  %none = arith.constant dense<> : tensor<0x3xf64>
  %no_rows = tensor.cast %none : tensor<0x3xf64> to tensor<?x?xf64>
  %still_none = func.call @rows(%no_rows) : (tensor<?x?xf64>) -> tensor<?x?xf64>
  eshkol.assert_close %still_none, %no_rows, "no rows" atol = 0.0 rtol = 0.0 : tensor<?x?xf64>
  %empty = arith.constant dense<> : tensor<3x0xf64>
  %no_columns = tensor.cast %empty : tensor<3x0xf64> to tensor<?x?xf64>
  %still_empty = func.call @rows(%no_columns) : (tensor<?x?xf64>) -> tensor<?x?xf64>
  eshkol.assert_close %still_empty, %no_columns, "no columns" atol = 0.0 rtol = 0.0 : tensor<?x?xf64>

  %single = arith.constant dense<-1.0e300> : tensor<1xf64>
  %one = eshkol.softmax %single dimension = 0 : (tensor<1xf64>) -> tensor<1xf64>
  %certain = arith.constant dense<1.0> : tensor<1xf64>
  eshkol.assert_close %one, %certain, "single" atol = 0.0 rtol = 0.0 : tensor<1xf64>
  return
}
