//===- DecomposeNeural.cpp - normalization and attention in parts ---------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Reduces one dimension of `operand` by `kind` and repeats the result to the operand's shape.
static Value buildReducedLike(OpBuilder &builder, Location loc, ReductionKind kind, Value operand,
                              int64_t dimension) {
  auto type = cast<RankedTensorType>(operand.getType());
  Value reduced = ReduceOp::create(builder, loc, kind, operand, dimension, /*keepdims=*/true);
  SmallVector<int64_t> dimensions = llvm::to_vector(llvm::seq<int64_t>(type.getRank()));
  SmallVector<Value> dynamicSizes;
  SmallVector<int64_t> staticSizes;
  dispatchIndexOpFoldResults(getSizes(builder, loc, operand), dynamicSizes, staticSizes);
  return BroadcastOp::create(builder, loc, reduced, dynamicSizes, dimensions, staticSizes);
}

namespace {

/// softmax x = e / Σe with e = exp(x − max x)
struct DecomposeSoftmax : OpRewritePattern<SoftmaxOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SoftmaxOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    int64_t dimension = op.getDimension();
    Value max = buildReducedLike(rewriter, loc, ReductionKind::Max, op.getOperand(), dimension);
    Value shifted = arith::SubFOp::create(rewriter, loc, op.getOperand(), max);
    Value exponentials = math::ExpOp::create(rewriter, loc, shifted);
    Value sum = buildReducedLike(rewriter, loc, ReductionKind::Sum, exponentials, dimension);
    Value result = arith::DivFOp::create(rewriter, loc, exponentials, sum);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

} // namespace

void eshkol::populateDecomposeNeuralPatterns(RewritePatternSet &patterns) {
  patterns.add<DecomposeSoftmax>(patterns.getContext());
}
