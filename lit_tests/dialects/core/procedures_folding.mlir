// RUN: eshkol-opt --canonicalize %s | FileCheck %s

func.func private @two(!eshkol.value, !eshkol.value) -> !eshkol.value
func.func private @any(!eshkol.value, !eshkol.value) -> !eshkol.value attributes {eshkol.rest}

// CHECK-LABEL: @known
// CHECK-SAME: (%[[X:.*]]: !eshkol.value, %[[Y:.*]]: !eshkol.value)
// CHECK-NEXT: %[[R:.*]] = eshkol.call @two(%[[X]], %[[Y]])
// CHECK-NEXT: return %[[R]]
func.func @known(%x: !eshkol.value, %y: !eshkol.value) -> !eshkol.value {
  %f = eshkol.procedure @two
  %r = eshkol.apply %f(%x, %y)
  return %r : !eshkol.value
}

// The runtime raises the error when the call happens.
// CHECK-LABEL: @wrong_number_of_arguments
// CHECK: eshkol.apply %{{.*}}(%{{.*}})
func.func @wrong_number_of_arguments(%x: !eshkol.value) -> !eshkol.value {
  %f = eshkol.procedure @two
  %r = eshkol.apply %f(%x)
  return %r : !eshkol.value
}

// Its second parameter is a list, which the uniform entry makes.
// CHECK-LABEL: @further_arguments
// CHECK: eshkol.apply %{{.*}}(%{{.*}}, %{{.*}})
func.func @further_arguments(%x: !eshkol.value) -> !eshkol.value {
  %f = eshkol.procedure @any
  %r = eshkol.apply %f(%x, %x)
  return %r : !eshkol.value
}

// CHECK-LABEL: @unknown
// CHECK: eshkol.apply
func.func @unknown(%f: !eshkol.value) -> !eshkol.value {
  %r = eshkol.apply %f()
  return %r : !eshkol.value
}

// Calls remain, procedures that nobody uses do not.
// CHECK-LABEL: @unused
// CHECK-NEXT: eshkol.apply
// CHECK-NEXT: eshkol.call @two
// CHECK-NEXT: eshkol.apply_list
// CHECK-NEXT: return
func.func @unused(%x: !eshkol.value) {
  %1 = eshkol.procedure @two
  %2 = eshkol.captured %x, 0
  %3 = eshkol.lambda ["f"] required [0] rest [false] ({
  ^bb0(%self: !eshkol.value):
    eshkol.return %x
  })
  %4 = eshkol.apply %x()
  %5 = eshkol.call @two(%x, %x)
  %6 = eshkol.apply_list %x, %x
  return
}

// CHECK-LABEL: func.func @unused_closure
// CHECK-NEXT:    return
func.func private @body(!eshkol.value) -> !eshkol.value attributes {eshkol.self}
func.func @unused_closure(%x: !eshkol.value) {
  %0 = eshkol.closure @body[%x]
  return
}
