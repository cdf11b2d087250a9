// RUN: eshkol-opt --canonicalize --split-input-file %s | FileCheck %s

// x = x for integers, but not for floats, which may be NaN.
// CHECK-LABEL: @compare_itself
// CHECK-SAME: (%[[I:.*]]: tensor<2xi32>, %[[F:.*]]: tensor<2xf32>)
// CHECK-DAG: %[[TRUE:.*]] = arith.constant dense<true> : tensor<2xi1>
// CHECK-DAG: %[[FALSE:.*]] = arith.constant dense<false> : tensor<2xi1>
// CHECK-DAG: %[[KEPT:.*]] = eshkol.compare eq %[[F]], %[[F]]
// CHECK: return %[[TRUE]], %[[FALSE]], %[[KEPT]]
func.func @compare_itself(%i: tensor<2xi32>, %f: tensor<2xf32>) -> (tensor<2xi1>, tensor<2xi1>, tensor<2xi1>) {
  %0 = eshkol.compare ge %i, %i : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi1>
  %1 = eshkol.compare ne %i, %i : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi1>
  %2 = eshkol.compare eq %f, %f : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  return %0, %1, %2 : tensor<2xi1>, tensor<2xi1>, tensor<2xi1>
}

// -----

// CHECK-LABEL: @compare_constants
// CHECK-DAG: %[[LT:.*]] = arith.constant dense<[true, false, false]> : tensor<3xi1>
// CHECK-DAG: %[[NE:.*]] = arith.constant dense<[true, false, true]> : tensor<3xi1>
// CHECK-DAG: %[[BOOL:.*]] = arith.constant dense<true> : tensor<2xi1>
// CHECK: return %[[LT]], %[[NE]], %[[BOOL]]
func.func @compare_constants() -> (tensor<3xi1>, tensor<3xi1>, tensor<2xi1>) {
  %a = arith.constant dense<[1.0, 2.0, 0x7FC00000]> : tensor<3xf32>
  %b = arith.constant dense<2.0> : tensor<3xf32>
  %0 = eshkol.compare lt %a, %b : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  %1 = eshkol.compare ne %a, %b : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  // false < true, although true is -1 as a signed number of one bit.
  %f = arith.constant dense<false> : tensor<2xi1>
  %t = arith.constant dense<true> : tensor<2xi1>
  %2 = eshkol.compare lt %f, %t : (tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
  return %0, %1, %2 : tensor<3xi1>, tensor<3xi1>, tensor<2xi1>
}

// -----

// CHECK-LABEL: @select
// CHECK-SAME: (%[[A:.*]]: tensor<?xf32>, %[[B:.*]]: tensor<?xf32>, %[[C:.*]]: tensor<2xi1>, %{{.*}}: i1)
// CHECK: return %[[A]], %[[B]], %[[A]], %[[C]]
func.func @select(%a: tensor<?xf32>, %b: tensor<?xf32>, %c: tensor<2xi1>, %s: i1)
    -> (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<2xi1>) {
  %true = arith.constant true
  %rank0 = arith.constant dense<false> : tensor<i1>
  %0 = eshkol.select %true, %a, %b : (i1, tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  %1 = eshkol.select %rank0, %a, %b : (tensor<i1>, tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  %2 = eshkol.select %s, %a, %a : (i1, tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  %t = arith.constant dense<true> : tensor<2xi1>
  %f = arith.constant dense<false> : tensor<2xi1>
  %3 = eshkol.select %c, %t, %f : (tensor<2xi1>, tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
  return %0, %1, %2, %3 : tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<2xi1>
}

// -----

// Only a conversion that loses nothing can be skipped.
// CHECK-LABEL: @convert_chain
// CHECK-SAME: (%[[X:.*]]: tensor<?xf32>, %[[I:.*]]: tensor<?xi8>)
// CHECK-DAG: %[[HALF:.*]] = eshkol.convert %[[X]] : (tensor<?xf32>) -> tensor<?xf16>
// CHECK-DAG: %[[BACK:.*]] = eshkol.convert %[[HALF]] : (tensor<?xf16>) -> tensor<?xf32>
// CHECK-DAG: %[[LONG:.*]] = eshkol.convert %[[I]] : (tensor<?xi8>) -> tensor<?xi64>
// CHECK: return %[[X]], %[[BACK]], %[[LONG]]
func.func @convert_chain(%x: tensor<?xf32>, %i: tensor<?xi8>) -> (tensor<?xf32>, tensor<?xf32>, tensor<?xi64>) {
  %wide = eshkol.convert %x : (tensor<?xf32>) -> tensor<?xf64>
  %0 = eshkol.convert %wide : (tensor<?xf64>) -> tensor<?xf32>
  %narrow = eshkol.convert %x : (tensor<?xf32>) -> tensor<?xf16>
  %1 = eshkol.convert %narrow : (tensor<?xf16>) -> tensor<?xf32>
  %float = eshkol.convert %i : (tensor<?xi8>) -> tensor<?xf32>
  %2 = eshkol.convert %float : (tensor<?xf32>) -> tensor<?xi64>
  return %0, %1, %2 : tensor<?xf32>, tensor<?xf32>, tensor<?xi64>
}

// -----

// CHECK-LABEL: @convert_constants
// CHECK-DAG: %[[I8:.*]] = arith.constant dense<[1, -1, 127, -128, 0]> : tensor<5xi8>
// CHECK-DAG: %[[I1:.*]] = arith.constant dense<true> : tensor<5xi1>
// CHECK-DAG: %[[WRAPPED:.*]] = arith.constant dense<[44, -1]> : tensor<2xi8>
// CHECK-DAG: %[[ONE:.*]] = arith.constant dense<1> : tensor<i32>
// CHECK: return %[[I8]], %[[I1]], %[[WRAPPED]], %[[ONE]]
func.func @convert_constants() -> (tensor<5xi8>, tensor<5xi1>, tensor<2xi8>, tensor<i32>) {
  %x = arith.constant dense<[1.9, -1.9, 300.0, -1.0e30, 0x7FC00000]> : tensor<5xf32>
  %0 = eshkol.convert %x : (tensor<5xf32>) -> tensor<5xi8>
  %1 = eshkol.convert %x : (tensor<5xf32>) -> tensor<5xi1>
  %i = arith.constant dense<[300, -1]> : tensor<2xi32>
  %2 = eshkol.convert %i : (tensor<2xi32>) -> tensor<2xi8>
  %t = arith.constant dense<true> : tensor<i1>
  %3 = eshkol.convert %t : (tensor<i1>) -> tensor<i32>
  return %0, %1, %2, %3 : tensor<5xi8>, tensor<5xi1>, tensor<2xi8>, tensor<i32>
}

// -----

// CHECK-LABEL: @clamp
// CHECK-SAME: (%[[X:.*]]: tensor<?xf32>, %[[I:.*]]: tensor<?xi8>, %[[L:.*]]: tensor<f32>, %[[H:.*]]: tensor<f32>)
// CHECK: %[[ONCE:.*]] = eshkol.clamp %[[X]], %[[L]], %[[H]]
// CHECK-NOT: eshkol.clamp
// CHECK: return %[[X]], %[[I]], %[[ONCE]]
func.func @clamp(%x: tensor<?xf32>, %i: tensor<?xi8>, %low: tensor<f32>, %high: tensor<f32>)
    -> (tensor<?xf32>, tensor<?xi8>, tensor<?xf32>) {
  %least = arith.constant dense<0xFF800000> : tensor<f32>
  %greatest = arith.constant dense<0x7F800000> : tensor<f32>
  %0 = eshkol.clamp %x, %least, %greatest : (tensor<?xf32>, tensor<f32>, tensor<f32>) -> tensor<?xf32>
  %least8 = arith.constant dense<-128> : tensor<i8>
  %greatest8 = arith.constant dense<127> : tensor<i8>
  %1 = eshkol.clamp %i, %least8, %greatest8 : (tensor<?xi8>, tensor<i8>, tensor<i8>) -> tensor<?xi8>
  %2 = eshkol.clamp %x, %low, %high : (tensor<?xf32>, tensor<f32>, tensor<f32>) -> tensor<?xf32>
  %3 = eshkol.clamp %2, %low, %high : (tensor<?xf32>, tensor<f32>, tensor<f32>) -> tensor<?xf32>
  return %0, %1, %3 : tensor<?xf32>, tensor<?xi8>, tensor<?xf32>
}

// -----

// A result that is an operand's element is the operand; what is unused or twice there goes.
// CHECK-LABEL: @map_operands
// CHECK-SAME: (%[[X:.*]]: tensor<?xf32>, %[[Y:.*]]: tensor<?xf32>, %{{.*}}: tensor<?xf32>)
// CHECK: %[[MAP:.*]] = eshkol.map %[[X]], %[[Y]] : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32> {
// CHECK-NEXT: ^bb0(%[[A:.*]]: f32, %[[B:.*]]: f32):
// CHECK-NEXT: %[[S:.*]] = arith.addf %[[A]], %[[A]]
// CHECK-NEXT: %[[P:.*]] = arith.mulf %[[S]], %[[B]]
// CHECK-NEXT: eshkol.yield %[[P]] : f32
// CHECK: return %[[MAP]], %[[Y]]
func.func @map_operands(%x: tensor<?xf32>, %y: tensor<?xf32>, %unused: tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>) {
  %0:3 = eshkol.map %x, %y, %unused, %x : (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>)
      -> (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32, %d: f32):
    %s = arith.addf %a, %d : f32
    %p = arith.mulf %s, %b : f32
    %dead = arith.mulf %c, %b : f32
    eshkol.yield %p, %b, %dead : f32, f32, f32
  }
  return %0#0, %0#1 : tensor<?xf32>, tensor<?xf32>
}

// -----

// CHECK-LABEL: @map_splat
// CHECK-SAME: (%[[X:.*]]: tensor<4xf32>)
// CHECK: %[[TWO:.*]] = arith.constant 2.000000e+00 : f32
// CHECK: eshkol.map %[[X]] : (tensor<4xf32>) -> tensor<4xf32> {
// CHECK-NEXT: ^bb0(%[[A:.*]]: f32):
// CHECK-NEXT: arith.mulf %[[A]], %[[TWO]]
func.func @map_splat(%x: tensor<4xf32>) -> tensor<4xf32> {
  %two = arith.constant dense<2.0> : tensor<4xf32>
  %0 = eshkol.map %x, %two : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32, %b: f32):
    %p = arith.mulf %a, %b : f32
    eshkol.yield %p : f32
  }
  return %0 : tensor<4xf32>
}
