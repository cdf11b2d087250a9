//===- Reduction.cpp - derivatives of reductions --------------------------===//

#include "passes/autodiff/rules/Products.h"
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

/// The tangents of the factors, each times the product of all others.
static Value getProductTangent(TangentContext &context) {
  Term others = context.term(buildProductCotangent(context, context.resultTerm().number(1)));
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
    context.accumulate(0, buildProductCotangent(context, cotangent));
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
