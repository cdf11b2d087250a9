// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @concat_nothing() -> tensor<2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected at least one operand}}
  %r = "eshkol.concat"() <{dimension = 0 : i64}> : () -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

func.func @concat_dimension(%a: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension to be in [0, 1) but got 1}}
  %r = eshkol.concat %a dimension = 1 : (tensor<2xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

func.func @concat_elements(%a: tensor<2xf32>, %b: tensor<2xf64>) -> tensor<4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the element type and rank of 'tensor<2xf32>' for operand 1 but got 'tensor<2xf64>'}}
  %r = eshkol.concat %a, %b dimension = 0 : (tensor<2xf32>, tensor<2xf64>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

func.func @concat_ranks(%a: tensor<2xf32>, %b: tensor<2xf32>, %c: tensor<2x1xf32>) -> tensor<6xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the element type and rank of 'tensor<2xf32>' for operand 2 but got 'tensor<2x1xf32>'}}
  %r = eshkol.concat %a, %b, %c dimension = 0 : (tensor<2xf32>, tensor<2xf32>, tensor<2x1xf32>) -> tensor<6xf32>
  return %r : tensor<6xf32>
}

// -----

func.func @concat_sizes(%a: tensor<2x?xf32>, %b: tensor<2x3xf32>, %c: tensor<2x4xf32>) -> tensor<6x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected dimension 1 of operand 2 to have size 3 but got 'tensor<2x4xf32>'}}
  %r = eshkol.concat %a, %b, %c dimension = 0 : (tensor<2x?xf32>, tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<6x3xf32>
  return %r : tensor<6x3xf32>
}

// -----

func.func @slice_count(%x: tensor<2x3xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected one start and one size per dimension of 'tensor<2x3xf32>' but got 1 and 1}}
  %r = eshkol.slice %x [0] [2] [1] : tensor<2x3xf32> -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

func.func @slice_strides(%x: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected strides to have 1 entries but got 2}}
  %r = eshkol.slice %x [0] [2] [1, 1] : tensor<2xf32> -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

func.func @slice_stride(%x: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected strides to be at least 1 but got 0}}
  %r = eshkol.slice %x [0] [2] [0] : tensor<2xf32> -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

func.func @slice_negative_start(%x: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected starts not to be negative but got -1}}
  %r = eshkol.slice %x [-1] [2] [1] : tensor<2xf32> -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

func.func @slice_negative_size(%x: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected sizes not to be negative but got -2}}
  %r = eshkol.slice %x [0] [-2] [1] : tensor<2xf32> -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

func.func @slice_outside(%x: tensor<3x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the elements to be inside dimension 0 of 'tensor<3x2xf32>' but they span [1, 4)}}
  %r = eshkol.slice %x [1, 0] [2, 2] [2, 1] : tensor<3x2xf32> -> tensor<2x2xf32>
  return %r : tensor<2x2xf32>
}

// -----

func.func @slice_too_large(%x: tensor<3xf32>, %i: index) -> tensor<4xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the elements to be inside dimension 0 of 'tensor<3xf32>' but they span [0, 4)}}
  %r = eshkol.slice %x [%i] [4] [1] : tensor<3xf32> -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

func.func @slice_behind(%x: tensor<3xf32>, %n: index) -> tensor<?xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the elements to be inside dimension 0 of 'tensor<3xf32>' but they span [4, 4)}}
  %r = eshkol.slice %x [4] [%n] [1] : tensor<3xf32> -> tensor<?xf32>
  return %r : tensor<?xf32>
}

// -----

func.func @slice_operands(%x: tensor<3xf32>) -> tensor<1xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected one operand per dynamic entry of starts but got 0 for 1}}
  %r = "eshkol.slice"(%x) <{operandSegmentSizes = array<i32: 1, 0, 0>, static_starts = array<i64: -9223372036854775808>, static_sizes = array<i64: 1>, strides = array<i64: 1>}> : (tensor<3xf32>) -> tensor<1xf32>
  return %r : tensor<1xf32>
}

// -----

func.func @update_elements(%x: tensor<3xf32>, %u: tensor<3xi32>) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the element type and rank of operand 'tensor<3xf32>' for update but got 'tensor<3xi32>'}}
  %r = eshkol.dynamic_update_slice %x, %u [0] : tensor<3xf32>, tensor<3xi32> -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @update_rank(%x: tensor<3xf32>, %u: tensor<f32>) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the element type and rank of operand 'tensor<3xf32>' for update but got 'tensor<f32>'}}
  %r = eshkol.dynamic_update_slice %x, %u [0] : tensor<3xf32>, tensor<f32> -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @update_starts(%x: tensor<3x3xf32>, %u: tensor<1x1xf32>) -> tensor<3x3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected one start per dimension of 'tensor<3x3xf32>' but got 1}}
  %r = eshkol.dynamic_update_slice %x, %u [0] : tensor<3x3xf32>, tensor<1x1xf32> -> tensor<3x3xf32>
  return %r : tensor<3x3xf32>
}

// -----

func.func @update_negative(%x: tensor<3xf32>, %u: tensor<1xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected starts not to be negative but got -1}}
  %r = eshkol.dynamic_update_slice %x, %u [-1] : tensor<3xf32>, tensor<1xf32> -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @update_outside(%x: tensor<3xf32>, %u: tensor<2xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the elements to be inside dimension 0 of 'tensor<3xf32>' but they span [2, 4)}}
  %r = eshkol.dynamic_update_slice %x, %u [2] : tensor<3xf32>, tensor<2xf32> -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @update_too_large(%x: tensor<3xf32>, %u: tensor<4xf32>, %i: index) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected the elements to be inside dimension 0 of 'tensor<3xf32>' but they span [0, 4)}}
  %r = eshkol.dynamic_update_slice %x, %u [%i] : tensor<3xf32>, tensor<4xf32> -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @pad_value(%x: tensor<3xf32>, %v: f64) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected a value of the element type of operand 'tensor<3xf32>' but got 'f64'}}
  %r = eshkol.pad %x, %v low = [0] high = [0] interior = [0] : (tensor<3xf32>, f64) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @pad_low(%x: tensor<3xf32>, %v: f32) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected low to have 1 entries but got 2}}
  %r = eshkol.pad %x, %v low = [0, 0] high = [0] interior = [0] : (tensor<3xf32>, f32) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @pad_high(%x: tensor<3xf32>, %v: f32) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected high to have 1 entries but got 0}}
  %r = eshkol.pad %x, %v low = [0] high = [] interior = [0] : (tensor<3xf32>, f32) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @pad_interior(%x: tensor<3xf32>, %v: f32) -> tensor<3xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{expected interior to be at least 0 but got -1}}
  %r = eshkol.pad %x, %v low = [0] high = [0] interior = [-1] : (tensor<3xf32>, f32) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

func.func @pad_removed(%x: tensor<3xf32>, %v: f32) -> tensor<0xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot remove more elements than dimension 0 of 'tensor<3xf32>' has}}
  %r = eshkol.pad %x, %v low = [-2] high = [-2] interior = [0] : (tensor<3xf32>, f32) -> tensor<0xf32>
  return %r : tensor<0xf32>
}
