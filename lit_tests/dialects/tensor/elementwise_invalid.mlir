// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @compare_shapes(%a: tensor<2xf32>, %b: tensor<3xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected lhs and rhs to have one type but got 'tensor<2xf32>' and 'tensor<3xf32>'}}
  %0 = eshkol.compare eq %a, %b : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xi1>
  return
}

// -----

func.func @compare_elements(%a: tensor<2xf32>, %b: tensor<2xi32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected lhs and rhs to have one type but got 'tensor<2xf32>' and 'tensor<2xi32>'}}
  %0 = eshkol.compare eq %a, %b : (tensor<2xf32>, tensor<2xi32>) -> tensor<2xi1>
  return
}

// -----

func.func @compare_complex(%a: tensor<2xcomplex<f32>>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{complex numbers have no order: expected eq or ne but got lt}}
  %0 = eshkol.compare lt %a, %a : (tensor<2xcomplex<f32>>, tensor<2xcomplex<f32>>) -> tensor<2xi1>
  return
}

// -----

func.func @select_branches(%c: i1, %a: tensor<2xf32>, %b: tensor<2xf64>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected on_true and on_false to have one type but got 'tensor<2xf32>' and 'tensor<2xf64>'}}
  %0 = eshkol.select %c, %a, %b : (i1, tensor<2xf32>, tensor<2xf64>) -> tensor<2xf32>
  return
}

// -----

func.func @select_condition(%c: tensor<3xi1>, %a: tensor<2xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected condition to be a scalar or have the shape of 'tensor<2xf32>' but got 'tensor<3xi1>'}}
  %0 = eshkol.select %c, %a, %a : (tensor<3xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @convert_shape(%a: tensor<2xf32>) {
  // expected-error @+1 {{expected the result to have the shape of 'tensor<2xf32>' but got 'tensor<3xf64>'}}
  %0 = eshkol.convert %a : (tensor<2xf32>) -> tensor<3xf64>
  return
}

// -----

func.func @convert_complex(%a: tensor<2xcomplex<f32>>) {
  // expected-error @+1 {{cannot convert complex 'tensor<2xcomplex<f32>>' to real 'tensor<2xf32>': take a part with eshkol.map and complex.re}}
  %0 = eshkol.convert %a : (tensor<2xcomplex<f32>>) -> tensor<2xf32>
  return
}

// -----

func.func @clamp_shape(%x: tensor<2xf32>, %low: tensor<3xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected low to be of rank 0 or have the shape of 'tensor<2xf32>' but got 'tensor<3xf32>'}}
  %0 = eshkol.clamp %x, %low, %x : (tensor<2xf32>, tensor<3xf32>, tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @clamp_elements(%x: tensor<2xf32>, %high: tensor<f64>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected high to have elements of 'tensor<2xf32>' but got 'tensor<f64>'}}
  %0 = eshkol.clamp %x, %x, %high : (tensor<2xf32>, tensor<2xf32>, tensor<f64>) -> tensor<2xf32>
  return
}

// -----

func.func @map_nothing() {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected at least one operand}}
  eshkol.map : () -> () {
    eshkol.yield
  }
  return
}

// -----

func.func @map_shapes(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected operands of one shape but got 'tensor<2xf32>' and 'tensor<3xf32>'}}
  %0 = eshkol.map %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32> {
  ^bb0(%a: f32, %b: f32):
    eshkol.yield %a : f32
  }
  return
}

// -----

func.func @map_result(%x: tensor<2xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{'eshkol.map' op inferred type(s) 'tensor<2xf32>' are incompatible with return type(s) of operation 'tensor<2xi32>'}}
  %0 = eshkol.map %x : (tensor<2xf32>) -> tensor<2xi32> {
  ^bb0(%a: f32):
    eshkol.yield %a : f32
  }
  return
}

// -----

func.func @map_argument_count(%x: tensor<2xf32>) {
  // expected-error @+1 {{expected a region argument for each of 1 operands but got 2}}
  %0 = eshkol.map %x : (tensor<2xf32>) -> tensor<2xf32> {
  ^bb0(%a: f32, %b: f32):
    eshkol.yield %a : f32
  }
  return
}

// -----

func.func @map_argument_type(%x: tensor<2xf32>) {
  // expected-error @+1 {{expected region argument 0 to be an element of 'tensor<2xf32>' but got 'f64'}}
  %0 = eshkol.map %x : (tensor<2xf32>) -> tensor<2xf64> {
  ^bb0(%a: f64):
    eshkol.yield %a : f64
  }
  return
}

// -----

func.func @map_effect(%x: tensor<2xf32>, %c: i1) {
  // expected-error @+1 {{expected a region without side effects}}
  %0 = eshkol.map %x : (tensor<2xf32>) -> tensor<2xf32> {
  ^bb0(%a: f32):
    // expected-note @+1 {{eshkol.assert has or may have some}}
    eshkol.assert %c, "inside" : i1
    eshkol.yield %a : f32
  }
  return
}

// -----

func.func @map_tensor(%x: tensor<2xf32>, %i: index) {
  // expected-error @+1 {{expected a region over scalars}}
  %0 = eshkol.map %x : (tensor<2xf32>) -> tensor<2xf32> {
  ^bb0(%a: f32):
    // expected-note @+1 {{tensor.extract takes a 'tensor<2xf32>'}}
    %b = tensor.extract %x[%i] : tensor<2xf32>
    eshkol.yield %b : f32
  }
  return
}

// -----

func.func @yield_elsewhere(%c: i1) {
  scf.if %c {
    // expected-error @+1 {{expects parent op 'eshkol.map'}}
    eshkol.yield
  }
  return
}
