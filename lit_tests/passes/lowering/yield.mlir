// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// The operands of eshkol.yield are the elements of the results, in order.
// CHECK-LABEL: @quotient_and_rest
// CHECK: linalg.generic
// CHECK-SAME: outs(%{{.*}}, %{{.*}} : tensor<?xi64>, tensor<?xi64>)
// CHECK: %[[Q:.*]] = arith.divsi
// CHECK: %[[R:.*]] = arith.remsi
// CHECK: linalg.yield %[[Q]], %[[R]] : i64, i64
func.func @quotient_and_rest(%x: tensor<?xi64>, %y: tensor<?xi64>) -> (tensor<?xi64>, tensor<?xi64>) {
  %0:2 = eshkol.map %x, %y : (tensor<?xi64>, tensor<?xi64>) -> (tensor<?xi64>, tensor<?xi64>) {
  ^bb0(%a: i64, %b: i64):
    %q = arith.divsi %a, %b : i64
    %r = arith.remsi %a, %b : i64
    eshkol.yield %q, %r : i64, i64
  }
  return %0#0, %0#1 : tensor<?xi64>, tensor<?xi64>
}

func.func @main() {
  %x = arith.constant dense<[7, -7, 9]> : tensor<3xi64>
  %y = arith.constant dense<[2, 2, -4]> : tensor<3xi64>
  %xd = tensor.cast %x : tensor<3xi64> to tensor<?xi64>
  %yd = tensor.cast %y : tensor<3xi64> to tensor<?xi64>
  %r:2 = func.call @quotient_and_rest(%xd, %yd) : (tensor<?xi64>, tensor<?xi64>) -> (tensor<?xi64>, tensor<?xi64>)
  %q = arith.constant dense<[3, -3, -2]> : tensor<3xi64>
  %rest = arith.constant dense<[1, -1, 1]> : tensor<3xi64>
  %qd = tensor.cast %q : tensor<3xi64> to tensor<?xi64>
  %restd = tensor.cast %rest : tensor<3xi64> to tensor<?xi64>
  eshkol.assert_close %r#0, %qd, "quotient" atol = 0.0 rtol = 0.0 : tensor<?xi64>
  eshkol.assert_close %r#1, %restd, "rest" atol = 0.0 rtol = 0.0 : tensor<?xi64>
  return
}
