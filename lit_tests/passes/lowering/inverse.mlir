// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s
// RUN: %run-native

// inverse a ⇒ solve a 1
// CHECK-LABEL: @matrices
// CHECK: linalg.index
// CHECK: eshkol.lu
// CHECK-COUNT-2: eshkol.triangular_solve
// CHECK-NOT: eshkol.inverse
func.func @matrices(%a: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %i = eshkol.inverse %a : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %i : tensor<?x?x?xf32>
}

// [[4 7] [2 6]] has determinant 10; a permutation's inverse is its transpose; a
// singular matrix has no finite inverse.
func.func @main() {
  %a = arith.constant dense<[[[4.0, 7.0], [2.0, 6.0]], [[0.0, 1.0], [1.0, 0.0]]]> : tensor<2x2x2xf32>
  %da = tensor.cast %a : tensor<2x2x2xf32> to tensor<?x?x?xf32>
  %i = func.call @matrices(%da) : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %e = arith.constant dense<[[[0.6, -0.7], [-0.2, 0.4]], [[0.0, 1.0], [1.0, 0.0]]]> : tensor<2x2x2xf32>
  %de = tensor.cast %e : tensor<2x2x2xf32> to tensor<?x?x?xf32>
  eshkol.assert_close %i, %de, "matrices" atol = 1.0e-6 rtol = 0.0 : tensor<?x?x?xf32>

  %cycle = arith.constant dense<[[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]> : tensor<3x3xf64>
  %back = eshkol.inverse %cycle : (tensor<3x3xf64>) -> tensor<3x3xf64>
  %transposed = arith.constant dense<[[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]> : tensor<3x3xf64>
  eshkol.assert_close %back, %transposed, "permutation" atol = 0.0 rtol = 0.0 : tensor<3x3xf64>

  %zero = arith.constant dense<0.0> : tensor<1x1xf64>
  %infinite = eshkol.inverse %zero : (tensor<1x1xf64>) -> tensor<1x1xf64>
  %infinity = arith.constant dense<0x7FF0000000000000> : tensor<1x1xf64>
  eshkol.assert_close %infinite, %infinity, "singular" atol = 0.0 rtol = 0.0 : tensor<1x1xf64>

  // 1/(2i) = -i/2
  %c = arith.constant dense<[[(0.0, 2.0)]]> : tensor<1x1xcomplex<f32>>
  %ci = eshkol.inverse %c : (tensor<1x1xcomplex<f32>>) -> tensor<1x1xcomplex<f32>>
  %ce = arith.constant dense<[[(0.0, -0.5)]]> : tensor<1x1xcomplex<f32>>
  eshkol.assert_close %ci, %ce, "complex" atol = 1.0e-7 rtol = 0.0 : tensor<1x1xcomplex<f32>>

  %third = arith.constant dense<3.0> : tensor<1x1xbf16>
  %hi = eshkol.inverse %third : (tensor<1x1xbf16>) -> tensor<1x1xbf16>
  %he = arith.constant dense<0.33333333> : tensor<1x1xbf16>
  eshkol.assert_close %hi, %he, "bf16" atol = 0.0 rtol = 0.0 : tensor<1x1xbf16>

  %none = arith.constant dense<> : tensor<2x0x0xf32>
  %dnone = tensor.cast %none : tensor<2x0x0xf32> to tensor<?x?x?xf32>
  %still = func.call @matrices(%dnone) : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  eshkol.assert_close %still, %dnone, "empty" atol = 0.0 rtol = 0.0 : tensor<?x?x?xf32>
  return
}
