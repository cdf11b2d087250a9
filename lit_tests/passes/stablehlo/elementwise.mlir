// RUN: eshkol-opt --eshkol-to-stablehlo --split-input-file %s | FileCheck %s

// Scalars are tensors of rank 0, and index is i64.

// CHECK-LABEL: func.func @scalars
// CHECK-SAME: (%[[X:.*]]: tensor<f64>, %[[I:.*]]: tensor<i64>) -> (tensor<f64>, tensor<i64>)
// CHECK: %[[E:.*]] = "stablehlo.exponential"(%[[X]]) : (tensor<f64>) -> tensor<f64>
// CHECK: %[[J:.*]] = "stablehlo.add"(%[[I]], %[[I]]) : (tensor<i64>, tensor<i64>) -> tensor<i64>
// CHECK: return %[[E]], %[[J]] : tensor<f64>, tensor<i64>
func.func @scalars(%x: f64, %i: index) -> (f64, index) {
  %e = math.exp %x : f64
  %j = arith.addi %i, %i : index
  return %e, %j : f64, index
}

// -----

// CHECK-LABEL: func.func @comparison
// CHECK: "stablehlo.compare"(%{{.*}}, %{{.*}}) {comparison_direction = #stablehlo<comparison_direction LT>}
// CHECK: "stablehlo.select"
func.func @comparison(%x: tensor<?xf32>, %y: tensor<?xf32>) -> tensor<?xf32> {
  %m = eshkol.compare lt %x, %y : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xi1>
  %r = eshkol.select %m, %x, %y : (tensor<?xi1>, tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %r : tensor<?xf32>
}

// -----

// What is less or unordered is not greater or equal.

// CHECK-LABEL: func.func @unordered
// CHECK: %[[GE:.*]] = "stablehlo.compare"{{.*}}comparison_direction GE
// CHECK: "stablehlo.not"(%[[GE]])
func.func @unordered(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xi1> {
  %m = arith.cmpf ult, %x, %y : tensor<4xf32>
  return %m : tensor<4xi1>
}

// -----

// The body of a map works on whole tensors; a scalar from outside is repeated.

// CHECK-LABEL: func.func @map
// CHECK-SAME: (%[[Z:.*]]: tensor<3xcomplex<f64>>, %[[C:.*]]: tensor<complex<f64>>)
// CHECK: %[[R:.*]] = "stablehlo.broadcast_in_dim"(%[[C]]) {broadcast_dimensions = array<i64>}
// CHECK: "stablehlo.multiply"(%[[Z]], %[[R]]) : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>)
func.func @map(%z: tensor<3xcomplex<f64>>, %c: complex<f64>) -> tensor<3xcomplex<f64>> {
  %r = eshkol.map %z : (tensor<3xcomplex<f64>>) -> tensor<3xcomplex<f64>> {
  ^bb0(%a: complex<f64>):
    %p = complex.mul %a, %c : complex<f64>
    eshkol.yield %p : complex<f64>
  }
  return %r : tensor<3xcomplex<f64>>
}
