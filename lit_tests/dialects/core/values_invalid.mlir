// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @fixnum_above() {
  // expected-error @+1 {{'eshkol.literal' op expected a fixnum of at most 62 bits, but got 2305843009213693952; larger integers are written as strings}}
  %0 = eshkol.literal 2305843009213693952
  return
}

// -----

func.func @fixnum_below() {
  // expected-error @+1 {{'eshkol.literal' op expected a fixnum of at most 62 bits, but got -2305843009213693953; larger integers are written as strings}}
  %0 = eshkol.literal -2305843009213693953
  return
}

// -----

func.func @byte() {
  // expected-error @+1 {{'eshkol.literal' op expected an i64, f64, i1 or i32, a string, [] or unit, but got 1 : i8}}
  %0 = eshkol.literal 1 : i8
  return
}

// -----

func.func @signed() {
  // expected-error @+1 {{'eshkol.literal' op expected an i64, f64, i1 or i32, a string, [] or unit, but got 1 : si64}}
  %0 = eshkol.literal 1 : si64
  return
}

// -----

func.func @single() {
  // expected-error @+1 {{'eshkol.literal' op expected an i64, f64, i1 or i32, a string, [] or unit, but got 1.500000e+00 : f32}}
  %0 = eshkol.literal 1.5 : f32
  return
}

// -----

func.func @elements() {
  // expected-error @+1 {{'eshkol.literal' op expected an i64, f64, i1 or i32, a string, [] or unit, but got [1]}}
  %0 = eshkol.literal [1]
  return
}

// -----

func.func @no_value(%x: i64) {
  // expected-error @+1 {{'eshkol.is_true' op operand #0 must be a Scheme value of any type, but got 'i64'}}
  %0 = "eshkol.is_true"(%x) : (i64) -> i1
  return
}

// -----

func.func @no_name(%x: !eshkol.value) {
  // expected-error @+1 {{'eshkol.check_defined' op requires attribute 'name'}}
  %0 = "eshkol.check_defined"(%x) : (!eshkol.value) -> !eshkol.value
  return
}

// -----

func.func @primitive_argument(%x: f64) {
  // expected-error @+1 {{'eshkol.primitive' op operand #0 must be variadic of a Scheme value of any type, but got 'f64'}}
  %0 = "eshkol.primitive"(%x) {function = @eshkol_add} : (f64) -> !eshkol.value
  return
}

// -----

eshkol.global @g
// expected-note @-1 {{see existing symbol}}
// expected-error @+1 {{redefinition of symbol named 'g'}}
eshkol.global "private" @g

// -----

// expected-error @+1 {{'eshkol.global' op visibility expected to be one of ["public", "private", "nested"], but got "secret"}}
eshkol.global "secret" @g

// -----

func.func private @f(!eshkol.value) -> !eshkol.value
func.func @get_of_function() {
  // expected-error @+1 {{'eshkol.get_global' op expected @f to be an eshkol.global}}
  %0 = eshkol.get_global @f
  return
}

// -----

func.func @set_of_nothing(%x: !eshkol.value) {
  // expected-error @+1 {{'eshkol.set_global' op expected @missing to be an eshkol.global}}
  eshkol.set_global @missing, %x
  return
}

// -----

func.func @too_many_elements(%v: !eshkol.value) {
  // expected-error @+1 {{expected from 1 to 2 elements for 'vector<2xf64>', but got 3}}
  %x = eshkol.elements %v, 3 : vector<2xf64>
  return
}

// -----

func.func @too_large(%x: vector<4xf64>) {
  // expected-error @+1 {{expected from 1 to 4 elements for 'vector<4xf64>', but got 6}}
  %v = eshkol.small_tensor %x, [2, 3] : vector<4xf64>
  return
}

// -----

func.func @of_rank_three(%x: vector<8xf64>) {
  // expected-error @+1 {{expected the sizes of a vector or matrix, but got 3 sizes}}
  %v = eshkol.small_tensor %x, [2, 2, 2] : vector<8xf64>
  return
}

// -----

func.func @length_of_too_many(%y: f64, %x: vector<2xf64>) {
  // expected-error @+1 {{expected from 1 to 2 elements for 'vector<2xf64>', but got 3}}
  %l = eshkol.magnitude %y of %x, 3 : vector<2xf64>
  return
}
