// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// Saturates, because a conversion out of range has no value in arith.
// CHECK-LABEL: @to_i8
// CHECK: linalg.generic
// CHECK-DAG: arith.cmpf oge
// CHECK-DAG: arith.cmpf ole
// CHECK-DAG: arith.cmpf uno
// CHECK: arith.fptosi
func.func @to_i8(%x: tensor<?xf32>) -> tensor<?xi8> {
  %0 = eshkol.convert %x : (tensor<?xf32>) -> tensor<?xi8>
  return %0 : tensor<?xi8>
}

func.func @to_i64(%x: tensor<4xf64>) -> tensor<4xi64> {
  %0 = eshkol.convert %x : (tensor<4xf64>) -> tensor<4xi64>
  return %0 : tensor<4xi64>
}

func.func @half_to_i32(%x: tensor<3xf16>) -> tensor<3xi32> {
  %0 = eshkol.convert %x : (tensor<3xf16>) -> tensor<3xi32>
  return %0 : tensor<3xi32>
}

// CHECK-LABEL: @integers
// CHECK: arith.trunci
// CHECK: arith.extsi
func.func @integers(%x: tensor<3xi32>) -> (tensor<3xi8>, tensor<3xi64>) {
  %0 = eshkol.convert %x : (tensor<3xi32>) -> tensor<3xi8>
  %1 = eshkol.convert %x : (tensor<3xi32>) -> tensor<3xi64>
  return %0, %1 : tensor<3xi8>, tensor<3xi64>
}

// CHECK-LABEL: @truth
// CHECK: arith.cmpf une
// CHECK: arith.uitofp %{{.*}} : i1 to f32
func.func @truth(%x: tensor<3xf32>) -> (tensor<3xi1>, tensor<3xbf16>) {
  %0 = eshkol.convert %x : (tensor<3xf32>) -> tensor<3xi1>
  %1 = eshkol.convert %0 : (tensor<3xi1>) -> tensor<3xbf16>
  return %0, %1 : tensor<3xi1>, tensor<3xbf16>
}

// In bits: IREE makes one operation of sitofp and truncf, which it has no code for on many processors.
// CHECK-LABEL: @integer_to_bf16
// CHECK: arith.sitofp %{{.*}} : i64 to f32
// CHECK: arith.shrui
// CHECK: arith.bitcast %{{.*}} : i16 to bf16
func.func @integer_to_bf16(%x: tensor<?xi64>) -> tensor<?xbf16> {
  %0 = eshkol.convert %x : (tensor<?xi64>) -> tensor<?xbf16>
  return %0 : tensor<?xbf16>
}

// CHECK-LABEL: @to_complex
// CHECK: complex.create
func.func @to_complex(%x: tensor<i32>) -> tensor<complex<f32>> {
  %0 = eshkol.convert %x : (tensor<i32>) -> tensor<complex<f32>>
  return %0 : tensor<complex<f32>>
}

func.func @round_bf16(%x: tensor<3xf32>) -> tensor<3xbf16> {
  %0 = eshkol.convert %x : (tensor<3xf32>) -> tensor<3xbf16>
  return %0 : tensor<3xbf16>
}

func.func @main() {
  %x = arith.constant dense<[1.9, -1.9, 127.5, 1.0e30, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %xd = tensor.cast %x : tensor<6xf32> to tensor<?xf32>
  %i8d = func.call @to_i8(%xd) : (tensor<?xf32>) -> tensor<?xi8>
  %i8 = tensor.cast %i8d : tensor<?xi8> to tensor<6xi8>
  %e8 = arith.constant dense<[1, -1, 127, 127, -128, 0]> : tensor<6xi8>
  eshkol.assert_close %i8, %e8, "f32 to i8" atol = 0.0 rtol = 0.0 : tensor<6xi8>

  // 2^63 - 1024 is the greatest f64 below 2^63.
  %l = arith.constant dense<[9223372036854774784.0, 9223372036854775808.0, -9223372036854775808.0, 0xFFF0000000000000]> : tensor<4xf64>
  %i64 = func.call @to_i64(%l) : (tensor<4xf64>) -> tensor<4xi64>
  %e64 = arith.constant dense<[9223372036854774784, 9223372036854775807, -9223372036854775808, -9223372036854775808]> : tensor<4xi64>
  eshkol.assert_close %i64, %e64, "f64 to i64" atol = 0.0 rtol = 0.0 : tensor<4xi64>

  // Infinity in f16, whose greatest number is 65504.
  %h = arith.constant dense<[65504.0, 0x7C00, -0.5]> : tensor<3xf16>
  %i32 = func.call @half_to_i32(%h) : (tensor<3xf16>) -> tensor<3xi32>
  %e32 = arith.constant dense<[65504, 2147483647, 0]> : tensor<3xi32>
  eshkol.assert_close %i32, %e32, "f16 to i32" atol = 0.0 rtol = 0.0 : tensor<3xi32>

  // 300 = 1 * 256 + 44
  %n = arith.constant dense<[300, -1, 128]> : tensor<3xi32>
  %m:2 = func.call @integers(%n) : (tensor<3xi32>) -> (tensor<3xi8>, tensor<3xi64>)
  %en = arith.constant dense<[44, -1, -128]> : tensor<3xi8>
  %ew = arith.constant dense<[300, -1, 128]> : tensor<3xi64>
  eshkol.assert_close %m#0, %en, "i32 to i8" atol = 0.0 rtol = 0.0 : tensor<3xi8>
  eshkol.assert_close %m#1, %ew, "i32 to i64" atol = 0.0 rtol = 0.0 : tensor<3xi64>

  %t = arith.constant dense<[-0.0, 0.5, 0x7FC00000]> : tensor<3xf32>
  %b:2 = func.call @truth(%t) : (tensor<3xf32>) -> (tensor<3xi1>, tensor<3xbf16>)
  %eb = arith.constant dense<[false, true, true]> : tensor<3xi1>
  %ef = arith.constant dense<[0.0, 1.0, 1.0]> : tensor<3xbf16>
  eshkol.assert_close %b#0, %eb, "f32 to i1" atol = 0.0 rtol = 0.0 : tensor<3xi1>
  eshkol.assert_close %b#1, %ef, "i1 to bf16" atol = 0.0 rtol = 0.0 : tensor<3xbf16>

  %c = arith.constant dense<-7> : tensor<i32>
  %z = func.call @to_complex(%c) : (tensor<i32>) -> tensor<complex<f32>>
  %ez = arith.constant dense<(-7.0, 0.0)> : tensor<complex<f32>>
  eshkol.assert_close %z, %ez, "i32 to complex" atol = 0.0 rtol = 0.0 : tensor<complex<f32>>

  // bf16 has 8 bits: 257 and 259 are halfway and go to the even neighbour.
  %r = arith.constant dense<[257.0, 259.0, 0x7F7FFFFF]> : tensor<3xf32>
  %rounded = func.call @round_bf16(%r) : (tensor<3xf32>) -> tensor<3xbf16>
  %er = arith.constant dense<[256.0, 260.0, 0x7F80]> : tensor<3xbf16>
  eshkol.assert_close %rounded, %er, "f32 to bf16" atol = 0.0 rtol = 0.0 : tensor<3xbf16>
  %w = arith.constant dense<[257, 259, -258, 0, -1, 9223372036854775807]> : tensor<6xi64>
  %nd = tensor.cast %w : tensor<6xi64> to tensor<?xi64>
  %nb = func.call @integer_to_bf16(%nd) : (tensor<?xi64>) -> tensor<?xbf16>
  %wr = tensor.cast %nb : tensor<?xbf16> to tensor<6xbf16>
  %ew16 = arith.constant dense<[256.0, 260.0, -258.0, 0.0, -1.0, 9223372036854775808.0]> : tensor<6xbf16>
  eshkol.assert_close %wr, %ew16, "i64 to bf16" atol = 0.0 rtol = 0.0 : tensor<6xbf16>
  return
}
