// RUN: eshkol-opt %s --eshkol-vectorize --verify-diagnostics --split-input-file

func.func @no_rule(%x: tensor<2xf64>) -> tensor<2xf64> {
  %0 = tensor.empty() : tensor<2xf64>
  // expected-error @+1 {{'linalg.copy' has no batching rule}}
  %1 = linalg.copy ins(%x : tensor<2xf64>) outs(%0 : tensor<2xf64>) -> tensor<2xf64>
  return %1 : tensor<2xf64>
}

func.func @main(%x: tensor<3x2xf64>) -> tensor<3x2xf64> {
  %0 = eshkol.vmap @no_rule(%x) in_axes [0] out_axes [0] : (tensor<3x2xf64>) -> tensor<3x2xf64>
  return %0 : tensor<3x2xf64>
}

// -----

func.func @square(%x: f64) -> f64 {
  %0 = arith.mulf %x, %x : f64
  return %0 : f64
}

func.func @main(%x: tensor<3xf64>) -> f64 {
  // expected-error @+1 {{'eshkol.vmap' op out_axes says that result 0 is the same for the whole batch, but it depends on batched arguments}}
  %0 = eshkol.vmap @square(%x) in_axes [0] out_axes [-1] : (tensor<3xf64>) -> f64
  return %0 : f64
}

// -----

// Sizes must be the same for the whole batch.
func.func @sizes(%x: tensor<4xf64>, %n: index) -> tensor<?xf64> {
  // expected-error @+1 {{'eshkol.slice' cannot be batched: its size would differ between the elements of the batch}}
  %0 = eshkol.slice %x [0] [%n] [1] : tensor<4xf64> -> tensor<?xf64>
  return %0 : tensor<?xf64>
}

func.func @main(%x: tensor<4xf64>, %n: tensor<3xindex>) -> tensor<3x?xf64> {
  %0 = eshkol.vmap @sizes(%x, %n) in_axes [-1, 0] out_axes [0] : (tensor<4xf64>, tensor<3xindex>) -> tensor<3x?xf64>
  return %0 : tensor<3x?xf64>
}

// -----

func.func @iota(%n: index) -> tensor<?xf64> {
  // expected-error @+1 {{'eshkol.iota' cannot be batched: its size would differ between the elements of the batch}}
  %0 = eshkol.iota dimension = 0 to [%n] : tensor<?xf64>
  return %0 : tensor<?xf64>
}

func.func @main(%n: tensor<3xindex>) -> tensor<3x?xf64> {
  %0 = eshkol.vmap @iota(%n) in_axes [0] out_axes [0] : (tensor<3xindex>) -> tensor<3x?xf64>
  return %0 : tensor<3x?xf64>
}

// -----

func.func @dim(%x: tensor<?x?xf64>, %n: index) -> index {
  // expected-error @+1 {{'tensor.dim' cannot be batched: its index would differ between the elements of the batch}}
  %0 = tensor.dim %x, %n : tensor<?x?xf64>
  return %0 : index
}

func.func @main(%x: tensor<?x?xf64>, %n: tensor<3xindex>) -> index {
  %0 = eshkol.vmap @dim(%x, %n) in_axes [-1, 0] out_axes [-1] : (tensor<?x?xf64>, tensor<3xindex>) -> index
  return %0 : index
}

// -----

func.func @strided(%x: tensor<4xf64>, %u: tensor<2xf64>) -> tensor<4xf64> {
  // expected-error @+1 {{'tensor.insert_slice' cannot be batched: its strides are not 1}}
  %0 = tensor.insert_slice %u into %x[0] [2] [2] : tensor<2xf64> into tensor<4xf64>
  return %0 : tensor<4xf64>
}

func.func @main(%x: tensor<4xf64>, %u: tensor<3x2xf64>) -> tensor<3x4xf64> {
  %0 = eshkol.vmap @strided(%x, %u) in_axes [-1, 0] out_axes [0] : (tensor<4xf64>, tensor<3x2xf64>) -> tensor<3x4xf64>
  return %0 : tensor<3x4xf64>
}

// -----

func.func @any_stride(%x: tensor<4xf64>, %s: index) -> tensor<2xf64> {
  // expected-error @+1 {{'tensor.extract_slice' cannot be batched: its strides are not constant}}
  %0 = tensor.extract_slice %x[0] [2] [%s] : tensor<4xf64> to tensor<2xf64>
  return %0 : tensor<2xf64>
}

func.func @main(%x: tensor<3x4xf64>, %s: index) -> tensor<3x2xf64> {
  %0 = eshkol.vmap @any_stride(%x, %s) in_axes [0, -1] out_axes [0] : (tensor<3x4xf64>, index) -> tensor<3x2xf64>
  return %0 : tensor<3x2xf64>
}

// -----

func.func @even(%x: i64) -> i64 {
  %0 = func.call @odd(%x) : (i64) -> i64
  return %0 : i64
}

func.func @odd(%x: i64) -> i64 {
  // expected-error @+1 {{@even calls itself, and a recursive function cannot be transformed}}
  %0 = func.call @even(%x) : (i64) -> i64
  return %0 : i64
}

func.func @main(%x: tensor<3xi64>) -> tensor<3xi64> {
  %0 = eshkol.vmap @even(%x) in_axes [0] out_axes [0] : (tensor<3xi64>) -> tensor<3xi64>
  return %0 : tensor<3xi64>
}

// -----

func.func private @elsewhere(i64) -> i64

func.func @calls(%x: i64) -> i64 {
  // expected-error @+1 {{@elsewhere has no body to transform}}
  %0 = func.call @elsewhere(%x) : (i64) -> i64
  return %0 : i64
}

func.func @main(%x: tensor<3xi64>) -> tensor<3xi64> {
  %0 = eshkol.vmap @calls(%x) in_axes [0] out_axes [0] : (tensor<3xi64>) -> tensor<3xi64>
  return %0 : tensor<3xi64>
}

// -----

// expected-error @+1 {{@blocks has control flow between blocks}}
func.func @blocks(%x: i64) -> i64 {
  cf.br ^bb1(%x : i64)
^bb1(%y: i64):
  return %y : i64
}

func.func @main(%x: tensor<3xi64>) -> tensor<3xi64> {
  %0 = eshkol.vmap @blocks(%x) in_axes [0] out_axes [0] : (tensor<3xi64>) -> tensor<3xi64>
  return %0 : tensor<3xi64>
}
