//===- Assertions.cpp - batching rules of assertions ----------------------===//

#include "passes/vectorize/rules/Rules.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Whether all of a truth value or tensor of them hold.
static Value buildAllOf(BatchContext &context, Value truths) {
  auto type = dyn_cast<RankedTensorType>(truths.getType());
  if (!type)
    return truths;
  Value all = ReduceOp::create(context.builder, context.loc, ReductionKind::All, truths,
                               range(0, type.getRank()), /*keepdims=*/false);
  return tensor::ExtractOp::create(context.builder, context.loc, all, ValueRange());
}

/// Holds for every element of the batch; nothing is asserted of those that are elsewhere: c ∨ ¬mask
static LogicalResult batchAssert(AssertOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  Value condition = context.operand(0), mask = context.mask();
  if (mask) {
    bool isUniform = !context.isBatched(0u);
    Value isHere = isUniform ? buildAny(builder, context.loc, mask) : mask;
    // A tensor holds for an element where all of it does.
    Value holds =
        isUniform ? buildAllOf(context, condition) : buildAllOfEach(builder, context.loc, condition);
    condition = arith::OrIOp::create(builder, context.loc, holds, buildNot(builder, context.loc, isHere));
  }
  AssertOp::create(builder, context.loc, condition, op.getMessage());
  return success();
}

/// Elements that are elsewhere have what is expected.
static LogicalResult batchAssertClose(AssertCloseOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  Value actual = context.batchedOperand(0), expected = context.batchedOperand(1);
  if (context.mask())
    actual = buildMasked(builder, context.loc, context.mask(), actual, expected);
  AssertCloseOp::create(builder, context.loc, actual, expected, op.getMessageAttr(), op.getAtolAttr(),
                        op.getRtolAttr());
  return success();
}

void eshkol::attachAssertionRules(MLIRContext *context) {
  attach<batchAssert, AssertOp>(context);
  attach<batchAssertClose, AssertCloseOp>(context);
}
