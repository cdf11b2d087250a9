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
  %abs1_a0 = arith.constant dense<[0.195, 0.861, 0.411, 0.18]> : tensor<4xf64>
  %abs1 = eshkol.vmap @abs(%abs1_a0) in_axes [0] out_axes [0]
      : (tensor<4xf64>) -> tensor<4xf64>
  %abs1_a0_0_slice = eshkol.slice %abs1_a0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs1_a0_0 = eshkol.reshape %abs1_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %abs1_a0_0_number = tensor.extract %abs1_a0_0[] : tensor<f64>
  %abs1_e0 = func.call @abs(%abs1_a0_0_number) : (f64) -> f64
  %abs1_e0_0 = tensor.from_elements %abs1_e0 : tensor<f64>
  %abs1_s0_0_0_slice = eshkol.slice %abs1 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs1_s0_0_0 = eshkol.reshape %abs1_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %abs1_s0_0_0, %abs1_e0_0, "abs1: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %abs1_a0_1_slice = eshkol.slice %abs1_a0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs1_a0_1 = eshkol.reshape %abs1_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %abs1_a0_1_number = tensor.extract %abs1_a0_1[] : tensor<f64>
  %abs1_e1 = func.call @abs(%abs1_a0_1_number) : (f64) -> f64
  %abs1_e1_0 = tensor.from_elements %abs1_e1 : tensor<f64>
  %abs1_s1_0_1_slice = eshkol.slice %abs1 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs1_s1_0_1 = eshkol.reshape %abs1_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %abs1_s1_0_1, %abs1_e1_0, "abs1: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %abs1_a0_2_slice = eshkol.slice %abs1_a0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs1_a0_2 = eshkol.reshape %abs1_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %abs1_a0_2_number = tensor.extract %abs1_a0_2[] : tensor<f64>
  %abs1_e2 = func.call @abs(%abs1_a0_2_number) : (f64) -> f64
  %abs1_e2_0 = tensor.from_elements %abs1_e2 : tensor<f64>
  %abs1_s2_0_2_slice = eshkol.slice %abs1 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs1_s2_0_2 = eshkol.reshape %abs1_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %abs1_s2_0_2, %abs1_e2_0, "abs1: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %abs1_a0_3_slice = eshkol.slice %abs1_a0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs1_a0_3 = eshkol.reshape %abs1_a0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  %abs1_a0_3_number = tensor.extract %abs1_a0_3[] : tensor<f64>
  %abs1_e3 = func.call @abs(%abs1_a0_3_number) : (f64) -> f64
  %abs1_e3_0 = tensor.from_elements %abs1_e3 : tensor<f64>
  %abs1_s3_0_3_slice = eshkol.slice %abs1 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs1_s3_0_3 = eshkol.reshape %abs1_s3_0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %abs1_s3_0_3, %abs1_e3_0, "abs1: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %abs2_a0 = arith.constant dense<[-0.305, 0.584, -0.25, 1.567]> : tensor<4xf64>
  %abs2_a0_any = tensor.cast %abs2_a0 : tensor<4xf64> to tensor<?xf64>
  %abs2 = eshkol.vmap @abs(%abs2_a0_any) in_axes [0] out_axes [0]
      : (tensor<?xf64>) -> tensor<?xf64>
  %abs2_r0 = tensor.cast %abs2 : tensor<?xf64> to tensor<4xf64>
  %abs2_a0_0_slice = eshkol.slice %abs2_a0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs2_a0_0 = eshkol.reshape %abs2_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %abs2_a0_0_number = tensor.extract %abs2_a0_0[] : tensor<f64>
  %abs2_e0 = func.call @abs(%abs2_a0_0_number) : (f64) -> f64
  %abs2_e0_0 = tensor.from_elements %abs2_e0 : tensor<f64>
  %abs2_s0_0_0_slice = eshkol.slice %abs2_r0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs2_s0_0_0 = eshkol.reshape %abs2_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %abs2_s0_0_0, %abs2_e0_0, "abs2: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %abs2_a0_1_slice = eshkol.slice %abs2_a0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs2_a0_1 = eshkol.reshape %abs2_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %abs2_a0_1_number = tensor.extract %abs2_a0_1[] : tensor<f64>
  %abs2_e1 = func.call @abs(%abs2_a0_1_number) : (f64) -> f64
  %abs2_e1_0 = tensor.from_elements %abs2_e1 : tensor<f64>
  %abs2_s1_0_1_slice = eshkol.slice %abs2_r0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs2_s1_0_1 = eshkol.reshape %abs2_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %abs2_s1_0_1, %abs2_e1_0, "abs2: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %abs2_a0_2_slice = eshkol.slice %abs2_a0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs2_a0_2 = eshkol.reshape %abs2_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %abs2_a0_2_number = tensor.extract %abs2_a0_2[] : tensor<f64>
  %abs2_e2 = func.call @abs(%abs2_a0_2_number) : (f64) -> f64
  %abs2_e2_0 = tensor.from_elements %abs2_e2 : tensor<f64>
  %abs2_s2_0_2_slice = eshkol.slice %abs2_r0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs2_s2_0_2 = eshkol.reshape %abs2_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %abs2_s2_0_2, %abs2_e2_0, "abs2: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %abs2_a0_3_slice = eshkol.slice %abs2_a0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs2_a0_3 = eshkol.reshape %abs2_a0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  %abs2_a0_3_number = tensor.extract %abs2_a0_3[] : tensor<f64>
  %abs2_e3 = func.call @abs(%abs2_a0_3_number) : (f64) -> f64
  %abs2_e3_0 = tensor.from_elements %abs2_e3 : tensor<f64>
  %abs2_s3_0_3_slice = eshkol.slice %abs2_r0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %abs2_s3_0_3 = eshkol.reshape %abs2_s3_0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %abs2_s3_0_3, %abs2_e3_0, "abs2: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %abs3_a0 = arith.constant dense<> : tensor<0xf64>
  %abs3 = eshkol.vmap @abs(%abs3_a0) in_axes [0] out_axes [0]
      : (tensor<0xf64>) -> tensor<0xf64>

  %branch4_a0 = arith.constant true
  %branch4_a1 = arith.constant dense<[1.855, -0.466, 1.167]> : tensor<3xf64>
  %branch4_a2 = arith.constant 2.0 : f64
  %branch4:2 = eshkol.vmap @branch(%branch4_a0, %branch4_a1, %branch4_a2) in_axes [-1, 0, -1] out_axes [0, -1]
      : (i1, tensor<3xf64>, f64) -> (tensor<3xf64>, f64)
  %branch4_r1 = tensor.from_elements %branch4#1 : tensor<f64>
  %branch4_a1_0_slice = eshkol.slice %branch4_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch4_a1_0 = eshkol.reshape %branch4_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %branch4_a1_0_number = tensor.extract %branch4_a1_0[] : tensor<f64>
  %branch4_e0:2 = func.call @branch(%branch4_a0, %branch4_a1_0_number, %branch4_a2) : (i1, f64, f64) -> (f64, f64)
  %branch4_e0_0 = tensor.from_elements %branch4_e0#0 : tensor<f64>
  %branch4_s0_0_0_slice = eshkol.slice %branch4#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch4_s0_0_0 = eshkol.reshape %branch4_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch4_s0_0_0, %branch4_e0_0, "branch4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch4_e0_1 = tensor.from_elements %branch4_e0#1 : tensor<f64>
  eshkol.assert_close %branch4_r1, %branch4_e0_1, "branch4: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch4_a1_1_slice = eshkol.slice %branch4_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch4_a1_1 = eshkol.reshape %branch4_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %branch4_a1_1_number = tensor.extract %branch4_a1_1[] : tensor<f64>
  %branch4_e1:2 = func.call @branch(%branch4_a0, %branch4_a1_1_number, %branch4_a2) : (i1, f64, f64) -> (f64, f64)
  %branch4_e1_0 = tensor.from_elements %branch4_e1#0 : tensor<f64>
  %branch4_s1_0_1_slice = eshkol.slice %branch4#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch4_s1_0_1 = eshkol.reshape %branch4_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch4_s1_0_1, %branch4_e1_0, "branch4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch4_e1_1 = tensor.from_elements %branch4_e1#1 : tensor<f64>
  eshkol.assert_close %branch4_r1, %branch4_e1_1, "branch4: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch4_a1_2_slice = eshkol.slice %branch4_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch4_a1_2 = eshkol.reshape %branch4_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %branch4_a1_2_number = tensor.extract %branch4_a1_2[] : tensor<f64>
  %branch4_e2:2 = func.call @branch(%branch4_a0, %branch4_a1_2_number, %branch4_a2) : (i1, f64, f64) -> (f64, f64)
  %branch4_e2_0 = tensor.from_elements %branch4_e2#0 : tensor<f64>
  %branch4_s2_0_2_slice = eshkol.slice %branch4#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch4_s2_0_2 = eshkol.reshape %branch4_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch4_s2_0_2, %branch4_e2_0, "branch4: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch4_e2_1 = tensor.from_elements %branch4_e2#1 : tensor<f64>
  eshkol.assert_close %branch4_r1, %branch4_e2_1, "branch4: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %branch5_a0 = arith.constant false
  %branch5_a1 = arith.constant dense<[0.116, 0.272, 1.702]> : tensor<3xf64>
  %branch5_a2 = arith.constant 2.0 : f64
  %branch5:2 = eshkol.vmap @branch(%branch5_a0, %branch5_a1, %branch5_a2) in_axes [-1, 0, -1] out_axes [0, -1]
      : (i1, tensor<3xf64>, f64) -> (tensor<3xf64>, f64)
  %branch5_r1 = tensor.from_elements %branch5#1 : tensor<f64>
  %branch5_a1_0_slice = eshkol.slice %branch5_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch5_a1_0 = eshkol.reshape %branch5_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %branch5_a1_0_number = tensor.extract %branch5_a1_0[] : tensor<f64>
  %branch5_e0:2 = func.call @branch(%branch5_a0, %branch5_a1_0_number, %branch5_a2) : (i1, f64, f64) -> (f64, f64)
  %branch5_e0_0 = tensor.from_elements %branch5_e0#0 : tensor<f64>
  %branch5_s0_0_0_slice = eshkol.slice %branch5#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch5_s0_0_0 = eshkol.reshape %branch5_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch5_s0_0_0, %branch5_e0_0, "branch5: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch5_e0_1 = tensor.from_elements %branch5_e0#1 : tensor<f64>
  eshkol.assert_close %branch5_r1, %branch5_e0_1, "branch5: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch5_a1_1_slice = eshkol.slice %branch5_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch5_a1_1 = eshkol.reshape %branch5_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %branch5_a1_1_number = tensor.extract %branch5_a1_1[] : tensor<f64>
  %branch5_e1:2 = func.call @branch(%branch5_a0, %branch5_a1_1_number, %branch5_a2) : (i1, f64, f64) -> (f64, f64)
  %branch5_e1_0 = tensor.from_elements %branch5_e1#0 : tensor<f64>
  %branch5_s1_0_1_slice = eshkol.slice %branch5#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch5_s1_0_1 = eshkol.reshape %branch5_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch5_s1_0_1, %branch5_e1_0, "branch5: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch5_e1_1 = tensor.from_elements %branch5_e1#1 : tensor<f64>
  eshkol.assert_close %branch5_r1, %branch5_e1_1, "branch5: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch5_a1_2_slice = eshkol.slice %branch5_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch5_a1_2 = eshkol.reshape %branch5_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %branch5_a1_2_number = tensor.extract %branch5_a1_2[] : tensor<f64>
  %branch5_e2:2 = func.call @branch(%branch5_a0, %branch5_a1_2_number, %branch5_a2) : (i1, f64, f64) -> (f64, f64)
  %branch5_e2_0 = tensor.from_elements %branch5_e2#0 : tensor<f64>
  %branch5_s2_0_2_slice = eshkol.slice %branch5#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch5_s2_0_2 = eshkol.reshape %branch5_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch5_s2_0_2, %branch5_e2_0, "branch5: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch5_e2_1 = tensor.from_elements %branch5_e2#1 : tensor<f64>
  eshkol.assert_close %branch5_r1, %branch5_e2_1, "branch5: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %branch6_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %branch6_a1 = arith.constant dense<[-1.716, -1.651, -1.919]> : tensor<3xf64>
  %branch6_a2 = arith.constant 2.0 : f64
  %branch6:2 = eshkol.vmap @branch(%branch6_a0, %branch6_a1, %branch6_a2) in_axes [0, 0, -1] out_axes [0, 0]
      : (tensor<3xi1>, tensor<3xf64>, f64) -> (tensor<3xf64>, tensor<3xf64>)
  %branch6_a0_0_slice = eshkol.slice %branch6_a0 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %branch6_a0_0 = eshkol.reshape %branch6_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %branch6_a0_0_number = tensor.extract %branch6_a0_0[] : tensor<i1>
  %branch6_a1_0_slice = eshkol.slice %branch6_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch6_a1_0 = eshkol.reshape %branch6_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %branch6_a1_0_number = tensor.extract %branch6_a1_0[] : tensor<f64>
  %branch6_e0:2 = func.call @branch(%branch6_a0_0_number, %branch6_a1_0_number, %branch6_a2) : (i1, f64, f64) -> (f64, f64)
  %branch6_e0_0 = tensor.from_elements %branch6_e0#0 : tensor<f64>
  %branch6_s0_0_0_slice = eshkol.slice %branch6#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch6_s0_0_0 = eshkol.reshape %branch6_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch6_s0_0_0, %branch6_e0_0, "branch6: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch6_e0_1 = tensor.from_elements %branch6_e0#1 : tensor<f64>
  %branch6_s0_1_0_slice = eshkol.slice %branch6#1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch6_s0_1_0 = eshkol.reshape %branch6_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch6_s0_1_0, %branch6_e0_1, "branch6: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch6_a0_1_slice = eshkol.slice %branch6_a0 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %branch6_a0_1 = eshkol.reshape %branch6_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %branch6_a0_1_number = tensor.extract %branch6_a0_1[] : tensor<i1>
  %branch6_a1_1_slice = eshkol.slice %branch6_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch6_a1_1 = eshkol.reshape %branch6_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %branch6_a1_1_number = tensor.extract %branch6_a1_1[] : tensor<f64>
  %branch6_e1:2 = func.call @branch(%branch6_a0_1_number, %branch6_a1_1_number, %branch6_a2) : (i1, f64, f64) -> (f64, f64)
  %branch6_e1_0 = tensor.from_elements %branch6_e1#0 : tensor<f64>
  %branch6_s1_0_1_slice = eshkol.slice %branch6#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch6_s1_0_1 = eshkol.reshape %branch6_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch6_s1_0_1, %branch6_e1_0, "branch6: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch6_e1_1 = tensor.from_elements %branch6_e1#1 : tensor<f64>
  %branch6_s1_1_1_slice = eshkol.slice %branch6#1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch6_s1_1_1 = eshkol.reshape %branch6_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch6_s1_1_1, %branch6_e1_1, "branch6: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch6_a0_2_slice = eshkol.slice %branch6_a0 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %branch6_a0_2 = eshkol.reshape %branch6_a0_2_slice to [] : tensor<1xi1> -> tensor<i1>
  %branch6_a0_2_number = tensor.extract %branch6_a0_2[] : tensor<i1>
  %branch6_a1_2_slice = eshkol.slice %branch6_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch6_a1_2 = eshkol.reshape %branch6_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %branch6_a1_2_number = tensor.extract %branch6_a1_2[] : tensor<f64>
  %branch6_e2:2 = func.call @branch(%branch6_a0_2_number, %branch6_a1_2_number, %branch6_a2) : (i1, f64, f64) -> (f64, f64)
  %branch6_e2_0 = tensor.from_elements %branch6_e2#0 : tensor<f64>
  %branch6_s2_0_2_slice = eshkol.slice %branch6#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch6_s2_0_2 = eshkol.reshape %branch6_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch6_s2_0_2, %branch6_e2_0, "branch6: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %branch6_e2_1 = tensor.from_elements %branch6_e2#1 : tensor<f64>
  %branch6_s2_1_2_slice = eshkol.slice %branch6#1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %branch6_s2_1_2 = eshkol.reshape %branch6_s2_1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %branch6_s2_1_2, %branch6_e2_1, "branch6: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %tensors7_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %tensors7_a1 = arith.constant dense<[1.33, 1.113, 1.48]> : tensor<3xf64>
  %tensors7_a1_any = tensor.cast %tensors7_a1 : tensor<3xf64> to tensor<?xf64>
  %tensors7_a2 = arith.constant dense<[[1.914, 1.197, -0.154], [1.122, -1.527, 0.56]]> : tensor<2x3xf64>
  %tensors7_a2_any = tensor.cast %tensors7_a2 : tensor<2x3xf64> to tensor<2x?xf64>
  %tensors7 = eshkol.vmap @tensors(%tensors7_a0, %tensors7_a1_any, %tensors7_a2_any) in_axes [0, -1, 0] out_axes [0]
      : (tensor<2xi1>, tensor<?xf64>, tensor<2x?xf64>) -> tensor<2x?xf64>
  %tensors7_r0 = tensor.cast %tensors7 : tensor<2x?xf64> to tensor<2x3xf64>
  %tensors7_a0_0_slice = eshkol.slice %tensors7_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %tensors7_a0_0 = eshkol.reshape %tensors7_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %tensors7_a0_0_number = tensor.extract %tensors7_a0_0[] : tensor<i1>
  %tensors7_a2_0_slice = eshkol.slice %tensors7_a2 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %tensors7_a2_0 = eshkol.reshape %tensors7_a2_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %tensors7_a2_0_any = tensor.cast %tensors7_a2_0 : tensor<3xf64> to tensor<?xf64>
  %tensors7_e0 = func.call @tensors(%tensors7_a0_0_number, %tensors7_a1_any, %tensors7_a2_0_any) : (i1, tensor<?xf64>, tensor<?xf64>) -> tensor<?xf64>
  %tensors7_e0_0 = tensor.cast %tensors7_e0 : tensor<?xf64> to tensor<3xf64>
  %tensors7_s0_0_0_slice = eshkol.slice %tensors7_r0 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %tensors7_s0_0_0 = eshkol.reshape %tensors7_s0_0_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  eshkol.assert_close %tensors7_s0_0_0, %tensors7_e0_0, "tensors7: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>
  %tensors7_a0_1_slice = eshkol.slice %tensors7_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %tensors7_a0_1 = eshkol.reshape %tensors7_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %tensors7_a0_1_number = tensor.extract %tensors7_a0_1[] : tensor<i1>
  %tensors7_a2_1_slice = eshkol.slice %tensors7_a2 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %tensors7_a2_1 = eshkol.reshape %tensors7_a2_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %tensors7_a2_1_any = tensor.cast %tensors7_a2_1 : tensor<3xf64> to tensor<?xf64>
  %tensors7_e1 = func.call @tensors(%tensors7_a0_1_number, %tensors7_a1_any, %tensors7_a2_1_any) : (i1, tensor<?xf64>, tensor<?xf64>) -> tensor<?xf64>
  %tensors7_e1_0 = tensor.cast %tensors7_e1 : tensor<?xf64> to tensor<3xf64>
  %tensors7_s1_0_1_slice = eshkol.slice %tensors7_r0 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %tensors7_s1_0_1 = eshkol.reshape %tensors7_s1_0_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  eshkol.assert_close %tensors7_s1_0_1, %tensors7_e1_0, "tensors7: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<3xf64>

  %guarded8_a0 = arith.constant dense<[10, 20, 30]> : tensor<3xi64>
  %guarded8_a1 = arith.constant dense<[3, 0, -7]> : tensor<3xi64>
  %guarded8 = eshkol.vmap @guarded(%guarded8_a0, %guarded8_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3xi64>, tensor<3xi64>) -> tensor<3xi64>
  %guarded8_a0_0_slice = eshkol.slice %guarded8_a0 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded8_a0_0 = eshkol.reshape %guarded8_a0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded8_a0_0_number = tensor.extract %guarded8_a0_0[] : tensor<i64>
  %guarded8_a1_0_slice = eshkol.slice %guarded8_a1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded8_a1_0 = eshkol.reshape %guarded8_a1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded8_a1_0_number = tensor.extract %guarded8_a1_0[] : tensor<i64>
  %guarded8_e0 = func.call @guarded(%guarded8_a0_0_number, %guarded8_a1_0_number) : (i64, i64) -> i64
  %guarded8_e0_0 = tensor.from_elements %guarded8_e0 : tensor<i64>
  %guarded8_s0_0_0_slice = eshkol.slice %guarded8 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded8_s0_0_0 = eshkol.reshape %guarded8_s0_0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %guarded8_s0_0_0, %guarded8_e0_0, "guarded8: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %guarded8_a0_1_slice = eshkol.slice %guarded8_a0 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded8_a0_1 = eshkol.reshape %guarded8_a0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded8_a0_1_number = tensor.extract %guarded8_a0_1[] : tensor<i64>
  %guarded8_a1_1_slice = eshkol.slice %guarded8_a1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded8_a1_1 = eshkol.reshape %guarded8_a1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded8_a1_1_number = tensor.extract %guarded8_a1_1[] : tensor<i64>
  %guarded8_e1 = func.call @guarded(%guarded8_a0_1_number, %guarded8_a1_1_number) : (i64, i64) -> i64
  %guarded8_e1_0 = tensor.from_elements %guarded8_e1 : tensor<i64>
  %guarded8_s1_0_1_slice = eshkol.slice %guarded8 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded8_s1_0_1 = eshkol.reshape %guarded8_s1_0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %guarded8_s1_0_1, %guarded8_e1_0, "guarded8: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %guarded8_a0_2_slice = eshkol.slice %guarded8_a0 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded8_a0_2 = eshkol.reshape %guarded8_a0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded8_a0_2_number = tensor.extract %guarded8_a0_2[] : tensor<i64>
  %guarded8_a1_2_slice = eshkol.slice %guarded8_a1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded8_a1_2 = eshkol.reshape %guarded8_a1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded8_a1_2_number = tensor.extract %guarded8_a1_2[] : tensor<i64>
  %guarded8_e2 = func.call @guarded(%guarded8_a0_2_number, %guarded8_a1_2_number) : (i64, i64) -> i64
  %guarded8_e2_0 = tensor.from_elements %guarded8_e2 : tensor<i64>
  %guarded8_s2_0_2_slice = eshkol.slice %guarded8 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded8_s2_0_2 = eshkol.reshape %guarded8_s2_0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %guarded8_s2_0_2, %guarded8_e2_0, "guarded8: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %guarded8_x0 = arith.constant dense<[3, 20, -4]> : tensor<3xi64>
  eshkol.assert_close %guarded8, %guarded8_x0, "guarded8" atol = 0.0 rtol = 0.0 : tensor<3xi64>

  %guarded9_a0 = arith.constant dense<[10, 20, 30]> : tensor<3xi64>
  %guarded9_a1 = arith.constant 0 : i64
  %guarded9 = eshkol.vmap @guarded(%guarded9_a0, %guarded9_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3xi64>, i64) -> tensor<3xi64>
  %guarded9_a0_0_slice = eshkol.slice %guarded9_a0 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded9_a0_0 = eshkol.reshape %guarded9_a0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded9_a0_0_number = tensor.extract %guarded9_a0_0[] : tensor<i64>
  %guarded9_e0 = func.call @guarded(%guarded9_a0_0_number, %guarded9_a1) : (i64, i64) -> i64
  %guarded9_e0_0 = tensor.from_elements %guarded9_e0 : tensor<i64>
  %guarded9_s0_0_0_slice = eshkol.slice %guarded9 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded9_s0_0_0 = eshkol.reshape %guarded9_s0_0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %guarded9_s0_0_0, %guarded9_e0_0, "guarded9: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %guarded9_a0_1_slice = eshkol.slice %guarded9_a0 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded9_a0_1 = eshkol.reshape %guarded9_a0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded9_a0_1_number = tensor.extract %guarded9_a0_1[] : tensor<i64>
  %guarded9_e1 = func.call @guarded(%guarded9_a0_1_number, %guarded9_a1) : (i64, i64) -> i64
  %guarded9_e1_0 = tensor.from_elements %guarded9_e1 : tensor<i64>
  %guarded9_s1_0_1_slice = eshkol.slice %guarded9 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded9_s1_0_1 = eshkol.reshape %guarded9_s1_0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %guarded9_s1_0_1, %guarded9_e1_0, "guarded9: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %guarded9_a0_2_slice = eshkol.slice %guarded9_a0 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded9_a0_2 = eshkol.reshape %guarded9_a0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded9_a0_2_number = tensor.extract %guarded9_a0_2[] : tensor<i64>
  %guarded9_e2 = func.call @guarded(%guarded9_a0_2_number, %guarded9_a1) : (i64, i64) -> i64
  %guarded9_e2_0 = tensor.from_elements %guarded9_e2 : tensor<i64>
  %guarded9_s2_0_2_slice = eshkol.slice %guarded9 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded9_s2_0_2 = eshkol.reshape %guarded9_s2_0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %guarded9_s2_0_2, %guarded9_e2_0, "guarded9: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>

  %in_vain10_a0 = arith.constant dense<[false, false, false]> : tensor<3xi1>
  %in_vain10_a1 = arith.constant 17 : i64
  %in_vain10_a2 = arith.constant 0 : i64
  %in_vain10 = eshkol.vmap @in_vain(%in_vain10_a0, %in_vain10_a1, %in_vain10_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3xi1>, i64, i64) -> tensor<3xi64>
  %in_vain10_a0_0_slice = eshkol.slice %in_vain10_a0 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %in_vain10_a0_0 = eshkol.reshape %in_vain10_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %in_vain10_a0_0_number = tensor.extract %in_vain10_a0_0[] : tensor<i1>
  %in_vain10_e0 = func.call @in_vain(%in_vain10_a0_0_number, %in_vain10_a1, %in_vain10_a2) : (i1, i64, i64) -> i64
  %in_vain10_e0_0 = tensor.from_elements %in_vain10_e0 : tensor<i64>
  %in_vain10_s0_0_0_slice = eshkol.slice %in_vain10 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %in_vain10_s0_0_0 = eshkol.reshape %in_vain10_s0_0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %in_vain10_s0_0_0, %in_vain10_e0_0, "in_vain10: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %in_vain10_a0_1_slice = eshkol.slice %in_vain10_a0 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %in_vain10_a0_1 = eshkol.reshape %in_vain10_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %in_vain10_a0_1_number = tensor.extract %in_vain10_a0_1[] : tensor<i1>
  %in_vain10_e1 = func.call @in_vain(%in_vain10_a0_1_number, %in_vain10_a1, %in_vain10_a2) : (i1, i64, i64) -> i64
  %in_vain10_e1_0 = tensor.from_elements %in_vain10_e1 : tensor<i64>
  %in_vain10_s1_0_1_slice = eshkol.slice %in_vain10 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %in_vain10_s1_0_1 = eshkol.reshape %in_vain10_s1_0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %in_vain10_s1_0_1, %in_vain10_e1_0, "in_vain10: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %in_vain10_a0_2_slice = eshkol.slice %in_vain10_a0 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %in_vain10_a0_2 = eshkol.reshape %in_vain10_a0_2_slice to [] : tensor<1xi1> -> tensor<i1>
  %in_vain10_a0_2_number = tensor.extract %in_vain10_a0_2[] : tensor<i1>
  %in_vain10_e2 = func.call @in_vain(%in_vain10_a0_2_number, %in_vain10_a1, %in_vain10_a2) : (i1, i64, i64) -> i64
  %in_vain10_e2_0 = tensor.from_elements %in_vain10_e2 : tensor<i64>
  %in_vain10_s2_0_2_slice = eshkol.slice %in_vain10 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %in_vain10_s2_0_2 = eshkol.reshape %in_vain10_s2_0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %in_vain10_s2_0_2, %in_vain10_e2_0, "in_vain10: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>

  %in_vain11_a0 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %in_vain11_a1 = arith.constant 17 : i64
  %in_vain11_a2 = arith.constant 5 : i64
  %in_vain11 = eshkol.vmap @in_vain(%in_vain11_a0, %in_vain11_a1, %in_vain11_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<3xi1>, i64, i64) -> tensor<3xi64>
  %in_vain11_a0_0_slice = eshkol.slice %in_vain11_a0 [0] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %in_vain11_a0_0 = eshkol.reshape %in_vain11_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %in_vain11_a0_0_number = tensor.extract %in_vain11_a0_0[] : tensor<i1>
  %in_vain11_e0 = func.call @in_vain(%in_vain11_a0_0_number, %in_vain11_a1, %in_vain11_a2) : (i1, i64, i64) -> i64
  %in_vain11_e0_0 = tensor.from_elements %in_vain11_e0 : tensor<i64>
  %in_vain11_s0_0_0_slice = eshkol.slice %in_vain11 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %in_vain11_s0_0_0 = eshkol.reshape %in_vain11_s0_0_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %in_vain11_s0_0_0, %in_vain11_e0_0, "in_vain11: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %in_vain11_a0_1_slice = eshkol.slice %in_vain11_a0 [1] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %in_vain11_a0_1 = eshkol.reshape %in_vain11_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %in_vain11_a0_1_number = tensor.extract %in_vain11_a0_1[] : tensor<i1>
  %in_vain11_e1 = func.call @in_vain(%in_vain11_a0_1_number, %in_vain11_a1, %in_vain11_a2) : (i1, i64, i64) -> i64
  %in_vain11_e1_0 = tensor.from_elements %in_vain11_e1 : tensor<i64>
  %in_vain11_s1_0_1_slice = eshkol.slice %in_vain11 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %in_vain11_s1_0_1 = eshkol.reshape %in_vain11_s1_0_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %in_vain11_s1_0_1, %in_vain11_e1_0, "in_vain11: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %in_vain11_a0_2_slice = eshkol.slice %in_vain11_a0 [2] [1] [1] : tensor<3xi1> -> tensor<1xi1>
  %in_vain11_a0_2 = eshkol.reshape %in_vain11_a0_2_slice to [] : tensor<1xi1> -> tensor<i1>
  %in_vain11_a0_2_number = tensor.extract %in_vain11_a0_2[] : tensor<i1>
  %in_vain11_e2 = func.call @in_vain(%in_vain11_a0_2_number, %in_vain11_a1, %in_vain11_a2) : (i1, i64, i64) -> i64
  %in_vain11_e2_0 = tensor.from_elements %in_vain11_e2 : tensor<i64>
  %in_vain11_s2_0_2_slice = eshkol.slice %in_vain11 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %in_vain11_s2_0_2 = eshkol.reshape %in_vain11_s2_0_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %in_vain11_s2_0_2, %in_vain11_e2_0, "in_vain11: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>

  %nested_if12_a0 = arith.constant dense<[-2.0, 0.5, 3.0, -0.25]> : tensor<4xf64>
  %nested_if12 = eshkol.vmap @nested_if(%nested_if12_a0) in_axes [0] out_axes [0]
      : (tensor<4xf64>) -> tensor<4xf64>
  %nested_if12_a0_0_slice = eshkol.slice %nested_if12_a0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if12_a0_0 = eshkol.reshape %nested_if12_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %nested_if12_a0_0_number = tensor.extract %nested_if12_a0_0[] : tensor<f64>
  %nested_if12_e0 = func.call @nested_if(%nested_if12_a0_0_number) : (f64) -> f64
  %nested_if12_e0_0 = tensor.from_elements %nested_if12_e0 : tensor<f64>
  %nested_if12_s0_0_0_slice = eshkol.slice %nested_if12 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if12_s0_0_0 = eshkol.reshape %nested_if12_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %nested_if12_s0_0_0, %nested_if12_e0_0, "nested_if12: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %nested_if12_a0_1_slice = eshkol.slice %nested_if12_a0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if12_a0_1 = eshkol.reshape %nested_if12_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %nested_if12_a0_1_number = tensor.extract %nested_if12_a0_1[] : tensor<f64>
  %nested_if12_e1 = func.call @nested_if(%nested_if12_a0_1_number) : (f64) -> f64
  %nested_if12_e1_0 = tensor.from_elements %nested_if12_e1 : tensor<f64>
  %nested_if12_s1_0_1_slice = eshkol.slice %nested_if12 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if12_s1_0_1 = eshkol.reshape %nested_if12_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %nested_if12_s1_0_1, %nested_if12_e1_0, "nested_if12: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %nested_if12_a0_2_slice = eshkol.slice %nested_if12_a0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if12_a0_2 = eshkol.reshape %nested_if12_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %nested_if12_a0_2_number = tensor.extract %nested_if12_a0_2[] : tensor<f64>
  %nested_if12_e2 = func.call @nested_if(%nested_if12_a0_2_number) : (f64) -> f64
  %nested_if12_e2_0 = tensor.from_elements %nested_if12_e2 : tensor<f64>
  %nested_if12_s2_0_2_slice = eshkol.slice %nested_if12 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if12_s2_0_2 = eshkol.reshape %nested_if12_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %nested_if12_s2_0_2, %nested_if12_e2_0, "nested_if12: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %nested_if12_a0_3_slice = eshkol.slice %nested_if12_a0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if12_a0_3 = eshkol.reshape %nested_if12_a0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  %nested_if12_a0_3_number = tensor.extract %nested_if12_a0_3[] : tensor<f64>
  %nested_if12_e3 = func.call @nested_if(%nested_if12_a0_3_number) : (f64) -> f64
  %nested_if12_e3_0 = tensor.from_elements %nested_if12_e3 : tensor<f64>
  %nested_if12_s3_0_3_slice = eshkol.slice %nested_if12 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if12_s3_0_3 = eshkol.reshape %nested_if12_s3_0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %nested_if12_s3_0_3, %nested_if12_e3_0, "nested_if12: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %nested_if12_x0 = arith.constant dense<[2.0, 1.5, 9.0, 0.25]> : tensor<4xf64>
  eshkol.assert_close %nested_if12, %nested_if12_x0, "nested_if12" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>

  %sum13_a0 = arith.constant dense<[[-1.427, 1.779, 0.087], [-0.341, -0.942, 1.097]]> : tensor<2x3xf64>
  %sum13_a1 = arith.constant 1.5 : f64
  %sum13:2 = eshkol.vmap @sum(%sum13_a0, %sum13_a1) in_axes [0, -1] out_axes [0, -1]
      : (tensor<2x3xf64>, f64) -> (tensor<2xf64>, f64)
  %sum13_r1 = tensor.from_elements %sum13#1 : tensor<f64>
  %sum13_a0_0_slice = eshkol.slice %sum13_a0 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %sum13_a0_0 = eshkol.reshape %sum13_a0_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %sum13_e0:2 = func.call @sum(%sum13_a0_0, %sum13_a1) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum13_e0_0 = tensor.from_elements %sum13_e0#0 : tensor<f64>
  %sum13_s0_0_0_slice = eshkol.slice %sum13#0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum13_s0_0_0 = eshkol.reshape %sum13_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum13_s0_0_0, %sum13_e0_0, "sum13: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum13_e0_1 = tensor.from_elements %sum13_e0#1 : tensor<f64>
  eshkol.assert_close %sum13_r1, %sum13_e0_1, "sum13: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum13_a0_1_slice = eshkol.slice %sum13_a0 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %sum13_a0_1 = eshkol.reshape %sum13_a0_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %sum13_e1:2 = func.call @sum(%sum13_a0_1, %sum13_a1) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum13_e1_0 = tensor.from_elements %sum13_e1#0 : tensor<f64>
  %sum13_s1_0_1_slice = eshkol.slice %sum13#0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum13_s1_0_1 = eshkol.reshape %sum13_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum13_s1_0_1, %sum13_e1_0, "sum13: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum13_e1_1 = tensor.from_elements %sum13_e1#1 : tensor<f64>
  eshkol.assert_close %sum13_r1, %sum13_e1_1, "sum13: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %sum14_a0 = arith.constant dense<[[-0.175, 0.274, -1.925], [0.471, 0.448, 0.468]]> : tensor<2x3xf64>
  %sum14_a1 = arith.constant dense<[1.775, 0.727]> : tensor<2xf64>
  %sum14:2 = eshkol.vmap @sum(%sum14_a0, %sum14_a1) in_axes [0, 0] out_axes [0, 0]
      : (tensor<2x3xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  %sum14_a0_0_slice = eshkol.slice %sum14_a0 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %sum14_a0_0 = eshkol.reshape %sum14_a0_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %sum14_a1_0_slice = eshkol.slice %sum14_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum14_a1_0 = eshkol.reshape %sum14_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %sum14_a1_0_number = tensor.extract %sum14_a1_0[] : tensor<f64>
  %sum14_e0:2 = func.call @sum(%sum14_a0_0, %sum14_a1_0_number) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum14_e0_0 = tensor.from_elements %sum14_e0#0 : tensor<f64>
  %sum14_s0_0_0_slice = eshkol.slice %sum14#0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum14_s0_0_0 = eshkol.reshape %sum14_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum14_s0_0_0, %sum14_e0_0, "sum14: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum14_e0_1 = tensor.from_elements %sum14_e0#1 : tensor<f64>
  %sum14_s0_1_0_slice = eshkol.slice %sum14#1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum14_s0_1_0 = eshkol.reshape %sum14_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum14_s0_1_0, %sum14_e0_1, "sum14: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum14_a0_1_slice = eshkol.slice %sum14_a0 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %sum14_a0_1 = eshkol.reshape %sum14_a0_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %sum14_a1_1_slice = eshkol.slice %sum14_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum14_a1_1 = eshkol.reshape %sum14_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %sum14_a1_1_number = tensor.extract %sum14_a1_1[] : tensor<f64>
  %sum14_e1:2 = func.call @sum(%sum14_a0_1, %sum14_a1_1_number) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum14_e1_0 = tensor.from_elements %sum14_e1#0 : tensor<f64>
  %sum14_s1_0_1_slice = eshkol.slice %sum14#0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum14_s1_0_1 = eshkol.reshape %sum14_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum14_s1_0_1, %sum14_e1_0, "sum14: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum14_e1_1 = tensor.from_elements %sum14_e1#1 : tensor<f64>
  %sum14_s1_1_1_slice = eshkol.slice %sum14#1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum14_s1_1_1 = eshkol.reshape %sum14_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum14_s1_1_1, %sum14_e1_1, "sum14: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %sum15_a0 = arith.constant dense<[-0.562, -0.252, 0.791]> : tensor<3xf64>
  %sum15_a1 = arith.constant dense<[-1.759, 0.667]> : tensor<2xf64>
  %sum15:2 = eshkol.vmap @sum(%sum15_a0, %sum15_a1) in_axes [-1, 0] out_axes [0, 0]
      : (tensor<3xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  %sum15_a1_0_slice = eshkol.slice %sum15_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum15_a1_0 = eshkol.reshape %sum15_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %sum15_a1_0_number = tensor.extract %sum15_a1_0[] : tensor<f64>
  %sum15_e0:2 = func.call @sum(%sum15_a0, %sum15_a1_0_number) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum15_e0_0 = tensor.from_elements %sum15_e0#0 : tensor<f64>
  %sum15_s0_0_0_slice = eshkol.slice %sum15#0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum15_s0_0_0 = eshkol.reshape %sum15_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum15_s0_0_0, %sum15_e0_0, "sum15: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum15_e0_1 = tensor.from_elements %sum15_e0#1 : tensor<f64>
  %sum15_s0_1_0_slice = eshkol.slice %sum15#1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum15_s0_1_0 = eshkol.reshape %sum15_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum15_s0_1_0, %sum15_e0_1, "sum15: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum15_a1_1_slice = eshkol.slice %sum15_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum15_a1_1 = eshkol.reshape %sum15_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %sum15_a1_1_number = tensor.extract %sum15_a1_1[] : tensor<f64>
  %sum15_e1:2 = func.call @sum(%sum15_a0, %sum15_a1_1_number) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum15_e1_0 = tensor.from_elements %sum15_e1#0 : tensor<f64>
  %sum15_s1_0_1_slice = eshkol.slice %sum15#0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum15_s1_0_1 = eshkol.reshape %sum15_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum15_s1_0_1, %sum15_e1_0, "sum15: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum15_e1_1 = tensor.from_elements %sum15_e1#1 : tensor<f64>
  %sum15_s1_1_1_slice = eshkol.slice %sum15#1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum15_s1_1_1 = eshkol.reshape %sum15_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum15_s1_1_1, %sum15_e1_1, "sum15: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %rounds16_a0 = arith.constant 1 : index
  %rounds16_a1 = arith.constant 7 : index
  %rounds16_a2 = arith.constant 2 : index
  %rounds16_a3 = arith.constant dense<[0.683, -1.158]> : tensor<2xf64>
  %rounds16:2 = eshkol.vmap @rounds(%rounds16_a0, %rounds16_a1, %rounds16_a2, %rounds16_a3) in_axes [-1, -1, -1, 0] out_axes [0, -1]
      : (index, index, index, tensor<2xf64>) -> (tensor<2xf64>, index)
  %rounds16_r1 = tensor.from_elements %rounds16#1 : tensor<index>
  %rounds16_a3_0_slice = eshkol.slice %rounds16_a3 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds16_a3_0 = eshkol.reshape %rounds16_a3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds16_a3_0_number = tensor.extract %rounds16_a3_0[] : tensor<f64>
  %rounds16_e0:2 = func.call @rounds(%rounds16_a0, %rounds16_a1, %rounds16_a2, %rounds16_a3_0_number) : (index, index, index, f64) -> (f64, index)
  %rounds16_e0_0 = tensor.from_elements %rounds16_e0#0 : tensor<f64>
  %rounds16_s0_0_0_slice = eshkol.slice %rounds16#0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds16_s0_0_0 = eshkol.reshape %rounds16_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds16_s0_0_0, %rounds16_e0_0, "rounds16: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds16_e0_1 = tensor.from_elements %rounds16_e0#1 : tensor<index>
  eshkol.assert_close %rounds16_r1, %rounds16_e0_1, "rounds16: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds16_a3_1_slice = eshkol.slice %rounds16_a3 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds16_a3_1 = eshkol.reshape %rounds16_a3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds16_a3_1_number = tensor.extract %rounds16_a3_1[] : tensor<f64>
  %rounds16_e1:2 = func.call @rounds(%rounds16_a0, %rounds16_a1, %rounds16_a2, %rounds16_a3_1_number) : (index, index, index, f64) -> (f64, index)
  %rounds16_e1_0 = tensor.from_elements %rounds16_e1#0 : tensor<f64>
  %rounds16_s1_0_1_slice = eshkol.slice %rounds16#0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds16_s1_0_1 = eshkol.reshape %rounds16_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds16_s1_0_1, %rounds16_e1_0, "rounds16: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds16_e1_1 = tensor.from_elements %rounds16_e1#1 : tensor<index>
  eshkol.assert_close %rounds16_r1, %rounds16_e1_1, "rounds16: element 1" atol = 0.0 rtol = 0.0 : tensor<index>

  %rounds17_a0 = arith.constant dense<[0, 1, 5, 3]> : tensor<4xindex>
  %rounds17_a1 = arith.constant dense<[7, 8, 5, 2]> : tensor<4xindex>
  %rounds17_a2 = arith.constant dense<[1, 3, 1, 2]> : tensor<4xindex>
  %rounds17_a3 = arith.constant dense<[-1.484, -0.738, -0.545, 0.281]> : tensor<4xf64>
  %rounds17:2 = eshkol.vmap @rounds(%rounds17_a0, %rounds17_a1, %rounds17_a2, %rounds17_a3) in_axes [0, 0, 0, 0] out_axes [0, 0]
      : (tensor<4xindex>, tensor<4xindex>, tensor<4xindex>, tensor<4xf64>) -> (tensor<4xf64>, tensor<4xindex>)
  %rounds17_a0_0_slice = eshkol.slice %rounds17_a0 [0] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a0_0 = eshkol.reshape %rounds17_a0_0_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a0_0_number = tensor.extract %rounds17_a0_0[] : tensor<index>
  %rounds17_a1_0_slice = eshkol.slice %rounds17_a1 [0] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a1_0 = eshkol.reshape %rounds17_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a1_0_number = tensor.extract %rounds17_a1_0[] : tensor<index>
  %rounds17_a2_0_slice = eshkol.slice %rounds17_a2 [0] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a2_0 = eshkol.reshape %rounds17_a2_0_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a2_0_number = tensor.extract %rounds17_a2_0[] : tensor<index>
  %rounds17_a3_0_slice = eshkol.slice %rounds17_a3 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds17_a3_0 = eshkol.reshape %rounds17_a3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds17_a3_0_number = tensor.extract %rounds17_a3_0[] : tensor<f64>
  %rounds17_e0:2 = func.call @rounds(%rounds17_a0_0_number, %rounds17_a1_0_number, %rounds17_a2_0_number, %rounds17_a3_0_number) : (index, index, index, f64) -> (f64, index)
  %rounds17_e0_0 = tensor.from_elements %rounds17_e0#0 : tensor<f64>
  %rounds17_s0_0_0_slice = eshkol.slice %rounds17#0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds17_s0_0_0 = eshkol.reshape %rounds17_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds17_s0_0_0, %rounds17_e0_0, "rounds17: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds17_e0_1 = tensor.from_elements %rounds17_e0#1 : tensor<index>
  %rounds17_s0_1_0_slice = eshkol.slice %rounds17#1 [0] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_s0_1_0 = eshkol.reshape %rounds17_s0_1_0_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds17_s0_1_0, %rounds17_e0_1, "rounds17: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds17_a0_1_slice = eshkol.slice %rounds17_a0 [1] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a0_1 = eshkol.reshape %rounds17_a0_1_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a0_1_number = tensor.extract %rounds17_a0_1[] : tensor<index>
  %rounds17_a1_1_slice = eshkol.slice %rounds17_a1 [1] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a1_1 = eshkol.reshape %rounds17_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a1_1_number = tensor.extract %rounds17_a1_1[] : tensor<index>
  %rounds17_a2_1_slice = eshkol.slice %rounds17_a2 [1] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a2_1 = eshkol.reshape %rounds17_a2_1_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a2_1_number = tensor.extract %rounds17_a2_1[] : tensor<index>
  %rounds17_a3_1_slice = eshkol.slice %rounds17_a3 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds17_a3_1 = eshkol.reshape %rounds17_a3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds17_a3_1_number = tensor.extract %rounds17_a3_1[] : tensor<f64>
  %rounds17_e1:2 = func.call @rounds(%rounds17_a0_1_number, %rounds17_a1_1_number, %rounds17_a2_1_number, %rounds17_a3_1_number) : (index, index, index, f64) -> (f64, index)
  %rounds17_e1_0 = tensor.from_elements %rounds17_e1#0 : tensor<f64>
  %rounds17_s1_0_1_slice = eshkol.slice %rounds17#0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds17_s1_0_1 = eshkol.reshape %rounds17_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds17_s1_0_1, %rounds17_e1_0, "rounds17: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds17_e1_1 = tensor.from_elements %rounds17_e1#1 : tensor<index>
  %rounds17_s1_1_1_slice = eshkol.slice %rounds17#1 [1] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_s1_1_1 = eshkol.reshape %rounds17_s1_1_1_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds17_s1_1_1, %rounds17_e1_1, "rounds17: element 1" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds17_a0_2_slice = eshkol.slice %rounds17_a0 [2] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a0_2 = eshkol.reshape %rounds17_a0_2_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a0_2_number = tensor.extract %rounds17_a0_2[] : tensor<index>
  %rounds17_a1_2_slice = eshkol.slice %rounds17_a1 [2] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a1_2 = eshkol.reshape %rounds17_a1_2_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a1_2_number = tensor.extract %rounds17_a1_2[] : tensor<index>
  %rounds17_a2_2_slice = eshkol.slice %rounds17_a2 [2] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a2_2 = eshkol.reshape %rounds17_a2_2_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a2_2_number = tensor.extract %rounds17_a2_2[] : tensor<index>
  %rounds17_a3_2_slice = eshkol.slice %rounds17_a3 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds17_a3_2 = eshkol.reshape %rounds17_a3_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds17_a3_2_number = tensor.extract %rounds17_a3_2[] : tensor<f64>
  %rounds17_e2:2 = func.call @rounds(%rounds17_a0_2_number, %rounds17_a1_2_number, %rounds17_a2_2_number, %rounds17_a3_2_number) : (index, index, index, f64) -> (f64, index)
  %rounds17_e2_0 = tensor.from_elements %rounds17_e2#0 : tensor<f64>
  %rounds17_s2_0_2_slice = eshkol.slice %rounds17#0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds17_s2_0_2 = eshkol.reshape %rounds17_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds17_s2_0_2, %rounds17_e2_0, "rounds17: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds17_e2_1 = tensor.from_elements %rounds17_e2#1 : tensor<index>
  %rounds17_s2_1_2_slice = eshkol.slice %rounds17#1 [2] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_s2_1_2 = eshkol.reshape %rounds17_s2_1_2_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds17_s2_1_2, %rounds17_e2_1, "rounds17: element 2" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds17_a0_3_slice = eshkol.slice %rounds17_a0 [3] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a0_3 = eshkol.reshape %rounds17_a0_3_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a0_3_number = tensor.extract %rounds17_a0_3[] : tensor<index>
  %rounds17_a1_3_slice = eshkol.slice %rounds17_a1 [3] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a1_3 = eshkol.reshape %rounds17_a1_3_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a1_3_number = tensor.extract %rounds17_a1_3[] : tensor<index>
  %rounds17_a2_3_slice = eshkol.slice %rounds17_a2 [3] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_a2_3 = eshkol.reshape %rounds17_a2_3_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds17_a2_3_number = tensor.extract %rounds17_a2_3[] : tensor<index>
  %rounds17_a3_3_slice = eshkol.slice %rounds17_a3 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds17_a3_3 = eshkol.reshape %rounds17_a3_3_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds17_a3_3_number = tensor.extract %rounds17_a3_3[] : tensor<f64>
  %rounds17_e3:2 = func.call @rounds(%rounds17_a0_3_number, %rounds17_a1_3_number, %rounds17_a2_3_number, %rounds17_a3_3_number) : (index, index, index, f64) -> (f64, index)
  %rounds17_e3_0 = tensor.from_elements %rounds17_e3#0 : tensor<f64>
  %rounds17_s3_0_3_slice = eshkol.slice %rounds17#0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds17_s3_0_3 = eshkol.reshape %rounds17_s3_0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds17_s3_0_3, %rounds17_e3_0, "rounds17: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds17_e3_1 = tensor.from_elements %rounds17_e3#1 : tensor<index>
  %rounds17_s3_1_3_slice = eshkol.slice %rounds17#1 [3] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds17_s3_1_3 = eshkol.reshape %rounds17_s3_1_3_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds17_s3_1_3, %rounds17_e3_1, "rounds17: element 3" atol = 0.0 rtol = 0.0 : tensor<index>

  %rounds18_a0 = arith.constant 0 : index
  %rounds18_a1 = arith.constant dense<[0, 3, 1]> : tensor<3xindex>
  %rounds18_a2 = arith.constant 1 : index
  %rounds18_a3 = arith.constant 0.5 : f64
  %rounds18:2 = eshkol.vmap @rounds(%rounds18_a0, %rounds18_a1, %rounds18_a2, %rounds18_a3) in_axes [-1, 0, -1, -1] out_axes [0, 0]
      : (index, tensor<3xindex>, index, f64) -> (tensor<3xf64>, tensor<3xindex>)
  %rounds18_a1_0_slice = eshkol.slice %rounds18_a1 [0] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds18_a1_0 = eshkol.reshape %rounds18_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds18_a1_0_number = tensor.extract %rounds18_a1_0[] : tensor<index>
  %rounds18_e0:2 = func.call @rounds(%rounds18_a0, %rounds18_a1_0_number, %rounds18_a2, %rounds18_a3) : (index, index, index, f64) -> (f64, index)
  %rounds18_e0_0 = tensor.from_elements %rounds18_e0#0 : tensor<f64>
  %rounds18_s0_0_0_slice = eshkol.slice %rounds18#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %rounds18_s0_0_0 = eshkol.reshape %rounds18_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds18_s0_0_0, %rounds18_e0_0, "rounds18: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds18_e0_1 = tensor.from_elements %rounds18_e0#1 : tensor<index>
  %rounds18_s0_1_0_slice = eshkol.slice %rounds18#1 [0] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds18_s0_1_0 = eshkol.reshape %rounds18_s0_1_0_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds18_s0_1_0, %rounds18_e0_1, "rounds18: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds18_a1_1_slice = eshkol.slice %rounds18_a1 [1] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds18_a1_1 = eshkol.reshape %rounds18_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds18_a1_1_number = tensor.extract %rounds18_a1_1[] : tensor<index>
  %rounds18_e1:2 = func.call @rounds(%rounds18_a0, %rounds18_a1_1_number, %rounds18_a2, %rounds18_a3) : (index, index, index, f64) -> (f64, index)
  %rounds18_e1_0 = tensor.from_elements %rounds18_e1#0 : tensor<f64>
  %rounds18_s1_0_1_slice = eshkol.slice %rounds18#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %rounds18_s1_0_1 = eshkol.reshape %rounds18_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds18_s1_0_1, %rounds18_e1_0, "rounds18: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds18_e1_1 = tensor.from_elements %rounds18_e1#1 : tensor<index>
  %rounds18_s1_1_1_slice = eshkol.slice %rounds18#1 [1] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds18_s1_1_1 = eshkol.reshape %rounds18_s1_1_1_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds18_s1_1_1, %rounds18_e1_1, "rounds18: element 1" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds18_a1_2_slice = eshkol.slice %rounds18_a1 [2] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds18_a1_2 = eshkol.reshape %rounds18_a1_2_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds18_a1_2_number = tensor.extract %rounds18_a1_2[] : tensor<index>
  %rounds18_e2:2 = func.call @rounds(%rounds18_a0, %rounds18_a1_2_number, %rounds18_a2, %rounds18_a3) : (index, index, index, f64) -> (f64, index)
  %rounds18_e2_0 = tensor.from_elements %rounds18_e2#0 : tensor<f64>
  %rounds18_s2_0_2_slice = eshkol.slice %rounds18#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %rounds18_s2_0_2 = eshkol.reshape %rounds18_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds18_s2_0_2, %rounds18_e2_0, "rounds18: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds18_e2_1 = tensor.from_elements %rounds18_e2#1 : tensor<index>
  %rounds18_s2_1_2_slice = eshkol.slice %rounds18#1 [2] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds18_s2_1_2 = eshkol.reshape %rounds18_s2_1_2_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds18_s2_1_2, %rounds18_e2_1, "rounds18: element 2" atol = 0.0 rtol = 0.0 : tensor<index>

  %rounds19_a0 = arith.constant dense<[0, 3]> : tensor<2xindex>
  %rounds19_a0_any = tensor.cast %rounds19_a0 : tensor<2xindex> to tensor<?xindex>
  %rounds19_a1 = arith.constant 4 : index
  %rounds19_a2 = arith.constant 1 : index
  %rounds19_a3 = arith.constant 0.5 : f64
  %rounds19:2 = eshkol.vmap @rounds(%rounds19_a0_any, %rounds19_a1, %rounds19_a2, %rounds19_a3) in_axes [0, -1, -1, -1] out_axes [0, 0]
      : (tensor<?xindex>, index, index, f64) -> (tensor<?xf64>, tensor<?xindex>)
  %rounds19_r0 = tensor.cast %rounds19#0 : tensor<?xf64> to tensor<2xf64>
  %rounds19_r1 = tensor.cast %rounds19#1 : tensor<?xindex> to tensor<2xindex>
  %rounds19_a0_0_slice = eshkol.slice %rounds19_a0 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %rounds19_a0_0 = eshkol.reshape %rounds19_a0_0_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds19_a0_0_number = tensor.extract %rounds19_a0_0[] : tensor<index>
  %rounds19_e0:2 = func.call @rounds(%rounds19_a0_0_number, %rounds19_a1, %rounds19_a2, %rounds19_a3) : (index, index, index, f64) -> (f64, index)
  %rounds19_e0_0 = tensor.from_elements %rounds19_e0#0 : tensor<f64>
  %rounds19_s0_0_0_slice = eshkol.slice %rounds19_r0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds19_s0_0_0 = eshkol.reshape %rounds19_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds19_s0_0_0, %rounds19_e0_0, "rounds19: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds19_e0_1 = tensor.from_elements %rounds19_e0#1 : tensor<index>
  %rounds19_s0_1_0_slice = eshkol.slice %rounds19_r1 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %rounds19_s0_1_0 = eshkol.reshape %rounds19_s0_1_0_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds19_s0_1_0, %rounds19_e0_1, "rounds19: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds19_a0_1_slice = eshkol.slice %rounds19_a0 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %rounds19_a0_1 = eshkol.reshape %rounds19_a0_1_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds19_a0_1_number = tensor.extract %rounds19_a0_1[] : tensor<index>
  %rounds19_e1:2 = func.call @rounds(%rounds19_a0_1_number, %rounds19_a1, %rounds19_a2, %rounds19_a3) : (index, index, index, f64) -> (f64, index)
  %rounds19_e1_0 = tensor.from_elements %rounds19_e1#0 : tensor<f64>
  %rounds19_s1_0_1_slice = eshkol.slice %rounds19_r0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds19_s1_0_1 = eshkol.reshape %rounds19_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds19_s1_0_1, %rounds19_e1_0, "rounds19: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds19_e1_1 = tensor.from_elements %rounds19_e1#1 : tensor<index>
  %rounds19_s1_1_1_slice = eshkol.slice %rounds19_r1 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %rounds19_s1_1_1 = eshkol.reshape %rounds19_s1_1_1_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds19_s1_1_1, %rounds19_e1_1, "rounds19: element 1" atol = 0.0 rtol = 0.0 : tensor<index>

  %rounds20_a0 = arith.constant dense<> : tensor<0xindex>
  %rounds20_a0_any = tensor.cast %rounds20_a0 : tensor<0xindex> to tensor<?xindex>
  %rounds20_a1 = arith.constant dense<> : tensor<0xindex>
  %rounds20_a1_any = tensor.cast %rounds20_a1 : tensor<0xindex> to tensor<?xindex>
  %rounds20_a2 = arith.constant 1 : index
  %rounds20_a3 = arith.constant 0.5 : f64
  %rounds20:2 = eshkol.vmap @rounds(%rounds20_a0_any, %rounds20_a1_any, %rounds20_a2, %rounds20_a3) in_axes [0, 0, -1, -1] out_axes [0, 0]
      : (tensor<?xindex>, tensor<?xindex>, index, f64) -> (tensor<?xf64>, tensor<?xindex>)
  %rounds20_r0 = tensor.cast %rounds20#0 : tensor<?xf64> to tensor<0xf64>
  %rounds20_r1 = tensor.cast %rounds20#1 : tensor<?xindex> to tensor<0xindex>

  %no_rounds21_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %no_rounds21_a1 = arith.constant dense<[3, 1000000000000]> : tensor<2xindex>
  %no_rounds21_a2 = arith.constant dense<[1, 1]> : tensor<2xindex>
  %no_rounds21_a3 = arith.constant dense<[-0.246, 1.953]> : tensor<2xf64>
  %no_rounds21 = eshkol.vmap @no_rounds(%no_rounds21_a0, %no_rounds21_a1, %no_rounds21_a2, %no_rounds21_a3) in_axes [0, 0, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<2xindex>, tensor<2xindex>, tensor<2xf64>) -> tensor<2xf64>
  %no_rounds21_a0_0_slice = eshkol.slice %no_rounds21_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds21_a0_0 = eshkol.reshape %no_rounds21_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds21_a0_0_number = tensor.extract %no_rounds21_a0_0[] : tensor<i1>
  %no_rounds21_a1_0_slice = eshkol.slice %no_rounds21_a1 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds21_a1_0 = eshkol.reshape %no_rounds21_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds21_a1_0_number = tensor.extract %no_rounds21_a1_0[] : tensor<index>
  %no_rounds21_a2_0_slice = eshkol.slice %no_rounds21_a2 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds21_a2_0 = eshkol.reshape %no_rounds21_a2_0_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds21_a2_0_number = tensor.extract %no_rounds21_a2_0[] : tensor<index>
  %no_rounds21_a3_0_slice = eshkol.slice %no_rounds21_a3 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds21_a3_0 = eshkol.reshape %no_rounds21_a3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds21_a3_0_number = tensor.extract %no_rounds21_a3_0[] : tensor<f64>
  %no_rounds21_e0 = func.call @no_rounds(%no_rounds21_a0_0_number, %no_rounds21_a1_0_number, %no_rounds21_a2_0_number, %no_rounds21_a3_0_number) : (i1, index, index, f64) -> f64
  %no_rounds21_e0_0 = tensor.from_elements %no_rounds21_e0 : tensor<f64>
  %no_rounds21_s0_0_0_slice = eshkol.slice %no_rounds21 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds21_s0_0_0 = eshkol.reshape %no_rounds21_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds21_s0_0_0, %no_rounds21_e0_0, "no_rounds21: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %no_rounds21_a0_1_slice = eshkol.slice %no_rounds21_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds21_a0_1 = eshkol.reshape %no_rounds21_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds21_a0_1_number = tensor.extract %no_rounds21_a0_1[] : tensor<i1>
  %no_rounds21_a1_1_slice = eshkol.slice %no_rounds21_a1 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds21_a1_1 = eshkol.reshape %no_rounds21_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds21_a1_1_number = tensor.extract %no_rounds21_a1_1[] : tensor<index>
  %no_rounds21_a2_1_slice = eshkol.slice %no_rounds21_a2 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds21_a2_1 = eshkol.reshape %no_rounds21_a2_1_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds21_a2_1_number = tensor.extract %no_rounds21_a2_1[] : tensor<index>
  %no_rounds21_a3_1_slice = eshkol.slice %no_rounds21_a3 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds21_a3_1 = eshkol.reshape %no_rounds21_a3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds21_a3_1_number = tensor.extract %no_rounds21_a3_1[] : tensor<f64>
  %no_rounds21_e1 = func.call @no_rounds(%no_rounds21_a0_1_number, %no_rounds21_a1_1_number, %no_rounds21_a2_1_number, %no_rounds21_a3_1_number) : (i1, index, index, f64) -> f64
  %no_rounds21_e1_0 = tensor.from_elements %no_rounds21_e1 : tensor<f64>
  %no_rounds21_s1_0_1_slice = eshkol.slice %no_rounds21 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds21_s1_0_1 = eshkol.reshape %no_rounds21_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds21_s1_0_1, %no_rounds21_e1_0, "no_rounds21: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %no_rounds22_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %no_rounds22_a1 = arith.constant dense<[3, 4]> : tensor<2xindex>
  %no_rounds22_a2 = arith.constant dense<[1, 0]> : tensor<2xindex>
  %no_rounds22_a3 = arith.constant dense<[-1.592, -1.164]> : tensor<2xf64>
  %no_rounds22 = eshkol.vmap @no_rounds(%no_rounds22_a0, %no_rounds22_a1, %no_rounds22_a2, %no_rounds22_a3) in_axes [0, 0, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<2xindex>, tensor<2xindex>, tensor<2xf64>) -> tensor<2xf64>
  %no_rounds22_a0_0_slice = eshkol.slice %no_rounds22_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds22_a0_0 = eshkol.reshape %no_rounds22_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds22_a0_0_number = tensor.extract %no_rounds22_a0_0[] : tensor<i1>
  %no_rounds22_a1_0_slice = eshkol.slice %no_rounds22_a1 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds22_a1_0 = eshkol.reshape %no_rounds22_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds22_a1_0_number = tensor.extract %no_rounds22_a1_0[] : tensor<index>
  %no_rounds22_a2_0_slice = eshkol.slice %no_rounds22_a2 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds22_a2_0 = eshkol.reshape %no_rounds22_a2_0_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds22_a2_0_number = tensor.extract %no_rounds22_a2_0[] : tensor<index>
  %no_rounds22_a3_0_slice = eshkol.slice %no_rounds22_a3 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds22_a3_0 = eshkol.reshape %no_rounds22_a3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds22_a3_0_number = tensor.extract %no_rounds22_a3_0[] : tensor<f64>
  %no_rounds22_e0 = func.call @no_rounds(%no_rounds22_a0_0_number, %no_rounds22_a1_0_number, %no_rounds22_a2_0_number, %no_rounds22_a3_0_number) : (i1, index, index, f64) -> f64
  %no_rounds22_e0_0 = tensor.from_elements %no_rounds22_e0 : tensor<f64>
  %no_rounds22_s0_0_0_slice = eshkol.slice %no_rounds22 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds22_s0_0_0 = eshkol.reshape %no_rounds22_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds22_s0_0_0, %no_rounds22_e0_0, "no_rounds22: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %no_rounds22_a0_1_slice = eshkol.slice %no_rounds22_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds22_a0_1 = eshkol.reshape %no_rounds22_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds22_a0_1_number = tensor.extract %no_rounds22_a0_1[] : tensor<i1>
  %no_rounds22_a1_1_slice = eshkol.slice %no_rounds22_a1 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds22_a1_1 = eshkol.reshape %no_rounds22_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds22_a1_1_number = tensor.extract %no_rounds22_a1_1[] : tensor<index>
  %no_rounds22_a2_1_slice = eshkol.slice %no_rounds22_a2 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds22_a2_1 = eshkol.reshape %no_rounds22_a2_1_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds22_a2_1_number = tensor.extract %no_rounds22_a2_1[] : tensor<index>
  %no_rounds22_a3_1_slice = eshkol.slice %no_rounds22_a3 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds22_a3_1 = eshkol.reshape %no_rounds22_a3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds22_a3_1_number = tensor.extract %no_rounds22_a3_1[] : tensor<f64>
  %no_rounds22_e1 = func.call @no_rounds(%no_rounds22_a0_1_number, %no_rounds22_a1_1_number, %no_rounds22_a2_1_number, %no_rounds22_a3_1_number) : (i1, index, index, f64) -> f64
  %no_rounds22_e1_0 = tensor.from_elements %no_rounds22_e1 : tensor<f64>
  %no_rounds22_s1_0_1_slice = eshkol.slice %no_rounds22 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds22_s1_0_1 = eshkol.reshape %no_rounds22_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds22_s1_0_1, %no_rounds22_e1_0, "no_rounds22: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %no_rounds23_a0 = arith.constant dense<[false, false]> : tensor<2xi1>
  %no_rounds23_a1 = arith.constant 1000000000000 : index
  %no_rounds23_a2 = arith.constant 1 : index
  %no_rounds23_a3 = arith.constant dense<[-1.355, 0.612]> : tensor<2xf64>
  %no_rounds23 = eshkol.vmap @no_rounds(%no_rounds23_a0, %no_rounds23_a1, %no_rounds23_a2, %no_rounds23_a3) in_axes [0, -1, -1, 0] out_axes [0]
      : (tensor<2xi1>, index, index, tensor<2xf64>) -> tensor<2xf64>
  %no_rounds23_a0_0_slice = eshkol.slice %no_rounds23_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds23_a0_0 = eshkol.reshape %no_rounds23_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds23_a0_0_number = tensor.extract %no_rounds23_a0_0[] : tensor<i1>
  %no_rounds23_a3_0_slice = eshkol.slice %no_rounds23_a3 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds23_a3_0 = eshkol.reshape %no_rounds23_a3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds23_a3_0_number = tensor.extract %no_rounds23_a3_0[] : tensor<f64>
  %no_rounds23_e0 = func.call @no_rounds(%no_rounds23_a0_0_number, %no_rounds23_a1, %no_rounds23_a2, %no_rounds23_a3_0_number) : (i1, index, index, f64) -> f64
  %no_rounds23_e0_0 = tensor.from_elements %no_rounds23_e0 : tensor<f64>
  %no_rounds23_s0_0_0_slice = eshkol.slice %no_rounds23 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds23_s0_0_0 = eshkol.reshape %no_rounds23_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds23_s0_0_0, %no_rounds23_e0_0, "no_rounds23: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %no_rounds23_a0_1_slice = eshkol.slice %no_rounds23_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds23_a0_1 = eshkol.reshape %no_rounds23_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds23_a0_1_number = tensor.extract %no_rounds23_a0_1[] : tensor<i1>
  %no_rounds23_a3_1_slice = eshkol.slice %no_rounds23_a3 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds23_a3_1 = eshkol.reshape %no_rounds23_a3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds23_a3_1_number = tensor.extract %no_rounds23_a3_1[] : tensor<f64>
  %no_rounds23_e1 = func.call @no_rounds(%no_rounds23_a0_1_number, %no_rounds23_a1, %no_rounds23_a2, %no_rounds23_a3_1_number) : (i1, index, index, f64) -> f64
  %no_rounds23_e1_0 = tensor.from_elements %no_rounds23_e1 : tensor<f64>
  %no_rounds23_s1_0_1_slice = eshkol.slice %no_rounds23 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds23_s1_0_1 = eshkol.reshape %no_rounds23_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds23_s1_0_1, %no_rounds23_e1_0, "no_rounds23: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %halve24_a0 = arith.constant dense<[10.0, 1.0, 3.0, 0.5]> : tensor<4xf64>
  %halve24:2 = eshkol.vmap @halve(%halve24_a0) in_axes [0] out_axes [0, 0]
      : (tensor<4xf64>) -> (tensor<4xf64>, tensor<4xi64>)
  %halve24_a0_0_slice = eshkol.slice %halve24_a0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve24_a0_0 = eshkol.reshape %halve24_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve24_a0_0_number = tensor.extract %halve24_a0_0[] : tensor<f64>
  %halve24_e0:2 = func.call @halve(%halve24_a0_0_number) : (f64) -> (f64, i64)
  %halve24_e0_0 = tensor.from_elements %halve24_e0#0 : tensor<f64>
  %halve24_s0_0_0_slice = eshkol.slice %halve24#0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve24_s0_0_0 = eshkol.reshape %halve24_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve24_s0_0_0, %halve24_e0_0, "halve24: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve24_e0_1 = tensor.from_elements %halve24_e0#1 : tensor<i64>
  %halve24_s0_1_0_slice = eshkol.slice %halve24#1 [0] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %halve24_s0_1_0 = eshkol.reshape %halve24_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve24_s0_1_0, %halve24_e0_1, "halve24: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %halve24_a0_1_slice = eshkol.slice %halve24_a0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve24_a0_1 = eshkol.reshape %halve24_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve24_a0_1_number = tensor.extract %halve24_a0_1[] : tensor<f64>
  %halve24_e1:2 = func.call @halve(%halve24_a0_1_number) : (f64) -> (f64, i64)
  %halve24_e1_0 = tensor.from_elements %halve24_e1#0 : tensor<f64>
  %halve24_s1_0_1_slice = eshkol.slice %halve24#0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve24_s1_0_1 = eshkol.reshape %halve24_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve24_s1_0_1, %halve24_e1_0, "halve24: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve24_e1_1 = tensor.from_elements %halve24_e1#1 : tensor<i64>
  %halve24_s1_1_1_slice = eshkol.slice %halve24#1 [1] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %halve24_s1_1_1 = eshkol.reshape %halve24_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve24_s1_1_1, %halve24_e1_1, "halve24: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %halve24_a0_2_slice = eshkol.slice %halve24_a0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve24_a0_2 = eshkol.reshape %halve24_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve24_a0_2_number = tensor.extract %halve24_a0_2[] : tensor<f64>
  %halve24_e2:2 = func.call @halve(%halve24_a0_2_number) : (f64) -> (f64, i64)
  %halve24_e2_0 = tensor.from_elements %halve24_e2#0 : tensor<f64>
  %halve24_s2_0_2_slice = eshkol.slice %halve24#0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve24_s2_0_2 = eshkol.reshape %halve24_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve24_s2_0_2, %halve24_e2_0, "halve24: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve24_e2_1 = tensor.from_elements %halve24_e2#1 : tensor<i64>
  %halve24_s2_1_2_slice = eshkol.slice %halve24#1 [2] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %halve24_s2_1_2 = eshkol.reshape %halve24_s2_1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve24_s2_1_2, %halve24_e2_1, "halve24: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %halve24_a0_3_slice = eshkol.slice %halve24_a0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve24_a0_3 = eshkol.reshape %halve24_a0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve24_a0_3_number = tensor.extract %halve24_a0_3[] : tensor<f64>
  %halve24_e3:2 = func.call @halve(%halve24_a0_3_number) : (f64) -> (f64, i64)
  %halve24_e3_0 = tensor.from_elements %halve24_e3#0 : tensor<f64>
  %halve24_s3_0_3_slice = eshkol.slice %halve24#0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve24_s3_0_3 = eshkol.reshape %halve24_s3_0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve24_s3_0_3, %halve24_e3_0, "halve24: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve24_e3_1 = tensor.from_elements %halve24_e3#1 : tensor<i64>
  %halve24_s3_1_3_slice = eshkol.slice %halve24#1 [3] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %halve24_s3_1_3 = eshkol.reshape %halve24_s3_1_3_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve24_s3_1_3, %halve24_e3_1, "halve24: element 3" atol = 0.0 rtol = 0.0 : tensor<i64>
  %halve24_x0 = arith.constant dense<[0.625, 1.0, 0.75, 0.5]> : tensor<4xf64>
  eshkol.assert_close %halve24#0, %halve24_x0, "halve24" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %halve24_x1 = arith.constant dense<[4, 0, 2, 0]> : tensor<4xi64>
  eshkol.assert_close %halve24#1, %halve24_x1, "halve24" atol = 0.0 rtol = 0.0 : tensor<4xi64>

  %halve25_a0 = arith.constant dense<[100.0, 2.0]> : tensor<2xf64>
  %halve25_a0_any = tensor.cast %halve25_a0 : tensor<2xf64> to tensor<?xf64>
  %halve25:2 = eshkol.vmap @halve(%halve25_a0_any) in_axes [0] out_axes [0, 0]
      : (tensor<?xf64>) -> (tensor<?xf64>, tensor<?xi64>)
  %halve25_r0 = tensor.cast %halve25#0 : tensor<?xf64> to tensor<2xf64>
  %halve25_r1 = tensor.cast %halve25#1 : tensor<?xi64> to tensor<2xi64>
  %halve25_a0_0_slice = eshkol.slice %halve25_a0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %halve25_a0_0 = eshkol.reshape %halve25_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve25_a0_0_number = tensor.extract %halve25_a0_0[] : tensor<f64>
  %halve25_e0:2 = func.call @halve(%halve25_a0_0_number) : (f64) -> (f64, i64)
  %halve25_e0_0 = tensor.from_elements %halve25_e0#0 : tensor<f64>
  %halve25_s0_0_0_slice = eshkol.slice %halve25_r0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %halve25_s0_0_0 = eshkol.reshape %halve25_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve25_s0_0_0, %halve25_e0_0, "halve25: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve25_e0_1 = tensor.from_elements %halve25_e0#1 : tensor<i64>
  %halve25_s0_1_0_slice = eshkol.slice %halve25_r1 [0] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %halve25_s0_1_0 = eshkol.reshape %halve25_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve25_s0_1_0, %halve25_e0_1, "halve25: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %halve25_a0_1_slice = eshkol.slice %halve25_a0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %halve25_a0_1 = eshkol.reshape %halve25_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve25_a0_1_number = tensor.extract %halve25_a0_1[] : tensor<f64>
  %halve25_e1:2 = func.call @halve(%halve25_a0_1_number) : (f64) -> (f64, i64)
  %halve25_e1_0 = tensor.from_elements %halve25_e1#0 : tensor<f64>
  %halve25_s1_0_1_slice = eshkol.slice %halve25_r0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %halve25_s1_0_1 = eshkol.reshape %halve25_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve25_s1_0_1, %halve25_e1_0, "halve25: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve25_e1_1 = tensor.from_elements %halve25_e1#1 : tensor<i64>
  %halve25_s1_1_1_slice = eshkol.slice %halve25_r1 [1] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %halve25_s1_1_1 = eshkol.reshape %halve25_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve25_s1_1_1, %halve25_e1_1, "halve25: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>

  %halve26_a0 = arith.constant dense<> : tensor<0xf64>
  %halve26:2 = eshkol.vmap @halve(%halve26_a0) in_axes [0] out_axes [0, 0]
      : (tensor<0xf64>) -> (tensor<0xf64>, tensor<0xi64>)

  %test_first27_a0 = arith.constant dense<[0.5, 3.0, 1.1]> : tensor<3xf64>
  %test_first27_a1 = arith.constant 50.0 : f64
  %test_first27:3 = eshkol.vmap @test_first(%test_first27_a0, %test_first27_a1) in_axes [0, -1] out_axes [0, -1, 0]
      : (tensor<3xf64>, f64) -> (tensor<3xf64>, f64, tensor<3xf64>)
  %test_first27_r1 = tensor.from_elements %test_first27#1 : tensor<f64>
  %test_first27_a0_0_slice = eshkol.slice %test_first27_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first27_a0_0 = eshkol.reshape %test_first27_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first27_a0_0_number = tensor.extract %test_first27_a0_0[] : tensor<f64>
  %test_first27_e0:3 = func.call @test_first(%test_first27_a0_0_number, %test_first27_a1) : (f64, f64) -> (f64, f64, f64)
  %test_first27_e0_0 = tensor.from_elements %test_first27_e0#0 : tensor<f64>
  %test_first27_s0_0_0_slice = eshkol.slice %test_first27#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first27_s0_0_0 = eshkol.reshape %test_first27_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first27_s0_0_0, %test_first27_e0_0, "test_first27: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first27_e0_1 = tensor.from_elements %test_first27_e0#1 : tensor<f64>
  eshkol.assert_close %test_first27_r1, %test_first27_e0_1, "test_first27: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first27_e0_2 = tensor.from_elements %test_first27_e0#2 : tensor<f64>
  %test_first27_s0_2_0_slice = eshkol.slice %test_first27#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first27_s0_2_0 = eshkol.reshape %test_first27_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first27_s0_2_0, %test_first27_e0_2, "test_first27: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first27_a0_1_slice = eshkol.slice %test_first27_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first27_a0_1 = eshkol.reshape %test_first27_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first27_a0_1_number = tensor.extract %test_first27_a0_1[] : tensor<f64>
  %test_first27_e1:3 = func.call @test_first(%test_first27_a0_1_number, %test_first27_a1) : (f64, f64) -> (f64, f64, f64)
  %test_first27_e1_0 = tensor.from_elements %test_first27_e1#0 : tensor<f64>
  %test_first27_s1_0_1_slice = eshkol.slice %test_first27#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first27_s1_0_1 = eshkol.reshape %test_first27_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first27_s1_0_1, %test_first27_e1_0, "test_first27: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first27_e1_1 = tensor.from_elements %test_first27_e1#1 : tensor<f64>
  eshkol.assert_close %test_first27_r1, %test_first27_e1_1, "test_first27: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first27_e1_2 = tensor.from_elements %test_first27_e1#2 : tensor<f64>
  %test_first27_s1_2_1_slice = eshkol.slice %test_first27#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first27_s1_2_1 = eshkol.reshape %test_first27_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first27_s1_2_1, %test_first27_e1_2, "test_first27: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first27_a0_2_slice = eshkol.slice %test_first27_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first27_a0_2 = eshkol.reshape %test_first27_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first27_a0_2_number = tensor.extract %test_first27_a0_2[] : tensor<f64>
  %test_first27_e2:3 = func.call @test_first(%test_first27_a0_2_number, %test_first27_a1) : (f64, f64) -> (f64, f64, f64)
  %test_first27_e2_0 = tensor.from_elements %test_first27_e2#0 : tensor<f64>
  %test_first27_s2_0_2_slice = eshkol.slice %test_first27#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first27_s2_0_2 = eshkol.reshape %test_first27_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first27_s2_0_2, %test_first27_e2_0, "test_first27: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first27_e2_1 = tensor.from_elements %test_first27_e2#1 : tensor<f64>
  eshkol.assert_close %test_first27_r1, %test_first27_e2_1, "test_first27: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first27_e2_2 = tensor.from_elements %test_first27_e2#2 : tensor<f64>
  %test_first27_s2_2_2_slice = eshkol.slice %test_first27#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first27_s2_2_2 = eshkol.reshape %test_first27_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first27_s2_2_2, %test_first27_e2_2, "test_first27: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %test_first28_a0 = arith.constant dense<[0.5, 3.0, 1.1]> : tensor<3xf64>
  %test_first28_a1 = arith.constant dense<[1.0, 9.0, 1000.0]> : tensor<3xf64>
  %test_first28:3 = eshkol.vmap @test_first(%test_first28_a0, %test_first28_a1) in_axes [0, 0] out_axes [0, 0, 0]
      : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %test_first28_a0_0_slice = eshkol.slice %test_first28_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_a0_0 = eshkol.reshape %test_first28_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first28_a0_0_number = tensor.extract %test_first28_a0_0[] : tensor<f64>
  %test_first28_a1_0_slice = eshkol.slice %test_first28_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_a1_0 = eshkol.reshape %test_first28_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first28_a1_0_number = tensor.extract %test_first28_a1_0[] : tensor<f64>
  %test_first28_e0:3 = func.call @test_first(%test_first28_a0_0_number, %test_first28_a1_0_number) : (f64, f64) -> (f64, f64, f64)
  %test_first28_e0_0 = tensor.from_elements %test_first28_e0#0 : tensor<f64>
  %test_first28_s0_0_0_slice = eshkol.slice %test_first28#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_s0_0_0 = eshkol.reshape %test_first28_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first28_s0_0_0, %test_first28_e0_0, "test_first28: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first28_e0_1 = tensor.from_elements %test_first28_e0#1 : tensor<f64>
  %test_first28_s0_1_0_slice = eshkol.slice %test_first28#1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_s0_1_0 = eshkol.reshape %test_first28_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first28_s0_1_0, %test_first28_e0_1, "test_first28: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first28_e0_2 = tensor.from_elements %test_first28_e0#2 : tensor<f64>
  %test_first28_s0_2_0_slice = eshkol.slice %test_first28#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_s0_2_0 = eshkol.reshape %test_first28_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first28_s0_2_0, %test_first28_e0_2, "test_first28: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first28_a0_1_slice = eshkol.slice %test_first28_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_a0_1 = eshkol.reshape %test_first28_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first28_a0_1_number = tensor.extract %test_first28_a0_1[] : tensor<f64>
  %test_first28_a1_1_slice = eshkol.slice %test_first28_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_a1_1 = eshkol.reshape %test_first28_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first28_a1_1_number = tensor.extract %test_first28_a1_1[] : tensor<f64>
  %test_first28_e1:3 = func.call @test_first(%test_first28_a0_1_number, %test_first28_a1_1_number) : (f64, f64) -> (f64, f64, f64)
  %test_first28_e1_0 = tensor.from_elements %test_first28_e1#0 : tensor<f64>
  %test_first28_s1_0_1_slice = eshkol.slice %test_first28#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_s1_0_1 = eshkol.reshape %test_first28_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first28_s1_0_1, %test_first28_e1_0, "test_first28: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first28_e1_1 = tensor.from_elements %test_first28_e1#1 : tensor<f64>
  %test_first28_s1_1_1_slice = eshkol.slice %test_first28#1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_s1_1_1 = eshkol.reshape %test_first28_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first28_s1_1_1, %test_first28_e1_1, "test_first28: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first28_e1_2 = tensor.from_elements %test_first28_e1#2 : tensor<f64>
  %test_first28_s1_2_1_slice = eshkol.slice %test_first28#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_s1_2_1 = eshkol.reshape %test_first28_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first28_s1_2_1, %test_first28_e1_2, "test_first28: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first28_a0_2_slice = eshkol.slice %test_first28_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_a0_2 = eshkol.reshape %test_first28_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first28_a0_2_number = tensor.extract %test_first28_a0_2[] : tensor<f64>
  %test_first28_a1_2_slice = eshkol.slice %test_first28_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_a1_2 = eshkol.reshape %test_first28_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first28_a1_2_number = tensor.extract %test_first28_a1_2[] : tensor<f64>
  %test_first28_e2:3 = func.call @test_first(%test_first28_a0_2_number, %test_first28_a1_2_number) : (f64, f64) -> (f64, f64, f64)
  %test_first28_e2_0 = tensor.from_elements %test_first28_e2#0 : tensor<f64>
  %test_first28_s2_0_2_slice = eshkol.slice %test_first28#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_s2_0_2 = eshkol.reshape %test_first28_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first28_s2_0_2, %test_first28_e2_0, "test_first28: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first28_e2_1 = tensor.from_elements %test_first28_e2#1 : tensor<f64>
  %test_first28_s2_1_2_slice = eshkol.slice %test_first28#1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_s2_1_2 = eshkol.reshape %test_first28_s2_1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first28_s2_1_2, %test_first28_e2_1, "test_first28: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first28_e2_2 = tensor.from_elements %test_first28_e2#2 : tensor<f64>
  %test_first28_s2_2_2_slice = eshkol.slice %test_first28#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first28_s2_2_2 = eshkol.reshape %test_first28_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first28_s2_2_2, %test_first28_e2_2, "test_first28: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %test_first29_a0 = arith.constant 0.5 : f64
  %test_first29_a1 = arith.constant dense<[1.0, 9.0, 1000.0]> : tensor<3xf64>
  %test_first29:3 = eshkol.vmap @test_first(%test_first29_a0, %test_first29_a1) in_axes [-1, 0] out_axes [0, 0, 0]
      : (f64, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %test_first29_a1_0_slice = eshkol.slice %test_first29_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_a1_0 = eshkol.reshape %test_first29_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first29_a1_0_number = tensor.extract %test_first29_a1_0[] : tensor<f64>
  %test_first29_e0:3 = func.call @test_first(%test_first29_a0, %test_first29_a1_0_number) : (f64, f64) -> (f64, f64, f64)
  %test_first29_e0_0 = tensor.from_elements %test_first29_e0#0 : tensor<f64>
  %test_first29_s0_0_0_slice = eshkol.slice %test_first29#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_s0_0_0 = eshkol.reshape %test_first29_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first29_s0_0_0, %test_first29_e0_0, "test_first29: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first29_e0_1 = tensor.from_elements %test_first29_e0#1 : tensor<f64>
  %test_first29_s0_1_0_slice = eshkol.slice %test_first29#1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_s0_1_0 = eshkol.reshape %test_first29_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first29_s0_1_0, %test_first29_e0_1, "test_first29: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first29_e0_2 = tensor.from_elements %test_first29_e0#2 : tensor<f64>
  %test_first29_s0_2_0_slice = eshkol.slice %test_first29#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_s0_2_0 = eshkol.reshape %test_first29_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first29_s0_2_0, %test_first29_e0_2, "test_first29: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first29_a1_1_slice = eshkol.slice %test_first29_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_a1_1 = eshkol.reshape %test_first29_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first29_a1_1_number = tensor.extract %test_first29_a1_1[] : tensor<f64>
  %test_first29_e1:3 = func.call @test_first(%test_first29_a0, %test_first29_a1_1_number) : (f64, f64) -> (f64, f64, f64)
  %test_first29_e1_0 = tensor.from_elements %test_first29_e1#0 : tensor<f64>
  %test_first29_s1_0_1_slice = eshkol.slice %test_first29#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_s1_0_1 = eshkol.reshape %test_first29_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first29_s1_0_1, %test_first29_e1_0, "test_first29: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first29_e1_1 = tensor.from_elements %test_first29_e1#1 : tensor<f64>
  %test_first29_s1_1_1_slice = eshkol.slice %test_first29#1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_s1_1_1 = eshkol.reshape %test_first29_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first29_s1_1_1, %test_first29_e1_1, "test_first29: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first29_e1_2 = tensor.from_elements %test_first29_e1#2 : tensor<f64>
  %test_first29_s1_2_1_slice = eshkol.slice %test_first29#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_s1_2_1 = eshkol.reshape %test_first29_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first29_s1_2_1, %test_first29_e1_2, "test_first29: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first29_a1_2_slice = eshkol.slice %test_first29_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_a1_2 = eshkol.reshape %test_first29_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first29_a1_2_number = tensor.extract %test_first29_a1_2[] : tensor<f64>
  %test_first29_e2:3 = func.call @test_first(%test_first29_a0, %test_first29_a1_2_number) : (f64, f64) -> (f64, f64, f64)
  %test_first29_e2_0 = tensor.from_elements %test_first29_e2#0 : tensor<f64>
  %test_first29_s2_0_2_slice = eshkol.slice %test_first29#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_s2_0_2 = eshkol.reshape %test_first29_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first29_s2_0_2, %test_first29_e2_0, "test_first29: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first29_e2_1 = tensor.from_elements %test_first29_e2#1 : tensor<f64>
  %test_first29_s2_1_2_slice = eshkol.slice %test_first29#1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_s2_1_2 = eshkol.reshape %test_first29_s2_1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first29_s2_1_2, %test_first29_e2_1, "test_first29: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first29_e2_2 = tensor.from_elements %test_first29_e2#2 : tensor<f64>
  %test_first29_s2_2_2_slice = eshkol.slice %test_first29#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first29_s2_2_2 = eshkol.reshape %test_first29_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first29_s2_2_2, %test_first29_e2_2, "test_first29: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %together30_a0 = arith.constant dense<[-0.987, -0.135, -1.022]> : tensor<3xf64>
  %together30_a1 = arith.constant 4 : i64
  %together30:2 = eshkol.vmap @together(%together30_a0, %together30_a1) in_axes [0, -1] out_axes [0, -1]
      : (tensor<3xf64>, i64) -> (tensor<3xf64>, i64)
  %together30_r1 = tensor.from_elements %together30#1 : tensor<i64>
  %together30_a0_0_slice = eshkol.slice %together30_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together30_a0_0 = eshkol.reshape %together30_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %together30_a0_0_number = tensor.extract %together30_a0_0[] : tensor<f64>
  %together30_e0:2 = func.call @together(%together30_a0_0_number, %together30_a1) : (f64, i64) -> (f64, i64)
  %together30_e0_0 = tensor.from_elements %together30_e0#0 : tensor<f64>
  %together30_s0_0_0_slice = eshkol.slice %together30#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together30_s0_0_0 = eshkol.reshape %together30_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together30_s0_0_0, %together30_e0_0, "together30: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together30_e0_1 = tensor.from_elements %together30_e0#1 : tensor<i64>
  eshkol.assert_close %together30_r1, %together30_e0_1, "together30: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %together30_a0_1_slice = eshkol.slice %together30_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together30_a0_1 = eshkol.reshape %together30_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %together30_a0_1_number = tensor.extract %together30_a0_1[] : tensor<f64>
  %together30_e1:2 = func.call @together(%together30_a0_1_number, %together30_a1) : (f64, i64) -> (f64, i64)
  %together30_e1_0 = tensor.from_elements %together30_e1#0 : tensor<f64>
  %together30_s1_0_1_slice = eshkol.slice %together30#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together30_s1_0_1 = eshkol.reshape %together30_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together30_s1_0_1, %together30_e1_0, "together30: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together30_e1_1 = tensor.from_elements %together30_e1#1 : tensor<i64>
  eshkol.assert_close %together30_r1, %together30_e1_1, "together30: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %together30_a0_2_slice = eshkol.slice %together30_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together30_a0_2 = eshkol.reshape %together30_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %together30_a0_2_number = tensor.extract %together30_a0_2[] : tensor<f64>
  %together30_e2:2 = func.call @together(%together30_a0_2_number, %together30_a1) : (f64, i64) -> (f64, i64)
  %together30_e2_0 = tensor.from_elements %together30_e2#0 : tensor<f64>
  %together30_s2_0_2_slice = eshkol.slice %together30#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together30_s2_0_2 = eshkol.reshape %together30_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together30_s2_0_2, %together30_e2_0, "together30: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together30_e2_1 = tensor.from_elements %together30_e2#1 : tensor<i64>
  eshkol.assert_close %together30_r1, %together30_e2_1, "together30: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>

  %together31_a0 = arith.constant dense<[-1.364, -1.558, 0.625]> : tensor<3xf64>
  %together31_a1 = arith.constant dense<[4, 0, 2]> : tensor<3xi64>
  %together31:2 = eshkol.vmap @together(%together31_a0, %together31_a1) in_axes [0, 0] out_axes [0, 0]
      : (tensor<3xf64>, tensor<3xi64>) -> (tensor<3xf64>, tensor<3xi64>)
  %together31_a0_0_slice = eshkol.slice %together31_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together31_a0_0 = eshkol.reshape %together31_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %together31_a0_0_number = tensor.extract %together31_a0_0[] : tensor<f64>
  %together31_a1_0_slice = eshkol.slice %together31_a1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together31_a1_0 = eshkol.reshape %together31_a1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %together31_a1_0_number = tensor.extract %together31_a1_0[] : tensor<i64>
  %together31_e0:2 = func.call @together(%together31_a0_0_number, %together31_a1_0_number) : (f64, i64) -> (f64, i64)
  %together31_e0_0 = tensor.from_elements %together31_e0#0 : tensor<f64>
  %together31_s0_0_0_slice = eshkol.slice %together31#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together31_s0_0_0 = eshkol.reshape %together31_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together31_s0_0_0, %together31_e0_0, "together31: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together31_e0_1 = tensor.from_elements %together31_e0#1 : tensor<i64>
  %together31_s0_1_0_slice = eshkol.slice %together31#1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together31_s0_1_0 = eshkol.reshape %together31_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %together31_s0_1_0, %together31_e0_1, "together31: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %together31_a0_1_slice = eshkol.slice %together31_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together31_a0_1 = eshkol.reshape %together31_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %together31_a0_1_number = tensor.extract %together31_a0_1[] : tensor<f64>
  %together31_a1_1_slice = eshkol.slice %together31_a1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together31_a1_1 = eshkol.reshape %together31_a1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %together31_a1_1_number = tensor.extract %together31_a1_1[] : tensor<i64>
  %together31_e1:2 = func.call @together(%together31_a0_1_number, %together31_a1_1_number) : (f64, i64) -> (f64, i64)
  %together31_e1_0 = tensor.from_elements %together31_e1#0 : tensor<f64>
  %together31_s1_0_1_slice = eshkol.slice %together31#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together31_s1_0_1 = eshkol.reshape %together31_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together31_s1_0_1, %together31_e1_0, "together31: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together31_e1_1 = tensor.from_elements %together31_e1#1 : tensor<i64>
  %together31_s1_1_1_slice = eshkol.slice %together31#1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together31_s1_1_1 = eshkol.reshape %together31_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %together31_s1_1_1, %together31_e1_1, "together31: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %together31_a0_2_slice = eshkol.slice %together31_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together31_a0_2 = eshkol.reshape %together31_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %together31_a0_2_number = tensor.extract %together31_a0_2[] : tensor<f64>
  %together31_a1_2_slice = eshkol.slice %together31_a1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together31_a1_2 = eshkol.reshape %together31_a1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %together31_a1_2_number = tensor.extract %together31_a1_2[] : tensor<i64>
  %together31_e2:2 = func.call @together(%together31_a0_2_number, %together31_a1_2_number) : (f64, i64) -> (f64, i64)
  %together31_e2_0 = tensor.from_elements %together31_e2#0 : tensor<f64>
  %together31_s2_0_2_slice = eshkol.slice %together31#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together31_s2_0_2 = eshkol.reshape %together31_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together31_s2_0_2, %together31_e2_0, "together31: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together31_e2_1 = tensor.from_elements %together31_e2#1 : tensor<i64>
  %together31_s2_1_2_slice = eshkol.slice %together31#1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together31_s2_1_2 = eshkol.reshape %together31_s2_1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %together31_s2_1_2, %together31_e2_1, "together31: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>

  %endless32_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %endless32_a1 = arith.constant dense<[-1.447, -1.214]> : tensor<2xf64>
  %endless32_a2 = arith.constant dense<[3, -1]> : tensor<2xi64>
  %endless32 = eshkol.vmap @endless(%endless32_a0, %endless32_a1, %endless32_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<2xf64>, tensor<2xi64>) -> tensor<2xf64>
  %endless32_a0_0_slice = eshkol.slice %endless32_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %endless32_a0_0 = eshkol.reshape %endless32_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %endless32_a0_0_number = tensor.extract %endless32_a0_0[] : tensor<i1>
  %endless32_a1_0_slice = eshkol.slice %endless32_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless32_a1_0 = eshkol.reshape %endless32_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %endless32_a1_0_number = tensor.extract %endless32_a1_0[] : tensor<f64>
  %endless32_a2_0_slice = eshkol.slice %endless32_a2 [0] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %endless32_a2_0 = eshkol.reshape %endless32_a2_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %endless32_a2_0_number = tensor.extract %endless32_a2_0[] : tensor<i64>
  %endless32_e0 = func.call @endless(%endless32_a0_0_number, %endless32_a1_0_number, %endless32_a2_0_number) : (i1, f64, i64) -> f64
  %endless32_e0_0 = tensor.from_elements %endless32_e0 : tensor<f64>
  %endless32_s0_0_0_slice = eshkol.slice %endless32 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless32_s0_0_0 = eshkol.reshape %endless32_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %endless32_s0_0_0, %endless32_e0_0, "endless32: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %endless32_a0_1_slice = eshkol.slice %endless32_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %endless32_a0_1 = eshkol.reshape %endless32_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %endless32_a0_1_number = tensor.extract %endless32_a0_1[] : tensor<i1>
  %endless32_a1_1_slice = eshkol.slice %endless32_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless32_a1_1 = eshkol.reshape %endless32_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %endless32_a1_1_number = tensor.extract %endless32_a1_1[] : tensor<f64>
  %endless32_a2_1_slice = eshkol.slice %endless32_a2 [1] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %endless32_a2_1 = eshkol.reshape %endless32_a2_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %endless32_a2_1_number = tensor.extract %endless32_a2_1[] : tensor<i64>
  %endless32_e1 = func.call @endless(%endless32_a0_1_number, %endless32_a1_1_number, %endless32_a2_1_number) : (i1, f64, i64) -> f64
  %endless32_e1_0 = tensor.from_elements %endless32_e1 : tensor<f64>
  %endless32_s1_0_1_slice = eshkol.slice %endless32 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless32_s1_0_1 = eshkol.reshape %endless32_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %endless32_s1_0_1, %endless32_e1_0, "endless32: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %endless33_a0 = arith.constant dense<[false, false]> : tensor<2xi1>
  %endless33_a1 = arith.constant dense<[-0.525, 1.284]> : tensor<2xf64>
  %endless33_a2 = arith.constant -1 : i64
  %endless33 = eshkol.vmap @endless(%endless33_a0, %endless33_a1, %endless33_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<2xi1>, tensor<2xf64>, i64) -> tensor<2xf64>
  %endless33_a0_0_slice = eshkol.slice %endless33_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %endless33_a0_0 = eshkol.reshape %endless33_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %endless33_a0_0_number = tensor.extract %endless33_a0_0[] : tensor<i1>
  %endless33_a1_0_slice = eshkol.slice %endless33_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless33_a1_0 = eshkol.reshape %endless33_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %endless33_a1_0_number = tensor.extract %endless33_a1_0[] : tensor<f64>
  %endless33_e0 = func.call @endless(%endless33_a0_0_number, %endless33_a1_0_number, %endless33_a2) : (i1, f64, i64) -> f64
  %endless33_e0_0 = tensor.from_elements %endless33_e0 : tensor<f64>
  %endless33_s0_0_0_slice = eshkol.slice %endless33 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless33_s0_0_0 = eshkol.reshape %endless33_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %endless33_s0_0_0, %endless33_e0_0, "endless33: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %endless33_a0_1_slice = eshkol.slice %endless33_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %endless33_a0_1 = eshkol.reshape %endless33_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %endless33_a0_1_number = tensor.extract %endless33_a0_1[] : tensor<i1>
  %endless33_a1_1_slice = eshkol.slice %endless33_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless33_a1_1 = eshkol.reshape %endless33_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %endless33_a1_1_number = tensor.extract %endless33_a1_1[] : tensor<f64>
  %endless33_e1 = func.call @endless(%endless33_a0_1_number, %endless33_a1_1_number, %endless33_a2) : (i1, f64, i64) -> f64
  %endless33_e1_0 = tensor.from_elements %endless33_e1 : tensor<f64>
  %endless33_s1_0_1_slice = eshkol.slice %endless33 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless33_s1_0_1 = eshkol.reshape %endless33_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %endless33_s1_0_1, %endless33_e1_0, "endless33: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %loops34_a0 = arith.constant dense<[0.25, 20.0, 3.5, -1.0, 1.9]> : tensor<5xf64>
  %loops34:2 = eshkol.vmap @loops(%loops34_a0) in_axes [0] out_axes [0, 0]
      : (tensor<5xf64>) -> (tensor<5xf64>, tensor<5xi64>)
  %loops34_a0_0_slice = eshkol.slice %loops34_a0 [0] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops34_a0_0 = eshkol.reshape %loops34_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %loops34_a0_0_number = tensor.extract %loops34_a0_0[] : tensor<f64>
  %loops34_e0:2 = func.call @loops(%loops34_a0_0_number) : (f64) -> (f64, i64)
  %loops34_e0_0 = tensor.from_elements %loops34_e0#0 : tensor<f64>
  %loops34_s0_0_0_slice = eshkol.slice %loops34#0 [0] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops34_s0_0_0 = eshkol.reshape %loops34_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %loops34_s0_0_0, %loops34_e0_0, "loops34: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %loops34_e0_1 = tensor.from_elements %loops34_e0#1 : tensor<i64>
  %loops34_s0_1_0_slice = eshkol.slice %loops34#1 [0] [1] [1] : tensor<5xi64> -> tensor<1xi64>
  %loops34_s0_1_0 = eshkol.reshape %loops34_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %loops34_s0_1_0, %loops34_e0_1, "loops34: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %loops34_a0_1_slice = eshkol.slice %loops34_a0 [1] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops34_a0_1 = eshkol.reshape %loops34_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %loops34_a0_1_number = tensor.extract %loops34_a0_1[] : tensor<f64>
  %loops34_e1:2 = func.call @loops(%loops34_a0_1_number) : (f64) -> (f64, i64)
  %loops34_e1_0 = tensor.from_elements %loops34_e1#0 : tensor<f64>
  %loops34_s1_0_1_slice = eshkol.slice %loops34#0 [1] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops34_s1_0_1 = eshkol.reshape %loops34_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %loops34_s1_0_1, %loops34_e1_0, "loops34: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %loops34_e1_1 = tensor.from_elements %loops34_e1#1 : tensor<i64>
  %loops34_s1_1_1_slice = eshkol.slice %loops34#1 [1] [1] [1] : tensor<5xi64> -> tensor<1xi64>
  %loops34_s1_1_1 = eshkol.reshape %loops34_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %loops34_s1_1_1, %loops34_e1_1, "loops34: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %loops34_a0_2_slice = eshkol.slice %loops34_a0 [2] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops34_a0_2 = eshkol.reshape %loops34_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %loops34_a0_2_number = tensor.extract %loops34_a0_2[] : tensor<f64>
  %loops34_e2:2 = func.call @loops(%loops34_a0_2_number) : (f64) -> (f64, i64)
  %loops34_e2_0 = tensor.from_elements %loops34_e2#0 : tensor<f64>
  %loops34_s2_0_2_slice = eshkol.slice %loops34#0 [2] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops34_s2_0_2 = eshkol.reshape %loops34_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %loops34_s2_0_2, %loops34_e2_0, "loops34: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %loops34_e2_1 = tensor.from_elements %loops34_e2#1 : tensor<i64>
  %loops34_s2_1_2_slice = eshkol.slice %loops34#1 [2] [1] [1] : tensor<5xi64> -> tensor<1xi64>
  %loops34_s2_1_2 = eshkol.reshape %loops34_s2_1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %loops34_s2_1_2, %loops34_e2_1, "loops34: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %loops34_a0_3_slice = eshkol.slice %loops34_a0 [3] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops34_a0_3 = eshkol.reshape %loops34_a0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  %loops34_a0_3_number = tensor.extract %loops34_a0_3[] : tensor<f64>
  %loops34_e3:2 = func.call @loops(%loops34_a0_3_number) : (f64) -> (f64, i64)
  %loops34_e3_0 = tensor.from_elements %loops34_e3#0 : tensor<f64>
  %loops34_s3_0_3_slice = eshkol.slice %loops34#0 [3] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops34_s3_0_3 = eshkol.reshape %loops34_s3_0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %loops34_s3_0_3, %loops34_e3_0, "loops34: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %loops34_e3_1 = tensor.from_elements %loops34_e3#1 : tensor<i64>
  %loops34_s3_1_3_slice = eshkol.slice %loops34#1 [3] [1] [1] : tensor<5xi64> -> tensor<1xi64>
  %loops34_s3_1_3 = eshkol.reshape %loops34_s3_1_3_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %loops34_s3_1_3, %loops34_e3_1, "loops34: element 3" atol = 0.0 rtol = 0.0 : tensor<i64>
  %loops34_a0_4_slice = eshkol.slice %loops34_a0 [4] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops34_a0_4 = eshkol.reshape %loops34_a0_4_slice to [] : tensor<1xf64> -> tensor<f64>
  %loops34_a0_4_number = tensor.extract %loops34_a0_4[] : tensor<f64>
  %loops34_e4:2 = func.call @loops(%loops34_a0_4_number) : (f64) -> (f64, i64)
  %loops34_e4_0 = tensor.from_elements %loops34_e4#0 : tensor<f64>
  %loops34_s4_0_4_slice = eshkol.slice %loops34#0 [4] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops34_s4_0_4 = eshkol.reshape %loops34_s4_0_4_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %loops34_s4_0_4, %loops34_e4_0, "loops34: element 4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %loops34_e4_1 = tensor.from_elements %loops34_e4#1 : tensor<i64>
  %loops34_s4_1_4_slice = eshkol.slice %loops34#1 [4] [1] [1] : tensor<5xi64> -> tensor<1xi64>
  %loops34_s4_1_4 = eshkol.reshape %loops34_s4_1_4_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %loops34_s4_1_4, %loops34_e4_1, "loops34: element 4" atol = 0.0 rtol = 0.0 : tensor<i64>

  %tensor_loop35_a0 = arith.constant dense<[[-1.612, 1.352, -1.616, 1.906], [-0.125, 1.907, 0.419, 0.957], [-1.843, -0.869, -1.519, -0.815]]> : tensor<3x4xf64>
  %tensor_loop35_a0_any = tensor.cast %tensor_loop35_a0 : tensor<3x4xf64> to tensor<3x?xf64>
  %tensor_loop35_a1 = arith.constant dense<[0, 4, 2]> : tensor<3xindex>
  %tensor_loop35 = eshkol.vmap @tensor_loop(%tensor_loop35_a0_any, %tensor_loop35_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x?xf64>, tensor<3xindex>) -> tensor<3x?xf64>
  %tensor_loop35_r0 = tensor.cast %tensor_loop35 : tensor<3x?xf64> to tensor<3x4xf64>
  %tensor_loop35_a0_0_slice = eshkol.slice %tensor_loop35_a0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop35_a0_0 = eshkol.reshape %tensor_loop35_a0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop35_a0_0_any = tensor.cast %tensor_loop35_a0_0 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop35_a1_0_slice = eshkol.slice %tensor_loop35_a1 [0] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop35_a1_0 = eshkol.reshape %tensor_loop35_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop35_a1_0_number = tensor.extract %tensor_loop35_a1_0[] : tensor<index>
  %tensor_loop35_e0 = func.call @tensor_loop(%tensor_loop35_a0_0_any, %tensor_loop35_a1_0_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop35_e0_0 = tensor.cast %tensor_loop35_e0 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop35_s0_0_0_slice = eshkol.slice %tensor_loop35_r0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop35_s0_0_0 = eshkol.reshape %tensor_loop35_s0_0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop35_s0_0_0, %tensor_loop35_e0_0, "tensor_loop35: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop35_a0_1_slice = eshkol.slice %tensor_loop35_a0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop35_a0_1 = eshkol.reshape %tensor_loop35_a0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop35_a0_1_any = tensor.cast %tensor_loop35_a0_1 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop35_a1_1_slice = eshkol.slice %tensor_loop35_a1 [1] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop35_a1_1 = eshkol.reshape %tensor_loop35_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop35_a1_1_number = tensor.extract %tensor_loop35_a1_1[] : tensor<index>
  %tensor_loop35_e1 = func.call @tensor_loop(%tensor_loop35_a0_1_any, %tensor_loop35_a1_1_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop35_e1_0 = tensor.cast %tensor_loop35_e1 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop35_s1_0_1_slice = eshkol.slice %tensor_loop35_r0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop35_s1_0_1 = eshkol.reshape %tensor_loop35_s1_0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop35_s1_0_1, %tensor_loop35_e1_0, "tensor_loop35: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop35_a0_2_slice = eshkol.slice %tensor_loop35_a0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop35_a0_2 = eshkol.reshape %tensor_loop35_a0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop35_a0_2_any = tensor.cast %tensor_loop35_a0_2 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop35_a1_2_slice = eshkol.slice %tensor_loop35_a1 [2] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop35_a1_2 = eshkol.reshape %tensor_loop35_a1_2_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop35_a1_2_number = tensor.extract %tensor_loop35_a1_2[] : tensor<index>
  %tensor_loop35_e2 = func.call @tensor_loop(%tensor_loop35_a0_2_any, %tensor_loop35_a1_2_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop35_e2_0 = tensor.cast %tensor_loop35_e2 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop35_s2_0_2_slice = eshkol.slice %tensor_loop35_r0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop35_s2_0_2 = eshkol.reshape %tensor_loop35_s2_0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop35_s2_0_2, %tensor_loop35_e2_0, "tensor_loop35: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>

  %tensor_loop36_a0 = arith.constant dense<[-1.525, -0.728, -0.343, -1.743]> : tensor<4xf64>
  %tensor_loop36_a0_any = tensor.cast %tensor_loop36_a0 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop36_a1 = arith.constant dense<[0, 4, 2]> : tensor<3xindex>
  %tensor_loop36_a1_any = tensor.cast %tensor_loop36_a1 : tensor<3xindex> to tensor<?xindex>
  %tensor_loop36 = eshkol.vmap @tensor_loop(%tensor_loop36_a0_any, %tensor_loop36_a1_any) in_axes [-1, 0] out_axes [0]
      : (tensor<?xf64>, tensor<?xindex>) -> tensor<?x?xf64>
  %tensor_loop36_r0 = tensor.cast %tensor_loop36 : tensor<?x?xf64> to tensor<3x4xf64>
  %tensor_loop36_a1_0_slice = eshkol.slice %tensor_loop36_a1 [0] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop36_a1_0 = eshkol.reshape %tensor_loop36_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop36_a1_0_number = tensor.extract %tensor_loop36_a1_0[] : tensor<index>
  %tensor_loop36_e0 = func.call @tensor_loop(%tensor_loop36_a0_any, %tensor_loop36_a1_0_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop36_e0_0 = tensor.cast %tensor_loop36_e0 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop36_s0_0_0_slice = eshkol.slice %tensor_loop36_r0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop36_s0_0_0 = eshkol.reshape %tensor_loop36_s0_0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop36_s0_0_0, %tensor_loop36_e0_0, "tensor_loop36: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop36_a1_1_slice = eshkol.slice %tensor_loop36_a1 [1] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop36_a1_1 = eshkol.reshape %tensor_loop36_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop36_a1_1_number = tensor.extract %tensor_loop36_a1_1[] : tensor<index>
  %tensor_loop36_e1 = func.call @tensor_loop(%tensor_loop36_a0_any, %tensor_loop36_a1_1_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop36_e1_0 = tensor.cast %tensor_loop36_e1 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop36_s1_0_1_slice = eshkol.slice %tensor_loop36_r0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop36_s1_0_1 = eshkol.reshape %tensor_loop36_s1_0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop36_s1_0_1, %tensor_loop36_e1_0, "tensor_loop36: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop36_a1_2_slice = eshkol.slice %tensor_loop36_a1 [2] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop36_a1_2 = eshkol.reshape %tensor_loop36_a1_2_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop36_a1_2_number = tensor.extract %tensor_loop36_a1_2[] : tensor<index>
  %tensor_loop36_e2 = func.call @tensor_loop(%tensor_loop36_a0_any, %tensor_loop36_a1_2_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop36_e2_0 = tensor.cast %tensor_loop36_e2 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop36_s2_0_2_slice = eshkol.slice %tensor_loop36_r0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop36_s2_0_2 = eshkol.reshape %tensor_loop36_s2_0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop36_s2_0_2, %tensor_loop36_e2_0, "tensor_loop36: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>

  %tensor_loop37_a0 = arith.constant dense<[[0.77, 0.266, -0.938, 0.093], [-1.624, 0.304, 1.717, -0.726], [0.67, -1.473, 0.865, -0.842]]> : tensor<3x4xf64>
  %tensor_loop37_a0_any = tensor.cast %tensor_loop37_a0 : tensor<3x4xf64> to tensor<3x?xf64>
  %tensor_loop37_a1 = arith.constant 3 : index
  %tensor_loop37 = eshkol.vmap @tensor_loop(%tensor_loop37_a0_any, %tensor_loop37_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3x?xf64>, index) -> tensor<3x?xf64>
  %tensor_loop37_r0 = tensor.cast %tensor_loop37 : tensor<3x?xf64> to tensor<3x4xf64>
  %tensor_loop37_a0_0_slice = eshkol.slice %tensor_loop37_a0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop37_a0_0 = eshkol.reshape %tensor_loop37_a0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop37_a0_0_any = tensor.cast %tensor_loop37_a0_0 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop37_e0 = func.call @tensor_loop(%tensor_loop37_a0_0_any, %tensor_loop37_a1) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop37_e0_0 = tensor.cast %tensor_loop37_e0 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop37_s0_0_0_slice = eshkol.slice %tensor_loop37_r0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop37_s0_0_0 = eshkol.reshape %tensor_loop37_s0_0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop37_s0_0_0, %tensor_loop37_e0_0, "tensor_loop37: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop37_a0_1_slice = eshkol.slice %tensor_loop37_a0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop37_a0_1 = eshkol.reshape %tensor_loop37_a0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop37_a0_1_any = tensor.cast %tensor_loop37_a0_1 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop37_e1 = func.call @tensor_loop(%tensor_loop37_a0_1_any, %tensor_loop37_a1) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop37_e1_0 = tensor.cast %tensor_loop37_e1 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop37_s1_0_1_slice = eshkol.slice %tensor_loop37_r0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop37_s1_0_1 = eshkol.reshape %tensor_loop37_s1_0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop37_s1_0_1, %tensor_loop37_e1_0, "tensor_loop37: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop37_a0_2_slice = eshkol.slice %tensor_loop37_a0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop37_a0_2 = eshkol.reshape %tensor_loop37_a0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop37_a0_2_any = tensor.cast %tensor_loop37_a0_2 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop37_e2 = func.call @tensor_loop(%tensor_loop37_a0_2_any, %tensor_loop37_a1) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop37_e2_0 = tensor.cast %tensor_loop37_e2 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop37_s2_0_2_slice = eshkol.slice %tensor_loop37_r0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop37_s2_0_2 = eshkol.reshape %tensor_loop37_s2_0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop37_s2_0_2, %tensor_loop37_e2_0, "tensor_loop37: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  return
}
