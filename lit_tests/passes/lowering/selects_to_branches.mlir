// RUN: eshkol-opt --eshkol-selects-to-branches --split-input-file %s | FileCheck %s
// RUN: eshkol-opt --eshkol-to-linalg --split-input-file %s | FileCheck %s --check-prefix=LINALG

// CHECK-LABEL: @tensors
// CHECK-SAME: (%[[C:.*]]: i1, %[[X:.*]]: tensor<?xf32>, %[[Y:.*]]: tensor<?xf32>)
// CHECK: %[[R:.*]] = scf.if %[[C]]
// CHECK-NEXT: scf.yield %[[X]]
// CHECK-NEXT: } else {
// CHECK-NEXT: scf.yield %[[Y]]
// CHECK: return %[[R]]

// A choice of one of two tensors never becomes one between their elements.
// LINALG-LABEL: @tensors
// LINALG-NOT: linalg.generic
// LINALG: return
func.func @tensors(%c: i1, %x: tensor<?xf32>, %y: tensor<?xf32>) -> tensor<?xf32> {
  %r = arith.select %c, %x, %y : tensor<?xf32>
  return %r : tensor<?xf32>
}

// -----

// CHECK-LABEL: @elements
// CHECK: arith.select %{{.*}} : tensor<?xi1>, tensor<?xf32>
// CHECK-LABEL: @static
// CHECK: arith.select %{{.*}} : tensor<4xf32>
// CHECK-LABEL: @numbers
// CHECK: arith.select %{{.*}} : f32
func.func @elements(%c: tensor<?xi1>, %x: tensor<?xf32>, %y: tensor<?xf32>) -> tensor<?xf32> {
  %r = arith.select %c, %x, %y : tensor<?xi1>, tensor<?xf32>
  return %r : tensor<?xf32>
}
func.func @static(%c: i1, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %r = arith.select %c, %x, %y : tensor<4xf32>
  return %r : tensor<4xf32>
}
func.func @numbers(%c: i1, %x: f32, %y: f32) -> f32 {
  %r = arith.select %c, %x, %y : f32
  return %r : f32
}
