// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// A batch of numbers is a batch of tensors of rank 0.
// CHECK-LABEL: func.func private @number.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>, %[[Y:.*]]: tensor<3xf64>)
// CHECK-NEXT: return %[[X]], %[[Y]] : tensor<3xf64>, tensor<3xf64>
func.func @number(%x: tensor<f64>, %y: f64) -> (f64, tensor<f64>) {
  %0 = tensor.extract %x[] : tensor<f64>
  %1 = tensor.from_elements %y : tensor<f64>
  return %0, %1 : f64, tensor<f64>
}

// CHECK-LABEL: func.func private @extract.vmap_{{[0-9]+}}(
// CHECK: eshkol.gather
// CHECK-LABEL: func.func private @extract.vmap(
// CHECK: %[[BOX:.*]] = eshkol.slice %{{.*}} [0, %{{.*}}, %{{.*}}] [3, 1, 1] [1, 1, 1]
// CHECK: eshkol.reshape %[[BOX]] to [3]
func.func @extract(%x: tensor<2x4xf64>, %i: index, %j: index) -> f64 {
  %0 = tensor.extract %x[%i, %j] : tensor<2x4xf64>
  return %0 : f64
}

func.func @extract_index(%x: tensor<3xindex>, %i: index) -> (index, tensor<2xindex>) {
  %0 = tensor.extract %x[%i] : tensor<3xindex>
  %1 = arith.addi %0, %i : index
  %2 = tensor.from_elements %0, %i : tensor<2xindex>
  return %1, %2 : index, tensor<2xindex>
}

// A number is a box of one element; where the position is batched, the boxes are scattered.
// CHECK-LABEL: func.func private @insert.vmap_{{[0-9]+}}(
// CHECK-SAME: %{{.*}}: tensor<2x4xf64>, %[[Y:.*]]: tensor<3xf64>, %[[I:.*]]: index, %[[J:.*]]: index)
// CHECK: %[[BOXES:.*]] = eshkol.reshape %[[Y]] to [3, 1, 1]
// CHECK: eshkol.dynamic_update_slice %{{.*}}, %[[BOXES]] [0, %[[I]], %[[J]]]
// CHECK-LABEL: func.func private @insert.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3x2x4xf64>, %[[Y:.*]]: tensor<3xf64>, %{{.*}}: tensor<3xindex>, %{{.*}}: tensor<3xindex>)
// CHECK: %[[BOXES:.*]] = eshkol.reshape %[[Y]] to [3, 1, 1]
// CHECK: eshkol.scatter set
func.func @insert(%x: tensor<2x4xf64>, %y: f64, %i: index, %j: index) -> tensor<2x4xf64> {
  %0 = tensor.insert %y into %x[%i, %j] : tensor<2x4xf64>
  return %0 : tensor<2x4xf64>
}

// CHECK-LABEL: func.func private @elements.vmap(
// CHECK: %[[COLUMNS:.*]] = eshkol.concat {{.*}} dimension = 1 {{.*}} -> tensor<3x4xf64>
// CHECK: eshkol.reshape %[[COLUMNS]] to [3, 2, 2]
func.func @elements(%x: f64, %y: f64) -> tensor<2x2xf64> {
  %0 = tensor.from_elements %x, %y, %y, %x : tensor<2x2xf64>
  return %0 : tensor<2x2xf64>
}

// CHECK-LABEL: func.func private @insert_row.vmap_{{[0-9]+}}(
// CHECK: eshkol.dynamic_update_slice %{{.*}}, %{{.*}} [0, %{{.*}}, 0]
// CHECK-LABEL: func.func private @insert_row.vmap(
// CHECK: eshkol.scatter set
func.func @insert_row(%x: tensor<4x3xf64>, %u: tensor<3xf64>, %i: index) -> tensor<4x3xf64> {
  %0 = tensor.insert_slice %u into %x[%i, 0] [1, 3] [1, 1] : tensor<3xf64> into tensor<4x3xf64>
  return %0 : tensor<4x3xf64>
}

// CHECK-LABEL: func.func private @extract_row.vmap_{{[0-9]+}}(
// CHECK: eshkol.gather
// CHECK-LABEL: func.func private @extract_row.vmap(
// CHECK: eshkol.slice %{{.*}} [0, %{{.*}}, 1] [3, 1, %{{.*}}] [1, 1, 2]
func.func @extract_row(%x: tensor<4x?xf64>, %i: index, %n: index) -> tensor<?xf64> {
  %0 = tensor.extract_slice %x[%i, 1] [1, %n] [1, 2] : tensor<4x?xf64> to tensor<?xf64>
  return %0 : tensor<?xf64>
}

// Sizes are the same for the whole batch.
// CHECK-LABEL: func.func private @sizes.vmap(
// CHECK-SAME: -> (index, index, tensor<3x2x?xf64>)
// CHECK: tensor.cast %{{.*}} : tensor<3x?x?xf64> to tensor<3x2x?xf64>
func.func @sizes(%x: tensor<?x?xf64>, %k: index) -> (index, index, tensor<2x?xf64>) {
  %one = arith.constant 1 : index
  %0 = tensor.dim %x, %one : tensor<?x?xf64>
  %1 = tensor.dim %x, %k : tensor<?x?xf64>
  %2 = tensor.cast %x : tensor<?x?xf64> to tensor<2x?xf64>
  return %0, %1, %2 : index, index, tensor<2x?xf64>
}

func.func @splat(%x: f64) -> tensor<2x2xf64> {
  %0 = tensor.splat %x : tensor<2x2xf64>
  return %0 : tensor<2x2xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size2 = arith.constant 2 : index
  %size3 = arith.constant 3 : index

  %number1_a0 = arith.constant dense<[0.596, 0.201, -0.585]> : tensor<3xf64>
  %number1_a1 = arith.constant dense<[1.944, -0.283, -0.061]> : tensor<3xf64>
  %number1:2 = eshkol.vmap @number(%number1_a0, %number1_a1) in_axes [0, 0] out_axes [0, 0]
      : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %number1_a0 [%i] [1] [1] : tensor<3xf64> -> tensor<1xf64>
    %argument0 = eshkol.reshape %argument0_slice to [] : tensor<1xf64> -> tensor<f64>
    %argument1 = tensor.extract %number1_a1[%i] : tensor<3xf64>
    %call:2 = func.call @number(%argument0, %argument1) : (tensor<f64>, f64) -> (f64, tensor<f64>)
    %element0 = tensor.extract %number1#0[%i] : tensor<3xf64>
    %element1_slice = eshkol.slice %number1#1 [%i] [1] [1] : tensor<3xf64> -> tensor<1xf64>
    %element1 = eshkol.reshape %element1_slice to [] : tensor<1xf64> -> tensor<f64>
    eshkol.assert_close %element1, %call#1, "number1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found, %alone, "number1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %extract2_a0 = arith.constant dense<[[[0.515, -1.603, 1.526, 0.264], [0.703, 1.691, 0.569, -1.713]], [[-1.666, 0.273, -1.533, -1.828], [-0.465, 1.912, 0.199, 1.539]], [[-0.189, 1.723, -1.88, 0.878], [1.821, -0.122, -0.985, 0.606]]]> : tensor<3x2x4xf64>
  %extract2_a1 = arith.constant 1 : index
  %extract2_a2 = arith.constant 2 : index
  %extract2 = eshkol.vmap @extract(%extract2_a0, %extract2_a1, %extract2_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3x2x4xf64>, index, index) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %extract2_a0 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    %call = func.call @extract(%argument0, %extract2_a1, %extract2_a2) : (tensor<2x4xf64>, index, index) -> f64
    %element0 = tensor.extract %extract2[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "extract2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %extract3_a0 = arith.constant dense<[[-0.472, -0.646, -0.57, -0.353], [-0.196, -1.333, 0.705, 1.361]]> : tensor<2x4xf64>
  %extract3_a1 = arith.constant dense<[0, 1, 1]> : tensor<3xindex>
  %extract3_a2 = arith.constant 2 : index
  %extract3 = eshkol.vmap @extract(%extract3_a0, %extract3_a1, %extract3_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<2x4xf64>, tensor<3xindex>, index) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %extract3_a1[%i] : tensor<3xindex>
    %call = func.call @extract(%extract3_a0, %argument1, %extract3_a2) : (tensor<2x4xf64>, index, index) -> f64
    %element0 = tensor.extract %extract3[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "extract3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %extract4_a0 = arith.constant dense<[[[0.937, -0.322, -1.335, 0.847], [-1.789, 0.008, 1.799, -0.594]], [[0.935, 1.739, -1.535, 0.437], [0.253, -0.026, 0.044, -0.405]], [[-1.457, -1.16, -1.775, 1.324], [-1.939, -1.091, 1.37, 1.664]]]> : tensor<3x2x4xf64>
  %extract4_a1 = arith.constant dense<[0, 1, 1]> : tensor<3xindex>
  %extract4_a2 = arith.constant dense<[3, 2, 0]> : tensor<3xindex>
  %extract4 = eshkol.vmap @extract(%extract4_a0, %extract4_a1, %extract4_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<3x2x4xf64>, tensor<3xindex>, tensor<3xindex>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %extract4_a0 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    %argument1 = tensor.extract %extract4_a1[%i] : tensor<3xindex>
    %argument2 = tensor.extract %extract4_a2[%i] : tensor<3xindex>
    %call = func.call @extract(%argument0, %argument1, %argument2) : (tensor<2x4xf64>, index, index) -> f64
    %element0 = tensor.extract %extract4[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "extract4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %extract_index5_a0 = arith.constant dense<[[4, 8, 2], [8, 5, 7]]> : tensor<2x3xindex>
  %extract_index5_a1 = arith.constant 1 : index
  %extract_index5:2 = eshkol.vmap @extract_index(%extract_index5_a0, %extract_index5_a1) in_axes [0, -1] out_axes [0, 0]
      : (tensor<2x3xindex>, index) -> (tensor<2xindex>, tensor<2x2xindex>)
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %extract_index5_a0 [%i, 0] [1, 3] [1, 1] : tensor<2x3xindex> -> tensor<1x3xindex>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xindex> -> tensor<3xindex>
    %call:2 = func.call @extract_index(%argument0, %extract_index5_a1) : (tensor<3xindex>, index) -> (index, tensor<2xindex>)
    %element0 = tensor.extract %extract_index5#0[%i] : tensor<2xindex>
    %element1_slice = eshkol.slice %extract_index5#1 [%i, 0] [1, 2] [1, 1] : tensor<2x2xindex> -> tensor<1x2xindex>
    %element1 = eshkol.reshape %element1_slice to [2] : tensor<1x2xindex> -> tensor<2xindex>
    eshkol.assert_close %element1, %call#1, "extract_index5" atol = 0.0 rtol = 0.0 : tensor<2xindex>
    %found = tensor.from_elements %element0 : tensor<1xindex>
    %alone = tensor.from_elements %call#0 : tensor<1xindex>
    eshkol.assert_close %found, %alone, "extract_index5" atol = 0.0 rtol = 0.0 : tensor<1xindex>
  }

  %extract_index6_a0 = arith.constant dense<[5, 4, 4]> : tensor<3xindex>
  %extract_index6_a1 = arith.constant dense<[1, 2]> : tensor<2xindex>
  %extract_index6:2 = eshkol.vmap @extract_index(%extract_index6_a0, %extract_index6_a1) in_axes [-1, 0] out_axes [0, 0]
      : (tensor<3xindex>, tensor<2xindex>) -> (tensor<2xindex>, tensor<2x2xindex>)
  scf.for %i = %first to %size2 step %step {
    %argument1 = tensor.extract %extract_index6_a1[%i] : tensor<2xindex>
    %call:2 = func.call @extract_index(%extract_index6_a0, %argument1) : (tensor<3xindex>, index) -> (index, tensor<2xindex>)
    %element0 = tensor.extract %extract_index6#0[%i] : tensor<2xindex>
    %element1_slice = eshkol.slice %extract_index6#1 [%i, 0] [1, 2] [1, 1] : tensor<2x2xindex> -> tensor<1x2xindex>
    %element1 = eshkol.reshape %element1_slice to [2] : tensor<1x2xindex> -> tensor<2xindex>
    eshkol.assert_close %element1, %call#1, "extract_index6" atol = 0.0 rtol = 0.0 : tensor<2xindex>
    %found = tensor.from_elements %element0 : tensor<1xindex>
    %alone = tensor.from_elements %call#0 : tensor<1xindex>
    eshkol.assert_close %found, %alone, "extract_index6" atol = 0.0 rtol = 0.0 : tensor<1xindex>
  }

  %insert7_a0 = arith.constant dense<[[[-0.671, 0.108, 1.931, -1.5], [0.277, -0.834, 0.242, 1.479]], [[0.694, 1.764, 0.973, 0.041], [-1.445, -1.585, -0.722, -0.577]], [[1.283, 0.014, 0.083, 1.989], [0.536, 0.333, 1.313, -1.392]]]> : tensor<3x2x4xf64>
  %insert7_a1 = arith.constant dense<[1.443, -0.937, -0.833]> : tensor<3xf64>
  %insert7_a2 = arith.constant dense<[0, 1, 1]> : tensor<3xindex>
  %insert7_a3 = arith.constant dense<[3, 2, 0]> : tensor<3xindex>
  %insert7 = eshkol.vmap @insert(%insert7_a0, %insert7_a1, %insert7_a2, %insert7_a3) in_axes [0, 0, 0, 0] out_axes [0]
      : (tensor<3x2x4xf64>, tensor<3xf64>, tensor<3xindex>, tensor<3xindex>) -> tensor<3x2x4xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %insert7_a0 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    %argument1 = tensor.extract %insert7_a1[%i] : tensor<3xf64>
    %argument2 = tensor.extract %insert7_a2[%i] : tensor<3xindex>
    %argument3 = tensor.extract %insert7_a3[%i] : tensor<3xindex>
    %call = func.call @insert(%argument0, %argument1, %argument2, %argument3) : (tensor<2x4xf64>, f64, index, index) -> tensor<2x4xf64>
    %element0_slice = eshkol.slice %insert7 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    eshkol.assert_close %element0, %call, "insert7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x4xf64>
  }

  %insert8_a0 = arith.constant dense<[[0.709, -1.515, -1.282, 1.88], [0.507, -0.984, 1.599, -0.602]]> : tensor<2x4xf64>
  %insert8_a1 = arith.constant dense<[-1.381, 1.921, -1.537]> : tensor<3xf64>
  %insert8_a2 = arith.constant 1 : index
  %insert8_a3 = arith.constant 2 : index
  %insert8 = eshkol.vmap @insert(%insert8_a0, %insert8_a1, %insert8_a2, %insert8_a3) in_axes [-1, 0, -1, -1] out_axes [0]
      : (tensor<2x4xf64>, tensor<3xf64>, index, index) -> tensor<3x2x4xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %insert8_a1[%i] : tensor<3xf64>
    %call = func.call @insert(%insert8_a0, %argument1, %insert8_a2, %insert8_a3) : (tensor<2x4xf64>, f64, index, index) -> tensor<2x4xf64>
    %element0_slice = eshkol.slice %insert8 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    eshkol.assert_close %element0, %call, "insert8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x4xf64>
  }

  %elements9_a0 = arith.constant dense<[0.292, 1.0, 1.726]> : tensor<3xf64>
  %elements9_a1 = arith.constant 7.0 : f64
  %elements9 = eshkol.vmap @elements(%elements9_a0, %elements9_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3xf64>, f64) -> tensor<3x2x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %elements9_a0[%i] : tensor<3xf64>
    %call = func.call @elements(%argument0, %elements9_a1) : (f64, f64) -> tensor<2x2xf64>
    %element0_slice = eshkol.slice %elements9 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call, "elements9" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %insert_row10_a0 = arith.constant dense<[[[-1.56, 0.111, -1.47], [1.088, -1.183, -1.093], [1.994, 1.381, 0.602], [0.562, 0.392, 1.808]], [[1.435, 0.443, -1.453], [-0.525, 1.846, -1.514], [-1.603, -1.876, 0.49], [-0.739, 1.611, 1.885]], [[-0.941, 1.466, -0.541], [-0.986, 0.388, 1.651], [-1.46, -0.997, -1.852], [-0.791, 0.849, -1.589]]]> : tensor<3x4x3xf64>
  %insert_row10_a1 = arith.constant dense<[-0.803, 0.212, 1.165]> : tensor<3xf64>
  %insert_row10_a2 = arith.constant dense<[0, 3, 1]> : tensor<3xindex>
  %insert_row10 = eshkol.vmap @insert_row(%insert_row10_a0, %insert_row10_a1, %insert_row10_a2) in_axes [0, -1, 0] out_axes [0]
      : (tensor<3x4x3xf64>, tensor<3xf64>, tensor<3xindex>) -> tensor<3x4x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %insert_row10_a0 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<3x4x3xf64> -> tensor<1x4x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    %argument2 = tensor.extract %insert_row10_a2[%i] : tensor<3xindex>
    %call = func.call @insert_row(%argument0, %insert_row10_a1, %argument2) : (tensor<4x3xf64>, tensor<3xf64>, index) -> tensor<4x3xf64>
    %element0_slice = eshkol.slice %insert_row10 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<3x4x3xf64> -> tensor<1x4x3xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    eshkol.assert_close %element0, %call, "insert_row10" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x3xf64>
  }

  %insert_row11_a0 = arith.constant dense<[[[1.957, -0.295, 0.087], [1.492, -0.126, -1.145], [1.558, 0.917, -0.492], [-0.049, -1.193, -1.818]], [[-0.707, 0.536, -0.869], [1.941, -1.595, 0.58], [0.185, -1.987, 1.362], [-0.37, 0.057, 0.901]], [[0.893, 1.189, -1.543], [1.862, 1.481, 1.541], [0.605, -0.843, 0.816], [1.093, -1.083, 1.421]]]> : tensor<3x4x3xf64>
  %insert_row11_a1 = arith.constant dense<[[-0.038, -1.069, 1.866], [1.69, 0.866, 0.162], [-0.532, 1.529, 1.094]]> : tensor<3x3xf64>
  %insert_row11_a2 = arith.constant 2 : index
  %insert_row11 = eshkol.vmap @insert_row(%insert_row11_a0, %insert_row11_a1, %insert_row11_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<3x4x3xf64>, tensor<3x3xf64>, index) -> tensor<3x4x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %insert_row11_a0 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<3x4x3xf64> -> tensor<1x4x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    %argument1_slice = eshkol.slice %insert_row11_a1 [%i, 0] [1, 3] [1, 1] : tensor<3x3xf64> -> tensor<1x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %call = func.call @insert_row(%argument0, %argument1, %insert_row11_a2) : (tensor<4x3xf64>, tensor<3xf64>, index) -> tensor<4x3xf64>
    %element0_slice = eshkol.slice %insert_row11 [%i, 0, 0] [1, 4, 3] [1, 1, 1] : tensor<3x4x3xf64> -> tensor<1x4x3xf64>
    %element0 = eshkol.reshape %element0_slice to [4, 3] : tensor<1x4x3xf64> -> tensor<4x3xf64>
    eshkol.assert_close %element0, %call, "insert_row11" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x3xf64>
  }

  %extract_row12_a0 = arith.constant dense<[[[1.069, 0.027, -1.836, 0.233, 1.392], [0.029, 0.968, -0.109, 0.239, -1.815], [-0.758, 1.593, -0.765, -0.186, 0.279], [1.062, -1.007, -1.709, 1.439, 0.857]], [[1.086, -1.317, -0.11, -0.176, 0.013], [1.673, 1.967, -1.873, -1.263, 1.362], [-1.65, 1.902, 0.818, -1.954, 0.792], [-0.766, 0.006, -1.441, 0.414, -1.146]], [[-0.869, 0.784, -1.205, -0.845, -1.652], [0.402, -1.04, 1.526, 0.365, -1.113], [-1.971, -1.533, -1.078, 0.21, -1.228], [0.731, -1.645, -0.401, -1.054, 1.211]]]> : tensor<3x4x5xf64>
  %extract_row12_a0_any = tensor.cast %extract_row12_a0 : tensor<3x4x5xf64> to tensor<3x4x?xf64>
  %extract_row12_a1 = arith.constant 2 : index
  %extract_row12_a2 = arith.constant 2 : index
  %extract_row12 = eshkol.vmap @extract_row(%extract_row12_a0_any, %extract_row12_a1, %extract_row12_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3x4x?xf64>, index, index) -> tensor<3x?xf64>
  %extract_row12_r0 = tensor.cast %extract_row12 : tensor<3x?xf64> to tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %extract_row12_a0 [%i, 0, 0] [1, 4, 5] [1, 1, 1] : tensor<3x4x5xf64> -> tensor<1x4x5xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4, 5] : tensor<1x4x5xf64> -> tensor<4x5xf64>
    %argument0_any = tensor.cast %argument0 : tensor<4x5xf64> to tensor<4x?xf64>
    %call = func.call @extract_row(%argument0_any, %extract_row12_a1, %extract_row12_a2) : (tensor<4x?xf64>, index, index) -> tensor<?xf64>
    %call0 = tensor.cast %call : tensor<?xf64> to tensor<2xf64>
    %element0_slice = eshkol.slice %extract_row12_r0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call0, "extract_row12" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %extract_row13_a0 = arith.constant dense<[[-1.488, -1.518, 1.126, -0.593, 1.149], [0.659, -1.647, 1.884, 1.722, 1.207], [1.353, 0.482, 1.68, -0.337, 1.574], [-0.167, 1.127, -0.098, 0.789, -0.269]]> : tensor<4x5xf64>
  %extract_row13_a0_any = tensor.cast %extract_row13_a0 : tensor<4x5xf64> to tensor<4x?xf64>
  %extract_row13_a1 = arith.constant dense<[2, 0, 3]> : tensor<3xindex>
  %extract_row13_a2 = arith.constant 2 : index
  %extract_row13 = eshkol.vmap @extract_row(%extract_row13_a0_any, %extract_row13_a1, %extract_row13_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<4x?xf64>, tensor<3xindex>, index) -> tensor<3x?xf64>
  %extract_row13_r0 = tensor.cast %extract_row13 : tensor<3x?xf64> to tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %extract_row13_a1[%i] : tensor<3xindex>
    %call = func.call @extract_row(%extract_row13_a0_any, %argument1, %extract_row13_a2) : (tensor<4x?xf64>, index, index) -> tensor<?xf64>
    %call0 = tensor.cast %call : tensor<?xf64> to tensor<2xf64>
    %element0_slice = eshkol.slice %extract_row13_r0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call0, "extract_row13" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %sizes14_a0 = arith.constant dense<[[[-0.475, 0.608, 1.127, -1.674], [-0.944, 0.355, -0.824, 0.324]], [[1.974, 1.54, 0.311, -1.727], [1.291, 1.807, -1.489, 0.476]], [[-1.407, -1.555, -0.532, -0.988], [0.944, -1.095, 1.385, -1.038]]]> : tensor<3x2x4xf64>
  %sizes14_a0_any = tensor.cast %sizes14_a0 : tensor<3x2x4xf64> to tensor<3x?x?xf64>
  %sizes14_a1 = arith.constant 0 : index
  %sizes14:3 = eshkol.vmap @sizes(%sizes14_a0_any, %sizes14_a1) in_axes [0, -1] out_axes [-1, -1, 0]
      : (tensor<3x?x?xf64>, index) -> (index, index, tensor<3x2x?xf64>)
  %sizes14_r0 = tensor.from_elements %sizes14#0 : tensor<index>
  %sizes14_r1 = tensor.from_elements %sizes14#1 : tensor<index>
  %sizes14_r2 = tensor.cast %sizes14#2 : tensor<3x2x?xf64> to tensor<3x2x4xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %sizes14_a0 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    %argument0_any = tensor.cast %argument0 : tensor<2x4xf64> to tensor<?x?xf64>
    %call:3 = func.call @sizes(%argument0_any, %sizes14_a1) : (tensor<?x?xf64>, index) -> (index, index, tensor<2x?xf64>)
    %call0 = tensor.from_elements %call#0 : tensor<index>
    eshkol.assert_close %sizes14_r0, %call0, "sizes14" atol = 0.0 rtol = 0.0 : tensor<index>
    %call1 = tensor.from_elements %call#1 : tensor<index>
    eshkol.assert_close %sizes14_r1, %call1, "sizes14" atol = 0.0 rtol = 0.0 : tensor<index>
    %call2 = tensor.cast %call#2 : tensor<2x?xf64> to tensor<2x4xf64>
    %element2_slice = eshkol.slice %sizes14_r2 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %element2 = eshkol.reshape %element2_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    eshkol.assert_close %element2, %call2, "sizes14" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x4xf64>
  }

  %splat15_a0 = arith.constant dense<[0.638, -1.301, 0.327]> : tensor<3xf64>
  %splat15 = eshkol.vmap @splat(%splat15_a0) in_axes [0] out_axes [0]
      : (tensor<3xf64>) -> tensor<3x2x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %splat15_a0[%i] : tensor<3xf64>
    %call = func.call @splat(%argument0) : (f64) -> tensor<2x2xf64>
    %element0_slice = eshkol.slice %splat15 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call, "splat15" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }
  return
}
