// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// Tangents move like the elements.
// CHECK-LABEL: @sorted.jvp
// CHECK: %[[SORTED:.*]], %[[FROM:.*]] = eshkol.sort %arg0
// CHECK: eshkol.gather %arg1[%[[FROM]]] dimension = 1 batch_dims = 1
func.func @sorted(%x: tensor<2x3xf64>) -> tensor<2x3xf64> {
  %r, %p = eshkol.sort %x dimension = 1 : (tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xi64>)
  return %r : tensor<2x3xf64>
}

// A gather shares leading dimensions, so the sorted one becomes the last.
// CHECK-LABEL: @columns.vjp
// CHECK: %[[SORTED:.*]], %[[FROM:.*]] = eshkol.sort %arg0
// CHECK: %[[G:.*]] = eshkol.transpose %arg1 [1, 0]
// CHECK: eshkol.scatter {{ *}}add %{{.*}}, %[[G]] batch_dims = 1
func.func @columns(%x: tensor<?x3xf64>) -> tensor<?x3xf64> {
  %r, %p = eshkol.sort %x dimension = 0 descending : (tensor<?x3xf64>) -> (tensor<?x3xf64>, tensor<?x3xi64>)
  return %r : tensor<?x3xf64>
}

// CHECK-LABEL: @greatest.vjp
// CHECK: eshkol.scatter {{ *}}add
func.func @greatest(%x: tensor<4xf64>) -> tensor<2xf64> {
  %r, %p = eshkol.top_k %x k = 2 : (tensor<4xf64>) -> (tensor<2xf64>, tensor<2xi64>)
  return %r : tensor<2xf64>
}

// CHECK-LABEL: @main
func.func @main() {
  %x = arith.constant dense<[[3.0, 1.0, 2.0], [4.0, 6.0, 5.0]]> : tensor<2x3xf64>
  %t = arith.constant dense<[[30.0, 10.0, 20.0], [40.0, 60.0, 50.0]]> : tensor<2x3xf64>
  %s:2 = eshkol.jvp @sorted(%x) wrt [0] tangents(%t) : (tensor<2x3xf64>, tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xf64>)
  %se = arith.constant dense<[[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]]> : tensor<2x3xf64>
  eshkol.assert_close %s#1, %se, "tangents in order" atol = 0.0 rtol = 0.0 : tensor<2x3xf64>

  %any = tensor.cast %x : tensor<2x3xf64> to tensor<?x3xf64>
  %g = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf64>
  %g_any = tensor.cast %g : tensor<2x3xf64> to tensor<?x3xf64>
  %c:2 = eshkol.vjp @columns(%any) wrt [0] cotangents(%g_any) : (tensor<?x3xf64>, tensor<?x3xf64>) -> (tensor<?x3xf64>, tensor<?x3xf64>)
  %ce = arith.constant dense<[[4.0, 5.0, 6.0], [1.0, 2.0, 3.0]]> : tensor<2x3xf64>
  %cc = tensor.cast %c#1 : tensor<?x3xf64> to tensor<2x3xf64>
  eshkol.assert_close %cc, %ce, "cotangents back where they came from" atol = 0.0 rtol = 0.0 : tensor<2x3xf64>

  // Of equal elements the first comes first.
  %y = arith.constant dense<[1.0, 5.0, 2.0, 5.0]> : tensor<4xf64>
  %h = arith.constant dense<[7.0, 8.0]> : tensor<2xf64>
  %k:2 = eshkol.vjp @greatest(%y) wrt [0] cotangents(%h) : (tensor<4xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<4xf64>)
  %ke = arith.constant dense<[0.0, 7.0, 0.0, 8.0]> : tensor<4xf64>
  eshkol.assert_close %k#1, %ke, "the greatest" atol = 0.0 rtol = 0.0 : tensor<4xf64>
  return
}
