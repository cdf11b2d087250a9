// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @softmax
func.func @softmax(%x: tensor<?x10xf32>) -> tensor<?x10xf32> {
  // CHECK: eshkol.softmax %{{.*}} dimension = 1 : (tensor<?x10xf32>) -> tensor<?x10xf32>
  %y = eshkol.softmax %x dimension = 1 : (tensor<?x10xf32>) -> tensor<?x10xf32>
  return %y : tensor<?x10xf32>
}

// CHECK-LABEL: @log_softmax
func.func @log_softmax(%x: tensor<4x?xbf16>) -> tensor<4x10xbf16> {
  // CHECK: eshkol.log_softmax %{{.*}} dimension = 0 : (tensor<4x?xbf16>) -> tensor<4x10xbf16>
  %y = eshkol.log_softmax %x dimension = 0 : (tensor<4x?xbf16>) -> tensor<4x10xbf16>
  return %y : tensor<4x10xbf16>
}

// CHECK-LABEL: @layernorm
func.func @layernorm(%x: tensor<?x4x8xf64>, %g: tensor<4x8xf64>, %b: tensor<?x8xf64>) -> tensor<?x4x8xf64> {
  // CHECK: eshkol.layernorm %{{.*}} dimension = 2 : (tensor<?x4x8xf64>) -> tensor<?x4x8xf64>
  %0 = eshkol.layernorm %x dimension = 2 epsilon = 1.0e-5 : (tensor<?x4x8xf64>) -> tensor<?x4x8xf64>
  // CHECK: eshkol.layernorm %{{.*}} scale %{{.*}} dimension = 1 : (tensor<?x4x8xf64>, tensor<4x8xf64>)
  %1 = eshkol.layernorm %0 scale %g dimension = 1 : (tensor<?x4x8xf64>, tensor<4x8xf64>) -> tensor<?x4x8xf64>
  // CHECK: eshkol.layernorm %{{.*}} bias %{{.*}} dimension = 1 : (tensor<?x4x8xf64>, tensor<?x8xf64>)
  %2 = eshkol.layernorm %1 bias %b dimension = 1 : (tensor<?x4x8xf64>, tensor<?x8xf64>) -> tensor<?x4x8xf64>
  // CHECK: eshkol.layernorm %{{.*}} scale %{{.*}} bias %{{.*}} dimension = 1 epsilon = 1.000000e-03
  %3 = eshkol.layernorm %2 scale %g bias %b dimension = 1 epsilon = 1.0e-3
      : (tensor<?x4x8xf64>, tensor<4x8xf64>, tensor<?x8xf64>) -> tensor<?x4x8xf64>
  return %3 : tensor<?x4x8xf64>
}

// CHECK-LABEL: @attention
func.func @attention(%q: tensor<2x?x5x16xf16>, %k: tensor<2x3x?x16xf16>, %v: tensor<2x3x7x4xf16>,
                     %allowed: tensor<2x3x5x7xi1>, %added: tensor<2x?x5x?xf16>) -> tensor<2x3x5x4xf16> {
  // CHECK: eshkol.attention %{{.*}}, %{{.*}}, %{{.*}} : (tensor<2x?x5x16xf16>, tensor<2x3x?x16xf16>, tensor<2x3x7x4xf16>)
  %0 = eshkol.attention %q, %k, %v
      : (tensor<2x?x5x16xf16>, tensor<2x3x?x16xf16>, tensor<2x3x7x4xf16>) -> tensor<2x3x5x4xf16>
  // CHECK: eshkol.attention %{{.*}}, %{{.*}}, %{{.*}} mask %{{.*}} causal scale = 2.500000e-01 :
  %1 = eshkol.attention %q, %k, %v mask %allowed causal scale = 0.25
      : (tensor<2x?x5x16xf16>, tensor<2x3x?x16xf16>, tensor<2x3x7x4xf16>, tensor<2x3x5x7xi1>) -> tensor<2x3x5x4xf16>
  // CHECK: eshkol.attention %{{.*}}, %{{.*}}, %{{.*}} mask %{{.*}} : {{.*}}, tensor<2x?x5x?xf16>)
  %2 = eshkol.attention %q, %k, %v mask %added
      : (tensor<2x?x5x16xf16>, tensor<2x3x?x16xf16>, tensor<2x3x7x4xf16>, tensor<2x?x5x?xf16>) -> tensor<2x3x5x4xf16>
  return %2 : tensor<2x3x5x4xf16>
}
