// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// A scalar from outside is used as it is.
// CHECK-LABEL: @scaled
// CHECK-SAME: (%[[X:.*]]: tensor<?xcomplex<f64>>, %[[Y:.*]]: tensor<?xcomplex<f64>>, %[[S:.*]]: f64)
// CHECK: linalg.generic
// CHECK-SAME: ins(%[[X]], %[[Y]]
// CHECK-NEXT: ^bb0(%[[A:.*]]: complex<f64>, %[[B:.*]]: complex<f64>, %{{.*}}: complex<f64>):
// CHECK-NEXT: %[[P:.*]] = complex.mul %[[A]], %[[B]]
// CHECK-NEXT: %[[C:.*]] = complex.create %[[S]], %[[S]]
// CHECK-NEXT: %[[R:.*]] = complex.add %[[P]], %[[C]]
// CHECK-NEXT: linalg.yield %[[R]]
func.func @scaled(%x: tensor<?xcomplex<f64>>, %y: tensor<?xcomplex<f64>>, %s: f64) -> tensor<?xcomplex<f64>> {
  %0 = eshkol.map %x, %y : (tensor<?xcomplex<f64>>, tensor<?xcomplex<f64>>) -> tensor<?xcomplex<f64>> {
  ^bb0(%a: complex<f64>, %b: complex<f64>):
    %p = complex.mul %a, %b : complex<f64>
    %c = complex.create %s, %s : complex<f64>
    %r = complex.add %p, %c : complex<f64>
    eshkol.yield %r : complex<f64>
  }
  return %0 : tensor<?xcomplex<f64>>
}

// The number of steps of Collatz's sequence to 1: a loop of its own for every element.
// CHECK-LABEL: @collatz
// CHECK: linalg.generic
// CHECK: scf.while
func.func @collatz(%n: tensor<2x2xi32>) -> tensor<2x2xi32> {
  %0 = eshkol.map %n : (tensor<2x2xi32>) -> tensor<2x2xi32> {
  ^bb0(%start: i32):
    %c0 = arith.constant 0 : i32
    %c1 = arith.constant 1 : i32
    %c2 = arith.constant 2 : i32
    %c3 = arith.constant 3 : i32
    %end:2 = scf.while (%i = %start, %steps = %c0) : (i32, i32) -> (i32, i32) {
      %more = arith.cmpi sgt, %i, %c1 : i32
      scf.condition(%more) %i, %steps : i32, i32
    } do {
    ^bb0(%i: i32, %steps: i32):
      %rest = arith.remsi %i, %c2 : i32
      %odd = arith.cmpi eq, %rest, %c1 : i32
      %half = arith.divsi %i, %c2 : i32
      %triple = arith.muli %i, %c3 : i32
      %up = arith.addi %triple, %c1 : i32
      %next = arith.select %odd, %up, %half : i32
      %count = arith.addi %steps, %c1 : i32
      scf.yield %next, %count : i32, i32
    }
    eshkol.yield %end#1 : i32
  }
  return %0 : tensor<2x2xi32>
}

func.func @exponential(%x: tensor<complex<f32>>) -> tensor<complex<f32>> {
  %0 = eshkol.map %x : (tensor<complex<f32>>) -> tensor<complex<f32>> {
  ^bb0(%a: complex<f32>):
    %e = complex.exp %a : complex<f32>
    eshkol.yield %e : complex<f32>
  }
  return %0 : tensor<complex<f32>>
}

func.func @main() {
  // (1+2i)(3-i) = 5+5i and i·i = -1, each plus 1+i.
  %x = arith.constant dense<[(1.0, 2.0), (0.0, 1.0)]> : tensor<2xcomplex<f64>>
  %y = arith.constant dense<[(3.0, -1.0), (0.0, 1.0)]> : tensor<2xcomplex<f64>>
  %one = arith.constant 1.0 : f64
  %xd = tensor.cast %x : tensor<2xcomplex<f64>> to tensor<?xcomplex<f64>>
  %yd = tensor.cast %y : tensor<2xcomplex<f64>> to tensor<?xcomplex<f64>>
  %rd = func.call @scaled(%xd, %yd, %one) : (tensor<?xcomplex<f64>>, tensor<?xcomplex<f64>>, f64) -> tensor<?xcomplex<f64>>
  %r = tensor.cast %rd : tensor<?xcomplex<f64>> to tensor<2xcomplex<f64>>
  %e = arith.constant dense<[(6.0, 6.0), (0.0, 1.0)]> : tensor<2xcomplex<f64>>
  eshkol.assert_close %r, %e, "complex" atol = 0.0 rtol = 0.0 : tensor<2xcomplex<f64>>

  // 6 takes 8 steps, 7 takes 16, 27 takes 111, 1 none.
  %n = arith.constant dense<[[6, 7], [27, 1]]> : tensor<2x2xi32>
  %steps = func.call @collatz(%n) : (tensor<2x2xi32>) -> tensor<2x2xi32>
  %known = arith.constant dense<[[8, 16], [111, 0]]> : tensor<2x2xi32>
  eshkol.assert_close %steps, %known, "collatz" atol = 0.0 rtol = 0.0 : tensor<2x2xi32>

  // exp(πi) = -1
  %i = arith.constant dense<(0.0, 3.14159274)> : tensor<complex<f32>>
  %p = func.call @exponential(%i) : (tensor<complex<f32>>) -> tensor<complex<f32>>
  %minus = arith.constant dense<(-1.0, 0.0)> : tensor<complex<f32>>
  eshkol.assert_close %p, %minus, "rank 0" atol = 1.0e-6 rtol = 0.0 : tensor<complex<f32>>
  return
}
