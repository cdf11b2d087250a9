//===- Reduction.cpp - derivatives of reductions --------------------------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::eshkol;
using arith::CmpFPredicate;

static Value buildReduced(RuleContext &context, ReductionKind kind, Value operand) {
  auto op = cast<ReduceOp>(context.getOp());
  return ReduceOp::create(context.builder, context.getLoc(), kind, operand, op.getDimensions(),
                          op.getKeepdims());
}

static Term getUnreduced(RuleContext &context, Value reduced) {
  auto op = cast<ReduceOp>(context.getOp());
  return context.term(
      buildUnreduced(context.builder, context.getLoc(), reduced, op.getDimensions(), context.operand(0)));
}

/// How many elements a mean is of, as a number like `like`.
static Term getCount(RuleContext &context, Term like) {
  auto op = cast<ReduceOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  SmallVector<OpFoldResult> sizes = getShape(builder, loc, context.operand(0));
  SmallVector<OpFoldResult> reduced =
      llvm::map_to_vector(op.getDimensions(), [&](int64_t dimension) { return sizes[dimension]; });
  OpFoldResult count = buildProductOf(builder, loc, reduced);
  if (std::optional<int64_t> known = getConstantIntValue(count))
    return like.number(*known);
  Value number =
      buildCastFromInteger(builder, loc, cast<Value>(count), getElementTypeOrSelf(like.get().getType()));
  return like.with(buildTypeOf(builder, loc, buildSplatLike(builder, loc, number, like), like));
}

// Extremes ----------------------------------------------------------------------

/// The elements that attain the extreme, which share its derivative.
static Value getAttaining(RuleContext &context) {
  return context.operandTerm().compare(CmpFPredicate::OEQ, getUnreduced(context, context.result()));
}

/// `total`, of which each of the attaining elements is to get an equal share, divided by their number.
static Term getShare(RuleContext &context, Value attaining, Term total) {
  Term operand = context.operandTerm();
  Term ones = operand.number(1).where(attaining, operand.number(0));
  return total / context.term(buildReduced(context, ReductionKind::Sum, ones));
}

static Value getExtremeTangent(TangentContext &context) {
  Value attaining = getAttaining(context);
  Term tangent = context.tangentTerm();
  Term chosen = tangent.where(attaining, tangent.number(0));
  return getShare(context, attaining, context.term(buildReduced(context, ReductionKind::Sum, chosen)));
}

static Value getExtremeCotangent(AdjointContext &context) {
  Value attaining = getAttaining(context);
  Term share = getShare(context, attaining, context.cotangentTerm());
  // Nothing attains a NaN: the share is infinite or NaN, and the zero of the others NaN.
  return getUnreduced(context, share).where(attaining, getUnreduced(context, 0 * share));
}

// Products ----------------------------------------------------------------------

namespace {

/// The reduced dimensions of an operand as one, the first, before those that are kept.
class JoinedDimensions {
public:
  explicit JoinedDimensions(RuleContext &context)
      : builder(context.builder), loc(context.getLoc()), like(context.operand(0)),
        order(cast<ReduceOp>(context.getOp()).getDimensions()), count(order.size()) {
    for (int64_t dimension : llvm::seq(getRank(like)))
      if (!llvm::is_contained(ArrayRef(order).take_front(count), dimension))
        order.push_back(dimension);
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, like);
    permuted = llvm::map_to_vector(order, [&](int64_t dimension) { return sizes[dimension]; });
  }

  /// A tensor in the shape of the operand as `[reduced, kept..]`.
  Value join(Value tensor) {
    Value transposed = TransposeOp::create(builder, loc, tensor, order);
    return buildReshaped(builder, loc, transposed,
                         getSizes(buildProductOf(builder, loc, ArrayRef(permuted).take_front(count))));
  }
  /// The result of the reduction as `[1, kept..]`.
  Value joinReduced(Value reduced) {
    return buildReshaped(builder, loc, reduced, getSizes(builder.getIndexAttr(1)));
  }
  /// The inverse of `join`.
  Value restore(Value joined) {
    Value split = buildReshaped(builder, loc, joined, permuted);
    Value restored = TransposeOp::create(builder, loc, split, invert(order));
    return buildTypeOf(builder, loc, restored, like);
  }

private:
  SmallVector<OpFoldResult> getSizes(OpFoldResult first) {
    SmallVector<OpFoldResult> sizes = {first};
    llvm::append_range(sizes, ArrayRef(permuted).drop_front(count));
    return sizes;
  }

  OpBuilder &builder;
  Location loc;
  Value like;
  SmallVector<int64_t> order;
  size_t count;
  SmallVector<OpFoldResult> permuted;
};

} // namespace

/// The rows of a tensor from `start`, `count` of them.
static Value buildRows(OpBuilder &builder, Location loc, Value tensor, int64_t start, int64_t count) {
  SmallVector<OpFoldResult> sizes = getShape(builder, loc, tensor);
  SmallVector<OpFoldResult> starts(sizes.size(), builder.getIndexAttr(0));
  starts[0] = builder.getIndexAttr(start);
  sizes[0] = builder.getIndexAttr(count);
  return buildSliced(builder, loc, tensor, starts, sizes);
}

/// The cotangents of rows `[n, ..]` from that of their product `[1, ..]`.  The first half of the rows times
/// the last is half as many rows with the same product, and so on: 3 n products in all, without a quotient,
/// for there may be zeros.
static Term pullBackProduct(Term rows, Term cotangent) {
  OpBuilder &builder = *rows.builder;
  int64_t count = cast<RankedTensorType>(rows.get().getType()).getDimSize(0), half = count / 2;
  if (count == 0)
    return rows;
  if (count == 1)
    return cotangent;
  auto take = [&](Term tensor, int64_t start, int64_t number) {
    return tensor.with(buildRows(builder, rows.loc, tensor, start, number));
  };
  auto join = [&](ArrayRef<Value> parts) {
    return rows.with(ConcatOp::create(builder, rows.loc, parts, /*dimension=*/0));
  };
  // Of an odd number, the row in the middle is left.
  int64_t left = count % 2;
  Term first = take(rows, 0, half), last = take(rows, count - half, half);
  SmallVector<Value> remaining = {first * last}, cotangents;
  if (left)
    remaining.push_back(take(rows, half, left));
  Term pulled = pullBackProduct(join(remaining), cotangent);
  Term products = take(pulled, 0, half);
  cotangents.push_back(products * last);
  if (left)
    cotangents.push_back(take(pulled, half, left));
  cotangents.push_back(products * first);
  return join(cotangents);
}

/// The products of all other rows: of those before, times that of those after.
static Term getOtherRows(Term rows) {
  OpBuilder &builder = *rows.builder;
  Location loc = rows.loc;
  int64_t rank = getRank(rows);
  auto exclusive = [&](bool isReverse) -> Term {
    Value running = CumulativeOp::create(builder, loc, ReductionKind::Prod, rows, /*dimension=*/0, isReverse);
    SmallVector<int64_t> low(rank, 0), high(rank, 0), none(rank, 0);
    low[0] = isReverse ? -1 : 1;
    high[0] = isReverse ? 1 : -1;
    Value one = buildConstant(builder, loc, getElementTypeOrSelf(running.getType()), 1);
    return rows.with(PadOp::create(builder, loc, running, one, low, high, none));
  };
  return exclusive(false) * exclusive(true);
}

/// The cotangent of the operand of a product, from that of the result.
static Value getProductCotangent(RuleContext &context, Term cotangent) {
  JoinedDimensions dimensions(context);
  Term rows = context.term(dimensions.join(context.operand(0)));
  Term joined = context.term(dimensions.joinReduced(cotangent));
  if (!cast<RankedTensorType>(rows.get().getType()).isDynamicDim(0))
    return dimensions.restore(pullBackProduct(rows, joined));
  Value repeated = buildUnreduced(context.builder, context.getLoc(), joined, /*dropped=*/{int64_t(0)}, rows);
  return dimensions.restore(getOtherRows(rows) * context.term(repeated));
}

/// The tangents of the factors, each times the product of all others.
static Value getProductTangent(TangentContext &context) {
  Term others = context.term(getProductCotangent(context, context.resultTerm().number(1)));
  return buildReduced(context, ReductionKind::Sum, others * context.tangentTerm());
}

// Rules -------------------------------------------------------------------------

static LogicalResult emitReduceTangents(TangentContext &context) {
  auto op = cast<ReduceOp>(context.getOp());
  switch (op.getKind()) {
  case ReductionKind::Max:
  case ReductionKind::Min:
    context.set(getExtremeTangent(context));
    return success();
  case ReductionKind::Prod:
    context.set(getProductTangent(context));
    return success();
  default:
    context.set(buildReduced(context, op.getKind(), context.tangentOrZero(0)));
    return success();
  }
}

static LogicalResult emitReduceAdjoint(AdjointContext &context) {
  Term cotangent = context.cotangentTerm();
  switch (cast<ReduceOp>(context.getOp()).getKind()) {
  case ReductionKind::Max:
  case ReductionKind::Min:
    context.accumulate(0, getExtremeCotangent(context));
    return success();
  case ReductionKind::Prod:
    context.accumulate(0, getProductCotangent(context, cotangent));
    return success();
  case ReductionKind::Mean:
    context.accumulate(0, getUnreduced(context, cotangent / getCount(context, cotangent)));
    return success();
  default:
    context.accumulate(0, getUnreduced(context, cotangent));
    return success();
  }
}

/// A running sum backwards is the running sum of what comes after.
static LogicalResult emitCumulativeAdjoint(AdjointContext &context) {
  auto op = cast<CumulativeOp>(context.getOp());
  if (op.getKind() != ReductionKind::Sum)
    return op.emitError() << "the derivative of a running " << stringifyReductionKind(op.getKind())
                          << " has no rule";
  context.accumulate(0, CumulativeOp::create(context.builder, context.getLoc(), ReductionKind::Sum,
                                             context.cotangentOrZero(), op.getDimension(), !op.getReverse()));
  return success();
}

static LogicalResult emitCumulativeTangents(TangentContext &context) {
  auto op = cast<CumulativeOp>(context.getOp());
  if (op.getKind() != ReductionKind::Sum)
    return op.emitError() << "the derivative of a running " << stringifyReductionKind(op.getKind())
                          << " has no rule";
  return emitLinearTangents(context);
}

void eshkol::registerReductionRules(MLIRContext *c) {
  rules<ReduceOp>(c, emitReduceTangents, emitReduceAdjoint);
  rules<CumulativeOp>(c, emitCumulativeTangents, emitCumulativeAdjoint);
}
