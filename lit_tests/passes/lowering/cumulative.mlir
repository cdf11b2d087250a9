// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @sums
// CHECK-SAME: (%[[X:.*]]: tensor<?xf64>)
// CHECK: %[[C1:.*]] = arith.constant 1 : index
// CHECK: scf.while (%[[W:.*]] = %[[C1]], %[[T:.*]] = %[[X]])
// CHECK: arith.cmpi slt, %[[W]]
// CHECK: } do {
// CHECK: ^bb0(%[[WIDTH:.*]]: index, %[[CURRENT:.*]]: tensor<?xf64>):
// CHECK: arith.addi %[[WIDTH]], %[[WIDTH]]
// CHECK: linalg.generic
// CHECK: %[[I:.*]] = linalg.index 0
// CHECK: arith.subi %[[I]], %[[WIDTH]]
// CHECK: tensor.extract %[[CURRENT]]
func.func @sums(%x: tensor<?xf64>) -> (tensor<?xf64>, tensor<?xf64>) {
  %0 = eshkol.cumulative sum %x dimension = 0 : (tensor<?xf64>) -> tensor<?xf64>
  %1 = eshkol.cumulative sum %x dimension = 0 reverse : (tensor<?xf64>) -> tensor<?xf64>
  return %0, %1 : tensor<?xf64>, tensor<?xf64>
}

func.func @integers(%x: tensor<3x?xi32>) -> (tensor<3x?xi32>, tensor<3x?xi32>, tensor<3x?xi32>) {
  %0 = eshkol.cumulative prod %x dimension = 0 : (tensor<3x?xi32>) -> tensor<3x?xi32>
  %1 = eshkol.cumulative max %x dimension = 0 : (tensor<3x?xi32>) -> tensor<3x?xi32>
  %2 = eshkol.cumulative min %x dimension = 1 reverse : (tensor<3x?xi32>) -> tensor<3x?xi32>
  return %0, %1, %2 : tensor<3x?xi32>, tensor<3x?xi32>, tensor<3x?xi32>
}

// CHECK-LABEL: @bfloat
// CHECK: arith.extf
// CHECK: scf.while
// CHECK: arith.truncf
func.func @bfloat(%x: tensor<300xbf16>) -> tensor<300xbf16> {
  %0 = eshkol.cumulative sum %x dimension = 0 : (tensor<300xbf16>) -> tensor<300xbf16>
  return %0 : tensor<300xbf16>
}

func.func @maxima(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = eshkol.cumulative max %x dimension = 0 : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

func.func @complex(%x: tensor<5xcomplex<f64>>) -> tensor<5xcomplex<f64>> {
  %0 = eshkol.cumulative prod %x dimension = 0 : (tensor<5xcomplex<f64>>) -> tensor<5xcomplex<f64>>
  return %0 : tensor<5xcomplex<f64>>
}

func.func @main() {
  // Seven elements, which is not a power of two: triangular numbers.
  %x = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]> : tensor<7xf64>
  %xd = tensor.cast %x : tensor<7xf64> to tensor<?xf64>
  %s:2 = func.call @sums(%xd) : (tensor<?xf64>) -> (tensor<?xf64>, tensor<?xf64>)
  %forward = tensor.cast %s#0 : tensor<?xf64> to tensor<7xf64>
  %backward = tensor.cast %s#1 : tensor<?xf64> to tensor<7xf64>
  %eforward = arith.constant dense<[1.0, 3.0, 6.0, 10.0, 15.0, 21.0, 28.0]> : tensor<7xf64>
  %ebackward = arith.constant dense<[28.0, 27.0, 25.0, 22.0, 18.0, 13.0, 7.0]> : tensor<7xf64>
  eshkol.assert_close %forward, %eforward, "sum" atol = 0.0 rtol = 0.0 : tensor<7xf64>
  eshkol.assert_close %backward, %ebackward, "reversed sum" atol = 0.0 rtol = 0.0 : tensor<7xf64>

  %i = arith.constant dense<[[2, 5], [-3, 7], [4, 6]]> : tensor<3x2xi32>
  %id = tensor.cast %i : tensor<3x2xi32> to tensor<3x?xi32>
  %ir:3 = func.call @integers(%id) : (tensor<3x?xi32>) -> (tensor<3x?xi32>, tensor<3x?xi32>, tensor<3x?xi32>)
  %prod = tensor.cast %ir#0 : tensor<3x?xi32> to tensor<3x2xi32>
  %max = tensor.cast %ir#1 : tensor<3x?xi32> to tensor<3x2xi32>
  %min = tensor.cast %ir#2 : tensor<3x?xi32> to tensor<3x2xi32>
  %eprod = arith.constant dense<[[2, 5], [-6, 35], [-24, 210]]> : tensor<3x2xi32>
  %emax = arith.constant dense<[[2, 5], [2, 7], [4, 7]]> : tensor<3x2xi32>
  %emin = arith.constant dense<[[2, 5], [-3, 7], [4, 6]]> : tensor<3x2xi32>
  eshkol.assert_close %prod, %eprod, "product" atol = 0.0 rtol = 0.0 : tensor<3x2xi32>
  eshkol.assert_close %max, %emax, "maximum" atol = 0.0 rtol = 0.0 : tensor<3x2xi32>
  eshkol.assert_close %min, %emin, "reversed minimum" atol = 0.0 rtol = 0.0 : tensor<3x2xi32>

  // 300 is a number of bf16, but one by one a sum in bf16 would stop at 256.
  %b = arith.constant dense<1.0> : tensor<300xbf16>
  %br = func.call @bfloat(%b) : (tensor<300xbf16>) -> tensor<300xbf16>
  %last = tensor.extract_slice %br[299] [1] [1] : tensor<300xbf16> to tensor<1xbf16>
  %elast = arith.constant dense<300.0> : tensor<1xbf16>
  eshkol.assert_close %last, %elast, "bf16" atol = 0.0 rtol = 0.0 : tensor<1xbf16>

  // A NaN stays the maximum.
  %f = arith.constant dense<[1.0, 0x7FC00000, 9.0, 2.0]> : tensor<4xf32>
  %fr = func.call @maxima(%f) : (tensor<4xf32>) -> tensor<4xf32>
  %fe = arith.constant dense<[1.0, 0x7FC00000, 0x7FC00000, 0x7FC00000]> : tensor<4xf32>
  eshkol.assert_close %fr, %fe, "NaN" atol = 0.0 rtol = 0.0 : tensor<4xf32>

  // The powers of i.
  %z = arith.constant dense<(0.0, 1.0)> : tensor<5xcomplex<f64>>
  %zr = func.call @complex(%z) : (tensor<5xcomplex<f64>>) -> tensor<5xcomplex<f64>>
  %ze = arith.constant dense<[(0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0), (0.0, 1.0)]> : tensor<5xcomplex<f64>>
  eshkol.assert_close %zr, %ze, "complex" atol = 0.0 rtol = 0.0 : tensor<5xcomplex<f64>>

  %n = arith.constant dense<0.0> : tensor<0xf64>
  %nd = tensor.cast %n : tensor<0xf64> to tensor<?xf64>
  %nr:2 = func.call @sums(%nd) : (tensor<?xf64>) -> (tensor<?xf64>, tensor<?xf64>)
  eshkol.assert_close %nr#1, %nd, "empty" atol = 0.0 rtol = 0.0 : tensor<?xf64>
  return
}
