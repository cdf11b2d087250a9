// Locations of operations reach LLVM as debug locations; an operation of another file names that.
// RUN: eshkol-opt --eshkol-host-to-llvm --mlir-print-debuginfo %s | mlir-translate --mlir-to-llvmir | FileCheck %s

// CHECK-LABEL: define internal tailcc i64 @"program:f"
// CHECK-SAME: !dbg ![[F:[0-9]+]]
// CHECK: call i64 @eshkol_car({{.*}}), !dbg ![[CAR:[0-9]+]]
// CHECK: call i64 @eshkol_cdr({{.*}}), !dbg ![[CDR:[0-9]+]]
// CHECK: call i64 @eshkol_cons({{.*}}), !dbg ![[CONS:[0-9]+]]
func.func private @"program:f"(%x: !eshkol.value) -> !eshkol.value attributes {eshkol.name = "f"} {
  %car = eshkol.primitive @eshkol_car(%x) loc("a.scm":3:5)
  %cdr = eshkol.primitive @eshkol_cdr(%x) loc("b.scm":7:9)
  %pair = eshkol.primitive @eshkol_cons(%car, %cdr) loc(unknown)
  return %pair : !eshkol.value
} loc("a.scm":2:1)

func.func @main.program() -> !eshkol.value attributes {eshkol.unit = "program"} {
  %x = eshkol.literal []
  %inner = eshkol.lambda ["inner"] required [1] rest [false] ({
  ^bb0(%self: !eshkol.value, %l: !eshkol.value):
    %y = eshkol.call @"program:f"(%l)
    eshkol.return %y
  }) loc("a.scm":5:3)
  return %inner : !eshkol.value
} loc(unknown)

// CHECK-DAG: ![[F]] = distinct !DISubprogram(name: "f", scope: ![[A:[0-9]+]], file: ![[A]], line: 2
// CHECK-DAG: ![[A]] = !DIFile(filename: "a.scm"
// CHECK-DAG: ![[CAR]] = !DILocation(line: 3, column: 5, scope: ![[F]])
// CHECK-DAG: ![[CDR]] = !DILocation(line: 7, column: 9, scope: ![[OTHER:[0-9]+]])
// CHECK-DAG: ![[OTHER]] = distinct !DILexicalBlockFile(scope: ![[F]], file: ![[B:[0-9]+]]
// CHECK-DAG: ![[B]] = !DIFile(filename: "b.scm"
// CHECK-DAG: ![[CONS]] = !DILocation(line: 0, scope: ![[F]])
// CHECK-DAG: distinct !DISubprogram(name: "inner"{{.*}}, line: 5
