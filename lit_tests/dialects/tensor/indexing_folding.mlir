// RUN: eshkol-opt --canonicalize %s | FileCheck %s

// CHECK-LABEL: @gather_of_splat
func.func @gather_of_splat(%i: tensor<4xi64>) -> tensor<4x3xf32> {
  %x = arith.constant dense<2.0> : tensor<5x3xf32>
  // CHECK: arith.constant dense<2.000000e+00> : tensor<4x3xf32>
  %y = eshkol.gather %x[%i] dimension = 0 : (tensor<5x3xf32>, tensor<4xi64>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}

// CHECK-LABEL: @scatter_of_nothing
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>
func.func @scatter_of_nothing(%x: tensor<?x3xf32>, %i: tensor<0xi64>, %u: tensor<0x3xf32>) -> tensor<?x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.scatter add %x[%i], %u : (tensor<?x3xf32>, tensor<0xi64>, tensor<0x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// CHECK-LABEL: @scatter_to_nothing
// CHECK-SAME: (%[[X:.*]]: tensor<0x3xf32>
func.func @scatter_to_nothing(%x: tensor<0x3xf32>, %i: tensor<4xi64>, %u: tensor<4x3xf32>) -> tensor<0x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.scatter set %x[%i], %u : (tensor<0x3xf32>, tensor<4xi64>, tensor<4x3xf32>) -> tensor<0x3xf32>
  return %y : tensor<0x3xf32>
}
