// RUN: eshkol-opt --eshkol-values-to-llvm --split-input-file %s | FileCheck %s

// The runtime gets the roots and, of each literal, its text, its length and its place, and then the top level
// runs.  It has no static procedure: it is no value of the program.
// CHECK-DAG: llvm.mlir.global internal constant @eshkol.literal.0("(1 2)")
// CHECK-DAG: llvm.mlir.global internal constant @eshkol.literal.1("\22\CE\BB\22")
// CHECK-DAG: llvm.mlir.global internal @eshkol.roots() {{.*}} : !llvm.array<3 x i64>
// CHECK: llvm.func tailcc @"fact:main"
// CHECK-NOT: @"procedure.
// CHECK-LABEL: llvm.mlir.global internal constant @eshkol.literals()
// CHECK-SAME: !llvm.array<2 x struct<(ptr, i64, i64)>>
// CHECK: %[[TEXT0:.*]] = llvm.mlir.addressof @eshkol.literal.0
// CHECK: %[[LENGTH0:.*]] = llvm.mlir.constant(5 : i64)
// CHECK: %[[PLACE0:.*]] = llvm.mlir.constant(1 : i64)
// CHECK: llvm.insertvalue %[[TEXT0]], %{{.*}}[0]
// CHECK: llvm.insertvalue %[[LENGTH0]], %{{.*}}[1]
// CHECK: llvm.insertvalue %[[PLACE0]], %{{.*}}[2]
// CHECK: %[[TEXT1:.*]] = llvm.mlir.addressof @eshkol.literal.1
// CHECK: %[[LENGTH1:.*]] = llvm.mlir.constant(4 : i64)
// CHECK: %[[PLACE1:.*]] = llvm.mlir.constant(2 : i64)
// CHECK-LABEL: llvm.func @eshkol_unit_fact() -> i64 {
// CHECK: %[[ROOTS:.*]] = llvm.mlir.addressof @eshkol.roots
// CHECK: %[[ROOT_COUNT:.*]] = llvm.mlir.constant(3 : i64)
// CHECK: %[[LITERALS:.*]] = llvm.mlir.addressof @eshkol.literals
// CHECK: %[[LITERAL_COUNT:.*]] = llvm.mlir.constant(2 : i64)
// CHECK: llvm.call @eshkol_load_unit(%[[ROOTS]], %[[ROOT_COUNT]], %[[LITERALS]], %[[LITERAL_COUNT]]) : (!llvm.ptr, i64, !llvm.ptr, i64) -> i64
// CHECK-NOT: eshkol_register_roots
// CHECK: %[[R:.*]] = llvm.call tailcc @"fact:main"() : () -> i64
// CHECK-NEXT: llvm.return %[[R]]
eshkol.global "private" @x
func.func @"fact:main"() -> !eshkol.value attributes {eshkol.unit = "fact"} {
  %0 = eshkol.literal "(1 2)"
  eshkol.set_global @x, %0
  %1 = eshkol.literal "\22λ\22"
  return %1 : !eshkol.value
}

// -----

// Neither variables nor literals.
// CHECK-DAG: llvm.mlir.global internal @eshkol.roots() {{.*}} : !llvm.array<0 x i64>
// CHECK-DAG: llvm.mlir.global internal constant @eshkol.literals() {{.*}} : !llvm.array<0 x struct<(ptr, i64, i64)>>
// CHECK-LABEL: llvm.func @eshkol_unit_empty() -> i64 {
// CHECK: llvm.call tailcc @main()
func.func @main() -> !eshkol.value attributes {eshkol.unit = "empty"} {
  %0 = eshkol.literal unit
  return %0 : !eshkol.value
}

// -----

// The runtime is told of functions that get arguments on the stack.
// CHECK-LABEL: llvm.func @eshkol_unit_wide() -> i64 {
// CHECK: llvm.call @eshkol_has_stack_arguments() : () -> i64
// CHECK: llvm.call tailcc @"wide:main"()
func.func @"wide:main"() -> !eshkol.value attributes {eshkol.unit = "wide"} {
  %0 = eshkol.literal 1 : i64
  %1 = eshkol.call @seven(%0, %0, %0, %0, %0, %0, %0)
  return %1 : !eshkol.value
}
func.func private @seven(%a0: !eshkol.value, %a1: !eshkol.value, %a2: !eshkol.value, %a3: !eshkol.value, %a4: !eshkol.value, %a5: !eshkol.value, %a6: !eshkol.value) -> !eshkol.value {
  return %a6 : !eshkol.value
}
