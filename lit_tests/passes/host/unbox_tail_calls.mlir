// Tail calls stay jumps: procedures that end with calls of each other return their results in the same way.
// RUN: eshkol-opt --eshkol-unbox --split-input-file %s | FileCheck %s

// The result of @even is computed with, so that of @odd is an f64 as well.
// CHECK-LABEL: func.func private @even(
// CHECK-SAME: f64) -> f64
// CHECK: %[[R:.*]] = eshkol.call @odd(%{{.*}}) : (f64) -> f64
// CHECK-NEXT: return %[[R]] : f64
func.func private @even(%x: !eshkol.value) -> !eshkol.value {
  %two = eshkol.literal 2.0
  %y = eshkol.primitive @eshkol_subtract(%x, %two)
  %r = eshkol.call @odd(%y)
  return %r : !eshkol.value
}
// CHECK-LABEL: func.func private @odd(
// CHECK-SAME: f64) -> f64
// CHECK: %[[R:.*]] = eshkol.call @even(%{{.*}}) : (f64) -> f64
// CHECK-NEXT: return %[[R]] : f64
func.func private @odd(%x: !eshkol.value) -> !eshkol.value {
  %zero = eshkol.literal 0.0
  %done = eshkol.primitive @eshkol_less(%x, %zero)
  %stop = eshkol.is_true %done
  cf.cond_br %stop, ^bb1, ^bb2
^bb1:
  return %x : !eshkol.value
^bb2:
  %r = eshkol.call @even(%x)
  return %r : !eshkol.value
}
func.func @main() -> !eshkol.value {
  %x = eshkol.literal 9.0
  %y = eshkol.call @even(%x)
  %r = eshkol.primitive @eshkol_add(%y, %y)
  return %r : !eshkol.value
}

// -----

// One that ends with a call of unknown code returns a word, and so does one that ends with a call of it.
// CHECK-LABEL: func.func private @first(
// CHECK-SAME: f64) -> !eshkol.value
// CHECK: %[[R:.*]] = eshkol.call @second(%{{.*}}) : (f64) -> !eshkol.value
// CHECK-NEXT: return %[[R]]
func.func private @first(%x: !eshkol.value) -> !eshkol.value {
  %y = eshkol.primitive @eshkol_add(%x, %x)
  %r = eshkol.call @second(%y)
  return %r : !eshkol.value
}
// CHECK-LABEL: func.func private @second(
// CHECK-SAME: f64) -> !eshkol.value
func.func private @second(%x: !eshkol.value) -> !eshkol.value {
  %y = eshkol.primitive @eshkol_add(%x, %x)
  %f = eshkol.procedure @any
  %r = eshkol.apply %f(%y)
  return %r : !eshkol.value
}
func.func @any(%x: !eshkol.value) -> !eshkol.value {
  %one = eshkol.literal 1.0
  %y = eshkol.call @first(%one)
  %r = eshkol.primitive @eshkol_add(%y, %one)
  return %r : !eshkol.value
}

// -----

// A procedure that never returns does not matter.
// CHECK-LABEL: func.func private @root(
// CHECK-SAME: f64) -> f64
// CHECK: eshkol.call @"library:error"(%{{.*}})
func.func private @"library:error"(!eshkol.value) -> !eshkol.value
func.func private @root(%x: !eshkol.value) -> !eshkol.value {
  %bad = eshkol.primitive @eshkol_negative_p(%x)
  %fails = eshkol.is_true %bad
  cf.cond_br %fails, ^bb1, ^bb2
^bb1:
  %e = eshkol.call @"library:error"(%x)
  return %e : !eshkol.value
^bb2:
  %r = eshkol.primitive @eshkol_multiply(%x, %x)
  return %r : !eshkol.value
}
func.func @main() -> !eshkol.value {
  %x = eshkol.literal 9.0
  %y = eshkol.call @root(%x)
  %r = eshkol.primitive @eshkol_add(%y, %y)
  return %r : !eshkol.value
}
