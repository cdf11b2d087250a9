// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// An element's cotangent goes to its place.
// CHECK-LABEL: @extracted.vjp(
// CHECK-SAME: %{{.*}}: tensor<3xf64>, %[[I:.*]]: index, %[[G:.*]]: f64)
// CHECK: %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : tensor<3xf64>
// CHECK: %[[ONE:.*]] = tensor.from_elements %[[G]] : tensor<1xf64>
// CHECK: %[[DX:.*]] = eshkol.dynamic_update_slice %[[ZERO]], %[[ONE]] [%[[I]]]
// CHECK: return %{{.*}}, %[[DX]]
func.func @extracted(%x: tensor<3xf64>, %i: index) -> f64 {
  %r = tensor.extract %x[%i] : tensor<3xf64>
  return %r : f64
}

// What is inserted takes the cotangent of its place, the element it replaces none.
// CHECK-LABEL: @inserted.vjp(
// CHECK-SAME: %{{.*}}: f64, %{{.*}}: tensor<3xf64>, %[[I:.*]]: index, %[[G:.*]]: tensor<3xf64>)
// CHECK: %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : tensor<1xf64>
// CHECK: %[[DS:.*]] = tensor.extract %[[G]][%[[I]]]
// CHECK: %[[DX:.*]] = eshkol.dynamic_update_slice %[[G]], %[[ZERO]] [%[[I]]]
// CHECK: return %{{.*}}, %[[DS]], %[[DX]]
func.func @inserted(%s: f64, %x: tensor<3xf64>, %i: index) -> tensor<3xf64> {
  %r = tensor.insert %s into %x[%i] : tensor<3xf64>
  return %r : tensor<3xf64>
}

// A tensor of no particular elements has the tangent 0.
// CHECK-LABEL: @filled.jvp(
// CHECK-SAME: %{{.*}}: f64, %[[I:.*]]: index, %[[T:.*]]: f64)
// CHECK: %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : tensor<3xf64>
// CHECK: %[[EMPTY:.*]] = tensor.empty
// CHECK: tensor.insert %{{.*}} into %[[EMPTY]]
// CHECK: tensor.insert %[[T]] into %[[ZERO]][%[[I]]]
func.func @filled(%s: f64, %i: index) -> tensor<3xf64> {
  %e = tensor.empty() : tensor<3xf64>
  %r = tensor.insert %s into %e[%i] : tensor<3xf64>
  return %r : tensor<3xf64>
}

// CHECK-LABEL: @pair.vjp(
// CHECK-SAME: %{{.*}}: f64, %{{.*}}: f64, %[[G:.*]]: tensor<2xf64>)
// CHECK: %[[FIRST:.*]] = tensor.extract %[[G]][%c0]
// CHECK: %[[SECOND:.*]] = tensor.extract %[[G]][%c1]
// CHECK: return %{{.*}}, %[[FIRST]], %[[SECOND]]
func.func @pair(%x: f64, %y: f64) -> tensor<2xf64> {
  %r = tensor.from_elements %x, %y : tensor<2xf64>
  return %r : tensor<2xf64>
}

// CHECK-LABEL: @recast.vjp(
// CHECK-SAME: %{{.*}}: tensor<3xf64>, %[[G:.*]]: tensor<?xf64>)
// CHECK: %[[DX:.*]] = tensor.cast %[[G]] : tensor<?xf64> to tensor<3xf64>
// CHECK: return %{{.*}}, %[[DX]]
func.func @recast(%x: tensor<3xf64>) -> tensor<?xf64> {
  %r = tensor.cast %x : tensor<3xf64> to tensor<?xf64>
  return %r : tensor<?xf64>
}

// CHECK-LABEL: @main
func.func @main() {
  %i = arith.constant 1 : index
  %s = arith.constant 7.0 : f64
  %x = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf64>
  %g = arith.constant dense<[4.0, 5.0, 6.0]> : tensor<3xf64>
  %h = arith.constant dense<[8.0, 9.0]> : tensor<2xf64>
  %e:2 = eshkol.vjp @extracted(%x, %i) wrt [0] cotangents(%s) : (tensor<3xf64>, index, f64) -> (f64, tensor<3xf64>)
  %ee = arith.constant dense<[0.0, 7.0, 0.0]> : tensor<3xf64>
  eshkol.assert_close %e#1, %ee, "extract" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  %n:3 = eshkol.vjp @inserted(%s, %x, %i) wrt [0, 1] cotangents(%g) : (f64, tensor<3xf64>, index, tensor<3xf64>) -> (tensor<3xf64>, f64, tensor<3xf64>)
  %nx = arith.constant dense<[4.0, 0.0, 6.0]> : tensor<3xf64>
  eshkol.assert_close %n#2, %nx, "insert" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  %f:2 = eshkol.jvp @filled(%s, %i) wrt [0] tangents(%s) : (f64, index, f64) -> (tensor<3xf64>, tensor<3xf64>)
  eshkol.assert_close %f#1, %ee, "empty" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  %v:2 = eshkol.vjp @filled(%s, %i) wrt [0] cotangents(%g) : (f64, index, tensor<3xf64>) -> (tensor<3xf64>, f64)
  %p:3 = eshkol.vjp @pair(%s, %s) wrt [0, 1] cotangents(%h) : (f64, f64, tensor<2xf64>) -> (tensor<2xf64>, f64, f64)
  %any = tensor.cast %g : tensor<3xf64> to tensor<?xf64>
  %c:2 = eshkol.vjp @recast(%x) wrt [0] cotangents(%any) : (tensor<3xf64>, tensor<?xf64>) -> (tensor<?xf64>, tensor<3xf64>)
  eshkol.assert_close %c#1, %g, "cast" atol = 0.0 rtol = 0.0 : tensor<3xf64>
  %found = tensor.from_elements %n#1, %v#1, %p#1, %p#2 : tensor<4xf64>
  %expected = arith.constant dense<[5.0, 5.0, 8.0, 9.0]> : tensor<4xf64>
  eshkol.assert_close %found, %expected, "numbers" atol = 0.0 rtol = 0.0 : tensor<4xf64>
  return
}
