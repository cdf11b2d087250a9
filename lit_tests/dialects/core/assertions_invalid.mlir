// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @assert_number(%a: tensor<2xf32>) {
  // expected-error @+1 {{operand #0 must be 1-bit signless integer or ranked tensor of 1-bit signless integer values, but got 'tensor<2xf32>'}}
  "eshkol.assert"(%a) {message = "number"} : (tensor<2xf32>) -> ()
  return
}

// -----

func.func @assert_close_types(%a: tensor<2xf32>, %b: tensor<3xf32>) {
  // expected-error @+1 {{requires all operands to have the same type}}
  "eshkol.assert_close"(%a, %b) {message = "m", atol = 0.0 : f64, rtol = 0.0 : f64} : (tensor<2xf32>, tensor<3xf32>) -> ()
  return
}

// -----

func.func @assert_close_negative(%a: tensor<2xf32>) {
  // expected-error @+1 {{expected atol to be zero or positive but got -1.0}}
  eshkol.assert_close %a, %a, "m" atol = -1.0 rtol = 0.0 : tensor<2xf32>
  return
}

// -----

func.func @assert_close_nan(%a: tensor<2xf32>) {
  // expected-error @+1 {{expected rtol to be zero or positive but got nan}}
  eshkol.assert_close %a, %a, "m" atol = 0.0 rtol = 0x7FF8000000000000 : tensor<2xf32>
  return
}
