// A procedure that checks declared types is two: calls whose arguments are known to pass go to the one without checks.
// RUN: eshkol-opt --eshkol-unbox --split-input-file %s | FileCheck %s

// CHECK-LABEL: func.func private @half(
// CHECK-SAME: %[[X:.*]]: !eshkol.value, %[[N:.*]]: !eshkol.value) -> !eshkol.value
// CHECK: %[[A:.*]] = eshkol.primitive @eshkol_internal_check_declared(%[[X]],
// CHECK: %[[NUMBER:.*]] = eshkol.float64 %[[A]]
// CHECK: %[[B:.*]] = eshkol.primitive @eshkol_internal_check_declared(%[[N]],
// CHECK: %[[R:.*]] = eshkol.call @"half/unboxed"(%[[NUMBER]], %[[B]]) : (f64, !eshkol.value) -> f64
// CHECK: %[[V:.*]] = eshkol.flonum %[[R]]
// CHECK: return %[[V]]
// CHECK-LABEL: func.func private @"half/unboxed"(
// CHECK-SAME: %[[X:.*]]: f64, %[[N:.*]]: !eshkol.value) -> f64
// CHECK-NOT: eshkol_internal_check_declared
func.func private @half(%x: !eshkol.value, %n: !eshkol.value) -> !eshkol.value attributes {eshkol.name = "half"} {
  %text = eshkol.literal "\22x\22"
  %float64 = eshkol.literal 0
  %a = eshkol.primitive @eshkol_internal_check_declared(%x, %float64, %text, %text)
  %integer = eshkol.literal 2
  %b = eshkol.primitive @eshkol_internal_check_declared(%n, %integer, %text, %text)
  %r = eshkol.primitive @eshkol_multiply(%a, %b)
  return %r : !eshkol.value
}

// CHECK-LABEL: func.func @main(
// CHECK: %[[R:.*]] = eshkol.call @"half/unboxed"(%{{.*}}, %{{.*}}) : (f64, !eshkol.value) -> f64
// CHECK: arith.addf %[[R]], %[[R]]
// CHECK: eshkol.call @half(%{{.*}}, %{{.*}})
func.func @main(%any: !eshkol.value) -> !eshkol.value {
  %x = eshkol.literal 1.0
  %n = eshkol.literal 2
  %a = eshkol.call @half(%x, %n)
  %b = eshkol.primitive @eshkol_add(%a, %a)
  %c = eshkol.call @half(%any, %n)
  %f = eshkol.procedure @half
  %r = eshkol.primitive @eshkol_internal_vector_of(%b, %c, %f)
  return %r : !eshkol.value
}

// -----

// A check of what is known is none.
// CHECK-LABEL: func.func @known()
// CHECK-NOT: eshkol_internal_check_declared
// CHECK: arith.addf
func.func @known() -> !eshkol.value {
  %text = eshkol.literal "\22x\22"
  %float64 = eshkol.literal 0
  %x = eshkol.literal 1.0
  %a = eshkol.primitive @eshkol_internal_check_declared(%x, %float64, %text, %text)
  %b = eshkol.primitive @eshkol_add(%a, %a)
  return %b : !eshkol.value
}
