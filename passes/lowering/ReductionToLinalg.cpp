//===- ReductionToLinalg.cpp - reductions and running totals as linalg ----===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

struct LowerReduce : OpRewritePattern<ReduceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReduceOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value identity = buildIdentity(rewriter, loc, op.getKind(), op.getType().getElementType());
    Value init = buildFilled(rewriter, loc, resultSizes(rewriter, op), identity);
    Value result = buildReduction(rewriter, op, init);
    if (op.getKind() == ReductionKind::Mean)
      result = buildQuotient(rewriter, op, result);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }

private:
  static bool isReduced(ReduceOp op, int64_t dimension) {
    return llvm::is_contained(op.getDimensions(), dimension);
  }

  static SmallVector<OpFoldResult> resultSizes(PatternRewriter &rewriter, ReduceOp op) {
    SmallVector<OpFoldResult> sizes;
    for (auto [dimension, size] : llvm::enumerate(getSizes(rewriter, op.getLoc(), op.getOperand()))) {
      if (!isReduced(op, dimension))
        sizes.push_back(size);
      else if (op.getKeepdims())
        sizes.push_back(rewriter.getIndexAttr(1));
    }
    return sizes;
  }

  static Value buildReduction(PatternRewriter &rewriter, ReduceOp op, Value init) {
    int64_t rank = op.getOperand().getType().getRank();
    SmallVector<utils::IteratorType> iterators;
    SmallVector<AffineExpr> out;
    for (int64_t dimension = 0; dimension < rank; ++dimension) {
      bool reduced = isReduced(op, dimension);
      iterators.push_back(reduced ? utils::IteratorType::reduction : utils::IteratorType::parallel);
      if (!reduced)
        out.push_back(rewriter.getAffineDimExpr(dimension));
      else if (op.getKeepdims())
        out.push_back(rewriter.getAffineConstantExpr(0));
    }
    SmallVector<AffineMap> maps{rewriter.getMultiDimIdentityMap(rank),
                                AffineMap::get(rank, 0, out, rewriter.getContext())};
    return linalg::GenericOp::create(
               rewriter, op.getLoc(), init.getType(), op.getOperand(), init, maps, iterators,
               [kind = op.getKind()](OpBuilder &builder, Location loc, ValueRange elements) {
                 Value next = buildReductionStep(builder, loc, kind, elements[1], elements[0]);
                 linalg::YieldOp::create(builder, loc, next);
               })
        .getResult(0);
  }

  /// sums / the number of elements reduced
  static Value buildQuotient(PatternRewriter &rewriter, ReduceOp op, Value sums) {
    Location loc = op.getLoc();
    Value count = arith::ConstantIndexOp::create(rewriter, loc, 1);
    for (int64_t dimension : op.getDimensions()) {
      Value size = tensor::DimOp::create(rewriter, loc, op.getOperand(), dimension);
      count = arith::MulIOp::create(rewriter, loc, count, size);
    }
    Value divisor = buildCastFromInteger(rewriter, loc, count, op.getType().getElementType());
    Value init = buildEmpty(rewriter, loc, getSizes(rewriter, loc, sums), op.getType().getElementType());
    AffineMap map = rewriter.getMultiDimIdentityMap(op.getType().getRank());
    return buildParallelGeneric(rewriter, loc, sums, init, map,
                                [&](OpBuilder &builder, Location loc, ValueRange elements) {
                                  return buildDivide(builder, loc, elements[0], divisor);
                                });
  }
};

} // namespace

void eshkol::populateReductionToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerReduce>(patterns.getContext());
}
