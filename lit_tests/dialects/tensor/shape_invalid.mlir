// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @broadcast_count(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimensions to have one entry per dimension of 'tensor<2x3xf32>' but got 1}}
  %r = eshkol.broadcast %x [0] to [2, 3] : tensor<2x3xf32> -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

func.func @broadcast_range(%x: tensor<3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimensions to be in [0, 2) but got 2}}
  %r = eshkol.broadcast %x [2] to [2, 3] : tensor<3xf32> -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

func.func @broadcast_order(%x: tensor<2x3xf32>) -> tensor<3x2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimensions to increase}}
  %r = eshkol.broadcast %x [1, 0] to [3, 2] : tensor<2x3xf32> -> tensor<3x2xf32>
  return %r : tensor<3x2xf32>
}

// -----

func.func @broadcast_size(%x: tensor<3xf32>) -> tensor<2x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot broadcast dimension 0 of 'tensor<3xf32>' to size 4}}
  %r = eshkol.broadcast %x [1] to [2, 4] : tensor<3xf32> -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

// -----

func.func @broadcast_operands(%x: tensor<3xf32>) -> tensor<?x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected one operand per dynamic entry of sizes but got 0 for 1}}
  %r = "eshkol.broadcast"(%x) <{dimensions = array<i64: 1>, static_sizes = array<i64: -9223372036854775808, 3>}> : (tensor<3xf32>) -> tensor<?x3xf32>
  return %r : tensor<?x3xf32>
}

// -----

func.func @transpose_count(%x: tensor<2x3xf32>) -> tensor<3x2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected permutation to have one entry per dimension of 'tensor<2x3xf32>' but got 1}}
  %r = eshkol.transpose %x [0] : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return %r : tensor<3x2xf32>
}

// -----

func.func @transpose_twice(%x: tensor<2x3xf32>) -> tensor<3x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected permutation to name each dimension once but 1 occurs twice}}
  %r = eshkol.transpose %x [1, 1] : (tensor<2x3xf32>) -> tensor<3x3xf32>
  return %r : tensor<3x3xf32>
}

// -----

func.func @reshape_count(%x: tensor<2x3xf32>) -> tensor<2x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot reshape 'tensor<2x3xf32>' to 'tensor<2x4xf32>': the numbers of elements differ}}
  %r = eshkol.reshape %x to [2, 4] : tensor<2x3xf32> -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

// -----

func.func @reshape_indivisible(%x: tensor<2x3xf32>, %n: index) -> tensor<?x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot reshape 'tensor<2x3xf32>' to 'tensor<?x4xf32>': the numbers of elements differ}}
  %r = eshkol.reshape %x to [%n, 4] : tensor<2x3xf32> -> tensor<?x4xf32>
  return %r : tensor<?x4xf32>
}

// -----

func.func @reshape_unreachable(%x: tensor<?x3xf32>) -> tensor<5xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot reshape 'tensor<?x3xf32>' to 'tensor<5xf32>': the numbers of elements differ}}
  %r = eshkol.reshape %x to [5] : tensor<?x3xf32> -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// -----

func.func @reshape_negative(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected sizes not to be negative but got -1}}
  %r = eshkol.reshape %x to [-1, 4] : tensor<2x4xf32> -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

// -----

func.func @reverse_range(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimensions to be in [0, 2) but got -1}}
  %r = eshkol.reverse %x [-1] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

func.func @reverse_twice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimensions to name each dimension once but 0 occurs twice}}
  %r = eshkol.reverse %x [0, 0] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

func.func @iota_truth() -> tensor<2xi1> {
  // expected-error @+1 {{expected elements that are numbers but got 'tensor<2xi1>'}}
  %r = eshkol.iota dimension = 0 to [2] : tensor<2xi1>
  return %r : tensor<2xi1>
}

// -----

func.func @iota_dimension() -> tensor<2xi64> {
  // expected-error @+1 {{expected dimension to be in [0, 1) but got 1}}
  %r = eshkol.iota dimension = 1 to [2] : tensor<2xi64>
  return %r : tensor<2xi64>
}

// -----

func.func @iota_scalar() -> tensor<i64> {
  // expected-error @+1 {{expected dimension to be in [0, 0) but got 0}}
  %r = eshkol.iota dimension = 0 to [] : tensor<i64>
  return %r : tensor<i64>
}

// -----

func.func @iota_result() -> tensor<2x4xi64> {
  // expected-error @+1 {{expected a result of type 'tensor<2x3xi64>' but got 'tensor<2x4xi64>'}}
  %r = eshkol.iota dimension = 0 to [2, 3] : tensor<2x4xi64>
  return %r : tensor<2x4xi64>
}

// -----

func.func @iota_operands() -> tensor<?xi64> {
  // expected-error @+1 {{expected one operand per dynamic entry of sizes but got 0 for 1}}
  %r = "eshkol.iota"() <{dimension = 0 : i64, static_sizes = array<i64: -9223372036854775808>}> : () -> tensor<?xi64>
  return %r : tensor<?xi64>
}
