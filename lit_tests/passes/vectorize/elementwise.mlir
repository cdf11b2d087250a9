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
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size2 = arith.constant 2 : index
  %size3 = arith.constant 3 : index

  %compare1_a0 = arith.constant dense<[[0.195, 0.861], [0.411, 0.18], [-0.305, 0.584]]> : tensor<3x2xf64>
  %compare1_a1 = arith.constant dense<[-0.25, 1.567]> : tensor<2xf64>
  %compare1:2 = eshkol.vmap @compare(%compare1_a0, %compare1_a1) in_axes [0, -1] out_axes [0, 0]
      : (tensor<3x2xf64>, tensor<2xf64>) -> (tensor<3x2xi1>, tensor<3x2xi64>)
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %compare1_a0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %call:2 = func.call @compare(%argument0, %compare1_a1) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xi1>, tensor<2xi64>)
    %element0_slice = eshkol.slice %compare1#0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xi1> -> tensor<1x2xi1>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
    eshkol.assert_close %element0, %call#0, "compare1" atol = 0.0 rtol = 0.0 : tensor<2xi1>
    %element1_slice = eshkol.slice %compare1#1 [%i, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
    %element1 = eshkol.reshape %element1_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
    eshkol.assert_close %element1, %call#1, "compare1" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  }

  %compare2_a0 = arith.constant dense<[[1.855, -0.466], [1.167, 0.116], [0.272, 1.702]]> : tensor<3x2xf64>
  %compare2_a1 = arith.constant dense<[[-1.716, -1.651, -1.919], [1.33, 1.113, 1.48]]> : tensor<2x3xf64>
  %compare2:2 = eshkol.vmap @compare(%compare2_a0, %compare2_a1) in_axes [0, 1] out_axes [0, 0]
      : (tensor<3x2xf64>, tensor<2x3xf64>) -> (tensor<3x2xi1>, tensor<3x2xi64>)
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %compare2_a0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument0 = eshkol.reshape %argument0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %argument1_slice = eshkol.slice %compare2_a1 [0, %i] [2, 1] [1, 1] : tensor<2x3xf64> -> tensor<2x1xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2] : tensor<2x1xf64> -> tensor<2xf64>
    %call:2 = func.call @compare(%argument0, %argument1) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xi1>, tensor<2xi64>)
    %element0_slice = eshkol.slice %compare2#0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xi1> -> tensor<1x2xi1>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
    eshkol.assert_close %element0, %call#0, "compare2" atol = 0.0 rtol = 0.0 : tensor<2xi1>
    %element1_slice = eshkol.slice %compare2#1 [%i, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
    %element1 = eshkol.reshape %element1_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
    eshkol.assert_close %element1, %call#1, "compare2" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  }

  %choose3_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %choose3_a1 = arith.constant dense<[1.914, 1.197]> : tensor<2xf64>
  %choose3_a2 = arith.constant dense<[[-0.154, 1.122], [-1.527, 0.56], [-1.427, 1.779]]> : tensor<3x2xf64>
  %choose3 = eshkol.vmap @choose(%choose3_a0, %choose3_a1, %choose3_a2) in_axes [0, -1, 0] out_axes [0]
      : (tensor<3xi1>, tensor<2xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %choose3_a0[%i] : tensor<3xi1>
    %argument2_slice = eshkol.slice %choose3_a2 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument2 = eshkol.reshape %argument2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %call = func.call @choose(%argument0, %choose3_a1, %argument2) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %choose3 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "choose3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %choose4_a0 = arith.constant false
  %choose4_a1 = arith.constant dense<[[0.087, -0.341], [-0.942, 1.097], [-0.175, 0.274]]> : tensor<3x2xf64>
  %choose4_a2 = arith.constant dense<[[-1.925, 0.471], [0.448, 0.468], [1.775, 0.727]]> : tensor<3x2xf64>
  %choose4 = eshkol.vmap @choose(%choose4_a0, %choose4_a1, %choose4_a2) in_axes [-1, 0, 0] out_axes [0]
      : (i1, tensor<3x2xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %choose4_a1 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %argument2_slice = eshkol.slice %choose4_a2 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument2 = eshkol.reshape %argument2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %call = func.call @choose(%choose4_a0, %argument1, %argument2) : (i1, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %choose4 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "choose4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %choose_rank05_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %choose_rank05_a1 = arith.constant dense<[-0.562, -0.252]> : tensor<2xf64>
  %choose_rank05_a2 = arith.constant dense<[0.791, -1.759]> : tensor<2xf64>
  %choose_rank05 = eshkol.vmap @choose_rank0(%choose_rank05_a0, %choose_rank05_a1, %choose_rank05_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %choose_rank05_a0 [%i] [1] [1] : tensor<3xi1> -> tensor<1xi1>
    %argument0 = eshkol.reshape %argument0_slice to [] : tensor<1xi1> -> tensor<i1>
    %call = func.call @choose_rank0(%argument0, %choose_rank05_a1, %choose_rank05_a2) : (tensor<i1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %choose_rank05 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "choose_rank05" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %choose_rank06_a0 = arith.constant dense<true> : tensor<i1>
  %choose_rank06_a1 = arith.constant dense<[[0.667, 0.683], [-1.158, -1.484], [-0.738, -0.545]]> : tensor<3x2xf64>
  %choose_rank06_a2 = arith.constant dense<[0.281, -0.246]> : tensor<2xf64>
  %choose_rank06 = eshkol.vmap @choose_rank0(%choose_rank06_a0, %choose_rank06_a1, %choose_rank06_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<i1>, tensor<3x2xf64>, tensor<2xf64>) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %choose_rank06_a1 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %call = func.call @choose_rank0(%choose_rank06_a0, %argument1, %choose_rank06_a2) : (tensor<i1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %choose_rank06 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "choose_rank06" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %choose_numbers7_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %choose_numbers7_a1 = arith.constant dense<[1.953, -1.592, -1.164]> : tensor<3xf64>
  %choose_numbers7_a2 = arith.constant dense<1.0> : tensor<f64>
  %choose_numbers7 = eshkol.vmap @choose_numbers(%choose_numbers7_a0, %choose_numbers7_a1, %choose_numbers7_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<3xi1>, tensor<3xf64>, tensor<f64>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %choose_numbers7_a0 [%i] [1] [1] : tensor<3xi1> -> tensor<1xi1>
    %argument0 = eshkol.reshape %argument0_slice to [] : tensor<1xi1> -> tensor<i1>
    %argument1_slice = eshkol.slice %choose_numbers7_a1 [%i] [1] [1] : tensor<3xf64> -> tensor<1xf64>
    %argument1 = eshkol.reshape %argument1_slice to [] : tensor<1xf64> -> tensor<f64>
    %call = func.call @choose_numbers(%argument0, %argument1, %choose_numbers7_a2) : (tensor<i1>, tensor<f64>, tensor<f64>) -> tensor<f64>
    %element0_slice = eshkol.slice %choose_numbers7 [%i] [1] [1] : tensor<3xf64> -> tensor<1xf64>
    %element0 = eshkol.reshape %element0_slice to [] : tensor<1xf64> -> tensor<f64>
    eshkol.assert_close %element0, %call, "choose_numbers7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  }

  %choose_numbers8_a0 = arith.constant dense<true> : tensor<i1>
  %choose_numbers8_a1 = arith.constant dense<[-1.355, 0.612, -0.987]> : tensor<3xf64>
  %choose_numbers8_a2 = arith.constant dense<1.0> : tensor<f64>
  %choose_numbers8 = eshkol.vmap @choose_numbers(%choose_numbers8_a0, %choose_numbers8_a1, %choose_numbers8_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<i1>, tensor<3xf64>, tensor<f64>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %choose_numbers8_a1 [%i] [1] [1] : tensor<3xf64> -> tensor<1xf64>
    %argument1 = eshkol.reshape %argument1_slice to [] : tensor<1xf64> -> tensor<f64>
    %call = func.call @choose_numbers(%choose_numbers8_a0, %argument1, %choose_numbers8_a2) : (tensor<i1>, tensor<f64>, tensor<f64>) -> tensor<f64>
    %element0_slice = eshkol.slice %choose_numbers8 [%i] [1] [1] : tensor<3xf64> -> tensor<1xf64>
    %element0 = eshkol.reshape %element0_slice to [] : tensor<1xf64> -> tensor<f64>
    eshkol.assert_close %element0, %call, "choose_numbers8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  }

  %choose_elements9_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %choose_elements9_a1 = arith.constant dense<[[-0.135, -1.022], [-1.364, -1.558], [0.625, -1.447]]> : tensor<3x2xf64>
  %choose_elements9_a2 = arith.constant dense<[[-1.214, -0.525], [1.284, -1.612], [1.352, -1.616]]> : tensor<3x2xf64>
  %choose_elements9 = eshkol.vmap @choose_elements(%choose_elements9_a0, %choose_elements9_a1, %choose_elements9_a2) in_axes [-1, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<3x2xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1_slice = eshkol.slice %choose_elements9_a1 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %argument2_slice = eshkol.slice %choose_elements9_a2 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument2 = eshkol.reshape %argument2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %call = func.call @choose_elements(%choose_elements9_a0, %argument1, %argument2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %choose_elements9 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "choose_elements9" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %choose_elements10_a0 = arith.constant dense<[[true, false], [false, false]]> : tensor<2x2xi1>
  %choose_elements10_a1 = arith.constant dense<[1.906, -0.125]> : tensor<2xf64>
  %choose_elements10_a2 = arith.constant dense<[1.907, 0.419]> : tensor<2xf64>
  %choose_elements10 = eshkol.vmap @choose_elements(%choose_elements10_a0, %choose_elements10_a1, %choose_elements10_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2x2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2x2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %choose_elements10_a0 [%i, 0] [1, 2] [1, 1] : tensor<2x2xi1> -> tensor<1x2xi1>
    %argument0 = eshkol.reshape %argument0_slice to [2] : tensor<1x2xi1> -> tensor<2xi1>
    %call = func.call @choose_elements(%argument0, %choose_elements10_a1, %choose_elements10_a2) : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
    %element0_slice = eshkol.slice %choose_elements10 [%i, 0] [1, 2] [1, 1] : tensor<2x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "choose_elements10" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %clamp11_a0 = arith.constant dense<[[0.957, -1.843, -0.869], [-1.519, -0.815, -1.525]]> : tensor<2x3xf64>
  %clamp11_a1 = arith.constant dense<-1.0> : tensor<f64>
  %clamp11_a2 = arith.constant dense<[-0.728, -0.343, -1.743]> : tensor<3xf64>
  %clamp11 = eshkol.vmap @clamp(%clamp11_a0, %clamp11_a1, %clamp11_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2x3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<2x3xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %clamp11_a0 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %call = func.call @clamp(%argument0, %clamp11_a1, %clamp11_a2) : (tensor<3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
    %element0_slice = eshkol.slice %clamp11 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call, "clamp11" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %clamp12_a0 = arith.constant dense<[[0.77, 0.266, -0.938], [0.093, -1.624, 0.304]]> : tensor<2x3xf64>
  %clamp12_a1 = arith.constant dense<[-1.0, 0.5]> : tensor<2xf64>
  %clamp12_a2 = arith.constant dense<[[1.717, -0.726, 0.67], [-1.473, 0.865, -0.842]]> : tensor<2x3xf64>
  %clamp12 = eshkol.vmap @clamp(%clamp12_a0, %clamp12_a1, %clamp12_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<2x3xf64>, tensor<2xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %clamp12_a0 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %argument1_slice = eshkol.slice %clamp12_a1 [%i] [1] [1] : tensor<2xf64> -> tensor<1xf64>
    %argument1 = eshkol.reshape %argument1_slice to [] : tensor<1xf64> -> tensor<f64>
    %argument2_slice = eshkol.slice %clamp12_a2 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument2 = eshkol.reshape %argument2_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %call = func.call @clamp(%argument0, %argument1, %argument2) : (tensor<3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
    %element0_slice = eshkol.slice %clamp12 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call, "clamp12" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %clamp13_a0 = arith.constant dense<[-1.267, 0.346, -1.92]> : tensor<3xf64>
  %clamp13_a1 = arith.constant dense<[-1.0, 0.5]> : tensor<2xf64>
  %clamp13_a2 = arith.constant dense<[1.316, -1.981, 0.711]> : tensor<3xf64>
  %clamp13 = eshkol.vmap @clamp(%clamp13_a0, %clamp13_a1, %clamp13_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<3xf64>, tensor<2xf64>, tensor<3xf64>) -> tensor<2x3xf64>
  scf.for %i = %first to %size2 step %step {
    %argument1_slice = eshkol.slice %clamp13_a1 [%i] [1] [1] : tensor<2xf64> -> tensor<1xf64>
    %argument1 = eshkol.reshape %argument1_slice to [] : tensor<1xf64> -> tensor<f64>
    %call = func.call @clamp(%clamp13_a0, %argument1, %clamp13_a2) : (tensor<3xf64>, tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
    %element0_slice = eshkol.slice %clamp13 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call, "clamp13" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %map14_a0 = arith.constant dense<[[(-0.92, 0.289), (0.941, -1.108)], [(1.849, 1.811), (-1.005, -0.211)], [(0.305, 1.386), (0.368, 0.798)]]> : tensor<3x2xcomplex<f64>>
  %map14_a1 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf64>
  %map14_a2 = arith.constant 0.5 : f64
  %map14 = eshkol.vmap @map(%map14_a0, %map14_a1, %map14_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<3x2xcomplex<f64>>, tensor<3xf64>, f64) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %map14_a0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xcomplex<f64>> -> tensor<1x2xcomplex<f64>>
    %argument0 = eshkol.reshape %argument0_slice to [2] : tensor<1x2xcomplex<f64>> -> tensor<2xcomplex<f64>>
    %argument1 = tensor.extract %map14_a1[%i] : tensor<3xf64>
    %call = func.call @map(%argument0, %argument1, %map14_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
    %element0_slice = eshkol.slice %map14 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "map14" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %map15_a0 = arith.constant dense<[(-0.81, -0.414), (1.255, 1.524)]> : tensor<2xcomplex<f64>>
  %map15_a1 = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf64>
  %map15_a2 = arith.constant 0.5 : f64
  %map15 = eshkol.vmap @map(%map15_a0, %map15_a1, %map15_a2) in_axes [-1, 0, -1] out_axes [0]
      : (tensor<2xcomplex<f64>>, tensor<3xf64>, f64) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %map15_a1[%i] : tensor<3xf64>
    %call = func.call @map(%map15_a0, %argument1, %map15_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
    %element0_slice = eshkol.slice %map15 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "map15" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %map16_a0 = arith.constant dense<[[(0.325, 0.576), (1.527, -0.305)], [(0.77, 0.426), (0.901, -1.923)], [(0.005, -0.794), (1.824, 0.641)]]> : tensor<3x2xcomplex<f64>>
  %map16_a1 = arith.constant 1.5 : f64
  %map16_a2 = arith.constant 0.5 : f64
  %map16 = eshkol.vmap @map(%map16_a0, %map16_a1, %map16_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3x2xcomplex<f64>>, f64, f64) -> tensor<3x2xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %map16_a0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xcomplex<f64>> -> tensor<1x2xcomplex<f64>>
    %argument0 = eshkol.reshape %argument0_slice to [2] : tensor<1x2xcomplex<f64>> -> tensor<2xcomplex<f64>>
    %call = func.call @map(%argument0, %map16_a1, %map16_a2) : (tensor<2xcomplex<f64>>, f64, f64) -> tensor<2xf64>
    %element0_slice = eshkol.slice %map16 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    eshkol.assert_close %element0, %call, "map16" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %map_index17_a0 = arith.constant dense<[[8, 8, 2], [8, 6, 6]]> : tensor<2x3xi64>
  %map_index17_a1 = arith.constant dense<[2, 3]> : tensor<2xindex>
  %map_index17 = eshkol.vmap @map_index(%map_index17_a0, %map_index17_a1) in_axes [0, 0] out_axes [0]
      : (tensor<2x3xi64>, tensor<2xindex>) -> tensor<2x3xindex>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %map_index17_a0 [%i, 0] [1, 3] [1, 1] : tensor<2x3xi64> -> tensor<1x3xi64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xi64> -> tensor<3xi64>
    %argument1 = tensor.extract %map_index17_a1[%i] : tensor<2xindex>
    %call = func.call @map_index(%argument0, %argument1) : (tensor<3xi64>, index) -> tensor<3xindex>
    %element0_slice = eshkol.slice %map_index17 [%i, 0] [1, 3] [1, 1] : tensor<2x3xindex> -> tensor<1x3xindex>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xindex> -> tensor<3xindex>
    eshkol.assert_close %element0, %call, "map_index17" atol = 0.0 rtol = 0.0 : tensor<3xindex>
  }

  %map_number18_a0 = arith.constant dense<2.0> : tensor<f64>
  %map_number18_a1 = arith.constant dense<[0.28, 0.363, 0.297]> : tensor<3xf64>
  %map_number18 = eshkol.vmap @map_number(%map_number18_a0, %map_number18_a1) in_axes [-1, 0] out_axes [0]
      : (tensor<f64>, tensor<3xf64>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %map_number18_a1[%i] : tensor<3xf64>
    %call = func.call @map_number(%map_number18_a0, %argument1) : (tensor<f64>, f64) -> tensor<f64>
    %element0_slice = eshkol.slice %map_number18 [%i] [1] [1] : tensor<3xf64> -> tensor<1xf64>
    %element0 = eshkol.reshape %element0_slice to [] : tensor<1xf64> -> tensor<f64>
    eshkol.assert_close %element0, %call, "map_number18" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  }
  return
}
