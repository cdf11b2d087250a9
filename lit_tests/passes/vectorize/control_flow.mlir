// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s
// RUN: %run-vectorized

// Where the predicate is batched, both branches are computed.
// CHECK-LABEL: func.func private @abs.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<4xf64>
// CHECK: %[[P:.*]] = arith.cmpf olt, %[[X]], %{{.*}} : tensor<4xf64>
// CHECK-NOT: scf.if
// CHECK: %[[MINUS:.*]] = arith.negf %[[X]] : tensor<4xf64>
// CHECK: %[[R:.*]] = eshkol.select %[[P]], %[[MINUS]], %[[X]] : (tensor<4xi1>, tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
// CHECK: return %[[R]]
func.func @abs(%x: f64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %p = arith.cmpf olt, %x, %zero : f64
  %r = scf.if %p -> f64 {
    %0 = arith.negf %x : f64
    scf.yield %0 : f64
  } else {
    scf.yield %x : f64
  }
  return %r : f64
}

// A predicate that is the same for the whole batch keeps the branch, whose results are batched where either
// branch has a batch.
// CHECK-LABEL: func.func private @branch.vmap(
// CHECK-SAME: %[[P:.*]]: i1, %{{.*}}: tensor<3xf64>, %[[W:.*]]: f64) -> (tensor<3xf64>, f64)
// CHECK: %[[R:.*]]:2 = scf.if %[[P]] -> (tensor<3xf64>, f64) {
// CHECK: scf.yield %{{.*}}, %[[W]] : tensor<3xf64>, f64
// CHECK: } else {
// CHECK: %[[ALL:.*]] = eshkol.broadcast
// CHECK: scf.yield %[[ALL]], %{{.*}} : tensor<3xf64>, f64
func.func @branch(%p: i1, %x: f64, %w: f64) -> (f64, f64) {
  %r, %s = scf.if %p -> (f64, f64) {
    %0 = arith.mulf %x, %w : f64
    scf.yield %0, %w : f64, f64
  } else {
    %1 = arith.negf %w : f64
    scf.yield %w, %1 : f64, f64
  }
  return %r, %s : f64, f64
}

// Nothing but an assertion ensures that branches give tensors of one size.
// CHECK-LABEL: func.func private @tensors.vmap(
// CHECK-SAME: %[[P:.*]]: tensor<2xi1>
// CHECK: eshkol.assert %{{.*}}, "vmap: the elements of the batch have tensors of different sizes here" : i1
// CHECK: %[[EACH:.*]] = eshkol.broadcast %[[P]] [0] to [2, %{{.*}}]
// CHECK: eshkol.select %[[EACH]]
func.func @tensors(%p: i1, %x: tensor<?xf64>, %y: tensor<?xf64>) -> tensor<?xf64> {
  %r = scf.if %p -> tensor<?xf64> {
    scf.yield %x : tensor<?xf64>
  } else {
    scf.yield %y : tensor<?xf64>
  }
  return %r : tensor<?xf64>
}

// A loop with several exits: an uninitialized tensor without elements stands for a result that another exit has,
// so it needs no size.
// CHECK-LABEL: func.func private @exits.vmap(
// CHECK: %[[DONE:.*]] = eshkol.broadcast %{{.*}} [0] to [4, %{{.*}}]
// CHECK: eshkol.select %[[DONE]], %{{.*}}
// CHECK: scf.condition
func.func @exits(%x: tensor<?xf64>, %n: i64) -> (tensor<?xf64>, i1) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %i0 = arith.constant 0 : index
  %ten = arith.constant 10.0 : f64
  %r:4 = scf.while (%a = %x, %k = %zero) : (tensor<?xf64>, i64) -> (tensor<?xf64>, i64, tensor<?xf64>, i1) {
    %done = arith.cmpi sge, %k, %n : i64
    %s:5 = scf.if %done -> (i1, tensor<?xf64>, i64, tensor<?xf64>, i1) {
      %false = arith.constant false
      %b = arith.negf %a : tensor<?xf64>
      scf.yield %false, %a, %k, %b, %false : i1, tensor<?xf64>, i64, tensor<?xf64>, i1
    } else {
      %e = tensor.extract %a[%i0] : tensor<?xf64>
      %large = arith.cmpf ogt, %e, %ten : f64
      %true = arith.constant true
      %t:5 = scf.if %large -> (i1, tensor<?xf64>, i64, tensor<?xf64>, i1) {
        %false = arith.constant false
        scf.yield %false, %a, %k, %a, %true : i1, tensor<?xf64>, i64, tensor<?xf64>, i1
      } else {
        %b = arith.addf %a, %a : tensor<?xf64>
        %l = arith.addi %k, %one : i64
        %none = tensor.empty() : tensor<0xf64>
        %any = tensor.cast %none : tensor<0xf64> to tensor<?xf64>
        scf.yield %true, %b, %l, %any, %true : i1, tensor<?xf64>, i64, tensor<?xf64>, i1
      }
      scf.yield %t#0, %t#1, %t#2, %t#3, %t#4 : i1, tensor<?xf64>, i64, tensor<?xf64>, i1
    }
    scf.condition(%s#0) %s#1, %s#2, %s#3, %s#4 : tensor<?xf64>, i64, tensor<?xf64>, i1
  } do {
  ^bb0(%a: tensor<?xf64>, %k: i64, %b: tensor<?xf64>, %way: i1):
    scf.yield %a, %k : tensor<?xf64>, i64
  }
  return %r#2, %r#3 : tensor<?xf64>, i1
}

// An exit of the whole batch is a branch, which says whether its result is there.
// CHECK-LABEL: func.func private @exits_uniform.vmap(
// CHECK: scf.if %{{.*}} -> (i1, tensor<4x?xf64>, tensor<4xi64>, tensor<4x?xf64>, i1, i1)
func.func @exits_uniform(%x: tensor<?xf64>, %n: i64, %large: i1) -> (tensor<?xf64>, i1) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %i0 = arith.constant 0 : index
  %ten = arith.constant 10.0 : f64
  %r:4 = scf.while (%a = %x, %k = %zero) : (tensor<?xf64>, i64) -> (tensor<?xf64>, i64, tensor<?xf64>, i1) {
    %done = arith.cmpi sge, %k, %n : i64
    %s:5 = scf.if %done -> (i1, tensor<?xf64>, i64, tensor<?xf64>, i1) {
      %false = arith.constant false
      %b = arith.negf %a : tensor<?xf64>
      scf.yield %false, %a, %k, %b, %false : i1, tensor<?xf64>, i64, tensor<?xf64>, i1
    } else {
      %true = arith.constant true
      %t:5 = scf.if %large -> (i1, tensor<?xf64>, i64, tensor<?xf64>, i1) {
        %false = arith.constant false
        scf.yield %false, %a, %k, %a, %true : i1, tensor<?xf64>, i64, tensor<?xf64>, i1
      } else {
        %b = arith.addf %a, %a : tensor<?xf64>
        %l = arith.addi %k, %one : i64
        %none = tensor.empty() : tensor<0xf64>
        %any = tensor.cast %none : tensor<0xf64> to tensor<?xf64>
        scf.yield %true, %b, %l, %any, %true : i1, tensor<?xf64>, i64, tensor<?xf64>, i1
      }
      scf.yield %t#0, %t#1, %t#2, %t#3, %t#4 : i1, tensor<?xf64>, i64, tensor<?xf64>, i1
    }
    scf.condition(%s#0) %s#1, %s#2, %s#3, %s#4 : tensor<?xf64>, i64, tensor<?xf64>, i1
  } do {
  ^bb0(%a: tensor<?xf64>, %k: i64, %b: tensor<?xf64>, %way: i1):
    scf.yield %a, %k : tensor<?xf64>, i64
  }
  return %r#2, %r#3 : tensor<?xf64>, i1
}

// What a branch asserts need not hold where it is not taken, nor may it divide by zero there.
// CHECK-LABEL: func.func private @guarded.vmap_{{[0-9]+}}(
// CHECK-SAME: %{{.*}}: tensor<3xi64>, %{{.*}}: i64)
// CHECK: scf.if
// CHECK-LABEL: func.func private @guarded.vmap(
// CHECK: %[[P:.*]] = arith.cmpi eq
// CHECK: %[[TAKEN:.*]] = arith.xori %[[P]], %{{.*}} : tensor<3xi1>
// CHECK: %[[OK:.*]] = arith.cmpi ne
// CHECK: %[[ELSEWHERE:.*]] = arith.xori %[[TAKEN]], %{{.*}} : tensor<3xi1>
// CHECK: %[[HOLDS:.*]] = arith.ori %[[OK]], %[[ELSEWHERE]] : tensor<3xi1>
// CHECK: eshkol.assert %[[HOLDS]], "division by zero" : tensor<3xi1>
// CHECK: %[[D:.*]] = eshkol.select %[[TAKEN]]
// CHECK: arith.divsi %{{.*}}, %[[D]] : tensor<3xi64>
func.func @guarded(%x: i64, %d: i64) -> i64 {
  %zero = arith.constant 0 : i64
  %p = arith.cmpi eq, %d, %zero : i64
  %r = scf.if %p -> i64 {
    scf.yield %x : i64
  } else {
    %ok = arith.cmpi ne, %d, %zero : i64
    eshkol.assert %ok, "division by zero" : i1
    %0 = arith.divsi %x, %d : i64
    scf.yield %0 : i64
  }
  return %r : i64
}

// The same of what is one for the whole batch, where no element needs it.
// CHECK-LABEL: func.func private @in_vain.vmap(
// CHECK-SAME: %[[P:.*]]: tensor<3xi1>, %[[X:.*]]: i64, %[[D:.*]]: i64)
// CHECK: %[[OK:.*]] = arith.cmpi ne, %[[D]], %{{.*}} : i64
// CHECK: %[[ANY:.*]] = eshkol.reduce any %[[P]] [0]
// CHECK: arith.ori %[[OK]], %{{.*}} : i1
// CHECK: %[[DIVISOR:.*]] = arith.select %{{.*}}, %[[D]], %{{.*}} : i64
// CHECK: arith.remsi %[[X]], %[[DIVISOR]] : i64
func.func @in_vain(%p: i1, %x: i64, %d: i64) -> i64 {
  %zero = arith.constant 0 : i64
  %r = scf.if %p -> i64 {
    %ok = arith.cmpi ne, %d, %zero : i64
    eshkol.assert %ok, "division by zero" : i1
    %0 = arith.remsi %x, %d : i64
    scf.yield %0 : i64
  } else {
    scf.yield %x : i64
  }
  return %r : i64
}

func.func @guarded_map(%x: tensor<2xi64>, %d: i64) -> tensor<2xi64> {
  %zero = arith.constant 0 : i64
  %p = arith.cmpi eq, %d, %zero : i64
  %r = scf.if %p -> tensor<2xi64> {
    scf.yield %x : tensor<2xi64>
  } else {
    %0 = eshkol.map %x : (tensor<2xi64>) -> tensor<2xi64> {
    ^bb0(%a: i64):
      %1 = arith.floordivsi %a, %d : i64
      eshkol.yield %1 : i64
    }
    scf.yield %0 : tensor<2xi64>
  }
  return %r : tensor<2xi64>
}

func.func @map_in_vain(%p: i1, %x: tensor<2xi64>, %d: i64) -> tensor<2xi64> {
  %r = scf.if %p -> tensor<2xi64> {
    %0 = eshkol.map %x : (tensor<2xi64>) -> tensor<2xi64> {
    ^bb0(%a: i64):
      %1 = arith.floordivsi %a, %d : i64
      eshkol.yield %1 : i64
    }
    scf.yield %0 : tensor<2xi64>
  } else {
    scf.yield %x : tensor<2xi64>
  }
  return %r : tensor<2xi64>
}

func.func @nested_if(%x: f64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %one = arith.constant 1.0 : f64
  %p = arith.cmpf olt, %x, %zero : f64
  %r = scf.if %p -> f64 {
    %q = arith.cmpf olt, %x, %one : f64
    eshkol.assert %q, "x < 0 implies x < 1" : i1
    %minus = arith.negf %x : f64
    scf.yield %minus : f64
  } else {
    %q = arith.cmpf olt, %x, %one : f64
    %s = scf.if %q -> f64 {
      %0 = arith.addf %x, %one : f64
      scf.yield %0 : f64
    } else {
      %ok = arith.cmpf oge, %x, %one : f64
      eshkol.assert %ok, "x is at least 1" : i1
      %0 = arith.mulf %x, %x : f64
      scf.yield %0 : f64
    }
    scf.yield %s : f64
  }
  return %r : f64
}

// What a loop carries is batched where a round makes it depend on the batch.
// CHECK-LABEL: func.func private @sum.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf64>, %[[W:.*]]: f64) -> (tensor<2xf64>, f64)
// CHECK: scf.for %{{.*}} = %{{.*}} to %{{.*}} step %{{.*}} iter_args(%{{.*}} = %{{.*}}, %{{.*}} = %[[W]]) -> (tensor<2xf64>, f64)
// CHECK: arith.addf %{{.*}}, %{{.*}} : tensor<2xf64>
// CHECK: arith.mulf %{{.*}}, %[[W]] : f64
func.func @sum(%x: tensor<3xf64>, %w: f64) -> (f64, f64) {
  %zero = arith.constant 0.0 : f64
  %0 = arith.constant 0 : index
  %1 = arith.constant 1 : index
  %3 = arith.constant 3 : index
  %r, %s = scf.for %i = %0 to %3 step %1 iter_args(%a = %zero, %b = %w) -> (f64, f64) {
    %e = tensor.extract %x[%i] : tensor<3xf64>
    %c = arith.addf %a, %e : f64
    %d = arith.mulf %b, %w : f64
    scf.yield %c, %d : f64, f64
  }
  return %r, %s : f64, f64
}

// A loop of batched bounds makes the most rounds that any element needs, numbered from 0.
// CHECK-LABEL: func.func private @rounds.vmap_{{[0-9]+}}(%arg0: tensor<4xindex>
// CHECK: %[[MOST:.*]] = eshkol.reduce max %[[ROUNDS:.*]] [0]
// CHECK: scf.for %[[I:.*]] = %{{.*}} to %{{.*}} step %{{.*}} iter_args(%[[A:.*]] = %{{.*}}, %{{.*}} = %{{.*}}) -> (tensor<4xf64>, tensor<4xi64>)
// CHECK: %[[GOES_ON:.*]] = arith.cmpi slt, %{{.*}}, %[[ROUNDS]] : tensor<4xi64>
// CHECK: %[[B:.*]] = arith.addf %[[A]], %{{.*}} : tensor<4xf64>
// CHECK: eshkol.select %[[GOES_ON]], %[[B]], %[[A]]
func.func @rounds(%from: index, %to: index, %by: index, %x: f64) -> (f64, index) {
  %zero = arith.constant 0 : index
  %r, %n = scf.for %i = %from to %to step %by iter_args(%a = %x, %n = %zero) -> (f64, index) {
    %k = arith.index_cast %i : index to i64
    %f = arith.sitofp %k : i64 to f64
    %b = arith.addf %a, %f : f64
    %m = arith.addi %n, %i : index
    scf.yield %b, %m : f64, index
  }
  return %r, %n : f64, index
}

func.func @no_rounds(%p: i1, %n: index, %by: index, %x: f64) -> f64 {
  %zero = arith.constant 0 : index
  %r = scf.if %p -> f64 {
    %s = scf.for %i = %zero to %n step %by iter_args(%a = %x) -> f64 {
      %b = arith.mulf %a, %x : f64
      scf.yield %b : f64
    }
    scf.yield %s : f64
  } else {
    scf.yield %x : f64
  }
  return %r : f64
}

// A loop of batched predicate runs until the last element is done; those that are keep their values.
// CHECK-LABEL: func.func private @halve.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<4xf64>
// CHECK: scf.while (%[[A:.*]] = %[[X]], %{{.*}} = %{{.*}}, %[[MASK:.*]] = %{{.*}}) : (tensor<4xf64>, tensor<4xi64>, tensor<4xi1>)
// CHECK: %[[P:.*]] = arith.cmpf ogt, %[[A]], %{{.*}} : tensor<4xf64>
// CHECK: %[[GOES_ON:.*]] = arith.andi %[[MASK]], %[[P]]
// CHECK: eshkol.reduce any %[[GOES_ON]] [0]
// CHECK: scf.condition(%{{.*}}) {{.*}}, %[[GOES_ON]]
// CHECK: ^bb0(%[[A:.*]]: tensor<4xf64>, %{{.*}}: tensor<4xi64>, %[[OLD:.*]]: tensor<4xf64>, %{{.*}}: tensor<4xi64>, %[[GOES_ON:.*]]: tensor<4xi1>):
// CHECK: %[[B:.*]] = arith.divf %[[A]], %{{.*}} : tensor<4xf64>
// CHECK: eshkol.select %[[GOES_ON]], %[[B]], %[[OLD]]
func.func @halve(%x: f64) -> (f64, i64) {
  %one = arith.constant 1.0 : f64
  %two = arith.constant 2.0 : f64
  %zero = arith.constant 0 : i64
  %step = arith.constant 1 : i64
  %r, %n = scf.while (%a = %x, %k = %zero) : (f64, i64) -> (f64, i64) {
    %p = arith.cmpf ogt, %a, %one : f64
    scf.condition(%p) %a, %k : f64, i64
  } do {
  ^bb0(%a: f64, %k: i64):
    %b = arith.divf %a, %two : f64
    %l = arith.addi %k, %step : i64
    scf.yield %b, %l : f64, i64
  }
  return %r, %n : f64, i64
}

// A value that the loop does not change stays what it is.
// CHECK-LABEL: func.func private @test_first.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>, %[[LIMIT:.*]]: f64)
// CHECK: scf.while (%{{.*}} = %[[X]], %{{.*}} = %[[LIMIT]], %{{.*}}) : (tensor<3xf64>, f64, tensor<3xf64>, tensor<3xi1>)
func.func @test_first(%x: f64, %limit: f64) -> (f64, f64, f64) {
  %one = arith.constant 1.0 : f64
  %r:3 = scf.while (%a = %x, %c = %limit, %d = %one) : (f64, f64, f64) -> (f64, f64, f64) {
    %b = arith.mulf %a, %a : f64
    %p = arith.cmpf olt, %b, %c : f64
    scf.condition(%p) %b, %c, %d : f64, f64, f64
  } do {
  ^bb0(%b: f64, %c: f64, %d: f64):
    %e = arith.addf %b, %d : f64
    %g = arith.addf %d, %d : f64
    scf.yield %e, %c, %g : f64, f64, f64
  }
  return %r#0, %r#1, %r#2 : f64, f64, f64
}

// All elements make the same rounds where the predicate is one.
// CHECK-LABEL: func.func private @together.vmap(
// CHECK: scf.while (%{{.*}} = %{{.*}}, %[[M:.*]] = %{{.*}}) : (tensor<3xf64>, i64) -> (tensor<3xf64>, i64)
// CHECK: arith.cmpi sgt, %[[M]], %{{.*}} : i64
func.func @together(%x: f64, %n: i64) -> (f64, i64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %r, %k = scf.while (%a = %x, %m = %n) : (f64, i64) -> (f64, i64) {
    %p = arith.cmpi sgt, %m, %zero : i64
    scf.condition(%p) %a, %m : f64, i64
  } do {
  ^bb0(%a: f64, %m: i64):
    %b = arith.mulf %a, %x : f64
    %l = arith.subi %m, %one : i64
    scf.yield %b, %l : f64, i64
  }
  return %r, %k : f64, i64
}

// A loop in a branch that no element takes ends at once.
// CHECK-LABEL: func.func private @endless.vmap_{{[0-9]+}}(
// CHECK: %[[Q:.*]] = arith.cmpi ne, %{{.*}} : i64
// CHECK: %[[USED:.*]] = eshkol.reduce any
// CHECK: %[[ANY:.*]] = tensor.extract %[[USED]]
// CHECK: %[[GOES_ON:.*]] = arith.andi %[[ANY]], %[[Q]] : i1
// CHECK: scf.condition(%[[GOES_ON]])
func.func @endless(%p: i1, %x: f64, %n: i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %r = scf.if %p -> f64 {
    %s, %k = scf.while (%a = %x, %m = %n) : (f64, i64) -> (f64, i64) {
      %q = arith.cmpi ne, %m, %zero : i64
      scf.condition(%q) %a, %m : f64, i64
    } do {
    ^bb0(%a: f64, %m: i64):
      %b = arith.mulf %a, %x : f64
      %l = arith.subi %m, %one : i64
      scf.yield %b, %l : f64, i64
    }
    scf.yield %s : f64
  } else {
    scf.yield %x : f64
  }
  return %r : f64
}

func.func @loops(%x: f64) -> (f64, i64) {
  %0 = arith.constant 0 : index
  %1 = arith.constant 1 : index
  %3 = arith.constant 3 : index
  %zero = arith.constant 0 : i64
  %step = arith.constant 1 : i64
  %limit = arith.constant 2.0 : f64
  %half = arith.constant 0.5 : f64
  %three = arith.constant 3.0 : f64
  %r, %n = scf.for %i = %0 to %3 step %1 iter_args(%a = %x, %n = %zero) -> (f64, i64) {
    %s, %m = scf.while (%b = %a, %m = %n) : (f64, i64) -> (f64, i64) {
      %p = arith.cmpf ogt, %b, %limit : f64
      scf.condition(%p) %b, %m : f64, i64
    } do {
    ^bb0(%b: f64, %m: i64):
      %c = arith.mulf %b, %half : f64
      %q = arith.cmpf olt, %c, %three : f64
      %d = scf.if %q -> f64 {
        %e = arith.subf %c, %half : f64
        scf.yield %e : f64
      } else {
        scf.yield %c : f64
      }
      %k = arith.addi %m, %step : i64
      scf.yield %d, %k : f64, i64
    }
    %t = arith.mulf %s, %three : f64
    scf.yield %t, %m : f64, i64
  }
  return %r, %n : f64, i64
}

func.func @tensor_loop(%x: tensor<?xf64>, %k: index) -> tensor<?xf64> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %s = arith.constant 0.5 : f64
  %r = scf.for %i = %zero to %k step %one iter_args(%a = %x) -> tensor<?xf64> {
    %e = tensor.extract %a[%i] : tensor<?xf64>
    %f = arith.addf %e, %s : f64
    %b = tensor.insert %f into %a[%i] : tensor<?xf64>
    scf.yield %b : tensor<?xf64>
  }
  return %r : tensor<?xf64>
}

// Each element of a batch is what a call gives for it alone.
func.func @main() {
  %first = arith.constant 0 : index
  %step = arith.constant 1 : index
  %size2 = arith.constant 2 : index
  %size3 = arith.constant 3 : index
  %size4 = arith.constant 4 : index
  %size5 = arith.constant 5 : index

  %abs1_a0 = arith.constant dense<[0.195, 0.861, 0.411, 0.18]> : tensor<4xf64>
  %abs1 = eshkol.vmap @abs(%abs1_a0) in_axes [0] out_axes [0]
      : (tensor<4xf64>) -> tensor<4xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0 = tensor.extract %abs1_a0[%i] : tensor<4xf64>
    %call = func.call @abs(%argument0) : (f64) -> f64
    %element0 = tensor.extract %abs1[%i] : tensor<4xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "abs1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %abs2_a0 = arith.constant dense<[-0.305, 0.584, -0.25, 1.567]> : tensor<4xf64>
  %abs2_a0_any = tensor.cast %abs2_a0 : tensor<4xf64> to tensor<?xf64>
  %abs2 = eshkol.vmap @abs(%abs2_a0_any) in_axes [0] out_axes [0]
      : (tensor<?xf64>) -> tensor<?xf64>
  %abs2_r0 = tensor.cast %abs2 : tensor<?xf64> to tensor<4xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0 = tensor.extract %abs2_a0[%i] : tensor<4xf64>
    %call = func.call @abs(%argument0) : (f64) -> f64
    %element0 = tensor.extract %abs2_r0[%i] : tensor<4xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "abs2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %abs3_a0 = arith.constant dense<> : tensor<0xf64>
  %abs3 = eshkol.vmap @abs(%abs3_a0) in_axes [0] out_axes [0]
      : (tensor<0xf64>) -> tensor<0xf64>

  %branch4_a0 = arith.constant true
  %branch4_a1 = arith.constant dense<[1.855, -0.466, 1.167]> : tensor<3xf64>
  %branch4_a2 = arith.constant 2.0 : f64
  %branch4:2 = eshkol.vmap @branch(%branch4_a0, %branch4_a1, %branch4_a2) in_axes [-1, 0, -1] out_axes [0, -1]
      : (i1, tensor<3xf64>, f64) -> (tensor<3xf64>, f64)
  %branch4_r1 = tensor.from_elements %branch4#1 : tensor<f64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %branch4_a1[%i] : tensor<3xf64>
    %call:2 = func.call @branch(%branch4_a0, %argument1, %branch4_a2) : (i1, f64, f64) -> (f64, f64)
    %element0 = tensor.extract %branch4#0[%i] : tensor<3xf64>
    %call1 = tensor.from_elements %call#1 : tensor<f64>
    eshkol.assert_close %branch4_r1, %call1, "branch4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found, %alone, "branch4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %branch5_a0 = arith.constant false
  %branch5_a1 = arith.constant dense<[0.116, 0.272, 1.702]> : tensor<3xf64>
  %branch5_a2 = arith.constant 2.0 : f64
  %branch5:2 = eshkol.vmap @branch(%branch5_a0, %branch5_a1, %branch5_a2) in_axes [-1, 0, -1] out_axes [0, -1]
      : (i1, tensor<3xf64>, f64) -> (tensor<3xf64>, f64)
  %branch5_r1 = tensor.from_elements %branch5#1 : tensor<f64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %branch5_a1[%i] : tensor<3xf64>
    %call:2 = func.call @branch(%branch5_a0, %argument1, %branch5_a2) : (i1, f64, f64) -> (f64, f64)
    %element0 = tensor.extract %branch5#0[%i] : tensor<3xf64>
    %call1 = tensor.from_elements %call#1 : tensor<f64>
    eshkol.assert_close %branch5_r1, %call1, "branch5" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found, %alone, "branch5" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %branch6_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %branch6_a1 = arith.constant dense<[-1.716, -1.651, -1.919]> : tensor<3xf64>
  %branch6_a2 = arith.constant 2.0 : f64
  %branch6:2 = eshkol.vmap @branch(%branch6_a0, %branch6_a1, %branch6_a2) in_axes [0, 0, -1] out_axes [0, 0]
      : (tensor<3xi1>, tensor<3xf64>, f64) -> (tensor<3xf64>, tensor<3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %branch6_a0[%i] : tensor<3xi1>
    %argument1 = tensor.extract %branch6_a1[%i] : tensor<3xf64>
    %call:2 = func.call @branch(%argument0, %argument1, %branch6_a2) : (i1, f64, f64) -> (f64, f64)
    %element0 = tensor.extract %branch6#0[%i] : tensor<3xf64>
    %element1 = tensor.extract %branch6#1[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0, %element1 : tensor<2xf64>
    %alone = tensor.from_elements %call#0, %call#1 : tensor<2xf64>
    eshkol.assert_close %found, %alone, "branch6" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %tensors7_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %tensors7_a1 = arith.constant dense<[1.33, 1.113, 1.48]> : tensor<3xf64>
  %tensors7_a1_any = tensor.cast %tensors7_a1 : tensor<3xf64> to tensor<?xf64>
  %tensors7_a2 = arith.constant dense<[[1.914, 1.197, -0.154], [1.122, -1.527, 0.56]]> : tensor<2x3xf64>
  %tensors7_a2_any = tensor.cast %tensors7_a2 : tensor<2x3xf64> to tensor<2x?xf64>
  %tensors7 = eshkol.vmap @tensors(%tensors7_a0, %tensors7_a1_any, %tensors7_a2_any) in_axes [0, -1, 0] out_axes [0]
      : (tensor<2xi1>, tensor<?xf64>, tensor<2x?xf64>) -> tensor<2x?xf64>
  %tensors7_r0 = tensor.cast %tensors7 : tensor<2x?xf64> to tensor<2x3xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %tensors7_a0[%i] : tensor<2xi1>
    %argument2_slice = eshkol.slice %tensors7_a2 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument2 = eshkol.reshape %argument2_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %argument2_any = tensor.cast %argument2 : tensor<3xf64> to tensor<?xf64>
    %call = func.call @tensors(%argument0, %tensors7_a1_any, %argument2_any) : (i1, tensor<?xf64>, tensor<?xf64>) -> tensor<?xf64>
    %call0 = tensor.cast %call : tensor<?xf64> to tensor<3xf64>
    %element0_slice = eshkol.slice %tensors7_r0 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call0, "tensors7" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %exits8_a0 = arith.constant dense<[[1.073, 4.279, 2.587], [2.159, 1.558, 3.597], [2.325, 2.774, 0.575], [2.971, 2.948, 2.968]]> : tensor<4x3xf64>
  %exits8_a0_any = tensor.cast %exits8_a0 : tensor<4x3xf64> to tensor<4x?xf64>
  %exits8_a1 = arith.constant dense<[3, 0, 50, 1]> : tensor<4xi64>
  %exits8:2 = eshkol.vmap @exits(%exits8_a0_any, %exits8_a1) in_axes [0, 0] out_axes [0, 0]
      : (tensor<4x?xf64>, tensor<4xi64>) -> (tensor<4x?xf64>, tensor<4xi1>)
  %exits8_r0 = tensor.cast %exits8#0 : tensor<4x?xf64> to tensor<4x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %exits8_a0 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %argument0_any = tensor.cast %argument0 : tensor<3xf64> to tensor<?xf64>
    %argument1 = tensor.extract %exits8_a1[%i] : tensor<4xi64>
    %call:2 = func.call @exits(%argument0_any, %argument1) : (tensor<?xf64>, i64) -> (tensor<?xf64>, i1)
    %call0 = tensor.cast %call#0 : tensor<?xf64> to tensor<3xf64>
    %element0_slice = eshkol.slice %exits8_r0 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call0, "exits8" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
    %element1 = tensor.extract %exits8#1[%i] : tensor<4xi1>
    %found = tensor.from_elements %element1 : tensor<1xi1>
    %alone = tensor.from_elements %call#1 : tensor<1xi1>
    eshkol.assert_close %found, %alone, "exits8" atol = 0.0 rtol = 0.0 : tensor<1xi1>
  }

  %exits9_a0 = arith.constant dense<[4.275, 3.227, 1.938]> : tensor<3xf64>
  %exits9_a0_any = tensor.cast %exits9_a0 : tensor<3xf64> to tensor<?xf64>
  %exits9_a1 = arith.constant dense<[3, 0, 50, 1]> : tensor<4xi64>
  %exits9_a1_any = tensor.cast %exits9_a1 : tensor<4xi64> to tensor<?xi64>
  %exits9:2 = eshkol.vmap @exits(%exits9_a0_any, %exits9_a1_any) in_axes [-1, 0] out_axes [0, 0]
      : (tensor<?xf64>, tensor<?xi64>) -> (tensor<?x?xf64>, tensor<?xi1>)
  %exits9_r0 = tensor.cast %exits9#0 : tensor<?x?xf64> to tensor<4x3xf64>
  %exits9_r1 = tensor.cast %exits9#1 : tensor<?xi1> to tensor<4xi1>
  scf.for %i = %first to %size4 step %step {
    %argument1 = tensor.extract %exits9_a1[%i] : tensor<4xi64>
    %call:2 = func.call @exits(%exits9_a0_any, %argument1) : (tensor<?xf64>, i64) -> (tensor<?xf64>, i1)
    %call0 = tensor.cast %call#0 : tensor<?xf64> to tensor<3xf64>
    %element0_slice = eshkol.slice %exits9_r0 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call0, "exits9" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
    %element1 = tensor.extract %exits9_r1[%i] : tensor<4xi1>
    %found = tensor.from_elements %element1 : tensor<1xi1>
    %alone = tensor.from_elements %call#1 : tensor<1xi1>
    eshkol.assert_close %found, %alone, "exits9" atol = 0.0 rtol = 0.0 : tensor<1xi1>
  }

  %exits10_a0 = arith.constant dense<[[2.248, 3.291, 0.7410000000000001], [3.167, 3.183, 1.342], [1.016, 1.762, 1.955], [2.781, 2.254, 4.453]]> : tensor<4x3xf64>
  %exits10_a0_any = tensor.cast %exits10_a0 : tensor<4x3xf64> to tensor<4x?xf64>
  %exits10_a1 = arith.constant 2 : i64
  %exits10:2 = eshkol.vmap @exits(%exits10_a0_any, %exits10_a1) in_axes [0, -1] out_axes [0, 0]
      : (tensor<4x?xf64>, i64) -> (tensor<4x?xf64>, tensor<4xi1>)
  %exits10_r0 = tensor.cast %exits10#0 : tensor<4x?xf64> to tensor<4x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %exits10_a0 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %argument0_any = tensor.cast %argument0 : tensor<3xf64> to tensor<?xf64>
    %call:2 = func.call @exits(%argument0_any, %exits10_a1) : (tensor<?xf64>, i64) -> (tensor<?xf64>, i1)
    %call0 = tensor.cast %call#0 : tensor<?xf64> to tensor<3xf64>
    %element0_slice = eshkol.slice %exits10_r0 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call0, "exits10" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
    %element1 = tensor.extract %exits10#1[%i] : tensor<4xi1>
    %found = tensor.from_elements %element1 : tensor<1xi1>
    %alone = tensor.from_elements %call#1 : tensor<1xi1>
    eshkol.assert_close %found, %alone, "exits10" atol = 0.0 rtol = 0.0 : tensor<1xi1>
  }

  %exits_uniform11_a0 = arith.constant dense<[[-1.592, -1.164, -1.355], [0.612, -0.987, -0.135], [-1.022, -1.364, -1.558], [0.625, -1.447, -1.214]]> : tensor<4x3xf64>
  %exits_uniform11_a0_any = tensor.cast %exits_uniform11_a0 : tensor<4x3xf64> to tensor<4x?xf64>
  %exits_uniform11_a1 = arith.constant dense<[3, 0, 5, 1]> : tensor<4xi64>
  %exits_uniform11_a2 = arith.constant false
  %exits_uniform11:2 = eshkol.vmap @exits_uniform(%exits_uniform11_a0_any, %exits_uniform11_a1, %exits_uniform11_a2) in_axes [0, 0, -1] out_axes [0, 0]
      : (tensor<4x?xf64>, tensor<4xi64>, i1) -> (tensor<4x?xf64>, tensor<4xi1>)
  %exits_uniform11_r0 = tensor.cast %exits_uniform11#0 : tensor<4x?xf64> to tensor<4x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %exits_uniform11_a0 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %argument0_any = tensor.cast %argument0 : tensor<3xf64> to tensor<?xf64>
    %argument1 = tensor.extract %exits_uniform11_a1[%i] : tensor<4xi64>
    %call:2 = func.call @exits_uniform(%argument0_any, %argument1, %exits_uniform11_a2) : (tensor<?xf64>, i64, i1) -> (tensor<?xf64>, i1)
    %call0 = tensor.cast %call#0 : tensor<?xf64> to tensor<3xf64>
    %element0_slice = eshkol.slice %exits_uniform11_r0 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call0, "exits_uniform11" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
    %element1 = tensor.extract %exits_uniform11#1[%i] : tensor<4xi1>
    %found = tensor.from_elements %element1 : tensor<1xi1>
    %alone = tensor.from_elements %call#1 : tensor<1xi1>
    eshkol.assert_close %found, %alone, "exits_uniform11" atol = 0.0 rtol = 0.0 : tensor<1xi1>
  }

  %exits_uniform12_a0 = arith.constant dense<[[-0.525, 1.284, -1.612], [1.352, -1.616, 1.906], [-0.125, 1.907, 0.419], [0.957, -1.843, -0.869]]> : tensor<4x3xf64>
  %exits_uniform12_a0_any = tensor.cast %exits_uniform12_a0 : tensor<4x3xf64> to tensor<4x?xf64>
  %exits_uniform12_a1 = arith.constant dense<[3, 0, 5, 1]> : tensor<4xi64>
  %exits_uniform12_a2 = arith.constant true
  %exits_uniform12:2 = eshkol.vmap @exits_uniform(%exits_uniform12_a0_any, %exits_uniform12_a1, %exits_uniform12_a2) in_axes [0, 0, -1] out_axes [0, 0]
      : (tensor<4x?xf64>, tensor<4xi64>, i1) -> (tensor<4x?xf64>, tensor<4xi1>)
  %exits_uniform12_r0 = tensor.cast %exits_uniform12#0 : tensor<4x?xf64> to tensor<4x3xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0_slice = eshkol.slice %exits_uniform12_a0 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %argument0_any = tensor.cast %argument0 : tensor<3xf64> to tensor<?xf64>
    %argument1 = tensor.extract %exits_uniform12_a1[%i] : tensor<4xi64>
    %call:2 = func.call @exits_uniform(%argument0_any, %argument1, %exits_uniform12_a2) : (tensor<?xf64>, i64, i1) -> (tensor<?xf64>, i1)
    %call0 = tensor.cast %call#0 : tensor<?xf64> to tensor<3xf64>
    %element0_slice = eshkol.slice %exits_uniform12_r0 [%i, 0] [1, 3] [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
    %element0 = eshkol.reshape %element0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    eshkol.assert_close %element0, %call0, "exits_uniform12" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
    %element1 = tensor.extract %exits_uniform12#1[%i] : tensor<4xi1>
    %found = tensor.from_elements %element1 : tensor<1xi1>
    %alone = tensor.from_elements %call#1 : tensor<1xi1>
    eshkol.assert_close %found, %alone, "exits_uniform12" atol = 0.0 rtol = 0.0 : tensor<1xi1>
  }

  %guarded13_a0 = arith.constant dense<[10, 20, 30]> : tensor<3xi64>
  %guarded13_a1 = arith.constant dense<[3, 0, -7]> : tensor<3xi64>
  %guarded13 = eshkol.vmap @guarded(%guarded13_a0, %guarded13_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3xi64>, tensor<3xi64>) -> tensor<3xi64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %guarded13_a0[%i] : tensor<3xi64>
    %argument1 = tensor.extract %guarded13_a1[%i] : tensor<3xi64>
    %call = func.call @guarded(%argument0, %argument1) : (i64, i64) -> i64
    %element0 = tensor.extract %guarded13[%i] : tensor<3xi64>
    %found = tensor.from_elements %element0 : tensor<1xi64>
    %alone = tensor.from_elements %call : tensor<1xi64>
    eshkol.assert_close %found, %alone, "guarded13" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }
  %guarded13_x0 = arith.constant dense<[3, 20, -4]> : tensor<3xi64>
  eshkol.assert_close %guarded13, %guarded13_x0, "guarded13" atol = 0.0 rtol = 0.0 : tensor<3xi64>

  %guarded14_a0 = arith.constant dense<[10, 20, 30]> : tensor<3xi64>
  %guarded14_a1 = arith.constant 0 : i64
  %guarded14 = eshkol.vmap @guarded(%guarded14_a0, %guarded14_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3xi64>, i64) -> tensor<3xi64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %guarded14_a0[%i] : tensor<3xi64>
    %call = func.call @guarded(%argument0, %guarded14_a1) : (i64, i64) -> i64
    %element0 = tensor.extract %guarded14[%i] : tensor<3xi64>
    %found = tensor.from_elements %element0 : tensor<1xi64>
    %alone = tensor.from_elements %call : tensor<1xi64>
    eshkol.assert_close %found, %alone, "guarded14" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }

  %in_vain15_a0 = arith.constant dense<[false, false, false]> : tensor<3xi1>
  %in_vain15_a1 = arith.constant 17 : i64
  %in_vain15_a2 = arith.constant 0 : i64
  %in_vain15 = eshkol.vmap @in_vain(%in_vain15_a0, %in_vain15_a1, %in_vain15_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3xi1>, i64, i64) -> tensor<3xi64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %in_vain15_a0[%i] : tensor<3xi1>
    %call = func.call @in_vain(%argument0, %in_vain15_a1, %in_vain15_a2) : (i1, i64, i64) -> i64
    %element0 = tensor.extract %in_vain15[%i] : tensor<3xi64>
    %found = tensor.from_elements %element0 : tensor<1xi64>
    %alone = tensor.from_elements %call : tensor<1xi64>
    eshkol.assert_close %found, %alone, "in_vain15" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }

  %in_vain16_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %in_vain16_a1 = arith.constant 17 : i64
  %in_vain16_a2 = arith.constant 5 : i64
  %in_vain16 = eshkol.vmap @in_vain(%in_vain16_a0, %in_vain16_a1, %in_vain16_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3xi1>, i64, i64) -> tensor<3xi64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %in_vain16_a0[%i] : tensor<3xi1>
    %call = func.call @in_vain(%argument0, %in_vain16_a1, %in_vain16_a2) : (i1, i64, i64) -> i64
    %element0 = tensor.extract %in_vain16[%i] : tensor<3xi64>
    %found = tensor.from_elements %element0 : tensor<1xi64>
    %alone = tensor.from_elements %call : tensor<1xi64>
    eshkol.assert_close %found, %alone, "in_vain16" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }

  %guarded_map17_a0 = arith.constant dense<[[8, -27], [9, -48], [48, 12]]> : tensor<3x2xi64>
  %guarded_map17_a1 = arith.constant dense<[3, 0, -7]> : tensor<3xi64>
  %guarded_map17 = eshkol.vmap @guarded_map(%guarded_map17_a0, %guarded_map17_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x2xi64>, tensor<3xi64>) -> tensor<3x2xi64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %guarded_map17_a0 [%i, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
    %argument0 = eshkol.reshape %argument0_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
    %argument1 = tensor.extract %guarded_map17_a1[%i] : tensor<3xi64>
    %call = func.call @guarded_map(%argument0, %argument1) : (tensor<2xi64>, i64) -> tensor<2xi64>
    %element0_slice = eshkol.slice %guarded_map17 [%i, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
    eshkol.assert_close %element0, %call, "guarded_map17" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  }

  %map_in_vain18_a0 = arith.constant dense<[false, false]> : tensor<2xi1>
  %map_in_vain18_a1 = arith.constant dense<[-15, 44]> : tensor<2xi64>
  %map_in_vain18_a2 = arith.constant 0 : i64
  %map_in_vain18 = eshkol.vmap @map_in_vain(%map_in_vain18_a0, %map_in_vain18_a1, %map_in_vain18_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2xi1>, tensor<2xi64>, i64) -> tensor<2x2xi64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %map_in_vain18_a0[%i] : tensor<2xi1>
    %call = func.call @map_in_vain(%argument0, %map_in_vain18_a1, %map_in_vain18_a2) : (i1, tensor<2xi64>, i64) -> tensor<2xi64>
    %element0_slice = eshkol.slice %map_in_vain18 [%i, 0] [1, 2] [1, 1] : tensor<2x2xi64> -> tensor<1x2xi64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
    eshkol.assert_close %element0, %call, "map_in_vain18" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  }

  %map_in_vain19_a0 = arith.constant dense<[false, true]> : tensor<2xi1>
  %map_in_vain19_a1 = arith.constant dense<[17, 32]> : tensor<2xi64>
  %map_in_vain19_a2 = arith.constant 3 : i64
  %map_in_vain19 = eshkol.vmap @map_in_vain(%map_in_vain19_a0, %map_in_vain19_a1, %map_in_vain19_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2xi1>, tensor<2xi64>, i64) -> tensor<2x2xi64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %map_in_vain19_a0[%i] : tensor<2xi1>
    %call = func.call @map_in_vain(%argument0, %map_in_vain19_a1, %map_in_vain19_a2) : (i1, tensor<2xi64>, i64) -> tensor<2xi64>
    %element0_slice = eshkol.slice %map_in_vain19 [%i, 0] [1, 2] [1, 1] : tensor<2x2xi64> -> tensor<1x2xi64>
    %element0 = eshkol.reshape %element0_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
    eshkol.assert_close %element0, %call, "map_in_vain19" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  }

  %nested_if20_a0 = arith.constant dense<[-2.0, 0.5, 3.0, -0.25]> : tensor<4xf64>
  %nested_if20 = eshkol.vmap @nested_if(%nested_if20_a0) in_axes [0] out_axes [0]
      : (tensor<4xf64>) -> tensor<4xf64>
  scf.for %i = %first to %size4 step %step {
    %argument0 = tensor.extract %nested_if20_a0[%i] : tensor<4xf64>
    %call = func.call @nested_if(%argument0) : (f64) -> f64
    %element0 = tensor.extract %nested_if20[%i] : tensor<4xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "nested_if20" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }
  %nested_if20_x0 = arith.constant dense<[2.0, 1.5, 9.0, 0.25]> : tensor<4xf64>
  eshkol.assert_close %nested_if20, %nested_if20_x0, "nested_if20" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>

  %sum21_a0 = arith.constant dense<[[0.261, 1.46, 0.036], [1.667, 1.685, -1.668]]> : tensor<2x3xf64>
  %sum21_a1 = arith.constant 1.5 : f64
  %sum21:2 = eshkol.vmap @sum(%sum21_a0, %sum21_a1) in_axes [0, -1] out_axes [0, -1]
      : (tensor<2x3xf64>, f64) -> (tensor<2xf64>, f64)
  %sum21_r1 = tensor.from_elements %sum21#1 : tensor<f64>
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %sum21_a0 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %call:2 = func.call @sum(%argument0, %sum21_a1) : (tensor<3xf64>, f64) -> (f64, f64)
    %element0 = tensor.extract %sum21#0[%i] : tensor<2xf64>
    %call1 = tensor.from_elements %call#1 : tensor<f64>
    eshkol.assert_close %sum21_r1, %call1, "sum21" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found, %alone, "sum21" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %sum22_a0 = arith.constant dense<[[-0.889, -1.963, 1.369], [0.589, 1.366, -0.941]]> : tensor<2x3xf64>
  %sum22_a1 = arith.constant dense<[-0.409, 0.211]> : tensor<2xf64>
  %sum22:2 = eshkol.vmap @sum(%sum22_a0, %sum22_a1) in_axes [0, 0] out_axes [0, 0]
      : (tensor<2x3xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  scf.for %i = %first to %size2 step %step {
    %argument0_slice = eshkol.slice %sum22_a0 [%i, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
    %argument0 = eshkol.reshape %argument0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
    %argument1 = tensor.extract %sum22_a1[%i] : tensor<2xf64>
    %call:2 = func.call @sum(%argument0, %argument1) : (tensor<3xf64>, f64) -> (f64, f64)
    %element0 = tensor.extract %sum22#0[%i] : tensor<2xf64>
    %element1 = tensor.extract %sum22#1[%i] : tensor<2xf64>
    %found = tensor.from_elements %element0, %element1 : tensor<2xf64>
    %alone = tensor.from_elements %call#0, %call#1 : tensor<2xf64>
    eshkol.assert_close %found, %alone, "sum22" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %sum23_a0 = arith.constant dense<[-1.34, -0.521, -1.414]> : tensor<3xf64>
  %sum23_a1 = arith.constant dense<[0.278, 0.815]> : tensor<2xf64>
  %sum23:2 = eshkol.vmap @sum(%sum23_a0, %sum23_a1) in_axes [-1, 0] out_axes [0, 0]
      : (tensor<3xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  scf.for %i = %first to %size2 step %step {
    %argument1 = tensor.extract %sum23_a1[%i] : tensor<2xf64>
    %call:2 = func.call @sum(%sum23_a0, %argument1) : (tensor<3xf64>, f64) -> (f64, f64)
    %element0 = tensor.extract %sum23#0[%i] : tensor<2xf64>
    %element1 = tensor.extract %sum23#1[%i] : tensor<2xf64>
    %found = tensor.from_elements %element0, %element1 : tensor<2xf64>
    %alone = tensor.from_elements %call#0, %call#1 : tensor<2xf64>
    eshkol.assert_close %found, %alone, "sum23" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %rounds24_a0 = arith.constant 1 : index
  %rounds24_a1 = arith.constant 7 : index
  %rounds24_a2 = arith.constant 2 : index
  %rounds24_a3 = arith.constant dense<[-0.846, -0.267]> : tensor<2xf64>
  %rounds24:2 = eshkol.vmap @rounds(%rounds24_a0, %rounds24_a1, %rounds24_a2, %rounds24_a3) in_axes [-1, -1, -1, 0] out_axes [0, -1]
      : (index, index, index, tensor<2xf64>) -> (tensor<2xf64>, index)
  %rounds24_r1 = tensor.from_elements %rounds24#1 : tensor<index>
  scf.for %i = %first to %size2 step %step {
    %argument3 = tensor.extract %rounds24_a3[%i] : tensor<2xf64>
    %call:2 = func.call @rounds(%rounds24_a0, %rounds24_a1, %rounds24_a2, %argument3) : (index, index, index, f64) -> (f64, index)
    %element0 = tensor.extract %rounds24#0[%i] : tensor<2xf64>
    %call1 = tensor.from_elements %call#1 : tensor<index>
    eshkol.assert_close %rounds24_r1, %call1, "rounds24" atol = 0.0 rtol = 0.0 : tensor<index>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found, %alone, "rounds24" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %rounds25_a0 = arith.constant dense<[0, 1, 5, 3]> : tensor<4xindex>
  %rounds25_a1 = arith.constant dense<[7, 8, 5, 2]> : tensor<4xindex>
  %rounds25_a2 = arith.constant dense<[1, 3, 1, 2]> : tensor<4xindex>
  %rounds25_a3 = arith.constant dense<[1.024, -0.416, 1.584, 0.556]> : tensor<4xf64>
  %rounds25:2 = eshkol.vmap @rounds(%rounds25_a0, %rounds25_a1, %rounds25_a2, %rounds25_a3) in_axes [0, 0, 0, 0] out_axes [0, 0]
      : (tensor<4xindex>, tensor<4xindex>, tensor<4xindex>, tensor<4xf64>) -> (tensor<4xf64>, tensor<4xindex>)
  scf.for %i = %first to %size4 step %step {
    %argument0 = tensor.extract %rounds25_a0[%i] : tensor<4xindex>
    %argument1 = tensor.extract %rounds25_a1[%i] : tensor<4xindex>
    %argument2 = tensor.extract %rounds25_a2[%i] : tensor<4xindex>
    %argument3 = tensor.extract %rounds25_a3[%i] : tensor<4xf64>
    %call:2 = func.call @rounds(%argument0, %argument1, %argument2, %argument3) : (index, index, index, f64) -> (f64, index)
    %element0 = tensor.extract %rounds25#0[%i] : tensor<4xf64>
    %element1 = tensor.extract %rounds25#1[%i] : tensor<4xindex>
    %found_f64 = tensor.from_elements %element0 : tensor<1xf64>
    %alone_f64 = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found_f64, %alone_f64, "rounds25" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
    %found_index = tensor.from_elements %element1 : tensor<1xindex>
    %alone_index = tensor.from_elements %call#1 : tensor<1xindex>
    eshkol.assert_close %found_index, %alone_index, "rounds25" atol = 0.0 rtol = 0.0 : tensor<1xindex>
  }

  %rounds26_a0 = arith.constant 0 : index
  %rounds26_a1 = arith.constant dense<[0, 3, 1]> : tensor<3xindex>
  %rounds26_a2 = arith.constant 1 : index
  %rounds26_a3 = arith.constant 0.5 : f64
  %rounds26:2 = eshkol.vmap @rounds(%rounds26_a0, %rounds26_a1, %rounds26_a2, %rounds26_a3) in_axes [-1, 0, -1, -1] out_axes [0, 0]
      : (index, tensor<3xindex>, index, f64) -> (tensor<3xf64>, tensor<3xindex>)
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %rounds26_a1[%i] : tensor<3xindex>
    %call:2 = func.call @rounds(%rounds26_a0, %argument1, %rounds26_a2, %rounds26_a3) : (index, index, index, f64) -> (f64, index)
    %element0 = tensor.extract %rounds26#0[%i] : tensor<3xf64>
    %element1 = tensor.extract %rounds26#1[%i] : tensor<3xindex>
    %found_f64 = tensor.from_elements %element0 : tensor<1xf64>
    %alone_f64 = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found_f64, %alone_f64, "rounds26" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
    %found_index = tensor.from_elements %element1 : tensor<1xindex>
    %alone_index = tensor.from_elements %call#1 : tensor<1xindex>
    eshkol.assert_close %found_index, %alone_index, "rounds26" atol = 0.0 rtol = 0.0 : tensor<1xindex>
  }

  %rounds27_a0 = arith.constant dense<[0, 3]> : tensor<2xindex>
  %rounds27_a0_any = tensor.cast %rounds27_a0 : tensor<2xindex> to tensor<?xindex>
  %rounds27_a1 = arith.constant 4 : index
  %rounds27_a2 = arith.constant 1 : index
  %rounds27_a3 = arith.constant 0.5 : f64
  %rounds27:2 = eshkol.vmap @rounds(%rounds27_a0_any, %rounds27_a1, %rounds27_a2, %rounds27_a3) in_axes [0, -1, -1, -1] out_axes [0, 0]
      : (tensor<?xindex>, index, index, f64) -> (tensor<?xf64>, tensor<?xindex>)
  %rounds27_r0 = tensor.cast %rounds27#0 : tensor<?xf64> to tensor<2xf64>
  %rounds27_r1 = tensor.cast %rounds27#1 : tensor<?xindex> to tensor<2xindex>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %rounds27_a0[%i] : tensor<2xindex>
    %call:2 = func.call @rounds(%argument0, %rounds27_a1, %rounds27_a2, %rounds27_a3) : (index, index, index, f64) -> (f64, index)
    %element0 = tensor.extract %rounds27_r0[%i] : tensor<2xf64>
    %element1 = tensor.extract %rounds27_r1[%i] : tensor<2xindex>
    %found_f64 = tensor.from_elements %element0 : tensor<1xf64>
    %alone_f64 = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found_f64, %alone_f64, "rounds27" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
    %found_index = tensor.from_elements %element1 : tensor<1xindex>
    %alone_index = tensor.from_elements %call#1 : tensor<1xindex>
    eshkol.assert_close %found_index, %alone_index, "rounds27" atol = 0.0 rtol = 0.0 : tensor<1xindex>
  }

  %rounds28_a0 = arith.constant dense<> : tensor<0xindex>
  %rounds28_a0_any = tensor.cast %rounds28_a0 : tensor<0xindex> to tensor<?xindex>
  %rounds28_a1 = arith.constant dense<> : tensor<0xindex>
  %rounds28_a1_any = tensor.cast %rounds28_a1 : tensor<0xindex> to tensor<?xindex>
  %rounds28_a2 = arith.constant 1 : index
  %rounds28_a3 = arith.constant 0.5 : f64
  %rounds28:2 = eshkol.vmap @rounds(%rounds28_a0_any, %rounds28_a1_any, %rounds28_a2, %rounds28_a3) in_axes [0, 0, -1, -1] out_axes [0, 0]
      : (tensor<?xindex>, tensor<?xindex>, index, f64) -> (tensor<?xf64>, tensor<?xindex>)
  %rounds28_r0 = tensor.cast %rounds28#0 : tensor<?xf64> to tensor<0xf64>
  %rounds28_r1 = tensor.cast %rounds28#1 : tensor<?xindex> to tensor<0xindex>

  %no_rounds29_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %no_rounds29_a1 = arith.constant dense<[3, 1000000000000]> : tensor<2xindex>
  %no_rounds29_a2 = arith.constant dense<[1, 1]> : tensor<2xindex>
  %no_rounds29_a3 = arith.constant dense<[1.566, 0.72]> : tensor<2xf64>
  %no_rounds29 = eshkol.vmap @no_rounds(%no_rounds29_a0, %no_rounds29_a1, %no_rounds29_a2, %no_rounds29_a3) in_axes [0, 0, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<2xindex>, tensor<2xindex>, tensor<2xf64>) -> tensor<2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %no_rounds29_a0[%i] : tensor<2xi1>
    %argument1 = tensor.extract %no_rounds29_a1[%i] : tensor<2xindex>
    %argument2 = tensor.extract %no_rounds29_a2[%i] : tensor<2xindex>
    %argument3 = tensor.extract %no_rounds29_a3[%i] : tensor<2xf64>
    %call = func.call @no_rounds(%argument0, %argument1, %argument2, %argument3) : (i1, index, index, f64) -> f64
    %element0 = tensor.extract %no_rounds29[%i] : tensor<2xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "no_rounds29" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %no_rounds30_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %no_rounds30_a1 = arith.constant dense<[3, 4]> : tensor<2xindex>
  %no_rounds30_a2 = arith.constant dense<[1, 0]> : tensor<2xindex>
  %no_rounds30_a3 = arith.constant dense<[-0.203, 1.914]> : tensor<2xf64>
  %no_rounds30 = eshkol.vmap @no_rounds(%no_rounds30_a0, %no_rounds30_a1, %no_rounds30_a2, %no_rounds30_a3) in_axes [0, 0, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<2xindex>, tensor<2xindex>, tensor<2xf64>) -> tensor<2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %no_rounds30_a0[%i] : tensor<2xi1>
    %argument1 = tensor.extract %no_rounds30_a1[%i] : tensor<2xindex>
    %argument2 = tensor.extract %no_rounds30_a2[%i] : tensor<2xindex>
    %argument3 = tensor.extract %no_rounds30_a3[%i] : tensor<2xf64>
    %call = func.call @no_rounds(%argument0, %argument1, %argument2, %argument3) : (i1, index, index, f64) -> f64
    %element0 = tensor.extract %no_rounds30[%i] : tensor<2xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "no_rounds30" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %no_rounds31_a0 = arith.constant dense<[false, false]> : tensor<2xi1>
  %no_rounds31_a1 = arith.constant 1000000000000 : index
  %no_rounds31_a2 = arith.constant 1 : index
  %no_rounds31_a3 = arith.constant dense<[-1.535, 1.068]> : tensor<2xf64>
  %no_rounds31 = eshkol.vmap @no_rounds(%no_rounds31_a0, %no_rounds31_a1, %no_rounds31_a2, %no_rounds31_a3) in_axes [0, -1, -1, 0] out_axes [0]
      : (tensor<2xi1>, index, index, tensor<2xf64>) -> tensor<2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %no_rounds31_a0[%i] : tensor<2xi1>
    %argument3 = tensor.extract %no_rounds31_a3[%i] : tensor<2xf64>
    %call = func.call @no_rounds(%argument0, %no_rounds31_a1, %no_rounds31_a2, %argument3) : (i1, index, index, f64) -> f64
    %element0 = tensor.extract %no_rounds31[%i] : tensor<2xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "no_rounds31" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %halve32_a0 = arith.constant dense<[10.0, 1.0, 3.0, 0.5]> : tensor<4xf64>
  %halve32:2 = eshkol.vmap @halve(%halve32_a0) in_axes [0] out_axes [0, 0]
      : (tensor<4xf64>) -> (tensor<4xf64>, tensor<4xi64>)
  scf.for %i = %first to %size4 step %step {
    %argument0 = tensor.extract %halve32_a0[%i] : tensor<4xf64>
    %call:2 = func.call @halve(%argument0) : (f64) -> (f64, i64)
    %element0 = tensor.extract %halve32#0[%i] : tensor<4xf64>
    %element1 = tensor.extract %halve32#1[%i] : tensor<4xi64>
    %found_f64 = tensor.from_elements %element0 : tensor<1xf64>
    %alone_f64 = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found_f64, %alone_f64, "halve32" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
    %found_i64 = tensor.from_elements %element1 : tensor<1xi64>
    %alone_i64 = tensor.from_elements %call#1 : tensor<1xi64>
    eshkol.assert_close %found_i64, %alone_i64, "halve32" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }
  %halve32_x0 = arith.constant dense<[0.625, 1.0, 0.75, 0.5]> : tensor<4xf64>
  eshkol.assert_close %halve32#0, %halve32_x0, "halve32" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %halve32_x1 = arith.constant dense<[4, 0, 2, 0]> : tensor<4xi64>
  eshkol.assert_close %halve32#1, %halve32_x1, "halve32" atol = 0.0 rtol = 0.0 : tensor<4xi64>

  %halve33_a0 = arith.constant dense<[100.0, 2.0]> : tensor<2xf64>
  %halve33_a0_any = tensor.cast %halve33_a0 : tensor<2xf64> to tensor<?xf64>
  %halve33:2 = eshkol.vmap @halve(%halve33_a0_any) in_axes [0] out_axes [0, 0]
      : (tensor<?xf64>) -> (tensor<?xf64>, tensor<?xi64>)
  %halve33_r0 = tensor.cast %halve33#0 : tensor<?xf64> to tensor<2xf64>
  %halve33_r1 = tensor.cast %halve33#1 : tensor<?xi64> to tensor<2xi64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %halve33_a0[%i] : tensor<2xf64>
    %call:2 = func.call @halve(%argument0) : (f64) -> (f64, i64)
    %element0 = tensor.extract %halve33_r0[%i] : tensor<2xf64>
    %element1 = tensor.extract %halve33_r1[%i] : tensor<2xi64>
    %found_f64 = tensor.from_elements %element0 : tensor<1xf64>
    %alone_f64 = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found_f64, %alone_f64, "halve33" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
    %found_i64 = tensor.from_elements %element1 : tensor<1xi64>
    %alone_i64 = tensor.from_elements %call#1 : tensor<1xi64>
    eshkol.assert_close %found_i64, %alone_i64, "halve33" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }

  %halve34_a0 = arith.constant dense<> : tensor<0xf64>
  %halve34:2 = eshkol.vmap @halve(%halve34_a0) in_axes [0] out_axes [0, 0]
      : (tensor<0xf64>) -> (tensor<0xf64>, tensor<0xi64>)

  %test_first35_a0 = arith.constant dense<[0.5, 3.0, 1.1]> : tensor<3xf64>
  %test_first35_a1 = arith.constant 50.0 : f64
  %test_first35:3 = eshkol.vmap @test_first(%test_first35_a0, %test_first35_a1) in_axes [0, -1] out_axes [0, -1, 0]
      : (tensor<3xf64>, f64) -> (tensor<3xf64>, f64, tensor<3xf64>)
  %test_first35_r1 = tensor.from_elements %test_first35#1 : tensor<f64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %test_first35_a0[%i] : tensor<3xf64>
    %call:3 = func.call @test_first(%argument0, %test_first35_a1) : (f64, f64) -> (f64, f64, f64)
    %element0 = tensor.extract %test_first35#0[%i] : tensor<3xf64>
    %call1 = tensor.from_elements %call#1 : tensor<f64>
    eshkol.assert_close %test_first35_r1, %call1, "test_first35" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
    %element2 = tensor.extract %test_first35#2[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0, %element2 : tensor<2xf64>
    %alone = tensor.from_elements %call#0, %call#2 : tensor<2xf64>
    eshkol.assert_close %found, %alone, "test_first35" atol = 1.0e-13 rtol = 1.0e-13 : tensor<2xf64>
  }

  %test_first36_a0 = arith.constant dense<[0.5, 3.0, 1.1]> : tensor<3xf64>
  %test_first36_a1 = arith.constant dense<[1.0, 9.0, 1000.0]> : tensor<3xf64>
  %test_first36:3 = eshkol.vmap @test_first(%test_first36_a0, %test_first36_a1) in_axes [0, 0] out_axes [0, 0, 0]
      : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %test_first36_a0[%i] : tensor<3xf64>
    %argument1 = tensor.extract %test_first36_a1[%i] : tensor<3xf64>
    %call:3 = func.call @test_first(%argument0, %argument1) : (f64, f64) -> (f64, f64, f64)
    %element0 = tensor.extract %test_first36#0[%i] : tensor<3xf64>
    %element1 = tensor.extract %test_first36#1[%i] : tensor<3xf64>
    %element2 = tensor.extract %test_first36#2[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0, %element1, %element2 : tensor<3xf64>
    %alone = tensor.from_elements %call#0, %call#1, %call#2 : tensor<3xf64>
    eshkol.assert_close %found, %alone, "test_first36" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %test_first37_a0 = arith.constant 0.5 : f64
  %test_first37_a1 = arith.constant dense<[1.0, 9.0, 1000.0]> : tensor<3xf64>
  %test_first37:3 = eshkol.vmap @test_first(%test_first37_a0, %test_first37_a1) in_axes [-1, 0] out_axes [0, 0, 0]
      : (f64, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %test_first37_a1[%i] : tensor<3xf64>
    %call:3 = func.call @test_first(%test_first37_a0, %argument1) : (f64, f64) -> (f64, f64, f64)
    %element0 = tensor.extract %test_first37#0[%i] : tensor<3xf64>
    %element1 = tensor.extract %test_first37#1[%i] : tensor<3xf64>
    %element2 = tensor.extract %test_first37#2[%i] : tensor<3xf64>
    %found = tensor.from_elements %element0, %element1, %element2 : tensor<3xf64>
    %alone = tensor.from_elements %call#0, %call#1, %call#2 : tensor<3xf64>
    eshkol.assert_close %found, %alone, "test_first37" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  }

  %together38_a0 = arith.constant dense<[-0.353, 0.702, -1.001]> : tensor<3xf64>
  %together38_a1 = arith.constant 4 : i64
  %together38:2 = eshkol.vmap @together(%together38_a0, %together38_a1) in_axes [0, -1] out_axes [0, -1]
      : (tensor<3xf64>, i64) -> (tensor<3xf64>, i64)
  %together38_r1 = tensor.from_elements %together38#1 : tensor<i64>
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %together38_a0[%i] : tensor<3xf64>
    %call:2 = func.call @together(%argument0, %together38_a1) : (f64, i64) -> (f64, i64)
    %element0 = tensor.extract %together38#0[%i] : tensor<3xf64>
    %call1 = tensor.from_elements %call#1 : tensor<i64>
    eshkol.assert_close %together38_r1, %call1, "together38" atol = 0.0 rtol = 0.0 : tensor<i64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found, %alone, "together38" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %together39_a0 = arith.constant dense<[-0.747, 1.862, 0.354]> : tensor<3xf64>
  %together39_a1 = arith.constant dense<[4, 0, 2]> : tensor<3xi64>
  %together39:2 = eshkol.vmap @together(%together39_a0, %together39_a1) in_axes [0, 0] out_axes [0, 0]
      : (tensor<3xf64>, tensor<3xi64>) -> (tensor<3xf64>, tensor<3xi64>)
  scf.for %i = %first to %size3 step %step {
    %argument0 = tensor.extract %together39_a0[%i] : tensor<3xf64>
    %argument1 = tensor.extract %together39_a1[%i] : tensor<3xi64>
    %call:2 = func.call @together(%argument0, %argument1) : (f64, i64) -> (f64, i64)
    %element0 = tensor.extract %together39#0[%i] : tensor<3xf64>
    %element1 = tensor.extract %together39#1[%i] : tensor<3xi64>
    %found_f64 = tensor.from_elements %element0 : tensor<1xf64>
    %alone_f64 = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found_f64, %alone_f64, "together39" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
    %found_i64 = tensor.from_elements %element1 : tensor<1xi64>
    %alone_i64 = tensor.from_elements %call#1 : tensor<1xi64>
    eshkol.assert_close %found_i64, %alone_i64, "together39" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }

  %endless40_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %endless40_a1 = arith.constant dense<[0.639, 0.133]> : tensor<2xf64>
  %endless40_a2 = arith.constant dense<[3, -1]> : tensor<2xi64>
  %endless40 = eshkol.vmap @endless(%endless40_a0, %endless40_a1, %endless40_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<2xf64>, tensor<2xi64>) -> tensor<2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %endless40_a0[%i] : tensor<2xi1>
    %argument1 = tensor.extract %endless40_a1[%i] : tensor<2xf64>
    %argument2 = tensor.extract %endless40_a2[%i] : tensor<2xi64>
    %call = func.call @endless(%argument0, %argument1, %argument2) : (i1, f64, i64) -> f64
    %element0 = tensor.extract %endless40[%i] : tensor<2xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "endless40" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %endless41_a0 = arith.constant dense<[false, false]> : tensor<2xi1>
  %endless41_a1 = arith.constant dense<[-1.078, -0.421]> : tensor<2xf64>
  %endless41_a2 = arith.constant -1 : i64
  %endless41 = eshkol.vmap @endless(%endless41_a0, %endless41_a1, %endless41_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<2xi1>, tensor<2xf64>, i64) -> tensor<2xf64>
  scf.for %i = %first to %size2 step %step {
    %argument0 = tensor.extract %endless41_a0[%i] : tensor<2xi1>
    %argument1 = tensor.extract %endless41_a1[%i] : tensor<2xf64>
    %call = func.call @endless(%argument0, %argument1, %endless41_a2) : (i1, f64, i64) -> f64
    %element0 = tensor.extract %endless41[%i] : tensor<2xf64>
    %found = tensor.from_elements %element0 : tensor<1xf64>
    %alone = tensor.from_elements %call : tensor<1xf64>
    eshkol.assert_close %found, %alone, "endless41" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
  }

  %loops42_a0 = arith.constant dense<[0.25, 20.0, 3.5, -1.0, 1.9]> : tensor<5xf64>
  %loops42:2 = eshkol.vmap @loops(%loops42_a0) in_axes [0] out_axes [0, 0]
      : (tensor<5xf64>) -> (tensor<5xf64>, tensor<5xi64>)
  scf.for %i = %first to %size5 step %step {
    %argument0 = tensor.extract %loops42_a0[%i] : tensor<5xf64>
    %call:2 = func.call @loops(%argument0) : (f64) -> (f64, i64)
    %element0 = tensor.extract %loops42#0[%i] : tensor<5xf64>
    %element1 = tensor.extract %loops42#1[%i] : tensor<5xi64>
    %found_f64 = tensor.from_elements %element0 : tensor<1xf64>
    %alone_f64 = tensor.from_elements %call#0 : tensor<1xf64>
    eshkol.assert_close %found_f64, %alone_f64, "loops42" atol = 1.0e-13 rtol = 1.0e-13 : tensor<1xf64>
    %found_i64 = tensor.from_elements %element1 : tensor<1xi64>
    %alone_i64 = tensor.from_elements %call#1 : tensor<1xi64>
    eshkol.assert_close %found_i64, %alone_i64, "loops42" atol = 0.0 rtol = 0.0 : tensor<1xi64>
  }

  %tensor_loop43_a0 = arith.constant dense<[[0.475, -0.101, -0.119, 0.864], [-0.848, -0.466, 0.997, 1.514], [-1.589, -1.631, -0.584, 0.207]]> : tensor<3x4xf64>
  %tensor_loop43_a0_any = tensor.cast %tensor_loop43_a0 : tensor<3x4xf64> to tensor<3x?xf64>
  %tensor_loop43_a1 = arith.constant dense<[0, 4, 2]> : tensor<3xindex>
  %tensor_loop43 = eshkol.vmap @tensor_loop(%tensor_loop43_a0_any, %tensor_loop43_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x?xf64>, tensor<3xindex>) -> tensor<3x?xf64>
  %tensor_loop43_r0 = tensor.cast %tensor_loop43 : tensor<3x?xf64> to tensor<3x4xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %tensor_loop43_a0 [%i, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
    %argument0_any = tensor.cast %argument0 : tensor<4xf64> to tensor<?xf64>
    %argument1 = tensor.extract %tensor_loop43_a1[%i] : tensor<3xindex>
    %call = func.call @tensor_loop(%argument0_any, %argument1) : (tensor<?xf64>, index) -> tensor<?xf64>
    %call0 = tensor.cast %call : tensor<?xf64> to tensor<4xf64>
    %element0_slice = eshkol.slice %tensor_loop43_r0 [%i, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
    %element0 = eshkol.reshape %element0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
    eshkol.assert_close %element0, %call0, "tensor_loop43" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  }

  %tensor_loop44_a0 = arith.constant dense<[-1.865, 1.876, -0.716, -1.115]> : tensor<4xf64>
  %tensor_loop44_a0_any = tensor.cast %tensor_loop44_a0 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop44_a1 = arith.constant dense<[0, 4, 2]> : tensor<3xindex>
  %tensor_loop44_a1_any = tensor.cast %tensor_loop44_a1 : tensor<3xindex> to tensor<?xindex>
  %tensor_loop44 = eshkol.vmap @tensor_loop(%tensor_loop44_a0_any, %tensor_loop44_a1_any) in_axes [-1, 0] out_axes [0]
      : (tensor<?xf64>, tensor<?xindex>) -> tensor<?x?xf64>
  %tensor_loop44_r0 = tensor.cast %tensor_loop44 : tensor<?x?xf64> to tensor<3x4xf64>
  scf.for %i = %first to %size3 step %step {
    %argument1 = tensor.extract %tensor_loop44_a1[%i] : tensor<3xindex>
    %call = func.call @tensor_loop(%tensor_loop44_a0_any, %argument1) : (tensor<?xf64>, index) -> tensor<?xf64>
    %call0 = tensor.cast %call : tensor<?xf64> to tensor<4xf64>
    %element0_slice = eshkol.slice %tensor_loop44_r0 [%i, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
    %element0 = eshkol.reshape %element0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
    eshkol.assert_close %element0, %call0, "tensor_loop44" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  }

  %tensor_loop45_a0 = arith.constant dense<[[-1.435, -1.611, 1.936, -0.959], [0.148, -0.208, -1.602, -0.591], [-0.123, 1.365, 1.619, -1.85]]> : tensor<3x4xf64>
  %tensor_loop45_a0_any = tensor.cast %tensor_loop45_a0 : tensor<3x4xf64> to tensor<3x?xf64>
  %tensor_loop45_a1 = arith.constant 3 : index
  %tensor_loop45 = eshkol.vmap @tensor_loop(%tensor_loop45_a0_any, %tensor_loop45_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3x?xf64>, index) -> tensor<3x?xf64>
  %tensor_loop45_r0 = tensor.cast %tensor_loop45 : tensor<3x?xf64> to tensor<3x4xf64>
  scf.for %i = %first to %size3 step %step {
    %argument0_slice = eshkol.slice %tensor_loop45_a0 [%i, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
    %argument0 = eshkol.reshape %argument0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
    %argument0_any = tensor.cast %argument0 : tensor<4xf64> to tensor<?xf64>
    %call = func.call @tensor_loop(%argument0_any, %tensor_loop45_a1) : (tensor<?xf64>, index) -> tensor<?xf64>
    %call0 = tensor.cast %call : tensor<?xf64> to tensor<4xf64>
    %element0_slice = eshkol.slice %tensor_loop45_r0 [%i, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
    %element0 = eshkol.reshape %element0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
    eshkol.assert_close %element0, %call0, "tensor_loop45" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  }
  return
}
