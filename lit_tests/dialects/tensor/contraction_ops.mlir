// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @matmul
func.func @matmul(%x: tensor<?x784xf32>, %w: tensor<784x10xf32>) -> tensor<?x10xf32> {
  // CHECK: eshkol.matmul %{{.*}}, %{{.*}} : (tensor<?x784xf32>, tensor<784x10xf32>) -> tensor<?x10xf32>
  %y = eshkol.matmul %x, %w : (tensor<?x784xf32>, tensor<784x10xf32>) -> tensor<?x10xf32>
  return %y : tensor<?x10xf32>
}

// CHECK-LABEL: @matmul_batched
func.func @matmul_batched(%x: tensor<?x2x3x4xf64>, %w: tensor<7x2x4x5xf64>) -> tensor<7x2x3x5xf64> {
  // CHECK: eshkol.matmul
  %y = eshkol.matmul %x, %w : (tensor<?x2x3x4xf64>, tensor<7x2x4x5xf64>) -> tensor<7x2x3x5xf64>
  return %y : tensor<7x2x3x5xf64>
}
