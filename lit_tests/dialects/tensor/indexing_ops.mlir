// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @gather
func.func @gather(%x: tensor<?x8xf32>, %i: tensor<4xi64>) -> tensor<4x8xf32> {
  // CHECK: eshkol.gather %{{.*}}[%{{.*}}] dimension = 0 : (tensor<?x8xf32>, tensor<4xi64>) -> tensor<4x8xf32>
  %r = eshkol.gather %x[%i] dimension = 0 : (tensor<?x8xf32>, tensor<4xi64>) -> tensor<4x8xf32>
  return %r : tensor<4x8xf32>
}

// CHECK-LABEL: @gather_batched
func.func @gather_batched(%x: tensor<4x?xf32>, %i: tensor<4xi32>) -> tensor<4xf32> {
  // CHECK: eshkol.gather %{{.*}}[%{{.*}}] dimension = 1 batch_dims = 1 : (tensor<4x?xf32>, tensor<4xi32>) -> tensor<4xf32>
  %r = eshkol.gather %x[%i] dimension = 1 batch_dims = 1 : (tensor<4x?xf32>, tensor<4xi32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: @gather_one
func.func @gather_one(%x: tensor<4x?x5xi1>, %i: tensor<index>) -> tensor<4x5xi1> {
  // CHECK: eshkol.gather %{{.*}}[%{{.*}}] dimension = 1 : (tensor<4x?x5xi1>, tensor<index>) -> tensor<4x5xi1>
  %r = eshkol.gather %x[%i] dimension = 1 : (tensor<4x?x5xi1>, tensor<index>) -> tensor<4x5xi1>
  return %r : tensor<4x5xi1>
}

// CHECK-LABEL: @gather_table
func.func @gather_table(%x: tensor<4xf64>, %i: tensor<2x?xi64>) -> tensor<2x?xf64> {
  // CHECK: eshkol.gather %{{.*}}[%{{.*}}] dimension = 0 : (tensor<4xf64>, tensor<2x?xi64>) -> tensor<2x?xf64>
  %r = eshkol.gather %x[%i] dimension = 0 : (tensor<4xf64>, tensor<2x?xi64>) -> tensor<2x?xf64>
  return %r : tensor<2x?xf64>
}

// CHECK-LABEL: @scatter
func.func @scatter(%x: tensor<?x8xf32>, %i: tensor<4xi64>, %u: tensor<4x8xf32>) -> tensor<?x8xf32> {
  // CHECK: eshkol.scatter add %{{.*}}[%{{.*}}], %{{.*}} : (tensor<?x8xf32>, tensor<4xi64>, tensor<4x8xf32>) -> tensor<?x8xf32>
  %r = eshkol.scatter add %x[%i], %u : (tensor<?x8xf32>, tensor<4xi64>, tensor<4x8xf32>) -> tensor<?x8xf32>
  return %r : tensor<?x8xf32>
}

// CHECK-LABEL: @scatter_batched
func.func @scatter_batched(%x: tensor<2x5xi8>, %i: tensor<2x3xi32>, %u: tensor<2x3xi8>) -> tensor<2x5xi8> {
  // CHECK: eshkol.scatter set %{{.*}}[%{{.*}}], %{{.*}} batch_dims = 1 : (tensor<2x5xi8>, tensor<2x3xi32>, tensor<2x3xi8>) -> tensor<2x5xi8>
  %r = eshkol.scatter set %x[%i], %u batch_dims = 1 : (tensor<2x5xi8>, tensor<2x3xi32>, tensor<2x3xi8>) -> tensor<2x5xi8>
  return %r : tensor<2x5xi8>
}

// CHECK-LABEL: @scatter_min
func.func @scatter_min(%x: tensor<5xi8>, %i: tensor<i32>, %u: tensor<i8>) -> tensor<5xi8> {
  // CHECK: eshkol.scatter min %{{.*}}[%{{.*}}], %{{.*}} : (tensor<5xi8>, tensor<i32>, tensor<i8>) -> tensor<5xi8>
  %r = eshkol.scatter min %x[%i], %u : (tensor<5xi8>, tensor<i32>, tensor<i8>) -> tensor<5xi8>
  return %r : tensor<5xi8>
}

// CHECK-LABEL: @scatter_max
func.func @scatter_max(%x: tensor<5xi8>, %i: tensor<2x2xi32>, %u: tensor<2x2xi8>) -> tensor<5xi8> {
  // CHECK: eshkol.scatter max %{{.*}}[%{{.*}}], %{{.*}} : (tensor<5xi8>, tensor<2x2xi32>, tensor<2x2xi8>) -> tensor<5xi8>
  %r = eshkol.scatter max %x[%i], %u : (tensor<5xi8>, tensor<2x2xi32>, tensor<2x2xi8>) -> tensor<5xi8>
  return %r : tensor<5xi8>
}

// CHECK-LABEL: @scatter_mul
func.func @scatter_mul(%x: tensor<5xcomplex<f32>>, %i: tensor<2xi32>, %u: tensor<2xcomplex<f32>>) -> tensor<5xcomplex<f32>> {
  // CHECK: eshkol.scatter mul %{{.*}}[%{{.*}}], %{{.*}} : (tensor<5xcomplex<f32>>, tensor<2xi32>, tensor<2xcomplex<f32>>) -> tensor<5xcomplex<f32>>
  %r = eshkol.scatter mul %x[%i], %u : (tensor<5xcomplex<f32>>, tensor<2xi32>, tensor<2xcomplex<f32>>) -> tensor<5xcomplex<f32>>
  return %r : tensor<5xcomplex<f32>>
}
