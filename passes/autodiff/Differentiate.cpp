//===- Differentiate.cpp - derivatives, innermost first -------------------===//

#include "passes/autodiff/Differentiator.h"
#include "passes/autodiff/Passes.h"
#include "passes/transform/Worklist.h"

#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_DIFFERENTIATEPASS
#include "passes/autodiff/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

namespace {

struct DifferentiatePass : eshkol::impl::DifferentiatePassBase<DifferentiatePass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    Differentiator differentiator(symbols);
    auto isDerivative = [](Operation *op) { return isTransformation(op) && !isa<VmapOp>(op); };
    if (failed(rewriteTransformations(getOperation(), isDerivative,
                                      [&](Operation *op) { return differentiator.rewrite(op); })))
      signalPassFailure();
  }
};

} // namespace
