// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// 1 - 3 and 2 - 4: the kernel is not reversed.  One spatial dimension is a product with columns.
// CHECK-DAG: #[[WINDOWS:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2 + d3)>
// CHECK-DAG: #[[KERNEL:.*]] = affine_map<(d0, d1, d2, d3) -> (d1, d3)>
// CHECK-DAG: #[[COLUMNS:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>
// CHECK-DAG: #[[SUMS:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
// CHECK-LABEL: @line
// CHECK: linalg.generic {indexing_maps = [#[[WINDOWS]], {{.*}}], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
// CHECK: tensor.collapse_shape %{{.*}} {{\[\[}}0], [1, 2], [3]]
// CHECK: linalg.generic {indexing_maps = [#[[KERNEL]], #[[COLUMNS]], #[[SUMS]]]
func.func @line(%x: tensor<1x1x4xf32>, %k: tensor<1x1x3xf32>) -> tensor<1x1x2xf32> {
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1]
  : (tensor<1x1x4xf32>, tensor<1x1x3xf32>) -> tensor<1x1x2xf32>
  return %r : tensor<1x1x2xf32>
}

// Two with stride 1 stay loops.
// CHECK-LABEL: @image
// CHECK: tensor.pad %{{.*}} low[0, 0, 1, 0] high[0, 0, 1, 1]
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]
func.func @image(%x: tensor<?x?x?x?xf64>, %k: tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64> {
  %r = eshkol.conv %x, %k strides = [1, 1] padding = [1, 1, 0, 1] dilations = [1, 1] input_dilations = [1, 1]
  : (tensor<?x?x?x?xf64>, tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  return %r : tensor<?x?x?x?xf64>
}

func.func @strided_image(%x: tensor<?x?x?x?xf64>, %k: tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64> {
  %r = eshkol.conv %x, %k strides = [2, 1] padding = [1, 1, 0, 1] dilations = [1, 1] input_dilations = [1, 1]
  : (tensor<?x?x?x?xf64>, tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  return %r : tensor<?x?x?x?xf64>
}

func.func @pointwise(%x: tensor<?x?x?x?xi64>, %k: tensor<?x?x?x?xi64>) -> tensor<?x?x?x?xi64> {
  %r = eshkol.conv %x, %k strides = [1, 1] padding = [0, 0, 0, 0] dilations = [1, 1] input_dilations = [1, 1]
  : (tensor<?x?x?x?xi64>, tensor<?x?x?x?xi64>) -> tensor<?x?x?x?xi64>
  return %r : tensor<?x?x?x?xi64>
}

func.func @half_image(%x: tensor<?x?x?x?xf16>, %k: tensor<?x?x?x?xf16>) -> tensor<?x?x?x?xf16> {
  %r = eshkol.conv %x, %k strides = [1, 1] padding = [0, 0, 0, 0] dilations = [1, 1] input_dilations = [1, 1]
  : (tensor<?x?x?x?xf16>, tensor<?x?x?x?xf16>) -> tensor<?x?x?x?xf16>
  return %r : tensor<?x?x?x?xf16>
}

func.func @spread_kernel(%x: tensor<?x?x?x?xf64>, %k: tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64> {
  %r = eshkol.conv %x, %k strides = [1, 1] padding = [0, 0, 0, 0] dilations = [2, 3] input_dilations = [1, 1]
  : (tensor<?x?x?x?xf64>, tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  return %r : tensor<?x?x?x?xf64>
}

// The transpose of a convolution with stride 2.
// CHECK-LABEL: @spread_input
// CHECK: tensor.insert_slice {{.*}} [1, 1, 2, 2]
func.func @spread_input(%x: tensor<?x?x?x?xf64>, %k: tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64> {
  %r = eshkol.conv %x, %k strides = [1, 1] padding = [2, 2, 2, 2] dilations = [1, 1] input_dilations = [2, 2]
  : (tensor<?x?x?x?xf64>, tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  return %r : tensor<?x?x?x?xf64>
}

func.func @cropped(%x: tensor<?x?x?x?xf64>, %k: tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64> {
  %r = eshkol.conv %x, %k strides = [1, 1] padding = [-1, 0, 0, 0] dilations = [1, 1] input_dilations = [1, 1]
  : (tensor<?x?x?x?xf64>, tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  return %r : tensor<?x?x?x?xf64>
}

// Output channels 0 and 1 see input channels 0 and 1, the others 2 and 3.
// CHECK-LABEL: @groups
// CHECK-DAG: tensor.expand_shape %{{.*}} {{\[\[}}0], [1, 2], [3]]
// CHECK-DAG: tensor.expand_shape %{{.*}} {{\[\[}}0, 1], [2]]
// CHECK: iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]
func.func @groups(%x: tensor<?x?x2xi32>, %k: tensor<?x2x?xi32>) -> tensor<?x4x?xi32> {
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1] groups = 2
  : (tensor<?x?x2xi32>, tensor<?x2x?xi32>) -> tensor<?x4x?xi32>
  return %r : tensor<?x4x?xi32>
}

// With one input channel in each group, the loops stay.
// CHECK-LABEL: @depthwise
// CHECK: iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]
// CHECK: tensor.collapse_shape %{{.*}} {{\[\[}}0], [1, 2], [3]]
func.func @depthwise(%x: tensor<?x4x2xi32>, %k: tensor<4x1x?xi32>) -> tensor<?x4x?xi32> {
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1] groups = 4
  : (tensor<?x4x2xi32>, tensor<4x1x?xi32>) -> tensor<?x4x?xi32>
  return %r : tensor<?x4x?xi32>
}

func.func @volume(%x: tensor<?x?x?x?x?xf32>, %k: tensor<?x?x?x?x?xf32>) -> tensor<?x?x?x?x?xf32> {
  %r = eshkol.conv %x, %k strides = [1, 1, 1] padding = [0, 1, 0, 0, 1, 0] dilations = [1, 1, 1] input_dilations = [1, 1, 1]
  : (tensor<?x?x?x?x?xf32>, tensor<?x?x?x?x?xf32>) -> tensor<?x?x?x?x?xf32>
  return %r : tensor<?x?x?x?x?xf32>
}

// Summed in f32: in f16, 2048 + 1 is 2048.
func.func @half(%x: tensor<?x?x?xf16>, %k: tensor<?x?x?xf16>) -> tensor<?x?x?xf16> {
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1]
  : (tensor<?x?x?xf16>, tensor<?x?x?xf16>) -> tensor<?x?x?xf16>
  return %r : tensor<?x?x?xf16>
}

// There is no position for a kernel that does not fit.
func.func @too_large(%x: tensor<?x?x?xf32>, %k: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1]
  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %r : tensor<?x?x?xf32>
}

func.func @no_images(%x: tensor<?x?x?xf32>, %k: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1]
  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %r : tensor<?x?x?xf32>
}

// A sum of no products is zero.
func.func @no_channels(%x: tensor<?x?x?xf64>, %k: tensor<?x?x?xf64>) -> tensor<?x?x?xf64> {
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1]
  : (tensor<?x?x?xf64>, tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
  return %r : tensor<?x?x?xf64>
}

func.func @complex(%x: tensor<?x?x?xcomplex<f32>>, %k: tensor<?x?x?xcomplex<f32>>) -> tensor<?x?x?xcomplex<f32>> {
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1]
  : (tensor<?x?x?xcomplex<f32>>, tensor<?x?x?xcomplex<f32>>) -> tensor<?x?x?xcomplex<f32>>
  return %r : tensor<?x?x?xcomplex<f32>>
}

// CHECK-LABEL: @main
func.func @main() {
  %line_x = arith.constant dense<[[[1.0, 2.0, 3.0, 4.0]]]> : tensor<1x1x4xf32>
  %line_k = arith.constant dense<[[[1.0, 0.0, -1.0]]]> : tensor<1x1x3xf32>
  %line = func.call @line(%line_x, %line_k) : (tensor<1x1x4xf32>, tensor<1x1x3xf32>) -> tensor<1x1x2xf32>
  %line_expected = arith.constant dense<[[[-2.0, -2.0]]]> : tensor<1x1x2xf32>
  eshkol.assert_close %line, %line_expected, "line" atol = 0.0 rtol = 0.0 : tensor<1x1x2xf32>

  %image_x = arith.constant dense<[[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0], [12.0, 13.0, 14.0, 15.0]]]]> : tensor<1x1x4x4xf64>
  %image_x_any = tensor.cast %image_x : tensor<1x1x4x4xf64> to tensor<?x?x?x?xf64>
  %image_k = arith.constant dense<[[[[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]]]> : tensor<1x1x3x3xf64>
  %image_k_any = tensor.cast %image_k : tensor<1x1x3x3xf64> to tensor<?x?x?x?xf64>
  %image = func.call @image(%image_x_any, %image_k_any) : (tensor<?x?x?x?xf64>, tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  %image_expected = arith.constant dense<[[[[18.0, 24.0, 18.0], [45.0, 54.0, 39.0], [81.0, 90.0, 63.0], [66.0, 72.0, 50.0]]]]> : tensor<1x1x4x3xf64>
  %image_expected_any = tensor.cast %image_expected : tensor<1x1x4x3xf64> to tensor<?x?x?x?xf64>
  eshkol.assert_close %image, %image_expected_any, "image" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?xf64>

  %strided_image_x = arith.constant dense<[[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0], [12.0, 13.0, 14.0, 15.0]]]]> : tensor<1x1x4x4xf64>
  %strided_image_x_any = tensor.cast %strided_image_x : tensor<1x1x4x4xf64> to tensor<?x?x?x?xf64>
  %strided_image_k = arith.constant dense<[[[[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]]]> : tensor<1x1x3x3xf64>
  %strided_image_k_any = tensor.cast %strided_image_k : tensor<1x1x3x3xf64> to tensor<?x?x?x?xf64>
  %strided_image = func.call @strided_image(%strided_image_x_any, %strided_image_k_any) : (tensor<?x?x?x?xf64>, tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  %strided_image_expected = arith.constant dense<[[[[18.0, 24.0, 18.0], [81.0, 90.0, 63.0]]]]> : tensor<1x1x2x3xf64>
  %strided_image_expected_any = tensor.cast %strided_image_expected : tensor<1x1x2x3xf64> to tensor<?x?x?x?xf64>
  eshkol.assert_close %strided_image, %strided_image_expected_any, "strided_image" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?xf64>

  %pointwise_x = arith.constant dense<[[[[0, 1], [2, 3]], [[4, 5], [6, 7]]]]> : tensor<1x2x2x2xi64>
  %pointwise_x_any = tensor.cast %pointwise_x : tensor<1x2x2x2xi64> to tensor<?x?x?x?xi64>
  %pointwise_k = arith.constant dense<[[[[1]], [[-1]]], [[[2]], [[0]]]]> : tensor<2x2x1x1xi64>
  %pointwise_k_any = tensor.cast %pointwise_k : tensor<2x2x1x1xi64> to tensor<?x?x?x?xi64>
  %pointwise = func.call @pointwise(%pointwise_x_any, %pointwise_k_any) : (tensor<?x?x?x?xi64>, tensor<?x?x?x?xi64>) -> tensor<?x?x?x?xi64>
  %pointwise_expected = arith.constant dense<[[[[-4, -4], [-4, -4]], [[0, 2], [4, 6]]]]> : tensor<1x2x2x2xi64>
  %pointwise_expected_any = tensor.cast %pointwise_expected : tensor<1x2x2x2xi64> to tensor<?x?x?x?xi64>
  eshkol.assert_close %pointwise, %pointwise_expected_any, "pointwise" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?xi64>

  %half_image_x = arith.constant dense<[[[[2048.0, 1.0], [1.0, 0.0]]]]> : tensor<1x1x2x2xf16>
  %half_image_x_any = tensor.cast %half_image_x : tensor<1x1x2x2xf16> to tensor<?x?x?x?xf16>
  %half_image_k = arith.constant dense<[[[[1.0, 1.0], [1.0, 1.0]]]]> : tensor<1x1x2x2xf16>
  %half_image_k_any = tensor.cast %half_image_k : tensor<1x1x2x2xf16> to tensor<?x?x?x?xf16>
  %half_image = func.call @half_image(%half_image_x_any, %half_image_k_any) : (tensor<?x?x?x?xf16>, tensor<?x?x?x?xf16>) -> tensor<?x?x?x?xf16>
  %half_image_expected = arith.constant dense<[[[[2050.0]]]]> : tensor<1x1x1x1xf16>
  %half_image_expected_any = tensor.cast %half_image_expected : tensor<1x1x1x1xf16> to tensor<?x?x?x?xf16>
  eshkol.assert_close %half_image, %half_image_expected_any, "half_image" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?xf16>

  %spread_kernel_x = arith.constant dense<[[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0], [12.0, 13.0, 14.0, 15.0]]]]> : tensor<1x1x4x4xf64>
  %spread_kernel_x_any = tensor.cast %spread_kernel_x : tensor<1x1x4x4xf64> to tensor<?x?x?x?xf64>
  %spread_kernel_k = arith.constant dense<[[[[1.0, 1.0], [1.0, 1.0]]]]> : tensor<1x1x2x2xf64>
  %spread_kernel_k_any = tensor.cast %spread_kernel_k : tensor<1x1x2x2xf64> to tensor<?x?x?x?xf64>
  %spread_kernel = func.call @spread_kernel(%spread_kernel_x_any, %spread_kernel_k_any) : (tensor<?x?x?x?xf64>, tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  %spread_kernel_expected = arith.constant dense<[[[[22.0], [38.0]]]]> : tensor<1x1x2x1xf64>
  %spread_kernel_expected_any = tensor.cast %spread_kernel_expected : tensor<1x1x2x1xf64> to tensor<?x?x?x?xf64>
  eshkol.assert_close %spread_kernel, %spread_kernel_expected_any, "spread_kernel" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?xf64>

  %spread_input_x = arith.constant dense<[[[[0.0, 1.0], [4.0, 5.0]]]]> : tensor<1x1x2x2xf64>
  %spread_input_x_any = tensor.cast %spread_input_x : tensor<1x1x2x2xf64> to tensor<?x?x?x?xf64>
  %spread_input_k = arith.constant dense<[[[[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]]]> : tensor<1x1x3x3xf64>
  %spread_input_k_any = tensor.cast %spread_input_k : tensor<1x1x3x3xf64> to tensor<?x?x?x?xf64>
  %spread_input = func.call @spread_input(%spread_input_x_any, %spread_input_k_any) : (tensor<?x?x?x?xf64>, tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  %spread_input_expected = arith.constant dense<[[[[0.0, 0.0, 1.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0, 1.0], [4.0, 4.0, 10.0, 6.0, 6.0], [4.0, 4.0, 9.0, 5.0, 5.0], [4.0, 4.0, 9.0, 5.0, 5.0]]]]> : tensor<1x1x5x5xf64>
  %spread_input_expected_any = tensor.cast %spread_input_expected : tensor<1x1x5x5xf64> to tensor<?x?x?x?xf64>
  eshkol.assert_close %spread_input, %spread_input_expected_any, "spread_input" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?xf64>

  %cropped_x = arith.constant dense<[[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0], [12.0, 13.0, 14.0, 15.0]]]]> : tensor<1x1x4x4xf64>
  %cropped_x_any = tensor.cast %cropped_x : tensor<1x1x4x4xf64> to tensor<?x?x?x?xf64>
  %cropped_k = arith.constant dense<[[[[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]]]> : tensor<1x1x3x3xf64>
  %cropped_k_any = tensor.cast %cropped_k : tensor<1x1x3x3xf64> to tensor<?x?x?x?xf64>
  %cropped = func.call @cropped(%cropped_x_any, %cropped_k_any) : (tensor<?x?x?x?xf64>, tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  %cropped_expected = arith.constant dense<[[[[81.0, 90.0]]]]> : tensor<1x1x1x2xf64>
  %cropped_expected_any = tensor.cast %cropped_expected : tensor<1x1x1x2xf64> to tensor<?x?x?x?xf64>
  eshkol.assert_close %cropped, %cropped_expected_any, "cropped" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?xf64>

  %groups_x = arith.constant dense<[[[0, 1], [2, 3], [4, 5], [6, 7]]]> : tensor<1x4x2xi32>
  %groups_x_any = tensor.cast %groups_x : tensor<1x4x2xi32> to tensor<?x?x2xi32>
  %groups_k = arith.constant dense<[[[1], [2]], [[3], [4]], [[5], [6]], [[7], [8]]]> : tensor<4x2x1xi32>
  %groups_k_any = tensor.cast %groups_k : tensor<4x2x1xi32> to tensor<?x2x?xi32>
  %groups = func.call @groups(%groups_x_any, %groups_k_any) : (tensor<?x?x2xi32>, tensor<?x2x?xi32>) -> tensor<?x4x?xi32>
  %groups_expected = arith.constant dense<[[[4, 7], [8, 15], [56, 67], [76, 91]]]> : tensor<1x4x2xi32>
  %groups_expected_any = tensor.cast %groups_expected : tensor<1x4x2xi32> to tensor<?x4x?xi32>
  eshkol.assert_close %groups, %groups_expected_any, "groups" atol = 0.0 rtol = 0.0 : tensor<?x4x?xi32>

  %depthwise_x = arith.constant dense<[[[0, 1], [2, 3], [4, 5], [6, 7]]]> : tensor<1x4x2xi32>
  %depthwise_x_any = tensor.cast %depthwise_x : tensor<1x4x2xi32> to tensor<?x4x2xi32>
  %depthwise_k = arith.constant dense<[[[1]], [[3]], [[5]], [[7]]]> : tensor<4x1x1xi32>
  %depthwise_k_any = tensor.cast %depthwise_k : tensor<4x1x1xi32> to tensor<4x1x?xi32>
  %depthwise = func.call @depthwise(%depthwise_x_any, %depthwise_k_any) : (tensor<?x4x2xi32>, tensor<4x1x?xi32>) -> tensor<?x4x?xi32>
  %depthwise_expected = arith.constant dense<[[[0, 1], [6, 9], [20, 25], [42, 49]]]> : tensor<1x4x2xi32>
  %depthwise_expected_any = tensor.cast %depthwise_expected : tensor<1x4x2xi32> to tensor<?x4x?xi32>
  eshkol.assert_close %depthwise, %depthwise_expected_any, "depthwise" atol = 0.0 rtol = 0.0 : tensor<?x4x?xi32>

  %volume_x = arith.constant dense<[[[[[0.0, 1.0], [2.0, 3.0]], [[4.0, 5.0], [6.0, 7.0]]]]]> : tensor<1x1x2x2x2xf32>
  %volume_x_any = tensor.cast %volume_x : tensor<1x1x2x2x2xf32> to tensor<?x?x?x?x?xf32>
  %volume_k = arith.constant dense<[[[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]]]> : tensor<1x1x2x2x2xf32>
  %volume_k_any = tensor.cast %volume_k : tensor<1x1x2x2x2xf32> to tensor<?x?x?x?x?xf32>
  %volume = func.call @volume(%volume_x_any, %volume_k_any) : (tensor<?x?x?x?x?xf32>, tensor<?x?x?x?x?xf32>) -> tensor<?x?x?x?x?xf32>
  %volume_expected = arith.constant dense<[[[[[80.0, 168.0]], [[32.0, 60.0]]]]]> : tensor<1x1x2x1x2xf32>
  %volume_expected_any = tensor.cast %volume_expected : tensor<1x1x2x1x2xf32> to tensor<?x?x?x?x?xf32>
  eshkol.assert_close %volume, %volume_expected_any, "volume" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?x?xf32>

  %half_x = arith.constant dense<[[[2048.0, 1.0, 1.0]]]> : tensor<1x1x3xf16>
  %half_x_any = tensor.cast %half_x : tensor<1x1x3xf16> to tensor<?x?x?xf16>
  %half_k = arith.constant dense<[[[1.0, 1.0, 1.0]]]> : tensor<1x1x3xf16>
  %half_k_any = tensor.cast %half_k : tensor<1x1x3xf16> to tensor<?x?x?xf16>
  %half = func.call @half(%half_x_any, %half_k_any) : (tensor<?x?x?xf16>, tensor<?x?x?xf16>) -> tensor<?x?x?xf16>
  %half_expected = arith.constant dense<[[[2050.0]]]> : tensor<1x1x1xf16>
  %half_expected_any = tensor.cast %half_expected : tensor<1x1x1xf16> to tensor<?x?x?xf16>
  eshkol.assert_close %half, %half_expected_any, "half" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf16>

  %too_large_x = arith.constant dense<[[[1.0, 1.0]]]> : tensor<1x1x2xf32>
  %too_large_x_any = tensor.cast %too_large_x : tensor<1x1x2xf32> to tensor<?x?x?xf32>
  %too_large_k = arith.constant dense<[[[1.0, 1.0, 1.0]]]> : tensor<1x1x3xf32>
  %too_large_k_any = tensor.cast %too_large_k : tensor<1x1x3xf32> to tensor<?x?x?xf32>
  %too_large = func.call @too_large(%too_large_x_any, %too_large_k_any) : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %too_large_expected = arith.constant dense<> : tensor<1x1x0xf32>
  %too_large_expected_any = tensor.cast %too_large_expected : tensor<1x1x0xf32> to tensor<?x?x?xf32>
  eshkol.assert_close %too_large, %too_large_expected_any, "too_large" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf32>

  %no_images_x = arith.constant dense<> : tensor<0x1x3xf32>
  %no_images_x_any = tensor.cast %no_images_x : tensor<0x1x3xf32> to tensor<?x?x?xf32>
  %no_images_k = arith.constant dense<[[[1.0, 1.0]], [[1.0, 1.0]]]> : tensor<2x1x2xf32>
  %no_images_k_any = tensor.cast %no_images_k : tensor<2x1x2xf32> to tensor<?x?x?xf32>
  %no_images = func.call @no_images(%no_images_x_any, %no_images_k_any) : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %no_images_expected = arith.constant dense<> : tensor<0x2x2xf32>
  %no_images_expected_any = tensor.cast %no_images_expected : tensor<0x2x2xf32> to tensor<?x?x?xf32>
  eshkol.assert_close %no_images, %no_images_expected_any, "no_images" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf32>

  %no_channels_x = arith.constant dense<> : tensor<1x0x3xf64>
  %no_channels_x_any = tensor.cast %no_channels_x : tensor<1x0x3xf64> to tensor<?x?x?xf64>
  %no_channels_k = arith.constant dense<> : tensor<2x0x2xf64>
  %no_channels_k_any = tensor.cast %no_channels_k : tensor<2x0x2xf64> to tensor<?x?x?xf64>
  %no_channels = func.call @no_channels(%no_channels_x_any, %no_channels_k_any) : (tensor<?x?x?xf64>, tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
  %no_channels_expected = arith.constant dense<[[[0.0, 0.0], [0.0, 0.0]]]> : tensor<1x2x2xf64>
  %no_channels_expected_any = tensor.cast %no_channels_expected : tensor<1x2x2xf64> to tensor<?x?x?xf64>
  eshkol.assert_close %no_channels, %no_channels_expected_any, "no_channels" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf64>

  %complex_x = arith.constant dense<[[[(0.0, 1.0), (2.0, 0.0)]]]> : tensor<1x1x2xcomplex<f32>>
  %complex_x_any = tensor.cast %complex_x : tensor<1x1x2xcomplex<f32>> to tensor<?x?x?xcomplex<f32>>
  %complex_k = arith.constant dense<[[[(0.0, 1.0), (1.0, 0.0)]]]> : tensor<1x1x2xcomplex<f32>>
  %complex_k_any = tensor.cast %complex_k : tensor<1x1x2xcomplex<f32>> to tensor<?x?x?xcomplex<f32>>
  %complex = func.call @complex(%complex_x_any, %complex_k_any) : (tensor<?x?x?xcomplex<f32>>, tensor<?x?x?xcomplex<f32>>) -> tensor<?x?x?xcomplex<f32>>
  %complex_expected = arith.constant dense<[[[(1.0, 0.0)]]]> : tensor<1x1x1xcomplex<f32>>
  %complex_expected_any = tensor.cast %complex_expected : tensor<1x1x1xcomplex<f32>> to tensor<?x?x?xcomplex<f32>>
  eshkol.assert_close %complex, %complex_expected_any, "complex" atol = 0.0 rtol = 0.0 : tensor<?x?x?xcomplex<f32>>
  return
}
