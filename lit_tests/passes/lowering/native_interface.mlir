// RUN: eshkol-opt --split-input-file --eshkol-native-interface %s | FileCheck %s

// Words are read and written one after the other, those of structures by their members.
// CHECK: llvm.func @eshkol_native_allocate(i64) -> !llvm.ptr
// CHECK: llvm.func @eshkol_native_release(!llvm.ptr)
// CHECK: llvm.func internal @f
// CHECK: llvm.call @eshkol_native_allocate
// CHECK-LABEL: llvm.func @eshkol_native.f
// CHECK-SAME: (%[[ARGUMENTS:.*]]: !llvm.ptr, %[[RESULTS:.*]]: !llvm.ptr)
// CHECK: %[[FIRST:.*]] = llvm.getelementptr %[[ARGUMENTS]][0] : (!llvm.ptr) -> !llvm.ptr, i64
// CHECK: llvm.load %[[FIRST]] : !llvm.ptr -> f32
// CHECK: %[[SECOND:.*]] = llvm.getelementptr %[[ARGUMENTS]][1] : (!llvm.ptr) -> !llvm.ptr, i64
// CHECK: llvm.load %[[SECOND]] : !llvm.ptr -> f64
// CHECK: %[[THIRD:.*]] = llvm.getelementptr %[[ARGUMENTS]][2] : (!llvm.ptr) -> !llvm.ptr, i64
// CHECK: llvm.load %[[THIRD]] : !llvm.ptr -> f64
// CHECK: %[[RESULT:.*]] = llvm.call @f
// CHECK: llvm.extractvalue %[[RESULT]][0]
// CHECK: llvm.getelementptr %[[RESULTS]][0]
// CHECK: llvm.store
// CHECK: llvm.getelementptr %[[RESULTS]][1]
// CHECK: llvm.getelementptr %[[RESULTS]][2]
// CHECK-NEXT: llvm.store
// CHECK-NEXT: llvm.return
llvm.func @malloc(i64) -> !llvm.ptr
llvm.func @free(!llvm.ptr)
llvm.func @f(%x: f32, %z: !llvm.struct<(f64, f64)>) -> !llvm.struct<(ptr, array<2 x i64>)> {
  %size = llvm.mlir.constant(8 : i64) : i64
  %memory = llvm.call @malloc(%size) : (i64) -> !llvm.ptr
  %made = llvm.mlir.undef : !llvm.struct<(ptr, array<2 x i64>)>
  %r = llvm.insertvalue %memory, %made[0] : !llvm.struct<(ptr, array<2 x i64>)>
  llvm.return %r : !llvm.struct<(ptr, array<2 x i64>)>
}

// -----

// A function of the module alone has no entry.
// CHECK-LABEL: llvm.func internal @g
// CHECK-NOT: eshkol_native.g
llvm.func internal @g() {
  llvm.return
}
