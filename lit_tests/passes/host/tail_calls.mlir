// RUN: eshkol-opt --eshkol-tail-calls --split-input-file %s | FileCheck %s

func.func private @f(!eshkol.value) -> !eshkol.value

// Each branch returns by itself, and the block in which they met is gone.
// CHECK-LABEL: func.func @branches(
// CHECK-SAME: %[[C:.*]]: i1, %[[X:.*]]: !eshkol.value)
// CHECK-NEXT: cf.cond_br %[[C]], ^[[THEN:.*]], ^[[ELSE:.*]]
// CHECK-NEXT: ^[[THEN]]:
// CHECK-NEXT: %[[R:.*]] = eshkol.call @f(%[[X]])
// CHECK-NEXT: return %[[R]]
// CHECK-NEXT: ^[[ELSE]]:
// CHECK-NEXT: return %[[X]]
// CHECK-NEXT: }
func.func @branches(%c: i1, %x: !eshkol.value) -> !eshkol.value {
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  %0 = eshkol.call @f(%x)
  cf.br ^bb3(%0 : !eshkol.value)
^bb2:
  cf.br ^bb3(%x : !eshkol.value)
^bb3(%r: !eshkol.value):
  return %r : !eshkol.value
}

// -----

// Branches in branches: from the inner meeting block to the outer one to the return.
// CHECK-LABEL: func.func @nested(
// CHECK: eshkol.apply %{{.*}}()
// CHECK: %[[R1:.*]] = eshkol.apply %{{.*}}(%{{.*}})
// CHECK-NEXT: return %[[R1]]
// CHECK: %[[R2:.*]] = eshkol.apply_list
// CHECK-NEXT: return %[[R2]]
// CHECK-NOT: cf.br
// CHECK: %[[R3:.*]] = eshkol.apply %{{.*}}(%{{.*}}, %{{.*}})
// CHECK-NEXT: return %[[R3]]
// CHECK-NOT: return
// CHECK-NOT: cf.br
func.func @nested(%f: !eshkol.value, %x: !eshkol.value) -> !eshkol.value {
  %c = eshkol.is_true %x
  cf.cond_br %c, ^outer_then, ^outer_else
^outer_then:
  %0 = eshkol.apply %f()
  %d = eshkol.is_true %0
  cf.cond_br %d, ^inner_then, ^inner_else
^inner_then:
  %1 = eshkol.apply %f(%x)
  cf.br ^inner(%1 : !eshkol.value)
^inner_else:
  %2 = eshkol.apply_list %f, %x
  cf.br ^inner(%2 : !eshkol.value)
^inner(%3: !eshkol.value):
  cf.br ^outer(%3 : !eshkol.value)
^outer_else:
  %4 = eshkol.apply %f(%x, %x)
  cf.br ^outer(%4 : !eshkol.value)
^outer(%5: !eshkol.value):
  return %5 : !eshkol.value
}

// -----

// A value that is not that of the call remains what is returned.
// CHECK-LABEL: func.func @other_value(
// CHECK-SAME: %[[X:.*]]: !eshkol.value)
// CHECK: eshkol.apply %[[X]]()
// CHECK-NEXT: return %[[X]]
func.func @other_value(%x: !eshkol.value) -> !eshkol.value {
  %0 = eshkol.apply %x()
  cf.br ^bb1(%0 : !eshkol.value)
^bb1(%1: !eshkol.value):
  return %x : !eshkol.value
}

// -----

// A block that does more is no return.
// CHECK-LABEL: func.func @more_to_do(
// CHECK-COUNT-2: cf.br ^[[END:.*]](
// CHECK: ^[[END]](%[[R:.*]]: !eshkol.value):
// CHECK-NEXT: %[[D:.*]] = eshkol.primitive @eshkol_display(%[[R]])
// CHECK-NEXT: return %[[D]]
func.func @more_to_do(%c: i1, %x: !eshkol.value) -> !eshkol.value {
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  %0 = eshkol.apply %x()
  cf.br ^bb3(%0 : !eshkol.value)
^bb2:
  cf.br ^bb3(%x : !eshkol.value)
^bb3(%r: !eshkol.value):
  %d = eshkol.primitive @eshkol_display(%r)
  return %d : !eshkol.value
}

// -----

// A conditional branch to the return remains, and with it the block.
// CHECK-LABEL: func.func @conditional(
// CHECK: cf.cond_br %{{.*}}, ^[[CALL:.*]], ^[[END:.*]](%{{.*}} : !eshkol.value)
// CHECK-NEXT: ^[[CALL]]:
// CHECK-NEXT: %[[R:.*]] = eshkol.apply
// CHECK-NEXT: return %[[R]]
// CHECK-NEXT: ^[[END]](%[[V:.*]]: !eshkol.value):
// CHECK-NEXT: return %[[V]]
func.func @conditional(%c: i1, %x: !eshkol.value) -> !eshkol.value {
  cf.cond_br %c, ^bb1, ^bb2(%x : !eshkol.value)
^bb1:
  %0 = eshkol.apply %x()
  cf.br ^bb2(%0 : !eshkol.value)
^bb2(%r: !eshkol.value):
  return %r : !eshkol.value
}
