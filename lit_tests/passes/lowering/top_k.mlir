// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @greatest
// CHECK-SAME: (%[[X:.*]]: tensor<2x?xf32>)
// CHECK: eshkol.assert %{{.*}}, "top_k needs 3 elements along the last dimension"
// CHECK: %[[S:.*]], %[[P:.*]] = eshkol.sort %[[X]] dimension = 1 descending
// CHECK: tensor.extract_slice %[[S]][0, 0] [2, 3] [1, 1]
// CHECK: tensor.extract_slice %[[P]][0, 0] [2, 3] [1, 1]
func.func @greatest(%x: tensor<2x?xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>) {
  %0, %1 = eshkol.top_k %x k = 3 : (tensor<2x?xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>)
  return %0, %1 : tensor<2x3xf32>, tensor<2x3xi64>
}

// CHECK-LABEL: @least
// CHECK-NOT: eshkol.assert
// CHECK: eshkol.sort %{{.*}} dimension = 0 :
func.func @least(%x: tensor<5xi32>) -> (tensor<2xi32>, tensor<2xi64>) {
  %0, %1 = eshkol.top_k %x k = 2 smallest : (tensor<5xi32>) -> (tensor<2xi32>, tensor<2xi64>)
  return %0, %1 : tensor<2xi32>, tensor<2xi64>
}

// The greatest one needs no sorting.
// CHECK-LABEL: @one
// CHECK-NOT: eshkol.sort
// CHECK-DAG: eshkol.reduce max %{{.*}} [0] keepdims
// CHECK-DAG: eshkol.argmax %{{.*}} dimension = 0 keepdims
func.func @one(%x: tensor<4xf64>) -> (tensor<1xf64>, tensor<1xi64>) {
  %0, %1 = eshkol.top_k %x k = 1 : (tensor<4xf64>) -> (tensor<1xf64>, tensor<1xi64>)
  return %0, %1 : tensor<1xf64>, tensor<1xi64>
}

func.func @none(%x: tensor<?xf16>) -> (tensor<0xf16>, tensor<0xi64>) {
  %0, %1 = eshkol.top_k %x k = 0 : (tensor<?xf16>) -> (tensor<0xf16>, tensor<0xi64>)
  return %0, %1 : tensor<0xf16>, tensor<0xi64>
}

func.func @main() {
  // Of equal elements the one with the lower index; a NaN before all.
  %x = arith.constant dense<[[1.0, 9.0, 4.0, 9.0, 4.0], [1.0, 2.0, 0x7FC00000, 5.0, 3.0]]> : tensor<2x5xf32>
  %xd = tensor.cast %x : tensor<2x5xf32> to tensor<2x?xf32>
  %g:2 = func.call @greatest(%xd) : (tensor<2x?xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>)
  %eg = arith.constant dense<[[9.0, 9.0, 4.0], [0x7FC00000, 5.0, 3.0]]> : tensor<2x3xf32>
  %ei = arith.constant dense<[[1, 3, 2], [2, 3, 4]]> : tensor<2x3xi64>
  eshkol.assert_close %g#0, %eg, "greatest" atol = 0.0 rtol = 0.0 : tensor<2x3xf32>
  eshkol.assert_close %g#1, %ei, "indices" atol = 0.0 rtol = 0.0 : tensor<2x3xi64>

  %i = arith.constant dense<[3, -1, 7, -1, 0]> : tensor<5xi32>
  %l:2 = func.call @least(%i) : (tensor<5xi32>) -> (tensor<2xi32>, tensor<2xi64>)
  %el = arith.constant dense<[-1, -1]> : tensor<2xi32>
  %eli = arith.constant dense<[1, 3]> : tensor<2xi64>
  eshkol.assert_close %l#0, %el, "least" atol = 0.0 rtol = 0.0 : tensor<2xi32>
  eshkol.assert_close %l#1, %eli, "indices of the least" atol = 0.0 rtol = 0.0 : tensor<2xi64>

  %f = arith.constant dense<[-3.0, -1.0, -1.0, -2.0]> : tensor<4xf64>
  %o:2 = func.call @one(%f) : (tensor<4xf64>) -> (tensor<1xf64>, tensor<1xi64>)
  %eo = arith.constant dense<[-1.0]> : tensor<1xf64>
  %eoi = arith.constant dense<[1]> : tensor<1xi64>
  eshkol.assert_close %o#0, %eo, "one" atol = 0.0 rtol = 0.0 : tensor<1xf64>
  eshkol.assert_close %o#1, %eoi, "index of one" atol = 0.0 rtol = 0.0 : tensor<1xi64>

  // None, even of none.
  %e = arith.constant dense<0.0> : tensor<0xf16>
  %ed = tensor.cast %e : tensor<0xf16> to tensor<?xf16>
  %n:2 = func.call @none(%ed) : (tensor<?xf16>) -> (tensor<0xf16>, tensor<0xi64>)
  eshkol.assert_close %n#0, %e, "none" atol = 0.0 rtol = 0.0 : tensor<0xf16>
  return
}
