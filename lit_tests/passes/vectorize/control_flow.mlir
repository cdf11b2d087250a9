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

  %guarded_map12_a0 = arith.constant dense<[[-41, 7], [-18, -19], [24, -27]]> : tensor<3x2xi64>
  %guarded_map12_a1 = arith.constant dense<[3, 0, -7]> : tensor<3xi64>
  %guarded_map12 = eshkol.vmap @guarded_map(%guarded_map12_a0, %guarded_map12_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x2xi64>, tensor<3xi64>) -> tensor<3x2xi64>
  %guarded_map12_a0_0_slice = eshkol.slice %guarded_map12_a0 [0, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %guarded_map12_a0_0 = eshkol.reshape %guarded_map12_a0_0_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  %guarded_map12_a1_0_slice = eshkol.slice %guarded_map12_a1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded_map12_a1_0 = eshkol.reshape %guarded_map12_a1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded_map12_a1_0_number = tensor.extract %guarded_map12_a1_0[] : tensor<i64>
  %guarded_map12_e0 = func.call @guarded_map(%guarded_map12_a0_0, %guarded_map12_a1_0_number) : (tensor<2xi64>, i64) -> tensor<2xi64>
  %guarded_map12_s0_0_0_slice = eshkol.slice %guarded_map12 [0, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %guarded_map12_s0_0_0 = eshkol.reshape %guarded_map12_s0_0_0_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %guarded_map12_s0_0_0, %guarded_map12_e0, "guarded_map12: element 0" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  %guarded_map12_a0_1_slice = eshkol.slice %guarded_map12_a0 [1, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %guarded_map12_a0_1 = eshkol.reshape %guarded_map12_a0_1_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  %guarded_map12_a1_1_slice = eshkol.slice %guarded_map12_a1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded_map12_a1_1 = eshkol.reshape %guarded_map12_a1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded_map12_a1_1_number = tensor.extract %guarded_map12_a1_1[] : tensor<i64>
  %guarded_map12_e1 = func.call @guarded_map(%guarded_map12_a0_1, %guarded_map12_a1_1_number) : (tensor<2xi64>, i64) -> tensor<2xi64>
  %guarded_map12_s1_0_1_slice = eshkol.slice %guarded_map12 [1, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %guarded_map12_s1_0_1 = eshkol.reshape %guarded_map12_s1_0_1_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %guarded_map12_s1_0_1, %guarded_map12_e1, "guarded_map12: element 1" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  %guarded_map12_a0_2_slice = eshkol.slice %guarded_map12_a0 [2, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %guarded_map12_a0_2 = eshkol.reshape %guarded_map12_a0_2_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  %guarded_map12_a1_2_slice = eshkol.slice %guarded_map12_a1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %guarded_map12_a1_2 = eshkol.reshape %guarded_map12_a1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %guarded_map12_a1_2_number = tensor.extract %guarded_map12_a1_2[] : tensor<i64>
  %guarded_map12_e2 = func.call @guarded_map(%guarded_map12_a0_2, %guarded_map12_a1_2_number) : (tensor<2xi64>, i64) -> tensor<2xi64>
  %guarded_map12_s2_0_2_slice = eshkol.slice %guarded_map12 [2, 0] [1, 2] [1, 1] : tensor<3x2xi64> -> tensor<1x2xi64>
  %guarded_map12_s2_0_2 = eshkol.reshape %guarded_map12_s2_0_2_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %guarded_map12_s2_0_2, %guarded_map12_e2, "guarded_map12: element 2" atol = 0.0 rtol = 0.0 : tensor<2xi64>

  %map_in_vain13_a0 = arith.constant dense<[false, false]> : tensor<2xi1>
  %map_in_vain13_a1 = arith.constant dense<[-15, 25]> : tensor<2xi64>
  %map_in_vain13_a2 = arith.constant 0 : i64
  %map_in_vain13 = eshkol.vmap @map_in_vain(%map_in_vain13_a0, %map_in_vain13_a1, %map_in_vain13_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2xi1>, tensor<2xi64>, i64) -> tensor<2x2xi64>
  %map_in_vain13_a0_0_slice = eshkol.slice %map_in_vain13_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %map_in_vain13_a0_0 = eshkol.reshape %map_in_vain13_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %map_in_vain13_a0_0_number = tensor.extract %map_in_vain13_a0_0[] : tensor<i1>
  %map_in_vain13_e0 = func.call @map_in_vain(%map_in_vain13_a0_0_number, %map_in_vain13_a1, %map_in_vain13_a2) : (i1, tensor<2xi64>, i64) -> tensor<2xi64>
  %map_in_vain13_s0_0_0_slice = eshkol.slice %map_in_vain13 [0, 0] [1, 2] [1, 1] : tensor<2x2xi64> -> tensor<1x2xi64>
  %map_in_vain13_s0_0_0 = eshkol.reshape %map_in_vain13_s0_0_0_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %map_in_vain13_s0_0_0, %map_in_vain13_e0, "map_in_vain13: element 0" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  %map_in_vain13_a0_1_slice = eshkol.slice %map_in_vain13_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %map_in_vain13_a0_1 = eshkol.reshape %map_in_vain13_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %map_in_vain13_a0_1_number = tensor.extract %map_in_vain13_a0_1[] : tensor<i1>
  %map_in_vain13_e1 = func.call @map_in_vain(%map_in_vain13_a0_1_number, %map_in_vain13_a1, %map_in_vain13_a2) : (i1, tensor<2xi64>, i64) -> tensor<2xi64>
  %map_in_vain13_s1_0_1_slice = eshkol.slice %map_in_vain13 [1, 0] [1, 2] [1, 1] : tensor<2x2xi64> -> tensor<1x2xi64>
  %map_in_vain13_s1_0_1 = eshkol.reshape %map_in_vain13_s1_0_1_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %map_in_vain13_s1_0_1, %map_in_vain13_e1, "map_in_vain13: element 1" atol = 0.0 rtol = 0.0 : tensor<2xi64>

  %map_in_vain14_a0 = arith.constant dense<[false, true]> : tensor<2xi1>
  %map_in_vain14_a1 = arith.constant dense<[5, -22]> : tensor<2xi64>
  %map_in_vain14_a2 = arith.constant 3 : i64
  %map_in_vain14 = eshkol.vmap @map_in_vain(%map_in_vain14_a0, %map_in_vain14_a1, %map_in_vain14_a2) in_axes [0, -1, -1] out_axes [0]
      : (tensor<2xi1>, tensor<2xi64>, i64) -> tensor<2x2xi64>
  %map_in_vain14_a0_0_slice = eshkol.slice %map_in_vain14_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %map_in_vain14_a0_0 = eshkol.reshape %map_in_vain14_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %map_in_vain14_a0_0_number = tensor.extract %map_in_vain14_a0_0[] : tensor<i1>
  %map_in_vain14_e0 = func.call @map_in_vain(%map_in_vain14_a0_0_number, %map_in_vain14_a1, %map_in_vain14_a2) : (i1, tensor<2xi64>, i64) -> tensor<2xi64>
  %map_in_vain14_s0_0_0_slice = eshkol.slice %map_in_vain14 [0, 0] [1, 2] [1, 1] : tensor<2x2xi64> -> tensor<1x2xi64>
  %map_in_vain14_s0_0_0 = eshkol.reshape %map_in_vain14_s0_0_0_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %map_in_vain14_s0_0_0, %map_in_vain14_e0, "map_in_vain14: element 0" atol = 0.0 rtol = 0.0 : tensor<2xi64>
  %map_in_vain14_a0_1_slice = eshkol.slice %map_in_vain14_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %map_in_vain14_a0_1 = eshkol.reshape %map_in_vain14_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %map_in_vain14_a0_1_number = tensor.extract %map_in_vain14_a0_1[] : tensor<i1>
  %map_in_vain14_e1 = func.call @map_in_vain(%map_in_vain14_a0_1_number, %map_in_vain14_a1, %map_in_vain14_a2) : (i1, tensor<2xi64>, i64) -> tensor<2xi64>
  %map_in_vain14_s1_0_1_slice = eshkol.slice %map_in_vain14 [1, 0] [1, 2] [1, 1] : tensor<2x2xi64> -> tensor<1x2xi64>
  %map_in_vain14_s1_0_1 = eshkol.reshape %map_in_vain14_s1_0_1_slice to [2] : tensor<1x2xi64> -> tensor<2xi64>
  eshkol.assert_close %map_in_vain14_s1_0_1, %map_in_vain14_e1, "map_in_vain14: element 1" atol = 0.0 rtol = 0.0 : tensor<2xi64>

  %nested_if15_a0 = arith.constant dense<[-2.0, 0.5, 3.0, -0.25]> : tensor<4xf64>
  %nested_if15 = eshkol.vmap @nested_if(%nested_if15_a0) in_axes [0] out_axes [0]
      : (tensor<4xf64>) -> tensor<4xf64>
  %nested_if15_a0_0_slice = eshkol.slice %nested_if15_a0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if15_a0_0 = eshkol.reshape %nested_if15_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %nested_if15_a0_0_number = tensor.extract %nested_if15_a0_0[] : tensor<f64>
  %nested_if15_e0 = func.call @nested_if(%nested_if15_a0_0_number) : (f64) -> f64
  %nested_if15_e0_0 = tensor.from_elements %nested_if15_e0 : tensor<f64>
  %nested_if15_s0_0_0_slice = eshkol.slice %nested_if15 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if15_s0_0_0 = eshkol.reshape %nested_if15_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %nested_if15_s0_0_0, %nested_if15_e0_0, "nested_if15: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %nested_if15_a0_1_slice = eshkol.slice %nested_if15_a0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if15_a0_1 = eshkol.reshape %nested_if15_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %nested_if15_a0_1_number = tensor.extract %nested_if15_a0_1[] : tensor<f64>
  %nested_if15_e1 = func.call @nested_if(%nested_if15_a0_1_number) : (f64) -> f64
  %nested_if15_e1_0 = tensor.from_elements %nested_if15_e1 : tensor<f64>
  %nested_if15_s1_0_1_slice = eshkol.slice %nested_if15 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if15_s1_0_1 = eshkol.reshape %nested_if15_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %nested_if15_s1_0_1, %nested_if15_e1_0, "nested_if15: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %nested_if15_a0_2_slice = eshkol.slice %nested_if15_a0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if15_a0_2 = eshkol.reshape %nested_if15_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %nested_if15_a0_2_number = tensor.extract %nested_if15_a0_2[] : tensor<f64>
  %nested_if15_e2 = func.call @nested_if(%nested_if15_a0_2_number) : (f64) -> f64
  %nested_if15_e2_0 = tensor.from_elements %nested_if15_e2 : tensor<f64>
  %nested_if15_s2_0_2_slice = eshkol.slice %nested_if15 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if15_s2_0_2 = eshkol.reshape %nested_if15_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %nested_if15_s2_0_2, %nested_if15_e2_0, "nested_if15: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %nested_if15_a0_3_slice = eshkol.slice %nested_if15_a0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if15_a0_3 = eshkol.reshape %nested_if15_a0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  %nested_if15_a0_3_number = tensor.extract %nested_if15_a0_3[] : tensor<f64>
  %nested_if15_e3 = func.call @nested_if(%nested_if15_a0_3_number) : (f64) -> f64
  %nested_if15_e3_0 = tensor.from_elements %nested_if15_e3 : tensor<f64>
  %nested_if15_s3_0_3_slice = eshkol.slice %nested_if15 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %nested_if15_s3_0_3 = eshkol.reshape %nested_if15_s3_0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %nested_if15_s3_0_3, %nested_if15_e3_0, "nested_if15: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %nested_if15_x0 = arith.constant dense<[2.0, 1.5, 9.0, 0.25]> : tensor<4xf64>
  eshkol.assert_close %nested_if15, %nested_if15_x0, "nested_if15" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>

  %sum16_a0 = arith.constant dense<[[0.274, -1.925, 0.471], [0.448, 0.468, 1.775]]> : tensor<2x3xf64>
  %sum16_a1 = arith.constant 1.5 : f64
  %sum16:2 = eshkol.vmap @sum(%sum16_a0, %sum16_a1) in_axes [0, -1] out_axes [0, -1]
      : (tensor<2x3xf64>, f64) -> (tensor<2xf64>, f64)
  %sum16_r1 = tensor.from_elements %sum16#1 : tensor<f64>
  %sum16_a0_0_slice = eshkol.slice %sum16_a0 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %sum16_a0_0 = eshkol.reshape %sum16_a0_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %sum16_e0:2 = func.call @sum(%sum16_a0_0, %sum16_a1) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum16_e0_0 = tensor.from_elements %sum16_e0#0 : tensor<f64>
  %sum16_s0_0_0_slice = eshkol.slice %sum16#0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum16_s0_0_0 = eshkol.reshape %sum16_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum16_s0_0_0, %sum16_e0_0, "sum16: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum16_e0_1 = tensor.from_elements %sum16_e0#1 : tensor<f64>
  eshkol.assert_close %sum16_r1, %sum16_e0_1, "sum16: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum16_a0_1_slice = eshkol.slice %sum16_a0 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %sum16_a0_1 = eshkol.reshape %sum16_a0_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %sum16_e1:2 = func.call @sum(%sum16_a0_1, %sum16_a1) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum16_e1_0 = tensor.from_elements %sum16_e1#0 : tensor<f64>
  %sum16_s1_0_1_slice = eshkol.slice %sum16#0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum16_s1_0_1 = eshkol.reshape %sum16_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum16_s1_0_1, %sum16_e1_0, "sum16: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum16_e1_1 = tensor.from_elements %sum16_e1#1 : tensor<f64>
  eshkol.assert_close %sum16_r1, %sum16_e1_1, "sum16: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %sum17_a0 = arith.constant dense<[[0.727, -0.562, -0.252], [0.791, -1.759, 0.667]]> : tensor<2x3xf64>
  %sum17_a1 = arith.constant dense<[0.683, -1.158]> : tensor<2xf64>
  %sum17:2 = eshkol.vmap @sum(%sum17_a0, %sum17_a1) in_axes [0, 0] out_axes [0, 0]
      : (tensor<2x3xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  %sum17_a0_0_slice = eshkol.slice %sum17_a0 [0, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %sum17_a0_0 = eshkol.reshape %sum17_a0_0_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %sum17_a1_0_slice = eshkol.slice %sum17_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum17_a1_0 = eshkol.reshape %sum17_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %sum17_a1_0_number = tensor.extract %sum17_a1_0[] : tensor<f64>
  %sum17_e0:2 = func.call @sum(%sum17_a0_0, %sum17_a1_0_number) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum17_e0_0 = tensor.from_elements %sum17_e0#0 : tensor<f64>
  %sum17_s0_0_0_slice = eshkol.slice %sum17#0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum17_s0_0_0 = eshkol.reshape %sum17_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum17_s0_0_0, %sum17_e0_0, "sum17: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum17_e0_1 = tensor.from_elements %sum17_e0#1 : tensor<f64>
  %sum17_s0_1_0_slice = eshkol.slice %sum17#1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum17_s0_1_0 = eshkol.reshape %sum17_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum17_s0_1_0, %sum17_e0_1, "sum17: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum17_a0_1_slice = eshkol.slice %sum17_a0 [1, 0] [1, 3] [1, 1] : tensor<2x3xf64> -> tensor<1x3xf64>
  %sum17_a0_1 = eshkol.reshape %sum17_a0_1_slice to [3] : tensor<1x3xf64> -> tensor<3xf64>
  %sum17_a1_1_slice = eshkol.slice %sum17_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum17_a1_1 = eshkol.reshape %sum17_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %sum17_a1_1_number = tensor.extract %sum17_a1_1[] : tensor<f64>
  %sum17_e1:2 = func.call @sum(%sum17_a0_1, %sum17_a1_1_number) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum17_e1_0 = tensor.from_elements %sum17_e1#0 : tensor<f64>
  %sum17_s1_0_1_slice = eshkol.slice %sum17#0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum17_s1_0_1 = eshkol.reshape %sum17_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum17_s1_0_1, %sum17_e1_0, "sum17: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum17_e1_1 = tensor.from_elements %sum17_e1#1 : tensor<f64>
  %sum17_s1_1_1_slice = eshkol.slice %sum17#1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum17_s1_1_1 = eshkol.reshape %sum17_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum17_s1_1_1, %sum17_e1_1, "sum17: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %sum18_a0 = arith.constant dense<[-1.484, -0.738, -0.545]> : tensor<3xf64>
  %sum18_a1 = arith.constant dense<[0.281, -0.246]> : tensor<2xf64>
  %sum18:2 = eshkol.vmap @sum(%sum18_a0, %sum18_a1) in_axes [-1, 0] out_axes [0, 0]
      : (tensor<3xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  %sum18_a1_0_slice = eshkol.slice %sum18_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum18_a1_0 = eshkol.reshape %sum18_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %sum18_a1_0_number = tensor.extract %sum18_a1_0[] : tensor<f64>
  %sum18_e0:2 = func.call @sum(%sum18_a0, %sum18_a1_0_number) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum18_e0_0 = tensor.from_elements %sum18_e0#0 : tensor<f64>
  %sum18_s0_0_0_slice = eshkol.slice %sum18#0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum18_s0_0_0 = eshkol.reshape %sum18_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum18_s0_0_0, %sum18_e0_0, "sum18: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum18_e0_1 = tensor.from_elements %sum18_e0#1 : tensor<f64>
  %sum18_s0_1_0_slice = eshkol.slice %sum18#1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum18_s0_1_0 = eshkol.reshape %sum18_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum18_s0_1_0, %sum18_e0_1, "sum18: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum18_a1_1_slice = eshkol.slice %sum18_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum18_a1_1 = eshkol.reshape %sum18_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %sum18_a1_1_number = tensor.extract %sum18_a1_1[] : tensor<f64>
  %sum18_e1:2 = func.call @sum(%sum18_a0, %sum18_a1_1_number) : (tensor<3xf64>, f64) -> (f64, f64)
  %sum18_e1_0 = tensor.from_elements %sum18_e1#0 : tensor<f64>
  %sum18_s1_0_1_slice = eshkol.slice %sum18#0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum18_s1_0_1 = eshkol.reshape %sum18_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum18_s1_0_1, %sum18_e1_0, "sum18: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %sum18_e1_1 = tensor.from_elements %sum18_e1#1 : tensor<f64>
  %sum18_s1_1_1_slice = eshkol.slice %sum18#1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %sum18_s1_1_1 = eshkol.reshape %sum18_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %sum18_s1_1_1, %sum18_e1_1, "sum18: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %rounds19_a0 = arith.constant 1 : index
  %rounds19_a1 = arith.constant 7 : index
  %rounds19_a2 = arith.constant 2 : index
  %rounds19_a3 = arith.constant dense<[1.953, -1.592]> : tensor<2xf64>
  %rounds19:2 = eshkol.vmap @rounds(%rounds19_a0, %rounds19_a1, %rounds19_a2, %rounds19_a3) in_axes [-1, -1, -1, 0] out_axes [0, -1]
      : (index, index, index, tensor<2xf64>) -> (tensor<2xf64>, index)
  %rounds19_r1 = tensor.from_elements %rounds19#1 : tensor<index>
  %rounds19_a3_0_slice = eshkol.slice %rounds19_a3 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds19_a3_0 = eshkol.reshape %rounds19_a3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds19_a3_0_number = tensor.extract %rounds19_a3_0[] : tensor<f64>
  %rounds19_e0:2 = func.call @rounds(%rounds19_a0, %rounds19_a1, %rounds19_a2, %rounds19_a3_0_number) : (index, index, index, f64) -> (f64, index)
  %rounds19_e0_0 = tensor.from_elements %rounds19_e0#0 : tensor<f64>
  %rounds19_s0_0_0_slice = eshkol.slice %rounds19#0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds19_s0_0_0 = eshkol.reshape %rounds19_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds19_s0_0_0, %rounds19_e0_0, "rounds19: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds19_e0_1 = tensor.from_elements %rounds19_e0#1 : tensor<index>
  eshkol.assert_close %rounds19_r1, %rounds19_e0_1, "rounds19: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds19_a3_1_slice = eshkol.slice %rounds19_a3 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds19_a3_1 = eshkol.reshape %rounds19_a3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds19_a3_1_number = tensor.extract %rounds19_a3_1[] : tensor<f64>
  %rounds19_e1:2 = func.call @rounds(%rounds19_a0, %rounds19_a1, %rounds19_a2, %rounds19_a3_1_number) : (index, index, index, f64) -> (f64, index)
  %rounds19_e1_0 = tensor.from_elements %rounds19_e1#0 : tensor<f64>
  %rounds19_s1_0_1_slice = eshkol.slice %rounds19#0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds19_s1_0_1 = eshkol.reshape %rounds19_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds19_s1_0_1, %rounds19_e1_0, "rounds19: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds19_e1_1 = tensor.from_elements %rounds19_e1#1 : tensor<index>
  eshkol.assert_close %rounds19_r1, %rounds19_e1_1, "rounds19: element 1" atol = 0.0 rtol = 0.0 : tensor<index>

  %rounds20_a0 = arith.constant dense<[0, 1, 5, 3]> : tensor<4xindex>
  %rounds20_a1 = arith.constant dense<[7, 8, 5, 2]> : tensor<4xindex>
  %rounds20_a2 = arith.constant dense<[1, 3, 1, 2]> : tensor<4xindex>
  %rounds20_a3 = arith.constant dense<[-1.164, -1.355, 0.612, -0.987]> : tensor<4xf64>
  %rounds20:2 = eshkol.vmap @rounds(%rounds20_a0, %rounds20_a1, %rounds20_a2, %rounds20_a3) in_axes [0, 0, 0, 0] out_axes [0, 0]
      : (tensor<4xindex>, tensor<4xindex>, tensor<4xindex>, tensor<4xf64>) -> (tensor<4xf64>, tensor<4xindex>)
  %rounds20_a0_0_slice = eshkol.slice %rounds20_a0 [0] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a0_0 = eshkol.reshape %rounds20_a0_0_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a0_0_number = tensor.extract %rounds20_a0_0[] : tensor<index>
  %rounds20_a1_0_slice = eshkol.slice %rounds20_a1 [0] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a1_0 = eshkol.reshape %rounds20_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a1_0_number = tensor.extract %rounds20_a1_0[] : tensor<index>
  %rounds20_a2_0_slice = eshkol.slice %rounds20_a2 [0] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a2_0 = eshkol.reshape %rounds20_a2_0_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a2_0_number = tensor.extract %rounds20_a2_0[] : tensor<index>
  %rounds20_a3_0_slice = eshkol.slice %rounds20_a3 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds20_a3_0 = eshkol.reshape %rounds20_a3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds20_a3_0_number = tensor.extract %rounds20_a3_0[] : tensor<f64>
  %rounds20_e0:2 = func.call @rounds(%rounds20_a0_0_number, %rounds20_a1_0_number, %rounds20_a2_0_number, %rounds20_a3_0_number) : (index, index, index, f64) -> (f64, index)
  %rounds20_e0_0 = tensor.from_elements %rounds20_e0#0 : tensor<f64>
  %rounds20_s0_0_0_slice = eshkol.slice %rounds20#0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds20_s0_0_0 = eshkol.reshape %rounds20_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds20_s0_0_0, %rounds20_e0_0, "rounds20: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds20_e0_1 = tensor.from_elements %rounds20_e0#1 : tensor<index>
  %rounds20_s0_1_0_slice = eshkol.slice %rounds20#1 [0] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_s0_1_0 = eshkol.reshape %rounds20_s0_1_0_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds20_s0_1_0, %rounds20_e0_1, "rounds20: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds20_a0_1_slice = eshkol.slice %rounds20_a0 [1] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a0_1 = eshkol.reshape %rounds20_a0_1_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a0_1_number = tensor.extract %rounds20_a0_1[] : tensor<index>
  %rounds20_a1_1_slice = eshkol.slice %rounds20_a1 [1] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a1_1 = eshkol.reshape %rounds20_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a1_1_number = tensor.extract %rounds20_a1_1[] : tensor<index>
  %rounds20_a2_1_slice = eshkol.slice %rounds20_a2 [1] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a2_1 = eshkol.reshape %rounds20_a2_1_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a2_1_number = tensor.extract %rounds20_a2_1[] : tensor<index>
  %rounds20_a3_1_slice = eshkol.slice %rounds20_a3 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds20_a3_1 = eshkol.reshape %rounds20_a3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds20_a3_1_number = tensor.extract %rounds20_a3_1[] : tensor<f64>
  %rounds20_e1:2 = func.call @rounds(%rounds20_a0_1_number, %rounds20_a1_1_number, %rounds20_a2_1_number, %rounds20_a3_1_number) : (index, index, index, f64) -> (f64, index)
  %rounds20_e1_0 = tensor.from_elements %rounds20_e1#0 : tensor<f64>
  %rounds20_s1_0_1_slice = eshkol.slice %rounds20#0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds20_s1_0_1 = eshkol.reshape %rounds20_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds20_s1_0_1, %rounds20_e1_0, "rounds20: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds20_e1_1 = tensor.from_elements %rounds20_e1#1 : tensor<index>
  %rounds20_s1_1_1_slice = eshkol.slice %rounds20#1 [1] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_s1_1_1 = eshkol.reshape %rounds20_s1_1_1_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds20_s1_1_1, %rounds20_e1_1, "rounds20: element 1" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds20_a0_2_slice = eshkol.slice %rounds20_a0 [2] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a0_2 = eshkol.reshape %rounds20_a0_2_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a0_2_number = tensor.extract %rounds20_a0_2[] : tensor<index>
  %rounds20_a1_2_slice = eshkol.slice %rounds20_a1 [2] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a1_2 = eshkol.reshape %rounds20_a1_2_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a1_2_number = tensor.extract %rounds20_a1_2[] : tensor<index>
  %rounds20_a2_2_slice = eshkol.slice %rounds20_a2 [2] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a2_2 = eshkol.reshape %rounds20_a2_2_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a2_2_number = tensor.extract %rounds20_a2_2[] : tensor<index>
  %rounds20_a3_2_slice = eshkol.slice %rounds20_a3 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds20_a3_2 = eshkol.reshape %rounds20_a3_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds20_a3_2_number = tensor.extract %rounds20_a3_2[] : tensor<f64>
  %rounds20_e2:2 = func.call @rounds(%rounds20_a0_2_number, %rounds20_a1_2_number, %rounds20_a2_2_number, %rounds20_a3_2_number) : (index, index, index, f64) -> (f64, index)
  %rounds20_e2_0 = tensor.from_elements %rounds20_e2#0 : tensor<f64>
  %rounds20_s2_0_2_slice = eshkol.slice %rounds20#0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds20_s2_0_2 = eshkol.reshape %rounds20_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds20_s2_0_2, %rounds20_e2_0, "rounds20: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds20_e2_1 = tensor.from_elements %rounds20_e2#1 : tensor<index>
  %rounds20_s2_1_2_slice = eshkol.slice %rounds20#1 [2] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_s2_1_2 = eshkol.reshape %rounds20_s2_1_2_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds20_s2_1_2, %rounds20_e2_1, "rounds20: element 2" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds20_a0_3_slice = eshkol.slice %rounds20_a0 [3] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a0_3 = eshkol.reshape %rounds20_a0_3_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a0_3_number = tensor.extract %rounds20_a0_3[] : tensor<index>
  %rounds20_a1_3_slice = eshkol.slice %rounds20_a1 [3] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a1_3 = eshkol.reshape %rounds20_a1_3_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a1_3_number = tensor.extract %rounds20_a1_3[] : tensor<index>
  %rounds20_a2_3_slice = eshkol.slice %rounds20_a2 [3] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_a2_3 = eshkol.reshape %rounds20_a2_3_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds20_a2_3_number = tensor.extract %rounds20_a2_3[] : tensor<index>
  %rounds20_a3_3_slice = eshkol.slice %rounds20_a3 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds20_a3_3 = eshkol.reshape %rounds20_a3_3_slice to [] : tensor<1xf64> -> tensor<f64>
  %rounds20_a3_3_number = tensor.extract %rounds20_a3_3[] : tensor<f64>
  %rounds20_e3:2 = func.call @rounds(%rounds20_a0_3_number, %rounds20_a1_3_number, %rounds20_a2_3_number, %rounds20_a3_3_number) : (index, index, index, f64) -> (f64, index)
  %rounds20_e3_0 = tensor.from_elements %rounds20_e3#0 : tensor<f64>
  %rounds20_s3_0_3_slice = eshkol.slice %rounds20#0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %rounds20_s3_0_3 = eshkol.reshape %rounds20_s3_0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds20_s3_0_3, %rounds20_e3_0, "rounds20: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds20_e3_1 = tensor.from_elements %rounds20_e3#1 : tensor<index>
  %rounds20_s3_1_3_slice = eshkol.slice %rounds20#1 [3] [1] [1] : tensor<4xindex> -> tensor<1xindex>
  %rounds20_s3_1_3 = eshkol.reshape %rounds20_s3_1_3_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds20_s3_1_3, %rounds20_e3_1, "rounds20: element 3" atol = 0.0 rtol = 0.0 : tensor<index>

  %rounds21_a0 = arith.constant 0 : index
  %rounds21_a1 = arith.constant dense<[0, 3, 1]> : tensor<3xindex>
  %rounds21_a2 = arith.constant 1 : index
  %rounds21_a3 = arith.constant 0.5 : f64
  %rounds21:2 = eshkol.vmap @rounds(%rounds21_a0, %rounds21_a1, %rounds21_a2, %rounds21_a3) in_axes [-1, 0, -1, -1] out_axes [0, 0]
      : (index, tensor<3xindex>, index, f64) -> (tensor<3xf64>, tensor<3xindex>)
  %rounds21_a1_0_slice = eshkol.slice %rounds21_a1 [0] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds21_a1_0 = eshkol.reshape %rounds21_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds21_a1_0_number = tensor.extract %rounds21_a1_0[] : tensor<index>
  %rounds21_e0:2 = func.call @rounds(%rounds21_a0, %rounds21_a1_0_number, %rounds21_a2, %rounds21_a3) : (index, index, index, f64) -> (f64, index)
  %rounds21_e0_0 = tensor.from_elements %rounds21_e0#0 : tensor<f64>
  %rounds21_s0_0_0_slice = eshkol.slice %rounds21#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %rounds21_s0_0_0 = eshkol.reshape %rounds21_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds21_s0_0_0, %rounds21_e0_0, "rounds21: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds21_e0_1 = tensor.from_elements %rounds21_e0#1 : tensor<index>
  %rounds21_s0_1_0_slice = eshkol.slice %rounds21#1 [0] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds21_s0_1_0 = eshkol.reshape %rounds21_s0_1_0_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds21_s0_1_0, %rounds21_e0_1, "rounds21: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds21_a1_1_slice = eshkol.slice %rounds21_a1 [1] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds21_a1_1 = eshkol.reshape %rounds21_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds21_a1_1_number = tensor.extract %rounds21_a1_1[] : tensor<index>
  %rounds21_e1:2 = func.call @rounds(%rounds21_a0, %rounds21_a1_1_number, %rounds21_a2, %rounds21_a3) : (index, index, index, f64) -> (f64, index)
  %rounds21_e1_0 = tensor.from_elements %rounds21_e1#0 : tensor<f64>
  %rounds21_s1_0_1_slice = eshkol.slice %rounds21#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %rounds21_s1_0_1 = eshkol.reshape %rounds21_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds21_s1_0_1, %rounds21_e1_0, "rounds21: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds21_e1_1 = tensor.from_elements %rounds21_e1#1 : tensor<index>
  %rounds21_s1_1_1_slice = eshkol.slice %rounds21#1 [1] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds21_s1_1_1 = eshkol.reshape %rounds21_s1_1_1_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds21_s1_1_1, %rounds21_e1_1, "rounds21: element 1" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds21_a1_2_slice = eshkol.slice %rounds21_a1 [2] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds21_a1_2 = eshkol.reshape %rounds21_a1_2_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds21_a1_2_number = tensor.extract %rounds21_a1_2[] : tensor<index>
  %rounds21_e2:2 = func.call @rounds(%rounds21_a0, %rounds21_a1_2_number, %rounds21_a2, %rounds21_a3) : (index, index, index, f64) -> (f64, index)
  %rounds21_e2_0 = tensor.from_elements %rounds21_e2#0 : tensor<f64>
  %rounds21_s2_0_2_slice = eshkol.slice %rounds21#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %rounds21_s2_0_2 = eshkol.reshape %rounds21_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds21_s2_0_2, %rounds21_e2_0, "rounds21: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds21_e2_1 = tensor.from_elements %rounds21_e2#1 : tensor<index>
  %rounds21_s2_1_2_slice = eshkol.slice %rounds21#1 [2] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %rounds21_s2_1_2 = eshkol.reshape %rounds21_s2_1_2_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds21_s2_1_2, %rounds21_e2_1, "rounds21: element 2" atol = 0.0 rtol = 0.0 : tensor<index>

  %rounds22_a0 = arith.constant dense<[0, 3]> : tensor<2xindex>
  %rounds22_a0_any = tensor.cast %rounds22_a0 : tensor<2xindex> to tensor<?xindex>
  %rounds22_a1 = arith.constant 4 : index
  %rounds22_a2 = arith.constant 1 : index
  %rounds22_a3 = arith.constant 0.5 : f64
  %rounds22:2 = eshkol.vmap @rounds(%rounds22_a0_any, %rounds22_a1, %rounds22_a2, %rounds22_a3) in_axes [0, -1, -1, -1] out_axes [0, 0]
      : (tensor<?xindex>, index, index, f64) -> (tensor<?xf64>, tensor<?xindex>)
  %rounds22_r0 = tensor.cast %rounds22#0 : tensor<?xf64> to tensor<2xf64>
  %rounds22_r1 = tensor.cast %rounds22#1 : tensor<?xindex> to tensor<2xindex>
  %rounds22_a0_0_slice = eshkol.slice %rounds22_a0 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %rounds22_a0_0 = eshkol.reshape %rounds22_a0_0_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds22_a0_0_number = tensor.extract %rounds22_a0_0[] : tensor<index>
  %rounds22_e0:2 = func.call @rounds(%rounds22_a0_0_number, %rounds22_a1, %rounds22_a2, %rounds22_a3) : (index, index, index, f64) -> (f64, index)
  %rounds22_e0_0 = tensor.from_elements %rounds22_e0#0 : tensor<f64>
  %rounds22_s0_0_0_slice = eshkol.slice %rounds22_r0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds22_s0_0_0 = eshkol.reshape %rounds22_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds22_s0_0_0, %rounds22_e0_0, "rounds22: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds22_e0_1 = tensor.from_elements %rounds22_e0#1 : tensor<index>
  %rounds22_s0_1_0_slice = eshkol.slice %rounds22_r1 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %rounds22_s0_1_0 = eshkol.reshape %rounds22_s0_1_0_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds22_s0_1_0, %rounds22_e0_1, "rounds22: element 0" atol = 0.0 rtol = 0.0 : tensor<index>
  %rounds22_a0_1_slice = eshkol.slice %rounds22_a0 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %rounds22_a0_1 = eshkol.reshape %rounds22_a0_1_slice to [] : tensor<1xindex> -> tensor<index>
  %rounds22_a0_1_number = tensor.extract %rounds22_a0_1[] : tensor<index>
  %rounds22_e1:2 = func.call @rounds(%rounds22_a0_1_number, %rounds22_a1, %rounds22_a2, %rounds22_a3) : (index, index, index, f64) -> (f64, index)
  %rounds22_e1_0 = tensor.from_elements %rounds22_e1#0 : tensor<f64>
  %rounds22_s1_0_1_slice = eshkol.slice %rounds22_r0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %rounds22_s1_0_1 = eshkol.reshape %rounds22_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %rounds22_s1_0_1, %rounds22_e1_0, "rounds22: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %rounds22_e1_1 = tensor.from_elements %rounds22_e1#1 : tensor<index>
  %rounds22_s1_1_1_slice = eshkol.slice %rounds22_r1 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %rounds22_s1_1_1 = eshkol.reshape %rounds22_s1_1_1_slice to [] : tensor<1xindex> -> tensor<index>
  eshkol.assert_close %rounds22_s1_1_1, %rounds22_e1_1, "rounds22: element 1" atol = 0.0 rtol = 0.0 : tensor<index>

  %rounds23_a0 = arith.constant dense<> : tensor<0xindex>
  %rounds23_a0_any = tensor.cast %rounds23_a0 : tensor<0xindex> to tensor<?xindex>
  %rounds23_a1 = arith.constant dense<> : tensor<0xindex>
  %rounds23_a1_any = tensor.cast %rounds23_a1 : tensor<0xindex> to tensor<?xindex>
  %rounds23_a2 = arith.constant 1 : index
  %rounds23_a3 = arith.constant 0.5 : f64
  %rounds23:2 = eshkol.vmap @rounds(%rounds23_a0_any, %rounds23_a1_any, %rounds23_a2, %rounds23_a3) in_axes [0, 0, -1, -1] out_axes [0, 0]
      : (tensor<?xindex>, tensor<?xindex>, index, f64) -> (tensor<?xf64>, tensor<?xindex>)
  %rounds23_r0 = tensor.cast %rounds23#0 : tensor<?xf64> to tensor<0xf64>
  %rounds23_r1 = tensor.cast %rounds23#1 : tensor<?xindex> to tensor<0xindex>

  %no_rounds24_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %no_rounds24_a1 = arith.constant dense<[3, 1000000000000]> : tensor<2xindex>
  %no_rounds24_a2 = arith.constant dense<[1, 1]> : tensor<2xindex>
  %no_rounds24_a3 = arith.constant dense<[-0.135, -1.022]> : tensor<2xf64>
  %no_rounds24 = eshkol.vmap @no_rounds(%no_rounds24_a0, %no_rounds24_a1, %no_rounds24_a2, %no_rounds24_a3) in_axes [0, 0, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<2xindex>, tensor<2xindex>, tensor<2xf64>) -> tensor<2xf64>
  %no_rounds24_a0_0_slice = eshkol.slice %no_rounds24_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds24_a0_0 = eshkol.reshape %no_rounds24_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds24_a0_0_number = tensor.extract %no_rounds24_a0_0[] : tensor<i1>
  %no_rounds24_a1_0_slice = eshkol.slice %no_rounds24_a1 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds24_a1_0 = eshkol.reshape %no_rounds24_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds24_a1_0_number = tensor.extract %no_rounds24_a1_0[] : tensor<index>
  %no_rounds24_a2_0_slice = eshkol.slice %no_rounds24_a2 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds24_a2_0 = eshkol.reshape %no_rounds24_a2_0_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds24_a2_0_number = tensor.extract %no_rounds24_a2_0[] : tensor<index>
  %no_rounds24_a3_0_slice = eshkol.slice %no_rounds24_a3 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds24_a3_0 = eshkol.reshape %no_rounds24_a3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds24_a3_0_number = tensor.extract %no_rounds24_a3_0[] : tensor<f64>
  %no_rounds24_e0 = func.call @no_rounds(%no_rounds24_a0_0_number, %no_rounds24_a1_0_number, %no_rounds24_a2_0_number, %no_rounds24_a3_0_number) : (i1, index, index, f64) -> f64
  %no_rounds24_e0_0 = tensor.from_elements %no_rounds24_e0 : tensor<f64>
  %no_rounds24_s0_0_0_slice = eshkol.slice %no_rounds24 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds24_s0_0_0 = eshkol.reshape %no_rounds24_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds24_s0_0_0, %no_rounds24_e0_0, "no_rounds24: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %no_rounds24_a0_1_slice = eshkol.slice %no_rounds24_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds24_a0_1 = eshkol.reshape %no_rounds24_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds24_a0_1_number = tensor.extract %no_rounds24_a0_1[] : tensor<i1>
  %no_rounds24_a1_1_slice = eshkol.slice %no_rounds24_a1 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds24_a1_1 = eshkol.reshape %no_rounds24_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds24_a1_1_number = tensor.extract %no_rounds24_a1_1[] : tensor<index>
  %no_rounds24_a2_1_slice = eshkol.slice %no_rounds24_a2 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds24_a2_1 = eshkol.reshape %no_rounds24_a2_1_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds24_a2_1_number = tensor.extract %no_rounds24_a2_1[] : tensor<index>
  %no_rounds24_a3_1_slice = eshkol.slice %no_rounds24_a3 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds24_a3_1 = eshkol.reshape %no_rounds24_a3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds24_a3_1_number = tensor.extract %no_rounds24_a3_1[] : tensor<f64>
  %no_rounds24_e1 = func.call @no_rounds(%no_rounds24_a0_1_number, %no_rounds24_a1_1_number, %no_rounds24_a2_1_number, %no_rounds24_a3_1_number) : (i1, index, index, f64) -> f64
  %no_rounds24_e1_0 = tensor.from_elements %no_rounds24_e1 : tensor<f64>
  %no_rounds24_s1_0_1_slice = eshkol.slice %no_rounds24 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds24_s1_0_1 = eshkol.reshape %no_rounds24_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds24_s1_0_1, %no_rounds24_e1_0, "no_rounds24: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %no_rounds25_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %no_rounds25_a1 = arith.constant dense<[3, 4]> : tensor<2xindex>
  %no_rounds25_a2 = arith.constant dense<[1, 0]> : tensor<2xindex>
  %no_rounds25_a3 = arith.constant dense<[-1.364, -1.558]> : tensor<2xf64>
  %no_rounds25 = eshkol.vmap @no_rounds(%no_rounds25_a0, %no_rounds25_a1, %no_rounds25_a2, %no_rounds25_a3) in_axes [0, 0, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<2xindex>, tensor<2xindex>, tensor<2xf64>) -> tensor<2xf64>
  %no_rounds25_a0_0_slice = eshkol.slice %no_rounds25_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds25_a0_0 = eshkol.reshape %no_rounds25_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds25_a0_0_number = tensor.extract %no_rounds25_a0_0[] : tensor<i1>
  %no_rounds25_a1_0_slice = eshkol.slice %no_rounds25_a1 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds25_a1_0 = eshkol.reshape %no_rounds25_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds25_a1_0_number = tensor.extract %no_rounds25_a1_0[] : tensor<index>
  %no_rounds25_a2_0_slice = eshkol.slice %no_rounds25_a2 [0] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds25_a2_0 = eshkol.reshape %no_rounds25_a2_0_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds25_a2_0_number = tensor.extract %no_rounds25_a2_0[] : tensor<index>
  %no_rounds25_a3_0_slice = eshkol.slice %no_rounds25_a3 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds25_a3_0 = eshkol.reshape %no_rounds25_a3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds25_a3_0_number = tensor.extract %no_rounds25_a3_0[] : tensor<f64>
  %no_rounds25_e0 = func.call @no_rounds(%no_rounds25_a0_0_number, %no_rounds25_a1_0_number, %no_rounds25_a2_0_number, %no_rounds25_a3_0_number) : (i1, index, index, f64) -> f64
  %no_rounds25_e0_0 = tensor.from_elements %no_rounds25_e0 : tensor<f64>
  %no_rounds25_s0_0_0_slice = eshkol.slice %no_rounds25 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds25_s0_0_0 = eshkol.reshape %no_rounds25_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds25_s0_0_0, %no_rounds25_e0_0, "no_rounds25: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %no_rounds25_a0_1_slice = eshkol.slice %no_rounds25_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds25_a0_1 = eshkol.reshape %no_rounds25_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds25_a0_1_number = tensor.extract %no_rounds25_a0_1[] : tensor<i1>
  %no_rounds25_a1_1_slice = eshkol.slice %no_rounds25_a1 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds25_a1_1 = eshkol.reshape %no_rounds25_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds25_a1_1_number = tensor.extract %no_rounds25_a1_1[] : tensor<index>
  %no_rounds25_a2_1_slice = eshkol.slice %no_rounds25_a2 [1] [1] [1] : tensor<2xindex> -> tensor<1xindex>
  %no_rounds25_a2_1 = eshkol.reshape %no_rounds25_a2_1_slice to [] : tensor<1xindex> -> tensor<index>
  %no_rounds25_a2_1_number = tensor.extract %no_rounds25_a2_1[] : tensor<index>
  %no_rounds25_a3_1_slice = eshkol.slice %no_rounds25_a3 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds25_a3_1 = eshkol.reshape %no_rounds25_a3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds25_a3_1_number = tensor.extract %no_rounds25_a3_1[] : tensor<f64>
  %no_rounds25_e1 = func.call @no_rounds(%no_rounds25_a0_1_number, %no_rounds25_a1_1_number, %no_rounds25_a2_1_number, %no_rounds25_a3_1_number) : (i1, index, index, f64) -> f64
  %no_rounds25_e1_0 = tensor.from_elements %no_rounds25_e1 : tensor<f64>
  %no_rounds25_s1_0_1_slice = eshkol.slice %no_rounds25 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds25_s1_0_1 = eshkol.reshape %no_rounds25_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds25_s1_0_1, %no_rounds25_e1_0, "no_rounds25: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %no_rounds26_a0 = arith.constant dense<[false, false]> : tensor<2xi1>
  %no_rounds26_a1 = arith.constant 1000000000000 : index
  %no_rounds26_a2 = arith.constant 1 : index
  %no_rounds26_a3 = arith.constant dense<[0.625, -1.447]> : tensor<2xf64>
  %no_rounds26 = eshkol.vmap @no_rounds(%no_rounds26_a0, %no_rounds26_a1, %no_rounds26_a2, %no_rounds26_a3) in_axes [0, -1, -1, 0] out_axes [0]
      : (tensor<2xi1>, index, index, tensor<2xf64>) -> tensor<2xf64>
  %no_rounds26_a0_0_slice = eshkol.slice %no_rounds26_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds26_a0_0 = eshkol.reshape %no_rounds26_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds26_a0_0_number = tensor.extract %no_rounds26_a0_0[] : tensor<i1>
  %no_rounds26_a3_0_slice = eshkol.slice %no_rounds26_a3 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds26_a3_0 = eshkol.reshape %no_rounds26_a3_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds26_a3_0_number = tensor.extract %no_rounds26_a3_0[] : tensor<f64>
  %no_rounds26_e0 = func.call @no_rounds(%no_rounds26_a0_0_number, %no_rounds26_a1, %no_rounds26_a2, %no_rounds26_a3_0_number) : (i1, index, index, f64) -> f64
  %no_rounds26_e0_0 = tensor.from_elements %no_rounds26_e0 : tensor<f64>
  %no_rounds26_s0_0_0_slice = eshkol.slice %no_rounds26 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds26_s0_0_0 = eshkol.reshape %no_rounds26_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds26_s0_0_0, %no_rounds26_e0_0, "no_rounds26: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %no_rounds26_a0_1_slice = eshkol.slice %no_rounds26_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %no_rounds26_a0_1 = eshkol.reshape %no_rounds26_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %no_rounds26_a0_1_number = tensor.extract %no_rounds26_a0_1[] : tensor<i1>
  %no_rounds26_a3_1_slice = eshkol.slice %no_rounds26_a3 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds26_a3_1 = eshkol.reshape %no_rounds26_a3_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %no_rounds26_a3_1_number = tensor.extract %no_rounds26_a3_1[] : tensor<f64>
  %no_rounds26_e1 = func.call @no_rounds(%no_rounds26_a0_1_number, %no_rounds26_a1, %no_rounds26_a2, %no_rounds26_a3_1_number) : (i1, index, index, f64) -> f64
  %no_rounds26_e1_0 = tensor.from_elements %no_rounds26_e1 : tensor<f64>
  %no_rounds26_s1_0_1_slice = eshkol.slice %no_rounds26 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %no_rounds26_s1_0_1 = eshkol.reshape %no_rounds26_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %no_rounds26_s1_0_1, %no_rounds26_e1_0, "no_rounds26: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %halve27_a0 = arith.constant dense<[10.0, 1.0, 3.0, 0.5]> : tensor<4xf64>
  %halve27:2 = eshkol.vmap @halve(%halve27_a0) in_axes [0] out_axes [0, 0]
      : (tensor<4xf64>) -> (tensor<4xf64>, tensor<4xi64>)
  %halve27_a0_0_slice = eshkol.slice %halve27_a0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve27_a0_0 = eshkol.reshape %halve27_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve27_a0_0_number = tensor.extract %halve27_a0_0[] : tensor<f64>
  %halve27_e0:2 = func.call @halve(%halve27_a0_0_number) : (f64) -> (f64, i64)
  %halve27_e0_0 = tensor.from_elements %halve27_e0#0 : tensor<f64>
  %halve27_s0_0_0_slice = eshkol.slice %halve27#0 [0] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve27_s0_0_0 = eshkol.reshape %halve27_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve27_s0_0_0, %halve27_e0_0, "halve27: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve27_e0_1 = tensor.from_elements %halve27_e0#1 : tensor<i64>
  %halve27_s0_1_0_slice = eshkol.slice %halve27#1 [0] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %halve27_s0_1_0 = eshkol.reshape %halve27_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve27_s0_1_0, %halve27_e0_1, "halve27: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %halve27_a0_1_slice = eshkol.slice %halve27_a0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve27_a0_1 = eshkol.reshape %halve27_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve27_a0_1_number = tensor.extract %halve27_a0_1[] : tensor<f64>
  %halve27_e1:2 = func.call @halve(%halve27_a0_1_number) : (f64) -> (f64, i64)
  %halve27_e1_0 = tensor.from_elements %halve27_e1#0 : tensor<f64>
  %halve27_s1_0_1_slice = eshkol.slice %halve27#0 [1] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve27_s1_0_1 = eshkol.reshape %halve27_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve27_s1_0_1, %halve27_e1_0, "halve27: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve27_e1_1 = tensor.from_elements %halve27_e1#1 : tensor<i64>
  %halve27_s1_1_1_slice = eshkol.slice %halve27#1 [1] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %halve27_s1_1_1 = eshkol.reshape %halve27_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve27_s1_1_1, %halve27_e1_1, "halve27: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %halve27_a0_2_slice = eshkol.slice %halve27_a0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve27_a0_2 = eshkol.reshape %halve27_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve27_a0_2_number = tensor.extract %halve27_a0_2[] : tensor<f64>
  %halve27_e2:2 = func.call @halve(%halve27_a0_2_number) : (f64) -> (f64, i64)
  %halve27_e2_0 = tensor.from_elements %halve27_e2#0 : tensor<f64>
  %halve27_s2_0_2_slice = eshkol.slice %halve27#0 [2] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve27_s2_0_2 = eshkol.reshape %halve27_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve27_s2_0_2, %halve27_e2_0, "halve27: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve27_e2_1 = tensor.from_elements %halve27_e2#1 : tensor<i64>
  %halve27_s2_1_2_slice = eshkol.slice %halve27#1 [2] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %halve27_s2_1_2 = eshkol.reshape %halve27_s2_1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve27_s2_1_2, %halve27_e2_1, "halve27: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %halve27_a0_3_slice = eshkol.slice %halve27_a0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve27_a0_3 = eshkol.reshape %halve27_a0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve27_a0_3_number = tensor.extract %halve27_a0_3[] : tensor<f64>
  %halve27_e3:2 = func.call @halve(%halve27_a0_3_number) : (f64) -> (f64, i64)
  %halve27_e3_0 = tensor.from_elements %halve27_e3#0 : tensor<f64>
  %halve27_s3_0_3_slice = eshkol.slice %halve27#0 [3] [1] [1] : tensor<4xf64> -> tensor<1xf64>
  %halve27_s3_0_3 = eshkol.reshape %halve27_s3_0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve27_s3_0_3, %halve27_e3_0, "halve27: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve27_e3_1 = tensor.from_elements %halve27_e3#1 : tensor<i64>
  %halve27_s3_1_3_slice = eshkol.slice %halve27#1 [3] [1] [1] : tensor<4xi64> -> tensor<1xi64>
  %halve27_s3_1_3 = eshkol.reshape %halve27_s3_1_3_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve27_s3_1_3, %halve27_e3_1, "halve27: element 3" atol = 0.0 rtol = 0.0 : tensor<i64>
  %halve27_x0 = arith.constant dense<[0.625, 1.0, 0.75, 0.5]> : tensor<4xf64>
  eshkol.assert_close %halve27#0, %halve27_x0, "halve27" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %halve27_x1 = arith.constant dense<[4, 0, 2, 0]> : tensor<4xi64>
  eshkol.assert_close %halve27#1, %halve27_x1, "halve27" atol = 0.0 rtol = 0.0 : tensor<4xi64>

  %halve28_a0 = arith.constant dense<[100.0, 2.0]> : tensor<2xf64>
  %halve28_a0_any = tensor.cast %halve28_a0 : tensor<2xf64> to tensor<?xf64>
  %halve28:2 = eshkol.vmap @halve(%halve28_a0_any) in_axes [0] out_axes [0, 0]
      : (tensor<?xf64>) -> (tensor<?xf64>, tensor<?xi64>)
  %halve28_r0 = tensor.cast %halve28#0 : tensor<?xf64> to tensor<2xf64>
  %halve28_r1 = tensor.cast %halve28#1 : tensor<?xi64> to tensor<2xi64>
  %halve28_a0_0_slice = eshkol.slice %halve28_a0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %halve28_a0_0 = eshkol.reshape %halve28_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve28_a0_0_number = tensor.extract %halve28_a0_0[] : tensor<f64>
  %halve28_e0:2 = func.call @halve(%halve28_a0_0_number) : (f64) -> (f64, i64)
  %halve28_e0_0 = tensor.from_elements %halve28_e0#0 : tensor<f64>
  %halve28_s0_0_0_slice = eshkol.slice %halve28_r0 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %halve28_s0_0_0 = eshkol.reshape %halve28_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve28_s0_0_0, %halve28_e0_0, "halve28: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve28_e0_1 = tensor.from_elements %halve28_e0#1 : tensor<i64>
  %halve28_s0_1_0_slice = eshkol.slice %halve28_r1 [0] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %halve28_s0_1_0 = eshkol.reshape %halve28_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve28_s0_1_0, %halve28_e0_1, "halve28: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %halve28_a0_1_slice = eshkol.slice %halve28_a0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %halve28_a0_1 = eshkol.reshape %halve28_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %halve28_a0_1_number = tensor.extract %halve28_a0_1[] : tensor<f64>
  %halve28_e1:2 = func.call @halve(%halve28_a0_1_number) : (f64) -> (f64, i64)
  %halve28_e1_0 = tensor.from_elements %halve28_e1#0 : tensor<f64>
  %halve28_s1_0_1_slice = eshkol.slice %halve28_r0 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %halve28_s1_0_1 = eshkol.reshape %halve28_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %halve28_s1_0_1, %halve28_e1_0, "halve28: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %halve28_e1_1 = tensor.from_elements %halve28_e1#1 : tensor<i64>
  %halve28_s1_1_1_slice = eshkol.slice %halve28_r1 [1] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %halve28_s1_1_1 = eshkol.reshape %halve28_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %halve28_s1_1_1, %halve28_e1_1, "halve28: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>

  %halve29_a0 = arith.constant dense<> : tensor<0xf64>
  %halve29:2 = eshkol.vmap @halve(%halve29_a0) in_axes [0] out_axes [0, 0]
      : (tensor<0xf64>) -> (tensor<0xf64>, tensor<0xi64>)

  %test_first30_a0 = arith.constant dense<[0.5, 3.0, 1.1]> : tensor<3xf64>
  %test_first30_a1 = arith.constant 50.0 : f64
  %test_first30:3 = eshkol.vmap @test_first(%test_first30_a0, %test_first30_a1) in_axes [0, -1] out_axes [0, -1, 0]
      : (tensor<3xf64>, f64) -> (tensor<3xf64>, f64, tensor<3xf64>)
  %test_first30_r1 = tensor.from_elements %test_first30#1 : tensor<f64>
  %test_first30_a0_0_slice = eshkol.slice %test_first30_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first30_a0_0 = eshkol.reshape %test_first30_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first30_a0_0_number = tensor.extract %test_first30_a0_0[] : tensor<f64>
  %test_first30_e0:3 = func.call @test_first(%test_first30_a0_0_number, %test_first30_a1) : (f64, f64) -> (f64, f64, f64)
  %test_first30_e0_0 = tensor.from_elements %test_first30_e0#0 : tensor<f64>
  %test_first30_s0_0_0_slice = eshkol.slice %test_first30#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first30_s0_0_0 = eshkol.reshape %test_first30_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first30_s0_0_0, %test_first30_e0_0, "test_first30: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first30_e0_1 = tensor.from_elements %test_first30_e0#1 : tensor<f64>
  eshkol.assert_close %test_first30_r1, %test_first30_e0_1, "test_first30: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first30_e0_2 = tensor.from_elements %test_first30_e0#2 : tensor<f64>
  %test_first30_s0_2_0_slice = eshkol.slice %test_first30#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first30_s0_2_0 = eshkol.reshape %test_first30_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first30_s0_2_0, %test_first30_e0_2, "test_first30: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first30_a0_1_slice = eshkol.slice %test_first30_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first30_a0_1 = eshkol.reshape %test_first30_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first30_a0_1_number = tensor.extract %test_first30_a0_1[] : tensor<f64>
  %test_first30_e1:3 = func.call @test_first(%test_first30_a0_1_number, %test_first30_a1) : (f64, f64) -> (f64, f64, f64)
  %test_first30_e1_0 = tensor.from_elements %test_first30_e1#0 : tensor<f64>
  %test_first30_s1_0_1_slice = eshkol.slice %test_first30#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first30_s1_0_1 = eshkol.reshape %test_first30_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first30_s1_0_1, %test_first30_e1_0, "test_first30: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first30_e1_1 = tensor.from_elements %test_first30_e1#1 : tensor<f64>
  eshkol.assert_close %test_first30_r1, %test_first30_e1_1, "test_first30: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first30_e1_2 = tensor.from_elements %test_first30_e1#2 : tensor<f64>
  %test_first30_s1_2_1_slice = eshkol.slice %test_first30#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first30_s1_2_1 = eshkol.reshape %test_first30_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first30_s1_2_1, %test_first30_e1_2, "test_first30: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first30_a0_2_slice = eshkol.slice %test_first30_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first30_a0_2 = eshkol.reshape %test_first30_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first30_a0_2_number = tensor.extract %test_first30_a0_2[] : tensor<f64>
  %test_first30_e2:3 = func.call @test_first(%test_first30_a0_2_number, %test_first30_a1) : (f64, f64) -> (f64, f64, f64)
  %test_first30_e2_0 = tensor.from_elements %test_first30_e2#0 : tensor<f64>
  %test_first30_s2_0_2_slice = eshkol.slice %test_first30#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first30_s2_0_2 = eshkol.reshape %test_first30_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first30_s2_0_2, %test_first30_e2_0, "test_first30: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first30_e2_1 = tensor.from_elements %test_first30_e2#1 : tensor<f64>
  eshkol.assert_close %test_first30_r1, %test_first30_e2_1, "test_first30: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first30_e2_2 = tensor.from_elements %test_first30_e2#2 : tensor<f64>
  %test_first30_s2_2_2_slice = eshkol.slice %test_first30#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first30_s2_2_2 = eshkol.reshape %test_first30_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first30_s2_2_2, %test_first30_e2_2, "test_first30: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %test_first31_a0 = arith.constant dense<[0.5, 3.0, 1.1]> : tensor<3xf64>
  %test_first31_a1 = arith.constant dense<[1.0, 9.0, 1000.0]> : tensor<3xf64>
  %test_first31:3 = eshkol.vmap @test_first(%test_first31_a0, %test_first31_a1) in_axes [0, 0] out_axes [0, 0, 0]
      : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %test_first31_a0_0_slice = eshkol.slice %test_first31_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_a0_0 = eshkol.reshape %test_first31_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first31_a0_0_number = tensor.extract %test_first31_a0_0[] : tensor<f64>
  %test_first31_a1_0_slice = eshkol.slice %test_first31_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_a1_0 = eshkol.reshape %test_first31_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first31_a1_0_number = tensor.extract %test_first31_a1_0[] : tensor<f64>
  %test_first31_e0:3 = func.call @test_first(%test_first31_a0_0_number, %test_first31_a1_0_number) : (f64, f64) -> (f64, f64, f64)
  %test_first31_e0_0 = tensor.from_elements %test_first31_e0#0 : tensor<f64>
  %test_first31_s0_0_0_slice = eshkol.slice %test_first31#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_s0_0_0 = eshkol.reshape %test_first31_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first31_s0_0_0, %test_first31_e0_0, "test_first31: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first31_e0_1 = tensor.from_elements %test_first31_e0#1 : tensor<f64>
  %test_first31_s0_1_0_slice = eshkol.slice %test_first31#1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_s0_1_0 = eshkol.reshape %test_first31_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first31_s0_1_0, %test_first31_e0_1, "test_first31: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first31_e0_2 = tensor.from_elements %test_first31_e0#2 : tensor<f64>
  %test_first31_s0_2_0_slice = eshkol.slice %test_first31#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_s0_2_0 = eshkol.reshape %test_first31_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first31_s0_2_0, %test_first31_e0_2, "test_first31: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first31_a0_1_slice = eshkol.slice %test_first31_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_a0_1 = eshkol.reshape %test_first31_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first31_a0_1_number = tensor.extract %test_first31_a0_1[] : tensor<f64>
  %test_first31_a1_1_slice = eshkol.slice %test_first31_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_a1_1 = eshkol.reshape %test_first31_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first31_a1_1_number = tensor.extract %test_first31_a1_1[] : tensor<f64>
  %test_first31_e1:3 = func.call @test_first(%test_first31_a0_1_number, %test_first31_a1_1_number) : (f64, f64) -> (f64, f64, f64)
  %test_first31_e1_0 = tensor.from_elements %test_first31_e1#0 : tensor<f64>
  %test_first31_s1_0_1_slice = eshkol.slice %test_first31#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_s1_0_1 = eshkol.reshape %test_first31_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first31_s1_0_1, %test_first31_e1_0, "test_first31: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first31_e1_1 = tensor.from_elements %test_first31_e1#1 : tensor<f64>
  %test_first31_s1_1_1_slice = eshkol.slice %test_first31#1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_s1_1_1 = eshkol.reshape %test_first31_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first31_s1_1_1, %test_first31_e1_1, "test_first31: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first31_e1_2 = tensor.from_elements %test_first31_e1#2 : tensor<f64>
  %test_first31_s1_2_1_slice = eshkol.slice %test_first31#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_s1_2_1 = eshkol.reshape %test_first31_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first31_s1_2_1, %test_first31_e1_2, "test_first31: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first31_a0_2_slice = eshkol.slice %test_first31_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_a0_2 = eshkol.reshape %test_first31_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first31_a0_2_number = tensor.extract %test_first31_a0_2[] : tensor<f64>
  %test_first31_a1_2_slice = eshkol.slice %test_first31_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_a1_2 = eshkol.reshape %test_first31_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first31_a1_2_number = tensor.extract %test_first31_a1_2[] : tensor<f64>
  %test_first31_e2:3 = func.call @test_first(%test_first31_a0_2_number, %test_first31_a1_2_number) : (f64, f64) -> (f64, f64, f64)
  %test_first31_e2_0 = tensor.from_elements %test_first31_e2#0 : tensor<f64>
  %test_first31_s2_0_2_slice = eshkol.slice %test_first31#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_s2_0_2 = eshkol.reshape %test_first31_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first31_s2_0_2, %test_first31_e2_0, "test_first31: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first31_e2_1 = tensor.from_elements %test_first31_e2#1 : tensor<f64>
  %test_first31_s2_1_2_slice = eshkol.slice %test_first31#1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_s2_1_2 = eshkol.reshape %test_first31_s2_1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first31_s2_1_2, %test_first31_e2_1, "test_first31: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first31_e2_2 = tensor.from_elements %test_first31_e2#2 : tensor<f64>
  %test_first31_s2_2_2_slice = eshkol.slice %test_first31#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first31_s2_2_2 = eshkol.reshape %test_first31_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first31_s2_2_2, %test_first31_e2_2, "test_first31: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %test_first32_a0 = arith.constant 0.5 : f64
  %test_first32_a1 = arith.constant dense<[1.0, 9.0, 1000.0]> : tensor<3xf64>
  %test_first32:3 = eshkol.vmap @test_first(%test_first32_a0, %test_first32_a1) in_axes [-1, 0] out_axes [0, 0, 0]
      : (f64, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %test_first32_a1_0_slice = eshkol.slice %test_first32_a1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_a1_0 = eshkol.reshape %test_first32_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first32_a1_0_number = tensor.extract %test_first32_a1_0[] : tensor<f64>
  %test_first32_e0:3 = func.call @test_first(%test_first32_a0, %test_first32_a1_0_number) : (f64, f64) -> (f64, f64, f64)
  %test_first32_e0_0 = tensor.from_elements %test_first32_e0#0 : tensor<f64>
  %test_first32_s0_0_0_slice = eshkol.slice %test_first32#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_s0_0_0 = eshkol.reshape %test_first32_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first32_s0_0_0, %test_first32_e0_0, "test_first32: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first32_e0_1 = tensor.from_elements %test_first32_e0#1 : tensor<f64>
  %test_first32_s0_1_0_slice = eshkol.slice %test_first32#1 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_s0_1_0 = eshkol.reshape %test_first32_s0_1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first32_s0_1_0, %test_first32_e0_1, "test_first32: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first32_e0_2 = tensor.from_elements %test_first32_e0#2 : tensor<f64>
  %test_first32_s0_2_0_slice = eshkol.slice %test_first32#2 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_s0_2_0 = eshkol.reshape %test_first32_s0_2_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first32_s0_2_0, %test_first32_e0_2, "test_first32: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first32_a1_1_slice = eshkol.slice %test_first32_a1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_a1_1 = eshkol.reshape %test_first32_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first32_a1_1_number = tensor.extract %test_first32_a1_1[] : tensor<f64>
  %test_first32_e1:3 = func.call @test_first(%test_first32_a0, %test_first32_a1_1_number) : (f64, f64) -> (f64, f64, f64)
  %test_first32_e1_0 = tensor.from_elements %test_first32_e1#0 : tensor<f64>
  %test_first32_s1_0_1_slice = eshkol.slice %test_first32#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_s1_0_1 = eshkol.reshape %test_first32_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first32_s1_0_1, %test_first32_e1_0, "test_first32: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first32_e1_1 = tensor.from_elements %test_first32_e1#1 : tensor<f64>
  %test_first32_s1_1_1_slice = eshkol.slice %test_first32#1 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_s1_1_1 = eshkol.reshape %test_first32_s1_1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first32_s1_1_1, %test_first32_e1_1, "test_first32: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first32_e1_2 = tensor.from_elements %test_first32_e1#2 : tensor<f64>
  %test_first32_s1_2_1_slice = eshkol.slice %test_first32#2 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_s1_2_1 = eshkol.reshape %test_first32_s1_2_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first32_s1_2_1, %test_first32_e1_2, "test_first32: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first32_a1_2_slice = eshkol.slice %test_first32_a1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_a1_2 = eshkol.reshape %test_first32_a1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %test_first32_a1_2_number = tensor.extract %test_first32_a1_2[] : tensor<f64>
  %test_first32_e2:3 = func.call @test_first(%test_first32_a0, %test_first32_a1_2_number) : (f64, f64) -> (f64, f64, f64)
  %test_first32_e2_0 = tensor.from_elements %test_first32_e2#0 : tensor<f64>
  %test_first32_s2_0_2_slice = eshkol.slice %test_first32#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_s2_0_2 = eshkol.reshape %test_first32_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first32_s2_0_2, %test_first32_e2_0, "test_first32: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first32_e2_1 = tensor.from_elements %test_first32_e2#1 : tensor<f64>
  %test_first32_s2_1_2_slice = eshkol.slice %test_first32#1 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_s2_1_2 = eshkol.reshape %test_first32_s2_1_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first32_s2_1_2, %test_first32_e2_1, "test_first32: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %test_first32_e2_2 = tensor.from_elements %test_first32_e2#2 : tensor<f64>
  %test_first32_s2_2_2_slice = eshkol.slice %test_first32#2 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %test_first32_s2_2_2 = eshkol.reshape %test_first32_s2_2_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %test_first32_s2_2_2, %test_first32_e2_2, "test_first32: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %together33_a0 = arith.constant dense<[-1.214, -0.525, 1.284]> : tensor<3xf64>
  %together33_a1 = arith.constant 4 : i64
  %together33:2 = eshkol.vmap @together(%together33_a0, %together33_a1) in_axes [0, -1] out_axes [0, -1]
      : (tensor<3xf64>, i64) -> (tensor<3xf64>, i64)
  %together33_r1 = tensor.from_elements %together33#1 : tensor<i64>
  %together33_a0_0_slice = eshkol.slice %together33_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together33_a0_0 = eshkol.reshape %together33_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %together33_a0_0_number = tensor.extract %together33_a0_0[] : tensor<f64>
  %together33_e0:2 = func.call @together(%together33_a0_0_number, %together33_a1) : (f64, i64) -> (f64, i64)
  %together33_e0_0 = tensor.from_elements %together33_e0#0 : tensor<f64>
  %together33_s0_0_0_slice = eshkol.slice %together33#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together33_s0_0_0 = eshkol.reshape %together33_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together33_s0_0_0, %together33_e0_0, "together33: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together33_e0_1 = tensor.from_elements %together33_e0#1 : tensor<i64>
  eshkol.assert_close %together33_r1, %together33_e0_1, "together33: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %together33_a0_1_slice = eshkol.slice %together33_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together33_a0_1 = eshkol.reshape %together33_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %together33_a0_1_number = tensor.extract %together33_a0_1[] : tensor<f64>
  %together33_e1:2 = func.call @together(%together33_a0_1_number, %together33_a1) : (f64, i64) -> (f64, i64)
  %together33_e1_0 = tensor.from_elements %together33_e1#0 : tensor<f64>
  %together33_s1_0_1_slice = eshkol.slice %together33#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together33_s1_0_1 = eshkol.reshape %together33_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together33_s1_0_1, %together33_e1_0, "together33: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together33_e1_1 = tensor.from_elements %together33_e1#1 : tensor<i64>
  eshkol.assert_close %together33_r1, %together33_e1_1, "together33: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %together33_a0_2_slice = eshkol.slice %together33_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together33_a0_2 = eshkol.reshape %together33_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %together33_a0_2_number = tensor.extract %together33_a0_2[] : tensor<f64>
  %together33_e2:2 = func.call @together(%together33_a0_2_number, %together33_a1) : (f64, i64) -> (f64, i64)
  %together33_e2_0 = tensor.from_elements %together33_e2#0 : tensor<f64>
  %together33_s2_0_2_slice = eshkol.slice %together33#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together33_s2_0_2 = eshkol.reshape %together33_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together33_s2_0_2, %together33_e2_0, "together33: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together33_e2_1 = tensor.from_elements %together33_e2#1 : tensor<i64>
  eshkol.assert_close %together33_r1, %together33_e2_1, "together33: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>

  %together34_a0 = arith.constant dense<[-1.612, 1.352, -1.616]> : tensor<3xf64>
  %together34_a1 = arith.constant dense<[4, 0, 2]> : tensor<3xi64>
  %together34:2 = eshkol.vmap @together(%together34_a0, %together34_a1) in_axes [0, 0] out_axes [0, 0]
      : (tensor<3xf64>, tensor<3xi64>) -> (tensor<3xf64>, tensor<3xi64>)
  %together34_a0_0_slice = eshkol.slice %together34_a0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together34_a0_0 = eshkol.reshape %together34_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %together34_a0_0_number = tensor.extract %together34_a0_0[] : tensor<f64>
  %together34_a1_0_slice = eshkol.slice %together34_a1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together34_a1_0 = eshkol.reshape %together34_a1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %together34_a1_0_number = tensor.extract %together34_a1_0[] : tensor<i64>
  %together34_e0:2 = func.call @together(%together34_a0_0_number, %together34_a1_0_number) : (f64, i64) -> (f64, i64)
  %together34_e0_0 = tensor.from_elements %together34_e0#0 : tensor<f64>
  %together34_s0_0_0_slice = eshkol.slice %together34#0 [0] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together34_s0_0_0 = eshkol.reshape %together34_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together34_s0_0_0, %together34_e0_0, "together34: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together34_e0_1 = tensor.from_elements %together34_e0#1 : tensor<i64>
  %together34_s0_1_0_slice = eshkol.slice %together34#1 [0] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together34_s0_1_0 = eshkol.reshape %together34_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %together34_s0_1_0, %together34_e0_1, "together34: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %together34_a0_1_slice = eshkol.slice %together34_a0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together34_a0_1 = eshkol.reshape %together34_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %together34_a0_1_number = tensor.extract %together34_a0_1[] : tensor<f64>
  %together34_a1_1_slice = eshkol.slice %together34_a1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together34_a1_1 = eshkol.reshape %together34_a1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %together34_a1_1_number = tensor.extract %together34_a1_1[] : tensor<i64>
  %together34_e1:2 = func.call @together(%together34_a0_1_number, %together34_a1_1_number) : (f64, i64) -> (f64, i64)
  %together34_e1_0 = tensor.from_elements %together34_e1#0 : tensor<f64>
  %together34_s1_0_1_slice = eshkol.slice %together34#0 [1] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together34_s1_0_1 = eshkol.reshape %together34_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together34_s1_0_1, %together34_e1_0, "together34: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together34_e1_1 = tensor.from_elements %together34_e1#1 : tensor<i64>
  %together34_s1_1_1_slice = eshkol.slice %together34#1 [1] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together34_s1_1_1 = eshkol.reshape %together34_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %together34_s1_1_1, %together34_e1_1, "together34: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %together34_a0_2_slice = eshkol.slice %together34_a0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together34_a0_2 = eshkol.reshape %together34_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %together34_a0_2_number = tensor.extract %together34_a0_2[] : tensor<f64>
  %together34_a1_2_slice = eshkol.slice %together34_a1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together34_a1_2 = eshkol.reshape %together34_a1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  %together34_a1_2_number = tensor.extract %together34_a1_2[] : tensor<i64>
  %together34_e2:2 = func.call @together(%together34_a0_2_number, %together34_a1_2_number) : (f64, i64) -> (f64, i64)
  %together34_e2_0 = tensor.from_elements %together34_e2#0 : tensor<f64>
  %together34_s2_0_2_slice = eshkol.slice %together34#0 [2] [1] [1] : tensor<3xf64> -> tensor<1xf64>
  %together34_s2_0_2 = eshkol.reshape %together34_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %together34_s2_0_2, %together34_e2_0, "together34: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %together34_e2_1 = tensor.from_elements %together34_e2#1 : tensor<i64>
  %together34_s2_1_2_slice = eshkol.slice %together34#1 [2] [1] [1] : tensor<3xi64> -> tensor<1xi64>
  %together34_s2_1_2 = eshkol.reshape %together34_s2_1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %together34_s2_1_2, %together34_e2_1, "together34: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>

  %endless35_a0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %endless35_a1 = arith.constant dense<[1.906, -0.125]> : tensor<2xf64>
  %endless35_a2 = arith.constant dense<[3, -1]> : tensor<2xi64>
  %endless35 = eshkol.vmap @endless(%endless35_a0, %endless35_a1, %endless35_a2) in_axes [0, 0, 0] out_axes [0]
      : (tensor<2xi1>, tensor<2xf64>, tensor<2xi64>) -> tensor<2xf64>
  %endless35_a0_0_slice = eshkol.slice %endless35_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %endless35_a0_0 = eshkol.reshape %endless35_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %endless35_a0_0_number = tensor.extract %endless35_a0_0[] : tensor<i1>
  %endless35_a1_0_slice = eshkol.slice %endless35_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless35_a1_0 = eshkol.reshape %endless35_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %endless35_a1_0_number = tensor.extract %endless35_a1_0[] : tensor<f64>
  %endless35_a2_0_slice = eshkol.slice %endless35_a2 [0] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %endless35_a2_0 = eshkol.reshape %endless35_a2_0_slice to [] : tensor<1xi64> -> tensor<i64>
  %endless35_a2_0_number = tensor.extract %endless35_a2_0[] : tensor<i64>
  %endless35_e0 = func.call @endless(%endless35_a0_0_number, %endless35_a1_0_number, %endless35_a2_0_number) : (i1, f64, i64) -> f64
  %endless35_e0_0 = tensor.from_elements %endless35_e0 : tensor<f64>
  %endless35_s0_0_0_slice = eshkol.slice %endless35 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless35_s0_0_0 = eshkol.reshape %endless35_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %endless35_s0_0_0, %endless35_e0_0, "endless35: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %endless35_a0_1_slice = eshkol.slice %endless35_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %endless35_a0_1 = eshkol.reshape %endless35_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %endless35_a0_1_number = tensor.extract %endless35_a0_1[] : tensor<i1>
  %endless35_a1_1_slice = eshkol.slice %endless35_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless35_a1_1 = eshkol.reshape %endless35_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %endless35_a1_1_number = tensor.extract %endless35_a1_1[] : tensor<f64>
  %endless35_a2_1_slice = eshkol.slice %endless35_a2 [1] [1] [1] : tensor<2xi64> -> tensor<1xi64>
  %endless35_a2_1 = eshkol.reshape %endless35_a2_1_slice to [] : tensor<1xi64> -> tensor<i64>
  %endless35_a2_1_number = tensor.extract %endless35_a2_1[] : tensor<i64>
  %endless35_e1 = func.call @endless(%endless35_a0_1_number, %endless35_a1_1_number, %endless35_a2_1_number) : (i1, f64, i64) -> f64
  %endless35_e1_0 = tensor.from_elements %endless35_e1 : tensor<f64>
  %endless35_s1_0_1_slice = eshkol.slice %endless35 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless35_s1_0_1 = eshkol.reshape %endless35_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %endless35_s1_0_1, %endless35_e1_0, "endless35: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %endless36_a0 = arith.constant dense<[false, false]> : tensor<2xi1>
  %endless36_a1 = arith.constant dense<[1.907, 0.419]> : tensor<2xf64>
  %endless36_a2 = arith.constant -1 : i64
  %endless36 = eshkol.vmap @endless(%endless36_a0, %endless36_a1, %endless36_a2) in_axes [0, 0, -1] out_axes [0]
      : (tensor<2xi1>, tensor<2xf64>, i64) -> tensor<2xf64>
  %endless36_a0_0_slice = eshkol.slice %endless36_a0 [0] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %endless36_a0_0 = eshkol.reshape %endless36_a0_0_slice to [] : tensor<1xi1> -> tensor<i1>
  %endless36_a0_0_number = tensor.extract %endless36_a0_0[] : tensor<i1>
  %endless36_a1_0_slice = eshkol.slice %endless36_a1 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless36_a1_0 = eshkol.reshape %endless36_a1_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %endless36_a1_0_number = tensor.extract %endless36_a1_0[] : tensor<f64>
  %endless36_e0 = func.call @endless(%endless36_a0_0_number, %endless36_a1_0_number, %endless36_a2) : (i1, f64, i64) -> f64
  %endless36_e0_0 = tensor.from_elements %endless36_e0 : tensor<f64>
  %endless36_s0_0_0_slice = eshkol.slice %endless36 [0] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless36_s0_0_0 = eshkol.reshape %endless36_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %endless36_s0_0_0, %endless36_e0_0, "endless36: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %endless36_a0_1_slice = eshkol.slice %endless36_a0 [1] [1] [1] : tensor<2xi1> -> tensor<1xi1>
  %endless36_a0_1 = eshkol.reshape %endless36_a0_1_slice to [] : tensor<1xi1> -> tensor<i1>
  %endless36_a0_1_number = tensor.extract %endless36_a0_1[] : tensor<i1>
  %endless36_a1_1_slice = eshkol.slice %endless36_a1 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless36_a1_1 = eshkol.reshape %endless36_a1_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %endless36_a1_1_number = tensor.extract %endless36_a1_1[] : tensor<f64>
  %endless36_e1 = func.call @endless(%endless36_a0_1_number, %endless36_a1_1_number, %endless36_a2) : (i1, f64, i64) -> f64
  %endless36_e1_0 = tensor.from_elements %endless36_e1 : tensor<f64>
  %endless36_s1_0_1_slice = eshkol.slice %endless36 [1] [1] [1] : tensor<2xf64> -> tensor<1xf64>
  %endless36_s1_0_1 = eshkol.reshape %endless36_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %endless36_s1_0_1, %endless36_e1_0, "endless36: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>

  %loops37_a0 = arith.constant dense<[0.25, 20.0, 3.5, -1.0, 1.9]> : tensor<5xf64>
  %loops37:2 = eshkol.vmap @loops(%loops37_a0) in_axes [0] out_axes [0, 0]
      : (tensor<5xf64>) -> (tensor<5xf64>, tensor<5xi64>)
  %loops37_a0_0_slice = eshkol.slice %loops37_a0 [0] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops37_a0_0 = eshkol.reshape %loops37_a0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  %loops37_a0_0_number = tensor.extract %loops37_a0_0[] : tensor<f64>
  %loops37_e0:2 = func.call @loops(%loops37_a0_0_number) : (f64) -> (f64, i64)
  %loops37_e0_0 = tensor.from_elements %loops37_e0#0 : tensor<f64>
  %loops37_s0_0_0_slice = eshkol.slice %loops37#0 [0] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops37_s0_0_0 = eshkol.reshape %loops37_s0_0_0_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %loops37_s0_0_0, %loops37_e0_0, "loops37: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %loops37_e0_1 = tensor.from_elements %loops37_e0#1 : tensor<i64>
  %loops37_s0_1_0_slice = eshkol.slice %loops37#1 [0] [1] [1] : tensor<5xi64> -> tensor<1xi64>
  %loops37_s0_1_0 = eshkol.reshape %loops37_s0_1_0_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %loops37_s0_1_0, %loops37_e0_1, "loops37: element 0" atol = 0.0 rtol = 0.0 : tensor<i64>
  %loops37_a0_1_slice = eshkol.slice %loops37_a0 [1] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops37_a0_1 = eshkol.reshape %loops37_a0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  %loops37_a0_1_number = tensor.extract %loops37_a0_1[] : tensor<f64>
  %loops37_e1:2 = func.call @loops(%loops37_a0_1_number) : (f64) -> (f64, i64)
  %loops37_e1_0 = tensor.from_elements %loops37_e1#0 : tensor<f64>
  %loops37_s1_0_1_slice = eshkol.slice %loops37#0 [1] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops37_s1_0_1 = eshkol.reshape %loops37_s1_0_1_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %loops37_s1_0_1, %loops37_e1_0, "loops37: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %loops37_e1_1 = tensor.from_elements %loops37_e1#1 : tensor<i64>
  %loops37_s1_1_1_slice = eshkol.slice %loops37#1 [1] [1] [1] : tensor<5xi64> -> tensor<1xi64>
  %loops37_s1_1_1 = eshkol.reshape %loops37_s1_1_1_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %loops37_s1_1_1, %loops37_e1_1, "loops37: element 1" atol = 0.0 rtol = 0.0 : tensor<i64>
  %loops37_a0_2_slice = eshkol.slice %loops37_a0 [2] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops37_a0_2 = eshkol.reshape %loops37_a0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  %loops37_a0_2_number = tensor.extract %loops37_a0_2[] : tensor<f64>
  %loops37_e2:2 = func.call @loops(%loops37_a0_2_number) : (f64) -> (f64, i64)
  %loops37_e2_0 = tensor.from_elements %loops37_e2#0 : tensor<f64>
  %loops37_s2_0_2_slice = eshkol.slice %loops37#0 [2] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops37_s2_0_2 = eshkol.reshape %loops37_s2_0_2_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %loops37_s2_0_2, %loops37_e2_0, "loops37: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %loops37_e2_1 = tensor.from_elements %loops37_e2#1 : tensor<i64>
  %loops37_s2_1_2_slice = eshkol.slice %loops37#1 [2] [1] [1] : tensor<5xi64> -> tensor<1xi64>
  %loops37_s2_1_2 = eshkol.reshape %loops37_s2_1_2_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %loops37_s2_1_2, %loops37_e2_1, "loops37: element 2" atol = 0.0 rtol = 0.0 : tensor<i64>
  %loops37_a0_3_slice = eshkol.slice %loops37_a0 [3] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops37_a0_3 = eshkol.reshape %loops37_a0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  %loops37_a0_3_number = tensor.extract %loops37_a0_3[] : tensor<f64>
  %loops37_e3:2 = func.call @loops(%loops37_a0_3_number) : (f64) -> (f64, i64)
  %loops37_e3_0 = tensor.from_elements %loops37_e3#0 : tensor<f64>
  %loops37_s3_0_3_slice = eshkol.slice %loops37#0 [3] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops37_s3_0_3 = eshkol.reshape %loops37_s3_0_3_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %loops37_s3_0_3, %loops37_e3_0, "loops37: element 3" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %loops37_e3_1 = tensor.from_elements %loops37_e3#1 : tensor<i64>
  %loops37_s3_1_3_slice = eshkol.slice %loops37#1 [3] [1] [1] : tensor<5xi64> -> tensor<1xi64>
  %loops37_s3_1_3 = eshkol.reshape %loops37_s3_1_3_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %loops37_s3_1_3, %loops37_e3_1, "loops37: element 3" atol = 0.0 rtol = 0.0 : tensor<i64>
  %loops37_a0_4_slice = eshkol.slice %loops37_a0 [4] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops37_a0_4 = eshkol.reshape %loops37_a0_4_slice to [] : tensor<1xf64> -> tensor<f64>
  %loops37_a0_4_number = tensor.extract %loops37_a0_4[] : tensor<f64>
  %loops37_e4:2 = func.call @loops(%loops37_a0_4_number) : (f64) -> (f64, i64)
  %loops37_e4_0 = tensor.from_elements %loops37_e4#0 : tensor<f64>
  %loops37_s4_0_4_slice = eshkol.slice %loops37#0 [4] [1] [1] : tensor<5xf64> -> tensor<1xf64>
  %loops37_s4_0_4 = eshkol.reshape %loops37_s4_0_4_slice to [] : tensor<1xf64> -> tensor<f64>
  eshkol.assert_close %loops37_s4_0_4, %loops37_e4_0, "loops37: element 4" atol = 1.0e-13 rtol = 1.0e-13 : tensor<f64>
  %loops37_e4_1 = tensor.from_elements %loops37_e4#1 : tensor<i64>
  %loops37_s4_1_4_slice = eshkol.slice %loops37#1 [4] [1] [1] : tensor<5xi64> -> tensor<1xi64>
  %loops37_s4_1_4 = eshkol.reshape %loops37_s4_1_4_slice to [] : tensor<1xi64> -> tensor<i64>
  eshkol.assert_close %loops37_s4_1_4, %loops37_e4_1, "loops37: element 4" atol = 0.0 rtol = 0.0 : tensor<i64>

  %tensor_loop38_a0 = arith.constant dense<[[0.957, -1.843, -0.869, -1.519], [-0.815, -1.525, -0.728, -0.343], [-1.743, 0.77, 0.266, -0.938]]> : tensor<3x4xf64>
  %tensor_loop38_a0_any = tensor.cast %tensor_loop38_a0 : tensor<3x4xf64> to tensor<3x?xf64>
  %tensor_loop38_a1 = arith.constant dense<[0, 4, 2]> : tensor<3xindex>
  %tensor_loop38 = eshkol.vmap @tensor_loop(%tensor_loop38_a0_any, %tensor_loop38_a1) in_axes [0, 0] out_axes [0]
      : (tensor<3x?xf64>, tensor<3xindex>) -> tensor<3x?xf64>
  %tensor_loop38_r0 = tensor.cast %tensor_loop38 : tensor<3x?xf64> to tensor<3x4xf64>
  %tensor_loop38_a0_0_slice = eshkol.slice %tensor_loop38_a0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop38_a0_0 = eshkol.reshape %tensor_loop38_a0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop38_a0_0_any = tensor.cast %tensor_loop38_a0_0 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop38_a1_0_slice = eshkol.slice %tensor_loop38_a1 [0] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop38_a1_0 = eshkol.reshape %tensor_loop38_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop38_a1_0_number = tensor.extract %tensor_loop38_a1_0[] : tensor<index>
  %tensor_loop38_e0 = func.call @tensor_loop(%tensor_loop38_a0_0_any, %tensor_loop38_a1_0_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop38_e0_0 = tensor.cast %tensor_loop38_e0 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop38_s0_0_0_slice = eshkol.slice %tensor_loop38_r0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop38_s0_0_0 = eshkol.reshape %tensor_loop38_s0_0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop38_s0_0_0, %tensor_loop38_e0_0, "tensor_loop38: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop38_a0_1_slice = eshkol.slice %tensor_loop38_a0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop38_a0_1 = eshkol.reshape %tensor_loop38_a0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop38_a0_1_any = tensor.cast %tensor_loop38_a0_1 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop38_a1_1_slice = eshkol.slice %tensor_loop38_a1 [1] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop38_a1_1 = eshkol.reshape %tensor_loop38_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop38_a1_1_number = tensor.extract %tensor_loop38_a1_1[] : tensor<index>
  %tensor_loop38_e1 = func.call @tensor_loop(%tensor_loop38_a0_1_any, %tensor_loop38_a1_1_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop38_e1_0 = tensor.cast %tensor_loop38_e1 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop38_s1_0_1_slice = eshkol.slice %tensor_loop38_r0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop38_s1_0_1 = eshkol.reshape %tensor_loop38_s1_0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop38_s1_0_1, %tensor_loop38_e1_0, "tensor_loop38: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop38_a0_2_slice = eshkol.slice %tensor_loop38_a0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop38_a0_2 = eshkol.reshape %tensor_loop38_a0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop38_a0_2_any = tensor.cast %tensor_loop38_a0_2 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop38_a1_2_slice = eshkol.slice %tensor_loop38_a1 [2] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop38_a1_2 = eshkol.reshape %tensor_loop38_a1_2_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop38_a1_2_number = tensor.extract %tensor_loop38_a1_2[] : tensor<index>
  %tensor_loop38_e2 = func.call @tensor_loop(%tensor_loop38_a0_2_any, %tensor_loop38_a1_2_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop38_e2_0 = tensor.cast %tensor_loop38_e2 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop38_s2_0_2_slice = eshkol.slice %tensor_loop38_r0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop38_s2_0_2 = eshkol.reshape %tensor_loop38_s2_0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop38_s2_0_2, %tensor_loop38_e2_0, "tensor_loop38: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>

  %tensor_loop39_a0 = arith.constant dense<[0.093, -1.624, 0.304, 1.717]> : tensor<4xf64>
  %tensor_loop39_a0_any = tensor.cast %tensor_loop39_a0 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop39_a1 = arith.constant dense<[0, 4, 2]> : tensor<3xindex>
  %tensor_loop39_a1_any = tensor.cast %tensor_loop39_a1 : tensor<3xindex> to tensor<?xindex>
  %tensor_loop39 = eshkol.vmap @tensor_loop(%tensor_loop39_a0_any, %tensor_loop39_a1_any) in_axes [-1, 0] out_axes [0]
      : (tensor<?xf64>, tensor<?xindex>) -> tensor<?x?xf64>
  %tensor_loop39_r0 = tensor.cast %tensor_loop39 : tensor<?x?xf64> to tensor<3x4xf64>
  %tensor_loop39_a1_0_slice = eshkol.slice %tensor_loop39_a1 [0] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop39_a1_0 = eshkol.reshape %tensor_loop39_a1_0_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop39_a1_0_number = tensor.extract %tensor_loop39_a1_0[] : tensor<index>
  %tensor_loop39_e0 = func.call @tensor_loop(%tensor_loop39_a0_any, %tensor_loop39_a1_0_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop39_e0_0 = tensor.cast %tensor_loop39_e0 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop39_s0_0_0_slice = eshkol.slice %tensor_loop39_r0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop39_s0_0_0 = eshkol.reshape %tensor_loop39_s0_0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop39_s0_0_0, %tensor_loop39_e0_0, "tensor_loop39: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop39_a1_1_slice = eshkol.slice %tensor_loop39_a1 [1] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop39_a1_1 = eshkol.reshape %tensor_loop39_a1_1_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop39_a1_1_number = tensor.extract %tensor_loop39_a1_1[] : tensor<index>
  %tensor_loop39_e1 = func.call @tensor_loop(%tensor_loop39_a0_any, %tensor_loop39_a1_1_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop39_e1_0 = tensor.cast %tensor_loop39_e1 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop39_s1_0_1_slice = eshkol.slice %tensor_loop39_r0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop39_s1_0_1 = eshkol.reshape %tensor_loop39_s1_0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop39_s1_0_1, %tensor_loop39_e1_0, "tensor_loop39: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop39_a1_2_slice = eshkol.slice %tensor_loop39_a1 [2] [1] [1] : tensor<3xindex> -> tensor<1xindex>
  %tensor_loop39_a1_2 = eshkol.reshape %tensor_loop39_a1_2_slice to [] : tensor<1xindex> -> tensor<index>
  %tensor_loop39_a1_2_number = tensor.extract %tensor_loop39_a1_2[] : tensor<index>
  %tensor_loop39_e2 = func.call @tensor_loop(%tensor_loop39_a0_any, %tensor_loop39_a1_2_number) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop39_e2_0 = tensor.cast %tensor_loop39_e2 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop39_s2_0_2_slice = eshkol.slice %tensor_loop39_r0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop39_s2_0_2 = eshkol.reshape %tensor_loop39_s2_0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop39_s2_0_2, %tensor_loop39_e2_0, "tensor_loop39: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>

  %tensor_loop40_a0 = arith.constant dense<[[-0.726, 0.67, -1.473, 0.865], [-0.842, -1.267, 0.346, -1.92], [1.316, -1.981, 0.711, -0.92]]> : tensor<3x4xf64>
  %tensor_loop40_a0_any = tensor.cast %tensor_loop40_a0 : tensor<3x4xf64> to tensor<3x?xf64>
  %tensor_loop40_a1 = arith.constant 3 : index
  %tensor_loop40 = eshkol.vmap @tensor_loop(%tensor_loop40_a0_any, %tensor_loop40_a1) in_axes [0, -1] out_axes [0]
      : (tensor<3x?xf64>, index) -> tensor<3x?xf64>
  %tensor_loop40_r0 = tensor.cast %tensor_loop40 : tensor<3x?xf64> to tensor<3x4xf64>
  %tensor_loop40_a0_0_slice = eshkol.slice %tensor_loop40_a0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop40_a0_0 = eshkol.reshape %tensor_loop40_a0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop40_a0_0_any = tensor.cast %tensor_loop40_a0_0 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop40_e0 = func.call @tensor_loop(%tensor_loop40_a0_0_any, %tensor_loop40_a1) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop40_e0_0 = tensor.cast %tensor_loop40_e0 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop40_s0_0_0_slice = eshkol.slice %tensor_loop40_r0 [0, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop40_s0_0_0 = eshkol.reshape %tensor_loop40_s0_0_0_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop40_s0_0_0, %tensor_loop40_e0_0, "tensor_loop40: element 0" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop40_a0_1_slice = eshkol.slice %tensor_loop40_a0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop40_a0_1 = eshkol.reshape %tensor_loop40_a0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop40_a0_1_any = tensor.cast %tensor_loop40_a0_1 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop40_e1 = func.call @tensor_loop(%tensor_loop40_a0_1_any, %tensor_loop40_a1) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop40_e1_0 = tensor.cast %tensor_loop40_e1 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop40_s1_0_1_slice = eshkol.slice %tensor_loop40_r0 [1, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop40_s1_0_1 = eshkol.reshape %tensor_loop40_s1_0_1_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop40_s1_0_1, %tensor_loop40_e1_0, "tensor_loop40: element 1" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  %tensor_loop40_a0_2_slice = eshkol.slice %tensor_loop40_a0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop40_a0_2 = eshkol.reshape %tensor_loop40_a0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  %tensor_loop40_a0_2_any = tensor.cast %tensor_loop40_a0_2 : tensor<4xf64> to tensor<?xf64>
  %tensor_loop40_e2 = func.call @tensor_loop(%tensor_loop40_a0_2_any, %tensor_loop40_a1) : (tensor<?xf64>, index) -> tensor<?xf64>
  %tensor_loop40_e2_0 = tensor.cast %tensor_loop40_e2 : tensor<?xf64> to tensor<4xf64>
  %tensor_loop40_s2_0_2_slice = eshkol.slice %tensor_loop40_r0 [2, 0] [1, 4] [1, 1] : tensor<3x4xf64> -> tensor<1x4xf64>
  %tensor_loop40_s2_0_2 = eshkol.reshape %tensor_loop40_s2_0_2_slice to [4] : tensor<1x4xf64> -> tensor<4xf64>
  eshkol.assert_close %tensor_loop40_s2_0_2, %tensor_loop40_e2_0, "tensor_loop40: element 2" atol = 1.0e-13 rtol = 1.0e-13 : tensor<4xf64>
  return
}
