// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// CHECK-LABEL: func.func private @factors.vmap(
// CHECK: eshkol.cholesky %{{.*}} : (tensor<3x2x2xf64>) -> tensor<3x2x2xf64>
// CHECK: eshkol.inverse %{{.*}} : (tensor<3x2x2xf64>) -> tensor<3x2x2xf64>
// CHECK: eshkol.det %{{.*}} : (tensor<3x2x2xf64>) -> tensor<3xf64>
// CHECK: eshkol.lu %{{.*}} : (tensor<3x2x2xf64>) -> (tensor<3x2x2xf64>, tensor<3x2xi64>, tensor<3xi64>)
func.func @factors(%a: tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>, tensor<f64>, tensor<2x2xf64>, tensor<2xi64>, tensor<i64>) {
  %0 = eshkol.cholesky %a : (tensor<2x2xf64>) -> tensor<2x2xf64>
  %1 = eshkol.inverse %a : (tensor<2x2xf64>) -> tensor<2x2xf64>
  %2 = eshkol.det %a : (tensor<2x2xf64>) -> tensor<f64>
  %3, %4, %5 = eshkol.lu %a : (tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2xi64>, tensor<i64>)
  return %0, %1, %2, %3, %4, %5 : tensor<2x2xf64>, tensor<2x2xf64>, tensor<f64>, tensor<2x2xf64>, tensor<2xi64>, tensor<i64>
}

// One matrix is factored once, for the right-hand sides of the whole batch.
// CHECK-LABEL: func.func private @solve.vmap_{{[0-9]+}}(
// CHECK-SAME: %[[A:.*]]: tensor<2x2xf64>, %[[B:.*]]: tensor<4x2x3xf64>)
// CHECK: %[[MOVED:.*]] = eshkol.transpose %[[B]] [1, 0, 2]
// CHECK: %[[COLUMNS:.*]] = eshkol.reshape %[[MOVED]] to [2, 12]
// CHECK: %[[X:.*]] = eshkol.solve %[[A]], %[[COLUMNS]] : (tensor<2x2xf64>, tensor<2x12xf64>) -> tensor<2x12xf64>
// CHECK: %[[SPLIT:.*]] = eshkol.reshape %[[X]] to [2, 4, 3]
// CHECK: eshkol.transpose %[[SPLIT]] [1, 0, 2]
// CHECK-LABEL: func.func private @solve.vmap_{{[0-9]+}}(
// CHECK: eshkol.solve %{{.*}}, %{{.*}} : (tensor<4x2x2xf64>, tensor<4x2x3xf64>) -> tensor<4x2x3xf64>
func.func @solve(%a: tensor<2x2xf64>, %b: tensor<2x3xf64>) -> tensor<2x3xf64> {
  %x = eshkol.solve %a, %b : (tensor<2x2xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
  return %x : tensor<2x3xf64>
}

func.func @solve_batches(%a: tensor<2x?x?xf64>, %b: tensor<2x?x1xf64>) -> tensor<2x?x1xf64> {
  %x = eshkol.solve %a, %b : (tensor<2x?x?xf64>, tensor<2x?x1xf64>) -> tensor<2x?x1xf64>
  return %x : tensor<2x?x1xf64>
}

func.func @left(%a: tensor<2x2xf64>, %b: tensor<2x3xf64>) -> tensor<2x3xf64> {
  %x = eshkol.triangular_solve %a, %b left_side lower transpose_a : (tensor<2x2xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
  return %x : tensor<2x3xf64>
}

// CHECK-LABEL: func.func private @right.vmap(
// CHECK-SAME: %[[A:.*]]: tensor<2x2xf64>, %[[B:.*]]: tensor<4x3x2xf64>)
// CHECK: %[[ROWS:.*]] = eshkol.reshape %[[B]] to [12, 2]
// CHECK: eshkol.triangular_solve %[[A]], %[[ROWS]] unit_diagonal
func.func @right(%a: tensor<2x2xf64>, %b: tensor<3x2xf64>) -> tensor<3x2xf64> {
  %x = eshkol.triangular_solve %a, %b unit_diagonal : (tensor<2x2xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  return %x : tensor<3x2xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size3 = arith.constant 3 : index
  %size4 = arith.constant 4 : index

  %factors1_a0 = arith.constant dense<[[[2.021, -0.072], [-0.072, 2.643]], [[2.891, -0.163], [-0.163, 2.117]], [[2.238, 0.467], [0.467, 3.001]]]> : tensor<3x2x2xf64>
  %factors1:6 = eshkol.vmap @factors(%factors1_a0) in_axes [0] out_axes [0, 0, 0, 0, 0, 0]
      : (tensor<3x2x2xf64>) -> (tensor<3x2x2xf64>, tensor<3x2x2xf64>, tensor<3xf64>, tensor<3x2x2xf64>, tensor<3x2xi64>, tensor<3xi64>)
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %factors1_a0 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    %call:6 = func.call @factors(%argument0) : (tensor<2x2xf64>) -> (tensor<2x2xf64>, tensor<2x2xf64>, tensor<f64>, tensor<2x2xf64>, tensor<2xi64>, tensor<i64>)
    %element0_slice = eshkol.slice %factors1#0 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call#0, "factors1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
    %element1_slice = eshkol.slice %factors1#1 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %element1 = eshkol.reshape %element1_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element1, %call#1, "factors1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
    %element2_slice = eshkol.slice %factors1#2 [%i] [1] [1] : tensor<3xf64> -> tensor<1xf64>
    %element2 = eshkol.reshape %element2_slice to [] : tensor<1xf64> -> tensor<f64>
    eshkol.assert_close %element2, %call#2, "factors1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
    %element3_slice = eshkol.slice %factors1#3 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %element3 = eshkol.reshape %element3_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element3, %call#3, "factors1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
    %element4_slice = eshkol.slice %factors1#4 [%i, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
    %element4 = eshkol.reshape %element4_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
    eshkol.assert_close %element4, %call#4, "factors1" atol = 0.0 rtol = 0.0 : tensor<2xi64>
    %element5_slice = eshkol.slice %factors1#5 [%i] [1] [1] : tensor<3xi64> -> tensor<1xi64>
    %element5 = eshkol.reshape %element5_slice to [] : tensor<1xi64> -> tensor<i64>
    eshkol.assert_close %element5, %call#5, "factors1" atol = 0.0 rtol = 0.0 : tensor<i64>
  }

  %solve2_a0 = arith.constant dense<[[[2.211, -0.487], [-0.487, 3.205]], [[2.563, -0.415], [-0.415, 2.614]], [[2.133, -0.059], [-0.059, 3.291]], [[2.608, 0.192], [0.192, 2.187]]]> : tensor<4x2x2xf64>
  %solve2_a1 = arith.constant dense<[[[0.72, 1.182, 0.016], [-0.815, 1.544, -0.593]], [[0.954, 0.221, -1.194], [0.194, 0.079, -0.605]], [[-1.902, -1.405, -1.473], [0.832, 0.836, 0.447]], [[0.688, -0.21, 0.784], [-0.487, -1.6, 1.841]]]> : tensor<4x2x3xf64>
  %solve2 = eshkol.vmap @solve(%solve2_a0, %solve2_a1) in_axes [0, 0] out_axes [0]
      : (tensor<4x2x2xf64>, tensor<4x2x3xf64>) -> tensor<4x2x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %solve2_a0 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<4x2x2xf64> -> tensor<1x2x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    %argument1_slice = eshkol.slice %solve2_a1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call = func.call @solve(%argument0, %argument1) : (tensor<2x2xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %solve2 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "solve2" atol = 1.0e-12 rtol = 1.0e-12 : tensor<2x3xf64>
  }

  %solve3_a0 = arith.constant dense<[[[3.656, -0.144], [-0.144, 3.414]], [[2.557, -0.618], [-0.618, 2.931]], [[3.09, 1.16], [1.16, 3.503]], [[2.372, 0.75], [0.75, 3.52]]]> : tensor<4x2x2xf64>
  %solve3_a1 = arith.constant dense<[[0.503, -0.682, 1.868], [-1.326, 1.606, -0.68]]> : tensor<2x3xf64>
  %solve3 = eshkol.vmap @solve(%solve3_a0, %solve3_a1) in_axes [0, -1] out_axes [0]
      : (tensor<4x2x2xf64>, tensor<2x3xf64>) -> tensor<4x2x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %solve3_a0 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<4x2x2xf64> -> tensor<1x2x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    %call = func.call @solve(%argument0, %solve3_a1) : (tensor<2x2xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %solve3 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "solve3" atol = 1.0e-12 rtol = 1.0e-12 : tensor<2x3xf64>
  }

  %solve4_a0 = arith.constant dense<[[2.607, 0.011], [0.011, 2.052]]> : tensor<2x2xf64>
  %solve4_a1 = arith.constant dense<[[[0.12, 1.779, 1.571], [0.708, 0.556, 0.193]], [[-0.909, -1.407, 1.425], [0.54, -0.801, -0.159]], [[-1.902, 0.232, -0.555], [0.011, -1.385, -0.298]], [[1.625, -1.966, 1.875], [0.764, -1.602, -0.841]]]> : tensor<4x2x3xf64>
  %solve4 = eshkol.vmap @solve(%solve4_a0, %solve4_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x2xf64>, tensor<4x2x3xf64>) -> tensor<4x2x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument1_slice = eshkol.slice %solve4_a1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call = func.call @solve(%solve4_a0, %argument1) : (tensor<2x2xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %solve4 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "solve4" atol = 1.0e-12 rtol = 1.0e-12 : tensor<2x3xf64>
  }

  %solve_batches5_a0 = arith.constant dense<[[[2.256, -0.293, 0.35], [-0.293, 3.198, -0.123], [0.35, -0.123, 3.246]], [[2.239, 0.448, -0.021], [0.448, 3.598, -1.069], [-0.021, -1.069, 3.396]]]> : tensor<2x3x3xf64>
  %solve_batches5_a0_any = tensor.cast %solve_batches5_a0 : tensor<2x3x3xf64> to tensor<2x?x?xf64>
  %solve_batches5_a1 = arith.constant dense<[[[[-0.156], [1.307], [0.156]], [[1.549], [1.52], [-0.687]]], [[[-0.382], [0.179], [0.487]], [[-0.483], [0.169], [-1.516]]], [[[0.723], [-0.852], [-1.828]], [[-1.536], [-1.574], [-0.734]]], [[[-1.014], [0.251], [1.625]], [[0.32], [0.392], [-1.048]]]]> : tensor<4x2x3x1xf64>
  %solve_batches5_a1_any = tensor.cast %solve_batches5_a1 : tensor<4x2x3x1xf64> to tensor<?x2x?x1xf64>
  %solve_batches5 = eshkol.vmap @solve_batches(%solve_batches5_a0_any, %solve_batches5_a1_any) in_axes [-1, 0] out_axes [0]
      : (tensor<2x?x?xf64>, tensor<?x2x?x1xf64>) -> tensor<?x2x?x1xf64>
  %solve_batches5_r0 = tensor.cast %solve_batches5 : tensor<?x2x?x1xf64> to tensor<4x2x3x1xf64>
  scf.for %i = %first to %size4 step %step {
    %argument1_slice = eshkol.slice %solve_batches5_a1 [%i, 0, 0, 0] [1, 2, 3, 1] [1, 1, 1, 1] : tensor<4x2x3x1xf64> -> tensor<1x2x3x1xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3, 1] : tensor<1x2x3x1xf64> -> tensor<2x3x1xf64>
    %argument1_any = tensor.cast %argument1 : tensor<2x3x1xf64> to tensor<2x?x1xf64>
    %call = func.call @solve_batches(%solve_batches5_a0_any, %argument1_any) : (tensor<2x?x?xf64>, tensor<2x?x1xf64>) -> tensor<2x?x1xf64>
    %call0 = tensor.cast %call : tensor<2x?x1xf64> to tensor<2x3x1xf64>
    %element0_slice = eshkol.slice %solve_batches5_r0 [%i, 0, 0, 0] [1, 2, 3, 1] [1, 1, 1, 1] : tensor<4x2x3x1xf64> -> tensor<1x2x3x1xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3, 1] : tensor<1x2x3x1xf64> -> tensor<2x3x1xf64>
    eshkol.assert_close %element0, %call0, "solve_batches5" atol = 1.0e-12 rtol = 1.0e-12 : tensor<2x3x1xf64>
  }

  %left6_a0 = arith.constant dense<[[[2.528, -0.231], [-0.231, 2.171]], [[2.753, -0.318], [-0.318, 2.59]], [[2.004, -0.016], [-0.016, 2.416]], [[2.576, -0.183], [-0.183, 2.131]]]> : tensor<4x2x2xf64>
  %left6_a1 = arith.constant dense<[[-1.988, 0.389, 0.596], [-1.979, 1.881, 0.655]]> : tensor<2x3xf64>
  %left6 = eshkol.vmap @left(%left6_a0, %left6_a1) in_axes [0, -1] out_axes [0]
      : (tensor<4x2x2xf64>, tensor<2x3xf64>) -> tensor<4x2x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %left6_a0 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<4x2x2xf64> -> tensor<1x2x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    %call = func.call @left(%argument0, %left6_a1) : (tensor<2x2xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %left6 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "left6" atol = 1.0e-12 rtol = 1.0e-12 : tensor<2x3xf64>
  }

  %left7_a0 = arith.constant dense<[[2.53, -0.124], [-0.124, 2.87]]> : tensor<2x2xf64>
  %left7_a1 = arith.constant dense<[[[-0.387, 0.532, 1.563], [-0.27, 1.713, 0.368]], [[-0.273, 0.371, -0.582], [0.628, 0.609, 1.287]], [[-0.389, -1.85, 1.939], [-0.207, 1.751, 0.688]], [[-0.933, 0.256, 1.828], [-1.546, -0.911, -1.672]]]> : tensor<4x2x3xf64>
  %left7 = eshkol.vmap @left(%left7_a0, %left7_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x2xf64>, tensor<4x2x3xf64>) -> tensor<4x2x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument1_slice = eshkol.slice %left7_a1 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %call = func.call @left(%left7_a0, %argument1) : (tensor<2x2xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
    %element0_slice = eshkol.slice %left7 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element0, %call, "left7" atol = 1.0e-12 rtol = 1.0e-12 : tensor<2x3xf64>
  }

  %right8_a0 = arith.constant dense<[[3.197, 0.073], [0.073, 2.756]]> : tensor<2x2xf64>
  %right8_a1 = arith.constant dense<[[[1.484, -1.282], [-0.267, -0.7], [0.334, 1.746]], [[1.763, -1.79], [0.385, 1.567], [1.124, -1.154]], [[1.06, -1.244], [1.595, -1.964], [-1.639, 0.477]], [[-0.47, -1.614], [1.94, 1.586], [-0.916, -0.107]]]> : tensor<4x3x2xf64>
  %right8 = eshkol.vmap @right(%right8_a0, %right8_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x2xf64>, tensor<4x3x2xf64>) -> tensor<4x3x2xf64>
  scf.for %i = %first to %size4 step %step {
    %argument1_slice = eshkol.slice %right8_a1 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    %call = func.call @right(%right8_a0, %argument1) : (tensor<2x2xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
    %element0_slice = eshkol.slice %right8 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
    %element0 = eshkol.reshape %element0_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    eshkol.assert_close %element0, %call, "right8" atol = 1.0e-12 rtol = 1.0e-12 : tensor<3x2xf64>
  }

  %right9_a0 = arith.constant dense<[[[2.002, -0.051], [-0.051, 3.513]], [[2.849, 0.094], [0.094, 2.287]], [[3.344, -0.479], [-0.479, 2.549]], [[2.97, -0.25], [-0.25, 2.167]]]> : tensor<4x2x2xf64>
  %right9_a1 = arith.constant dense<[[[0.501, 1.656], [0.687, -0.704], [-0.735, 1.333]], [[1.103, -0.875], [0.856, 0.246], [-0.401, 0.123]], [[-1.659, 0.663], [-1.881, 1.557], [0.728, 1.565]], [[-1.995, 1.749], [1.833, 1.185], [1.968, -0.579]]]> : tensor<4x3x2xf64>
  %right9 = eshkol.vmap @right(%right9_a0, %right9_a1) in_axes [0, 0] out_axes [0]
      : (tensor<4x2x2xf64>, tensor<4x3x2xf64>) -> tensor<4x3x2xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %right9_a0 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<4x2x2xf64> -> tensor<1x2x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    %argument1_slice = eshkol.slice %right9_a1 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    %call = func.call @right(%argument0, %argument1) : (tensor<2x2xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
    %element0_slice = eshkol.slice %right9 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
    %element0 = eshkol.reshape %element0_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    eshkol.assert_close %element0, %call, "right9" atol = 1.0e-12 rtol = 1.0e-12 : tensor<3x2xf64>
  }
  return
}
