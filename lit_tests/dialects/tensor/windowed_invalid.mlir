// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @conv_rank(%x: tensor<4x5xf32>, %k: tensor<6x4xf32>) -> tensor<1x6xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected two dimensions and one to three spatial ones for input but got 'tensor<4x5xf32>'}}
  %r = eshkol.conv %x, %k strides = [] padding = [] dilations = [] input_dilations = [] : (tensor<4x5xf32>, tensor<6x4xf32>) -> tensor<1x6xf32>
  return %r : tensor<1x6xf32>
}

// -----

func.func @conv_kernel_rank(%x: tensor<1x4x5xf32>, %k: tensor<6x4x3x1xf32>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the element type and rank of input 'tensor<1x4x5xf32>' for kernel but got 'tensor<6x4x3x1xf32>'}}
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1] : (tensor<1x4x5xf32>, tensor<6x4x3x1xf32>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_kernel_elements(%x: tensor<1x4x5xf32>, %k: tensor<6x4x3xf64>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the element type and rank of input 'tensor<1x4x5xf32>' for kernel but got 'tensor<6x4x3xf64>'}}
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1] : (tensor<1x4x5xf32>, tensor<6x4x3xf64>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_kernel_empty(%x: tensor<1x4x5xf32>, %k: tensor<6x4x0xf32>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected spatial dimensions of at least one for kernel but got 'tensor<6x4x0xf32>'}}
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1] : (tensor<1x4x5xf32>, tensor<6x4x0xf32>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_strides(%x: tensor<1x4x5xf32>, %k: tensor<6x4x3xf32>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected strides to have 1 entries but got 2}}
  %r = eshkol.conv %x, %k strides = [1, 1] padding = [0, 0] dilations = [1] input_dilations = [1] : (tensor<1x4x5xf32>, tensor<6x4x3xf32>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_stride(%x: tensor<1x4x5xf32>, %k: tensor<6x4x3xf32>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected strides to be at least 1 but got 0}}
  %r = eshkol.conv %x, %k strides = [0] padding = [0, 0] dilations = [1] input_dilations = [1] : (tensor<1x4x5xf32>, tensor<6x4x3xf32>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_padding(%x: tensor<1x4x5xf32>, %k: tensor<6x4x3xf32>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected padding to have 2 entries but got 1}}
  %r = eshkol.conv %x, %k strides = [1] padding = [1] dilations = [1] input_dilations = [1] : (tensor<1x4x5xf32>, tensor<6x4x3xf32>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_dilation(%x: tensor<1x4x5xf32>, %k: tensor<6x4x3xf32>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dilations to be at least 1 but got 0}}
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [0] input_dilations = [1] : (tensor<1x4x5xf32>, tensor<6x4x3xf32>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_input_dilation(%x: tensor<1x4x5xf32>, %k: tensor<6x4x3xf32>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected input_dilations to be at least 1 but got 0}}
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [0] : (tensor<1x4x5xf32>, tensor<6x4x3xf32>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_no_groups(%x: tensor<1x4x5xf32>, %k: tensor<6x4x3xf32>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected groups to be at least 1 but got 0}}
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1] groups = 0 : (tensor<1x4x5xf32>, tensor<6x4x3xf32>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_channels(%x: tensor<1x4x5xf32>, %k: tensor<6x3x3xf32>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot convolve 4 channels of input 'tensor<1x4x5xf32>' in 1 groups of 3 channels of kernel 'tensor<6x3x3xf32>'}}
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1] : (tensor<1x4x5xf32>, tensor<6x3x3xf32>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_output_channels(%x: tensor<1x4x5xf32>, %k: tensor<6x1x3xf32>) -> tensor<1x6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the output channels of kernel 'tensor<6x1x3xf32>' to be a multiple of 4 groups}}
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1] groups = 4 : (tensor<1x4x5xf32>, tensor<6x1x3xf32>) -> tensor<1x6x3xf32>
  return %r : tensor<1x6x3xf32>
}

// -----

func.func @conv_result(%x: tensor<1x4x5xf32>, %k: tensor<6x4x3xf32>) -> tensor<1x6x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{inferred type(s) 'tensor<1x6x3xf32>' are incompatible with return type(s) of operation 'tensor<1x6x4xf32>'}}
  %r = eshkol.conv %x, %k strides = [1] padding = [0, 0] dilations = [1] input_dilations = [1] : (tensor<1x4x5xf32>, tensor<6x4x3xf32>) -> tensor<1x6x4xf32>
  return %r : tensor<1x6x4xf32>
}

// -----

func.func @pool_rank(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected two dimensions and one to three spatial ones for operand but got 'tensor<2x3xf32>'}}
  %r = eshkol.pool sum %x window = [] strides = [] padding = [] dilations = [] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

func.func @pool_kind(%x: tensor<1x2x5xi1>) -> tensor<1x2x4xi1> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot pool 'tensor<1x2x5xi1>' by any}}
  %r = eshkol.pool any %x window = [2] strides = [1] padding = [0, 0] dilations = [1] : (tensor<1x2x5xi1>) -> tensor<1x2x4xi1>
  return %r : tensor<1x2x4xi1>
}

// -----

func.func @pool_mean_of_integers(%x: tensor<1x2x5xi32>) -> tensor<1x2x4xi32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot pool 'tensor<1x2x5xi32>' by mean}}
  %r = eshkol.pool mean %x window = [2] strides = [1] padding = [0, 0] dilations = [1] : (tensor<1x2x5xi32>) -> tensor<1x2x4xi32>
  return %r : tensor<1x2x4xi32>
}

// -----

func.func @pool_window(%x: tensor<1x4x5xf32>) -> tensor<1x4x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected window to be at least 1 but got 0}}
  %r = eshkol.pool sum %x window = [0] strides = [1] padding = [0, 0] dilations = [1] : (tensor<1x4x5xf32>) -> tensor<1x4x4xf32>
  return %r : tensor<1x4x4xf32>
}

// -----

func.func @pool_strides(%x: tensor<1x4x5xf32>) -> tensor<1x4x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected strides to have 1 entries but got 0}}
  %r = eshkol.pool sum %x window = [2] strides = [] padding = [0, 0] dilations = [1] : (tensor<1x4x5xf32>) -> tensor<1x4x4xf32>
  return %r : tensor<1x4x4xf32>
}

// -----

func.func @pool_padding(%x: tensor<1x4x5xf32>) -> tensor<1x4x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected padding to be at least 0 but got -1}}
  %r = eshkol.pool sum %x window = [2] strides = [1] padding = [-1, 0] dilations = [1] : (tensor<1x4x5xf32>) -> tensor<1x4x4xf32>
  return %r : tensor<1x4x4xf32>
}

// -----

func.func @pool_dilations(%x: tensor<1x4x5xf32>) -> tensor<1x4x4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dilations to have 1 entries but got 2}}
  %r = eshkol.pool sum %x window = [2] strides = [1] padding = [0, 0] dilations = [1, 1] : (tensor<1x4x5xf32>) -> tensor<1x4x4xf32>
  return %r : tensor<1x4x4xf32>
}
