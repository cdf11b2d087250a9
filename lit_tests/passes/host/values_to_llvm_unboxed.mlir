// Parameters, results and calls of f64 and i1 stay as they are, with the same convention as words.
// RUN: eshkol-opt --eshkol-values-to-llvm %s | FileCheck %s

// CHECK-LABEL: llvm.func internal tailcc @next(
// CHECK-SAME: %[[X:.*]]: f64, %[[B:.*]]: i1, %[[W:.*]]: i64) -> f64
// CHECK: %[[V:.*]] = llvm.call @eshkol_flonum(%[[X]]) : (f64) -> i64
// CHECK: %[[Y:.*]] = llvm.call @eshkol_float64(%[[W]]) : (i64) -> f64
// CHECK-DAG: %[[TRUE:.*]] = llvm.mlir.constant(10 : i64)
// CHECK-DAG: %[[FALSE:.*]] = llvm.mlir.constant(2 : i64)
// CHECK: llvm.select %[[B]], %[[TRUE]], %[[FALSE]] : i1, i64
// CHECK: %[[R:.*]] = llvm.call tailcc musttail @next(%[[Y]], %[[B]], %[[V]]) : (f64, i1, i64) -> f64
// CHECK-NEXT: llvm.return %[[R]] : f64
func.func private @next(%x: f64, %b: i1, %w: !eshkol.value) -> f64 {
  %v = eshkol.flonum %x
  %y = eshkol.float64 %w
  %t = eshkol.boolean %b
  eshkol.set_global @last, %t
  %r = eshkol.call @next(%y, %b, %v) : (f64, i1, !eshkol.value) -> f64
  return %r : f64
}
eshkol.global "private" @last

// Floats have registers of their own, eight of them: nothing is on the stack.
// CHECK-LABEL: llvm.func internal tailcc @many(
// CHECK: llvm.call tailcc musttail @many(
func.func private @many(%a: f64, %b: f64, %c: f64, %d: f64, %e: f64, %f: f64, %g: f64, %h: f64,
                        %n: !eshkol.value) -> f64 {
  %r = eshkol.call @many(%a, %b, %c, %d, %e, %f, %g, %h, %n)
      : (f64, f64, f64, f64, f64, f64, f64, f64, !eshkol.value) -> f64
  return %r : f64
}
