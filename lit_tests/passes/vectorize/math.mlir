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
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size2 = arith.constant 2 : index
  %size3 = arith.constant 3 : index

  %everywhere1_a0 = arith.constant dense<[-1.25, 0.5, 1.75]> : tensor<3xf64>
  %everywhere1:17 = eshkol.vmap @everywhere(%everywhere1_a0) in_axes [0] out_axes [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      : (tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %everywhere1_a0[%i] : tensor<3xf64>
    %call:17 = func.call @everywhere(%argument0) : (f64) -> (f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64)
    %element0 = tensor.extract %everywhere1#0[%i] : tensor<3xf64>
    %element1 = tensor.extract %everywhere1#1[%i] : tensor<3xf64>
    %element2 = tensor.extract %everywhere1#2[%i] : tensor<3xf64>
    %element3 = tensor.extract %everywhere1#3[%i] : tensor<3xf64>
    %element4 = tensor.extract %everywhere1#4[%i] : tensor<3xf64>
    %element5 = tensor.extract %everywhere1#5[%i] : tensor<3xf64>
    %element6 = tensor.extract %everywhere1#6[%i] : tensor<3xf64>
    %element7 = tensor.extract %everywhere1#7[%i] : tensor<3xf64>
    %element8 = tensor.extract %everywhere1#8[%i] : tensor<3xf64>
    %element9 = tensor.extract %everywhere1#9[%i] : tensor<3xf64>
    %element10 = tensor.extract %everywhere1#10[%i] : tensor<3xf64>
    %element11 = tensor.extract %everywhere1#11[%i] : tensor<3xf64>
    %element12 = tensor.extract %everywhere1#12[%i] : tensor<3xf64>
    %element13 = tensor.extract %everywhere1#13[%i] : tensor<3xf64>
    %element14 = tensor.extract %everywhere1#14[%i] : tensor<3xf64>
    %element15 = tensor.extract %everywhere1#15[%i] : tensor<3xf64>
    %element16 = tensor.extract %everywhere1#16[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0, %element1, %element2, %element3, %element4, %element5, %element6, %element7, %element8, %element9, %element10, %element11, %element12, %element13, %element14, %element15, %element16 : tensor<17xf64>
    %alone = tensor.from_elements %call#0, %call#1, %call#2, %call#3, %call#4, %call#5, %call#6, %call#7, %call#8, %call#9, %call#10, %call#11, %call#12, %call#13, %call#14, %call#15, %call#16 : tensor<17xf64>
    eshkol.assert_close %found, %alone, "everywhere1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<17xf64>
  }

  %positive2_a0 = arith.constant dense<[0.25, 0.5, 1.75]> : tensor<3xf64>
  %positive2:8 = eshkol.vmap @positive(%positive2_a0) in_axes [0] out_axes [0, 0, 0, 0, 0, 0, 0, 0]
      : (tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %positive2_a0[%i] : tensor<3xf64>
    %call:8 = func.call @positive(%argument0) : (f64) -> (f64, f64, f64, f64, f64, f64, f64, f64)
    %element0 = tensor.extract %positive2#0[%i] : tensor<3xf64>
    %element1 = tensor.extract %positive2#1[%i] : tensor<3xf64>
    %element2 = tensor.extract %positive2#2[%i] : tensor<3xf64>
    %element3 = tensor.extract %positive2#3[%i] : tensor<3xf64>
    %element4 = tensor.extract %positive2#4[%i] : tensor<3xf64>
    %element5 = tensor.extract %positive2#5[%i] : tensor<3xf64>
    %element6 = tensor.extract %positive2#6[%i] : tensor<3xf64>
    %element7 = tensor.extract %positive2#7[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0, %element1, %element2, %element3, %element4, %element5, %element6, %element7 : tensor<8xf64>
    %alone = tensor.from_elements %call#0, %call#1, %call#2, %call#3, %call#4, %call#5, %call#6, %call#7 : tensor<8xf64>
    eshkol.assert_close %found, %alone, "positive2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<8xf64>
  }

  %inside3_a0 = arith.constant dense<[0.25, -0.5, 0.75]> : tensor<3xf64>
  %inside3:3 = eshkol.vmap @inside(%inside3_a0) in_axes [0] out_axes [0, 0, 0]
      : (tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %inside3_a0[%i] : tensor<3xf64>
    %call:3 = func.call @inside(%argument0) : (f64) -> (f64, f64, f64)
    %element0 = tensor.extract %inside3#0[%i] : tensor<3xf64>
    %element1 = tensor.extract %inside3#1[%i] : tensor<3xf64>
    %element2 = tensor.extract %inside3#2[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0, %element1, %element2 : tensor<3xf64>
    %alone = tensor.from_elements %call#0, %call#1, %call#2 : tensor<3xf64>
    eshkol.assert_close %found, %alone, "inside3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %beyond4_a0 = arith.constant dense<[1.25, 2.5]> : tensor<2xf64>
  %beyond4 = eshkol.vmap @beyond(%beyond4_a0) in_axes [0] out_axes [0]
      : (tensor<2xf64>) -> tensor<2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %beyond4_a0[%i] : tensor<2xf64>
    %call = func.call @beyond(%argument0) : (f64) -> f64
    %element0 = tensor.extract %beyond4[%i] : tensor<2xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "beyond4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %bits5_a0 = arith.constant dense<[5, -12, 1024]> : tensor<3xi64>
  %bits5:4 = eshkol.vmap @bits(%bits5_a0) in_axes [0] out_axes [0, 0, 0, 0]
      : (tensor<3xi64>) -> (tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %bits5_a0[%i] : tensor<3xi64>
    %call:4 = func.call @bits(%argument0) : (i64) -> (i64, i64, i64, i64)
    %element0 = tensor.extract %bits5#0[%i] : tensor<3xi64>
    %element1 = tensor.extract %bits5#1[%i] : tensor<3xi64>
    %element2 = tensor.extract %bits5#2[%i] : tensor<3xi64>
    %element3 = tensor.extract %bits5#3[%i] : tensor<3xi64>
    %found = tensor.from_elements %element0, %element1, %element2, %element3 : tensor<4xi64>
    %alone = tensor.from_elements %call#0, %call#1, %call#2, %call#3 : tensor<4xi64>
    eshkol.assert_close %found, %alone, "bits5" atol = 0.0 rtol = 0.0 : tensor<4xi64>
  }

  %pairs6_a0 = arith.constant dense<[0.25, 0.5, 1.75]> : tensor<3xf64>
  %pairs6_a1 = arith.constant 1.5 : f64
  %pairs6:4 = eshkol.vmap @pairs(%pairs6_a0, %pairs6_a1) in_axes [0, -1] out_axes [0, 0, 0, 0]
      : (tensor<3xf64>, f64) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %pairs6_a0[%i] : tensor<3xf64>
    %call:4 = func.call @pairs(%argument0, %pairs6_a1) : (f64, f64) -> (f64, f64, f64, f64)
    %element0 = tensor.extract %pairs6#0[%i] : tensor<3xf64>
    %element1 = tensor.extract %pairs6#1[%i] : tensor<3xf64>
    %element2 = tensor.extract %pairs6#2[%i] : tensor<3xf64>
    %element3 = tensor.extract %pairs6#3[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0, %element1, %element2, %element3 : tensor<4xf64>
    %alone = tensor.from_elements %call#0, %call#1, %call#2, %call#3 : tensor<4xf64>
    eshkol.assert_close %found, %alone, "pairs6" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  }

  %pairs7_a0 = arith.constant 0.3 : f64
  %pairs7_a1 = arith.constant dense<[0.25, 0.5, -1.75]> : tensor<3xf64>
  %pairs7:4 = eshkol.vmap @pairs(%pairs7_a0, %pairs7_a1) in_axes [-1, 0] out_axes [0, 0, 0, 0]
      : (f64, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %pairs7_a1[%i] : tensor<3xf64>
    %call:4 = func.call @pairs(%pairs7_a0, %argument1) : (f64, f64) -> (f64, f64, f64, f64)
    %element0 = tensor.extract %pairs7#0[%i] : tensor<3xf64>
    %element1 = tensor.extract %pairs7#1[%i] : tensor<3xf64>
    %element2 = tensor.extract %pairs7#2[%i] : tensor<3xf64>
    %element3 = tensor.extract %pairs7#3[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0, %element1, %element2, %element3 : tensor<4xf64>
    %alone = tensor.from_elements %call#0, %call#1, %call#2, %call#3 : tensor<4xf64>
    eshkol.assert_close %found, %alone, "pairs7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  }

  %powers8_a0 = arith.constant dense<[-1.743, 0.77, 0.266]> : tensor<3xf64>
  %powers8_a1 = arith.constant dense<[2, 3, -1]> : tensor<3xi32>
  %powers8 = eshkol.vmap @powers(%powers8_a0, %powers8_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3xf64>, tensor<3xi32>) -> tensor<3xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %powers8_a0[%i] : tensor<3xf64>
    %argument1 = tensor.extract %powers8_a1[%i] : tensor<3xi32>
    %call = func.call @powers(%argument0, %argument1) : (f64, i32) -> f64
    %element0 = tensor.extract %powers8[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "powers8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %kinds9_a0 = arith.constant dense<[1.0, 0x7FF8000000000000, 0xFFF0000000000000]> : tensor<3xf64>
  %kinds9 = eshkol.vmap @kinds(%kinds9_a0) in_axes [0] out_axes [0]
      : (tensor<3xf64>) -> tensor<3xi1>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %kinds9_a0[%i] : tensor<3xf64>
    %call = func.call @kinds(%argument0) : (f64) -> i1
    %element0 = tensor.extract %kinds9[%i] : tensor<3xi1>
    %found = tensor.from_elements %element0 : tensor<1xi1>
    %alone = tensor.from_elements %call : tensor<1xi1>
    eshkol.assert_close %found, %alone, "kinds9" atol = 0.0 rtol = 0.0 : tensor<1xi1>
  }
  return
}
