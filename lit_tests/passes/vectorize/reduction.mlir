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
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size3 = arith.constant 3 : index
  %size4 = arith.constant 4 : index

  %reduce1_a0 = arith.constant dense<[[[[0.911, 1.261, -1.129], [1.895, -1.351, -0.837]], [[-1.281, -0.618, -0.08], [0.089, 1.414, 1.558]]], [[[-1.12, 0.492, -1.554], [-0.164, -0.711, -0.734]], [[-0.07, 0.919, -1.723], [1.517, 0.939, -1.294]]], [[[1.757, 0.025, 1.999], [-1.211, 0.14, -0.839]], [[-0.783, 0.364, 1.687], [1.221, 0.896, 0.237]]], [[[1.689, -0.031, 1.495], [1.336, -1.145, 1.085]], [[-1.951, -0.709, -1.082], [0.027, 0.947, -1.609]]]]> : tensor<4x2x2x3xf64>
  %reduce1_a0_any = tensor.cast %reduce1_a0 : tensor<4x2x2x3xf64> to tensor<4x2x?x3xf64>
  %reduce1:3 = eshkol.vmap @reduce(%reduce1_a0_any) in_axes [0] out_axes [0, 0, 0]
      : (tensor<4x2x?x3xf64>) -> (tensor<4x?xf64>, tensor<4x2x1x3xf64>, tensor<4xf64>)
  %reduce1_r0 = tensor.cast %reduce1#0 : tensor<4x?xf64> to tensor<4x2xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %reduce1_a0 [%i, 0, 0, 0] [1, 2, 2, 3] [1, 1, 1, 1] : tensor<4x2x2x3xf64> -> tensor<1x2x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 2, 3] : tensor<1x2x2x3xf64> -> tensor<2x2x3xf64>
    %argument0_any = tensor.cast %argument0 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
    %call:3 = func.call @reduce(%argument0_any) : (tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>)
    %call0 = tensor.cast %call#0 : tensor<?xf64> to tensor<2xf64>
    %element0_slice = eshkol.slice %reduce1_r0 [%i, 0] [1, 2] [1, 1] : tensor<4x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call0, "reduce1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
    %element1_slice = eshkol.slice %reduce1#1 [%i, 0, 0, 0] [1, 2, 1, 3] [1, 1, 1, 1] : tensor<4x2x1x3xf64> -> tensor<1x2x1x3xf64>
    %element1 = eshkol.reshape %element1_slice to [2, 1, 3] : tensor<1x2x1x3xf64> -> tensor<2x1x3xf64>
    eshkol.assert_close %element1, %call#1, "reduce1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x3xf64>
    %element2_slice = eshkol.slice %reduce1#2 [%i] [1] [1] : tensor<4xf64> -> tensor<1xf64>
    %element2 = eshkol.reshape %element2_slice to [] : tensor<1xf64> -> tensor<f64>
    eshkol.assert_close %element2, %call#2, "reduce1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  }

  %reduce2_a0 = arith.constant dense<[[[[0.06, 1.754, -1.085, 0.709], [0.372, -1.96, -0.097, 0.835], [-1.824, 1.518, 0.08, -1.877]], [[-1.102, 1.815, 0.329, -1.57], [-0.85, -0.173, -1.916, -0.354], [-0.042, -1.025, 0.355, 1.013]]], [[[-1.057, 0.482, 0.558, 1.794], [1.113, 1.393, -0.038, -1.259], [1.983, -1.483, -0.114, -1.728]], [[1.775, 1.86, 0.878, -0.6], [-0.982, -0.939, -1.491, 0.103], [-1.433, -0.733, 0.507, 0.91]]]]> : tensor<2x2x3x4xf64>
  %reduce2_a0_any = tensor.cast %reduce2_a0 : tensor<2x2x3x4xf64> to tensor<2x?x3x4xf64>
  %reduce2:3 = eshkol.vmap @reduce(%reduce2_a0_any) in_axes [3] out_axes [1, 2, 0]
      : (tensor<2x?x3x4xf64>) -> (tensor<?x4xf64>, tensor<2x1x4x3xf64>, tensor<4xf64>)
  %reduce2_r0 = tensor.cast %reduce2#0 : tensor<?x4xf64> to tensor<2x4xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %reduce2_a0 [0, 0, 0, %i] [2, 2, 3, 1] [1, 1, 1, 1] : tensor<2x2x3x4xf64> -> tensor<2x2x3x1xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 2, 3] : tensor<2x2x3x1xf64> -> tensor<2x2x3xf64>
    %argument0_any = tensor.cast %argument0 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
    %call:3 = func.call @reduce(%argument0_any) : (tensor<2x?x3xf64>) -> (tensor<?xf64>, tensor<2x1x3xf64>, tensor<f64>)
    %call0 = tensor.cast %call#0 : tensor<?xf64> to tensor<2xf64>
    %element0_slice = eshkol.slice %reduce2_r0 [0, %i] [2, 1] [1, 1] : tensor<2x4xf64> -> tensor<2x1xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call0, "reduce2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
    %element1_slice = eshkol.slice %reduce2#1 [0, 0, %i, 0] [2, 1, 1, 3] [1, 1, 1, 1] : tensor<2x1x4x3xf64> -> tensor<2x1x1x3xf64>
    %element1 = eshkol.reshape %element1_slice to [2, 1, 3] : tensor<2x1x1x3xf64> -> tensor<2x1x3xf64>
    eshkol.assert_close %element1, %call#1, "reduce2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x3xf64>
    %element2_slice = eshkol.slice %reduce2#2 [%i] [1] [1] : tensor<4xf64> -> tensor<1xf64>
    %element2 = eshkol.reshape %element2_slice to [] : tensor<1xf64> -> tensor<f64>
    eshkol.assert_close %element2, %call#2, "reduce2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  }

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
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %extremes4_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call:2 = func.call @extremes(%argument0) : (tensor<2x3xf64>) -> (tensor<3xi64>, tensor<2x1xi64>)
    %element0_slice = eshkol.slice %extremes4#0 [%i, 0] [1, 3] [1, 1] : tensor<3x3xi64> -> tensor<1x3xi64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
    eshkol.assert_close %element0, %call#0, "extremes4" atol = 0.0 rtol = 0.0 : tensor<3xi64>
    %element1_slice = eshkol.slice %extremes4#1 [%i, 0, 0] [1, 2, 1] [1, 1, 1] : tensor<3x2x1xi64> -> tensor<1x2x1xi64>
    %element1 = eshkol.reshape %element1_slice to [2, 1] : tensor<1x2x1xi64> -> tensor<2x1xi64>
    eshkol.assert_close %element1, %call#1, "extremes4" atol = 0.0 rtol = 0.0 : tensor<2x1xi64>
  }

  %totals5_a0 = arith.constant dense<[[[-1.979, -1.955, 0.045], [-1.667, -1.796, 1.862]], [[1.436, -1.392, -1.997], [1.767, -0.887, -1.256]], [[0.766, -1.564, -0.941], [1.9, 0.558, 0.083]]]> : tensor<3x2x3xf64>
  %totals5:2 = eshkol.vmap @totals(%totals5_a0) in_axes [0] out_axes [0, 0]
      : (tensor<3x2x3xf64>) -> (tensor<3x2x3xf64>, tensor<3x2x3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %totals5_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call:2 = func.call @totals(%argument0) : (tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xf64>)
    %element0_slice = eshkol.slice %totals5#0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call#0, "totals5" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
    %element1_slice = eshkol.slice %totals5#1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %element1 = eshkol.reshape %element1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element1, %call#1, "totals5" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }
  return
}
