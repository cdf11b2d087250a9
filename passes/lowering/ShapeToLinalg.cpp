//===- ShapeToLinalg.cpp - rearranging elements as linalg -----------------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

struct LowerTranspose : OpRewritePattern<TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(TransposeOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getOperand());
    Value init = buildEmpty(rewriter, loc, applyPermutation(sizes, op.getPermutation()),
                            op.getType().getElementType());
    Value result =
        linalg::TransposeOp::create(rewriter, loc, op.getOperand(), init, op.getPermutation())->getResult(0);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

/// result[.., i_dimensions[d], ..] = operand[.., i_d or 0, ..]
struct LowerBroadcast : OpRewritePattern<BroadcastOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BroadcastOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    RankedTensorType type = op.getOperand().getType();
    SmallVector<AffineExpr> exprs;
    for (auto [dimension, target] : llvm::enumerate(op.getDimensions())) {
      bool isRepeated = type.getDimSize(dimension) == 1 && op.getStaticSizes()[target] != 1;
      exprs.push_back(isRepeated ? rewriter.getAffineConstantExpr(0) : rewriter.getAffineDimExpr(target));
    }
    AffineMap map = AffineMap::get(op.getType().getRank(), 0, exprs, rewriter.getContext());
    Value init = buildEmpty(rewriter, loc, op.getMixedSizes(), type.getElementType());
    Value result =
        buildParallelGeneric(rewriter, loc, op.getOperand(), init, map,
                             [](OpBuilder &, Location, ValueRange elements) { return elements[0]; });
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

} // namespace

void eshkol::populateShapeToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerBroadcast, LowerTranspose>(patterns.getContext());
}
