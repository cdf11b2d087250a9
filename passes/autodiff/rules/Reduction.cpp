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

/// The share of each element in an extreme: equal for all that attain it.
static Term getShares(RuleContext &context) {
  Term operand = context.operandTerm(), extreme = getUnreduced(context, context.result());
  Value attains = operand.compare(CmpFPredicate::OEQ, extreme);
  Term mask = operand.number(1).where(attains, operand.number(0));
  Term count = getUnreduced(context, buildReduced(context, ReductionKind::Sum, mask));
  return mask / count;
}

/// The product of all other elements: of those before, times that of those after.
static Term getOthers(RuleContext &context) {
  auto op = cast<ReduceOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  Term operand = context.operandTerm();
  Value others;
  // Along one dimension after the other: what is left of a product is a product again.
  Value remaining = operand;
  for (int64_t dimension : op.getDimensions()) {
    auto exclusive = [&](bool isReverse) -> Value {
      Value running =
          CumulativeOp::create(builder, loc, ReductionKind::Prod, remaining, dimension, isReverse);
      int64_t rank = getRank(remaining);
      SmallVector<int64_t> low(rank, 0), high(rank, 0), none(rank, 0);
      low[dimension] = isReverse ? -1 : 1;
      high[dimension] = isReverse ? 1 : -1;
      Value one = buildConstant(builder, loc, getElementTypeOrSelf(running.getType()), 1);
      return PadOp::create(builder, loc, running, one, low, high, none);
    };
    Term product = context.term(exclusive(false)) * context.term(exclusive(true));
    SmallVector<int64_t> all = llvm::to_vector(llvm::seq<int64_t>(getRank(operand)));
    Value repeated = buildRepeated(builder, loc, product, all, getShape(builder, loc, operand));
    Term factor = context.term(buildTypeOf(builder, loc, repeated, operand));
    others = others ? (context.term(others) * factor).get() : factor.get();
    remaining = ReduceOp::create(builder, loc, ReductionKind::Prod, remaining, dimension, /*keepdims=*/true);
  }
  return others ? context.term(others) : operand.number(1);
}

/// Each element's weight in the result, where that is a weighted sum to first order.
static std::optional<Term> getWeights(RuleContext &context) {
  switch (cast<ReduceOp>(context.getOp()).getKind()) {
  case ReductionKind::Max:
  case ReductionKind::Min:
    return getShares(context);
  case ReductionKind::Prod:
    return getOthers(context);
  default:
    return std::nullopt;
  }
}

static LogicalResult emitReduceTangents(TangentContext &context) {
  auto op = cast<ReduceOp>(context.getOp());
  if (std::optional<Term> weights = getWeights(context))
    context.set(buildReduced(context, ReductionKind::Sum, *weights * context.tangentTerm()));
  else
    context.set(buildReduced(context, op.getKind(), context.tangentOrZero(0)));
  return success();
}

static LogicalResult emitReduceAdjoint(AdjointContext &context) {
  auto op = cast<ReduceOp>(context.getOp());
  Term cotangent = context.cotangentTerm();
  if (op.getKind() == ReductionKind::Mean)
    cotangent = cotangent / getCount(context, cotangent);
  Term repeated = getUnreduced(context, cotangent);
  std::optional<Term> weights = getWeights(context);
  context.accumulate(0, weights ? *weights * repeated : repeated);
  return success();
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
