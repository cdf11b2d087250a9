// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// do i := i + 2, s := s·x[i] until i >= n.  Only the counter is run to count the rounds; afterwards it is a
// function of the round, so that neither it nor the element at its place is kept.
// CHECK-LABEL: @walk.vjp
// CHECK: %[[COUNT:.*]]:2 = scf.while (%{{.*}} = %{{.*}}, %{{.*}} = %{{.*}}) : (i64, index) -> (i64, index)
// CHECK-NOT: mulf
// CHECK: scf.for %[[ROUND:.*]] = %{{.*}} to %[[COUNT]]#1
// CHECK-SAME: -> (tensor<f64>, tensor<?xf64>)
// CHECK: %[[NUMBER:.*]] = arith.index_cast %[[ROUND]] : index to i64
// CHECK: arith.muli %[[NUMBER]], %{{.*}} : i64
// CHECK: eshkol.dynamic_update_slice
// CHECK-NOT: eshkol.dynamic_update_slice
// CHECK: scf.yield
func.func @walk(%x: tensor<?xf64>, %n: i64) -> tensor<f64> {
  %zero = arith.constant 0 : i64
  %two = arith.constant 2 : i64
  %one = arith.constant dense<1.0> : tensor<f64>
  %r:2 = scf.while (%i = %zero, %s = %one) : (i64, tensor<f64>) -> (i64, tensor<f64>) {
    %more = arith.cmpi slt, %i, %n : i64
    scf.condition(%more) %i, %s : i64, tensor<f64>
  } do {
  ^bb0(%i: i64, %s: tensor<f64>):
    %k = arith.index_cast %i : i64 to index
    %slice = eshkol.slice %x [%k] [1] [1] : tensor<?xf64> -> tensor<1xf64>
    %element = eshkol.reshape %slice to [] : tensor<1xf64> -> tensor<f64>
    %t = arith.mulf %s, %element : tensor<f64>
    %j = arith.addi %i, %two : i64
    scf.yield %j, %t : i64, tensor<f64>
  }
  return %r#1 : tensor<f64>
}

// x₀·x₂·x₄ by each
func.func @main() {
  %static = arith.constant dense<[2.0, 7.0, 3.0, 7.0, 5.0]> : tensor<5xf64>
  %x = tensor.cast %static : tensor<5xf64> to tensor<?xf64>
  %n = arith.constant 5 : i64
  %g:2 = eshkol.gradient @walk(%x, %n) wrt [0] : (tensor<?xf64>, i64) -> (tensor<f64>, tensor<?xf64>)
  %found = tensor.cast %g#1 : tensor<?xf64> to tensor<5xf64>
  %expected = arith.constant dense<[15.0, 0.0, 10.0, 0.0, 6.0]> : tensor<5xf64>
  eshkol.assert_close %found, %expected, "the product of every other element" atol = 0.0 rtol = 0.0 : tensor<5xf64>
  return
}
