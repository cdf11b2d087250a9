// RUN: eshkol-opt --eshkol-check-nans --canonicalize --cse %s | FileCheck %s
// RUN: eshkol-opt --eshkol-to-linalg=check-nans=true %s | FileCheck %s --check-prefix=PIPELINE
// RUN: eshkol-opt --eshkol-to-linalg="check-nans=true assertion-places=true" %s | FileCheck %s --check-prefix=PLACES

// Results may be as bad as the operands, not worse: 0 is finite, 1 infinite, 2 NaN.
// CHECK-LABEL: @root
// CHECK-SAME: (%[[X:.*]]: f64)
// CHECK-DAG: %[[NAN:.*]] = arith.constant 2 : i32
// CHECK-DAG: %[[INFINITE:.*]] = arith.constant 1 : i32
// CHECK: arith.cmpf uno, %[[X]], %[[X]]
// CHECK: %[[GIVEN:.*]] = arith.select %{{.*}}, %[[NAN]], %{{.*}} : i32
// CHECK: %[[R:.*]] = math.sqrt %[[X]]
// CHECK: %[[MADE:.*]] = arith.select %{{.*}}, %[[NAN]], %{{.*}} : i32
// CHECK: %[[ALLOWED:.*]] = arith.maxsi %[[GIVEN]], %{{.*}} : i32
// CHECK: %[[KEPT:.*]] = arith.cmpi sle, %[[MADE]], %[[ALLOWED]] : i32
// CHECK: %[[OTHER:.*]] = arith.cmpi ne, %[[MADE]], %[[NAN]] : i32
// CHECK: %[[HOLDS:.*]] = arith.ori %[[KEPT]], %[[OTHER]]
// CHECK: eshkol.assert %[[HOLDS]], "sqrt made a NaN"
// CHECK: eshkol.assert %{{.*}}, "sqrt made an infinity"
func.func @root(%x: f64) -> f64 {
  %r = math.sqrt %x : f64
  return %r : f64
}

// The worst element of a tensor counts, and what is used twice is looked at once.
// CHECK-LABEL: @elements
// CHECK-SAME: (%[[X:.*]]: tensor<?x4xf32>)
// CHECK: %[[EACH:.*]] = eshkol.map %[[X]] : (tensor<?x4xf32>) -> tensor<?x4xi32>
// CHECK: eshkol.reduce max %[[EACH]] [0, 1] : (tensor<?x4xi32>) -> tensor<i32>
// CHECK-NOT: eshkol.map %[[X]]
// CHECK: eshkol.assert %{{.*}}, "* made a NaN"
// CHECK: eshkol.assert %{{.*}}, "log-softmax made an infinity"
// CHECK: eshkol.assert %{{.*}}, "sum made a NaN"
func.func @elements(%x: tensor<?x4xf32>) -> tensor<f32> {
  %s = arith.mulf %x, %x : tensor<?x4xf32>
  %l = eshkol.log_softmax %s dimension = 1 : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %r = eshkol.reduce sum %l [0, 1] : (tensor<?x4xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

// What moves numbers makes none.
// CHECK-LABEL: @moves
// CHECK-NOT: eshkol.assert
// CHECK: return
func.func @moves(%x: tensor<2x3xf64>, %k: tensor<i64>) -> (tensor<3x2xf64>, tensor<i64>) {
  %t = eshkol.transpose %x [1, 0] : (tensor<2x3xf64>) -> tensor<3x2xf64>
  %n = arith.addi %k, %k : tensor<i64>
  return %t, %n : tensor<3x2xf64>, tensor<i64>
}

// Inside a loop each round is checked, and the loop itself is not.
// CHECK-LABEL: @loop
// CHECK: scf.for
// CHECK: eshkol.assert %{{.*}}, "/ made an infinity"
// CHECK: }
// CHECK-NOT: eshkol.assert
// CHECK: return
func.func @loop(%x: f64, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %x) -> f64 {
    %t = arith.divf %s, %x : f64
    scf.yield %t : f64
  }
  return %r : f64
}

// Parts of complex numbers.
// CHECK-LABEL: @complex
// CHECK: complex.re
// CHECK: complex.im
// CHECK: arith.maxsi
// CHECK: eshkol.assert %{{.*}}, "/ made a NaN"
func.func @complex(%x: complex<f64>) -> complex<f64> {
  %r = complex.div %x, %x : complex<f64>
  return %r : complex<f64>
}

// A derivative is named after what it is the derivative of, and its place is that of the operation.
// PIPELINE-LABEL: @root.vjp
// PIPELINE: cf.assert %{{.*}}, "sqrt made a NaN"
// PIPELINE: cf.assert %{{.*}}, "the derivative of sqrt made an infinity"
// PLACES-LABEL: @root.vjp
// PLACES: cf.assert %{{.*}}, "the derivative of sqrt made an infinity [at {{.*}}check_nans.mlir:21:8]"
func.func @slope(%x: f64) -> f64 {
  %r:2 = eshkol.gradient @root(%x) wrt [0] : (f64) -> (f64, f64)
  return %r#1 : f64
}
