// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @conv
func.func @conv(%x: tensor<?x3x32x32xf32>, %k: tensor<8x3x3x3xf32>) -> tensor<?x8x16x16xf32> {
  // CHECK: eshkol.conv %{{.*}}, %{{.*}} strides = [2, 2] padding = [1, 1, 1, 1] dilations = [1, 1] input_dilations = [1, 1] : (tensor<?x3x32x32xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x16x16xf32>
  %r = eshkol.conv %x, %k strides = [2, 2] padding = [1, 1, 1, 1] dilations = [1, 1] input_dilations = [1, 1] : (tensor<?x3x32x32xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x16x16xf32>
  return %r : tensor<?x8x16x16xf32>
}

// CHECK-LABEL: @conv_line
func.func @conv_line(%x: tensor<2x4x?xf16>, %k: tensor<6x2x3xf16>) -> tensor<2x6x?xf16> {
  // CHECK: eshkol.conv %{{.*}}, %{{.*}} strides = [1] padding = [-1, 2] dilations = [2] input_dilations = [3] groups = 2 : (tensor<2x4x?xf16>, tensor<6x2x3xf16>) -> tensor<2x6x?xf16>
  %r = eshkol.conv %x, %k strides = [1] padding = [-1, 2] dilations = [2] input_dilations = [3] groups = 2 : (tensor<2x4x?xf16>, tensor<6x2x3xf16>) -> tensor<2x6x?xf16>
  return %r : tensor<2x6x?xf16>
}

// CHECK-LABEL: @conv_volume
func.func @conv_volume(%x: tensor<1x1x4x5x6xi32>, %k: tensor<1x1x2x2x2xi32>) -> tensor<1x1x3x4x5xi32> {
  // CHECK: eshkol.conv %{{.*}}, %{{.*}} strides = [1, 1, 1] padding = [0, 0, 0, 0, 0, 0] dilations = [1, 1, 1] input_dilations = [1, 1, 1] : (tensor<1x1x4x5x6xi32>, tensor<1x1x2x2x2xi32>) -> tensor<1x1x3x4x5xi32>
  %r = eshkol.conv %x, %k strides = [1, 1, 1] padding = [0, 0, 0, 0, 0, 0] dilations = [1, 1, 1] input_dilations = [1, 1, 1] : (tensor<1x1x4x5x6xi32>, tensor<1x1x2x2x2xi32>) -> tensor<1x1x3x4x5xi32>
  return %r : tensor<1x1x3x4x5xi32>
}

// CHECK-LABEL: @pool
func.func @pool(%x: tensor<?x8x16x16xf32>) -> tensor<?x8x8x8xf32> {
  // CHECK: eshkol.pool max %{{.*}} window = [2, 2] strides = [2, 2] padding = [0, 0, 0, 0] dilations = [1, 1] : (tensor<?x8x16x16xf32>) -> tensor<?x8x8x8xf32>
  %r = eshkol.pool max %x window = [2, 2] strides = [2, 2] padding = [0, 0, 0, 0] dilations = [1, 1] : (tensor<?x8x16x16xf32>) -> tensor<?x8x8x8xf32>
  return %r : tensor<?x8x8x8xf32>
}

// CHECK-LABEL: @pool_mean
func.func @pool_mean(%x: tensor<1x2x?xf64>) -> tensor<1x2x?xf64> {
  // CHECK: eshkol.pool mean %{{.*}} window = [3] strides = [1] padding = [1, 2] dilations = [2] : (tensor<1x2x?xf64>) -> tensor<1x2x?xf64>
  %r = eshkol.pool mean %x window = [3] strides = [1] padding = [1, 2] dilations = [2] : (tensor<1x2x?xf64>) -> tensor<1x2x?xf64>
  return %r : tensor<1x2x?xf64>
}

// CHECK-LABEL: @pool_sum
func.func @pool_sum(%x: tensor<1x2x5xi64>) -> tensor<1x2x4xi64> {
  // CHECK: eshkol.pool sum %{{.*}} window = [2] strides = [1] padding = [0, 0] dilations = [1] : (tensor<1x2x5xi64>) -> tensor<1x2x4xi64>
  %r = eshkol.pool sum %x window = [2] strides = [1] padding = [0, 0] dilations = [1] : (tensor<1x2x5xi64>) -> tensor<1x2x4xi64>
  return %r : tensor<1x2x4xi64>
}

// CHECK-LABEL: @pool_min
func.func @pool_min(%x: tensor<1x2x5xi8>) -> tensor<1x2x4xi8> {
  // CHECK: eshkol.pool min %{{.*}} window = [2] strides = [1] padding = [0, 0] dilations = [1] : (tensor<1x2x5xi8>) -> tensor<1x2x4xi8>
  %r = eshkol.pool min %x window = [2] strides = [1] padding = [0, 0] dilations = [1] : (tensor<1x2x5xi8>) -> tensor<1x2x4xi8>
  return %r : tensor<1x2x4xi8>
}
