// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// CHECK-LABEL: func.func private @softmax.vmap(
// CHECK: eshkol.softmax %{{.*}} dimension = 1 : (tensor<4x2x3xf64>)
// CHECK: eshkol.log_softmax %{{.*}} dimension = 2 : (tensor<4x2x3xf64>)
func.func @softmax(%x: tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xf64>) {
  %0 = eshkol.softmax %x dimension = 0 : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %1 = eshkol.log_softmax %x dimension = 1 : (tensor<2x3xf64>) -> tensor<2x3xf64>
  return %0, %1 : tensor<2x3xf64>, tensor<2x3xf64>
}

// A scale or bias for each element of the batch is applied afterwards.
// CHECK-LABEL: func.func private @layernorm.vmap_{{[0-9]+}}(
// CHECK: %[[NORMAL:.*]] = eshkol.layernorm %{{.*}} dimension = 2 epsilon = 1.000000e-03 : (tensor<4x2x3xf64>)
// CHECK: %[[SCALE:.*]] = eshkol.broadcast %{{.*}} [0, 2] to [4, 2, 3]
// CHECK: arith.mulf %[[NORMAL]], %[[SCALE]]
// CHECK: eshkol.broadcast %{{.*}} [2] to [4, 2, 3]
// CHECK-LABEL: func.func private @layernorm.vmap(
// CHECK: eshkol.layernorm %{{.*}} scale %{{.*}} bias %{{.*}} dimension = 2 epsilon = 1.000000e-03
// CHECK-SAME: : (tensor<4x2x3xf64>, tensor<3xf64>, tensor<3xf64>) -> tensor<4x2x3xf64>
func.func @layernorm(%x: tensor<2x3xf64>, %g: tensor<3xf64>, %b: tensor<3xf64>) -> tensor<2x3xf64> {
  %0 = eshkol.layernorm %x scale %g bias %b dimension = 1 epsilon = 1.0e-3
      : (tensor<2x3xf64>, tensor<3xf64>, tensor<3xf64>) -> tensor<2x3xf64>
  return %0 : tensor<2x3xf64>
}

func.func @layernorm_bias(%x: tensor<2x3xf64>, %b: tensor<3xf64>) -> tensor<2x3xf64> {
  %0 = eshkol.layernorm %x bias %b dimension = 1 : (tensor<2x3xf64>, tensor<3xf64>) -> tensor<2x3xf64>
  return %0 : tensor<2x3xf64>
}

// Numbers of 16 bits are computed in f32 and rounded once, as the operation does it.
// CHECK-LABEL: func.func private @half.vmap(
// CHECK: arith.mulf %{{.*}}, %{{.*}} : tensor<4x2x3xf32>
// CHECK: arith.truncf %{{.*}} : tensor<4x2x3xf32> to tensor<4x2x3xbf16>
func.func @half(%x: tensor<2x3xf32>, %g: tensor<3xf32>) -> tensor<2x3xf32> {
  %0 = arith.truncf %x : tensor<2x3xf32> to tensor<2x3xbf16>
  %1 = arith.truncf %g : tensor<3xf32> to tensor<3xbf16>
  %2 = eshkol.layernorm %0 scale %1 dimension = 1 : (tensor<2x3xbf16>, tensor<3xbf16>) -> tensor<2x3xbf16>
  %3 = arith.extf %2 : tensor<2x3xbf16> to tensor<2x3xf32>
  return %3 : tensor<2x3xf32>
}

// CHECK-LABEL: func.func private @attention.vmap(
// CHECK: eshkol.attention %{{.*}}, %{{.*}}, %{{.*}} mask %{{.*}} causal
// CHECK-SAME: : (tensor<3x2x3xf64>, tensor<3x4x3xf64>, tensor<3x4x2xf64>, tensor<3x2x4xf64>) -> tensor<3x2x2xf64>
func.func @attention(%q: tensor<2x3xf64>, %k: tensor<4x3xf64>, %v: tensor<4x2xf64>, %m: tensor<2x4xf64>) -> tensor<2x2xf64> {
  %0 = eshkol.attention %q, %k, %v mask %m causal
      : (tensor<2x3xf64>, tensor<4x3xf64>, tensor<4x2xf64>, tensor<2x4xf64>) -> tensor<2x2xf64>
  return %0 : tensor<2x2xf64>
}

func.func @attention_plain(%q: tensor<2x3xf64>, %k: tensor<4x3xf64>, %v: tensor<4x2xf64>) -> tensor<2x2xf64> {
  %0 = eshkol.attention %q, %k, %v scale = 0.5 : (tensor<2x3xf64>, tensor<4x3xf64>, tensor<4x2xf64>) -> tensor<2x2xf64>
  return %0 : tensor<2x2xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size3 = arith.constant 3 : index
  %size4 = arith.constant 4 : index

  %softmax1_a0 = arith.constant dense<[[[1.393, 1.083, 0.882], [0.534, -0.77, 0.149]], [[-0.902, -1.965, -1.9], [-1.423, 0.055, -1.109]], [[-0.522, -1.78, 1.645], [1.54, 1.589, -0.671]], [[0.852, -0.292, -0.793], [-1.718, -0.313, -0.447]]]> : tensor<4x2x3xf64>
  %softmax1:2 = eshkol.vmap @softmax(%softmax1_a0) in_axes [0] out_axes [0, 0]
      : (tensor<4x2x3xf64>) -> (tensor<4x2x3xf64>, tensor<4x2x3xf64>)
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %softmax1_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call:2 = func.call @softmax(%argument0) : (tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xf64>)
    %element0_slice = eshkol.slice %softmax1#0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call#0, "softmax1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
    %element1_slice = eshkol.slice %softmax1#1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element1 = eshkol.reshape %element1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element1, %call#1, "softmax1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %layernorm2_a0 = arith.constant dense<[[[-1.358, -0.599, -1.618], [1.484, 0.67, -1.229]], [[1.672, 0.319, -0.176], [0.569, -0.984, 0.204]], [[-1.472, -1.198, 0.056], [-1.61, 1.407, -0.418]], [[-1.068, 0.342, 0.987], [0.436, 0.316, -1.32]]]> : tensor<4x2x3xf64>
  %layernorm2_a1 = arith.constant dense<[0.745, 1.907, 0.434]> : tensor<3xf64>
  %layernorm2_a2 = arith.constant dense<[-0.686, 1.211, 1.345]> : tensor<3xf64>
  %layernorm2 = eshkol.vmap @layernorm(%layernorm2_a0, %layernorm2_a1, %layernorm2_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<4x2x3xf64>, tensor<3xf64>, tensor<3xf64>) -> tensor<4x2x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %layernorm2_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call = func.call @layernorm(%argument0, %layernorm2_a1, %layernorm2_a2) : (tensor<2x3xf64>, tensor<3xf64>, tensor<3xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %layernorm2 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "layernorm2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %layernorm3_a0 = arith.constant dense<[[[-0.339, -0.338, 1.746], [0.889, -1.868, -0.296]], [[-1.624, 1.914, 0.301], [0.575, -0.542, 0.671]], [[0.287, 1.099, 1.6], [-0.383, 1.581, -1.74]], [[0.742, -1.076, 0.155], [1.092, 0.986, 0.886]]]> : tensor<4x2x3xf64>
  %layernorm3_a1 = arith.constant dense<[[-0.068, -1.224, -1.178], [0.142, -0.249, 1.9], [-0.797, -1.684, 0.908], [1.902, 1.128, -1.012]]> : tensor<4x3xf64>
  %layernorm3_a2 = arith.constant dense<[-1.854, -0.372, 1.511]> : tensor<3xf64>
  %layernorm3 = eshkol.vmap @layernorm(%layernorm3_a0, %layernorm3_a1, %layernorm3_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<4x2x3xf64>, tensor<4x3xf64>, tensor<3xf64>) -> tensor<4x2x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %layernorm3_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %argument1_slice = eshkol.slice %layernorm3_a1 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %call = func.call @layernorm(%argument0, %argument1, %layernorm3_a2) : (tensor<2x3xf64>, tensor<3xf64>, tensor<3xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %layernorm3 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "layernorm3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %layernorm_bias4_a0 = arith.constant dense<[[-0.272, -0.864, 1.741], [1.089, 0.444, -1.989]]> : tensor<2x3xf64>
  %layernorm_bias4_a1 = arith.constant dense<[[1.726, 0.695, -1.102], [-1.901, -1.97, 1.71], [0.773, 0.821, 0.384], [0.149, -0.178, 0.401]]> : tensor<4x3xf64>
  %layernorm_bias4 = eshkol.vmap @layernorm_bias(%layernorm_bias4_a0, %layernorm_bias4_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x3xf64>, tensor<4x3xf64>) -> tensor<4x2x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument1_slice = eshkol.slice %layernorm_bias4_a1 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %call = func.call @layernorm_bias(%layernorm_bias4_a0, %argument1) : (tensor<2x3xf64>, tensor<3xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %layernorm_bias4 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "layernorm_bias4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %half5_a0 = arith.constant dense<[[[0.6159999966621399, -0.5080000162124634, 0.6729999780654907], [-0.1720000058412552, -1.659999966621399, -1.0670000314712524]], [[-1.6749999523162842, -0.7120000123977661, 0.4449999928474426], [-0.5289999842643738, 0.9049999713897705, 0.7120000123977661]], [[-1.4210000038146973, -1.3279999494552612, -1.7419999837875366], [-0.9430000185966492, -0.6069999933242798, -1.6469999551773071]], [[0.4090000092983246, 0.8579999804496765, -1.371000051498413], [-0.6309999823570251, 0.9089999794960022, 0.652999997138977]]]> : tensor<4x2x3xf32>
  %half5_a1 = arith.constant dense<[[1.4179999828338623, 0.21799999475479126, -1.8969999551773071], [-1.7710000276565552, -1.6799999475479126, 0.0689999982714653], [1.0199999809265137, -1.871000051498413, -0.17299999296665192], [1.2990000247955322, 0.6740000247955322, 0.18400000035762787]]> : tensor<4x3xf32>
  %half5 = eshkol.vmap @half(%half5_a0, %half5_a1) in_axes [0, 0] out_axes [0]
      : (tensor<4x2x3xf32>, tensor<4x3xf32>) -> tensor<4x2x3xf32>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %half5_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf32> -> tensor<1x2x3xf32>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf32> -> tensor<2x3xf32>
    %argument1_slice = eshkol.slice %half5_a1 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf32> -> tensor<1x3xf32>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xf32> -> tensor<3xf32>
    %call = func.call @half(%argument0, %argument1) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
    %element0_slice = eshkol.slice %half5 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf32> -> tensor<1x2x3xf32>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf32> -> tensor<2x3xf32>
    eshkol.assert_close %element0, %call, "half5" atol = 0.0 rtol = 0.0 : tensor<2x3xf32>
  }

  %attention6_a0 = arith.constant dense<[[[0.355, 1.586, 0.3], [-0.313, 0.812, -0.571]], [[1.892, 1.489, -1.373], [0.737, -1.864, 1.541]], [[1.379, 0.041, -1.489], [0.486, -1.043, 0.523]]]> : tensor<3x2x3xf64>
  %attention6_a1 = arith.constant dense<[[[0.775, -1.575, -0.092], [0.342, -0.985, -1.196], [0.551, 1.043, -0.564], [0.836, 0.35, 1.238]], [[-1.184, 1.186, -0.934], [-0.807, 1.913, -1.816], [-1.241, 0.083, -0.496], [-1.032, 0.738, 0.677]], [[1.855, 1.514, 1.99], [-0.548, -1.819, -0.699], [-0.012, -1.311, -1.66], [-0.189, 1.731, 1.053]]]> : tensor<3x4x3xf64>
  %attention6_a2 = arith.constant dense<[[[-0.754, 1.554], [0.789, -0.147], [-0.942, 0.302], [-1.22, 0.965]], [[1.748, 0.637], [0.9, -1.342], [0.993, -0.011], [-1.65, -0.454]], [[0.918, 0.313], [-0.774, 1.955], [0.296, 1.78], [0.239, 0.259]]]> : tensor<3x4x2xf64>
  %attention6_a3 = arith.constant dense<[[-1.795, -1.584, 0.458, 0.927], [-1.024, 1.856, 0.965, -1.048]]> : tensor<2x4xf64>
  %attention6 = eshkol.vmap @attention(%attention6_a0, %attention6_a1, %attention6_a2, %attention6_a3) in_axes [0, 0, 0, -1] out_axes [0]
      : (tensor<3x2x3xf64>, tensor<3x4x3xf64>, tensor<3x4x2xf64>, tensor<2x4xf64>) -> tensor<3x2x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %attention6_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %argument1_slice = eshkol.slice %attention6_a1 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<3x4x3xf64> -> tensor<1x4x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    %argument2_slice = eshkol.slice %attention6_a2 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<3x4x2xf64> -> tensor<1x4x2xf64>
    %argument2 = eshkol.reshape %argument2_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    %call = func.call @attention(%argument0, %argument1, %argument2, %attention6_a3) : (tensor<2x3xf64>, tensor<4x3xf64>, tensor<4x2xf64>, tensor<2x4xf64>) -> tensor<2x2xf64>
    %element0_slice = eshkol.slice %attention6 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call, "attention6" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %attention7_a0 = arith.constant dense<[[[0.578, -0.641, 0.91], [0.338, 1.027, -0.994]], [[1.729, 1.972, -1.342], [0.052, 1.454, -0.609]], [[-1.029, 0.924, 1.91], [0.015, -0.43, -0.432]]]> : tensor<3x2x3xf64>
  %attention7_a1 = arith.constant dense<[[1.178, 0.824, -0.724], [1.898, 1.566, 0.804], [-0.237, -1.171, 0.66], [1.016, 0.416, -0.018]]> : tensor<4x3xf64>
  %attention7_a2 = arith.constant dense<[[-1.528, 1.139], [-0.034, 1.416], [-1.461, 1.86], [-0.035, -1.711]]> : tensor<4x2xf64>
  %attention7_a3 = arith.constant dense<[[[-0.88, 1.61, -0.664, 1.88], [-0.224, -0.532, 1.159, -0.132]], [[-1.698, 1.315, 1.162, 0.06], [-1.961, -1.455, 0.848, 0.363]], [[0.8, -0.556, 0.518, -0.261], [-0.345, -0.34, -1.872, -1.756]]]> : tensor<3x2x4xf64>
  %attention7 = eshkol.vmap @attention(%attention7_a0, %attention7_a1, %attention7_a2, %attention7_a3) in_axes [0, -1, -1, 0] out_axes [0]
      : (tensor<3x2x3xf64>, tensor<4x3xf64>, tensor<4x2xf64>, tensor<3x2x4xf64>) -> tensor<3x2x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %attention7_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %argument3_slice = eshkol.slice %attention7_a3 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %argument3 = eshkol.reshape %argument3_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    %call = func.call @attention(%argument0, %attention7_a1, %attention7_a2, %argument3) : (tensor<2x3xf64>, tensor<4x3xf64>, tensor<4x2xf64>, tensor<2x4xf64>) -> tensor<2x2xf64>
    %element0_slice = eshkol.slice %attention7 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call, "attention7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %attention_plain8_a0 = arith.constant dense<[[1.397, 0.782, -1.078], [-1.527, -1.837, -0.081]]> : tensor<2x3xf64>
  %attention_plain8_a1 = arith.constant dense<[[[0.352, 1.592, 1.681], [-0.535, 1.723, 0.183], [0.296, -1.285, -1.537], [-1.022, -1.503, -1.107]], [[0.159, 1.473, 1.18], [-1.871, 0.794, -1.813], [1.992, 1.136, -1.074], [-0.04, 0.976, 1.359]], [[-1.085, -1.464, 1.724], [0.683, 1.505, -1.07], [-1.485, -0.599, -0.989], [-1.709, 0.578, -0.995]]]> : tensor<3x4x3xf64>
  %attention_plain8_a2 = arith.constant dense<[[-0.199, -0.847], [1.685, -0.199], [1.519, -1.824], [0.143, -0.189]]> : tensor<4x2xf64>
  %attention_plain8 = eshkol.vmap @attention_plain(%attention_plain8_a0, %attention_plain8_a1, %attention_plain8_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<2x3xf64>, tensor<3x4x3xf64>, tensor<4x2xf64>) -> tensor<3x2x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %attention_plain8_a1 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<3x4x3xf64> -> tensor<1x4x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    %call = func.call @attention_plain(%attention_plain8_a0, %argument1, %attention_plain8_a2) : (tensor<2x3xf64>, tensor<4x3xf64>, tensor<4x2xf64>) -> tensor<2x2xf64>
    %element0_slice = eshkol.slice %attention_plain8 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call, "attention_plain8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %attention_plain9_a0 = arith.constant dense<[[-0.696, -0.799, -0.933], [-1.202, -0.029, -0.619]]> : tensor<2x3xf64>
  %attention_plain9_a1 = arith.constant dense<[[-0.678, -1.735, -1.945], [1.647, -0.345, 0.708], [-0.19, -1.197, 1.718], [-1.509, -0.074, -1.633]]> : tensor<4x3xf64>
  %attention_plain9_a2 = arith.constant dense<[[[-1.083, 0.742], [0.106, 0.2], [1.329, -1.757], [1.619, 0.605]], [[0.564, -1.879], [1.64, -1.888], [-1.258, 1.584], [-1.493, -0.408]], [[1.04, 0.252], [0.922, -1.229], [-0.352, -0.006], [-1.026, 1.992]]]> : tensor<3x4x2xf64>
  %attention_plain9 = eshkol.vmap @attention_plain(%attention_plain9_a0, %attention_plain9_a1, %attention_plain9_a2) in_axes [-1, -1, 0] out_axes [0]
      : (tensor<2x3xf64>, tensor<4x3xf64>, tensor<3x4x2xf64>) -> tensor<3x2x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument2_slice = eshkol.slice %attention_plain9_a2 [%i, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<3x4x2xf64> -> tensor<1x4x2xf64>
    %argument2 = eshkol.reshape %argument2_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
    %call = func.call @attention_plain(%attention_plain9_a0, %attention_plain9_a1, %argument2) : (tensor<2x3xf64>, tensor<4x3xf64>, tensor<4x2xf64>) -> tensor<2x2xf64>
    %element0_slice = eshkol.slice %attention_plain9 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call, "attention_plain9" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }
  return
}
