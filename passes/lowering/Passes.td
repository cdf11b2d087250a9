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

def DropUnreadInitsPass : Pass<"eshkol-drop-unread-inits"> {
  let summary = "Replaces initial tensors that are never read by uninitialized ones";
  let description = [{
    `--convert-elementwise-to-linalg` names an operand as initial tensor of the
    operation that it makes, for its shape alone.  IREE takes that for a
    reason to compute in place and cannot distribute the result, so an empty
    tensor of the same shape takes its place.
  }];
  let dependentDialects = ["::mlir::tensor::TensorDialect"];
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

#endif // ESHKOL_PASSES_LOWERING_PASSES_TD
