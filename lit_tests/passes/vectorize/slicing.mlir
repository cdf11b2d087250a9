// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// CHECK-LABEL: func.func private @concat.vmap(
// CHECK: eshkol.concat %{{.*}}, %{{.*}} dimension = 2 : (tensor<3x2x1xf64>, tensor<3x2x2xf64>) -> tensor<3x2x3xf64>
func.func @concat(%x: tensor<2x1xf64>, %y: tensor<2x2xf64>) -> tensor<2x3xf64> {
  %0 = eshkol.concat %x, %y dimension = 1 : (tensor<2x1xf64>, tensor<2x2xf64>) -> tensor<2x3xf64>
  return %0 : tensor<2x3xf64>
}

// Starts of the whole batch stay those of a slice; others are clamped to where the slice fits, and gathered.
// CHECK-LABEL: func.func private @slice.vmap_{{[0-9]+}}(
// CHECK-SAME: %[[X:.*]]: tensor<3x5xf64>
// CHECK: %[[COLUMNS:.*]] = eshkol.slice %[[X]] [0, 1] [3, 2] [1, 2] : tensor<3x5xf64> -> tensor<3x2xf64>
// CHECK: arith.maxsi
// CHECK: %[[STARTS:.*]] = arith.minsi
// CHECK: %[[EACH:.*]] = eshkol.broadcast %[[STARTS]] [0] to [4, 2]
// CHECK: %[[ROWS:.*]] = arith.addi %[[EACH]]
// CHECK: %[[Y:.*]] = eshkol.gather %[[COLUMNS]][%[[ROWS]]] dimension = 0 : (tensor<3x2xf64>, tensor<4x2xi64>) -> tensor<4x2x2xf64>
// CHECK-NEXT: return %[[Y]]
// CHECK-LABEL: func.func private @slice.vmap_{{[0-9]+}}(
// CHECK: eshkol.slice %{{.*}} [0, 0, 1] [4, 3, 2] [1, 1, 2]
// CHECK: eshkol.gather %{{.*}} dimension = 1 batch_dims = 1 : (tensor<4x3x2xf64>, tensor<4x2xi64>) -> tensor<4x2x2xf64>
// CHECK-LABEL: func.func private @slice.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<4x3x5xf64>, %[[I:.*]]: index
// CHECK: eshkol.slice %[[X]] [0, %[[I]], 1] [4, 2, 2] [1, 1, 2] : tensor<4x3x5xf64> -> tensor<4x2x2xf64>
func.func @slice(%x: tensor<3x5xf64>, %i: index) -> tensor<2x2xf64> {
  %0 = eshkol.slice %x [%i, 1] [2, 2] [1, 2] : tensor<3x5xf64> -> tensor<2x2xf64>
  return %0 : tensor<2x2xf64>
}

func.func @slice_both(%x: tensor<?x?xf64>, %i: index, %j: index, %n: index) -> tensor<?x2xf64> {
  %0 = eshkol.slice %x [%i, %j] [%n, 2] [1, 3] : tensor<?x?xf64> -> tensor<?x2xf64>
  return %0 : tensor<?x2xf64>
}

// Boxes at their own places are written together; dimensions that they cover whole are no part of the position.
// CHECK-LABEL: func.func private @update.vmap_{{[0-9]+}}(
// CHECK: eshkol.scatter set %{{.*}}[%{{.*}}], %{{.*}} batch_dims = 1 : (tensor<5x4x3xf64>, tensor<5x2xi64>, tensor<5x2x3xf64>) -> tensor<5x4x3xf64>
// CHECK-LABEL: func.func private @update.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<5x4x3xf64>, %[[U:.*]]: tensor<5x2x3xf64>, %[[I:.*]]: index
// CHECK: eshkol.dynamic_update_slice %[[X]], %[[U]] [0, %[[I]], 0]
func.func @update(%x: tensor<4x3xf64>, %u: tensor<2x3xf64>, %i: index) -> tensor<4x3xf64> {
  %0 = eshkol.dynamic_update_slice %x, %u [%i, 0] : tensor<4x3xf64>, tensor<2x3xf64> -> tensor<4x3xf64>
  return %0 : tensor<4x3xf64>
}

// CHECK-LABEL: func.func private @update_box.vmap(
// CHECK: eshkol.scatter set %{{.*}}[%{{.*}}], %{{.*}} batch_dims = 1 : (tensor<3x?x2xf64>, tensor<3x?xi64>, tensor<3x?x2xf64>)
func.func @update_box(%x: tensor<?x?x2xf64>, %u: tensor<2x?x2xf64>, %i: index, %j: index) -> tensor<?x?x2xf64> {
  %0 = eshkol.dynamic_update_slice %x, %u [%i, %j, 0] : tensor<?x?x2xf64>, tensor<2x?x2xf64> -> tensor<?x?x2xf64>
  return %0 : tensor<?x?x2xf64>
}

func.func @update_whole(%x: tensor<2xf64>, %u: tensor<2xf64>, %i: index) -> tensor<2xf64> {
  %0 = eshkol.dynamic_update_slice %x, %u [%i] : tensor<2xf64>, tensor<2xf64> -> tensor<2xf64>
  return %0 : tensor<2xf64>
}

// CHECK-LABEL: func.func private @pad.vmap_{{[0-9]+}}(
// CHECK: %[[PADDED:.*]] = eshkol.pad %{{.*}}, %{{.*}} low = [0, 1, -1] high = [0, 1, 0] interior = [0, 1, 0] : (tensor<3x2x3xf64>, f64)
// CHECK: %[[ELEMENTS:.*]] = eshkol.pad {{.*}} : (tensor<3x2x3xi1>, i1) -> tensor<3x5x2xi1>
// CHECK: eshkol.select %[[ELEMENTS]], %[[PADDED]]
// CHECK-LABEL: func.func private @pad.vmap(
// CHECK: eshkol.pad %{{.*}}, %{{.*}} low = [0, 1, -1] high = [0, 1, 0] interior = [0, 1, 0] : (tensor<3x2x3xf64>, f64) -> tensor<3x5x2xf64>
func.func @pad(%x: tensor<2x3xf64>, %v: f64) -> tensor<5x2xf64> {
  %0 = eshkol.pad %x, %v low = [1, -1] high = [1, 0] interior = [1, 0] : (tensor<2x3xf64>, f64) -> tensor<5x2xf64>
  return %0 : tensor<5x2xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size3 = arith.constant 3 : index
  %size4 = arith.constant 4 : index
  %size5 = arith.constant 5 : index

  %concat1_a0 = arith.constant dense<[[[-0.692], [-1.274]], [[-1.335], [-1.038]], [[-1.118], [0.839]]]> : tensor<3x2x1xf64>
  %concat1_a1 = arith.constant dense<[[1.079, -0.546], [-1.362, 0.579]]> : tensor<2x2xf64>
  %concat1 = eshkol.vmap @concat(%concat1_a0, %concat1_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3x2x1xf64>, tensor<2x2xf64>) -> tensor<3x2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %concat1_a0 [%i, 0, 0] [1, 2, 1] [1, 1, 1] : tensor<3x2x1xf64> -> tensor<1x2x1xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 1] : tensor<1x2x1xf64> -> tensor<2x1xf64>
    %call = func.call @concat(%argument0, %concat1_a1) : (tensor<2x1xf64>, tensor<2x2xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %concat1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "concat1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %concat2_a0 = arith.constant dense<[[[-0.669], [1.729]], [[1.155], [1.951]], [[1.549], [-1.979]]]> : tensor<3x2x1xf64>
  %concat2_a1 = arith.constant dense<[[[-1.759, 1.593], [-1.524, 0.382]], [[-0.581, -1.865], [-1.668, 1.063]], [[1.37, -0.547], [-1.013, -0.026]]]> : tensor<3x2x2xf64>
  %concat2 = eshkol.vmap @concat(%concat2_a0, %concat2_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x2x1xf64>, tensor<3x2x2xf64>) -> tensor<3x2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %concat2_a0 [%i, 0, 0] [1, 2, 1] [1, 1, 1] : tensor<3x2x1xf64> -> tensor<1x2x1xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 1] : tensor<1x2x1xf64> -> tensor<2x1xf64>
    %argument1_slice = eshkol.slice %concat2_a1 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    %call = func.call @concat(%argument0, %argument1) : (tensor<2x1xf64>, tensor<2x2xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %concat2 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "concat2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %slice3_a0 = arith.constant dense<[[[-1.391, 0.468, 0.958, 0.816, 1.728], [0.407, 0.381, 0.948, 0.903, -0.883], [1.189, 1.618, 1.118, 1.398, 1.395]], [[-1.01, 1.308, 0.876, -0.707, 0.699], [0.693, 1.209, -2.0, 0.589, 0.692], [0.31, 1.11, -1.426, -0.795, 1.023]], [[-0.628, 0.415, 0.486, -0.806, -0.156], [0.739, 1.095, 0.589, -0.457, -1.874], [1.604, -1.962, -1.59, 1.133, -1.756]], [[1.543, 1.592, -1.776, 1.804, 0.058], [-1.997, 0.093, -0.478, 1.941, -0.958], [-0.214, -1.621, 1.507, -1.85, 1.085]]]> : tensor<4x3x5xf64>
  %slice3_a1 = arith.constant 1 : index
  %slice3 = eshkol.vmap @slice(%slice3_a0, %slice3_a1) in_axes [0, -1] out_axes [0]
      : (tensor<4x3x5xf64>, index) -> tensor<4x2x2xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %slice3_a0 [%i, 0, 0] [1, 3, 5] [1, 1, 1] : tensor<4x3x5xf64> -> tensor<1x3x5xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3, 5] : tensor<1x3x5xf64> -> tensor<3x5xf64>
    %call = func.call @slice(%argument0, %slice3_a1) : (tensor<3x5xf64>, index) -> tensor<2x2xf64>
    %element0_slice = eshkol.slice %slice3 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<4x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call, "slice3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %slice4_a0 = arith.constant dense<[[[-0.887, -1.443, 0.806, 0.498, -1.858], [-0.447, 0.223, -0.574, 0.527, -0.15], [0.585, 0.438, -1.196, -0.649, -0.787]], [[1.922, -1.024, -1.079, -1.77, 1.794], [-0.096, 1.956, 0.999, -1.863, 1.182], [1.635, 0.943, -0.936, -1.418, -1.224]], [[1.972, 0.0, 1.986, 0.634, 1.722], [0.574, -1.014, -0.74, 1.612, 1.688], [0.551, -1.608, -0.956, -1.288, 0.48]], [[-1.382, -0.237, 0.21, -1.089, -1.091], [-0.932, 1.588, 0.259, -1.497, -1.18], [1.747, -0.508, -0.598, -0.12, -0.423]]]> : tensor<4x3x5xf64>
  %slice4_a1 = arith.constant dense<[0, 1, -3, 9]> : tensor<4xindex>
  %slice4 = eshkol.vmap @slice(%slice4_a0, %slice4_a1) in_axes [0, 0] out_axes [0]
      : (tensor<4x3x5xf64>, tensor<4xindex>) -> tensor<4x2x2xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %slice4_a0 [%i, 0, 0] [1, 3, 5] [1, 1, 1] : tensor<4x3x5xf64> -> tensor<1x3x5xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3, 5] : tensor<1x3x5xf64> -> tensor<3x5xf64>
    %argument1 = tensor.extract %slice4_a1[%i] : tensor<4xindex>
    %call = func.call @slice(%argument0, %argument1) : (tensor<3x5xf64>, index) -> tensor<2x2xf64>
    %element0_slice = eshkol.slice %slice4 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<4x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call, "slice4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %slice5_a0 = arith.constant dense<[[-0.647, -0.534, 1.466, 0.779, -1.929], [1.833, 1.294, 1.684, -1.037, 0.754], [1.907, -1.492, 0.987, -1.03, 0.04]]> : tensor<3x5xf64>
  %slice5_a1 = arith.constant dense<[0, 1, -3, 9]> : tensor<4xindex>
  %slice5 = eshkol.vmap @slice(%slice5_a0, %slice5_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<3x5xf64>, tensor<4xindex>) -> tensor<4x2x2xf64>
  scf.for %i = %first to %size4 step %step {
    %argument1 = tensor.extract %slice5_a1[%i] : tensor<4xindex>
    %call = func.call @slice(%slice5_a0, %argument1) : (tensor<3x5xf64>, index) -> tensor<2x2xf64>
    %element0_slice = eshkol.slice %slice5 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<4x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call, "slice5" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %slice_both6_a0 = arith.constant dense<[[[-0.99, 0.596, 0.75, -1.83, 0.197, 0.573], [0.282, -0.905, -1.117, -1.386, 1.039, 1.171], [0.201, 0.129, -0.556, -1.697, 1.936, 1.479]], [[-1.178, -0.301, 0.61, 0.211, -0.995, -0.704], [1.153, -1.35, -1.674, 0.053, -1.115, -1.071], [0.104, -0.006, 1.712, 0.014, -1.215, -1.892]], [[-1.663, -0.321, 0.068, 0.586, -0.115, 0.633], [-1.997, -1.941, 1.211, 0.455, 1.023, -0.486], [0.404, -0.123, 0.901, -1.609, -1.53, 1.253]], [[-1.579, 1.858, 0.851, 0.096, 1.544, 1.453], [1.102, 1.189, 1.126, 0.279, 0.907, -0.171], [1.209, 0.974, 1.465, 1.71, -1.945, -0.078]]]> : tensor<4x3x6xf64>
  %slice_both6_a0_any = tensor.cast %slice_both6_a0 : tensor<4x3x6xf64> to tensor<4x?x?xf64>
  %slice_both6_a1 = arith.constant dense<[0, 1, -3, 9]> : tensor<4xindex>
  %slice_both6_a2 = arith.constant dense<[5, 1, 2, 0]> : tensor<4xindex>
  %slice_both6_a3 = arith.constant 2 : index
  %slice_both6 = eshkol.vmap @slice_both(%slice_both6_a0_any, %slice_both6_a1, %slice_both6_a2, %slice_both6_a3) in_axes [0, 0, 0, -1] out_axes [0]
      : (tensor<4x?x?xf64>, tensor<4xindex>, tensor<4xindex>, index) -> tensor<4x?x2xf64>
  %slice_both6_r0 = tensor.cast %slice_both6 : tensor<4x?x2xf64> to tensor<4x2x2xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %slice_both6_a0 [%i, 0, 0] [1, 3, 6] [1, 1, 1] : tensor<4x3x6xf64> -> tensor<1x3x6xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3, 6] : tensor<1x3x6xf64> -> tensor<3x6xf64>
    %argument0_any = tensor.cast %argument0 : tensor<3x6xf64> to tensor<?x?xf64>
    %argument1 = tensor.extract %slice_both6_a1[%i] : tensor<4xindex>
    %argument2 = tensor.extract %slice_both6_a2[%i] : tensor<4xindex>
    %call = func.call @slice_both(%argument0_any, %argument1, %argument2, %slice_both6_a3) : (tensor<?x?xf64>, index, index, index) -> tensor<?x2xf64>
    %call0 = tensor.cast %call : tensor<?x2xf64> to tensor<2x2xf64>
    %element0_slice = eshkol.slice %slice_both6_r0 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<4x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call0, "slice_both6" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %slice_both7_a0 = arith.constant dense<[[1.669, -1.32, -1.843, -0.279, -0.275, 0.125], [-0.117, 0.792, 0.167, 0.169, 0.669, 0.09], [-1.751, 1.245, -0.854, 1.607, 0.569, 1.055]]> : tensor<3x6xf64>
  %slice_both7_a0_any = tensor.cast %slice_both7_a0 : tensor<3x6xf64> to tensor<?x?xf64>
  %slice_both7_a1 = arith.constant dense<[0, 1, -3, 9]> : tensor<4xindex>
  %slice_both7_a1_any = tensor.cast %slice_both7_a1 : tensor<4xindex> to tensor<?xindex>
  %slice_both7_a2 = arith.constant dense<[5, 1, 2, 0]> : tensor<4xindex>
  %slice_both7_a2_any = tensor.cast %slice_both7_a2 : tensor<4xindex> to tensor<?xindex>
  %slice_both7_a3 = arith.constant 2 : index
  %slice_both7 = eshkol.vmap @slice_both(%slice_both7_a0_any, %slice_both7_a1_any, %slice_both7_a2_any, %slice_both7_a3) in_axes [-1, 0, 0, -1] out_axes [0]
      : (tensor<?x?xf64>, tensor<?xindex>, tensor<?xindex>, index) -> tensor<?x?x2xf64>
  %slice_both7_r0 = tensor.cast %slice_both7 : tensor<?x?x2xf64> to tensor<4x2x2xf64>
  scf.for %i = %first to %size4 step %step {
    %argument1 = tensor.extract %slice_both7_a1[%i] : tensor<4xindex>
    %argument2 = tensor.extract %slice_both7_a2[%i] : tensor<4xindex>
    %call = func.call @slice_both(%slice_both7_a0_any, %argument1, %argument2, %slice_both7_a3) : (tensor<?x?xf64>, index, index, index) -> tensor<?x2xf64>
    %call0 = tensor.cast %call : tensor<?x2xf64> to tensor<2x2xf64>
    %element0_slice = eshkol.slice %slice_both7_r0 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<4x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call0, "slice_both7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %slice_both8_a0 = arith.constant dense<[[-0.75, -1.376, 0.606, -0.652, -0.279, 1.397], [-1.911, 1.177, 1.697, 0.025, -1.423, -0.415], [-1.404, -1.509, 1.856, -0.786, -0.933, 1.084]]> : tensor<3x6xf64>
  %slice_both8_a0_any = tensor.cast %slice_both8_a0 : tensor<3x6xf64> to tensor<?x?xf64>
  %slice_both8_a1 = arith.constant 1 : index
  %slice_both8_a2 = arith.constant dense<[5, 1, 2, 0]> : tensor<4xindex>
  %slice_both8_a3 = arith.constant 0 : index
  %slice_both8 = eshkol.vmap @slice_both(%slice_both8_a0_any, %slice_both8_a1, %slice_both8_a2, %slice_both8_a3) in_axes [-1, -1, 0, -1] out_axes [0]
      : (tensor<?x?xf64>, index, tensor<4xindex>, index) -> tensor<4x?x2xf64>
  %slice_both8_r0 = tensor.cast %slice_both8 : tensor<4x?x2xf64> to tensor<4x0x2xf64>
  scf.for %i = %first to %size4 step %step {
    %argument2 = tensor.extract %slice_both8_a2[%i] : tensor<4xindex>
    %call = func.call @slice_both(%slice_both8_a0_any, %slice_both8_a1, %argument2, %slice_both8_a3) : (tensor<?x?xf64>, index, index, index) -> tensor<?x2xf64>
    %call0 = tensor.cast %call : tensor<?x2xf64> to tensor<0x2xf64>
    %element0_slice = eshkol.slice %slice_both8_r0 [%i, 0, 0] [1, 0, 2] [1, 1, 1] : tensor<4x0x2xf64> -> tensor<1x0x2xf64>
    %element0 = eshkol.reshape %element0_slice to [0, 2] : tensor<1x0x2xf64> -> tensor<0x2xf64>
    eshkol.assert_close %element0, %call0, "slice_both8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<0x2xf64>
  }

  %update9_a0 = arith.constant dense<[[[0.113, 1.492, 1.999], [-1.679, -1.428, 1.772], [-1.155, -1.82, 1.441], [-1.706, 1.847, 1.041]], [[-0.382, -1.74, 0.846], [0.279, -1.394, 0.509], [0.629, 1.782, -0.169], [0.05, 1.634, -1.014]], [[-0.947, 1.72, -0.506], [1.087, -0.641, -1.127], [-0.765, 0.028, -1.113], [0.92, -1.7, 0.213]], [[0.307, -0.737, -1.822], [0.049, -1.745, 1.392], [1.797, -0.94, -1.595], [-0.853, -1.213, -1.964]], [[1.565, 1.156, -0.788], [0.579, 1.882, 1.142], [0.996, 0.43, -0.52], [0.339, -1.371, -1.849]]]> : tensor<5x4x3xf64>
  %update9_a1 = arith.constant dense<[[[-0.429, -1.383, -1.389], [-0.081, -1.292, -1.2]], [[0.301, -0.172, 0.872], [-0.148, -0.771, 0.543]], [[-0.069, 1.91, -1.009], [0.7, 1.949, 1.704]], [[-0.99, 0.878, -0.454], [1.038, -1.497, 1.892]], [[-1.402, 0.798, -0.618], [-1.252, -0.437, 1.885]]]> : tensor<5x2x3xf64>
  %update9_a2 = arith.constant 1 : index
  %update9 = eshkol.vmap @update(%update9_a0, %update9_a1, %update9_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<5x4x3xf64>, tensor<5x2x3xf64>, index) -> tensor<5x4x3xf64>
  scf.for %i = %first to %size5 step %step {
    %argument0_slice = eshkol.slice %update9_a0 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<5x4x3xf64> -> tensor<1x4x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    %argument1_slice = eshkol.slice %update9_a1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call = func.call @update(%argument0, %argument1, %update9_a2) : (tensor<4x3xf64>, tensor<2x3xf64>, index) -> tensor<4x3xf64>
    %element0_slice = eshkol.slice %update9 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<5x4x3xf64> -> tensor<1x4x3xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    eshkol.assert_close %element0, %call, "update9" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x3xf64>
  }

  %update10_a0 = arith.constant dense<[[[-1.541, -1.868, 1.184], [1.28, -0.057, 1.844], [0.511, 0.364, 1.332], [-1.996, -1.213, -0.851]], [[-0.213, -1.505, 1.439], [0.862, 1.084, -1.636], [0.006, -1.521, -0.904], [1.682, 1.091, 1.088]], [[1.012, -0.381, -1.652], [1.724, 0.778, 1.113], [1.166, 1.293, -0.471], [1.739, -0.122, -1.136]], [[0.058, 0.576, -0.722], [-1.573, -0.173, -0.049], [1.086, -1.71, 0.682], [-1.408, 0.724, -0.632]], [[1.38, -0.175, -1.065], [1.05, 1.915, 0.535], [-1.462, -1.183, -0.481], [-0.014, -1.919, -0.073]]]> : tensor<5x4x3xf64>
  %update10_a1 = arith.constant dense<[[[-0.1, -0.256, -0.765], [1.828, 0.664, 1.151]], [[0.062, -0.535, -0.515], [-0.906, 0.188, 1.417]], [[-1.843, 1.005, 1.135], [-0.421, 0.975, -0.443]], [[-0.738, -1.058, 1.215], [-1.884, -1.044, -0.795]], [[0.431, -0.297, 0.652], [-1.428, -0.626, 0.117]]]> : tensor<5x2x3xf64>
  %update10_a2 = arith.constant dense<[0, 1, 2, 7, -1]> : tensor<5xindex>
  %update10 = eshkol.vmap @update(%update10_a0, %update10_a1, %update10_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<5x4x3xf64>, tensor<5x2x3xf64>, tensor<5xindex>) -> tensor<5x4x3xf64>
  scf.for %i = %first to %size5 step %step {
    %argument0_slice = eshkol.slice %update10_a0 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<5x4x3xf64> -> tensor<1x4x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    %argument1_slice = eshkol.slice %update10_a1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %argument2 = tensor.extract %update10_a2[%i] : tensor<5xindex>
    %call = func.call @update(%argument0, %argument1, %argument2) : (tensor<4x3xf64>, tensor<2x3xf64>, index) -> tensor<4x3xf64>
    %element0_slice = eshkol.slice %update10 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<5x4x3xf64> -> tensor<1x4x3xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    eshkol.assert_close %element0, %call, "update10" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x3xf64>
  }

  %update11_a0 = arith.constant dense<[[0.49, -0.922, -0.955], [-1.814, 1.291, -1.888], [-0.557, -1.28, 0.007], [1.923, -0.316, 0.343]]> : tensor<4x3xf64>
  %update11_a1 = arith.constant dense<[[0.365, -1.772, 0.885], [1.106, 0.935, -1.413]]> : tensor<2x3xf64>
  %update11_a2 = arith.constant dense<[0, 1, 2, 7, -1]> : tensor<5xindex>
  %update11 = eshkol.vmap @update(%update11_a0, %update11_a1, %update11_a2) in_axes [-1, -1, 0] out_axes [0]
      : (tensor<4x3xf64>, tensor<2x3xf64>, tensor<5xindex>) -> tensor<5x4x3xf64>
  scf.for %i = %first to %size5 step %step {
    %argument2 = tensor.extract %update11_a2[%i] : tensor<5xindex>
    %call = func.call @update(%update11_a0, %update11_a1, %argument2) : (tensor<4x3xf64>, tensor<2x3xf64>, index) -> tensor<4x3xf64>
    %element0_slice = eshkol.slice %update11 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<5x4x3xf64> -> tensor<1x4x3xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    eshkol.assert_close %element0, %call, "update11" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x3xf64>
  }

  %update12_a0 = arith.constant dense<[[-0.184, -0.411, -0.457], [-1.727, 1.161, -1.98], [-1.347, 0.787, -1.09], [1.388, 0.407, 1.013]]> : tensor<4x3xf64>
  %update12_a1 = arith.constant dense<[[[-1.097, 1.006, 1.344], [0.168, -1.89, -0.68]], [[0.365, 1.752, -1.13], [-1.825, 0.384, 0.164]], [[-0.374, 1.814, -1.663], [1.804, -1.86, 0.156]], [[1.783, -0.153, -1.559], [1.875, -0.194, 1.262]], [[0.726, -0.377, 1.93], [0.629, 1.03, -1.913]]]> : tensor<5x2x3xf64>
  %update12_a2 = arith.constant 2 : index
  %update12 = eshkol.vmap @update(%update12_a0, %update12_a1, %update12_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<4x3xf64>, tensor<5x2x3xf64>, index) -> tensor<5x4x3xf64>
  scf.for %i = %first to %size5 step %step {
    %argument1_slice = eshkol.slice %update12_a1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call = func.call @update(%update12_a0, %argument1, %update12_a2) : (tensor<4x3xf64>, tensor<2x3xf64>, index) -> tensor<4x3xf64>
    %element0_slice = eshkol.slice %update12 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<5x4x3xf64> -> tensor<1x4x3xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    eshkol.assert_close %element0, %call, "update12" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x3xf64>
  }

  %update_box13_a0 = arith.constant dense<[[[[0.437, 1.781], [-1.032, -0.999], [1.401, 1.781], [-0.515, 0.703], [1.663, -1.62]], [[-0.06, 1.123], [0.594, -1.494], [1.44, 0.472], [1.803, 0.407], [1.258, 1.95]], [[1.15, -0.034], [0.354, 0.293], [-1.802, -0.459], [-0.311, -1.481], [-1.835, -1.981]], [[-0.573, -1.03], [0.222, 1.696], [-1.844, -0.259], [0.671, -1.663], [0.448, -0.524]]], [[[1.061, -1.01], [-1.506, -1.572], [-0.021, 0.248], [-1.125, 0.203], [0.871, -1.001]], [[-1.959, 1.324], [1.375, -0.489], [1.753, 1.307], [-0.731, 0.393], [-0.384, -1.533]], [[-0.35, 1.375], [0.092, 0.434], [-0.561, -1.297], [0.28, 0.207], [1.825, -1.963]], [[1.593, 1.703], [-1.038, -1.817], [1.395, -1.324], [-0.412, -0.187], [-0.7, -0.294]]], [[[-0.755, 0.101], [-1.84, 0.364], [-1.388, 1.906], [0.582, -1.968], [-1.844, -0.921]], [[1.056, -1.631], [0.648, 0.206], [-0.254, -1.291], [-1.869, 0.049], [0.058, -1.94]], [[0.57, -0.555], [-0.075, -0.164], [0.79, 0.025], [-0.52, -1.214], [-1.88, -1.095]], [[0.487, -0.967], [0.715, 1.75], [-0.974, 1.095], [0.625, -0.402], [0.825, -0.881]]]]> : tensor<3x4x5x2xf64>
  %update_box13_a0_any = tensor.cast %update_box13_a0 : tensor<3x4x5x2xf64> to tensor<3x?x?x2xf64>
  %update_box13_a1 = arith.constant dense<[[[-0.802, -0.398], [-0.305, 0.209], [-0.466, 1.422]], [[0.532, 1.656], [-0.535, 1.939], [0.845, 1.073]]]> : tensor<2x3x2xf64>
  %update_box13_a1_any = tensor.cast %update_box13_a1 : tensor<2x3x2xf64> to tensor<2x?x2xf64>
  %update_box13_a2 = arith.constant dense<[0, 1, 5]> : tensor<3xindex>
  %update_box13_a3 = arith.constant dense<[2, 1, -4]> : tensor<3xindex>
  %update_box13 = eshkol.vmap @update_box(%update_box13_a0_any, %update_box13_a1_any, %update_box13_a2, %update_box13_a3) in_axes [0, -1, 0, 0] out_axes [0]
      : (tensor<3x?x?x2xf64>, tensor<2x?x2xf64>, tensor<3xindex>, tensor<3xindex>) -> tensor<3x?x?x2xf64>
  %update_box13_r0 = tensor.cast %update_box13 : tensor<3x?x?x2xf64> to tensor<3x4x5x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %update_box13_a0 [%i, 0, 0, 0] [1, 4, 5, 2] [1, 1, 1, 1] : tensor<3x4x5x2xf64> -> tensor<1x4x5x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 5, 2] : tensor<1x4x5x2xf64> -> tensor<4x5x2xf64>
    %argument0_any = tensor.cast %argument0 : tensor<4x5x2xf64> to tensor<?x?x2xf64>
    %argument2 = tensor.extract %update_box13_a2[%i] : tensor<3xindex>
    %argument3 = tensor.extract %update_box13_a3[%i] : tensor<3xindex>
    %call = func.call @update_box(%argument0_any, %update_box13_a1_any, %argument2, %argument3) : (tensor<?x?x2xf64>, tensor<2x?x2xf64>, index, index) -> tensor<?x?x2xf64>
    %call0 = tensor.cast %call : tensor<?x?x2xf64> to tensor<4x5x2xf64>
    %element0_slice = eshkol.slice %update_box13_r0 [%i, 0, 0, 0] [1, 4, 5, 2] [1, 1, 1, 1] : tensor<3x4x5x2xf64> -> tensor<1x4x5x2xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 5, 2] : tensor<1x4x5x2xf64> -> tensor<4x5x2xf64>
    eshkol.assert_close %element0, %call0, "update_box13" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x5x2xf64>
  }

  %update_box14_a0 = arith.constant dense<[[[[0.312, 1.517], [-1.608, 1.119], [0.608, 1.364], [1.517, -0.14], [1.85, 1.256]], [[1.476, -1.948], [1.79, -0.981], [0.521, -0.174], [0.447, 0.324], [1.085, 0.206]], [[0.24, 0.367], [-1.126, 0.734], [1.932, 1.704], [-1.06, 1.911], [1.321, 1.867]], [[1.899, -0.137], [0.507, -0.935], [-1.165, -0.206], [-0.998, 1.41], [-1.766, -0.843]]], [[[-1.289, -1.606], [0.039, 1.419], [-0.257, -0.939], [1.529, 1.685], [0.023, 0.633]], [[-1.754, -0.634], [-0.441, 0.022], [1.395, 1.238], [-1.961, -1.379], [-0.491, 0.048]], [[0.428, -1.422], [0.785, 1.563], [-1.105, 0.16], [1.959, 0.577], [-1.627, 1.093]], [[0.031, -1.552], [0.061, 1.021], [-1.531, -0.575], [-1.67, -1.394], [-1.79, -1.095]]], [[[-0.183, 1.166], [0.745, 0.35], [1.946, -0.145], [1.661, -0.653], [-0.294, -0.411]], [[0.387, 1.728], [1.071, 1.336], [1.168, 1.808], [-1.543, 1.258], [0.689, -1.869]], [[-0.405, -0.726], [-1.587, -0.761], [-1.55, -1.985], [1.55, -1.373], [-0.049, -1.778]], [[1.248, 1.024], [1.279, 0.859], [1.402, -0.811], [-0.909, -1.831], [1.886, -0.776]]]]> : tensor<3x4x5x2xf64>
  %update_box14_a0_any = tensor.cast %update_box14_a0 : tensor<3x4x5x2xf64> to tensor<?x?x?x2xf64>
  %update_box14_a1 = arith.constant dense<[[[-1.09, -1.727], [-0.281, 1.234], [-0.722, 1.121]], [[1.096, 1.746], [-0.973, 0.34], [1.718, -1.061]]]> : tensor<2x3x2xf64>
  %update_box14_a1_any = tensor.cast %update_box14_a1 : tensor<2x3x2xf64> to tensor<2x?x2xf64>
  %update_box14_a2 = arith.constant 1 : index
  %update_box14_a3 = arith.constant dense<[2, 1, -4]> : tensor<3xindex>
  %update_box14_a3_any = tensor.cast %update_box14_a3 : tensor<3xindex> to tensor<?xindex>
  %update_box14 = eshkol.vmap @update_box(%update_box14_a0_any, %update_box14_a1_any, %update_box14_a2, %update_box14_a3_any) in_axes [0, -1, -1, 0] out_axes [0]
      : (tensor<?x?x?x2xf64>, tensor<2x?x2xf64>, index, tensor<?xindex>) -> tensor<?x?x?x2xf64>
  %update_box14_r0 = tensor.cast %update_box14 : tensor<?x?x?x2xf64> to tensor<3x4x5x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %update_box14_a0 [%i, 0, 0, 0] [1, 4, 5, 2] [1, 1, 1, 1] : tensor<3x4x5x2xf64> -> tensor<1x4x5x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 5, 2] : tensor<1x4x5x2xf64> -> tensor<4x5x2xf64>
    %argument0_any = tensor.cast %argument0 : tensor<4x5x2xf64> to tensor<?x?x2xf64>
    %argument3 = tensor.extract %update_box14_a3[%i] : tensor<3xindex>
    %call = func.call @update_box(%argument0_any, %update_box14_a1_any, %update_box14_a2, %argument3) : (tensor<?x?x2xf64>, tensor<2x?x2xf64>, index, index) -> tensor<?x?x2xf64>
    %call0 = tensor.cast %call : tensor<?x?x2xf64> to tensor<4x5x2xf64>
    %element0_slice = eshkol.slice %update_box14_r0 [%i, 0, 0, 0] [1, 4, 5, 2] [1, 1, 1, 1] : tensor<3x4x5x2xf64> -> tensor<1x4x5x2xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 5, 2] : tensor<1x4x5x2xf64> -> tensor<4x5x2xf64>
    eshkol.assert_close %element0, %call0, "update_box14" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x5x2xf64>
  }

  %update_whole15_a0 = arith.constant dense<[[-1.461, -0.478], [1.642, 0.998], [-1.85, 1.093]]> : tensor<3x2xf64>
  %update_whole15_a1 = arith.constant dense<[-0.193, 0.665]> : tensor<2xf64>
  %update_whole15_a2 = arith.constant dense<[2, 1, -4]> : tensor<3xindex>
  %update_whole15 = eshkol.vmap @update_whole(%update_whole15_a0, %update_whole15_a1, %update_whole15_a2) in_axes [0, -1, 0] out_axes [0]
      : (tensor<3x2xf64>, tensor<2xf64>, tensor<3xindex>) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %update_whole15_a0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %argument2 = tensor.extract %update_whole15_a2[%i] : tensor<3xindex>
    %call = func.call @update_whole(%argument0, %update_whole15_a1, %argument2) : (tensor<2xf64>, tensor<2xf64>, index) -> tensor<2xf64>
    %element0_slice = eshkol.slice %update_whole15 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "update_whole15" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %pad16_a0 = arith.constant dense<[[[0.842, 0.212, 0.787], [0.541, 0.725, -1.584]], [[1.03, -0.036, -1.245], [-0.754, 0.482, 1.856]], [[-1.248, 1.581, 0.587], [-0.01, -0.519, -1.384]]]> : tensor<3x2x3xf64>
  %pad16_a1 = arith.constant 1.5 : f64
  %pad16 = eshkol.vmap @pad(%pad16_a0, %pad16_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3x2x3xf64>, f64) -> tensor<3x5x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %pad16_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call = func.call @pad(%argument0, %pad16_a1) : (tensor<2x3xf64>, f64) -> tensor<5x2xf64>
    %element0_slice = eshkol.slice %pad16 [%i, 0, 0] [1, 5, 2] [1, 1, 1] : tensor<3x5x2xf64> -> tensor<1x5x2xf64>
    %element0 = eshkol.reshape %element0_slice to [5, 2] : tensor<1x5x2xf64> -> tensor<5x2xf64>
    eshkol.assert_close %element0, %call, "pad16" atol = 1.0e-13 rtol = 1.0e-13 : tensor<5x2xf64>
  }

  %pad17_a0 = arith.constant dense<[[[-1.517, -1.476, -1.087], [1.411, -1.02, -0.574]], [[1.728, -0.079, 0.368], [1.315, -1.429, 0.135]], [[-1.605, 0.171, 0.378], [0.184, -0.543, 1.394]]]> : tensor<3x2x3xf64>
  %pad17_a1 = arith.constant dense<[-0.761, 1.056, -0.206]> : tensor<3xf64>
  %pad17 = eshkol.vmap @pad(%pad17_a0, %pad17_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x2x3xf64>, tensor<3xf64>) -> tensor<3x5x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %pad17_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %argument1 = tensor.extract %pad17_a1[%i] : tensor<3xf64>
    %call = func.call @pad(%argument0, %argument1) : (tensor<2x3xf64>, f64) -> tensor<5x2xf64>
    %element0_slice = eshkol.slice %pad17 [%i, 0, 0] [1, 5, 2] [1, 1, 1] : tensor<3x5x2xf64> -> tensor<1x5x2xf64>
    %element0 = eshkol.reshape %element0_slice to [5, 2] : tensor<1x5x2xf64> -> tensor<5x2xf64>
    eshkol.assert_close %element0, %call, "pad17" atol = 1.0e-13 rtol = 1.0e-13 : tensor<5x2xf64>
  }

  %pad18_a0 = arith.constant dense<[[1.222, 1.166, 1.284], [0.763, 1.032, 1.119]]> : tensor<2x3xf64>
  %pad18_a1 = arith.constant dense<[1.005, -0.432, -1.21]> : tensor<3xf64>
  %pad18 = eshkol.vmap @pad(%pad18_a0, %pad18_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x3xf64>, tensor<3xf64>) -> tensor<3x5x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %pad18_a1[%i] : tensor<3xf64>
    %call = func.call @pad(%pad18_a0, %argument1) : (tensor<2x3xf64>, f64) -> tensor<5x2xf64>
    %element0_slice = eshkol.slice %pad18 [%i, 0, 0] [1, 5, 2] [1, 1, 1] : tensor<3x5x2xf64> -> tensor<1x5x2xf64>
    %element0 = eshkol.reshape %element0_slice to [5, 2] : tensor<1x5x2xf64> -> tensor<5x2xf64>
    eshkol.assert_close %element0, %call, "pad18" atol = 1.0e-13 rtol = 1.0e-13 : tensor<5x2xf64>
  }
  return
}
