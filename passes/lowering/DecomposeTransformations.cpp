//===- DecomposeTransformations.cpp - what is left of transformations -----===//

#include "dialects/Dialect.h"
#include "passes/lowering/Patterns.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// stop_gradient x ⇒ x, once there is nothing to differentiate
struct DropStopGradient : OpRewritePattern<StopGradientOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(StopGradientOp op, PatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, op.getOperand());
    return success();
  }
};

} // namespace

void eshkol::populateDecomposeTransformationsPatterns(RewritePatternSet &patterns) {
  patterns.add<DropStopGradient>(patterns.getContext());
}
