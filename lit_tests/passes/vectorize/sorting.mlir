// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// CHECK-LABEL: func.func private @sort.vmap(
// CHECK: eshkol.sort %{{.*}} dimension = 1 descending : (tensor<3x2x3xf64>) -> (tensor<3x2x3xf64>, tensor<3x2x3xi64>)
func.func @sort(%x: tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xi64>) {
  %0, %1 = eshkol.sort %x dimension = 0 descending : (tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xi64>)
  return %0, %1 : tensor<2x3xf64>, tensor<2x3xi64>
}

// CHECK-LABEL: func.func private @top_k.vmap(
// CHECK: eshkol.top_k %{{.*}} k = 2 : (tensor<3x5xf64>) -> (tensor<3x2xf64>, tensor<3x2xi64>)
func.func @top_k(%x: tensor<5xf64>) -> (tensor<2xf64>, tensor<2xi64>) {
  %0, %1 = eshkol.top_k %x k = 2 : (tensor<5xf64>) -> (tensor<2xf64>, tensor<2xi64>)
  return %0, %1 : tensor<2xf64>, tensor<2xi64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size3 = arith.constant 3 : index

  %sort1_a0 = arith.constant dense<[[[-0.408, 1.098, -1.436], [1.869, 1.444, 0.471]], [[-1.828, 0.803, 1.653], [0.098, -0.583, -1.519]], [[1.02, 1.54, -1.599], [1.036, -1.932, 1.868]]]> : tensor<3x2x3xf64>
  %sort1:2 = eshkol.vmap @sort(%sort1_a0) in_axes [0] out_axes [0, 0]
      : (tensor<3x2x3xf64>) -> (tensor<3x2x3xf64>, tensor<3x2x3xi64>)
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %sort1_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call:2 = func.call @sort(%argument0) : (tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xi64>)
    %element0_slice = eshkol.slice %sort1#0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call#0, "sort1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
    %element1_slice = eshkol.slice %sort1#1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xi64> -> tensor<1x2x3xi64>
    %element1 = eshkol.reshape %element1_slice to [2, 3] : tensor<1x2x3xi64> -> tensor<2x3xi64>
    eshkol.assert_close %element1, %call#1, "sort1" atol = 0.0 rtol = 0.0 : tensor<2x3xi64>
  }

  %sort2_a0 = arith.constant dense<[[[0.46, 0.21, -0.816], [1.717, -0.936, 1.313], [1.94, 1.134, 0.076]], [[-1.736, -0.11, -0.247], [-1.189, -0.306, -0.569], [-1.345, -0.235, -0.949]]]> : tensor<2x3x3xf64>
  %sort2:2 = eshkol.vmap @sort(%sort2_a0) in_axes [1] out_axes [2, 0]
      : (tensor<2x3x3xf64>) -> (tensor<2x3x3xf64>, tensor<3x2x3xi64>)
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %sort2_a0 [0, %i, 0] [2, 1, 3] [1, 1, 1] : tensor<2x3x3xf64> -> tensor<2x1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<2x1x3xf64> -> tensor<2x3xf64>
    %call:2 = func.call @sort(%argument0) : (tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xi64>)
    %element0_slice = eshkol.slice %sort2#0 [0, 0, %i] [2, 3, 1] [1, 1, 1] : tensor<2x3x3xf64> -> tensor<2x3x1xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call#0, "sort2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
    %element1_slice = eshkol.slice %sort2#1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xi64> -> tensor<1x2x3xi64>
    %element1 = eshkol.reshape %element1_slice to [2, 3] : tensor<1x2x3xi64> -> tensor<2x3xi64>
    eshkol.assert_close %element1, %call#1, "sort2" atol = 0.0 rtol = 0.0 : tensor<2x3xi64>
  }

  %top_k3_a0 = arith.constant dense<[[0.088, -1.859, 1.625, 1.265, 0.21], [1.407, 1.85, -1.558, 0.523, 1.992], [1.952, 0.413, -1.488, 0.333, -1.992]]> : tensor<3x5xf64>
  %top_k3:2 = eshkol.vmap @top_k(%top_k3_a0) in_axes [0] out_axes [0, 0]
      : (tensor<3x5xf64>) -> (tensor<3x2xf64>, tensor<3x2xi64>)
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %top_k3_a0 [%i, 0] [1, 5] [1, 1] : tensor<3x5xf64> -> tensor<1x5xf64>
    %argument0 = eshkol.reshape %argument0_slice to [5] : tensor<1x5xf64> -> tensor<5xf64>
    %call:2 = func.call @top_k(%argument0) : (tensor<5xf64>) -> (tensor<2xf64>, tensor<2xi64>)
    %element0_slice = eshkol.slice %top_k3#0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call#0, "top_k3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
    %element1_slice = eshkol.slice %top_k3#1 [%i, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
    %element1 = eshkol.reshape %element1_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
    eshkol.assert_close %element1, %call#1, "top_k3" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  }
  return
}
