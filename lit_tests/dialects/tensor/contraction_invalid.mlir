// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @matmul_contracted(%x: tensor<32x784xf32>, %w: tensor<100x256xf32>) -> tensor<32x256xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot contract dimension 784 of lhs 'tensor<32x784xf32>' with dimension 100 of rhs 'tensor<100x256xf32>'}}
  %r = eshkol.matmul %x, %w : (tensor<32x784xf32>, tensor<100x256xf32>) -> tensor<32x256xf32>
  return %r : tensor<32x256xf32>
}

// -----

func.func @matmul_elements(%x: tensor<2x3xf32>, %w: tensor<3x2xf64>) -> tensor<2x2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected lhs and rhs to have one element type but got 'tensor<2x3xf32>' and 'tensor<3x2xf64>'}}
  %r = eshkol.matmul %x, %w : (tensor<2x3xf32>, tensor<3x2xf64>) -> tensor<2x2xf32>
  return %r : tensor<2x2xf32>
}

// -----

func.func @matmul_vector(%x: tensor<3xf32>, %w: tensor<3xf32>) -> tensor<f32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected lhs and rhs to have the same rank, at least 2, but got 'tensor<3xf32>' and 'tensor<3xf32>'}}
  %r = eshkol.matmul %x, %w : (tensor<3xf32>, tensor<3xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

// -----

func.func @matmul_ranks(%x: tensor<2x3x4xf32>, %w: tensor<4x5xf32>) -> tensor<2x3x5xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected lhs and rhs to have the same rank, at least 2, but got 'tensor<2x3x4xf32>' and 'tensor<4x5xf32>'}}
  %r = eshkol.matmul %x, %w : (tensor<2x3x4xf32>, tensor<4x5xf32>) -> tensor<2x3x5xf32>
  return %r : tensor<2x3x5xf32>
}

// -----

func.func @matmul_batches(%x: tensor<2x3x4xf32>, %w: tensor<3x4x5xf32>) -> tensor<2x3x5xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected equal batch dimensions but got 'tensor<2x3x4xf32>' and 'tensor<3x4x5xf32>'}}
  %r = eshkol.matmul %x, %w : (tensor<2x3x4xf32>, tensor<3x4x5xf32>) -> tensor<2x3x5xf32>
  return %r : tensor<2x3x5xf32>
}

// -----

func.func @matmul_result(%x: tensor<2x3xf32>, %w: tensor<3x4xf32>) -> tensor<2x5xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{inferred type(s) 'tensor<2x4xf32>' are incompatible with return type(s) of operation 'tensor<2x5xf32>'}}
  %r = eshkol.matmul %x, %w : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x5xf32>
  return %r : tensor<2x5xf32>
}

// -----

func.func @dot_general_elements(%x: tensor<3xf32>, %w: tensor<3xf64>) -> tensor<f32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected lhs and rhs to have one element type but got 'tensor<3xf32>' and 'tensor<3xf64>'}}
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [0] x [0] : (tensor<3xf32>, tensor<3xf64>) -> tensor<f32>
  return %r : tensor<f32>
}

// -----

func.func @dot_general_range(%x: tensor<3xf32>, %w: tensor<3xf32>) -> tensor<f32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected lhs_batching and lhs_contracting to be in [0, 1) but got 1}}
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [1] x [0] : (tensor<3xf32>, tensor<3xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

// -----

func.func @dot_general_twice(%x: tensor<3x3xf32>, %w: tensor<3x3xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected rhs_batching and rhs_contracting to name each dimension once but 1 occurs twice}}
  %r = eshkol.dot_general %x, %w batching [0] x [1] contracting [1] x [1] : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @dot_general_unpaired_batch(%x: tensor<3x3xf32>, %w: tensor<3x3xf32>) -> tensor<3x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected as many batching dimensions of lhs as of rhs but got 1 and 0}}
  %r = eshkol.dot_general %x, %w batching [0] x [] contracting [1] x [1] : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  return %r : tensor<3x3xf32>
}

// -----

func.func @dot_general_unpaired_sum(%x: tensor<3x3xf32>, %w: tensor<3x3xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected as many contracting dimensions of lhs as of rhs but got 1 and 2}}
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [1] x [0, 1] : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @dot_general_batch(%x: tensor<2x3xf32>, %w: tensor<4x3xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot pair batching dimension 0 of lhs 'tensor<2x3xf32>' with dimension 0 of rhs 'tensor<4x3xf32>'}}
  %r = eshkol.dot_general %x, %w batching [0] x [0] contracting [1] x [1] : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

func.func @dot_general_sum(%x: tensor<2x3xf32>, %w: tensor<4x5xf32>) -> tensor<2x5xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot pair contracting dimension 1 of lhs 'tensor<2x3xf32>' with dimension 0 of rhs 'tensor<4x5xf32>'}}
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [1] x [0] : (tensor<2x3xf32>, tensor<4x5xf32>) -> tensor<2x5xf32>
  return %r : tensor<2x5xf32>
}
