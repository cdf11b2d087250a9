// RUN: eshkol-opt --eshkol-flatten-elements %s | FileCheck %s

// CHECK-LABEL: @matrix
// CHECK: %[[LINE:.*]] = tensor.from_elements %arg0, %arg1, %arg1, %arg0 : tensor<4xf64>
// CHECK: "flow.tensor.reshape"(%[[LINE]]) {{.*}} : (tensor<4xf64>) -> tensor<2x2xf64>
func.func @matrix(%a: f64, %b: f64) -> tensor<2x2xf64> {
  %r = tensor.from_elements %a, %b, %b, %a : tensor<2x2xf64>
  return %r : tensor<2x2xf64>
}

// CHECK-LABEL: @line
// CHECK: %[[LINE:.*]] = tensor.from_elements %arg0, %arg1 : tensor<2xf64>
// CHECK: return %[[LINE]]
func.func @line(%a: f64, %b: f64) -> tensor<2xf64> {
  %r = tensor.from_elements %a, %b : tensor<2xf64>
  return %r : tensor<2xf64>
}
