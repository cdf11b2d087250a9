//===- Passes.td - differentiation ------------------------------*- tablegen -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_PASSES_TD
#define ESHKOL_PASSES_AUTODIFF_PASSES_TD

include "mlir/Pass/PassBase.td"

def DifferentiatePass : Pass<"eshkol-differentiate", "::mlir::ModuleOp"> {
  let summary = "Rewrites derivatives of functions into functions";
  let description = [{
    Replaces `eshkol.jvp`, `eshkol.vjp`, `eshkol.gradient`, `eshkol.jacobian` and
    `eshkol.hessian`, innermost first, by calls of new functions beside the
    callee.  `@f.jvp` takes tangents beside the arguments of `@f`, and computes
    each operation's tangent right after it.  `@f.vjp` takes cotangents of the
    results; after the operations of `@f` come their adjoints, last first.

    Zero tangents and cotangents are not computed with.  A loop stacks what its
    reverse needs of each round, unless that is cheap to compute again; a
    `scf.while` is counted first.  Under `memory recompute` a loop of `n` rounds
    is split into about `√n` loops of about `√n` rounds, and only the state
    between those is kept.

    A derivative of a function that contains `eshkol.vmap` is left for
    `--eshkol-transform`, which alternates this pass with `--eshkol-vectorize`.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::func::FuncDialect", "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"];
}

#endif // ESHKOL_PASSES_AUTODIFF_PASSES_TD
