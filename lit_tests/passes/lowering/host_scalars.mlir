// RUN: eshkol-opt --eshkol-host-scalars --canonicalize %s | FileCheck %s
// RUN: eshkol-opt --eshkol-host-scalars --canonicalize %s > %t.mlir
// RUN: eshkol-opt --eshkol-to-native %t.mlir | mlir-runner -O1 -e main -entry-point-result=void

// a >= b is the opposite of "unordered or less"
// CHECK-LABEL: @at_least
// CHECK-DAG: %[[UNORDERED:.*]] = arith.cmpf uno, %[[A:.*]], %[[B:.*]] : f64
// CHECK-DAG: %[[LESS:.*]] = arith.cmpf olt, %[[A]], %[[B]] : f64
// CHECK: %[[EITHER:.*]] = arith.ori %[[UNORDERED]], %[[LESS]]
// CHECK: arith.xori %[[EITHER]], %true
func.func private @at_least(%a: f64, %b: f64) -> i1 {
  %r = arith.cmpf oge, %a, %b : f64
  return %r : i1
}

// CHECK-LABEL: @comparisons
// CHECK-NOT: arith.cmpf {{oeq|oge|ole|one|ord|uge|ugt|ule|ult|une}}
// CHECK: return
func.func private @comparisons(%a: f64, %b: f64) -> (i1, i1, i1, i1, i1, i1, i1, i1, i1) {
  %0 = arith.cmpf oeq, %a, %b : f64
  %1 = arith.cmpf one, %a, %b : f64
  %2 = arith.cmpf ole, %a, %b : f64
  %3 = arith.cmpf une, %a, %b : f64
  %4 = arith.cmpf uge, %a, %b : f64
  %5 = arith.cmpf ule, %a, %b : f64
  %6 = arith.cmpf ugt, %a, %b : f64
  %7 = arith.cmpf ult, %a, %b : f64
  %8 = arith.cmpf ord, %a, %b : f64
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : i1, i1, i1, i1, i1, i1, i1, i1, i1
}

// CHECK-LABEL: @extrema
// CHECK-NOT: imumf
// CHECK: arith.andi
// CHECK: arith.ori
func.func private @extrema(%a: f64, %b: f64) -> (f64, f64) {
  %0 = arith.maximumf %a, %b : f64
  %1 = arith.minimumf %a, %b : f64
  return %0, %1 : f64, f64
}

// What the host lacks is computed with tensors of rank 0, one after the other.
// CHECK-LABEL: @device
// CHECK: %[[T:.*]] = tensor.from_elements %{{.*}} : tensor<f64>
// CHECK: %[[TRUNC:.*]] = linalg.generic {{.*}} ins(%[[T]] : tensor<f64>)
// CHECK: math.trunc
// CHECK: %[[SIGNED:.*]] = linalg.generic {{.*}} ins(%[[TRUNC]] : tensor<f64>)
// CHECK: math.copysign %{{.*}}, %{{.*}} : f64
// CHECK: tensor.extract %[[SIGNED]][] : tensor<f64>
func.func private @device(%x: f64) -> f64 {
  %minus = arith.constant -1.0 : f64
  %whole = math.trunc %x : f64
  %signed = math.copysign %whole, %minus : f64
  return %signed : f64
}

// CHECK-LABEL: @converted
// CHECK: arith.bitcast %{{.*}} : i64 to f64
// CHECK-NEXT: arith.subf
// CHECK: arith.select %{{.*}}, %{{.*}}, %{{.*}} : f32
func.func private @converted(%i: i32, %b: i1) -> (f64, f32) {
  %0 = arith.sitofp %i : i32 to f64
  %1 = arith.uitofp %b : i1 to f32
  return %0, %1 : f64, f32
}

// The bodies of tensor operations run on the device already.
// CHECK-LABEL: @in_tensor
// CHECK: arith.maximumf
// CHECK: math.trunc
func.func private @in_tensor(%x: tensor<?xf64>) -> tensor<?xf64> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f64
  %n = tensor.dim %x, %c0 : tensor<?xf64>
  %empty = tensor.empty(%n) : tensor<?xf64>
  %r = linalg.map ins(%x : tensor<?xf64>) outs(%empty : tensor<?xf64>) (%e: f64, %o: f64) {
    %m = arith.maximumf %e, %zero : f64
    %t = math.trunc %m : f64
    linalg.yield %t : f64
  }
  return %r : tensor<?xf64>
}

func.func private @check(%a: f64, %b: f64, %expected: i64) {
  %r:9 = func.call @comparisons(%a, %b) : (f64, f64) -> (i1, i1, i1, i1, i1, i1, i1, i1, i1)
  %oge = func.call @at_least(%a, %b) : (f64, f64) -> i1
  %zero = arith.constant 0 : i64
  %two = arith.constant 2 : i64
  %v0 = arith.extui %r#0 : i1 to i64
  %v1 = arith.extui %r#1 : i1 to i64
  %v2 = arith.extui %r#2 : i1 to i64
  %v3 = arith.extui %r#3 : i1 to i64
  %v4 = arith.extui %r#4 : i1 to i64
  %v5 = arith.extui %r#5 : i1 to i64
  %v6 = arith.extui %r#6 : i1 to i64
  %v7 = arith.extui %r#7 : i1 to i64
  %v8 = arith.extui %r#8 : i1 to i64
  %v9 = arith.extui %oge : i1 to i64
  %m0 = arith.muli %v0, %two : i64
  %s1 = arith.addi %m0, %v1 : i64
  %m1 = arith.muli %s1, %two : i64
  %s2 = arith.addi %m1, %v2 : i64
  %m2 = arith.muli %s2, %two : i64
  %s3 = arith.addi %m2, %v3 : i64
  %m3 = arith.muli %s3, %two : i64
  %s4 = arith.addi %m3, %v4 : i64
  %m4 = arith.muli %s4, %two : i64
  %s5 = arith.addi %m4, %v5 : i64
  %m5 = arith.muli %s5, %two : i64
  %s6 = arith.addi %m5, %v6 : i64
  %m6 = arith.muli %s6, %two : i64
  %s7 = arith.addi %m6, %v7 : i64
  %m7 = arith.muli %s7, %two : i64
  %s8 = arith.addi %m7, %v8 : i64
  %m8 = arith.muli %s8, %two : i64
  %s9 = arith.addi %m8, %v9 : i64
  %ok = arith.cmpi eq, %s9, %expected : i64
  cf.assert %ok, "a comparison is wrong"
  return
}

func.func private @check_extrema(%a: f64, %b: f64, %max: i64, %min: i64) {
  %r:2 = func.call @extrema(%a, %b) : (f64, f64) -> (f64, f64)
  %bits0 = arith.bitcast %r#0 : f64 to i64
  %bits1 = arith.bitcast %r#1 : f64 to i64
  %ok0 = arith.cmpi eq, %bits0, %max : i64
  %ok1 = arith.cmpi eq, %bits1, %min : i64
  cf.assert %ok0, "the maximum is wrong"
  cf.assert %ok1, "the minimum is wrong"
  return
}

// As a constant, negative zero becomes what only IREE knows.
func.func private @of_bits(%bits: i64) -> f64 {
  %number = arith.bitcast %bits : i64 to f64
  return %number : f64
}

func.func @main() {
  %nan = arith.constant 0x7FF8000000000000 : f64
  %one = arith.constant 1.0 : f64
  %two = arith.constant 2.0 : f64
  // The bits are: oeq one ole une uge ule ugt ult ord oge.
  %lower = arith.constant 470 : i64     // 1 < 2: 0 1 1 1 0 1 0 1 1 0
  %higher = arith.constant 363 : i64    // 2 > 1: 0 1 0 1 1 0 1 0 1 1
  %equal = arith.constant 691 : i64     // 1 = 1: 1 0 1 0 1 1 0 0 1 1
  %none = arith.constant 124 : i64      // unordered: 0 0 0 1 1 1 1 1 0 0
  func.call @check(%one, %two, %lower) : (f64, f64, i64) -> ()
  func.call @check(%two, %one, %higher) : (f64, f64, i64) -> ()
  func.call @check(%one, %one, %equal) : (f64, f64, i64) -> ()
  func.call @check(%nan, %one, %none) : (f64, f64, i64) -> ()
  func.call @check(%one, %nan, %none) : (f64, f64, i64) -> ()
  func.call @check(%nan, %nan, %none) : (f64, f64, i64) -> ()

  %zero = arith.constant 0.0 : f64
  %bits_one = arith.constant 0x3FF0000000000000 : i64
  %bits_two = arith.constant 0x4000000000000000 : i64
  %bits_zero = arith.constant 0 : i64
  %bits_minus_zero = arith.constant 0x8000000000000000 : i64
  %minus_zero = func.call @of_bits(%bits_minus_zero) : (i64) -> f64
  %bits_nan = arith.constant 0x7FF8000000000000 : i64
  func.call @check_extrema(%one, %two, %bits_two, %bits_one) : (f64, f64, i64, i64) -> ()
  func.call @check_extrema(%two, %one, %bits_two, %bits_one) : (f64, f64, i64, i64) -> ()
  func.call @check_extrema(%one, %one, %bits_one, %bits_one) : (f64, f64, i64, i64) -> ()
  func.call @check_extrema(%zero, %minus_zero, %bits_zero, %bits_minus_zero) : (f64, f64, i64, i64) -> ()
  func.call @check_extrema(%minus_zero, %zero, %bits_zero, %bits_minus_zero) : (f64, f64, i64, i64) -> ()
  func.call @check_extrema(%nan, %one, %bits_nan, %bits_nan) : (f64, f64, i64, i64) -> ()
  func.call @check_extrema(%one, %nan, %bits_nan, %bits_nan) : (f64, f64, i64, i64) -> ()

  // Numbers from both ends.
  %least = arith.constant -2147483648 : i32
  %minus_seven = arith.constant -7 : i32
  %greatest = arith.constant 2147483647 : i32
  %true = arith.constant true
  %least_f:2 = func.call @converted(%least, %true) : (i32, i1) -> (f64, f32)
  %minus_seven_f:2 = func.call @converted(%minus_seven, %true) : (i32, i1) -> (f64, f32)
  %greatest_f:2 = func.call @converted(%greatest, %true) : (i32, i1) -> (f64, f32)
  %want_least = arith.constant -2147483648.0 : f64
  %want_minus_seven = arith.constant -7.0 : f64
  %want_greatest = arith.constant 2147483647.0 : f64
  %want_true = arith.constant 1.0 : f32
  %ok_least = arith.cmpf oeq, %least_f#0, %want_least : f64
  %ok_minus_seven = arith.cmpf oeq, %minus_seven_f#0, %want_minus_seven : f64
  %ok_greatest = arith.cmpf oeq, %greatest_f#0, %want_greatest : f64
  %ok_true = arith.cmpf oeq, %least_f#1, %want_true : f32
  cf.assert %ok_least, "the least integer is wrong"
  cf.assert %ok_minus_seven, "a negative integer is wrong"
  cf.assert %ok_greatest, "the greatest integer is wrong"
  cf.assert %ok_true, "a truth value is wrong"

  // truncation and sign on a device: -|trunc(2.75)| = -2
  %x = arith.constant 2.75 : f64
  %y = func.call @device(%x) : (f64) -> f64
  %want = arith.constant -2.0 : f64
  %ok = arith.cmpf oeq, %y, %want : f64
  cf.assert %ok, "truncation is wrong"
  return
}
