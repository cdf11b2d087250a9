// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @gather_dimension(%x: tensor<2x3xf32>, %i: tensor<4xi64>) -> tensor<2x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension to be in [0, 2) but got 2}}
  %r = eshkol.gather %x[%i] dimension = 2 : (tensor<2x3xf32>, tensor<4xi64>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

// -----

func.func @gather_batch_dims(%x: tensor<2x3xf32>, %i: tensor<2xi64>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected batch_dims to be in [0, 0], at most dimension and the rank of indices 'tensor<2xi64>', but got 1}}
  %r = eshkol.gather %x[%i] dimension = 0 batch_dims = 1 : (tensor<2x3xf32>, tensor<2xi64>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

func.func @gather_negative_batch_dims(%x: tensor<2x3xf32>, %i: tensor<2xi64>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected batch_dims to be in [0, 0], at most dimension and the rank of indices 'tensor<2xi64>', but got -1}}
  %r = eshkol.gather %x[%i] dimension = 0 batch_dims = -1 : (tensor<2x3xf32>, tensor<2xi64>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

func.func @gather_batch(%x: tensor<2x3xf32>, %i: tensor<4xi64>) -> tensor<2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the first 1 dimensions of indices to be those of operand 'tensor<2x3xf32>' but got 'tensor<4xi64>'}}
  %r = eshkol.gather %x[%i] dimension = 1 batch_dims = 1 : (tensor<2x3xf32>, tensor<4xi64>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

func.func @gather_from_nothing(%x: tensor<0x3xf32>, %i: tensor<4xi64>) -> tensor<4x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot read from dimension 0 of 'tensor<0x3xf32>', which is empty}}
  %r = eshkol.gather %x[%i] dimension = 0 : (tensor<0x3xf32>, tensor<4xi64>) -> tensor<4x3xf32>
  return %r : tensor<4x3xf32>
}

// -----

func.func @scatter_order(%x: tensor<5xcomplex<f32>>, %i: tensor<2xi64>, %u: tensor<2xcomplex<f32>>) -> tensor<5xcomplex<f32>> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot order the elements of 'tensor<5xcomplex<f32>>' for max}}
  %r = eshkol.scatter max %x[%i], %u : (tensor<5xcomplex<f32>>, tensor<2xi64>, tensor<2xcomplex<f32>>) -> tensor<5xcomplex<f32>>
  return %r : tensor<5xcomplex<f32>>
}

// -----

func.func @scatter_batch_dims(%x: tensor<5xf32>, %i: tensor<5xi64>, %u: tensor<5xf32>) -> tensor<5xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected batch_dims to be less than the rank of operand 'tensor<5xf32>' and at most that of indices 'tensor<5xi64>' but got 1}}
  %r = eshkol.scatter add %x[%i], %u batch_dims = 1 : (tensor<5xf32>, tensor<5xi64>, tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// -----

func.func @scatter_scalar(%x: tensor<f32>, %i: tensor<2xi64>, %u: tensor<2xf32>) -> tensor<f32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected batch_dims to be less than the rank of operand 'tensor<f32>' and at most that of indices 'tensor<2xi64>' but got 0}}
  %r = eshkol.scatter add %x[%i], %u : (tensor<f32>, tensor<2xi64>, tensor<2xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

// -----

func.func @scatter_batch(%x: tensor<2x5xf32>, %i: tensor<3x4xi64>, %u: tensor<2x4xf32>) -> tensor<2x5xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the first 1 dimensions of indices to be those of operand 'tensor<2x5xf32>' but got 'tensor<3x4xi64>'}}
  %r = eshkol.scatter add %x[%i], %u batch_dims = 1 : (tensor<2x5xf32>, tensor<3x4xi64>, tensor<2x4xf32>) -> tensor<2x5xf32>
  return %r : tensor<2x5xf32>
}

// -----

func.func @scatter_updates(%x: tensor<5x3xf32>, %i: tensor<2xi64>, %u: tensor<2x4xf32>) -> tensor<5x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected 'tensor<2x3xf32>' for updates but got 'tensor<2x4xf32>'}}
  %r = eshkol.scatter add %x[%i], %u : (tensor<5x3xf32>, tensor<2xi64>, tensor<2x4xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// -----

func.func @scatter_elements(%x: tensor<5x3xf32>, %i: tensor<2xi64>, %u: tensor<2x3xf64>) -> tensor<5x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected 'tensor<2x3xf32>' for updates but got 'tensor<2x3xf64>'}}
  %r = eshkol.scatter add %x[%i], %u : (tensor<5x3xf32>, tensor<2xi64>, tensor<2x3xf64>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}
