//===- Decompose.cpp - operations into those that have rules --------------===//

#include "passes/autodiff/Decompose.h"
#include "passes/autodiff/Algebra.h"
#include "passes/autodiff/rules/Shapes.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Combines numbers or, elementwise, tensors.
static Value buildCombined(OpBuilder &builder, Location loc, ReductionKind kind, Value lhs, Value rhs) {
  return buildElementwise(builder, loc, {lhs, rhs},
                          [&](OpBuilder &nested, Location loc, ValueRange elements) -> Value {
                            if (kind == ReductionKind::Prod)
                              return buildMultiply(nested, loc, elements[0], elements[1]);
                            if (kind == ReductionKind::Max)
                              return buildMaximum(nested, loc, elements[0], elements[1]);
                            return buildMinimum(nested, loc, elements[0], elements[1]);
                          });
}

namespace {

/// A running product, maximum or minimum ⇒ a loop over slices, whose derivative is exact at zeros and ties.
struct LoopOverSlices : OpRewritePattern<CumulativeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(CumulativeOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    int64_t dimension = op.getDimension();
    if (op.getType().getDimSize(dimension) == 0) {
      // There is not even a first slice.
      rewriter.replaceOp(op, buildTypeOf(rewriter, loc, op.getOperand(), op.getResult()));
      return success();
    }
    Value operand = buildWidened(rewriter, loc, op.getOperand());
    Type element = getElementTypeOrSelf(operand.getType());
    SmallVector<OpFoldResult> sizes = getShape(rewriter, loc, operand), slice(sizes);
    Value count = getValueOrCreateConstantIndexOp(rewriter, loc, sizes[dimension]);
    slice[dimension] = rewriter.getIndexAttr(1);

    Value identity = buildIdentity(rewriter, loc, op.getKind(), element);
    auto single = tensor::FromElementsOp::create(rewriter, loc, RankedTensorType::get({}, element), identity);
    Value first = buildRepeated(rewriter, loc, single, {}, slice);
    Value results = buildZeroLike(rewriter, loc, operand);
    Value zero = arith::ConstantIndexOp::create(rewriter, loc, 0);
    Value one = arith::ConstantIndexOp::create(rewriter, loc, 1);
    auto body = [&](OpBuilder &builder, Location loc, Value round, ValueRange state) {
      Value position = op.getReverse() ? getFromEnd(builder, loc, count, round) : round;
      SmallVector<OpFoldResult> starts(sizes.size(), builder.getIndexAttr(0));
      starts[dimension] = position;
      Value current = buildSliced(builder, loc, operand, starts, slice);
      Value total =
          buildCombined(builder, loc, op.getKind(), state[0], buildTypeOf(builder, loc, current, state[0]));
      scf::YieldOp::create(builder, loc,
                           ValueRange{total, buildUpdated(builder, loc, state[1], total, starts)});
    };
    auto loop = scf::ForOp::create(rewriter, loc, zero, count, one, ValueRange{first, results}, body);
    Value narrowed = buildNarrowed(rewriter, loc, loop.getResult(1), op.getType().getElementType());
    rewriter.replaceOp(op, buildTypeOf(rewriter, loc, narrowed, op.getResult()));
    return success();
  }

private:
  static Value getFromEnd(OpBuilder &builder, Location loc, Value count, Value round) {
    Value one = arith::ConstantIndexOp::create(builder, loc, 1);
    Value last = arith::SubIOp::create(builder, loc, count, one);
    return arith::SubIOp::create(builder, loc, last, round);
  }
};

/// Notes the maxima that are taken of scores.
struct MaximaListener : RewriterBase::Listener {
  void notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) override {
    if (auto reduce = dyn_cast<ReduceOp>(op); reduce && reduce.getKind() == ReductionKind::Max)
      maxima.push_back(reduce);
  }

  SmallVector<ReduceOp> maxima;
};

} // namespace

/// Whether an operation is differentiated in parts.
static bool isComposite(Operation *op) {
  if (auto cumulative = dyn_cast<CumulativeOp>(op))
    return cumulative.getKind() != ReductionKind::Sum;
  // Of several updates of one element, it has to be found out which counts.
  if (auto scatter = dyn_cast<ScatterOp>(op))
    return scatter.getIndices().getType().getRank() == 0;
  return isa<AttentionOp, LayernormOp>(op);
}

LogicalResult eshkol::decomposeVaried(Block &block, const Activity &activity) {
  SmallVector<Operation *> composites;
  block.walk([&](Operation *op) {
    if (isComposite(op) && activity.usesVaried(op))
      composites.push_back(op);
  });
  if (composites.empty())
    return success();
  RewritePatternSet patterns(block.getParentOp()->getContext());
  populateDecomposeIndexingPatterns(patterns);
  populateDecomposeNeuralPatterns(patterns);
  patterns.add<LoopOverSlices>(patterns.getContext());
  MaximaListener listener;
  GreedyRewriteConfig config;
  config.setStrictness(GreedyRewriteStrictness::ExistingOps)
      .enableFolding(false)
      .enableConstantCSE(false)
      .setListener(&listener);
  if (failed(applyOpPatternsGreedily(composites, std::move(patterns), config)))
    return failure();
  // Attention subtracts the greatest score from all for the sake of the exponentials; it cancels.
  for (ReduceOp maximum : listener.maxima) {
    OpBuilder builder(maximum);
    maximum->setOperand(0, StopGradientOp::create(builder, maximum.getLoc(), maximum.getOperand()));
  }
  return success();
}
