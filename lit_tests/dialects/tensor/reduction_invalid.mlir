// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @reduce_truth_values(%x: tensor<2xi1>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot reduce 'tensor<2xi1>' by sum}}
  %0 = eshkol.reduce sum %x [0] : (tensor<2xi1>) -> tensor<i1>
  return
}

// -----

func.func @reduce_complex(%x: tensor<2xcomplex<f32>>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot reduce 'tensor<2xcomplex<f32>>' by max}}
  %0 = eshkol.reduce max %x [0] : (tensor<2xcomplex<f32>>) -> tensor<complex<f32>>
  return
}

// -----

func.func @reduce_integers(%x: tensor<2xi32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot reduce 'tensor<2xi32>' by mean}}
  %0 = eshkol.reduce mean %x [0] : (tensor<2xi32>) -> tensor<i32>
  return
}

// -----

func.func @reduce_numbers(%x: tensor<2xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot reduce 'tensor<2xf32>' by all}}
  %0 = eshkol.reduce all %x [0] : (tensor<2xf32>) -> tensor<f32>
  return
}

// -----

func.func @reduce_dimension(%x: tensor<2x3xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimensions to be in [0, 2) but got 2}}
  %0 = eshkol.reduce sum %x [2] : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @reduce_twice(%x: tensor<2x3xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimensions to name each dimension once but 1 occurs twice}}
  %0 = eshkol.reduce sum %x [1, 1] : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @argmax_dimension(%x: tensor<f32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension to be in [0, 0) but got 0}}
  %0 = eshkol.argmax %x dimension = 0 : (tensor<f32>) -> tensor<i64>
  return
}

// -----

func.func @argmin_empty(%x: tensor<2x0xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension 1 of 'tensor<2x0xf32>' not to be empty}}
  %0 = eshkol.argmin %x dimension = 1 : (tensor<2x0xf32>) -> tensor<2xi64>
  return
}

// -----

func.func @argmax_complex(%x: tensor<2xcomplex<f32>>) {
  // expected-error @+1 {{operand #0 must be ranked tensor of a real number or truth value values, but got 'tensor<2xcomplex<f32>>'}}
  %0 = eshkol.argmax %x dimension = 0 : (tensor<2xcomplex<f32>>) -> tensor<i64>
  return
}

// -----

func.func @cumulative_kind(%x: tensor<2xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected kind to be sum, prod, max or min but got mean}}
  %0 = eshkol.cumulative mean %x dimension = 0 : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @cumulative_complex(%x: tensor<2xcomplex<f64>>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot accumulate 'tensor<2xcomplex<f64>>' by min}}
  %0 = eshkol.cumulative min %x dimension = 0 : (tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>>
  return
}

// -----

func.func @cumulative_dimension(%x: tensor<2xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension to be in [0, 1) but got -1}}
  %0 = eshkol.cumulative sum %x dimension = -1 : (tensor<2xf32>) -> tensor<2xf32>
  return
}
