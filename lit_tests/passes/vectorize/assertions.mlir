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
  %checked1_a0 = arith.constant dense<[1.0, 0.0, 3.0]> : tensor<3xf64>
  %checked1_a1 = arith.constant dense<[[1.626, 1.451], [1.083, 1.526], [1.618, 0.583]]> : tensor<3x2xf64>
  %checked1 = eshkol.vmap @checked(%checked1_a0, %checked1_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3xf64>, tensor<3x2xf64>) -> tensor<3xf64>
  %checked1_a0_0_slice = eshkol.slice %checked1_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked1_a0_0 = eshkol.reshape %checked1_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %checked1_a0_0_number = tensor.extract %checked1_a0_0[] : tensor<f64>
  %checked1_a1_0_slice = eshkol.slice %checked1_a1 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %checked1_a1_0 = eshkol.reshape %checked1_a1_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %checked1_e0 = func.call @checked(%checked1_a0_0_number, %checked1_a1_0) : (f64, tensor<2xf64>) -> f64
  %checked1_e0_0 = tensor.from_elements %checked1_e0 : tensor<f64>
  %checked1_s0_0_0_slice = eshkol.slice %checked1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked1_s0_0_0 = eshkol.reshape %checked1_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %checked1_s0_0_0, %checked1_e0_0, "checked1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %checked1_a0_1_slice = eshkol.slice %checked1_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked1_a0_1 = eshkol.reshape %checked1_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %checked1_a0_1_number = tensor.extract %checked1_a0_1[] : tensor<f64>
  %checked1_a1_1_slice = eshkol.slice %checked1_a1 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %checked1_a1_1 = eshkol.reshape %checked1_a1_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %checked1_e1 = func.call @checked(%checked1_a0_1_number, %checked1_a1_1) : (f64, tensor<2xf64>) -> f64
  %checked1_e1_0 = tensor.from_elements %checked1_e1 : tensor<f64>
  %checked1_s1_0_1_slice = eshkol.slice %checked1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked1_s1_0_1 = eshkol.reshape %checked1_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %checked1_s1_0_1, %checked1_e1_0, "checked1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %checked1_a0_2_slice = eshkol.slice %checked1_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked1_a0_2 = eshkol.reshape %checked1_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %checked1_a0_2_number = tensor.extract %checked1_a0_2[] : tensor<f64>
  %checked1_a1_2_slice = eshkol.slice %checked1_a1 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %checked1_a1_2 = eshkol.reshape %checked1_a1_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %checked1_e2 = func.call @checked(%checked1_a0_2_number, %checked1_a1_2) : (f64, tensor<2xf64>) -> f64
  %checked1_e2_0 = tensor.from_elements %checked1_e2 : tensor<f64>
  %checked1_s2_0_2_slice = eshkol.slice %checked1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked1_s2_0_2 = eshkol.reshape %checked1_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %checked1_s2_0_2, %checked1_e2_0, "checked1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %checked2_a0 = arith.constant dense<[1.0, 0.0, 3.0]> : tensor<3xf64>
  %checked2_a1 = arith.constant dense<[0.701, 0.079]> : tensor<2xf64>
  %checked2 = eshkol.vmap @checked(%checked2_a0, %checked2_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3xf64>, tensor<2xf64>) -> tensor<3xf64>
  %checked2_a0_0_slice = eshkol.slice %checked2_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked2_a0_0 = eshkol.reshape %checked2_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %checked2_a0_0_number = tensor.extract %checked2_a0_0[] : tensor<f64>
  %checked2_e0 = func.call @checked(%checked2_a0_0_number, %checked2_a1) : (f64, tensor<2xf64>) -> f64
  %checked2_e0_0 = tensor.from_elements %checked2_e0 : tensor<f64>
  %checked2_s0_0_0_slice = eshkol.slice %checked2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked2_s0_0_0 = eshkol.reshape %checked2_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %checked2_s0_0_0, %checked2_e0_0, "checked2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %checked2_a0_1_slice = eshkol.slice %checked2_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked2_a0_1 = eshkol.reshape %checked2_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %checked2_a0_1_number = tensor.extract %checked2_a0_1[] : tensor<f64>
  %checked2_e1 = func.call @checked(%checked2_a0_1_number, %checked2_a1) : (f64, tensor<2xf64>) -> f64
  %checked2_e1_0 = tensor.from_elements %checked2_e1 : tensor<f64>
  %checked2_s1_0_1_slice = eshkol.slice %checked2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked2_s1_0_1 = eshkol.reshape %checked2_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %checked2_s1_0_1, %checked2_e1_0, "checked2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %checked2_a0_2_slice = eshkol.slice %checked2_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked2_a0_2 = eshkol.reshape %checked2_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %checked2_a0_2_number = tensor.extract %checked2_a0_2[] : tensor<f64>
  %checked2_e2 = func.call @checked(%checked2_a0_2_number, %checked2_a1) : (f64, tensor<2xf64>) -> f64
  %checked2_e2_0 = tensor.from_elements %checked2_e2 : tensor<f64>
  %checked2_s2_0_2_slice = eshkol.slice %checked2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %checked2_s2_0_2 = eshkol.reshape %checked2_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %checked2_s2_0_2, %checked2_e2_0, "checked2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %in_branch3_a0 = arith.constant dense<[-4.0, -1.0]> : tensor<2xf64>
  %in_branch3_a1 = arith.constant dense<[-1.0, 3.0]> : tensor<2xf64>
  %in_branch3_a2 = arith.constant dense<[9.0, 9.0]> : tensor<2xf64>
  %in_branch3 = eshkol.vmap @in_branch(%in_branch3_a0, %in_branch3_a1, %in_branch3_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2xf64>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %in_branch3_a0_0_slice = eshkol.slice %in_branch3_a0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %in_branch3_a0_0 = eshkol.reshape %in_branch3_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %in_branch3_a0_0_number = tensor.extract %in_branch3_a0_0[] : tensor<f64>
  %in_branch3_e0 = func.call @in_branch(%in_branch3_a0_0_number, %in_branch3_a1, %in_branch3_a2) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
  %in_branch3_e0_0 = tensor.from_elements %in_branch3_e0 : tensor<f64>
  %in_branch3_s0_0_0_slice = eshkol.slice %in_branch3 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %in_branch3_s0_0_0 = eshkol.reshape %in_branch3_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %in_branch3_s0_0_0, %in_branch3_e0_0, "in_branch3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %in_branch3_a0_1_slice = eshkol.slice %in_branch3_a0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %in_branch3_a0_1 = eshkol.reshape %in_branch3_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %in_branch3_a0_1_number = tensor.extract %in_branch3_a0_1[] : tensor<f64>
  %in_branch3_e1 = func.call @in_branch(%in_branch3_a0_1_number, %in_branch3_a1, %in_branch3_a2) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
  %in_branch3_e1_0 = tensor.from_elements %in_branch3_e1 : tensor<f64>
  %in_branch3_s1_0_1_slice = eshkol.slice %in_branch3 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %in_branch3_s1_0_1 = eshkol.reshape %in_branch3_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %in_branch3_s1_0_1, %in_branch3_e1_0, "in_branch3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %in_branch4_a0 = arith.constant dense<[4.0, -1.0, 2.25]> : tensor<3xf64>
  %in_branch4_a1 = arith.constant dense<[[1.0, 2.0], [-1.0, 3.0], [0.0, 1.0]]> : tensor<3x2xf64>
  %in_branch4_a2 = arith.constant dense<[[1.0, 2.0], [9.0, 9.0], [0.0, 1.0]]> : tensor<3x2xf64>
  %in_branch4 = eshkol.vmap @in_branch(%in_branch4_a0, %in_branch4_a1, %in_branch4_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<3xf64>, tensor<3x2xf64>, tensor<3x2xf64>) -> tensor<3xf64>
  %in_branch4_a0_0_slice = eshkol.slice %in_branch4_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch4_a0_0 = eshkol.reshape %in_branch4_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %in_branch4_a0_0_number = tensor.extract %in_branch4_a0_0[] : tensor<f64>
  %in_branch4_a1_0_slice = eshkol.slice %in_branch4_a1 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %in_branch4_a1_0 = eshkol.reshape %in_branch4_a1_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %in_branch4_a2_0_slice = eshkol.slice %in_branch4_a2 [0, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %in_branch4_a2_0 = eshkol.reshape %in_branch4_a2_0_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %in_branch4_e0 = func.call @in_branch(%in_branch4_a0_0_number, %in_branch4_a1_0, %in_branch4_a2_0) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
  %in_branch4_e0_0 = tensor.from_elements %in_branch4_e0 : tensor<f64>
  %in_branch4_s0_0_0_slice = eshkol.slice %in_branch4 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch4_s0_0_0 = eshkol.reshape %in_branch4_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %in_branch4_s0_0_0, %in_branch4_e0_0, "in_branch4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %in_branch4_a0_1_slice = eshkol.slice %in_branch4_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch4_a0_1 = eshkol.reshape %in_branch4_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %in_branch4_a0_1_number = tensor.extract %in_branch4_a0_1[] : tensor<f64>
  %in_branch4_a1_1_slice = eshkol.slice %in_branch4_a1 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %in_branch4_a1_1 = eshkol.reshape %in_branch4_a1_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %in_branch4_a2_1_slice = eshkol.slice %in_branch4_a2 [1, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %in_branch4_a2_1 = eshkol.reshape %in_branch4_a2_1_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %in_branch4_e1 = func.call @in_branch(%in_branch4_a0_1_number, %in_branch4_a1_1, %in_branch4_a2_1) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
  %in_branch4_e1_0 = tensor.from_elements %in_branch4_e1 : tensor<f64>
  %in_branch4_s1_0_1_slice = eshkol.slice %in_branch4 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch4_s1_0_1 = eshkol.reshape %in_branch4_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %in_branch4_s1_0_1, %in_branch4_e1_0, "in_branch4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %in_branch4_a0_2_slice = eshkol.slice %in_branch4_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch4_a0_2 = eshkol.reshape %in_branch4_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %in_branch4_a0_2_number = tensor.extract %in_branch4_a0_2[] : tensor<f64>
  %in_branch4_a1_2_slice = eshkol.slice %in_branch4_a1 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %in_branch4_a1_2 = eshkol.reshape %in_branch4_a1_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %in_branch4_a2_2_slice = eshkol.slice %in_branch4_a2 [2, 0] [1, 2] [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
  %in_branch4_a2_2 = eshkol.reshape %in_branch4_a2_2_slice to [2] : tensor<1x2xf64> -> tensor<2xf64>
  %in_branch4_e2 = func.call @in_branch(%in_branch4_a0_2_number, %in_branch4_a1_2, %in_branch4_a2_2) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
  %in_branch4_e2_0 = tensor.from_elements %in_branch4_e2 : tensor<f64>
  %in_branch4_s2_0_2_slice = eshkol.slice %in_branch4 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch4_s2_0_2 = eshkol.reshape %in_branch4_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %in_branch4_s2_0_2, %in_branch4_e2_0, "in_branch4: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %in_branch5_a0 = arith.constant dense<[4.0, 1.0, 2.25]> : tensor<3xf64>
  %in_branch5_a1 = arith.constant dense<[1.0, 2.0]> : tensor<2xf64>
  %in_branch5_a2 = arith.constant dense<[1.0, 2.0]> : tensor<2xf64>
  %in_branch5 = eshkol.vmap @in_branch(%in_branch5_a0, %in_branch5_a1, %in_branch5_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3xf64>, tensor<2xf64>, tensor<2xf64>) -> tensor<3xf64>
  %in_branch5_a0_0_slice = eshkol.slice %in_branch5_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch5_a0_0 = eshkol.reshape %in_branch5_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %in_branch5_a0_0_number = tensor.extract %in_branch5_a0_0[] : tensor<f64>
  %in_branch5_e0 = func.call @in_branch(%in_branch5_a0_0_number, %in_branch5_a1, %in_branch5_a2) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
  %in_branch5_e0_0 = tensor.from_elements %in_branch5_e0 : tensor<f64>
  %in_branch5_s0_0_0_slice = eshkol.slice %in_branch5 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch5_s0_0_0 = eshkol.reshape %in_branch5_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %in_branch5_s0_0_0, %in_branch5_e0_0, "in_branch5: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %in_branch5_a0_1_slice = eshkol.slice %in_branch5_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch5_a0_1 = eshkol.reshape %in_branch5_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %in_branch5_a0_1_number = tensor.extract %in_branch5_a0_1[] : tensor<f64>
  %in_branch5_e1 = func.call @in_branch(%in_branch5_a0_1_number, %in_branch5_a1, %in_branch5_a2) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
  %in_branch5_e1_0 = tensor.from_elements %in_branch5_e1 : tensor<f64>
  %in_branch5_s1_0_1_slice = eshkol.slice %in_branch5 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch5_s1_0_1 = eshkol.reshape %in_branch5_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %in_branch5_s1_0_1, %in_branch5_e1_0, "in_branch5: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %in_branch5_a0_2_slice = eshkol.slice %in_branch5_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch5_a0_2 = eshkol.reshape %in_branch5_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %in_branch5_a0_2_number = tensor.extract %in_branch5_a0_2[] : tensor<f64>
  %in_branch5_e2 = func.call @in_branch(%in_branch5_a0_2_number, %in_branch5_a1, %in_branch5_a2) : (f64, tensor<2xf64>, tensor<2xf64>) -> f64
  %in_branch5_e2_0 = tensor.from_elements %in_branch5_e2 : tensor<f64>
  %in_branch5_s2_0_2_slice = eshkol.slice %in_branch5 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %in_branch5_s2_0_2 = eshkol.reshape %in_branch5_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %in_branch5_s2_0_2, %in_branch5_e2_0, "in_branch5: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  return
}
