// Tensors of known small sizes are vectors in registers, where nothing can tell them from objects.
// RUN: eshkol-opt --eshkol-unbox --split-input-file %s | FileCheck %s
// RUN: eshkol-opt --eshkol-unbox=tensors=false --split-input-file %s | FileCheck %s --check-prefix=OFF

// A loop over a vector of three elements, which take two registers of two each.  A product has its terms in the order
// of the runtime: the first and the third, then the second.
// CHECK-LABEL: func.func private @loop(
// CHECK-SAME: %[[N:.*]]: !eshkol.value, %[[V:.*]]: vector<4xf64>) -> f64
// CHECK: %[[A:.*]] = llvm.extractelement %[[V]][%{{.*}}] : vector<4xf64>
// CHECK: %[[P:.*]] = arith.mulf
// CHECK: %[[Q:.*]] = arith.mulf
// CHECK: %[[R:.*]] = arith.mulf
// CHECK: %[[P0:.*]] = arith.addf %{{.*}}, %[[P]]
// CHECK: %[[Q0:.*]] = arith.addf %{{.*}}, %[[Q]]
// CHECK: %[[R0:.*]] = arith.addf %{{.*}}, %[[R]]
// CHECK: %[[PR:.*]] = arith.addf %[[P0]], %[[R0]]
// CHECK: %[[PQR:.*]] = arith.addf %[[PR]], %[[Q0]]
// CHECK: return %[[PQR]] : f64
// CHECK: %[[SUM:.*]] = arith.addf %[[V]], %[[V]] : vector<4xf64>
// CHECK: %[[D:.*]] = eshkol.call @loop(%{{.*}}, %[[SUM]]) : (!eshkol.value, vector<4xf64>) -> f64
// CHECK: return %[[D]] : f64
// OFF-LABEL: func.func private @loop(
// OFF-SAME: %{{.*}}: !eshkol.value, %{{.*}}: !eshkol.value) -> !eshkol.value
// OFF: eshkol.primitive @eshkol_tensor_vector_dot
func.func private @loop(%n: !eshkol.value, %v: !eshkol.value) -> !eshkol.value {
  %zero = eshkol.literal 0
  %done = eshkol.primitive @eshkol_number_equal(%n, %zero)
  %stop = eshkol.is_true %done
  cf.cond_br %stop, ^bb1, ^bb2
^bb1:
  %d = eshkol.primitive @eshkol_tensor_vector_dot(%v, %v)
  return %d : !eshkol.value
^bb2:
  %one = eshkol.literal 1
  %less = eshkol.primitive @eshkol_subtract(%n, %one)
  %w = eshkol.primitive @eshkol_tensor_vector_add(%v, %v)
  %r = eshkol.call @loop(%less, %w)
  return %r : !eshkol.value
}
// The list that the elements were in is gone.
// CHECK-LABEL: func.func @main(
// CHECK-NOT: eshkol_cons
// CHECK-COUNT-3: llvm.insertelement
// CHECK: eshkol.call @loop(%{{.*}}, %{{.*}}) : (!eshkol.value, vector<4xf64>) -> f64
func.func @main(%n: !eshkol.value) -> !eshkol.value {
  %type = eshkol.literal "(float64 3)"
  %x = eshkol.literal 1.0
  %y = eshkol.literal 2
  %nil = eshkol.literal []
  %c0 = eshkol.primitive @eshkol_cons(%x, %nil)
  %c1 = eshkol.primitive @eshkol_cons(%y, %c0)
  %c2 = eshkol.primitive @eshkol_cons(%x, %c1)
  %v = eshkol.primitive @eshkol_tensor_typed_vector(%type, %c2)
  %d = eshkol.call @loop(%n, %v)
  %r = eshkol.primitive @eshkol_add(%d, %x)
  return %r : !eshkol.value
}

// -----

// What is kept is one object from the start, whose elements are read where they are used.
// CHECK-LABEL: func.func private @keep(
// CHECK-SAME: %[[V:.*]]: vector<4xf32>
// CHECK: %[[SUM:.*]] = arith.addf %[[V]], %[[V]] : vector<4xf32>
// CHECK: %[[W:.*]] = eshkol.small_tensor %[[SUM]], [2] : vector<4xf32>
// CHECK: eshkol.set_global @kept, %[[W]]
// CHECK: eshkol.primitive @eshkol_tensor_set_x(%[[W]],
// CHECK: %[[NOW:.*]] = eshkol.elements %[[W]], 2 : vector<4xf32>
// CHECK: arith.addf %[[NOW]], %[[V]]
eshkol.global "private" @kept
func.func private @keep(%v: !eshkol.value) -> !eshkol.value {
  %w = eshkol.primitive @eshkol_add(%v, %v)
  eshkol.set_global @kept, %w
  %i = eshkol.literal 0
  %nil = eshkol.literal []
  %rest = eshkol.primitive @eshkol_cons(%i, %nil)
  %s = eshkol.primitive @eshkol_tensor_set_x(%w, %i, %rest)
  %u = eshkol.primitive @eshkol_add(%w, %v)
  %d = eshkol.primitive @eshkol_tensor_sum(%u, %i, %i)
  return %d : !eshkol.value
}
func.func @main() -> !eshkol.value {
  %type = eshkol.literal "(f32)"
  %x = eshkol.literal 1.0
  %nil = eshkol.literal []
  %c0 = eshkol.primitive @eshkol_cons(%x, %nil)
  %c1 = eshkol.primitive @eshkol_cons(%x, %c0)
  %v = eshkol.primitive @eshkol_tensor_typed_vector(%type, %c1)
  %r = eshkol.call @keep(%v)
  return %r : !eshkol.value
}

// -----

// A checked argument is an object of the caller.  It is read where the procedure begins, unless something might change
// it before it is used.
// CHECK-LABEL: func.func private @quiet(
// CHECK: %[[C:.*]] = eshkol.primitive @eshkol_internal_check_declared
// CHECK: %[[V:.*]] = eshkol.elements %[[C]], 4 : vector<4xf64>
// CHECK: eshkol.call @"quiet/unboxed"(%[[V]]) : (vector<4xf64>) -> vector<4xf64>
// CHECK-LABEL: func.func private @"quiet/unboxed"(
// CHECK-SAME: vector<4xf64>) -> vector<4xf64>
func.func private @quiet(%m: !eshkol.value) -> !eshkol.value {
  %text = eshkol.literal "\22m\22"
  %check = eshkol.literal "(196876 2 2)"
  %c = eshkol.primitive @eshkol_internal_check_declared(%m, %check, %text, %text)
  %p = eshkol.primitive @eshkol_display(%text, %text)
  %r = eshkol.primitive @eshkol_tensor_matrix_multiply(%c, %c)
  return %r : !eshkol.value
}
// CHECK-LABEL: func.func private @changing(
// CHECK: %[[C:.*]] = eshkol.primitive @eshkol_internal_check_declared
// CHECK: eshkol.call @"changing/unboxed"(%[[C]], %{{.*}})
// CHECK-LABEL: func.func private @"changing/unboxed"(
// CHECK-SAME: %[[M:.*]]: !eshkol.value, %[[F:.*]]: !eshkol.value) -> !eshkol.value
// CHECK: eshkol.apply %[[F]]()
// CHECK: eshkol.elements %[[M]], 4 : vector<4xf64>
func.func private @changing(%m: !eshkol.value, %f: !eshkol.value) -> !eshkol.value {
  %text = eshkol.literal "\22m\22"
  %check = eshkol.literal "(196876 2 2)"
  %c = eshkol.primitive @eshkol_internal_check_declared(%m, %check, %text, %text)
  %p = eshkol.apply %f()
  %r = eshkol.primitive @eshkol_tensor_matrix_multiply(%c, %c)
  return %r : !eshkol.value
}
func.func @main(%any: !eshkol.value) -> !eshkol.value {
  %i = eshkol.literal 0
  %a = eshkol.call @quiet(%any)
  %b = eshkol.call @quiet(%a)
  %c = eshkol.call @changing(%any, %any)
  %d = eshkol.call @changing(%c, %any)
  %e = eshkol.primitive @eshkol_tensor_matrix_ref(%b, %i, %i)
  %f = eshkol.primitive @eshkol_tensor_matrix_ref(%d, %i, %i)
  %r = eshkol.primitive @eshkol_add(%e, %f)
  return %r : !eshkol.value
}

// -----

// All arguments are in registers: a third vector of eight elements is an object.
// CHECK-LABEL: func.func private @three(
// CHECK-SAME: vector<8xf64>, %{{.*}}: vector<8xf64>, %{{.*}}: !eshkol.value) -> vector<8xf64>
func.func private @three(%a: !eshkol.value, %b: !eshkol.value, %c: !eshkol.value) -> !eshkol.value {
  %d = eshkol.primitive @eshkol_add(%a, %b)
  %e = eshkol.primitive @eshkol_add(%d, %c)
  return %e : !eshkol.value
}
func.func @main(%any: !eshkol.value) -> !eshkol.value {
  %text = eshkol.literal "\22v\22"
  %check = eshkol.literal "(131340 5)"
  %v = eshkol.primitive @eshkol_internal_check_declared(%any, %check, %text, %text)
  %w = eshkol.call @three(%v, %v, %v)
  %r = eshkol.primitive @eshkol_tensor_vector_magnitude(%w)
  return %r : !eshkol.value
}
