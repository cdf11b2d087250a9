// RUN: eshkol-opt --canonicalize --split-input-file %s | FileCheck %s

// R7RS 6.3: of all values only #f counts as false.
// CHECK-LABEL: @is_true
// CHECK-DAG: %[[TRUE:.*]] = arith.constant true
// CHECK-DAG: %[[FALSE:.*]] = arith.constant false
// CHECK-NOT: eshkol.
// CHECK: return %[[FALSE]], %[[TRUE]], %[[TRUE]], %[[TRUE]], %[[TRUE]], %[[TRUE]], %[[TRUE]], %[[TRUE]]
func.func @is_true() -> (i1, i1, i1, i1, i1, i1, i1, i1) {
  %false = eshkol.literal false
  %0 = eshkol.is_true %false
  %true = eshkol.literal true
  %1 = eshkol.is_true %true
  %zero = eshkol.literal 0
  %2 = eshkol.is_true %zero
  %flonum = eshkol.literal 0.0
  %3 = eshkol.is_true %flonum
  %null = eshkol.literal 0 : i32
  %4 = eshkol.is_true %null
  %empty = eshkol.literal []
  %5 = eshkol.is_true %empty
  %unspecified = eshkol.literal unit
  %6 = eshkol.is_true %unspecified
  %datum = eshkol.literal "\22\22"
  %7 = eshkol.is_true %datum
  return %0, %1, %2, %3, %4, %5, %6, %7 : i1, i1, i1, i1, i1, i1, i1, i1
}

// -----

// CHECK-LABEL: @is_true_of_any
// CHECK: eshkol.is_true
func.func @is_true_of_any(%x: !eshkol.value) -> i1 {
  %0 = eshkol.is_true %x
  return %0 : i1
}

// -----

// What nobody uses goes where making it has no effect, but reading an undefined variable is an error
// and primitives may do anything.
// CHECK-LABEL: @unused
// CHECK-NEXT: eshkol.check_defined
// CHECK-NEXT: eshkol.primitive @eshkol_newline
// CHECK-NEXT: return
eshkol.global "private" @g
func.func @unused(%x: !eshkol.value) {
  %0 = eshkol.literal "(1 2)"
  %1 = eshkol.undefined
  %2 = eshkol.absent
  %3 = eshkol.is_true %x
  %5 = eshkol.unbox %x
  %6 = eshkol.get_global @g
  %7 = eshkol.check_defined %x, "x"
  %8 = eshkol.primitive @eshkol_newline()
  return
}

// A box that nobody sees goes.
// CHECK-LABEL: func.func @unused_box
// CHECK-NEXT:    return
func.func @unused_box(%x: !eshkol.value) {
  %0 = eshkol.box %x
  return
}

// -----

// The double of a flonum is the number it was made of, and those of literals are known.
// CHECK-LABEL: @float64
// CHECK-SAME: (%[[X:.*]]: f64)
// CHECK-DAG: %[[TWO:.*]] = arith.constant 2.000000e+00 : f64
// CHECK-DAG: %[[HALF:.*]] = arith.constant 5.000000e-01 : f64
// CHECK-NEXT: return %[[X]], %{{.*}}, %{{.*}} : f64, f64, f64
func.func @float64(%x: f64) -> (f64, f64, f64) {
  %flonum = eshkol.flonum %x
  %0 = eshkol.float64 %flonum
  %integer = eshkol.literal 2
  %1 = eshkol.float64 %integer
  %number = eshkol.literal 0.5
  %2 = eshkol.float64 %number
  return %0, %1, %2 : f64, f64, f64
}
