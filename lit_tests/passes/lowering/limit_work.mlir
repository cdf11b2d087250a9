// RUN: eshkol-opt --split-input-file --verify-diagnostics --eshkol-limit-work=limit=64 %s

// expected-error @+1 {{takes 65 operations, and the limit is 64}}
module {
  func.func @elementwise(%x: tensor<65xf64>) -> tensor<65xf64> {
    %empty = tensor.empty() : tensor<65xf64>
    %r = linalg.add ins(%x, %x : tensor<65xf64>, tensor<65xf64>) outs(%empty : tensor<65xf64>) -> tensor<65xf64>
    return %r : tensor<65xf64>
  }
}

// -----

// As much as is allowed: a product and a sum in each of 32 rounds.
module {
  func.func @product(%a: tensor<2x4xf64>, %b: tensor<4x4xf64>, %c: tensor<2x4xf64>) -> tensor<2x4xf64> {
    %r = linalg.matmul ins(%a, %b : tensor<2x4xf64>, tensor<4x4xf64>) outs(%c : tensor<2x4xf64>) -> tensor<2x4xf64>
    return %r : tensor<2x4xf64>
  }
}

// -----

// Copies count as well.
// expected-error @+1 {{takes 72 operations, and the limit is 64}}
module {
  func.func @copies(%x: tensor<8x9xf64>) -> tensor<9x8xf64> {
    %empty = tensor.empty() : tensor<9x8xf64>
    %r = linalg.transpose ins(%x : tensor<8x9xf64>) outs(%empty : tensor<9x8xf64>) permutation = [1, 0]
    return %r : tensor<9x8xf64>
  }
}

// -----

// Functions of the library take longer; square roots do not.
// expected-error @+1 {{takes 85 operations, and the limit is 64}}
module {
  func.func @functions(%x: tensor<5xf64>) -> tensor<5xf64> {
    %empty = tensor.empty() : tensor<5xf64>
    %e = linalg.exp ins(%x : tensor<5xf64>) outs(%empty : tensor<5xf64>) -> tensor<5xf64>
    %r = linalg.sqrt ins(%e : tensor<5xf64>) outs(%empty : tensor<5xf64>) -> tensor<5xf64>
    return %r : tensor<5xf64>
  }
}

// -----

// A round of a loop counts once, and so do copies of elements.
module {
  func.func @loop(%x: tensor<30xf64>, %y: tensor<40xf64>) -> tensor<40xf64> {
    %zero = arith.constant 0 : index
    %one = arith.constant 1 : index
    %many = arith.constant 1000 : index
    %r = scf.for %i = %zero to %many step %one iter_args(%a = %y) -> (tensor<40xf64>) {
      %s = tensor.insert_slice %x into %a[0] [30] [1] : tensor<30xf64> into tensor<40xf64>
      scf.yield %s : tensor<40xf64>
    }
    return %r : tensor<40xf64>
  }
}

// -----

func.func @unknown(%x: tensor<?xf64>, %y: tensor<?xf64>) -> tensor<?xf64> {
  // expected-error @+1 {{the sizes of what it computes are not known}}
  %r = linalg.negf ins(%x : tensor<?xf64>) outs(%y : tensor<?xf64>) -> tensor<?xf64>
  return %r : tensor<?xf64>
}
