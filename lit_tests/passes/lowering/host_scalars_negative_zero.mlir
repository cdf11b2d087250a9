// RUN: eshkol-opt --eshkol-host-scalars --canonicalize %s | FileCheck %s

// The virtual machine's constant is 0.0: the bits are hidden from the compiler.
// CHECK-LABEL: @scalar
// CHECK-SAME: (%[[TEST:.*]]: i1, %[[X:.*]]: f64)
// CHECK: %[[BITS:.*]] = arith.constant -9223372036854775808 : i64
// CHECK: %[[HIDDEN:.*]] = "util.optimization_barrier"(%[[BITS]]) : (i64) -> i64
// CHECK: %[[ZERO:.*]] = arith.bitcast %[[HIDDEN]] : i64 to f64
// CHECK: arith.select %[[TEST]], %[[X]], %[[ZERO]]
func.func @scalar(%test: i1, %x: f64) -> f64 {
  %zero = arith.constant -0.0 : f64
  %r = arith.select %test, %x, %zero : f64
  return %r : f64
}

// CHECK-LABEL: @single
// CHECK: arith.constant -2147483648 : i32
// CHECK: arith.bitcast %{{.*}} : i32 to f32
func.func @single() -> f32 {
  %zero = arith.constant -0.0 : f32
  return %zero : f32
}

// Tensor operations have it as it is, and 0.0 is no case for this.
// CHECK-LABEL: @others
// CHECK-NOT: util.optimization_barrier
func.func @others(%t: tensor<4xf64>) -> (tensor<4xf64>, f64) {
  %zero = arith.constant -0.0 : f64
  %plain = arith.constant 0.0 : f64
  %r = linalg.fill ins(%zero : f64) outs(%t : tensor<4xf64>) -> tensor<4xf64>
  return %r, %plain : tensor<4xf64>, f64
}
