// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// What was repeated is summed.
// CHECK-LABEL: @repeated.vjp
// CHECK: eshkol.reduce {{ *}}sum %arg1 [0]
func.func @repeated(%x: tensor<3xf64>) -> tensor<2x3xf64> {
  %r = eshkol.broadcast %x [1] to [2, 3] : tensor<3xf64> -> tensor<2x3xf64>
  return %r : tensor<2x3xf64>
}

// Two boxes of a tensor: each adds to its place, and nothing is added to the rest.
// CHECK-LABEL: @boxes.vjp
// CHECK: %[[FIRST:.*]] = eshkol.dynamic_update_slice %{{.*}}, %arg1 [1]
// CHECK: %[[PLACE:.*]] = eshkol.slice %[[FIRST]] [0] [2] [1]
// CHECK: %[[SUM:.*]] = arith.addf %arg1, %[[PLACE]] : tensor<2xf64>
// CHECK: eshkol.dynamic_update_slice %[[FIRST]], %[[SUM]] [0]
func.func @boxes(%x: tensor<100xf64>) -> tensor<2xf64> {
  %a = eshkol.slice %x [0] [2] [1] : tensor<100xf64> -> tensor<2xf64>
  %b = eshkol.slice %x [1] [2] [1] : tensor<100xf64> -> tensor<2xf64>
  %r = arith.addf %a, %b : tensor<2xf64>
  return %r : tensor<2xf64>
}

// Of every second element: spread with zeros between.
// CHECK-LABEL: @strided.vjp
// CHECK: eshkol.pad %arg1, %{{.*}} low = [0] high = [0] interior = [1]
func.func @strided(%x: tensor<5xf64>) -> tensor<2xf64> {
  %r = eshkol.slice %x [1] [2] [2] : tensor<5xf64> -> tensor<2xf64>
  return %r : tensor<2xf64>
}

// A sum of what is around the operand, whatever is inside.
// CHECK-LABEL: @padded.vjp
// CHECK: %[[AROUND:.*]] = eshkol.pad %{{.*}}, %true
// CHECK: %[[KEPT:.*]] = eshkol.select %[[AROUND]], %arg2
// CHECK: eshkol.reduce {{ *}}sum %[[KEPT]] [0]
func.func @padded(%x: tensor<2xf64>, %v: f64) -> tensor<4xf64> {
  %r = eshkol.pad %x, %v low = [-1] high = [2] interior = [1] : (tensor<2xf64>, f64) -> tensor<4xf64>
  return %r : tensor<4xf64>
}

// CHECK-LABEL: @joined.vjp
// CHECK: eshkol.slice %arg2 [2, 0] [1, 2] [1, 1]
// CHECK-NOT: eshkol.slice
// CHECK: return
func.func @joined(%x: tensor<2x2xf64>, %y: tensor<1x2xf64>) -> tensor<3x2xf64> {
  %r = eshkol.concat %x, %y dimension = 0 : (tensor<2x2xf64>, tensor<1x2xf64>) -> tensor<3x2xf64>
  return %r : tensor<3x2xf64>
}

// Of a box that is written over: what is written takes its cotangent, what it replaces none.
// CHECK-LABEL: @written.vjp(
// CHECK-SAME: %{{.*}}: tensor<5xf64>, %{{.*}}: tensor<2xf64>, %[[I:.*]]: index, %[[G:.*]]: tensor<5xf64>)
// CHECK: %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : tensor<2xf64>
// CHECK: %[[DU:.*]] = eshkol.slice %[[G]] [%[[I]]] [2] [1]
// CHECK: %[[DX:.*]] = eshkol.dynamic_update_slice %[[G]], %[[ZERO]] [%[[I]]]
// CHECK: return %{{.*}}, %[[DX]], %[[DU]]
func.func @written(%x: tensor<5xf64>, %u: tensor<2xf64>, %i: index) -> tensor<5xf64> {
  %r = eshkol.dynamic_update_slice %x, %u [%i] : tensor<5xf64>, tensor<2xf64> -> tensor<5xf64>
  return %r : tensor<5xf64>
}

// Other shapes and orders are undone.
// CHECK-LABEL: @flat.vjp(
// CHECK-SAME: %{{.*}}: tensor<2x3xf64>, %[[G:.*]]: tensor<6xf64>)
// CHECK: eshkol.reshape %[[G]] to [2, 3]
func.func @flat(%x: tensor<2x3xf64>) -> tensor<6xf64> {
  %r = eshkol.reshape %x to [6] : tensor<2x3xf64> -> tensor<6xf64>
  return %r : tensor<6xf64>
}
// CHECK-LABEL: @exchanged.vjp(
// CHECK-SAME: %{{.*}}: tensor<2x1x3xf64>, %[[G:.*]]: tensor<3x2x1xf64>)
// CHECK: eshkol.transpose %[[G]] [1, 2, 0]
func.func @exchanged(%x: tensor<2x1x3xf64>) -> tensor<3x2x1xf64> {
  %r = eshkol.transpose %x [2, 0, 1] : (tensor<2x1x3xf64>) -> tensor<3x2x1xf64>
  return %r : tensor<3x2x1xf64>
}
// CHECK-LABEL: @backwards.vjp(
// CHECK-SAME: %{{.*}}: tensor<3xf64>, %[[G:.*]]: tensor<3xf64>)
// CHECK: eshkol.reverse %[[G]] [0]
func.func @backwards(%x: tensor<3xf64>) -> tensor<3xf64> {
  %r = eshkol.reverse %x [0] : (tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}

// Positions are constant: a product with them has one term.
// CHECK-LABEL: @numbered.vjp(
// CHECK-SAME: %{{.*}}: tensor<3xf64>, %[[G:.*]]: tensor<3xf64>)
// CHECK: %[[NUMBERS:.*]] = eshkol.iota
// CHECK: %[[DX:.*]] = arith.mulf %[[G]], %[[NUMBERS]]
// CHECK-NEXT: return %{{.*}}, %[[DX]]
func.func @numbered(%x: tensor<3xf64>) -> tensor<3xf64> {
  %n = eshkol.iota dimension = 0 to [3] : tensor<3xf64>
  %r = arith.mulf %n, %x : tensor<3xf64>
  return %r : tensor<3xf64>
}

// CHECK-LABEL: @main
func.func @main() {
  %x = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf64>
  %g = arith.constant dense<[[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]> : tensor<2x3xf64>
  %r:2 = eshkol.vjp @repeated(%x) wrt [0] cotangents(%g) : (tensor<3xf64>, tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<3xf64>)
  %re = arith.constant dense<[11.0, 22.0, 33.0]> : tensor<3xf64>
  eshkol.assert_close %r#1, %re, "broadcast" atol = 0.0 rtol = 0.0 : tensor<3xf64>

  %h = arith.constant dense<[1.0, 10.0]> : tensor<2xf64>
  %hundred = arith.constant dense<0.0> : tensor<100xf64>
  %b:2 = eshkol.vjp @boxes(%hundred) wrt [0] cotangents(%h) : (tensor<100xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<100xf64>)
  %start = eshkol.slice %b#1 [0] [4] [1] : tensor<100xf64> -> tensor<4xf64>
  %be = arith.constant dense<[1.0, 11.0, 10.0, 0.0]> : tensor<4xf64>
  eshkol.assert_close %start, %be, "boxes" atol = 0.0 rtol = 0.0 : tensor<4xf64>

  %five = arith.constant dense<0.0> : tensor<5xf64>
  %s:2 = eshkol.vjp @strided(%five) wrt [0] cotangents(%h) : (tensor<5xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<5xf64>)
  %se = arith.constant dense<[0.0, 1.0, 0.0, 10.0, 0.0]> : tensor<5xf64>
  eshkol.assert_close %s#1, %se, "every second" atol = 0.0 rtol = 0.0 : tensor<5xf64>

  // v, x₁, v, v: the first element is removed.  An infinite cotangent of x stays there.
  %v = arith.constant 7.0 : f64
  %w = arith.constant dense<[1.0, 0x7FF0000000000000, 100.0, 1000.0]> : tensor<4xf64>
  %p:3 = eshkol.vjp @padded(%h, %v) wrt [0, 1] cotangents(%w) : (tensor<2xf64>, f64, tensor<4xf64>) -> (tensor<4xf64>, tensor<2xf64>, f64)
  %pv = tensor.from_elements %p#2 : tensor<f64>
  %pe = arith.constant dense<1101.0> : tensor<f64>
  eshkol.assert_close %pv, %pe, "what padding gets" atol = 0.0 rtol = 0.0 : tensor<f64>
  %px = arith.constant dense<[0.0, 0x7FF0000000000000]> : tensor<2xf64>
  eshkol.assert_close %p#1, %px, "what is padded" atol = 0.0 rtol = 0.0 : tensor<2xf64>

  %two = arith.constant dense<0.0> : tensor<2x2xf64>
  %one = arith.constant dense<0.0> : tensor<1x2xf64>
  %k = arith.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf64>
  %j:2 = eshkol.vjp @joined(%two, %one) wrt [1] cotangents(%k) : (tensor<2x2xf64>, tensor<1x2xf64>, tensor<3x2xf64>) -> (tensor<3x2xf64>, tensor<1x2xf64>)
  %je = arith.constant dense<[[5.0, 6.0]]> : tensor<1x2xf64>
  eshkol.assert_close %j#1, %je, "the last row" atol = 0.0 rtol = 0.0 : tensor<1x2xf64>

  %at = arith.constant 3 : index
  %wg = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0]> : tensor<5xf64>
  %o:3 = eshkol.vjp @written(%five, %h, %at) wrt [0, 1] cotangents(%wg) : (tensor<5xf64>, tensor<2xf64>, index, tensor<5xf64>) -> (tensor<5xf64>, tensor<5xf64>, tensor<2xf64>)
  %ox = arith.constant dense<[1.0, 2.0, 3.0, 0.0, 0.0]> : tensor<5xf64>
  %ou = arith.constant dense<[4.0, 5.0]> : tensor<2xf64>
  eshkol.assert_close %o#1, %ox, "what is written over" atol = 0.0 rtol = 0.0 : tensor<5xf64>
  eshkol.assert_close %o#2, %ou, "what is written" atol = 0.0 rtol = 0.0 : tensor<2xf64>

  %fg = arith.constant dense<[1.0, 2.0, 3.0, 10.0, 20.0, 30.0]> : tensor<6xf64>
  %f:2 = eshkol.vjp @flat(%g) wrt [0] cotangents(%fg) : (tensor<2x3xf64>, tensor<6xf64>) -> (tensor<6xf64>, tensor<2x3xf64>)
  eshkol.assert_close %f#1, %g, "reshape" atol = 0.0 rtol = 0.0 : tensor<2x3xf64>
  %ex = arith.constant dense<0.0> : tensor<2x1x3xf64>
  %eg = arith.constant dense<[[[1.0], [10.0]], [[2.0], [20.0]], [[3.0], [30.0]]]> : tensor<3x2x1xf64>
  %e:2 = eshkol.vjp @exchanged(%ex) wrt [0] cotangents(%eg) : (tensor<2x1x3xf64>, tensor<3x2x1xf64>) -> (tensor<3x2x1xf64>, tensor<2x1x3xf64>)
  %ee = arith.constant dense<[[[1.0, 2.0, 3.0]], [[10.0, 20.0, 30.0]]]> : tensor<2x1x3xf64>
  eshkol.assert_close %e#1, %ee, "transpose" atol = 0.0 rtol = 0.0 : tensor<2x1x3xf64>
  %q:2 = eshkol.vjp @backwards(%x) wrt [0] cotangents(%x) : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  %qe = arith.constant dense<[3.0, 2.0, 1.0]> : tensor<3xf64>
  eshkol.assert_close %q#1, %qe, "reverse" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  %n:2 = eshkol.vjp @numbered(%x) wrt [0] cotangents(%x) : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  %ne = arith.constant dense<[0.0, 2.0, 6.0]> : tensor<3xf64>
  eshkol.assert_close %n#1, %ne, "iota" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  return
}
