// RUN: eshkol-opt --eshkol-copies-to-linalg %s | FileCheck %s

// CHECK-LABEL: @part
// CHECK-NOT: memref.copy
// CHECK: linalg.generic {{.*}} ins(%{{.*}} : memref<3xf64, strided<[?], offset: ?>>) outs(%{{.*}} : memref<3xf64>)
func.func @part(%from: memref<3xf64, strided<[?], offset: ?>>, %to: memref<3xf64>) {
  memref.copy %from, %to : memref<3xf64, strided<[?], offset: ?>> to memref<3xf64>
  return
}

// One call of memcpy is as good as anything.
// CHECK-LABEL: @whole
// CHECK: memref.copy
func.func @whole(%from: memref<3xf64>, %to: memref<3xf64>) {
  memref.copy %from, %to : memref<3xf64> to memref<3xf64>
  return
}
