// Objects that nothing refers to later, and what forbids it.
// RUN: eshkol-opt --eshkol-frame-objects --split-input-file %s | FileCheck %s

// A pair that only its procedure looks at.
// CHECK-LABEL: func.func private @pair(
// CHECK: eshkol.primitive @eshkol_cons(%{{.*}}, %{{.*}}) {eshkol.in_frame}
func.func private @pair(%x: !eshkol.value) -> !eshkol.value {
  %pair = eshkol.primitive @eshkol_cons(%x, %x)
  %first = eshkol.primitive @eshkol_car(%pair)
  return %first : !eshkol.value
}

// -----

// One that is returned, through a branch, is not in the frame.
// CHECK-LABEL: func.func private @returned(
// CHECK: eshkol.primitive @eshkol_cons(%{{.*}}, %{{.*}}){{$}}
func.func private @returned(%x: !eshkol.value) -> !eshkol.value {
  %pair = eshkol.primitive @eshkol_cons(%x, %x)
  %test = eshkol.is_true %x
  cf.cond_br %test, ^end(%pair : !eshkol.value), ^end(%x : !eshkol.value)
^end(%result: !eshkol.value):
  return %result : !eshkol.value
}

// -----

// Nor is one that is stored into a variable, another object or a box, passed to a primitive that may keep it, or to an
// unknown procedure.
// CHECK-LABEL: func.func private @kept(
// CHECK-NOT: eshkol.in_frame
eshkol.global "private" @variable
func.func private @kept(%f: !eshkol.value, %x: !eshkol.value) -> !eshkol.value {
  %a = eshkol.primitive @eshkol_cons(%x, %x)
  eshkol.set_global @variable, %a
  %b = eshkol.primitive @eshkol_cons(%x, %x)
  %set = eshkol.primitive @eshkol_set_car_x(%x, %b)
  %c = eshkol.primitive @eshkol_cons(%x, %x)
  %box = eshkol.box %c
  %content = eshkol.unbox %box
  %kept = eshkol.apply %f(%box)
  %d = eshkol.primitive @eshkol_cons(%x, %x)
  %list = eshkol.primitive @eshkol_list_copy(%d)
  %e = eshkol.primitive @eshkol_cons(%x, %x)
  %r = eshkol.apply %f(%e)
  return %x : !eshkol.value
}

// -----

// Vectors and records have a known number of parts; an object that is too large stays on the heap.
// CHECK-LABEL: func.func private @sizes(
// CHECK: @eshkol_internal_vector_of({{.*}}) {eshkol.in_frame}
// CHECK: @eshkol_internal_record_of({{.*}}) {eshkol.in_frame}
// CHECK: @eshkol_internal_vector_of({{.*}}){{$}}
// CHECK: @eshkol_internal_vector_of({{.*}}){{$}}
func.func private @sizes(%type: !eshkol.value, %x: !eshkol.value) -> !eshkol.value {
  %one = eshkol.literal 1
  %many = eshkol.literal 40
  %v = eshkol.primitive @eshkol_internal_vector_of(%one, %x, %x, %x, %x, %x)
  %r = eshkol.primitive @eshkol_internal_record_of(%one, %type, %x, %x, %x, %x, %x)
  %large = eshkol.primitive @eshkol_internal_vector_of(%many, %x, %x, %x, %x, %x)
  %unknown = eshkol.primitive @eshkol_internal_vector_of(%x, %x, %x, %x, %x, %x)
  %length = eshkol.primitive @eshkol_vector_length(%v)
  return %length : !eshkol.value
}

// -----

// What a procedure does with its parameters is found from its text: @look keeps nothing, @keep returns its second one.
// CHECK: module attributes {eshkol.summaries = {keep = {calls = array<i1: false, false>, keeps = array<i1: false, true>},
// CHECK-SAME: look = {calls = array<i1: false>, keeps = array<i1: false>}}}
// CHECK-LABEL: func.func private @calls(
// CHECK: %[[A:.*]] = eshkol.primitive @eshkol_cons({{.*}}) {eshkol.in_frame}
// CHECK: %[[B:.*]] = eshkol.primitive @eshkol_cons({{.*}}){{$}}
module {
  func.func @look(%p: !eshkol.value) -> !eshkol.value {
    %r = eshkol.primitive @eshkol_cdr(%p)
    return %r : !eshkol.value
  }
  func.func @keep(%p: !eshkol.value, %q: !eshkol.value) -> !eshkol.value {
    %r = eshkol.call @look(%p)
    return %q : !eshkol.value
  }
  func.func private @calls(%x: !eshkol.value) -> !eshkol.value {
    %a = eshkol.primitive @eshkol_cons(%x, %x)
    %b = eshkol.primitive @eshkol_cons(%x, %x)
    %r = eshkol.call @keep(%a, %b)
    %s = eshkol.call @look(%r)
    return %s : !eshkol.value
  }
}

// -----

// Declarations say it; of one that says nothing, all is assumed.
// CHECK-LABEL: func.func private @declared(
// CHECK: %[[A:.*]] = eshkol.primitive @eshkol_cons({{.*}}) {eshkol.in_frame}
// CHECK: eshkol.call @"library:look"(%[[A]])
// CHECK: eshkol.primitive @eshkol_cons({{.*}}){{$}}
func.func private @"library:look"(!eshkol.value) -> !eshkol.value
    attributes {eshkol.summary = {calls = array<i1: false>, keeps = array<i1: false>}}
func.func private @"library:other"(!eshkol.value) -> !eshkol.value
func.func private @declared(%x: !eshkol.value) -> !eshkol.value {
  %a = eshkol.primitive @eshkol_cons(%x, %x)
  %r = eshkol.call @"library:look"(%a)
  %b = eshkol.primitive @eshkol_cons(%x, %x)
  %s = eshkol.call @"library:other"(%b)
  return %x : !eshkol.value
}

// -----

// A closure and a box that it captures are in the frame while a procedure calls the closure, unless the closure itself
// keeps the box.  In closures, stores into boxes are noted for regions; around them they are not.
// CHECK-LABEL: func.func private @sum(
// CHECK: %[[BOX:.*]] = eshkol.box %{{.*}} {eshkol.in_frame}
// CHECK: eshkol.set_box %[[BOX]], %{{.*}} {eshkol.in_frame}
// CHECK: eshkol.closure @add[%[[BOX]]] {eshkol.in_frame}
// CHECK-LABEL: func.func private @add(
// CHECK: eshkol.set_box %{{.*}}, %{{.*}}{{$}}
// CHECK-LABEL: func.func private @leaked(
// CHECK: eshkol.box %{{.*}}{{$}}
// CHECK: eshkol.closure @leak[%{{.*}}] {eshkol.in_frame}
func.func private @"library:for-each"(!eshkol.value, !eshkol.value) -> !eshkol.value
    attributes {eshkol.summary = {calls = array<i1: true, false>, keeps = array<i1: false, true>}}
func.func private @sum(%xs: !eshkol.value) -> !eshkol.value {
  %box = eshkol.box %xs
  eshkol.set_box %box, %xs
  %f = eshkol.closure @add[%box]
  %done = eshkol.call @"library:for-each"(%f, %xs)
  %r = eshkol.unbox %box
  return %r : !eshkol.value
}
func.func private @add(%self: !eshkol.value, %x: !eshkol.value) -> !eshkol.value attributes {eshkol.self} {
  %box = eshkol.captured %self, 0
  %old = eshkol.unbox %box
  %new = eshkol.primitive @eshkol_add(%old, %x)
  eshkol.set_box %box, %new
  return %new : !eshkol.value
}
func.func private @leaked(%xs: !eshkol.value) -> !eshkol.value {
  %box = eshkol.box %xs
  %f = eshkol.closure @leak[%box]
  %done = eshkol.call @"library:for-each"(%f, %xs)
  return %xs : !eshkol.value
}
func.func private @leak(%self: !eshkol.value, %x: !eshkol.value) -> !eshkol.value attributes {eshkol.self} {
  %box = eshkol.captured %self, 0
  return %box : !eshkol.value
}

// -----

// While an object is used, no continuation may be captured.  A call of an unknown procedure may do that; so may a
// procedure of which only `calls` says that it calls what it gets, if that is unknown.  Raising does not count.
// CHECK-LABEL: func.func private @captured(
// CHECK: eshkol.box %{{.*}}{{$}}
// CHECK-LABEL: func.func private @before(
// CHECK: eshkol.box %{{.*}} {eshkol.in_frame}
// CHECK-LABEL: func.func private @through(
// CHECK: eshkol.box %{{.*}}{{$}}
// CHECK-LABEL: func.func private @raising(
// CHECK: eshkol.box %{{.*}} {eshkol.in_frame}
func.func private @"library:for-each"(!eshkol.value, !eshkol.value) -> !eshkol.value
    attributes {eshkol.summary = {calls = array<i1: true, false>, keeps = array<i1: false, true>}}
func.func private @"library:raise"(!eshkol.value) -> !eshkol.value
func.func private @captured(%f: !eshkol.value) -> !eshkol.value {
  %box = eshkol.box %f
  %called = eshkol.apply %f()
  %r = eshkol.unbox %box
  return %r : !eshkol.value
}
func.func private @before(%f: !eshkol.value) -> !eshkol.value {
  %called = eshkol.apply %f()
  %box = eshkol.box %f
  %r = eshkol.unbox %box
  %later = eshkol.apply %f(%r)
  return %r : !eshkol.value
}
func.func private @through(%f: !eshkol.value) -> !eshkol.value {
  %box = eshkol.box %f
  %called = eshkol.call @"library:for-each"(%f, %f)
  %r = eshkol.unbox %box
  return %r : !eshkol.value
}
func.func private @raising(%x: !eshkol.value) -> !eshkol.value {
  %box = eshkol.box %x
  %raised = eshkol.call @"library:raise"(%x)
  %r = eshkol.unbox %box
  return %r : !eshkol.value
}

// -----

// A tail call gets no object of the frame, which is gone then.  But it may be a plain call where that cannot let the
// stack grow: @look jumps nowhere, @back to its caller.
// CHECK-LABEL: func.func private @jump(
// CHECK: eshkol.primitive @eshkol_cons({{.*}}) {eshkol.in_frame}
// CHECK: eshkol.call @look(%{{.*}}) {eshkol.keeps_frame}
// CHECK-LABEL: func.func private @again(
// CHECK: eshkol.primitive @eshkol_cons({{.*}}){{$}}
// CHECK: eshkol.call @back(%{{.*}}){{$}}
func.func private @look(%p: !eshkol.value) -> !eshkol.value {
  %r = eshkol.primitive @eshkol_cdr(%p)
  return %r : !eshkol.value
}
func.func private @jump(%x: !eshkol.value) -> !eshkol.value {
  %pair = eshkol.primitive @eshkol_cons(%x, %x)
  %r = eshkol.call @look(%pair)
  return %r : !eshkol.value
}
func.func private @again(%x: !eshkol.value) -> !eshkol.value {
  %pair = eshkol.primitive @eshkol_cons(%x, %x)
  %r = eshkol.call @back(%pair)
  return %r : !eshkol.value
}
func.func private @back(%p: !eshkol.value) -> !eshkol.value {
  %x = eshkol.primitive @eshkol_cdr(%p)
  %r = eshkol.call @again(%x)
  return %r : !eshkol.value
}

// -----

// A closure that refers to itself may be called in the frame, and may not be returned by its own body.
// CHECK-LABEL: func.func private @recursive(
// CHECK: eshkol.closure @walk[%{{.*}}] {eshkol.in_frame}
// CHECK: eshkol.closure @self[%{{.*}}]{{$}}
func.func private @recursive(%x: !eshkol.value) -> !eshkol.value {
  %walk = eshkol.closure @walk[%x]
  %a = eshkol.apply %walk(%x)
  %self = eshkol.closure @self[%x]
  %b = eshkol.apply %self(%x)
  return %x : !eshkol.value
}
func.func private @walk(%own: !eshkol.value, %x: !eshkol.value) -> !eshkol.value attributes {eshkol.self} {
  %y = eshkol.primitive @eshkol_cdr(%x)
  %r = eshkol.call @walk(%own, %y)
  return %r : !eshkol.value
}
func.func private @self(%own: !eshkol.value, %x: !eshkol.value) -> !eshkol.value attributes {eshkol.self} {
  return %own : !eshkol.value
}

// -----

// An object that a loop of its function makes could be needed beside the one before.
// CHECK-LABEL: func.func private @looping(
// CHECK-NOT: eshkol.in_frame
func.func private @looping(%x: !eshkol.value) -> !eshkol.value {
  cf.br ^again(%x : !eshkol.value)
^again(%last: !eshkol.value):
  %first = eshkol.primitive @eshkol_car(%last)
  %pair = eshkol.primitive @eshkol_cons(%first, %x)
  %test = eshkol.is_true %first
  cf.cond_br %test, ^again(%pair : !eshkol.value), ^end
^end:
  return %first : !eshkol.value
}
