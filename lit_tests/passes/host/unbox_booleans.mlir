// Comparisons are branched on without a value for their result.
// RUN: eshkol-opt --eshkol-unbox %s | FileCheck %s

// CHECK-LABEL: func.func private @inside(
// CHECK-SAME: %[[X:.*]]: f64) -> i1
// CHECK: %[[TEST:.*]] = arith.cmpf ole, %[[X]], %{{.*}} : f64
// CHECK: %[[NOT:.*]] = arith.xori %[[TEST]], %{{.*}} : i1
// CHECK: return %[[NOT]] : i1
func.func private @inside(%x: !eshkol.value) -> !eshkol.value {
  %one = eshkol.literal 1
  %test = eshkol.primitive @eshkol_less_equal(%x, %one)
  %not = eshkol.primitive @eshkol_not(%test)
  return %not : !eshkol.value
}

// CHECK-LABEL: func.func @main(
// CHECK: %[[R:.*]] = eshkol.call @inside(%{{.*}}) : (f64) -> i1
// CHECK-NEXT: cf.cond_br %[[R]]
// CHECK: %[[V:.*]] = eshkol.boolean %[[R]]
// CHECK-NEXT: return %[[V]]
func.func @main() -> !eshkol.value {
  %x = eshkol.literal 0.5
  %r = eshkol.call @inside(%x)
  %test = eshkol.is_true %r
  cf.cond_br %test, ^bb1, ^bb2
^bb1:
  return %r : !eshkol.value
^bb2:
  return %x : !eshkol.value
}

// Comparisons of anything may compare tensors.
// CHECK-LABEL: func.func @anything(
// CHECK: %[[T:.*]] = eshkol.primitive @eshkol_less
// CHECK: return %[[T]]
func.func @anything(%x: !eshkol.value) -> !eshkol.value {
  %t = eshkol.primitive @eshkol_less(%x, %x)
  return %t : !eshkol.value
}
