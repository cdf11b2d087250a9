// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @matmul
func.func @matmul(%x: tensor<?x784xf32>, %w: tensor<784x10xf32>) -> tensor<?x10xf32> {
  // CHECK: eshkol.matmul %{{.*}}, %{{.*}} : (tensor<?x784xf32>, tensor<784x10xf32>) -> tensor<?x10xf32>
  %r = eshkol.matmul %x, %w : (tensor<?x784xf32>, tensor<784x10xf32>) -> tensor<?x10xf32>
  return %r : tensor<?x10xf32>
}

// CHECK-LABEL: @matmul_batched
func.func @matmul_batched(%x: tensor<?x2x3x4xf64>, %w: tensor<7x2x4x5xf64>) -> tensor<7x2x3x5xf64> {
  // CHECK: eshkol.matmul %{{.*}}, %{{.*}} : (tensor<?x2x3x4xf64>, tensor<7x2x4x5xf64>) -> tensor<7x2x3x5xf64>
  %r = eshkol.matmul %x, %w : (tensor<?x2x3x4xf64>, tensor<7x2x4x5xf64>) -> tensor<7x2x3x5xf64>
  return %r : tensor<7x2x3x5xf64>
}

// CHECK-LABEL: @dot_general
func.func @dot_general(%x: tensor<8x?x16xf32>, %w: tensor<4x8x16xf32>) -> tensor<8x?x4xf32> {
  // CHECK: eshkol.dot_general %{{.*}}, %{{.*}} batching [0] x [1] contracting [2] x [2] : (tensor<8x?x16xf32>, tensor<4x8x16xf32>) -> tensor<8x?x4xf32>
  %r = eshkol.dot_general %x, %w batching [0] x [1] contracting [2] x [2] : (tensor<8x?x16xf32>, tensor<4x8x16xf32>) -> tensor<8x?x4xf32>
  return %r : tensor<8x?x4xf32>
}

// CHECK-LABEL: @outer
func.func @outer(%x: tensor<2xi64>, %w: tensor<3xi64>) -> tensor<2x3xi64> {
  // CHECK: eshkol.dot_general %{{.*}}, %{{.*}} batching [] x [] contracting [] x [] : (tensor<2xi64>, tensor<3xi64>) -> tensor<2x3xi64>
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [] x [] : (tensor<2xi64>, tensor<3xi64>) -> tensor<2x3xi64>
  return %r : tensor<2x3xi64>
}

// CHECK-LABEL: @inner_scalar
func.func @inner_scalar(%x: tensor<2x?xcomplex<f32>>, %w: tensor<3x2xcomplex<f32>>) -> tensor<complex<f32>> {
  // CHECK: eshkol.dot_general %{{.*}}, %{{.*}} batching [] x [] contracting [0, 1] x [1, 0] : (tensor<2x?xcomplex<f32>>, tensor<3x2xcomplex<f32>>) -> tensor<complex<f32>>
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [0, 1] x [1, 0] : (tensor<2x?xcomplex<f32>>, tensor<3x2xcomplex<f32>>) -> tensor<complex<f32>>
  return %r : tensor<complex<f32>>
}
