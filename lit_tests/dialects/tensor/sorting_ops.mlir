// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @sort
func.func @sort(%x: tensor<4x?xf32>, %b: tensor<3xi1>) {
  // CHECK: eshkol.sort %{{.*}} dimension = 1 : (tensor<4x?xf32>) -> (tensor<4x?xf32>, tensor<4x?xi64>)
  %0, %1 = eshkol.sort %x dimension = 1 : (tensor<4x?xf32>) -> (tensor<4x?xf32>, tensor<4x?xi64>)
  // CHECK: eshkol.sort %{{.*}} dimension = 0 descending : (tensor<3xi1>) -> (tensor<3xi1>, tensor<3xi64>)
  %2, %3 = eshkol.sort %b dimension = 0 descending : (tensor<3xi1>) -> (tensor<3xi1>, tensor<3xi64>)
  return
}

// CHECK-LABEL: @top_k
func.func @top_k(%x: tensor<4x?xf32>, %i: tensor<5xi32>) {
  // CHECK: eshkol.top_k %{{.*}} k = 3 : (tensor<4x?xf32>) -> (tensor<4x3xf32>, tensor<4x3xi64>)
  %0, %1 = eshkol.top_k %x k = 3 : (tensor<4x?xf32>) -> (tensor<4x3xf32>, tensor<4x3xi64>)
  // CHECK: eshkol.top_k %{{.*}} k = 5 smallest : (tensor<5xi32>) -> (tensor<5xi32>, tensor<5xi64>)
  %2, %3 = eshkol.top_k %i k = 5 smallest : (tensor<5xi32>) -> (tensor<5xi32>, tensor<5xi64>)
  return
}
