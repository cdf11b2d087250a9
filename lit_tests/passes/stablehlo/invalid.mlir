// RUN: eshkol-opt --convert-eshkol-to-stablehlo --verify-diagnostics --split-input-file %s

func.func @factors(%x: tensor<3x3xf64>) -> tensor<3x3xf64> {
  // expected-error@+1 {{'eshkol.cholesky' op has no form in StableHLO}}
  %r = eshkol.cholesky %x : (tensor<3x3xf64>) -> tensor<3x3xf64>
  return %r : tensor<3x3xf64>
}

// -----

func.func @scan(%x: tensor<?xf64>) -> tensor<?xf64> {
  // expected-error@+1 {{'eshkol.cumulative' op has no form in StableHLO along a dimension of dynamic size}}
  %r = eshkol.cumulative sum %x dimension = 0 : (tensor<?xf64>) -> tensor<?xf64>
  return %r : tensor<?xf64>
}

// -----

// expected-error@+1 {{'func.func' op has no form in StableHLO: it branches between blocks}}
func.func @blocks() {
  cf.br ^bb1
^bb1:
  return
}
