//===- Transform.cpp - derivatives and batches, innermost first -----------===//

#include "passes/autodiff/Differentiator.h"
#include "passes/transform/Passes.h"
#include "passes/transform/Worklist.h"
#include "passes/vectorize/Vectorize.h"

#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_TRANSFORMPASS
#include "passes/transform/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

namespace {

struct TransformPass : eshkol::impl::TransformPassBase<TransformPass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    Differentiator differentiator(symbols);
    Vectorizer vectorizer(symbols);
    auto rewrite = [&](Operation *op) {
      if (auto vmap = dyn_cast<VmapOp>(op))
        return vectorizer.rewrite(vmap);
      return differentiator.rewrite(op);
    };
    if (failed(rewriteTransformations(getOperation(), isTransformation, rewrite)))
      return signalPassFailure();
    // Nothing is left to differentiate, so nothing has to be marked as constant.
    getOperation().walk([](StopGradientOp op) {
      op.replaceAllUsesWith(op.getOperand());
      op.erase();
    });
  }
};

} // namespace
