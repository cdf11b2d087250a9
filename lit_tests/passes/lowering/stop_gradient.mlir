// RUN: eshkol-opt --eshkol-transform %s | FileCheck %s
// RUN: %run-native

// Once nothing is differentiated, it is what it was given.
// CHECK-LABEL: @constant
// CHECK-SAME: (%[[X:.*]]: tensor<?xf64>)
// CHECK-NEXT: return %[[X]]
func.func @constant(%x: tensor<?xf64>) -> tensor<?xf64> {
  %r = eshkol.stop_gradient %x : tensor<?xf64>
  return %r : tensor<?xf64>
}

// x · stop(x), of which one factor varies
func.func @half(%x: tensor<2xf64>) -> tensor<2xf64> {
  %s = eshkol.stop_gradient %x : tensor<2xf64>
  %r = arith.mulf %x, %s : tensor<2xf64>
  return %r : tensor<2xf64>
}

// CHECK-LABEL: @main
func.func @main() {
  %x = arith.constant dense<[3.0, 5.0]> : tensor<2xf64>
  %one = arith.constant dense<1.0> : tensor<2xf64>
  %h:2 = eshkol.jvp @half(%x) wrt [0] tangents(%one) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  %squares = arith.constant dense<[9.0, 25.0]> : tensor<2xf64>
  eshkol.assert_close %h#0, %squares, "the value" atol = 0.0 rtol = 0.0 : tensor<2xf64>
  eshkol.assert_close %h#1, %x, "one factor" atol = 0.0 rtol = 0.0 : tensor<2xf64>
  return
}
