// RUN: eshkol-opt --eshkol-values-to-llvm --split-input-file %s | FileCheck %s

// A private function is internal; one that other units see, or define, is not.
// CHECK-DAG: llvm.func tailcc @exported(%{{.*}}: i64) -> i64 {
// CHECK-DAG: llvm.func internal tailcc @internal(%{{.*}}: i64) -> i64 {
// CHECK-DAG: llvm.func tailcc @imported(i64) -> i64{{$}}
func.func @exported(%x: !eshkol.value) -> !eshkol.value {
  return %x : !eshkol.value
}
func.func private @internal(%x: !eshkol.value) -> !eshkol.value {
  return %x : !eshkol.value
}
func.func private @imported(!eshkol.value) -> !eshkol.value

// -----

// A call before the return of its value is a tail call, and no other is.
// CHECK-LABEL: llvm.func internal tailcc @calls
// CHECK-SAME: (%[[X:.*]]: i64)
// CHECK: %[[A:.*]] = llvm.call tailcc @f(%[[X]]) : (i64) -> i64
// CHECK: %[[B:.*]] = llvm.call tailcc musttail @f(%[[A]]) : (i64) -> i64
// CHECK-NEXT: llvm.return %[[B]]
// CHECK-LABEL: llvm.func internal tailcc @ignores
// CHECK-SAME: (%[[X:.*]]: i64)
// CHECK: llvm.call tailcc @f(%[[X]]) : (i64) -> i64
// CHECK-NEXT: llvm.return %[[X]]
func.func private @f(!eshkol.value) -> !eshkol.value
func.func private @calls(%x: !eshkol.value) -> !eshkol.value {
  %0 = eshkol.call @f(%x)
  %1 = eshkol.call @f(%0)
  return %1 : !eshkol.value
}
func.func private @ignores(%x: !eshkol.value) -> !eshkol.value {
  %0 = eshkol.call @f(%x)
  return %x : !eshkol.value
}
// Where the caller or the callee has arguments on the stack, LLVM moves the return address.
// CHECK-LABEL: llvm.func internal tailcc @from_stack
// CHECK: llvm.call tailcc tail @f(
func.func private @from_stack(%a0: !eshkol.value, %a1: !eshkol.value, %a2: !eshkol.value, %a3: !eshkol.value, %a4: !eshkol.value, %a5: !eshkol.value, %a6: !eshkol.value) -> !eshkol.value {
  %0 = eshkol.call @f(%a0)
  return %0 : !eshkol.value
}
// CHECK-LABEL: llvm.func internal tailcc @to_stack
// CHECK: llvm.call tailcc tail @from_stack(
func.func private @to_stack(%x: !eshkol.value) -> !eshkol.value {
  %0 = eshkol.call @from_stack(%x, %x, %x, %x, %x, %x, %x)
  return %0 : !eshkol.value
}

// -----

// Through the uniform entry: the procedure, the number of arguments, and always four words of arguments.
// CHECK: llvm.func @eshkol_entry_of(i64) -> !llvm.ptr
// CHECK-LABEL: llvm.func internal tailcc @apply
// CHECK-SAME: (%[[F:.*]]: i64, %[[X:.*]]: i64)
// CHECK: %[[N:.*]] = llvm.mlir.constant(1 : i64)
// CHECK: %[[U1:.*]] = llvm.mlir.undef
// CHECK: %[[U2:.*]] = llvm.mlir.undef
// CHECK: %[[U3:.*]] = llvm.mlir.undef
// CHECK: %[[ENTRY:.*]] = llvm.call @eshkol_entry_of(%[[F]]) : (i64) -> !llvm.ptr
// CHECK: %[[Y:.*]] = llvm.call tailcc %[[ENTRY]](%[[F]], %[[N]], %[[X]], %[[U1]], %[[U2]], %[[U3]]) : !llvm.ptr, (i64, i64, i64, i64, i64, i64) -> i64
// CHECK: %[[FOUR:.*]] = llvm.mlir.constant(4 : i64)
// CHECK-NOT: eshkol_spilled_arguments
// CHECK: %[[ENTRY2:.*]] = llvm.call @eshkol_entry_of(%[[F]])
// CHECK: %[[R:.*]] = llvm.call tailcc musttail %[[ENTRY2]](%[[F]], %[[FOUR]], %[[X]], %[[Y]], %[[X]], %[[Y]])
// CHECK-NEXT: llvm.return %[[R]]
func.func private @apply(%f: !eshkol.value, %x: !eshkol.value) -> !eshkol.value {
  %y = eshkol.apply %f(%x)
  %r = eshkol.apply %f(%x, %y, %x, %y)
  return %r : !eshkol.value
}

// -----

// The fifth and the sixth argument go through memory of the runtime.
// CHECK: llvm.mlir.global external @eshkol_spilled_arguments() {{.*}} : !llvm.ptr
// CHECK-LABEL: llvm.func internal tailcc @apply_many
// CHECK-SAME: (%[[F:.*]]: i64, %[[X:.*]]: i64, %[[Y:.*]]: i64)
// CHECK: %[[N:.*]] = llvm.mlir.constant(6 : i64)
// CHECK: %[[PLACE:.*]] = llvm.mlir.addressof @eshkol_spilled_arguments
// CHECK: %[[BUFFER:.*]] = llvm.load %[[PLACE]] : !llvm.ptr -> !llvm.ptr
// CHECK: %[[FIFTH:.*]] = llvm.getelementptr %[[BUFFER]][0] : (!llvm.ptr) -> !llvm.ptr, i64
// CHECK: llvm.store %[[X]], %[[FIFTH]]
// CHECK: %[[SIXTH:.*]] = llvm.getelementptr %[[BUFFER]][1]
// CHECK: llvm.store %[[Y]], %[[SIXTH]]
// CHECK: llvm.call tailcc musttail %{{.*}}(%[[F]], %[[N]], %[[X]], %[[Y]], %[[Y]], %[[X]])
func.func private @apply_many(%f: !eshkol.value, %x: !eshkol.value, %y: !eshkol.value) -> !eshkol.value {
  %r = eshkol.apply %f(%x, %y, %y, %x, %x, %y)
  return %r : !eshkol.value
}

// -----

// The runtime writes the elements down, and says how many there are.
// CHECK: llvm.mlir.global external @eshkol_first_arguments() {{.*}} : !llvm.array<4 x i64>
// CHECK-LABEL: llvm.func internal tailcc @apply_list
// CHECK-SAME: (%[[F:.*]]: i64, %[[L:.*]]: i64)
// CHECK: %[[N:.*]] = llvm.call @eshkol_spread_arguments(%[[L]]) : (i64) -> i64
// CHECK: %[[FIRST:.*]] = llvm.mlir.addressof @eshkol_first_arguments
// CHECK: %[[P0:.*]] = llvm.getelementptr %[[FIRST]][0] : (!llvm.ptr) -> !llvm.ptr, i64
// CHECK: %[[A0:.*]] = llvm.load %[[P0]]
// CHECK: %[[P1:.*]] = llvm.getelementptr %[[FIRST]][1]
// CHECK: %[[A1:.*]] = llvm.load %[[P1]]
// CHECK: %[[P2:.*]] = llvm.getelementptr %[[FIRST]][2]
// CHECK: %[[A2:.*]] = llvm.load %[[P2]]
// CHECK: %[[P3:.*]] = llvm.getelementptr %[[FIRST]][3]
// CHECK: %[[A3:.*]] = llvm.load %[[P3]]
// CHECK: %[[R:.*]] = llvm.call tailcc musttail %{{.*}}(%[[F]], %[[N]], %[[A0]], %[[A1]], %[[A2]], %[[A3]])
// CHECK-NEXT: llvm.return %[[R]]
func.func private @apply_list(%f: !eshkol.value, %l: !eshkol.value) -> !eshkol.value {
  %r = eshkol.apply_list %f, %l
  return %r : !eshkol.value
}

// -----

// A closure is an object with the entry, the description and the captured values, which begin at byte 24.
// CHECK-LABEL: llvm.func internal tailcc @make
// CHECK-SAME: (%[[X:.*]]: i64, %[[Y:.*]]: i64)
// CHECK-DAG: %[[ENTRY:.*]] = llvm.mlir.addressof @entry.body
// CHECK-DAG: %[[INFO:.*]] = llvm.mlir.addressof @info.body
// CHECK-DAG: %[[COUNT:.*]] = llvm.mlir.constant(2 : i64)
// CHECK: %[[C:.*]] = llvm.call @eshkol_make_closure(%[[ENTRY]], %[[INFO]], %[[COUNT]]) : (!llvm.ptr, !llvm.ptr, i64) -> i64
// CHECK: %[[UNTAGGED0:.*]] = llvm.sub %[[C]], %{{.*}} : i64
// CHECK: %[[P0:.*]] = llvm.inttoptr %[[UNTAGGED0]]
// CHECK: %[[A0:.*]] = llvm.getelementptr %[[P0]][24] : (!llvm.ptr) -> !llvm.ptr, i8
// CHECK: llvm.store %[[X]], %[[A0]]
// CHECK: %[[UNTAGGED1:.*]] = llvm.sub %[[C]], %{{.*}} : i64
// CHECK: %[[P1:.*]] = llvm.inttoptr %[[UNTAGGED1]]
// CHECK: %[[A1:.*]] = llvm.getelementptr %[[P1]][32]
// CHECK: llvm.store %[[Y]], %[[A1]]
// Another one of its group, which exists now.
// CHECK: %[[UNTAGGED2:.*]] = llvm.sub %[[C]], %{{.*}} : i64
// CHECK: %[[P2:.*]] = llvm.inttoptr %[[UNTAGGED2]]
// CHECK: %[[A2:.*]] = llvm.getelementptr %[[P2]][24]
// CHECK: llvm.store %[[Y]], %[[A2]]
// CHECK: llvm.return %[[C]]

// CHECK-LABEL: llvm.func internal tailcc @body
// CHECK-SAME: (%[[SELF:.*]]: i64, %[[N:.*]]: i64)
// CHECK: %[[UNTAGGED:.*]] = llvm.sub %[[SELF]], %{{.*}} : i64
// CHECK: %[[P:.*]] = llvm.inttoptr %[[UNTAGGED]]
// CHECK: %[[A:.*]] = llvm.getelementptr %[[P]][32]
// CHECK: %[[V:.*]] = llvm.load %[[A]] : !llvm.ptr -> i64
// CHECK: llvm.return %[[V]]

// There is no procedure without captured values.
// CHECK-NOT: @procedure.body

// Its description: the name, one required parameter, no further ones.
// CHECK-LABEL: llvm.mlir.global internal constant @info.body()
// CHECK: %[[NAME:.*]] = llvm.mlir.addressof @name.body
// CHECK: %[[ONE:.*]] = llvm.mlir.constant(1 : i32)
// CHECK: %[[NO:.*]] = llvm.mlir.constant(0 : i32)
// CHECK: llvm.insertvalue %[[NAME]], %{{.*}}[0]
// CHECK: llvm.insertvalue %[[ONE]], %{{.*}}[1]
// CHECK: llvm.insertvalue %[[NO]], %{{.*}}[2]

// The uniform entry gives it the closure and the one argument, where there is one.
// CHECK-LABEL: llvm.func internal tailcc @entry.body
// CHECK-SAME: (%[[CLOSURE:.*]]: i64, %[[COUNT:.*]]: i64, %[[A0:.*]]: i64, %{{.*}}: i64, %{{.*}}: i64, %{{.*}}: i64)
// CHECK: %[[ONE:.*]] = llvm.mlir.constant(1 : i64)
// CHECK: %[[RIGHT:.*]] = llvm.icmp "eq" %[[COUNT]], %[[ONE]]
// CHECK: llvm.cond_br %[[RIGHT]], ^[[CALL:.*]], ^[[WRONG:.*]]
// CHECK: ^[[CALL]]:
// CHECK-NEXT: %[[R:.*]] = llvm.call tailcc musttail @body(%[[CLOSURE]], %[[A0]])
// CHECK-NEXT: llvm.return %[[R]]
// CHECK: ^[[WRONG]]:
// CHECK-NEXT: llvm.call @eshkol_wrong_number_of_arguments(%[[CLOSURE]], %[[COUNT]])
// CHECK-NEXT: llvm.unreachable
func.func private @make(%x: !eshkol.value, %y: !eshkol.value) -> !eshkol.value {
  %c = eshkol.closure @body[%x, %y]
  eshkol.set_captured %c, 0, %y
  return %c : !eshkol.value
}
func.func private @body(%self: !eshkol.value, %n: !eshkol.value) -> !eshkol.value attributes {eshkol.name = "body", eshkol.self} {
  %v = eshkol.captured %self, 1
  return %v : !eshkol.value
}

// -----

// A procedure without captures is a constant object: header, entry and description.
// CHECK-LABEL: llvm.func internal tailcc @value
// CHECK: %[[P:.*]] = llvm.mlir.addressof @procedure.f
// CHECK: %[[ADDRESS:.*]] = llvm.ptrtoint %[[P]] : !llvm.ptr to i64
// CHECK: %[[TAG:.*]] = llvm.mlir.constant(5 : i64)
// CHECK: %[[WORD:.*]] = llvm.add %[[ADDRESS]], %[[TAG]]
// CHECK: llvm.return %[[WORD]]
// CHECK-LABEL: llvm.mlir.global internal constant @procedure.f()
// CHECK-SAME: alignment = 8
// CHECK-SAME: !llvm.struct<(i64, ptr, ptr)>
// CHECK-DAG: %[[HEADER:.*]] = llvm.mlir.constant(9 : i64)
// CHECK-DAG: %[[ENTRY:.*]] = llvm.mlir.addressof @entry.f
// CHECK-DAG: %[[INFO:.*]] = llvm.mlir.addressof @info.f
// CHECK: llvm.insertvalue %[[HEADER]], %{{.*}}[0]
// CHECK: llvm.insertvalue %[[ENTRY]], %{{.*}}[1]
// CHECK: llvm.insertvalue %[[INFO]], %{{.*}}[2]
// A lambda expression without a name has none.
// CHECK-LABEL: llvm.mlir.global internal constant @info.f()
// CHECK: %[[NO_NAME:.*]] = llvm.mlir.zero : !llvm.ptr
// CHECK: llvm.insertvalue %[[NO_NAME]], %{{.*}}[0]
// CHECK-LABEL: llvm.func internal tailcc @entry.f
// CHECK: llvm.call tailcc musttail @f() : () -> i64
func.func private @value() -> !eshkol.value {
  %p = eshkol.procedure @f
  return %p : !eshkol.value
}
func.func private @f() -> !eshkol.value {
  %u = eshkol.literal unit
  return %u : !eshkol.value
}

// -----

// Of a procedure of another unit only the object is named.
// CHECK: llvm.mlir.global external constant @procedure.imported() {{.*}} : !llvm.struct<(i64, ptr, ptr)>
// CHECK-NOT: @{{.*}}.imported
func.func private @imported(!eshkol.value) -> !eshkol.value
func.func private @value() -> !eshkol.value {
  %p = eshkol.procedure @imported
  return %p : !eshkol.value
}

// -----

// Other units may use a public procedure as a value, whether this one does or not.
// CHECK-DAG: llvm.mlir.global external constant @procedure.exported()
// CHECK-DAG: llvm.mlir.global external constant @info.exported()
// CHECK-DAG: llvm.func tailcc @entry.exported(
func.func @exported(%x: !eshkol.value) -> !eshkol.value {
  return %x : !eshkol.value
}

// -----

// At least one argument; the runtime makes a list of those beyond it.  The description says so too.
// CHECK-LABEL: llvm.mlir.global external constant @info.further()
// CHECK: llvm.mlir.constant(1 : i32)
// CHECK: %[[REST:.*]] = llvm.mlir.constant(1 : i32)
// CHECK: llvm.insertvalue %[[REST]], %{{.*}}[2]
// CHECK-LABEL: llvm.func tailcc @entry.further
// CHECK-SAME: (%[[P:.*]]: i64, %[[COUNT:.*]]: i64, %[[A0:.*]]: i64, %[[A1:.*]]: i64, %[[A2:.*]]: i64, %[[A3:.*]]: i64)
// CHECK: %[[MINIMUM:.*]] = llvm.mlir.constant(1 : i64)
// CHECK: llvm.icmp "sge" %[[COUNT]], %[[MINIMUM]]
// CHECK: %[[ONE:.*]] = llvm.mlir.constant(1 : i64)
// CHECK: %[[REST:.*]] = llvm.call @eshkol_collect_arguments(%[[ONE]], %[[COUNT]], %[[A0]], %[[A1]], %[[A2]], %[[A3]])
// CHECK: llvm.call tailcc musttail @further(%[[A0]], %[[REST]])
func.func @further(%x: !eshkol.value, %rest: !eshkol.value) -> !eshkol.value attributes {eshkol.rest} {
  return %rest : !eshkol.value
}

// -----

// Parameters from the fifth on come from memory.
// CHECK-LABEL: llvm.func tailcc @entry.six
// CHECK-SAME: (%{{.*}}: i64, %{{.*}}: i64, %[[A0:.*]]: i64, %[[A1:.*]]: i64, %[[A2:.*]]: i64, %[[A3:.*]]: i64)
// CHECK: llvm.mlir.addressof @eshkol_spilled_arguments
// CHECK: llvm.getelementptr %{{.*}}[0] : (!llvm.ptr) -> !llvm.ptr, i64
// CHECK: %[[A4:.*]] = llvm.load %{{.*}} : !llvm.ptr -> i64
// CHECK: llvm.getelementptr %{{.*}}[1] : (!llvm.ptr) -> !llvm.ptr, i64
// CHECK: %[[A5:.*]] = llvm.load %{{.*}} : !llvm.ptr -> i64
// CHECK: llvm.call tailcc musttail @six(%[[A0]], %[[A1]], %[[A2]], %[[A3]], %[[A4]], %[[A5]])
func.func @six(%a: !eshkol.value, %b: !eshkol.value, %c: !eshkol.value, %d: !eshkol.value, %e: !eshkol.value, %f: !eshkol.value) -> !eshkol.value {
  return %f : !eshkol.value
}

// -----

// Where a procedure was defined is part of its description.
// CHECK-DAG: llvm.mlir.global internal constant @file.placed("fact.scm\00")
// CHECK-LABEL: llvm.mlir.global external constant @info.placed()
// CHECK: %[[LINE:.*]] = llvm.mlir.constant(7 : i32)
// CHECK: %[[FILE:.*]] = llvm.mlir.addressof @file.placed
// CHECK: llvm.insertvalue %[[LINE]], %{{.*}}[3]
// CHECK: llvm.insertvalue %[[FILE]], %{{.*}}[4]
func.func @placed(%x: !eshkol.value) -> !eshkol.value {
  return %x : !eshkol.value
} loc("fact.scm":7:1)

// -----

// A Scheme identifier may look like what stands beside another one.
// CHECK-DAG: llvm.func internal tailcc @"entry.u:f"(
// CHECK-DAG: llvm.func internal tailcc @"u:f.entry"(
// CHECK-DAG: llvm.func internal tailcc @"entry.u:f.entry"(
func.func private @"u:f"() -> !eshkol.value {
  %0 = eshkol.procedure @"u:f.entry"
  return %0 : !eshkol.value
}
func.func private @"u:f.entry"() -> !eshkol.value {
  %0 = eshkol.procedure @"u:f"
  return %0 : !eshkol.value
}

// -----

// Arguments on the stack: `tail`, as LLVM loses them in a `musttail` call.
// CHECK-LABEL: llvm.func internal tailcc @calls_with_many
// CHECK: llvm.call tailcc musttail @six(
// CHECK: llvm.call tailcc tail @seven(
// CHECK-NEXT: llvm.return
func.func private @six(!eshkol.value, !eshkol.value, !eshkol.value, !eshkol.value, !eshkol.value, !eshkol.value) -> !eshkol.value
func.func private @seven(!eshkol.value, !eshkol.value, !eshkol.value, !eshkol.value, !eshkol.value, !eshkol.value, !eshkol.value) -> !eshkol.value
func.func private @calls_with_many(%x: !eshkol.value) -> !eshkol.value {
  %c = eshkol.is_true %x
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  %0 = eshkol.call @six(%x, %x, %x, %x, %x, %x)
  return %0 : !eshkol.value
^bb2:
  %1 = eshkol.call @seven(%x, %x, %x, %x, %x, %x, %x)
  return %1 : !eshkol.value
}

// -----

// What a procedure is to device code stands beside its description: number, operation, count, and for each value
// the address of a variable or the position among what is captured.
// CHECK-DAG: llvm.mlir.global internal constant @device.known() {{.*}} : !llvm.struct<(i64, ptr, i64, ptr, i64, ptr, i64)> {
// CHECK-DAG: llvm.mlir.constant(7 : i64)
// CHECK-DAG: llvm.mlir.addressof @eshkol.roots
// CHECK-DAG: llvm.mlir.global internal constant @info.known()
// CHECK-DAG: llvm.mlir.addressof @device.known
// CHECK-DAG: llvm.mlir.global internal constant @operation.composed("compose\00")
eshkol.global "private" @offset
func.func private @known(%self: !eshkol.value) -> !eshkol.value attributes {eshkol.self, eshkol.device = {number = 7 : i64, places = [0, @offset]}} {
  return %self : !eshkol.value
}
func.func private @composed() -> !eshkol.value attributes {eshkol.device = {operation = "compose", places = []}} {
  %0 = eshkol.procedure @composed
  return %0 : !eshkol.value
}
func.func private @makes(%x: !eshkol.value) -> !eshkol.value {
  %0 = eshkol.closure @known[%x]
  return %0 : !eshkol.value
}
