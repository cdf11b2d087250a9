//===- Passes.td - from eshkol to upstream dialects -------------*- tablegen -*-===//

#ifndef ESHKOL_PASSES_LOWERING_PASSES_TD
#define ESHKOL_PASSES_LOWERING_PASSES_TD

include "mlir/Pass/PassBase.td"

def DecomposePass : Pass<"eshkol-decompose", "::mlir::ModuleOp"> {
  let summary = "Expands composite operations into primitive ones";
  let description = [{
    Rewrites operations that are defined by simpler ones (`softmax`,
    `layernorm`, `attention`, ...) into primitive `eshkol` operations, `arith`,
    `math` and `scf` on tensors.  Afterwards every remaining `eshkol` operation
    on tensors has a direct lowering in `--convert-eshkol-to-linalg`.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"];
}

def ConvertToLinalgPass : Pass<"convert-eshkol-to-linalg", "::mlir::ModuleOp"> {
  let summary = "Lowers primitive tensor operations to linalg and tensor";
  let description = [{
    Expects the output of `--eshkol-decompose` and leaves no `eshkol` operation
    on tensors behind; one that has no lowering is an error at its location.
    Elementwise `arith` and `math` operations on tensors stay for the upstream
    pass `--convert-elementwise-to-linalg`.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"];
}

def LowerAssertionsPass : Pass<"eshkol-lower-assertions", "::mlir::ModuleOp"> {
  let summary = "Lowers assertions to cf.assert, or removes them";
  let description = [{
    A tensor condition is reduced to one truth value first, so the pass runs
    before `--convert-eshkol-to-linalg`.
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect", "::mlir::tensor::TensorDialect"];
  let options = [
    Option<"strip", "strip", "bool", "false", "Remove assertions instead of checking them">
  ];
}

def FoldEmptyLoopsPass : Pass<"eshkol-fold-empty-loops"> {
  let summary = "Removes linalg operations that iterate zero times";
  let description = [{
    A structured operation with a loop range that is statically 0 leaves its
    initial tensors as they are, so they take its place.  IREE's tiling divides
    by such a range.  A product of `2x0` and `0x4` matrices, for instance,
    becomes the tensor of zeros that it would have been added to.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def ScatterToIreePass : Pass<"eshkol-scatter-to-iree", "::mlir::ModuleOp"> {
  let summary = "Lowers scatter to the operation that IREE has for it";
  let description = [{
    Expects the output of `--eshkol-decompose` and leaves no `eshkol.scatter`
    behind.  As a loop over the updates, which is what
    `--convert-eshkol-to-linalg` makes of it, each update would be a dispatch:
    10,000 rows of 64 took IREE 119 ms that way and take it 0.3 ms this way.

    IREE does not check positions, so an update that is to be dropped becomes one
    of the first position that changes nothing, such as the addition of -0.
    The mode `set` has no such update.  There the number of the last update of
    each position is found by a scatter of the greatest, and the updates with
    these numbers are read in parallel.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::eshkol::linalg_ext::LinalgExtDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

#endif // ESHKOL_PASSES_LOWERING_PASSES_TD
