//===- DecomposeIndexing.cpp - one element read or written ----------------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"

using namespace mlir;
using namespace mlir::eshkol;

static Value buildIndex(OpBuilder &builder, Location loc, Value indices) {
  Value number = tensor::ExtractOp::create(builder, loc, indices, ValueRange());
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(), number);
}

namespace {

/// x[i]  ⇒  a slice, which is clamped alike
struct DecomposeGatherOfOne : OpRewritePattern<GatherOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GatherOp op, PatternRewriter &rewriter) const override {
    int64_t dimension = op.getDimension();
    if (op.getIndices().getType().getRank() != 0 || op.getOperand().getType().getDimSize(dimension) == 0)
      return failure();
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getOperand());
    SmallVector<OpFoldResult> start(sizes.size(), rewriter.getIndexAttr(0));
    start[dimension] = buildIndex(rewriter, loc, op.getIndices());
    sizes[dimension] = rewriter.getIndexAttr(1);
    Value slice = buildSliced(rewriter, loc, op.getOperand(), start, sizes);
    sizes.erase(sizes.begin() + dimension);
    rewriter.replaceOp(op, buildReshaped(rewriter, loc, slice, sizes));
    return success();
  }
};

/// x[i] ∘ u  ⇒  the row is replaced, which a loop can do in place, by itself where i is out of range
struct DecomposeScatterOfOne : OpRewritePattern<ScatterOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ScatterOp op, PatternRewriter &rewriter) const override {
    if (op.getBatchDims() != 0 || op.getIndices().getType().getRank() != 0 ||
        op.getOperand().getType().getDimSize(0) == 0)
      return failure();
    Location loc = op.getLoc();
    Value index = buildIndex(rewriter, loc, op.getIndices());
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getOperand());
    Value size = getValueOrCreateConstantIndexOp(rewriter, loc, sizes[0]);
    Value isInside = arith::CmpIOp::create(rewriter, loc, arith::CmpIPredicate::ult, index, size);

    // A tensor without rows has no row to replace either.
    sizes[0] = rewriter.getIndexAttr(1);
    Value update = buildReshaped(rewriter, loc, op.getUpdates(), sizes);
    SmallVector<OpFoldResult> start(sizes.size(), rewriter.getIndexAttr(0));
    if (op.getOperand().getType().isDynamicDim(0)) {
      Value one = arith::ConstantIndexOp::create(rewriter, loc, 1);
      sizes[0] = arith::MinUIOp::create(rewriter, loc, size, one).getResult();
      update = buildSliced(rewriter, loc, update, start, sizes);
    }
    start[0] = index;
    Value row = buildSliced(rewriter, loc, op.getOperand(), start, sizes);
    // A number, because IREE 3.13 does not make tensors of a truth value.
    Value isInsideAsNumber = arith::ExtUIOp::create(rewriter, loc, rewriter.getI64Type(), isInside);
    Value everywhere = buildSplatLike(rewriter, loc, isInsideAsNumber, row);
    auto body = [&](OpBuilder &builder, Location loc, ValueRange elements) -> SmallVector<Value> {
      Value none = arith::ConstantOp::create(builder, loc, builder.getI64IntegerAttr(0));
      Value isWritten = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, elements[2], none);
      Value next = buildScatterStep(builder, loc, op.getMode(), elements[0], elements[1]);
      return {arith::SelectOp::create(builder, loc, isWritten, next, elements[0])};
    };
    Value changed = MapOp::create(rewriter, loc, ValueRange{row, update, everywhere}, body).getResult(0);
    rewriter.replaceOp(op, buildUpdated(rewriter, loc, op.getOperand(), changed, start));
    return success();
  }
};

} // namespace

void eshkol::populateDecomposeIndexingPatterns(RewritePatternSet &patterns) {
  patterns.add<DecomposeGatherOfOne, DecomposeScatterOfOne>(patterns.getContext());
}
