// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// CHECK-LABEL: func.func private @reduce.vmap(
// CHECK: eshkol.reduce sum %{{.*}} [1, 3] : (tensor<4x2x?x3xf64>) -> tensor<4x?xf64>
// CHECK: eshkol.reduce max %{{.*}} [2] keepdims : (tensor<4x2x?x3xf64>) -> tensor<4x2x1x3xf64>
// CHECK: eshkol.reduce mean %{{.*}} [1, 2, 3] : (tensor<4x2x?x3xf64>) -> tensor<4xf64>
func.func @reduce(%x: tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>) {
  %0 = eshkol.reduce sum %x [0, 2] : (tensor<2x?x3xf64>) -> tensor<?xf64>
  %1 = eshkol.reduce max %x [1] keepdims : (tensor<2x?x3xf64>) -> tensor<2x1x3xf64>
  %2 = eshkol.reduce mean %x [0, 1, 2] : (tensor<2x?x3xf64>) -> tensor<f64>
  return %0, %1, %2 : tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>
}

// CHECK-LABEL: func.func private @extremes.vmap(
// CHECK: eshkol.argmax %{{.*}} dimension = 1 : (tensor<3x2x3xf64>) -> tensor<3x3xi64>
// CHECK: eshkol.argmin %{{.*}} dimension = 2 keepdims : (tensor<3x2x3xf64>) -> tensor<3x2x1xi64>
func.func @extremes(%x: tensor<2x3xf64>) -> (tensor<3xi64>, tensor<2x1xi64>) {
  %0 = eshkol.argmax %x dimension = 0 : (tensor<2x3xf64>) -> tensor<3xi64>
  %1 = eshkol.argmin %x dimension = 1 keepdims : (tensor<2x3xf64>) -> tensor<2x1xi64>
  return %0, %1 : tensor<3xi64>, tensor<2x1xi64>
}

// CHECK-LABEL: func.func private @totals.vmap(
// CHECK: eshkol.cumulative sum %{{.*}} dimension = 2
// CHECK: eshkol.cumulative prod %{{.*}} dimension = 1 reverse
func.func @totals(%x: tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xf64>) {
  %0 = eshkol.cumulative sum %x dimension = 1 : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %1 = eshkol.cumulative prod %x dimension = 0 reverse : (tensor<2x3xf64>) -> tensor<2x3xf64>
  return %0, %1 : tensor<2x3xf64>, tensor<2x3xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %reduce1_a0 = arith.constant dense<[[[[0.911, 1.261, -1.129], [1.895, -1.351, -0.837]], [[-1.281, -0.618, -0.08], [0.089, 1.414, 1.558]]], [[[-1.12, 0.492, -1.554], [-0.164, -0.711, -0.734]], [[-0.07, 0.919, -1.723], [1.517, 0.939, -1.294]]], [[[1.757, 0.025, 1.999], [-1.211, 0.14, -0.839]], [[-0.783, 0.364, 1.687], [1.221, 0.896, 0.237]]], [[[1.689, -0.031, 1.495], [1.336, -1.145, 1.085]], [[-1.951, -0.709, -1.082], [0.027, 0.947, -1.609]]]]> : tensor<4x2x2x3xf64>
  %reduce1_a0_any = tensor.cast %reduce1_a0 : tensor<4x2x2x3xf64> to tensor<4x2x?x3xf64>
  %reduce1:3 = eshkol.vmap @reduce(%reduce1_a0_any) in_axes [0] out_axes [0, 0, 0]
      : (tensor<4x2x?x3xf64>) -> (tensor<4x?xf64>, tensor<4x2x1x3xf64>, tensor<4xf64>)
  %reduce1_r0 = tensor.cast %reduce1#0 : tensor<4x?xf64> to tensor<4x2xf64>
  %reduce1_a0_0_slice = eshkol.slice %reduce1_a0 [0, 0, 0, 0] [1, 2, 2, 3] [1, 1, 1, 1] : tensor<4x2x2x3xf64> -> tensor<1x2x2x3xf64>
  %reduce1_a0_0 = eshkol.reshape %reduce1_a0_0_slice to [2, 2, 3] : tensor<1x2x2x3xf64> -> tensor<2x2x3xf64>
  %reduce1_a0_0_any = tensor.cast %reduce1_a0_0 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
  %reduce1_e0:3 = func.call @reduce(%reduce1_a0_0_any) : (tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>)
  %reduce1_e0_0 = tensor.cast %reduce1_e0#0 : tensor<?xf64> to tensor<2xf64>
  %reduce1_s0_0_0_slice = eshkol.slice %reduce1_r0 [0, 0] [1, 2] [1, 1] : tensor<4x2xf64> -> tensor<1x2xf64>
  %reduce1_s0_0_0 = eshkol.reshape %reduce1_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %reduce1_s0_0_0, %reduce1_e0_0, "reduce1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %reduce1_s0_1_0_slice = eshkol.slice %reduce1#1 [0, 0, 0, 0] [1, 2, 1, 3] [1, 1, 1, 1] : tensor<4x2x1x3xf64> -> tensor<1x2x1x3xf64>
  %reduce1_s0_1_0 = eshkol.reshape %reduce1_s0_1_0_slice to [2, 1, 3] : tensor<1x2x1x3xf64> -> tensor<2x1x3xf64>
  eshkol.assert_close %reduce1_s0_1_0, %reduce1_e0#1, "reduce1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x3xf64>
  %reduce1_s0_2_0_slice = eshkol.slice %reduce1#2 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %reduce1_s0_2_0 = eshkol.reshape %reduce1_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %reduce1_s0_2_0, %reduce1_e0#2, "reduce1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %reduce1_a0_1_slice = eshkol.slice %reduce1_a0 [1, 0, 0, 0] [1, 2, 2, 3] [1, 1, 1, 1] : tensor<4x2x2x3xf64> -> tensor<1x2x2x3xf64>
  %reduce1_a0_1 = eshkol.reshape %reduce1_a0_1_slice to [2, 2, 3] : tensor<1x2x2x3xf64> -> tensor<2x2x3xf64>
  %reduce1_a0_1_any = tensor.cast %reduce1_a0_1 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
  %reduce1_e1:3 = func.call @reduce(%reduce1_a0_1_any) : (tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>)
  %reduce1_e1_0 = tensor.cast %reduce1_e1#0 : tensor<?xf64> to tensor<2xf64>
  %reduce1_s1_0_1_slice = eshkol.slice %reduce1_r0 [1, 0] [1, 2] [1, 1] : tensor<4x2xf64> -> tensor<1x2xf64>
  %reduce1_s1_0_1 = eshkol.reshape %reduce1_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %reduce1_s1_0_1, %reduce1_e1_0, "reduce1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %reduce1_s1_1_1_slice = eshkol.slice %reduce1#1 [1, 0, 0, 0] [1, 2, 1, 3] [1, 1, 1, 1] : tensor<4x2x1x3xf64> -> tensor<1x2x1x3xf64>
  %reduce1_s1_1_1 = eshkol.reshape %reduce1_s1_1_1_slice to [2, 1, 3] : tensor<1x2x1x3xf64> -> tensor<2x1x3xf64>
  eshkol.assert_close %reduce1_s1_1_1, %reduce1_e1#1, "reduce1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x3xf64>
  %reduce1_s1_2_1_slice = eshkol.slice %reduce1#2 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %reduce1_s1_2_1 = eshkol.reshape %reduce1_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %reduce1_s1_2_1, %reduce1_e1#2, "reduce1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %reduce1_a0_2_slice = eshkol.slice %reduce1_a0 [2, 0, 0, 0] [1, 2, 2, 3] [1, 1, 1, 1] : tensor<4x2x2x3xf64> -> tensor<1x2x2x3xf64>
  %reduce1_a0_2 = eshkol.reshape %reduce1_a0_2_slice to [2, 2, 3] : tensor<1x2x2x3xf64> -> tensor<2x2x3xf64>
  %reduce1_a0_2_any = tensor.cast %reduce1_a0_2 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
  %reduce1_e2:3 = func.call @reduce(%reduce1_a0_2_any) : (tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>)
  %reduce1_e2_0 = tensor.cast %reduce1_e2#0 : tensor<?xf64> to tensor<2xf64>
  %reduce1_s2_0_2_slice = eshkol.slice %reduce1_r0 [2, 0] [1, 2] [1, 1] : tensor<4x2xf64> -> tensor<1x2xf64>
  %reduce1_s2_0_2 = eshkol.reshape %reduce1_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %reduce1_s2_0_2, %reduce1_e2_0, "reduce1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %reduce1_s2_1_2_slice = eshkol.slice %reduce1#1 [2, 0, 0, 0] [1, 2, 1, 3] [1, 1, 1, 1] : tensor<4x2x1x3xf64> -> tensor<1x2x1x3xf64>
  %reduce1_s2_1_2 = eshkol.reshape %reduce1_s2_1_2_slice to [2, 1, 3] : tensor<1x2x1x3xf64> -> tensor<2x1x3xf64>
  eshkol.assert_close %reduce1_s2_1_2, %reduce1_e2#1, "reduce1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x3xf64>
  %reduce1_s2_2_2_slice = eshkol.slice %reduce1#2 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %reduce1_s2_2_2 = eshkol.reshape %reduce1_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %reduce1_s2_2_2, %reduce1_e2#2, "reduce1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %reduce1_a0_3_slice = eshkol.slice %reduce1_a0 [3, 0, 0, 0] [1, 2, 2, 3] [1, 1, 1, 1] : tensor<4x2x2x3xf64> -> tensor<1x2x2x3xf64>
  %reduce1_a0_3 = eshkol.reshape %reduce1_a0_3_slice to [2, 2, 3] : tensor<1x2x2x3xf64> -> tensor<2x2x3xf64>
  %reduce1_a0_3_any = tensor.cast %reduce1_a0_3 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
  %reduce1_e3:3 = func.call @reduce(%reduce1_a0_3_any) : (tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>)
  %reduce1_e3_0 = tensor.cast %reduce1_e3#0 : tensor<?xf64> to tensor<2xf64>
  %reduce1_s3_0_3_slice = eshkol.slice %reduce1_r0 [3, 0] [1, 2] [1, 1] : tensor<4x2xf64> -> tensor<1x2xf64>
  %reduce1_s3_0_3 = eshkol.reshape %reduce1_s3_0_3_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %reduce1_s3_0_3, %reduce1_e3_0, "reduce1: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %reduce1_s3_1_3_slice = eshkol.slice %reduce1#1 [3, 0, 0, 0] [1, 2, 1, 3] [1, 1, 1, 1] : tensor<4x2x1x3xf64> -> tensor<1x2x1x3xf64>
  %reduce1_s3_1_3 = eshkol.reshape %reduce1_s3_1_3_slice to [2, 1, 3] : tensor<1x2x1x3xf64> -> tensor<2x1x3xf64>
  eshkol.assert_close %reduce1_s3_1_3, %reduce1_e3#1, "reduce1: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x3xf64>
  %reduce1_s3_2_3_slice = eshkol.slice %reduce1#2 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %reduce1_s3_2_3 = eshkol.reshape %reduce1_s3_2_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %reduce1_s3_2_3, %reduce1_e3#2, "reduce1: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %reduce2_a0 = arith.constant dense<[[[[0.06, 1.754, -1.085, 0.709], [0.372, -1.96, -0.097, 0.835], [-1.824, 1.518, 0.08, -1.877]], [[-1.102, 1.815, 0.329, -1.57], [-0.85, -0.173, -1.916, -0.354], [-0.042, -1.025, 0.355, 1.013]]], [[[-1.057, 0.482, 0.558, 1.794], [1.113, 1.393, -0.038, -1.259], [1.983, -1.483, -0.114, -1.728]], [[1.775, 1.86, 0.878, -0.6], [-0.982, -0.939, -1.491, 0.103], [-1.433, -0.733, 0.507, 0.91]]]]> : tensor<2x2x3x4xf64>
  %reduce2_a0_any = tensor.cast %reduce2_a0 : tensor<2x2x3x4xf64> to tensor<2x?x3x4xf64>
  %reduce2:3 = eshkol.vmap @reduce(%reduce2_a0_any) in_axes [3] out_axes [1, 2, 0]
      : (tensor<2x?x3x4xf64>) -> (tensor<?x4xf64>, tensor<2x1x4x3xf64>, tensor<4xf64>)
  %reduce2_r0 = tensor.cast %reduce2#0 : tensor<?x4xf64> to tensor<2x4xf64>
  %reduce2_a0_0_slice = eshkol.slice %reduce2_a0 [0, 0, 0, 0] [2, 2, 3, 1] [1, 1, 1, 1] : tensor<2x2x3x4xf64> -> tensor<2x2x3x1xf64>
  %reduce2_a0_0 = eshkol.reshape %reduce2_a0_0_slice to [2, 2, 3] : tensor<2x2x3x1xf64> -> tensor<2x2x3xf64>
  %reduce2_a0_0_any = tensor.cast %reduce2_a0_0 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
  %reduce2_e0:3 = func.call @reduce(%reduce2_a0_0_any) : (tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>)
  %reduce2_e0_0 = tensor.cast %reduce2_e0#0 : tensor<?xf64> to tensor<2xf64>
  %reduce2_s0_0_0_slice = eshkol.slice %reduce2_r0 [0, 0] [2, 1] [1, 1] : tensor<2x4xf64> -> tensor<2x1xf64>
  %reduce2_s0_0_0 = eshkol.reshape %reduce2_s0_0_0_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
  eshkol.assert_close %reduce2_s0_0_0, %reduce2_e0_0, "reduce2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %reduce2_s0_1_0_slice = eshkol.slice %reduce2#1 [0, 0, 0, 0] [2, 1, 1, 3] [1, 1, 1, 1] : tensor<2x1x4x3xf64> -> tensor<2x1x1x3xf64>
  %reduce2_s0_1_0 = eshkol.reshape %reduce2_s0_1_0_slice to [2, 1, 3] : tensor<2x1x1x3xf64> -> tensor<2x1x3xf64>
  eshkol.assert_close %reduce2_s0_1_0, %reduce2_e0#1, "reduce2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x3xf64>
  %reduce2_s0_2_0_slice = eshkol.slice %reduce2#2 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %reduce2_s0_2_0 = eshkol.reshape %reduce2_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %reduce2_s0_2_0, %reduce2_e0#2, "reduce2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %reduce2_a0_1_slice = eshkol.slice %reduce2_a0 [0, 0, 0, 1] [2, 2, 3, 1] [1, 1, 1, 1] : tensor<2x2x3x4xf64> -> tensor<2x2x3x1xf64>
  %reduce2_a0_1 = eshkol.reshape %reduce2_a0_1_slice to [2, 2, 3] : tensor<2x2x3x1xf64> -> tensor<2x2x3xf64>
  %reduce2_a0_1_any = tensor.cast %reduce2_a0_1 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
  %reduce2_e1:3 = func.call @reduce(%reduce2_a0_1_any) : (tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>)
  %reduce2_e1_0 = tensor.cast %reduce2_e1#0 : tensor<?xf64> to tensor<2xf64>
  %reduce2_s1_0_1_slice = eshkol.slice %reduce2_r0 [0, 1] [2, 1] [1, 1] : tensor<2x4xf64> -> tensor<2x1xf64>
  %reduce2_s1_0_1 = eshkol.reshape %reduce2_s1_0_1_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
  eshkol.assert_close %reduce2_s1_0_1, %reduce2_e1_0, "reduce2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %reduce2_s1_1_1_slice = eshkol.slice %reduce2#1 [0, 0, 1, 0] [2, 1, 1, 3] [1, 1, 1, 1] : tensor<2x1x4x3xf64> -> tensor<2x1x1x3xf64>
  %reduce2_s1_1_1 = eshkol.reshape %reduce2_s1_1_1_slice to [2, 1, 3] : tensor<2x1x1x3xf64> -> tensor<2x1x3xf64>
  eshkol.assert_close %reduce2_s1_1_1, %reduce2_e1#1, "reduce2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x3xf64>
  %reduce2_s1_2_1_slice = eshkol.slice %reduce2#2 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %reduce2_s1_2_1 = eshkol.reshape %reduce2_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %reduce2_s1_2_1, %reduce2_e1#2, "reduce2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %reduce2_a0_2_slice = eshkol.slice %reduce2_a0 [0, 0, 0, 2] [2, 2, 3, 1] [1, 1, 1, 1] : tensor<2x2x3x4xf64> -> tensor<2x2x3x1xf64>
  %reduce2_a0_2 = eshkol.reshape %reduce2_a0_2_slice to [2, 2, 3] : tensor<2x2x3x1xf64> -> tensor<2x2x3xf64>
  %reduce2_a0_2_any = tensor.cast %reduce2_a0_2 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
  %reduce2_e2:3 = func.call @reduce(%reduce2_a0_2_any) : (tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>)
  %reduce2_e2_0 = tensor.cast %reduce2_e2#0 : tensor<?xf64> to tensor<2xf64>
  %reduce2_s2_0_2_slice = eshkol.slice %reduce2_r0 [0, 2] [2, 1] [1, 1] : tensor<2x4xf64> -> tensor<2x1xf64>
  %reduce2_s2_0_2 = eshkol.reshape %reduce2_s2_0_2_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
  eshkol.assert_close %reduce2_s2_0_2, %reduce2_e2_0, "reduce2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %reduce2_s2_1_2_slice = eshkol.slice %reduce2#1 [0, 0, 2, 0] [2, 1, 1, 3] [1, 1, 1, 1] : tensor<2x1x4x3xf64> -> tensor<2x1x1x3xf64>
  %reduce2_s2_1_2 = eshkol.reshape %reduce2_s2_1_2_slice to [2, 1, 3] : tensor<2x1x1x3xf64> -> tensor<2x1x3xf64>
  eshkol.assert_close %reduce2_s2_1_2, %reduce2_e2#1, "reduce2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x3xf64>
  %reduce2_s2_2_2_slice = eshkol.slice %reduce2#2 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %reduce2_s2_2_2 = eshkol.reshape %reduce2_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %reduce2_s2_2_2, %reduce2_e2#2, "reduce2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %reduce2_a0_3_slice = eshkol.slice %reduce2_a0 [0, 0, 0, 3] [2, 2, 3, 1] [1, 1, 1, 1] : tensor<2x2x3x4xf64> -> tensor<2x2x3x1xf64>
  %reduce2_a0_3 = eshkol.reshape %reduce2_a0_3_slice to [2, 2, 3] : tensor<2x2x3x1xf64> -> tensor<2x2x3xf64>
  %reduce2_a0_3_any = tensor.cast %reduce2_a0_3 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
  %reduce2_e3:3 = func.call @reduce(%reduce2_a0_3_any) : (tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>)
  %reduce2_e3_0 = tensor.cast %reduce2_e3#0 : tensor<?xf64> to tensor<2xf64>
  %reduce2_s3_0_3_slice = eshkol.slice %reduce2_r0 [0, 3] [2, 1] [1, 1] : tensor<2x4xf64> -> tensor<2x1xf64>
  %reduce2_s3_0_3 = eshkol.reshape %reduce2_s3_0_3_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
  eshkol.assert_close %reduce2_s3_0_3, %reduce2_e3_0, "reduce2: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %reduce2_s3_1_3_slice = eshkol.slice %reduce2#1 [0, 0, 3, 0] [2, 1, 1, 3] [1, 1, 1, 1] : tensor<2x1x4x3xf64> -> tensor<2x1x1x3xf64>
  %reduce2_s3_1_3 = eshkol.reshape %reduce2_s3_1_3_slice to [2, 1, 3] : tensor<2x1x1x3xf64> -> tensor<2x1x3xf64>
  eshkol.assert_close %reduce2_s3_1_3, %reduce2_e3#1, "reduce2: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x3xf64>
  %reduce2_s3_2_3_slice = eshkol.slice %reduce2#2 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %reduce2_s3_2_3 = eshkol.reshape %reduce2_s3_2_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %reduce2_s3_2_3, %reduce2_e3#2, "reduce2: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %reduce3_a0 = arith.constant dense<> : tensor<0x2x2x3xf64>
  %reduce3_a0_any = tensor.cast %reduce3_a0 : tensor<0x2x2x3xf64> to tensor<?x2x?x3xf64>
  %reduce3:3 = eshkol.vmap @reduce(%reduce3_a0_any) in_axes [0] out_axes [0, 0, 0]
      : (tensor<?x2x?x3xf64>) -> (tensor<?x?xf64>, tensor<?x2x1x3xf64>, tensor<?xf64>)
  %reduce3_r0 = tensor.cast %reduce3#0 : tensor<?x?xf64> to tensor<0x2xf64>
  %reduce3_r1 = tensor.cast %reduce3#1 : tensor<?x2x1x3xf64> to tensor<0x2x1x3xf64>
  %reduce3_r2 = tensor.cast %reduce3#2 : tensor<?xf64> to tensor<0xf64>

  %extremes4_a0 = arith.constant dense<[[[-1.903, -0.28, 0.608], [1.413, -0.099, 1.877]], [[-0.937, -1.946, -0.065], [-0.976, 1.295, -1.069]], [[-0.757, 1.165, 0.861], [0.232, 0.82, -0.325]]]> : tensor<3x2x3xf64>
  %extremes4:2 = eshkol.vmap @extremes(%extremes4_a0) in_axes [0] out_axes [0, 0]
      : (tensor<3x2x3xf64>) -> (tensor<3x3xi64>, tensor<3x2x1xi64>)
  %extremes4_a0_0_slice = eshkol.slice %extremes4_a0 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %extremes4_a0_0 = eshkol.reshape %extremes4_a0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  %extremes4_e0:2 = func.call @extremes(%extremes4_a0_0) : (tensor<2x3xf64>) -> (tensor<3xi64>, tensor<2x1xi64>)
  %extremes4_s0_0_0_slice = eshkol.slice %extremes4#0 [0, 0] [1, 3] [1, 1] : tensor<3x3xi64> -> tensor<1x3xi64>
  %extremes4_s0_0_0 = eshkol.reshape %extremes4_s0_0_0_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  eshkol.assert_close %extremes4_s0_0_0, %extremes4_e0#0, "extremes4: element 0" atol = 0.0 rtol = 0.0 : tensor<3xi64>
  %extremes4_s0_1_0_slice = eshkol.slice %extremes4#1 [0, 0, 0] [1, 2, 1] [1, 1, 1] : tensor<3x2x1xi64> -> tensor<1x2x1xi64>
  %extremes4_s0_1_0 = eshkol.reshape %extremes4_s0_1_0_slice to [2, 1] : tensor<1x2x1xi64> -> tensor<2x1xi64>
  eshkol.assert_close %extremes4_s0_1_0, %extremes4_e0#1, "extremes4: element 0" atol = 0.0 rtol = 0.0 : tensor<2x1xi64>
  %extremes4_a0_1_slice = eshkol.slice %extremes4_a0 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %extremes4_a0_1 = eshkol.reshape %extremes4_a0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  %extremes4_e1:2 = func.call @extremes(%extremes4_a0_1) : (tensor<2x3xf64>) -> (tensor<3xi64>, tensor<2x1xi64>)
  %extremes4_s1_0_1_slice = eshkol.slice %extremes4#0 [1, 0] [1, 3] [1, 1] : tensor<3x3xi64> -> tensor<1x3xi64>
  %extremes4_s1_0_1 = eshkol.reshape %extremes4_s1_0_1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  eshkol.assert_close %extremes4_s1_0_1, %extremes4_e1#0, "extremes4: element 1" atol = 0.0 rtol = 0.0 : tensor<3xi64>
  %extremes4_s1_1_1_slice = eshkol.slice %extremes4#1 [1, 0, 0] [1, 2, 1] [1, 1, 1] : tensor<3x2x1xi64> -> tensor<1x2x1xi64>
  %extremes4_s1_1_1 = eshkol.reshape %extremes4_s1_1_1_slice to [2, 1] : tensor<1x2x1xi64> -> tensor<2x1xi64>
  eshkol.assert_close %extremes4_s1_1_1, %extremes4_e1#1, "extremes4: element 1" atol = 0.0 rtol = 0.0 : tensor<2x1xi64>
  %extremes4_a0_2_slice = eshkol.slice %extremes4_a0 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %extremes4_a0_2 = eshkol.reshape %extremes4_a0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  %extremes4_e2:2 = func.call @extremes(%extremes4_a0_2) : (tensor<2x3xf64>) -> (tensor<3xi64>, tensor<2x1xi64>)
  %extremes4_s2_0_2_slice = eshkol.slice %extremes4#0 [2, 0] [1, 3] [1, 1] : tensor<3x3xi64> -> tensor<1x3xi64>
  %extremes4_s2_0_2 = eshkol.reshape %extremes4_s2_0_2_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  eshkol.assert_close %extremes4_s2_0_2, %extremes4_e2#0, "extremes4: element 2" atol = 0.0 rtol = 0.0 : tensor<3xi64>
  %extremes4_s2_1_2_slice = eshkol.slice %extremes4#1 [2, 0, 0] [1, 2, 1] [1, 1, 1] : tensor<3x2x1xi64> -> tensor<1x2x1xi64>
  %extremes4_s2_1_2 = eshkol.reshape %extremes4_s2_1_2_slice to [2, 1] : tensor<1x2x1xi64> -> tensor<2x1xi64>
  eshkol.assert_close %extremes4_s2_1_2, %extremes4_e2#1, "extremes4: element 2" atol = 0.0 rtol = 0.0 : tensor<2x1xi64>

  %totals5_a0 = arith.constant dense<[[[-1.979, -1.955, 0.045], [-1.667, -1.796, 1.862]], [[1.436, -1.392, -1.997], [1.767, -0.887, -1.256]], [[0.766, -1.564, -0.941], [1.9, 0.558, 0.083]]]> : tensor<3x2x3xf64>
  %totals5:2 = eshkol.vmap @totals(%totals5_a0) in_axes [0] out_axes [0, 0]
      : (tensor<3x2x3xf64>) -> (tensor<3x2x3xf64>, tensor<3x2x3xf64>)
  %totals5_a0_0_slice = eshkol.slice %totals5_a0 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %totals5_a0_0 = eshkol.reshape %totals5_a0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  %totals5_e0:2 = func.call @totals(%totals5_a0_0) : (tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xf64>)
  %totals5_s0_0_0_slice = eshkol.slice %totals5#0 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %totals5_s0_0_0 = eshkol.reshape %totals5_s0_0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %totals5_s0_0_0, %totals5_e0#0, "totals5: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %totals5_s0_1_0_slice = eshkol.slice %totals5#1 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %totals5_s0_1_0 = eshkol.reshape %totals5_s0_1_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %totals5_s0_1_0, %totals5_e0#1, "totals5: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %totals5_a0_1_slice = eshkol.slice %totals5_a0 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %totals5_a0_1 = eshkol.reshape %totals5_a0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  %totals5_e1:2 = func.call @totals(%totals5_a0_1) : (tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xf64>)
  %totals5_s1_0_1_slice = eshkol.slice %totals5#0 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %totals5_s1_0_1 = eshkol.reshape %totals5_s1_0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %totals5_s1_0_1, %totals5_e1#0, "totals5: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %totals5_s1_1_1_slice = eshkol.slice %totals5#1 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %totals5_s1_1_1 = eshkol.reshape %totals5_s1_1_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %totals5_s1_1_1, %totals5_e1#1, "totals5: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %totals5_a0_2_slice = eshkol.slice %totals5_a0 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %totals5_a0_2 = eshkol.reshape %totals5_a0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  %totals5_e2:2 = func.call @totals(%totals5_a0_2) : (tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xf64>)
  %totals5_s2_0_2_slice = eshkol.slice %totals5#0 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %totals5_s2_0_2 = eshkol.reshape %totals5_s2_0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %totals5_s2_0_2, %totals5_e2#0, "totals5: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %totals5_s2_1_2_slice = eshkol.slice %totals5#1 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %totals5_s2_1_2 = eshkol.reshape %totals5_s2_1_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %totals5_s2_1_2, %totals5_e2#1, "totals5: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  return
}
