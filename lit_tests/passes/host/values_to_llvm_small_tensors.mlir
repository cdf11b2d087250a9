// Elements are loaded and stored at the aligned address in a tensor; vectors have the convention of words.
// RUN: eshkol-opt --eshkol-values-to-llvm %s | FileCheck %s

// CHECK-LABEL: llvm.func internal tailcc @next(
// CHECK-SAME: %[[X:.*]]: vector<4xf64>, %[[T:.*]]: i64) -> f64
// CHECK: %[[DATA:.*]] = llvm.load %{{.*}} : !llvm.ptr -> !llvm.ptr
// CHECK: %[[STORED:.*]] = llvm.load %[[DATA]] {alignment = 64 : i64} : !llvm.ptr -> vector<3xf64>
// CHECK: %[[Y:.*]] = llvm.shufflevector %[[STORED]], %{{.*}} [0, 1, 2, 3] : vector<3xf64>
// CHECK: %[[NEW:.*]] = llvm.call @eshkol_small_tensor(%{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}) : (i64, i64, i64, i64) -> i64
// CHECK: %[[THREE:.*]] = llvm.shufflevector %[[X]], %{{.*}} [0, 1, 2] : vector<4xf64>
// CHECK: llvm.store %[[THREE]], %{{.*}} {alignment = 64 : i64} : vector<3xf64>, !llvm.ptr
// CHECK: llvm.call @eshkol_length_of(%{{.*}}, %{{.*}}, %{{.*}}) : (f64, !llvm.ptr, i64) -> f64
// CHECK: %[[R:.*]] = llvm.call tailcc musttail @next(%[[Y]], %[[NEW]]) : (vector<4xf64>, i64) -> f64
// CHECK-NEXT: llvm.return %[[R]] : f64
func.func private @next(%x: vector<4xf64>, %t: !eshkol.value) -> f64 {
  %y = eshkol.elements %t, 3 : vector<4xf64>
  %new = eshkol.small_tensor %x, [3] : vector<4xf64>
  %squares = arith.constant 1.0 : f64
  %length = eshkol.magnitude %squares of %x, 3 : vector<4xf64>
  %v = eshkol.flonum %length
  eshkol.set_global @last, %v
  %r = eshkol.call @next(%y, %new) : (vector<4xf64>, !eshkol.value) -> f64
  return %r : f64
}
eshkol.global "private" @last
