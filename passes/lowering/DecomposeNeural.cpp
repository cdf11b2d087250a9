//===- DecomposeNeural.cpp - normalization and attention in parts ---------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace mlir::eshkol;

/// Replaces `op` by `result`, rounded and cast to the type of its result.
static LogicalResult replaceWithNarrowed(PatternRewriter &rewriter, Operation *op, Value result) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  Value narrowed = buildNarrowed(rewriter, op->getLoc(), result, type.getElementType());
  rewriter.replaceOp(op, buildCast(rewriter, op->getLoc(), narrowed, type));
  return success();
}

namespace {

/// softmax x = e / Σe with e = exp(x − max x)
struct DecomposeSoftmax : OpRewritePattern<SoftmaxOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SoftmaxOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    int64_t dimension = op.getDimension();
    Value operand = buildWidened(rewriter, loc, op.getOperand());
    Value max = buildReducedLike(rewriter, loc, ReductionKind::Max, operand, dimension);
    Value shifted = arith::SubFOp::create(rewriter, loc, operand, max);
    Value exponentials = math::ExpOp::create(rewriter, loc, shifted);
    Value sum = buildReducedLike(rewriter, loc, ReductionKind::Sum, exponentials, dimension);
    Value result = arith::DivFOp::create(rewriter, loc, exponentials, sum);
    return replaceWithNarrowed(rewriter, op, result);
  }
};

/// log_softmax x = s − log Σexp s with s = x − max x
struct DecomposeLogSoftmax : OpRewritePattern<LogSoftmaxOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(LogSoftmaxOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    int64_t dimension = op.getDimension();
    Value operand = buildWidened(rewriter, loc, op.getOperand());
    Value max = buildReducedLike(rewriter, loc, ReductionKind::Max, operand, dimension);
    Value shifted = arith::SubFOp::create(rewriter, loc, operand, max);
    Value exponentials = math::ExpOp::create(rewriter, loc, shifted);
    // The logarithm is taken of the reduced sum, before it is repeated.
    Value sum = ReduceOp::create(rewriter, loc, ReductionKind::Sum, exponentials, dimension, true);
    Value logarithm = math::LogOp::create(rewriter, loc, sum);
    int64_t rank = op.getType().getRank();
    Value repeated =
        buildRepeatedLike(rewriter, loc, logarithm, llvm::to_vector(llvm::seq<int64_t>(rank)), operand);
    Value result = arith::SubFOp::create(rewriter, loc, shifted, repeated);
    return replaceWithNarrowed(rewriter, op, result);
  }
};

/// layernorm x = d · rsqrt(mean d² + ε) · scale + bias with d = x − mean x
struct DecomposeLayernorm : OpRewritePattern<LayernormOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(LayernormOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    int64_t rank = op.getType().getRank();
    SmallVector<int64_t> all = llvm::to_vector(llvm::seq<int64_t>(rank));
    auto normalized = ArrayRef(all).drop_front(op.getDimension());
    Value operand = buildWidened(rewriter, loc, op.getOperand());

    Value mean = buildReducedLike(rewriter, loc, ReductionKind::Mean, operand, normalized);
    Value deviation = arith::SubFOp::create(rewriter, loc, operand, mean);
    Value square = arith::MulFOp::create(rewriter, loc, deviation, deviation);
    Value variance = ReduceOp::create(rewriter, loc, ReductionKind::Mean, square, normalized, true);
    Value epsilon = buildSplatLike(rewriter, loc, op.getEpsilon().convertToDouble(), variance);
    Value regularized = arith::AddFOp::create(rewriter, loc, variance, epsilon);
    Value factor = math::RsqrtOp::create(rewriter, loc, regularized);
    Value repeated = buildRepeatedLike(rewriter, loc, factor, all, operand);
    Value result = arith::MulFOp::create(rewriter, loc, deviation, repeated);

    if (op.getScale()) {
      Value scale = buildParameter(rewriter, loc, op.getScale(), normalized, operand);
      result = arith::MulFOp::create(rewriter, loc, result, scale);
    }
    if (op.getBias()) {
      Value bias = buildParameter(rewriter, loc, op.getBias(), normalized, operand);
      result = arith::AddFOp::create(rewriter, loc, result, bias);
    }
    return replaceWithNarrowed(rewriter, op, result);
  }

private:
  static Value buildParameter(OpBuilder &builder, Location loc, Value parameter, ArrayRef<int64_t> dimensions,
                              Value like) {
    Value widened = buildWidened(builder, loc, parameter);
    return buildRepeatedLike(builder, loc, widened, dimensions, like);
  }
};

/// attention q k v = (e · v) / Σe with e = exp(s − max s), s = scale · q · kᵀ + mask
struct DecomposeAttention : OpRewritePattern<AttentionOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(AttentionOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    int64_t column = op.getType().getRank() - 1;
    Value scores = buildMaskedScores(rewriter, op);
    Value max = buildReducedLike(rewriter, loc, ReductionKind::Max, scores, column);
    if (op.getMask() || op.getCausal())
      max = buildReplaced(rewriter, loc, max, -std::numeric_limits<double>::infinity(), 0);
    Value shifted = arith::SubFOp::create(rewriter, loc, scores, max);
    Value weights = math::ExpOp::create(rewriter, loc, shifted);
    // Dividing after the product with the values divides S·E numbers, not S·T.
    Value sum = ReduceOp::create(rewriter, loc, ReductionKind::Sum, weights, column, /*keepdims=*/true);
    Value value = buildWidened(rewriter, loc, op.getValue());
    Value total = MatmulOp::create(rewriter, loc, weights, value);
    Value divisor = buildRepeatedLike(rewriter, loc, buildReplaced(rewriter, loc, sum, 0, 1),
                                      llvm::to_vector(llvm::seq<int64_t>(column + 1)), total);
    Value result = arith::DivFOp::create(rewriter, loc, total, divisor);
    return replaceWithNarrowed(rewriter, op, result);
  }

private:
  /// Elements equal to `from` become `to`: an empty row then has weights 0 and result 0.
  static Value buildReplaced(OpBuilder &builder, Location loc, Value tensor, double from, double to) {
    Value pattern = buildSplatLike(builder, loc, from, tensor);
    Value replacement = buildSplatLike(builder, loc, to, tensor);
    Value found = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OEQ, tensor, pattern);
    return arith::SelectOp::create(builder, loc, found, replacement, tensor);
  }

  /// scale, or 1/√D
  static Value buildScale(OpBuilder &builder, AttentionOp op, Value query) {
    Location loc = op.getLoc();
    Type element = getElementTypeOrSelf(query.getType());
    if (std::optional<APFloat> scale = op.getScale())
      return buildConstant(builder, loc, element, scale->convertToDouble());
    Value size = tensor::DimOp::create(builder, loc, query, op.getType().getRank() - 1);
    Value number = buildCastFromInteger(builder, loc, size, element);
    Value root = math::SqrtOp::create(builder, loc, number);
    return arith::DivFOp::create(builder, loc, buildConstant(builder, loc, element, 1), root);
  }

  /// scale · q · kᵀ, without the mask
  static Value buildScores(OpBuilder &builder, AttentionOp op) {
    Location loc = op.getLoc();
    Value query = buildWidened(builder, loc, op.getQuery());
    Value key = buildMatrixTranspose(builder, loc, buildWidened(builder, loc, op.getKey()));
    Value products = MatmulOp::create(builder, loc, query, key);
    Value scale = buildSplatLike(builder, loc, buildScale(builder, op, query), products);
    return arith::MulFOp::create(builder, loc, products, scale);
  }

  /// The scores, minus infinity where the mask or causality forbids attending.
  static Value buildMaskedScores(OpBuilder &builder, AttentionOp op) {
    Location loc = op.getLoc();
    Value scores = buildScores(builder, op);
    Value mask = op.getMask();
    if (mask && !getElementTypeOrSelf(mask.getType()).isInteger(1))
      scores = arith::AddFOp::create(builder, loc, scores, matchType(builder, loc, mask, scores));
    else if (mask)
      scores = buildForbidden(builder, loc, matchType(builder, loc, mask, scores), scores);
    if (op.getCausal())
      scores = buildForbidden(builder, loc, buildCausalMask(builder, op, scores), scores);
    return scores;
  }

  /// The mask in the shape type of the scores, which may be known more or less statically.
  static Value matchType(OpBuilder &builder, Location loc, Value mask, Value scores) {
    Value widened = buildWidened(builder, loc, mask);
    auto type = cast<RankedTensorType>(scores.getType());
    return buildCast(builder, loc, widened, type.clone(getElementTypeOrSelf(widened.getType())));
  }

  static Value buildForbidden(OpBuilder &builder, Location loc, Value allowed, Value scores) {
    Value forbidden = buildSplatLike(builder, loc, -std::numeric_limits<double>::infinity(), scores);
    return arith::SelectOp::create(builder, loc, allowed, scores, forbidden);
  }

  /// j ≤ i + T − S
  static Value buildCausalMask(OpBuilder &builder, AttentionOp op, Value scores) {
    Location loc = op.getLoc();
    int64_t row = op.getType().getRank() - 2;
    Value queries = tensor::DimOp::create(builder, loc, scores, row);
    Value keys = tensor::DimOp::create(builder, loc, scores, row + 1);
    Value surplus = arith::SubIOp::create(builder, loc, keys, queries);
    Value offset = arith::IndexCastOp::create(builder, loc, builder.getI64Type(), surplus);
    Value i = buildIotaLike(builder, loc, scores, row), j = buildIotaLike(builder, loc, scores, row + 1);
    Value last = arith::AddIOp::create(builder, loc, i, buildSplatLike(builder, loc, offset, i));
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sle, j, last);
  }
};

} // namespace

void eshkol::populateDecomposeNeuralPatterns(RewritePatternSet &patterns) {
  patterns.add<DecomposeSoftmax, DecomposeLogSoftmax, DecomposeLayernorm, DecomposeAttention>(
      patterns.getContext());
}
