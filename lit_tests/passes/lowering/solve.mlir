// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s
// RUN: %run-native

// a · x = b ⇒ L · (U · x) = b[permutation]
// CHECK-LABEL: @dense
// CHECK-SAME: (%[[A:.*]]: tensor<?x?xf64>, %[[B:.*]]: tensor<?x2xf64>)
// CHECK: %[[F:.*]], %[[P:.*]], %{{.*}} = eshkol.lu %[[A]]
// CHECK: %[[ORDERED:.*]] = linalg.generic {{.*}} ins(%[[P]]
// CHECK: tensor.extract %[[B]]
// CHECK: %[[Y:.*]] = eshkol.triangular_solve %[[F]], %[[ORDERED]] left_side lower unit_diagonal
// CHECK: eshkol.triangular_solve %[[F]], %[[Y]] left_side :
func.func @dense(%a: tensor<?x?xf64>, %b: tensor<?x2xf64>) -> tensor<?x2xf64> {
  %x = eshkol.solve %a, %b : (tensor<?x?xf64>, tensor<?x2xf64>) -> tensor<?x2xf64>
  return %x : tensor<?x2xf64>
}

func.func @main() {
  // A zero in the first place needs an exchange; by hand: x = (1, 2, 3) and (0, 1, -1).
  %a = arith.constant dense<[[0.0, 2.0, 1.0], [1.0, 1.0, 1.0], [2.0, -1.0, 4.0]]> : tensor<3x3xf64>
  %b = arith.constant dense<[[7.0, 1.0], [6.0, 0.0], [12.0, -5.0]]> : tensor<3x2xf64>
  %da = tensor.cast %a : tensor<3x3xf64> to tensor<?x?xf64>
  %db = tensor.cast %b : tensor<3x2xf64> to tensor<?x2xf64>
  %x = func.call @dense(%da, %db) : (tensor<?x?xf64>, tensor<?x2xf64>) -> tensor<?x2xf64>
  %e = arith.constant dense<[[1.0, 0.0], [2.0, 1.0], [3.0, -1.0]]> : tensor<3x2xf64>
  %de = tensor.cast %e : tensor<3x2xf64> to tensor<?x2xf64>
  eshkol.assert_close %x, %de, "dense" atol = 1.0e-14 rtol = 1.0e-14 : tensor<?x2xf64>

  // The Hilbert matrix of size 4 (condition 1.6e4) times (1, 1, 1, 1), in f64.
  %h = arith.constant dense<[[1.0, 0.5, 0.3333333333333333, 0.25], [0.5, 0.3333333333333333, 0.25, 0.2],
      [0.3333333333333333, 0.25, 0.2, 0.16666666666666666], [0.25, 0.2, 0.16666666666666666, 0.14285714285714285]]> : tensor<4x4xf64>
  %sums = arith.constant dense<[[2.0833333333333333], [1.2833333333333333], [0.95], [0.75952380952380949]]> : tensor<4x1xf64>
  %y = eshkol.solve %h, %sums : (tensor<4x4xf64>, tensor<4x1xf64>) -> tensor<4x1xf64>
  %ones = arith.constant dense<1.0> : tensor<4x1xf64>
  eshkol.assert_close %y, %ones, "Hilbert" atol = 0.0 rtol = 1.0e-11 : tensor<4x1xf64>

  // Two systems of one equation each; 2/3 is correct to the last bit of an f16.
  %s = arith.constant dense<[[[3.0]], [[-4.0]]]> : tensor<2x1x1xf16>
  %t = arith.constant dense<[[[2.0]], [[6.0]]]> : tensor<2x1x1xf16>
  %z = eshkol.solve %s, %t : (tensor<2x1x1xf16>, tensor<2x1x1xf16>) -> tensor<2x1x1xf16>
  %ze = arith.constant dense<[[[0.66666667]], [[-1.5]]]> : tensor<2x1x1xf16>
  eshkol.assert_close %z, %ze, "f16" atol = 0.0 rtol = 0.0 : tensor<2x1x1xf16>

  // (1 + i) x = 2
  %c = arith.constant dense<[[(1.0, 1.0)]]> : tensor<1x1xcomplex<f64>>
  %d = arith.constant dense<[[(2.0, 0.0)]]> : tensor<1x1xcomplex<f64>>
  %w = eshkol.solve %c, %d : (tensor<1x1xcomplex<f64>>, tensor<1x1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>>
  %we = arith.constant dense<[[(1.0, -1.0)]]> : tensor<1x1xcomplex<f64>>
  eshkol.assert_close %w, %we, "complex" atol = 1.0e-15 rtol = 0.0 : tensor<1x1xcomplex<f64>>

  // Nothing to solve for.
  %no_a = arith.constant dense<> : tensor<0x0xf64>
  %no_b = arith.constant dense<> : tensor<0x2xf64>
  %dno_a = tensor.cast %no_a : tensor<0x0xf64> to tensor<?x?xf64>
  %dno_b = tensor.cast %no_b : tensor<0x2xf64> to tensor<?x2xf64>
  %no_x = func.call @dense(%dno_a, %dno_b) : (tensor<?x?xf64>, tensor<?x2xf64>) -> tensor<?x2xf64>
  eshkol.assert_close %no_x, %dno_b, "empty" atol = 0.0 rtol = 0.0 : tensor<?x2xf64>
  return
}
