// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// CHECK-LABEL: func.func private @compare.vmap(
// CHECK: eshkol.compare lt %{{.*}}, %{{.*}} : (tensor<3x2xf64>, tensor<3x2xf64>) -> tensor<3x2xi1>
// CHECK: eshkol.convert %{{.*}} : (tensor<3x2xi1>) -> tensor<3x2xi64>
func.func @compare(%x: tensor<2xf64>, %y: tensor<2xf64>) -> (tensor<2xi1>, tensor<2xi64>) {
  %0 = eshkol.compare lt %x, %y : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xi1>
  %1 = eshkol.convert %0 : (tensor<2xi1>) -> tensor<2xi64>
  return %0, %1 : tensor<2xi1>, tensor<2xi64>
}

// CHECK-LABEL: func.func private @choose.vmap_{{[0-9]+}}(
// CHECK-SAME: %[[C:.*]]: i1
// CHECK: eshkol.select %[[C]], %{{.*}}, %{{.*}} : (i1, tensor<3x2xf64>, tensor<3x2xf64>)
// CHECK-LABEL: func.func private @choose.vmap(
// CHECK-SAME: %[[C:.*]]: tensor<3xi1>
// CHECK: %[[EACH:.*]] = eshkol.broadcast %[[C]] [0] to [3, 2]
// CHECK: eshkol.select %[[EACH]], %{{.*}}, %{{.*}} : (tensor<3x2xi1>, tensor<3x2xf64>, tensor<3x2xf64>)
func.func @choose(%c: i1, %x: tensor<2xf64>, %y: tensor<2xf64>) -> tensor<2xf64> {
  %0 = eshkol.select %c, %x, %y : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  return %0 : tensor<2xf64>
}

func.func @choose_rank0(%c: tensor<i1>, %x: tensor<2xf64>, %y: tensor<2xf64>) -> tensor<2xf64> {
  %0 = eshkol.select %c, %x, %y : (tensor<i1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  return %0 : tensor<2xf64>
}

func.func @choose_numbers(%c: tensor<i1>, %x: tensor<f64>, %y: tensor<f64>) -> tensor<f64> {
  %0 = eshkol.select %c, %x, %y : (tensor<i1>, tensor<f64>, tensor<f64>) -> tensor<f64>
  return %0 : tensor<f64>
}

func.func @choose_elements(%c: tensor<2xi1>, %x: tensor<2xf64>, %y: tensor<2xf64>) -> tensor<2xf64> {
  %0 = eshkol.select %c, %x, %y : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  return %0 : tensor<2xf64>
}

// CHECK-LABEL: func.func private @clamp.vmap(
// CHECK: eshkol.clamp %{{.*}}, %{{.*}}, %{{.*}} : (tensor<2x3xf64>, tensor<f64>, tensor<2x3xf64>) -> tensor<2x3xf64>
func.func @clamp(%x: tensor<3xf64>, %low: tensor<f64>, %high: tensor<3xf64>) -> tensor<3xf64> {
  %0 = eshkol.clamp %x, %low, %high : (tensor<3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
  return %0 : tensor<3xf64>
}

// What the region uses, if batched, becomes an operand.
// CHECK-LABEL: func.func private @map.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3x2xcomplex<f64>>, %[[S:.*]]: tensor<3xf64>, %[[T:.*]]: f64)
// CHECK: %[[EACH:.*]] = eshkol.broadcast %[[S]] [0] to [3, 2] : tensor<3xf64> -> tensor<3x2xf64>
// CHECK: eshkol.map %[[X]], %[[EACH]]
// CHECK: ^bb0(%{{.*}}: complex<f64>, %[[NUMBER:.*]]: f64):
// CHECK: arith.mulf %{{.*}}, %[[NUMBER]] : f64
// CHECK: arith.addf %{{.*}}, %[[T]] : f64
func.func @map(%x: tensor<2xcomplex<f64>>, %s: f64, %t: f64) -> tensor<2xf64> {
  %0 = eshkol.map %x : (tensor<2xcomplex<f64>>) -> tensor<2xf64> {
  ^bb0(%a: complex<f64>):
    %1 = complex.abs %a : complex<f64>
    %2 = arith.mulf %1, %s : f64
    %3 = arith.addf %2, %t : f64
    eshkol.yield %3 : f64
  }
  return %0 : tensor<2xf64>
}

func.func @map_index(%x: tensor<3xi64>, %n: index) -> tensor<3xindex> {
  %0 = eshkol.map %x : (tensor<3xi64>) -> tensor<3xindex> {
  ^bb0(%a: i64):
    %1 = arith.index_cast %a : i64 to index
    %2 = arith.muli %1, %n : index
    eshkol.yield %2 : index
  }
  return %0 : tensor<3xindex>
}

func.func @map_number(%x: tensor<f64>, %s: f64) -> tensor<f64> {
  %0 = eshkol.map %x : (tensor<f64>) -> tensor<f64> {
  ^bb0(%a: f64):
    %1 = arith.mulf %a, %s : f64
    eshkol.yield %1 : f64
  }
  return %0 : tensor<f64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %compare1_a0 = arith.constant dense<[[0.195, 0.861], [0.411, 0.18], [-0.305, 0.584]]> : tensor<3x2xf64>
  %compare1_a1 = arith.constant dense<[-0.25, 1.567]> : tensor<2xf64>
  %compare1:2 = eshkol.vmap @compare(%compare1_a0, %compare1_a1) in_axes [0, -1] out_axes [0, 0]
      : (tensor<3x2xf64>, tensor<2xf64>) -> (tensor<3x2xi1>, tensor<3x2xi64>)
  %compare1_a0_0_slice = eshkol.slice %compare1_a0 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %compare1_a0_0 = eshkol.reshape %compare1_a0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %compare1_e0:2 = func.call @compare(%compare1_a0_0, %compare1_a1) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xi1>, tensor<2xi64>)
  %compare1_s0_0_0_slice = eshkol.slice %compare1#0 [0, 0] [1, 2] [1, 1] : tensor<3x2xi1> -> tensor<1x2xi1>
  %compare1_s0_0_0 = eshkol.reshape %compare1_s0_0_0_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
  eshkol.assert_close %compare1_s0_0_0, %compare1_e0#0, "compare1: element 0" atol = 0.0 rtol = 0.0 : tensor<2xi1>
  %compare1_s0_1_0_slice = eshkol.slice %compare1#1 [0, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %compare1_s0_1_0 = eshkol.reshape %compare1_s0_1_0_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %compare1_s0_1_0, %compare1_e0#1, "compare1: element 0" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  %compare1_a0_1_slice = eshkol.slice %compare1_a0 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %compare1_a0_1 = eshkol.reshape %compare1_a0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %compare1_e1:2 = func.call @compare(%compare1_a0_1, %compare1_a1) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xi1>, tensor<2xi64>)
  %compare1_s1_0_1_slice = eshkol.slice %compare1#0 [1, 0] [1, 2] [1, 1] : tensor<3x2xi1> -> tensor<1x2xi1>
  %compare1_s1_0_1 = eshkol.reshape %compare1_s1_0_1_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
  eshkol.assert_close %compare1_s1_0_1, %compare1_e1#0, "compare1: element 1" atol = 0.0 rtol = 0.0 : tensor<2xi1>
  %compare1_s1_1_1_slice = eshkol.slice %compare1#1 [1, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %compare1_s1_1_1 = eshkol.reshape %compare1_s1_1_1_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %compare1_s1_1_1, %compare1_e1#1, "compare1: element 1" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  %compare1_a0_2_slice = eshkol.slice %compare1_a0 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %compare1_a0_2 = eshkol.reshape %compare1_a0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %compare1_e2:2 = func.call @compare(%compare1_a0_2, %compare1_a1) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xi1>, tensor<2xi64>)
  %compare1_s2_0_2_slice = eshkol.slice %compare1#0 [2, 0] [1, 2] [1, 1] : tensor<3x2xi1> -> tensor<1x2xi1>
  %compare1_s2_0_2 = eshkol.reshape %compare1_s2_0_2_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
  eshkol.assert_close %compare1_s2_0_2, %compare1_e2#0, "compare1: element 2" atol = 0.0 rtol = 0.0 : tensor<2xi1>
  %compare1_s2_1_2_slice = eshkol.slice %compare1#1 [2, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %compare1_s2_1_2 = eshkol.reshape %compare1_s2_1_2_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %compare1_s2_1_2, %compare1_e2#1, "compare1: element 2" atol = 0.0 rtol = 0.0 : tensor<2xi64>

  %compare2_a0 = arith.constant dense<[[1.855, -0.466], [1.167, 0.116], [0.272, 1.702]]> : tensor<3x2xf64>
  %compare2_a1 = arith.constant dense<[[-1.716, -1.651, -1.919], [1.33, 1.113, 1.48]]> : tensor<2x3xf64>
  %compare2:2 = eshkol.vmap @compare(%compare2_a0, %compare2_a1) in_axes [0, 1] out_axes [0, 0]
      : (tensor<3x2xf64>, tensor<2x3xf64>) -> (tensor<3x2xi1>, tensor<3x2xi64>)
  %compare2_a0_0_slice = eshkol.slice %compare2_a0 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %compare2_a0_0 = eshkol.reshape %compare2_a0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %compare2_a1_0_slice = eshkol.slice %compare2_a1 [0, 0] [2, 1] [1, 1] : tensor<2x3xf64> -> tensor<2x1xf64>
  %compare2_a1_0 = eshkol.reshape %compare2_a1_0_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
  %compare2_e0:2 = func.call @compare(%compare2_a0_0, %compare2_a1_0) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xi1>, tensor<2xi64>)
  %compare2_s0_0_0_slice = eshkol.slice %compare2#0 [0, 0] [1, 2] [1, 1] : tensor<3x2xi1> -> tensor<1x2xi1>
  %compare2_s0_0_0 = eshkol.reshape %compare2_s0_0_0_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
  eshkol.assert_close %compare2_s0_0_0, %compare2_e0#0, "compare2: element 0" atol = 0.0 rtol = 0.0 : tensor<2xi1>
  %compare2_s0_1_0_slice = eshkol.slice %compare2#1 [0, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %compare2_s0_1_0 = eshkol.reshape %compare2_s0_1_0_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %compare2_s0_1_0, %compare2_e0#1, "compare2: element 0" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  %compare2_a0_1_slice = eshkol.slice %compare2_a0 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %compare2_a0_1 = eshkol.reshape %compare2_a0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %compare2_a1_1_slice = eshkol.slice %compare2_a1 [0, 1] [2, 1] [1, 1] : tensor<2x3xf64> -> tensor<2x1xf64>
  %compare2_a1_1 = eshkol.reshape %compare2_a1_1_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
  %compare2_e1:2 = func.call @compare(%compare2_a0_1, %compare2_a1_1) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xi1>, tensor<2xi64>)
  %compare2_s1_0_1_slice = eshkol.slice %compare2#0 [1, 0] [1, 2] [1, 1] : tensor<3x2xi1> -> tensor<1x2xi1>
  %compare2_s1_0_1 = eshkol.reshape %compare2_s1_0_1_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
  eshkol.assert_close %compare2_s1_0_1, %compare2_e1#0, "compare2: element 1" atol = 0.0 rtol = 0.0 : tensor<2xi1>
  %compare2_s1_1_1_slice = eshkol.slice %compare2#1 [1, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %compare2_s1_1_1 = eshkol.reshape %compare2_s1_1_1_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %compare2_s1_1_1, %compare2_e1#1, "compare2: element 1" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  %compare2_a0_2_slice = eshkol.slice %compare2_a0 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %compare2_a0_2 = eshkol.reshape %compare2_a0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %compare2_a1_2_slice = eshkol.slice %compare2_a1 [0, 2] [2, 1] [1, 1] : tensor<2x3xf64> -> tensor<2x1xf64>
  %compare2_a1_2 = eshkol.reshape %compare2_a1_2_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
  %compare2_e2:2 = func.call @compare(%compare2_a0_2, %compare2_a1_2) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xi1>, tensor<2xi64>)
  %compare2_s2_0_2_slice = eshkol.slice %compare2#0 [2, 0] [1, 2] [1, 1] : tensor<3x2xi1> -> tensor<1x2xi1>
  %compare2_s2_0_2 = eshkol.reshape %compare2_s2_0_2_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
  eshkol.assert_close %compare2_s2_0_2, %compare2_e2#0, "compare2: element 2" atol = 0.0 rtol = 0.0 : tensor<2xi1>
  %compare2_s2_1_2_slice = eshkol.slice %compare2#1 [2, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %compare2_s2_1_2 = eshkol.reshape %compare2_s2_1_2_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %compare2_s2_1_2, %compare2_e2#1, "compare2: element 2" atol = 0.0 rtol = 0.0 : tensor<2xi64>

  %choose3_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %choose3_a1 = arith.constant dense<[1.914, 1.197]> : tensor<2xf64>
  %choose3_a2 = arith.constant dense<[[-0.154, 1.122], [-1.527, 0.56], [-1.427, 1.779]]> : tensor<3x2xf64>
  %choose3 = eshkol.vmap @choose(%choose3_a0, %choose3_a1, %choose3_a2) in_axes [0, -1, 0] out_axes [0]
      : (tensor<3xi1>, tensor<2xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  %choose3_a0_0_slice = eshkol.slice %choose3_a0 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose3_a0_0 = eshkol.reshape %choose3_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose3_a0_0_number = tensor.extract %choose3_a0_0[] : tensor<i1>
  %choose3_a2_0_slice = eshkol.slice %choose3_a2 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose3_a2_0 = eshkol.reshape %choose3_a2_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose3_e0 = func.call @choose(%choose3_a0_0_number, %choose3_a1, %choose3_a2_0) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose3_s0_0_0_slice = eshkol.slice %choose3 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose3_s0_0_0 = eshkol.reshape %choose3_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose3_s0_0_0, %choose3_e0, "choose3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose3_a0_1_slice = eshkol.slice %choose3_a0 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose3_a0_1 = eshkol.reshape %choose3_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose3_a0_1_number = tensor.extract %choose3_a0_1[] : tensor<i1>
  %choose3_a2_1_slice = eshkol.slice %choose3_a2 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose3_a2_1 = eshkol.reshape %choose3_a2_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose3_e1 = func.call @choose(%choose3_a0_1_number, %choose3_a1, %choose3_a2_1) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose3_s1_0_1_slice = eshkol.slice %choose3 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose3_s1_0_1 = eshkol.reshape %choose3_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose3_s1_0_1, %choose3_e1, "choose3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose3_a0_2_slice = eshkol.slice %choose3_a0 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose3_a0_2 = eshkol.reshape %choose3_a0_2_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose3_a0_2_number = tensor.extract %choose3_a0_2[] : tensor<i1>
  %choose3_a2_2_slice = eshkol.slice %choose3_a2 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose3_a2_2 = eshkol.reshape %choose3_a2_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose3_e2 = func.call @choose(%choose3_a0_2_number, %choose3_a1, %choose3_a2_2) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose3_s2_0_2_slice = eshkol.slice %choose3 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose3_s2_0_2 = eshkol.reshape %choose3_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose3_s2_0_2, %choose3_e2, "choose3: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %choose4_a0 = arith.constant false
  %choose4_a1 = arith.constant dense<[[0.087, -0.341], [-0.942, 1.097], [-0.175, 0.274]]> : tensor<3x2xf64>
  %choose4_a2 = arith.constant dense<[[-1.925, 0.471], [0.448, 0.468], [1.775, 0.727]]> : tensor<3x2xf64>
  %choose4 = eshkol.vmap @choose(%choose4_a0, %choose4_a1, %choose4_a2) in_axes [-1, 0, 0] out_axes [0]
      : (i1, tensor<3x2xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  %choose4_a1_0_slice = eshkol.slice %choose4_a1 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose4_a1_0 = eshkol.reshape %choose4_a1_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose4_a2_0_slice = eshkol.slice %choose4_a2 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose4_a2_0 = eshkol.reshape %choose4_a2_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose4_e0 = func.call @choose(%choose4_a0, %choose4_a1_0, %choose4_a2_0) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose4_s0_0_0_slice = eshkol.slice %choose4 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose4_s0_0_0 = eshkol.reshape %choose4_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose4_s0_0_0, %choose4_e0, "choose4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose4_a1_1_slice = eshkol.slice %choose4_a1 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose4_a1_1 = eshkol.reshape %choose4_a1_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose4_a2_1_slice = eshkol.slice %choose4_a2 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose4_a2_1 = eshkol.reshape %choose4_a2_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose4_e1 = func.call @choose(%choose4_a0, %choose4_a1_1, %choose4_a2_1) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose4_s1_0_1_slice = eshkol.slice %choose4 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose4_s1_0_1 = eshkol.reshape %choose4_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose4_s1_0_1, %choose4_e1, "choose4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose4_a1_2_slice = eshkol.slice %choose4_a1 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose4_a1_2 = eshkol.reshape %choose4_a1_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose4_a2_2_slice = eshkol.slice %choose4_a2 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose4_a2_2 = eshkol.reshape %choose4_a2_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose4_e2 = func.call @choose(%choose4_a0, %choose4_a1_2, %choose4_a2_2) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose4_s2_0_2_slice = eshkol.slice %choose4 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose4_s2_0_2 = eshkol.reshape %choose4_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose4_s2_0_2, %choose4_e2, "choose4: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %choose_rank05_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %choose_rank05_a1 = arith.constant dense<[-0.562, -0.252]> : tensor<2xf64>
  %choose_rank05_a2 = arith.constant dense<[0.791, -1.759]> : tensor<2xf64>
  %choose_rank05 = eshkol.vmap @choose_rank0(%choose_rank05_a0, %choose_rank05_a1, %choose_rank05_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<3x2xf64>
  %choose_rank05_a0_0_slice = eshkol.slice %choose_rank05_a0 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose_rank05_a0_0 = eshkol.reshape %choose_rank05_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose_rank05_e0 = func.call @choose_rank0(%choose_rank05_a0_0, %choose_rank05_a1, %choose_rank05_a2) : (tensor<i1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_rank05_s0_0_0_slice = eshkol.slice %choose_rank05 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_rank05_s0_0_0 = eshkol.reshape %choose_rank05_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_rank05_s0_0_0, %choose_rank05_e0, "choose_rank05: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_rank05_a0_1_slice = eshkol.slice %choose_rank05_a0 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose_rank05_a0_1 = eshkol.reshape %choose_rank05_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose_rank05_e1 = func.call @choose_rank0(%choose_rank05_a0_1, %choose_rank05_a1, %choose_rank05_a2) : (tensor<i1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_rank05_s1_0_1_slice = eshkol.slice %choose_rank05 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_rank05_s1_0_1 = eshkol.reshape %choose_rank05_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_rank05_s1_0_1, %choose_rank05_e1, "choose_rank05: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_rank05_a0_2_slice = eshkol.slice %choose_rank05_a0 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose_rank05_a0_2 = eshkol.reshape %choose_rank05_a0_2_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose_rank05_e2 = func.call @choose_rank0(%choose_rank05_a0_2, %choose_rank05_a1, %choose_rank05_a2) : (tensor<i1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_rank05_s2_0_2_slice = eshkol.slice %choose_rank05 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_rank05_s2_0_2 = eshkol.reshape %choose_rank05_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_rank05_s2_0_2, %choose_rank05_e2, "choose_rank05: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %choose_rank06_a0 = arith.constant dense<true> : tensor<i1>
  %choose_rank06_a1 = arith.constant dense<[[0.667, 0.683], [-1.158, -1.484], [-0.738, -0.545]]> : tensor<3x2xf64>
  %choose_rank06_a2 = arith.constant dense<[0.281, -0.246]> : tensor<2xf64>
  %choose_rank06 = eshkol.vmap @choose_rank0(%choose_rank06_a0, %choose_rank06_a1, %choose_rank06_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<i1>, tensor<3x2xf64>, tensor<2xf64>) -> tensor<3x2xf64>
  %choose_rank06_a1_0_slice = eshkol.slice %choose_rank06_a1 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_rank06_a1_0 = eshkol.reshape %choose_rank06_a1_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_rank06_e0 = func.call @choose_rank0(%choose_rank06_a0, %choose_rank06_a1_0, %choose_rank06_a2) : (tensor<i1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_rank06_s0_0_0_slice = eshkol.slice %choose_rank06 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_rank06_s0_0_0 = eshkol.reshape %choose_rank06_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_rank06_s0_0_0, %choose_rank06_e0, "choose_rank06: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_rank06_a1_1_slice = eshkol.slice %choose_rank06_a1 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_rank06_a1_1 = eshkol.reshape %choose_rank06_a1_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_rank06_e1 = func.call @choose_rank0(%choose_rank06_a0, %choose_rank06_a1_1, %choose_rank06_a2) : (tensor<i1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_rank06_s1_0_1_slice = eshkol.slice %choose_rank06 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_rank06_s1_0_1 = eshkol.reshape %choose_rank06_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_rank06_s1_0_1, %choose_rank06_e1, "choose_rank06: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_rank06_a1_2_slice = eshkol.slice %choose_rank06_a1 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_rank06_a1_2 = eshkol.reshape %choose_rank06_a1_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_rank06_e2 = func.call @choose_rank0(%choose_rank06_a0, %choose_rank06_a1_2, %choose_rank06_a2) : (tensor<i1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_rank06_s2_0_2_slice = eshkol.slice %choose_rank06 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_rank06_s2_0_2 = eshkol.reshape %choose_rank06_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_rank06_s2_0_2, %choose_rank06_e2, "choose_rank06: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %choose_numbers7_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %choose_numbers7_a1 = arith.constant dense<[1.953, -1.592, -1.164]> : tensor<3xf64>
  %choose_numbers7_a2 = arith.constant dense<1.0> : tensor<f64>
  %choose_numbers7 = eshkol.vmap @choose_numbers(%choose_numbers7_a0, %choose_numbers7_a1, %choose_numbers7_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<3xi1>, tensor<3xf64>, tensor<f64>) -> tensor<3xf64>
  %choose_numbers7_a0_0_slice = eshkol.slice %choose_numbers7_a0 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose_numbers7_a0_0 = eshkol.reshape %choose_numbers7_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose_numbers7_a1_0_slice = eshkol.slice %choose_numbers7_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers7_a1_0 = eshkol.reshape %choose_numbers7_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose_numbers7_e0 = func.call @choose_numbers(%choose_numbers7_a0_0, %choose_numbers7_a1_0, %choose_numbers7_a2) : (tensor<i1>, tensor<f64>, tensor<f64>) -> tensor<f64>
  %choose_numbers7_s0_0_0_slice = eshkol.slice %choose_numbers7 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers7_s0_0_0 = eshkol.reshape %choose_numbers7_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose_numbers7_s0_0_0, %choose_numbers7_e0, "choose_numbers7: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %choose_numbers7_a0_1_slice = eshkol.slice %choose_numbers7_a0 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose_numbers7_a0_1 = eshkol.reshape %choose_numbers7_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose_numbers7_a1_1_slice = eshkol.slice %choose_numbers7_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers7_a1_1 = eshkol.reshape %choose_numbers7_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose_numbers7_e1 = func.call @choose_numbers(%choose_numbers7_a0_1, %choose_numbers7_a1_1, %choose_numbers7_a2) : (tensor<i1>, tensor<f64>, tensor<f64>) -> tensor<f64>
  %choose_numbers7_s1_0_1_slice = eshkol.slice %choose_numbers7 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers7_s1_0_1 = eshkol.reshape %choose_numbers7_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose_numbers7_s1_0_1, %choose_numbers7_e1, "choose_numbers7: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %choose_numbers7_a0_2_slice = eshkol.slice %choose_numbers7_a0 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %choose_numbers7_a0_2 = eshkol.reshape %choose_numbers7_a0_2_slice to [] : tensor<1xi1> -> tensor<i1>
  %choose_numbers7_a1_2_slice = eshkol.slice %choose_numbers7_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers7_a1_2 = eshkol.reshape %choose_numbers7_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose_numbers7_e2 = func.call @choose_numbers(%choose_numbers7_a0_2, %choose_numbers7_a1_2, %choose_numbers7_a2) : (tensor<i1>, tensor<f64>, tensor<f64>) -> tensor<f64>
  %choose_numbers7_s2_0_2_slice = eshkol.slice %choose_numbers7 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers7_s2_0_2 = eshkol.reshape %choose_numbers7_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose_numbers7_s2_0_2, %choose_numbers7_e2, "choose_numbers7: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %choose_numbers8_a0 = arith.constant dense<true> : tensor<i1>
  %choose_numbers8_a1 = arith.constant dense<[-1.355, 0.612, -0.987]> : tensor<3xf64>
  %choose_numbers8_a2 = arith.constant dense<1.0> : tensor<f64>
  %choose_numbers8 = eshkol.vmap @choose_numbers(%choose_numbers8_a0, %choose_numbers8_a1, %choose_numbers8_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<i1>, tensor<3xf64>, tensor<f64>) -> tensor<3xf64>
  %choose_numbers8_a1_0_slice = eshkol.slice %choose_numbers8_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers8_a1_0 = eshkol.reshape %choose_numbers8_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose_numbers8_e0 = func.call @choose_numbers(%choose_numbers8_a0, %choose_numbers8_a1_0, %choose_numbers8_a2) : (tensor<i1>, tensor<f64>, tensor<f64>) -> tensor<f64>
  %choose_numbers8_s0_0_0_slice = eshkol.slice %choose_numbers8 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers8_s0_0_0 = eshkol.reshape %choose_numbers8_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose_numbers8_s0_0_0, %choose_numbers8_e0, "choose_numbers8: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %choose_numbers8_a1_1_slice = eshkol.slice %choose_numbers8_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers8_a1_1 = eshkol.reshape %choose_numbers8_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose_numbers8_e1 = func.call @choose_numbers(%choose_numbers8_a0, %choose_numbers8_a1_1, %choose_numbers8_a2) : (tensor<i1>, tensor<f64>, tensor<f64>) -> tensor<f64>
  %choose_numbers8_s1_0_1_slice = eshkol.slice %choose_numbers8 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers8_s1_0_1 = eshkol.reshape %choose_numbers8_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose_numbers8_s1_0_1, %choose_numbers8_e1, "choose_numbers8: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %choose_numbers8_a1_2_slice = eshkol.slice %choose_numbers8_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers8_a1_2 = eshkol.reshape %choose_numbers8_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %choose_numbers8_e2 = func.call @choose_numbers(%choose_numbers8_a0, %choose_numbers8_a1_2, %choose_numbers8_a2) : (tensor<i1>, tensor<f64>, tensor<f64>) -> tensor<f64>
  %choose_numbers8_s2_0_2_slice = eshkol.slice %choose_numbers8 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %choose_numbers8_s2_0_2 = eshkol.reshape %choose_numbers8_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %choose_numbers8_s2_0_2, %choose_numbers8_e2, "choose_numbers8: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %choose_elements9_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %choose_elements9_a1 = arith.constant dense<[[-0.135, -1.022], [-1.364, -1.558], [0.625, -1.447]]> : tensor<3x2xf64>
  %choose_elements9_a2 = arith.constant dense<[[-1.214, -0.525], [1.284, -1.612], [1.352, -1.616]]> : tensor<3x2xf64>
  %choose_elements9 = eshkol.vmap @choose_elements(%choose_elements9_a0, %choose_elements9_a1, %choose_elements9_a2) in_axes [-1, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<3x2xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  %choose_elements9_a1_0_slice = eshkol.slice %choose_elements9_a1 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements9_a1_0 = eshkol.reshape %choose_elements9_a1_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_elements9_a2_0_slice = eshkol.slice %choose_elements9_a2 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements9_a2_0 = eshkol.reshape %choose_elements9_a2_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_elements9_e0 = func.call @choose_elements(%choose_elements9_a0, %choose_elements9_a1_0, %choose_elements9_a2_0) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_elements9_s0_0_0_slice = eshkol.slice %choose_elements9 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements9_s0_0_0 = eshkol.reshape %choose_elements9_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_elements9_s0_0_0, %choose_elements9_e0, "choose_elements9: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_elements9_a1_1_slice = eshkol.slice %choose_elements9_a1 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements9_a1_1 = eshkol.reshape %choose_elements9_a1_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_elements9_a2_1_slice = eshkol.slice %choose_elements9_a2 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements9_a2_1 = eshkol.reshape %choose_elements9_a2_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_elements9_e1 = func.call @choose_elements(%choose_elements9_a0, %choose_elements9_a1_1, %choose_elements9_a2_1) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_elements9_s1_0_1_slice = eshkol.slice %choose_elements9 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements9_s1_0_1 = eshkol.reshape %choose_elements9_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_elements9_s1_0_1, %choose_elements9_e1, "choose_elements9: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_elements9_a1_2_slice = eshkol.slice %choose_elements9_a1 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements9_a1_2 = eshkol.reshape %choose_elements9_a1_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_elements9_a2_2_slice = eshkol.slice %choose_elements9_a2 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements9_a2_2 = eshkol.reshape %choose_elements9_a2_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %choose_elements9_e2 = func.call @choose_elements(%choose_elements9_a0, %choose_elements9_a1_2, %choose_elements9_a2_2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_elements9_s2_0_2_slice = eshkol.slice %choose_elements9 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %choose_elements9_s2_0_2 = eshkol.reshape %choose_elements9_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_elements9_s2_0_2, %choose_elements9_e2, "choose_elements9: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %choose_elements10_a0 = arith.constant dense<[[true, false], [false, false]]> : tensor<2x2xi1>
  %choose_elements10_a1 = arith.constant dense<[1.906, -0.125]> : tensor<2xf64>
  %choose_elements10_a2 = arith.constant dense<[1.907, 0.419]> : tensor<2xf64>
  %choose_elements10 = eshkol.vmap @choose_elements(%choose_elements10_a0, %choose_elements10_a1, %choose_elements10_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2x2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2x2xf64>
  %choose_elements10_a0_0_slice = eshkol.slice %choose_elements10_a0 [0, 0] [1, 2] [1, 1] : tensor<2x2xi1> -> tensor<1x2xi1>
  %choose_elements10_a0_0 = eshkol.reshape %choose_elements10_a0_0_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
  %choose_elements10_e0 = func.call @choose_elements(%choose_elements10_a0_0, %choose_elements10_a1, %choose_elements10_a2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_elements10_s0_0_0_slice = eshkol.slice %choose_elements10 [0, 0] [1, 2] [1, 1] : tensor<2x2xf64> -> tensor<1x2xf64>
  %choose_elements10_s0_0_0 = eshkol.reshape %choose_elements10_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_elements10_s0_0_0, %choose_elements10_e0, "choose_elements10: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %choose_elements10_a0_1_slice = eshkol.slice %choose_elements10_a0 [1, 0] [1, 2] [1, 1] : tensor<2x2xi1> -> tensor<1x2xi1>
  %choose_elements10_a0_1 = eshkol.reshape %choose_elements10_a0_1_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
  %choose_elements10_e1 = func.call @choose_elements(%choose_elements10_a0_1, %choose_elements10_a1, %choose_elements10_a2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %choose_elements10_s1_0_1_slice = eshkol.slice %choose_elements10 [1, 0] [1, 2] [1, 1] : tensor<2x2xf64> -> tensor<1x2xf64>
  %choose_elements10_s1_0_1 = eshkol.reshape %choose_elements10_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %choose_elements10_s1_0_1, %choose_elements10_e1, "choose_elements10: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %clamp11_a0 = arith.constant dense<[[0.957, -1.843, -0.869], [-1.519, -0.815, -1.525]]> : tensor<2x3xf64>
  %clamp11_a1 = arith.constant dense<-1.0> : tensor<f64>
  %clamp11_a2 = arith.constant dense<[-0.728, -0.343, -1.743]> : tensor<3xf64>
  %clamp11 = eshkol.vmap @clamp(%clamp11_a0, %clamp11_a1, %clamp11_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2x3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<2x3xf64>
  %clamp11_a0_0_slice = eshkol.slice %clamp11_a0 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp11_a0_0 = eshkol.reshape %clamp11_a0_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %clamp11_e0 = func.call @clamp(%clamp11_a0_0, %clamp11_a1, %clamp11_a2) : (tensor<3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
  %clamp11_s0_0_0_slice = eshkol.slice %clamp11 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp11_s0_0_0 = eshkol.reshape %clamp11_s0_0_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  eshkol.assert_close %clamp11_s0_0_0, %clamp11_e0, "clamp11: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  %clamp11_a0_1_slice = eshkol.slice %clamp11_a0 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp11_a0_1 = eshkol.reshape %clamp11_a0_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %clamp11_e1 = func.call @clamp(%clamp11_a0_1, %clamp11_a1, %clamp11_a2) : (tensor<3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
  %clamp11_s1_0_1_slice = eshkol.slice %clamp11 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp11_s1_0_1 = eshkol.reshape %clamp11_s1_0_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  eshkol.assert_close %clamp11_s1_0_1, %clamp11_e1, "clamp11: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>

  %clamp12_a0 = arith.constant dense<[[0.77, 0.266, -0.938], [0.093, -1.624, 0.304]]> : tensor<2x3xf64>
  %clamp12_a1 = arith.constant dense<[-1.0, 0.5]> : tensor<2xf64>
  %clamp12_a2 = arith.constant dense<[[1.717, -0.726, 0.67], [-1.473, 0.865, -0.842]]> : tensor<2x3xf64>
  %clamp12 = eshkol.vmap @clamp(%clamp12_a0, %clamp12_a1, %clamp12_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<2x3xf64>, tensor<2xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
  %clamp12_a0_0_slice = eshkol.slice %clamp12_a0 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp12_a0_0 = eshkol.reshape %clamp12_a0_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %clamp12_a1_0_slice = eshkol.slice %clamp12_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %clamp12_a1_0 = eshkol.reshape %clamp12_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %clamp12_a2_0_slice = eshkol.slice %clamp12_a2 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp12_a2_0 = eshkol.reshape %clamp12_a2_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %clamp12_e0 = func.call @clamp(%clamp12_a0_0, %clamp12_a1_0, %clamp12_a2_0) : (tensor<3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
  %clamp12_s0_0_0_slice = eshkol.slice %clamp12 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp12_s0_0_0 = eshkol.reshape %clamp12_s0_0_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  eshkol.assert_close %clamp12_s0_0_0, %clamp12_e0, "clamp12: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  %clamp12_a0_1_slice = eshkol.slice %clamp12_a0 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp12_a0_1 = eshkol.reshape %clamp12_a0_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %clamp12_a1_1_slice = eshkol.slice %clamp12_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %clamp12_a1_1 = eshkol.reshape %clamp12_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %clamp12_a2_1_slice = eshkol.slice %clamp12_a2 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp12_a2_1 = eshkol.reshape %clamp12_a2_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %clamp12_e1 = func.call @clamp(%clamp12_a0_1, %clamp12_a1_1, %clamp12_a2_1) : (tensor<3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
  %clamp12_s1_0_1_slice = eshkol.slice %clamp12 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp12_s1_0_1 = eshkol.reshape %clamp12_s1_0_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  eshkol.assert_close %clamp12_s1_0_1, %clamp12_e1, "clamp12: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>

  %clamp13_a0 = arith.constant dense<[-1.267, 0.346, -1.92]> : tensor<3xf64>
  %clamp13_a1 = arith.constant dense<[-1.0, 0.5]> : tensor<2xf64>
  %clamp13_a2 = arith.constant dense<[1.316, -1.981, 0.711]> : tensor<3xf64>
  %clamp13 = eshkol.vmap @clamp(%clamp13_a0, %clamp13_a1, %clamp13_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<3xf64>, tensor<2xf64>, tensor<3xf64>) -> tensor<2x3xf64>
  %clamp13_a1_0_slice = eshkol.slice %clamp13_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %clamp13_a1_0 = eshkol.reshape %clamp13_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %clamp13_e0 = func.call @clamp(%clamp13_a0, %clamp13_a1_0, %clamp13_a2) : (tensor<3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
  %clamp13_s0_0_0_slice = eshkol.slice %clamp13 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp13_s0_0_0 = eshkol.reshape %clamp13_s0_0_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  eshkol.assert_close %clamp13_s0_0_0, %clamp13_e0, "clamp13: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  %clamp13_a1_1_slice = eshkol.slice %clamp13_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %clamp13_a1_1 = eshkol.reshape %clamp13_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %clamp13_e1 = func.call @clamp(%clamp13_a0, %clamp13_a1_1, %clamp13_a2) : (tensor<3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
  %clamp13_s1_0_1_slice = eshkol.slice %clamp13 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %clamp13_s1_0_1 = eshkol.reshape %clamp13_s1_0_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  eshkol.assert_close %clamp13_s1_0_1, %clamp13_e1, "clamp13: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>

  %map14_a0 = arith.constant dense<[[(-0.92, 0.289), (0.941, -1.108)], [(1.849, 1.811), (-1.005, -0.211)], [(0.305, 1.386), (0.368, 0.798)]]> : tensor<3x2xcomplex<f64>>
  %map14_a1 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf64>
  %map14_a2 = arith.constant 0.5 : f64
  %map14 = eshkol.vmap @map(%map14_a0, %map14_a1, %map14_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<3x2xcomplex<f64>>, tensor<3xf64>, f64) -> tensor<3x2xf64>
  %map14_a0_0_slice = eshkol.slice %map14_a0 [0, 0] [1, 2] [1, 1] : tensor<3x2xcomplex<f64>> -> tensor<1x2xcomplex<f64>>
  %map14_a0_0 = eshkol.reshape %map14_a0_0_slice to [2] : tensor<1x2xcomplex<f64>> -> tensor<2xcomplex<f64>>
  %map14_a1_0_slice = eshkol.slice %map14_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map14_a1_0 = eshkol.reshape %map14_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %map14_a1_0_number = tensor.extract %map14_a1_0[] : tensor<f64>
  %map14_e0 = func.call @map(%map14_a0_0, %map14_a1_0_number, %map14_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
  %map14_s0_0_0_slice = eshkol.slice %map14 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %map14_s0_0_0 = eshkol.reshape %map14_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %map14_s0_0_0, %map14_e0, "map14: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %map14_a0_1_slice = eshkol.slice %map14_a0 [1, 0] [1, 2] [1, 1] : tensor<3x2xcomplex<f64>> -> tensor<1x2xcomplex<f64>>
  %map14_a0_1 = eshkol.reshape %map14_a0_1_slice to [2] : tensor<1x2xcomplex<f64>> -> tensor<2xcomplex<f64>>
  %map14_a1_1_slice = eshkol.slice %map14_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map14_a1_1 = eshkol.reshape %map14_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %map14_a1_1_number = tensor.extract %map14_a1_1[] : tensor<f64>
  %map14_e1 = func.call @map(%map14_a0_1, %map14_a1_1_number, %map14_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
  %map14_s1_0_1_slice = eshkol.slice %map14 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %map14_s1_0_1 = eshkol.reshape %map14_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %map14_s1_0_1, %map14_e1, "map14: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %map14_a0_2_slice = eshkol.slice %map14_a0 [2, 0] [1, 2] [1, 1] : tensor<3x2xcomplex<f64>> -> tensor<1x2xcomplex<f64>>
  %map14_a0_2 = eshkol.reshape %map14_a0_2_slice to [2] : tensor<1x2xcomplex<f64>> -> tensor<2xcomplex<f64>>
  %map14_a1_2_slice = eshkol.slice %map14_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map14_a1_2 = eshkol.reshape %map14_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %map14_a1_2_number = tensor.extract %map14_a1_2[] : tensor<f64>
  %map14_e2 = func.call @map(%map14_a0_2, %map14_a1_2_number, %map14_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
  %map14_s2_0_2_slice = eshkol.slice %map14 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %map14_s2_0_2 = eshkol.reshape %map14_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %map14_s2_0_2, %map14_e2, "map14: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %map15_a0 = arith.constant dense<[(-0.81, -0.414), (1.255, 1.524)]> : tensor<2xcomplex<f64>>
  %map15_a1 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf64>
  %map15_a2 = arith.constant 0.5 : f64
  %map15 = eshkol.vmap @map(%map15_a0, %map15_a1, %map15_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<2xcomplex<f64>>, tensor<3xf64>, f64) -> tensor<3x2xf64>
  %map15_a1_0_slice = eshkol.slice %map15_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map15_a1_0 = eshkol.reshape %map15_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %map15_a1_0_number = tensor.extract %map15_a1_0[] : tensor<f64>
  %map15_e0 = func.call @map(%map15_a0, %map15_a1_0_number, %map15_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
  %map15_s0_0_0_slice = eshkol.slice %map15 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %map15_s0_0_0 = eshkol.reshape %map15_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %map15_s0_0_0, %map15_e0, "map15: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %map15_a1_1_slice = eshkol.slice %map15_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map15_a1_1 = eshkol.reshape %map15_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %map15_a1_1_number = tensor.extract %map15_a1_1[] : tensor<f64>
  %map15_e1 = func.call @map(%map15_a0, %map15_a1_1_number, %map15_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
  %map15_s1_0_1_slice = eshkol.slice %map15 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %map15_s1_0_1 = eshkol.reshape %map15_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %map15_s1_0_1, %map15_e1, "map15: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %map15_a1_2_slice = eshkol.slice %map15_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map15_a1_2 = eshkol.reshape %map15_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %map15_a1_2_number = tensor.extract %map15_a1_2[] : tensor<f64>
  %map15_e2 = func.call @map(%map15_a0, %map15_a1_2_number, %map15_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
  %map15_s2_0_2_slice = eshkol.slice %map15 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %map15_s2_0_2 = eshkol.reshape %map15_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %map15_s2_0_2, %map15_e2, "map15: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %map16_a0 = arith.constant dense<[[(0.325, 0.576), (1.527, -0.305)], [(0.77, 0.426), (0.901, -1.923)], [(0.005, -0.794), (1.824, 0.641)]]> : tensor<3x2xcomplex<f64>>
  %map16_a1 = arith.constant 1.5 : f64
  %map16_a2 = arith.constant 0.5 : f64
  %map16 = eshkol.vmap @map(%map16_a0, %map16_a1, %map16_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3x2xcomplex<f64>>, f64, f64) -> tensor<3x2xf64>
  %map16_a0_0_slice = eshkol.slice %map16_a0 [0, 0] [1, 2] [1, 1] : tensor<3x2xcomplex<f64>> -> tensor<1x2xcomplex<f64>>
  %map16_a0_0 = eshkol.reshape %map16_a0_0_slice to [2] : tensor<1x2xcomplex<f64>> -> tensor<2xcomplex<f64>>
  %map16_e0 = func.call @map(%map16_a0_0, %map16_a1, %map16_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
  %map16_s0_0_0_slice = eshkol.slice %map16 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %map16_s0_0_0 = eshkol.reshape %map16_s0_0_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %map16_s0_0_0, %map16_e0, "map16: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %map16_a0_1_slice = eshkol.slice %map16_a0 [1, 0] [1, 2] [1, 1] : tensor<3x2xcomplex<f64>> -> tensor<1x2xcomplex<f64>>
  %map16_a0_1 = eshkol.reshape %map16_a0_1_slice to [2] : tensor<1x2xcomplex<f64>> -> tensor<2xcomplex<f64>>
  %map16_e1 = func.call @map(%map16_a0_1, %map16_a1, %map16_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
  %map16_s1_0_1_slice = eshkol.slice %map16 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %map16_s1_0_1 = eshkol.reshape %map16_s1_0_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %map16_s1_0_1, %map16_e1, "map16: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  %map16_a0_2_slice = eshkol.slice %map16_a0 [2, 0] [1, 2] [1, 1] : tensor<3x2xcomplex<f64>> -> tensor<1x2xcomplex<f64>>
  %map16_a0_2 = eshkol.reshape %map16_a0_2_slice to [2] : tensor<1x2xcomplex<f64>> -> tensor<2xcomplex<f64>>
  %map16_e2 = func.call @map(%map16_a0_2, %map16_a1, %map16_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
  %map16_s2_0_2_slice = eshkol.slice %map16 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %map16_s2_0_2 = eshkol.reshape %map16_s2_0_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  eshkol.assert_close %map16_s2_0_2, %map16_e2, "map16: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>

  %map_index17_a0 = arith.constant dense<[[8, 8, 2], [8, 6, 6]]> : tensor<2x3xi64>
  %map_index17_a1 = arith.constant dense<[2, 3]> : tensor<2xindex>
  %map_index17 = eshkol.vmap @map_index(%map_index17_a0, %map_index17_a1) in_axes [0, 0] out_axes [0]
      : (tensor<2x3xi64>, tensor<2xindex>) -> tensor<2x3xindex>
  %map_index17_a0_0_slice = eshkol.slice %map_index17_a0 [0, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
  %map_index17_a0_0 = eshkol.reshape %map_index17_a0_0_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %map_index17_a1_0_slice = eshkol.slice %map_index17_a1 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %map_index17_a1_0 = eshkol.reshape %map_index17_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %map_index17_a1_0_number = tensor.extract %map_index17_a1_0[] : tensor<index>
  %map_index17_e0 = func.call @map_index(%map_index17_a0_0, %map_index17_a1_0_number) : (tensor<3xi64>, index) -> tensor<3xindex>
  %map_index17_s0_0_0_slice = eshkol.slice %map_index17 [0, 0] [1, 3] [1, 1] : tensor<2x3xindex> -> tensor<1x3xindex>
  %map_index17_s0_0_0 = eshkol.reshape %map_index17_s0_0_0_slice to [3] : tensor<1x3xindex> -> tensor<3xindex>
  eshkol.assert_close %map_index17_s0_0_0, %map_index17_e0, "map_index17: element 0" atol = 0.0 rtol = 0.0 : tensor<3xindex>
  %map_index17_a0_1_slice = eshkol.slice %map_index17_a0 [1, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
  %map_index17_a0_1 = eshkol.reshape %map_index17_a0_1_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
  %map_index17_a1_1_slice = eshkol.slice %map_index17_a1 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %map_index17_a1_1 = eshkol.reshape %map_index17_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %map_index17_a1_1_number = tensor.extract %map_index17_a1_1[] : tensor<index>
  %map_index17_e1 = func.call @map_index(%map_index17_a0_1, %map_index17_a1_1_number) : (tensor<3xi64>, index) -> tensor<3xindex>
  %map_index17_s1_0_1_slice = eshkol.slice %map_index17 [1, 0] [1, 3] [1, 1] : tensor<2x3xindex> -> tensor<1x3xindex>
  %map_index17_s1_0_1 = eshkol.reshape %map_index17_s1_0_1_slice to [3] : tensor<1x3xindex> -> tensor<3xindex>
  eshkol.assert_close %map_index17_s1_0_1, %map_index17_e1, "map_index17: element 1" atol = 0.0 rtol = 0.0 : tensor<3xindex>

  %map_number18_a0 = arith.constant dense<2.0> : tensor<f64>
  %map_number18_a1 = arith.constant dense<[0.28, 0.363, 0.297]> : tensor<3xf64>
  %map_number18 = eshkol.vmap @map_number(%map_number18_a0, %map_number18_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
  %map_number18_a1_0_slice = eshkol.slice %map_number18_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map_number18_a1_0 = eshkol.reshape %map_number18_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %map_number18_a1_0_number = tensor.extract %map_number18_a1_0[] : tensor<f64>
  %map_number18_e0 = func.call @map_number(%map_number18_a0, %map_number18_a1_0_number) : (tensor<f64>, f64) -> tensor<f64>
  %map_number18_s0_0_0_slice = eshkol.slice %map_number18 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map_number18_s0_0_0 = eshkol.reshape %map_number18_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %map_number18_s0_0_0, %map_number18_e0, "map_number18: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %map_number18_a1_1_slice = eshkol.slice %map_number18_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map_number18_a1_1 = eshkol.reshape %map_number18_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %map_number18_a1_1_number = tensor.extract %map_number18_a1_1[] : tensor<f64>
  %map_number18_e1 = func.call @map_number(%map_number18_a0, %map_number18_a1_1_number) : (tensor<f64>, f64) -> tensor<f64>
  %map_number18_s1_0_1_slice = eshkol.slice %map_number18 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map_number18_s1_0_1 = eshkol.reshape %map_number18_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %map_number18_s1_0_1, %map_number18_e1, "map_number18: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %map_number18_a1_2_slice = eshkol.slice %map_number18_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map_number18_a1_2 = eshkol.reshape %map_number18_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %map_number18_a1_2_number = tensor.extract %map_number18_a1_2[] : tensor<f64>
  %map_number18_e2 = func.call @map_number(%map_number18_a0, %map_number18_a1_2_number) : (tensor<f64>, f64) -> tensor<f64>
  %map_number18_s2_0_2_slice = eshkol.slice %map_number18 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %map_number18_s2_0_2 = eshkol.reshape %map_number18_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %map_number18_s2_0_2, %map_number18_e2, "map_number18: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  return
}
