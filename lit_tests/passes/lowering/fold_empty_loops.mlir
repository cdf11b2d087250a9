// RUN: eshkol-opt --eshkol-fold-empty-loops %s | FileCheck %s

// A sum over an empty range keeps what it would be added to.
// CHECK-LABEL: @contraction
// CHECK-SAME: (%{{.*}}, %{{.*}}, %[[INIT:.*]]: tensor<2x4xf64>)
func.func @contraction(%x: tensor<2x0xf64>, %y: tensor<0x4xf64>, %init: tensor<2x4xf64>) -> tensor<2x4xf64> {
  // CHECK-NOT: linalg.matmul
  // CHECK: return %[[INIT]]
  %z = linalg.matmul ins(%x, %y : tensor<2x0xf64>, tensor<0x4xf64>) outs(%init : tensor<2x4xf64>) -> tensor<2x4xf64>
  return %z : tensor<2x4xf64>
}

// CHECK-LABEL: @nested_in_loop
func.func @nested_in_loop(%x: tensor<0x3xf32>, %n: index) -> tensor<0x3xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1.0 : f32
  // CHECK-NOT: linalg.fill
  %y = scf.for %i = %c0 to %n step %c1 iter_args(%t = %x) -> tensor<0x3xf32> {
    %filled = linalg.fill ins(%one : f32) outs(%t : tensor<0x3xf32>) -> tensor<0x3xf32>
    scf.yield %filled : tensor<0x3xf32>
  }
  return %y : tensor<0x3xf32>
}

// A dynamic range may be anything.
// CHECK-LABEL: @dynamic
func.func @dynamic(%init: tensor<?x4xf64>) -> tensor<?x4xf64> {
  %zero = arith.constant 0.0 : f64
  // CHECK: linalg.fill
  %z = linalg.fill ins(%zero : f64) outs(%init : tensor<?x4xf64>) -> tensor<?x4xf64>
  return %z : tensor<?x4xf64>
}
