// What is left of gradients once what nothing uses, what is there twice, and what undoes itself has gone.
// RUN: eshkol-opt --eshkol-transform --inline --symbol-dce --canonicalize --eshkol-decompose --canonicalize --cse %s | FileCheck %s

// Softmax cross-entropy: softmax(z)·Σt - t, with one exponential, and without the logarithm of the value.
// CHECK-LABEL: @cross_entropy_gradient
// CHECK-SAME: (%[[Z:.*]]: tensor<32x10xf32>, %[[T:.*]]: tensor<32x10xf32>)
// CHECK: %[[G:.*]] = arith.mulf %[[T]], %{{.*}}
// CHECK-NEXT: %[[M:.*]] = eshkol.reduce max %[[Z]]
// CHECK-NEXT: %[[ALL_M:.*]] = eshkol.broadcast %[[M]]
// CHECK-NEXT: %[[SHIFTED:.*]] = arith.subf %[[Z]], %[[ALL_M]]
// CHECK-NEXT: %[[E:.*]] = math.exp %[[SHIFTED]]
// CHECK-NEXT: %[[SUM:.*]] = eshkol.reduce sum %[[E]] [1]
// CHECK-NEXT: %[[ALL_SUM:.*]] = eshkol.broadcast %[[SUM]]
// CHECK-NEXT: %[[P:.*]] = arith.divf %[[E]], %[[ALL_SUM]]
// CHECK-NEXT: %[[TOTAL:.*]] = eshkol.reduce sum %[[G]] [1]
// CHECK-NEXT: %[[ALL_TOTAL:.*]] = eshkol.broadcast %[[TOTAL]]
// CHECK-NEXT: %[[PART:.*]] = arith.mulf %[[P]], %[[ALL_TOTAL]]
// CHECK-NEXT: %[[R:.*]] = arith.subf %[[G]], %[[PART]]
// CHECK-NEXT: return %[[R]]
func.func private @cross_entropy(%z: tensor<32x10xf32>, %t: tensor<32x10xf32>) -> tensor<f32> {
  %l = eshkol.log_softmax %z dimension = 1 : (tensor<32x10xf32>) -> tensor<32x10xf32>
  %p = arith.mulf %t, %l : tensor<32x10xf32>
  %s = eshkol.reduce sum %p [0, 1] : (tensor<32x10xf32>) -> tensor<f32>
  %n = arith.negf %s : tensor<f32>
  return %n : tensor<f32>
}
func.func @cross_entropy_gradient(%z: tensor<32x10xf32>, %t: tensor<32x10xf32>) -> tensor<32x10xf32> {
  %r:2 = eshkol.gradient @cross_entropy(%z, %t) wrt [0] : (tensor<32x10xf32>, tensor<32x10xf32>) -> (tensor<f32>, tensor<32x10xf32>)
  return %r#1 : tensor<32x10xf32>
}

// Layer normalization: the statistics of each row once, three sums of rows, two of columns.
// CHECK-LABEL: @layernorm_gradient
// CHECK-SAME: (%[[X:.*]]: tensor<8x16xf32>, %[[W:.*]]: tensor<8x16xf32>, %[[SCALE:.*]]: tensor<16xf32>, %{{.*}}: tensor<16xf32>)
// CHECK: %[[MEAN:.*]] = eshkol.reduce mean %[[X]] [1]
// CHECK: %[[CENTERED:.*]] = arith.subf %[[X]],
// CHECK: eshkol.reduce mean
// CHECK-COUNT-1: math.rsqrt
// CHECK: %[[BIAS:.*]] = eshkol.reduce sum %[[W]] [0]
// CHECK: %[[OF_SCALE:.*]] = eshkol.reduce sum %{{.*}} [0]
// CHECK: eshkol.reduce sum %{{.*}} [1]
// CHECK: eshkol.reduce sum %{{.*}} [1]
// CHECK-NOT: eshkol.reduce
// CHECK-NOT: math.
// CHECK: return %{{.*}}, %[[OF_SCALE]], %[[BIAS]]
func.func private @layernorm_loss(%x: tensor<8x16xf32>, %w: tensor<8x16xf32>, %g: tensor<16xf32>, %b: tensor<16xf32>) -> tensor<f32> {
  %n = eshkol.layernorm %x scale %g bias %b dimension = 1 epsilon = 1.0e-5 : (tensor<8x16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<8x16xf32>
  %p = arith.mulf %n, %w : tensor<8x16xf32>
  %s = eshkol.reduce sum %p [0, 1] : (tensor<8x16xf32>) -> tensor<f32>
  return %s : tensor<f32>
}
func.func @layernorm_gradient(%x: tensor<8x16xf32>, %w: tensor<8x16xf32>, %g: tensor<16xf32>, %b: tensor<16xf32>) -> (tensor<8x16xf32>, tensor<16xf32>, tensor<16xf32>) {
  %r:4 = eshkol.gradient @layernorm_loss(%x, %w, %g, %b) wrt [0, 2, 3] : (tensor<8x16xf32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16xf32>) -> (tensor<f32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16xf32>)
  return %r#1, %r#2, %r#3 : tensor<8x16xf32>, tensor<16xf32>, tensor<16xf32>
}

// Attention: the two products of the value, and four for the three gradients; one exponential.
// CHECK-LABEL: @attention_gradient
// CHECK: eshkol.matmul
// CHECK: %[[E:.*]] = math.exp
// CHECK-NOT: math.
// CHECK: eshkol.matmul %[[E]], %{{.*}}
// CHECK-COUNT-4: eshkol.matmul
// CHECK-NOT: eshkol.matmul
// CHECK: return
func.func private @attention_loss(%q: tensor<4x8xf32>, %k: tensor<6x8xf32>, %v: tensor<6x5xf32>, %w: tensor<4x5xf32>) -> tensor<f32> {
  %a = eshkol.attention %q, %k, %v : (tensor<4x8xf32>, tensor<6x8xf32>, tensor<6x5xf32>) -> tensor<4x5xf32>
  %p = arith.mulf %a, %w : tensor<4x5xf32>
  %s = eshkol.reduce sum %p [0, 1] : (tensor<4x5xf32>) -> tensor<f32>
  return %s : tensor<f32>
}
func.func @attention_gradient(%q: tensor<4x8xf32>, %k: tensor<6x8xf32>, %v: tensor<6x5xf32>, %w: tensor<4x5xf32>) -> (tensor<4x8xf32>, tensor<6x8xf32>, tensor<6x5xf32>) {
  %r:4 = eshkol.gradient @attention_loss(%q, %k, %v, %w) wrt [0, 1, 2] : (tensor<4x8xf32>, tensor<6x8xf32>, tensor<6x5xf32>, tensor<4x5xf32>) -> (tensor<f32>, tensor<4x8xf32>, tensor<6x8xf32>, tensor<6x5xf32>)
  return %r#1, %r#2, %r#3 : tensor<4x8xf32>, tensor<6x8xf32>, tensor<6x5xf32>
}

// Gradients of each example are products of batches, not a loop; weights that are the same for all
// multiply the examples at once.
// CHECK-LABEL: @per_example
// CHECK-NOT: scf.
// CHECK: eshkol.matmul {{.*}} : (tensor<32x16xf32>, tensor<16x8xf32>) -> tensor<32x8xf32>
// CHECK: eshkol.matmul {{.*}} : (tensor<32x8xf32>, tensor<8x4xf32>) -> tensor<32x4xf32>
// CHECK: eshkol.matmul {{.*}} : (tensor<32x4xf32>, tensor<4x8xf32>) -> tensor<32x8xf32>
// CHECK: eshkol.matmul {{.*}} : (tensor<32x8x1xf32>, tensor<32x1x4xf32>) -> tensor<32x8x4xf32>
// CHECK: eshkol.matmul {{.*}} : (tensor<32x16x1xf32>, tensor<32x1x8xf32>) -> tensor<32x16x8xf32>
// CHECK-NOT: eshkol.matmul
// CHECK-NOT: scf.
// CHECK: return
func.func private @network_loss(%w1: tensor<16x8xf32>, %w2: tensor<8x4xf32>, %x: tensor<16xf32>, %t: tensor<4xf32>) -> tensor<f32> {
  %row = eshkol.reshape %x to [1, 16] : tensor<16xf32> -> tensor<1x16xf32>
  %a = eshkol.matmul %row, %w1 : (tensor<1x16xf32>, tensor<16x8xf32>) -> tensor<1x8xf32>
  %h = math.tanh %a : tensor<1x8xf32>
  %b = eshkol.matmul %h, %w2 : (tensor<1x8xf32>, tensor<8x4xf32>) -> tensor<1x4xf32>
  %z = eshkol.reshape %b to [4] : tensor<1x4xf32> -> tensor<4xf32>
  %l = eshkol.log_softmax %z dimension = 0 : (tensor<4xf32>) -> tensor<4xf32>
  %p = arith.mulf %t, %l : tensor<4xf32>
  %s = eshkol.reduce sum %p [0] : (tensor<4xf32>) -> tensor<f32>
  return %s : tensor<f32>
}
func.func private @slope(%w1: tensor<16x8xf32>, %w2: tensor<8x4xf32>, %x: tensor<16xf32>, %t: tensor<4xf32>) -> (tensor<16x8xf32>, tensor<8x4xf32>) {
  %r:3 = eshkol.gradient @network_loss(%w1, %w2, %x, %t) wrt [0, 1] : (tensor<16x8xf32>, tensor<8x4xf32>, tensor<16xf32>, tensor<4xf32>) -> (tensor<f32>, tensor<16x8xf32>, tensor<8x4xf32>)
  return %r#1, %r#2 : tensor<16x8xf32>, tensor<8x4xf32>
}
func.func @per_example(%w1: tensor<16x8xf32>, %w2: tensor<8x4xf32>, %x: tensor<32x16xf32>, %t: tensor<32x4xf32>) -> (tensor<32x16x8xf32>, tensor<32x8x4xf32>) {
  %r:2 = eshkol.vmap @slope(%w1, %w2, %x, %t) in_axes [-1, -1, 0, 0] out_axes [0, 0] : (tensor<16x8xf32>, tensor<8x4xf32>, tensor<32x16xf32>, tensor<32x4xf32>) -> (tensor<32x16x8xf32>, tensor<32x8x4xf32>)
  return %r#0, %r#1 : tensor<32x16x8xf32>, tensor<32x8x4xf32>
}
