// RUN: eshkol-opt --eshkol-to-iree %s | FileCheck %s

// Private functions disappear into their callers, whose operations then fuse.

// CHECK-NOT: func.func private
// CHECK-LABEL: func.func @model
// CHECK-NOT: call
// CHECK: linalg.matmul
// CHECK-NOT: call
// CHECK: return
func.func private @"layer-of.1"(%x: tensor<4x3xf32>, %w: tensor<3x2xf32>) -> tensor<4x2xf32> {
  %y = eshkol.matmul %x, %w : (tensor<4x3xf32>, tensor<3x2xf32>) -> tensor<4x2xf32>
  return %y : tensor<4x2xf32>
}

func.func @model(%x: tensor<4x3xf32>, %w: tensor<3x2xf32>) -> tensor<4x2xf32> {
  %y = func.call @"layer-of.1"(%x, %w) : (tensor<4x3xf32>, tensor<3x2xf32>) -> tensor<4x2xf32>
  return %y : tensor<4x2xf32>
}
