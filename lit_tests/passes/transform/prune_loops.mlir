// RUN: eshkol-opt --eshkol-prune-loops %s | FileCheck %s

// The second value feeds only itself; the third feeds the first.
// CHECK-LABEL: @own_sake
// CHECK-SAME: (%[[X:.*]]: f64, %[[N:.*]]: index)
// CHECK: %[[R:.*]]:2 = scf.for {{.*}} iter_args(%[[A:.*]] = %[[X]], %[[C:.*]] = %[[X]]) -> (f64, f64)
// CHECK-NEXT: %[[NEXT:.*]] = arith.addf %[[A]], %[[C]]
// CHECK-NEXT: %[[TWICE:.*]] = arith.addf %[[C]], %[[C]]
// CHECK-NEXT: scf.yield %[[NEXT]], %[[TWICE]]
// CHECK: return %[[R]]#0
func.func @own_sake(%x: f64, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:3 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x, %b = %x, %c = %x) -> (f64, f64, f64) {
    %next = arith.addf %a, %c : f64
    %square = arith.mulf %b, %b : f64
    %twice = arith.addf %c, %c : f64
    scf.yield %next, %square, %twice : f64, f64, f64
  }
  return %r#0 : f64
}

// What the outer loop drops, the inner one need not make.
// CHECK-LABEL: @nested
// CHECK: scf.for {{.*}} iter_args(%{{.*}} = %{{.*}}) -> (f64)
// CHECK: scf.for {{.*}} iter_args(%{{.*}} = %{{.*}}) -> (f64)
// CHECK-NOT: eshkol.dynamic_update_slice
func.func @nested(%x: f64, %n: index, %stack: tensor<?xf64>) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x, %s = %stack) -> (f64, tensor<?xf64>) {
    %inner:2 = scf.for %j = %c0 to %n step %c1 iter_args(%b = %a, %t = %stack) -> (f64, tensor<?xf64>) {
      %one = tensor.from_elements %b : tensor<1xf64>
      %pushed = eshkol.dynamic_update_slice %t, %one [%j] : tensor<?xf64>, tensor<1xf64> -> tensor<?xf64>
      %next = arith.mulf %b, %b : f64
      scf.yield %next, %pushed : f64, tensor<?xf64>
    }
    scf.yield %inner#0, %inner#1 : f64, tensor<?xf64>
  }
  return %r#0 : f64
}

// An assertion needs what it tests.
// CHECK-LABEL: @asserted
// CHECK: scf.for {{.*}} iter_args(%[[B:.*]] = %{{.*}}) -> (i64)
// CHECK: eshkol.assert
func.func @asserted(%k: i64, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1 : i64
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %k, %b = %k) -> (i64, i64) {
    %x = arith.addi %a, %b : i64
    %y = arith.addi %b, %one : i64
    %positive = arith.cmpi sgt, %y, %one : i64
    eshkol.assert %positive, "positive" : i1
    scf.yield %x, %y : i64, i64
  }
  return
}
