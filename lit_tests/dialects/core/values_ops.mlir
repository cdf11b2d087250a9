// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @literals
func.func @literals() {
  // The largest and the smallest fixnum.
  // CHECK: eshkol.literal 2305843009213693951
  %0 = eshkol.literal 2305843009213693951
  // CHECK: eshkol.literal -2305843009213693952
  %1 = eshkol.literal -2305843009213693952
  // CHECK: eshkol.literal 1.500000e+00
  %2 = eshkol.literal 1.5
  // CHECK: eshkol.literal true
  %3 = eshkol.literal true
  // CHECK: eshkol.literal false
  %4 = eshkol.literal false
  // CHECK: eshkol.literal 955 : i32
  %5 = eshkol.literal 955 : i32
  // CHECK: eshkol.literal []
  %6 = eshkol.literal []
  // CHECK: eshkol.literal unit
  %7 = eshkol.literal unit
  // CHECK: eshkol.literal "(a \22b\22 . #(1 2))"
  %8 = eshkol.literal "(a \"b\" . #(1 2))"
  // CHECK: eshkol.literal 1 : i64 {origin = "macro"}
  %9 = eshkol.literal 1 {origin = "macro"}
  return
}

// CHECK-LABEL: @unboxed
// CHECK-SAME: (%[[V:.*]]: !eshkol.value, %[[X:.*]]: f64, %[[TEST:.*]]: i1)
func.func @unboxed(%v: !eshkol.value, %x: f64, %test: i1) {
  // CHECK: eshkol.flonum %[[X]]
  %0 = eshkol.flonum %x
  // CHECK: eshkol.float64 %[[V]]
  %1 = eshkol.float64 %v
  // CHECK: eshkol.boolean %[[TEST]]
  %2 = eshkol.boolean %test
  return
}

// CHECK-LABEL: @small_tensors
// CHECK-SAME: (%[[V:.*]]: !eshkol.value, %[[X:.*]]: vector<4xf64>, %[[Y:.*]]: f64)
func.func @small_tensors(%v: !eshkol.value, %x: vector<4xf64>, %y: f64) {
  // CHECK: eshkol.elements %[[V]], 3 : vector<4xf32>
  %0 = eshkol.elements %v, 3 : vector<4xf32>
  // CHECK: eshkol.small_tensor %[[X]], [2, 2] : vector<4xf64>
  %1 = eshkol.small_tensor %x, [2, 2] : vector<4xf64>
  // CHECK: eshkol.magnitude %[[Y]] of %[[X]], 3 : vector<4xf64>
  %2 = eshkol.magnitude %y of %x, 3 : vector<4xf64>
  return
}

// CHECK-LABEL: @states
func.func @states() {
  // CHECK: %[[U:.*]] = eshkol.undefined
  %u = eshkol.undefined
  // CHECK: eshkol.absent
  %a = eshkol.absent
  // CHECK: eshkol.check_defined %[[U]], "x"
  %d = eshkol.check_defined %u, "x"
  return
}

// CHECK-LABEL: @primitives
// CHECK-SAME: (%[[X:.*]]: !eshkol.value, %[[Y:.*]]: !eshkol.value)
func.func @primitives(%x: !eshkol.value, %y: !eshkol.value) -> i1 {
  // CHECK: eshkol.primitive @eshkol_newline()
  %0 = eshkol.primitive @eshkol_newline()
  // CHECK: %[[SUM:.*]] = eshkol.primitive @eshkol_add(%[[X]], %[[Y]])
  %1 = eshkol.primitive @eshkol_add(%x, %y)
  // CHECK: eshkol.is_true %[[SUM]]
  %2 = eshkol.is_true %1
  return %2 : i1
}

// CHECK-LABEL: @boxes
// CHECK-SAME: (%[[X:.*]]: !eshkol.value)
func.func @boxes(%x: !eshkol.value) {
  // CHECK: %[[BOX:.*]] = eshkol.box %[[X]]
  %box = eshkol.box %x
  // CHECK: %[[OLD:.*]] = eshkol.unbox %[[BOX]]
  %old = eshkol.unbox %box
  // CHECK: eshkol.set_box %[[BOX]], %[[OLD]]
  eshkol.set_box %box, %old
  return
}

// CHECK: eshkol.global @"main:public"
eshkol.global @"main:public"
// CHECK: eshkol.global "private" @hidden
eshkol.global "private" @hidden
// CHECK: eshkol.global @"library:x" external
eshkol.global @"library:x" external

// CHECK-LABEL: @globals
func.func @globals() {
  // CHECK: %[[X:.*]] = eshkol.get_global @"library:x"
  %x = eshkol.get_global @"library:x"
  // CHECK: eshkol.set_global @hidden, %[[X]]
  eshkol.set_global @hidden, %x
  return
}
