//===- Neural.cpp - batching rules of normalization and attention ---------===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"
#include "passes/vectorize/rules/Rules.h"

using namespace mlir;
using namespace mlir::eshkol;

/// A scale or bias, batched or not, in the shape of a batch; null for none.
static Value buildLikeBatch(BatchContext &context, Value parameter, int64_t dimension, Value like) {
  int64_t rank = cast<RankedTensorType>(like.getType()).getRank();
  SmallVector<int64_t> dimensions = range(dimension, rank);
  if (context.isBatched(parameter))
    dimensions = prepend(0, dimensions);
  Value wide = buildWidened(context.builder, context.loc, context.lookup(parameter));
  return buildRepeatedLike(context.builder, context.loc, wide, dimensions, like);
}

/// With a scale or bias for each element of the batch: x̂ · scale + bias, where x̂ is normalized only
static Value buildScaledLayernorm(LayernormOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.loc;
  int64_t dimension = op.getDimension() + 1;
  Value operand = buildWidened(builder, loc, context.batchedOperand(0));
  Value result = LayernormOp::create(builder, loc, operand, Value(), Value(), dimension, op.getEpsilon());
  if (op.getScale())
    result = buildMultiply(builder, loc, result, buildLikeBatch(context, op.getScale(), dimension, result));
  if (op.getBias())
    result = buildAdd(builder, loc, result, buildLikeBatch(context, op.getBias(), dimension, result));
  return buildNarrowed(builder, loc, result, op.getType().getElementType());
}

static LogicalResult batchLayernorm(LayernormOp op, BatchContext &context) {
  auto isBatched = [&](Value parameter) { return parameter && context.isBatched(parameter); };
  auto lookup = [&](Value parameter) { return parameter ? context.lookup(parameter) : Value(); };
  Value result;
  if (isBatched(op.getScale()) || isBatched(op.getBias()))
    result = buildScaledLayernorm(op, context);
  else
    result = LayernormOp::create(context.builder, context.loc, context.operand(0), lookup(op.getScale()),
                                 lookup(op.getBias()), op.getDimension() + 1, op.getEpsilon());
  context.setResult(0, result);
  return success();
}

void eshkol::attachNeuralRules(MLIRContext *context) {
  attach<shiftDimensions, LogSoftmaxOp, SoftmaxOp>(context);
  attach<batchLayernorm, LayernormOp>(context);
  // Takes any number of leading dimensions, which the operands share.
  attach<elementwise, AttentionOp>(context);
}
