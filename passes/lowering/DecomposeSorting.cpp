//===- DecomposeSorting.cpp - selection by order in parts -----------------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// top_k x k = the first k of sort x, descending
struct DecomposeTopK : OpRewritePattern<TopKOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(TopKOp op, PatternRewriter &rewriter) const override {
    assertSize(rewriter, op);
    Location loc = op.getLoc();
    RankedTensorType type = op.getOperand().getType();
    auto sort = SortOp::create(rewriter, loc, op.getOperand(), type.getRank() - 1, !op.getSmallest());
    rewriter.replaceOp(op, {buildFirst(rewriter, op, sort.getSorted(), op.getValues().getType()),
                            buildFirst(rewriter, op, sort.getPermutation(), op.getIndices().getType())});
    return success();
  }

private:
  static void assertSize(PatternRewriter &rewriter, TopKOp op) {
    Location loc = op.getLoc();
    RankedTensorType type = op.getOperand().getType();
    if (ShapedType::isStatic(type.getShape().back()))
      return;
    Value size = tensor::DimOp::create(rewriter, loc, op.getOperand(), type.getRank() - 1);
    Value k = arith::ConstantIndexOp::create(rewriter, loc, op.getK());
    Value isEnough = arith::CmpIOp::create(rewriter, loc, arith::CmpIPredicate::sge, size, k);
    std::string message = "top_k needs " + std::to_string(op.getK()) + " elements along the last dimension";
    AssertOp::create(rewriter, loc, isEnough, rewriter.getStringAttr(message));
  }

  static Value buildFirst(PatternRewriter &rewriter, TopKOp op, Value tensor, RankedTensorType resultType) {
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, tensor);
    SmallVector<OpFoldResult> offsets(sizes.size(), rewriter.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(sizes.size(), rewriter.getIndexAttr(1));
    sizes.back() = rewriter.getIndexAttr(op.getK());
    Value first = tensor::ExtractSliceOp::create(rewriter, loc, tensor, offsets, sizes, strides);
    return buildCast(rewriter, loc, first, resultType);
  }
};

} // namespace

void eshkol::populateDecomposeSortingPatterns(RewritePatternSet &patterns) {
  patterns.add<DecomposeTopK>(patterns.getContext());
}
