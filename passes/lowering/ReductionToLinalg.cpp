//===- ReductionToLinalg.cpp - reductions and running totals as linalg ----===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Conversions.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

/// The sizes of `operand` without those of the reduced dimensions, or with one there.
static SmallVector<OpFoldResult> reducedSizes(OpBuilder &builder, Location loc, Value operand,
                                              ArrayRef<int64_t> dimensions, bool keepdims) {
  SmallVector<OpFoldResult> sizes;
  for (auto [dimension, size] : llvm::enumerate(getSizes(builder, loc, operand))) {
    if (!llvm::is_contained(dimensions, static_cast<int64_t>(dimension)))
      sizes.push_back(size);
    else if (keepdims)
      sizes.push_back(builder.getIndexAttr(1));
  }
  return sizes;
}

/// From a position in the operand to that in the result of a reduction.
static AffineMap reductionMap(OpBuilder &builder, int64_t rank, ArrayRef<int64_t> dimensions, bool keepdims) {
  SmallVector<AffineExpr> out;
  for (int64_t dimension = 0; dimension < rank; ++dimension) {
    if (!llvm::is_contained(dimensions, dimension))
      out.push_back(builder.getAffineDimExpr(dimension));
    else if (keepdims)
      out.push_back(builder.getAffineConstantExpr(0));
  }
  return AffineMap::get(rank, 0, out, builder.getContext());
}

static SmallVector<utils::IteratorType> reductionIterators(int64_t rank, ArrayRef<int64_t> dimensions) {
  SmallVector<utils::IteratorType> iterators(rank, utils::IteratorType::parallel);
  for (int64_t dimension : dimensions)
    iterators[dimension] = utils::IteratorType::reduction;
  return iterators;
}

/// Folds the elements of `inputs` along `dimensions` into `init`: `step` gets an
/// element of each input and, last, the accumulator.
static Value buildReduction(OpBuilder &builder, Location loc, ValueRange inputs, Value init,
                            ArrayRef<AffineMap> maps, ArrayRef<int64_t> dimensions,
                            function_ref<Value(OpBuilder &, Location, ValueRange)> step) {
  return linalg::GenericOp::create(builder, loc, init.getType(), inputs, init, maps,
                                   reductionIterators(maps.front().getNumDims(), dimensions),
                                   [&](OpBuilder &nested, Location loc, ValueRange elements) {
                                     linalg::YieldOp::create(nested, loc, step(nested, loc, elements));
                                   })
      .getResult(0);
}

/// The type in which elements are combined.  The extremes and the low bits of
/// i8 are the same in i32, which every target reduces.
static Type getAccumulatorType(Type element) {
  if (element.isInteger(8))
    return IntegerType::get(element.getContext(), 32);
  return getComputeType(element);
}

/// The identity of the reduction of `element`, in the type of accumulators.
static Value buildInitial(OpBuilder &builder, Location loc, ReductionKind kind, Type element) {
  return buildConversion(builder, loc, buildIdentity(builder, loc, kind, element),
                         getAccumulatorType(element));
}

namespace {

/// result = operand[0] ∘ operand[1] ∘ .., a mean being divided by the number of elements
struct LowerReduce : OpRewritePattern<ReduceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReduceOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type element = op.getType().getElementType(), accumulator = getAccumulatorType(element);
    SmallVector<OpFoldResult> sizes =
        reducedSizes(rewriter, loc, op.getOperand(), op.getDimensions(), op.getKeepdims());
    Value init = buildFilled(rewriter, loc, sizes, buildInitial(rewriter, loc, op.getKind(), element));
    int64_t rank = op.getOperand().getType().getRank();
    SmallVector<AffineMap> maps{rewriter.getMultiDimIdentityMap(rank),
                                reductionMap(rewriter, rank, op.getDimensions(), op.getKeepdims())};
    Value totals = buildReduction(rewriter, loc, op.getOperand(), init, maps, op.getDimensions(),
                                  [&](OpBuilder &builder, Location loc, ValueRange elements) {
                                    Value next = buildConversion(builder, loc, elements[0], accumulator);
                                    return buildReductionStep(builder, loc, op.getKind(), elements[1], next);
                                  });
    rewriter.replaceOp(op, buildCast(rewriter, loc, buildResult(rewriter, op, totals), op.getType()));
    return success();
  }

private:
  /// The totals, divided by the number of elements for a mean, in the element type of the result.
  static Value buildResult(PatternRewriter &rewriter, ReduceOp op, Value totals) {
    Location loc = op.getLoc();
    Type element = op.getType().getElementType();
    Type accumulator = getAccumulatorType(element);
    bool isMean = op.getKind() == ReductionKind::Mean;
    if (!isMean && element == accumulator)
      return totals;
    Value divisor = isMean ? buildCount(rewriter, op, accumulator) : Value();
    Value init = buildEmpty(rewriter, loc, getSizes(rewriter, loc, totals), element);
    AffineMap map = rewriter.getMultiDimIdentityMap(op.getType().getRank());
    return buildParallelGeneric(
        rewriter, loc, totals, init, map, [&](OpBuilder &builder, Location loc, ValueRange elements) {
          Value total = isMean ? buildDivide(builder, loc, elements[0], divisor) : elements[0];
          return buildConversion(builder, loc, total, element);
        });
  }

  /// The number of elements that are combined into one.
  static Value buildCount(PatternRewriter &rewriter, ReduceOp op, Type element) {
    Location loc = op.getLoc();
    Value count = arith::ConstantIndexOp::create(rewriter, loc, 1);
    for (int64_t dimension : op.getDimensions()) {
      Value size = tensor::DimOp::create(rewriter, loc, op.getOperand(), dimension);
      count = arith::MulIOp::create(rewriter, loc, count, size);
    }
    return buildConversion(rewriter, loc, count, element);
  }
};

/// result = min { i | operand[i] = extreme } with extreme = max or min operand.  Two
/// reductions, because one that carries a pair of values is not vectorized.
template <typename Op> struct LowerArgument : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value operand = op.getOperand();
    int64_t rank = op.getOperand().getType().getRank(), dimension = op.getDimension();
    AffineMap identity = rewriter.getMultiDimIdentityMap(rank);
    AffineMap map = reductionMap(rewriter, rank, dimension, op.getKeepdims());
    SmallVector<OpFoldResult> sizes = reducedSizes(rewriter, loc, operand, dimension, op.getKeepdims());
    Type element = op.getOperand().getType().getElementType();
    ReductionKind kind = reductionKind(element);
    Value worst = buildFilled(rewriter, loc, sizes, buildInitial(rewriter, loc, kind, element));
    Value extreme = buildReduction(rewriter, loc, operand, worst, {identity, map}, dimension,
                                   [&](OpBuilder &builder, Location loc, ValueRange elements) {
                                     Value next =
                                         buildConversion(builder, loc, elements[0], elements[1].getType());
                                     return buildReductionStep(builder, loc, kind, elements[1], next);
                                   });
    // As an unsigned number -1 is the greatest, and what remains of no elements.
    Value none = buildConstant(rewriter, loc, indexType(element), -1);
    Value init = buildFilled(rewriter, loc, sizes, none);
    Value result = buildReduction(rewriter, loc, {operand, extreme}, init, {identity, map, map}, dimension,
                                  [&](OpBuilder &builder, Location loc, ValueRange elements) {
                                    return buildIndexStep(builder, loc, dimension, none, elements);
                                  });
    Value wide = buildTensorConversion(rewriter, loc, result, rewriter.getI64Type());
    rewriter.replaceOp(op, buildCast(rewriter, loc, wide, op.getType()));
    return success();
  }

private:
  /// IREE distributes a reduction over the threads of a GPU only if its result
  /// is no wider than its elements are in registers.
  static Type indexType(Type element) {
    bool isWide = element.isIndex() || element.getIntOrFloatBitWidth() == 64;
    return IntegerType::get(element.getContext(), isWide ? 64 : 32);
  }

  /// The greater of two truth values is their disjunction, the less their conjunction.
  static ReductionKind reductionKind(Type element) {
    if (std::is_same_v<Op, ArgmaxOp>)
      return element.isInteger(1) ? ReductionKind::Any : ReductionKind::Max;
    return element.isInteger(1) ? ReductionKind::All : ReductionKind::Min;
  }

  /// min(least, element = extreme ? i : none), of the three values (element, extreme, least)
  static Value buildIndexStep(OpBuilder &builder, Location loc, int64_t dimension, Value none,
                              ValueRange values) {
    Value index = linalg::IndexOp::create(builder, loc, dimension);
    Value number = arith::IndexCastOp::create(builder, loc, none.getType(), index);
    Value element = buildConversion(builder, loc, values[0], values[1].getType());
    Value isExtreme = buildIsExtreme(builder, loc, element, values[1]);
    Value candidate = arith::SelectOp::create(builder, loc, isExtreme, number, none);
    return arith::MinUIOp::create(builder, loc, values[2], candidate);
  }

  /// If there is a NaN it is the extreme, which unordered comparison finds.
  static Value buildIsExtreme(OpBuilder &builder, Location loc, Value element, Value extreme) {
    if (!isa<FloatType>(element.getType()))
      return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, element, extreme);
    Value isEqual = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OEQ, element, extreme);
    Value isNan = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::UNO, element, element);
    return arith::OrIOp::create(builder, loc, isEqual, isNan);
  }
};

} // namespace

void eshkol::populateReductionToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerArgument<ArgmaxOp>, LowerArgument<ArgminOp>, LowerReduce>(patterns.getContext());
}
