// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// What each tap of each window adds to the input is a product of kernel and cotangent; the taps of one stride lie
// side by side, those of the next one stride further.
// CHECK-LABEL: @strided.vjp
// CHECK: %[[TAPS:.*]] = eshkol.dot_general
// CHECK: %[[FIRST:.*]] = eshkol.slice %[[TAPS]] [0, 0, 0, 0, 0] [1, 1, 2, 1, 3]
// CHECK: %[[BESIDE:.*]] = eshkol.transpose %[[FIRST]]
// CHECK: %[[SUM:.*]] = eshkol.dynamic_update_slice %{{.*}}, %[[BESIDE]]
// CHECK: eshkol.slice %[[TAPS]] [0, 0, 2, 0, 0] [1, 1, 1, 1, 3]
// CHECK: %[[BEFORE:.*]] = eshkol.slice %[[SUM]] [0, 0, 0, 1, 0]
// CHECK: arith.addf %[[BEFORE]]
func.func @strided(%x: tensor<1x1x7xf64>, %k: tensor<1x1x3xf64>) -> tensor<1x1x3xf64> {
  %r = eshkol.conv %x, %k strides = [2] padding = [1, 0] dilations = [1] input_dilations = [1] groups = 1
    : (tensor<1x1x7xf64>, tensor<1x1x3xf64>) -> tensor<1x1x3xf64>
  return %r : tensor<1x1x3xf64>
}

func.func @strided_back(%x: tensor<1x1x7xf64>, %k: tensor<1x1x3xf64>, %g: tensor<1x1x3xf64>) -> (tensor<1x1x7xf64>, tensor<1x1x3xf64>) {
  %r:3 = eshkol.vjp @strided(%x, %k) wrt [0, 1] cotangents(%g)
    : (tensor<1x1x7xf64>, tensor<1x1x3xf64>, tensor<1x1x3xf64>) -> (tensor<1x1x3xf64>, tensor<1x1x7xf64>, tensor<1x1x3xf64>)
  return %r#1, %r#2 : tensor<1x1x7xf64>, tensor<1x1x3xf64>
}

// Groups; strides and both dilations that have no common factor.
func.func @dilated(%x: tensor<1x2x6xf64>, %k: tensor<2x1x2xf64>) -> tensor<1x2x3xf64> {
  %r = eshkol.conv %x, %k strides = [4] padding = [2, 1] dilations = [3] input_dilations = [2] groups = 2
    : (tensor<1x2x6xf64>, tensor<2x1x2xf64>) -> tensor<1x2x3xf64>
  return %r : tensor<1x2x3xf64>
}

func.func @dilated_back(%x: tensor<1x2x6xf64>, %k: tensor<2x1x2xf64>, %g: tensor<1x2x3xf64>) -> (tensor<1x2x6xf64>, tensor<2x1x2xf64>) {
  %r:3 = eshkol.vjp @dilated(%x, %k) wrt [0, 1] cotangents(%g)
    : (tensor<1x2x6xf64>, tensor<2x1x2xf64>, tensor<1x2x3xf64>) -> (tensor<1x2x3xf64>, tensor<1x2x6xf64>, tensor<2x1x2xf64>)
  return %r#1, %r#2 : tensor<1x2x6xf64>, tensor<2x1x2xf64>
}

// Without strides, but with windows that are large beside the result.
func.func @large(%x: tensor<1x2x3x5xf64>, %k: tensor<1x2x3x3xf64>) -> tensor<1x1x1x2xf64> {
  %r = eshkol.conv %x, %k strides = [1, 1] padding = [0, 0, -1, 0] dilations = [1, 1] input_dilations = [1, 1] groups = 1
    : (tensor<1x2x3x5xf64>, tensor<1x2x3x3xf64>) -> tensor<1x1x1x2xf64>
  return %r : tensor<1x1x1x2xf64>
}

func.func @large_back(%x: tensor<1x2x3x5xf64>, %k: tensor<1x2x3x3xf64>, %g: tensor<1x1x1x2xf64>) -> (tensor<1x2x3x5xf64>, tensor<1x2x3x3xf64>) {
  %r:3 = eshkol.vjp @large(%x, %k) wrt [0, 1] cotangents(%g)
    : (tensor<1x2x3x5xf64>, tensor<1x2x3x3xf64>, tensor<1x1x1x2xf64>) -> (tensor<1x1x1x2xf64>, tensor<1x2x3x5xf64>, tensor<1x2x3x3xf64>)
  return %r#1, %r#2 : tensor<1x2x3x5xf64>, tensor<1x2x3x3xf64>
}

func.func @box(%x: tensor<1x1x2x2x4xf64>, %k: tensor<1x1x2x2x2xf64>) -> tensor<1x1x1x1x2xf64> {
  %r = eshkol.conv %x, %k strides = [2, 1, 2] padding = [0, 0, 0, 0, 1, 0] dilations = [1, 1, 1] input_dilations = [1, 1, 1] groups = 1
    : (tensor<1x1x2x2x4xf64>, tensor<1x1x2x2x2xf64>) -> tensor<1x1x1x1x2xf64>
  return %r : tensor<1x1x1x1x2xf64>
}

// Positions that no window uses are cut off, also where nothing is known of their number.
func.func @any_size(%x: tensor<?x1x?xf64>, %k: tensor<1x1x2xf64>) -> tensor<?x1x?xf64> {
  %r = eshkol.conv %x, %k strides = [3] padding = [0, 1] dilations = [1] input_dilations = [1] groups = 1
    : (tensor<?x1x?xf64>, tensor<1x1x2xf64>) -> tensor<?x1x?xf64>
  return %r : tensor<?x1x?xf64>
}

func.func @any_size_back(%x: tensor<?x1x?xf64>, %k: tensor<1x1x2xf64>, %g: tensor<?x1x?xf64>) -> (tensor<?x1x?xf64>, tensor<1x1x2xf64>) {
  %r:3 = eshkol.vjp @any_size(%x, %k) wrt [0, 1] cotangents(%g)
    : (tensor<?x1x?xf64>, tensor<1x1x2xf64>, tensor<?x1x?xf64>) -> (tensor<?x1x?xf64>, tensor<?x1x?xf64>, tensor<1x1x2xf64>)
  return %r#1, %r#2 : tensor<?x1x?xf64>, tensor<1x1x2xf64>
}

// Each cotangent is added to the elements in its window.
// CHECK-LABEL: @pooled.vjp
// CHECK: eshkol.pool
// CHECK-NOT: eshkol.pool
// CHECK: eshkol.broadcast %arg1 [0, 1, 2, 4] to [1, 1, 3, 2, 2]
// CHECK: eshkol.broadcast %arg1 [0, 1, 2, 4] to [1, 1, 3, 1, 2]
// CHECK-NOT: eshkol.pool
// CHECK: return
func.func @pooled(%x: tensor<1x1x6x7xf64>) -> tensor<1x1x3x2xf64> {
  %r = eshkol.pool sum %x window = [3, 2] strides = [2, 2] padding = [1, 0, 0, 0] dilations = [1, 3]
    : (tensor<1x1x6x7xf64>) -> tensor<1x1x3x2xf64>
  return %r : tensor<1x1x3x2xf64>
}

func.func @pooled_any(%x: tensor<1x?x?x?xf64>) -> tensor<1x?x?x?xf64> {
  %r = eshkol.pool sum %x window = [3, 2] strides = [2, 2] padding = [1, 0, 0, 0] dilations = [1, 3]
    : (tensor<1x?x?x?xf64>) -> tensor<1x?x?x?xf64>
  return %r : tensor<1x?x?x?xf64>
}

// The numbers are those of JAX.
// CHECK-LABEL: @main
func.func @main() {
  %strided_x = arith.constant dense<[[[1.0, 4.0, 2.0, 0.0, 3.0, 1.0, 4.0]]]> : tensor<1x1x7xf64>
  %strided_k = arith.constant dense<[[[2.0, 0.0, 3.0]]]> : tensor<1x1x3xf64>
  %strided_g = arith.constant dense<[[[1.0, 4.0, 0.0]]]> : tensor<1x1x3xf64>
  %strided_t0 = arith.constant dense<[[[3.0, 6.0, 2.0, 5.0, 1.0, 4.0, 0.0]]]> : tensor<1x1x7xf64>
  %strided_t1 = arith.constant dense<[[[4.0, 0.0, 3.0]]]> : tensor<1x1x3xf64>
  %strided_all:4 = eshkol.jvp @strided_back(%strided_x, %strided_k, %strided_g) wrt [0, 1] tangents(%strided_t0, %strided_t1)
    : (tensor<1x1x7xf64>, tensor<1x1x3xf64>, tensor<1x1x3xf64>, tensor<1x1x7xf64>, tensor<1x1x3xf64>) -> (tensor<1x1x7xf64>, tensor<1x1x3xf64>, tensor<1x1x7xf64>, tensor<1x1x3xf64>)
  %strided_all0_expected = arith.constant dense<[[[0.0, 11.0, 0.0, 12.0, 0.0, 0.0, 0.0]]]> : tensor<1x1x7xf64>
  eshkol.assert_close %strided_all#0, %strided_all0_expected, "strided by operand 0" atol = 0.0 rtol = 0.0 : tensor<1x1x7xf64>
  %strided_all1_expected = arith.constant dense<[[[16.0, 9.0, 4.0]]]> : tensor<1x1x3xf64>
  eshkol.assert_close %strided_all#1, %strided_all1_expected, "strided by operand 1" atol = 0.0 rtol = 0.0 : tensor<1x1x3xf64>
  %strided_all0_second = arith.constant dense<[[[0.0, 19.0, 0.0, 12.0, 0.0, 0.0, 0.0]]]> : tensor<1x1x7xf64>
  eshkol.assert_close %strided_all#2, %strided_all0_second, "strided by operand 0, again" atol = 0.0 rtol = 0.0 : tensor<1x1x7xf64>
  %strided_all1_second = arith.constant dense<[[[24.0, 11.0, 26.0]]]> : tensor<1x1x3xf64>
  eshkol.assert_close %strided_all#3, %strided_all1_second, "strided by operand 1, again" atol = 0.0 rtol = 0.0 : tensor<1x1x3xf64>

  %dilated_x = arith.constant dense<[[[1.0, 4.0, 2.0, 0.0, 3.0, 1.0], [4.0, 2.0, 0.0, 3.0, 1.0, 4.0]]]> : tensor<1x2x6xf64>
  %dilated_k = arith.constant dense<[[[2.0, 0.0]], [[3.0, 1.0]]]> : tensor<2x1x2xf64>
  %dilated_g = arith.constant dense<[[[1.0, 4.0, 0.0], [3.0, 6.0, 2.0]]]> : tensor<1x2x3xf64>
  %dilated_t0 = arith.constant dense<[[[3.0, 6.0, 2.0, 5.0, 1.0, 4.0], [0.0, 3.0, 6.0, 2.0, 5.0, 1.0]]]> : tensor<1x2x6xf64>
  %dilated_t1 = arith.constant dense<[[[4.0, 0.0]], [[3.0, 6.0]]]> : tensor<2x1x2xf64>
  %dilated_all:4 = eshkol.jvp @dilated_back(%dilated_x, %dilated_k, %dilated_g) wrt [0, 1] tangents(%dilated_t0, %dilated_t1)
    : (tensor<1x2x6xf64>, tensor<2x1x2xf64>, tensor<1x2x3xf64>, tensor<1x2x6xf64>, tensor<2x1x2xf64>) -> (tensor<1x2x6xf64>, tensor<2x1x2xf64>, tensor<1x2x6xf64>, tensor<2x1x2xf64>)
  %dilated_all0_expected = arith.constant dense<[[[0.0, 8.0, 0.0, 0.0, 0.0, 0.0], [0.0, 18.0, 0.0, 6.0, 0.0, 0.0]]]> : tensor<1x2x6xf64>
  eshkol.assert_close %dilated_all#0, %dilated_all0_expected, "dilated by operand 0" atol = 0.0 rtol = 0.0 : tensor<1x2x6xf64>
  %dilated_all1_expected = arith.constant dense<[[[16.0, 0.0]], [[18.0, 0.0]]]> : tensor<2x1x2xf64>
  eshkol.assert_close %dilated_all#1, %dilated_all1_expected, "dilated by operand 1" atol = 0.0 rtol = 0.0 : tensor<2x1x2xf64>
  %dilated_all0_second = arith.constant dense<[[[0.0, 16.0, 0.0, 0.0, 0.0, 0.0], [0.0, 18.0, 0.0, 6.0, 0.0, 0.0]]]> : tensor<1x2x6xf64>
  eshkol.assert_close %dilated_all#2, %dilated_all0_second, "dilated by operand 0, again" atol = 0.0 rtol = 0.0 : tensor<1x2x6xf64>
  %dilated_all1_second = arith.constant dense<[[[24.0, 0.0]], [[22.0, 0.0]]]> : tensor<2x1x2xf64>
  eshkol.assert_close %dilated_all#3, %dilated_all1_second, "dilated by operand 1, again" atol = 0.0 rtol = 0.0 : tensor<2x1x2xf64>

  %large_x = arith.constant dense<[[[[1.0, 4.0, 2.0, 0.0, 3.0], [1.0, 4.0, 2.0, 0.0, 3.0], [1.0, 4.0, 2.0, 0.0, 3.0]], [[1.0, 4.0, 2.0, 0.0, 3.0], [1.0, 4.0, 2.0, 0.0, 3.0], [1.0, 4.0, 2.0, 0.0, 3.0]]]]> : tensor<1x2x3x5xf64>
  %large_k = arith.constant dense<[[[[2.0, 0.0, 3.0], [1.0, 4.0, 2.0], [0.0, 3.0, 1.0]], [[4.0, 2.0, 0.0], [3.0, 1.0, 4.0], [2.0, 0.0, 3.0]]]]> : tensor<1x2x3x3xf64>
  %large_g = arith.constant dense<[[[[1.0, 4.0]]]]> : tensor<1x1x1x2xf64>
  %large_t0 = arith.constant dense<[[[[3.0, 6.0, 2.0, 5.0, 1.0], [4.0, 0.0, 3.0, 6.0, 2.0], [5.0, 1.0, 4.0, 0.0, 3.0]], [[6.0, 2.0, 5.0, 1.0, 4.0], [0.0, 3.0, 6.0, 2.0, 5.0], [1.0, 4.0, 0.0, 3.0, 6.0]]]]> : tensor<1x2x3x5xf64>
  %large_t1 = arith.constant dense<[[[[4.0, 0.0, 3.0], [6.0, 2.0, 5.0], [1.0, 4.0, 0.0]], [[3.0, 6.0, 2.0], [5.0, 1.0, 4.0], [0.0, 3.0, 6.0]]]]> : tensor<1x2x3x3xf64>
  %large_all:4 = eshkol.jvp @large_back(%large_x, %large_k, %large_g) wrt [0, 1] tangents(%large_t0, %large_t1)
    : (tensor<1x2x3x5xf64>, tensor<1x2x3x3xf64>, tensor<1x1x1x2xf64>, tensor<1x2x3x5xf64>, tensor<1x2x3x3xf64>) -> (tensor<1x2x3x5xf64>, tensor<1x2x3x3xf64>, tensor<1x2x3x5xf64>, tensor<1x2x3x3xf64>)
  %large_all0_expected = arith.constant dense<[[[[0.0, 2.0, 8.0, 3.0, 12.0], [0.0, 1.0, 8.0, 18.0, 8.0], [0.0, 0.0, 3.0, 13.0, 4.0]], [[0.0, 4.0, 18.0, 8.0, 0.0], [0.0, 3.0, 13.0, 8.0, 16.0], [0.0, 2.0, 8.0, 3.0, 12.0]]]]> : tensor<1x2x3x5xf64>
  eshkol.assert_close %large_all#0, %large_all0_expected, "large by operand 0" atol = 0.0 rtol = 0.0 : tensor<1x2x3x5xf64>
  %large_all1_expected = arith.constant dense<[[[[12.0, 2.0, 12.0], [12.0, 2.0, 12.0], [12.0, 2.0, 12.0]], [[12.0, 2.0, 12.0], [12.0, 2.0, 12.0], [12.0, 2.0, 12.0]]]]> : tensor<1x2x3x3xf64>
  eshkol.assert_close %large_all#1, %large_all1_expected, "large by operand 1" atol = 0.0 rtol = 0.0 : tensor<1x2x3x3xf64>
  %large_all0_second = arith.constant dense<[[[[0.0, 4.0, 16.0, 3.0, 12.0], [0.0, 6.0, 26.0, 13.0, 20.0], [0.0, 1.0, 8.0, 16.0, 0.0]], [[0.0, 3.0, 18.0, 26.0, 8.0], [0.0, 5.0, 21.0, 8.0, 16.0], [0.0, 0.0, 3.0, 18.0, 24.0]]]]> : tensor<1x2x3x5xf64>
  eshkol.assert_close %large_all#2, %large_all0_second, "large by operand 0, again" atol = 0.0 rtol = 0.0 : tensor<1x2x3x5xf64>
  %large_all1_second = arith.constant dense<[[[[14.0, 22.0, 9.0], [12.0, 27.0, 14.0], [17.0, 4.0, 12.0]], [[22.0, 9.0, 17.0], [27.0, 14.0, 22.0], [4.0, 12.0, 27.0]]]]> : tensor<1x2x3x3xf64>
  eshkol.assert_close %large_all#3, %large_all1_second, "large by operand 1, again" atol = 0.0 rtol = 0.0 : tensor<1x2x3x3xf64>

  %box_x = arith.constant dense<[[[[[1.0, 4.0, 2.0, 0.0], [3.0, 1.0, 4.0, 2.0]], [[0.0, 3.0, 1.0, 4.0], [2.0, 0.0, 3.0, 1.0]]]]]> : tensor<1x1x2x2x4xf64>
  %box_k = arith.constant dense<[[[[[2.0, 0.0], [3.0, 1.0]], [[4.0, 2.0], [0.0, 3.0]]]]]> : tensor<1x1x2x2x2xf64>
  %box_g = arith.constant dense<[[[[[1.0, 4.0]]]]]> : tensor<1x1x1x1x2xf64>
  %box_all:3 = eshkol.vjp @box(%box_x, %box_k) wrt [0, 1] cotangents(%box_g)
    : (tensor<1x1x2x2x4xf64>, tensor<1x1x2x2x2xf64>, tensor<1x1x1x1x2xf64>) -> (tensor<1x1x1x1x2xf64>, tensor<1x1x2x2x4xf64>, tensor<1x1x2x2x2xf64>)
  %box_all0_expected = arith.constant dense<[[[[[0.0, 8.0, 0.0, 0.0], [1.0, 12.0, 4.0, 0.0]], [[2.0, 16.0, 8.0, 0.0], [3.0, 0.0, 12.0, 0.0]]]]]> : tensor<1x1x2x2x4xf64>
  eshkol.assert_close %box_all#1, %box_all0_expected, "box by operand 0" atol = 0.0 rtol = 0.0 : tensor<1x1x2x2x4xf64>
  %box_all1_expected = arith.constant dense<[[[[[16.0, 9.0], [4.0, 19.0]], [[12.0, 4.0], [0.0, 14.0]]]]]> : tensor<1x1x2x2x2xf64>
  eshkol.assert_close %box_all#2, %box_all1_expected, "box by operand 1" atol = 0.0 rtol = 0.0 : tensor<1x1x2x2x2xf64>

  %any_size_x = arith.constant dense<[[[1.0, 4.0, 2.0, 0.0, 3.0, 1.0, 4.0, 2.0, 0.0]], [[3.0, 1.0, 4.0, 2.0, 0.0, 3.0, 1.0, 4.0, 2.0]]]> : tensor<2x1x9xf64>
  %any_size_x_any = tensor.cast %any_size_x : tensor<2x1x9xf64> to tensor<?x1x?xf64>
  %any_size_k = arith.constant dense<[[[2.0, 0.0]]]> : tensor<1x1x2xf64>
  %any_size_g = arith.constant dense<[[[1.0, 4.0, 0.0]], [[3.0, 6.0, 2.0]]]> : tensor<2x1x3xf64>
  %any_size_g_any = tensor.cast %any_size_g : tensor<2x1x3xf64> to tensor<?x1x?xf64>
  %any_size_t0 = arith.constant dense<[[[3.0, 6.0, 2.0, 5.0, 1.0, 4.0, 0.0, 3.0, 6.0]], [[2.0, 5.0, 1.0, 4.0, 0.0, 3.0, 6.0, 2.0, 5.0]]]> : tensor<2x1x9xf64>
  %any_size_t0_any = tensor.cast %any_size_t0 : tensor<2x1x9xf64> to tensor<?x1x?xf64>
  %any_size_t1 = arith.constant dense<[[[4.0, 0.0]]]> : tensor<1x1x2xf64>
  %any_size_all:4 = eshkol.jvp @any_size_back(%any_size_x_any, %any_size_k, %any_size_g_any) wrt [0, 1] tangents(%any_size_t0_any, %any_size_t1)
    : (tensor<?x1x?xf64>, tensor<1x1x2xf64>, tensor<?x1x?xf64>, tensor<?x1x?xf64>, tensor<1x1x2xf64>) -> (tensor<?x1x?xf64>, tensor<1x1x2xf64>, tensor<?x1x?xf64>, tensor<1x1x2xf64>)
  %any_size_all0 = tensor.cast %any_size_all#0 : tensor<?x1x?xf64> to tensor<2x1x9xf64>
  %any_size_all0_expected = arith.constant dense<[[[2.0, 0.0, 0.0, 8.0, 0.0, 0.0, 0.0, 0.0, 0.0]], [[6.0, 0.0, 0.0, 12.0, 0.0, 0.0, 4.0, 0.0, 0.0]]]> : tensor<2x1x9xf64>
  eshkol.assert_close %any_size_all0, %any_size_all0_expected, "any size by operand 0" atol = 0.0 rtol = 0.0 : tensor<2x1x9xf64>
  %any_size_all1_expected = arith.constant dense<[[[24.0, 27.0]]]> : tensor<1x1x2xf64>
  eshkol.assert_close %any_size_all#1, %any_size_all1_expected, "any size by operand 1" atol = 0.0 rtol = 0.0 : tensor<1x1x2xf64>
  %any_size_again0 = tensor.cast %any_size_all#2 : tensor<?x1x?xf64> to tensor<2x1x9xf64>
  %any_size_all0_second = arith.constant dense<[[[4.0, 0.0, 0.0, 16.0, 0.0, 0.0, 0.0, 0.0, 0.0]], [[12.0, 0.0, 0.0, 24.0, 0.0, 0.0, 8.0, 0.0, 0.0]]]> : tensor<2x1x9xf64>
  eshkol.assert_close %any_size_again0, %any_size_all0_second, "any size by operand 0, again" atol = 0.0 rtol = 0.0 : tensor<2x1x9xf64>
  %any_size_all1_second = arith.constant dense<[[[65.0, 29.0]]]> : tensor<1x1x2xf64>
  eshkol.assert_close %any_size_all#3, %any_size_all1_second, "any size by operand 1, again" atol = 0.0 rtol = 0.0 : tensor<1x1x2xf64>

  %pooled_x = arith.constant dense<[[[[1.0, 4.0, 2.0, 0.0, 3.0, 1.0, 4.0], [2.0, 0.0, 3.0, 1.0, 4.0, 2.0, 0.0], [3.0, 1.0, 4.0, 2.0, 0.0, 3.0, 1.0], [4.0, 2.0, 0.0, 3.0, 1.0, 4.0, 2.0], [0.0, 3.0, 1.0, 4.0, 2.0, 0.0, 3.0], [1.0, 4.0, 2.0, 0.0, 3.0, 1.0, 4.0]]]]> : tensor<1x1x6x7xf64>
  %pooled_g = arith.constant dense<[[[[1.0, 4.0], [0.0, 3.0], [6.0, 2.0]]]]> : tensor<1x1x3x2xf64>
  %pooled_all:2 = eshkol.vjp @pooled(%pooled_x) wrt [0] cotangents(%pooled_g)
    : (tensor<1x1x6x7xf64>, tensor<1x1x3x2xf64>) -> (tensor<1x1x3x2xf64>, tensor<1x1x6x7xf64>)
  %pooled_all0_expected = arith.constant dense<[[[[1.0, 0.0, 4.0, 1.0, 0.0, 4.0, 0.0], [1.0, 0.0, 7.0, 1.0, 0.0, 7.0, 0.0], [0.0, 0.0, 3.0, 0.0, 0.0, 3.0, 0.0], [6.0, 0.0, 5.0, 6.0, 0.0, 5.0, 0.0], [6.0, 0.0, 2.0, 6.0, 0.0, 2.0, 0.0], [6.0, 0.0, 2.0, 6.0, 0.0, 2.0, 0.0]]]]> : tensor<1x1x6x7xf64>
  eshkol.assert_close %pooled_all#1, %pooled_all0_expected, "pooled by operand 0" atol = 0.0 rtol = 0.0 : tensor<1x1x6x7xf64>

  %pooled_any_x = arith.constant dense<[[[[1.0, 4.0, 2.0, 0.0, 3.0, 1.0, 4.0], [2.0, 0.0, 3.0, 1.0, 4.0, 2.0, 0.0], [3.0, 1.0, 4.0, 2.0, 0.0, 3.0, 1.0], [4.0, 2.0, 0.0, 3.0, 1.0, 4.0, 2.0], [0.0, 3.0, 1.0, 4.0, 2.0, 0.0, 3.0], [1.0, 4.0, 2.0, 0.0, 3.0, 1.0, 4.0]]]]> : tensor<1x1x6x7xf64>
  %pooled_any_x_any = tensor.cast %pooled_any_x : tensor<1x1x6x7xf64> to tensor<1x?x?x?xf64>
  %pooled_any_g = arith.constant dense<[[[[1.0, 4.0], [0.0, 3.0], [6.0, 2.0]]]]> : tensor<1x1x3x2xf64>
  %pooled_any_g_any = tensor.cast %pooled_any_g : tensor<1x1x3x2xf64> to tensor<1x?x?x?xf64>
  %pooled_any_all:2 = eshkol.vjp @pooled_any(%pooled_any_x_any) wrt [0] cotangents(%pooled_any_g_any)
    : (tensor<1x?x?x?xf64>, tensor<1x?x?x?xf64>) -> (tensor<1x?x?x?xf64>, tensor<1x?x?x?xf64>)
  %pooled_any_all0 = tensor.cast %pooled_any_all#1 : tensor<1x?x?x?xf64> to tensor<1x1x6x7xf64>
  %pooled_any_all0_expected = arith.constant dense<[[[[1.0, 0.0, 4.0, 1.0, 0.0, 4.0, 0.0], [1.0, 0.0, 7.0, 1.0, 0.0, 7.0, 0.0], [0.0, 0.0, 3.0, 0.0, 0.0, 3.0, 0.0], [6.0, 0.0, 5.0, 6.0, 0.0, 5.0, 0.0], [6.0, 0.0, 2.0, 6.0, 0.0, 2.0, 0.0], [6.0, 0.0, 2.0, 6.0, 0.0, 2.0, 0.0]]]]> : tensor<1x1x6x7xf64>
  eshkol.assert_close %pooled_any_all0, %pooled_any_all0_expected, "pooled any by operand 0" atol = 0.0 rtol = 0.0 : tensor<1x1x6x7xf64>
  return
}
