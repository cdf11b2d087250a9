// RUN: eshkol-opt --eshkol-to-stablehlo --split-input-file %s | FileCheck %s

// CHECK-LABEL: func.func @conv
// CHECK: "stablehlo.convolution"
// CHECK-SAME: dimension_numbers = #stablehlo.conv<[b, f, 0]x[o, i, 0]->[b, f, 0]>
// CHECK-SAME: padding = dense<1> : tensor<1x2xi64>
func.func @conv(%x: tensor<1x2x8xf32>, %k: tensor<4x2x3xf32>) -> tensor<1x4x8xf32> {
  %r = eshkol.conv %x, %k strides = [1] padding = [1, 1] dilations = [1] input_dilations = [1]
      : (tensor<1x2x8xf32>, tensor<4x2x3xf32>) -> tensor<1x4x8xf32>
  return %r : tensor<1x4x8xf32>
}

// -----

// CHECK-LABEL: func.func @pool
// CHECK: "stablehlo.reduce_window"
// CHECK: "stablehlo.maximum"
// CHECK: window_dimensions = array<i64: 1, 1, 2>, window_strides = array<i64: 1, 1, 2>
func.func @pool(%x: tensor<1x2x8xf32>) -> tensor<1x2x4xf32> {
  %r = eshkol.pool max %x window = [2] strides = [2] padding = [0, 0] dilations = [1]
      : (tensor<1x2x8xf32>) -> tensor<1x2x4xf32>
  return %r : tensor<1x2x4xf32>
}
