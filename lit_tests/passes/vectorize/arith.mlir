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
  %floats1_a0 = arith.constant dense<[0.195, 0.861, 0.411]> : tensor<3xf64>
  %floats1_a1 = arith.constant 1.5 : f64
  %floats1 = eshkol.vmap @floats(%floats1_a0, %floats1_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3xf64>, f64) -> tensor<3xf64>
  %floats1_a0_0_slice = eshkol.slice %floats1_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats1_a0_0 = eshkol.reshape %floats1_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats1_a0_0_number = tensor.extract %floats1_a0_0[] : tensor<f64>
  %floats1_e0 = func.call @floats(%floats1_a0_0_number, %floats1_a1) : (f64, f64) -> f64
  %floats1_e0_0 = tensor.from_elements %floats1_e0 : tensor<f64>
  %floats1_s0_0_0_slice = eshkol.slice %floats1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats1_s0_0_0 = eshkol.reshape %floats1_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats1_s0_0_0, %floats1_e0_0, "floats1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %floats1_a0_1_slice = eshkol.slice %floats1_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats1_a0_1 = eshkol.reshape %floats1_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats1_a0_1_number = tensor.extract %floats1_a0_1[] : tensor<f64>
  %floats1_e1 = func.call @floats(%floats1_a0_1_number, %floats1_a1) : (f64, f64) -> f64
  %floats1_e1_0 = tensor.from_elements %floats1_e1 : tensor<f64>
  %floats1_s1_0_1_slice = eshkol.slice %floats1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats1_s1_0_1 = eshkol.reshape %floats1_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats1_s1_0_1, %floats1_e1_0, "floats1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %floats1_a0_2_slice = eshkol.slice %floats1_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats1_a0_2 = eshkol.reshape %floats1_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats1_a0_2_number = tensor.extract %floats1_a0_2[] : tensor<f64>
  %floats1_e2 = func.call @floats(%floats1_a0_2_number, %floats1_a1) : (f64, f64) -> f64
  %floats1_e2_0 = tensor.from_elements %floats1_e2 : tensor<f64>
  %floats1_s2_0_2_slice = eshkol.slice %floats1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats1_s2_0_2 = eshkol.reshape %floats1_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats1_s2_0_2, %floats1_e2_0, "floats1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %floats2_a0 = arith.constant 0.7 : f64
  %floats2_a1 = arith.constant dense<[0.18, -0.305]> : tensor<2xf64>
  %floats2 = eshkol.vmap @floats(%floats2_a0, %floats2_a1) in_axes [-1, 0] out_axes [0]
      : (f64, tensor<2xf64>) -> tensor<2xf64>
  %floats2_a1_0_slice = eshkol.slice %floats2_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %floats2_a1_0 = eshkol.reshape %floats2_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats2_a1_0_number = tensor.extract %floats2_a1_0[] : tensor<f64>
  %floats2_e0 = func.call @floats(%floats2_a0, %floats2_a1_0_number) : (f64, f64) -> f64
  %floats2_e0_0 = tensor.from_elements %floats2_e0 : tensor<f64>
  %floats2_s0_0_0_slice = eshkol.slice %floats2 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %floats2_s0_0_0 = eshkol.reshape %floats2_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats2_s0_0_0, %floats2_e0_0, "floats2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %floats2_a1_1_slice = eshkol.slice %floats2_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %floats2_a1_1 = eshkol.reshape %floats2_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats2_a1_1_number = tensor.extract %floats2_a1_1[] : tensor<f64>
  %floats2_e1 = func.call @floats(%floats2_a0, %floats2_a1_1_number) : (f64, f64) -> f64
  %floats2_e1_0 = tensor.from_elements %floats2_e1 : tensor<f64>
  %floats2_s1_0_1_slice = eshkol.slice %floats2 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %floats2_s1_0_1 = eshkol.reshape %floats2_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats2_s1_0_1, %floats2_e1_0, "floats2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %floats3_a0 = arith.constant dense<[0.584, -0.25, 1.567]> : tensor<3xf64>
  %floats3_a1 = arith.constant dense<[1.855, -0.466, 1.167]> : tensor<3xf64>
  %floats3 = eshkol.vmap @floats(%floats3_a0, %floats3_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  %floats3_a0_0_slice = eshkol.slice %floats3_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats3_a0_0 = eshkol.reshape %floats3_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats3_a0_0_number = tensor.extract %floats3_a0_0[] : tensor<f64>
  %floats3_a1_0_slice = eshkol.slice %floats3_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats3_a1_0 = eshkol.reshape %floats3_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats3_a1_0_number = tensor.extract %floats3_a1_0[] : tensor<f64>
  %floats3_e0 = func.call @floats(%floats3_a0_0_number, %floats3_a1_0_number) : (f64, f64) -> f64
  %floats3_e0_0 = tensor.from_elements %floats3_e0 : tensor<f64>
  %floats3_s0_0_0_slice = eshkol.slice %floats3 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats3_s0_0_0 = eshkol.reshape %floats3_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats3_s0_0_0, %floats3_e0_0, "floats3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %floats3_a0_1_slice = eshkol.slice %floats3_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats3_a0_1 = eshkol.reshape %floats3_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats3_a0_1_number = tensor.extract %floats3_a0_1[] : tensor<f64>
  %floats3_a1_1_slice = eshkol.slice %floats3_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats3_a1_1 = eshkol.reshape %floats3_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats3_a1_1_number = tensor.extract %floats3_a1_1[] : tensor<f64>
  %floats3_e1 = func.call @floats(%floats3_a0_1_number, %floats3_a1_1_number) : (f64, f64) -> f64
  %floats3_e1_0 = tensor.from_elements %floats3_e1 : tensor<f64>
  %floats3_s1_0_1_slice = eshkol.slice %floats3 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats3_s1_0_1 = eshkol.reshape %floats3_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats3_s1_0_1, %floats3_e1_0, "floats3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %floats3_a0_2_slice = eshkol.slice %floats3_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats3_a0_2 = eshkol.reshape %floats3_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats3_a0_2_number = tensor.extract %floats3_a0_2[] : tensor<f64>
  %floats3_a1_2_slice = eshkol.slice %floats3_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats3_a1_2 = eshkol.reshape %floats3_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats3_a1_2_number = tensor.extract %floats3_a1_2[] : tensor<f64>
  %floats3_e2 = func.call @floats(%floats3_a0_2_number, %floats3_a1_2_number) : (f64, f64) -> f64
  %floats3_e2_0 = tensor.from_elements %floats3_e2 : tensor<f64>
  %floats3_s2_0_2_slice = eshkol.slice %floats3 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats3_s2_0_2 = eshkol.reshape %floats3_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats3_s2_0_2, %floats3_e2_0, "floats3: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %floats4_a0 = arith.constant dense<[0.116, 0.272, 1.702]> : tensor<3xf64>
  %floats4_a0_any = tensor.cast %floats4_a0 : tensor<3xf64> to tensor<?xf64>
  %floats4_a1 = arith.constant dense<[-1.716, -1.651, -1.919]> : tensor<3xf64>
  %floats4_a1_any = tensor.cast %floats4_a1 : tensor<3xf64> to tensor<?xf64>
  %floats4 = eshkol.vmap @floats(%floats4_a0_any, %floats4_a1_any) in_axes [0, 0] out_axes [0]
      : (tensor<?xf64>, tensor<?xf64>) -> tensor<?xf64>
  %floats4_r0 = tensor.cast %floats4 : tensor<?xf64> to tensor<3xf64>
  %floats4_a0_0_slice = eshkol.slice %floats4_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats4_a0_0 = eshkol.reshape %floats4_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats4_a0_0_number = tensor.extract %floats4_a0_0[] : tensor<f64>
  %floats4_a1_0_slice = eshkol.slice %floats4_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats4_a1_0 = eshkol.reshape %floats4_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats4_a1_0_number = tensor.extract %floats4_a1_0[] : tensor<f64>
  %floats4_e0 = func.call @floats(%floats4_a0_0_number, %floats4_a1_0_number) : (f64, f64) -> f64
  %floats4_e0_0 = tensor.from_elements %floats4_e0 : tensor<f64>
  %floats4_s0_0_0_slice = eshkol.slice %floats4_r0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats4_s0_0_0 = eshkol.reshape %floats4_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats4_s0_0_0, %floats4_e0_0, "floats4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %floats4_a0_1_slice = eshkol.slice %floats4_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats4_a0_1 = eshkol.reshape %floats4_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats4_a0_1_number = tensor.extract %floats4_a0_1[] : tensor<f64>
  %floats4_a1_1_slice = eshkol.slice %floats4_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats4_a1_1 = eshkol.reshape %floats4_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats4_a1_1_number = tensor.extract %floats4_a1_1[] : tensor<f64>
  %floats4_e1 = func.call @floats(%floats4_a0_1_number, %floats4_a1_1_number) : (f64, f64) -> f64
  %floats4_e1_0 = tensor.from_elements %floats4_e1 : tensor<f64>
  %floats4_s1_0_1_slice = eshkol.slice %floats4_r0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats4_s1_0_1 = eshkol.reshape %floats4_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats4_s1_0_1, %floats4_e1_0, "floats4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %floats4_a0_2_slice = eshkol.slice %floats4_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats4_a0_2 = eshkol.reshape %floats4_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats4_a0_2_number = tensor.extract %floats4_a0_2[] : tensor<f64>
  %floats4_a1_2_slice = eshkol.slice %floats4_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats4_a1_2 = eshkol.reshape %floats4_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %floats4_a1_2_number = tensor.extract %floats4_a1_2[] : tensor<f64>
  %floats4_e2 = func.call @floats(%floats4_a0_2_number, %floats4_a1_2_number) : (f64, f64) -> f64
  %floats4_e2_0 = tensor.from_elements %floats4_e2 : tensor<f64>
  %floats4_s2_0_2_slice = eshkol.slice %floats4_r0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %floats4_s2_0_2 = eshkol.reshape %floats4_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %floats4_s2_0_2, %floats4_e2_0, "floats4: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

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
  %tensors6_a0_0_slice = eshkol.slice %tensors6_a0 [0, 0, 0] [2, 2, 1] [1, 1, 1] : tensor<2x2x3xf64> -> tensor<2x2x1xf64>
  %tensors6_a0_0 = eshkol.reshape %tensors6_a0_0_slice to [2, 2] : tensor<2x2x1xf64> -> tensor<2x2xf64>
  %tensors6_a0_0_any = tensor.cast %tensors6_a0_0 : tensor<2x2xf64> to tensor<2x?xf64>
  %tensors6_e0 = func.call @tensors(%tensors6_a0_0_any, %tensors6_a1_any) : (tensor<2x?xf64>, tensor<2x?xf64>) -> tensor<2x?xf64>
  %tensors6_e0_0 = tensor.cast %tensors6_e0 : tensor<2x?xf64> to tensor<2x2xf64>
  %tensors6_s0_0_0_slice = eshkol.slice %tensors6_r0 [0, 0, 0] [2, 1, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<2x1x2xf64>
  %tensors6_s0_0_0 = eshkol.reshape %tensors6_s0_0_0_slice to [2, 2] : tensor<2x1x2xf64> -> tensor<2x2xf64>
  eshkol.assert_close %tensors6_s0_0_0, %tensors6_e0_0, "tensors6: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  %tensors6_a0_1_slice = eshkol.slice %tensors6_a0 [0, 0, 1] [2, 2, 1] [1, 1, 1] : tensor<2x2x3xf64> -> tensor<2x2x1xf64>
  %tensors6_a0_1 = eshkol.reshape %tensors6_a0_1_slice to [2, 2] : tensor<2x2x1xf64> -> tensor<2x2xf64>
  %tensors6_a0_1_any = tensor.cast %tensors6_a0_1 : tensor<2x2xf64> to tensor<2x?xf64>
  %tensors6_e1 = func.call @tensors(%tensors6_a0_1_any, %tensors6_a1_any) : (tensor<2x?xf64>, tensor<2x?xf64>) -> tensor<2x?xf64>
  %tensors6_e1_0 = tensor.cast %tensors6_e1 : tensor<2x?xf64> to tensor<2x2xf64>
  %tensors6_s1_0_1_slice = eshkol.slice %tensors6_r0 [0, 1, 0] [2, 1, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<2x1x2xf64>
  %tensors6_s1_0_1 = eshkol.reshape %tensors6_s1_0_1_slice to [2, 2] : tensor<2x1x2xf64> -> tensor<2x2xf64>
  eshkol.assert_close %tensors6_s1_0_1, %tensors6_e1_0, "tensors6: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  %tensors6_a0_2_slice = eshkol.slice %tensors6_a0 [0, 0, 2] [2, 2, 1] [1, 1, 1] : tensor<2x2x3xf64> -> tensor<2x2x1xf64>
  %tensors6_a0_2 = eshkol.reshape %tensors6_a0_2_slice to [2, 2] : tensor<2x2x1xf64> -> tensor<2x2xf64>
  %tensors6_a0_2_any = tensor.cast %tensors6_a0_2 : tensor<2x2xf64> to tensor<2x?xf64>
  %tensors6_e2 = func.call @tensors(%tensors6_a0_2_any, %tensors6_a1_any) : (tensor<2x?xf64>, tensor<2x?xf64>) -> tensor<2x?xf64>
  %tensors6_e2_0 = tensor.cast %tensors6_e2 : tensor<2x?xf64> to tensor<2x2xf64>
  %tensors6_s2_0_2_slice = eshkol.slice %tensors6_r0 [0, 2, 0] [2, 1, 2] [1, 1, 1] : tensor<2x3x2xf64> -> tensor<2x1x2xf64>
  %tensors6_s2_0_2 = eshkol.reshape %tensors6_s2_0_2_slice to [2, 2] : tensor<2x1x2xf64> -> tensor<2x2xf64>
  eshkol.assert_close %tensors6_s2_0_2, %tensors6_e2_0, "tensors6: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>

  %tensors7_a0 = arith.constant dense<[[0.274, -1.925], [0.471, 0.448]]> : tensor<2x2xf64>
  %tensors7_a0_any = tensor.cast %tensors7_a0 : tensor<2x2xf64> to tensor<2x?xf64>
  %tensors7_a1 = arith.constant dense<[[[0.468, 1.775], [0.727, -0.562]], [[-0.252, 0.791], [-1.759, 0.667]], [[0.683, -1.158], [-1.484, -0.738]]]> : tensor<3x2x2xf64>
  %tensors7_a1_any = tensor.cast %tensors7_a1 : tensor<3x2x2xf64> to tensor<?x2x?xf64>
  %tensors7 = eshkol.vmap @tensors(%tensors7_a0_any, %tensors7_a1_any) in_axes [-1, 0] out_axes [2]
      : (tensor<2x?xf64>, tensor<?x2x?xf64>) -> tensor<2x?x?xf64>
  %tensors7_r0 = tensor.cast %tensors7 : tensor<2x?x?xf64> to tensor<2x2x3xf64>
  %tensors7_a1_0_slice = eshkol.slice %tensors7_a1 [0, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
  %tensors7_a1_0 = eshkol.reshape %tensors7_a1_0_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
  %tensors7_a1_0_any = tensor.cast %tensors7_a1_0 : tensor<2x2xf64> to tensor<2x?xf64>
  %tensors7_e0 = func.call @tensors(%tensors7_a0_any, %tensors7_a1_0_any) : (tensor<2x?xf64>, tensor<2x?xf64>) -> tensor<2x?xf64>
  %tensors7_e0_0 = tensor.cast %tensors7_e0 : tensor<2x?xf64> to tensor<2x2xf64>
  %tensors7_s0_0_0_slice = eshkol.slice %tensors7_r0 [0, 0, 0] [2, 2, 1] [1, 1, 1] : tensor<2x2x3xf64> -> tensor<2x2x1xf64>
  %tensors7_s0_0_0 = eshkol.reshape %tensors7_s0_0_0_slice to [2, 2] : tensor<2x2x1xf64> -> tensor<2x2xf64>
  eshkol.assert_close %tensors7_s0_0_0, %tensors7_e0_0, "tensors7: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  %tensors7_a1_1_slice = eshkol.slice %tensors7_a1 [1, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
  %tensors7_a1_1 = eshkol.reshape %tensors7_a1_1_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
  %tensors7_a1_1_any = tensor.cast %tensors7_a1_1 : tensor<2x2xf64> to tensor<2x?xf64>
  %tensors7_e1 = func.call @tensors(%tensors7_a0_any, %tensors7_a1_1_any) : (tensor<2x?xf64>, tensor<2x?xf64>) -> tensor<2x?xf64>
  %tensors7_e1_0 = tensor.cast %tensors7_e1 : tensor<2x?xf64> to tensor<2x2xf64>
  %tensors7_s1_0_1_slice = eshkol.slice %tensors7_r0 [0, 0, 1] [2, 2, 1] [1, 1, 1] : tensor<2x2x3xf64> -> tensor<2x2x1xf64>
  %tensors7_s1_0_1 = eshkol.reshape %tensors7_s1_0_1_slice to [2, 2] : tensor<2x2x1xf64> -> tensor<2x2xf64>
  eshkol.assert_close %tensors7_s1_0_1, %tensors7_e1_0, "tensors7: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>
  %tensors7_a1_2_slice = eshkol.slice %tensors7_a1 [2, 0, 0] [1, 2, 2] [1, 1, 1] : tensor<3x2x2xf64> -> tensor<1x2x2xf64>
  %tensors7_a1_2 = eshkol.reshape %tensors7_a1_2_slice to [2, 2] : tensor<1x2x2xf64> -> tensor<2x2xf64>
  %tensors7_a1_2_any = tensor.cast %tensors7_a1_2 : tensor<2x2xf64> to tensor<2x?xf64>
  %tensors7_e2 = func.call @tensors(%tensors7_a0_any, %tensors7_a1_2_any) : (tensor<2x?xf64>, tensor<2x?xf64>) -> tensor<2x?xf64>
  %tensors7_e2_0 = tensor.cast %tensors7_e2 : tensor<2x?xf64> to tensor<2x2xf64>
  %tensors7_s2_0_2_slice = eshkol.slice %tensors7_r0 [0, 0, 2] [2, 2, 1] [1, 1, 1] : tensor<2x2x3xf64> -> tensor<2x2x1xf64>
  %tensors7_s2_0_2 = eshkol.reshape %tensors7_s2_0_2_slice to [2, 2] : tensor<2x2x1xf64> -> tensor<2x2xf64>
  eshkol.assert_close %tensors7_s2_0_2, %tensors7_e2_0, "tensors7: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2x2xf64>

  %uniform8_a0 = arith.constant dense<[-0.545, 0.281]> : tensor<2xf64>
  %uniform8_a1 = arith.constant 1.5 : f64
  %uniform8:2 = eshkol.vmap @uniform(%uniform8_a0, %uniform8_a1) in_axes [0, -1] out_axes [0, -1]
      : (tensor<2xf64>, f64) -> (tensor<2xf64>, f64)
  %uniform8_r1 = tensor.from_elements %uniform8#1 : tensor<f64>
  %uniform8_a0_0_slice = eshkol.slice %uniform8_a0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %uniform8_a0_0 = eshkol.reshape %uniform8_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %uniform8_a0_0_number = tensor.extract %uniform8_a0_0[] : tensor<f64>
  %uniform8_e0:2 = func.call @uniform(%uniform8_a0_0_number, %uniform8_a1) : (f64, f64) -> (f64, f64)
  %uniform8_e0_0 = tensor.from_elements %uniform8_e0#0 : tensor<f64>
  %uniform8_s0_0_0_slice = eshkol.slice %uniform8#0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %uniform8_s0_0_0 = eshkol.reshape %uniform8_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %uniform8_s0_0_0, %uniform8_e0_0, "uniform8: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %uniform8_e0_1 = tensor.from_elements %uniform8_e0#1 : tensor<f64>
  eshkol.assert_close %uniform8_r1, %uniform8_e0_1, "uniform8: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %uniform8_a0_1_slice = eshkol.slice %uniform8_a0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %uniform8_a0_1 = eshkol.reshape %uniform8_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %uniform8_a0_1_number = tensor.extract %uniform8_a0_1[] : tensor<f64>
  %uniform8_e1:2 = func.call @uniform(%uniform8_a0_1_number, %uniform8_a1) : (f64, f64) -> (f64, f64)
  %uniform8_e1_0 = tensor.from_elements %uniform8_e1#0 : tensor<f64>
  %uniform8_s1_0_1_slice = eshkol.slice %uniform8#0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %uniform8_s1_0_1 = eshkol.reshape %uniform8_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %uniform8_s1_0_1, %uniform8_e1_0, "uniform8: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %uniform8_e1_1 = tensor.from_elements %uniform8_e1#1 : tensor<f64>
  eshkol.assert_close %uniform8_r1, %uniform8_e1_1, "uniform8: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %integers9_a0 = arith.constant dense<[34, 25, 18, -44]> : tensor<4xi64>
  %integers9_a1 = arith.constant 7 : i64
  %integers9:4 = eshkol.vmap @integers(%integers9_a0, %integers9_a1) in_axes [0, -1] out_axes [0, 0, 0, 0]
      : (tensor<4xi64>, i64) -> (tensor<4xi64>, tensor<4xi64>, tensor<4xi1>, tensor<4xi32>)
  %integers9_a0_0_slice = eshkol.slice %integers9_a0 [0] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_a0_0 = eshkol.reshape %integers9_a0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %integers9_a0_0_number = tensor.extract %integers9_a0_0[] : tensor<i64>
  %integers9_e0:4 = func.call @integers(%integers9_a0_0_number, %integers9_a1) : (i64, i64) -> (i64, i64, i1, i32)
  %integers9_e0_0 = tensor.from_elements %integers9_e0#0 : tensor<i64>
  %integers9_s0_0_0_slice = eshkol.slice %integers9#0 [0] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_s0_0_0 = eshkol.reshape %integers9_s0_0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers9_s0_0_0, %integers9_e0_0, "integers9: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers9_e0_1 = tensor.from_elements %integers9_e0#1 : tensor<i64>
  %integers9_s0_1_0_slice = eshkol.slice %integers9#1 [0] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_s0_1_0 = eshkol.reshape %integers9_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers9_s0_1_0, %integers9_e0_1, "integers9: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers9_e0_2 = tensor.from_elements %integers9_e0#2 : tensor<i1>
  %integers9_s0_2_0_slice = eshkol.slice %integers9#2 [0] [1] [1] : tensor<4xi1> -> tensor<1xi1>
  %integers9_s0_2_0 = eshkol.reshape %integers9_s0_2_0_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %integers9_s0_2_0, %integers9_e0_2, "integers9: element 0" atol = 0.0 rtol = 0.0 : tensor<i1>
  %integers9_e0_3 = tensor.from_elements %integers9_e0#3 : tensor<i32>
  %integers9_s0_3_0_slice = eshkol.slice %integers9#3 [0] [1] [1] : tensor<4xi32> -> tensor<1xi32>
  %integers9_s0_3_0 = eshkol.reshape %integers9_s0_3_0_slice to [] : tensor<1xi32> -> tensor<i32>
  eshkol.assert_close %integers9_s0_3_0, %integers9_e0_3, "integers9: element 0" atol = 0.0 rtol = 0.0 : tensor<i32>
  %integers9_a0_1_slice = eshkol.slice %integers9_a0 [1] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_a0_1 = eshkol.reshape %integers9_a0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %integers9_a0_1_number = tensor.extract %integers9_a0_1[] : tensor<i64>
  %integers9_e1:4 = func.call @integers(%integers9_a0_1_number, %integers9_a1) : (i64, i64) -> (i64, i64, i1, i32)
  %integers9_e1_0 = tensor.from_elements %integers9_e1#0 : tensor<i64>
  %integers9_s1_0_1_slice = eshkol.slice %integers9#0 [1] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_s1_0_1 = eshkol.reshape %integers9_s1_0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers9_s1_0_1, %integers9_e1_0, "integers9: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers9_e1_1 = tensor.from_elements %integers9_e1#1 : tensor<i64>
  %integers9_s1_1_1_slice = eshkol.slice %integers9#1 [1] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_s1_1_1 = eshkol.reshape %integers9_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers9_s1_1_1, %integers9_e1_1, "integers9: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers9_e1_2 = tensor.from_elements %integers9_e1#2 : tensor<i1>
  %integers9_s1_2_1_slice = eshkol.slice %integers9#2 [1] [1] [1] : tensor<4xi1> -> tensor<1xi1>
  %integers9_s1_2_1 = eshkol.reshape %integers9_s1_2_1_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %integers9_s1_2_1, %integers9_e1_2, "integers9: element 1" atol = 0.0 rtol = 0.0 : tensor<i1>
  %integers9_e1_3 = tensor.from_elements %integers9_e1#3 : tensor<i32>
  %integers9_s1_3_1_slice = eshkol.slice %integers9#3 [1] [1] [1] : tensor<4xi32> -> tensor<1xi32>
  %integers9_s1_3_1 = eshkol.reshape %integers9_s1_3_1_slice to [] : tensor<1xi32> -> tensor<i32>
  eshkol.assert_close %integers9_s1_3_1, %integers9_e1_3, "integers9: element 1" atol = 0.0 rtol = 0.0 : tensor<i32>
  %integers9_a0_2_slice = eshkol.slice %integers9_a0 [2] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_a0_2 = eshkol.reshape %integers9_a0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %integers9_a0_2_number = tensor.extract %integers9_a0_2[] : tensor<i64>
  %integers9_e2:4 = func.call @integers(%integers9_a0_2_number, %integers9_a1) : (i64, i64) -> (i64, i64, i1, i32)
  %integers9_e2_0 = tensor.from_elements %integers9_e2#0 : tensor<i64>
  %integers9_s2_0_2_slice = eshkol.slice %integers9#0 [2] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_s2_0_2 = eshkol.reshape %integers9_s2_0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers9_s2_0_2, %integers9_e2_0, "integers9: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers9_e2_1 = tensor.from_elements %integers9_e2#1 : tensor<i64>
  %integers9_s2_1_2_slice = eshkol.slice %integers9#1 [2] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_s2_1_2 = eshkol.reshape %integers9_s2_1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers9_s2_1_2, %integers9_e2_1, "integers9: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers9_e2_2 = tensor.from_elements %integers9_e2#2 : tensor<i1>
  %integers9_s2_2_2_slice = eshkol.slice %integers9#2 [2] [1] [1] : tensor<4xi1> -> tensor<1xi1>
  %integers9_s2_2_2 = eshkol.reshape %integers9_s2_2_2_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %integers9_s2_2_2, %integers9_e2_2, "integers9: element 2" atol = 0.0 rtol = 0.0 : tensor<i1>
  %integers9_e2_3 = tensor.from_elements %integers9_e2#3 : tensor<i32>
  %integers9_s2_3_2_slice = eshkol.slice %integers9#3 [2] [1] [1] : tensor<4xi32> -> tensor<1xi32>
  %integers9_s2_3_2 = eshkol.reshape %integers9_s2_3_2_slice to [] : tensor<1xi32> -> tensor<i32>
  eshkol.assert_close %integers9_s2_3_2, %integers9_e2_3, "integers9: element 2" atol = 0.0 rtol = 0.0 : tensor<i32>
  %integers9_a0_3_slice = eshkol.slice %integers9_a0 [3] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_a0_3 = eshkol.reshape %integers9_a0_3_slice to [] : tensor<1xi64> -> tensor<i64>
  %integers9_a0_3_number = tensor.extract %integers9_a0_3[] : tensor<i64>
  %integers9_e3:4 = func.call @integers(%integers9_a0_3_number, %integers9_a1) : (i64, i64) -> (i64, i64, i1, i32)
  %integers9_e3_0 = tensor.from_elements %integers9_e3#0 : tensor<i64>
  %integers9_s3_0_3_slice = eshkol.slice %integers9#0 [3] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_s3_0_3 = eshkol.reshape %integers9_s3_0_3_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers9_s3_0_3, %integers9_e3_0, "integers9: element 3" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers9_e3_1 = tensor.from_elements %integers9_e3#1 : tensor<i64>
  %integers9_s3_1_3_slice = eshkol.slice %integers9#1 [3] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %integers9_s3_1_3 = eshkol.reshape %integers9_s3_1_3_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers9_s3_1_3, %integers9_e3_1, "integers9: element 3" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers9_e3_2 = tensor.from_elements %integers9_e3#2 : tensor<i1>
  %integers9_s3_2_3_slice = eshkol.slice %integers9#2 [3] [1] [1] : tensor<4xi1> -> tensor<1xi1>
  %integers9_s3_2_3 = eshkol.reshape %integers9_s3_2_3_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %integers9_s3_2_3, %integers9_e3_2, "integers9: element 3" atol = 0.0 rtol = 0.0 : tensor<i1>
  %integers9_e3_3 = tensor.from_elements %integers9_e3#3 : tensor<i32>
  %integers9_s3_3_3_slice = eshkol.slice %integers9#3 [3] [1] [1] : tensor<4xi32> -> tensor<1xi32>
  %integers9_s3_3_3 = eshkol.reshape %integers9_s3_3_3_slice to [] : tensor<1xi32> -> tensor<i32>
  eshkol.assert_close %integers9_s3_3_3, %integers9_e3_3, "integers9: element 3" atol = 0.0 rtol = 0.0 : tensor<i32>

  %integers10_a0 = arith.constant 101 : i64
  %integers10_a1 = arith.constant dense<[1, 3, -4]> : tensor<3xi64>
  %integers10:4 = eshkol.vmap @integers(%integers10_a0, %integers10_a1) in_axes [-1, 0] out_axes [0, 0, 0, 0]
      : (i64, tensor<3xi64>) -> (tensor<3xi64>, tensor<3xi64>, tensor<3xi1>, tensor<3xi32>)
  %integers10_a1_0_slice = eshkol.slice %integers10_a1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %integers10_a1_0 = eshkol.reshape %integers10_a1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %integers10_a1_0_number = tensor.extract %integers10_a1_0[] : tensor<i64>
  %integers10_e0:4 = func.call @integers(%integers10_a0, %integers10_a1_0_number) : (i64, i64) -> (i64, i64, i1, i32)
  %integers10_e0_0 = tensor.from_elements %integers10_e0#0 : tensor<i64>
  %integers10_s0_0_0_slice = eshkol.slice %integers10#0 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %integers10_s0_0_0 = eshkol.reshape %integers10_s0_0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers10_s0_0_0, %integers10_e0_0, "integers10: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers10_e0_1 = tensor.from_elements %integers10_e0#1 : tensor<i64>
  %integers10_s0_1_0_slice = eshkol.slice %integers10#1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %integers10_s0_1_0 = eshkol.reshape %integers10_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers10_s0_1_0, %integers10_e0_1, "integers10: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers10_e0_2 = tensor.from_elements %integers10_e0#2 : tensor<i1>
  %integers10_s0_2_0_slice = eshkol.slice %integers10#2 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %integers10_s0_2_0 = eshkol.reshape %integers10_s0_2_0_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %integers10_s0_2_0, %integers10_e0_2, "integers10: element 0" atol = 0.0 rtol = 0.0 : tensor<i1>
  %integers10_e0_3 = tensor.from_elements %integers10_e0#3 : tensor<i32>
  %integers10_s0_3_0_slice = eshkol.slice %integers10#3 [0] [1] [1] : tensor<3xi32> -> tensor<1xi32>
  %integers10_s0_3_0 = eshkol.reshape %integers10_s0_3_0_slice to [] : tensor<1xi32> -> tensor<i32>
  eshkol.assert_close %integers10_s0_3_0, %integers10_e0_3, "integers10: element 0" atol = 0.0 rtol = 0.0 : tensor<i32>
  %integers10_a1_1_slice = eshkol.slice %integers10_a1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %integers10_a1_1 = eshkol.reshape %integers10_a1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %integers10_a1_1_number = tensor.extract %integers10_a1_1[] : tensor<i64>
  %integers10_e1:4 = func.call @integers(%integers10_a0, %integers10_a1_1_number) : (i64, i64) -> (i64, i64, i1, i32)
  %integers10_e1_0 = tensor.from_elements %integers10_e1#0 : tensor<i64>
  %integers10_s1_0_1_slice = eshkol.slice %integers10#0 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %integers10_s1_0_1 = eshkol.reshape %integers10_s1_0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers10_s1_0_1, %integers10_e1_0, "integers10: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers10_e1_1 = tensor.from_elements %integers10_e1#1 : tensor<i64>
  %integers10_s1_1_1_slice = eshkol.slice %integers10#1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %integers10_s1_1_1 = eshkol.reshape %integers10_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers10_s1_1_1, %integers10_e1_1, "integers10: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers10_e1_2 = tensor.from_elements %integers10_e1#2 : tensor<i1>
  %integers10_s1_2_1_slice = eshkol.slice %integers10#2 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %integers10_s1_2_1 = eshkol.reshape %integers10_s1_2_1_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %integers10_s1_2_1, %integers10_e1_2, "integers10: element 1" atol = 0.0 rtol = 0.0 : tensor<i1>
  %integers10_e1_3 = tensor.from_elements %integers10_e1#3 : tensor<i32>
  %integers10_s1_3_1_slice = eshkol.slice %integers10#3 [1] [1] [1] : tensor<3xi32> -> tensor<1xi32>
  %integers10_s1_3_1 = eshkol.reshape %integers10_s1_3_1_slice to [] : tensor<1xi32> -> tensor<i32>
  eshkol.assert_close %integers10_s1_3_1, %integers10_e1_3, "integers10: element 1" atol = 0.0 rtol = 0.0 : tensor<i32>
  %integers10_a1_2_slice = eshkol.slice %integers10_a1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %integers10_a1_2 = eshkol.reshape %integers10_a1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %integers10_a1_2_number = tensor.extract %integers10_a1_2[] : tensor<i64>
  %integers10_e2:4 = func.call @integers(%integers10_a0, %integers10_a1_2_number) : (i64, i64) -> (i64, i64, i1, i32)
  %integers10_e2_0 = tensor.from_elements %integers10_e2#0 : tensor<i64>
  %integers10_s2_0_2_slice = eshkol.slice %integers10#0 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %integers10_s2_0_2 = eshkol.reshape %integers10_s2_0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers10_s2_0_2, %integers10_e2_0, "integers10: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers10_e2_1 = tensor.from_elements %integers10_e2#1 : tensor<i64>
  %integers10_s2_1_2_slice = eshkol.slice %integers10#1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %integers10_s2_1_2 = eshkol.reshape %integers10_s2_1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %integers10_s2_1_2, %integers10_e2_1, "integers10: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %integers10_e2_2 = tensor.from_elements %integers10_e2#2 : tensor<i1>
  %integers10_s2_2_2_slice = eshkol.slice %integers10#2 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %integers10_s2_2_2 = eshkol.reshape %integers10_s2_2_2_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %integers10_s2_2_2, %integers10_e2_2, "integers10: element 2" atol = 0.0 rtol = 0.0 : tensor<i1>
  %integers10_e2_3 = tensor.from_elements %integers10_e2#3 : tensor<i32>
  %integers10_s2_3_2_slice = eshkol.slice %integers10#3 [2] [1] [1] : tensor<3xi32> -> tensor<1xi32>
  %integers10_s2_3_2 = eshkol.reshape %integers10_s2_3_2_slice to [] : tensor<1xi32> -> tensor<i32>
  eshkol.assert_close %integers10_s2_3_2, %integers10_e2_3, "integers10: element 2" atol = 0.0 rtol = 0.0 : tensor<i32>

  %positions11_a0 = arith.constant dense<[1, 2, 3]> : tensor<3xindex>
  %positions11_a1 = arith.constant dense<[4, 5, 6]> : tensor<3xi32>
  %positions11_a2 = arith.constant dense<[2, -2, 5]> : tensor<3xi64>
  %positions11:2 = eshkol.vmap @positions(%positions11_a0, %positions11_a1, %positions11_a2) in_axes [0, 0, 0] out_axes [0, 0]
      : (tensor<3xindex>, tensor<3xi32>, tensor<3xi64>) -> (tensor<3xindex>, tensor<3xi64>)
  %positions11_a0_0_slice = eshkol.slice %positions11_a0 [0] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %positions11_a0_0 = eshkol.reshape %positions11_a0_0_slice to [] : tensor<1xindex> -> tensor<index>
  %positions11_a0_0_number = tensor.extract %positions11_a0_0[] : tensor<index>
  %positions11_a1_0_slice = eshkol.slice %positions11_a1 [0] [1] [1] : tensor<3xi32> -> tensor<1xi32>
  %positions11_a1_0 = eshkol.reshape %positions11_a1_0_slice to [] : tensor<1xi32> -> tensor<i32>
  %positions11_a1_0_number = tensor.extract %positions11_a1_0[] : tensor<i32>
  %positions11_a2_0_slice = eshkol.slice %positions11_a2 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %positions11_a2_0 = eshkol.reshape %positions11_a2_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %positions11_a2_0_number = tensor.extract %positions11_a2_0[] : tensor<i64>
  %positions11_e0:2 = func.call @positions(%positions11_a0_0_number, %positions11_a1_0_number, %positions11_a2_0_number) : (index, i32, i64) -> (index, i64)
  %positions11_e0_0 = tensor.from_elements %positions11_e0#0 : tensor<index>
  %positions11_s0_0_0_slice = eshkol.slice %positions11#0 [0] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %positions11_s0_0_0 = eshkol.reshape %positions11_s0_0_0_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %positions11_s0_0_0, %positions11_e0_0, "positions11: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %positions11_e0_1 = tensor.from_elements %positions11_e0#1 : tensor<i64>
  %positions11_s0_1_0_slice = eshkol.slice %positions11#1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %positions11_s0_1_0 = eshkol.reshape %positions11_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %positions11_s0_1_0, %positions11_e0_1, "positions11: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %positions11_a0_1_slice = eshkol.slice %positions11_a0 [1] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %positions11_a0_1 = eshkol.reshape %positions11_a0_1_slice to [] : tensor<1xindex> -> tensor<index>
  %positions11_a0_1_number = tensor.extract %positions11_a0_1[] : tensor<index>
  %positions11_a1_1_slice = eshkol.slice %positions11_a1 [1] [1] [1] : tensor<3xi32> -> tensor<1xi32>
  %positions11_a1_1 = eshkol.reshape %positions11_a1_1_slice to [] : tensor<1xi32> -> tensor<i32>
  %positions11_a1_1_number = tensor.extract %positions11_a1_1[] : tensor<i32>
  %positions11_a2_1_slice = eshkol.slice %positions11_a2 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %positions11_a2_1 = eshkol.reshape %positions11_a2_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %positions11_a2_1_number = tensor.extract %positions11_a2_1[] : tensor<i64>
  %positions11_e1:2 = func.call @positions(%positions11_a0_1_number, %positions11_a1_1_number, %positions11_a2_1_number) : (index, i32, i64) -> (index, i64)
  %positions11_e1_0 = tensor.from_elements %positions11_e1#0 : tensor<index>
  %positions11_s1_0_1_slice = eshkol.slice %positions11#0 [1] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %positions11_s1_0_1 = eshkol.reshape %positions11_s1_0_1_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %positions11_s1_0_1, %positions11_e1_0, "positions11: element 1" atol = 0.0 rtol = 0.0 : tensor<index>
  %positions11_e1_1 = tensor.from_elements %positions11_e1#1 : tensor<i64>
  %positions11_s1_1_1_slice = eshkol.slice %positions11#1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %positions11_s1_1_1 = eshkol.reshape %positions11_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %positions11_s1_1_1, %positions11_e1_1, "positions11: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %positions11_a0_2_slice = eshkol.slice %positions11_a0 [2] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %positions11_a0_2 = eshkol.reshape %positions11_a0_2_slice to [] : tensor<1xindex> -> tensor<index>
  %positions11_a0_2_number = tensor.extract %positions11_a0_2[] : tensor<index>
  %positions11_a1_2_slice = eshkol.slice %positions11_a1 [2] [1] [1] : tensor<3xi32> -> tensor<1xi32>
  %positions11_a1_2 = eshkol.reshape %positions11_a1_2_slice to [] : tensor<1xi32> -> tensor<i32>
  %positions11_a1_2_number = tensor.extract %positions11_a1_2[] : tensor<i32>
  %positions11_a2_2_slice = eshkol.slice %positions11_a2 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %positions11_a2_2 = eshkol.reshape %positions11_a2_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %positions11_a2_2_number = tensor.extract %positions11_a2_2[] : tensor<i64>
  %positions11_e2:2 = func.call @positions(%positions11_a0_2_number, %positions11_a1_2_number, %positions11_a2_2_number) : (index, i32, i64) -> (index, i64)
  %positions11_e2_0 = tensor.from_elements %positions11_e2#0 : tensor<index>
  %positions11_s2_0_2_slice = eshkol.slice %positions11#0 [2] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %positions11_s2_0_2 = eshkol.reshape %positions11_s2_0_2_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %positions11_s2_0_2, %positions11_e2_0, "positions11: element 2" atol = 0.0 rtol = 0.0 : tensor<index>
  %positions11_e2_1 = tensor.from_elements %positions11_e2#1 : tensor<i64>
  %positions11_s2_1_2_slice = eshkol.slice %positions11#1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %positions11_s2_1_2 = eshkol.reshape %positions11_s2_1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %positions11_s2_1_2, %positions11_e2_1, "positions11: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>

  %positions12_a0 = arith.constant 1 : index
  %positions12_a1 = arith.constant 4 : i32
  %positions12_a2 = arith.constant dense<[2, 5]> : tensor<2xi64>
  %positions12:2 = eshkol.vmap @positions(%positions12_a0, %positions12_a1, %positions12_a2) in_axes [-1, -1, 0] out_axes [0, 0]
      : (index, i32, tensor<2xi64>) -> (tensor<2xindex>, tensor<2xi64>)
  %positions12_a2_0_slice = eshkol.slice %positions12_a2 [0] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %positions12_a2_0 = eshkol.reshape %positions12_a2_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %positions12_a2_0_number = tensor.extract %positions12_a2_0[] : tensor<i64>
  %positions12_e0:2 = func.call @positions(%positions12_a0, %positions12_a1, %positions12_a2_0_number) : (index, i32, i64) -> (index, i64)
  %positions12_e0_0 = tensor.from_elements %positions12_e0#0 : tensor<index>
  %positions12_s0_0_0_slice = eshkol.slice %positions12#0 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %positions12_s0_0_0 = eshkol.reshape %positions12_s0_0_0_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %positions12_s0_0_0, %positions12_e0_0, "positions12: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %positions12_e0_1 = tensor.from_elements %positions12_e0#1 : tensor<i64>
  %positions12_s0_1_0_slice = eshkol.slice %positions12#1 [0] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %positions12_s0_1_0 = eshkol.reshape %positions12_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %positions12_s0_1_0, %positions12_e0_1, "positions12: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %positions12_a2_1_slice = eshkol.slice %positions12_a2 [1] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %positions12_a2_1 = eshkol.reshape %positions12_a2_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %positions12_a2_1_number = tensor.extract %positions12_a2_1[] : tensor<i64>
  %positions12_e1:2 = func.call @positions(%positions12_a0, %positions12_a1, %positions12_a2_1_number) : (index, i32, i64) -> (index, i64)
  %positions12_e1_0 = tensor.from_elements %positions12_e1#0 : tensor<index>
  %positions12_s1_0_1_slice = eshkol.slice %positions12#0 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %positions12_s1_0_1 = eshkol.reshape %positions12_s1_0_1_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %positions12_s1_0_1, %positions12_e1_0, "positions12: element 1" atol = 0.0 rtol = 0.0 : tensor<index>
  %positions12_e1_1 = tensor.from_elements %positions12_e1#1 : tensor<i64>
  %positions12_s1_1_1_slice = eshkol.slice %positions12#1 [1] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %positions12_s1_1_1 = eshkol.reshape %positions12_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %positions12_s1_1_1, %positions12_e1_1, "positions12: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>

  %positions13_a0 = arith.constant dense<[1, 9]> : tensor<2xindex>
  %positions13_a1 = arith.constant 4 : i32
  %positions13_a2 = arith.constant 2 : i64
  %positions13:2 = eshkol.vmap @positions(%positions13_a0, %positions13_a1, %positions13_a2) in_axes [0, -1, -1] out_axes [0, 0]
      : (tensor<2xindex>, i32, i64) -> (tensor<2xindex>, tensor<2xi64>)
  %positions13_a0_0_slice = eshkol.slice %positions13_a0 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %positions13_a0_0 = eshkol.reshape %positions13_a0_0_slice to [] : tensor<1xindex> -> tensor<index>
  %positions13_a0_0_number = tensor.extract %positions13_a0_0[] : tensor<index>
  %positions13_e0:2 = func.call @positions(%positions13_a0_0_number, %positions13_a1, %positions13_a2) : (index, i32, i64) -> (index, i64)
  %positions13_e0_0 = tensor.from_elements %positions13_e0#0 : tensor<index>
  %positions13_s0_0_0_slice = eshkol.slice %positions13#0 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %positions13_s0_0_0 = eshkol.reshape %positions13_s0_0_0_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %positions13_s0_0_0, %positions13_e0_0, "positions13: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %positions13_e0_1 = tensor.from_elements %positions13_e0#1 : tensor<i64>
  %positions13_s0_1_0_slice = eshkol.slice %positions13#1 [0] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %positions13_s0_1_0 = eshkol.reshape %positions13_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %positions13_s0_1_0, %positions13_e0_1, "positions13: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %positions13_a0_1_slice = eshkol.slice %positions13_a0 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %positions13_a0_1 = eshkol.reshape %positions13_a0_1_slice to [] : tensor<1xindex> -> tensor<index>
  %positions13_a0_1_number = tensor.extract %positions13_a0_1[] : tensor<index>
  %positions13_e1:2 = func.call @positions(%positions13_a0_1_number, %positions13_a1, %positions13_a2) : (index, i32, i64) -> (index, i64)
  %positions13_e1_0 = tensor.from_elements %positions13_e1#0 : tensor<index>
  %positions13_s1_0_1_slice = eshkol.slice %positions13#0 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %positions13_s1_0_1 = eshkol.reshape %positions13_s1_0_1_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %positions13_s1_0_1, %positions13_e1_0, "positions13: element 1" atol = 0.0 rtol = 0.0 : tensor<index>
  %positions13_e1_1 = tensor.from_elements %positions13_e1#1 : tensor<i64>
  %positions13_s1_1_1_slice = eshkol.slice %positions13#1 [1] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %positions13_s1_1_1 = eshkol.reshape %positions13_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %positions13_s1_1_1, %positions13_e1_1, "positions13: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>

  %choose14_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %choose14_a1 = arith.constant dense<[-1.592, -1.164, -1.355]> : tensor<3xf64>
  %choose14_a2 = arith.constant 9.0 : f64
  %choose14 = eshkol.vmap @choose(%choose14_a0, %choose14_a1, %choose14_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<3xi1>, tensor<3xf64>, f64) -> tensor<3xf64>
  %choose14_a0_0_slice = eshkol.slice %choose14_a0 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose14_a0_0 = eshkol.reshape %choose14_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose14_a0_0_number = tensor.extract %choose14_a0_0[] : tensor<i1>
  %choose14_a1_0_slice = eshkol.slice %choose14_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose14_a1_0 = eshkol.reshape %choose14_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose14_a1_0_number = tensor.extract %choose14_a1_0[] : tensor<f64>
  %choose14_e0 = func.call @choose(%choose14_a0_0_number, %choose14_a1_0_number, %choose14_a2) : (i1, f64, f64) -> f64
  %choose14_e0_0 = tensor.from_elements %choose14_e0 : tensor<f64>
  %choose14_s0_0_0_slice = eshkol.slice %choose14 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose14_s0_0_0 = eshkol.reshape %choose14_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose14_s0_0_0, %choose14_e0_0, "choose14: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %choose14_a0_1_slice = eshkol.slice %choose14_a0 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose14_a0_1 = eshkol.reshape %choose14_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose14_a0_1_number = tensor.extract %choose14_a0_1[] : tensor<i1>
  %choose14_a1_1_slice = eshkol.slice %choose14_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose14_a1_1 = eshkol.reshape %choose14_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose14_a1_1_number = tensor.extract %choose14_a1_1[] : tensor<f64>
  %choose14_e1 = func.call @choose(%choose14_a0_1_number, %choose14_a1_1_number, %choose14_a2) : (i1, f64, f64) -> f64
  %choose14_e1_0 = tensor.from_elements %choose14_e1 : tensor<f64>
  %choose14_s1_0_1_slice = eshkol.slice %choose14 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose14_s1_0_1 = eshkol.reshape %choose14_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose14_s1_0_1, %choose14_e1_0, "choose14: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %choose14_a0_2_slice = eshkol.slice %choose14_a0 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose14_a0_2 = eshkol.reshape %choose14_a0_2_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose14_a0_2_number = tensor.extract %choose14_a0_2[] : tensor<i1>
  %choose14_a1_2_slice = eshkol.slice %choose14_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose14_a1_2 = eshkol.reshape %choose14_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose14_a1_2_number = tensor.extract %choose14_a1_2[] : tensor<f64>
  %choose14_e2 = func.call @choose(%choose14_a0_2_number, %choose14_a1_2_number, %choose14_a2) : (i1, f64, f64) -> f64
  %choose14_e2_0 = tensor.from_elements %choose14_e2 : tensor<f64>
  %choose14_s2_0_2_slice = eshkol.slice %choose14 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose14_s2_0_2 = eshkol.reshape %choose14_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose14_s2_0_2, %choose14_e2_0, "choose14: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %choose15_a0 = arith.constant true
  %choose15_a1 = arith.constant dense<[0.612, -0.987, -0.135]> : tensor<3xf64>
  %choose15_a2 = arith.constant dense<[-1.022, -1.364, -1.558]> : tensor<3xf64>
  %choose15 = eshkol.vmap @choose(%choose15_a0, %choose15_a1, %choose15_a2) in_axes [-1, 0, 0] out_axes [0]
      : (i1, tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  %choose15_a1_0_slice = eshkol.slice %choose15_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose15_a1_0 = eshkol.reshape %choose15_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose15_a1_0_number = tensor.extract %choose15_a1_0[] : tensor<f64>
  %choose15_a2_0_slice = eshkol.slice %choose15_a2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose15_a2_0 = eshkol.reshape %choose15_a2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose15_a2_0_number = tensor.extract %choose15_a2_0[] : tensor<f64>
  %choose15_e0 = func.call @choose(%choose15_a0, %choose15_a1_0_number, %choose15_a2_0_number) : (i1, f64, f64) -> f64
  %choose15_e0_0 = tensor.from_elements %choose15_e0 : tensor<f64>
  %choose15_s0_0_0_slice = eshkol.slice %choose15 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose15_s0_0_0 = eshkol.reshape %choose15_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose15_s0_0_0, %choose15_e0_0, "choose15: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %choose15_a1_1_slice = eshkol.slice %choose15_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose15_a1_1 = eshkol.reshape %choose15_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose15_a1_1_number = tensor.extract %choose15_a1_1[] : tensor<f64>
  %choose15_a2_1_slice = eshkol.slice %choose15_a2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose15_a2_1 = eshkol.reshape %choose15_a2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose15_a2_1_number = tensor.extract %choose15_a2_1[] : tensor<f64>
  %choose15_e1 = func.call @choose(%choose15_a0, %choose15_a1_1_number, %choose15_a2_1_number) : (i1, f64, f64) -> f64
  %choose15_e1_0 = tensor.from_elements %choose15_e1 : tensor<f64>
  %choose15_s1_0_1_slice = eshkol.slice %choose15 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose15_s1_0_1 = eshkol.reshape %choose15_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose15_s1_0_1, %choose15_e1_0, "choose15: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %choose15_a1_2_slice = eshkol.slice %choose15_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose15_a1_2 = eshkol.reshape %choose15_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose15_a1_2_number = tensor.extract %choose15_a1_2[] : tensor<f64>
  %choose15_a2_2_slice = eshkol.slice %choose15_a2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose15_a2_2 = eshkol.reshape %choose15_a2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose15_a2_2_number = tensor.extract %choose15_a2_2[] : tensor<f64>
  %choose15_e2 = func.call @choose(%choose15_a0, %choose15_a1_2_number, %choose15_a2_2_number) : (i1, f64, f64) -> f64
  %choose15_e2_0 = tensor.from_elements %choose15_e2 : tensor<f64>
  %choose15_s2_0_2_slice = eshkol.slice %choose15 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose15_s2_0_2 = eshkol.reshape %choose15_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose15_s2_0_2, %choose15_e2_0, "choose15: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %choose_tensor16_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %choose_tensor16_a1 = arith.constant dense<[[0.625, -1.447], [-1.214, -0.525], [1.284, -1.612]]> : tensor<3x2xf64>
  %choose_tensor16_a2 = arith.constant dense<[1.352, -1.616]> : tensor<2xf64>
  %choose_tensor16 = eshkol.vmap @choose_tensor(%choose_tensor16_a0, %choose_tensor16_a1, %choose_tensor16_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<3xi1>, tensor<3x2xf64>, tensor<2xf64>) -> tensor<3x2xf64>
  %choose_tensor16_a0_0_slice = eshkol.slice %choose_tensor16_a0 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose_tensor16_a0_0 = eshkol.reshape %choose_tensor16_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose_tensor16_a0_0_number = tensor.extract %choose_tensor16_a0_0[] : tensor<i1>
  %choose_tensor16_a1_0_slice = eshkol.slice %choose_tensor16_a1 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_tensor16_a1_0 = eshkol.reshape %choose_tensor16_a1_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_tensor16_e0 = func.call @choose_tensor(%choose_tensor16_a0_0_number, %choose_tensor16_a1_0, %choose_tensor16_a2) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_tensor16_s0_0_0_slice = eshkol.slice %choose_tensor16 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_tensor16_s0_0_0 = eshkol.reshape %choose_tensor16_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_tensor16_s0_0_0, %choose_tensor16_e0, "choose_tensor16: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_tensor16_a0_1_slice = eshkol.slice %choose_tensor16_a0 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose_tensor16_a0_1 = eshkol.reshape %choose_tensor16_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose_tensor16_a0_1_number = tensor.extract %choose_tensor16_a0_1[] : tensor<i1>
  %choose_tensor16_a1_1_slice = eshkol.slice %choose_tensor16_a1 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_tensor16_a1_1 = eshkol.reshape %choose_tensor16_a1_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_tensor16_e1 = func.call @choose_tensor(%choose_tensor16_a0_1_number, %choose_tensor16_a1_1, %choose_tensor16_a2) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_tensor16_s1_0_1_slice = eshkol.slice %choose_tensor16 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_tensor16_s1_0_1 = eshkol.reshape %choose_tensor16_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_tensor16_s1_0_1, %choose_tensor16_e1, "choose_tensor16: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_tensor16_a0_2_slice = eshkol.slice %choose_tensor16_a0 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose_tensor16_a0_2 = eshkol.reshape %choose_tensor16_a0_2_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose_tensor16_a0_2_number = tensor.extract %choose_tensor16_a0_2[] : tensor<i1>
  %choose_tensor16_a1_2_slice = eshkol.slice %choose_tensor16_a1 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_tensor16_a1_2 = eshkol.reshape %choose_tensor16_a1_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_tensor16_e2 = func.call @choose_tensor(%choose_tensor16_a0_2_number, %choose_tensor16_a1_2, %choose_tensor16_a2) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_tensor16_s2_0_2_slice = eshkol.slice %choose_tensor16 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_tensor16_s2_0_2 = eshkol.reshape %choose_tensor16_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_tensor16_s2_0_2, %choose_tensor16_e2, "choose_tensor16: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %choose_elements17_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %choose_elements17_a1 = arith.constant dense<[[1.906, -0.125], [1.907, 0.419], [0.957, -1.843]]> : tensor<3x2xf64>
  %choose_elements17_a2 = arith.constant dense<[-0.869, -1.519]> : tensor<2xf64>
  %choose_elements17 = eshkol.vmap @choose_elements(%choose_elements17_a0, %choose_elements17_a1, %choose_elements17_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<2xi1>, tensor<3x2xf64>, tensor<2xf64>) -> tensor<3x2xf64>
  %choose_elements17_a1_0_slice = eshkol.slice %choose_elements17_a1 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements17_a1_0 = eshkol.reshape %choose_elements17_a1_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_elements17_e0 = func.call @choose_elements(%choose_elements17_a0, %choose_elements17_a1_0, %choose_elements17_a2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_elements17_s0_0_0_slice = eshkol.slice %choose_elements17 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements17_s0_0_0 = eshkol.reshape %choose_elements17_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_elements17_s0_0_0, %choose_elements17_e0, "choose_elements17: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_elements17_a1_1_slice = eshkol.slice %choose_elements17_a1 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements17_a1_1 = eshkol.reshape %choose_elements17_a1_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_elements17_e1 = func.call @choose_elements(%choose_elements17_a0, %choose_elements17_a1_1, %choose_elements17_a2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_elements17_s1_0_1_slice = eshkol.slice %choose_elements17 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements17_s1_0_1 = eshkol.reshape %choose_elements17_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_elements17_s1_0_1, %choose_elements17_e1, "choose_elements17: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_elements17_a1_2_slice = eshkol.slice %choose_elements17_a1 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements17_a1_2 = eshkol.reshape %choose_elements17_a1_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_elements17_e2 = func.call @choose_elements(%choose_elements17_a0, %choose_elements17_a1_2, %choose_elements17_a2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_elements17_s2_0_2_slice = eshkol.slice %choose_elements17 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements17_s2_0_2 = eshkol.reshape %choose_elements17_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_elements17_s2_0_2, %choose_elements17_e2, "choose_elements17: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %choose_elements18_a0 = arith.constant dense<[[true, false], [false, false]]> : tensor<2x2xi1>
  %choose_elements18_a1 = arith.constant dense<[-0.815, -1.525]> : tensor<2xf64>
  %choose_elements18_a2 = arith.constant dense<[-0.728, -0.343]> : tensor<2xf64>
  %choose_elements18 = eshkol.vmap @choose_elements(%choose_elements18_a0, %choose_elements18_a1, %choose_elements18_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2x2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2x2xf64>
  %choose_elements18_a0_0_slice = eshkol.slice %choose_elements18_a0 [0, 0] [1, 2] [1, 1] : tensor<2x2xi1> -> tensor<1x2xi1>
  %choose_elements18_a0_0 = eshkol.reshape %choose_elements18_a0_0_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
  %choose_elements18_e0 = func.call @choose_elements(%choose_elements18_a0_0, %choose_elements18_a1, %choose_elements18_a2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_elements18_s0_0_0_slice = eshkol.slice %choose_elements18 [0, 0] [1, 2] [1, 1] : tensor<2x2xf64> -> tensor<1x2xf64>
  %choose_elements18_s0_0_0 = eshkol.reshape %choose_elements18_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_elements18_s0_0_0, %choose_elements18_e0, "choose_elements18: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_elements18_a0_1_slice = eshkol.slice %choose_elements18_a0 [1, 0] [1, 2] [1, 1] : tensor<2x2xi1> -> tensor<1x2xi1>
  %choose_elements18_a0_1 = eshkol.reshape %choose_elements18_a0_1_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
  %choose_elements18_e1 = func.call @choose_elements(%choose_elements18_a0_1, %choose_elements18_a1, %choose_elements18_a2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_elements18_s1_0_1_slice = eshkol.slice %choose_elements18 [1, 0] [1, 2] [1, 1] : tensor<2x2xf64> -> tensor<1x2xf64>
  %choose_elements18_s1_0_1 = eshkol.reshape %choose_elements18_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_elements18_s1_0_1, %choose_elements18_e1, "choose_elements18: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  return
}
