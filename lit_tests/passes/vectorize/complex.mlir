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
  %parts1_a0 = arith.constant dense<[-0.938, 0.093]> : tensor<2xf64>
  %parts1_a1 = arith.constant 0.5 : f64
  %parts1:3 = eshkol.vmap @parts(%parts1_a0, %parts1_a1) in_axes [0, -1] out_axes [0, 0, 0]
      : (tensor<2xf64>, f64) -> (tensor<2xcomplex<f64>>, tensor<2xf64>, tensor<2xf64>)
  %parts1_a0_0_slice = eshkol.slice %parts1_a0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts1_a0_0 = eshkol.reshape %parts1_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %parts1_a0_0_number = tensor.extract %parts1_a0_0[] : tensor<f64>
  %parts1_e0:3 = func.call @parts(%parts1_a0_0_number, %parts1_a1) : (f64, f64) -> (complex<f64>, f64, f64)
  %parts1_e0_0 = tensor.from_elements %parts1_e0#0 : tensor<complex<f64>>
  %parts1_s0_0_0_slice = eshkol.slice %parts1#0 [0] [1] [1] : tensor<2xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %parts1_s0_0_0 = eshkol.reshape %parts1_s0_0_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %parts1_s0_0_0, %parts1_e0_0, "parts1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %parts1_e0_1 = tensor.from_elements %parts1_e0#1 : tensor<f64>
  %parts1_s0_1_0_slice = eshkol.slice %parts1#1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts1_s0_1_0 = eshkol.reshape %parts1_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %parts1_s0_1_0, %parts1_e0_1, "parts1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %parts1_e0_2 = tensor.from_elements %parts1_e0#2 : tensor<f64>
  %parts1_s0_2_0_slice = eshkol.slice %parts1#2 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts1_s0_2_0 = eshkol.reshape %parts1_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %parts1_s0_2_0, %parts1_e0_2, "parts1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %parts1_a0_1_slice = eshkol.slice %parts1_a0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts1_a0_1 = eshkol.reshape %parts1_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %parts1_a0_1_number = tensor.extract %parts1_a0_1[] : tensor<f64>
  %parts1_e1:3 = func.call @parts(%parts1_a0_1_number, %parts1_a1) : (f64, f64) -> (complex<f64>, f64, f64)
  %parts1_e1_0 = tensor.from_elements %parts1_e1#0 : tensor<complex<f64>>
  %parts1_s1_0_1_slice = eshkol.slice %parts1#0 [1] [1] [1] : tensor<2xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %parts1_s1_0_1 = eshkol.reshape %parts1_s1_0_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %parts1_s1_0_1, %parts1_e1_0, "parts1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %parts1_e1_1 = tensor.from_elements %parts1_e1#1 : tensor<f64>
  %parts1_s1_1_1_slice = eshkol.slice %parts1#1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts1_s1_1_1 = eshkol.reshape %parts1_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %parts1_s1_1_1, %parts1_e1_1, "parts1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %parts1_e1_2 = tensor.from_elements %parts1_e1#2 : tensor<f64>
  %parts1_s1_2_1_slice = eshkol.slice %parts1#2 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts1_s1_2_1 = eshkol.reshape %parts1_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %parts1_s1_2_1, %parts1_e1_2, "parts1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %parts2_a0 = arith.constant 0.5 : f64
  %parts2_a1 = arith.constant dense<[-1.624, 0.304]> : tensor<2xf64>
  %parts2:3 = eshkol.vmap @parts(%parts2_a0, %parts2_a1) in_axes [-1, 0] out_axes [0, 0, 0]
      : (f64, tensor<2xf64>) -> (tensor<2xcomplex<f64>>, tensor<2xf64>, tensor<2xf64>)
  %parts2_a1_0_slice = eshkol.slice %parts2_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts2_a1_0 = eshkol.reshape %parts2_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %parts2_a1_0_number = tensor.extract %parts2_a1_0[] : tensor<f64>
  %parts2_e0:3 = func.call @parts(%parts2_a0, %parts2_a1_0_number) : (f64, f64) -> (complex<f64>, f64, f64)
  %parts2_e0_0 = tensor.from_elements %parts2_e0#0 : tensor<complex<f64>>
  %parts2_s0_0_0_slice = eshkol.slice %parts2#0 [0] [1] [1] : tensor<2xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %parts2_s0_0_0 = eshkol.reshape %parts2_s0_0_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %parts2_s0_0_0, %parts2_e0_0, "parts2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %parts2_e0_1 = tensor.from_elements %parts2_e0#1 : tensor<f64>
  %parts2_s0_1_0_slice = eshkol.slice %parts2#1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts2_s0_1_0 = eshkol.reshape %parts2_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %parts2_s0_1_0, %parts2_e0_1, "parts2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %parts2_e0_2 = tensor.from_elements %parts2_e0#2 : tensor<f64>
  %parts2_s0_2_0_slice = eshkol.slice %parts2#2 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts2_s0_2_0 = eshkol.reshape %parts2_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %parts2_s0_2_0, %parts2_e0_2, "parts2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %parts2_a1_1_slice = eshkol.slice %parts2_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts2_a1_1 = eshkol.reshape %parts2_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %parts2_a1_1_number = tensor.extract %parts2_a1_1[] : tensor<f64>
  %parts2_e1:3 = func.call @parts(%parts2_a0, %parts2_a1_1_number) : (f64, f64) -> (complex<f64>, f64, f64)
  %parts2_e1_0 = tensor.from_elements %parts2_e1#0 : tensor<complex<f64>>
  %parts2_s1_0_1_slice = eshkol.slice %parts2#0 [1] [1] [1] : tensor<2xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %parts2_s1_0_1 = eshkol.reshape %parts2_s1_0_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %parts2_s1_0_1, %parts2_e1_0, "parts2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %parts2_e1_1 = tensor.from_elements %parts2_e1#1 : tensor<f64>
  %parts2_s1_1_1_slice = eshkol.slice %parts2#1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts2_s1_1_1 = eshkol.reshape %parts2_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %parts2_s1_1_1, %parts2_e1_1, "parts2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %parts2_e1_2 = tensor.from_elements %parts2_e1#2 : tensor<f64>
  %parts2_s1_2_1_slice = eshkol.slice %parts2#2 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %parts2_s1_2_1 = eshkol.reshape %parts2_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %parts2_s1_2_1, %parts2_e1_2, "parts2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %arithmetic3_a0 = arith.constant dense<[(1.717, -1.473), (-0.726, 0.865), (0.67, -0.842)]> : tensor<3xcomplex<f64>>
  %arithmetic3_a1 = arith.constant dense<[(-1.267, 1.316), (0.346, -1.981), (-1.92, 0.711)]> : tensor<3xcomplex<f64>>
  %arithmetic3:4 = eshkol.vmap @arithmetic(%arithmetic3_a0, %arithmetic3_a1) in_axes [0, 0] out_axes [0, 0, 0, 0]
      : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xi1>, tensor<3xf64>)
  %arithmetic3_a0_0_slice = eshkol.slice %arithmetic3_a0 [0] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_a0_0 = eshkol.reshape %arithmetic3_a0_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %arithmetic3_a0_0_number = tensor.extract %arithmetic3_a0_0[] : tensor<complex<f64>>
  %arithmetic3_a1_0_slice = eshkol.slice %arithmetic3_a1 [0] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_a1_0 = eshkol.reshape %arithmetic3_a1_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %arithmetic3_a1_0_number = tensor.extract %arithmetic3_a1_0[] : tensor<complex<f64>>
  %arithmetic3_e0:4 = func.call @arithmetic(%arithmetic3_a0_0_number, %arithmetic3_a1_0_number) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, i1, f64)
  %arithmetic3_e0_0 = tensor.from_elements %arithmetic3_e0#0 : tensor<complex<f64>>
  %arithmetic3_s0_0_0_slice = eshkol.slice %arithmetic3#0 [0] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_s0_0_0 = eshkol.reshape %arithmetic3_s0_0_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %arithmetic3_s0_0_0, %arithmetic3_e0_0, "arithmetic3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %arithmetic3_e0_1 = tensor.from_elements %arithmetic3_e0#1 : tensor<complex<f64>>
  %arithmetic3_s0_1_0_slice = eshkol.slice %arithmetic3#1 [0] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_s0_1_0 = eshkol.reshape %arithmetic3_s0_1_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %arithmetic3_s0_1_0, %arithmetic3_e0_1, "arithmetic3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %arithmetic3_e0_2 = tensor.from_elements %arithmetic3_e0#2 : tensor<i1>
  %arithmetic3_s0_2_0_slice = eshkol.slice %arithmetic3#2 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %arithmetic3_s0_2_0 = eshkol.reshape %arithmetic3_s0_2_0_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %arithmetic3_s0_2_0, %arithmetic3_e0_2, "arithmetic3: element 0" atol = 0.0 rtol = 0.0 : tensor<i1>
  %arithmetic3_e0_3 = tensor.from_elements %arithmetic3_e0#3 : tensor<f64>
  %arithmetic3_s0_3_0_slice = eshkol.slice %arithmetic3#3 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %arithmetic3_s0_3_0 = eshkol.reshape %arithmetic3_s0_3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %arithmetic3_s0_3_0, %arithmetic3_e0_3, "arithmetic3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %arithmetic3_a0_1_slice = eshkol.slice %arithmetic3_a0 [1] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_a0_1 = eshkol.reshape %arithmetic3_a0_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %arithmetic3_a0_1_number = tensor.extract %arithmetic3_a0_1[] : tensor<complex<f64>>
  %arithmetic3_a1_1_slice = eshkol.slice %arithmetic3_a1 [1] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_a1_1 = eshkol.reshape %arithmetic3_a1_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %arithmetic3_a1_1_number = tensor.extract %arithmetic3_a1_1[] : tensor<complex<f64>>
  %arithmetic3_e1:4 = func.call @arithmetic(%arithmetic3_a0_1_number, %arithmetic3_a1_1_number) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, i1, f64)
  %arithmetic3_e1_0 = tensor.from_elements %arithmetic3_e1#0 : tensor<complex<f64>>
  %arithmetic3_s1_0_1_slice = eshkol.slice %arithmetic3#0 [1] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_s1_0_1 = eshkol.reshape %arithmetic3_s1_0_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %arithmetic3_s1_0_1, %arithmetic3_e1_0, "arithmetic3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %arithmetic3_e1_1 = tensor.from_elements %arithmetic3_e1#1 : tensor<complex<f64>>
  %arithmetic3_s1_1_1_slice = eshkol.slice %arithmetic3#1 [1] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_s1_1_1 = eshkol.reshape %arithmetic3_s1_1_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %arithmetic3_s1_1_1, %arithmetic3_e1_1, "arithmetic3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %arithmetic3_e1_2 = tensor.from_elements %arithmetic3_e1#2 : tensor<i1>
  %arithmetic3_s1_2_1_slice = eshkol.slice %arithmetic3#2 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %arithmetic3_s1_2_1 = eshkol.reshape %arithmetic3_s1_2_1_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %arithmetic3_s1_2_1, %arithmetic3_e1_2, "arithmetic3: element 1" atol = 0.0 rtol = 0.0 : tensor<i1>
  %arithmetic3_e1_3 = tensor.from_elements %arithmetic3_e1#3 : tensor<f64>
  %arithmetic3_s1_3_1_slice = eshkol.slice %arithmetic3#3 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %arithmetic3_s1_3_1 = eshkol.reshape %arithmetic3_s1_3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %arithmetic3_s1_3_1, %arithmetic3_e1_3, "arithmetic3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %arithmetic3_a0_2_slice = eshkol.slice %arithmetic3_a0 [2] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_a0_2 = eshkol.reshape %arithmetic3_a0_2_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %arithmetic3_a0_2_number = tensor.extract %arithmetic3_a0_2[] : tensor<complex<f64>>
  %arithmetic3_a1_2_slice = eshkol.slice %arithmetic3_a1 [2] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_a1_2 = eshkol.reshape %arithmetic3_a1_2_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %arithmetic3_a1_2_number = tensor.extract %arithmetic3_a1_2[] : tensor<complex<f64>>
  %arithmetic3_e2:4 = func.call @arithmetic(%arithmetic3_a0_2_number, %arithmetic3_a1_2_number) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, i1, f64)
  %arithmetic3_e2_0 = tensor.from_elements %arithmetic3_e2#0 : tensor<complex<f64>>
  %arithmetic3_s2_0_2_slice = eshkol.slice %arithmetic3#0 [2] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_s2_0_2 = eshkol.reshape %arithmetic3_s2_0_2_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %arithmetic3_s2_0_2, %arithmetic3_e2_0, "arithmetic3: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %arithmetic3_e2_1 = tensor.from_elements %arithmetic3_e2#1 : tensor<complex<f64>>
  %arithmetic3_s2_1_2_slice = eshkol.slice %arithmetic3#1 [2] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic3_s2_1_2 = eshkol.reshape %arithmetic3_s2_1_2_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %arithmetic3_s2_1_2, %arithmetic3_e2_1, "arithmetic3: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %arithmetic3_e2_2 = tensor.from_elements %arithmetic3_e2#2 : tensor<i1>
  %arithmetic3_s2_2_2_slice = eshkol.slice %arithmetic3#2 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %arithmetic3_s2_2_2 = eshkol.reshape %arithmetic3_s2_2_2_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %arithmetic3_s2_2_2, %arithmetic3_e2_2, "arithmetic3: element 2" atol = 0.0 rtol = 0.0 : tensor<i1>
  %arithmetic3_e2_3 = tensor.from_elements %arithmetic3_e2#3 : tensor<f64>
  %arithmetic3_s2_3_2_slice = eshkol.slice %arithmetic3#3 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %arithmetic3_s2_3_2 = eshkol.reshape %arithmetic3_s2_3_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %arithmetic3_s2_3_2, %arithmetic3_e2_3, "arithmetic3: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %arithmetic4_a0 = arith.constant dense<[(-0.92, 1.849), (0.941, -1.005)]> : tensor<2xcomplex<f64>>
  %arithmetic4_a1 = complex.constant [1.5 : f64, -0.5 : f64] : complex<f64>
  %arithmetic4:4 = eshkol.vmap @arithmetic(%arithmetic4_a0, %arithmetic4_a1) in_axes [0, -1] out_axes [0, 0, 0, 0]
      : (tensor<2xcomplex<f64>>, complex<f64>) -> (tensor<2xcomplex<f64>>, tensor<2xcomplex<f64>>, tensor<2xi1>, tensor<2xf64>)
  %arithmetic4_a0_0_slice = eshkol.slice %arithmetic4_a0 [0] [1] [1] : tensor<2xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic4_a0_0 = eshkol.reshape %arithmetic4_a0_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %arithmetic4_a0_0_number = tensor.extract %arithmetic4_a0_0[] : tensor<complex<f64>>
  %arithmetic4_e0:4 = func.call @arithmetic(%arithmetic4_a0_0_number, %arithmetic4_a1) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, i1, f64)
  %arithmetic4_e0_0 = tensor.from_elements %arithmetic4_e0#0 : tensor<complex<f64>>
  %arithmetic4_s0_0_0_slice = eshkol.slice %arithmetic4#0 [0] [1] [1] : tensor<2xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic4_s0_0_0 = eshkol.reshape %arithmetic4_s0_0_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %arithmetic4_s0_0_0, %arithmetic4_e0_0, "arithmetic4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %arithmetic4_e0_1 = tensor.from_elements %arithmetic4_e0#1 : tensor<complex<f64>>
  %arithmetic4_s0_1_0_slice = eshkol.slice %arithmetic4#1 [0] [1] [1] : tensor<2xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic4_s0_1_0 = eshkol.reshape %arithmetic4_s0_1_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %arithmetic4_s0_1_0, %arithmetic4_e0_1, "arithmetic4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %arithmetic4_e0_2 = tensor.from_elements %arithmetic4_e0#2 : tensor<i1>
  %arithmetic4_s0_2_0_slice = eshkol.slice %arithmetic4#2 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %arithmetic4_s0_2_0 = eshkol.reshape %arithmetic4_s0_2_0_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %arithmetic4_s0_2_0, %arithmetic4_e0_2, "arithmetic4: element 0" atol = 0.0 rtol = 0.0 : tensor<i1>
  %arithmetic4_e0_3 = tensor.from_elements %arithmetic4_e0#3 : tensor<f64>
  %arithmetic4_s0_3_0_slice = eshkol.slice %arithmetic4#3 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %arithmetic4_s0_3_0 = eshkol.reshape %arithmetic4_s0_3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %arithmetic4_s0_3_0, %arithmetic4_e0_3, "arithmetic4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %arithmetic4_a0_1_slice = eshkol.slice %arithmetic4_a0 [1] [1] [1] : tensor<2xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic4_a0_1 = eshkol.reshape %arithmetic4_a0_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %arithmetic4_a0_1_number = tensor.extract %arithmetic4_a0_1[] : tensor<complex<f64>>
  %arithmetic4_e1:4 = func.call @arithmetic(%arithmetic4_a0_1_number, %arithmetic4_a1) : (complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>, i1, f64)
  %arithmetic4_e1_0 = tensor.from_elements %arithmetic4_e1#0 : tensor<complex<f64>>
  %arithmetic4_s1_0_1_slice = eshkol.slice %arithmetic4#0 [1] [1] [1] : tensor<2xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic4_s1_0_1 = eshkol.reshape %arithmetic4_s1_0_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %arithmetic4_s1_0_1, %arithmetic4_e1_0, "arithmetic4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %arithmetic4_e1_1 = tensor.from_elements %arithmetic4_e1#1 : tensor<complex<f64>>
  %arithmetic4_s1_1_1_slice = eshkol.slice %arithmetic4#1 [1] [1] [1] : tensor<2xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %arithmetic4_s1_1_1 = eshkol.reshape %arithmetic4_s1_1_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %arithmetic4_s1_1_1, %arithmetic4_e1_1, "arithmetic4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %arithmetic4_e1_2 = tensor.from_elements %arithmetic4_e1#2 : tensor<i1>
  %arithmetic4_s1_2_1_slice = eshkol.slice %arithmetic4#2 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %arithmetic4_s1_2_1 = eshkol.reshape %arithmetic4_s1_2_1_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %arithmetic4_s1_2_1, %arithmetic4_e1_2, "arithmetic4: element 1" atol = 0.0 rtol = 0.0 : tensor<i1>
  %arithmetic4_e1_3 = tensor.from_elements %arithmetic4_e1#3 : tensor<f64>
  %arithmetic4_s1_3_1_slice = eshkol.slice %arithmetic4#3 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %arithmetic4_s1_3_1 = eshkol.reshape %arithmetic4_s1_3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %arithmetic4_s1_3_1, %arithmetic4_e1_3, "arithmetic4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %functions5_a0 = arith.constant dense<[(0.305, -1.108), (0.368, 1.811), (0.289, -0.211)]> : tensor<3xcomplex<f64>>
  %functions5:4 = eshkol.vmap @functions(%functions5_a0) in_axes [0] out_axes [0, 0, 0, 0]
      : (tensor<3xcomplex<f64>>) -> (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>)
  %functions5_a0_0_slice = eshkol.slice %functions5_a0 [0] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_a0_0 = eshkol.reshape %functions5_a0_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %functions5_a0_0_number = tensor.extract %functions5_a0_0[] : tensor<complex<f64>>
  %functions5_e0:4 = func.call @functions(%functions5_a0_0_number) : (complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>, complex<f64>)
  %functions5_e0_0 = tensor.from_elements %functions5_e0#0 : tensor<complex<f64>>
  %functions5_s0_0_0_slice = eshkol.slice %functions5#0 [0] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s0_0_0 = eshkol.reshape %functions5_s0_0_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s0_0_0, %functions5_e0_0, "functions5: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_e0_1 = tensor.from_elements %functions5_e0#1 : tensor<complex<f64>>
  %functions5_s0_1_0_slice = eshkol.slice %functions5#1 [0] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s0_1_0 = eshkol.reshape %functions5_s0_1_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s0_1_0, %functions5_e0_1, "functions5: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_e0_2 = tensor.from_elements %functions5_e0#2 : tensor<complex<f64>>
  %functions5_s0_2_0_slice = eshkol.slice %functions5#2 [0] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s0_2_0 = eshkol.reshape %functions5_s0_2_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s0_2_0, %functions5_e0_2, "functions5: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_e0_3 = tensor.from_elements %functions5_e0#3 : tensor<complex<f64>>
  %functions5_s0_3_0_slice = eshkol.slice %functions5#3 [0] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s0_3_0 = eshkol.reshape %functions5_s0_3_0_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s0_3_0, %functions5_e0_3, "functions5: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_a0_1_slice = eshkol.slice %functions5_a0 [1] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_a0_1 = eshkol.reshape %functions5_a0_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %functions5_a0_1_number = tensor.extract %functions5_a0_1[] : tensor<complex<f64>>
  %functions5_e1:4 = func.call @functions(%functions5_a0_1_number) : (complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>, complex<f64>)
  %functions5_e1_0 = tensor.from_elements %functions5_e1#0 : tensor<complex<f64>>
  %functions5_s1_0_1_slice = eshkol.slice %functions5#0 [1] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s1_0_1 = eshkol.reshape %functions5_s1_0_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s1_0_1, %functions5_e1_0, "functions5: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_e1_1 = tensor.from_elements %functions5_e1#1 : tensor<complex<f64>>
  %functions5_s1_1_1_slice = eshkol.slice %functions5#1 [1] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s1_1_1 = eshkol.reshape %functions5_s1_1_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s1_1_1, %functions5_e1_1, "functions5: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_e1_2 = tensor.from_elements %functions5_e1#2 : tensor<complex<f64>>
  %functions5_s1_2_1_slice = eshkol.slice %functions5#2 [1] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s1_2_1 = eshkol.reshape %functions5_s1_2_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s1_2_1, %functions5_e1_2, "functions5: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_e1_3 = tensor.from_elements %functions5_e1#3 : tensor<complex<f64>>
  %functions5_s1_3_1_slice = eshkol.slice %functions5#3 [1] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s1_3_1 = eshkol.reshape %functions5_s1_3_1_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s1_3_1, %functions5_e1_3, "functions5: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_a0_2_slice = eshkol.slice %functions5_a0 [2] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_a0_2 = eshkol.reshape %functions5_a0_2_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  %functions5_a0_2_number = tensor.extract %functions5_a0_2[] : tensor<complex<f64>>
  %functions5_e2:4 = func.call @functions(%functions5_a0_2_number) : (complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>, complex<f64>)
  %functions5_e2_0 = tensor.from_elements %functions5_e2#0 : tensor<complex<f64>>
  %functions5_s2_0_2_slice = eshkol.slice %functions5#0 [2] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s2_0_2 = eshkol.reshape %functions5_s2_0_2_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s2_0_2, %functions5_e2_0, "functions5: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_e2_1 = tensor.from_elements %functions5_e2#1 : tensor<complex<f64>>
  %functions5_s2_1_2_slice = eshkol.slice %functions5#1 [2] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s2_1_2 = eshkol.reshape %functions5_s2_1_2_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s2_1_2, %functions5_e2_1, "functions5: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_e2_2 = tensor.from_elements %functions5_e2#2 : tensor<complex<f64>>
  %functions5_s2_2_2_slice = eshkol.slice %functions5#2 [2] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s2_2_2 = eshkol.reshape %functions5_s2_2_2_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s2_2_2, %functions5_e2_2, "functions5: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  %functions5_e2_3 = tensor.from_elements %functions5_e2#3 : tensor<complex<f64>>
  %functions5_s2_3_2_slice = eshkol.slice %functions5#3 [2] [1] [1] : tensor<3xcomplex<f64>> -> tensor<1xcomplex<f64>>
  %functions5_s2_3_2 = eshkol.reshape %functions5_s2_3_2_slice to [] : tensor<1xcomplex<f64>> -> tensor<complex<f64>>
  eshkol.assert_close %functions5_s2_3_2, %functions5_e2_3, "functions5: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<complex<f64>>
  return
}
