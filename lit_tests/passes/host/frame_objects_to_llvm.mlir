// Objects in frames are made at places that a function has when it begins.
// RUN: eshkol-opt --eshkol-values-to-llvm --split-input-file %s | FileCheck %s

// A box takes two words.  Stores into it need no look at regions.
// CHECK-LABEL: llvm.func internal tailcc @box
// CHECK: %[[PLACE:.*]] = llvm.alloca %{{.*}} x i64 {alignment = 16 : i64} : (i64) -> !llvm.ptr
// CHECK: llvm.call @eshkol_place_box(%[[PLACE]], %{{.*}})
// CHECK-NOT: eshkol_store_in_box
// CHECK: llvm.store
func.func private @box(%x: !eshkol.value) -> !eshkol.value {
  %box = eshkol.box %x {eshkol.in_frame}
  eshkol.set_box %box, %x {eshkol.in_frame}
  %r = eshkol.unbox %box
  return %r : !eshkol.value
}

// -----

// CHECK-LABEL: llvm.func internal tailcc @objects
// CHECK-DAG: llvm.call @eshkol_place_pair(%{{.*}}, %{{.*}}, %{{.*}}) : (!llvm.ptr, i64, i64) -> i64
// CHECK-DAG: llvm.call @eshkol_place_vector(%{{.*}}) : (!llvm.ptr, i64, i64, i64, i64, i64, i64) -> i64
// CHECK-DAG: llvm.call @eshkol_place_record(%{{.*}}) : (!llvm.ptr, i64, i64, i64, i64, i64, i64, i64) -> i64
func.func private @objects(%x: !eshkol.value) -> !eshkol.value {
  %one = eshkol.literal 1
  %p = eshkol.primitive @eshkol_cons(%x, %x) {eshkol.in_frame}
  %v = eshkol.primitive @eshkol_internal_vector_of(%one, %x, %x, %x, %x, %x) {eshkol.in_frame}
  %r = eshkol.primitive @eshkol_internal_record_of(%one, %x, %x, %x, %x, %x, %x) {eshkol.in_frame}
  return %x : !eshkol.value
}

// -----

// The call keeps the frame of its caller, so that it is no tail call.  A closure of one value takes four words.
// CHECK-LABEL: llvm.func internal tailcc @closure
// CHECK: %[[WORDS:.*]] = llvm.mlir.constant(4 : i64)
// CHECK: %[[PLACE:.*]] = llvm.alloca %[[WORDS]] x i64
// CHECK: %[[CLOSURE:.*]] = llvm.call @eshkol_place_closure(%[[PLACE]], %{{.*}}, %{{.*}}, %{{.*}})
// CHECK-NOT: musttail
// CHECK: llvm.call tailcc @code(%[[CLOSURE]])
func.func private @closure(%x: !eshkol.value) -> !eshkol.value {
  %f = eshkol.closure @code[%x] {eshkol.in_frame}
  %r = eshkol.call @code(%f) {eshkol.keeps_frame}
  return %r : !eshkol.value
}
func.func private @code(%self: !eshkol.value) -> !eshkol.value attributes {eshkol.self} {
  %x = eshkol.captured %self, 0
  return %x : !eshkol.value
}
