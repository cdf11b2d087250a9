// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// By the input: the reversed kernel with its channels exchanged, stride and input dilation too.
// By the kernel: channels are images.
// CHECK-LABEL: @conv.vjp
// CHECK-DAG: %[[IMAGES:.*]] = eshkol.transpose %arg0 [1, 0, 2]
// CHECK-DAG: %[[WINDOWS:.*]] = eshkol.transpose %arg2 [1, 0, 2]
// CHECK-DAG: %[[CHANNELS:.*]] = eshkol.transpose %arg1 [1, 0, 2]
// CHECK-DAG: %[[REVERSED:.*]] = eshkol.reverse %[[CHANNELS]] [2]
// CHECK-DAG: eshkol.conv %arg2, %[[REVERSED]] strides = [2] padding = [2, 2] dilations = [1] input_dilations = [2]
// CHECK-DAG: eshkol.conv %[[IMAGES]], %[[WINDOWS]] strides = [1] padding = [0, 0] dilations = [2] input_dilations = [2]
func.func @conv(%x: tensor<1x1x4xf64>, %k: tensor<1x1x3xf64>) -> tensor<1x1x3xf64> {
  %r = eshkol.conv %x, %k strides = [2] padding = [0, 0] dilations = [1] input_dilations = [2]
    : (tensor<1x1x4xf64>, tensor<1x1x3xf64>) -> tensor<1x1x3xf64>
  return %r : tensor<1x1x3xf64>
}

// Of a size that is not known, the positions that no window used are cut off.
// CHECK-LABEL: @line.vjp
// CHECK: %[[ALL:.*]] = eshkol.conv %arg2, %{{.*}} padding = [1, 3]
// CHECK: %[[SIZE:.*]] = tensor.dim %arg0
// CHECK: eshkol.slice %[[ALL]] [0, 0, 0] [1, 1, %[[SIZE]]]
func.func @line(%x: tensor<1x1x?xf64>, %k: tensor<1x1x2xf64>) -> tensor<1x1x?xf64> {
  %r = eshkol.conv %x, %k strides = [3] padding = [0, 0] dilations = [1] input_dilations = [2]
    : (tensor<1x1x?xf64>, tensor<1x1x2xf64>) -> tensor<1x1x?xf64>
  return %r : tensor<1x1x?xf64>
}

// Each element is in as many windows as there are cotangents in a window of theirs.
// CHECK-LABEL: @mean.vjp
// CHECK: %[[SHARE:.*]] = arith.divf %arg1
// CHECK: %[[SPREAD:.*]] = eshkol.pad %[[SHARE]], %{{.*}} low = [0, 0, 1] high = [0, 0, 1] interior = [0, 0, 0]
// CHECK: eshkol.pool {{ *}}sum %[[SPREAD]] window = [2] strides = [1]
func.func @mean(%x: tensor<1x1x4xf64>) -> tensor<1x1x3xf64> {
  %r = eshkol.pool mean %x window = [2] strides = [1] padding = [0, 0] dilations = [1]
    : (tensor<1x1x4xf64>) -> tensor<1x1x3xf64>
  return %r : tensor<1x1x3xf64>
}

// A maximum of rows is one of the maxima in each.
// CHECK-LABEL: @max.vjp
// CHECK: %[[ROWS:.*]] = eshkol.pool {{ *}}max %arg0 window = [1, 2]
// CHECK: arith.cmpf ueq, %{{.*}}, %[[ROWS]]
// CHECK: arith.cmpf ueq, %{{.*}}, %{{.*}} : tensor<1x1x1x2xf64>
func.func @max(%x: tensor<1x1x2x4xf64>) -> tensor<1x1x1x2xf64> {
  %r = eshkol.pool max %x window = [2, 2] strides = [2, 2] padding = [0, 0, 0, 0] dilations = [1, 1]
    : (tensor<1x1x2x4xf64>) -> tensor<1x1x1x2xf64>
  return %r : tensor<1x1x1x2xf64>
}

// CHECK-LABEL: @main
func.func @main() {
  // y = x₀k₀ + x₁k₂, x₁k₀ + x₂k₂, x₂k₀ + x₃k₂
  %x = arith.constant dense<[[[1.0, 2.0, 3.0, 4.0]]]> : tensor<1x1x4xf64>
  %k = arith.constant dense<[[[5.0, 9.0, 6.0]]]> : tensor<1x1x3xf64>
  %g = arith.constant dense<[[[1.0, 10.0, 100.0]]]> : tensor<1x1x3xf64>
  %c:3 = eshkol.vjp @conv(%x, %k) wrt [0, 1] cotangents(%g) : (tensor<1x1x4xf64>, tensor<1x1x3xf64>, tensor<1x1x3xf64>) -> (tensor<1x1x3xf64>, tensor<1x1x4xf64>, tensor<1x1x3xf64>)
  %cx = arith.constant dense<[[[5.0, 56.0, 560.0, 600.0]]]> : tensor<1x1x4xf64>
  %ck = arith.constant dense<[[[321.0, 0.0, 432.0]]]> : tensor<1x1x3xf64>
  eshkol.assert_close %c#1, %cx, "conv by the input" atol = 0.0 rtol = 0.0 : tensor<1x1x4xf64>
  eshkol.assert_close %c#2, %ck, "conv by the kernel" atol = 0.0 rtol = 0.0 : tensor<1x1x3xf64>

  // y = x₀k₀, x₂k₁, x₃k₀: the last of five elements is in no window.
  %five = arith.constant dense<[[[1.0, 2.0, 3.0, 4.0, 9.0]]]> : tensor<1x1x5xf64>
  %any = tensor.cast %five : tensor<1x1x5xf64> to tensor<1x1x?xf64>
  %two = arith.constant dense<[[[5.0, 6.0]]]> : tensor<1x1x2xf64>
  %g_any = tensor.cast %g : tensor<1x1x3xf64> to tensor<1x1x?xf64>
  %l:3 = eshkol.vjp @line(%any, %two) wrt [0, 1] cotangents(%g_any) : (tensor<1x1x?xf64>, tensor<1x1x2xf64>, tensor<1x1x?xf64>) -> (tensor<1x1x?xf64>, tensor<1x1x?xf64>, tensor<1x1x2xf64>)
  %lx = tensor.cast %l#1 : tensor<1x1x?xf64> to tensor<1x1x5xf64>
  %le = arith.constant dense<[[[5.0, 0.0, 60.0, 500.0, 0.0]]]> : tensor<1x1x5xf64>
  %lk = arith.constant dense<[[[401.0, 30.0]]]> : tensor<1x1x2xf64>
  eshkol.assert_close %lx, %le, "conv of any size by the input" atol = 0.0 rtol = 0.0 : tensor<1x1x5xf64>
  eshkol.assert_close %l#2, %lk, "conv of any size by the kernel" atol = 0.0 rtol = 0.0 : tensor<1x1x2xf64>

  %m:2 = eshkol.vjp @mean(%x) wrt [0] cotangents(%g) : (tensor<1x1x4xf64>, tensor<1x1x3xf64>) -> (tensor<1x1x3xf64>, tensor<1x1x4xf64>)
  %me = arith.constant dense<[[[0.5, 5.5, 55.0, 50.0]]]> : tensor<1x1x4xf64>
  eshkol.assert_close %m#1, %me, "mean" atol = 0.0 rtol = 0.0 : tensor<1x1x4xf64>

  // Of equal elements the first in row-major order has all.
  %y = arith.constant dense<[[[[1.0, 7.0, 2.0, 2.0], [7.0, 7.0, 2.0, 3.0]]]]> : tensor<1x1x2x4xf64>
  %h = arith.constant dense<[[[[1.0, 10.0]]]]> : tensor<1x1x1x2xf64>
  %p:2 = eshkol.vjp @max(%y) wrt [0] cotangents(%h) : (tensor<1x1x2x4xf64>, tensor<1x1x1x2xf64>) -> (tensor<1x1x1x2xf64>, tensor<1x1x2x4xf64>)
  %pe = arith.constant dense<[[[[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 10.0]]]]> : tensor<1x1x2x4xf64>
  eshkol.assert_close %p#1, %pe, "max" atol = 0.0 rtol = 0.0 : tensor<1x1x2x4xf64>
  return
}
