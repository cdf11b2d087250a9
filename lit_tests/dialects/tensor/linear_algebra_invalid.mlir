// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @cholesky_square(%a: tensor<2x3xf64>) -> tensor<2x3xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected operand to hold square matrices but got 'tensor<2x3xf64>'}}
  %l = eshkol.cholesky %a : (tensor<2x3xf64>) -> tensor<2x3xf64>
  return %l : tensor<2x3xf64>
}

// -----

func.func @cholesky_of_vector(%a: tensor<3xf64>) -> tensor<3xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected operand to hold square matrices but got 'tensor<3xf64>'}}
  %l = eshkol.cholesky %a : (tensor<3xf64>) -> tensor<3xf64>
  return %l : tensor<3xf64>
}

// -----

func.func @cholesky_of_integers(%a: tensor<3x3xi64>) -> tensor<3x3xi64> {
  // expected-error @+1 {{operand #0 must be ranked tensor of a floating-point or complex number values, but got 'tensor<3x3xi64>'}}
  %l = eshkol.cholesky %a : (tensor<3x3xi64>) -> tensor<3x3xi64>
  return %l : tensor<3x3xi64>
}

// -----

func.func @inverse_square(%a: tensor<?x4x5xf64>) -> tensor<?x4x5xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected operand to hold square matrices but got 'tensor<?x4x5xf64>'}}
  %i = eshkol.inverse %a : (tensor<?x4x5xf64>) -> tensor<?x4x5xf64>
  return %i : tensor<?x4x5xf64>
}

// -----

func.func @det_square(%a: tensor<4x5xf64>) -> tensor<f64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected operand to hold square matrices but got 'tensor<4x5xf64>'}}
  %d = eshkol.det %a : (tensor<4x5xf64>) -> tensor<f64>
  return %d : tensor<f64>
}

// -----

func.func @lu_of_vector(%a: tensor<4xf64>) -> tensor<4xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected operand to hold matrices but got 'tensor<4xf64>'}}
  %f, %p, %s = eshkol.lu %a : (tensor<4xf64>) -> (tensor<4xf64>, tensor<i64>, tensor<i64>)
  return %f : tensor<4xf64>
}

// -----

func.func @lu_permutation(%a: tensor<4x3xf64>) -> tensor<4x3xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{are incompatible with return type(s) of operation}}
  %f, %p, %s = eshkol.lu %a : (tensor<4x3xf64>) -> (tensor<4x3xf64>, tensor<3xi64>, tensor<i64>)
  return %f : tensor<4x3xf64>
}

// -----

func.func @solve_elements(%a: tensor<3x3xf64>, %b: tensor<3x1xf32>) -> tensor<3x1xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected a and b to have one element type but got 'tensor<3x3xf64>' and 'tensor<3x1xf32>'}}
  %x = eshkol.solve %a, %b : (tensor<3x3xf64>, tensor<3x1xf32>) -> tensor<3x1xf64>
  return %x : tensor<3x1xf64>
}

// -----

func.func @solve_square(%a: tensor<2x3xf64>, %b: tensor<3x1xf64>) -> tensor<3x1xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected a to hold square matrices but got 'tensor<2x3xf64>'}}
  %x = eshkol.solve %a, %b : (tensor<2x3xf64>, tensor<3x1xf64>) -> tensor<3x1xf64>
  return %x : tensor<3x1xf64>
}

// -----

func.func @solve_rank(%a: tensor<3x3xf64>, %b: tensor<3xf64>) -> tensor<3xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected a and b to have the same rank but got 'tensor<3x3xf64>' and 'tensor<3xf64>'}}
  %x = eshkol.solve %a, %b : (tensor<3x3xf64>, tensor<3xf64>) -> tensor<3xf64>
  return %x : tensor<3xf64>
}

// -----

func.func @solve_batch(%a: tensor<2x3x3xf64>, %b: tensor<4x3x1xf64>) -> tensor<2x3x1xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected equal batch dimensions but got 'tensor<2x3x3xf64>' and 'tensor<4x3x1xf64>'}}
  %x = eshkol.solve %a, %b : (tensor<2x3x3xf64>, tensor<4x3x1xf64>) -> tensor<2x3x1xf64>
  return %x : tensor<2x3x1xf64>
}

// -----

func.func @solve_rows(%a: tensor<?x3xf64>, %b: tensor<4x1xf64>) -> tensor<4x1xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected b to have 3 rows but got 'tensor<4x1xf64>'}}
  %x = eshkol.solve %a, %b : (tensor<?x3xf64>, tensor<4x1xf64>) -> tensor<4x1xf64>
  return %x : tensor<4x1xf64>
}

// -----

func.func @triangular_solve_rows(%a: tensor<3x3xf64>, %b: tensor<4x3xf64>) -> tensor<4x3xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected b to have 3 rows but got 'tensor<4x3xf64>'}}
  %x = eshkol.triangular_solve %a, %b left_side : (tensor<3x3xf64>, tensor<4x3xf64>) -> tensor<4x3xf64>
  return %x : tensor<4x3xf64>
}

// -----

func.func @triangular_solve_columns(%a: tensor<3x3xf64>, %b: tensor<3x4xf64>) -> tensor<3x4xf64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected b to have 3 columns but got 'tensor<3x4xf64>'}}
  %x = eshkol.triangular_solve %a, %b lower : (tensor<3x3xf64>, tensor<3x4xf64>) -> tensor<3x4xf64>
  return %x : tensor<3x4xf64>
}
