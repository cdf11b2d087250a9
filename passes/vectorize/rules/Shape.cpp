//===- Shape.cpp - batching rules of rearranging elements -----------------===//

#include "passes/vectorize/rules/Rules.h"

using namespace mlir;
using namespace mlir::eshkol;

static LogicalResult batchBroadcast(BroadcastOp op, BatchContext &context) {
  FailureOr<SmallVector<OpFoldResult>> sizes = context.lookupUniform(op.getMixedSizes(), "size");
  if (failed(sizes))
    return failure();
  context.setResult(0,
                    buildRepeated(context.builder, context.loc, context.operand(0),
                                  prepend(0, shifted(op.getDimensions())), prepend(context.size(), *sizes)));
  return success();
}

static LogicalResult batchReshape(ReshapeOp op, BatchContext &context) {
  FailureOr<SmallVector<OpFoldResult>> sizes = context.lookupUniform(op.getMixedSizes(), "size");
  if (failed(sizes))
    return failure();
  context.setResult(
      0, buildReshaped(context.builder, context.loc, context.operand(0), prepend(context.size(), *sizes)));
  return success();
}

static LogicalResult batchTranspose(TransposeOp op, BatchContext &context) {
  context.setResult(0, TransposeOp::create(context.builder, context.loc, context.operand(0),
                                           prepend(0, shifted(op.getPermutation()))));
  return success();
}

/// Only sizes could be batched.
static LogicalResult batchIota(IotaOp op, BatchContext &context) {
  return context.lookupUniform(op.getMixedSizes(), "size");
}

void eshkol::attachShapeRules(MLIRContext *context) {
  attach<batchBroadcast, BroadcastOp>(context);
  attach<batchIota, IotaOp>(context);
  attach<batchReshape, ReshapeOp>(context);
  attach<batchTranspose, TransposeOp>(context);
  attach<shiftDimensions, ReverseOp>(context);
}
