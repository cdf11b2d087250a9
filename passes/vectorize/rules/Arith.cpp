//===- Arith.cpp - batching rules of arith --------------------------------===//

#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"
#include "passes/vectorize/rules/Rules.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

/// One as a number, or as tensor of the shape of `like`.
static Value buildOneLike(OpBuilder &builder, Location loc, Value like) {
  if (isa<RankedTensorType>(like.getType()))
    return buildSplatLike(builder, loc, 1.0, like);
  return arith::ConstantOp::create(builder, loc, builder.getIntegerAttr(like.getType(), 1));
}

/// x / d ⇒ x / (mask ? d : 1), since dividing integers by zero ends the program
static LogicalResult batchDivision(BatchContext &context) {
  if (!context.mask())
    return elementwise(context);
  OpBuilder &builder = context.builder;
  bool isBatched = context.isAnyBatched(context.op->getOperands());
  auto get = [&](unsigned position) {
    return context.batcher.lookupAs(context.op->getOperand(position), isBatched);
  };
  Value divisor = get(1), one = buildOneLike(builder, context.loc, divisor);
  if (isBatched) {
    divisor = buildMasked(builder, context.loc, context.mask(), divisor, one);
  } else {
    Value isUsed = buildAny(builder, context.loc, context.mask());
    divisor = arith::SelectOp::create(builder, context.loc, isUsed, divisor, one);
  }
  Type type = context.batcher.getTypeAs(context.op->getResult(0).getType(), isBatched);
  context.setResult(0, buildLike(context, {get(0), divisor}, type)->getResult(0), isBatched);
  return success();
}

/// The type of the elements that a batch has.
static unsigned getBatchedWidth(Type type) {
  Type element = getElementTypeOrSelf(type);
  return element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
}

/// A conversion from or to index is one from or to i64.
template <typename OpT, typename ExtendOp>
static LogicalResult batchIndexCast(OpT op, BatchContext &context) {
  Value operand = context.operand(0);
  Type type = context.getBatchedType(op.getType());
  unsigned from = getBatchedWidth(op.getIn().getType()), to = getBatchedWidth(op.getType());
  if (from < to)
    operand = ExtendOp::create(context.builder, context.loc, type, operand);
  else if (from > to)
    operand = arith::TruncIOp::create(context.builder, context.loc, type, operand);
  context.setResult(0, operand);
  return success();
}

/// A condition that chooses between tensors whole is repeated for all of their elements.
static LogicalResult batchSelect(arith::SelectOp op, BatchContext &context) {
  bool isTensor = isa<RankedTensorType>(op.getCondition().getType());
  Value condition = isTensor || context.isBatched(0u) ? context.batchedOperand(0) : context.operand(0);
  Value onTrue = context.batchedOperand(1), onFalse = context.batchedOperand(2);
  if (isTensor || !context.isBatched(0u))
    context.setResult(0, arith::SelectOp::create(context.builder, context.loc, condition, onTrue, onFalse));
  else
    context.setResult(0, buildMasked(context.builder, context.loc, condition, onTrue, onFalse));
  return success();
}

void eshkol::registerArithBatchingRules(DialectRegistry &registry) {
  using namespace arith;
  registry.addExtension(+[](MLIRContext *context, ArithDialect *) {
    attach<elementwise, AddFOp, AddIOp, AddUIExtendedOp, AndIOp, BitcastOp, CmpFOp, CmpIOp, DivFOp, ExtFOp,
           ExtSIOp, ExtUIOp, FPToSIOp, FPToUIOp, MaxNumFOp, MaxSIOp, MaxUIOp, MaximumFOp, MinNumFOp, MinSIOp,
           MinUIOp, MinimumFOp, MulFOp, MulIOp, MulSIExtendedOp, MulUIExtendedOp, NegFOp, OrIOp, RemFOp,
           ScalingExtFOp, ScalingTruncFOp, ShLIOp, ShRSIOp, ShRUIOp, SIToFPOp, SubFOp, SubIOp, TruncFOp,
           TruncIOp, UIToFPOp, XOrIOp>(context);
    attach<batchDivision, CeilDivSIOp, CeilDivUIOp, DivSIOp, DivUIOp, FloorDivSIOp, RemSIOp, RemUIOp>(
        context);
    attach<batchIndexCast<IndexCastOp, ExtSIOp>, IndexCastOp>(context);
    attach<batchIndexCast<IndexCastUIOp, ExtUIOp>, IndexCastUIOp>(context);
    attach<batchSelect, arith::SelectOp>(context);
  });
}
