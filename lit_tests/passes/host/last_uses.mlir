// Which calls are the last use of the only reference to a tensor, and what forbids it.
// RUN: eshkol-opt --eshkol-last-uses --split-input-file %s | FileCheck %s

// What a primitive made, and nothing else: not the parameters of a function that may be called from anywhere.
// CHECK-LABEL: func.func @temporary(
// CHECK: eshkol.primitive @eshkol_multiply(%{{.*}}, %{{.*}}){{$}}
// CHECK: eshkol.primitive @eshkol_add(%{{.*}}, %{{.*}}) {eshkol.last_uses = 1 : i64}
// CHECK: eshkol.primitive @eshkol_tensor_sum(%{{.*}}, %{{.*}}, %{{.*}}) {eshkol.last_uses = 1 : i64}
func.func @temporary(%x: !eshkol.value, %a: !eshkol.value) -> !eshkol.value {
  %product = eshkol.primitive @eshkol_multiply(%x, %a)
  %sum = eshkol.primitive @eshkol_add(%product, %a)
  %absent = eshkol.absent
  %total = eshkol.primitive @eshkol_tensor_sum(%sum, %absent, %absent)
  return %total : !eshkol.value
}

// -----

// A tensor that is both arguments; and one that is used again later.
// CHECK-LABEL: func.func @both(
// CHECK: eshkol.primitive @eshkol_add(%[[T:.*]], %{{.*}}){{$}}
// CHECK: eshkol.primitive @eshkol_tensor_matmul(%[[T]], %[[T]]) {eshkol.last_uses = 3 : i64}
func.func @both(%x: !eshkol.value) -> !eshkol.value {
  %t = eshkol.primitive @eshkol_tensor_relu(%x)
  %u = eshkol.primitive @eshkol_add(%t, %x)
  %v = eshkol.primitive @eshkol_tensor_matmul(%t, %t)
  %pair = eshkol.primitive @eshkol_cons(%u, %v)
  return %pair : !eshkol.value
}

// -----

// Something else refers to these: a pair, a closure, and an unknown procedure that was called before.
// CHECK-LABEL: func.func @kept(
// CHECK-NOT: eshkol.last_uses
func.func @kept(%f: !eshkol.value, %x: !eshkol.value) -> !eshkol.value {
  %a = eshkol.primitive @eshkol_tensor_relu(%x)
  %pair = eshkol.primitive @eshkol_cons(%a, %x)
  %b = eshkol.primitive @eshkol_tensor_sign(%a)
  %closure = eshkol.closure @body[%b]
  %c = eshkol.primitive @eshkol_tensor_silu(%b)
  %d = eshkol.apply %f(%c)
  %e = eshkol.primitive @eshkol_add(%c, %d)
  %all = eshkol.primitive @eshkol_list(%pair)
  %rest = eshkol.primitive @eshkol_cons(%e, %closure)
  return %rest : !eshkol.value
}
func.func private @body(%self: !eshkol.value) -> !eshkol.value attributes {eshkol.self} {
  %t = eshkol.captured %self, 0
  return %t : !eshkol.value
}

// -----

// A continuation that is captured while a tensor is alive may bring back its last use.
// CHECK-LABEL: func.func @entered_twice(
// CHECK: eshkol.apply
// CHECK: eshkol.primitive @eshkol_add(%{{.*}}, %{{.*}}){{$}}
func.func @entered_twice(%f: !eshkol.value, %x: !eshkol.value) -> !eshkol.value {
  %t = eshkol.primitive @eshkol_tensor_relu(%x)
  %number = eshkol.apply %f(%x)
  %sum = eshkol.primitive @eshkol_add(%t, %number)
  return %sum : !eshkol.value
}

// -----

// The variable of a loop: each call moves a tensor to it, and the last round returns it.
// CHECK-LABEL: func.func private @loop(
// CHECK: eshkol.primitive @eshkol_multiply(%{{.*}}, %{{.*}}) {eshkol.last_uses = 1 : i64}
// CHECK-LABEL: func.func @start(
// CHECK: eshkol.primitive @eshkol_tensor_sum(%{{.*}}, %{{.*}}, %{{.*}}) {eshkol.last_uses = 1 : i64}
func.func private @loop(%i: !eshkol.value, %x: !eshkol.value) -> !eshkol.value {
  %test = eshkol.is_true %i
  cf.cond_br %test, ^again, ^end
^again:
  %two = eshkol.literal 2 : i64
  %twice = eshkol.primitive @eshkol_multiply(%x, %two)
  %next = eshkol.primitive @eshkol_cdr(%i)
  %result = eshkol.call @loop(%next, %twice)
  return %result : !eshkol.value
^end:
  return %x : !eshkol.value
}
func.func @start(%i: !eshkol.value, %x: !eshkol.value) -> !eshkol.value {
  %t = eshkol.primitive @eshkol_tensor_relu(%x)
  %result = eshkol.call @loop(%i, %t)
  %absent = eshkol.absent
  %sum = eshkol.primitive @eshkol_tensor_sum(%result, %absent, %absent)
  return %sum : !eshkol.value
}

// -----

// One call moves its tensor, the other uses it afterwards: the parameter owns nothing, the second call's tensor stays
// that of the caller, since the function keeps nothing.
// CHECK-LABEL: func.func private @callee(
// CHECK: eshkol.primitive @eshkol_tensor_silu(%{{.*}}){{$}}
// CHECK-LABEL: func.func @callers(
// CHECK: eshkol.primitive @eshkol_add(%{{.*}}, %{{.*}}) {eshkol.last_uses = 3 : i64}
func.func private @callee(%x: !eshkol.value) -> !eshkol.value {
  %result = eshkol.primitive @eshkol_tensor_silu(%x)
  return %result : !eshkol.value
}
func.func @callers(%x: !eshkol.value) -> !eshkol.value {
  %t = eshkol.primitive @eshkol_tensor_relu(%x)
  %a = eshkol.call @callee(%t)
  %b = eshkol.call @callee(%a)
  %c = eshkol.primitive @eshkol_add(%t, %b)
  return %c : !eshkol.value
}

// -----

// What branches move, and what is still used behind one of them.
// CHECK-LABEL: func.func @branches(
// CHECK: ^bb3(%[[MOVED:.*]]: !eshkol.value):
// CHECK: eshkol.primitive @eshkol_add(%[[MOVED]], %{{.*}}) {eshkol.last_uses = 1 : i64}
// CHECK-LABEL: func.func @used_behind(
// CHECK-NOT: eshkol.last_uses
func.func @branches(%x: !eshkol.value) -> !eshkol.value {
  %test = eshkol.is_true %x
  cf.cond_br %test, ^a, ^b
^a:
  %t = eshkol.primitive @eshkol_tensor_relu(%x)
  cf.br ^end(%t : !eshkol.value)
^b:
  %zero = eshkol.literal 0 : i64
  cf.br ^end(%zero : !eshkol.value)
^end(%u: !eshkol.value):
  %result = eshkol.primitive @eshkol_add(%u, %x)
  return %result : !eshkol.value
}
func.func @used_behind(%x: !eshkol.value) -> !eshkol.value {
  %test = eshkol.is_true %x
  %t = eshkol.primitive @eshkol_tensor_relu(%x)
  cf.cond_br %test, ^end(%t : !eshkol.value), ^end(%x : !eshkol.value)
^end(%u: !eshkol.value):
  %sum = eshkol.primitive @eshkol_add(%u, %t)
  return %sum : !eshkol.value
}

// -----

// Variables of the top level: one that is only read to compute with, one that others may refer to, one whose value is
// kept, and one that is assigned while its value is used.
// CHECK-LABEL: func.func @variables(
// CHECK: eshkol.set_global @owned, %{{.*}} {eshkol.replaces}
// CHECK: eshkol.set_global @public, %{{.*}}{{$}}
// CHECK: eshkol.set_global @kept, %{{.*}}{{$}}
// CHECK: eshkol.set_global @changed, %{{.*}}{{$}}
eshkol.global "private" @owned
eshkol.global @public
eshkol.global "private" @kept
eshkol.global "private" @changed
func.func @variables(%x: !eshkol.value) -> !eshkol.value {
  %a = eshkol.get_global @owned
  %b = eshkol.check_defined %a, "owned"
  %c = eshkol.primitive @eshkol_tensor_relu(%b)
  eshkol.set_global @owned, %c
  %d = eshkol.get_global @public
  %e = eshkol.primitive @eshkol_tensor_relu(%d)
  eshkol.set_global @public, %e
  %f = eshkol.get_global @kept
  %g = eshkol.primitive @eshkol_tensor_relu(%f)
  eshkol.set_global @kept, %g
  %h = eshkol.get_global @changed
  %i = eshkol.primitive @eshkol_tensor_relu(%h)
  eshkol.set_global @changed, %i
  %j = eshkol.primitive @eshkol_tensor_sign(%h)
  %pair = eshkol.primitive @eshkol_cons(%f, %j)
  return %pair : !eshkol.value
}

// -----

// A box in a frame, also where another function assigns it.
// CHECK-LABEL: func.func private @assigns(
// CHECK: eshkol.set_box %{{.*}}, %{{.*}} {eshkol.in_frame, eshkol.replaces}
// CHECK-LABEL: func.func @boxes(
// CHECK: eshkol.set_box %{{.*}}, %{{.*}} {eshkol.in_frame, eshkol.replaces}
// CHECK: eshkol.set_box %{{.*}}, %{{.*}} {eshkol.in_frame}
func.func private @assigns(%box: !eshkol.value) -> !eshkol.value {
  %a = eshkol.unbox %box
  %b = eshkol.primitive @eshkol_tensor_relu(%a)
  eshkol.set_box %box, %b {eshkol.in_frame}
  %unit = eshkol.literal unit
  return %unit : !eshkol.value
}
func.func @boxes(%x: !eshkol.value) -> !eshkol.value {
  %t = eshkol.primitive @eshkol_tensor_relu(%x)
  %box = eshkol.box %t {eshkol.in_frame}
  %u = eshkol.primitive @eshkol_tensor_silu(%x)
  eshkol.set_box %box, %u {eshkol.in_frame}
  %done = eshkol.call @assigns(%box)
  // Of another one's content, the caller has a reference.
  %other = eshkol.box %x {eshkol.in_frame}
  %v = eshkol.primitive @eshkol_tensor_sign(%x)
  eshkol.set_box %other, %v {eshkol.in_frame}
  return %done : !eshkol.value
}

// -----

// Programs without tensors are left as they are.
// CHECK-LABEL: func.func @numbers(
// CHECK-NOT: eshkol.last_uses
func.func @numbers(%x: !eshkol.value) -> !eshkol.value {
  %a = eshkol.primitive @eshkol_multiply(%x, %x)
  %b = eshkol.primitive @eshkol_add(%a, %x)
  return %b : !eshkol.value
}
