// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @lambda
// CHECK-SAME: (%[[K:.*]]: !eshkol.value)
func.func @lambda(%k: !eshkol.value) -> !eshkol.value {
  // CHECK: %[[F:.*]] = eshkol.lambda ["f"] required [2] rest [false] ({
  // CHECK-NEXT: ^bb0(%[[SELF:.*]]: !eshkol.value, %[[X:.*]]: !eshkol.value, %[[Y:.*]]: !eshkol.value):
  // CHECK-NEXT: %[[R:.*]] = eshkol.apply %[[SELF]](%[[X]], %[[Y]], %[[K]])
  // CHECK-NEXT: eshkol.return %[[R]]
  // CHECK-NEXT: }) {origin = "macro"}
  %f = eshkol.lambda ["f"] required [2] rest [false] ({
  ^bb0(%self: !eshkol.value, %x: !eshkol.value, %y: !eshkol.value):
    %r = eshkol.apply %self(%x, %y, %k)
    eshkol.return %r
  }) {origin = "macro"}
  // CHECK: return %[[F]]
  return %f : !eshkol.value
}

eshkol.global @offset
// CHECK-LABEL: @known_to_devices
// CHECK-SAME: (%[[K:.*]]: !eshkol.value)
func.func @known_to_devices(%k: !eshkol.value) -> !eshkol.value {
  // CHECK: eshkol.lambda ["f", "g"] required [0, 0] rest [false, false] keeping(%[[K]]) ({
  // CHECK: }) {device = [{number = 3 : i64, places = [0, @offset]}, unit]}
  %f, %g = eshkol.lambda ["f", "g"] required [0, 0] rest [false, false] keeping(%k) ({
  ^bb0(%f1: !eshkol.value, %g1: !eshkol.value):
    eshkol.return %k
  }, {
  ^bb0(%f2: !eshkol.value, %g2: !eshkol.value):
    eshkol.return %f2
  }) {device = [{number = 3 : i64, places = [0, @offset]}, unit]}
  return %f : !eshkol.value
}

// CHECK-LABEL: @group
func.func @group() -> (!eshkol.value, !eshkol.value) {
  // CHECK: %[[FG:.*]]:2 = eshkol.lambda ["f", ""] required [0, 1] rest [true, false] ({
  // CHECK-NEXT: ^bb0(%[[F1:.*]]: !eshkol.value, %[[G1:.*]]: !eshkol.value, %[[REST:.*]]: !eshkol.value):
  // CHECK-NEXT: eshkol.apply_list %[[G1]], %[[REST]]
  // CHECK: }, {
  // CHECK-NEXT: ^bb0(%[[F2:.*]]: !eshkol.value, %[[G2:.*]]: !eshkol.value, %[[X:.*]]: !eshkol.value):
  // CHECK-NEXT: eshkol.apply %[[F2]]()
  // CHECK: })
  %f, %g = eshkol.lambda ["f", ""] required [0, 1] rest [true, false] ({
  ^bb0(%f1: !eshkol.value, %g1: !eshkol.value, %rest: !eshkol.value):
    %r = eshkol.apply_list %g1, %rest
    eshkol.return %r
  }, {
  ^bb0(%f2: !eshkol.value, %g2: !eshkol.value, %x: !eshkol.value):
    %r = eshkol.apply %f2()
    eshkol.return %x
  })
  // CHECK: return %[[FG]]#0, %[[FG]]#1
  return %f, %g : !eshkol.value, !eshkol.value
}

func.func private @callee(!eshkol.value, !eshkol.value) -> !eshkol.value
func.func private @nullary() -> !eshkol.value
func.func private @body(!eshkol.value) -> !eshkol.value attributes {eshkol.self}

func.func private @unboxed(f64, !eshkol.value) -> i1
// CHECK-LABEL: @calls
// CHECK-SAME: (%[[X:.*]]: !eshkol.value)
func.func @calls(%x: !eshkol.value) {
  // CHECK: eshkol.call @nullary()
  %0 = eshkol.call @nullary()
  // CHECK: eshkol.call @callee(%[[X]], %[[X]])
  %1 = eshkol.call @callee(%x, %x)
  %number = arith.constant 1.0 : f64
  // CHECK: eshkol.call @unboxed(%{{.*}}, %[[X]]) : (f64, !eshkol.value) -> i1
  %test = eshkol.call @unboxed(%number, %x) : (f64, !eshkol.value) -> i1
  // CHECK: %[[P:.*]] = eshkol.procedure @callee
  %2 = eshkol.procedure @callee
  // CHECK: eshkol.apply %[[P]](%[[X]])
  %3 = eshkol.apply %2(%x)
  return
}

// CHECK-LABEL: @closures
// CHECK-SAME: (%[[X:.*]]: !eshkol.value)
func.func @closures(%x: !eshkol.value) {
  // CHECK: %[[NONE:.*]] = eshkol.closure @body[]
  %0 = eshkol.closure @body[]
  // CHECK: %[[C:.*]] = eshkol.closure @body[%[[X]], %[[NONE]]]
  %1 = eshkol.closure @body[%x, %0]
  // CHECK: %[[V:.*]] = eshkol.captured %[[C]], 1
  %2 = eshkol.captured %1, 1
  // CHECK: eshkol.set_captured %[[C]], 0, %[[V]]
  eshkol.set_captured %1, 0, %2
  return
}
