// RUN: eshkol-opt %s --verify-diagnostics --split-input-file

func.func @matmul_contracted(%x: tensor<32x784xf32>, %w: tensor<100x256xf32>) -> tensor<32x256xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{cannot contract dimension 784 of lhs 'tensor<32x784xf32>' with dimension 100 of rhs 'tensor<100x256xf32>'}}
  %y = eshkol.matmul %x, %w : (tensor<32x784xf32>, tensor<100x256xf32>) -> tensor<32x256xf32>
  return %y : tensor<32x256xf32>
}
