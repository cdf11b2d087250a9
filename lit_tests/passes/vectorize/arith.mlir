// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// A number that is not batched is repeated.
// CHECK-LABEL: func.func private @floats.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>, %[[W:.*]]: f64) -> tensor<3xf64>
// CHECK: %[[ONE:.*]] = tensor.from_elements %[[W]] : tensor<f64>
// CHECK: %[[ALL:.*]] = eshkol.broadcast %[[ONE]] [] to [3] : tensor<f64> -> tensor<3xf64>
// CHECK: arith.mulf %[[X]], %[[ALL]] : tensor<3xf64>
func.func @floats(%x: f64, %w: f64) -> f64 {
  %0 = arith.mulf %x, %w : f64
  %1 = arith.subf %x, %0 : f64
  %2 = arith.negf %1 : f64
  %3 = arith.maximumf %2, %w : f64
  %4 = arith.remf %3, %x : f64
  return %4 : f64
}

// So is a tensor.
// CHECK-LABEL: func.func private @tensors.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<2x?x3xf64>, %[[W:.*]]: tensor<2x?xf64>) -> tensor<2x3x?xf64>
// CHECK: %[[FRONT:.*]] = eshkol.transpose %[[X]] [2, 0, 1]
// CHECK: %[[ALL:.*]] = eshkol.broadcast %[[W]] [1, 2] to [3, 2, %{{.*}}] : tensor<2x?xf64> -> tensor<3x2x?xf64>
// CHECK: %[[SUM:.*]] = arith.addf %[[FRONT]], %[[ALL]] : tensor<3x2x?xf64>
// CHECK: %[[QUOTIENT:.*]] = arith.divf %[[SUM]], %{{.*}} : tensor<3x2x?xf64>
// CHECK: %[[RESULT:.*]] = eshkol.transpose %[[QUOTIENT]] [1, 0, 2]
// CHECK: return %[[RESULT]]
func.func @tensors(%x: tensor<2x?xf64>, %w: tensor<2x?xf64>) -> tensor<2x?xf64> {
  %0 = arith.addf %x, %w : tensor<2x?xf64>
  %1 = arith.divf %0, %w : tensor<2x?xf64>
  return %1 : tensor<2x?xf64>
}

// What depends on no batched value stays what it is.
// CHECK-LABEL: func.func private @uniform.vmap(
// CHECK-SAME: %{{.*}}: tensor<2xf64>, %[[W:.*]]: f64) -> (tensor<2xf64>, f64)
// CHECK: arith.mulf %[[W]], %[[W]] : f64
func.func @uniform(%x: f64, %w: f64) -> (f64, f64) {
  %0 = arith.mulf %w, %w : f64
  %1 = arith.addf %x, %0 : f64
  return %1, %0 : f64, f64
}

// CHECK-LABEL: func.func private @integers.vmap(
// CHECK: arith.divsi %{{.*}}, %{{.*}} : tensor<4xi64>
// CHECK: arith.cmpi slt, %{{.*}}, %{{.*}} : tensor<4xi64>
// CHECK: arith.trunci %{{.*}} : tensor<4xi64> to tensor<4xi32>
func.func @integers(%x: i64, %w: i64) -> (i64, i64, i1, i32) {
  %0 = arith.divsi %x, %w : i64
  %1 = arith.remsi %x, %w : i64
  %c2 = arith.constant 2 : i64
  %2 = arith.shrsi %x, %c2 : i64
  %3 = arith.xori %2, %1 : i64
  %4 = arith.cmpi slt, %x, %w : i64
  %5 = arith.trunci %3 : i64 to i32
  %6 = arith.floordivsi %x, %w : i64
  return %0, %6, %4, %5 : i64, i64, i1, i32
}

// A batch of indices has elements of type i64, but for arguments and results.
// CHECK-LABEL: func.func private @positions.vmap(
// CHECK-SAME: %[[I:.*]]: tensor<3xindex>, %[[K:.*]]: tensor<3xi32>, %{{.*}}: tensor<3xi64>) -> (tensor<3xindex>, tensor<3xi64>)
// CHECK: %[[INTEGERS:.*]] = arith.index_cast %[[I]] : tensor<3xindex> to tensor<3xi64>
// CHECK: %[[WIDE:.*]] = arith.extsi %[[K]] : tensor<3xi32> to tensor<3xi64>
// CHECK: arith.addi %[[INTEGERS]], %[[WIDE]] : tensor<3xi64>
// CHECK: arith.trunci %{{.*}} : tensor<3xi64> to tensor<3xi32>
// CHECK: arith.index_cast %{{.*}} : tensor<3xi64> to tensor<3xindex>
func.func @positions(%i: index, %k: i32, %n: i64) -> (index, i64) {
  %0 = arith.index_cast %k : i32 to index
  %1 = arith.addi %i, %0 : index
  %2 = arith.index_cast %1 : index to i64
  %3 = arith.muli %2, %n : i64
  %4 = arith.index_cast %3 : i64 to index
  %5 = arith.index_castui %k : i32 to index
  %6 = arith.maxsi %4, %5 : index
  %7 = arith.index_cast %6 : index to i32
  %8 = arith.extsi %7 : i32 to i64
  return %6, %8 : index, i64
}

// CHECK-LABEL: func.func private @choose.vmap_{{[0-9]+}}(
// CHECK-SAME: %[[C:.*]]: i1, %[[X:.*]]: tensor<3xf64>, %[[Y:.*]]: tensor<3xf64>
// CHECK: arith.select %[[C]], %[[X]], %[[Y]] : tensor<3xf64>
// CHECK-LABEL: func.func private @choose.vmap(
// CHECK-SAME: %[[C:.*]]: tensor<3xi1>, %[[X:.*]]: tensor<3xf64>, %{{.*}}: f64
// CHECK: eshkol.select %[[C]], %[[X]], %{{.*}} : (tensor<3xi1>, tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
func.func @choose(%c: i1, %x: f64, %y: f64) -> f64 {
  %0 = arith.select %c, %x, %y : f64
  return %0 : f64
}

// A condition for each tensor is one for each of its elements.
// CHECK-LABEL: func.func private @choose_tensor.vmap(
// CHECK-SAME: %[[C:.*]]: tensor<3xi1>
// CHECK: %[[EACH:.*]] = eshkol.broadcast %[[C]] [0] to [3, 2] : tensor<3xi1> -> tensor<3x2xi1>
// CHECK: eshkol.select %[[EACH]]
func.func @choose_tensor(%c: i1, %x: tensor<2xf64>, %y: tensor<2xf64>) -> tensor<2xf64> {
  %0 = arith.select %c, %x, %y : tensor<2xf64>
  return %0 : tensor<2xf64>
}

func.func @choose_elements(%c: tensor<2xi1>, %x: tensor<2xf64>, %y: tensor<2xf64>) -> tensor<2xf64> {
  %0 = arith.select %c, %x, %y : tensor<2xi1>, tensor<2xf64>
  return %0 : tensor<2xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size2 = arith.constant 2 : index
  %size3 = arith.constant 3 : index
  %size4 = arith.constant 4 : index

  %floats1_a0 = arith.constant dense<[0.195, 0.861, 0.411]> : tensor<3xf64>
  %floats1_a1 = arith.constant 1.5 : f64
  %floats1 = eshkol.vmap @floats(%floats1_a0, %floats1_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3xf64>, f64) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %floats1_a0[%i] : tensor<3xf64>
    %call = func.call @floats(%argument0, %floats1_a1) : (f64, f64) -> f64
    %element0 = tensor.extract %floats1[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "floats1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %floats2_a0 = arith.constant 0.7 : f64
  %floats2_a1 = arith.constant dense<[0.18, -0.305]> : tensor<2xf64>
  %floats2 = eshkol.vmap @floats(%floats2_a0, %floats2_a1) in_axes [-1, 0] out_axes [0]
      : (f64, tensor<2xf64>) -> tensor<2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument1 = tensor.extract %floats2_a1[%i] : tensor<2xf64>
    %call = func.call @floats(%floats2_a0, %argument1) : (f64, f64) -> f64
    %element0 = tensor.extract %floats2[%i] : tensor<2xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "floats2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %floats3_a0 = arith.constant dense<[0.584, -0.25, 1.567]> : tensor<3xf64>
  %floats3_a1 = arith.constant dense<[1.855, -0.466, 1.167]> : tensor<3xf64>
  %floats3 = eshkol.vmap @floats(%floats3_a0, %floats3_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %floats3_a0[%i] : tensor<3xf64>
    %argument1 = tensor.extract %floats3_a1[%i] : tensor<3xf64>
    %call = func.call @floats(%argument0, %argument1) : (f64, f64) -> f64
    %element0 = tensor.extract %floats3[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "floats3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %floats4_a0 = arith.constant dense<[0.116, 0.272, 1.702]> : tensor<3xf64>
  %floats4_a0_any = tensor.cast %floats4_a0 : tensor<3xf64> to tensor<?xf64>
  %floats4_a1 = arith.constant dense<[-1.716, -1.651, -1.919]> : tensor<3xf64>
  %floats4_a1_any = tensor.cast %floats4_a1 : tensor<3xf64> to tensor<?xf64>
  %floats4 = eshkol.vmap @floats(%floats4_a0_any, %floats4_a1_any) in_axes [0, 0] out_axes [0]
      : (tensor<?xf64>, tensor<?xf64>) -> tensor<?xf64>
  %floats4_r0 = tensor.cast %floats4 : tensor<?xf64> to tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %floats4_a0[%i] : tensor<3xf64>
    %argument1 = tensor.extract %floats4_a1[%i] : tensor<3xf64>
    %call = func.call @floats(%argument0, %argument1) : (f64, f64) -> f64
    %element0 = tensor.extract %floats4_r0[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "floats4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %floats5_a0 = arith.constant dense<> : tensor<0xf64>
  %floats5_a1 = arith.constant 1.5 : f64
  %floats5 = eshkol.vmap @floats(%floats5_a0, %floats5_a1) in_axes [0, -1] out_axes [0]
      : (tensor<0xf64>, f64) -> tensor<0xf64>

  %tensors6_a0 = arith.constant dense<[[[1.33, 1.113, 1.48], [1.914, 1.197, -0.154]], [[1.122, -1.527, 0.56], [-1.427, 1.779, 0.087]]]> : tensor<2x2x3xf64>
  %tensors6_a0_any = tensor.cast %tensors6_a0 : tensor<2x2x3xf64> to tensor<2x?x3xf64>
  %tensors6_a1 = arith.constant dense<[[-0.341, -0.942], [1.097, -0.175]]> : tensor<2x2xf64>
  %tensors6_a1_any = tensor.cast %tensors6_a1 : tensor<2x2xf64> to tensor<2x?xf64>
  %tensors6 = eshkol.vmap @tensors(%tensors6_a0_any, %tensors6_a1_any) in_axes [2, -1] out_axes [1]
      : (tensor<2x?x3xf64>, tensor<2x?xf64>) -> tensor<2x3x?xf64>
  %tensors6_r0 = tensor.cast %tensors6 : tensor<2x3x?xf64> to tensor<2x3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %tensors6_a0 [0, 0, %i] [2, 2, 1] [1, 1, 1] : tensor<2x2x3xf64> -> tensor<2x2x1xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2, 2] : tensor<2x2x1xf64> -> tensor<2x2xf64>
    %argument0_any = tensor.cast %argument0 : tensor<2x2xf64> to tensor<2x?xf64>
    %call = func.call @tensors(%argument0_any, %tensors6_a1_any) : (tensor<2x?xf64>, tensor<2x?xf64>) -> tensor<2x?xf64>
    %call0 = tensor.cast %call : tensor<2x?xf64> to tensor<2x2xf64>
    %element0_slice = eshkol.slice %tensors6_r0 [0, %i, 0] [2, 1, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<2x1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<2x1x2xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call0, "tensors6" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %tensors7_a0 = arith.constant dense<[[0.274, -1.925], [0.471, 0.448]]> : tensor<2x2xf64>
  %tensors7_a0_any = tensor.cast %tensors7_a0 : tensor<2x2xf64> to tensor<2x?xf64>
  %tensors7_a1 = arith.constant dense<[[[0.468, 1.775], [0.727, -0.562]], [[-0.252, 0.791], [-1.759, 0.667]], [[0.683, -1.158], [-1.484, -0.738]]]> : tensor<3x2x2xf64>
  %tensors7_a1_any = tensor.cast %tensors7_a1 : tensor<3x2x2xf64> to tensor<?x2x?xf64>
  %tensors7 = eshkol.vmap @tensors(%tensors7_a0_any, %tensors7_a1_any) in_axes [-1, 0] out_axes [2]
      : (tensor<2x?xf64>, tensor<?x2x?xf64>) -> tensor<2x?x?xf64>
  %tensors7_r0 = tensor.cast %tensors7 : tensor<2x?x?xf64> to tensor<2x2x3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %tensors7_a1 [%i, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
    %argument1_any = tensor.cast %argument1 : tensor<2x2xf64> to tensor<2x?xf64>
    %call = func.call @tensors(%tensors7_a0_any, %argument1_any) : (tensor<2x?xf64>, tensor<2x?xf64>) -> tensor<2x?xf64>
    %call0 = tensor.cast %call : tensor<2x?xf64> to tensor<2x2xf64>
    %element0_slice = eshkol.slice %tensors7_r0 [0, 0, %i] [2, 2, 1] [1, 1, 1] : tensor<2x2x3xf64> -> tensor<2x2x1xf64>
    %element0 = eshkol.reshape %element0_slice to [2, 2] : tensor<2x2x1xf64> -> tensor<2x2xf64>
    eshkol.assert_close %element0, %call0, "tensors7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  }

  %uniform8_a0 = arith.constant dense<[-0.545, 0.281]> : tensor<2xf64>
  %uniform8_a1 = arith.constant 1.5 : f64
  %uniform8:2 = eshkol.vmap @uniform(%uniform8_a0, %uniform8_a1) in_axes [0, -1] out_axes [0, -1]
      : (tensor<2xf64>, f64) -> (tensor<2xf64>, f64)
  %uniform8_r1 = tensor.from_elements %uniform8#1 : tensor<f64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %uniform8_a0[%i] : tensor<2xf64>
    %call:2 = func.call @uniform(%argument0, %uniform8_a1) : (f64, f64) -> (f64, f64)
    %element0 = tensor.extract %uniform8#0[%i] : tensor<2xf64>
    %call1 = tensor.from_elements %call#1 : tensor<f64>
    eshkol.assert_close %uniform8_r1, %call1, "uniform8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found, %alone, "uniform8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %integers9_a0 = arith.constant dense<[34, 25, 18, -44]> : tensor<4xi64>
  %integers9_a1 = arith.constant 7 : i64
  %integers9:4 = eshkol.vmap @integers(%integers9_a0, %integers9_a1) in_axes [0, -1] out_axes [0, 0, 0, 0]
      : (tensor<4xi64>, i64) -> (tensor<4xi64>, tensor<4xi64>, tensor<4xi1>, tensor<4xi32>)
  scf.for %i = %first to %size4 step %step {
    %argument0 = tensor.extract %integers9_a0[%i] : tensor<4xi64>
    %call:4 = func.call @integers(%argument0, %integers9_a1) : (i64, i64) -> (i64, i64, i1, i32)
    %element0 = tensor.extract %integers9#0[%i] : tensor<4xi64>
    %element1 = tensor.extract %integers9#1[%i] : tensor<4xi64>
    %element2 = tensor.extract %integers9#2[%i] : tensor<4xi1>
    %element3 = tensor.extract %integers9#3[%i] : tensor<4xi32>
    %found_i64 = tensor.from_elements %element0, %element1 : tensor<2xi64>
    %alone_i64 = tensor.from_elements %call#0, %call#1 : tensor<2xi64>
    eshkol.assert_close %found_i64, %alone_i64, "integers9" atol = 0.0 rtol = 0.0 : tensor<2xi64>
    %found_i1 = tensor.from_elements %element2 : tensor<1xi1>
    %alone_i1 = tensor.from_elements %call#2 : tensor<1xi1>
    eshkol.assert_close %found_i1, %alone_i1, "integers9" atol = 0.0 rtol = 0.0 : tensor<1xi1>
    %found_i32 = tensor.from_elements %element3 : tensor<1xi32>
    %alone_i32 = tensor.from_elements %call#3 : tensor<1xi32>
    eshkol.assert_close %found_i32, %alone_i32, "integers9" atol = 0.0 rtol = 0.0 : tensor<1xi32>
  }

  %integers10_a0 = arith.constant 101 : i64
  %integers10_a1 = arith.constant dense<[1, 3, -4]> : tensor<3xi64>
  %integers10:4 = eshkol.vmap @integers(%integers10_a0, %integers10_a1) in_axes [-1, 0] out_axes [0, 0, 0, 0]
      : (i64, tensor<3xi64>) -> (tensor<3xi64>, tensor<3xi64>, tensor<3xi1>, tensor<3xi32>)
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %integers10_a1[%i] : tensor<3xi64>
    %call:4 = func.call @integers(%integers10_a0, %argument1) : (i64, i64) -> (i64, i64, i1, i32)
    %element0 = tensor.extract %integers10#0[%i] : tensor<3xi64>
    %element1 = tensor.extract %integers10#1[%i] : tensor<3xi64>
    %element2 = tensor.extract %integers10#2[%i] : tensor<3xi1>
    %element3 = tensor.extract %integers10#3[%i] : tensor<3xi32>
    %found_i64 = tensor.from_elements %element0, %element1 : tensor<2xi64>
    %alone_i64 = tensor.from_elements %call#0, %call#1 : tensor<2xi64>
    eshkol.assert_close %found_i64, %alone_i64, "integers10" atol = 0.0 rtol = 0.0 : tensor<2xi64>
    %found_i1 = tensor.from_elements %element2 : tensor<1xi1>
    %alone_i1 = tensor.from_elements %call#2 : tensor<1xi1>
    eshkol.assert_close %found_i1, %alone_i1, "integers10" atol = 0.0 rtol = 0.0 : tensor<1xi1>
    %found_i32 = tensor.from_elements %element3 : tensor<1xi32>
    %alone_i32 = tensor.from_elements %call#3 : tensor<1xi32>
    eshkol.assert_close %found_i32, %alone_i32, "integers10" atol = 0.0 rtol = 0.0 : tensor<1xi32>
  }

  %positions11_a0 = arith.constant dense<[1, 2, 3]> : tensor<3xindex>
  %positions11_a1 = arith.constant dense<[4, 5, 6]> : tensor<3xi32>
  %positions11_a2 = arith.constant dense<[2, -2, 5]> : tensor<3xi64>
  %positions11:2 = eshkol.vmap @positions(%positions11_a0, %positions11_a1, %positions11_a2) in_axes [0, 0, 0] out_axes [0, 0]
      : (tensor<3xindex>, tensor<3xi32>, tensor<3xi64>) -> (tensor<3xindex>, tensor<3xi64>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %positions11_a0[%i] : tensor<3xindex>
    %argument1 = tensor.extract %positions11_a1[%i] : tensor<3xi32>
    %argument2 = tensor.extract %positions11_a2[%i] : tensor<3xi64>
    %call:2 = func.call @positions(%argument0, %argument1, %argument2) : (index, i32, i64) -> (index, i64)
    %element0 = tensor.extract %positions11#0[%i] : tensor<3xindex>
    %element1 = tensor.extract %positions11#1[%i] : tensor<3xi64>
    %found_index = tensor.from_elements %element0 : tensor<1xindex>
    %alone_index = tensor.from_elements %call#0 : tensor<1xindex>
    eshkol.assert_close %found_index, %alone_index, "positions11" atol = 0.0 rtol = 0.0 : tensor<1xindex>
    %found_i64 = tensor.from_elements %element1 : tensor<1xi64>
    %alone_i64 = tensor.from_elements %call#1 : tensor<1xi64>
    eshkol.assert_close %found_i64, %alone_i64, "positions11" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }

  %positions12_a0 = arith.constant 1 : index
  %positions12_a1 = arith.constant 4 : i32
  %positions12_a2 = arith.constant dense<[2, 5]> : tensor<2xi64>
  %positions12:2 = eshkol.vmap @positions(%positions12_a0, %positions12_a1, %positions12_a2) in_axes [-1, -1, 0] out_axes [0, 0]
      : (index, i32, tensor<2xi64>) -> (tensor<2xindex>, tensor<2xi64>)
  scf.for %i = %first to %size2 step %step {
    %argument2 = tensor.extract %positions12_a2[%i] : tensor<2xi64>
    %call:2 = func.call @positions(%positions12_a0, %positions12_a1, %argument2) : (index, i32, i64) -> (index, i64)
    %element0 = tensor.extract %positions12#0[%i] : tensor<2xindex>
    %element1 = tensor.extract %positions12#1[%i] : tensor<2xi64>
    %found_index = tensor.from_elements %element0 : tensor<1xindex>
    %alone_index = tensor.from_elements %call#0 : tensor<1xindex>
    eshkol.assert_close %found_index, %alone_index, "positions12" atol = 0.0 rtol = 0.0 : tensor<1xindex>
    %found_i64 = tensor.from_elements %element1 : tensor<1xi64>
    %alone_i64 = tensor.from_elements %call#1 : tensor<1xi64>
    eshkol.assert_close %found_i64, %alone_i64, "positions12" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }

  %positions13_a0 = arith.constant dense<[1, 9]> : tensor<2xindex>
  %positions13_a1 = arith.constant 4 : i32
  %positions13_a2 = arith.constant 2 : i64
  %positions13:2 = eshkol.vmap @positions(%positions13_a0, %positions13_a1, %positions13_a2) in_axes [0, -1, -1] out_axes [0, 0]
      : (tensor<2xindex>, i32, i64) -> (tensor<2xindex>, tensor<2xi64>)
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %positions13_a0[%i] : tensor<2xindex>
    %call:2 = func.call @positions(%argument0, %positions13_a1, %positions13_a2) : (index, i32, i64) -> (index, i64)
    %element0 = tensor.extract %positions13#0[%i] : tensor<2xindex>
    %element1 = tensor.extract %positions13#1[%i] : tensor<2xi64>
    %found_index = tensor.from_elements %element0 : tensor<1xindex>
    %alone_index = tensor.from_elements %call#0 : tensor<1xindex>
    eshkol.assert_close %found_index, %alone_index, "positions13" atol = 0.0 rtol = 0.0 : tensor<1xindex>
    %found_i64 = tensor.from_elements %element1 : tensor<1xi64>
    %alone_i64 = tensor.from_elements %call#1 : tensor<1xi64>
    eshkol.assert_close %found_i64, %alone_i64, "positions13" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }

  %choose14_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %choose14_a1 = arith.constant dense<[-1.592, -1.164, -1.355]> : tensor<3xf64>
  %choose14_a2 = arith.constant 9.0 : f64
  %choose14 = eshkol.vmap @choose(%choose14_a0, %choose14_a1, %choose14_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<3xi1>, tensor<3xf64>, f64) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %choose14_a0[%i] : tensor<3xi1>
    %argument1 = tensor.extract %choose14_a1[%i] : tensor<3xf64>
    %call = func.call @choose(%argument0, %argument1, %choose14_a2) : (i1, f64, f64) -> f64
    %element0 = tensor.extract %choose14[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "choose14" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %choose15_a0 = arith.constant true
  %choose15_a1 = arith.constant dense<[0.612, -0.987, -0.135]> : tensor<3xf64>
  %choose15_a2 = arith.constant dense<[-1.022, -1.364, -1.558]> : tensor<3xf64>
  %choose15 = eshkol.vmap @choose(%choose15_a0, %choose15_a1, %choose15_a2) in_axes [-1, 0, 0] out_axes [0]
      : (i1, tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %choose15_a1[%i] : tensor<3xf64>
    %argument2 = tensor.extract %choose15_a2[%i] : tensor<3xf64>
    %call = func.call @choose(%choose15_a0, %argument1, %argument2) : (i1, f64, f64) -> f64
    %element0 = tensor.extract %choose15[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "choose15" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %choose_tensor16_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %choose_tensor16_a1 = arith.constant dense<[[0.625, -1.447], [-1.214, -0.525], [1.284, -1.612]]> : tensor<3x2xf64>
  %choose_tensor16_a2 = arith.constant dense<[1.352, -1.616]> : tensor<2xf64>
  %choose_tensor16 = eshkol.vmap @choose_tensor(%choose_tensor16_a0, %choose_tensor16_a1, %choose_tensor16_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<3xi1>, tensor<3x2xf64>, tensor<2xf64>) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %choose_tensor16_a0[%i] : tensor<3xi1>
    %argument1_slice = eshkol.slice %choose_tensor16_a1 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %call = func.call @choose_tensor(%argument0, %argument1, %choose_tensor16_a2) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %choose_tensor16 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "choose_tensor16" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %choose_elements17_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %choose_elements17_a1 = arith.constant dense<[[1.906, -0.125], [1.907, 0.419], [0.957, -1.843]]> : tensor<3x2xf64>
  %choose_elements17_a2 = arith.constant dense<[-0.869, -1.519]> : tensor<2xf64>
  %choose_elements17 = eshkol.vmap @choose_elements(%choose_elements17_a0, %choose_elements17_a1, %choose_elements17_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<2xi1>, tensor<3x2xf64>, tensor<2xf64>) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %choose_elements17_a1 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %call = func.call @choose_elements(%choose_elements17_a0, %argument1, %choose_elements17_a2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %choose_elements17 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "choose_elements17" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %choose_elements18_a0 = arith.constant dense<[[true, false], [false, false]]> : tensor<2x2xi1>
  %choose_elements18_a1 = arith.constant dense<[-0.815, -1.525]> : tensor<2xf64>
  %choose_elements18_a2 = arith.constant dense<[-0.728, -0.343]> : tensor<2xf64>
  %choose_elements18 = eshkol.vmap @choose_elements(%choose_elements18_a0, %choose_elements18_a1, %choose_elements18_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2x2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2x2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %choose_elements18_a0 [%i, 0] [1, 2] [1, 1] : tensor<2x2xi1> -> tensor<1x2xi1>
    %argument0 = eshkol.reshape %argument0_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
    %call = func.call @choose_elements(%argument0, %choose_elements18_a1, %choose_elements18_a2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %choose_elements18 [%i, 0] [1, 2] [1, 1] : tensor<2x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "choose_elements18" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }
  return
}
