// RUN: eshkol-opt --canonicalize %s | FileCheck %s

// CHECK-LABEL: @concat_of_one
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>)
func.func @concat_of_one(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.concat %x dimension = 0 : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// CHECK-LABEL: @concat_with_empty
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf32>, %{{.*}}: tensor<0x3xf32>)
func.func @concat_with_empty(%x: tensor<2x3xf32>, %e: tensor<0x3xf32>) -> tensor<2x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.concat %e, %x, %e dimension = 0 : (tensor<0x3xf32>, tensor<2x3xf32>, tensor<0x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// CHECK-LABEL: @concat_of_empty
// CHECK-SAME: (%[[E:.*]]: tensor<0x3xf32>)
func.func @concat_of_empty(%e: tensor<0x3xf32>) -> tensor<0x3xf32> {
  // CHECK: return %[[E]]
  %y = eshkol.concat %e, %e dimension = 0 : (tensor<0x3xf32>, tensor<0x3xf32>) -> tensor<0x3xf32>
  return %y : tensor<0x3xf32>
}

// CHECK-LABEL: @concat_of_concat
// CHECK-SAME: (%[[A:.*]]: tensor<?xf32>, %[[B:.*]]: tensor<2xf32>)
func.func @concat_of_concat(%a: tensor<?xf32>, %b: tensor<2xf32>) -> tensor<?xf32> {
  // CHECK: eshkol.concat %[[B]], %[[A]], %[[B]], %[[A]] dimension = 0
  %y = eshkol.concat %a, %b dimension = 0 : (tensor<?xf32>, tensor<2xf32>) -> tensor<?xf32>
  %z = eshkol.concat %b, %y, %a dimension = 0 : (tensor<2xf32>, tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %z : tensor<?xf32>
}

// Only along the same dimension.
// CHECK-LABEL: @concat_of_other_concat
func.func @concat_of_other_concat(%a: tensor<2x2xf32>) -> tensor<4x4xf32> {
  // CHECK-COUNT-2: eshkol.concat
  %y = eshkol.concat %a, %a dimension = 0 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<4x2xf32>
  %z = eshkol.concat %y, %y dimension = 1 : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x4xf32>
  return %z : tensor<4x4xf32>
}

// CHECK-LABEL: @concat_of_splats
func.func @concat_of_splats() -> (tensor<3xf32>, tensor<3xf32>) {
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %y = arith.constant dense<1.0> : tensor<1xf32>
  %z = arith.constant dense<2.0> : tensor<1xf32>
  // CHECK: arith.constant dense<1.000000e+00> : tensor<3xf32>
  %same = eshkol.concat %x, %y dimension = 0 : (tensor<2xf32>, tensor<1xf32>) -> tensor<3xf32>
  // CHECK: eshkol.concat
  %other = eshkol.concat %x, %z dimension = 0 : (tensor<2xf32>, tensor<1xf32>) -> tensor<3xf32>
  return %same, %other : tensor<3xf32>, tensor<3xf32>
}

// Where everything is taken, a dynamic start can only be zero.
// CHECK-LABEL: @slice_of_everything
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf32>, %{{.*}}: index)
func.func @slice_of_everything(%x: tensor<2x3xf32>, %i: index) -> tensor<2x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.slice %x [%i, 0] [2, 3] [1, 1] : tensor<2x3xf32> -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// CHECK-LABEL: @slice_of_splat
func.func @slice_of_splat(%i: index) -> tensor<2xf32> {
  %x = arith.constant dense<3.0> : tensor<5xf32>
  // CHECK: arith.constant dense<3.000000e+00> : tensor<2xf32>
  %y = eshkol.slice %x [%i] [2] [1] : tensor<5xf32> -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// CHECK-LABEL: @slice_at_constants
func.func @slice_at_constants(%x: tensor<5x5x?xf32>, %n: index) -> tensor<2x2x2xf32> {
  %inside = arith.constant 3 : index
  %outside = arith.constant 9 : index
  // Clamped to 5 - 2; where the size is unknown, the start stays.
  // CHECK: eshkol.slice %{{.*}} [3, 3, %{{.*}}] [2, 2, 2] [1, 1, 1]
  %y = eshkol.slice %x [%inside, %outside, %inside] [2, 2, 2] [1, 1, 1] : tensor<5x5x?xf32> -> tensor<2x2x2xf32>
  return %y : tensor<2x2x2xf32>
}

// Elements 1, 4, 7, 10 and of these the second and fourth: 4 and 10.
// CHECK-LABEL: @slice_of_slice
// CHECK-SAME: (%[[X:.*]]: tensor<12xf32>)
func.func @slice_of_slice(%x: tensor<12xf32>) -> tensor<2xf32> {
  // CHECK-NEXT: eshkol.slice %[[X]] [4] [2] [6] : tensor<12xf32> -> tensor<2xf32>
  %y = eshkol.slice %x [1] [4] [3] : tensor<12xf32> -> tensor<4xf32>
  %z = eshkol.slice %y [1] [2] [2] : tensor<4xf32> -> tensor<2xf32>
  return %z : tensor<2xf32>
}

// Starts that may be clamped do not add.
// CHECK-LABEL: @slice_of_dynamic_slice
func.func @slice_of_dynamic_slice(%x: tensor<?xf32>) -> tensor<2xf32> {
  // CHECK-COUNT-2: eshkol.slice
  %y = eshkol.slice %x [1] [4] [1] : tensor<?xf32> -> tensor<4xf32>
  %z = eshkol.slice %y [1] [2] [1] : tensor<4xf32> -> tensor<2xf32>
  return %z : tensor<2xf32>
}

// CHECK-LABEL: @update_of_everything
// CHECK-SAME: (%{{.*}}: tensor<2x3xf32>, %[[U:.*]]: tensor<2x3xf32>, %{{.*}}: index)
func.func @update_of_everything(%x: tensor<2x3xf32>, %u: tensor<2x3xf32>, %i: index) -> tensor<2x3xf32> {
  // CHECK: return %[[U]]
  %y = eshkol.dynamic_update_slice %x, %u [%i, 0] : tensor<2x3xf32>, tensor<2x3xf32> -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// CHECK-LABEL: @update_of_nothing
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>
func.func @update_of_nothing(%x: tensor<?x3xf32>, %u: tensor<?x0xf32>, %i: index) -> tensor<?x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.dynamic_update_slice %x, %u [%i, 0] : tensor<?x3xf32>, tensor<?x0xf32> -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// CHECK-LABEL: @update_at_constants
func.func @update_at_constants(%x: tensor<5x2xf32>, %u: tensor<1x2xf32>, %i: index) -> tensor<5x2xf32> {
  %outside = arith.constant 7 : index
  // CHECK: eshkol.dynamic_update_slice %{{.*}}, %{{.*}} [4, 0]
  %y = eshkol.dynamic_update_slice %x, %u [%outside, %i] : tensor<5x2xf32>, tensor<1x2xf32> -> tensor<5x2xf32>
  return %y : tensor<5x2xf32>
}

// CHECK-LABEL: @pad_by_nothing
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>
func.func @pad_by_nothing(%x: tensor<?x3xf32>, %v: f32) -> tensor<?x3xf32> {
  // CHECK: return %[[X]]
  %y = eshkol.pad %x, %v low = [0, 0] high = [0, 0] interior = [0, 0] : (tensor<?x3xf32>, f32) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// CHECK-LABEL: @pad_of_splat
func.func @pad_of_splat() -> tensor<4xf32> {
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %v = arith.constant 1.0 : f32
  // CHECK: arith.constant dense<1.000000e+00> : tensor<4xf32>
  %y = eshkol.pad %x, %v low = [1] high = [0] interior = [1] : (tensor<2xf32>, f32) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @pad_of_pad
// CHECK-SAME: (%[[X:.*]]: tensor<2xf32>, %[[V:.*]]: f32)
func.func @pad_of_pad(%x: tensor<2xf32>, %v: f32) -> tensor<9xf32> {
  // CHECK-NEXT: eshkol.pad %[[X]], %[[V]] low = [1] high = [5] interior = [1] : (tensor<2xf32>, f32) -> tensor<9xf32>
  %y = eshkol.pad %x, %v low = [1] high = [2] interior = [1] : (tensor<2xf32>, f32) -> tensor<6xf32>
  %z = eshkol.pad %y, %v low = [0] high = [3] interior = [0] : (tensor<6xf32>, f32) -> tensor<9xf32>
  return %z : tensor<9xf32>
}

// What the inner one removes does not come back, and other values stay apart.
// CHECK-LABEL: @pad_of_other_pad
func.func @pad_of_other_pad(%x: tensor<2xf32>, %v: f32, %w: f32) -> (tensor<2xf32>, tensor<4xf32>) {
  // CHECK-COUNT-4: eshkol.pad
  %a = eshkol.pad %x, %v low = [-1] high = [0] interior = [0] : (tensor<2xf32>, f32) -> tensor<1xf32>
  %b = eshkol.pad %a, %v low = [1] high = [0] interior = [0] : (tensor<1xf32>, f32) -> tensor<2xf32>
  %c = eshkol.pad %x, %v low = [1] high = [0] interior = [0] : (tensor<2xf32>, f32) -> tensor<3xf32>
  %d = eshkol.pad %c, %w low = [1] high = [0] interior = [0] : (tensor<3xf32>, f32) -> tensor<4xf32>
  return %b, %d : tensor<2xf32>, tensor<4xf32>
}
