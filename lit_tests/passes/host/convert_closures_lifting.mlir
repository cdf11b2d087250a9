// Procedures that are only called: nothing is allocated for them, and calls say what they call.
// RUN: eshkol-opt --eshkol-convert-closures --split-input-file %s | FileCheck %s --implicit-check-not=eshkol.closure --implicit-check-not=eshkol.procedure --implicit-check-not=eshkol.lambda --implicit-check-not=eshkol.apply

// A loop: the variable that it uses from outside becomes its first parameter.
// CHECK-LABEL: func.func @sum(
// CHECK-SAME: %[[LIST:.*]]: !eshkol.value, %[[STEP:.*]]: !eshkol.value)
// CHECK: %[[ZERO:.*]] = eshkol.literal 0
// CHECK: %[[R:.*]] = eshkol.call @"sum/loop"(%[[STEP]], %[[LIST]], %[[ZERO]])
// CHECK: return %[[R]]
// CHECK: func.func private @"sum/loop"(
// CHECK-SAME: %[[S:.*]]: !eshkol.value, %[[L:.*]]: !eshkol.value, %[[A:.*]]: !eshkol.value) -> !eshkol.value {
// CHECK: %[[R1:.*]] = scf.if
// CHECK: scf.yield %[[A]]
// CHECK: %[[CDR:.*]] = eshkol.primitive @eshkol_cdr(%[[L]])
// CHECK: %[[NEXT:.*]] = eshkol.primitive @eshkol_add(%[[A]], %[[S]])
// CHECK: eshkol.call @"sum/loop"(%[[S]], %[[CDR]], %[[NEXT]])
// CHECK: return %[[R1]]
func.func @sum(%list: !eshkol.value, %step: !eshkol.value) -> !eshkol.value {
  %loop = eshkol.lambda ["loop"] required [2] rest [false] ({
  ^bb0(%self: !eshkol.value, %l: !eshkol.value, %a: !eshkol.value):
    %empty = eshkol.primitive @eshkol_null_p(%l)
    %stop = eshkol.is_true %empty
    %r = scf.if %stop -> !eshkol.value {
      scf.yield %a : !eshkol.value
    } else {
      %cdr = eshkol.primitive @eshkol_cdr(%l)
      %next = eshkol.primitive @eshkol_add(%a, %step)
      %again = eshkol.apply %self(%cdr, %next)
      scf.yield %again : !eshkol.value
    }
    eshkol.return %r
  })
  %zero = eshkol.literal 0
  %r = eshkol.apply %loop(%list, %zero)
  return %r : !eshkol.value
}

// -----

// Mutual recursion: each gets what the other one uses too, to hand it on.
// CHECK-LABEL: func.func @mutual(
// CHECK-SAME: %[[X:.*]]: !eshkol.value, %[[Y:.*]]: !eshkol.value)
// CHECK: eshkol.call @"mutual/even"(%[[X]], %[[Y]], %[[X]])
// CHECK: func.func private @"mutual/even"(
// CHECK-SAME: %[[X1:.*]]: !eshkol.value, %[[Y1:.*]]: !eshkol.value, %[[N1:.*]]: !eshkol.value)
// CHECK: %[[SUM:.*]] = eshkol.primitive @eshkol_add(%[[N1]], %[[X1]])
// CHECK: eshkol.call @"mutual/odd"(%[[Y1]], %[[X1]], %[[SUM]])
// CHECK: func.func private @"mutual/odd"(
// CHECK-SAME: %[[Y2:.*]]: !eshkol.value, %[[X2:.*]]: !eshkol.value, %[[N2:.*]]: !eshkol.value)
// CHECK: %[[DIFFERENCE:.*]] = eshkol.primitive @eshkol_subtract(%[[N2]], %[[Y2]])
// CHECK: eshkol.call @"mutual/even"(%[[X2]], %[[Y2]], %[[DIFFERENCE]])
func.func @mutual(%x: !eshkol.value, %y: !eshkol.value) -> !eshkol.value {
  %even, %odd = eshkol.lambda ["even", "odd"] required [1, 1] rest [false, false] ({
  ^bb0(%even1: !eshkol.value, %odd1: !eshkol.value, %n: !eshkol.value):
    %m = eshkol.primitive @eshkol_add(%n, %x)
    %r = eshkol.apply %odd1(%m)
    eshkol.return %r
  }, {
  ^bb0(%even2: !eshkol.value, %odd2: !eshkol.value, %n: !eshkol.value):
    %m = eshkol.primitive @eshkol_subtract(%n, %y)
    %r = eshkol.apply %even2(%m)
    eshkol.return %r
  })
  %r = eshkol.apply %even(%x)
  return %r : !eshkol.value
}

// -----

// A chain: the last one's variable goes through all that lead to it.
// CHECK-LABEL: func.func @chain(
// CHECK-SAME: %[[X:.*]]: !eshkol.value)
// CHECK: eshkol.call @"chain/f"(%[[X]])
// CHECK: func.func private @"chain/f"(%[[X1:.*]]: !eshkol.value)
// CHECK: eshkol.call @"chain/g"(%[[X1]])
// CHECK: func.func private @"chain/g"(%[[X2:.*]]: !eshkol.value)
// CHECK: eshkol.call @"chain/h"(%[[X2]])
// CHECK: func.func private @"chain/h"(%[[X3:.*]]: !eshkol.value)
// CHECK: return %[[X3]]
func.func @chain(%x: !eshkol.value) -> !eshkol.value {
  %f, %g, %h = eshkol.lambda ["f", "g", "h"] required [0, 0, 0] rest [false, false, false] ({
  ^bb0(%f1: !eshkol.value, %g1: !eshkol.value, %h1: !eshkol.value):
    %r = eshkol.apply %g1()
    eshkol.return %r
  }, {
  ^bb0(%f2: !eshkol.value, %g2: !eshkol.value, %h2: !eshkol.value):
    %r = eshkol.apply %h2()
    eshkol.return %r
  }, {
  ^bb0(%f3: !eshkol.value, %g3: !eshkol.value, %h3: !eshkol.value):
    eshkol.return %x
  })
  %r = eshkol.apply %f()
  return %r : !eshkol.value
}

// -----

// A loop in a loop: the inner one uses variables of both functions around it, and goes on with the outer one.
// CHECK-LABEL: func.func @table(
// CHECK-SAME: %[[K:.*]]: !eshkol.value)
// CHECK: eshkol.call @"table/rows"(%[[K]], %[[K]])
// CHECK: func.func private @"table/rows"(
// CHECK-SAME: %[[K1:.*]]: !eshkol.value, %[[I:.*]]: !eshkol.value)
// CHECK: eshkol.call @"table/rows/columns"(%[[I]], %[[K1]], %[[I]])
// CHECK: func.func private @"table/rows/columns"(
// CHECK-SAME: %[[I2:.*]]: !eshkol.value, %[[K2:.*]]: !eshkol.value, %[[J:.*]]: !eshkol.value)
// CHECK: eshkol.primitive @eshkol_add(%[[I2]], %[[K2]])
// CHECK: eshkol.call @"table/rows/columns"(%[[I2]], %[[K2]], %[[J]])
// CHECK: eshkol.call @"table/rows"(%[[K2]], %[[J]])
func.func @table(%k: !eshkol.value) -> !eshkol.value {
  %rows = eshkol.lambda ["rows"] required [1] rest [false] ({
  ^bb0(%outer: !eshkol.value, %i: !eshkol.value):
    %columns = eshkol.lambda ["columns"] required [1] rest [false] ({
    ^bb0(%inner: !eshkol.value, %j: !eshkol.value):
      %sum = eshkol.primitive @eshkol_add(%i, %k)
      %again = eshkol.apply %inner(%j)
      %next = eshkol.apply %outer(%j)
      eshkol.return %next
    })
    %r = eshkol.apply %columns(%i)
    eshkol.return %r
  })
  %r = eshkol.apply %rows(%k)
  return %r : !eshkol.value
}

// -----

// A procedure that is defined in another one's argument, and called at once: (let ((y x)) (+ x y)).
// CHECK-LABEL: func.func @let(
// CHECK-SAME: %[[X:.*]]: !eshkol.value)
// CHECK: eshkol.call @"let/lambda"(%[[X]], %[[X]])
// CHECK: func.func private @"let/lambda"(
// CHECK-SAME: %[[X1:.*]]: !eshkol.value, %[[Y:.*]]: !eshkol.value)
// CHECK: eshkol.primitive @eshkol_add(%[[X1]], %[[Y]])
func.func @let(%x: !eshkol.value) -> !eshkol.value {
  %f = eshkol.lambda [""] required [1] rest [false] ({
  ^bb0(%self: !eshkol.value, %y: !eshkol.value):
    %sum = eshkol.primitive @eshkol_add(%x, %y)
    eshkol.return %sum
  })
  %r = eshkol.apply %f(%x)
  return %r : !eshkol.value
}

// -----

// Functions of one name are told apart.
// CHECK-LABEL: func.func @twice(
// CHECK: eshkol.call @"twice/loop"()
// CHECK: eshkol.call @[[SECOND:"twice/loop_.*"]]()
// CHECK: func.func private @"twice/loop"()
// CHECK-NEXT: eshkol.literal 1
// CHECK: func.func private @[[SECOND]]()
// CHECK-NEXT: eshkol.literal 2
func.func @twice() -> !eshkol.value {
  %f = eshkol.lambda ["loop"] required [0] rest [false] ({
  ^bb0(%self: !eshkol.value):
    %one = eshkol.literal 1
    eshkol.return %one
  })
  %g = eshkol.lambda ["loop"] required [0] rest [false] ({
  ^bb0(%self: !eshkol.value):
    %two = eshkol.literal 2
    eshkol.return %two
  })
  %0 = eshkol.apply %f()
  %1 = eshkol.apply %g()
  return %1 : !eshkol.value
}
