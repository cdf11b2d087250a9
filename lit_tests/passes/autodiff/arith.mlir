// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// d(x + y) = dx + dy
// CHECK-LABEL: @add.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK: return %{{.*}}, %[[G]], %[[G]]
// CHECK-LABEL: @add.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[DX:.*]]: f64, %[[DY:.*]]: f64)
// CHECK: %[[SUM:.*]] = arith.addf %[[DX]], %[[DY]] : f64
// CHECK: return %{{.*}}, %[[SUM]]
func.func @add(%x: f64, %y: f64) -> f64 {
  %r = arith.addf %x, %y : f64
  return %r : f64
}

// d(x − y) = dx − dy
// CHECK-LABEL: @subtract.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK: %[[MINUS:.*]] = arith.negf %[[G]] : f64
// CHECK: return %{{.*}}, %[[G]], %[[MINUS]]
// CHECK-LABEL: @subtract.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[DX:.*]]: f64, %[[DY:.*]]: f64)
// CHECK: %[[DIFFERENCE:.*]] = arith.subf %[[DX]], %[[DY]] : f64
// CHECK: return %{{.*}}, %[[DIFFERENCE]]
func.func @subtract(%x: f64, %y: f64) -> f64 {
  %r = arith.subf %x, %y : f64
  return %r : f64
}

// d(x y) = dx y + dy x
// CHECK-LABEL: @multiply.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK: %[[BY_X:.*]] = arith.mulf %[[G]], %[[Y]] : f64
// CHECK: %[[BY_Y:.*]] = arith.mulf %[[G]], %[[X]] : f64
// CHECK: return %{{.*}}, %[[BY_X]], %[[BY_Y]]
// CHECK-LABEL: @multiply.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[DX:.*]]: f64, %[[DY:.*]]: f64)
// CHECK: %[[LEFT:.*]] = arith.mulf %[[DX]], %[[Y]] : f64
// CHECK: %[[RIGHT:.*]] = arith.mulf %[[DY]], %[[X]] : f64
// CHECK: %[[SUM:.*]] = arith.addf %[[LEFT]], %[[RIGHT]] : f64
// CHECK: return %{{.*}}, %[[SUM]]
func.func @multiply(%x: f64, %y: f64) -> f64 {
  %r = arith.mulf %x, %y : f64
  return %r : f64
}

// d(x / y) = (dx − (x / y) dy) / y
// CHECK-LABEL: @divide.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK: %[[RATIO:.*]] = arith.divf %[[X]], %[[Y]] : f64
// CHECK: %[[BY_X:.*]] = arith.divf %[[G]], %[[Y]] : f64
// CHECK: %[[PRODUCT:.*]] = arith.mulf %[[BY_X]], %[[RATIO]] : f64
// CHECK: %[[BY_Y:.*]] = arith.negf %[[PRODUCT]] : f64
// CHECK: return %[[RATIO]], %[[BY_X]], %[[BY_Y]]
// CHECK-LABEL: @divide.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[DX:.*]]: f64, %[[DY:.*]]: f64)
// CHECK: %[[RATIO:.*]] = arith.divf %[[X]], %[[Y]] : f64
// CHECK: %[[PRODUCT:.*]] = arith.mulf %[[RATIO]], %[[DY]] : f64
// CHECK: %[[REST:.*]] = arith.subf %[[DX]], %[[PRODUCT]] : f64
// CHECK: %[[SLOPE:.*]] = arith.divf %[[REST]], %[[Y]] : f64
// CHECK: return %[[RATIO]], %[[SLOPE]]
func.func @divide(%x: f64, %y: f64) -> f64 {
  %r = arith.divf %x, %y : f64
  return %r : f64
}

// d(−x) = −dx
// CHECK-LABEL: @negate.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[G:.*]]: f64)
// CHECK: %[[MINUS:.*]] = arith.negf %[[G]] : f64
// CHECK: return %{{.*}}, %[[MINUS]]
// CHECK-LABEL: @negate.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK: %[[MINUS:.*]] = arith.negf %[[T]] : f64
// CHECK: return %{{.*}}, %[[MINUS]]
func.func @negate(%x: f64) -> f64 {
  %r = arith.negf %x : f64
  return %r : f64
}

// The cotangent of what is chosen is that of the result; of the other, 0.
// CHECK-LABEL: @choose.vjp(
// CHECK-SAME: %[[C:.*]]: i1, %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK: %[[BY_X:.*]] = arith.select %[[C]], %[[G]], %[[ZERO]] : f64
// CHECK: %[[BY_Y:.*]] = arith.select %[[C]], %[[ZERO]], %[[G]] : f64
// CHECK: return %{{.*}}, %[[BY_X]], %[[BY_Y]]
// CHECK-LABEL: @choose.jvp(
// CHECK-SAME: %[[C:.*]]: i1, %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[DX:.*]]: f64, %[[DY:.*]]: f64)
// CHECK: %[[CHOSEN:.*]] = arith.select %[[C]], %[[DX]], %[[DY]] : f64
// CHECK: return %{{.*}}, %[[CHOSEN]]
func.func @choose(%c: i1, %x: f64, %y: f64) -> f64 {
  %r = arith.select %c, %x, %y : f64
  return %r : f64
}

// Each precision is transposed to the other.
// CHECK-LABEL: @widen.vjp(
// CHECK-SAME: %[[X:.*]]: f32, %[[G:.*]]: f64)
// CHECK: %[[DX:.*]] = arith.truncf %[[G]] : f64 to f32
// CHECK: return %{{.*}}, %[[DX]]
// CHECK-LABEL: @widen.jvp(
// CHECK-SAME: %[[X:.*]]: f32, %[[T:.*]]: f32)
// CHECK: %[[DY:.*]] = arith.extf %[[T]] : f32 to f64
// CHECK: return %{{.*}}, %[[DY]]
func.func @widen(%x: f32) -> f64 {
  %r = arith.extf %x : f32 to f64
  return %r : f64
}
// CHECK-LABEL: @narrow.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[G:.*]]: f32)
// CHECK: %[[DX:.*]] = arith.extf %[[G]] : f32 to f64
// CHECK: return %{{.*}}, %[[DX]]
// CHECK-LABEL: @narrow.jvp(
// CHECK-SAME: %[[X:.*]]: f64, %[[T:.*]]: f64)
// CHECK: %[[DY:.*]] = arith.truncf %[[T]] : f64 to f32
// CHECK: return %{{.*}}, %[[DY]]
func.func @narrow(%x: f64) -> f32 {
  %r = arith.truncf %x : f64 to f32
  return %r : f32
}

// All of the cotangent goes to the greater operand, half to each of two equal ones.
// CHECK-LABEL: @maximum.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-DAG: %[[HALF:.*]] = arith.constant 5.000000e-01 : f64
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[IS_TIE:.*]] = arith.cmpf oeq, %[[X]], %[[Y]] : f64
// CHECK: %[[OF_TIE:.*]] = arith.select %[[IS_TIE]], %[[HALF]], %[[ZERO]] : f64
// CHECK: %[[IS_CHOSEN:.*]] = arith.cmpf ogt, %[[X]], %[[Y]] : f64
// CHECK: %[[SHARE:.*]] = arith.select %[[IS_CHOSEN]], %[[ONE]], %[[OF_TIE]] : f64
// CHECK: %[[DX:.*]] = arith.mulf %[[SHARE]], %[[G]] : f64
// CHECK: %[[IS_TIE:.*]] = arith.cmpf oeq, %[[Y]], %[[X]] : f64
// CHECK: %[[OF_TIE:.*]] = arith.select %[[IS_TIE]], %[[HALF]], %[[ZERO]] : f64
// CHECK: %[[IS_CHOSEN:.*]] = arith.cmpf ogt, %[[Y]], %[[X]] : f64
// CHECK: %[[SHARE:.*]] = arith.select %[[IS_CHOSEN]], %[[ONE]], %[[OF_TIE]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SHARE]], %[[G]] : f64
// CHECK: return %{{.*}}, %[[DX]], %[[DY]]
func.func @maximum(%x: f64, %y: f64) -> f64 {
  %r = arith.maximumf %x, %y : f64
  return %r : f64
}

// The same for the lesser.
// CHECK-LABEL: @minimum.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-DAG: %[[HALF:.*]] = arith.constant 5.000000e-01 : f64
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[IS_TIE:.*]] = arith.cmpf oeq, %[[X]], %[[Y]] : f64
// CHECK: %[[OF_TIE:.*]] = arith.select %[[IS_TIE]], %[[HALF]], %[[ZERO]] : f64
// CHECK: %[[IS_CHOSEN:.*]] = arith.cmpf olt, %[[X]], %[[Y]] : f64
// CHECK: %[[SHARE:.*]] = arith.select %[[IS_CHOSEN]], %[[ONE]], %[[OF_TIE]] : f64
// CHECK: %[[DX:.*]] = arith.mulf %[[SHARE]], %[[G]] : f64
// CHECK: %[[IS_TIE:.*]] = arith.cmpf oeq, %[[Y]], %[[X]] : f64
// CHECK: %[[OF_TIE:.*]] = arith.select %[[IS_TIE]], %[[HALF]], %[[ZERO]] : f64
// CHECK: %[[IS_CHOSEN:.*]] = arith.cmpf olt, %[[Y]], %[[X]] : f64
// CHECK: %[[SHARE:.*]] = arith.select %[[IS_CHOSEN]], %[[ONE]], %[[OF_TIE]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SHARE]], %[[G]] : f64
// CHECK: return %{{.*}}, %[[DX]], %[[DY]]
func.func @minimum(%x: f64, %y: f64) -> f64 {
  %r = arith.minimumf %x, %y : f64
  return %r : f64
}

// The same where a NaN is passed over.
// CHECK-LABEL: @maxnum.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-DAG: %[[HALF:.*]] = arith.constant 5.000000e-01 : f64
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[IS_TIE:.*]] = arith.cmpf oeq, %[[X]], %[[Y]] : f64
// CHECK: %[[OF_TIE:.*]] = arith.select %[[IS_TIE]], %[[HALF]], %[[ZERO]] : f64
// CHECK: %[[IS_CHOSEN:.*]] = arith.cmpf ogt, %[[X]], %[[Y]] : f64
// CHECK: %[[SHARE:.*]] = arith.select %[[IS_CHOSEN]], %[[ONE]], %[[OF_TIE]] : f64
// CHECK: %[[IS_ALONE:.*]] = arith.cmpf uno, %[[Y]], %[[Y]] : f64
// CHECK: %[[SHARE_OF_NUMBER:.*]] = arith.select %[[IS_ALONE]], %[[ONE]], %[[SHARE]] : f64
// CHECK: %[[DX:.*]] = arith.mulf %[[SHARE_OF_NUMBER]], %[[G]] : f64
// CHECK: %[[IS_TIE:.*]] = arith.cmpf oeq, %[[Y]], %[[X]] : f64
// CHECK: %[[OF_TIE:.*]] = arith.select %[[IS_TIE]], %[[HALF]], %[[ZERO]] : f64
// CHECK: %[[IS_CHOSEN:.*]] = arith.cmpf ogt, %[[Y]], %[[X]] : f64
// CHECK: %[[SHARE:.*]] = arith.select %[[IS_CHOSEN]], %[[ONE]], %[[OF_TIE]] : f64
// CHECK: %[[IS_ALONE:.*]] = arith.cmpf uno, %[[X]], %[[X]] : f64
// CHECK: %[[SHARE_OF_NUMBER:.*]] = arith.select %[[IS_ALONE]], %[[ONE]], %[[SHARE]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SHARE_OF_NUMBER]], %[[G]] : f64
// CHECK: return %{{.*}}, %[[DX]], %[[DY]]
func.func @maxnum(%x: f64, %y: f64) -> f64 {
  %r = arith.maxnumf %x, %y : f64
  return %r : f64
}
// CHECK-LABEL: @minnum.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-DAG: %[[HALF:.*]] = arith.constant 5.000000e-01 : f64
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f64
// CHECK: %[[IS_TIE:.*]] = arith.cmpf oeq, %[[X]], %[[Y]] : f64
// CHECK: %[[OF_TIE:.*]] = arith.select %[[IS_TIE]], %[[HALF]], %[[ZERO]] : f64
// CHECK: %[[IS_CHOSEN:.*]] = arith.cmpf olt, %[[X]], %[[Y]] : f64
// CHECK: %[[SHARE:.*]] = arith.select %[[IS_CHOSEN]], %[[ONE]], %[[OF_TIE]] : f64
// CHECK: %[[IS_ALONE:.*]] = arith.cmpf uno, %[[Y]], %[[Y]] : f64
// CHECK: %[[SHARE_OF_NUMBER:.*]] = arith.select %[[IS_ALONE]], %[[ONE]], %[[SHARE]] : f64
// CHECK: %[[DX:.*]] = arith.mulf %[[SHARE_OF_NUMBER]], %[[G]] : f64
// CHECK: %[[IS_TIE:.*]] = arith.cmpf oeq, %[[Y]], %[[X]] : f64
// CHECK: %[[OF_TIE:.*]] = arith.select %[[IS_TIE]], %[[HALF]], %[[ZERO]] : f64
// CHECK: %[[IS_CHOSEN:.*]] = arith.cmpf olt, %[[Y]], %[[X]] : f64
// CHECK: %[[SHARE:.*]] = arith.select %[[IS_CHOSEN]], %[[ONE]], %[[OF_TIE]] : f64
// CHECK: %[[IS_ALONE:.*]] = arith.cmpf uno, %[[X]], %[[X]] : f64
// CHECK: %[[SHARE_OF_NUMBER:.*]] = arith.select %[[IS_ALONE]], %[[ONE]], %[[SHARE]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[SHARE_OF_NUMBER]], %[[G]] : f64
// CHECK: return %{{.*}}, %[[DX]], %[[DY]]
func.func @minnum(%x: f64, %y: f64) -> f64 {
  %r = arith.minnumf %x, %y : f64
  return %r : f64
}

// r = x rem y = x − y trunc(x / y); by y, minus the quotient, which is (x − r) / y up to rounding.
// CHECK-LABEL: @remainder.vjp(
// CHECK-SAME: %[[X:.*]]: f64, %[[Y:.*]]: f64, %[[G:.*]]: f64)
// CHECK: %[[R:.*]] = arith.remf %[[X]], %[[Y]] : f64
// CHECK: %[[MULTIPLE:.*]] = arith.subf %[[X]], %[[R]] : f64
// CHECK: %[[RATIO:.*]] = arith.divf %[[MULTIPLE]], %[[Y]] : f64
// CHECK: %[[WHOLE:.*]] = math.roundeven %[[RATIO]] : f64
// CHECK: %[[MINUS:.*]] = arith.negf %[[WHOLE]] : f64
// CHECK: %[[DY:.*]] = arith.mulf %[[MINUS]], %[[G]] : f64
// CHECK: return %{{.*}}, %[[G]], %[[DY]]
func.func @remainder(%x: f64, %y: f64) -> f64 {
  %r = arith.remf %x, %y : f64
  return %r : f64
}

// CHECK-LABEL: @main
func.func @main() {
  %x = arith.constant 7.0 : f64
  %y = arith.constant 2.0 : f64
  %g = arith.constant 10.0 : f64
  %narrow = arith.constant 3.0 : f32
  %true = arith.constant true
  %false = arith.constant false
  // At x = 7 and y = 2, with a cotangent of 10, and tangents 10 and 2.
  %j_add:2 = eshkol.jvp @add(%x, %y) wrt [0, 1] tangents(%g, %y) : (f64, f64, f64, f64) -> (f64, f64)
  %j_subtract:2 = eshkol.jvp @subtract(%x, %y) wrt [0, 1] tangents(%g, %y) : (f64, f64, f64, f64) -> (f64, f64)
  %j_multiply:2 = eshkol.jvp @multiply(%x, %y) wrt [0, 1] tangents(%g, %y) : (f64, f64, f64, f64) -> (f64, f64)
  %j_divide:2 = eshkol.jvp @divide(%x, %y) wrt [0, 1] tangents(%g, %y) : (f64, f64, f64, f64) -> (f64, f64)
  %j_negate:2 = eshkol.jvp @negate(%x) wrt [0] tangents(%g) : (f64, f64) -> (f64, f64)
  %j_choose:2 = eshkol.jvp @choose(%true, %x, %y) wrt [1, 2] tangents(%g, %y) : (i1, f64, f64, f64, f64) -> (f64, f64)
  %j_widen:2 = eshkol.jvp @widen(%narrow) wrt [0] tangents(%narrow) : (f32, f32) -> (f64, f64)
  %j_narrow:2 = eshkol.jvp @narrow(%x) wrt [0] tangents(%g) : (f64, f64) -> (f32, f32)
  %v_add:3 = eshkol.vjp @add(%x, %y) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %v_subtract:3 = eshkol.vjp @subtract(%x, %y) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %v_multiply:3 = eshkol.vjp @multiply(%x, %y) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %v_divide:3 = eshkol.vjp @divide(%x, %y) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %v_remainder:3 = eshkol.vjp @remainder(%x, %y) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %v_maximum:3 = eshkol.vjp @maximum(%x, %y) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %v_minimum:3 = eshkol.vjp @minimum(%x, %y) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %v_maxnum:3 = eshkol.vjp @maxnum(%y, %x) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %v_minnum:3 = eshkol.vjp @minnum(%y, %x) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  // Ties.
  %tie_maximum:3 = eshkol.vjp @maximum(%x, %x) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %tie_minimum:3 = eshkol.vjp @minimum(%x, %x) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %tie_maxnum:3 = eshkol.vjp @maxnum(%x, %x) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %tie_minnum:3 = eshkol.vjp @minnum(%x, %x) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %v_negate:2 = eshkol.vjp @negate(%x) wrt [0] cotangents(%g) : (f64, f64) -> (f64, f64)
  %v_choose:3 = eshkol.vjp @choose(%false, %x, %y) wrt [1, 2] cotangents(%g) : (i1, f64, f64, f64) -> (f64, f64, f64)
  %v_widen:2 = eshkol.vjp @widen(%narrow) wrt [0] cotangents(%g) : (f32, f64) -> (f64, f32)
  %widened = arith.extf %v_widen#1 : f32 to f64
  %v_narrow:2 = eshkol.vjp @narrow(%x) wrt [0] cotangents(%narrow) : (f64, f32) -> (f32, f64)
  %narrowed = arith.extf %j_narrow#1 : f32 to f64
  %found = tensor.from_elements
    %v_add#1, %v_add#2, %v_subtract#1, %v_subtract#2, %v_multiply#1, %v_multiply#2,
    %v_divide#1, %v_divide#2, %v_remainder#1, %v_remainder#2, %j_add#1, %j_subtract#1,
    %j_multiply#1, %j_divide#1, %v_maximum#1, %v_maximum#2, %v_minimum#1, %v_minimum#2,
    %v_maxnum#1, %v_maxnum#2, %v_minnum#1, %v_minnum#2, %tie_maximum#1, %tie_maximum#2,
    %tie_minimum#1, %tie_minimum#2, %tie_maxnum#1, %tie_maxnum#2, %tie_minnum#1, %tie_minnum#2,
    %v_negate#1, %j_negate#1, %v_choose#1, %v_choose#2, %j_choose#1, %widened,
    %j_widen#1, %v_narrow#1, %narrowed : tensor<39xf64>
  %expected = arith.constant dense<[
    10.0, 10.0, 10.0, -10.0, 20.0, 70.0, 5.0, -17.5, 10.0, -30.0, 12.0, 8.0,
    34.0, 1.5, 10.0, 0.0, 0.0, 10.0, 0.0, 10.0, 10.0, 0.0, 5.0, 5.0,
    5.0, 5.0, 5.0, 5.0, 5.0, 5.0, -10.0, -10.0, 0.0, 10.0, 10.0, 10.0,
    3.0, 3.0, 10.0
  ]> : tensor<39xf64>
  eshkol.assert_close %found, %expected, "arithmetic" atol = 0.0 rtol = 0.0 : tensor<39xf64>
  // 1 / 0.1 rounds to 10, but 0.1 goes into 1 nine times only.
  %one_whole = arith.constant 1.0 : f64
  %tenth = arith.constant 0.1 : f64
  %rem:3 = eshkol.vjp @remainder(%one_whole, %tenth) wrt [0, 1] cotangents(%one_whole) : (f64, f64, f64) -> (f64, f64, f64)
  %minus_nine = arith.constant -9.0 : f64
  %is_nine = arith.cmpf oeq, %rem#2, %minus_nine : f64
  eshkol.assert %is_nine, "a quotient that rounds up" : i1
  // Beside a NaN the number is chosen.
  %nan = arith.constant 0x7FF8000000000000 : f64
  %left_nan:3 = eshkol.vjp @maxnum(%nan, %x) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %right_nan:3 = eshkol.vjp @minnum(%x, %nan) wrt [0, 1] cotangents(%g) : (f64, f64, f64) -> (f64, f64, f64)
  %beside_nan = tensor.from_elements %left_nan#1, %left_nan#2, %right_nan#1, %right_nan#2 : tensor<4xf64>
  %of_number = arith.constant dense<[0.0, 10.0, 10.0, 0.0]> : tensor<4xf64>
  eshkol.assert_close %beside_nan, %of_number, "beside a NaN" atol = 0.0 rtol = 0.0 : tensor<4xf64>
  return
}
