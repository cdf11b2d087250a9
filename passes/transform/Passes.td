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

#endif // ESHKOL_PASSES_TRANSFORM_PASSES_TD
