// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @floats
// CHECK: linalg.generic
// CHECK: arith.cmpf olt
// CHECK: arith.cmpf une
func.func @floats(%a: tensor<?xf32>, %b: tensor<?xf32>) -> (tensor<?xi1>, tensor<?xi1>) {
  %0 = eshkol.compare lt %a, %b : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xi1>
  %1 = eshkol.compare ne %a, %b : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xi1>
  return %0, %1 : tensor<?xi1>, tensor<?xi1>
}

// Truth values are ordered false < true, which is the unsigned order.
// CHECK-LABEL: @integers
// CHECK: arith.cmpi sge
// CHECK: arith.cmpi ugt
func.func @integers(%a: tensor<3xi8>, %b: tensor<3xi8>, %c: tensor<3xi1>, %d: tensor<3xi1>) -> (tensor<3xi1>, tensor<3xi1>) {
  %0 = eshkol.compare ge %a, %b : (tensor<3xi8>, tensor<3xi8>) -> tensor<3xi1>
  %1 = eshkol.compare gt %c, %d : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  return %0, %1 : tensor<3xi1>, tensor<3xi1>
}

// CHECK-LABEL: @complex
// CHECK: complex.eq
func.func @complex(%a: tensor<3xcomplex<f64>>, %b: tensor<3xcomplex<f64>>) -> tensor<3xi1> {
  %0 = eshkol.compare eq %a, %b : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> tensor<3xi1>
  return %0 : tensor<3xi1>
}

func.func @half(%a: tensor<bf16>, %b: tensor<bf16>) -> tensor<i1> {
  %0 = eshkol.compare le %a, %b : (tensor<bf16>, tensor<bf16>) -> tensor<i1>
  return %0 : tensor<i1>
}

func.func @assert_same(%actual: tensor<?xi1>, %expected: tensor<?xi1>) {
  eshkol.assert_close %actual, %expected, "compare" atol = 0.0 rtol = 0.0 : tensor<?xi1>
  return
}

func.func @main() {
  // A comparison with NaN is false, except ne.
  %a = arith.constant dense<[1.0, 2.0, 0x7FC00000, -0.0]> : tensor<4xf32>
  %b = arith.constant dense<[2.0, 2.0, 0x7FC00000, 0.0]> : tensor<4xf32>
  %ad = tensor.cast %a : tensor<4xf32> to tensor<?xf32>
  %bd = tensor.cast %b : tensor<4xf32> to tensor<?xf32>
  %f:2 = func.call @floats(%ad, %bd) : (tensor<?xf32>, tensor<?xf32>) -> (tensor<?xi1>, tensor<?xi1>)
  %lt = arith.constant dense<[true, false, false, false]> : tensor<4xi1>
  %ne = arith.constant dense<[true, false, true, false]> : tensor<4xi1>
  %ltd = tensor.cast %lt : tensor<4xi1> to tensor<?xi1>
  %ned = tensor.cast %ne : tensor<4xi1> to tensor<?xi1>
  func.call @assert_same(%f#0, %ltd) : (tensor<?xi1>, tensor<?xi1>) -> ()
  func.call @assert_same(%f#1, %ned) : (tensor<?xi1>, tensor<?xi1>) -> ()

  %i = arith.constant dense<[-128, 1, 5]> : tensor<3xi8>
  %j = arith.constant dense<[127, 1, -5]> : tensor<3xi8>
  %c = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %d = arith.constant dense<[false, true, true]> : tensor<3xi1>
  %n:2 = func.call @integers(%i, %j, %c, %d) : (tensor<3xi8>, tensor<3xi8>, tensor<3xi1>, tensor<3xi1>) -> (tensor<3xi1>, tensor<3xi1>)
  %ge = arith.constant dense<[false, true, true]> : tensor<3xi1>
  %gt = arith.constant dense<[true, false, false]> : tensor<3xi1>
  eshkol.assert_close %n#0, %ge, "signed" atol = 0.0 rtol = 0.0 : tensor<3xi1>
  eshkol.assert_close %n#1, %gt, "truth values" atol = 0.0 rtol = 0.0 : tensor<3xi1>

  %z = arith.constant dense<[(1.0, 2.0), (1.0, 2.0), (0.0, 0.0)]> : tensor<3xcomplex<f64>>
  %w = arith.constant dense<[(1.0, 2.0), (1.0, 3.0), (-0.0, 0.0)]> : tensor<3xcomplex<f64>>
  %e = func.call @complex(%z, %w) : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> tensor<3xi1>
  %eq = arith.constant dense<[true, false, true]> : tensor<3xi1>
  eshkol.assert_close %e, %eq, "complex" atol = 0.0 rtol = 0.0 : tensor<3xi1>

  %small = arith.constant dense<1.5> : tensor<bf16>
  %h = func.call @half(%small, %small) : (tensor<bf16>, tensor<bf16>) -> tensor<i1>
  eshkol.assert %h, "rank 0" : tensor<i1>
  return
}
