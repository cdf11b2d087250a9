// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// CHECK-LABEL: func.func private @everywhere.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>
// CHECK: math.absf %[[X]] : tensor<3xf64>
// CHECK: math.exp %[[X]] : tensor<3xf64>
func.func @everywhere(%x: f64) -> (f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64) {
  %0 = math.absf %x : f64
  %1 = math.ceil %x : f64
  %2 = math.cos %x : f64
  %3 = math.cosh %x : f64
  %4 = math.erf %x : f64
  %5 = math.exp %x : f64
  %6 = math.expm1 %x : f64
  %7 = math.floor %x : f64
  %8 = math.round %x : f64
  %9 = math.roundeven %x : f64
  %10 = math.sin %x : f64
  %11 = math.sinh %x : f64
  %12 = math.tanh %x : f64
  %13 = math.tan %x : f64
  %14 = math.trunc %x : f64
  %15 = math.atan %x : f64
  %16 = math.asinh %x : f64
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16 : f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64
}

func.func @positive(%x: f64) -> (f64, f64, f64, f64, f64, f64, f64, f64) {
  %0 = math.log %x : f64
  %1 = math.log2 %x : f64
  %2 = math.log10 %x : f64
  %3 = math.log1p %x : f64
  %4 = math.sqrt %x : f64
  %5 = math.rsqrt %x : f64
  %6 = math.exp2 %x : f64
  %7 = math.cbrt %x : f64
  return %0, %1, %2, %3, %4, %5, %6, %7 : f64, f64, f64, f64, f64, f64, f64, f64
}

func.func @inside(%x: f64) -> (f64, f64, f64) {
  %0 = math.acos %x : f64
  %1 = math.asin %x : f64
  %2 = math.atanh %x : f64
  return %0, %1, %2 : f64, f64, f64
}

func.func @beyond(%x: f64) -> (f64) {
  %0 = math.acosh %x : f64
  return %0 : f64
}

func.func @bits(%x: i64) -> (i64, i64, i64, i64) {
  %0 = math.absi %x : i64
  %1 = math.ctlz %x : i64
  %2 = math.cttz %x : i64
  %3 = math.ctpop %x : i64
  return %0, %1, %2, %3 : i64, i64, i64, i64
}

// CHECK-LABEL: func.func private @pairs.vmap(
// CHECK: %[[ALL:.*]] = eshkol.broadcast
// CHECK: math.powf %{{.*}}, %[[ALL]] : tensor<3xf64>
func.func @pairs(%x: f64, %y: f64) -> (f64, f64, f64, f64) {
  %0 = math.powf %x, %y : f64
  %1 = math.atan2 %x, %y : f64
  %2 = math.copysign %x, %y : f64
  %3 = math.fma %x, %y, %x : f64
  return %0, %1, %2, %3 : f64, f64, f64, f64
}

func.func @powers(%y: f64, %k: i32) -> f64 {
  %0 = math.fpowi %y, %k : f64, i32
  return %0 : f64
}

func.func @kinds(%x: f64) -> i1 {
  %0 = math.isnan %x : f64
  return %0 : i1
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %everywhere1_a0 = arith.constant dense<[-1.25, 0.5, 1.75]> : tensor<3xf64>
  %everywhere1:17 = eshkol.vmap @everywhere(%everywhere1_a0) in_axes [0] out_axes [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      : (tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %everywhere1_a0_0_slice = eshkol.slice %everywhere1_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_a0_0 = eshkol.reshape %everywhere1_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %everywhere1_a0_0_number = tensor.extract %everywhere1_a0_0[] : tensor<f64>
  %everywhere1_e0:17 = func.call @everywhere(%everywhere1_a0_0_number) : (f64) -> (f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64)
  %everywhere1_e0_0 = tensor.from_elements %everywhere1_e0#0 : tensor<f64>
  %everywhere1_s0_0_0_slice = eshkol.slice %everywhere1#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_0_0 = eshkol.reshape %everywhere1_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_0_0, %everywhere1_e0_0, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_1 = tensor.from_elements %everywhere1_e0#1 : tensor<f64>
  %everywhere1_s0_1_0_slice = eshkol.slice %everywhere1#1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_1_0 = eshkol.reshape %everywhere1_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_1_0, %everywhere1_e0_1, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_2 = tensor.from_elements %everywhere1_e0#2 : tensor<f64>
  %everywhere1_s0_2_0_slice = eshkol.slice %everywhere1#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_2_0 = eshkol.reshape %everywhere1_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_2_0, %everywhere1_e0_2, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_3 = tensor.from_elements %everywhere1_e0#3 : tensor<f64>
  %everywhere1_s0_3_0_slice = eshkol.slice %everywhere1#3 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_3_0 = eshkol.reshape %everywhere1_s0_3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_3_0, %everywhere1_e0_3, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_4 = tensor.from_elements %everywhere1_e0#4 : tensor<f64>
  %everywhere1_s0_4_0_slice = eshkol.slice %everywhere1#4 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_4_0 = eshkol.reshape %everywhere1_s0_4_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_4_0, %everywhere1_e0_4, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_5 = tensor.from_elements %everywhere1_e0#5 : tensor<f64>
  %everywhere1_s0_5_0_slice = eshkol.slice %everywhere1#5 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_5_0 = eshkol.reshape %everywhere1_s0_5_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_5_0, %everywhere1_e0_5, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_6 = tensor.from_elements %everywhere1_e0#6 : tensor<f64>
  %everywhere1_s0_6_0_slice = eshkol.slice %everywhere1#6 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_6_0 = eshkol.reshape %everywhere1_s0_6_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_6_0, %everywhere1_e0_6, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_7 = tensor.from_elements %everywhere1_e0#7 : tensor<f64>
  %everywhere1_s0_7_0_slice = eshkol.slice %everywhere1#7 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_7_0 = eshkol.reshape %everywhere1_s0_7_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_7_0, %everywhere1_e0_7, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_8 = tensor.from_elements %everywhere1_e0#8 : tensor<f64>
  %everywhere1_s0_8_0_slice = eshkol.slice %everywhere1#8 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_8_0 = eshkol.reshape %everywhere1_s0_8_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_8_0, %everywhere1_e0_8, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_9 = tensor.from_elements %everywhere1_e0#9 : tensor<f64>
  %everywhere1_s0_9_0_slice = eshkol.slice %everywhere1#9 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_9_0 = eshkol.reshape %everywhere1_s0_9_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_9_0, %everywhere1_e0_9, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_10 = tensor.from_elements %everywhere1_e0#10 : tensor<f64>
  %everywhere1_s0_10_0_slice = eshkol.slice %everywhere1#10 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_10_0 = eshkol.reshape %everywhere1_s0_10_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_10_0, %everywhere1_e0_10, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_11 = tensor.from_elements %everywhere1_e0#11 : tensor<f64>
  %everywhere1_s0_11_0_slice = eshkol.slice %everywhere1#11 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_11_0 = eshkol.reshape %everywhere1_s0_11_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_11_0, %everywhere1_e0_11, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_12 = tensor.from_elements %everywhere1_e0#12 : tensor<f64>
  %everywhere1_s0_12_0_slice = eshkol.slice %everywhere1#12 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_12_0 = eshkol.reshape %everywhere1_s0_12_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_12_0, %everywhere1_e0_12, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_13 = tensor.from_elements %everywhere1_e0#13 : tensor<f64>
  %everywhere1_s0_13_0_slice = eshkol.slice %everywhere1#13 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_13_0 = eshkol.reshape %everywhere1_s0_13_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_13_0, %everywhere1_e0_13, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_14 = tensor.from_elements %everywhere1_e0#14 : tensor<f64>
  %everywhere1_s0_14_0_slice = eshkol.slice %everywhere1#14 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_14_0 = eshkol.reshape %everywhere1_s0_14_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_14_0, %everywhere1_e0_14, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_15 = tensor.from_elements %everywhere1_e0#15 : tensor<f64>
  %everywhere1_s0_15_0_slice = eshkol.slice %everywhere1#15 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_15_0 = eshkol.reshape %everywhere1_s0_15_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_15_0, %everywhere1_e0_15, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e0_16 = tensor.from_elements %everywhere1_e0#16 : tensor<f64>
  %everywhere1_s0_16_0_slice = eshkol.slice %everywhere1#16 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s0_16_0 = eshkol.reshape %everywhere1_s0_16_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s0_16_0, %everywhere1_e0_16, "everywhere1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_a0_1_slice = eshkol.slice %everywhere1_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_a0_1 = eshkol.reshape %everywhere1_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %everywhere1_a0_1_number = tensor.extract %everywhere1_a0_1[] : tensor<f64>
  %everywhere1_e1:17 = func.call @everywhere(%everywhere1_a0_1_number) : (f64) -> (f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64)
  %everywhere1_e1_0 = tensor.from_elements %everywhere1_e1#0 : tensor<f64>
  %everywhere1_s1_0_1_slice = eshkol.slice %everywhere1#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_0_1 = eshkol.reshape %everywhere1_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_0_1, %everywhere1_e1_0, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_1 = tensor.from_elements %everywhere1_e1#1 : tensor<f64>
  %everywhere1_s1_1_1_slice = eshkol.slice %everywhere1#1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_1_1 = eshkol.reshape %everywhere1_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_1_1, %everywhere1_e1_1, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_2 = tensor.from_elements %everywhere1_e1#2 : tensor<f64>
  %everywhere1_s1_2_1_slice = eshkol.slice %everywhere1#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_2_1 = eshkol.reshape %everywhere1_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_2_1, %everywhere1_e1_2, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_3 = tensor.from_elements %everywhere1_e1#3 : tensor<f64>
  %everywhere1_s1_3_1_slice = eshkol.slice %everywhere1#3 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_3_1 = eshkol.reshape %everywhere1_s1_3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_3_1, %everywhere1_e1_3, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_4 = tensor.from_elements %everywhere1_e1#4 : tensor<f64>
  %everywhere1_s1_4_1_slice = eshkol.slice %everywhere1#4 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_4_1 = eshkol.reshape %everywhere1_s1_4_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_4_1, %everywhere1_e1_4, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_5 = tensor.from_elements %everywhere1_e1#5 : tensor<f64>
  %everywhere1_s1_5_1_slice = eshkol.slice %everywhere1#5 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_5_1 = eshkol.reshape %everywhere1_s1_5_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_5_1, %everywhere1_e1_5, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_6 = tensor.from_elements %everywhere1_e1#6 : tensor<f64>
  %everywhere1_s1_6_1_slice = eshkol.slice %everywhere1#6 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_6_1 = eshkol.reshape %everywhere1_s1_6_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_6_1, %everywhere1_e1_6, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_7 = tensor.from_elements %everywhere1_e1#7 : tensor<f64>
  %everywhere1_s1_7_1_slice = eshkol.slice %everywhere1#7 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_7_1 = eshkol.reshape %everywhere1_s1_7_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_7_1, %everywhere1_e1_7, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_8 = tensor.from_elements %everywhere1_e1#8 : tensor<f64>
  %everywhere1_s1_8_1_slice = eshkol.slice %everywhere1#8 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_8_1 = eshkol.reshape %everywhere1_s1_8_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_8_1, %everywhere1_e1_8, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_9 = tensor.from_elements %everywhere1_e1#9 : tensor<f64>
  %everywhere1_s1_9_1_slice = eshkol.slice %everywhere1#9 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_9_1 = eshkol.reshape %everywhere1_s1_9_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_9_1, %everywhere1_e1_9, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_10 = tensor.from_elements %everywhere1_e1#10 : tensor<f64>
  %everywhere1_s1_10_1_slice = eshkol.slice %everywhere1#10 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_10_1 = eshkol.reshape %everywhere1_s1_10_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_10_1, %everywhere1_e1_10, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_11 = tensor.from_elements %everywhere1_e1#11 : tensor<f64>
  %everywhere1_s1_11_1_slice = eshkol.slice %everywhere1#11 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_11_1 = eshkol.reshape %everywhere1_s1_11_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_11_1, %everywhere1_e1_11, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_12 = tensor.from_elements %everywhere1_e1#12 : tensor<f64>
  %everywhere1_s1_12_1_slice = eshkol.slice %everywhere1#12 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_12_1 = eshkol.reshape %everywhere1_s1_12_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_12_1, %everywhere1_e1_12, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_13 = tensor.from_elements %everywhere1_e1#13 : tensor<f64>
  %everywhere1_s1_13_1_slice = eshkol.slice %everywhere1#13 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_13_1 = eshkol.reshape %everywhere1_s1_13_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_13_1, %everywhere1_e1_13, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_14 = tensor.from_elements %everywhere1_e1#14 : tensor<f64>
  %everywhere1_s1_14_1_slice = eshkol.slice %everywhere1#14 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_14_1 = eshkol.reshape %everywhere1_s1_14_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_14_1, %everywhere1_e1_14, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_15 = tensor.from_elements %everywhere1_e1#15 : tensor<f64>
  %everywhere1_s1_15_1_slice = eshkol.slice %everywhere1#15 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_15_1 = eshkol.reshape %everywhere1_s1_15_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_15_1, %everywhere1_e1_15, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e1_16 = tensor.from_elements %everywhere1_e1#16 : tensor<f64>
  %everywhere1_s1_16_1_slice = eshkol.slice %everywhere1#16 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s1_16_1 = eshkol.reshape %everywhere1_s1_16_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s1_16_1, %everywhere1_e1_16, "everywhere1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_a0_2_slice = eshkol.slice %everywhere1_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_a0_2 = eshkol.reshape %everywhere1_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %everywhere1_a0_2_number = tensor.extract %everywhere1_a0_2[] : tensor<f64>
  %everywhere1_e2:17 = func.call @everywhere(%everywhere1_a0_2_number) : (f64) -> (f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64)
  %everywhere1_e2_0 = tensor.from_elements %everywhere1_e2#0 : tensor<f64>
  %everywhere1_s2_0_2_slice = eshkol.slice %everywhere1#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_0_2 = eshkol.reshape %everywhere1_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_0_2, %everywhere1_e2_0, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_1 = tensor.from_elements %everywhere1_e2#1 : tensor<f64>
  %everywhere1_s2_1_2_slice = eshkol.slice %everywhere1#1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_1_2 = eshkol.reshape %everywhere1_s2_1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_1_2, %everywhere1_e2_1, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_2 = tensor.from_elements %everywhere1_e2#2 : tensor<f64>
  %everywhere1_s2_2_2_slice = eshkol.slice %everywhere1#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_2_2 = eshkol.reshape %everywhere1_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_2_2, %everywhere1_e2_2, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_3 = tensor.from_elements %everywhere1_e2#3 : tensor<f64>
  %everywhere1_s2_3_2_slice = eshkol.slice %everywhere1#3 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_3_2 = eshkol.reshape %everywhere1_s2_3_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_3_2, %everywhere1_e2_3, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_4 = tensor.from_elements %everywhere1_e2#4 : tensor<f64>
  %everywhere1_s2_4_2_slice = eshkol.slice %everywhere1#4 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_4_2 = eshkol.reshape %everywhere1_s2_4_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_4_2, %everywhere1_e2_4, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_5 = tensor.from_elements %everywhere1_e2#5 : tensor<f64>
  %everywhere1_s2_5_2_slice = eshkol.slice %everywhere1#5 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_5_2 = eshkol.reshape %everywhere1_s2_5_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_5_2, %everywhere1_e2_5, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_6 = tensor.from_elements %everywhere1_e2#6 : tensor<f64>
  %everywhere1_s2_6_2_slice = eshkol.slice %everywhere1#6 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_6_2 = eshkol.reshape %everywhere1_s2_6_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_6_2, %everywhere1_e2_6, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_7 = tensor.from_elements %everywhere1_e2#7 : tensor<f64>
  %everywhere1_s2_7_2_slice = eshkol.slice %everywhere1#7 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_7_2 = eshkol.reshape %everywhere1_s2_7_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_7_2, %everywhere1_e2_7, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_8 = tensor.from_elements %everywhere1_e2#8 : tensor<f64>
  %everywhere1_s2_8_2_slice = eshkol.slice %everywhere1#8 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_8_2 = eshkol.reshape %everywhere1_s2_8_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_8_2, %everywhere1_e2_8, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_9 = tensor.from_elements %everywhere1_e2#9 : tensor<f64>
  %everywhere1_s2_9_2_slice = eshkol.slice %everywhere1#9 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_9_2 = eshkol.reshape %everywhere1_s2_9_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_9_2, %everywhere1_e2_9, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_10 = tensor.from_elements %everywhere1_e2#10 : tensor<f64>
  %everywhere1_s2_10_2_slice = eshkol.slice %everywhere1#10 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_10_2 = eshkol.reshape %everywhere1_s2_10_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_10_2, %everywhere1_e2_10, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_11 = tensor.from_elements %everywhere1_e2#11 : tensor<f64>
  %everywhere1_s2_11_2_slice = eshkol.slice %everywhere1#11 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_11_2 = eshkol.reshape %everywhere1_s2_11_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_11_2, %everywhere1_e2_11, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_12 = tensor.from_elements %everywhere1_e2#12 : tensor<f64>
  %everywhere1_s2_12_2_slice = eshkol.slice %everywhere1#12 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_12_2 = eshkol.reshape %everywhere1_s2_12_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_12_2, %everywhere1_e2_12, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_13 = tensor.from_elements %everywhere1_e2#13 : tensor<f64>
  %everywhere1_s2_13_2_slice = eshkol.slice %everywhere1#13 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_13_2 = eshkol.reshape %everywhere1_s2_13_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_13_2, %everywhere1_e2_13, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_14 = tensor.from_elements %everywhere1_e2#14 : tensor<f64>
  %everywhere1_s2_14_2_slice = eshkol.slice %everywhere1#14 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_14_2 = eshkol.reshape %everywhere1_s2_14_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_14_2, %everywhere1_e2_14, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_15 = tensor.from_elements %everywhere1_e2#15 : tensor<f64>
  %everywhere1_s2_15_2_slice = eshkol.slice %everywhere1#15 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_15_2 = eshkol.reshape %everywhere1_s2_15_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_15_2, %everywhere1_e2_15, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %everywhere1_e2_16 = tensor.from_elements %everywhere1_e2#16 : tensor<f64>
  %everywhere1_s2_16_2_slice = eshkol.slice %everywhere1#16 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %everywhere1_s2_16_2 = eshkol.reshape %everywhere1_s2_16_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %everywhere1_s2_16_2, %everywhere1_e2_16, "everywhere1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %positive2_a0 = arith.constant dense<[0.25, 0.5, 1.75]> : tensor<3xf64>
  %positive2:8 = eshkol.vmap @positive(%positive2_a0) in_axes [0] out_axes [0, 0, 0, 0, 0, 0, 0, 0]
      : (tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %positive2_a0_0_slice = eshkol.slice %positive2_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_a0_0 = eshkol.reshape %positive2_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %positive2_a0_0_number = tensor.extract %positive2_a0_0[] : tensor<f64>
  %positive2_e0:8 = func.call @positive(%positive2_a0_0_number) : (f64) -> (f64, f64, f64, f64, f64, f64, f64, f64)
  %positive2_e0_0 = tensor.from_elements %positive2_e0#0 : tensor<f64>
  %positive2_s0_0_0_slice = eshkol.slice %positive2#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s0_0_0 = eshkol.reshape %positive2_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s0_0_0, %positive2_e0_0, "positive2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e0_1 = tensor.from_elements %positive2_e0#1 : tensor<f64>
  %positive2_s0_1_0_slice = eshkol.slice %positive2#1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s0_1_0 = eshkol.reshape %positive2_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s0_1_0, %positive2_e0_1, "positive2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e0_2 = tensor.from_elements %positive2_e0#2 : tensor<f64>
  %positive2_s0_2_0_slice = eshkol.slice %positive2#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s0_2_0 = eshkol.reshape %positive2_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s0_2_0, %positive2_e0_2, "positive2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e0_3 = tensor.from_elements %positive2_e0#3 : tensor<f64>
  %positive2_s0_3_0_slice = eshkol.slice %positive2#3 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s0_3_0 = eshkol.reshape %positive2_s0_3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s0_3_0, %positive2_e0_3, "positive2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e0_4 = tensor.from_elements %positive2_e0#4 : tensor<f64>
  %positive2_s0_4_0_slice = eshkol.slice %positive2#4 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s0_4_0 = eshkol.reshape %positive2_s0_4_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s0_4_0, %positive2_e0_4, "positive2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e0_5 = tensor.from_elements %positive2_e0#5 : tensor<f64>
  %positive2_s0_5_0_slice = eshkol.slice %positive2#5 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s0_5_0 = eshkol.reshape %positive2_s0_5_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s0_5_0, %positive2_e0_5, "positive2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e0_6 = tensor.from_elements %positive2_e0#6 : tensor<f64>
  %positive2_s0_6_0_slice = eshkol.slice %positive2#6 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s0_6_0 = eshkol.reshape %positive2_s0_6_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s0_6_0, %positive2_e0_6, "positive2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e0_7 = tensor.from_elements %positive2_e0#7 : tensor<f64>
  %positive2_s0_7_0_slice = eshkol.slice %positive2#7 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s0_7_0 = eshkol.reshape %positive2_s0_7_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s0_7_0, %positive2_e0_7, "positive2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_a0_1_slice = eshkol.slice %positive2_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_a0_1 = eshkol.reshape %positive2_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %positive2_a0_1_number = tensor.extract %positive2_a0_1[] : tensor<f64>
  %positive2_e1:8 = func.call @positive(%positive2_a0_1_number) : (f64) -> (f64, f64, f64, f64, f64, f64, f64, f64)
  %positive2_e1_0 = tensor.from_elements %positive2_e1#0 : tensor<f64>
  %positive2_s1_0_1_slice = eshkol.slice %positive2#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s1_0_1 = eshkol.reshape %positive2_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s1_0_1, %positive2_e1_0, "positive2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e1_1 = tensor.from_elements %positive2_e1#1 : tensor<f64>
  %positive2_s1_1_1_slice = eshkol.slice %positive2#1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s1_1_1 = eshkol.reshape %positive2_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s1_1_1, %positive2_e1_1, "positive2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e1_2 = tensor.from_elements %positive2_e1#2 : tensor<f64>
  %positive2_s1_2_1_slice = eshkol.slice %positive2#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s1_2_1 = eshkol.reshape %positive2_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s1_2_1, %positive2_e1_2, "positive2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e1_3 = tensor.from_elements %positive2_e1#3 : tensor<f64>
  %positive2_s1_3_1_slice = eshkol.slice %positive2#3 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s1_3_1 = eshkol.reshape %positive2_s1_3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s1_3_1, %positive2_e1_3, "positive2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e1_4 = tensor.from_elements %positive2_e1#4 : tensor<f64>
  %positive2_s1_4_1_slice = eshkol.slice %positive2#4 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s1_4_1 = eshkol.reshape %positive2_s1_4_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s1_4_1, %positive2_e1_4, "positive2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e1_5 = tensor.from_elements %positive2_e1#5 : tensor<f64>
  %positive2_s1_5_1_slice = eshkol.slice %positive2#5 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s1_5_1 = eshkol.reshape %positive2_s1_5_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s1_5_1, %positive2_e1_5, "positive2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e1_6 = tensor.from_elements %positive2_e1#6 : tensor<f64>
  %positive2_s1_6_1_slice = eshkol.slice %positive2#6 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s1_6_1 = eshkol.reshape %positive2_s1_6_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s1_6_1, %positive2_e1_6, "positive2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e1_7 = tensor.from_elements %positive2_e1#7 : tensor<f64>
  %positive2_s1_7_1_slice = eshkol.slice %positive2#7 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s1_7_1 = eshkol.reshape %positive2_s1_7_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s1_7_1, %positive2_e1_7, "positive2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_a0_2_slice = eshkol.slice %positive2_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_a0_2 = eshkol.reshape %positive2_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %positive2_a0_2_number = tensor.extract %positive2_a0_2[] : tensor<f64>
  %positive2_e2:8 = func.call @positive(%positive2_a0_2_number) : (f64) -> (f64, f64, f64, f64, f64, f64, f64, f64)
  %positive2_e2_0 = tensor.from_elements %positive2_e2#0 : tensor<f64>
  %positive2_s2_0_2_slice = eshkol.slice %positive2#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s2_0_2 = eshkol.reshape %positive2_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s2_0_2, %positive2_e2_0, "positive2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e2_1 = tensor.from_elements %positive2_e2#1 : tensor<f64>
  %positive2_s2_1_2_slice = eshkol.slice %positive2#1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s2_1_2 = eshkol.reshape %positive2_s2_1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s2_1_2, %positive2_e2_1, "positive2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e2_2 = tensor.from_elements %positive2_e2#2 : tensor<f64>
  %positive2_s2_2_2_slice = eshkol.slice %positive2#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s2_2_2 = eshkol.reshape %positive2_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s2_2_2, %positive2_e2_2, "positive2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e2_3 = tensor.from_elements %positive2_e2#3 : tensor<f64>
  %positive2_s2_3_2_slice = eshkol.slice %positive2#3 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s2_3_2 = eshkol.reshape %positive2_s2_3_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s2_3_2, %positive2_e2_3, "positive2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e2_4 = tensor.from_elements %positive2_e2#4 : tensor<f64>
  %positive2_s2_4_2_slice = eshkol.slice %positive2#4 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s2_4_2 = eshkol.reshape %positive2_s2_4_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s2_4_2, %positive2_e2_4, "positive2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e2_5 = tensor.from_elements %positive2_e2#5 : tensor<f64>
  %positive2_s2_5_2_slice = eshkol.slice %positive2#5 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s2_5_2 = eshkol.reshape %positive2_s2_5_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s2_5_2, %positive2_e2_5, "positive2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e2_6 = tensor.from_elements %positive2_e2#6 : tensor<f64>
  %positive2_s2_6_2_slice = eshkol.slice %positive2#6 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s2_6_2 = eshkol.reshape %positive2_s2_6_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s2_6_2, %positive2_e2_6, "positive2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %positive2_e2_7 = tensor.from_elements %positive2_e2#7 : tensor<f64>
  %positive2_s2_7_2_slice = eshkol.slice %positive2#7 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %positive2_s2_7_2 = eshkol.reshape %positive2_s2_7_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %positive2_s2_7_2, %positive2_e2_7, "positive2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %inside3_a0 = arith.constant dense<[0.25, -0.5, 0.75]> : tensor<3xf64>
  %inside3:3 = eshkol.vmap @inside(%inside3_a0) in_axes [0] out_axes [0, 0, 0]
      : (tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %inside3_a0_0_slice = eshkol.slice %inside3_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_a0_0 = eshkol.reshape %inside3_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %inside3_a0_0_number = tensor.extract %inside3_a0_0[] : tensor<f64>
  %inside3_e0:3 = func.call @inside(%inside3_a0_0_number) : (f64) -> (f64, f64, f64)
  %inside3_e0_0 = tensor.from_elements %inside3_e0#0 : tensor<f64>
  %inside3_s0_0_0_slice = eshkol.slice %inside3#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_s0_0_0 = eshkol.reshape %inside3_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %inside3_s0_0_0, %inside3_e0_0, "inside3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %inside3_e0_1 = tensor.from_elements %inside3_e0#1 : tensor<f64>
  %inside3_s0_1_0_slice = eshkol.slice %inside3#1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_s0_1_0 = eshkol.reshape %inside3_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %inside3_s0_1_0, %inside3_e0_1, "inside3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %inside3_e0_2 = tensor.from_elements %inside3_e0#2 : tensor<f64>
  %inside3_s0_2_0_slice = eshkol.slice %inside3#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_s0_2_0 = eshkol.reshape %inside3_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %inside3_s0_2_0, %inside3_e0_2, "inside3: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %inside3_a0_1_slice = eshkol.slice %inside3_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_a0_1 = eshkol.reshape %inside3_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %inside3_a0_1_number = tensor.extract %inside3_a0_1[] : tensor<f64>
  %inside3_e1:3 = func.call @inside(%inside3_a0_1_number) : (f64) -> (f64, f64, f64)
  %inside3_e1_0 = tensor.from_elements %inside3_e1#0 : tensor<f64>
  %inside3_s1_0_1_slice = eshkol.slice %inside3#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_s1_0_1 = eshkol.reshape %inside3_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %inside3_s1_0_1, %inside3_e1_0, "inside3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %inside3_e1_1 = tensor.from_elements %inside3_e1#1 : tensor<f64>
  %inside3_s1_1_1_slice = eshkol.slice %inside3#1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_s1_1_1 = eshkol.reshape %inside3_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %inside3_s1_1_1, %inside3_e1_1, "inside3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %inside3_e1_2 = tensor.from_elements %inside3_e1#2 : tensor<f64>
  %inside3_s1_2_1_slice = eshkol.slice %inside3#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_s1_2_1 = eshkol.reshape %inside3_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %inside3_s1_2_1, %inside3_e1_2, "inside3: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %inside3_a0_2_slice = eshkol.slice %inside3_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_a0_2 = eshkol.reshape %inside3_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %inside3_a0_2_number = tensor.extract %inside3_a0_2[] : tensor<f64>
  %inside3_e2:3 = func.call @inside(%inside3_a0_2_number) : (f64) -> (f64, f64, f64)
  %inside3_e2_0 = tensor.from_elements %inside3_e2#0 : tensor<f64>
  %inside3_s2_0_2_slice = eshkol.slice %inside3#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_s2_0_2 = eshkol.reshape %inside3_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %inside3_s2_0_2, %inside3_e2_0, "inside3: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %inside3_e2_1 = tensor.from_elements %inside3_e2#1 : tensor<f64>
  %inside3_s2_1_2_slice = eshkol.slice %inside3#1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_s2_1_2 = eshkol.reshape %inside3_s2_1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %inside3_s2_1_2, %inside3_e2_1, "inside3: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %inside3_e2_2 = tensor.from_elements %inside3_e2#2 : tensor<f64>
  %inside3_s2_2_2_slice = eshkol.slice %inside3#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %inside3_s2_2_2 = eshkol.reshape %inside3_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %inside3_s2_2_2, %inside3_e2_2, "inside3: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %beyond4_a0 = arith.constant dense<[1.25, 2.5]> : tensor<2xf64>
  %beyond4 = eshkol.vmap @beyond(%beyond4_a0) in_axes [0] out_axes [0]
      : (tensor<2xf64>) -> tensor<2xf64>
  %beyond4_a0_0_slice = eshkol.slice %beyond4_a0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %beyond4_a0_0 = eshkol.reshape %beyond4_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %beyond4_a0_0_number = tensor.extract %beyond4_a0_0[] : tensor<f64>
  %beyond4_e0 = func.call @beyond(%beyond4_a0_0_number) : (f64) -> f64
  %beyond4_e0_0 = tensor.from_elements %beyond4_e0 : tensor<f64>
  %beyond4_s0_0_0_slice = eshkol.slice %beyond4 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %beyond4_s0_0_0 = eshkol.reshape %beyond4_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %beyond4_s0_0_0, %beyond4_e0_0, "beyond4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %beyond4_a0_1_slice = eshkol.slice %beyond4_a0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %beyond4_a0_1 = eshkol.reshape %beyond4_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %beyond4_a0_1_number = tensor.extract %beyond4_a0_1[] : tensor<f64>
  %beyond4_e1 = func.call @beyond(%beyond4_a0_1_number) : (f64) -> f64
  %beyond4_e1_0 = tensor.from_elements %beyond4_e1 : tensor<f64>
  %beyond4_s1_0_1_slice = eshkol.slice %beyond4 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %beyond4_s1_0_1 = eshkol.reshape %beyond4_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %beyond4_s1_0_1, %beyond4_e1_0, "beyond4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %bits5_a0 = arith.constant dense<[5, -12, 1024]> : tensor<3xi64>
  %bits5:4 = eshkol.vmap @bits(%bits5_a0) in_axes [0] out_axes [0, 0, 0, 0]
      : (tensor<3xi64>) -> (tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>)
  %bits5_a0_0_slice = eshkol.slice %bits5_a0 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_a0_0 = eshkol.reshape %bits5_a0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %bits5_a0_0_number = tensor.extract %bits5_a0_0[] : tensor<i64>
  %bits5_e0:4 = func.call @bits(%bits5_a0_0_number) : (i64) -> (i64, i64, i64, i64)
  %bits5_e0_0 = tensor.from_elements %bits5_e0#0 : tensor<i64>
  %bits5_s0_0_0_slice = eshkol.slice %bits5#0 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s0_0_0 = eshkol.reshape %bits5_s0_0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s0_0_0, %bits5_e0_0, "bits5: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_e0_1 = tensor.from_elements %bits5_e0#1 : tensor<i64>
  %bits5_s0_1_0_slice = eshkol.slice %bits5#1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s0_1_0 = eshkol.reshape %bits5_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s0_1_0, %bits5_e0_1, "bits5: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_e0_2 = tensor.from_elements %bits5_e0#2 : tensor<i64>
  %bits5_s0_2_0_slice = eshkol.slice %bits5#2 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s0_2_0 = eshkol.reshape %bits5_s0_2_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s0_2_0, %bits5_e0_2, "bits5: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_e0_3 = tensor.from_elements %bits5_e0#3 : tensor<i64>
  %bits5_s0_3_0_slice = eshkol.slice %bits5#3 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s0_3_0 = eshkol.reshape %bits5_s0_3_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s0_3_0, %bits5_e0_3, "bits5: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_a0_1_slice = eshkol.slice %bits5_a0 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_a0_1 = eshkol.reshape %bits5_a0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %bits5_a0_1_number = tensor.extract %bits5_a0_1[] : tensor<i64>
  %bits5_e1:4 = func.call @bits(%bits5_a0_1_number) : (i64) -> (i64, i64, i64, i64)
  %bits5_e1_0 = tensor.from_elements %bits5_e1#0 : tensor<i64>
  %bits5_s1_0_1_slice = eshkol.slice %bits5#0 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s1_0_1 = eshkol.reshape %bits5_s1_0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s1_0_1, %bits5_e1_0, "bits5: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_e1_1 = tensor.from_elements %bits5_e1#1 : tensor<i64>
  %bits5_s1_1_1_slice = eshkol.slice %bits5#1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s1_1_1 = eshkol.reshape %bits5_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s1_1_1, %bits5_e1_1, "bits5: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_e1_2 = tensor.from_elements %bits5_e1#2 : tensor<i64>
  %bits5_s1_2_1_slice = eshkol.slice %bits5#2 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s1_2_1 = eshkol.reshape %bits5_s1_2_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s1_2_1, %bits5_e1_2, "bits5: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_e1_3 = tensor.from_elements %bits5_e1#3 : tensor<i64>
  %bits5_s1_3_1_slice = eshkol.slice %bits5#3 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s1_3_1 = eshkol.reshape %bits5_s1_3_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s1_3_1, %bits5_e1_3, "bits5: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_a0_2_slice = eshkol.slice %bits5_a0 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_a0_2 = eshkol.reshape %bits5_a0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %bits5_a0_2_number = tensor.extract %bits5_a0_2[] : tensor<i64>
  %bits5_e2:4 = func.call @bits(%bits5_a0_2_number) : (i64) -> (i64, i64, i64, i64)
  %bits5_e2_0 = tensor.from_elements %bits5_e2#0 : tensor<i64>
  %bits5_s2_0_2_slice = eshkol.slice %bits5#0 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s2_0_2 = eshkol.reshape %bits5_s2_0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s2_0_2, %bits5_e2_0, "bits5: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_e2_1 = tensor.from_elements %bits5_e2#1 : tensor<i64>
  %bits5_s2_1_2_slice = eshkol.slice %bits5#1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s2_1_2 = eshkol.reshape %bits5_s2_1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s2_1_2, %bits5_e2_1, "bits5: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_e2_2 = tensor.from_elements %bits5_e2#2 : tensor<i64>
  %bits5_s2_2_2_slice = eshkol.slice %bits5#2 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s2_2_2 = eshkol.reshape %bits5_s2_2_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s2_2_2, %bits5_e2_2, "bits5: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %bits5_e2_3 = tensor.from_elements %bits5_e2#3 : tensor<i64>
  %bits5_s2_3_2_slice = eshkol.slice %bits5#3 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %bits5_s2_3_2 = eshkol.reshape %bits5_s2_3_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %bits5_s2_3_2, %bits5_e2_3, "bits5: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>

  %pairs6_a0 = arith.constant dense<[0.25, 0.5, 1.75]> : tensor<3xf64>
  %pairs6_a1 = arith.constant 1.5 : f64
  %pairs6:4 = eshkol.vmap @pairs(%pairs6_a0, %pairs6_a1) in_axes [0, -1] out_axes [0, 0, 0, 0]
      : (tensor<3xf64>, f64) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %pairs6_a0_0_slice = eshkol.slice %pairs6_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_a0_0 = eshkol.reshape %pairs6_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %pairs6_a0_0_number = tensor.extract %pairs6_a0_0[] : tensor<f64>
  %pairs6_e0:4 = func.call @pairs(%pairs6_a0_0_number, %pairs6_a1) : (f64, f64) -> (f64, f64, f64, f64)
  %pairs6_e0_0 = tensor.from_elements %pairs6_e0#0 : tensor<f64>
  %pairs6_s0_0_0_slice = eshkol.slice %pairs6#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s0_0_0 = eshkol.reshape %pairs6_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s0_0_0, %pairs6_e0_0, "pairs6: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_e0_1 = tensor.from_elements %pairs6_e0#1 : tensor<f64>
  %pairs6_s0_1_0_slice = eshkol.slice %pairs6#1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s0_1_0 = eshkol.reshape %pairs6_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s0_1_0, %pairs6_e0_1, "pairs6: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_e0_2 = tensor.from_elements %pairs6_e0#2 : tensor<f64>
  %pairs6_s0_2_0_slice = eshkol.slice %pairs6#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s0_2_0 = eshkol.reshape %pairs6_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s0_2_0, %pairs6_e0_2, "pairs6: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_e0_3 = tensor.from_elements %pairs6_e0#3 : tensor<f64>
  %pairs6_s0_3_0_slice = eshkol.slice %pairs6#3 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s0_3_0 = eshkol.reshape %pairs6_s0_3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s0_3_0, %pairs6_e0_3, "pairs6: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_a0_1_slice = eshkol.slice %pairs6_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_a0_1 = eshkol.reshape %pairs6_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %pairs6_a0_1_number = tensor.extract %pairs6_a0_1[] : tensor<f64>
  %pairs6_e1:4 = func.call @pairs(%pairs6_a0_1_number, %pairs6_a1) : (f64, f64) -> (f64, f64, f64, f64)
  %pairs6_e1_0 = tensor.from_elements %pairs6_e1#0 : tensor<f64>
  %pairs6_s1_0_1_slice = eshkol.slice %pairs6#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s1_0_1 = eshkol.reshape %pairs6_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s1_0_1, %pairs6_e1_0, "pairs6: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_e1_1 = tensor.from_elements %pairs6_e1#1 : tensor<f64>
  %pairs6_s1_1_1_slice = eshkol.slice %pairs6#1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s1_1_1 = eshkol.reshape %pairs6_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s1_1_1, %pairs6_e1_1, "pairs6: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_e1_2 = tensor.from_elements %pairs6_e1#2 : tensor<f64>
  %pairs6_s1_2_1_slice = eshkol.slice %pairs6#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s1_2_1 = eshkol.reshape %pairs6_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s1_2_1, %pairs6_e1_2, "pairs6: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_e1_3 = tensor.from_elements %pairs6_e1#3 : tensor<f64>
  %pairs6_s1_3_1_slice = eshkol.slice %pairs6#3 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s1_3_1 = eshkol.reshape %pairs6_s1_3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s1_3_1, %pairs6_e1_3, "pairs6: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_a0_2_slice = eshkol.slice %pairs6_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_a0_2 = eshkol.reshape %pairs6_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %pairs6_a0_2_number = tensor.extract %pairs6_a0_2[] : tensor<f64>
  %pairs6_e2:4 = func.call @pairs(%pairs6_a0_2_number, %pairs6_a1) : (f64, f64) -> (f64, f64, f64, f64)
  %pairs6_e2_0 = tensor.from_elements %pairs6_e2#0 : tensor<f64>
  %pairs6_s2_0_2_slice = eshkol.slice %pairs6#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s2_0_2 = eshkol.reshape %pairs6_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s2_0_2, %pairs6_e2_0, "pairs6: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_e2_1 = tensor.from_elements %pairs6_e2#1 : tensor<f64>
  %pairs6_s2_1_2_slice = eshkol.slice %pairs6#1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s2_1_2 = eshkol.reshape %pairs6_s2_1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s2_1_2, %pairs6_e2_1, "pairs6: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_e2_2 = tensor.from_elements %pairs6_e2#2 : tensor<f64>
  %pairs6_s2_2_2_slice = eshkol.slice %pairs6#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s2_2_2 = eshkol.reshape %pairs6_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s2_2_2, %pairs6_e2_2, "pairs6: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs6_e2_3 = tensor.from_elements %pairs6_e2#3 : tensor<f64>
  %pairs6_s2_3_2_slice = eshkol.slice %pairs6#3 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs6_s2_3_2 = eshkol.reshape %pairs6_s2_3_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs6_s2_3_2, %pairs6_e2_3, "pairs6: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %pairs7_a0 = arith.constant 0.3 : f64
  %pairs7_a1 = arith.constant dense<[0.25, 0.5, -1.75]> : tensor<3xf64>
  %pairs7:4 = eshkol.vmap @pairs(%pairs7_a0, %pairs7_a1) in_axes [-1, 0] out_axes [0, 0, 0, 0]
      : (f64, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %pairs7_a1_0_slice = eshkol.slice %pairs7_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_a1_0 = eshkol.reshape %pairs7_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %pairs7_a1_0_number = tensor.extract %pairs7_a1_0[] : tensor<f64>
  %pairs7_e0:4 = func.call @pairs(%pairs7_a0, %pairs7_a1_0_number) : (f64, f64) -> (f64, f64, f64, f64)
  %pairs7_e0_0 = tensor.from_elements %pairs7_e0#0 : tensor<f64>
  %pairs7_s0_0_0_slice = eshkol.slice %pairs7#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s0_0_0 = eshkol.reshape %pairs7_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s0_0_0, %pairs7_e0_0, "pairs7: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_e0_1 = tensor.from_elements %pairs7_e0#1 : tensor<f64>
  %pairs7_s0_1_0_slice = eshkol.slice %pairs7#1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s0_1_0 = eshkol.reshape %pairs7_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s0_1_0, %pairs7_e0_1, "pairs7: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_e0_2 = tensor.from_elements %pairs7_e0#2 : tensor<f64>
  %pairs7_s0_2_0_slice = eshkol.slice %pairs7#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s0_2_0 = eshkol.reshape %pairs7_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s0_2_0, %pairs7_e0_2, "pairs7: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_e0_3 = tensor.from_elements %pairs7_e0#3 : tensor<f64>
  %pairs7_s0_3_0_slice = eshkol.slice %pairs7#3 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s0_3_0 = eshkol.reshape %pairs7_s0_3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s0_3_0, %pairs7_e0_3, "pairs7: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_a1_1_slice = eshkol.slice %pairs7_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_a1_1 = eshkol.reshape %pairs7_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %pairs7_a1_1_number = tensor.extract %pairs7_a1_1[] : tensor<f64>
  %pairs7_e1:4 = func.call @pairs(%pairs7_a0, %pairs7_a1_1_number) : (f64, f64) -> (f64, f64, f64, f64)
  %pairs7_e1_0 = tensor.from_elements %pairs7_e1#0 : tensor<f64>
  %pairs7_s1_0_1_slice = eshkol.slice %pairs7#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s1_0_1 = eshkol.reshape %pairs7_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s1_0_1, %pairs7_e1_0, "pairs7: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_e1_1 = tensor.from_elements %pairs7_e1#1 : tensor<f64>
  %pairs7_s1_1_1_slice = eshkol.slice %pairs7#1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s1_1_1 = eshkol.reshape %pairs7_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s1_1_1, %pairs7_e1_1, "pairs7: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_e1_2 = tensor.from_elements %pairs7_e1#2 : tensor<f64>
  %pairs7_s1_2_1_slice = eshkol.slice %pairs7#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s1_2_1 = eshkol.reshape %pairs7_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s1_2_1, %pairs7_e1_2, "pairs7: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_e1_3 = tensor.from_elements %pairs7_e1#3 : tensor<f64>
  %pairs7_s1_3_1_slice = eshkol.slice %pairs7#3 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s1_3_1 = eshkol.reshape %pairs7_s1_3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s1_3_1, %pairs7_e1_3, "pairs7: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_a1_2_slice = eshkol.slice %pairs7_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_a1_2 = eshkol.reshape %pairs7_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %pairs7_a1_2_number = tensor.extract %pairs7_a1_2[] : tensor<f64>
  %pairs7_e2:4 = func.call @pairs(%pairs7_a0, %pairs7_a1_2_number) : (f64, f64) -> (f64, f64, f64, f64)
  %pairs7_e2_0 = tensor.from_elements %pairs7_e2#0 : tensor<f64>
  %pairs7_s2_0_2_slice = eshkol.slice %pairs7#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s2_0_2 = eshkol.reshape %pairs7_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s2_0_2, %pairs7_e2_0, "pairs7: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_e2_1 = tensor.from_elements %pairs7_e2#1 : tensor<f64>
  %pairs7_s2_1_2_slice = eshkol.slice %pairs7#1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s2_1_2 = eshkol.reshape %pairs7_s2_1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s2_1_2, %pairs7_e2_1, "pairs7: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_e2_2 = tensor.from_elements %pairs7_e2#2 : tensor<f64>
  %pairs7_s2_2_2_slice = eshkol.slice %pairs7#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s2_2_2 = eshkol.reshape %pairs7_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s2_2_2, %pairs7_e2_2, "pairs7: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %pairs7_e2_3 = tensor.from_elements %pairs7_e2#3 : tensor<f64>
  %pairs7_s2_3_2_slice = eshkol.slice %pairs7#3 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %pairs7_s2_3_2 = eshkol.reshape %pairs7_s2_3_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %pairs7_s2_3_2, %pairs7_e2_3, "pairs7: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %powers8_a0 = arith.constant dense<[-1.743, 0.77, 0.266]> : tensor<3xf64>
  %powers8_a1 = arith.constant dense<[2, 3, -1]> : tensor<3xi32>
  %powers8 = eshkol.vmap @powers(%powers8_a0, %powers8_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3xf64>, tensor<3xi32>) -> tensor<3xf64>
  %powers8_a0_0_slice = eshkol.slice %powers8_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %powers8_a0_0 = eshkol.reshape %powers8_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %powers8_a0_0_number = tensor.extract %powers8_a0_0[] : tensor<f64>
  %powers8_a1_0_slice = eshkol.slice %powers8_a1 [0] [1] [1] : tensor<3xi32> -> tensor<1xi32>
  %powers8_a1_0 = eshkol.reshape %powers8_a1_0_slice to [] : tensor<1xi32> -> tensor<i32>
  %powers8_a1_0_number = tensor.extract %powers8_a1_0[] : tensor<i32>
  %powers8_e0 = func.call @powers(%powers8_a0_0_number, %powers8_a1_0_number) : (f64, i32) -> f64
  %powers8_e0_0 = tensor.from_elements %powers8_e0 : tensor<f64>
  %powers8_s0_0_0_slice = eshkol.slice %powers8 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %powers8_s0_0_0 = eshkol.reshape %powers8_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %powers8_s0_0_0, %powers8_e0_0, "powers8: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %powers8_a0_1_slice = eshkol.slice %powers8_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %powers8_a0_1 = eshkol.reshape %powers8_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %powers8_a0_1_number = tensor.extract %powers8_a0_1[] : tensor<f64>
  %powers8_a1_1_slice = eshkol.slice %powers8_a1 [1] [1] [1] : tensor<3xi32> -> tensor<1xi32>
  %powers8_a1_1 = eshkol.reshape %powers8_a1_1_slice to [] : tensor<1xi32> -> tensor<i32>
  %powers8_a1_1_number = tensor.extract %powers8_a1_1[] : tensor<i32>
  %powers8_e1 = func.call @powers(%powers8_a0_1_number, %powers8_a1_1_number) : (f64, i32) -> f64
  %powers8_e1_0 = tensor.from_elements %powers8_e1 : tensor<f64>
  %powers8_s1_0_1_slice = eshkol.slice %powers8 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %powers8_s1_0_1 = eshkol.reshape %powers8_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %powers8_s1_0_1, %powers8_e1_0, "powers8: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %powers8_a0_2_slice = eshkol.slice %powers8_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %powers8_a0_2 = eshkol.reshape %powers8_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %powers8_a0_2_number = tensor.extract %powers8_a0_2[] : tensor<f64>
  %powers8_a1_2_slice = eshkol.slice %powers8_a1 [2] [1] [1] : tensor<3xi32> -> tensor<1xi32>
  %powers8_a1_2 = eshkol.reshape %powers8_a1_2_slice to [] : tensor<1xi32> -> tensor<i32>
  %powers8_a1_2_number = tensor.extract %powers8_a1_2[] : tensor<i32>
  %powers8_e2 = func.call @powers(%powers8_a0_2_number, %powers8_a1_2_number) : (f64, i32) -> f64
  %powers8_e2_0 = tensor.from_elements %powers8_e2 : tensor<f64>
  %powers8_s2_0_2_slice = eshkol.slice %powers8 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %powers8_s2_0_2 = eshkol.reshape %powers8_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %powers8_s2_0_2, %powers8_e2_0, "powers8: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %kinds9_a0 = arith.constant dense<[1.0, 0x7FF8000000000000, 0xFFF0000000000000]> : tensor<3xf64>
  %kinds9 = eshkol.vmap @kinds(%kinds9_a0) in_axes [0] out_axes [0]
      : (tensor<3xf64>) -> tensor<3xi1>
  %kinds9_a0_0_slice = eshkol.slice %kinds9_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %kinds9_a0_0 = eshkol.reshape %kinds9_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %kinds9_a0_0_number = tensor.extract %kinds9_a0_0[] : tensor<f64>
  %kinds9_e0 = func.call @kinds(%kinds9_a0_0_number) : (f64) -> i1
  %kinds9_e0_0 = tensor.from_elements %kinds9_e0 : tensor<i1>
  %kinds9_s0_0_0_slice = eshkol.slice %kinds9 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %kinds9_s0_0_0 = eshkol.reshape %kinds9_s0_0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %kinds9_s0_0_0, %kinds9_e0_0, "kinds9: element 0" atol = 0.0 rtol = 0.0 : tensor<i1>
  %kinds9_a0_1_slice = eshkol.slice %kinds9_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %kinds9_a0_1 = eshkol.reshape %kinds9_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %kinds9_a0_1_number = tensor.extract %kinds9_a0_1[] : tensor<f64>
  %kinds9_e1 = func.call @kinds(%kinds9_a0_1_number) : (f64) -> i1
  %kinds9_e1_0 = tensor.from_elements %kinds9_e1 : tensor<i1>
  %kinds9_s1_0_1_slice = eshkol.slice %kinds9 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %kinds9_s1_0_1 = eshkol.reshape %kinds9_s1_0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %kinds9_s1_0_1, %kinds9_e1_0, "kinds9: element 1" atol = 0.0 rtol = 0.0 : tensor<i1>
  %kinds9_a0_2_slice = eshkol.slice %kinds9_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %kinds9_a0_2 = eshkol.reshape %kinds9_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %kinds9_a0_2_number = tensor.extract %kinds9_a0_2[] : tensor<f64>
  %kinds9_e2 = func.call @kinds(%kinds9_a0_2_number) : (f64) -> i1
  %kinds9_e2_0 = tensor.from_elements %kinds9_e2 : tensor<i1>
  %kinds9_s2_0_2_slice = eshkol.slice %kinds9 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %kinds9_s2_0_2 = eshkol.reshape %kinds9_s2_0_2_slice to [] : tensor<1xi1> -> tensor<i1>
  eshkol.assert_close %kinds9_s2_0_2, %kinds9_e2_0, "kinds9: element 2" atol = 0.0 rtol = 0.0 : tensor<i1>
  return
}
