// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// CHECK-LABEL: func.func private @shapes.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<4x2x?xf64>, %[[N:.*]]: index)
// CHECK: eshkol.broadcast %[[X]] [0, 2, 3] to [4, 3, 2, %[[N]]] : tensor<4x2x?xf64> -> tensor<4x3x2x?xf64>
// CHECK: %[[T:.*]] = eshkol.transpose %[[X]] [0, 2, 1]
// CHECK: eshkol.reshape %[[T]] to [4, %{{.*}}] : tensor<4x?x2xf64> -> tensor<4x?xf64>
// CHECK: eshkol.reverse %[[X]] [2]
func.func @shapes(%x: tensor<2x?xf64>, %n: index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>) {
  %0 = eshkol.broadcast %x [1, 2] to [3, 2, %n] : tensor<2x?xf64> -> tensor<3x2x?xf64>
  %1 = eshkol.transpose %x [1, 0] : (tensor<2x?xf64>) -> tensor<?x2xf64>
  %two = arith.constant 2 : index
  %size = arith.muli %n, %two : index
  %2 = eshkol.reshape %1 to [%size] : tensor<?x2xf64> -> tensor<?xf64>
  %3 = eshkol.reverse %x [1] : (tensor<2x?xf64>) -> tensor<2x?xf64>
  return %0, %1, %2, %3 : tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>
}

func.func @repeated(%x: tensor<1x2xf64>) -> tensor<3x2xf64> {
  %0 = eshkol.broadcast %x [0, 1] to [3, 2] : tensor<1x2xf64> -> tensor<3x2xf64>
  return %0 : tensor<3x2xf64>
}

// CHECK-LABEL: func.func private @positions.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>, %[[N:.*]]: index)
// CHECK: eshkol.iota dimension = 0 to [%[[N]]] : tensor<?xf64>
// CHECK: eshkol.broadcast %[[X]] [0] to [3, %[[N]]] : tensor<3xf64> -> tensor<3x?xf64>
func.func @positions(%x: f64, %n: index) -> tensor<?xf64> {
  %0 = eshkol.iota dimension = 0 to [%n] : tensor<?xf64>
  %1 = tensor.splat %x[%n] : tensor<?xf64>
  %2 = arith.mulf %0, %1 : tensor<?xf64>
  return %2 : tensor<?xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %shapes1_a0 = arith.constant dense<[[[0.684, 1.535, -0.428], [1.699, -0.993, -1.368]], [[1.147, 1.892, -1.752], [-1.6, -0.728, 0.104]], [[0.817, 1.822, -1.529], [-0.575, -0.935, 1.23]], [[-1.346, 1.507, 1.095], [1.535, 1.877, 0.294]]]> : tensor<4x2x3xf64>
  %shapes1_a0_any = tensor.cast %shapes1_a0 : tensor<4x2x3xf64> to tensor<4x2x?xf64>
  %shapes1_a1 = arith.constant 3 : index
  %shapes1:4 = eshkol.vmap @shapes(%shapes1_a0_any, %shapes1_a1) in_axes [0, -1] out_axes [0, 0, 0, 0]
      : (tensor<4x2x?xf64>, index) -> (tensor<4x3x2x?xf64>, tensor<4x?x2xf64>, tensor<4x?xf64>, tensor<4x2x?xf64>)
  %shapes1_r0 = tensor.cast %shapes1#0 : tensor<4x3x2x?xf64> to tensor<4x3x2x3xf64>
  %shapes1_r1 = tensor.cast %shapes1#1 : tensor<4x?x2xf64> to tensor<4x3x2xf64>
  %shapes1_r2 = tensor.cast %shapes1#2 : tensor<4x?xf64> to tensor<4x6xf64>
  %shapes1_r3 = tensor.cast %shapes1#3 : tensor<4x2x?xf64> to tensor<4x2x3xf64>
  %shapes1_a0_0_slice = eshkol.slice %shapes1_a0 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
  %shapes1_a0_0 = eshkol.reshape %shapes1_a0_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  %shapes1_a0_0_any = tensor.cast %shapes1_a0_0 : tensor<2x3xf64> to tensor<2x?xf64>
  %shapes1_e0:4 = func.call @shapes(%shapes1_a0_0_any, %shapes1_a1) : (tensor<2x?xf64>, index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>)
  %shapes1_e0_0 = tensor.cast %shapes1_e0#0 : tensor<3x2x?xf64> to tensor<3x2x3xf64>
  %shapes1_s0_0_0_slice = eshkol.slice %shapes1_r0 [0, 0, 0, 0] [1, 3, 2, 3] [1, 1, 1, 1] : tensor<4x3x2x3xf64> -> tensor<1x3x2x3xf64>
  %shapes1_s0_0_0 = eshkol.reshape %shapes1_s0_0_0_slice to [3, 2, 3] : tensor<1x3x2x3xf64> -> tensor<3x2x3xf64>
  eshkol.assert_close %shapes1_s0_0_0, %shapes1_e0_0, "shapes1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x3xf64>
  %shapes1_e0_1 = tensor.cast %shapes1_e0#1 : tensor<?x2xf64> to tensor<3x2xf64>
  %shapes1_s0_1_0_slice = eshkol.slice %shapes1_r1 [0, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %shapes1_s0_1_0 = eshkol.reshape %shapes1_s0_1_0_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %shapes1_s0_1_0, %shapes1_e0_1, "shapes1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %shapes1_e0_2 = tensor.cast %shapes1_e0#2 : tensor<?xf64> to tensor<6xf64>
  %shapes1_s0_2_0_slice = eshkol.slice %shapes1_r2 [0, 0] [1, 6] [1, 1] : tensor<4x6xf64> -> tensor<1x6xf64>
  %shapes1_s0_2_0 = eshkol.reshape %shapes1_s0_2_0_slice to [6] : tensor<1x6xf64> -> tensor<6xf64>
  eshkol.assert_close %shapes1_s0_2_0, %shapes1_e0_2, "shapes1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<6xf64>
  %shapes1_e0_3 = tensor.cast %shapes1_e0#3 : tensor<2x?xf64> to tensor<2x3xf64>
  %shapes1_s0_3_0_slice = eshkol.slice %shapes1_r3 [0, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
  %shapes1_s0_3_0 = eshkol.reshape %shapes1_s0_3_0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %shapes1_s0_3_0, %shapes1_e0_3, "shapes1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %shapes1_a0_1_slice = eshkol.slice %shapes1_a0 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
  %shapes1_a0_1 = eshkol.reshape %shapes1_a0_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  %shapes1_a0_1_any = tensor.cast %shapes1_a0_1 : tensor<2x3xf64> to tensor<2x?xf64>
  %shapes1_e1:4 = func.call @shapes(%shapes1_a0_1_any, %shapes1_a1) : (tensor<2x?xf64>, index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>)
  %shapes1_e1_0 = tensor.cast %shapes1_e1#0 : tensor<3x2x?xf64> to tensor<3x2x3xf64>
  %shapes1_s1_0_1_slice = eshkol.slice %shapes1_r0 [1, 0, 0, 0] [1, 3, 2, 3] [1, 1, 1, 1] : tensor<4x3x2x3xf64> -> tensor<1x3x2x3xf64>
  %shapes1_s1_0_1 = eshkol.reshape %shapes1_s1_0_1_slice to [3, 2, 3] : tensor<1x3x2x3xf64> -> tensor<3x2x3xf64>
  eshkol.assert_close %shapes1_s1_0_1, %shapes1_e1_0, "shapes1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x3xf64>
  %shapes1_e1_1 = tensor.cast %shapes1_e1#1 : tensor<?x2xf64> to tensor<3x2xf64>
  %shapes1_s1_1_1_slice = eshkol.slice %shapes1_r1 [1, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %shapes1_s1_1_1 = eshkol.reshape %shapes1_s1_1_1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %shapes1_s1_1_1, %shapes1_e1_1, "shapes1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %shapes1_e1_2 = tensor.cast %shapes1_e1#2 : tensor<?xf64> to tensor<6xf64>
  %shapes1_s1_2_1_slice = eshkol.slice %shapes1_r2 [1, 0] [1, 6] [1, 1] : tensor<4x6xf64> -> tensor<1x6xf64>
  %shapes1_s1_2_1 = eshkol.reshape %shapes1_s1_2_1_slice to [6] : tensor<1x6xf64> -> tensor<6xf64>
  eshkol.assert_close %shapes1_s1_2_1, %shapes1_e1_2, "shapes1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<6xf64>
  %shapes1_e1_3 = tensor.cast %shapes1_e1#3 : tensor<2x?xf64> to tensor<2x3xf64>
  %shapes1_s1_3_1_slice = eshkol.slice %shapes1_r3 [1, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
  %shapes1_s1_3_1 = eshkol.reshape %shapes1_s1_3_1_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %shapes1_s1_3_1, %shapes1_e1_3, "shapes1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %shapes1_a0_2_slice = eshkol.slice %shapes1_a0 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
  %shapes1_a0_2 = eshkol.reshape %shapes1_a0_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  %shapes1_a0_2_any = tensor.cast %shapes1_a0_2 : tensor<2x3xf64> to tensor<2x?xf64>
  %shapes1_e2:4 = func.call @shapes(%shapes1_a0_2_any, %shapes1_a1) : (tensor<2x?xf64>, index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>)
  %shapes1_e2_0 = tensor.cast %shapes1_e2#0 : tensor<3x2x?xf64> to tensor<3x2x3xf64>
  %shapes1_s2_0_2_slice = eshkol.slice %shapes1_r0 [2, 0, 0, 0] [1, 3, 2, 3] [1, 1, 1, 1] : tensor<4x3x2x3xf64> -> tensor<1x3x2x3xf64>
  %shapes1_s2_0_2 = eshkol.reshape %shapes1_s2_0_2_slice to [3, 2, 3] : tensor<1x3x2x3xf64> -> tensor<3x2x3xf64>
  eshkol.assert_close %shapes1_s2_0_2, %shapes1_e2_0, "shapes1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x3xf64>
  %shapes1_e2_1 = tensor.cast %shapes1_e2#1 : tensor<?x2xf64> to tensor<3x2xf64>
  %shapes1_s2_1_2_slice = eshkol.slice %shapes1_r1 [2, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %shapes1_s2_1_2 = eshkol.reshape %shapes1_s2_1_2_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %shapes1_s2_1_2, %shapes1_e2_1, "shapes1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %shapes1_e2_2 = tensor.cast %shapes1_e2#2 : tensor<?xf64> to tensor<6xf64>
  %shapes1_s2_2_2_slice = eshkol.slice %shapes1_r2 [2, 0] [1, 6] [1, 1] : tensor<4x6xf64> -> tensor<1x6xf64>
  %shapes1_s2_2_2 = eshkol.reshape %shapes1_s2_2_2_slice to [6] : tensor<1x6xf64> -> tensor<6xf64>
  eshkol.assert_close %shapes1_s2_2_2, %shapes1_e2_2, "shapes1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<6xf64>
  %shapes1_e2_3 = tensor.cast %shapes1_e2#3 : tensor<2x?xf64> to tensor<2x3xf64>
  %shapes1_s2_3_2_slice = eshkol.slice %shapes1_r3 [2, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
  %shapes1_s2_3_2 = eshkol.reshape %shapes1_s2_3_2_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %shapes1_s2_3_2, %shapes1_e2_3, "shapes1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %shapes1_a0_3_slice = eshkol.slice %shapes1_a0 [3, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
  %shapes1_a0_3 = eshkol.reshape %shapes1_a0_3_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  %shapes1_a0_3_any = tensor.cast %shapes1_a0_3 : tensor<2x3xf64> to tensor<2x?xf64>
  %shapes1_e3:4 = func.call @shapes(%shapes1_a0_3_any, %shapes1_a1) : (tensor<2x?xf64>, index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>)
  %shapes1_e3_0 = tensor.cast %shapes1_e3#0 : tensor<3x2x?xf64> to tensor<3x2x3xf64>
  %shapes1_s3_0_3_slice = eshkol.slice %shapes1_r0 [3, 0, 0, 0] [1, 3, 2, 3] [1, 1, 1, 1] : tensor<4x3x2x3xf64> -> tensor<1x3x2x3xf64>
  %shapes1_s3_0_3 = eshkol.reshape %shapes1_s3_0_3_slice to [3, 2, 3] : tensor<1x3x2x3xf64> -> tensor<3x2x3xf64>
  eshkol.assert_close %shapes1_s3_0_3, %shapes1_e3_0, "shapes1: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x3xf64>
  %shapes1_e3_1 = tensor.cast %shapes1_e3#1 : tensor<?x2xf64> to tensor<3x2xf64>
  %shapes1_s3_1_3_slice = eshkol.slice %shapes1_r1 [3, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %shapes1_s3_1_3 = eshkol.reshape %shapes1_s3_1_3_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %shapes1_s3_1_3, %shapes1_e3_1, "shapes1: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %shapes1_e3_2 = tensor.cast %shapes1_e3#2 : tensor<?xf64> to tensor<6xf64>
  %shapes1_s3_2_3_slice = eshkol.slice %shapes1_r2 [3, 0] [1, 6] [1, 1] : tensor<4x6xf64> -> tensor<1x6xf64>
  %shapes1_s3_2_3 = eshkol.reshape %shapes1_s3_2_3_slice to [6] : tensor<1x6xf64> -> tensor<6xf64>
  eshkol.assert_close %shapes1_s3_2_3, %shapes1_e3_2, "shapes1: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<6xf64>
  %shapes1_e3_3 = tensor.cast %shapes1_e3#3 : tensor<2x?xf64> to tensor<2x3xf64>
  %shapes1_s3_3_3_slice = eshkol.slice %shapes1_r3 [3, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
  %shapes1_s3_3_3 = eshkol.reshape %shapes1_s3_3_3_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
  eshkol.assert_close %shapes1_s3_3_3, %shapes1_e3_3, "shapes1: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>

  %shapes2_a0 = arith.constant dense<[[[-0.166, -0.06, 1.582, -1.165], [-0.499, 0.565, 0.864, -1.775], [1.913, -0.674, -1.176, -0.771]], [[1.939, 0.674, -1.019, -1.196], [-1.7, -0.547, 1.295, -0.898], [-0.526, 1.046, 0.784, -0.35]]]> : tensor<2x3x4xf64>
  %shapes2_a0_any = tensor.cast %shapes2_a0 : tensor<2x3x4xf64> to tensor<2x?x?xf64>
  %shapes2_a1 = arith.constant 3 : index
  %shapes2:4 = eshkol.vmap @shapes(%shapes2_a0_any, %shapes2_a1) in_axes [2, -1] out_axes [3, 0, 1, 2]
      : (tensor<2x?x?xf64>, index) -> (tensor<3x2x?x?xf64>, tensor<?x?x2xf64>, tensor<?x?xf64>, tensor<2x?x?xf64>)
  %shapes2_r0 = tensor.cast %shapes2#0 : tensor<3x2x?x?xf64> to tensor<3x2x3x4xf64>
  %shapes2_r1 = tensor.cast %shapes2#1 : tensor<?x?x2xf64> to tensor<4x3x2xf64>
  %shapes2_r2 = tensor.cast %shapes2#2 : tensor<?x?xf64> to tensor<6x4xf64>
  %shapes2_r3 = tensor.cast %shapes2#3 : tensor<2x?x?xf64> to tensor<2x3x4xf64>
  %shapes2_a0_0_slice = eshkol.slice %shapes2_a0 [0, 0, 0] [2, 3, 1] [1, 1, 1] : tensor<2x3x4xf64> -> tensor<2x3x1xf64>
  %shapes2_a0_0 = eshkol.reshape %shapes2_a0_0_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
  %shapes2_a0_0_any = tensor.cast %shapes2_a0_0 : tensor<2x3xf64> to tensor<2x?xf64>
  %shapes2_e0:4 = func.call @shapes(%shapes2_a0_0_any, %shapes2_a1) : (tensor<2x?xf64>, index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>)
  %shapes2_e0_0 = tensor.cast %shapes2_e0#0 : tensor<3x2x?xf64> to tensor<3x2x3xf64>
  %shapes2_s0_0_0_slice = eshkol.slice %shapes2_r0 [0, 0, 0, 0] [3, 2, 3, 1] [1, 1, 1, 1] : tensor<3x2x3x4xf64> -> tensor<3x2x3x1xf64>
  %shapes2_s0_0_0 = eshkol.reshape %shapes2_s0_0_0_slice to [3, 2, 3] : tensor<3x2x3x1xf64> -> tensor<3x2x3xf64>
  eshkol.assert_close %shapes2_s0_0_0, %shapes2_e0_0, "shapes2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x3xf64>
  %shapes2_e0_1 = tensor.cast %shapes2_e0#1 : tensor<?x2xf64> to tensor<3x2xf64>
  %shapes2_s0_1_0_slice = eshkol.slice %shapes2_r1 [0, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %shapes2_s0_1_0 = eshkol.reshape %shapes2_s0_1_0_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %shapes2_s0_1_0, %shapes2_e0_1, "shapes2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %shapes2_e0_2 = tensor.cast %shapes2_e0#2 : tensor<?xf64> to tensor<6xf64>
  %shapes2_s0_2_0_slice = eshkol.slice %shapes2_r2 [0, 0] [6, 1] [1, 1] : tensor<6x4xf64> -> tensor<6x1xf64>
  %shapes2_s0_2_0 = eshkol.reshape %shapes2_s0_2_0_slice to [6] : tensor<6x1xf64> -> tensor<6xf64>
  eshkol.assert_close %shapes2_s0_2_0, %shapes2_e0_2, "shapes2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<6xf64>
  %shapes2_e0_3 = tensor.cast %shapes2_e0#3 : tensor<2x?xf64> to tensor<2x3xf64>
  %shapes2_s0_3_0_slice = eshkol.slice %shapes2_r3 [0, 0, 0] [2, 3, 1] [1, 1, 1] : tensor<2x3x4xf64> -> tensor<2x3x1xf64>
  %shapes2_s0_3_0 = eshkol.reshape %shapes2_s0_3_0_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
  eshkol.assert_close %shapes2_s0_3_0, %shapes2_e0_3, "shapes2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %shapes2_a0_1_slice = eshkol.slice %shapes2_a0 [0, 0, 1] [2, 3, 1] [1, 1, 1] : tensor<2x3x4xf64> -> tensor<2x3x1xf64>
  %shapes2_a0_1 = eshkol.reshape %shapes2_a0_1_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
  %shapes2_a0_1_any = tensor.cast %shapes2_a0_1 : tensor<2x3xf64> to tensor<2x?xf64>
  %shapes2_e1:4 = func.call @shapes(%shapes2_a0_1_any, %shapes2_a1) : (tensor<2x?xf64>, index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>)
  %shapes2_e1_0 = tensor.cast %shapes2_e1#0 : tensor<3x2x?xf64> to tensor<3x2x3xf64>
  %shapes2_s1_0_1_slice = eshkol.slice %shapes2_r0 [0, 0, 0, 1] [3, 2, 3, 1] [1, 1, 1, 1] : tensor<3x2x3x4xf64> -> tensor<3x2x3x1xf64>
  %shapes2_s1_0_1 = eshkol.reshape %shapes2_s1_0_1_slice to [3, 2, 3] : tensor<3x2x3x1xf64> -> tensor<3x2x3xf64>
  eshkol.assert_close %shapes2_s1_0_1, %shapes2_e1_0, "shapes2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x3xf64>
  %shapes2_e1_1 = tensor.cast %shapes2_e1#1 : tensor<?x2xf64> to tensor<3x2xf64>
  %shapes2_s1_1_1_slice = eshkol.slice %shapes2_r1 [1, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %shapes2_s1_1_1 = eshkol.reshape %shapes2_s1_1_1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %shapes2_s1_1_1, %shapes2_e1_1, "shapes2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %shapes2_e1_2 = tensor.cast %shapes2_e1#2 : tensor<?xf64> to tensor<6xf64>
  %shapes2_s1_2_1_slice = eshkol.slice %shapes2_r2 [0, 1] [6, 1] [1, 1] : tensor<6x4xf64> -> tensor<6x1xf64>
  %shapes2_s1_2_1 = eshkol.reshape %shapes2_s1_2_1_slice to [6] : tensor<6x1xf64> -> tensor<6xf64>
  eshkol.assert_close %shapes2_s1_2_1, %shapes2_e1_2, "shapes2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<6xf64>
  %shapes2_e1_3 = tensor.cast %shapes2_e1#3 : tensor<2x?xf64> to tensor<2x3xf64>
  %shapes2_s1_3_1_slice = eshkol.slice %shapes2_r3 [0, 0, 1] [2, 3, 1] [1, 1, 1] : tensor<2x3x4xf64> -> tensor<2x3x1xf64>
  %shapes2_s1_3_1 = eshkol.reshape %shapes2_s1_3_1_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
  eshkol.assert_close %shapes2_s1_3_1, %shapes2_e1_3, "shapes2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %shapes2_a0_2_slice = eshkol.slice %shapes2_a0 [0, 0, 2] [2, 3, 1] [1, 1, 1] : tensor<2x3x4xf64> -> tensor<2x3x1xf64>
  %shapes2_a0_2 = eshkol.reshape %shapes2_a0_2_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
  %shapes2_a0_2_any = tensor.cast %shapes2_a0_2 : tensor<2x3xf64> to tensor<2x?xf64>
  %shapes2_e2:4 = func.call @shapes(%shapes2_a0_2_any, %shapes2_a1) : (tensor<2x?xf64>, index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>)
  %shapes2_e2_0 = tensor.cast %shapes2_e2#0 : tensor<3x2x?xf64> to tensor<3x2x3xf64>
  %shapes2_s2_0_2_slice = eshkol.slice %shapes2_r0 [0, 0, 0, 2] [3, 2, 3, 1] [1, 1, 1, 1] : tensor<3x2x3x4xf64> -> tensor<3x2x3x1xf64>
  %shapes2_s2_0_2 = eshkol.reshape %shapes2_s2_0_2_slice to [3, 2, 3] : tensor<3x2x3x1xf64> -> tensor<3x2x3xf64>
  eshkol.assert_close %shapes2_s2_0_2, %shapes2_e2_0, "shapes2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x3xf64>
  %shapes2_e2_1 = tensor.cast %shapes2_e2#1 : tensor<?x2xf64> to tensor<3x2xf64>
  %shapes2_s2_1_2_slice = eshkol.slice %shapes2_r1 [2, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %shapes2_s2_1_2 = eshkol.reshape %shapes2_s2_1_2_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %shapes2_s2_1_2, %shapes2_e2_1, "shapes2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %shapes2_e2_2 = tensor.cast %shapes2_e2#2 : tensor<?xf64> to tensor<6xf64>
  %shapes2_s2_2_2_slice = eshkol.slice %shapes2_r2 [0, 2] [6, 1] [1, 1] : tensor<6x4xf64> -> tensor<6x1xf64>
  %shapes2_s2_2_2 = eshkol.reshape %shapes2_s2_2_2_slice to [6] : tensor<6x1xf64> -> tensor<6xf64>
  eshkol.assert_close %shapes2_s2_2_2, %shapes2_e2_2, "shapes2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<6xf64>
  %shapes2_e2_3 = tensor.cast %shapes2_e2#3 : tensor<2x?xf64> to tensor<2x3xf64>
  %shapes2_s2_3_2_slice = eshkol.slice %shapes2_r3 [0, 0, 2] [2, 3, 1] [1, 1, 1] : tensor<2x3x4xf64> -> tensor<2x3x1xf64>
  %shapes2_s2_3_2 = eshkol.reshape %shapes2_s2_3_2_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
  eshkol.assert_close %shapes2_s2_3_2, %shapes2_e2_3, "shapes2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  %shapes2_a0_3_slice = eshkol.slice %shapes2_a0 [0, 0, 3] [2, 3, 1] [1, 1, 1] : tensor<2x3x4xf64> -> tensor<2x3x1xf64>
  %shapes2_a0_3 = eshkol.reshape %shapes2_a0_3_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
  %shapes2_a0_3_any = tensor.cast %shapes2_a0_3 : tensor<2x3xf64> to tensor<2x?xf64>
  %shapes2_e3:4 = func.call @shapes(%shapes2_a0_3_any, %shapes2_a1) : (tensor<2x?xf64>, index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>)
  %shapes2_e3_0 = tensor.cast %shapes2_e3#0 : tensor<3x2x?xf64> to tensor<3x2x3xf64>
  %shapes2_s3_0_3_slice = eshkol.slice %shapes2_r0 [0, 0, 0, 3] [3, 2, 3, 1] [1, 1, 1, 1] : tensor<3x2x3x4xf64> -> tensor<3x2x3x1xf64>
  %shapes2_s3_0_3 = eshkol.reshape %shapes2_s3_0_3_slice to [3, 2, 3] : tensor<3x2x3x1xf64> -> tensor<3x2x3xf64>
  eshkol.assert_close %shapes2_s3_0_3, %shapes2_e3_0, "shapes2: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x3xf64>
  %shapes2_e3_1 = tensor.cast %shapes2_e3#1 : tensor<?x2xf64> to tensor<3x2xf64>
  %shapes2_s3_1_3_slice = eshkol.slice %shapes2_r1 [3, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %shapes2_s3_1_3 = eshkol.reshape %shapes2_s3_1_3_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %shapes2_s3_1_3, %shapes2_e3_1, "shapes2: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %shapes2_e3_2 = tensor.cast %shapes2_e3#2 : tensor<?xf64> to tensor<6xf64>
  %shapes2_s3_2_3_slice = eshkol.slice %shapes2_r2 [0, 3] [6, 1] [1, 1] : tensor<6x4xf64> -> tensor<6x1xf64>
  %shapes2_s3_2_3 = eshkol.reshape %shapes2_s3_2_3_slice to [6] : tensor<6x1xf64> -> tensor<6xf64>
  eshkol.assert_close %shapes2_s3_2_3, %shapes2_e3_2, "shapes2: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<6xf64>
  %shapes2_e3_3 = tensor.cast %shapes2_e3#3 : tensor<2x?xf64> to tensor<2x3xf64>
  %shapes2_s3_3_3_slice = eshkol.slice %shapes2_r3 [0, 0, 3] [2, 3, 1] [1, 1, 1] : tensor<2x3x4xf64> -> tensor<2x3x1xf64>
  %shapes2_s3_3_3 = eshkol.reshape %shapes2_s3_3_3_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
  eshkol.assert_close %shapes2_s3_3_3, %shapes2_e3_3, "shapes2: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>

  %repeated3_a0 = arith.constant dense<[[[-1.343, 1.575]], [[0.3, -0.973]], [[-1.053, -0.206]], [[-0.387, -1.724]]]> : tensor<4x1x2xf64>
  %repeated3 = eshkol.vmap @repeated(%repeated3_a0) in_axes [0] out_axes [0]
      : (tensor<4x1x2xf64>) -> tensor<4x3x2xf64>
  %repeated3_a0_0_slice = eshkol.slice %repeated3_a0 [0, 0, 0] [1, 1, 2] [1, 1, 1] : tensor<4x1x2xf64> -> tensor<1x1x2xf64>
  %repeated3_a0_0 = eshkol.reshape %repeated3_a0_0_slice to [1, 2] : tensor<1x1x2xf64> -> tensor<1x2xf64>
  %repeated3_e0 = func.call @repeated(%repeated3_a0_0) : (tensor<1x2xf64>) -> tensor<3x2xf64>
  %repeated3_s0_0_0_slice = eshkol.slice %repeated3 [0, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %repeated3_s0_0_0 = eshkol.reshape %repeated3_s0_0_0_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %repeated3_s0_0_0, %repeated3_e0, "repeated3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %repeated3_a0_1_slice = eshkol.slice %repeated3_a0 [1, 0, 0] [1, 1, 2] [1, 1, 1] : tensor<4x1x2xf64> -> tensor<1x1x2xf64>
  %repeated3_a0_1 = eshkol.reshape %repeated3_a0_1_slice to [1, 2] : tensor<1x1x2xf64> -> tensor<1x2xf64>
  %repeated3_e1 = func.call @repeated(%repeated3_a0_1) : (tensor<1x2xf64>) -> tensor<3x2xf64>
  %repeated3_s1_0_1_slice = eshkol.slice %repeated3 [1, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %repeated3_s1_0_1 = eshkol.reshape %repeated3_s1_0_1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %repeated3_s1_0_1, %repeated3_e1, "repeated3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %repeated3_a0_2_slice = eshkol.slice %repeated3_a0 [2, 0, 0] [1, 1, 2] [1, 1, 1] : tensor<4x1x2xf64> -> tensor<1x1x2xf64>
  %repeated3_a0_2 = eshkol.reshape %repeated3_a0_2_slice to [1, 2] : tensor<1x1x2xf64> -> tensor<1x2xf64>
  %repeated3_e2 = func.call @repeated(%repeated3_a0_2) : (tensor<1x2xf64>) -> tensor<3x2xf64>
  %repeated3_s2_0_2_slice = eshkol.slice %repeated3 [2, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %repeated3_s2_0_2 = eshkol.reshape %repeated3_s2_0_2_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %repeated3_s2_0_2, %repeated3_e2, "repeated3: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  %repeated3_a0_3_slice = eshkol.slice %repeated3_a0 [3, 0, 0] [1, 1, 2] [1, 1, 1] : tensor<4x1x2xf64> -> tensor<1x1x2xf64>
  %repeated3_a0_3 = eshkol.reshape %repeated3_a0_3_slice to [1, 2] : tensor<1x1x2xf64> -> tensor<1x2xf64>
  %repeated3_e3 = func.call @repeated(%repeated3_a0_3) : (tensor<1x2xf64>) -> tensor<3x2xf64>
  %repeated3_s3_0_3_slice = eshkol.slice %repeated3 [3, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
  %repeated3_s3_0_3 = eshkol.reshape %repeated3_s3_0_3_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
  eshkol.assert_close %repeated3_s3_0_3, %repeated3_e3, "repeated3: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>

  %positions4_a0 = arith.constant dense<[1.773, 1.148, -0.014]> : tensor<3xf64>
  %positions4_a1 = arith.constant 4 : index
  %positions4 = eshkol.vmap @positions(%positions4_a0, %positions4_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3xf64>, index) -> tensor<3x?xf64>
  %positions4_r0 = tensor.cast %positions4 : tensor<3x?xf64> to tensor<3x4xf64>
  %positions4_a0_0_slice = eshkol.slice %positions4_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positions4_a0_0 = eshkol.reshape %positions4_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %positions4_a0_0_number = tensor.extract %positions4_a0_0[] : tensor<f64>
  %positions4_e0 = func.call @positions(%positions4_a0_0_number, %positions4_a1) : (f64, index) -> tensor<?xf64>
  %positions4_e0_0 = tensor.cast %positions4_e0 : tensor<?xf64> to tensor<4xf64>
  %positions4_s0_0_0_slice = eshkol.slice %positions4_r0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %positions4_s0_0_0 = eshkol.reshape %positions4_s0_0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %positions4_s0_0_0, %positions4_e0_0, "positions4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %positions4_a0_1_slice = eshkol.slice %positions4_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positions4_a0_1 = eshkol.reshape %positions4_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %positions4_a0_1_number = tensor.extract %positions4_a0_1[] : tensor<f64>
  %positions4_e1 = func.call @positions(%positions4_a0_1_number, %positions4_a1) : (f64, index) -> tensor<?xf64>
  %positions4_e1_0 = tensor.cast %positions4_e1 : tensor<?xf64> to tensor<4xf64>
  %positions4_s1_0_1_slice = eshkol.slice %positions4_r0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %positions4_s1_0_1 = eshkol.reshape %positions4_s1_0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %positions4_s1_0_1, %positions4_e1_0, "positions4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %positions4_a0_2_slice = eshkol.slice %positions4_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positions4_a0_2 = eshkol.reshape %positions4_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %positions4_a0_2_number = tensor.extract %positions4_a0_2[] : tensor<f64>
  %positions4_e2 = func.call @positions(%positions4_a0_2_number, %positions4_a1) : (f64, index) -> tensor<?xf64>
  %positions4_e2_0 = tensor.cast %positions4_e2 : tensor<?xf64> to tensor<4xf64>
  %positions4_s2_0_2_slice = eshkol.slice %positions4_r0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %positions4_s2_0_2 = eshkol.reshape %positions4_s2_0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %positions4_s2_0_2, %positions4_e2_0, "positions4: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  return
}
