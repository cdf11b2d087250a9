// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// xⁿ; the product of each round is kept.
// CHECK-LABEL: @power.vjp(
// CHECK-COUNT-2: scf.for
// CHECK: return
func.func @power(%x: f64, %n: index) -> f64 {
  %one = arith.constant 1.0 : f64
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %one) -> f64 {
    %q = arith.mulf %p, %x : f64
    scf.yield %q : f64
  }
  return %r : f64
}

// Doubles until above 100: the rounds are counted first.
// CHECK-LABEL: @doubled.vjp
// CHECK: scf.while
// CHECK: scf.for
func.func @doubled(%x: f64) -> f64 {
  %limit = arith.constant 100.0 : f64
  %two = arith.constant 2.0 : f64
  %r = scf.while (%y = %x) : (f64) -> f64 {
    %more = arith.cmpf olt, %y, %limit : f64
    scf.condition(%more) %y : f64
  } do {
  ^bb0(%y: f64):
    %z = arith.mulf %y, %two : f64
    scf.yield %z : f64
  }
  return %r : f64
}

// One branch captures what varies, the other nothing.
// CHECK-LABEL: @branch.vjp
// CHECK: scf.if
func.func @branch(%x: f64, %flag: i1) -> f64 {
  %r = scf.if %flag -> f64 {
    %s = math.sin %x : f64
    scf.yield %s : f64
  } else {
    %c = arith.constant 7.0 : f64
    scf.yield %c : f64
  }
  return %r : f64
}

// Σᵢ xᵢ² by reading one element in each round: each adds to its own element of the cotangent, in place.
// CHECK-LABEL: @squares.vjp
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (tensor<?xf64>)
// CHECK: eshkol.dynamic_update_slice
func.func @squares(%x: tensor<?xf64>) -> f64 {
  %zero = arith.constant 0.0 : f64
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %x, %c0 : tensor<?xf64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> f64 {
    %e = tensor.extract %x[%i] : tensor<?xf64>
    %q = arith.mulf %e, %e : f64
    %t = arith.addf %s, %q : f64
    scf.yield %t : f64
  }
  return %r : f64
}

// A conditional in a loop in a loop: Π over i, j < n of (x if i ≤ j else 1) = xⁿ⁽ⁿ⁺¹⁾ᐟ²
func.func @nested(%x: f64, %n: index) -> f64 {
  %one = arith.constant 1.0 : f64
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %one) -> f64 {
    %inner = scf.for %j = %c0 to %n step %c1 iter_args(%q = %p) -> f64 {
      %is = arith.cmpi ule, %i, %j : index
      %next = scf.if %is -> f64 {
        %m = arith.mulf %q, %x : f64
        scf.yield %m : f64
      } else {
        scf.yield %q : f64
      }
      scf.yield %next : f64
    }
    scf.yield %inner : f64
  }
  return %r : f64
}

// A read at positions in each round of a loop over the rows of a table.
func.func @embedded(%table: tensor<?xf64>, %words: tensor<?xi64>) -> f64 {
  %zero = arith.constant 0.0 : f64
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %words, %c0 : tensor<?xi64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> f64 {
    %w = eshkol.slice %words [%i] [1] [1] : tensor<?xi64> -> tensor<1xi64>
    %e = eshkol.gather %table[%w] dimension = 0 : (tensor<?xf64>, tensor<1xi64>) -> tensor<1xf64>
    %v = tensor.extract %e[%c0] : tensor<1xf64>
    %q = arith.mulf %v, %v : f64
    %t = arith.addf %s, %q : f64
    scf.yield %t : f64
  }
  return %r : f64
}

func.func @power_derivative(%x: f64) -> f64 {
  %n = arith.constant 10 : index
  %r:2 = eshkol.gradient @power(%x, %n) wrt [0] : (f64, index) -> (f64, f64)
  return %r#1 : f64
}

func.func @check(%found: f64, %expected: f64) {
  %f = tensor.from_elements %found : tensor<f64>
  %e = tensor.from_elements %expected : tensor<f64>
  eshkol.assert_close %f, %e, "a derivative" atol = 1.0e-12 rtol = 1.0e-12 : tensor<f64>
  return
}

// CHECK-LABEL: @main
func.func @main() {
  %x = arith.constant 2.0 : f64
  %n = arith.constant 10 : index
  %three = arith.constant 3 : index
  %true = arith.constant true
  %false = arith.constant false

  // 10 · 2⁹, kept and recomputed; 90 · 2⁸
  %p = arith.constant 5120.0 : f64
  %p_r:2 = eshkol.gradient @power(%x, %n) wrt [0] : (f64, index) -> (f64, f64)
  func.call @check(%p_r#1, %p) : (f64, f64) -> ()
  %p_m:2 = eshkol.gradient @power(%x, %n) wrt [0] memory recompute : (f64, index) -> (f64, f64)
  func.call @check(%p_m#1, %p) : (f64, f64) -> ()
  %one = arith.constant 1.0 : f64
  %p_f:2 = eshkol.jvp @power(%x, %n) wrt [0] tangents(%one) : (f64, index, f64) -> (f64, f64)
  func.call @check(%p_f#1, %p) : (f64, f64) -> ()
  %pp = arith.constant 23040.0 : f64
  %pp_r:2 = eshkol.gradient @power_derivative(%x) wrt [0] : (f64) -> (f64, f64)
  func.call @check(%pp_r#1, %pp) : (f64, f64) -> ()

  // 2 · 2⁶ = 128
  %d = arith.constant 64.0 : f64
  %d_r:2 = eshkol.gradient @doubled(%x) wrt [0] : (f64) -> (f64, f64)
  func.call @check(%d_r#1, %d) : (f64, f64) -> ()

  %cos = math.cos %x : f64
  %zero = arith.constant 0.0 : f64
  %b_t:2 = eshkol.gradient @branch(%x, %true) wrt [0] : (f64, i1) -> (f64, f64)
  func.call @check(%b_t#1, %cos) : (f64, f64) -> ()
  %b_f:2 = eshkol.gradient @branch(%x, %false) wrt [0] : (f64, i1) -> (f64, f64)
  func.call @check(%b_f#1, %zero) : (f64, f64) -> ()

  // 6 · 2⁵
  %nested = arith.constant 192.0 : f64
  %n_r:2 = eshkol.gradient @nested(%x, %three) wrt [0] : (f64, index) -> (f64, f64)
  func.call @check(%n_r#1, %nested) : (f64, f64) -> ()
  %n_m:2 = eshkol.gradient @nested(%x, %three) wrt [0] memory recompute : (f64, index) -> (f64, f64)
  func.call @check(%n_m#1, %nested) : (f64, f64) -> ()

  %v = arith.constant dense<[1.0, -2.0, 3.0]> : tensor<3xf64>
  %v_any = tensor.cast %v : tensor<3xf64> to tensor<?xf64>
  %s:2 = eshkol.gradient @squares(%v_any) wrt [0] : (tensor<?xf64>) -> (f64, tensor<?xf64>)
  %s_cast = tensor.cast %s#1 : tensor<?xf64> to tensor<3xf64>
  %se = arith.constant dense<[2.0, -4.0, 6.0]> : tensor<3xf64>
  eshkol.assert_close %s_cast, %se, "squares" atol = 0.0 rtol = 0.0 : tensor<3xf64>

  // The last word occurs twice, the first never.
  %w = arith.constant dense<[2, 1, 2]> : tensor<3xi64>
  %w_any = tensor.cast %w : tensor<3xi64> to tensor<?xi64>
  %e:2 = eshkol.gradient @embedded(%v_any, %w_any) wrt [0] : (tensor<?xf64>, tensor<?xi64>) -> (f64, tensor<?xf64>)
  %e_cast = tensor.cast %e#1 : tensor<?xf64> to tensor<3xf64>
  %ee = arith.constant dense<[0.0, -4.0, 12.0]> : tensor<3xf64>
  eshkol.assert_close %e_cast, %ee, "words" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  return
}
