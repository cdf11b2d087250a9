// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @softmax_dimension(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension to be in [0, 2) but got 2}}
  %y = eshkol.softmax %x dimension = 2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// -----

func.func @softmax_of_integers(%x: tensor<2xi32>) -> tensor<2xi32> {
  // expected-error @+1 {{operand #0 must be ranked tensor of a floating-point number values, but got 'tensor<2xi32>'}}
  %y = eshkol.softmax %x dimension = 0 : (tensor<2xi32>) -> tensor<2xi32>
  return %y : tensor<2xi32>
}

// -----

func.func @softmax_of_scalar(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension to be in [0, 0) but got 0}}
  %y = eshkol.softmax %x dimension = 0 : (tensor<f32>) -> tensor<f32>
  return %y : tensor<f32>
}

// -----

func.func @softmax_result(%x: tensor<2x3xf32>) -> tensor<3x2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{inferred type(s) 'tensor<2x3xf32>' are incompatible with return type(s) of operation 'tensor<3x2xf32>'}}
  %y = eshkol.softmax %x dimension = 1 : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

// -----

func.func @log_softmax_dimension(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension to be in [0, 2) but got -1}}
  %y = eshkol.log_softmax %x dimension = -1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// -----

func.func @layernorm_dimension(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension to be in [0, 2) but got 2}}
  %y = eshkol.layernorm %x dimension = 2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// -----

func.func @layernorm_epsilon(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected epsilon to be finite and not negative but got -1.000000e+00}}
  %y = eshkol.layernorm %x dimension = 1 epsilon = -1.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// -----

func.func @layernorm_scale(%x: tensor<2x3x4xf32>, %g: tensor<4xf32>) -> tensor<2x3x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected scale to be 'tensor<3x4xf32>', like the normalized dimensions, but got 'tensor<4xf32>'}}
  %y = eshkol.layernorm %x scale %g dimension = 1 : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}

// -----

func.func @layernorm_bias(%x: tensor<2x4xf32>, %b: tensor<4xf64>) -> tensor<2x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected bias to be 'tensor<4xf32>', like the normalized dimensions, but got 'tensor<4xf64>'}}
  %y = eshkol.layernorm %x bias %b dimension = 1 : (tensor<2x4xf32>, tensor<4xf64>) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}

// -----

func.func @attention_elements(%q: tensor<3x4xf32>, %k: tensor<5x4xf32>, %v: tensor<5x2xf64>) -> tensor<3x2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected query, key and value to have one element type but got 'tensor<3x4xf32>', 'tensor<5x4xf32>' and 'tensor<5x2xf64>'}}
  %y = eshkol.attention %q, %k, %v : (tensor<3x4xf32>, tensor<5x4xf32>, tensor<5x2xf64>) -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

// -----

func.func @attention_rank(%q: tensor<4xf32>, %k: tensor<4xf32>, %v: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected query, key and value to have the same rank, at least 2, but got 'tensor<4xf32>', 'tensor<4xf32>' and 'tensor<4xf32>'}}
  %y = eshkol.attention %q, %k, %v : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

func.func @attention_batch(%q: tensor<2x3x4xf32>, %k: tensor<?x5x4xf32>, %v: tensor<6x5x4xf32>) -> tensor<2x3x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected equal batch dimensions of query, key and value but got 'tensor<2x3x4xf32>', 'tensor<?x5x4xf32>' and 'tensor<6x5x4xf32>'}}
  %y = eshkol.attention %q, %k, %v : (tensor<2x3x4xf32>, tensor<?x5x4xf32>, tensor<6x5x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}

// -----

func.func @attention_features(%q: tensor<3x4xf32>, %k: tensor<5x7xf32>, %v: tensor<5x2xf32>) -> tensor<3x2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected key to have the last dimension of query, 4, but got 'tensor<5x7xf32>'}}
  %y = eshkol.attention %q, %k, %v : (tensor<3x4xf32>, tensor<5x7xf32>, tensor<5x2xf32>) -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

// -----

func.func @attention_values(%q: tensor<3x4xf32>, %k: tensor<5x4xf32>, %v: tensor<6x2xf32>) -> tensor<3x2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected value to have one row for each of the 5 rows of key but got 'tensor<6x2xf32>'}}
  %y = eshkol.attention %q, %k, %v : (tensor<3x4xf32>, tensor<5x4xf32>, tensor<6x2xf32>) -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

// -----

func.func @attention_mask_elements(%q: tensor<3x4xf32>, %m: tensor<3x3xf64>) -> tensor<3x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected mask to hold i1 or 'f32' but got 'tensor<3x3xf64>'}}
  %y = eshkol.attention %q, %q, %q mask %m : (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x3xf64>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

// -----

func.func @attention_mask_shape(%q: tensor<3x4xf32>, %k: tensor<5x4xf32>, %m: tensor<5x3xi1>) -> tensor<3x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected mask to be 'tensor<3x5xi1>', like the scores, but got 'tensor<5x3xi1>'}}
  %y = eshkol.attention %q, %k, %k mask %m : (tensor<3x4xf32>, tensor<5x4xf32>, tensor<5x4xf32>, tensor<5x3xi1>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}
