// Calls that are the last use of tensors, and assignments that replace the only reference to one.
// RUN: eshkol-opt --eshkol-values-to-llvm %s | FileCheck %s

eshkol.global "private" @variable

// Some functions may put their result into an argument, after others it is released.
// CHECK-LABEL: llvm.func tailcc @calls(
// CHECK-SAME: %[[X:.*]]: i64, %[[Y:.*]]: i64)
// CHECK: %[[BITS:.*]] = llvm.mlir.constant(3 : i64)
// CHECK: %[[SUM:.*]] = llvm.call @eshkol_add_reusing(%[[X]], %[[Y]], %[[BITS]])
// CHECK: %[[PRODUCT:.*]] = llvm.call @eshkol_tensor_matmul(%[[SUM]], %[[SUM]])
// CHECK-NEXT: llvm.call @eshkol_release(%[[SUM]], %[[PRODUCT]])
// CHECK-NOT: @eshkol_release
// CHECK: llvm.return %[[PRODUCT]]
func.func @calls(%x: !eshkol.value, %y: !eshkol.value) -> !eshkol.value {
  %sum = eshkol.primitive @eshkol_add(%x, %y) {eshkol.last_uses = 3 : i64}
  %product = eshkol.primitive @eshkol_tensor_matmul(%sum, %sum) {eshkol.last_uses = 3 : i64}
  return %product : !eshkol.value
}

// CHECK-LABEL: llvm.func tailcc @assignments(
// CHECK-SAME: %[[BOX:.*]]: i64, %[[VALUE:.*]]: i64)
// CHECK: %[[EARLIER:.*]] = llvm.load
// CHECK-NEXT: llvm.store %[[VALUE]]
// CHECK-NEXT: llvm.call @eshkol_release(%[[EARLIER]], %[[VALUE]])
// CHECK: llvm.call @eshkol_note_global_store(%[[VALUE]])
// CHECK: %[[BEFORE:.*]] = llvm.load
// CHECK-NEXT: llvm.store %[[VALUE]]
// CHECK-NEXT: llvm.call @eshkol_release(%[[BEFORE]], %[[VALUE]])
func.func @assignments(%box: !eshkol.value, %value: !eshkol.value) -> !eshkol.value {
  eshkol.set_box %box, %value {eshkol.in_frame, eshkol.replaces}
  eshkol.set_global @variable, %value {eshkol.replaces}
  return %value : !eshkol.value
}
