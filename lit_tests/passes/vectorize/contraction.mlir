// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// x · w[b] has the batch among the columns.
// CHECK-LABEL: func.func private @matmul.vmap_{{[0-9]+}}(%arg0: tensor<2x3xf64>
// CHECK-SAME: , %[[W:.*]]: tensor<5x3x4xf64>)
// CHECK: %[[Y:.*]] = eshkol.dot_general %arg0, %[[W]] batching [] x [] contracting [1] x [1] {{.*}} -> tensor<2x5x4xf64>
// CHECK: eshkol.transpose %[[Y]] [1, 0, 2]
// x[b] · w[b] is one product of batches.
// CHECK-LABEL: func.func private @matmul.vmap_{{[0-9]+}}(
// CHECK: eshkol.matmul %{{.*}}, %{{.*}} : (tensor<5x2x3xf64>, tensor<5x3x4xf64>) -> tensor<5x2x4xf64>
// x[b] · w is one product of the rows of all x[b].
// CHECK-LABEL: func.func private @matmul.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<5x2x3xf64>, %[[W:.*]]: tensor<3x4xf64>)
// CHECK: %[[ROWS:.*]] = eshkol.reshape %[[X]] to [10, 3]
// CHECK: %[[Y:.*]] = eshkol.matmul %[[ROWS]], %[[W]] : (tensor<10x3xf64>, tensor<3x4xf64>) -> tensor<10x4xf64>
// CHECK: eshkol.reshape %[[Y]] to [5, 2, 4]
func.func @matmul(%x: tensor<2x3xf64>, %w: tensor<3x4xf64>) -> tensor<2x4xf64> {
  %y = eshkol.matmul %x, %w : (tensor<2x3xf64>, tensor<3x4xf64>) -> tensor<2x4xf64>
  return %y : tensor<2x4xf64>
}

func.func @matmul_batches(%x: tensor<2x?x3xf64>, %w: tensor<2x3x2xf64>) -> tensor<2x?x2xf64> {
  %y = eshkol.matmul %x, %w : (tensor<2x?x3xf64>, tensor<2x3x2xf64>) -> tensor<2x?x2xf64>
  return %y : tensor<2x?x2xf64>
}

// CHECK-LABEL: func.func private @dot.vmap_{{[0-9]+}}(
// CHECK: %[[Y:.*]] = eshkol.dot_general %{{.*}}, %{{.*}} batching [0] x [3] contracting [2] x [1] {{.*}} -> tensor<3x2x2x5xf64>
// CHECK: eshkol.transpose %[[Y]] [2, 0, 1, 3]
// CHECK-LABEL: func.func private @dot.vmap_{{[0-9]+}}(
// CHECK: %[[Y:.*]] = eshkol.dot_general %{{.*}}, %{{.*}} batching [1] x [2] contracting [3] x [0] {{.*}} -> tensor<3x2x2x5xf64>
// CHECK: eshkol.transpose %[[Y]] [1, 0, 2, 3]
// CHECK-LABEL: func.func private @dot.vmap(
// CHECK: eshkol.dot_general %{{.*}}, %{{.*}} batching [0, 1] x [0, 3] contracting [3] x [1] {{.*}} -> tensor<2x3x2x5xf64>
// CHECK-NEXT: return
func.func @dot(%x: tensor<3x2x4xf64>, %w: tensor<4x5x3xf64>) -> tensor<3x2x5xf64> {
  %y = eshkol.dot_general %x, %w batching [0] x [2] contracting [2] x [0]
      : (tensor<3x2x4xf64>, tensor<4x5x3xf64>) -> tensor<3x2x5xf64>
  return %y : tensor<3x2x5xf64>
}

func.func @inner(%x: tensor<3xf64>, %y: tensor<3xf64>) -> tensor<f64> {
  %z = eshkol.dot_general %x, %y batching [] x [] contracting [0] x [0]
      : (tensor<3xf64>, tensor<3xf64>) -> tensor<f64>
  return %z : tensor<f64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size2 = arith.constant 2 : index
  %size3 = arith.constant 3 : index
  %size5 = arith.constant 5 : index

  %matmul1_a0 = arith.constant dense<[[[1.386, 0.798, -0.81], [1.255, -0.414, 1.524]], [[0.325, 1.527, 0.77], [0.901, 0.005, 1.824]], [[0.576, -0.305, 0.426], [-1.923, -0.794, 0.641]], [[-0.84, 0.472, -0.285], [-1.458, -0.807, 0.28]], [[0.363, 0.297, 0.613], [0.608, -0.274, 1.586]]]> : tensor<5x2x3xf64>
  %matmul1_a1 = arith.constant dense<[[-0.53, -0.257, 1.568, 1.225], [0.816, -1.599, 1.678, 0.857], [1.995, -1.402, 1.473, -1.35]]> : tensor<3x4xf64>
  %matmul1 = eshkol.vmap @matmul(%matmul1_a0, %matmul1_a1) in_axes [0, -1] out_axes [0]
      : (tensor<5x2x3xf64>, tensor<3x4xf64>) -> tensor<5x2x4xf64>
  scf.for %i = %first to %size5 step %step {
    %argument0_slice = eshkol.slice %matmul1_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call = func.call @matmul(%argument0, %matmul1_a1) : (tensor<2x3xf64>, tensor<3x4xf64>) -> tensor<2x4xf64>
    %element0_slice = eshkol.slice %matmul1 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    eshkol.assert_close %element0, %call, "matmul1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x4xf64>
  }

  %matmul2_a0 = arith.constant dense<[[[0.462, -1.505, 1.392], [1.229, 0.276, -0.371]], [[-1.723, 0.79, -0.186], [0.888, 1.466, 1.902]], [[1.423, -1.953, -0.56], [0.92, -1.313, 0.084]], [[-1.783, -1.2, -1.926], [1.175, -1.104, -0.619]], [[1.712, 0.818, -1.873], [-1.341, 0.486, 0.309]]]> : tensor<5x2x3xf64>
  %matmul2_a1 = arith.constant dense<[[[-1.048, 1.737, 0.456, 0.143], [0.36, 0.92, -0.752, -0.407], [-1.161, -1.255, 1.777, 0.958]], [[-0.038, -1.09, -0.983, -1.768], [-0.262, -0.753, 0.785, -0.489], [-1.282, -1.901, -1.731, 0.718]], [[-0.185, 0.146, 1.587, 1.961], [-1.132, 0.652, -0.947, -1.917], [1.034, -0.72, -0.466, 0.353]], [[1.324, 0.516, 1.491, -0.906], [1.192, -1.257, 1.811, 0.75], [-1.138, 1.789, 0.923, -0.984]], [[-1.147, 0.073, -1.897, -1.17], [-0.301, -0.503, -0.146, -0.889], [0.347, 1.455, -1.53, 0.07]]]> : tensor<5x3x4xf64>
  %matmul2 = eshkol.vmap @matmul(%matmul2_a0, %matmul2_a1) in_axes [0, 0] out_axes [0]
      : (tensor<5x2x3xf64>, tensor<5x3x4xf64>) -> tensor<5x2x4xf64>
  scf.for %i = %first to %size5 step %step {
    %argument0_slice = eshkol.slice %matmul2_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %argument1_slice = eshkol.slice %matmul2_a1 [%i, 0, 0] [1, 3, 4] [1, 1, 1] : tensor<5x3x4xf64> -> tensor<1x3x4xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3, 4] : tensor<1x3x4xf64> -> tensor<3x4xf64>
    %call = func.call @matmul(%argument0, %argument1) : (tensor<2x3xf64>, tensor<3x4xf64>) -> tensor<2x4xf64>
    %element0_slice = eshkol.slice %matmul2 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    eshkol.assert_close %element0, %call, "matmul2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x4xf64>
  }

  %matmul3_a0 = arith.constant dense<[[-1.472, 0.867, -0.416], [0.262, -1.267, -1.421]]> : tensor<2x3xf64>
  %matmul3_a1 = arith.constant dense<[[[-0.048, -0.578, 1.762, 1.061], [0.995, 1.615, -1.666, 0.209], [0.338, 1.848, -0.831, -1.037]], [[-1.599, -1.934, 1.718, 0.68], [1.141, -0.873, 0.346, -1.744], [-0.057, 1.91, 1.506, -0.647]], [[1.846, -1.073, 1.797, 1.766], [1.197, 0.522, 1.497, -0.828], [1.396, 0.472, -1.947, -0.611]], [[-1.407, 1.927, -0.087, -0.01], [0.558, -0.526, -1.452, 1.288], [-1.241, 0.045, -1.103, -1.609]], [[1.449, 1.892, 1.843, 1.626], [1.096, -0.667, -1.676, -0.371], [-1.071, -1.47, -1.786, 0.902]]]> : tensor<5x3x4xf64>
  %matmul3 = eshkol.vmap @matmul(%matmul3_a0, %matmul3_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x3xf64>, tensor<5x3x4xf64>) -> tensor<5x2x4xf64>
  scf.for %i = %first to %size5 step %step {
    %argument1_slice = eshkol.slice %matmul3_a1 [%i, 0, 0] [1, 3, 4] [1, 1, 1] : tensor<5x3x4xf64> -> tensor<1x3x4xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3, 4] : tensor<1x3x4xf64> -> tensor<3x4xf64>
    %call = func.call @matmul(%matmul3_a0, %argument1) : (tensor<2x3xf64>, tensor<3x4xf64>) -> tensor<2x4xf64>
    %element0_slice = eshkol.slice %matmul3 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    eshkol.assert_close %element0, %call, "matmul3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x4xf64>
  }

  %matmul4_a0 = arith.constant dense<[[[-1.954, 1.082, -1.412], [-1.682, -1.642, 0.688], [-1.019, -0.318, 0.229], [1.442, 0.908, -0.919], [-1.474, -1.779, -0.794]], [[-0.952, -0.175, 0.733], [0.783, -0.866, -0.48], [-1.275, 1.154, -1.773], [0.788, 1.115, 1.11], [-0.962, -0.505, 0.35]]]> : tensor<2x5x3xf64>
  %matmul4_a0_any = tensor.cast %matmul4_a0 : tensor<2x5x3xf64> to tensor<2x?x3xf64>
  %matmul4_a1 = arith.constant dense<[[-0.909, -0.517, -1.212, -0.161], [-1.822, 1.199, -1.692, 0.075], [-0.773, 0.31, 1.838, 0.582]]> : tensor<3x4xf64>
  %matmul4 = eshkol.vmap @matmul(%matmul4_a0_any, %matmul4_a1) in_axes [1, -1] out_axes [1]
      : (tensor<2x?x3xf64>, tensor<3x4xf64>) -> tensor<2x?x4xf64>
  %matmul4_r0 = tensor.cast %matmul4 : tensor<2x?x4xf64> to tensor<2x5x4xf64>
  scf.for %i = %first to %size5 step %step {
    %argument0_slice = eshkol.slice %matmul4_a0 [0, %i, 0] [2, 1, 3] [1, 1, 1] : tensor<2x5x3xf64> -> tensor<2x1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<2x1x3xf64> -> tensor<2x3xf64>
    %call = func.call @matmul(%argument0, %matmul4_a1) : (tensor<2x3xf64>, tensor<3x4xf64>) -> tensor<2x4xf64>
    %element0_slice = eshkol.slice %matmul4_r0 [0, %i, 0] [2, 1, 4] [1, 1, 1] : tensor<2x5x4xf64> -> tensor<2x1x4xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 4] : tensor<2x1x4xf64> -> tensor<2x4xf64>
    eshkol.assert_close %element0, %call, "matmul4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x4xf64>
  }

  %matmul5_a0 = arith.constant dense<> : tensor<0x2x3xf64>
  %matmul5_a0_any = tensor.cast %matmul5_a0 : tensor<0x2x3xf64> to tensor<?x2x3xf64>
  %matmul5_a1 = arith.constant dense<[[-1.859, -0.278, 0.04, 0.145], [0.726, -0.89, -1.485, -0.429], [1.826, -1.251, 1.616, 0.175]]> : tensor<3x4xf64>
  %matmul5 = eshkol.vmap @matmul(%matmul5_a0_any, %matmul5_a1) in_axes [0, -1] out_axes [0]
      : (tensor<?x2x3xf64>, tensor<3x4xf64>) -> tensor<?x2x4xf64>
  %matmul5_r0 = tensor.cast %matmul5 : tensor<?x2x4xf64> to tensor<0x2x4xf64>

  %matmul_batches6_a0 = arith.constant dense<[[[[-0.172, 1.528, -0.166], [0.897, -0.404, 1.616]], [[0.76, 0.798, -0.689], [1.027, 0.544, -1.04]]], [[[-1.358, 1.186, 1.837], [-0.167, 0.364, 1.431]], [[-0.171, 1.807, 0.303], [1.283, 1.635, 1.262]]], [[[-1.362, 0.516, -0.406], [-1.749, -0.304, -0.965]], [[1.396, -1.867, 1.836], [-0.579, -0.573, -1.935]]]]> : tensor<3x2x2x3xf64>
  %matmul_batches6_a0_any = tensor.cast %matmul_batches6_a0 : tensor<3x2x2x3xf64> to tensor<3x2x?x3xf64>
  %matmul_batches6_a1 = arith.constant dense<[[[[-0.285, -1.728], [-0.992, -1.115], [-0.987, -1.476]], [[-1.952, -1.538], [0.474, 1.897], [1.961, -0.364]]], [[[-1.348, 0.555], [-0.039, 1.958], [-1.739, 1.133]], [[-0.846, -1.034], [0.65, -1.016], [0.663, 0.069]]], [[[-0.304, 0.219], [-0.852, 0.826], [-0.341, -0.558]], [[1.315, 1.7], [-1.816, -1.069], [-0.606, 1.26]]]]> : tensor<3x2x3x2xf64>
  %matmul_batches6 = eshkol.vmap @matmul_batches(%matmul_batches6_a0_any, %matmul_batches6_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x2x?x3xf64>, tensor<3x2x3x2xf64>) -> tensor<3x2x?x2xf64>
  %matmul_batches6_r0 = tensor.cast %matmul_batches6 : tensor<3x2x?x2xf64> to tensor<3x2x2x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %matmul_batches6_a0 [%i, 0, 0, 0] [1, 2, 2, 3] [1, 1, 1, 1] : tensor<3x2x2x3xf64> -> tensor<1x2x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 2, 3] : tensor<1x2x2x3xf64> -> tensor<2x2x3xf64>
    %argument0_any = tensor.cast %argument0 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
    %argument1_slice = eshkol.slice %matmul_batches6_a1 [%i, 0, 0, 0] [1, 2, 3, 2] [1, 1, 1, 1] : tensor<3x2x3x2xf64> -> tensor<1x2x3x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3, 2] : tensor<1x2x3x2xf64> -> tensor<2x3x2xf64>
    %call = func.call @matmul_batches(%argument0_any, %argument1) : (tensor<2x?x3xf64>, tensor<2x3x2xf64>) -> tensor<2x?x2xf64>
    %call0 = tensor.cast %call : tensor<2x?x2xf64> to tensor<2x2x2xf64>
    %element0_slice = eshkol.slice %matmul_batches6_r0 [%i, 0, 0, 0] [1, 2, 2, 2] [1, 1, 1, 1] : tensor<3x2x2x2xf64> -> tensor<1x2x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2, 2] : tensor<1x2x2x2xf64> -> tensor<2x2x2xf64>
    eshkol.assert_close %element0, %call0, "matmul_batches6" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2x2xf64>
  }

  %matmul_batches7_a0 = arith.constant dense<[[[[-0.172, 1.528, -0.166], [0.897, -0.404, 1.616]], [[0.76, 0.798, -0.689], [1.027, 0.544, -1.04]]], [[[-1.358, 1.186, 1.837], [-0.167, 0.364, 1.431]], [[-0.171, 1.807, 0.303], [1.283, 1.635, 1.262]]], [[[-1.362, 0.516, -0.406], [-1.749, -0.304, -0.965]], [[1.396, -1.867, 1.836], [-0.579, -0.573, -1.935]]]]> : tensor<3x2x2x3xf64>
  %matmul_batches7_a0_any = tensor.cast %matmul_batches7_a0 : tensor<3x2x2x3xf64> to tensor<3x2x?x3xf64>
  %matmul_batches7_a1 = arith.constant dense<[[[1.942, 1.876], [1.62, -0.814], [1.968, -1.002]], [[-1.576, 1.804], [-1.066, 0.759], [-1.767, 0.923]]]> : tensor<2x3x2xf64>
  %matmul_batches7 = eshkol.vmap @matmul_batches(%matmul_batches7_a0_any, %matmul_batches7_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3x2x?x3xf64>, tensor<2x3x2xf64>) -> tensor<3x2x?x2xf64>
  %matmul_batches7_r0 = tensor.cast %matmul_batches7 : tensor<3x2x?x2xf64> to tensor<3x2x2x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %matmul_batches7_a0 [%i, 0, 0, 0] [1, 2, 2, 3] [1, 1, 1, 1] : tensor<3x2x2x3xf64> -> tensor<1x2x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 2, 3] : tensor<1x2x2x3xf64> -> tensor<2x2x3xf64>
    %argument0_any = tensor.cast %argument0 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
    %call = func.call @matmul_batches(%argument0_any, %matmul_batches7_a1) : (tensor<2x?x3xf64>, tensor<2x3x2xf64>) -> tensor<2x?x2xf64>
    %call0 = tensor.cast %call : tensor<2x?x2xf64> to tensor<2x2x2xf64>
    %element0_slice = eshkol.slice %matmul_batches7_r0 [%i, 0, 0, 0] [1, 2, 2, 2] [1, 1, 1, 1] : tensor<3x2x2x2xf64> -> tensor<1x2x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2, 2] : tensor<1x2x2x2xf64> -> tensor<2x2x2xf64>
    eshkol.assert_close %element0, %call0, "matmul_batches7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2x2xf64>
  }

  %matmul_batches8_a0 = arith.constant dense<[[[-1.259, -0.395, 1.717], [-1.602, 1.781, 1.478]], [[-0.183, -0.693, -1.069], [0.458, -1.868, -1.938]]]> : tensor<2x2x3xf64>
  %matmul_batches8_a0_any = tensor.cast %matmul_batches8_a0 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
  %matmul_batches8_a1 = arith.constant dense<[[[[1.527, -0.91], [-0.484, -0.503], [0.995, -1.049]], [[-1.313, -0.203], [-0.782, 1.357], [-1.049, 0.01]]], [[[1.77, 0.536], [1.469, 1.761], [1.003, 0.798]], [[1.872, 1.978], [-0.193, -1.717], [-0.829, -1.391]]], [[[-0.33, -1.475], [0.416, -0.469], [1.582, 1.871]], [[0.188, -0.901], [0.369, 1.587], [-0.373, 0.208]]]]> : tensor<3x2x3x2xf64>
  %matmul_batches8 = eshkol.vmap @matmul_batches(%matmul_batches8_a0_any, %matmul_batches8_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x?x3xf64>, tensor<3x2x3x2xf64>) -> tensor<3x2x?x2xf64>
  %matmul_batches8_r0 = tensor.cast %matmul_batches8 : tensor<3x2x?x2xf64> to tensor<3x2x2x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %matmul_batches8_a1 [%i, 0, 0, 0] [1, 2, 3, 2] [1, 1, 1, 1] : tensor<3x2x3x2xf64> -> tensor<1x2x3x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3, 2] : tensor<1x2x3x2xf64> -> tensor<2x3x2xf64>
    %call = func.call @matmul_batches(%matmul_batches8_a0_any, %argument1) : (tensor<2x?x3xf64>, tensor<2x3x2xf64>) -> tensor<2x?x2xf64>
    %call0 = tensor.cast %call : tensor<2x?x2xf64> to tensor<2x2x2xf64>
    %element0_slice = eshkol.slice %matmul_batches8_r0 [%i, 0, 0, 0] [1, 2, 2, 2] [1, 1, 1, 1] : tensor<3x2x2x2xf64> -> tensor<1x2x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2, 2] : tensor<1x2x2x2xf64> -> tensor<2x2x2xf64>
    eshkol.assert_close %element0, %call0, "matmul_batches8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2x2xf64>
  }

  %dot9_a0 = arith.constant dense<[[[[-1.805, -0.985, -0.215, -1.581], [-0.606, 0.96, 0.722, 0.49]], [[0.842, -1.18, -0.633, 0.705], [1.517, 0.175, -0.869, -1.879]], [[0.841, -1.968, -0.509, 0.122], [1.688, -1.642, -0.376, -1.903]]], [[[-0.63, 0.489, -0.884, -1.161], [-1.537, 0.309, 0.781, 0.688]], [[1.795, -1.989, 0.589, 0.402], [0.355, 1.851, -1.933, 0.786]], [[1.255, 0.039, -0.664, 1.163], [-1.611, -0.232, 0.08, 0.776]]]]> : tensor<2x3x2x4xf64>
  %dot9_a1 = arith.constant dense<[[[[-1.636, -1.089, -0.359], [0.493, 1.548, 0.475], [-1.466, 1.922, 1.487], [0.011, 1.689, 0.166], [1.693, 1.32, 1.873]], [[1.679, -1.856, -1.301], [-0.443, 1.809, -0.8], [-1.358, 1.545, -0.214], [1.632, -1.359, 0.644], [-0.239, -1.694, 0.786]], [[-1.01, -1.842, -1.76], [-1.756, 1.631, 0.96], [1.592, 0.69, 0.116], [-0.782, 1.992, -0.551], [-0.117, -0.487, 1.918]], [[-1.301, -0.688, 0.721], [-1.747, 0.429, -0.089], [-0.864, -1.046, 0.058], [-0.528, -0.174, -0.65], [1.882, -1.466, -1.613]]], [[[-0.626, 0.364, 0.637], [-0.411, 1.997, -0.592], [0.886, 0.55, 1.252], [1.905, 1.559, 1.058], [0.793, -0.658, -1.409]], [[-1.749, -1.032, -0.271], [0.088, 1.092, 1.835], [-1.531, -1.572, 0.359], [0.982, 1.393, 1.743], [1.934, -0.401, -0.479]], [[-1.409, 0.74, 0.627], [1.448, -1.611, -0.009], [0.324, -1.034, -1.324], [1.438, -1.766, -0.118], [-1.537, -0.172, 1.92]], [[-0.305, 1.428, -1.531], [-0.915, -0.385, -0.401], [0.686, -0.621, 0.855], [0.557, -0.403, -0.273], [0.458, -1.72, 1.29]]]]> : tensor<2x4x5x3xf64>
  %dot9 = eshkol.vmap @dot(%dot9_a0, %dot9_a1) in_axes [0, 0] out_axes [0]
      : (tensor<2x3x2x4xf64>, tensor<2x4x5x3xf64>) -> tensor<2x3x2x5xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %dot9_a0 [%i, 0, 0, 0] [1, 3, 2, 4] [1, 1, 1, 1] : tensor<2x3x2x4xf64> -> tensor<1x3x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3, 2, 4] : tensor<1x3x2x4xf64> -> tensor<3x2x4xf64>
    %argument1_slice = eshkol.slice %dot9_a1 [%i, 0, 0, 0] [1, 4, 5, 3] [1, 1, 1, 1] : tensor<2x4x5x3xf64> -> tensor<1x4x5x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [4, 5, 3] : tensor<1x4x5x3xf64> -> tensor<4x5x3xf64>
    %call = func.call @dot(%argument0, %argument1) : (tensor<3x2x4xf64>, tensor<4x5x3xf64>) -> tensor<3x2x5xf64>
    %element0_slice = eshkol.slice %dot9 [%i, 0, 0, 0] [1, 3, 2, 5] [1, 1, 1, 1] : tensor<2x3x2x5xf64> -> tensor<1x3x2x5xf64>
    %element0 = eshkol.reshape %element0_slice to [3, 2, 5] : tensor<1x3x2x5xf64> -> tensor<3x2x5xf64>
    eshkol.assert_close %element0, %call, "dot9" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x5xf64>
  }

  %dot10_a0 = arith.constant dense<[[[[0.614, 0.905, 0.148, -1.558], [-0.38, -0.379, -0.716, -1.88]], [[0.949, -1.561, 0.425, 0.813], [0.539, 1.837, -1.587, 1.469]], [[-1.883, 0.14, -0.383, 0.097], [-0.54, -1.238, -1.924, 0.073]]], [[[1.371, -0.507, -1.109, -1.678], [-1.659, -1.114, -1.6, -0.94]], [[-1.735, -1.738, 1.425, -1.352], [0.239, 1.094, -0.174, -1.387]], [[-1.202, -0.268, 0.113, -0.602], [1.126, 1.004, 1.709, -1.884]]]]> : tensor<2x3x2x4xf64>
  %dot10_a1 = arith.constant dense<[[[1.583, -0.43, 1.513], [0.763, 1.949, 1.037], [-0.542, 0.004, -0.494], [-0.54, -0.956, -0.016], [0.727, -0.891, 0.098]], [[-1.53, -1.361, -1.813], [1.883, -1.985, -1.286], [0.451, -1.675, 1.528], [0.878, 1.866, 0.031], [-0.798, 0.198, 1.723]], [[0.083, -0.931, 1.51], [-0.512, -1.994, -1.009], [-0.727, 1.435, -0.166], [-0.222, -0.656, 1.523], [1.78, 1.968, -0.493]], [[1.865, 1.168, 0.703], [-1.02, -1.134, -1.336], [1.691, -0.824, -0.188], [-0.024, 1.113, 1.377], [-1.444, -0.292, 1.371]]]> : tensor<4x5x3xf64>
  %dot10 = eshkol.vmap @dot(%dot10_a0, %dot10_a1) in_axes [0, -1] out_axes [0]
      : (tensor<2x3x2x4xf64>, tensor<4x5x3xf64>) -> tensor<2x3x2x5xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %dot10_a0 [%i, 0, 0, 0] [1, 3, 2, 4] [1, 1, 1, 1] : tensor<2x3x2x4xf64> -> tensor<1x3x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3, 2, 4] : tensor<1x3x2x4xf64> -> tensor<3x2x4xf64>
    %call = func.call @dot(%argument0, %dot10_a1) : (tensor<3x2x4xf64>, tensor<4x5x3xf64>) -> tensor<3x2x5xf64>
    %element0_slice = eshkol.slice %dot10 [%i, 0, 0, 0] [1, 3, 2, 5] [1, 1, 1, 1] : tensor<2x3x2x5xf64> -> tensor<1x3x2x5xf64>
    %element0 = eshkol.reshape %element0_slice to [3, 2, 5] : tensor<1x3x2x5xf64> -> tensor<3x2x5xf64>
    eshkol.assert_close %element0, %call, "dot10" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x5xf64>
  }

  %dot11_a0 = arith.constant dense<[[[1.272, -1.59, -1.374, -0.783], [-1.699, -0.301, -1.57, 0.273]], [[-1.014, 0.386, -1.53, 1.904], [1.73, -0.433, -1.031, -0.998]], [[-0.066, -1.84, 0.559, -0.367], [-0.49, 1.237, 0.836, 1.817]]]> : tensor<3x2x4xf64>
  %dot11_a1 = arith.constant dense<[[[[-0.592, 1.59, 1.08], [-0.57, 0.487, -0.846], [1.498, -1.55, -1.15], [-1.268, -0.388, 0.981], [0.108, -0.049, -1.998]], [[-0.298, -1.746, -1.167], [1.73, -1.138, 1.433], [1.212, -1.363, 0.423], [-1.537, 0.912, 0.55], [1.248, -0.082, 1.659]], [[-1.803, -0.828, 0.86], [-0.328, -1.308, -1.571], [1.269, -0.107, 1.529], [0.933, -0.361, -0.506], [0.063, 1.556, 0.949]], [[-1.979, 0.777, 1.678], [0.842, -1.292, -0.066], [-1.439, -0.564, 1.748], [1.693, -0.869, -0.641], [0.401, 1.853, -1.409]]], [[[-0.972, 1.494, -0.032], [1.596, -1.258, 0.131], [-0.695, -0.734, -0.212], [-0.268, -0.571, 1.66], [0.927, 0.91, -0.84]], [[0.311, 1.117, 1.182], [-0.622, 1.083, 0.944], [-1.434, 1.464, -0.235], [-0.054, -0.207, 0.271], [0.485, -0.007, 1.467]], [[0.511, -0.394, -0.333], [1.243, -0.607, -1.154], [-1.762, 1.504, 1.674], [-1.52, -0.662, -1.299], [-1.536, 1.599, -1.772]], [[1.922, -1.614, 1.454], [0.266, -0.528, -0.631], [1.029, -0.742, 0.629], [0.069, -0.06, 1.605], [0.219, 1.307, 0.902]]]]> : tensor<2x4x5x3xf64>
  %dot11 = eshkol.vmap @dot(%dot11_a0, %dot11_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<3x2x4xf64>, tensor<2x4x5x3xf64>) -> tensor<2x3x2x5xf64>
  scf.for %i = %first to %size2 step %step {
    %argument1_slice = eshkol.slice %dot11_a1 [%i, 0, 0, 0] [1, 4, 5, 3] [1, 1, 1, 1] : tensor<2x4x5x3xf64> -> tensor<1x4x5x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [4, 5, 3] : tensor<1x4x5x3xf64> -> tensor<4x5x3xf64>
    %call = func.call @dot(%dot11_a0, %argument1) : (tensor<3x2x4xf64>, tensor<4x5x3xf64>) -> tensor<3x2x5xf64>
    %element0_slice = eshkol.slice %dot11 [%i, 0, 0, 0] [1, 3, 2, 5] [1, 1, 1, 1] : tensor<2x3x2x5xf64> -> tensor<1x3x2x5xf64>
    %element0 = eshkol.reshape %element0_slice to [3, 2, 5] : tensor<1x3x2x5xf64> -> tensor<3x2x5xf64>
    eshkol.assert_close %element0, %call, "dot11" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x5xf64>
  }

  %inner12_a0 = arith.constant dense<[[-1.846, 1.092, -1.133], [1.613, -1.828, -0.668]]> : tensor<2x3xf64>
  %inner12_a1 = arith.constant dense<[[-1.601, -0.098, 1.28], [-0.807, -1.396, -0.679]]> : tensor<2x3xf64>
  %inner12 = eshkol.vmap @inner(%inner12_a0, %inner12_a1) in_axes [0, 0] out_axes [0]
      : (tensor<2x3xf64>, tensor<2x3xf64>) -> tensor<2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %inner12_a0 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %argument1_slice = eshkol.slice %inner12_a1 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %call = func.call @inner(%argument0, %argument1) : (tensor<3xf64>, tensor<3xf64>) -> tensor<f64>
    %element0_slice = eshkol.slice %inner12 [%i] [1] [1] : tensor<2xf64> -> tensor<1xf64>
    %element0 = eshkol.reshape %element0_slice to [] : tensor<1xf64> -> tensor<f64>
    eshkol.assert_close %element0, %call, "inner12" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  }

  %inner13_a0 = arith.constant dense<[1.256, -1.438, -1.091]> : tensor<3xf64>
  %inner13_a1 = arith.constant dense<[[-1.725, 0.823, -0.419], [-0.757, 0.875, -0.656]]> : tensor<2x3xf64>
  %inner13 = eshkol.vmap @inner(%inner13_a0, %inner13_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<3xf64>, tensor<2x3xf64>) -> tensor<2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument1_slice = eshkol.slice %inner13_a1 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %call = func.call @inner(%inner13_a0, %argument1) : (tensor<3xf64>, tensor<3xf64>) -> tensor<f64>
    %element0_slice = eshkol.slice %inner13 [%i] [1] [1] : tensor<2xf64> -> tensor<1xf64>
    %element0 = eshkol.reshape %element0_slice to [] : tensor<1xf64> -> tensor<f64>
    eshkol.assert_close %element0, %call, "inner13" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  }
  return
}
