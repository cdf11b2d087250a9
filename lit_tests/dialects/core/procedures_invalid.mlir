// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @no_procedure() {
  // expected-error @+1 {{'eshkol.lambda' op expected at least one procedure}}
  "eshkol.lambda"() <{names = [], required = array<i64>, rest = array<i1>}> : () -> ()
  return
}

// -----

func.func @numbers() {
  // expected-error @+1 {{'eshkol.lambda' op expected a name, a number of required parameters, whether there are more and a body for each of its 1 procedures, but got 1, 2, 1 and 1}}
  %0 = eshkol.lambda ["f"] required [0, 0] rest [false] ({
  ^bb0(%self: !eshkol.value):
    eshkol.return %self
  })
  return
}

// -----

func.func @bodies() {
  // expected-error @+1 {{'eshkol.lambda' op expected a name, a number of required parameters, whether there are more and a body for each of its 2 procedures, but got 2, 2, 2 and 1}}
  %0:2 = eshkol.lambda ["f", "g"] required [0, 0] rest [false, false] ({
  ^bb0(%f: !eshkol.value, %g: !eshkol.value):
    eshkol.return %f
  })
  return
}

// -----

func.func @negative() {
  // expected-error @+1 {{'eshkol.lambda' op expected procedure 0 to have no or more required parameters, but got -1}}
  %0 = eshkol.lambda ["f"] required [-1] rest [false] ({
    %u = eshkol.undefined
    eshkol.return %u
  })
  return
}

// -----

func.func @parameters() {
  // expected-error @+1 {{'eshkol.lambda' op expected body 1 to have 3 arguments (2 procedures, 1 parameters), but it has 2}}
  %0:2 = eshkol.lambda ["f", "g"] required [0, 1] rest [false, false] ({
  ^bb0(%f: !eshkol.value, %g: !eshkol.value):
    eshkol.return %f
  }, {
  ^bb0(%f: !eshkol.value, %g: !eshkol.value):
    eshkol.return %f
  })
  return
}

// -----

func.func @rest_parameter() {
  // expected-error @+1 {{'eshkol.lambda' op expected body 0 to have 2 arguments (1 procedures, 0 parameters, the rest), but it has 1}}
  %0 = eshkol.lambda ["f"] required [0] rest [true] ({
  ^bb0(%f: !eshkol.value):
    eshkol.return %f
  })
  return
}

// -----

func.func @parameter_type() {
  // expected-error @+1 {{'eshkol.lambda' op expected the arguments of body 0 to be values, but one is 'i64'}}
  %0 = eshkol.lambda ["f"] required [1] rest [false] ({
  ^bb0(%f: !eshkol.value, %n: i64):
    eshkol.return %f
  })
  return
}

// -----

func.func @blocks() {
  // expected-error @+1 {{'eshkol.lambda' op region #0 ('bodies') failed to verify constraint: region with 1 blocks}}
  %0 = eshkol.lambda ["f"] required [0] rest [false] ({
  ^bb0(%f: !eshkol.value):
    cf.br ^bb1
  ^bb1:
    eshkol.return %f
  })
  return
}

// -----

func.func @return_of_function(%x: !eshkol.value) -> !eshkol.value {
  // expected-error @+1 {{'eshkol.return' op expects parent op 'eshkol.lambda'}}
  eshkol.return %x
}

// -----

func.func @no_callee() {
  // expected-error @+1 {{'eshkol.call' op expected @f to be a function}}
  %0 = eshkol.call @f()
  return
}

// -----

eshkol.global @f
func.func @call_of_variable() {
  // expected-error @+1 {{'eshkol.call' op expected @f to be a function}}
  %0 = eshkol.call @f()
  return
}

// -----

func.func private @f(!eshkol.value) -> !eshkol.value
func.func @argument_count(%x: !eshkol.value) {
  // expected-error @+1 {{'eshkol.call' op expected 1 arguments for @f, but got 2}}
  %0 = eshkol.call @f(%x, %x)
  return
}

// -----

func.func private @f(f64) -> i1
func.func @call_type(%x: f64) {
  // expected-error @+1 {{'eshkol.call' op expected the type of @f, '(f64) -> i1', but got '(f64) -> f64'}}
  %0 = eshkol.call @f(%x) : (f64) -> f64
  return
}

// -----

func.func @passed_type(%x: i64) {
  // expected-error @+1 {{'eshkol.call' op operand #0 must be variadic of a value, f64, i1 or elements, but got 'i64'}}
  %0 = eshkol.call @f(%x) : (i64) -> f64
  return
}

// -----

func.func @apply_type(%f: i64) {
  // expected-error @+1 {{'eshkol.apply' op operand #0 must be a Scheme value of any type, but got 'i64'}}
  %0 = "eshkol.apply"(%f) : (i64) -> !eshkol.value
  return
}

// -----

func.func @captured_index(%x: !eshkol.value) {
  // expected-error @+1 {{'eshkol.captured' op attribute 'index' failed to satisfy constraint: 64-bit signless integer attribute whose value is non-negative}}
  %0 = "eshkol.captured"(%x) {index = 0 : i32} : (!eshkol.value) -> !eshkol.value
  return
}

// -----

func.func @keyword() {
  // expected-error @+1 {{expected 'required'}}
  %0 = eshkol.lambda ["f"] rest [false]
  return
}

// -----

func.func @captured_negative(%x: !eshkol.value) {
  // expected-error @+1 {{attribute 'index' failed to satisfy constraint: 64-bit signless integer attribute whose value is non-negative}}
  %0 = eshkol.captured %x, -1
  return
}

// -----

func.func @missing_procedure() {
  // expected-error @+1 {{'eshkol.procedure' op expected @missing to be a function}}
  %0 = eshkol.procedure @missing
  return
}

// -----

func.func private @body(!eshkol.value) -> !eshkol.value attributes {eshkol.self}
func.func @procedure_with_closure() {
  // expected-error @+1 {{'eshkol.procedure' op expected a function without eshkol.self, but got @body}}
  %0 = eshkol.procedure @body
  return
}

// -----

func.func private @f(!eshkol.value) -> !eshkol.value
func.func @closure_without_self(%x: !eshkol.value) {
  // expected-error @+1 {{'eshkol.closure' op expected a function with eshkol.self, but got @f}}
  %0 = eshkol.closure @f[%x]
  return
}

// -----

func.func @device_count(%k: !eshkol.value) {
  // expected-error @+1 {{'eshkol.lambda' op expected `device` to have an element for each of its 1 procedures, but it has 0}}
  %0 = eshkol.lambda ["f"] required [0] rest [false] keeping(%k) ({
  ^bb0(%f: !eshkol.value):
    eshkol.return %f
  }) {device = []}
  return
}

// -----

func.func @device_identity(%k: !eshkol.value) {
  // expected-error @+1 {{'eshkol.lambda' op expected `device` to have, for each procedure, `unit` or a dictionary of `places` and either a `number` or an `operation`, but got {number = 1 : i64, operation = "compose", places = []}}}
  %0 = eshkol.lambda ["f"] required [0] rest [false] keeping(%k) ({
  ^bb0(%f: !eshkol.value):
    eshkol.return %f
  }) {device = [{number = 1 : i64, operation = "compose", places = []}]}
  return
}

// -----

func.func @device_without_places(%k: !eshkol.value) {
  // expected-error @+1 {{'eshkol.lambda' op expected `device` to have, for each procedure, `unit` or a dictionary of `places` and either a `number` or an `operation`, but got {number = 1 : i64}}}
  %0 = eshkol.lambda ["f"] required [0] rest [false] keeping(%k) ({
  ^bb0(%f: !eshkol.value):
    eshkol.return %f
  }) {device = [{number = 1 : i64}]}
  return
}

// -----

func.func @device_place(%k: !eshkol.value) {
  // expected-error @+1 {{'eshkol.lambda' op expected a place to be a variable or the position of one of the 1 operands, but got 1 : i64}}
  %0 = eshkol.lambda ["f"] required [0] rest [false] keeping(%k) ({
  ^bb0(%f: !eshkol.value):
    eshkol.return %f
  }) {device = [{number = 1 : i64, places = [1]}]}
  return
}
