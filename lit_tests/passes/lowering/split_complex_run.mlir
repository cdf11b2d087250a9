// The pass must not change what a program computes.
// RUN: eshkol-opt --eshkol-to-linalg --eshkol-split-complex %s > %t.mlir
// RUN: eshkol-opt --eshkol-to-native %t.mlir | mlir-runner -O1 -e main -entry-point-result=void

func.func private @power(%z: complex<f64>, %n: index) -> complex<f64> attributes {no_inline} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = complex.constant [1.0, 0.0] : complex<f64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %one) -> complex<f64> {
    %b = complex.mul %a, %z : complex<f64>
    scf.yield %b : complex<f64>
  }
  return %r : complex<f64>
}

func.func private @multiply(%x: tensor<?x2xcomplex<f32>>, %y: tensor<2x?xcomplex<f32>>) -> tensor<?x?xcomplex<f32>> {
  %0 = eshkol.matmul %x, %y : (tensor<?x2xcomplex<f32>>, tensor<2x?xcomplex<f32>>) -> tensor<?x?xcomplex<f32>>
  return %0 : tensor<?x?xcomplex<f32>>
}

func.func private @pick(%x: tensor<3xcomplex<f32>>, %i: index, %c: i1) -> tensor<3xcomplex<f32>> {
  %a = tensor.extract %x[%i] : tensor<3xcomplex<f32>>
  %conj = complex.conj %a : complex<f32>
  %s = arith.select %c, %conj, %a : complex<f32>
  %0 = eshkol.map %x : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>> {
  ^bb0(%b: complex<f32>):
    %d = complex.div %b, %s : complex<f32>
    eshkol.yield %d : complex<f32>
  }
  %1 = tensor.insert %s into %0[%i] : tensor<3xcomplex<f32>>
  return %1 : tensor<3xcomplex<f32>>
}

func.func @main() {
  // (1+i)^5 = -4 - 4i
  %z = complex.constant [1.0, 1.0] : complex<f64>
  %n = arith.constant 5 : index
  %p = func.call @power(%z, %n) : (complex<f64>, index) -> complex<f64>
  %re = complex.re %p : complex<f64>
  %im = complex.im %p : complex<f64>
  %minus4 = arith.constant -4.0 : f64
  %sameRe = arith.cmpf oeq, %re, %minus4 : f64
  %sameIm = arith.cmpf oeq, %im, %minus4 : f64
  eshkol.assert %sameRe, "real part of a power" : i1
  eshkol.assert %sameIm, "imaginary part of a power" : i1

  // [[i 1] [2 1+i]] · [[1 i] [1-i 2]] = [[1 1] [4 4i+2]]: i + 1 - i = 1; -1 + 2 = 1; 2 + 2 = 4; 2i + 2 + 2i.
  %x = arith.constant dense<[[(0.0, 1.0), (1.0, 0.0)], [(2.0, 0.0), (1.0, 1.0)]]> : tensor<2x2xcomplex<f32>>
  %y = arith.constant dense<[[(1.0, 0.0), (0.0, 1.0)], [(1.0, -1.0), (2.0, 0.0)]]> : tensor<2x2xcomplex<f32>>
  %xd = tensor.cast %x : tensor<2x2xcomplex<f32>> to tensor<?x2xcomplex<f32>>
  %yd = tensor.cast %y : tensor<2x2xcomplex<f32>> to tensor<2x?xcomplex<f32>>
  %m = func.call @multiply(%xd, %yd) : (tensor<?x2xcomplex<f32>>, tensor<2x?xcomplex<f32>>) -> tensor<?x?xcomplex<f32>>
  %ms = tensor.cast %m : tensor<?x?xcomplex<f32>> to tensor<2x2xcomplex<f32>>
  %em = arith.constant dense<[[(1.0, 0.0), (1.0, 0.0)], [(4.0, 0.0), (2.0, 4.0)]]> : tensor<2x2xcomplex<f32>>
  eshkol.assert_close %ms, %em, "product" atol = 0.0 rtol = 0.0 : tensor<2x2xcomplex<f32>>

  // The conjugate of 1+i is 1-i; 2/(1-i) = 1+i and 2i/(1-i) = -1+i.
  %t = arith.constant dense<[(2.0, 0.0), (1.0, 1.0), (0.0, 2.0)]> : tensor<3xcomplex<f32>>
  %c1 = arith.constant 1 : index
  %true = arith.constant true
  %picked = func.call @pick(%t, %c1, %true) : (tensor<3xcomplex<f32>>, index, i1) -> tensor<3xcomplex<f32>>
  %ep = arith.constant dense<[(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0)]> : tensor<3xcomplex<f32>>
  eshkol.assert_close %picked, %ep, "quotients" atol = 1.0e-6 rtol = 0.0 : tensor<3xcomplex<f32>>
  return
}
