// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s
// RUN: %run-native

// det a = sign · Π U[i, i]
// CHECK-LABEL: @matrices
// CHECK: %[[F:.*]], %{{.*}}, %[[S:.*]] = eshkol.lu
// CHECK: %[[D:.*]] = linalg.generic {{.*}} ins(%[[F]]
// CHECK: %[[PRODUCT:.*]] = eshkol.reduce prod %[[D]] [1, 2]
// CHECK: linalg.generic {{.*}} ins(%[[PRODUCT]], %[[S]]
func.func @matrices(%a: tensor<?x?x?xf64>) -> tensor<?xf64> {
  %d = eshkol.det %a : (tensor<?x?x?xf64>) -> tensor<?xf64>
  return %d : tensor<?xf64>
}

func.func @main() {
  // By hand: 1·(5·10 - 6·8) - 2·(4·10 - 6·7) + 3·(4·8 - 5·7) = -3; a cycle of three is
  // even, an exchange odd; equal rows are singular.
  %a = arith.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]],
                             [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]],
                             [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]],
                             [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0], [0.0, 1.0, 1.0]]]> : tensor<4x3x3xf64>
  %da = tensor.cast %a : tensor<4x3x3xf64> to tensor<?x?x?xf64>
  %d = func.call @matrices(%da) : (tensor<?x?x?xf64>) -> tensor<?xf64>
  %e = arith.constant dense<[-3.0, 1.0, -1.0, 0.0]> : tensor<4xf64>
  %de = tensor.cast %e : tensor<4xf64> to tensor<?xf64>
  eshkol.assert_close %d, %de, "matrices" atol = 1.0e-14 rtol = 1.0e-14 : tensor<?xf64>

  // The empty product.
  %none = arith.constant dense<> : tensor<2x0x0xf64>
  %dnone = tensor.cast %none : tensor<2x0x0xf64> to tensor<?x?x?xf64>
  %one = func.call @matrices(%dnone) : (tensor<?x?x?xf64>) -> tensor<?xf64>
  %ones = arith.constant dense<1.0> : tensor<2xf64>
  %dones = tensor.cast %ones : tensor<2xf64> to tensor<?xf64>
  eshkol.assert_close %one, %dones, "empty" atol = 0.0 rtol = 0.0 : tensor<?xf64>
  %static = eshkol.det %none : (tensor<2x0x0xf64>) -> tensor<2xf64>
  eshkol.assert_close %static, %ones, "statically empty" atol = 0.0 rtol = 0.0 : tensor<2xf64>

  // i·i - 1·2 = -3
  %c = arith.constant dense<[[(0.0, 1.0), (1.0, 0.0)], [(2.0, 0.0), (0.0, 1.0)]]> : tensor<2x2xcomplex<f64>>
  %cd = eshkol.det %c : (tensor<2x2xcomplex<f64>>) -> tensor<complex<f64>>
  %ce = arith.constant dense<(-3.0, 0.0)> : tensor<complex<f64>>
  eshkol.assert_close %cd, %ce, "complex" atol = 1.0e-15 rtol = 0.0 : tensor<complex<f64>>

  // 300² is beyond f16 inside a difference that is not: 300·300 - 299·301 = 1.
  %h = arith.constant dense<[[300.0, 299.0], [301.0, 300.0]]> : tensor<2x2xf16>
  %hd = eshkol.det %h : (tensor<2x2xf16>) -> tensor<f16>
  %he = arith.constant dense<1.0> : tensor<f16>
  eshkol.assert_close %hd, %he, "f16" atol = 1.0e-2 rtol = 0.0 : tensor<f16>
  return
}
