// RUN: eshkol-opt --canonicalize %s | FileCheck %s

// CHECK-LABEL: @pool_of_single_elements
// CHECK-SAME: (%[[X:.*]]: tensor<?x2x?xf32>)
func.func @pool_of_single_elements(%x: tensor<?x2x?xf32>) -> tensor<?x2x?xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.pool mean %x window = [1] strides = [1] padding = [0, 0] dilations = [3] : (tensor<?x2x?xf32>) -> tensor<?x2x?xf32>
  return %y : tensor<?x2x?xf32>
}

// Padding gives infinities, and a stride leaves elements out.
// CHECK-LABEL: @pool_of_padding
func.func @pool_of_padding(%x: tensor<1x2x3xf32>) -> (tensor<1x2x4xf32>, tensor<1x2x2xf32>) {
  // CHECK-COUNT-2: eshkol.pool
  %y = eshkol.pool max %x window = [1] strides = [1] padding = [0, 1] dilations = [1] : (tensor<1x2x3xf32>) -> tensor<1x2x4xf32>
  %z = eshkol.pool max %x window = [1] strides = [2] padding = [0, 0] dilations = [1] : (tensor<1x2x3xf32>) -> tensor<1x2x2xf32>
  return %y, %z : tensor<1x2x4xf32>, tensor<1x2x2xf32>
}
