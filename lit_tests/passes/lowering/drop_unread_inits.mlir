// RUN: eshkol-opt --eshkol-drop-unread-inits %s | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>

// An operand named for its shape only.
// CHECK-LABEL: @unread
// CHECK-SAME: (%[[X:.*]]: tensor<?x4xf64>)
func.func @unread(%x: tensor<?x4xf64>) -> tensor<?x4xf64> {
  // CHECK: %[[SIZE:.*]] = tensor.dim %[[X]]
  // CHECK: %[[EMPTY:.*]] = tensor.empty(%[[SIZE]]) : tensor<?x4xf64>
  // CHECK: ins(%[[X]] : tensor<?x4xf64>) outs(%[[EMPTY]] : tensor<?x4xf64>)
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<?x4xf64>) outs(%x : tensor<?x4xf64>) {
  ^bb0(%in: f64, %out: f64):
    %e = math.exp %in : f64
    linalg.yield %e : f64
  } -> tensor<?x4xf64>
  return %y : tensor<?x4xf64>
}

// Accumulation reads its init.
// CHECK-LABEL: @read
// CHECK-SAME: (%{{.*}}, %[[INIT:.*]]: tensor<2x4xf64>)
func.func @read(%x: tensor<2x4xf64>, %init: tensor<2x4xf64>) -> tensor<2x4xf64> {
  // CHECK: outs(%[[INIT]] : tensor<2x4xf64>)
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<2x4xf64>) outs(%init : tensor<2x4xf64>) {
  ^bb0(%in: f64, %out: f64):
    %sum = arith.addf %in, %out : f64
    linalg.yield %sum : f64
  } -> tensor<2x4xf64>
  return %y : tensor<2x4xf64>
}
