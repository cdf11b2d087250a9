// RUN: eshkol-opt --eshkol-to-stablehlo --split-input-file %s | FileCheck %s

// CHECK-LABEL: func.func @matmul
// CHECK: "stablehlo.dot_general"(%{{.*}}, %{{.*}}) {dot_dimension_numbers =
// CHECK-SAME: #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0],
// CHECK-SAME: lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>
func.func @matmul(%x: tensor<5x?x3xf64>, %y: tensor<5x3x4xf64>) -> tensor<5x?x4xf64> {
  %r = eshkol.matmul %x, %y : (tensor<5x?x3xf64>, tensor<5x3x4xf64>) -> tensor<5x?x4xf64>
  return %r : tensor<5x?x4xf64>
}

// -----

// Narrow numbers are summed in f32 and rounded once.

// CHECK-LABEL: func.func @narrow
// CHECK: %[[P:.*]] = "stablehlo.dot_general"{{.*}} -> tensor<2x4xf32>
// CHECK: "stablehlo.convert"(%[[P]]) : (tensor<2x4xf32>) -> tensor<2x4xbf16>
func.func @narrow(%x: tensor<2x3xbf16>, %y: tensor<3x4xbf16>) -> tensor<2x4xbf16> {
  %r = eshkol.matmul %x, %y : (tensor<2x3xbf16>, tensor<3x4xbf16>) -> tensor<2x4xbf16>
  return %r : tensor<2x4xbf16>
}
