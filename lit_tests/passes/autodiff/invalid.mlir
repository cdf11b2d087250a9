// RUN: eshkol-opt --eshkol-differentiate --split-input-file --verify-diagnostics %s

func.func @multiplied(%x: tensor<4xf64>, %i: tensor<2xi64>, %u: tensor<2xf64>) -> tensor<4xf64> {
  // expected-error @+1 {{'eshkol.scatter' has no derivative rule for mul}}
  %r = eshkol.scatter mul %x[%i], %u : (tensor<4xf64>, tensor<2xi64>, tensor<2xf64>) -> tensor<4xf64>
  return %r : tensor<4xf64>
}
func.func @forward(%x: tensor<4xf64>, %i: tensor<2xi64>, %u: tensor<2xf64>) -> tensor<4xf64> {
  %r:2 = eshkol.jvp @multiplied(%x, %i, %u) wrt [0] tangents(%x) : (tensor<4xf64>, tensor<2xi64>, tensor<2xf64>, tensor<4xf64>) -> (tensor<4xf64>, tensor<4xf64>)
  return %r#1 : tensor<4xf64>
}

// -----

func.func @multiplied(%x: tensor<4xf64>, %i: tensor<2xi64>, %u: tensor<2xf64>) -> tensor<4xf64> {
  // expected-error @+1 {{'eshkol.scatter' has no derivative rule for mul}}
  %r = eshkol.scatter mul %x[%i], %u : (tensor<4xf64>, tensor<2xi64>, tensor<2xf64>) -> tensor<4xf64>
  return %r : tensor<4xf64>
}
func.func @reverse(%x: tensor<4xf64>, %i: tensor<2xi64>, %u: tensor<2xf64>) -> tensor<4xf64> {
  %r:2 = eshkol.vjp @multiplied(%x, %i, %u) wrt [0] cotangents(%x) : (tensor<4xf64>, tensor<2xi64>, tensor<2xf64>, tensor<4xf64>) -> (tensor<4xf64>, tensor<4xf64>)
  return %r#1 : tensor<4xf64>
}

// -----

func.func @filtered(%x: tensor<1x1x8xf64>, %k: tensor<1x1x?xf64>) -> tensor<1x1x?xf64> {
  // expected-error @+1 {{the derivative of 'eshkol.conv' needs the spatial sizes of the kernel, but its type is 'tensor<1x1x?xf64>'}}
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1] : (tensor<1x1x8xf64>, tensor<1x1x?xf64>) -> tensor<1x1x?xf64>
  return %r : tensor<1x1x?xf64>
}
func.func @reverse(%x: tensor<1x1x8xf64>, %k: tensor<1x1x?xf64>, %g: tensor<1x1x?xf64>) -> tensor<1x1x8xf64> {
  %r:2 = eshkol.vjp @filtered(%x, %k) wrt [0] cotangents(%g) : (tensor<1x1x8xf64>, tensor<1x1x?xf64>, tensor<1x1x?xf64>) -> (tensor<1x1x?xf64>, tensor<1x1x8xf64>)
  return %r#1 : tensor<1x1x8xf64>
}

// -----

// What does not vary may be anything.
func.func @constant(%x: tensor<4xf64>, %i: tensor<2xi64>, %u: tensor<2xf64>) -> tensor<4xf64> {
  %r = eshkol.scatter mul %x[%i], %u : (tensor<4xf64>, tensor<2xi64>, tensor<2xf64>) -> tensor<4xf64>
  %s = eshkol.stop_gradient %r : tensor<4xf64>
  return %s : tensor<4xf64>
}
func.func @reverse(%x: tensor<4xf64>, %i: tensor<2xi64>, %u: tensor<2xf64>) -> tensor<4xf64> {
  %r:2 = eshkol.vjp @constant(%x, %i, %u) wrt [0] cotangents(%x) : (tensor<4xf64>, tensor<2xi64>, tensor<2xf64>, tensor<4xf64>) -> (tensor<4xf64>, tensor<4xf64>)
  return %r#1 : tensor<4xf64>
}
