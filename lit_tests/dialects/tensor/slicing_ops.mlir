// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @concat
func.func @concat(%a: tensor<?x3xf32>, %b: tensor<2x3xf32>) -> tensor<?x3xf32> {
  // CHECK: eshkol.concat %{{.*}}, %{{.*}} dimension = 0 : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  %r = eshkol.concat %a, %b dimension = 0 : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return %r : tensor<?x3xf32>
}

// CHECK-LABEL: @concat_one
func.func @concat_one(%a: tensor<2xi1>) -> tensor<2xi1> {
  // CHECK: eshkol.concat %{{.*}} dimension = 0 : (tensor<2xi1>) -> tensor<2xi1>
  %r = eshkol.concat %a dimension = 0 : (tensor<2xi1>) -> tensor<2xi1>
  return %r : tensor<2xi1>
}

// CHECK-LABEL: @slice
func.func @slice(%x: tensor<?x8xf32>, %i: index, %n: index) -> tensor<2x?xf32> {
  // CHECK: eshkol.slice %{{.*}} [%{{.*}}, 0] [2, %{{.*}}] [1, 2] : tensor<?x8xf32> -> tensor<2x?xf32>
  %r = eshkol.slice %x [%i, 0] [2, %n] [1, 2] : tensor<?x8xf32> -> tensor<2x?xf32>
  return %r : tensor<2x?xf32>
}

// CHECK-LABEL: @slice_scalar
func.func @slice_scalar(%x: tensor<f32>) -> tensor<f32> {
  // CHECK: eshkol.slice %{{.*}} [] [] [] : tensor<f32> -> tensor<f32>
  %r = eshkol.slice %x [] [] [] : tensor<f32> -> tensor<f32>
  return %r : tensor<f32>
}

// CHECK-LABEL: @dynamic_update_slice
func.func @dynamic_update_slice(%x: tensor<?x8xf32>, %u: tensor<1x8xf32>, %i: index) -> tensor<?x8xf32> {
  // CHECK: eshkol.dynamic_update_slice %{{.*}}, %{{.*}} [%{{.*}}, 0] : tensor<?x8xf32>, tensor<1x8xf32> -> tensor<?x8xf32>
  %r = eshkol.dynamic_update_slice %x, %u [%i, 0] : tensor<?x8xf32>, tensor<1x8xf32> -> tensor<?x8xf32>
  return %r : tensor<?x8xf32>
}

// CHECK-LABEL: @pad
func.func @pad(%x: tensor<?x3xf32>, %v: f32) -> tensor<?x5xf32> {
  // CHECK: eshkol.pad %{{.*}}, %{{.*}} low = [1, 0] high = [-1, 0] interior = [0, 1] : (tensor<?x3xf32>, f32) -> tensor<?x5xf32>
  %r = eshkol.pad %x, %v low = [1, 0] high = [-1, 0] interior = [0, 1] : (tensor<?x3xf32>, f32) -> tensor<?x5xf32>
  return %r : tensor<?x5xf32>
}
