// Values are words; runtime/host/Value.h says what their bits mean.
// RUN: eshkol-opt --eshkol-values-to-llvm --split-input-file %s | FileCheck %s

// A fixnum is shifted left by two: 5·4, -1·4, and the largest and the smallest one.
// CHECK-LABEL: llvm.func tailcc @fixnums
// CHECK: llvm.mlir.constant(20 : i64)
// CHECK: llvm.mlir.constant(-4 : i64)
// CHECK: llvm.mlir.constant(9223372036854775804 : i64)
// CHECK: llvm.mlir.constant(-9223372036854775808 : i64)
func.func @fixnums(%f: !eshkol.value) -> !eshkol.value {
  %0 = eshkol.literal 5
  %1 = eshkol.literal -1
  %2 = eshkol.literal 2305843009213693951
  %3 = eshkol.literal -2305843009213693952
  %r = eshkol.apply %f(%0, %1, %2, %3)
  return %r : !eshkol.value
}

// -----

// CHECK-LABEL: llvm.func tailcc @immediates
// CHECK: %[[FALSE:.*]] = llvm.mlir.constant(2 : i64)
// CHECK: %[[TRUE:.*]] = llvm.mlir.constant(10 : i64)
// CHECK: %[[NIL:.*]] = llvm.mlir.constant(18 : i64)
// CHECK: %[[UNSPECIFIED:.*]] = llvm.mlir.constant(26 : i64)
// CHECK: %[[UNDEFINED:.*]] = llvm.mlir.constant(42 : i64)
// CHECK: %[[ABSENT:.*]] = llvm.mlir.constant(50 : i64)
// CHECK: llvm.call @eshkol_list(%[[FALSE]], %[[TRUE]], %[[NIL]], %[[UNSPECIFIED]], %[[UNDEFINED]], %[[ABSENT]])
func.func @immediates() -> !eshkol.value {
  %0 = eshkol.literal false
  %1 = eshkol.literal true
  %2 = eshkol.literal []
  %3 = eshkol.literal unit
  %4 = eshkol.undefined
  %5 = eshkol.absent
  %r = eshkol.primitive @eshkol_list(%0, %1, %2, %3, %4, %5)
  return %r : !eshkol.value
}

// -----

// The scalar value above the tag 58: A is 65·256 + 58, λ is 955·256 + 58, the last one 1114111·256 + 58.
// CHECK-LABEL: llvm.func tailcc @characters
// CHECK: llvm.mlir.constant(16698 : i64)
// CHECK: llvm.mlir.constant(244538 : i64)
// CHECK: llvm.mlir.constant(285212474 : i64)
func.func @characters() -> !eshkol.value {
  %0 = eshkol.literal 65 : i32
  %1 = eshkol.literal 955 : i32
  %2 = eshkol.literal 1114111 : i32
  %r = eshkol.primitive @eshkol_string(%0, %1, %2)
  return %r : !eshkol.value
}

// -----

// Flonums tag themselves: three is added to the high four bits, which then become the low ones.
//   0.0   0x0000000000000000 -> 0x0000000000000003
//   -0.0  0x8000000000000000 -> 0x000000000000000B
//   -2.0  0xC000000000000000 -> 0x000000000000000F
//   1.5   0x3FF8000000000000 -> 0xFF80000000000006
// 2^-255  0x3000000000000000 -> 0x0000000000000006, the smallest one whose exponent begins with 011
// CHECK-LABEL: llvm.func tailcc @flonums
// CHECK: llvm.mlir.constant(3 : i64)
// CHECK: llvm.mlir.constant(11 : i64)
// CHECK: llvm.mlir.constant(15 : i64)
// CHECK: llvm.mlir.constant(-36028797018963962 : i64)
// CHECK: llvm.mlir.constant(6 : i64)
// CHECK-NOT: llvm.load
// CHECK: llvm.return
func.func @flonums() -> !eshkol.value {
  %0 = eshkol.literal 0.0
  %1 = eshkol.literal -0.0
  %2 = eshkol.literal -2.0
  %3 = eshkol.literal 1.5
  %4 = eshkol.literal 0x3000000000000000 : f64
  %r = eshkol.primitive @eshkol_list(%0, %1, %2, %3, %4)
  return %r : !eshkol.value
}

// -----

// Those that do not are boxed by the runtime, which reads them; so are infinities and NaN.
// CHECK-DAG: llvm.mlir.global internal constant @eshkol.literal.0("{{1(\.0)?[eE]\+?100}}")
// CHECK-DAG: llvm.mlir.global internal constant @eshkol.literal.1("-{{1(\.0)?[eE]-100}}")
// CHECK-DAG: llvm.mlir.global internal constant @eshkol.literal.2("+inf.0")
// CHECK-DAG: llvm.mlir.global internal constant @eshkol.literal.3("-inf.0")
// CHECK-DAG: llvm.mlir.global internal constant @eshkol.literal.4("+nan.0")
// The 17 digits that tell 2^257 from its neighbours.
// CHECK-DAG: llvm.mlir.global internal constant @eshkol.literal.5("{{2\.3158417847463239[eE]\+?77}}")
// CHECK-DAG: llvm.mlir.global internal @eshkol.roots() {{.*}} : !llvm.array<6 x i64>
// CHECK-LABEL: llvm.func tailcc @boxed_flonums
// CHECK-COUNT-6: llvm.load
// CHECK: llvm.return
func.func @boxed_flonums() -> !eshkol.value attributes {eshkol.unit = "u"} {
  %0 = eshkol.literal 1.0e100
  %1 = eshkol.literal -1.0e-100
  %2 = eshkol.literal 0x7FF0000000000000 : f64
  %3 = eshkol.literal 0xFFF0000000000000 : f64
  %4 = eshkol.literal 0x7FF8000000000000 : f64
  %5 = eshkol.literal 0x5000000000000000 : f64
  %r = eshkol.primitive @eshkol_list(%0, %1, %2, %3, %4, %5)
  return %r : !eshkol.value
}

// -----

// Any other literal is read once, into the array of roots; equal ones share their place.
// CHECK: llvm.mlir.global internal @eshkol.roots() {{.*}} : !llvm.array<2 x i64>
// CHECK-LABEL: llvm.func tailcc @literals
// CHECK: %[[ROOTS:.*]] = llvm.mlir.addressof @eshkol.roots
// CHECK: %[[FIRST:.*]] = llvm.getelementptr %[[ROOTS]][0] : (!llvm.ptr) -> !llvm.ptr, i64
// CHECK: %[[A:.*]] = llvm.load %[[FIRST]] : !llvm.ptr -> i64
// CHECK: %[[SECOND:.*]] = llvm.getelementptr %{{.*}}[1]
// CHECK: %[[B:.*]] = llvm.load %[[SECOND]]
// CHECK: %[[AGAIN:.*]] = llvm.getelementptr %{{.*}}[0]
// CHECK: %[[C:.*]] = llvm.load %[[AGAIN]]
// CHECK: llvm.call @eshkol_list(%[[A]], %[[B]], %[[C]])
func.func @literals() -> !eshkol.value {
  %0 = eshkol.literal "(1 2)"
  %1 = eshkol.literal "123456789012345678901234567890"
  %2 = eshkol.literal "(1 2)"
  %r = eshkol.primitive @eshkol_list(%0, %1, %2)
  return %r : !eshkol.value
}

// -----

// Everything but #f counts as true.
// CHECK-LABEL: llvm.func tailcc @branch
// CHECK-SAME: (%[[X:.*]]: i64, %[[Y:.*]]: i64)
// CHECK: %[[FALSE:.*]] = llvm.mlir.constant(2 : i64)
// CHECK: %[[C:.*]] = llvm.icmp "ne" %[[X]], %[[FALSE]]
// CHECK: llvm.cond_br %[[C]], ^[[END:.*]](%[[X]] : i64), ^[[END]](%[[Y]] : i64)
// CHECK: ^[[END]](%[[R:.*]]: i64):
// CHECK: llvm.return %[[R]]
func.func @branch(%x: !eshkol.value, %y: !eshkol.value) -> !eshkol.value {
  %c = eshkol.is_true %x
  cf.cond_br %c, ^bb1(%x : !eshkol.value), ^bb1(%y : !eshkol.value)
^bb1(%r: !eshkol.value):
  return %r : !eshkol.value
}

// -----

// A primitive is declared once, with the calling convention of C.
// CHECK: llvm.func @eshkol_car(i64) -> i64
// CHECK-NOT: llvm.func @eshkol_car
// CHECK-LABEL: llvm.func tailcc @primitives
// CHECK: %[[A:.*]] = llvm.call @eshkol_car(%{{.*}}) : (i64) -> i64
// CHECK: %[[B:.*]] = llvm.call @eshkol_car(%[[A]]) : (i64) -> i64
// CHECK: llvm.return %[[B]]
func.func @primitives(%x: !eshkol.value) -> !eshkol.value {
  %0 = eshkol.primitive @eshkol_car(%x)
  %1 = eshkol.primitive @eshkol_car(%0)
  return %1 : !eshkol.value
}

// -----

// The name for the message is a symbol among the literals.
// CHECK: llvm.mlir.global internal constant @eshkol.literal.0("x")
// CHECK-LABEL: llvm.func tailcc @check_defined
// CHECK-SAME: (%[[X:.*]]: i64)
// CHECK: %[[NAME:.*]] = llvm.load
// CHECK: %[[R:.*]] = llvm.call @eshkol_check_defined(%[[X]], %[[NAME]]) : (i64, i64) -> i64
// CHECK: llvm.return %[[R]]
func.func @check_defined(%x: !eshkol.value) -> !eshkol.value {
  %0 = eshkol.check_defined %x, "x"
  return %0 : !eshkol.value
}
func.func private @main() -> !eshkol.value attributes {eshkol.unit = "u"} {
  %0 = eshkol.undefined
  return %0 : !eshkol.value
}

// -----

// The content of a box is its second word; the tag of objects is 5.
// CHECK-LABEL: llvm.func tailcc @boxes
// CHECK-SAME: (%[[X:.*]]: i64, %[[Y:.*]]: i64)
// CHECK: %[[BOX:.*]] = llvm.call @eshkol_make_box(%[[X]]) : (i64) -> i64
// CHECK: llvm.call @eshkol_store_in_box(%[[BOX]], %[[Y]]) : (i64, i64) -> i64
// CHECK: %[[UNTAGGED:.*]] = llvm.sub %[[BOX]], %{{.*}} : i64
// CHECK: %[[P:.*]] = llvm.inttoptr %[[UNTAGGED]] : i64 to !llvm.ptr
// CHECK: %[[B:.*]] = llvm.getelementptr %[[P]][8] : (!llvm.ptr) -> !llvm.ptr, i8
// CHECK: %[[R:.*]] = llvm.load %[[B]] : !llvm.ptr -> i64
// CHECK: llvm.return %[[R]]
func.func @boxes(%x: !eshkol.value, %y: !eshkol.value) -> !eshkol.value {
  %box = eshkol.box %x
  eshkol.set_box %box, %y
  %r = eshkol.unbox %box
  return %r : !eshkol.value
}

// -----

// Private variables are roots of the unit, before its literals.  Others are variables that units share: the
// unit that defines one starts it as undefined and registers it.  A store is noted, for the sake of regions.
// CHECK-DAG: llvm.mlir.global internal @eshkol.roots() {{.*}} : !llvm.array<3 x i64>
// CHECK-DAG: llvm.mlir.global external @exported(42 : i64) {{.*}} : i64
// CHECK-DAG: llvm.mlir.global external @imported() {{.*}} : i64
// CHECK-LABEL: llvm.func internal tailcc @main
// CHECK: %[[LITERAL:.*]] = llvm.getelementptr %{{.*}}[2]
// CHECK: %[[V:.*]] = llvm.load %[[LITERAL]]
// CHECK: llvm.call @eshkol_note_global_store(%[[V]]) : (i64) -> i64
// CHECK: %[[FIRST:.*]] = llvm.getelementptr %{{.*}}[0]
// CHECK: llvm.store %[[V]], %[[FIRST]] : i64, !llvm.ptr
// CHECK: %[[SECOND:.*]] = llvm.getelementptr %{{.*}}[1]
// CHECK: %[[OLD:.*]] = llvm.load %[[SECOND]] : !llvm.ptr -> i64
// CHECK: llvm.call @eshkol_note_global_store(%[[OLD]])
// CHECK: %[[EXPORTED:.*]] = llvm.mlir.addressof @exported
// CHECK: llvm.store %[[OLD]], %[[EXPORTED]]
// CHECK: %[[IMPORTED:.*]] = llvm.mlir.addressof @imported
// CHECK: %[[R:.*]] = llvm.load %[[IMPORTED]]
// CHECK: llvm.return %[[R]]
// CHECK-LABEL: llvm.func @eshkol_unit_u() -> i64
// CHECK-NOT: @imported
// CHECK: %[[ADDRESS:.*]] = llvm.mlir.addressof @exported
// CHECK: %[[ONE:.*]] = llvm.mlir.constant(1 : i64)
// CHECK: llvm.call @eshkol_register_roots(%[[ADDRESS]], %[[ONE]])
// CHECK-NOT: @imported
eshkol.global "private" @first
eshkol.global @exported
eshkol.global @imported external
eshkol.global "private" @second
func.func private @main() -> !eshkol.value attributes {eshkol.unit = "u"} {
  %v = eshkol.literal "a"
  eshkol.set_global @first, %v
  %old = eshkol.get_global @second
  eshkol.set_global @exported, %old
  %r = eshkol.get_global @imported
  return %r : !eshkol.value
}
