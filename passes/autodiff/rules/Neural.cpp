//===- Neural.cpp - derivatives of normalization --------------------------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::eshkol;

/// The sum along the dimension of the operation, repeated.
static Term getSum(RuleContext &context, Term term, int64_t dimension) {
  return term.with(
      buildReducedLike(context.builder, context.getLoc(), ReductionKind::Sum, term, {dimension}));
}

/// dy = y (dx − Σ y dx); symmetric, so its own transpose.
static Term getSoftmax(RuleContext &context, Term direction) {
  Term y = context.resultTerm();
  Term weighted = y * direction;
  return weighted - y * getSum(context, weighted, cast<SoftmaxOp>(context.getOp()).getDimension());
}

static LogicalResult emitLogSoftmaxTangents(TangentContext &context) {
  Term direction = context.tangentTerm(), weights = context.resultTerm().apply<math::ExpOp>();
  int64_t dimension = cast<LogSoftmaxOp>(context.getOp()).getDimension();
  context.set(direction - getSum(context, weights * direction, dimension));
  return success();
}

static LogicalResult emitLogSoftmaxAdjoint(AdjointContext &context) {
  Term cotangent = context.cotangentTerm(), weights = context.resultTerm().apply<math::ExpOp>();
  int64_t dimension = cast<LogSoftmaxOp>(context.getOp()).getDimension();
  context.accumulate(0, cotangent - weights * getSum(context, cotangent, dimension));
  return success();
}

void eshkol::registerNeuralRules(MLIRContext *c) {
  rules<SoftmaxOp>(
      c,
      [](TangentContext &context) {
        context.set(getSoftmax(context, context.tangentTerm()));
        return success();
      },
      [](AdjointContext &context) {
        context.accumulate(0, getSoftmax(context, context.cotangentTerm()));
        return success();
      });
  rules<LogSoftmaxOp>(c, emitLogSoftmaxTangents, emitLogSoftmaxAdjoint);
}
