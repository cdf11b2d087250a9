// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// The batch is moved to the front and back.
// CHECK-LABEL: func.func private @scale.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf64>, %{{.*}}: tensor<3xf64>) -> tensor<2x3xf64>
// CHECK: eshkol.transpose %[[X]] [1, 0]
// CHECK: %[[Y:.*]] = arith.mulf %{{.*}} : tensor<3x2xf64>
// CHECK: eshkol.transpose %[[Y]] [1, 0]
func.func @scale(%x: tensor<2xf64>, %s: f64) -> tensor<2xf64> {
  %0 = tensor.splat %s : tensor<2xf64>
  %1 = arith.mulf %x, %0 : tensor<2xf64>
  return %1 : tensor<2xf64>
}

// A result that does not depend on the batch is repeated, or returned as it is.
// CHECK-LABEL: func.func private @nothing.vmap_{{[0-9]+}}(
// CHECK-SAME: %{{.*}}: tensor<3xf64>, %[[W:.*]]: f64) -> f64
// CHECK-NEXT: return %[[W]] : f64
// CHECK-LABEL: func.func private @nothing.vmap(
// CHECK-SAME: -> tensor<3xf64>
// CHECK: eshkol.broadcast
func.func @nothing(%x: f64, %w: f64) -> f64 {
  return %w : f64
}

// A batch of batches: the inner one is rewritten first, and its function is batched in turn.
// CHECK-LABEL: func.func private @row.vmap(
// CHECK-SAME: %{{.*}}: tensor<2xf64>, %{{.*}}: tensor<3xf64>) -> tensor<2x3xf64>
// CHECK-NOT: call
// CHECK: arith.mulf %{{.*}} : tensor<2x3xf64>
func.func @row(%x: f64, %y: tensor<3xf64>) -> tensor<3xf64> {
  %0 = eshkol.vmap @times(%x, %y) in_axes [-1, 0] out_axes [0] : (f64, tensor<3xf64>) -> tensor<3xf64>
  return %0 : tensor<3xf64>
}

func.func @times(%x: f64, %y: f64) -> f64 {
  %0 = arith.mulf %x, %y : f64
  return %0 : f64
}

// The same three deep, through calls.
// CHECK-LABEL: func.func private @outer.vmap(
// CHECK: arith.mulf %{{.*}} : tensor<3x2x4xf64>
func.func @outer(%x: tensor<4xf64>) -> tensor<2x4xf64> {
  %w = arith.constant dense<[2.0, 3.0]> : tensor<2xf64>
  %0 = eshkol.vmap @row_of(%w, %x) in_axes [0, -1] out_axes [0] : (tensor<2xf64>, tensor<4xf64>) -> tensor<2x4xf64>
  return %0 : tensor<2x4xf64>
}

func.func @row_of(%x: f64, %y: tensor<4xf64>) -> tensor<4xf64> {
  %0 = func.call @call_row(%x, %y) : (f64, tensor<4xf64>) -> tensor<4xf64>
  return %0 : tensor<4xf64>
}

func.func @call_row(%x: f64, %y: tensor<4xf64>) -> tensor<4xf64> {
  %0 = eshkol.vmap @times(%x, %y) in_axes [-1, 0] out_axes [0] : (f64, tensor<4xf64>) -> tensor<4xf64>
  return %0 : tensor<4xf64>
}

// CHECK-LABEL: func.func private @nested_while.vmap(
// CHECK: scf.while
func.func @nested_while(%x: tensor<3xf64>) -> tensor<3xf64> {
  %0 = eshkol.vmap @halve(%x) in_axes [0] out_axes [0] : (tensor<3xf64>) -> tensor<3xf64>
  return %0 : tensor<3xf64>
}

func.func @halve(%x: f64) -> f64 {
  %one = arith.constant 1.0 : f64
  %half = arith.constant 0.5 : f64
  %r = scf.while (%a = %x) : (f64) -> f64 {
    %p = arith.cmpf ogt, %a, %one : f64
    scf.condition(%p) %a : f64
  } do {
  ^bb0(%a: f64):
    %b = arith.mulf %a, %half : f64
    scf.yield %b : f64
  }
  return %r : f64
}

// Equal requests share one function; others have their own.
// CHECK-LABEL: func.func @sharing(
// CHECK: call @[[NAME:times.vmap[_0-9]*]](%arg0, %arg0) : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
// CHECK: call @[[NAME]](%arg0, %arg0)
// CHECK-NOT: call @[[NAME]](
// CHECK: call @times.vmap{{.*}} : (tensor<2xf64>, f64) -> tensor<2xf64>
func.func @sharing(%x: tensor<2xf64>, %y: f64) -> (tensor<2xf64>, tensor<2xf64>, tensor<2xf64>) {
  %0 = eshkol.vmap @times(%x, %x) in_axes [0, 0] out_axes [0] : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %1 = eshkol.vmap @times(%x, %x) in_axes [0, 0] out_axes [0] : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %2 = eshkol.vmap @times(%x, %y) in_axes [0, -1] out_axes [0] : (tensor<2xf64>, f64) -> tensor<2xf64>
  return %0, %1, %2 : tensor<2xf64>, tensor<2xf64>, tensor<2xf64>
}

// Sizes that are known of one batch are known of all, and what is not is asserted.
// CHECK-LABEL: func.func private @plus.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<?xf64>, %[[Y:.*]]: tensor<2xf64>) -> tensor<2xf64>
// CHECK: %[[SIZE:.*]] = tensor.dim %[[X]]
// CHECK: %[[EQUAL:.*]] = arith.cmpi eq, %[[SIZE]], %{{.*}} : index
// CHECK: eshkol.assert %[[EQUAL]], "vmap: the batches have different sizes" : i1
// CHECK: %[[CAST:.*]] = tensor.cast %[[X]] : tensor<?xf64> to tensor<2xf64>
// CHECK: arith.addf %[[CAST]], %[[Y]] : tensor<2xf64>
// CHECK-LABEL: func.func @sizes(
// CHECK: %[[CALL:.*]] = call @plus.vmap
// CHECK: tensor.cast %[[CALL]] : tensor<2xf64> to tensor<?xf64>
func.func @plus(%x: f64, %y: f64) -> f64 {
  %0 = arith.addf %x, %y : f64
  return %0 : f64
}

func.func @sizes(%x: tensor<?xf64>, %y: tensor<2xf64>) -> tensor<?xf64> {
  %0 = eshkol.vmap @plus(%x, %y) in_axes [0, 0] out_axes [0] : (tensor<?xf64>, tensor<2xf64>) -> tensor<?xf64>
  return %0 : tensor<?xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size2 = arith.constant 2 : index
  %size3 = arith.constant 3 : index

  %scale1_a0 = arith.constant dense<[[0.033, -1.333, 1.116], [1.46, -0.354, -1.44]]> : tensor<2x3xf64>
  %scale1_a1 = arith.constant dense<[-1.867, 1.93, -0.507]> : tensor<3xf64>
  %scale1 = eshkol.vmap @scale(%scale1_a0, %scale1_a1) in_axes [1, 0] out_axes [1]
      : (tensor<2x3xf64>, tensor<3xf64>) -> tensor<2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %scale1_a0 [0, %i] [2, 1] [1, 1] : tensor<2x3xf64> -> tensor<2x1xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
    %argument1 = tensor.extract %scale1_a1[%i] : tensor<3xf64>
    %call = func.call @scale(%argument0, %argument1) : (tensor<2xf64>, f64) -> tensor<2xf64>
    %element0_slice = eshkol.slice %scale1 [0, %i] [2, 1] [1, 1] : tensor<2x3xf64> -> tensor<2x1xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "scale1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %scale2_a0 = arith.constant dense<[[-0.32, -1.798, -0.538], [-1.933, -1.077, 1.06]]> : tensor<2x3xf64>
  %scale2_a0_any = tensor.cast %scale2_a0 : tensor<2x3xf64> to tensor<2x?xf64>
  %scale2_a1 = arith.constant dense<[1.776, 1.0, -0.642]> : tensor<3xf64>
  %scale2_a1_any = tensor.cast %scale2_a1 : tensor<3xf64> to tensor<?xf64>
  %scale2 = eshkol.vmap @scale(%scale2_a0_any, %scale2_a1_any) in_axes [1, 0] out_axes [0]
      : (tensor<2x?xf64>, tensor<?xf64>) -> tensor<?x2xf64>
  %scale2_r0 = tensor.cast %scale2 : tensor<?x2xf64> to tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %scale2_a0 [0, %i] [2, 1] [1, 1] : tensor<2x3xf64> -> tensor<2x1xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
    %argument1 = tensor.extract %scale2_a1[%i] : tensor<3xf64>
    %call = func.call @scale(%argument0, %argument1) : (tensor<2xf64>, f64) -> tensor<2xf64>
    %element0_slice = eshkol.slice %scale2_r0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "scale2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %scale3_a0 = arith.constant dense<[-0.042, -0.644]> : tensor<2xf64>
  %scale3_a1 = arith.constant dense<[-1.282, -1.316, -0.146]> : tensor<3xf64>
  %scale3 = eshkol.vmap @scale(%scale3_a0, %scale3_a1) in_axes [-1, 0] out_axes [1]
      : (tensor<2xf64>, tensor<3xf64>) -> tensor<2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %scale3_a1[%i] : tensor<3xf64>
    %call = func.call @scale(%scale3_a0, %argument1) : (tensor<2xf64>, f64) -> tensor<2xf64>
    %element0_slice = eshkol.slice %scale3 [0, %i] [2, 1] [1, 1] : tensor<2x3xf64> -> tensor<2x1xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "scale3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %nothing4_a0 = arith.constant dense<[1.498, 1.776, 0.433]> : tensor<3xf64>
  %nothing4_a1 = arith.constant 1.5 : f64
  %nothing4 = eshkol.vmap @nothing(%nothing4_a0, %nothing4_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3xf64>, f64) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %nothing4_a0[%i] : tensor<3xf64>
    %call = func.call @nothing(%argument0, %nothing4_a1) : (f64, f64) -> f64
    %element0 = tensor.extract %nothing4[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "nothing4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %nothing5_a0 = arith.constant dense<[0.387, 1.135, 0.0]> : tensor<3xf64>
  %nothing5_a1 = arith.constant 1.5 : f64
  %nothing5 = eshkol.vmap @nothing(%nothing5_a0, %nothing5_a1) in_axes [0, -1] out_axes [-1]
      : (tensor<3xf64>, f64) -> f64
  %nothing5_r0 = tensor.from_elements %nothing5 : tensor<f64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %nothing5_a0[%i] : tensor<3xf64>
    %call = func.call @nothing(%argument0, %nothing5_a1) : (f64, f64) -> f64
    %call0 = tensor.from_elements %call : tensor<f64>
    eshkol.assert_close %nothing5_r0, %call0, "nothing5" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  }

  %row6_a0 = arith.constant dense<[-1.799, 0.796]> : tensor<2xf64>
  %row6_a1 = arith.constant dense<[1.97, -0.931, 0.716]> : tensor<3xf64>
  %row6 = eshkol.vmap @row(%row6_a0, %row6_a1) in_axes [0, -1] out_axes [0]
      : (tensor<2xf64>, tensor<3xf64>) -> tensor<2x3xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %row6_a0[%i] : tensor<2xf64>
    %call = func.call @row(%argument0, %row6_a1) : (f64, tensor<3xf64>) -> tensor<3xf64>
    %element0_slice = eshkol.slice %row6 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call, "row6" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %row7_a0 = arith.constant dense<[1.457, 1.003]> : tensor<2xf64>
  %row7_a1 = arith.constant dense<[[1.858, 0.217], [-1.15, -1.11], [-1.125, 0.278]]> : tensor<3x2xf64>
  %row7 = eshkol.vmap @row(%row7_a0, %row7_a1) in_axes [0, 1] out_axes [1]
      : (tensor<2xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %row7_a0[%i] : tensor<2xf64>
    %argument1_slice = eshkol.slice %row7_a1 [0, %i] [3, 1] [1, 1] : tensor<3x2xf64> -> tensor<3x1xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<3x1xf64> -> tensor<3xf64>
    %call = func.call @row(%argument0, %argument1) : (f64, tensor<3xf64>) -> tensor<3xf64>
    %element0_slice = eshkol.slice %row7 [0, %i] [3, 1] [1, 1] : tensor<3x2xf64> -> tensor<3x1xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<3x1xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call, "row7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %row8_a0 = arith.constant 0.5 : f64
  %row8_a1 = arith.constant dense<[[-0.192, 1.881, 0.722], [-1.659, -1.774, -0.049]]> : tensor<2x3xf64>
  %row8 = eshkol.vmap @row(%row8_a0, %row8_a1) in_axes [-1, 0] out_axes [0]
      : (f64, tensor<2x3xf64>) -> tensor<2x3xf64>
  scf.for %i = %first to %size2 step %step {
    %argument1_slice = eshkol.slice %row8_a1 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument1 = eshkol.reshape %argument1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %call = func.call @row(%row8_a0, %argument1) : (f64, tensor<3xf64>) -> tensor<3xf64>
    %element0_slice = eshkol.slice %row8 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call, "row8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %outer9_a0 = arith.constant dense<[[1.524, 1.906, 0.471, 0.17], [1.418, 0.975, -0.086, 0.708], [0.428, 0.859, -0.122, -0.176]]> : tensor<3x4xf64>
  %outer9 = eshkol.vmap @outer(%outer9_a0) in_axes [0] out_axes [0]
      : (tensor<3x4xf64>) -> tensor<3x2x4xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %outer9_a0 [%i, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
    %call = func.call @outer(%argument0) : (tensor<4xf64>) -> tensor<2x4xf64>
    %element0_slice = eshkol.slice %outer9 [%i, 0, 0] [1, 2, 4] [1, 1, 1] : tensor<3x2x4xf64> -> tensor<1x2x4xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 4] : tensor<1x2x4xf64> -> tensor<2x4xf64>
    eshkol.assert_close %element0, %call, "outer9" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x4xf64>
  }

  %outer10_a0 = arith.constant dense<> : tensor<0x4xf64>
  %outer10 = eshkol.vmap @outer(%outer10_a0) in_axes [0] out_axes [0]
      : (tensor<0x4xf64>) -> tensor<0x2x4xf64>

  %nested_while11_a0 = arith.constant dense<[[10.0, 1.0, 3.0], [0.5, 64.0, 5.0]]> : tensor<2x3xf64>
  %nested_while11 = eshkol.vmap @nested_while(%nested_while11_a0) in_axes [0] out_axes [0]
      : (tensor<2x3xf64>) -> tensor<2x3xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %nested_while11_a0 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %call = func.call @nested_while(%argument0) : (tensor<3xf64>) -> tensor<3xf64>
    %element0_slice = eshkol.slice %nested_while11 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call, "nested_while11" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %nested_while12_a0 = arith.constant dense<[[10.0, 1.0], [0.5, 64.0], [5.0, 0.25]]> : tensor<3x2xf64>
  %nested_while12_a0_any = tensor.cast %nested_while12_a0 : tensor<3x2xf64> to tensor<3x?xf64>
  %nested_while12 = eshkol.vmap @nested_while(%nested_while12_a0_any) in_axes [1] out_axes [0]
      : (tensor<3x?xf64>) -> tensor<?x3xf64>
  %nested_while12_r0 = tensor.cast %nested_while12 : tensor<?x3xf64> to tensor<2x3xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %nested_while12_a0 [0, %i] [3, 1] [1, 1] : tensor<3x2xf64> -> tensor<3x1xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<3x1xf64> -> tensor<3xf64>
    %call = func.call @nested_while(%argument0) : (tensor<3xf64>) -> tensor<3xf64>
    %element0_slice = eshkol.slice %nested_while12_r0 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call, "nested_while12" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }
  return
}
