// Flonums and booleans travel in registers where something computes with them.
// RUN: eshkol-opt --eshkol-unbox --split-input-file %s | FileCheck %s

// A loop whose variable is always a flonum, and its result, which the caller computes with.
// CHECK-LABEL: func.func private @loop(
// CHECK-SAME: %[[I:.*]]: f64, %[[SUM:.*]]: f64) -> f64
// CHECK: %[[STOP:.*]] = arith.cmpf olt, %[[I]], %{{.*}} : f64
// CHECK: cf.cond_br %[[STOP]]
// CHECK: return %[[SUM]] : f64
// CHECK: %[[LESS:.*]] = arith.subf %[[I]], %{{.*}} : f64
// CHECK: %[[MORE:.*]] = arith.addf %[[I]], %[[SUM]] : f64
// CHECK: %[[R:.*]] = eshkol.call @loop(%[[LESS]], %[[MORE]]) : (f64, f64) -> f64
// CHECK-NEXT: return %[[R]] : f64
func.func private @loop(%i: !eshkol.value, %sum: !eshkol.value) -> !eshkol.value {
  %zero = eshkol.literal 0
  %less = eshkol.primitive @eshkol_less(%i, %zero)
  %stop = eshkol.is_true %less
  cf.cond_br %stop, ^bb1, ^bb2
^bb1:
  return %sum : !eshkol.value
^bb2:
  %one = eshkol.literal 1
  %next = eshkol.primitive @eshkol_subtract(%i, %one)
  %more = eshkol.primitive @eshkol_add(%i, %sum)
  %r = eshkol.call @loop(%next, %more)
  return %r : !eshkol.value
}

// What the program shows is a value again; literals are numbers.
// CHECK-LABEL: func.func @main()
// CHECK-DAG: %[[START:.*]] = arith.constant 1.000000e+01 : f64
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK: %[[SUM:.*]] = eshkol.call @loop(%[[START]], %[[ZERO]]) : (f64, f64) -> f64
// CHECK: %[[HALF:.*]] = arith.divf %[[SUM]], %{{.*}} : f64
// CHECK: %[[SHOWN:.*]] = eshkol.flonum %[[HALF]]
// CHECK: eshkol.primitive @eshkol_display(%[[SHOWN]]
func.func @main() -> !eshkol.value attributes {eshkol.unit = "program"} {
  %start = eshkol.literal 10.0
  %zero = eshkol.literal 0.0
  %sum = eshkol.call @loop(%start, %zero)
  %two = eshkol.literal 2
  %half = eshkol.primitive @eshkol_divide(%sum, %two)
  %port = eshkol.absent
  %r = eshkol.primitive @eshkol_display(%half, %port)
  return %r : !eshkol.value
}

// -----

// Nothing is known of the argument of one call, nor of what a procedure that is used as a value gets.
// CHECK-LABEL: func.func private @twice(
// CHECK-SAME: %{{.*}}: !eshkol.value) -> !eshkol.value
// CHECK: eshkol.primitive @eshkol_add
func.func private @twice(%x: !eshkol.value) -> !eshkol.value {
  %r = eshkol.primitive @eshkol_add(%x, %x)
  return %r : !eshkol.value
}
// CHECK-LABEL: func.func private @thrice(
// CHECK-SAME: %{{.*}}: !eshkol.value) -> !eshkol.value
func.func private @thrice(%x: !eshkol.value) -> !eshkol.value {
  %three = eshkol.literal 3.0
  %r = eshkol.primitive @eshkol_multiply(%x, %three)
  return %r : !eshkol.value
}
func.func @any(%x: !eshkol.value) -> !eshkol.value {
  %one = eshkol.literal 1.0
  %a = eshkol.call @twice(%one)
  %b = eshkol.call @twice(%x)
  %c = eshkol.call @thrice(%one)
  %d = eshkol.procedure @thrice
  %r = eshkol.apply %d(%a, %b, %c)
  return %r : !eshkol.value
}

// -----

// A flonum that is only passed on stays a value.
// CHECK-LABEL: func.func private @kept(
// CHECK-SAME: %{{.*}}: !eshkol.value)
func.func private @kept(%x: !eshkol.value) -> !eshkol.value {
  %r = eshkol.primitive @eshkol_cons(%x, %x)
  return %r : !eshkol.value
}
func.func @keeps() -> !eshkol.value {
  %one = eshkol.literal 1.0
  %r = eshkol.call @kept(%one)
  return %r : !eshkol.value
}

// -----

// Exact integers are converted where a flonum takes part, if no exact zero can be a divisor and no comparison
// becomes inexact.
// CHECK-LABEL: func.func @mixed(
// CHECK: %[[N:.*]] = eshkol.primitive @eshkol_internal_check_declared
// CHECK: %[[NUMBER:.*]] = eshkol.float64 %[[N]]
// CHECK: arith.mulf %{{.*}}, %[[NUMBER]] : f64
// CHECK: eshkol.primitive @eshkol_divide(%{{.*}}, %[[N]])
// CHECK: eshkol.primitive @eshkol_less(%{{.*}}, %[[N]])
// CHECK: arith.cmpf ogt
func.func @mixed(%x: !eshkol.value) -> !eshkol.value {
  %check = eshkol.literal 2
  %text = eshkol.literal "\22x\22"
  %n = eshkol.primitive @eshkol_internal_check_declared(%x, %check, %text, %text)
  %half = eshkol.literal 0.5
  %a = eshkol.primitive @eshkol_multiply(%half, %n)
  %b = eshkol.primitive @eshkol_divide(%a, %n)
  %c = eshkol.primitive @eshkol_less(%a, %n)
  %seven = eshkol.literal 7
  %d = eshkol.primitive @eshkol_greater(%a, %seven)
  %r = eshkol.primitive @eshkol_internal_vector_of(%a, %b, %c, %d)
  return %r : !eshkol.value
}

// -----

// A value is made from a number once where the first one is always there, otherwise in each branch.
// CHECK-LABEL: func.func @branches(
// CHECK: %[[SUM:.*]] = arith.addf
// CHECK: cf.cond_br
// CHECK: %[[BOX:.*]] = eshkol.flonum %[[SUM]]
// CHECK-NEXT: %[[PAIR:.*]] = eshkol.primitive @eshkol_cons(%[[BOX]], %[[BOX]])
// CHECK: return %[[PAIR]]
// CHECK: %[[OTHER:.*]] = eshkol.flonum %[[SUM]]
// CHECK-NEXT: return %[[OTHER]]
func.func @branches(%c: i1) -> !eshkol.value {
  %a = eshkol.literal 1.0
  %sum = eshkol.primitive @eshkol_add(%a, %a)
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  %pair = eshkol.primitive @eshkol_cons(%sum, %sum)
  return %pair : !eshkol.value
^bb2:
  return %sum : !eshkol.value
}

// -----

// What closures capture and global variables hold is known where all that is stored is.
// CHECK-LABEL: func.func private @scale(
// CHECK: %[[K:.*]] = eshkol.captured
// CHECK: eshkol.float64 %[[K]]
// CHECK: %[[G:.*]] = eshkol.check_defined
// CHECK: eshkol.float64 %[[G]]
// CHECK: arith.mulf
eshkol.global "private" @step
func.func private @scale(%self: !eshkol.value) -> !eshkol.value attributes {eshkol.self} {
  %k = eshkol.captured %self, 0
  %read = eshkol.get_global @step
  %g = eshkol.check_defined %read, "step"
  %r = eshkol.primitive @eshkol_multiply(%k, %g)
  return %r : !eshkol.value
}
func.func @make() -> !eshkol.value {
  %one = eshkol.literal 1.0
  eshkol.set_global @step, %one
  %r = eshkol.closure @scale[%one]
  return %r : !eshkol.value
}

// -----

// Other units may store anything into a public variable.
// CHECK-LABEL: func.func @public(
// CHECK: eshkol.primitive @eshkol_multiply
eshkol.global @shared
func.func @public() -> !eshkol.value {
  %one = eshkol.literal 1.0
  eshkol.set_global @shared, %one
  %read = eshkol.get_global @shared
  %g = eshkol.check_defined %read, "shared"
  %r = eshkol.primitive @eshkol_multiply(%one, %g)
  return %r : !eshkol.value
}
