//===- Field.cpp - derivatives of sums, products and quotients ------------===//

#include "passes/autodiff/rules/Field.h"

using namespace mlir;
using namespace mlir::eshkol;

LogicalResult eshkol::emitSumTangents(TangentContext &context) {
  if (!context.tangent(0) || !context.tangent(1))
    context.set(context.tangent(context.tangent(0) ? 0 : 1));
  else
    context.set(context.tangentTerm(0) + context.tangentTerm(1));
  return success();
}

LogicalResult eshkol::emitSumAdjoint(AdjointContext &context) {
  context.accumulate(0, context.cotangentOrZero());
  context.accumulate(1, context.cotangentOrZero());
  return success();
}

LogicalResult eshkol::emitDifferenceTangents(TangentContext &context) {
  if (!context.tangent(1))
    context.set(context.tangent(0));
  else if (!context.tangent(0))
    context.set(-context.tangentTerm(1));
  else
    context.set(context.tangentTerm(0) - context.tangentTerm(1));
  return success();
}

LogicalResult eshkol::emitDifferenceAdjoint(AdjointContext &context) {
  Term cotangent = context.cotangentTerm();
  context.accumulate(0, cotangent);
  if (context.wants(1))
    context.accumulate(1, -cotangent);
  return success();
}

LogicalResult eshkol::emitProductTangents(TangentContext &context) {
  Value total;
  for (unsigned position : {0, 1})
    if (context.tangent(position)) {
      Term part = context.tangentTerm(position) * context.operandTerm(1 - position);
      total = total ? (context.term(total) + part).get() : part.get();
    }
  context.set(total);
  return success();
}

LogicalResult eshkol::emitProductAdjoint(AdjointContext &context) {
  for (unsigned position : {0, 1})
    if (context.wants(position))
      context.accumulate(position, context.cotangentTerm() * context.operandTerm(1 - position));
  return success();
}

/// d(a/b) = (da − (a/b) db) / b
LogicalResult eshkol::emitQuotientTangents(TangentContext &context) {
  Value numerator = context.tangent(0);
  if (context.tangent(1)) {
    Term part = context.resultTerm() * context.tangentTerm(1);
    numerator = numerator ? context.term(numerator) - part : -part;
  }
  context.set(context.term(numerator) / context.operandTerm(1));
  return success();
}

LogicalResult eshkol::emitQuotientAdjoint(AdjointContext &context) {
  Term quotient = context.cotangentTerm() / context.operandTerm(1);
  context.accumulate(0, quotient);
  if (context.wants(1))
    context.accumulate(1, -(quotient * context.resultTerm()));
  return success();
}

LogicalResult eshkol::emitNegativeAdjoint(AdjointContext &context) {
  context.accumulate(0, -context.cotangentTerm());
  return success();
}
