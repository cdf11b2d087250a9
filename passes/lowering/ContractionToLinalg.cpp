//===- ContractionToLinalg.cpp - sums of products as linalg ---------------===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Contractions.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace mlir::eshkol;

/// The dimensions [first, first + count) of the loop nest.
static SmallVector<AffineExpr> loopDimensions(OpBuilder &builder, int64_t first, int64_t count) {
  SmallVector<AffineExpr> exprs;
  for (int64_t dimension = first; dimension < first + count; ++dimension)
    exprs.push_back(builder.getAffineDimExpr(dimension));
  return exprs;
}

namespace {

/// result[b.., i, j] = Σ_k lhs[b.., i, k] · rhs[b.., k, j]
struct LowerMatmul : OpRewritePattern<MatmulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MatmulOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type element = op.getType().getElementType();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getLhs());
    sizes.back() = getSizes(rewriter, loc, op.getRhs()).back();
    Value init = buildAccumulator(rewriter, loc, sizes, element);
    Value rounded = buildRounded(rewriter, loc, buildContraction(rewriter, op, init), element);
    rewriter.replaceOp(op, buildCast(rewriter, loc, rounded, op.getType()));
    return success();
  }

private:
  static Value buildContraction(PatternRewriter &rewriter, MatmulOp op, Value init) {
    Location loc = op.getLoc();
    int64_t rank = op.getType().getRank();
    SmallVector<Value> inputs{op.getLhs(), op.getRhs()};
    // The named operations are what later passes recognize and tile best.
    if (rank == 2)
      return linalg::MatmulOp::create(rewriter, loc, inputs, init).getResult(0);
    if (rank == 3)
      return linalg::BatchMatmulOp::create(rewriter, loc, inputs, init).getResult(0);
    SmallVector<AffineExpr> left = loopDimensions(rewriter, 0, rank - 2), right = left;
    AffineExpr i = rewriter.getAffineDimExpr(rank - 2), j = rewriter.getAffineDimExpr(rank - 1),
               k = rewriter.getAffineDimExpr(rank);
    left.append({i, k}), right.append({k, j});
    return buildSumOfProducts(rewriter, loc, inputs, init, {left, right}, loopDimensions(rewriter, 0, rank),
                              rank + 1);
  }
};

/// result[b.., i.., j..] = Σ_k.. lhs[b, i, k in place] · rhs[b, j, k in place]
struct LowerDotGeneral : OpRewritePattern<DotGeneralOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DotGeneralOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type element = op.getType().getElementType();
    int64_t batches = op.getLhsBatching().size(), sums = op.getLhsContracting().size(),
            rank = op.getType().getRank();
    SmallVector<int64_t> leftFree = op.getLhsFree(), rightFree = op.getRhsFree();
    SmallVector<AffineExpr> batch = loopDimensions(rewriter, 0, batches),
                            rows = loopDimensions(rewriter, batches, leftFree.size()),
                            columns = loopDimensions(rewriter, batches + leftFree.size(), rightFree.size()),
                            sum = loopDimensions(rewriter, rank, sums);
    SmallVector<AffineExpr> left(batches + leftFree.size() + sums), right(batches + rightFree.size() + sums);
    place(left, {{op.getLhsBatching(), batch}, {leftFree, rows}, {op.getLhsContracting(), sum}});
    place(right, {{op.getRhsBatching(), batch}, {rightFree, columns}, {op.getRhsContracting(), sum}});

    Value init = buildAccumulator(rewriter, loc, resultSizes(rewriter, op), element);
    Value result = buildSumOfProducts(rewriter, loc, {op.getLhs(), op.getRhs()}, init, {left, right},
                                      loopDimensions(rewriter, 0, rank), rank + sums);
    Value rounded = buildRounded(rewriter, loc, result, element);
    rewriter.replaceOp(op, buildCast(rewriter, loc, rounded, op.getType()));
    return success();
  }

private:
  using Placement = std::pair<ArrayRef<int64_t>, ArrayRef<AffineExpr>>;

  /// Puts each loop dimension at the tensor dimension it runs over.
  static void place(SmallVectorImpl<AffineExpr> &exprs, std::initializer_list<Placement> placements) {
    for (const Placement &placement : placements)
      for (auto [dimension, expr] : llvm::zip(placement.first, placement.second))
        exprs[dimension] = expr;
  }

  static SmallVector<OpFoldResult> resultSizes(PatternRewriter &rewriter, DotGeneralOp op) {
    SmallVector<OpFoldResult> left = getSizes(rewriter, op.getLoc(), op.getLhs()),
                              right = getSizes(rewriter, op.getLoc(), op.getRhs()), sizes;
    for (int64_t dimension : op.getLhsBatching())
      sizes.push_back(left[dimension]);
    for (int64_t dimension : op.getLhsFree())
      sizes.push_back(left[dimension]);
    for (int64_t dimension : op.getRhsFree())
      sizes.push_back(right[dimension]);
    return sizes;
  }
};

} // namespace

void eshkol::populateContractionToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerMatmul, LowerDotGeneral>(patterns.getContext());
}
