// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @cholesky
func.func @cholesky(%a: tensor<?x4x?xf64>) -> tensor<?x4x4xf64> {
  // CHECK: eshkol.cholesky %{{.*}} : (tensor<?x4x?xf64>) -> tensor<?x4x4xf64>
  %l = eshkol.cholesky %a : (tensor<?x4x?xf64>) -> tensor<?x4x4xf64>
  return %l : tensor<?x4x4xf64>
}

// CHECK-LABEL: @triangular_solve
func.func @triangular_solve(%a: tensor<?x?xf64>, %b: tensor<4x3xf64>, %c: tensor<3x4xf64>) -> tensor<3x4xf64> {
  // CHECK: eshkol.triangular_solve %{{.*}}, %{{.*}} : (tensor<?x?xf64>, tensor<3x4xf64>) -> tensor<3x4xf64>
  %0 = eshkol.triangular_solve %a, %c : (tensor<?x?xf64>, tensor<3x4xf64>) -> tensor<3x4xf64>
  // CHECK: eshkol.triangular_solve %{{.*}}, %{{.*}} left_side lower : (tensor<?x?xf64>, tensor<4x3xf64>)
  %1 = eshkol.triangular_solve %a, %b left_side lower : (tensor<?x?xf64>, tensor<4x3xf64>) -> tensor<4x3xf64>
  // CHECK: eshkol.triangular_solve %{{.*}}, %{{.*}} left_side lower transpose_a conjugate_a unit_diagonal :
  %2 = eshkol.triangular_solve %a, %1 unit_diagonal conjugate_a transpose_a lower left_side
      : (tensor<?x?xf64>, tensor<4x3xf64>) -> tensor<4x3xf64>
  // CHECK: eshkol.triangular_solve %{{.*}}, %{{.*}} transpose_a :
  %3 = eshkol.triangular_solve %a, %0 transpose_a : (tensor<?x?xf64>, tensor<3x4xf64>) -> tensor<3x4xf64>
  return %3 : tensor<3x4xf64>
}

// CHECK-LABEL: @lu
func.func @lu(%a: tensor<?x4x6xcomplex<f32>>) -> (tensor<?x4x6xcomplex<f32>>, tensor<?x4xi64>, tensor<?xi64>) {
  // CHECK: %{{.*}}, %{{.*}}, %{{.*}} = eshkol.lu %{{.*}} : (tensor<?x4x6xcomplex<f32>>) -> (tensor<?x4x6xcomplex<f32>>, tensor<?x4xi64>, tensor<?xi64>)
  %f, %p, %s = eshkol.lu %a : (tensor<?x4x6xcomplex<f32>>) -> (tensor<?x4x6xcomplex<f32>>, tensor<?x4xi64>, tensor<?xi64>)
  return %f, %p, %s : tensor<?x4x6xcomplex<f32>>, tensor<?x4xi64>, tensor<?xi64>
}

// CHECK-LABEL: @solve
func.func @solve(%a: tensor<2x?x3xbf16>, %b: tensor<?x3x1xbf16>) -> tensor<2x3x1xbf16> {
  // CHECK: eshkol.solve %{{.*}}, %{{.*}} : (tensor<2x?x3xbf16>, tensor<?x3x1xbf16>) -> tensor<2x3x1xbf16>
  %x = eshkol.solve %a, %b : (tensor<2x?x3xbf16>, tensor<?x3x1xbf16>) -> tensor<2x3x1xbf16>
  return %x : tensor<2x3x1xbf16>
}

// CHECK-LABEL: @inverse
func.func @inverse(%a: tensor<?x?xf32>) -> tensor<?x?xf32> {
  // CHECK: eshkol.inverse %{{.*}} : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %i = eshkol.inverse %a : (tensor<?x?xf32>) -> tensor<?x?xf32>
  return %i : tensor<?x?xf32>
}

// CHECK-LABEL: @det
func.func @det(%a: tensor<3x?x?xf32>, %b: tensor<2x2xf64>) -> (tensor<3xf32>, tensor<f64>) {
  // CHECK: eshkol.det %{{.*}} : (tensor<3x?x?xf32>) -> tensor<3xf32>
  %d = eshkol.det %a : (tensor<3x?x?xf32>) -> tensor<3xf32>
  // CHECK: eshkol.det %{{.*}} : (tensor<2x2xf64>) -> tensor<f64>
  %e = eshkol.det %b : (tensor<2x2xf64>) -> tensor<f64>
  return %d, %e : tensor<3xf32>, tensor<f64>
}
