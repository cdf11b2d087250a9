// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// What is asserted must hold for every element of the batch.
// CHECK-LABEL: func.func private @checked.vmap(
// CHECK: eshkol.assert %{{.*}}, "negative" : tensor<3xi1>
// CHECK: eshkol.assert %{{.*}}, "negative tensor" : tensor<3x2xi1>
// CHECK: eshkol.assert_close %{{.*}} : tensor<3x2xf64>
func.func @checked(%x: f64, %t: tensor<2xf64>) -> f64 {
  %zero = arith.constant 0.0 : f64
  %p = arith.cmpf oge, %x, %zero : f64
  eshkol.assert %p, "negative" : i1
  %zeros = arith.constant dense<0.0> : tensor<2xf64>
  %q = arith.cmpf oge, %t, %zeros : tensor<2xf64>
  eshkol.assert %q, "negative tensor" : tensor<2xi1>
  eshkol.assert_close %t, %t, "itself" atol = 0.0 rtol = 0.0 : tensor<2xf64>
  return %x : f64
}

// In a branch, for those that take it.
// CHECK-LABEL: func.func private @in_branch.vmap_{{[0-9]+}}(%arg0: tensor<3xf64>, %arg1: tensor<2xf64>
// CHECK: %[[P:.*]] = arith.cmpf oge, %{{.*}} : tensor<3xf64>
// CHECK: %[[ALL:.*]] = eshkol.reduce all %{{.*}} [0] : (tensor<2xi1>) -> tensor<i1>
// CHECK: eshkol.assert %{{.*}}, "negative tensor" : i1
// CHECK-LABEL: func.func private @in_branch.vmap_{{[0-9]+}}(%arg0: tensor<3xf64>, %arg1: tensor<3x2xf64>
// CHECK: %[[P:.*]] = arith.cmpf oge, %{{.*}} : tensor<3xf64>
// CHECK: %[[EACH:.*]] = eshkol.reduce all %{{.*}} [1] : (tensor<3x2xi1>) -> tensor<3xi1>
// CHECK: %[[ELSEWHERE:.*]] = arith.xori %[[P]]
// CHECK: %[[HOLDS:.*]] = arith.ori %[[EACH]], %[[ELSEWHERE]] : tensor<3xi1>
// CHECK: eshkol.assert %[[HOLDS]], "negative tensor" : tensor<3xi1>
// CHECK: %[[ACTUAL:.*]] = eshkol.select %{{.*}}, %[[T:.*]], %[[U:.*]] :
// CHECK: eshkol.assert_close %[[ACTUAL]], %[[U]]
func.func @in_branch(%x: f64, %t: tensor<2xf64>, %u: tensor<2xf64>) -> f64 {
  %zero = arith.constant 0.0 : f64
  %p = arith.cmpf oge, %x, %zero : f64
  %r = scf.if %p -> f64 {
    %zeros = arith.constant dense<0.0> : tensor<2xf64>
    %q = arith.cmpf oge, %t, %zeros : tensor<2xf64>
    eshkol.assert %q, "negative tensor" : tensor<2xi1>
    eshkol.assert_close %t, %u, "close" atol = 0.0 rtol = 0.0 : tensor<2xf64>
    %y = math.sqrt %x : f64
    scf.yield %y : f64
  } else {
    scf.yield %x : f64
  }
  return %r : f64
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size2 = arith.constant 2 : index
  %size3 = arith.constant 3 : index

  %checked1_a0 = arith.constant dense<[1.0, 0.0, 3.0]> : tensor<3xf64>
  %checked1_a1 = arith.constant dense<[[1.626, 1.451], [1.083, 1.526], [1.618, 0.583]]> : tensor<3x2xf64>
  %checked1 = eshkol.vmap @checked(%checked1_a0, %checked1_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3xf64>, tensor<3x2xf64>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %checked1_a0[%i] : tensor<3xf64>
    %argument1_slice = eshkol.slice %checked1_a1 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %call = func.call @checked(%argument0, %argument1) : (f64, tensor<2xf64>) -> f64
    %element0 = tensor.extract %checked1[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "checked1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %checked2_a0 = arith.constant dense<[1.0, 0.0, 3.0]> : tensor<3xf64>
  %checked2_a1 = arith.constant dense<[0.701, 0.079]> : tensor<2xf64>
  %checked2 = eshkol.vmap @checked(%checked2_a0, %checked2_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3xf64>, tensor<2xf64>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %checked2_a0[%i] : tensor<3xf64>
    %call = func.call @checked(%argument0, %checked2_a1) : (f64, tensor<2xf64>) -> f64
    %element0 = tensor.extract %checked2[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "checked2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %in_branch3_a0 = arith.constant dense<[-4.0, -1.0]> : tensor<2xf64>
  %in_branch3_a1 = arith.constant dense<[-1.0, 3.0]> : tensor<2xf64>
  %in_branch3_a2 = arith.constant dense<[9.0, 9.0]> : tensor<2xf64>
  %in_branch3 = eshkol.vmap @in_branch(%in_branch3_a0, %in_branch3_a1, %in_branch3_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2xf64>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %in_branch3_a0[%i] : tensor<2xf64>
    %call = func.call @in_branch(%argument0, %in_branch3_a1, %in_branch3_a2) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
    %element0 = tensor.extract %in_branch3[%i] : tensor<2xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "in_branch3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %in_branch4_a0 = arith.constant dense<[4.0, -1.0, 2.25]> : tensor<3xf64>
  %in_branch4_a1 = arith.constant dense<[[1.0, 2.0], [-1.0, 3.0], [0.0, 1.0]]> : tensor<3x2xf64>
  %in_branch4_a2 = arith.constant dense<[[1.0, 2.0], [9.0, 9.0], [0.0, 1.0]]> : tensor<3x2xf64>
  %in_branch4 = eshkol.vmap @in_branch(%in_branch4_a0, %in_branch4_a1, %in_branch4_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<3xf64>, tensor<3x2xf64>, tensor<3x2xf64>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %in_branch4_a0[%i] : tensor<3xf64>
    %argument1_slice = eshkol.slice %in_branch4_a1 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument1 = eshkol.reshape %argument1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %argument2_slice = eshkol.slice %in_branch4_a2 [%i, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
    %argument2 = eshkol.reshape %argument2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
    %call = func.call @in_branch(%argument0, %argument1, %argument2) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
    %element0 = tensor.extract %in_branch4[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "in_branch4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %in_branch5_a0 = arith.constant dense<[4.0, 1.0, 2.25]> : tensor<3xf64>
  %in_branch5_a1 = arith.constant dense<[1.0, 2.0]> : tensor<2xf64>
  %in_branch5_a2 = arith.constant dense<[1.0, 2.0]> : tensor<2xf64>
  %in_branch5 = eshkol.vmap @in_branch(%in_branch5_a0, %in_branch5_a1, %in_branch5_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3xf64>, tensor<2xf64>, tensor<2xf64>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %in_branch5_a0[%i] : tensor<3xf64>
    %call = func.call @in_branch(%argument0, %in_branch5_a1, %in_branch5_a2) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
    %element0 = tensor.extract %in_branch5[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "in_branch5" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }
  return
}
