// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @reduce
func.func @reduce(%x: tensor<?x10xf32>, %b: tensor<4xi1>, %z: tensor<complex<f64>>) {
  // CHECK: eshkol.reduce sum %{{.*}} [1] : (tensor<?x10xf32>) -> tensor<?xf32>
  %0 = eshkol.reduce sum %x [1] : (tensor<?x10xf32>) -> tensor<?xf32>
  // CHECK: eshkol.reduce max %{{.*}} [0, 1] keepdims : (tensor<?x10xf32>) -> tensor<1x1xf32>
  %1 = eshkol.reduce max %x [0, 1] keepdims : (tensor<?x10xf32>) -> tensor<1x1xf32>
  // CHECK: eshkol.reduce any %{{.*}} [0] : (tensor<4xi1>) -> tensor<i1>
  %2 = eshkol.reduce any %b [0] : (tensor<4xi1>) -> tensor<i1>
  // CHECK: eshkol.reduce prod %{{.*}} [] : (tensor<complex<f64>>) -> tensor<complex<f64>>
  %3 = eshkol.reduce prod %z [] : (tensor<complex<f64>>) -> tensor<complex<f64>>
  return
}

// CHECK-LABEL: @arguments
func.func @arguments(%x: tensor<?x10xf32>, %i: tensor<3x?xi8>) {
  // CHECK: eshkol.argmax %{{.*}} dimension = 1 : (tensor<?x10xf32>) -> tensor<?xi64>
  %0 = eshkol.argmax %x dimension = 1 : (tensor<?x10xf32>) -> tensor<?xi64>
  // CHECK: eshkol.argmin %{{.*}} dimension = 0 keepdims : (tensor<3x?xi8>) -> tensor<1x?xi64>
  %1 = eshkol.argmin %i dimension = 0 keepdims : (tensor<3x?xi8>) -> tensor<1x?xi64>
  return
}

// CHECK-LABEL: @cumulative
func.func @cumulative(%x: tensor<?x10xbf16>) {
  // CHECK: eshkol.cumulative sum %{{.*}} dimension = 0 : (tensor<?x10xbf16>) -> tensor<?x10xbf16>
  %0 = eshkol.cumulative sum %x dimension = 0 : (tensor<?x10xbf16>) -> tensor<?x10xbf16>
  // CHECK: eshkol.cumulative min %{{.*}} dimension = 1 reverse : (tensor<?x10xbf16>) -> tensor<?x10xbf16>
  %1 = eshkol.cumulative min %x dimension = 1 reverse : (tensor<?x10xbf16>) -> tensor<?x10xbf16>
  return
}
