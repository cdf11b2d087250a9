// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// CHECK-LABEL: func.func private @gather.vmap_{{[0-9]+}}(
// CHECK: %[[Y:.*]] = eshkol.gather %{{.*}}[%{{.*}}] dimension = 1 : (tensor<2x4xf64>, tensor<5x3xi64>) -> tensor<2x5x3xf64>
// CHECK: eshkol.transpose %[[Y]] [1, 0, 2]
// CHECK-LABEL: func.func private @gather.vmap_{{[0-9]+}}(
// CHECK: eshkol.gather %{{.*}}[%{{.*}}] dimension = 2 : (tensor<5x2x4xf64>, tensor<3xi64>) -> tensor<5x2x3xf64>
// CHECK-LABEL: func.func private @gather.vmap(
// CHECK: eshkol.gather %{{.*}}[%{{.*}}] dimension = 2 batch_dims = 1 : (tensor<5x2x4xf64>, tensor<5x3xi64>) -> tensor<5x2x3xf64>
func.func @gather(%x: tensor<2x4xf64>, %i: tensor<3xi64>) -> tensor<2x3xf64> {
  %0 = eshkol.gather %x[%i] dimension = 1 : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  return %0 : tensor<2x3xf64>
}

// CHECK-LABEL: func.func private @gather_shared.vmap(
// CHECK: eshkol.gather %{{.*}}[%{{.*}}] dimension = 2 batch_dims = 2 : (tensor<3x2x4xf64>, tensor<3x2x3xi64>)
func.func @gather_shared(%x: tensor<2x4xf64>, %i: tensor<2x3xindex>) -> tensor<2x3xf64> {
  %0 = eshkol.gather %x[%i] dimension = 1 batch_dims = 1 : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  return %0 : tensor<2x3xf64>
}

func.func @gather_one(%x: tensor<4x2xf64>, %i: tensor<i64>) -> tensor<2xf64> {
  %0 = eshkol.gather %x[%i] dimension = 0 : (tensor<4x2xf64>, tensor<i64>) -> tensor<2xf64>
  return %0 : tensor<2xf64>
}

// CHECK-LABEL: func.func private @scatter.vmap(
// CHECK: eshkol.scatter add %{{.*}}[%{{.*}}], %{{.*}} batch_dims = 1 : (tensor<2x4x2xf64>, tensor<2x3xi64>, tensor<2x3x2xf64>)
func.func @scatter(%x: tensor<4x2xf64>, %i: tensor<3xi64>, %u: tensor<3x2xf64>) -> tensor<4x2xf64> {
  %0 = eshkol.scatter add %x[%i], %u : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  return %0 : tensor<4x2xf64>
}

func.func @scatter_shared(%x: tensor<2x3xf64>, %i: tensor<2x2xi64>, %u: tensor<2x2xf64>) -> tensor<2x3xf64> {
  %0 = eshkol.scatter set %x[%i], %u batch_dims = 1 : (tensor<2x3xf64>, tensor<2x2xi64>, tensor<2x2xf64>) -> tensor<2x3xf64>
  return %0 : tensor<2x3xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size2 = arith.constant 2 : index
  %size3 = arith.constant 3 : index
  %size5 = arith.constant 5 : index

  %gather1_a0 = arith.constant dense<[[[0.613, 0.608, -0.274, 1.586], [-0.53, -0.257, 1.568, 1.225]], [[0.816, -1.599, 1.678, 0.857], [1.995, -1.402, 1.473, -1.35]], [[0.462, -1.505, 1.392, 1.229], [0.276, -0.371, -1.723, 0.79]], [[-0.186, 0.888, 1.466, 1.902], [1.423, -1.953, -0.56, 0.92]], [[-1.313, 0.084, -1.783, -1.2], [-1.926, 1.175, -1.104, -0.619]]]> : tensor<5x2x4xf64>
  %gather1_a1 = arith.constant dense<[[-2, 6, -1], [-1, -2, 1], [6, 6, 2], [2, -2, 1], [5, 1, 0]]> : tensor<5x3xi64>
  %gather1 = eshkol.vmap @gather(%gather1_a0, %gather1_a1) in_axes [0, 0] out_axes [0]
      : (tensor<5x2x4xf64>, tensor<5x3xi64>) -> tensor<5x2x3xf64>
  scf.for %i = %first to %size5 step %step {
    %argument0_slice = eshkol.slice %gather1_a0 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    %argument1_slice = eshkol.slice %gather1_a1 [%i, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
    %call = func.call @gather(%argument0, %argument1) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %gather1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "gather1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %gather2_a0 = arith.constant dense<[[[0.36, 0.92, -0.752, -0.407], [-1.161, -1.255, 1.777, 0.958]], [[-0.038, -1.09, -0.983, -1.768], [-0.262, -0.753, 0.785, -0.489]], [[-1.282, -1.901, -1.731, 0.718], [-0.185, 0.146, 1.587, 1.961]], [[-1.132, 0.652, -0.947, -1.917], [1.034, -0.72, -0.466, 0.353]], [[1.324, 0.516, 1.491, -0.906], [1.192, -1.257, 1.811, 0.75]]]> : tensor<5x2x4xf64>
  %gather2_a1 = arith.constant dense<[2, -2, 4]> : tensor<3xi64>
  %gather2 = eshkol.vmap @gather(%gather2_a0, %gather2_a1) in_axes [0, -1] out_axes [0]
      : (tensor<5x2x4xf64>, tensor<3xi64>) -> tensor<5x2x3xf64>
  scf.for %i = %first to %size5 step %step {
    %argument0_slice = eshkol.slice %gather2_a0 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    %call = func.call @gather(%argument0, %gather2_a1) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %gather2 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "gather2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %gather3_a0 = arith.constant dense<[[-0.745, 1.83, -0.113, 0.846], [-1.385, 0.922, 0.585, -1.14]]> : tensor<2x4xf64>
  %gather3_a1 = arith.constant dense<[[3, 2, 5], [2, -1, 1], [1, 0, 3], [0, 1, 3], [5, 0, 5]]> : tensor<5x3xi64>
  %gather3 = eshkol.vmap @gather(%gather3_a0, %gather3_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x4xf64>, tensor<5x3xi64>) -> tensor<5x2x3xf64>
  scf.for %i = %first to %size5 step %step {
    %argument1_slice = eshkol.slice %gather3_a1 [%i, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
    %call = func.call @gather(%gather3_a0, %argument1) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %gather3 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "gather3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %gather_shared4_a0 = arith.constant dense<[[[-1.63, -1.13, 0.997, 0.927], [-1.818, -1.163, -0.852, 0.709]], [[-1.748, 0.223, -1.963, 1.332], [1.937, 0.814, -1.273, 0.05]], [[0.322, 1.15, 0.426, -1.126], [-0.179, 1.515, -0.031, 0.862]]]> : tensor<3x2x4xf64>
  %gather_shared4_a1 = arith.constant dense<[[[-1, 5, 4], [2, -1, 3]], [[5, -1, 1], [3, 5, 1]], [[4, 4, 5], [-1, 4, -2]]]> : tensor<3x2x3xindex>
  %gather_shared4 = eshkol.vmap @gather_shared(%gather_shared4_a0, %gather_shared4_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x2x4xf64>, tensor<3x2x3xindex>) -> tensor<3x2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %gather_shared4_a0 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    %argument1_slice = eshkol.slice %gather_shared4_a1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xindex> -> tensor<1x2x3xindex>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3] : tensor<1x2x3xindex> -> tensor<2x3xindex>
    %call = func.call @gather_shared(%argument0, %argument1) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %gather_shared4 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "gather_shared4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %gather_shared5_a0 = arith.constant dense<[[[-0.358, -0.287, -0.809, -0.395], [-1.517, 1.923, -0.376, 0.277]], [[-0.626, 1.155, -0.355, -0.563], [-0.402, -0.793, 1.101, 1.705]], [[-0.699, 1.811, -1.944, 0.134], [-0.782, 1.531, -0.998, 0.71]]]> : tensor<3x2x4xf64>
  %gather_shared5_a1 = arith.constant dense<[[6, 2, 1], [3, 4, 1]]> : tensor<2x3xindex>
  %gather_shared5 = eshkol.vmap @gather_shared(%gather_shared5_a0, %gather_shared5_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3x2x4xf64>, tensor<2x3xindex>) -> tensor<3x2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %gather_shared5_a0 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    %call = func.call @gather_shared(%argument0, %gather_shared5_a1) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %gather_shared5 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "gather_shared5" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %gather_shared6_a0 = arith.constant dense<[[1.442, 0.908, -0.919, -1.474], [-1.779, -0.794, -0.952, -0.175]]> : tensor<2x4xf64>
  %gather_shared6_a1 = arith.constant dense<[[[5, 6, 4], [2, 5, 1]], [[3, 1, 4], [2, 5, 1]], [[-2, 3, 1], [5, 3, 3]]]> : tensor<3x2x3xindex>
  %gather_shared6 = eshkol.vmap @gather_shared(%gather_shared6_a0, %gather_shared6_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x4xf64>, tensor<3x2x3xindex>) -> tensor<3x2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %gather_shared6_a1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xindex> -> tensor<1x2x3xindex>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3] : tensor<1x2x3xindex> -> tensor<2x3xindex>
    %call = func.call @gather_shared(%gather_shared6_a0, %argument1) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %gather_shared6 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "gather_shared6" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %gather_one7_a0 = arith.constant dense<[[1.568, -1.466], [1.117, 1.701], [0.861, -0.037], [-0.122, 1.531]]> : tensor<4x2xf64>
  %gather_one7_a1 = arith.constant dense<[2, 0, 3]> : tensor<3xi64>
  %gather_one7 = eshkol.vmap @gather_one(%gather_one7_a0, %gather_one7_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<4x2xf64>, tensor<3xi64>) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %gather_one7_a1 [%i] [1] [1] : tensor<3xi64> -> tensor<1xi64>
    %argument1 = eshkol.reshape %argument1_slice to [] : tensor<1xi64> -> tensor<i64>
    %call = func.call @gather_one(%gather_one7_a0, %argument1) : (tensor<4x2xf64>, tensor<i64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %gather_one7 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "gather_one7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %gather_one8_a0 = arith.constant dense<[[[-0.046, -0.342], [-1.304, -0.099], [1.135, 0.226], [-1.361, -1.425]], [[0.598, 0.157], [-0.697, -1.412], [-1.361, -1.482], [0.316, -1.631]], [[1.642, -1.668], [1.202, 1.509], [-1.626, -0.295], [-0.107, 0.321]]]> : tensor<3x4x2xf64>
  %gather_one8_a1 = arith.constant dense<[2, 0, 3]> : tensor<3xi64>
  %gather_one8 = eshkol.vmap @gather_one(%gather_one8_a0, %gather_one8_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x4x2xf64>, tensor<3xi64>) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %gather_one8_a0 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<3x4x2xf64> -> tensor<1x4x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    %argument1_slice = eshkol.slice %gather_one8_a1 [%i] [1] [1] : tensor<3xi64> -> tensor<1xi64>
    %argument1 = eshkol.reshape %argument1_slice to [] : tensor<1xi64> -> tensor<i64>
    %call = func.call @gather_one(%argument0, %argument1) : (tensor<4x2xf64>, tensor<i64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %gather_one8 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "gather_one8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %scatter9_a0 = arith.constant dense<[[[0.865, -1.892], [0.926, 1.068], [-1.961, -0.767], [-1.069, 0.014]], [[1.815, 0.231], [-1.61, 0.487], [1.452, -1.369], [1.97, -1.66]]]> : tensor<2x4x2xf64>
  %scatter9_a1 = arith.constant dense<[[-1, 2, 4], [1, -1, 1]]> : tensor<2x3xi64>
  %scatter9_a2 = arith.constant dense<[[[-0.395, 1.717], [-1.602, 1.781], [1.478, -0.183]], [[-0.693, -1.069], [0.458, -1.868], [-1.938, -0.285]]]> : tensor<2x3x2xf64>
  %scatter9 = eshkol.vmap @scatter(%scatter9_a0, %scatter9_a1, %scatter9_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<2x4x2xf64>, tensor<2x3xi64>, tensor<2x3x2xf64>) -> tensor<2x4x2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %scatter9_a0 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    %argument1_slice = eshkol.slice %scatter9_a1 [%i, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
    %argument2_slice = eshkol.slice %scatter9_a2 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
    %argument2 = eshkol.reshape %argument2_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    %call = func.call @scatter(%argument0, %argument1, %argument2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
    %element0_slice = eshkol.slice %scatter9 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    eshkol.assert_close %element0, %call, "scatter9" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  }

  %scatter10_a0 = arith.constant dense<[[-1.622, 0.534], [1.797, 1.747], [-0.21, 0.911], [0.969, -0.772]]> : tensor<4x2xf64>
  %scatter10_a1 = arith.constant dense<[[-1, 2, 4], [1, -1, 1]]> : tensor<2x3xi64>
  %scatter10_a2 = arith.constant dense<[[[-0.395, 1.717], [-1.602, 1.781], [1.478, -0.183]], [[-0.693, -1.069], [0.458, -1.868], [-1.938, -0.285]]]> : tensor<2x3x2xf64>
  %scatter10 = eshkol.vmap @scatter(%scatter10_a0, %scatter10_a1, %scatter10_a2) in_axes [-1, 0, 0] out_axes [0]
      : (tensor<4x2xf64>, tensor<2x3xi64>, tensor<2x3x2xf64>) -> tensor<2x4x2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument1_slice = eshkol.slice %scatter10_a1 [%i, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
    %argument2_slice = eshkol.slice %scatter10_a2 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
    %argument2 = eshkol.reshape %argument2_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    %call = func.call @scatter(%scatter10_a0, %argument1, %argument2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
    %element0_slice = eshkol.slice %scatter10 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    eshkol.assert_close %element0, %call, "scatter10" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  }

  %scatter11_a0 = arith.constant dense<[[[0.865, -1.892], [0.926, 1.068], [-1.961, -0.767], [-1.069, 0.014]], [[1.815, 0.231], [-1.61, 0.487], [1.452, -1.369], [1.97, -1.66]]]> : tensor<2x4x2xf64>
  %scatter11_a1 = arith.constant dense<[2, -1, -1]> : tensor<3xi64>
  %scatter11_a2 = arith.constant dense<[[[-0.395, 1.717], [-1.602, 1.781], [1.478, -0.183]], [[-0.693, -1.069], [0.458, -1.868], [-1.938, -0.285]]]> : tensor<2x3x2xf64>
  %scatter11 = eshkol.vmap @scatter(%scatter11_a0, %scatter11_a1, %scatter11_a2) in_axes [0, -1, 0] out_axes [0]
      : (tensor<2x4x2xf64>, tensor<3xi64>, tensor<2x3x2xf64>) -> tensor<2x4x2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %scatter11_a0 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    %argument2_slice = eshkol.slice %scatter11_a2 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
    %argument2 = eshkol.reshape %argument2_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    %call = func.call @scatter(%argument0, %scatter11_a1, %argument2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
    %element0_slice = eshkol.slice %scatter11 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    eshkol.assert_close %element0, %call, "scatter11" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  }

  %scatter12_a0 = arith.constant dense<[[-1.622, 0.534], [1.797, 1.747], [-0.21, 0.911], [0.969, -0.772]]> : tensor<4x2xf64>
  %scatter12_a1 = arith.constant dense<[2, -1, -1]> : tensor<3xi64>
  %scatter12_a2 = arith.constant dense<[[[-0.395, 1.717], [-1.602, 1.781], [1.478, -0.183]], [[-0.693, -1.069], [0.458, -1.868], [-1.938, -0.285]]]> : tensor<2x3x2xf64>
  %scatter12 = eshkol.vmap @scatter(%scatter12_a0, %scatter12_a1, %scatter12_a2) in_axes [-1, -1, 0] out_axes [0]
      : (tensor<4x2xf64>, tensor<3xi64>, tensor<2x3x2xf64>) -> tensor<2x4x2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument2_slice = eshkol.slice %scatter12_a2 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
    %argument2 = eshkol.reshape %argument2_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    %call = func.call @scatter(%scatter12_a0, %scatter12_a1, %argument2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
    %element0_slice = eshkol.slice %scatter12 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    eshkol.assert_close %element0, %call, "scatter12" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  }

  %scatter13_a0 = arith.constant dense<[[[0.865, -1.892], [0.926, 1.068], [-1.961, -0.767], [-1.069, 0.014]], [[1.815, 0.231], [-1.61, 0.487], [1.452, -1.369], [1.97, -1.66]]]> : tensor<2x4x2xf64>
  %scatter13_a1 = arith.constant dense<[[-1, 2, 4], [1, -1, 1]]> : tensor<2x3xi64>
  %scatter13_a2 = arith.constant dense<[[-1.728, -0.992], [-1.115, -0.987], [-1.476, -1.952]]> : tensor<3x2xf64>
  %scatter13 = eshkol.vmap @scatter(%scatter13_a0, %scatter13_a1, %scatter13_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<2x4x2xf64>, tensor<2x3xi64>, tensor<3x2xf64>) -> tensor<2x4x2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %scatter13_a0 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    %argument1_slice = eshkol.slice %scatter13_a1 [%i, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
    %call = func.call @scatter(%argument0, %argument1, %scatter13_a2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
    %element0_slice = eshkol.slice %scatter13 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    eshkol.assert_close %element0, %call, "scatter13" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  }

  %scatter14_a0 = arith.constant dense<[[-1.622, 0.534], [1.797, 1.747], [-0.21, 0.911], [0.969, -0.772]]> : tensor<4x2xf64>
  %scatter14_a1 = arith.constant dense<[[-1, 2, 4], [1, -1, 1]]> : tensor<2x3xi64>
  %scatter14_a2 = arith.constant dense<[[-1.728, -0.992], [-1.115, -0.987], [-1.476, -1.952]]> : tensor<3x2xf64>
  %scatter14 = eshkol.vmap @scatter(%scatter14_a0, %scatter14_a1, %scatter14_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<4x2xf64>, tensor<2x3xi64>, tensor<3x2xf64>) -> tensor<2x4x2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument1_slice = eshkol.slice %scatter14_a1 [%i, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
    %call = func.call @scatter(%scatter14_a0, %argument1, %scatter14_a2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
    %element0_slice = eshkol.slice %scatter14 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    eshkol.assert_close %element0, %call, "scatter14" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  }

  %scatter15_a0 = arith.constant dense<[[[0.865, -1.892], [0.926, 1.068], [-1.961, -0.767], [-1.069, 0.014]], [[1.815, 0.231], [-1.61, 0.487], [1.452, -1.369], [1.97, -1.66]]]> : tensor<2x4x2xf64>
  %scatter15_a1 = arith.constant dense<[2, -1, -1]> : tensor<3xi64>
  %scatter15_a2 = arith.constant dense<[[-1.728, -0.992], [-1.115, -0.987], [-1.476, -1.952]]> : tensor<3x2xf64>
  %scatter15 = eshkol.vmap @scatter(%scatter15_a0, %scatter15_a1, %scatter15_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2x4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<2x4x2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %scatter15_a0 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    %call = func.call @scatter(%argument0, %scatter15_a1, %scatter15_a2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
    %element0_slice = eshkol.slice %scatter15 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    eshkol.assert_close %element0, %call, "scatter15" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  }

  %scatter_shared16_a0 = arith.constant dense<[[-1.538, 0.474, 1.897], [1.961, -0.364, -1.348]]> : tensor<2x3xf64>
  %scatter_shared16_a1 = arith.constant dense<[[[2, 1], [1, 1]], [[2, 0], [2, 2]], [[2, 2], [2, 0]]]> : tensor<3x2x2xi64>
  %scatter_shared16_a2 = arith.constant dense<[[-0.477, 0.536], [1.708, 1.416]]> : tensor<2x2xf64>
  %scatter_shared16 = eshkol.vmap @scatter_shared(%scatter_shared16_a0, %scatter_shared16_a1, %scatter_shared16_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<2x3xf64>, tensor<3x2x2xi64>, tensor<2x2xf64>) -> tensor<3x2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %scatter_shared16_a1 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xi64> -> tensor<1x2x2xi64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 2] : tensor<1x2x2xi64> -> tensor<2x2xi64>
    %call = func.call @scatter_shared(%scatter_shared16_a0, %argument1, %scatter_shared16_a2) : (tensor<2x3xf64>, tensor<2x2xi64>, tensor<2x2xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %scatter_shared16 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "scatter_shared16" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }
  return
}
