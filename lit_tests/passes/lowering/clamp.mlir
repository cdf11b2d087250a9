// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @limits
// CHECK: linalg.generic
// CHECK: %[[RAISED:.*]] = arith.maximumf
// CHECK: arith.minimumf %[[RAISED]]
func.func @limits(%x: tensor<?xf32>, %low: tensor<f32>, %high: tensor<?xf32>) -> tensor<?xf32> {
  %0 = eshkol.clamp %x, %low, %high : (tensor<?xf32>, tensor<f32>, tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// CHECK-LABEL: @integers
// CHECK: arith.maxsi
// CHECK: arith.minsi
func.func @integers(%x: tensor<3xi8>, %low: tensor<i8>, %high: tensor<i8>) -> tensor<3xi8> {
  %0 = eshkol.clamp %x, %low, %high : (tensor<3xi8>, tensor<i8>, tensor<i8>) -> tensor<3xi8>
  return %0 : tensor<3xi8>
}

// CHECK-LABEL: @truth_values
// CHECK: arith.ori
// CHECK: arith.andi
func.func @truth_values(%x: tensor<2xi1>, %low: tensor<i1>, %high: tensor<i1>) -> tensor<2xi1> {
  %0 = eshkol.clamp %x, %low, %high : (tensor<2xi1>, tensor<i1>, tensor<i1>) -> tensor<2xi1>
  return %0 : tensor<2xi1>
}

func.func @rank0(%x: tensor<bf16>, %low: tensor<bf16>, %high: tensor<bf16>) -> tensor<bf16> {
  %0 = eshkol.clamp %x, %low, %high : (tensor<bf16>, tensor<bf16>, tensor<bf16>) -> tensor<bf16>
  return %0 : tensor<bf16>
}

func.func @main() {
  // Below, within, above, NaN as element and as limit; low above high gives high.
  %x = arith.constant dense<[-5.0, 1.5, 9.0, 0x7FC00000, 1.0, 1.0]> : tensor<6xf32>
  %low = arith.constant dense<0.0> : tensor<f32>
  %high = arith.constant dense<[2.0, 2.0, 3.0, 2.0, 0x7FC00000, -1.0]> : tensor<6xf32>
  %xd = tensor.cast %x : tensor<6xf32> to tensor<?xf32>
  %hd = tensor.cast %high : tensor<6xf32> to tensor<?xf32>
  %rd = func.call @limits(%xd, %low, %hd) : (tensor<?xf32>, tensor<f32>, tensor<?xf32>) -> tensor<?xf32>
  %r = tensor.cast %rd : tensor<?xf32> to tensor<6xf32>
  %e = arith.constant dense<[0.0, 1.5, 3.0, 0x7FC00000, 0x7FC00000, -1.0]> : tensor<6xf32>
  eshkol.assert_close %r, %e, "floats" atol = 0.0 rtol = 0.0 : tensor<6xf32>

  %i = arith.constant dense<[-128, 3, 127]> : tensor<3xi8>
  %il = arith.constant dense<-1> : tensor<i8>
  %ih = arith.constant dense<100> : tensor<i8>
  %ir = func.call @integers(%i, %il, %ih) : (tensor<3xi8>, tensor<i8>, tensor<i8>) -> tensor<3xi8>
  %ie = arith.constant dense<[-1, 3, 100]> : tensor<3xi8>
  eshkol.assert_close %ir, %ie, "integers" atol = 0.0 rtol = 0.0 : tensor<3xi8>

  %b = arith.constant dense<[true, false]> : tensor<2xi1>
  %true = arith.constant dense<true> : tensor<i1>
  %false = arith.constant dense<false> : tensor<i1>
  %br = func.call @truth_values(%b, %true, %true) : (tensor<2xi1>, tensor<i1>, tensor<i1>) -> tensor<2xi1>
  %be = arith.constant dense<true> : tensor<2xi1>
  eshkol.assert_close %br, %be, "raised to true" atol = 0.0 rtol = 0.0 : tensor<2xi1>
  %bs = func.call @truth_values(%b, %false, %true) : (tensor<2xi1>, tensor<i1>, tensor<i1>) -> tensor<2xi1>
  eshkol.assert_close %bs, %b, "unchanged" atol = 0.0 rtol = 0.0 : tensor<2xi1>

  %h = arith.constant dense<1.0> : tensor<bf16>
  %two = arith.constant dense<2.0> : tensor<bf16>
  %hr = func.call @rank0(%h, %two, %two) : (tensor<bf16>, tensor<bf16>, tensor<bf16>) -> tensor<bf16>
  eshkol.assert_close %hr, %two, "rank 0" atol = 0.0 rtol = 0.0 : tensor<bf16>
  return
}
