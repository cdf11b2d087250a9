// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @max
// CHECK-SAME: (%[[X:.*]]: tensor<1x1x4x4xf32>)
// CHECK-DAG: %[[LEAST:.*]] = arith.constant 0xFF800000 : f32
// CHECK-DAG: %[[WINDOW:.*]] = tensor.empty() : tensor<2x2xf32>
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]
// CHECK-SAME: ins(%[[X]], %[[WINDOW]] : tensor<1x1x4x4xf32>, tensor<2x2xf32>)
// CHECK: arith.maximumf
func.func @max(%x: tensor<1x1x4x4xf32>) -> tensor<1x1x2x2xf32> {
  %r = eshkol.pool max %x window = [2, 2] strides = [2, 2] padding = [0, 0, 0, 0] dilations = [1, 1]
  : (tensor<1x1x4x4xf32>) -> tensor<1x1x2x2xf32>
  return %r : tensor<1x1x2x2xf32>
}

// Padding never wins, not even over negative numbers.
func.func @max_padded(%x: tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32> {
  %r = eshkol.pool max %x window = [3, 2] strides = [2, 1] padding = [1, 1, 0, 2] dilations = [1, 2]
  : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  return %r : tensor<?x?x?x?xf32>
}

func.func @min(%x: tensor<?x?x?x?xi32>) -> tensor<?x?x?x?xi32> {
  %r = eshkol.pool min %x window = [2, 3] strides = [1, 1] padding = [1, 0, 1, 1] dilations = [1, 1]
  : (tensor<?x?x?x?xi32>) -> tensor<?x?x?x?xi32>
  return %r : tensor<?x?x?x?xi32>
}

func.func @sum(%x: tensor<?x?x?xi64>) -> tensor<?x?x?xi64> {
  %r = eshkol.pool sum %x window = [3] strides = [1] padding = [1, 1] dilations = [1]
  : (tensor<?x?x?xi64>) -> tensor<?x?x?xi64>
  return %r : tensor<?x?x?xi64>
}

// Corners have four elements, edges six: padding is not counted.
func.func @mean(%x: tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64> {
  %r = eshkol.pool mean %x window = [3, 3] strides = [2, 2] padding = [1, 1, 1, 1] dilations = [1, 1]
  : (tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  return %r : tensor<?x?x?x?xf64>
}

// CHECK-LABEL: @mean_inside
// CHECK: arith.divf
func.func @mean_inside(%x: tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64> {
  %r = eshkol.pool mean %x window = [2, 2] strides = [1, 2] padding = [0, 0, 0, 0] dilations = [2, 1]
  : (tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  return %r : tensor<?x?x?x?xf64>
}

func.func @mean_spread(%x: tensor<?x?x?xf64>) -> tensor<?x?x?xf64> {
  %r = eshkol.pool mean %x window = [3] strides = [1] padding = [3, 2] dilations = [2]
  : (tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
  return %r : tensor<?x?x?xf64>
}

// Windows in the padding only: the mean of nothing is NaN.
func.func @mean_of_none(%x: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %r = eshkol.pool mean %x window = [1] strides = [1] padding = [1, 1] dilations = [1]
  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %r : tensor<?x?x?xf32>
}

func.func @max_of_none(%x: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %r = eshkol.pool max %x window = [1] strides = [1] padding = [1, 1] dilations = [1]
  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %r : tensor<?x?x?xf32>
}

// Summed in f32: in f16, 2048 + 1 is 2048.
func.func @half(%x: tensor<?x?x?xf16>) -> tensor<?x?x?xf16> {
  %r = eshkol.pool sum %x window = [3] strides = [1] padding = [0, 0] dilations = [1]
  : (tensor<?x?x?xf16>) -> tensor<?x?x?xf16>
  return %r : tensor<?x?x?xf16>
}

func.func @volume(%x: tensor<?x?x?x?x?xi8>) -> tensor<?x?x?x?x?xi8> {
  %r = eshkol.pool max %x window = [2, 1, 2] strides = [1, 1, 1] padding = [0, 0, 0, 0, 0, 0] dilations = [1, 1, 1]
  : (tensor<?x?x?x?x?xi8>) -> tensor<?x?x?x?x?xi8>
  return %r : tensor<?x?x?x?x?xi8>
}

// A NaN wins.
func.func @not_a_number(%x: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %r = eshkol.pool max %x window = [2] strides = [2] padding = [0, 1] dilations = [1]
  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %r : tensor<?x?x?xf32>
}

func.func @too_large(%x: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %r = eshkol.pool sum %x window = [3] strides = [1] padding = [0, 0] dilations = [1]
  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %r : tensor<?x?x?xf32>
}

func.func @no_images(%x: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %r = eshkol.pool mean %x window = [2] strides = [1] padding = [0, 0] dilations = [1]
  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %r : tensor<?x?x?xf32>
}

// CHECK-LABEL: @main
func.func @main() {
  %max_x = arith.constant dense<[[[[1.0, -2.0, 3.0, 0.0], [4.0, 5.0, -6.0, 7.0], [0.0, 1.0, 2.0, 3.0], [9.0, 8.0, 7.0, 6.0]]]]> : tensor<1x1x4x4xf32>
  %max = func.call @max(%max_x) : (tensor<1x1x4x4xf32>) -> tensor<1x1x2x2xf32>
  %max_expected = arith.constant dense<[[[[5.0, 7.0], [9.0, 7.0]]]]> : tensor<1x1x2x2xf32>
  eshkol.assert_close %max, %max_expected, "max" atol = 0.0 rtol = 0.0 : tensor<1x1x2x2xf32>

  %max_padded_x = arith.constant dense<[[[[-1.0, -2.0, -3.0, -0.0], [-4.0, -5.0, -6.0, -7.0], [-0.0, -1.0, -2.0, -3.0], [-9.0, -8.0, -7.0, -6.0]]]]> : tensor<1x1x4x4xf32>
  %max_padded_x_any = tensor.cast %max_padded_x : tensor<1x1x4x4xf32> to tensor<?x?x?x?xf32>
  %max_padded = func.call @max_padded(%max_padded_x_any) : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %max_padded_expected = arith.constant dense<[[[[-1.0, -0.0, -3.0, -0.0], [-0.0, -1.0, -2.0, -3.0]]]]> : tensor<1x1x2x4xf32>
  %max_padded_expected_any = tensor.cast %max_padded_expected : tensor<1x1x2x4xf32> to tensor<?x?x?x?xf32>
  eshkol.assert_close %max_padded, %max_padded_expected_any, "max_padded" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?xf32>

  %min_x = arith.constant dense<[[[[1, -2, 3, 0], [4, 5, -6, 7], [0, 1, 2, 3], [9, 8, 7, 6]]]]> : tensor<1x1x4x4xi32>
  %min_x_any = tensor.cast %min_x : tensor<1x1x4x4xi32> to tensor<?x?x?x?xi32>
  %min = func.call @min(%min_x_any) : (tensor<?x?x?x?xi32>) -> tensor<?x?x?x?xi32>
  %min_expected = arith.constant dense<[[[[-2, -2, -2, 0], [-2, -6, -6, -6], [0, -6, -6, -6], [0, 0, 1, 2]]]]> : tensor<1x1x4x4xi32>
  %min_expected_any = tensor.cast %min_expected : tensor<1x1x4x4xi32> to tensor<?x?x?x?xi32>
  eshkol.assert_close %min, %min_expected_any, "min" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?xi32>

  %sum_x = arith.constant dense<[[[0, 1, 2, 3, 4]]]> : tensor<1x1x5xi64>
  %sum_x_any = tensor.cast %sum_x : tensor<1x1x5xi64> to tensor<?x?x?xi64>
  %sum = func.call @sum(%sum_x_any) : (tensor<?x?x?xi64>) -> tensor<?x?x?xi64>
  %sum_expected = arith.constant dense<[[[1, 3, 6, 9, 7]]]> : tensor<1x1x5xi64>
  %sum_expected_any = tensor.cast %sum_expected : tensor<1x1x5xi64> to tensor<?x?x?xi64>
  eshkol.assert_close %sum, %sum_expected_any, "sum" atol = 0.0 rtol = 0.0 : tensor<?x?x?xi64>

  %mean_x = arith.constant dense<[[[[1.0, -2.0, 3.0, 0.0], [4.0, 5.0, -6.0, 7.0], [0.0, 1.0, 2.0, 3.0], [9.0, 8.0, 7.0, 6.0]]]]> : tensor<1x1x4x4xf64>
  %mean_x_any = tensor.cast %mean_x : tensor<1x1x4x4xf64> to tensor<?x?x?x?xf64>
  %mean = func.call @mean(%mean_x_any) : (tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  %mean_expected = arith.constant dense<[[[[2.0, 1.1666666666666667], [4.5, 3.6666666666666665]]]]> : tensor<1x1x2x2xf64>
  %mean_expected_any = tensor.cast %mean_expected : tensor<1x1x2x2xf64> to tensor<?x?x?x?xf64>
  eshkol.assert_close %mean, %mean_expected_any, "mean" atol = 1.0e-15 rtol = 1.0e-15 : tensor<?x?x?x?xf64>

  %mean_inside_x = arith.constant dense<[[[[1.0, -2.0, 3.0, 0.0], [4.0, 5.0, -6.0, 7.0], [0.0, 1.0, 2.0, 3.0], [9.0, 8.0, 7.0, 6.0]]]]> : tensor<1x1x4x4xf64>
  %mean_inside_x_any = tensor.cast %mean_inside_x : tensor<1x1x4x4xf64> to tensor<?x?x?x?xf64>
  %mean_inside = func.call @mean_inside(%mean_inside_x_any) : (tensor<?x?x?x?xf64>) -> tensor<?x?x?x?xf64>
  %mean_inside_expected = arith.constant dense<[[[[0.0, 2.0], [6.5, 3.5]]]]> : tensor<1x1x2x2xf64>
  %mean_inside_expected_any = tensor.cast %mean_inside_expected : tensor<1x1x2x2xf64> to tensor<?x?x?x?xf64>
  eshkol.assert_close %mean_inside, %mean_inside_expected_any, "mean_inside" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?xf64>

  %mean_spread_x = arith.constant dense<[[[1.0, 2.0, 3.0, 4.0, 5.0]]]> : tensor<1x1x5xf64>
  %mean_spread_x_any = tensor.cast %mean_spread_x : tensor<1x1x5xf64> to tensor<?x?x?xf64>
  %mean_spread = func.call @mean_spread(%mean_spread_x_any) : (tensor<?x?x?xf64>) -> tensor<?x?x?xf64>
  %mean_spread_expected = arith.constant dense<[[[2.0, 2.0, 3.0, 3.0, 3.0, 4.0]]]> : tensor<1x1x6xf64>
  %mean_spread_expected_any = tensor.cast %mean_spread_expected : tensor<1x1x6xf64> to tensor<?x?x?xf64>
  eshkol.assert_close %mean_spread, %mean_spread_expected_any, "mean_spread" atol = 1.0e-15 rtol = 1.0e-15 : tensor<?x?x?xf64>

  %mean_of_none_x = arith.constant dense<[[[1.0]]]> : tensor<1x1x1xf32>
  %mean_of_none_x_any = tensor.cast %mean_of_none_x : tensor<1x1x1xf32> to tensor<?x?x?xf32>
  %mean_of_none = func.call @mean_of_none(%mean_of_none_x_any) : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %mean_of_none_expected = arith.constant dense<[[[0x7FC00000, 1.0, 0x7FC00000]]]> : tensor<1x1x3xf32>
  %mean_of_none_expected_any = tensor.cast %mean_of_none_expected : tensor<1x1x3xf32> to tensor<?x?x?xf32>
  eshkol.assert_close %mean_of_none, %mean_of_none_expected_any, "mean_of_none" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf32>

  %max_of_none_x = arith.constant dense<[[[1.0]]]> : tensor<1x1x1xf32>
  %max_of_none_x_any = tensor.cast %max_of_none_x : tensor<1x1x1xf32> to tensor<?x?x?xf32>
  %max_of_none = func.call @max_of_none(%max_of_none_x_any) : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %max_of_none_expected = arith.constant dense<[[[0xFF800000, 1.0, 0xFF800000]]]> : tensor<1x1x3xf32>
  %max_of_none_expected_any = tensor.cast %max_of_none_expected : tensor<1x1x3xf32> to tensor<?x?x?xf32>
  eshkol.assert_close %max_of_none, %max_of_none_expected_any, "max_of_none" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf32>

  %half_x = arith.constant dense<[[[2048.0, 1.0, 1.0]]]> : tensor<1x1x3xf16>
  %half_x_any = tensor.cast %half_x : tensor<1x1x3xf16> to tensor<?x?x?xf16>
  %half = func.call @half(%half_x_any) : (tensor<?x?x?xf16>) -> tensor<?x?x?xf16>
  %half_expected = arith.constant dense<[[[2050.0]]]> : tensor<1x1x1xf16>
  %half_expected_any = tensor.cast %half_expected : tensor<1x1x1xf16> to tensor<?x?x?xf16>
  eshkol.assert_close %half, %half_expected_any, "half" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf16>

  %volume_x = arith.constant dense<[[[[[0, 1], [2, 3]], [[4, 5], [6, 7]]]]]> : tensor<1x1x2x2x2xi8>
  %volume_x_any = tensor.cast %volume_x : tensor<1x1x2x2x2xi8> to tensor<?x?x?x?x?xi8>
  %volume = func.call @volume(%volume_x_any) : (tensor<?x?x?x?x?xi8>) -> tensor<?x?x?x?x?xi8>
  %volume_expected = arith.constant dense<[[[[[5], [7]]]]]> : tensor<1x1x1x2x1xi8>
  %volume_expected_any = tensor.cast %volume_expected : tensor<1x1x1x2x1xi8> to tensor<?x?x?x?x?xi8>
  eshkol.assert_close %volume, %volume_expected_any, "volume" atol = 0.0 rtol = 0.0 : tensor<?x?x?x?x?xi8>

  %not_a_number_x = arith.constant dense<[[[1.0, 0x7FC00000, 2.0]]]> : tensor<1x1x3xf32>
  %not_a_number_x_any = tensor.cast %not_a_number_x : tensor<1x1x3xf32> to tensor<?x?x?xf32>
  %not_a_number = func.call @not_a_number(%not_a_number_x_any) : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %not_a_number_expected = arith.constant dense<[[[0x7FC00000, 2.0]]]> : tensor<1x1x2xf32>
  %not_a_number_expected_any = tensor.cast %not_a_number_expected : tensor<1x1x2xf32> to tensor<?x?x?xf32>
  eshkol.assert_close %not_a_number, %not_a_number_expected_any, "not_a_number" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf32>

  %too_large_x = arith.constant dense<[[[1.0, 1.0], [1.0, 1.0]]]> : tensor<1x2x2xf32>
  %too_large_x_any = tensor.cast %too_large_x : tensor<1x2x2xf32> to tensor<?x?x?xf32>
  %too_large = func.call @too_large(%too_large_x_any) : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %too_large_expected = arith.constant dense<> : tensor<1x2x0xf32>
  %too_large_expected_any = tensor.cast %too_large_expected : tensor<1x2x0xf32> to tensor<?x?x?xf32>
  eshkol.assert_close %too_large, %too_large_expected_any, "too_large" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf32>

  %no_images_x = arith.constant dense<> : tensor<0x1x3xf32>
  %no_images_x_any = tensor.cast %no_images_x : tensor<0x1x3xf32> to tensor<?x?x?xf32>
  %no_images = func.call @no_images(%no_images_x_any) : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %no_images_expected = arith.constant dense<> : tensor<0x1x2xf32>
  %no_images_expected_any = tensor.cast %no_images_expected : tensor<0x1x2xf32> to tensor<?x?x?xf32>
  eshkol.assert_close %no_images, %no_images_expected_any, "no_images" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf32>
  return
}
