//===- Slicing.cpp - batching rules of taking tensors apart and joining them --===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"
#include "passes/vectorize/rules/Boxes.h"
#include "passes/vectorize/rules/Rules.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

static LogicalResult batchSlice(SliceOp op, BatchContext &context) {
  FailureOr<SmallVector<OpFoldResult>> sizes = context.lookupUniform(op.getMixedSizes(), "size");
  if (failed(sizes))
    return failure();
  context.setResult(0, buildBoxes(context, op.getOperand(),
                                  {op.getMixedStarts(), *sizes, llvm::to_vector(op.getStrides())}));
  return success();
}

static LogicalResult batchDynamicUpdateSlice(DynamicUpdateSliceOp op, BatchContext &context) {
  context.setResult(0, buildBoxesReplaced(context, context.batchedOperand(0), context.batchedOperand(1),
                                          op.getMixedStarts()));
  return success();
}

static Value buildPad(PadOp op, BatchContext &context, Value tensor, Value value) {
  auto withBatch = [](ArrayRef<int64_t> amounts) { return prepend(0, amounts); };
  return PadOp::create(context.builder, context.loc, tensor, value, withBatch(op.getLow()),
                       withBatch(op.getHigh()), withBatch(op.getInterior()));
}

/// A value for each element of the batch goes where padding of a mask is: pad(true, false) ? pad(x, 0) :
/// value
static Value buildPadWithBatch(PadOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.loc;
  Value operand = context.batchedOperand(0);
  SmallVector<OpFoldResult> sizes = getSizes(builder, loc, operand);
  auto buildTruth = [&](bool truth) -> Value {
    return arith::ConstantOp::create(builder, loc, builder.getBoolAttr(truth));
  };
  Value zero = buildConstant(builder, loc, getElementTypeOrSelf(operand), 0.0);
  Value padded = buildPad(op, context, operand, zero);
  Value isElement =
      buildPad(op, context, buildFilled(builder, loc, sizes, buildTruth(true)), buildTruth(false));
  Value values = buildRepeated(builder, loc, context.operand(1), {0}, getSizes(builder, loc, padded));
  return SelectOp::create(builder, loc, padded.getType(), isElement, padded, values);
}

static LogicalResult batchPad(PadOp op, BatchContext &context) {
  if (context.isBatched(1u))
    context.setResult(0, buildPadWithBatch(op, context));
  else
    context.setResult(0, buildPad(op, context, context.operand(0), context.operand(1)));
  return success();
}

void eshkol::attachSlicingRules(MLIRContext *context) {
  attach<shiftDimensions, ConcatOp>(context);
  attach<batchDynamicUpdateSlice, DynamicUpdateSliceOp>(context);
  attach<batchPad, PadOp>(context);
  attach<batchSlice, SliceOp>(context);
}
