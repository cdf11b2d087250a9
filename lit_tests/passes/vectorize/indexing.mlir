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
  %gather1_a0 = arith.constant dense<[[[0.613, 0.608, -0.274, 1.586], [-0.53, -0.257, 1.568, 1.225]], [[0.816, -1.599, 1.678, 0.857], [1.995, -1.402, 1.473, -1.35]], [[0.462, -1.505, 1.392, 1.229], [0.276, -0.371, -1.723, 0.79]], [[-0.186, 0.888, 1.466, 1.902], [1.423, -1.953, -0.56, 0.92]], [[-1.313, 0.084, -1.783, -1.2], [-1.926, 1.175, -1.104, -0.619]]]> : tensor<5x2x4xf64>
  %gather1_a1 = arith.constant dense<[[-2, 6, -1], [-1, -2, 1], [6, 6, 2], [2, -2, 1], [5, 1, 0]]> : tensor<5x3xi64>
  %gather1 = eshkol.vmap @gather(%gather1_a0, %gather1_a1) in_axes [0, 0] out_axes [0]
      : (tensor<5x2x4xf64>, tensor<5x3xi64>) -> tensor<5x2x3xf64>
  %gather1_a0_0_slice = eshkol.slice %gather1_a0 [0, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
  %gather1_a0_0 = eshkol.reshape %gather1_a0_0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather1_a1_0_slice = eshkol.slice %gather1_a1 [0, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
  %gather1_a1_0 = eshkol.reshape %gather1_a1_0_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %gather1_e0 = func.call @gather(%gather1_a0_0, %gather1_a1_0) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather1_s0_0_0_slice = eshkol.slice %gather1 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather1_s0_0_0 = eshkol.reshape %gather1_s0_0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather1_s0_0_0, %gather1_e0, "gather1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather1_a0_1_slice = eshkol.slice %gather1_a0 [1, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
  %gather1_a0_1 = eshkol.reshape %gather1_a0_1_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather1_a1_1_slice = eshkol.slice %gather1_a1 [1, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
  %gather1_a1_1 = eshkol.reshape %gather1_a1_1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %gather1_e1 = func.call @gather(%gather1_a0_1, %gather1_a1_1) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather1_s1_0_1_slice = eshkol.slice %gather1 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather1_s1_0_1 = eshkol.reshape %gather1_s1_0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather1_s1_0_1, %gather1_e1, "gather1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather1_a0_2_slice = eshkol.slice %gather1_a0 [2, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
  %gather1_a0_2 = eshkol.reshape %gather1_a0_2_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather1_a1_2_slice = eshkol.slice %gather1_a1 [2, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
  %gather1_a1_2 = eshkol.reshape %gather1_a1_2_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %gather1_e2 = func.call @gather(%gather1_a0_2, %gather1_a1_2) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather1_s2_0_2_slice = eshkol.slice %gather1 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather1_s2_0_2 = eshkol.reshape %gather1_s2_0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather1_s2_0_2, %gather1_e2, "gather1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather1_a0_3_slice = eshkol.slice %gather1_a0 [3, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
  %gather1_a0_3 = eshkol.reshape %gather1_a0_3_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather1_a1_3_slice = eshkol.slice %gather1_a1 [3, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
  %gather1_a1_3 = eshkol.reshape %gather1_a1_3_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %gather1_e3 = func.call @gather(%gather1_a0_3, %gather1_a1_3) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather1_s3_0_3_slice = eshkol.slice %gather1 [3, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather1_s3_0_3 = eshkol.reshape %gather1_s3_0_3_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather1_s3_0_3, %gather1_e3, "gather1: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather1_a0_4_slice = eshkol.slice %gather1_a0 [4, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
  %gather1_a0_4 = eshkol.reshape %gather1_a0_4_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather1_a1_4_slice = eshkol.slice %gather1_a1 [4, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
  %gather1_a1_4 = eshkol.reshape %gather1_a1_4_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %gather1_e4 = func.call @gather(%gather1_a0_4, %gather1_a1_4) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather1_s4_0_4_slice = eshkol.slice %gather1 [4, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather1_s4_0_4 = eshkol.reshape %gather1_s4_0_4_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather1_s4_0_4, %gather1_e4, "gather1: element 4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>

  %gather2_a0 = arith.constant dense<[[[0.36, 0.92, -0.752, -0.407], [-1.161, -1.255, 1.777, 0.958]], [[-0.038, -1.09, -0.983, -1.768], [-0.262, -0.753, 0.785, -0.489]], [[-1.282, -1.901, -1.731, 0.718], [-0.185, 0.146, 1.587, 1.961]], [[-1.132, 0.652, -0.947, -1.917], [1.034, -0.72, -0.466, 0.353]], [[1.324, 0.516, 1.491, -0.906], [1.192, -1.257, 1.811, 0.75]]]> : tensor<5x2x4xf64>
  %gather2_a1 = arith.constant dense<[2, -2, 4]> : tensor<3xi64>
  %gather2 = eshkol.vmap @gather(%gather2_a0, %gather2_a1) in_axes [0, -1] out_axes [0]
      : (tensor<5x2x4xf64>, tensor<3xi64>) -> tensor<5x2x3xf64>
  %gather2_a0_0_slice = eshkol.slice %gather2_a0 [0, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
  %gather2_a0_0 = eshkol.reshape %gather2_a0_0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather2_e0 = func.call @gather(%gather2_a0_0, %gather2_a1) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather2_s0_0_0_slice = eshkol.slice %gather2 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather2_s0_0_0 = eshkol.reshape %gather2_s0_0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather2_s0_0_0, %gather2_e0, "gather2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather2_a0_1_slice = eshkol.slice %gather2_a0 [1, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
  %gather2_a0_1 = eshkol.reshape %gather2_a0_1_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather2_e1 = func.call @gather(%gather2_a0_1, %gather2_a1) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather2_s1_0_1_slice = eshkol.slice %gather2 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather2_s1_0_1 = eshkol.reshape %gather2_s1_0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather2_s1_0_1, %gather2_e1, "gather2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather2_a0_2_slice = eshkol.slice %gather2_a0 [2, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
  %gather2_a0_2 = eshkol.reshape %gather2_a0_2_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather2_e2 = func.call @gather(%gather2_a0_2, %gather2_a1) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather2_s2_0_2_slice = eshkol.slice %gather2 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather2_s2_0_2 = eshkol.reshape %gather2_s2_0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather2_s2_0_2, %gather2_e2, "gather2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather2_a0_3_slice = eshkol.slice %gather2_a0 [3, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
  %gather2_a0_3 = eshkol.reshape %gather2_a0_3_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather2_e3 = func.call @gather(%gather2_a0_3, %gather2_a1) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather2_s3_0_3_slice = eshkol.slice %gather2 [3, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather2_s3_0_3 = eshkol.reshape %gather2_s3_0_3_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather2_s3_0_3, %gather2_e3, "gather2: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather2_a0_4_slice = eshkol.slice %gather2_a0 [4, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<5x2x4xf64> -> tensor<1x2x4xf64>
  %gather2_a0_4 = eshkol.reshape %gather2_a0_4_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather2_e4 = func.call @gather(%gather2_a0_4, %gather2_a1) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather2_s4_0_4_slice = eshkol.slice %gather2 [4, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather2_s4_0_4 = eshkol.reshape %gather2_s4_0_4_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather2_s4_0_4, %gather2_e4, "gather2: element 4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>

  %gather3_a0 = arith.constant dense<[[-0.745, 1.83, -0.113, 0.846], [-1.385, 0.922, 0.585, -1.14]]> : tensor<2x4xf64>
  %gather3_a1 = arith.constant dense<[[3, 2, 5], [2, -1, 1], [1, 0, 3], [0, 1, 3], [5, 0, 5]]> : tensor<5x3xi64>
  %gather3 = eshkol.vmap @gather(%gather3_a0, %gather3_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x4xf64>, tensor<5x3xi64>) -> tensor<5x2x3xf64>
  %gather3_a1_0_slice = eshkol.slice %gather3_a1 [0, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
  %gather3_a1_0 = eshkol.reshape %gather3_a1_0_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %gather3_e0 = func.call @gather(%gather3_a0, %gather3_a1_0) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather3_s0_0_0_slice = eshkol.slice %gather3 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather3_s0_0_0 = eshkol.reshape %gather3_s0_0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather3_s0_0_0, %gather3_e0, "gather3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather3_a1_1_slice = eshkol.slice %gather3_a1 [1, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
  %gather3_a1_1 = eshkol.reshape %gather3_a1_1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %gather3_e1 = func.call @gather(%gather3_a0, %gather3_a1_1) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather3_s1_0_1_slice = eshkol.slice %gather3 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather3_s1_0_1 = eshkol.reshape %gather3_s1_0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather3_s1_0_1, %gather3_e1, "gather3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather3_a1_2_slice = eshkol.slice %gather3_a1 [2, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
  %gather3_a1_2 = eshkol.reshape %gather3_a1_2_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %gather3_e2 = func.call @gather(%gather3_a0, %gather3_a1_2) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather3_s2_0_2_slice = eshkol.slice %gather3 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather3_s2_0_2 = eshkol.reshape %gather3_s2_0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather3_s2_0_2, %gather3_e2, "gather3: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather3_a1_3_slice = eshkol.slice %gather3_a1 [3, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
  %gather3_a1_3 = eshkol.reshape %gather3_a1_3_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %gather3_e3 = func.call @gather(%gather3_a0, %gather3_a1_3) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather3_s3_0_3_slice = eshkol.slice %gather3 [3, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather3_s3_0_3 = eshkol.reshape %gather3_s3_0_3_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather3_s3_0_3, %gather3_e3, "gather3: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather3_a1_4_slice = eshkol.slice %gather3_a1 [4, 0] [1, 3] [1, 1] : tensor<5x3xi64> -> tensor<1x3xi64>
  %gather3_a1_4 = eshkol.reshape %gather3_a1_4_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %gather3_e4 = func.call @gather(%gather3_a0, %gather3_a1_4) : (tensor<2x4xf64>, tensor<3xi64>) -> tensor<2x3xf64>
  %gather3_s4_0_4_slice = eshkol.slice %gather3 [4, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<5x2x3xf64> -> tensor<1x2x3xf64>
  %gather3_s4_0_4 = eshkol.reshape %gather3_s4_0_4_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather3_s4_0_4, %gather3_e4, "gather3: element 4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>

  %gather_shared4_a0 = arith.constant dense<[[[-1.63, -1.13, 0.997, 0.927], [-1.818, -1.163, -0.852, 0.709]], [[-1.748, 0.223, -1.963, 1.332], [1.937, 0.814, -1.273, 0.05]], [[0.322, 1.15, 0.426, -1.126], [-0.179, 1.515, -0.031, 0.862]]]> : tensor<3x2x4xf64>
  %gather_shared4_a1 = arith.constant dense<[[[-1, 5, 4], [2, -1, 3]], [[5, -1, 1], [3, 5, 1]], [[4, 4, 5], [-1, 4, -2]]]> : tensor<3x2x3xindex>
  %gather_shared4 = eshkol.vmap @gather_shared(%gather_shared4_a0, %gather_shared4_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x2x4xf64>, tensor<3x2x3xindex>) -> tensor<3x2x3xf64>
  %gather_shared4_a0_0_slice = eshkol.slice %gather_shared4_a0 [0, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
  %gather_shared4_a0_0 = eshkol.reshape %gather_shared4_a0_0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather_shared4_a1_0_slice = eshkol.slice %gather_shared4_a1 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xindex> -> tensor<1x2x3xindex>
  %gather_shared4_a1_0 = eshkol.reshape %gather_shared4_a1_0_slice to [2, 3] : tensor<1x2x3xindex> -> tensor<2x3xindex>
  %gather_shared4_e0 = func.call @gather_shared(%gather_shared4_a0_0, %gather_shared4_a1_0) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  %gather_shared4_s0_0_0_slice = eshkol.slice %gather_shared4 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %gather_shared4_s0_0_0 = eshkol.reshape %gather_shared4_s0_0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather_shared4_s0_0_0, %gather_shared4_e0, "gather_shared4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather_shared4_a0_1_slice = eshkol.slice %gather_shared4_a0 [1, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
  %gather_shared4_a0_1 = eshkol.reshape %gather_shared4_a0_1_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather_shared4_a1_1_slice = eshkol.slice %gather_shared4_a1 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xindex> -> tensor<1x2x3xindex>
  %gather_shared4_a1_1 = eshkol.reshape %gather_shared4_a1_1_slice to [2, 3] : tensor<1x2x3xindex> -> tensor<2x3xindex>
  %gather_shared4_e1 = func.call @gather_shared(%gather_shared4_a0_1, %gather_shared4_a1_1) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  %gather_shared4_s1_0_1_slice = eshkol.slice %gather_shared4 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %gather_shared4_s1_0_1 = eshkol.reshape %gather_shared4_s1_0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather_shared4_s1_0_1, %gather_shared4_e1, "gather_shared4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather_shared4_a0_2_slice = eshkol.slice %gather_shared4_a0 [2, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
  %gather_shared4_a0_2 = eshkol.reshape %gather_shared4_a0_2_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather_shared4_a1_2_slice = eshkol.slice %gather_shared4_a1 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xindex> -> tensor<1x2x3xindex>
  %gather_shared4_a1_2 = eshkol.reshape %gather_shared4_a1_2_slice to [2, 3] : tensor<1x2x3xindex> -> tensor<2x3xindex>
  %gather_shared4_e2 = func.call @gather_shared(%gather_shared4_a0_2, %gather_shared4_a1_2) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  %gather_shared4_s2_0_2_slice = eshkol.slice %gather_shared4 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %gather_shared4_s2_0_2 = eshkol.reshape %gather_shared4_s2_0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather_shared4_s2_0_2, %gather_shared4_e2, "gather_shared4: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>

  %gather_shared5_a0 = arith.constant dense<[[[-0.358, -0.287, -0.809, -0.395], [-1.517, 1.923, -0.376, 0.277]], [[-0.626, 1.155, -0.355, -0.563], [-0.402, -0.793, 1.101, 1.705]], [[-0.699, 1.811, -1.944, 0.134], [-0.782, 1.531, -0.998, 0.71]]]> : tensor<3x2x4xf64>
  %gather_shared5_a1 = arith.constant dense<[[6, 2, 1], [3, 4, 1]]> : tensor<2x3xindex>
  %gather_shared5 = eshkol.vmap @gather_shared(%gather_shared5_a0, %gather_shared5_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3x2x4xf64>, tensor<2x3xindex>) -> tensor<3x2x3xf64>
  %gather_shared5_a0_0_slice = eshkol.slice %gather_shared5_a0 [0, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
  %gather_shared5_a0_0 = eshkol.reshape %gather_shared5_a0_0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather_shared5_e0 = func.call @gather_shared(%gather_shared5_a0_0, %gather_shared5_a1) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  %gather_shared5_s0_0_0_slice = eshkol.slice %gather_shared5 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %gather_shared5_s0_0_0 = eshkol.reshape %gather_shared5_s0_0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather_shared5_s0_0_0, %gather_shared5_e0, "gather_shared5: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather_shared5_a0_1_slice = eshkol.slice %gather_shared5_a0 [1, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
  %gather_shared5_a0_1 = eshkol.reshape %gather_shared5_a0_1_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather_shared5_e1 = func.call @gather_shared(%gather_shared5_a0_1, %gather_shared5_a1) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  %gather_shared5_s1_0_1_slice = eshkol.slice %gather_shared5 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %gather_shared5_s1_0_1 = eshkol.reshape %gather_shared5_s1_0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather_shared5_s1_0_1, %gather_shared5_e1, "gather_shared5: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather_shared5_a0_2_slice = eshkol.slice %gather_shared5_a0 [2, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
  %gather_shared5_a0_2 = eshkol.reshape %gather_shared5_a0_2_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
  %gather_shared5_e2 = func.call @gather_shared(%gather_shared5_a0_2, %gather_shared5_a1) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  %gather_shared5_s2_0_2_slice = eshkol.slice %gather_shared5 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %gather_shared5_s2_0_2 = eshkol.reshape %gather_shared5_s2_0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather_shared5_s2_0_2, %gather_shared5_e2, "gather_shared5: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>

  %gather_shared6_a0 = arith.constant dense<[[1.442, 0.908, -0.919, -1.474], [-1.779, -0.794, -0.952, -0.175]]> : tensor<2x4xf64>
  %gather_shared6_a1 = arith.constant dense<[[[5, 6, 4], [2, 5, 1]], [[3, 1, 4], [2, 5, 1]], [[-2, 3, 1], [5, 3, 3]]]> : tensor<3x2x3xindex>
  %gather_shared6 = eshkol.vmap @gather_shared(%gather_shared6_a0, %gather_shared6_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<2x4xf64>, tensor<3x2x3xindex>) -> tensor<3x2x3xf64>
  %gather_shared6_a1_0_slice = eshkol.slice %gather_shared6_a1 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xindex> -> tensor<1x2x3xindex>
  %gather_shared6_a1_0 = eshkol.reshape %gather_shared6_a1_0_slice to [2, 3] : tensor<1x2x3xindex> -> tensor<2x3xindex>
  %gather_shared6_e0 = func.call @gather_shared(%gather_shared6_a0, %gather_shared6_a1_0) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  %gather_shared6_s0_0_0_slice = eshkol.slice %gather_shared6 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %gather_shared6_s0_0_0 = eshkol.reshape %gather_shared6_s0_0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather_shared6_s0_0_0, %gather_shared6_e0, "gather_shared6: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather_shared6_a1_1_slice = eshkol.slice %gather_shared6_a1 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xindex> -> tensor<1x2x3xindex>
  %gather_shared6_a1_1 = eshkol.reshape %gather_shared6_a1_1_slice to [2, 3] : tensor<1x2x3xindex> -> tensor<2x3xindex>
  %gather_shared6_e1 = func.call @gather_shared(%gather_shared6_a0, %gather_shared6_a1_1) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  %gather_shared6_s1_0_1_slice = eshkol.slice %gather_shared6 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %gather_shared6_s1_0_1 = eshkol.reshape %gather_shared6_s1_0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather_shared6_s1_0_1, %gather_shared6_e1, "gather_shared6: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %gather_shared6_a1_2_slice = eshkol.slice %gather_shared6_a1 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xindex> -> tensor<1x2x3xindex>
  %gather_shared6_a1_2 = eshkol.reshape %gather_shared6_a1_2_slice to [2, 3] : tensor<1x2x3xindex> -> tensor<2x3xindex>
  %gather_shared6_e2 = func.call @gather_shared(%gather_shared6_a0, %gather_shared6_a1_2) : (tensor<2x4xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  %gather_shared6_s2_0_2_slice = eshkol.slice %gather_shared6 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %gather_shared6_s2_0_2 = eshkol.reshape %gather_shared6_s2_0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %gather_shared6_s2_0_2, %gather_shared6_e2, "gather_shared6: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>

  %gather_one7_a0 = arith.constant dense<[[1.568, -1.466], [1.117, 1.701], [0.861, -0.037], [-0.122, 1.531]]> : tensor<4x2xf64>
  %gather_one7_a1 = arith.constant dense<[2, 0, 3]> : tensor<3xi64>
  %gather_one7 = eshkol.vmap @gather_one(%gather_one7_a0, %gather_one7_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<4x2xf64>, tensor<3xi64>) -> tensor<3x2xf64>
  %gather_one7_a1_0_slice = eshkol.slice %gather_one7_a1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %gather_one7_a1_0 = eshkol.reshape %gather_one7_a1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %gather_one7_e0 = func.call @gather_one(%gather_one7_a0, %gather_one7_a1_0) : (tensor<4x2xf64>, tensor<i64>) -> tensor<2xf64>
  %gather_one7_s0_0_0_slice = eshkol.slice %gather_one7 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %gather_one7_s0_0_0 = eshkol.reshape %gather_one7_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %gather_one7_s0_0_0, %gather_one7_e0, "gather_one7: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %gather_one7_a1_1_slice = eshkol.slice %gather_one7_a1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %gather_one7_a1_1 = eshkol.reshape %gather_one7_a1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %gather_one7_e1 = func.call @gather_one(%gather_one7_a0, %gather_one7_a1_1) : (tensor<4x2xf64>, tensor<i64>) -> tensor<2xf64>
  %gather_one7_s1_0_1_slice = eshkol.slice %gather_one7 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %gather_one7_s1_0_1 = eshkol.reshape %gather_one7_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %gather_one7_s1_0_1, %gather_one7_e1, "gather_one7: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %gather_one7_a1_2_slice = eshkol.slice %gather_one7_a1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %gather_one7_a1_2 = eshkol.reshape %gather_one7_a1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %gather_one7_e2 = func.call @gather_one(%gather_one7_a0, %gather_one7_a1_2) : (tensor<4x2xf64>, tensor<i64>) -> tensor<2xf64>
  %gather_one7_s2_0_2_slice = eshkol.slice %gather_one7 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %gather_one7_s2_0_2 = eshkol.reshape %gather_one7_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %gather_one7_s2_0_2, %gather_one7_e2, "gather_one7: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %gather_one8_a0 = arith.constant dense<[[[-0.046, -0.342], [-1.304, -0.099], [1.135, 0.226], [-1.361, -1.425]], [[0.598, 0.157], [-0.697, -1.412], [-1.361, -1.482], [0.316, -1.631]], [[1.642, -1.668], [1.202, 1.509], [-1.626, -0.295], [-0.107, 0.321]]]> : tensor<3x4x2xf64>
  %gather_one8_a1 = arith.constant dense<[2, 0, 3]> : tensor<3xi64>
  %gather_one8 = eshkol.vmap @gather_one(%gather_one8_a0, %gather_one8_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x4x2xf64>, tensor<3xi64>) -> tensor<3x2xf64>
  %gather_one8_a0_0_slice = eshkol.slice %gather_one8_a0 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<3x4x2xf64> -> tensor<1x4x2xf64>
  %gather_one8_a0_0 = eshkol.reshape %gather_one8_a0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %gather_one8_a1_0_slice = eshkol.slice %gather_one8_a1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %gather_one8_a1_0 = eshkol.reshape %gather_one8_a1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %gather_one8_e0 = func.call @gather_one(%gather_one8_a0_0, %gather_one8_a1_0) : (tensor<4x2xf64>, tensor<i64>) -> tensor<2xf64>
  %gather_one8_s0_0_0_slice = eshkol.slice %gather_one8 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %gather_one8_s0_0_0 = eshkol.reshape %gather_one8_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %gather_one8_s0_0_0, %gather_one8_e0, "gather_one8: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %gather_one8_a0_1_slice = eshkol.slice %gather_one8_a0 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<3x4x2xf64> -> tensor<1x4x2xf64>
  %gather_one8_a0_1 = eshkol.reshape %gather_one8_a0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %gather_one8_a1_1_slice = eshkol.slice %gather_one8_a1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %gather_one8_a1_1 = eshkol.reshape %gather_one8_a1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %gather_one8_e1 = func.call @gather_one(%gather_one8_a0_1, %gather_one8_a1_1) : (tensor<4x2xf64>, tensor<i64>) -> tensor<2xf64>
  %gather_one8_s1_0_1_slice = eshkol.slice %gather_one8 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %gather_one8_s1_0_1 = eshkol.reshape %gather_one8_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %gather_one8_s1_0_1, %gather_one8_e1, "gather_one8: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %gather_one8_a0_2_slice = eshkol.slice %gather_one8_a0 [2, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<3x4x2xf64> -> tensor<1x4x2xf64>
  %gather_one8_a0_2 = eshkol.reshape %gather_one8_a0_2_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %gather_one8_a1_2_slice = eshkol.slice %gather_one8_a1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %gather_one8_a1_2 = eshkol.reshape %gather_one8_a1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %gather_one8_e2 = func.call @gather_one(%gather_one8_a0_2, %gather_one8_a1_2) : (tensor<4x2xf64>, tensor<i64>) -> tensor<2xf64>
  %gather_one8_s2_0_2_slice = eshkol.slice %gather_one8 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %gather_one8_s2_0_2 = eshkol.reshape %gather_one8_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %gather_one8_s2_0_2, %gather_one8_e2, "gather_one8: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %scatter9_a0 = arith.constant dense<[[[0.865, -1.892], [0.926, 1.068], [-1.961, -0.767], [-1.069, 0.014]], [[1.815, 0.231], [-1.61, 0.487], [1.452, -1.369], [1.97, -1.66]]]> : tensor<2x4x2xf64>
  %scatter9_a1 = arith.constant dense<[[-1, 2, 4], [1, -1, 1]]> : tensor<2x3xi64>
  %scatter9_a2 = arith.constant dense<[[[-0.395, 1.717], [-1.602, 1.781], [1.478, -0.183]], [[-0.693, -1.069], [0.458, -1.868], [-1.938, -0.285]]]> : tensor<2x3x2xf64>
  %scatter9 = eshkol.vmap @scatter(%scatter9_a0, %scatter9_a1, %scatter9_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<2x4x2xf64>, tensor<2x3xi64>, tensor<2x3x2xf64>) -> tensor<2x4x2xf64>
  %scatter9_a0_0_slice = eshkol.slice %scatter9_a0 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter9_a0_0 = eshkol.reshape %scatter9_a0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %scatter9_a1_0_slice = eshkol.slice %scatter9_a1 [0, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
  %scatter9_a1_0 = eshkol.reshape %scatter9_a1_0_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %scatter9_a2_0_slice = eshkol.slice %scatter9_a2 [0, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
  %scatter9_a2_0 = eshkol.reshape %scatter9_a2_0_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  %scatter9_e0 = func.call @scatter(%scatter9_a0_0, %scatter9_a1_0, %scatter9_a2_0) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter9_s0_0_0_slice = eshkol.slice %scatter9 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter9_s0_0_0 = eshkol.reshape %scatter9_s0_0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter9_s0_0_0, %scatter9_e0, "scatter9: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  %scatter9_a0_1_slice = eshkol.slice %scatter9_a0 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter9_a0_1 = eshkol.reshape %scatter9_a0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %scatter9_a1_1_slice = eshkol.slice %scatter9_a1 [1, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
  %scatter9_a1_1 = eshkol.reshape %scatter9_a1_1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %scatter9_a2_1_slice = eshkol.slice %scatter9_a2 [1, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
  %scatter9_a2_1 = eshkol.reshape %scatter9_a2_1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  %scatter9_e1 = func.call @scatter(%scatter9_a0_1, %scatter9_a1_1, %scatter9_a2_1) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter9_s1_0_1_slice = eshkol.slice %scatter9 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter9_s1_0_1 = eshkol.reshape %scatter9_s1_0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter9_s1_0_1, %scatter9_e1, "scatter9: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>

  %scatter10_a0 = arith.constant dense<[[-1.622, 0.534], [1.797, 1.747], [-0.21, 0.911], [0.969, -0.772]]> : tensor<4x2xf64>
  %scatter10_a1 = arith.constant dense<[[-1, 2, 4], [1, -1, 1]]> : tensor<2x3xi64>
  %scatter10_a2 = arith.constant dense<[[[-0.395, 1.717], [-1.602, 1.781], [1.478, -0.183]], [[-0.693, -1.069], [0.458, -1.868], [-1.938, -0.285]]]> : tensor<2x3x2xf64>
  %scatter10 = eshkol.vmap @scatter(%scatter10_a0, %scatter10_a1, %scatter10_a2) in_axes [-1, 0, 0] out_axes [0]
      : (tensor<4x2xf64>, tensor<2x3xi64>, tensor<2x3x2xf64>) -> tensor<2x4x2xf64>
  %scatter10_a1_0_slice = eshkol.slice %scatter10_a1 [0, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
  %scatter10_a1_0 = eshkol.reshape %scatter10_a1_0_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %scatter10_a2_0_slice = eshkol.slice %scatter10_a2 [0, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
  %scatter10_a2_0 = eshkol.reshape %scatter10_a2_0_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  %scatter10_e0 = func.call @scatter(%scatter10_a0, %scatter10_a1_0, %scatter10_a2_0) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter10_s0_0_0_slice = eshkol.slice %scatter10 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter10_s0_0_0 = eshkol.reshape %scatter10_s0_0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter10_s0_0_0, %scatter10_e0, "scatter10: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  %scatter10_a1_1_slice = eshkol.slice %scatter10_a1 [1, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
  %scatter10_a1_1 = eshkol.reshape %scatter10_a1_1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %scatter10_a2_1_slice = eshkol.slice %scatter10_a2 [1, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
  %scatter10_a2_1 = eshkol.reshape %scatter10_a2_1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  %scatter10_e1 = func.call @scatter(%scatter10_a0, %scatter10_a1_1, %scatter10_a2_1) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter10_s1_0_1_slice = eshkol.slice %scatter10 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter10_s1_0_1 = eshkol.reshape %scatter10_s1_0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter10_s1_0_1, %scatter10_e1, "scatter10: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>

  %scatter11_a0 = arith.constant dense<[[[0.865, -1.892], [0.926, 1.068], [-1.961, -0.767], [-1.069, 0.014]], [[1.815, 0.231], [-1.61, 0.487], [1.452, -1.369], [1.97, -1.66]]]> : tensor<2x4x2xf64>
  %scatter11_a1 = arith.constant dense<[2, -1, -1]> : tensor<3xi64>
  %scatter11_a2 = arith.constant dense<[[[-0.395, 1.717], [-1.602, 1.781], [1.478, -0.183]], [[-0.693, -1.069], [0.458, -1.868], [-1.938, -0.285]]]> : tensor<2x3x2xf64>
  %scatter11 = eshkol.vmap @scatter(%scatter11_a0, %scatter11_a1, %scatter11_a2) in_axes [0, -1, 0] out_axes [0]
      : (tensor<2x4x2xf64>, tensor<3xi64>, tensor<2x3x2xf64>) -> tensor<2x4x2xf64>
  %scatter11_a0_0_slice = eshkol.slice %scatter11_a0 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter11_a0_0 = eshkol.reshape %scatter11_a0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %scatter11_a2_0_slice = eshkol.slice %scatter11_a2 [0, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
  %scatter11_a2_0 = eshkol.reshape %scatter11_a2_0_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  %scatter11_e0 = func.call @scatter(%scatter11_a0_0, %scatter11_a1, %scatter11_a2_0) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter11_s0_0_0_slice = eshkol.slice %scatter11 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter11_s0_0_0 = eshkol.reshape %scatter11_s0_0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter11_s0_0_0, %scatter11_e0, "scatter11: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  %scatter11_a0_1_slice = eshkol.slice %scatter11_a0 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter11_a0_1 = eshkol.reshape %scatter11_a0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %scatter11_a2_1_slice = eshkol.slice %scatter11_a2 [1, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
  %scatter11_a2_1 = eshkol.reshape %scatter11_a2_1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  %scatter11_e1 = func.call @scatter(%scatter11_a0_1, %scatter11_a1, %scatter11_a2_1) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter11_s1_0_1_slice = eshkol.slice %scatter11 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter11_s1_0_1 = eshkol.reshape %scatter11_s1_0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter11_s1_0_1, %scatter11_e1, "scatter11: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>

  %scatter12_a0 = arith.constant dense<[[-1.622, 0.534], [1.797, 1.747], [-0.21, 0.911], [0.969, -0.772]]> : tensor<4x2xf64>
  %scatter12_a1 = arith.constant dense<[2, -1, -1]> : tensor<3xi64>
  %scatter12_a2 = arith.constant dense<[[[-0.395, 1.717], [-1.602, 1.781], [1.478, -0.183]], [[-0.693, -1.069], [0.458, -1.868], [-1.938, -0.285]]]> : tensor<2x3x2xf64>
  %scatter12 = eshkol.vmap @scatter(%scatter12_a0, %scatter12_a1, %scatter12_a2) in_axes [-1, -1, 0] out_axes [0]
      : (tensor<4x2xf64>, tensor<3xi64>, tensor<2x3x2xf64>) -> tensor<2x4x2xf64>
  %scatter12_a2_0_slice = eshkol.slice %scatter12_a2 [0, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
  %scatter12_a2_0 = eshkol.reshape %scatter12_a2_0_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  %scatter12_e0 = func.call @scatter(%scatter12_a0, %scatter12_a1, %scatter12_a2_0) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter12_s0_0_0_slice = eshkol.slice %scatter12 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter12_s0_0_0 = eshkol.reshape %scatter12_s0_0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter12_s0_0_0, %scatter12_e0, "scatter12: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  %scatter12_a2_1_slice = eshkol.slice %scatter12_a2 [1, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<1x3x2xf64>
  %scatter12_a2_1 = eshkol.reshape %scatter12_a2_1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  %scatter12_e1 = func.call @scatter(%scatter12_a0, %scatter12_a1, %scatter12_a2_1) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter12_s1_0_1_slice = eshkol.slice %scatter12 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter12_s1_0_1 = eshkol.reshape %scatter12_s1_0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter12_s1_0_1, %scatter12_e1, "scatter12: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>

  %scatter13_a0 = arith.constant dense<[[[0.865, -1.892], [0.926, 1.068], [-1.961, -0.767], [-1.069, 0.014]], [[1.815, 0.231], [-1.61, 0.487], [1.452, -1.369], [1.97, -1.66]]]> : tensor<2x4x2xf64>
  %scatter13_a1 = arith.constant dense<[[-1, 2, 4], [1, -1, 1]]> : tensor<2x3xi64>
  %scatter13_a2 = arith.constant dense<[[-1.728, -0.992], [-1.115, -0.987], [-1.476, -1.952]]> : tensor<3x2xf64>
  %scatter13 = eshkol.vmap @scatter(%scatter13_a0, %scatter13_a1, %scatter13_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<2x4x2xf64>, tensor<2x3xi64>, tensor<3x2xf64>) -> tensor<2x4x2xf64>
  %scatter13_a0_0_slice = eshkol.slice %scatter13_a0 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter13_a0_0 = eshkol.reshape %scatter13_a0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %scatter13_a1_0_slice = eshkol.slice %scatter13_a1 [0, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
  %scatter13_a1_0 = eshkol.reshape %scatter13_a1_0_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %scatter13_e0 = func.call @scatter(%scatter13_a0_0, %scatter13_a1_0, %scatter13_a2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter13_s0_0_0_slice = eshkol.slice %scatter13 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter13_s0_0_0 = eshkol.reshape %scatter13_s0_0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter13_s0_0_0, %scatter13_e0, "scatter13: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  %scatter13_a0_1_slice = eshkol.slice %scatter13_a0 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter13_a0_1 = eshkol.reshape %scatter13_a0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %scatter13_a1_1_slice = eshkol.slice %scatter13_a1 [1, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
  %scatter13_a1_1 = eshkol.reshape %scatter13_a1_1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %scatter13_e1 = func.call @scatter(%scatter13_a0_1, %scatter13_a1_1, %scatter13_a2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter13_s1_0_1_slice = eshkol.slice %scatter13 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter13_s1_0_1 = eshkol.reshape %scatter13_s1_0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter13_s1_0_1, %scatter13_e1, "scatter13: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>

  %scatter14_a0 = arith.constant dense<[[-1.622, 0.534], [1.797, 1.747], [-0.21, 0.911], [0.969, -0.772]]> : tensor<4x2xf64>
  %scatter14_a1 = arith.constant dense<[[-1, 2, 4], [1, -1, 1]]> : tensor<2x3xi64>
  %scatter14_a2 = arith.constant dense<[[-1.728, -0.992], [-1.115, -0.987], [-1.476, -1.952]]> : tensor<3x2xf64>
  %scatter14 = eshkol.vmap @scatter(%scatter14_a0, %scatter14_a1, %scatter14_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<4x2xf64>, tensor<2x3xi64>, tensor<3x2xf64>) -> tensor<2x4x2xf64>
  %scatter14_a1_0_slice = eshkol.slice %scatter14_a1 [0, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
  %scatter14_a1_0 = eshkol.reshape %scatter14_a1_0_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %scatter14_e0 = func.call @scatter(%scatter14_a0, %scatter14_a1_0, %scatter14_a2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter14_s0_0_0_slice = eshkol.slice %scatter14 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter14_s0_0_0 = eshkol.reshape %scatter14_s0_0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter14_s0_0_0, %scatter14_e0, "scatter14: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  %scatter14_a1_1_slice = eshkol.slice %scatter14_a1 [1, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
  %scatter14_a1_1 = eshkol.reshape %scatter14_a1_1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %scatter14_e1 = func.call @scatter(%scatter14_a0, %scatter14_a1_1, %scatter14_a2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter14_s1_0_1_slice = eshkol.slice %scatter14 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter14_s1_0_1 = eshkol.reshape %scatter14_s1_0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter14_s1_0_1, %scatter14_e1, "scatter14: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>

  %scatter15_a0 = arith.constant dense<[[[0.865, -1.892], [0.926, 1.068], [-1.961, -0.767], [-1.069, 0.014]], [[1.815, 0.231], [-1.61, 0.487], [1.452, -1.369], [1.97, -1.66]]]> : tensor<2x4x2xf64>
  %scatter15_a1 = arith.constant dense<[2, -1, -1]> : tensor<3xi64>
  %scatter15_a2 = arith.constant dense<[[-1.728, -0.992], [-1.115, -0.987], [-1.476, -1.952]]> : tensor<3x2xf64>
  %scatter15 = eshkol.vmap @scatter(%scatter15_a0, %scatter15_a1, %scatter15_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2x4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<2x4x2xf64>
  %scatter15_a0_0_slice = eshkol.slice %scatter15_a0 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter15_a0_0 = eshkol.reshape %scatter15_a0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %scatter15_e0 = func.call @scatter(%scatter15_a0_0, %scatter15_a1, %scatter15_a2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter15_s0_0_0_slice = eshkol.slice %scatter15 [0, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter15_s0_0_0 = eshkol.reshape %scatter15_s0_0_0_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter15_s0_0_0, %scatter15_e0, "scatter15: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>
  %scatter15_a0_1_slice = eshkol.slice %scatter15_a0 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter15_a0_1 = eshkol.reshape %scatter15_a0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  %scatter15_e1 = func.call @scatter(%scatter15_a0_1, %scatter15_a1, %scatter15_a2) : (tensor<4x2xf64>, tensor<3xi64>, tensor<3x2xf64>) -> tensor<4x2xf64>
  %scatter15_s1_0_1_slice = eshkol.slice %scatter15 [1, 0, 0] [1, 4, 2] [1, 1, 1] : tensor<2x4x2xf64> -> tensor<1x4x2xf64>
  %scatter15_s1_0_1 = eshkol.reshape %scatter15_s1_0_1_slice to [4, 2] : tensor<1x4x2xf64> -> tensor<4x2xf64>
  eshkol.assert_close %scatter15_s1_0_1, %scatter15_e1, "scatter15: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4x2xf64>

  %scatter_shared16_a0 = arith.constant dense<[[-1.538, 0.474, 1.897], [1.961, -0.364, -1.348]]> : tensor<2x3xf64>
  %scatter_shared16_a1 = arith.constant dense<[[[2, 1], [1, 1]], [[2, 0], [2, 2]], [[2, 2], [2, 0]]]> : tensor<3x2x2xi64>
  %scatter_shared16_a2 = arith.constant dense<[[-0.477, 0.536], [1.708, 1.416]]> : tensor<2x2xf64>
  %scatter_shared16 = eshkol.vmap @scatter_shared(%scatter_shared16_a0, %scatter_shared16_a1, %scatter_shared16_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<2x3xf64>, tensor<3x2x2xi64>, tensor<2x2xf64>) -> tensor<3x2x3xf64>
  %scatter_shared16_a1_0_slice = eshkol.slice %scatter_shared16_a1 [0, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xi64> -> tensor<1x2x2xi64>
  %scatter_shared16_a1_0 = eshkol.reshape %scatter_shared16_a1_0_slice to [2, 2] : tensor<1x2x2xi64> -> tensor<2x2xi64>
  %scatter_shared16_e0 = func.call @scatter_shared(%scatter_shared16_a0, %scatter_shared16_a1_0, %scatter_shared16_a2) : (tensor<2x3xf64>, tensor<2x2xi64>, tensor<2x2xf64>) -> tensor<2x3xf64>
  %scatter_shared16_s0_0_0_slice = eshkol.slice %scatter_shared16 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %scatter_shared16_s0_0_0 = eshkol.reshape %scatter_shared16_s0_0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %scatter_shared16_s0_0_0, %scatter_shared16_e0, "scatter_shared16: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %scatter_shared16_a1_1_slice = eshkol.slice %scatter_shared16_a1 [1, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xi64> -> tensor<1x2x2xi64>
  %scatter_shared16_a1_1 = eshkol.reshape %scatter_shared16_a1_1_slice to [2, 2] : tensor<1x2x2xi64> -> tensor<2x2xi64>
  %scatter_shared16_e1 = func.call @scatter_shared(%scatter_shared16_a0, %scatter_shared16_a1_1, %scatter_shared16_a2) : (tensor<2x3xf64>, tensor<2x2xi64>, tensor<2x2xf64>) -> tensor<2x3xf64>
  %scatter_shared16_s1_0_1_slice = eshkol.slice %scatter_shared16 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %scatter_shared16_s1_0_1 = eshkol.reshape %scatter_shared16_s1_0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %scatter_shared16_s1_0_1, %scatter_shared16_e1, "scatter_shared16: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %scatter_shared16_a1_2_slice = eshkol.slice %scatter_shared16_a1 [2, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xi64> -> tensor<1x2x2xi64>
  %scatter_shared16_a1_2 = eshkol.reshape %scatter_shared16_a1_2_slice to [2, 2] : tensor<1x2x2xi64> -> tensor<2x2xi64>
  %scatter_shared16_e2 = func.call @scatter_shared(%scatter_shared16_a0, %scatter_shared16_a1_2, %scatter_shared16_a2) : (tensor<2x3xf64>, tensor<2x2xi64>, tensor<2x2xf64>) -> tensor<2x3xf64>
  %scatter_shared16_s2_0_2_slice = eshkol.slice %scatter_shared16 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<3x2x3xf64> -> tensor<1x2x3xf64>
  %scatter_shared16_s2_0_2 = eshkol.reshape %scatter_shared16_s2_0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %scatter_shared16_s2_0_2, %scatter_shared16_e2, "scatter_shared16: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  return
}
