//===- ContractionToLinalg.cpp - sums of products as linalg ---------------===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

/// bf16 and f16 products are summed in f32, to be rounded once.
static Type accumulatorType(Type element) {
  if (auto floatType = dyn_cast<FloatType>(element); floatType && floatType.getWidth() < 32)
    return Float32Type::get(element.getContext());
  return element;
}

/// Rounds a tensor of accumulators to `element`.
static Value buildRounded(OpBuilder &builder, Location loc, Value sums, Type element) {
  auto type = cast<RankedTensorType>(sums.getType());
  if (type.getElementType() == element)
    return sums;
  return arith::TruncFOp::create(builder, loc, type.clone(element), sums);
}

namespace {

/// result[b.., i, j] = Σ_k lhs[b.., i, k] · rhs[b.., k, j]
struct LowerMatmul : OpRewritePattern<MatmulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MatmulOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type element = op.getType().getElementType(), accumulator = accumulatorType(element);
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getLhs());
    sizes.back() = getSizes(rewriter, loc, op.getRhs()).back();
    Value zero = buildConstant(rewriter, loc, accumulator, 0);
    Value init = buildFilled(rewriter, loc, sizes, zero);
    Value sums = buildContraction(rewriter, op, init);
    Value rounded = buildRounded(rewriter, loc, sums, element);
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
    return buildGeneric(rewriter, loc, inputs, init, rank);
  }

  static Value buildGeneric(PatternRewriter &rewriter, Location loc, ValueRange inputs, Value init,
                            int64_t rank) {
    SmallVector<AffineExpr> left, right, out;
    for (int64_t dimension = 0; dimension < rank - 2; ++dimension) {
      AffineExpr expr = rewriter.getAffineDimExpr(dimension);
      left.push_back(expr), right.push_back(expr), out.push_back(expr);
    }
    AffineExpr i = rewriter.getAffineDimExpr(rank - 2), j = rewriter.getAffineDimExpr(rank - 1),
               k = rewriter.getAffineDimExpr(rank);
    left.append({i, k}), right.append({k, j}), out.append({i, j});
    SmallVector<AffineMap> maps;
    for (ArrayRef<AffineExpr> exprs : {left, right, out})
      maps.push_back(AffineMap::get(rank + 1, 0, exprs, rewriter.getContext()));
    SmallVector<utils::IteratorType> iterators(rank, utils::IteratorType::parallel);
    iterators.push_back(utils::IteratorType::reduction);
    return linalg::GenericOp::create(rewriter, loc, init.getType(), inputs, init, maps, iterators,
                                     [](OpBuilder &builder, Location loc, ValueRange elements) {
                                       Value product = buildProduct(builder, loc, elements);
                                       Value sum = buildAdd(builder, loc, elements[2], product);
                                       linalg::YieldOp::create(builder, loc, sum);
                                     })
        .getResult(0);
  }

  /// The product of the first two elements in the type of the third.
  static Value buildProduct(OpBuilder &builder, Location loc, ValueRange elements) {
    Type accumulator = elements[2].getType();
    SmallVector<Value> factors;
    for (Value factor : elements.take_front(2))
      factors.push_back(factor.getType() == accumulator
                            ? factor
                            : arith::ExtFOp::create(builder, loc, accumulator, factor).getResult());
    return buildMultiply(builder, loc, factors[0], factors[1]);
  }
};

} // namespace

void eshkol::populateContractionToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerMatmul>(patterns.getContext());
}
