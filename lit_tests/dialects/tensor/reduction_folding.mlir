// RUN: eshkol-opt --canonicalize --split-input-file %s | FileCheck %s

// CHECK-LABEL: @nothing_to_reduce
// CHECK-SAME: (%[[X:.*]]: tensor<?x1xf32>)
// CHECK-NEXT: return %[[X]], %[[X]]
func.func @nothing_to_reduce(%x: tensor<?x1xf32>) -> (tensor<?x1xf32>, tensor<?x1xf32>) {
  %0 = eshkol.reduce max %x [] : (tensor<?x1xf32>) -> tensor<?x1xf32>
  %1 = eshkol.reduce mean %x [1] keepdims : (tensor<?x1xf32>) -> tensor<?x1xf32>
  return %0, %1 : tensor<?x1xf32>, tensor<?x1xf32>
}

// -----

// Positions of the outer dimensions are those that the inner reduction has left.
// CHECK-LABEL: @twice
// CHECK-SAME: (%[[X:.*]]: tensor<2x?x4x5xf32>)
// CHECK-DAG: %[[SUM:.*]] = eshkol.reduce sum %[[X]] [1, 2] : (tensor<2x?x4x5xf32>) -> tensor<2x5xf32>
// CHECK-DAG: %[[MEAN:.*]] = eshkol.reduce mean %[[X]] [0, 3] keepdims : (tensor<2x?x4x5xf32>) -> tensor<1x?x4x1xf32>
// CHECK: return %[[SUM]], %[[MEAN]]
func.func @twice(%x: tensor<2x?x4x5xf32>) -> (tensor<2x5xf32>, tensor<1x?x4x1xf32>) {
  %0 = eshkol.reduce sum %x [1] : (tensor<2x?x4x5xf32>) -> tensor<2x4x5xf32>
  %1 = eshkol.reduce sum %0 [1] : (tensor<2x4x5xf32>) -> tensor<2x5xf32>
  %2 = eshkol.reduce mean %x [3] keepdims : (tensor<2x?x4x5xf32>) -> tensor<2x?x4x1xf32>
  %3 = eshkol.reduce mean %2 [0] keepdims : (tensor<2x?x4x1xf32>) -> tensor<1x?x4x1xf32>
  return %1, %3 : tensor<2x5xf32>, tensor<1x?x4x1xf32>
}

// -----

// CHECK-LABEL: @different_kinds
// CHECK: eshkol.reduce max
// CHECK: eshkol.reduce sum
func.func @different_kinds(%x: tensor<?x?xf32>) -> tensor<f32> {
  %0 = eshkol.reduce max %x [1] : (tensor<?x?xf32>) -> tensor<?xf32>
  %1 = eshkol.reduce sum %0 [0] : (tensor<?xf32>) -> tensor<f32>
  return %1 : tensor<f32>
}

// -----

// [[1 2 3] [4 5 6]]: column sums, the product of all, row means, the least; 3 x 2.5 in bf16.
// CHECK-LABEL: @constants
// CHECK-DAG: %[[SUM:.*]] = arith.constant dense<[5, 7, 9]> : tensor<3xi32>
// CHECK-DAG: %[[PROD:.*]] = arith.constant dense<720> : tensor<i32>
// CHECK-DAG: %[[MEAN:.*]] = arith.constant dense<{{\[}}[2.000000e+00], [5.000000e+00]]> : tensor<2x1xf64>
// CHECK-DAG: %[[MIN:.*]] = arith.constant dense<1.000000e+00> : tensor<f64>
// CHECK-DAG: %[[SPLAT:.*]] = arith.constant dense<7.500000e+00> : tensor<bf16>
// CHECK-DAG: %[[ALL:.*]] = arith.constant dense<[true, false]> : tensor<2xi1>
// CHECK: return %[[SUM]], %[[PROD]], %[[MEAN]], %[[MIN]], %[[SPLAT]], %[[ALL]]
func.func @constants() -> (tensor<3xi32>, tensor<i32>, tensor<2x1xf64>, tensor<f64>, tensor<bf16>, tensor<2xi1>) {
  %i = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %f = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf64>
  %b = arith.constant dense<2.5> : tensor<3xbf16>
  %t = arith.constant dense<[[true, false], [true, true]]> : tensor<2x2xi1>
  %0 = eshkol.reduce sum %i [0] : (tensor<2x3xi32>) -> tensor<3xi32>
  %1 = eshkol.reduce prod %i [0, 1] : (tensor<2x3xi32>) -> tensor<i32>
  %2 = eshkol.reduce mean %f [1] keepdims : (tensor<2x3xf64>) -> tensor<2x1xf64>
  %3 = eshkol.reduce min %f [0, 1] : (tensor<2x3xf64>) -> tensor<f64>
  %4 = eshkol.reduce sum %b [0] : (tensor<3xbf16>) -> tensor<bf16>
  %5 = eshkol.reduce all %t [0] : (tensor<2x2xi1>) -> tensor<2xi1>
  return %0, %1, %2, %3, %4, %5 : tensor<3xi32>, tensor<i32>, tensor<2x1xf64>, tensor<f64>, tensor<bf16>, tensor<2xi1>
}

// -----

// CHECK-LABEL: @arguments
// CHECK-DAG: %[[ROWS:.*]] = arith.constant dense<0> : tensor<2xi64>
// CHECK-DAG: %[[KEPT:.*]] = arith.constant dense<0> : tensor<2x1xi64>
// CHECK: return %[[ROWS]], %[[KEPT]]
func.func @arguments(%x: tensor<2x1xf32>) -> (tensor<2xi64>, tensor<2x1xi64>) {
  %0 = eshkol.argmax %x dimension = 1 : (tensor<2x1xf32>) -> tensor<2xi64>
  %equal = arith.constant dense<7.0> : tensor<2x9xf32>
  %1 = eshkol.argmin %equal dimension = 1 keepdims : (tensor<2x9xf32>) -> tensor<2x1xi64>
  return %0, %1 : tensor<2xi64>, tensor<2x1xi64>
}

// -----

// CHECK-LABEL: @cumulative
// CHECK-SAME: (%[[X:.*]]: tensor<1x?xf32>)
// CHECK: %[[MAX:.*]] = eshkol.cumulative max %[[X]] dimension = 1
// CHECK: %[[REVERSE:.*]] = eshkol.cumulative max %[[MAX]] dimension = 1 reverse
// CHECK: return %[[X]], %[[MAX]], %[[REVERSE]]
func.func @cumulative(%x: tensor<1x?xf32>) -> (tensor<1x?xf32>, tensor<1x?xf32>, tensor<1x?xf32>) {
  %0 = eshkol.cumulative prod %x dimension = 0 : (tensor<1x?xf32>) -> tensor<1x?xf32>
  %1 = eshkol.cumulative max %x dimension = 1 : (tensor<1x?xf32>) -> tensor<1x?xf32>
  %2 = eshkol.cumulative max %1 dimension = 1 : (tensor<1x?xf32>) -> tensor<1x?xf32>
  %3 = eshkol.cumulative max %2 dimension = 1 reverse : (tensor<1x?xf32>) -> tensor<1x?xf32>
  return %0, %2, %3 : tensor<1x?xf32>, tensor<1x?xf32>, tensor<1x?xf32>
}
