// Procedures that are used as values.
// RUN: eshkol-opt --eshkol-convert-closures --split-input-file %s | FileCheck %s --implicit-check-not=eshkol.lambda

// Without captured variables there is one for the whole program.
// CHECK-LABEL: func.func @constant(
// CHECK-NEXT: %[[F:.*]] = eshkol.procedure @"constant/f"
// CHECK-NEXT: return %[[F]]
// CHECK: func.func private @"constant/f"(%[[X:.*]]: !eshkol.value) -> !eshkol.value attributes {eshkol.name = "f"} {
// CHECK: return %[[X]]
func.func @constant() -> !eshkol.value {
  %f = eshkol.lambda ["f"] required [1] rest [false] ({
  ^bb0(%self: !eshkol.value, %x: !eshkol.value):
    eshkol.return %x
  })
  return %f : !eshkol.value
}

// -----

// With captured variables the function gets the closure, and reads them from it.
// CHECK-LABEL: func.func @adder(
// CHECK-SAME: %[[X:.*]]: !eshkol.value, %[[Y:.*]]: !eshkol.value)
// CHECK-NEXT: %[[F:.*]] = eshkol.closure @"adder/lambda"[%[[X]], %[[Y]]]
// CHECK-NEXT: return %[[F]]
// CHECK: func.func private @"adder/lambda"(
// CHECK-SAME: %[[SELF:.*]]: !eshkol.value, %[[N:.*]]: !eshkol.value) -> !eshkol.value attributes {eshkol.self} {
// CHECK-DAG: %[[X1:.*]] = eshkol.captured %[[SELF]], 0
// CHECK-DAG: %[[Y1:.*]] = eshkol.captured %[[SELF]], 1
// CHECK: %[[SUM:.*]] = eshkol.primitive @eshkol_add(%[[X1]], %[[N]])
// CHECK: %[[TOTAL:.*]] = eshkol.primitive @eshkol_add(%[[SUM]], %[[Y1]])
// CHECK: return %[[TOTAL]]
func.func @adder(%x: !eshkol.value, %y: !eshkol.value) -> !eshkol.value {
  %f = eshkol.lambda [""] required [1] rest [false] ({
  ^bb0(%self: !eshkol.value, %n: !eshkol.value):
    %sum = eshkol.primitive @eshkol_add(%x, %n)
    %total = eshkol.primitive @eshkol_add(%sum, %y)
    eshkol.return %total
  })
  return %f : !eshkol.value
}

// -----

// Calls by name of a procedure that is a value as well go to its function: around it with the closure that
// was made, inside of it with the one that it got.
// CHECK-LABEL: func.func @called(
// CHECK-SAME: %[[X:.*]]: !eshkol.value)
// CHECK-NEXT: %[[F:.*]] = eshkol.closure @"called/f"[%[[X]]]
// CHECK-NEXT: eshkol.call @"called/f"(%[[F]], %[[X]])
// CHECK-NEXT: return %[[F]]
// CHECK: func.func private @"called/f"(
// CHECK-SAME: %[[SELF:.*]]: !eshkol.value, %[[N:.*]]: !eshkol.value)
// CHECK-NEXT: %[[X1:.*]] = eshkol.captured %[[SELF]], 0
// CHECK-NEXT: eshkol.call @"called/f"(%[[SELF]], %[[X1]])
func.func @called(%x: !eshkol.value) -> !eshkol.value {
  %f = eshkol.lambda ["f"] required [1] rest [false] ({
  ^bb0(%self: !eshkol.value, %n: !eshkol.value):
    %r = eshkol.apply %self(%x)
    eshkol.return %r
  })
  %r = eshkol.apply %f(%x)
  return %f : !eshkol.value
}

// -----

// A procedure returns itself: the closure that was called, where there is one.
// CHECK-LABEL: func.func @itself(
// CHECK-SAME: %[[X:.*]]: !eshkol.value)
// CHECK-NEXT: eshkol.closure @"itself/f"[%[[X]]]
// CHECK-NEXT: eshkol.procedure @"itself/g"
// CHECK: func.func private @"itself/f"(%[[SELF:.*]]: !eshkol.value)
// CHECK-SAME: eshkol.self
// CHECK-NOT: eshkol.closure
// CHECK: return %[[SELF]]
// CHECK: func.func private @"itself/g"()
// CHECK-SAME: attributes {eshkol.name = "g"} {
// CHECK-NEXT: %[[G:.*]] = eshkol.procedure @"itself/g"
// CHECK-NEXT: return %[[G]]
func.func @itself(%x: !eshkol.value) -> (!eshkol.value, !eshkol.value) {
  %f = eshkol.lambda ["f"] required [0] rest [false] ({
  ^bb0(%self: !eshkol.value):
    %y = eshkol.primitive @eshkol_display(%x)
    eshkol.return %self
  })
  %g = eshkol.lambda ["g"] required [0] rest [false] ({
  ^bb0(%self: !eshkol.value):
    eshkol.return %self
  })
  return %f, %g : !eshkol.value, !eshkol.value
}

// -----

// (f f) is both a call by name and a use as a value.
// CHECK-LABEL: func.func @passed_to_itself(
// CHECK-NEXT: %[[F:.*]] = eshkol.procedure @"passed_to_itself/f"
// CHECK-NEXT: %[[R:.*]] = eshkol.call @"passed_to_itself/f"(%[[F]])
// CHECK-NEXT: return %[[R]]
// CHECK: func.func private @"passed_to_itself/f"(%[[X:.*]]: !eshkol.value)
// CHECK: %[[F1:.*]] = eshkol.procedure @"passed_to_itself/f"
// CHECK: eshkol.call @"passed_to_itself/f"(%[[F1]])
// CHECK: eshkol.apply %[[X]](%[[X]])
func.func @passed_to_itself() -> !eshkol.value {
  %f = eshkol.lambda ["f"] required [1] rest [false] ({
  ^bb0(%self: !eshkol.value, %x: !eshkol.value):
    %0 = eshkol.apply %self(%self)
    %1 = eshkol.apply %x(%x)
    eshkol.return %1
  })
  %r = eshkol.apply %f(%f)
  return %r : !eshkol.value
}

// -----

// Of two closures that capture each other, the first is made without the second, and completed then.
// CHECK-LABEL: func.func @each_other(
// CHECK-SAME: %[[X:.*]]: !eshkol.value)
// CHECK: %[[NONE:.*]] = eshkol.undefined
// CHECK-NEXT: %[[F:.*]] = eshkol.closure @"each_other/f"[%[[X]], %[[NONE]]]
// CHECK-NEXT: %[[G:.*]] = eshkol.closure @"each_other/g"[%[[X]], %[[F]]]
// CHECK-NEXT: eshkol.set_captured %[[F]], 1, %[[G]]
// CHECK-NEXT: return %[[F]], %[[G]]
// CHECK: func.func private @"each_other/f"(%[[SELF:.*]]: !eshkol.value)
// CHECK: %[[G1:.*]] = eshkol.captured %[[SELF]], 1
// CHECK: return %[[G1]]
// CHECK: func.func private @"each_other/g"(%[[SELF:.*]]: !eshkol.value)
// CHECK: %[[F1:.*]] = eshkol.captured %[[SELF]], 1
// CHECK: return %[[F1]]
func.func @each_other(%x: !eshkol.value) -> (!eshkol.value, !eshkol.value) {
  %f, %g = eshkol.lambda ["f", "g"] required [0, 0] rest [false, false] ({
  ^bb0(%f1: !eshkol.value, %g1: !eshkol.value):
    %0 = eshkol.primitive @eshkol_display(%x)
    eshkol.return %g1
  }, {
  ^bb0(%f2: !eshkol.value, %g2: !eshkol.value):
    %0 = eshkol.primitive @eshkol_display(%x)
    eshkol.return %f2
  })
  return %f, %g : !eshkol.value, !eshkol.value
}

// -----

// One that is only called gets the closure of the other one as a parameter; the other one hands on itself.
// CHECK-LABEL: func.func @one_escapes(
// CHECK-SAME: %[[X:.*]]: !eshkol.value, %[[Y:.*]]: !eshkol.value)
// CHECK-NEXT: %[[E:.*]] = eshkol.closure @"one_escapes/escaping"[%[[X]], %[[Y]]]
// CHECK-NEXT: %[[R:.*]] = eshkol.call @"one_escapes/called"(%[[Y]], %[[E]], %[[X]])
// CHECK-NEXT: return %[[R]]
// CHECK: func.func private @"one_escapes/called"(
// CHECK-SAME: %[[Y1:.*]]: !eshkol.value, %[[E1:.*]]: !eshkol.value, %[[N:.*]]: !eshkol.value) -> !eshkol.value {
// CHECK: eshkol.primitive @eshkol_add(%[[N]], %[[Y1]])
// CHECK: return %[[E1]]
// CHECK: func.func private @"one_escapes/escaping"(%[[SELF:.*]]: !eshkol.value) -> !eshkol.value attributes {eshkol.name = "escaping", eshkol.self} {
// CHECK-DAG: %[[X2:.*]] = eshkol.captured %[[SELF]], 0
// CHECK-DAG: %[[Y2:.*]] = eshkol.captured %[[SELF]], 1
// CHECK: eshkol.call @"one_escapes/called"(%[[Y2]], %[[SELF]], %[[X2]])
func.func @one_escapes(%x: !eshkol.value, %y: !eshkol.value) -> !eshkol.value {
  %called, %escaping = eshkol.lambda ["called", "escaping"] required [1, 0] rest [false, false] ({
  ^bb0(%called1: !eshkol.value, %escaping1: !eshkol.value, %n: !eshkol.value):
    %sum = eshkol.primitive @eshkol_add(%n, %y)
    eshkol.return %escaping1
  }, {
  ^bb0(%called2: !eshkol.value, %escaping2: !eshkol.value):
    %r = eshkol.apply %called2(%x)
    eshkol.return %r
  })
  %r = eshkol.apply %called(%x)
  return %r : !eshkol.value
}

// -----

// What a procedure inside of another one captures from further outside, the outer one captures as well.
// CHECK-LABEL: func.func @curried(
// CHECK-SAME: %[[K:.*]]: !eshkol.value)
// CHECK-NEXT: eshkol.closure @"curried/f"[%[[K]]]
// CHECK: func.func private @"curried/f"(
// CHECK-SAME: %[[SELF:.*]]: !eshkol.value, %[[X:.*]]: !eshkol.value)
// CHECK-NEXT: %[[K1:.*]] = eshkol.captured %[[SELF]], 0
// CHECK-NEXT: eshkol.closure @"curried/f/g"[%[[X]], %[[K1]]]
// CHECK: func.func private @"curried/f/g"(
// CHECK-SAME: %[[SELF:.*]]: !eshkol.value, %[[Y:.*]]: !eshkol.value)
// CHECK-DAG: %[[X2:.*]] = eshkol.captured %[[SELF]], 0
// CHECK-DAG: %[[K2:.*]] = eshkol.captured %[[SELF]], 1
// CHECK: eshkol.primitive @eshkol_list(%[[X2]], %[[Y]], %[[K2]])
func.func @curried(%k: !eshkol.value) -> !eshkol.value {
  %f = eshkol.lambda ["f"] required [1] rest [false] ({
  ^bb0(%f1: !eshkol.value, %x: !eshkol.value):
    %g = eshkol.lambda ["g"] required [1] rest [false] ({
    ^bb0(%g1: !eshkol.value, %y: !eshkol.value):
      %r = eshkol.primitive @eshkol_list(%x, %y, %k)
      eshkol.return %r
    })
    eshkol.return %g
  })
  return %f : !eshkol.value
}

// -----

// A closure that calls a procedure around it captures what that one needs.
// CHECK-LABEL: func.func @calls_outer(
// CHECK-SAME: %[[K:.*]]: !eshkol.value)
// CHECK-NEXT: eshkol.closure @"calls_outer/g"[%[[K]]]
// CHECK: func.func private @"calls_outer/h"(
// CHECK-SAME: %[[K1:.*]]: !eshkol.value, %[[X:.*]]: !eshkol.value)
// CHECK: eshkol.primitive @eshkol_add(%[[X]], %[[K1]])
// CHECK: func.func private @"calls_outer/g"(
// CHECK-SAME: %[[SELF:.*]]: !eshkol.value, %[[Y:.*]]: !eshkol.value)
// CHECK-NEXT: %[[K2:.*]] = eshkol.captured %[[SELF]], 0
// CHECK-NEXT: eshkol.call @"calls_outer/h"(%[[K2]], %[[Y]])
func.func @calls_outer(%k: !eshkol.value) -> !eshkol.value {
  %h = eshkol.lambda ["h"] required [1] rest [false] ({
  ^bb0(%self: !eshkol.value, %x: !eshkol.value):
    %sum = eshkol.primitive @eshkol_add(%x, %k)
    eshkol.return %sum
  })
  %g = eshkol.lambda ["g"] required [1] rest [false] ({
  ^bb0(%self: !eshkol.value, %y: !eshkol.value):
    %r = eshkol.apply %h(%y)
    eshkol.return %r
  })
  return %g : !eshkol.value
}

// -----

// Further arguments: the uniform entry collects them, so that the procedure is called through it.
// CHECK-LABEL: func.func @further(
// CHECK-SAME: %[[X:.*]]: !eshkol.value)
// CHECK-NEXT: %[[F:.*]] = eshkol.procedure @"further/f"
// CHECK-NEXT: eshkol.apply %[[F]](%[[X]], %[[X]])
// CHECK: func.func private @"further/f"(
// CHECK-SAME: %[[FIRST:.*]]: !eshkol.value, %[[REST:.*]]: !eshkol.value) -> !eshkol.value attributes {eshkol.name = "f", eshkol.rest} {
// CHECK: return %[[REST]]
func.func @further(%x: !eshkol.value) -> !eshkol.value {
  %f = eshkol.lambda ["f"] required [1] rest [true] ({
  ^bb0(%self: !eshkol.value, %first: !eshkol.value, %rest: !eshkol.value):
    eshkol.return %rest
  })
  %r = eshkol.apply %f(%x, %x)
  return %r : !eshkol.value
}

// -----

// A wrong number of arguments is an error of the program, which the uniform entry raises.
// CHECK-LABEL: func.func @wrong_number(
// CHECK-SAME: %[[X:.*]]: !eshkol.value)
// CHECK-NEXT: %[[F:.*]] = eshkol.procedure @"wrong_number/f"
// CHECK-NEXT: eshkol.apply %[[F]](%[[X]], %[[X]])
// CHECK-NEXT: eshkol.call @"wrong_number/f"(%[[X]])
func.func @wrong_number(%x: !eshkol.value) -> !eshkol.value {
  %f = eshkol.lambda ["f"] required [1] rest [false] ({
  ^bb0(%self: !eshkol.value, %y: !eshkol.value):
    eshkol.return %y
  })
  %0 = eshkol.apply %f(%x, %x)
  %1 = eshkol.apply %f(%x)
  return %1 : !eshkol.value
}

// -----

// The elements of a list may be of any number.
// CHECK-LABEL: func.func @spread(
// CHECK-SAME: %[[L:.*]]: !eshkol.value)
// CHECK-NEXT: %[[F:.*]] = eshkol.procedure @"spread/f"
// CHECK-NEXT: eshkol.apply_list %[[F]], %[[L]]
func.func @spread(%l: !eshkol.value) -> !eshkol.value {
  %f = eshkol.lambda ["f"] required [1] rest [false] ({
  ^bb0(%self: !eshkol.value, %y: !eshkol.value):
    eshkol.return %y
  })
  %r = eshkol.apply_list %f, %l
  return %r : !eshkol.value
}

// -----

// Constants are made again where they are used: what refers to nothing else needs no closure.
// CHECK-LABEL: func.func @constants(
// CHECK: %[[F:.*]] = eshkol.procedure @"constants/f"
// CHECK-NOT: eshkol.closure
// CHECK: %[[G:.*]] = eshkol.procedure @"constants/g"
// CHECK: return %[[F]], %[[G]]
// CHECK: func.func private @"constants/f"()
// CHECK-DAG: %[[TRUE:.*]] = arith.constant true
// CHECK-DAG: %[[FIVE:.*]] = eshkol.literal 5
// CHECK: arith.select %[[TRUE]], %[[FIVE]], %{{.*}} : !eshkol.value
// CHECK: func.func private @"constants/g"()
// CHECK: eshkol.procedure @"constants/f"
func.func @constants() -> (!eshkol.value, !eshkol.value) {
  %true = arith.constant true
  %five = eshkol.literal 5
  %f = eshkol.lambda ["f"] required [0] rest [false] ({
  ^bb0(%self: !eshkol.value):
    %r = arith.select %true, %five, %self : !eshkol.value
    eshkol.return %r
  })
  %g = eshkol.lambda ["g"] required [0] rest [false] ({
  ^bb0(%self: !eshkol.value):
    eshkol.return %f
  })
  return %f, %g : !eshkol.value, !eshkol.value
}

// -----

// What device code needs of a closure is captured, constants too; the attribute of the function says where it is.
// CHECK-LABEL: func.func @known_to_devices(
// CHECK-SAME: %[[X:.*]]: !eshkol.value, %[[Y:.*]]: !eshkol.value)
// CHECK: %[[TWO:.*]] = eshkol.literal 2 : i64
// CHECK: eshkol.closure @"known_to_devices/f"[%[[Y]], %[[TWO]], %[[X]]]
// CHECK: func.func private @"known_to_devices/f"
// CHECK-SAME: eshkol.device = {number = 7 : i64, places = [0, @offset, 1]}
eshkol.global @offset
func.func @known_to_devices(%x: !eshkol.value, %y: !eshkol.value) -> !eshkol.value {
  %two = eshkol.literal 2 : i64
  %f = eshkol.lambda ["f"] required [0] rest [false] keeping(%two, %y) ({
  ^bb0(%self: !eshkol.value):
    %r = eshkol.primitive @eshkol_add(%x, %two)
    eshkol.return %r
  }) {device = [{number = 7 : i64, places = [1, @offset, 0]}]}
  return %f : !eshkol.value
}

// -----

// A procedure that is only called captures nothing, and nobody asks what it is to device code.
// CHECK-LABEL: func.func @only_called(
// CHECK: eshkol.call @"only_called/f"()
// CHECK: func.func private @"only_called/f"() -> !eshkol.value {
func.func @only_called(%x: !eshkol.value) -> !eshkol.value {
  %f = eshkol.lambda ["f"] required [0] rest [false] keeping(%x) ({
  ^bb0(%self: !eshkol.value):
    %r = eshkol.literal 1 : i64
    eshkol.return %r
  }) {device = [{number = 0 : i64, places = [0]}]}
  %r = eshkol.apply %f()
  return %r : !eshkol.value
}
