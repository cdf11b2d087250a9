//===- DecomposeSorting.cpp - selection by order in parts -----------------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

/// A dimension of dynamic size is checked while running.
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

namespace {

/// top_k x 1 = (max x, argmax x), which treat NaN alike; the least of numbers is not min, which a NaN wins
struct DecomposeGreatest : OpRewritePattern<TopKOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(TopKOp op, PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getOperand().getType();
    if (op.getK() != 1 || op.getSmallest() || type.getElementType().isInteger(1))
      return rewriter.notifyMatchFailure(op, "does not look for one greatest number");
    assertSize(rewriter, op);
    Location loc = op.getLoc();
    int64_t dimension = type.getRank() - 1;
    Value max = ReduceOp::create(rewriter, loc, ReductionKind::Max, op.getOperand(), dimension, true);
    Value index = ArgmaxOp::create(rewriter, loc, op.getOperand(), dimension, true);
    rewriter.replaceOp(op, {buildCast(rewriter, loc, max, op.getValues().getType()),
                            buildCast(rewriter, loc, index, op.getIndices().getType())});
    return success();
  }
};

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
  patterns.add<DecomposeGreatest>(patterns.getContext(), /*benefit=*/2);
  patterns.add<DecomposeTopK>(patterns.getContext());
}
