//===- ScanToLinalg.cpp - running totals as loops of linalg ---------------===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Conversions.h"
#include "passes/lowering/DoublingLoop.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// The scan of Hillis and Steele (Data parallel algorithms, CACM 1986): after the
/// pass of width w, element i is the total of the 2w elements that end at i.
///   next[i] = i ≥ w ? current[i-w] ∘ current[i] : current[i]
struct LowerCumulative : OpRewritePattern<CumulativeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(CumulativeOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type element = op.getType().getElementType();
    Value wide = buildTensorConversion(rewriter, loc, op.getOperand(), getComputeType(element));
    Value size = tensor::DimOp::create(rewriter, loc, wide, op.getDimension());
    Value totals = buildDoublingLoop(rewriter, loc, size, wide,
                                     [&](OpBuilder &builder, Location loc, Value width, ValueRange carried) {
                                       Value next = buildPass(builder, loc, op, size, width, carried[0]);
                                       return SmallVector<Value>{next};
                                     })
                       .front();
    Value result = buildTensorConversion(rewriter, loc, totals, element);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }

private:
  static Value buildPass(OpBuilder &builder, Location loc, CumulativeOp op, Value size, Value width,
                         Value current) {
    auto type = cast<RankedTensorType>(current.getType());
    Value init = buildEmpty(builder, loc, getSizes(builder, loc, current), type.getElementType());
    Value next = buildParallelGeneric(
        builder, loc, current, init, builder.getMultiDimIdentityMap(type.getRank()),
        [&](OpBuilder &nested, Location loc, ValueRange elements) {
          auto [isInside, earlier] = buildEarlier(nested, loc, op, size, width, current);
          Value total = buildReductionStep(nested, loc, op.getKind(), earlier, elements[0]);
          return arith::SelectOp::create(nested, loc, isInside, total, elements[0]).getResult();
        });
    return buildCast(builder, loc, next, type);
  }

  /// Whether there is an element `width` places earlier (later, if reversed), and that element.
  static std::pair<Value, Value> buildEarlier(OpBuilder &builder, Location loc, CumulativeOp op, Value size,
                                              Value width, Value current) {
    SmallVector<Value> position;
    for (int64_t dimension = 0; dimension < op.getType().getRank(); ++dimension)
      position.push_back(linalg::IndexOp::create(builder, loc, dimension));
    Value &index = position[op.getDimension()];
    Value isInside;
    if (op.getReverse()) {
      Value moved = arith::AddIOp::create(builder, loc, index, width);
      isInside = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, moved, size);
      index = arith::SelectOp::create(builder, loc, isInside, moved, index);
    } else {
      Value moved = arith::SubIOp::create(builder, loc, index, width);
      isInside = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sge, index, width);
      index = arith::SelectOp::create(builder, loc, isInside, moved, index);
    }
    return {isInside, tensor::ExtractOp::create(builder, loc, current, position)};
  }
};

} // namespace

void eshkol::populateScanToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerCumulative>(patterns.getContext());
}
