// RUN: eshkol-opt --eshkol-bound-sizes %s | FileCheck %s
// RUN: eshkol-opt --eshkol-bound-sizes=strip=true %s | FileCheck %s --check-prefix=STRIP
// RUN: %run-native

// STRIP-NOT: cf.assert
// STRIP-COUNT-9: arith.minui

// The argument is used with bounded sizes; tensors of its sizes need no bound of their own.
// CHECK-LABEL: @argument
// CHECK-SAME: (%[[A:.*]]: tensor<?x?xf32>, %[[N:.*]]: index)
// CHECK: %[[ROWS:.*]] = tensor.dim %[[A]]
// CHECK: %[[LIMIT:.*]] = arith.constant 16777216 : index
// CHECK: %[[WITHIN:.*]] = arith.cmpi ule, %[[ROWS]], %[[LIMIT]]
// CHECK: cf.assert %[[WITHIN]], "a tensor with dynamic dimensions has one of more than 16777216 elements: give it static ones"
// CHECK: %[[M:.*]] = arith.minui %[[ROWS]], %[[LIMIT]]
// CHECK: %[[K:.*]] = arith.minui
// CHECK: %[[SHAPE:.*]] = tensor.from_elements %[[M]], %[[K]]
// CHECK: %[[B:.*]] = tensor.reshape %[[A]](%[[SHAPE]])
// CHECK: scf.for
// CHECK-SAME: iter_args(%{{.*}} = %[[B]], %{{.*}} = %[[B]])
// CHECK-NOT: arith.minui
// CHECK: return
func.func @argument(%a: tensor<?x?xf32>, %n: index) -> (tensor<?x?xf32>, tensor<?x?xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%x = %a, %y = %a) -> (tensor<?x?xf32>, tensor<?x?xf32>) {
    %rows = tensor.dim %x, %c0 : tensor<?x?xf32>
    %columns = tensor.dim %x, %c1 : tensor<?x?xf32>
    %init = tensor.empty(%rows, %columns) : tensor<?x?xf32>
    %sum = linalg.add ins(%x, %y : tensor<?x?xf32>, tensor<?x?xf32>) outs(%init : tensor<?x?xf32>) -> tensor<?x?xf32>
    scf.yield %sum, %x : tensor<?x?xf32>, tensor<?x?xf32>
  }
  return %r#0, %r#1 : tensor<?x?xf32>, tensor<?x?xf32>
}

// Sizes of two arguments that one tensor multiplies have its bound.
// CHECK-LABEL: @combined
// CHECK-SAME: (%[[A:.*]]: tensor<?xf32>, %[[B:.*]]: tensor<?xf32>)
// CHECK: %[[LIMIT:.*]] = arith.constant 16777216 : index
// CHECK: %[[M:.*]] = arith.minui %{{.*}}, %[[LIMIT]]
// A reshape with one dynamic dimension would be folded.
// CHECK: "flow.tensor.tie_shape"(%[[A]], %[[M]])
// CHECK: %[[LIMIT2:.*]] = arith.constant 16777216 : index
// CHECK: %[[N:.*]] = arith.minui %{{.*}}, %[[LIMIT2]]
// CHECK: "flow.tensor.tie_shape"(%[[B]], %[[N]])
// CHECK-NOT: arith.minui
// CHECK: return
func.func @combined(%a: tensor<?xf32>, %b: tensor<?xf32>) -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %zero = arith.constant 0.0 : f32
  %rows = tensor.dim %a, %c0 : tensor<?xf32>
  %columns = tensor.dim %b, %c0 : tensor<?xf32>
  %empty = tensor.empty(%rows, %columns) : tensor<?x?xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<?x?xf32>) -> tensor<?x?xf32>
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%x = %init) -> tensor<?x?xf32> {
    %sum = linalg.add ins(%x, %x : tensor<?x?xf32>, tensor<?x?xf32>) outs(%x : tensor<?x?xf32>) -> tensor<?x?xf32>
    scf.yield %sum : tensor<?x?xf32>
  }
  return %r : tensor<?x?xf32>
}

// A size that is not another tensor's is bounded where a tensor is made.
// CHECK-LABEL: @created
// CHECK-SAME: (%[[N:.*]]: index, %[[C:.*]]: i1)
// CHECK: %[[SIZE:.*]] = arith.minui %[[N]]
// CHECK: tensor.empty(%[[SIZE]])
func.func @created(%n: index, %c: i1) -> (tensor<?xf32>, tensor<2xf32>) {
  %zero = arith.constant 0.0 : f32
  %r:2 = scf.if %c -> (tensor<?xf32>, tensor<2xf32>) {
    %a = tensor.empty(%n) : tensor<?xf32>
    %0 = linalg.fill ins(%zero : f32) outs(%a : tensor<?xf32>) -> tensor<?xf32>
    %b = tensor.empty() : tensor<2xf32>
    %1 = linalg.fill ins(%zero : f32) outs(%b : tensor<2xf32>) -> tensor<2xf32>
    scf.yield %0, %1 : tensor<?xf32>, tensor<2xf32>
  } else {
    %a = tensor.empty(%n) : tensor<?xf32>
    %b = tensor.empty() : tensor<2xf32>
    %one = arith.constant 1.0 : f32
    %0 = linalg.fill ins(%one : f32) outs(%a : tensor<?xf32>) -> tensor<?xf32>
    %1 = linalg.fill ins(%one : f32) outs(%b : tensor<2xf32>) -> tensor<2xf32>
    scf.yield %0, %1 : tensor<?xf32>, tensor<2xf32>
  }
  return %r#0, %r#1 : tensor<?xf32>, tensor<2xf32>
}

// One tensor of dynamic size may share storage with what is computed beside it.
// CHECK-LABEL: @single
// CHECK-SAME: (%[[A:.*]]: tensor<?xf32>, %[[C:.*]]: i1)
// CHECK: arith.minui
// CHECK: scf.if
func.func @single(%a: tensor<?xf32>, %c: i1) -> tensor<?xf32> {
  %0 = scf.if %c -> tensor<?xf32> {
    scf.yield %a : tensor<?xf32>
  } else {
    scf.yield %a : tensor<?xf32>
  }
  return %0 : tensor<?xf32>
}

// Storage of static size has constant offsets.
// CHECK-LABEL: @unaffected
// CHECK-NOT: arith.minui
// CHECK: return
func.func @unaffected(%b: tensor<2xf32>, %c: i1) -> tensor<2xf32> {
  %1:2 = scf.if %c -> (tensor<2xf32>, tensor<2xf32>) {
    scf.yield %b, %b : tensor<2xf32>, tensor<2xf32>
  } else {
    scf.yield %b, %b : tensor<2xf32>, tensor<2xf32>
  }
  return %1#0 : tensor<2xf32>
}

func.func @main() {
  %a = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %ad = tensor.cast %a : tensor<2x3xf32> to tensor<?x?xf32>
  %n = arith.constant 2 : index
  %r:2 = func.call @argument(%ad, %n) : (tensor<?x?xf32>, index) -> (tensor<?x?xf32>, tensor<?x?xf32>)
  %x = tensor.cast %r#0 : tensor<?x?xf32> to tensor<2x3xf32>
  // a + a, then 2a + a.
  %e = arith.constant dense<[[3.0, 6.0, 9.0], [12.0, 15.0, 18.0]]> : tensor<2x3xf32>
  eshkol.assert_close %x, %e, "unchanged meaning" atol = 0.0 rtol = 0.0 : tensor<2x3xf32>
  return
}

// A size that is small whatever the other is needs no bound: read and written, it stays one value.
// CHECK-LABEL: @window
// CHECK: %[[WINDOW:.*]] = arith.minui %{{.*}}, %c1 :
// CHECK: scf.for
// CHECK-NOT: arith.minui
// CHECK: tensor.extract_slice %{{.*}}[%{{.*}}] [%[[WINDOW]]]
// CHECK: tensor.empty(%[[WINDOW]])
// CHECK: tensor.insert_slice %{{.*}} [%[[WINDOW]]]
func.func @window(%a: tensor<?xf32>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %size = tensor.dim %a, %c0 : tensor<?xf32>
  %window = arith.minui %size, %c1 : index
  %r = scf.for %i = %c0 to %size step %c1 iter_args(%x = %a) -> tensor<?xf32> {
    %slice = tensor.extract_slice %x[%i] [%window] [1] : tensor<?xf32> to tensor<?xf32>
    %empty = tensor.empty(%window) : tensor<?xf32>
    %square = linalg.square ins(%slice : tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
    %next = tensor.insert_slice %square into %x[%i] [%window] [1] : tensor<?xf32> into tensor<?xf32>
    scf.yield %next : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}
