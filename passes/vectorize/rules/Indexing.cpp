//===- Indexing.cpp - batching rules of computed positions ----------------===//

#include "passes/vectorize/rules/Rules.h"

using namespace mlir;
using namespace mlir::eshkol;

static Value buildGather(BatchContext &context, Value operand, Value indices, int64_t dimension,
                         int64_t batchDimensions) {
  return GatherOp::create(context.builder, context.loc, operand, indices, dimension, batchDimensions);
}

/// The batch is a further dimension of the one that has it, unless both have it or share other dimensions:
/// then it is a further dimension that they share.
static LogicalResult batchGather(GatherOp op, BatchContext &context) {
  int64_t dimension = op.getDimension(), shared = op.getBatchDims();
  bool isOperand = context.isBatched(0u), isIndices = context.isBatched(1u);
  if ((isOperand && isIndices) || shared > 0) {
    context.setResult(0, buildGather(context, context.batchedOperand(0), context.batchedOperand(1),
                                     dimension + 1, shared + 1));
  } else if (isOperand) {
    context.setResult(0, buildGather(context, context.operand(0), context.operand(1), dimension + 1, 0));
  } else {
    Value gathered = buildGather(context, context.operand(0), context.operand(1), dimension, 0);
    context.setResult(0, buildMoved(context.builder, context.loc, gathered, dimension, 0));
  }
  return success();
}

static LogicalResult batchScatter(ScatterOp op, BatchContext &context) {
  context.setResult(0, ScatterOp::create(context.builder, context.loc, op.getMode(),
                                         context.batchedOperand(0), context.batchedOperand(1),
                                         context.batchedOperand(2), op.getBatchDims() + 1));
  return success();
}

void eshkol::attachIndexingRules(MLIRContext *context) {
  attach<batchGather, GatherOp>(context);
  attach<batchScatter, ScatterOp>(context);
}
