// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// The dialect has operations on numbers only.  One that is not batched is used by each.
// CHECK-LABEL: func.func private @parts.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<2xf64>, %[[Y:.*]]: f64)
// CHECK: %[[Z:.*]] = eshkol.map %[[X]] : (tensor<2xf64>) -> tensor<2xcomplex<f64>> {
// CHECK-NEXT: ^bb0(%[[ELEMENT:.*]]: f64):
// CHECK-NEXT: complex.create %[[ELEMENT]], %[[Y]] : complex<f64>
// CHECK: eshkol.map %[[Z]] : (tensor<2xcomplex<f64>>) -> tensor<2xf64>
func.func @parts(%x: f64, %y: f64) -> (complex<f64>, f64, f64) {
  %z = complex.create %x, %y : complex<f64>
  %0 = complex.re %z : complex<f64>
  %1 = complex.im %z : complex<f64>
  return %z, %0, %1 : complex<f64>, f64, f64
}

func.func @arithmetic(%x: complex<f64>, %y: complex<f64>) -> (complex<f64>, complex<f64>, i1, f64) {
  %0 = complex.mul %x, %y : complex<f64>
  %1 = complex.add %0, %x : complex<f64>
  %2 = complex.div %1, %y : complex<f64>
  %3 = complex.sub %2, %y : complex<f64>
  %4 = complex.conj %3 : complex<f64>
  %5 = complex.neg %4 : complex<f64>
  %6 = complex.eq %x, %y : complex<f64>
  %7 = complex.abs %5 : complex<f64>
  return %0, %5, %6, %7 : complex<f64>, complex<f64>, i1, f64
}

func.func @functions(%x: complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>, complex<f64>) {
  %0 = complex.exp %x : complex<f64>
  %1 = complex.log %x : complex<f64>
  %2 = complex.sin %x : complex<f64>
  %3 = complex.sqrt %x : complex<f64>
  return %0, %1, %2, %3 : complex<f64>, complex<f64>, complex<f64>, complex<f64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size2 = arith.constant 2 : index
  %size3 = arith.constant 3 : index

  %parts1_a0 = arith.constant dense<[-0.938, 0.093]> : tensor<2xf64>
  %parts1_a1 = arith.constant 0.5 : f64
  %parts1:3 = eshkol.vmap @parts(%parts1_a0, %parts1_a1) in_axes [0, -1] out_axes [0, 0, 0]
      : (tensor<2xf64>, f64) -> (tensor<2xcomplex<f64>>, tensor<2xf64>, tensor<2xf64>)
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %parts1_a0[%i] : tensor<2xf64>
    %call:3 = func.call @parts(%argument0, %parts1_a1) : (f64, f64) -> (complex<f64>, f64, f64)
    %element0 = tensor.extract %parts1#0[%i] : tensor<2xcomplex<f64>>
    %element1 = tensor.extract %parts1#1[%i] : tensor<2xf64>
    %element2 = tensor.extract %parts1#2[%i] : tensor<2xf64>
    %found_complex_f64 = tensor.from_elements %element0 : tensor<1xcomplex<f64>>
    %alone_complex_f64 = tensor.from_elements %call#0 : tensor<1xcomplex<f64>>
    eshkol.assert_close %found_complex_f64, %alone_complex_f64, "parts1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xcomplex<f64>>
    %found_f64 = tensor.from_elements %element1, %element2 : tensor<2xf64>
    %alone_f64 = tensor.from_elements %call#1, %call#2 : tensor<2xf64>
    eshkol.assert_close %found_f64, %alone_f64, "parts1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %parts2_a0 = arith.constant 0.5 : f64
  %parts2_a1 = arith.constant dense<[-1.624, 0.304]> : tensor<2xf64>
  %parts2:3 = eshkol.vmap @parts(%parts2_a0, %parts2_a1) in_axes [-1, 0] out_axes [0, 0, 0]
      : (f64, tensor<2xf64>) -> (tensor<2xcomplex<f64>>, tensor<2xf64>, tensor<2xf64>)
  scf.for %i = %first to %size2 step %step {
    %argument1 = tensor.extract %parts2_a1[%i] : tensor<2xf64>
    %call:3 = func.call @parts(%parts2_a0, %argument1) : (f64, f64) -> (complex<f64>, f64, f64)
    %element0 = tensor.extract %parts2#0[%i] : tensor<2xcomplex<f64>>
    %element1 = tensor.extract %parts2#1[%i] : tensor<2xf64>
    %element2 = tensor.extract %parts2#2[%i] : tensor<2xf64>
    %found_complex_f64 = tensor.from_elements %element0 : tensor<1xcomplex<f64>>
    %alone_complex_f64 = tensor.from_elements %call#0 : tensor<1xcomplex<f64>>
    eshkol.assert_close %found_complex_f64, %alone_complex_f64, "parts2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xcomplex<f64>>
    %found_f64 = tensor.from_elements %element1, %element2 : tensor<2xf64>
    %alone_f64 = tensor.from_elements %call#1, %call#2 : tensor<2xf64>
    eshkol.assert_close %found_f64, %alone_f64, "parts2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %arithmetic3_a0 = arith.constant dense<[(1.717, -1.473), (-0.726, 0.865), (0.67, -0.842)]> : tensor<3xcomplex<f64>>
  %arithmetic3_a1 = arith.constant dense<[(-1.267, 1.316), (0.346, -1.981), (-1.92, 0.711)]> : tensor<3xcomplex<f64>>
  %arithmetic3:4 = eshkol.vmap @arithmetic(%arithmetic3_a0, %arithmetic3_a1) in_axes [0, 0] out_axes [0, 0, 0, 0]
      : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xi1>, tensor<3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %arithmetic3_a0[%i] : tensor<3xcomplex<f64>>
    %argument1 = tensor.extract %arithmetic3_a1[%i] : tensor<3xcomplex<f64>>
    %call:4 = func.call @arithmetic(%argument0, %argument1) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, i1, f64)
    %element0 = tensor.extract %arithmetic3#0[%i] : tensor<3xcomplex<f64>>
    %element1 = tensor.extract %arithmetic3#1[%i] : tensor<3xcomplex<f64>>
    %element2 = tensor.extract %arithmetic3#2[%i] : tensor<3xi1>
    %element3 = tensor.extract %arithmetic3#3[%i] : tensor<3xf64>
    %found_complex_f64 = tensor.from_elements %element0, %element1 : tensor<2xcomplex<f64>>
    %alone_complex_f64 = tensor.from_elements %call#0, %call#1 : tensor<2xcomplex<f64>>
    eshkol.assert_close %found_complex_f64, %alone_complex_f64, "arithmetic3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xcomplex<f64>>
    %found_i1 = tensor.from_elements %element2 : tensor<1xi1>
    %alone_i1 = tensor.from_elements %call#2 : tensor<1xi1>
    eshkol.assert_close %found_i1, %alone_i1, "arithmetic3" atol = 0.0 rtol = 0.0 : tensor<1xi1>
    %found_f64 = tensor.from_elements %element3 : tensor<1xf64>
    %alone_f64 = tensor.from_elements %call#3 : tensor<1xf64>
    eshkol.assert_close %found_f64, %alone_f64, "arithmetic3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %arithmetic4_a0 = arith.constant dense<[(-0.92, 1.849), (0.941, -1.005)]> : tensor<2xcomplex<f64>>
  %arithmetic4_a1 = complex.constant [1.5 : f64, -0.5 : f64] : complex<f64>
  %arithmetic4:4 = eshkol.vmap @arithmetic(%arithmetic4_a0, %arithmetic4_a1) in_axes [0, -1] out_axes [0, 0, 0, 0]
      : (tensor<2xcomplex<f64>>, complex<f64>) -> (tensor<2xcomplex<f64>>, tensor<2xcomplex<f64>>, tensor<2xi1>, tensor<2xf64>)
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %arithmetic4_a0[%i] : tensor<2xcomplex<f64>>
    %call:4 = func.call @arithmetic(%argument0, %arithmetic4_a1) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, i1, f64)
    %element0 = tensor.extract %arithmetic4#0[%i] : tensor<2xcomplex<f64>>
    %element1 = tensor.extract %arithmetic4#1[%i] : tensor<2xcomplex<f64>>
    %element2 = tensor.extract %arithmetic4#2[%i] : tensor<2xi1>
    %element3 = tensor.extract %arithmetic4#3[%i] : tensor<2xf64>
    %found_complex_f64 = tensor.from_elements %element0, %element1 : tensor<2xcomplex<f64>>
    %alone_complex_f64 = tensor.from_elements %call#0, %call#1 : tensor<2xcomplex<f64>>
    eshkol.assert_close %found_complex_f64, %alone_complex_f64, "arithmetic4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xcomplex<f64>>
    %found_i1 = tensor.from_elements %element2 : tensor<1xi1>
    %alone_i1 = tensor.from_elements %call#2 : tensor<1xi1>
    eshkol.assert_close %found_i1, %alone_i1, "arithmetic4" atol = 0.0 rtol = 0.0 : tensor<1xi1>
    %found_f64 = tensor.from_elements %element3 : tensor<1xf64>
    %alone_f64 = tensor.from_elements %call#3 : tensor<1xf64>
    eshkol.assert_close %found_f64, %alone_f64, "arithmetic4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %functions5_a0 = arith.constant dense<[(0.305, -1.108), (0.368, 1.811), (0.289, -0.211)]> : tensor<3xcomplex<f64>>
  %functions5:4 = eshkol.vmap @functions(%functions5_a0) in_axes [0] out_axes [0, 0, 0, 0]
      : (tensor<3xcomplex<f64>>) -> (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %functions5_a0[%i] : tensor<3xcomplex<f64>>
    %call:4 = func.call @functions(%argument0) : (complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>, complex<f64>)
    %element0 = tensor.extract %functions5#0[%i] : tensor<3xcomplex<f64>>
    %element1 = tensor.extract %functions5#1[%i] : tensor<3xcomplex<f64>>
    %element2 = tensor.extract %functions5#2[%i] : tensor<3xcomplex<f64>>
    %element3 = tensor.extract %functions5#3[%i] : tensor<3xcomplex<f64>>
    %found = tensor.from_elements %element0, %element1, %element2, %element3 : tensor<4xcomplex<f64>>
    %alone = tensor.from_elements %call#0, %call#1, %call#2, %call#3 : tensor<4xcomplex<f64>>
    eshkol.assert_close %found, %alone, "functions5" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xcomplex<f64>>
  }
  return
}
