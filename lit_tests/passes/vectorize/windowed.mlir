// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// A batch of both: each element is two groups.
// CHECK-LABEL: func.func private @conv.vmap_{{[0-9]+}}(
// CHECK: eshkol.conv {{.*}} groups = 6 : (tensor<2x12x5xf64>, tensor<18x2x2xf64>) -> tensor<2x18x3xf64>
// A batch of kernels has more output channels in each group.
// CHECK-LABEL: func.func private @conv.vmap_{{[0-9]+}}(
// CHECK: eshkol.transpose %{{.*}} [1, 0, 2, 3, 4] : (tensor<3x2x3x2x2xf64>)
// CHECK: eshkol.conv {{.*}} groups = 2 : (tensor<2x4x5xf64>, tensor<18x2x2xf64>) -> tensor<2x18x3xf64>
// A batch of images is more images.
// CHECK-LABEL: func.func private @conv.vmap(
// CHECK: eshkol.conv {{.*}} groups = 2 : (tensor<6x4x5xf64>, tensor<6x2x2xf64>) -> tensor<6x6x3xf64>
func.func @conv(%x: tensor<2x4x5xf64>, %k: tensor<6x2x2xf64>) -> tensor<2x6x3xf64> {
  %0 = eshkol.conv %x, %k strides = [2] padding = [1, 0] dilations = [1] input_dilations = [1] groups = 2
      : (tensor<2x4x5xf64>, tensor<6x2x2xf64>) -> tensor<2x6x3xf64>
  return %0 : tensor<2x6x3xf64>
}

// The number of groups is static, that of the batch is not.
func.func @conv_any(%x: tensor<?x2x?xf64>, %k: tensor<?x2x2xf64>) -> tensor<?x?x?xf64> {
  %0 = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1]
      : (tensor<?x2x?xf64>, tensor<?x2x2xf64>) -> tensor<?x?x?xf64>
  return %0 : tensor<?x?x?xf64>
}
// CHECK-LABEL: func.func private @conv_any.vmap(
// CHECK: scf.for
// CHECK: eshkol.conv
// CHECK: eshkol.dynamic_update_slice

// CHECK-LABEL: func.func private @pool.vmap(
// CHECK: eshkol.pool mean {{.*}} : (tensor<6x1x4x4xf64>) -> tensor<6x1x2x2xf64>
func.func @pool(%x: tensor<2x1x4x4xf64>) -> tensor<2x1x2x2xf64> {
  %0 = eshkol.pool mean %x window = [2, 2] strides = [2, 2] padding = [0, 0, 0, 0] dilations = [1, 1]
      : (tensor<2x1x4x4xf64>) -> tensor<2x1x2x2xf64>
  return %0 : tensor<2x1x2x2xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size3 = arith.constant 3 : index

  %conv1_a0 = arith.constant dense<[[[[1.881, -0.975, 1.922, -1.591, 1.308], [-1.154, 1.324, -1.723, 1.467, -0.327], [1.699, 0.569, 0.065, 0.269, 0.146], [-1.453, 0.686, -1.285, 1.353, -1.748]], [[1.818, -1.404, -1.378, -1.72, -1.401], [0.296, -0.572, 1.735, -0.535, 1.705], [-1.766, -1.12, 1.371, -1.345, -0.959], [-0.515, 0.337, -0.431, -0.927, -0.052]]], [[[0.127, 1.85, 0.704, -1.231, 1.045], [1.925, -1.397, -1.351, -1.541, -0.837], [0.784, -0.669, -1.618, 0.52, 1.101], [-0.38, 0.667, 0.356, 0.575, -0.312]], [[-0.092, 1.26, 0.348, -1.623, -1.881], [0.045, 0.179, 1.265, 0.922, -1.098], [1.174, 0.516, -1.067, 0.063, -1.04], [0.887, -0.793, -0.013, 1.593, 1.949]]], [[[1.832, 1.082, -1.455, -0.128, 1.873], [-0.588, -1.362, -1.235, 0.197, -1.913], [1.081, -0.43, -1.107, -0.834, 1.213], [-1.851, 1.085, 1.049, -1.674, 1.324]], [[-1.312, -1.454, -1.334, -1.989, 0.134], [-0.524, -1.427, 1.475, 0.025, -0.605], [0.131, 1.237, -1.316, 1.463, 0.342], [0.462, 0.354, -1.115, -1.261, -0.091]]]]> : tensor<3x2x4x5xf64>
  %conv1_a1 = arith.constant dense<[[[-0.575, -1.037], [0.325, 1.425]], [[0.228, 1.626], [0.867, 1.602]], [[-1.193, 0.349], [-0.581, 0.975]], [[-0.2, -0.351], [-1.428, -0.582]], [[0.671, 0.035], [0.077, 0.593]], [[-0.897, -1.117], [1.871, -1.449]]]> : tensor<6x2x2xf64>
  %conv1 = eshkol.vmap @conv(%conv1_a0, %conv1_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3x2x4x5xf64>, tensor<6x2x2xf64>) -> tensor<3x2x6x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %conv1_a0 [%i, 0, 0, 0] [1, 2, 4, 5] [1, 1, 1, 1] : tensor<3x2x4x5xf64> -> tensor<1x2x4x5xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 4, 5] : tensor<1x2x4x5xf64> -> tensor<2x4x5xf64>
    %call = func.call @conv(%argument0, %conv1_a1) : (tensor<2x4x5xf64>, tensor<6x2x2xf64>) -> tensor<2x6x3xf64>
    %element0_slice = eshkol.slice %conv1 [%i, 0, 0, 0] [1, 2, 6, 3] [1, 1, 1, 1] : tensor<3x2x6x3xf64> -> tensor<1x2x6x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 6, 3] : tensor<1x2x6x3xf64> -> tensor<2x6x3xf64>
    eshkol.assert_close %element0, %call, "conv1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x6x3xf64>
  }

  %conv2_a0 = arith.constant dense<[[[-1.676, 0.815, 0.589, -0.516, -1.693], [-0.882, -1.751, 1.956, 0.782, -0.272], [1.679, 0.262, 0.845, 0.027, 1.306], [1.93, -0.351, -1.411, -0.393, 1.191]], [[-1.999, 1.818, 0.65, -0.757, -0.041], [-0.944, -0.256, 0.553, 0.696, -0.709], [-1.908, -0.491, -0.498, -0.352, 1.863], [1.88, -1.405, 1.654, 1.914, -0.973]]]> : tensor<2x4x5xf64>
  %conv2_a1 = arith.constant dense<[[[[0.964, -1.298], [-0.112, 0.429]], [[-1.282, 0.189], [0.955, 0.67]], [[0.523, -1.518], [1.826, -1.436]], [[0.449, -1.482], [0.159, 1.47]], [[0.521, 1.634], [0.634, -0.178]], [[-0.133, -1.153], [1.815, -0.756]]], [[[-0.4, -1.881], [-0.448, -1.533]], [[-1.234, 1.158], [-0.111, 1.351]], [[-0.709, -0.467], [1.329, -1.729]], [[1.282, -1.178], [0.62, 0.131]], [[1.157, 1.066], [0.302, 0.323]], [[0.937, 0.442], [0.236, -0.009]]], [[[1.83, -1.115], [-0.252, -0.325]], [[0.346, 0.735], [-1.109, 0.247]], [[1.682, -1.063], [-1.557, -0.883]], [[0.211, -0.19], [-0.238, 0.617]], [[1.666, -1.257], [-0.606, -0.459]], [[-1.387, 1.562], [1.73, 1.997]]]]> : tensor<3x6x2x2xf64>
  %conv2 = eshkol.vmap @conv(%conv2_a0, %conv2_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x4x5xf64>, tensor<3x6x2x2xf64>) -> tensor<3x2x6x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %conv2_a1 [%i, 0, 0, 0] [1, 6, 2, 2] [1, 1, 1, 1] : tensor<3x6x2x2xf64> -> tensor<1x6x2x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [6, 2, 2] : tensor<1x6x2x2xf64> -> tensor<6x2x2xf64>
    %call = func.call @conv(%conv2_a0, %argument1) : (tensor<2x4x5xf64>, tensor<6x2x2xf64>) -> tensor<2x6x3xf64>
    %element0_slice = eshkol.slice %conv2 [%i, 0, 0, 0] [1, 2, 6, 3] [1, 1, 1, 1] : tensor<3x2x6x3xf64> -> tensor<1x2x6x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 6, 3] : tensor<1x2x6x3xf64> -> tensor<2x6x3xf64>
    eshkol.assert_close %element0, %call, "conv2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x6x3xf64>
  }

  %conv3_a0 = arith.constant dense<[[[[-1.051, -1.713, -1.407, 1.283, 1.719], [-0.576, 1.85, 1.188, -0.586, 1.404], [0.564, -0.214, -0.192, 1.848, -0.828], [0.679, 1.217, -0.458, -0.143, 0.569]], [[0.351, 0.933, 1.423, 0.167, 1.838], [-0.875, -1.733, -0.463, 1.856, 1.056], [-1.212, 1.919, 0.81, 1.197, -1.785], [0.891, -0.065, 1.18, 0.864, -1.294]]], [[[1.675, 0.311, -0.457, -1.089, 1.134], [1.883, 0.942, 0.439, 1.801, 0.846], [-0.174, -0.713, -1.245, 1.495, 0.892], [1.912, -1.699, -0.741, -0.374, 1.85]], [[0.363, 0.72, -0.917, -0.97, -0.629], [-1.664, 1.758, -0.379, -1.198, -0.625], [-1.217, -0.977, 1.03, -1.048, 0.795], [0.373, -1.42, 1.055, 1.411, 1.824]]], [[[1.836, 0.825, -0.835, -1.848, -0.439], [0.933, 1.763, -1.546, 0.169, -0.101], [-1.817, 0.603, 1.49, -0.153, 0.093], [-1.289, -1.516, 0.455, 0.866, -0.85]], [[-0.002, 1.832, -1.867, -1.057, -1.588], [1.288, 1.969, -1.361, 1.008, -0.85], [-0.685, 1.719, 0.85, 1.248, -0.181], [-0.691, -1.447, 0.502, 0.719, 1.722]]]]> : tensor<3x2x4x5xf64>
  %conv3_a1 = arith.constant dense<[[[[-1.499, 0.948], [0.186, -0.171]], [[1.012, 0.429], [-1.589, -0.323]], [[1.983, 1.07], [1.05, 1.689]], [[0.918, 1.392], [-0.396, -0.399]], [[1.828, 1.03], [-0.115, -0.042]], [[-1.934, -1.081], [-0.115, -0.825]]], [[[1.927, -1.538], [0.022, -1.96]], [[-0.91, -1.102], [0.42, 1.549]], [[0.266, 0.576], [-0.88, -0.765]], [[-0.004, 0.274], [0.185, -0.96]], [[-1.416, -0.527], [1.136, 0.385]], [[-1.273, -1.067], [1.617, -0.415]]], [[[1.415, 1.91], [-0.569, -1.948]], [[0.911, -0.058], [1.55, -1.323]], [[-1.027, -0.113], [-1.457, -0.559]], [[-1.938, 1.207], [-1.597, 0.383]], [[-0.951, -1.88], [-1.561, 0.797]], [[1.564, -1.781], [-0.874, -0.406]]]]> : tensor<3x6x2x2xf64>
  %conv3 = eshkol.vmap @conv(%conv3_a0, %conv3_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x2x4x5xf64>, tensor<3x6x2x2xf64>) -> tensor<3x2x6x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %conv3_a0 [%i, 0, 0, 0] [1, 2, 4, 5] [1, 1, 1, 1] : tensor<3x2x4x5xf64> -> tensor<1x2x4x5xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 4, 5] : tensor<1x2x4x5xf64> -> tensor<2x4x5xf64>
    %argument1_slice = eshkol.slice %conv3_a1 [%i, 0, 0, 0] [1, 6, 2, 2] [1, 1, 1, 1] : tensor<3x6x2x2xf64> -> tensor<1x6x2x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [6, 2, 2] : tensor<1x6x2x2xf64> -> tensor<6x2x2xf64>
    %call = func.call @conv(%argument0, %argument1) : (tensor<2x4x5xf64>, tensor<6x2x2xf64>) -> tensor<2x6x3xf64>
    %element0_slice = eshkol.slice %conv3 [%i, 0, 0, 0] [1, 2, 6, 3] [1, 1, 1, 1] : tensor<3x2x6x3xf64> -> tensor<1x2x6x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 6, 3] : tensor<1x2x6x3xf64> -> tensor<2x6x3xf64>
    eshkol.assert_close %element0, %call, "conv3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x6x3xf64>
  }

  %conv_any4_a0 = arith.constant dense<[[[[1.915, -0.229, 1.299, -0.876], [-0.127, 1.303, 1.075, -1.046]]], [[[-0.989, 0.194, 1.752, -1.52], [1.088, 0.95, 1.403, 1.557]]], [[[1.534, 1.604, 1.923, -0.67], [1.716, 1.79, 0.593, 0.658]]]]> : tensor<3x1x2x4xf64>
  %conv_any4_a0_any = tensor.cast %conv_any4_a0 : tensor<3x1x2x4xf64> to tensor<?x?x2x?xf64>
  %conv_any4_a1 = arith.constant dense<[[[[-0.566, 0.981], [0.41, 1.145]], [[-1.386, 1.258], [0.894, 0.184]]], [[[-0.961, -1.609], [-0.061, -1.422]], [[1.047, 1.698], [1.281, -0.678]]], [[[-1.416, -1.968], [0.655, -1.25]], [[0.866, 0.302], [-0.12, 1.07]]]]> : tensor<3x2x2x2xf64>
  %conv_any4_a1_any = tensor.cast %conv_any4_a1 : tensor<3x2x2x2xf64> to tensor<?x?x2x2xf64>
  %conv_any4 = eshkol.vmap @conv_any(%conv_any4_a0_any, %conv_any4_a1_any) in_axes [0, 0] out_axes [0]
      : (tensor<?x?x2x?xf64>, tensor<?x?x2x2xf64>) -> tensor<?x?x?x?xf64>
  %conv_any4_r0 = tensor.cast %conv_any4 : tensor<?x?x?x?xf64> to tensor<3x1x2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %conv_any4_a0 [%i, 0, 0, 0] [1, 1, 2, 4] [1, 1, 1, 1] : tensor<3x1x2x4xf64> -> tensor<1x1x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [1, 2, 4] : tensor<1x1x2x4xf64> -> tensor<1x2x4xf64>
    %argument0_any = tensor.cast %argument0 : tensor<1x2x4xf64> to tensor<?x2x?xf64>
    %argument1_slice = eshkol.slice %conv_any4_a1 [%i, 0, 0, 0] [1, 2, 2, 2] [1, 1, 1, 1] : tensor<3x2x2x2xf64> -> tensor<1x2x2x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 2, 2] : tensor<1x2x2x2xf64> -> tensor<2x2x2xf64>
    %argument1_any = tensor.cast %argument1 : tensor<2x2x2xf64> to tensor<?x2x2xf64>
    %call = func.call @conv_any(%argument0_any, %argument1_any) : (tensor<?x2x?xf64>, tensor<?x2x2xf64>) -> tensor<?x?x?xf64>
    %call0 = tensor.cast %call : tensor<?x?x?xf64> to tensor<1x2x3xf64>
    %element0_slice = eshkol.slice %conv_any4_r0 [%i, 0, 0, 0] [1, 1, 2, 3] [1, 1, 1, 1] : tensor<3x1x2x3xf64> -> tensor<1x1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [1, 2, 3] : tensor<1x1x2x3xf64> -> tensor<1x2x3xf64>
    eshkol.assert_close %element0, %call0, "conv_any4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1x2x3xf64>
  }

  %conv_any5_a0 = arith.constant dense<> : tensor<0x1x2x4xf64>
  %conv_any5_a0_any = tensor.cast %conv_any5_a0 : tensor<0x1x2x4xf64> to tensor<0x?x2x?xf64>
  %conv_any5_a1 = arith.constant dense<> : tensor<0x2x2x2xf64>
  %conv_any5_a1_any = tensor.cast %conv_any5_a1 : tensor<0x2x2x2xf64> to tensor<0x?x2x2xf64>
  %conv_any5 = eshkol.vmap @conv_any(%conv_any5_a0_any, %conv_any5_a1_any) in_axes [0, 0] out_axes [0]
      : (tensor<0x?x2x?xf64>, tensor<0x?x2x2xf64>) -> tensor<0x?x?x?xf64>
  %conv_any5_r0 = tensor.cast %conv_any5 : tensor<0x?x?x?xf64> to tensor<0x1x2x3xf64>

  %conv_any6_a0 = arith.constant dense<[[[[1.924, -1.486, 0.202, -0.747], [-1.888, -1.883, 0.31, -1.668]]], [[[-1.824, -1.308, -0.161, 0.003], [1.661, -0.321, -1.569, -1.076]]], [[[1.782, 0.381, -0.579, 1.571], [-0.798, 1.524, -1.515, 1.753]]]]> : tensor<3x1x2x4xf64>
  %conv_any6_a0_any = tensor.cast %conv_any6_a0 : tensor<3x1x2x4xf64> to tensor<?x?x2x?xf64>
  %conv_any6_a1 = arith.constant dense<[[[1.751, -0.619], [-1.93, -0.588]], [[-1.277, -0.936], [0.503, -0.228]]]> : tensor<2x2x2xf64>
  %conv_any6_a1_any = tensor.cast %conv_any6_a1 : tensor<2x2x2xf64> to tensor<?x2x2xf64>
  %conv_any6 = eshkol.vmap @conv_any(%conv_any6_a0_any, %conv_any6_a1_any) in_axes [0, -1] out_axes [0]
      : (tensor<?x?x2x?xf64>, tensor<?x2x2xf64>) -> tensor<?x?x?x?xf64>
  %conv_any6_r0 = tensor.cast %conv_any6 : tensor<?x?x?x?xf64> to tensor<3x1x2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %conv_any6_a0 [%i, 0, 0, 0] [1, 1, 2, 4] [1, 1, 1, 1] : tensor<3x1x2x4xf64> -> tensor<1x1x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [1, 2, 4] : tensor<1x1x2x4xf64> -> tensor<1x2x4xf64>
    %argument0_any = tensor.cast %argument0 : tensor<1x2x4xf64> to tensor<?x2x?xf64>
    %call = func.call @conv_any(%argument0_any, %conv_any6_a1_any) : (tensor<?x2x?xf64>, tensor<?x2x2xf64>) -> tensor<?x?x?xf64>
    %call0 = tensor.cast %call : tensor<?x?x?xf64> to tensor<1x2x3xf64>
    %element0_slice = eshkol.slice %conv_any6_r0 [%i, 0, 0, 0] [1, 1, 2, 3] [1, 1, 1, 1] : tensor<3x1x2x3xf64> -> tensor<1x1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [1, 2, 3] : tensor<1x1x2x3xf64> -> tensor<1x2x3xf64>
    eshkol.assert_close %element0, %call0, "conv_any6" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1x2x3xf64>
  }

  %conv_any7_a0 = arith.constant dense<[[[0.945, 0.548, -0.798, -0.704], [1.193, 0.129, -1.49, 0.347]]]> : tensor<1x2x4xf64>
  %conv_any7_a0_any = tensor.cast %conv_any7_a0 : tensor<1x2x4xf64> to tensor<?x2x?xf64>
  %conv_any7_a1 = arith.constant dense<[[[[-1.448, 1.475], [-1.483, 0.678]], [[1.587, -1.608], [0.121, 1.832]]], [[[-0.888, -0.876], [-0.12, 1.791]], [[1.204, -0.915], [-1.074, -1.206]]], [[[-0.281, 1.232], [-1.391, 0.468]], [[-0.111, 0.585], [-0.386, 1.039]]]]> : tensor<3x2x2x2xf64>
  %conv_any7_a1_any = tensor.cast %conv_any7_a1 : tensor<3x2x2x2xf64> to tensor<?x?x2x2xf64>
  %conv_any7 = eshkol.vmap @conv_any(%conv_any7_a0_any, %conv_any7_a1_any) in_axes [-1, 0] out_axes [0]
      : (tensor<?x2x?xf64>, tensor<?x?x2x2xf64>) -> tensor<?x?x?x?xf64>
  %conv_any7_r0 = tensor.cast %conv_any7 : tensor<?x?x?x?xf64> to tensor<3x1x2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %conv_any7_a1 [%i, 0, 0, 0] [1, 2, 2, 2] [1, 1, 1, 1] : tensor<3x2x2x2xf64> -> tensor<1x2x2x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 2, 2] : tensor<1x2x2x2xf64> -> tensor<2x2x2xf64>
    %argument1_any = tensor.cast %argument1 : tensor<2x2x2xf64> to tensor<?x2x2xf64>
    %call = func.call @conv_any(%conv_any7_a0_any, %argument1_any) : (tensor<?x2x?xf64>, tensor<?x2x2xf64>) -> tensor<?x?x?xf64>
    %call0 = tensor.cast %call : tensor<?x?x?xf64> to tensor<1x2x3xf64>
    %element0_slice = eshkol.slice %conv_any7_r0 [%i, 0, 0, 0] [1, 1, 2, 3] [1, 1, 1, 1] : tensor<3x1x2x3xf64> -> tensor<1x1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [1, 2, 3] : tensor<1x1x2x3xf64> -> tensor<1x2x3xf64>
    eshkol.assert_close %element0, %call0, "conv_any7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1x2x3xf64>
  }

  %pool8_a0 = arith.constant dense<[[[[[-0.716, 0.889, 1.839, 0.317], [0.538, 0.099, -0.056, -1.326], [0.75, 0.425, 0.212, -0.774], [-0.422, -0.267, 0.63, 0.904]]], [[[-0.748, 0.459, -0.519, -0.059], [-1.672, 0.315, 1.586, 1.814], [-0.661, -1.319, 1.907, 1.187], [-0.827, -1.982, -0.943, 1.82]]]], [[[[-0.103, -0.823, -0.63, -1.083], [0.261, -1.131, 0.784, -0.109], [-1.364, 1.954, -0.409, -0.442], [-0.229, -1.13, 1.851, -0.302]]], [[[0.345, -0.643, -0.078, 1.616], [-1.33, 1.174, -0.151, -0.972], [0.746, -1.023, -1.387, -0.679], [-0.828, 0.921, 1.064, -1.577]]]], [[[[1.072, -0.974, -1.094, 0.823], [1.495, 0.429, 1.757, 0.662], [1.419, 0.082, 1.543, -1.539], [-0.454, -0.842, -1.403, -1.402]]], [[[-0.229, -0.23, 1.643, 1.764], [-1.924, -0.963, -1.966, 1.526], [0.128, -1.355, 1.322, -1.713], [1.414, -1.935, -0.18, -0.584]]]]]> : tensor<3x2x1x4x4xf64>
  %pool8 = eshkol.vmap @pool(%pool8_a0) in_axes [0] out_axes [0]
      : (tensor<3x2x1x4x4xf64>) -> tensor<3x2x1x2x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %pool8_a0 [%i, 0, 0, 0, 0] [1, 2, 1, 4, 4] [1, 1, 1, 1, 1] : tensor<3x2x1x4x4xf64> -> tensor<1x2x1x4x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 1, 4, 4] : tensor<1x2x1x4x4xf64> -> tensor<2x1x4x4xf64>
    %call = func.call @pool(%argument0) : (tensor<2x1x4x4xf64>) -> tensor<2x1x2x2xf64>
    %element0_slice = eshkol.slice %pool8 [%i, 0, 0, 0, 0] [1, 2, 1, 2, 2] [1, 1, 1, 1, 1] : tensor<3x2x1x2x2xf64> -> tensor<1x2x1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 1, 2, 2] : tensor<1x2x1x2x2xf64> -> tensor<2x1x2x2xf64>
    eshkol.assert_close %element0, %call, "pool8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x1x2x2xf64>
  }
  return
}
