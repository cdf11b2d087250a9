// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse --symbol-dce %s | FileCheck %s
// RUN: %run-native

// A read of tangents, and an addition of cotangents where a clamped index has read.
// CHECK-LABEL: @pick.vjp
// CHECK-SAME: (%[[X:.*]]: tensor<?xf64>, %[[I:.*]]: tensor<3xi64>, %[[G:.*]]: tensor<3xf64>)
// CHECK: %[[INSIDE:.*]] = eshkol.clamp %[[I]]
// CHECK: %[[ZERO:.*]] = eshkol.broadcast
// CHECK: eshkol.scatter {{ *}}add %[[ZERO]][%[[INSIDE]]], %[[G]]
// CHECK-LABEL: @pick.jvp
// CHECK-SAME: (%[[X:.*]]: tensor<?xf64>, %[[I:.*]]: tensor<3xi64>, %[[T:.*]]: tensor<?xf64>)
// CHECK: eshkol.gather %[[T]][%[[I]]]
func.func @pick(%x: tensor<?xf64>, %i: tensor<3xi64>) -> tensor<3xf64> {
  %r = eshkol.gather %x[%i] dimension = 0 : (tensor<?xf64>, tensor<3xi64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}

func.func @pick_jvp(%x: tensor<?xf64>, %i: tensor<3xi64>, %t: tensor<?xf64>) -> (tensor<3xf64>, tensor<3xf64>) {
  %r:2 = eshkol.jvp @pick(%x, %i) wrt [0] tangents(%t) : (tensor<?xf64>, tensor<3xi64>, tensor<?xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  return %r#0, %r#1 : tensor<3xf64>, tensor<3xf64>
}

func.func @pick_vjp(%x: tensor<?xf64>, %i: tensor<3xi64>, %g: tensor<3xf64>) -> (tensor<3xf64>, tensor<?xf64>) {
  %r:2 = eshkol.vjp @pick(%x, %i) wrt [0] cotangents(%g) : (tensor<?xf64>, tensor<3xi64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<?xf64>)
  return %r#0, %r#1 : tensor<3xf64>, tensor<?xf64>
}

// Two reads of one tensor share its cotangent.
// CHECK-LABEL: @twice.vjp
// CHECK: %[[FIRST:.*]] = eshkol.scatter {{ *}}add %{{.*}}, %arg4
// CHECK: eshkol.scatter {{ *}}add %[[FIRST]][%{{.*}}], %arg3
// CHECK-NOT: arith.addf
func.func @twice(%x: tensor<8xf64>, %i: tensor<3xi64>, %j: tensor<3xi64>) -> (tensor<3xf64>, tensor<3xf64>) {
  %r = eshkol.gather %x[%i] dimension = 0 : (tensor<8xf64>, tensor<3xi64>) -> tensor<3xf64>
  %s = eshkol.gather %x[%j] dimension = 0 : (tensor<8xf64>, tensor<3xi64>) -> tensor<3xf64>
  return %r, %s : tensor<3xf64>, tensor<3xf64>
}
func.func @twice_vjp(%x: tensor<8xf64>, %i: tensor<3xi64>, %j: tensor<3xi64>, %g: tensor<3xf64>, %h: tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<8xf64>) {
  %r:3 = eshkol.vjp @twice(%x, %i, %j) wrt [0] cotangents(%g, %h) : (tensor<8xf64>, tensor<3xi64>, tensor<3xi64>, tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<8xf64>)
  return %r#0, %r#1, %r#2 : tensor<3xf64>, tensor<3xf64>, tensor<8xf64>
}

// The last index of each position is known by its number.
// CHECK-LABEL: @put.vjp
// CHECK: %[[NUMBERS:.*]] = eshkol.iota
// CHECK: %[[LAST:.*]] = eshkol.scatter {{ *}}max %{{.*}}[%arg1], %[[NUMBERS]]
// CHECK: %[[OF_EACH:.*]] = eshkol.gather %[[LAST]][%arg1]
// CHECK: %[[STAYS:.*]] = eshkol.compare {{ *}}eq %[[OF_EACH]], %[[NUMBERS]]
// CHECK: %[[READ:.*]] = eshkol.gather %arg3[%arg1]
// CHECK: eshkol.select %[[STAYS]], %[[READ]]
// CHECK: eshkol.scatter {{ *}}set %arg3[%arg1]
func.func @put(%x: tensor<4xf64>, %i: tensor<3xi64>, %u: tensor<3xf64>) -> tensor<4xf64> {
  %r = eshkol.scatter set %x[%i], %u : (tensor<4xf64>, tensor<3xi64>, tensor<3xf64>) -> tensor<4xf64>
  return %r : tensor<4xf64>
}
func.func @put_vjp(%x: tensor<4xf64>, %i: tensor<3xi64>, %u: tensor<3xf64>, %g: tensor<4xf64>) -> (tensor<4xf64>, tensor<4xf64>, tensor<3xf64>) {
  %r:3 = eshkol.vjp @put(%x, %i, %u) wrt [0, 2] cotangents(%g) : (tensor<4xf64>, tensor<3xi64>, tensor<3xf64>, tensor<4xf64>) -> (tensor<4xf64>, tensor<4xf64>, tensor<3xf64>)
  return %r#0, %r#1, %r#2 : tensor<4xf64>, tensor<4xf64>, tensor<3xf64>
}

// CHECK-LABEL: @accumulate.vjp
// CHECK: %[[INSIDE:.*]] = arith.andi
// CHECK: %[[READ:.*]] = eshkol.gather %arg3[%arg1]
// CHECK: %[[UPDATES:.*]] = eshkol.select %[[INSIDE]], %[[READ]]
// CHECK: return %{{.*}}, %arg3, %[[UPDATES]]
func.func @accumulate(%x: tensor<4xf64>, %i: tensor<3xi64>, %u: tensor<3xf64>) -> tensor<4xf64> {
  %r = eshkol.scatter add %x[%i], %u : (tensor<4xf64>, tensor<3xi64>, tensor<3xf64>) -> tensor<4xf64>
  return %r : tensor<4xf64>
}
func.func @accumulate_vjp(%x: tensor<4xf64>, %i: tensor<3xi64>, %u: tensor<3xf64>, %g: tensor<4xf64>) -> (tensor<4xf64>, tensor<4xf64>, tensor<3xf64>) {
  %r:3 = eshkol.vjp @accumulate(%x, %i, %u) wrt [0, 2] cotangents(%g) : (tensor<4xf64>, tensor<3xi64>, tensor<3xf64>, tensor<4xf64>) -> (tensor<4xf64>, tensor<4xf64>, tensor<3xf64>)
  return %r#0, %r#1, %r#2 : tensor<4xf64>, tensor<4xf64>, tensor<3xf64>
}

// All that attain the maximum of their place share its cotangent: the element and the updates.
// CHECK-LABEL: @greater.vjp(
// CHECK-SAME: %[[X:.*]]: tensor<2xf64>, %[[I:.*]]: tensor<3xi64>, %[[U:.*]]: tensor<3xf64>, %[[G:.*]]: tensor<2xf64>)
// CHECK: %[[Y:.*]] = eshkol.scatter {{ *}}max %[[X]][%[[I]]], %[[U]]
// CHECK: %[[ATTAINS:.*]] = eshkol.compare {{ *}}eq %[[X]], %[[Y]]
// CHECK: %[[THERE:.*]] = eshkol.gather %[[Y]][%[[I]]]
// CHECK: %[[MEETS:.*]] = eshkol.compare {{ *}}eq %[[U]], %[[THERE]]
// CHECK: %[[COUNTS:.*]] = arith.andi %[[MEETS]], %{{.*}}
// CHECK: %[[OF_X:.*]] = eshkol.select %[[ATTAINS]]
// CHECK: %[[OF_U:.*]] = eshkol.select %[[COUNTS]]
// CHECK: %[[NUMBER:.*]] = eshkol.scatter {{ *}}add %[[OF_X]][%[[I]]], %[[OF_U]]
// CHECK: %[[SHARE:.*]] = arith.divf %[[OF_X]], %[[NUMBER]]
// CHECK: %[[DX:.*]] = arith.mulf %[[SHARE]], %[[G]]
// CHECK: return %[[Y]], %[[DX]]
func.func @greater(%x: tensor<2xf64>, %i: tensor<3xi64>, %u: tensor<3xf64>) -> tensor<2xf64> {
  %r = eshkol.scatter max %x[%i], %u : (tensor<2xf64>, tensor<3xi64>, tensor<3xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

func.func @main() {
  // The last element is read twice, once from outside.
  %x = arith.constant dense<[1.0, 2.0, 4.0]> : tensor<3xf64>
  %any = tensor.cast %x : tensor<3xf64> to tensor<?xf64>
  %i = arith.constant dense<[2, 7, 0]> : tensor<3xi64>
  %g = arith.constant dense<[10.0, 20.0, 40.0]> : tensor<3xf64>
  %picked:2 = func.call @pick_vjp(%any, %i, %g) : (tensor<?xf64>, tensor<3xi64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<?xf64>)
  %picked_cast = tensor.cast %picked#1 : tensor<?xf64> to tensor<3xf64>
  %picked_expected = arith.constant dense<[40.0, 0.0, 30.0]> : tensor<3xf64>
  eshkol.assert_close %picked_cast, %picked_expected, "each element gets what its reads get" atol = 0.0 rtol = 0.0 : tensor<3xf64>

  %y = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf64>
  %j = arith.constant dense<[1, 1, 9]> : tensor<3xi64>
  %u = arith.constant dense<[5.0, 6.0, 7.0]> : tensor<3xf64>
  %h = arith.constant dense<[1.0, 10.0, 100.0, 1000.0]> : tensor<4xf64>
  %set:3 = func.call @put_vjp(%y, %j, %u, %h) : (tensor<4xf64>, tensor<3xi64>, tensor<3xf64>, tensor<4xf64>) -> (tensor<4xf64>, tensor<4xf64>, tensor<3xf64>)
  %set_x = arith.constant dense<[1.0, 0.0, 100.0, 1000.0]> : tensor<4xf64>
  %set_u = arith.constant dense<[0.0, 10.0, 0.0]> : tensor<3xf64>
  eshkol.assert_close %set#1, %set_x, "what is replaced gets nothing" atol = 0.0 rtol = 0.0 : tensor<4xf64>
  eshkol.assert_close %set#2, %set_u, "of duplicates the last one wins" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  %add:3 = func.call @accumulate_vjp(%y, %j, %u, %h) : (tensor<4xf64>, tensor<3xi64>, tensor<3xf64>, tensor<4xf64>) -> (tensor<4xf64>, tensor<4xf64>, tensor<3xf64>)
  %add_u = arith.constant dense<[10.0, 10.0, 0.0]> : tensor<3xf64>
  eshkol.assert_close %add#1, %h, "sums pass on" atol = 0.0 rtol = 0.0 : tensor<4xf64>
  eshkol.assert_close %add#2, %add_u, "what is dropped gets nothing" atol = 0.0 rtol = 0.0 : tensor<3xf64>

  // Three attain the maximum 3: the element and two updates.
  %m = arith.constant dense<[3.0, 1.0]> : tensor<2xf64>
  %k = arith.constant dense<0> : tensor<3xi64>
  %v = arith.constant dense<[3.0, 2.0, 3.0]> : tensor<3xf64>
  %w = arith.constant dense<[6.0, 5.0]> : tensor<2xf64>
  %max:3 = eshkol.vjp @greater(%m, %k, %v) wrt [0, 2] cotangents(%w) : (tensor<2xf64>, tensor<3xi64>, tensor<3xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>, tensor<3xf64>)
  %max_m = arith.constant dense<[2.0, 5.0]> : tensor<2xf64>
  %max_v = arith.constant dense<[2.0, 0.0, 2.0]> : tensor<3xf64>
  eshkol.assert_close %max#1, %max_m, "ties share" atol = 0.0 rtol = 0.0 : tensor<2xf64>
  eshkol.assert_close %max#2, %max_v, "ties share" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  return
}
