// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @broadcast
func.func @broadcast(%x: tensor<10xf32>, %n: index) -> tensor<?x10xf32> {
  // CHECK: eshkol.broadcast %{{.*}} [1] to [%{{.*}}, 10] : tensor<10xf32> -> tensor<?x10xf32>
  %r = eshkol.broadcast %x [1] to [%n, 10] : tensor<10xf32> -> tensor<?x10xf32>
  return %r : tensor<?x10xf32>
}

// CHECK-LABEL: @transpose
func.func @transpose(%x: tensor<2x?xf64>) -> tensor<?x2xf64> {
  // CHECK: eshkol.transpose %{{.*}} [1, 0] : (tensor<2x?xf64>) -> tensor<?x2xf64>
  %r = eshkol.transpose %x [1, 0] : (tensor<2x?xf64>) -> tensor<?x2xf64>
  return %r : tensor<?x2xf64>
}

// CHECK-LABEL: @reshape
func.func @reshape(%x: tensor<?xf32>, %n: index) -> tensor<?x4xf32> {
  // CHECK: eshkol.reshape %{{.*}} to [%{{.*}}, 4] : tensor<?xf32> -> tensor<?x4xf32>
  %r = eshkol.reshape %x to [%n, 4] : tensor<?xf32> -> tensor<?x4xf32>
  return %r : tensor<?x4xf32>
}

// CHECK-LABEL: @reshape_scalar
func.func @reshape_scalar(%x: tensor<1x1xi1>) -> tensor<i1> {
  // CHECK: eshkol.reshape %{{.*}} to [] : tensor<1x1xi1> -> tensor<i1>
  %r = eshkol.reshape %x to [] : tensor<1x1xi1> -> tensor<i1>
  return %r : tensor<i1>
}

// CHECK-LABEL: @reverse
func.func @reverse(%x: tensor<?x3x4xi8>) -> tensor<?x3x4xi8> {
  // CHECK: eshkol.reverse %{{.*}} [0, 2] : (tensor<?x3x4xi8>) -> tensor<?x3x4xi8>
  %r = eshkol.reverse %x [0, 2] : (tensor<?x3x4xi8>) -> tensor<?x3x4xi8>
  return %r : tensor<?x3x4xi8>
}

// CHECK-LABEL: @iota
func.func @iota(%n: index) -> tensor<?x3xi64> {
  // CHECK: eshkol.iota dimension = 1 to [%{{.*}}, 3] : tensor<?x3xi64>
  %r = eshkol.iota dimension = 1 to [%n, 3] : tensor<?x3xi64>
  return %r : tensor<?x3xi64>
}

// CHECK-LABEL: @iota_static
func.func @iota_static() -> tensor<4xcomplex<f64>> {
  // CHECK: eshkol.iota dimension = 0 to [4] : tensor<4xcomplex<f64>>
  %r = eshkol.iota dimension = 0 to [4] : tensor<4xcomplex<f64>>
  return %r : tensor<4xcomplex<f64>>
}
