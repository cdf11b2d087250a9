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
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size3 = arith.constant 3 : index
  %size4 = arith.constant 4 : index

  %shapes1_a0 = arith.constant dense<[[[0.684, 1.535, -0.428], [1.699, -0.993, -1.368]], [[1.147, 1.892, -1.752], [-1.6, -0.728, 0.104]], [[0.817, 1.822, -1.529], [-0.575, -0.935, 1.23]], [[-1.346, 1.507, 1.095], [1.535, 1.877, 0.294]]]> : tensor<4x2x3xf64>
  %shapes1_a0_any = tensor.cast %shapes1_a0 : tensor<4x2x3xf64> to tensor<4x2x?xf64>
  %shapes1_a1 = arith.constant 3 : index
  %shapes1:4 = eshkol.vmap @shapes(%shapes1_a0_any, %shapes1_a1) in_axes [0, -1] out_axes [0, 0, 0, 0]
      : (tensor<4x2x?xf64>, index) -> (tensor<4x3x2x?xf64>, tensor<4x?x2xf64>, tensor<4x?xf64>, tensor<4x2x?xf64>)
  %shapes1_r0 = tensor.cast %shapes1#0 : tensor<4x3x2x?xf64> to tensor<4x3x2x3xf64>
  %shapes1_r1 = tensor.cast %shapes1#1 : tensor<4x?x2xf64> to tensor<4x3x2xf64>
  %shapes1_r2 = tensor.cast %shapes1#2 : tensor<4x?xf64> to tensor<4x6xf64>
  %shapes1_r3 = tensor.cast %shapes1#3 : tensor<4x2x?xf64> to tensor<4x2x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %shapes1_a0 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %argument0_any = tensor.cast %argument0 : tensor<2x3xf64> to tensor<2x?xf64>
    %call:4 = func.call @shapes(%argument0_any, %shapes1_a1) : (tensor<2x?xf64>, index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>)
    %call0 = tensor.cast %call#0 : tensor<3x2x?xf64> to tensor<3x2x3xf64>
    %element0_slice = eshkol.slice %shapes1_r0 [%i, 0, 0, 0] [1, 3, 2, 3] [1, 1, 1, 1] : tensor<4x3x2x3xf64> -> tensor<1x3x2x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3, 2, 3] : tensor<1x3x2x3xf64> -> tensor<3x2x3xf64>
    eshkol.assert_close %element0, %call0, "shapes1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x3xf64>
    %call1 = tensor.cast %call#1 : tensor<?x2xf64> to tensor<3x2xf64>
    %element1_slice = eshkol.slice %shapes1_r1 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
    %element1 = eshkol.reshape %element1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    eshkol.assert_close %element1, %call1, "shapes1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
    %call2 = tensor.cast %call#2 : tensor<?xf64> to tensor<6xf64>
    %element2_slice = eshkol.slice %shapes1_r2 [%i, 0] [1, 6] [1, 1] : tensor<4x6xf64> -> tensor<1x6xf64>
    %element2 = eshkol.reshape %element2_slice to [6] : tensor<1x6xf64> -> tensor<6xf64>
    eshkol.assert_close %element2, %call2, "shapes1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<6xf64>
    %call3 = tensor.cast %call#3 : tensor<2x?xf64> to tensor<2x3xf64>
    %element3_slice = eshkol.slice %shapes1_r3 [%i, 0, 0] [1, 2, 3] [1, 1, 1] : tensor<4x2x3xf64> -> tensor<1x2x3xf64>
    %element3 = eshkol.reshape %element3_slice to [2, 3] : tensor<1x2x3xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element3, %call3, "shapes1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %shapes2_a0 = arith.constant dense<[[[-0.166, -0.06, 1.582, -1.165], [-0.499, 0.565, 0.864, -1.775], [1.913, -0.674, -1.176, -0.771]], [[1.939, 0.674, -1.019, -1.196], [-1.7, -0.547, 1.295, -0.898], [-0.526, 1.046, 0.784, -0.35]]]> : tensor<2x3x4xf64>
  %shapes2_a0_any = tensor.cast %shapes2_a0 : tensor<2x3x4xf64> to tensor<2x?x?xf64>
  %shapes2_a1 = arith.constant 3 : index
  %shapes2:4 = eshkol.vmap @shapes(%shapes2_a0_any, %shapes2_a1) in_axes [2, -1] out_axes [3, 0, 1, 2]
      : (tensor<2x?x?xf64>, index) -> (tensor<3x2x?x?xf64>, tensor<?x?x2xf64>, tensor<?x?xf64>, tensor<2x?x?xf64>)
  %shapes2_r0 = tensor.cast %shapes2#0 : tensor<3x2x?x?xf64> to tensor<3x2x3x4xf64>
  %shapes2_r1 = tensor.cast %shapes2#1 : tensor<?x?x2xf64> to tensor<4x3x2xf64>
  %shapes2_r2 = tensor.cast %shapes2#2 : tensor<?x?xf64> to tensor<6x4xf64>
  %shapes2_r3 = tensor.cast %shapes2#3 : tensor<2x?x?xf64> to tensor<2x3x4xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %shapes2_a0 [0, 0, %i] [2, 3, 1] [1, 1, 1] : tensor<2x3x4xf64> -> tensor<2x3x1xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
    %argument0_any = tensor.cast %argument0 : tensor<2x3xf64> to tensor<2x?xf64>
    %call:4 = func.call @shapes(%argument0_any, %shapes2_a1) : (tensor<2x?xf64>, index) -> (tensor<3x2x?xf64>, tensor<?x2xf64>, tensor<?xf64>, tensor<2x?xf64>)
    %call0 = tensor.cast %call#0 : tensor<3x2x?xf64> to tensor<3x2x3xf64>
    %element0_slice = eshkol.slice %shapes2_r0 [0, 0, 0, %i] [3, 2, 3, 1] [1, 1, 1, 1] : tensor<3x2x3x4xf64> -> tensor<3x2x3x1xf64>
    %element0 = eshkol.reshape %element0_slice to [3, 2, 3] : tensor<3x2x3x1xf64> -> tensor<3x2x3xf64>
    eshkol.assert_close %element0, %call0, "shapes2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2x3xf64>
    %call1 = tensor.cast %call#1 : tensor<?x2xf64> to tensor<3x2xf64>
    %element1_slice = eshkol.slice %shapes2_r1 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
    %element1 = eshkol.reshape %element1_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    eshkol.assert_close %element1, %call1, "shapes2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
    %call2 = tensor.cast %call#2 : tensor<?xf64> to tensor<6xf64>
    %element2_slice = eshkol.slice %shapes2_r2 [0, %i] [6, 1] [1, 1] : tensor<6x4xf64> -> tensor<6x1xf64>
    %element2 = eshkol.reshape %element2_slice to [6] : tensor<6x1xf64> -> tensor<6xf64>
    eshkol.assert_close %element2, %call2, "shapes2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<6xf64>
    %call3 = tensor.cast %call#3 : tensor<2x?xf64> to tensor<2x3xf64>
    %element3_slice = eshkol.slice %shapes2_r3 [0, 0, %i] [2, 3, 1] [1, 1, 1] : tensor<2x3x4xf64> -> tensor<2x3x1xf64>
    %element3 = eshkol.reshape %element3_slice to [2, 3] : tensor<2x3x1xf64> -> tensor<2x3xf64>
    eshkol.assert_close %element3, %call3, "shapes2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x3xf64>
  }

  %repeated3_a0 = arith.constant dense<[[[-1.343, 1.575]], [[0.3, -0.973]], [[-1.053, -0.206]], [[-0.387, -1.724]]]> : tensor<4x1x2xf64>
  %repeated3 = eshkol.vmap @repeated(%repeated3_a0) in_axes [0] out_axes [0]
      : (tensor<4x1x2xf64>) -> tensor<4x3x2xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %repeated3_a0 [%i, 0, 0] [1, 1, 2] [1, 1, 1] : tensor<4x1x2xf64> -> tensor<1x1x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [1, 2] : tensor<1x1x2xf64> -> tensor<1x2xf64>
    %call = func.call @repeated(%argument0) : (tensor<1x2xf64>) -> tensor<3x2xf64>
    %element0_slice = eshkol.slice %repeated3 [%i, 0, 0] [1, 3, 2] [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
    %element0 = eshkol.reshape %element0_slice to [3, 2] : tensor<1x3x2xf64> -> tensor<3x2xf64>
    eshkol.assert_close %element0, %call, "repeated3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3x2xf64>
  }

  %positions4_a0 = arith.constant dense<[1.773, 1.148, -0.014]> : tensor<3xf64>
  %positions4_a1 = arith.constant 4 : index
  %positions4 = eshkol.vmap @positions(%positions4_a0, %positions4_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3xf64>, index) -> tensor<3x?xf64>
  %positions4_r0 = tensor.cast %positions4 : tensor<3x?xf64> to tensor<3x4xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %positions4_a0[%i] : tensor<3xf64>
    %call = func.call @positions(%argument0, %positions4_a1) : (f64, index) -> tensor<?xf64>
    %call0 = tensor.cast %call : tensor<?xf64> to tensor<4xf64>
    %element0_slice = eshkol.slice %positions4_r0 [%i, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
    %element0 = eshkol.reshape %element0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
    eshkol.assert_close %element0, %call0, "positions4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  }
  return
}
