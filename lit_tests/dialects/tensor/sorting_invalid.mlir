// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @sort_dimension(%x: tensor<2xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension to be in [0, 1) but got 1}}
  %0, %1 = eshkol.sort %x dimension = 1 : (tensor<2xf32>) -> (tensor<2xf32>, tensor<2xi64>)
  return
}

// -----

func.func @sort_complex(%x: tensor<2xcomplex<f32>>) {
  // expected-error @+1 {{operand #0 must be ranked tensor of a real number or truth value values, but got 'tensor<2xcomplex<f32>>'}}
  %0, %1 = eshkol.sort %x dimension = 0 : (tensor<2xcomplex<f32>>) -> (tensor<2xcomplex<f32>>, tensor<2xi64>)
  return
}

// -----

func.func @sort_result(%x: tensor<2xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{'eshkol.sort' op inferred type(s) 'tensor<2xf32>', 'tensor<2xi64>' are incompatible with return type(s) of operation 'tensor<2xf32>', 'tensor<3xi64>'}}
  %0, %1 = eshkol.sort %x dimension = 0 : (tensor<2xf32>) -> (tensor<2xf32>, tensor<3xi64>)
  return
}

// -----

func.func @top_k_scalar(%x: tensor<f32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected an operand of rank 1 or more but got 'tensor<f32>'}}
  %0, %1 = eshkol.top_k %x k = 1 : (tensor<f32>) -> (tensor<f32>, tensor<i64>)
  return
}

// -----

func.func @top_k_negative(%x: tensor<?xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected k to be zero or positive but got -1}}
  %0, %1 = eshkol.top_k %x k = -1 : (tensor<?xf32>) -> (tensor<1xf32>, tensor<1xi64>)
  return
}

// -----

func.func @top_k_large(%x: tensor<7x2xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected k to be at most 2, the last dimension of 'tensor<7x2xf32>', but got 3}}
  %0, %1 = eshkol.top_k %x k = 3 : (tensor<7x2xf32>) -> (tensor<7x3xf32>, tensor<7x3xi64>)
  return
}
