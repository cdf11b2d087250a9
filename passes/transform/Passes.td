//===- Passes.td - all transformations of functions -------------*- tablegen -*-===//

#ifndef ESHKOL_PASSES_TRANSFORM_PASSES_TD
#define ESHKOL_PASSES_TRANSFORM_PASSES_TD

include "mlir/Pass/PassBase.td"

def TransformPass : Pass<"eshkol-transform", "::mlir::ModuleOp"> {
  let summary = "Rewrites derivatives and batches of functions, in any composition";
  let description = [{
    Alternates `--eshkol-differentiate` and `--eshkol-vectorize`, innermost first,
    until no `eshkol.jvp`, `vjp`, `gradient`, `jacobian`, `hessian` or `vmap` is
    left: of a batch of gradients, the gradient is rewritten into a function
    first, then the batch of it.  Then `eshkol.stop_gradient` goes too.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::func::FuncDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::math::MathDialect", "::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect"];
}

def PruneLoopsPass : Pass<"eshkol-prune-loops"> {
  let summary = "Drops values that loops carry only for their own sake";
  let description = [{
    A carried value is needed if it is used after the loop, or by what is, or by
    an assertion.  Derivatives leave others behind: what a loop keeps for a
    reverse that runs it again.  (The canonicalizer drops those that nothing at
    all uses; `--remove-dead-values` of LLVM 22 breaks some `scf.while`.)
  }];
  let dependentDialects = ["::mlir::scf::SCFDialect"];
}

#endif // ESHKOL_PASSES_TRANSFORM_PASSES_TD
