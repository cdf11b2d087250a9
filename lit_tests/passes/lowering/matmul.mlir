// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @product
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf32>, %[[W:.*]]: tensor<3x2xf32>)
// CHECK: %[[INIT:.*]] = linalg.fill
// CHECK: linalg.matmul ins(%[[X]], %[[W]] : tensor<2x3xf32>, tensor<3x2xf32>) outs(%[[INIT]] : tensor<2x2xf32>)
func.func @product(%x: tensor<2x3xf32>, %w: tensor<3x2xf32>) -> tensor<2x2xf32> {
  %y = eshkol.matmul %x, %w : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// Expected by hand: [[1 2 3] [4 5 6]] · [[1 0] [2 -1] [0 3]].
func.func @main() {
  %x = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %w = arith.constant dense<[[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]]> : tensor<3x2xf32>
  %expected = arith.constant dense<[[5.0, 7.0], [14.0, 13.0]]> : tensor<2x2xf32>
  %y = func.call @product(%x, %w) : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  %same = arith.cmpf oeq, %y, %expected : tensor<2x2xf32>
  eshkol.assert %same, "matmul" : tensor<2x2xi1>
  return
}
