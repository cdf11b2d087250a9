// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @no_function(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.jvp' op @g is not a function of the module}}
  %0:3 = eshkol.jvp @g(%x, %n) wrt [0] tangents(%x) : (tensor<3xf64>, i64, tensor<3xf64>) -> (f64, i64, f64)
  return
}

// -----

func.func private @g(tensor<3xf64>, i64) -> (f64, i64)

func.func @no_body(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.gradient' op @g has no body to transform}}
  %0:3 = eshkol.gradient @g(%x, %n) wrt [0] : (tensor<3xf64>, i64) -> (f64, i64, tensor<3xf64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @argument_count(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.jvp' op @f takes 2 arguments but gets 1}}
  %0:3 = eshkol.jvp @f(%x) wrt [0] tangents(%x) : (tensor<3xf64>, tensor<3xf64>) -> (f64, i64, f64)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @argument_type(%x: tensor<4xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.gradient' op expected argument 0 to be 'tensor<3xf64>' but got 'tensor<4xf64>'}}
  %0:3 = eshkol.gradient @f(%x, %n) wrt [0] : (tensor<4xf64>, i64) -> (f64, i64, tensor<4xf64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @wrt_outside(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.gradient' op wrt lists argument 2, but there are 2}}
  %0:3 = eshkol.gradient @f(%x, %n) wrt [2] : (tensor<3xf64>, i64) -> (f64, i64, tensor<3xf64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @wrt_negative(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.gradient' op wrt lists argument -1, but there are 2}}
  %0:3 = eshkol.gradient @f(%x, %n) wrt [-1] : (tensor<3xf64>, i64) -> (f64, i64, tensor<3xf64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @wrt_order(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.gradient' op wrt must list arguments in increasing order}}
  %0:4 = eshkol.gradient @f(%x, %n) wrt [0, 0] : (tensor<3xf64>, i64) -> (f64, i64, tensor<3xf64>, tensor<3xf64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @wrt_integer(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.vjp' op argument 1 is 'i64', which has no derivative}}
  %0:3 = eshkol.vjp @f(%x, %n) wrt [1] cotangents(%n) : (tensor<3xf64>, i64, i64) -> (f64, i64, i64)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @tangent_count(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.jvp' op expected 1 tangents but got 0}}
  %0:3 = eshkol.jvp @f(%x, %n) wrt [0] tangents() : (tensor<3xf64>, i64) -> (f64, i64, f64)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @tangent_type(%x: tensor<3xf64>, %n: i64, %d: tensor<f64>) {
  // expected-error @+1 {{'eshkol.jvp' op expected tangent 0 to be 'tensor<3xf64>' but got 'tensor<f64>'}}
  %0:3 = eshkol.jvp @f(%x, %n) wrt [0] tangents(%d) : (tensor<3xf64>, i64, tensor<f64>) -> (f64, i64, f64)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @jvp_results(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.jvp' op expected 3 results but got 4}}
  %0:4 = eshkol.jvp @f(%x, %n) wrt [0] tangents(%x) : (tensor<3xf64>, i64, tensor<3xf64>) -> (f64, i64, f64, i64)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @cotangent_count(%x: tensor<3xf64>, %n: i64, %g: f64) {
  // expected-error @+1 {{'eshkol.vjp' op expected 1 cotangents but got 2}}
  %0:3 = eshkol.vjp @f(%x, %n) wrt [0] cotangents(%g, %n) : (tensor<3xf64>, i64, f64, i64) -> (f64, i64, tensor<3xf64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @cotangent_type(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.vjp' op expected cotangent 0 to be 'f64' but got 'tensor<3xf64>'}}
  %0:3 = eshkol.vjp @f(%x, %n) wrt [0] cotangents(%x) : (tensor<3xf64>, i64, tensor<3xf64>) -> (f64, i64, tensor<3xf64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vjp_results(%x: tensor<3xf64>, %n: i64, %g: f64) {
  // expected-error @+1 {{'eshkol.vjp' op expected result 2 to be 'tensor<3xf64>' but got 'f64'}}
  %0:3 = eshkol.vjp @f(%x, %n) wrt [0] cotangents(%g) : (tensor<3xf64>, i64, f64) -> (f64, i64, f64)
  return
}

// -----

func.func private @v(%x: tensor<3xf64>) -> tensor<3xf64> {
  return %x : tensor<3xf64>
}

func.func @gradient_of_tensor(%x: tensor<3xf64>) {
  // expected-error @+1 {{'eshkol.gradient' op needs a function whose first result is one real number, but @v returns 'tensor<3xf64>'}}
  %0:2 = eshkol.gradient @v(%x) wrt [0] : (tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  return
}

// -----

func.func private @v(%x: tensor<3xf64>) -> tensor<3xf64> {
  return %x : tensor<3xf64>
}

func.func @hessian_of_tensor(%x: tensor<3xf64>) {
  // expected-error @+1 {{'eshkol.hessian' op needs a function whose first result is one real number, but @v returns 'tensor<3xf64>'}}
  %0:2 = eshkol.hessian @v(%x) wrt [0] : (tensor<3xf64>) -> (tensor<3xf64>, tensor<3x3xf64>)
  return
}

// -----

func.func private @v(%x: tensor<3xf64>) {
  return
}

func.func @gradient_of_nothing(%x: tensor<3xf64>) {
  // expected-error @+1 {{'eshkol.gradient' op needs a function whose first result is one real number, but @v returns nothing}}
  %0 = eshkol.gradient @v(%x) wrt [0] : (tensor<3xf64>) -> tensor<3xf64>
  return
}

// -----

func.func private @v(%x: tensor<3xf64>) -> i64 {
  %0 = arith.constant 0 : i64
  return %0 : i64
}

func.func @gradient_of_integer(%x: tensor<3xf64>) {
  // expected-error @+1 {{'eshkol.gradient' op needs a function whose first result is one real number, but @v returns 'i64'}}
  %0:2 = eshkol.gradient @v(%x) wrt [0] : (tensor<3xf64>) -> (i64, tensor<3xf64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @gradient_results(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.gradient' op expected 3 results but got 2}}
  %0:2 = eshkol.gradient @f(%x, %n) wrt [0] : (tensor<3xf64>, i64) -> (f64, tensor<3xf64>)
  return
}

// -----

func.func private @v(%x: tensor<3xf64>) -> tensor<3xf64> {
  return %x : tensor<3xf64>
}

func.func @jacobian_results(%x: tensor<3xf64>) {
  // expected-error @+1 {{'eshkol.jacobian' op expected result 0 to be 'tensor<3x3xf64>' but got 'tensor<3xf64>'}}
  %0 = eshkol.jacobian auto @v(%x) wrt [0] : (tensor<3xf64>) -> tensor<3xf64>
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @hessian_results(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.hessian' op expected result 0 to be 'tensor<3x3xf64>' but got 'tensor<3xf64>'}}
  %0 = eshkol.hessian @f(%x, %n) wrt [0] : (tensor<3xf64>, i64) -> tensor<3xf64>
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_results(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op @f gives 2 results but 1 are expected}}
  %0 = eshkol.vmap @f(%x, %n) in_axes [1, -1] out_axes [0] : (tensor<3x2xf64>, i64) -> tensor<2xf64>
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_in_axes(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op expected one axis for each argument and result}}
  %0:2 = eshkol.vmap @f(%x, %n) in_axes [1] out_axes [0, 0] : (tensor<3x2xf64>, i64) -> (tensor<2xf64>, tensor<2xi64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_out_axes(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op expected one axis for each argument and result}}
  %0:2 = eshkol.vmap @f(%x, %n) in_axes [1, -1] out_axes [0] : (tensor<3x2xf64>, i64) -> (tensor<2xf64>, tensor<2xi64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_axis(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op in_axes gives axis 2 of argument 0, which is 'tensor<3x2xf64>'}}
  %0:2 = eshkol.vmap @f(%x, %n) in_axes [2, -1] out_axes [0, 0] : (tensor<3x2xf64>, i64) -> (tensor<2xf64>, tensor<2xi64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_negative_axis(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op in_axes gives axis -2 of argument 0, which is 'tensor<3x2xf64>'}}
  %0:2 = eshkol.vmap @f(%x, %n) in_axes [-2, -1] out_axes [0, 0] : (tensor<3x2xf64>, i64) -> (tensor<2xf64>, tensor<2xi64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_number(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op in_axes gives axis 0 of argument 1, which is 'i64'}}
  %0:2 = eshkol.vmap @f(%x, %n) in_axes [1, 0] out_axes [0, 0] : (tensor<3x2xf64>, i64) -> (tensor<2xf64>, tensor<2xi64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_rank(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op argument 1 is 'tensor<3x2xf64>', which is no batch of 'i64'}}
  %0:2 = eshkol.vmap @f(%x, %x) in_axes [1, 1] out_axes [0, 0] : (tensor<3x2xf64>, tensor<3x2xf64>) -> (tensor<2xf64>, tensor<2xi64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_sizes(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op batches have sizes 2 and 4}}
  %0:2 = eshkol.vmap @f(%x, %ns) in_axes [1, 0] out_axes [0, 0] : (tensor<3x2xf64>, tensor<4xi64>) -> (tensor<2xf64>, tensor<2xi64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_no_batch(%x: tensor<3xf64>, %n: i64) {
  // expected-error @+1 {{'eshkol.vmap' op no argument is batched}}
  %0:2 = eshkol.vmap @f(%x, %n) in_axes [-1, -1] out_axes [-1, -1] : (tensor<3xf64>, i64) -> (f64, i64)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_argument(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op expected argument 0 to be 'tensor<3x3xf64>' but got 'tensor<3x2xf64>'}}
  %0:2 = eshkol.vmap @f(%x, %n) in_axes [0, -1] out_axes [0, 0] : (tensor<3x2xf64>, i64) -> (tensor<3xf64>, tensor<3xi64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_out_axis(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op out_axes puts the batch at axis 1 of result 0, each of which is 'f64'}}
  %0:2 = eshkol.vmap @f(%x, %n) in_axes [1, -1] out_axes [1, 0] : (tensor<3x2xf64>, i64) -> (tensor<2xf64>, tensor<2xi64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_result(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op expected result 0 to be 'tensor<2xf64>' but got 'tensor<3xf64>'}}
  %0:2 = eshkol.vmap @f(%x, %n) in_axes [1, -1] out_axes [0, 0] : (tensor<3x2xf64>, i64) -> (tensor<3xf64>, tensor<2xi64>)
  return
}

// -----

func.func private @f(%x: tensor<3xf64>, %n: i64) -> (f64, i64) {
  %s = arith.constant 0.0 : f64
  return %s, %n : f64, i64
}

func.func @vmap_unbatched_result(%x: tensor<3x2xf64>, %n: i64, %ns: tensor<4xi64>) {
  // expected-error @+1 {{'eshkol.vmap' op expected result 1 to be 'i64' but got 'tensor<2xi64>'}}
  %0:2 = eshkol.vmap @f(%x, %n) in_axes [1, -1] out_axes [0, -1] : (tensor<3x2xf64>, i64) -> (tensor<2xf64>, tensor<2xi64>)
  return
}

// -----

func.func @stop_gradient(%x: f64) {
  // expected-error @+1 {{failed to verify that all of {operand, result} have same type}}
  %0 = "eshkol.stop_gradient"(%x) : (f64) -> f32
  return
}
