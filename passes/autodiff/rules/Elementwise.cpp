//===- Elementwise.cpp - derivatives of selection and conversion ----------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"

#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;
using arith::CmpFPredicate;

static Value buildSelect(RuleContext &context, Value condition, Value onTrue, Value onFalse) {
  return SelectOp::create(context.builder, context.getLoc(), condition, onTrue, onFalse);
}

static LogicalResult transposeSelect(AdjointContext &context) {
  Value condition = context.operand(0), cotangent = context.cotangentOrZero();
  Value zero = buildZeroLike(context.builder, context.getLoc(), cotangent);
  if (context.wants(1))
    context.accumulate(1, buildSelect(context, condition, cotangent, zero));
  if (context.wants(2))
    context.accumulate(2, buildSelect(context, condition, zero, cotangent));
  return success();
}

static LogicalResult emitSelectTangents(TangentContext &context) {
  context.set(buildSelect(context, context.operand(0), context.tangentOrZero(1), context.tangentOrZero(2)));
  return success();
}

/// Of a number that became complex, the real part counts.
static LogicalResult transposeConvert(AdjointContext &context) {
  auto op = cast<ConvertOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  Value cotangent = context.cotangentOrZero();
  Type element = op.getOperand().getType().getElementType();
  if (isa<ComplexType>(op.getType().getElementType()) && !isa<ComplexType>(element))
    cotangent = buildElementwise(builder, loc, cotangent,
                                 [](OpBuilder &nested, Location loc, ValueRange elements) -> Value {
                                   return complex::ReOp::create(nested, loc, elements[0]);
                                 });
  auto type = cast<RankedTensorType>(cotangent.getType());
  if (type.getElementType() != element)
    cotangent = ConvertOp::create(builder, loc, type.clone(element), cotangent);
  context.accumulate(0, cotangent);
  return success();
}

/// A limit in the shape of the operand.
static Term getLimit(RuleContext &context, unsigned position) {
  Value limit = context.operand(position), like = context.operand(0);
  if (getRank(limit) != getRank(like))
    limit = buildRepeated(context.builder, context.getLoc(), limit, {},
                          getShape(context.builder, context.getLoc(), like));
  return context.term(buildTypeOf(context.builder, context.getLoc(), limit, like));
}

/// The tangent of what was chosen by min(max(x, low), high): the operand within the limits, and on them.
static LogicalResult emitClampTangents(TangentContext &context) {
  Term operand = context.operandTerm(), low = getLimit(context, 1), high = getLimit(context, 2);
  Value isBelow = operand.compare(CmpFPredicate::OLT, low);
  Value isAbove = low.where(isBelow, operand).compare(CmpFPredicate::OGT, high);
  auto tangent = [&](unsigned position) {
    Value value = context.tangentOrZero(position);
    if (getRank(value) != getRank(operand))
      value = buildRepeated(context.builder, context.getLoc(), value, {},
                            getShape(context.builder, context.getLoc(), operand));
    return context.term(buildTypeOf(context.builder, context.getLoc(), value, operand));
  };
  Term inside = tangent(1).where(isBelow, tangent(0));
  context.set(tangent(2).where(isAbove, inside));
  return success();
}

void eshkol::registerElementwiseRules(MLIRContext *c) {
  rules<SelectOp>(c, emitSelectTangents, transposeSelect);
  linear<ConvertOp>(c, transposeConvert);
  tangents<ClampOp>(c, emitClampTangents);
  constant<StopGradientOp>(c);
}
