// RUN: eshkol-opt --eshkol-lower-assertions %s | FileCheck %s
// RUN: eshkol-opt --eshkol-lower-assertions=strip=true %s | FileCheck %s --check-prefix=STRIP
// RUN: eshkol-opt --eshkol-to-iree=strip-assertions=true %s | FileCheck %s --check-prefix=STRIP
// RUN: %run-native

// STRIP-NOT: eshkol.assert
// STRIP-NOT: cf.assert

// CHECK-LABEL: @scalar
// CHECK-SAME: (%[[C:.*]]: i1)
// CHECK: cf.assert %[[C]], "a scalar"
func.func @scalar(%c: i1) {
  eshkol.assert %c, "a scalar" : i1
  return
}

// CHECK-LABEL: @tensor
// CHECK-SAME: (%[[C:.*]]: tensor<?x2xi1>)
// CHECK: %[[ALL:.*]] = eshkol.reduce all %[[C]] [0, 1] : (tensor<?x2xi1>) -> tensor<i1>
// CHECK: %[[HOLDS:.*]] = tensor.extract %[[ALL]][] : tensor<i1>
// CHECK: cf.assert %[[HOLDS]], "every element"
func.func @tensor(%c: tensor<?x2xi1>) {
  eshkol.assert %c, "every element" : tensor<?x2xi1>
  return
}

// An assertion stays where control flow has put it.
// CHECK-LABEL: @nested
// CHECK: scf.for
// CHECK: scf.if
// CHECK: cf.assert %{{.*}}, "inside"
func.func @nested(%n: index, %odd: i1, %c: tensor<3xi1>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.if %odd {
      eshkol.assert %c, "inside" : tensor<3xi1>
    }
  }
  return
}

func.func @main() {
  %true = arith.constant true
  %false = arith.constant false
  func.call @scalar(%true) : (i1) -> ()
  %all = arith.constant dense<true> : tensor<3x2xi1>
  %dynamic = tensor.cast %all : tensor<3x2xi1> to tensor<?x2xi1>
  func.call @tensor(%dynamic) : (tensor<?x2xi1>) -> ()
  // Of no elements every one is true.
  %none = arith.constant dense<false> : tensor<0x2xi1>
  %empty = tensor.cast %none : tensor<0x2xi1> to tensor<?x2xi1>
  func.call @tensor(%empty) : (tensor<?x2xi1>) -> ()
  // Fails if it is reached.
  %some = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %n = arith.constant 2 : index
  func.call @nested(%n, %false, %some) : (index, i1, tensor<3xi1>) -> ()
  return
}
