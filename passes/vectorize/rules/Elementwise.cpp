//===- Elementwise.cpp - batching rules of comparison, selection, conversion, maps --===//

#include "passes/lowering/Tensors.h"
#include "passes/vectorize/rules/Rules.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

static bool isSingle(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return !type || type.getRank() == 0;
}

/// A batch of numbers in the shape of a batch of tensors.
static Value buildNumbersLike(BatchContext &context, Value numbers, Value like) {
  if (cast<RankedTensorType>(like.getType()).getRank() == 1)
    return numbers;
  return buildRepeated(context.builder, context.loc, numbers, {0},
                       getSizes(context.builder, context.loc, like));
}

/// An operand that is one number for a whole tensor stays one if it is not batched, else it is repeated.
static Value getNumberOrLike(BatchContext &context, unsigned position, Value like, bool isOfTensor) {
  bool isNumber = isSingle(context.op->getOperand(position));
  if (!isNumber || !isOfTensor)
    return context.batchedOperand(position);
  if (!context.isBatched(position))
    return context.operand(position);
  return buildNumbersLike(context, context.operand(position), like);
}

static LogicalResult batchSelect(SelectOp op, BatchContext &context) {
  Value onTrue = context.batchedOperand(1), onFalse = context.batchedOperand(2);
  bool isOfTensor = !isSingle(op.getOnTrue());
  Value condition = context.isBatched(0u) || isOfTensor ? getNumberOrLike(context, 0, onTrue, isOfTensor)
                                                        : context.operand(0);
  context.setResult(
      0, SelectOp::create(context.builder, context.loc, onTrue.getType(), condition, onTrue, onFalse));
  return success();
}

static LogicalResult batchClamp(ClampOp op, BatchContext &context) {
  Value operand = context.batchedOperand(0);
  bool isOfTensor = !isSingle(op.getOperand());
  Value low = getNumberOrLike(context, 1, operand, isOfTensor);
  Value high = getNumberOrLike(context, 2, operand, isOfTensor);
  context.setResult(0, ClampOp::create(context.builder, context.loc, operand.getType(), operand, low, high));
  return success();
}

namespace {

/// A map with the batched numbers that its region uses as further operands.  Under a mask, its divisions are
/// guarded as those outside of maps are.
class BatchedMap {
public:
  BatchedMap(MapOp op, BatchContext &context)
      : op(op), context(context), builder(context.builder),
        isBatched(context.batcher.analysis.dependsOnBatch(op)) {}

  void emit() {
    SmallVector<Value> operands;
    for (auto [operand, element] : llvm::zip_equal(op.getOperands(), op.getBody().getArguments())) {
      operands.push_back(context.batcher.lookupAs(operand, isBatched));
      elements.push_back(element);
    }
    addCaptured(operands);
    addMask(operands);
    auto map =
        MapOp::create(builder, context.loc, operands, [&](OpBuilder &nested, Location, ValueRange arguments) {
          return emitBody(nested, arguments);
        });
    for (auto [position, result] : llvm::enumerate(map.getResults()))
      context.setResult(position, result, isBatched);
  }

private:
  void addCaptured(SmallVectorImpl<Value> &operands) {
    llvm::SetVector<Value> captured;
    getUsedValuesDefinedAbove(op.getBody(), captured);
    for (Value value : captured) {
      if (context.isBatched(value)) {
        operands.push_back(buildNumbersLike(context, context.lookup(value), operands.front()));
        elements.push_back(value);
      } else {
        mapping.map(value, context.lookup(value));
      }
    }
  }

  /// The mask is an operand of a batched map, and one truth value for another.
  void addMask(SmallVectorImpl<Value> &operands) {
    if (!context.mask())
      return;
    if (isBatched)
      operands.push_back(buildNumbersLike(context, context.mask(), operands.front()));
    else
      isUsed = buildAny(builder, context.loc, context.mask());
  }

  SmallVector<Value> emitBody(OpBuilder &nested, ValueRange arguments) {
    // Inside of the region, positions are of type index again.
    for (auto [element, argument] : llvm::zip(elements, arguments))
      mapping.map(element, buildNumber(nested, argument, element.getType()));
    if (arguments.size() > elements.size())
      isUsed = arguments.back();
    for (Operation &inner : op.getBody().front().without_terminator())
      emitInner(nested, inner);
    SmallVector<Value> results;
    for (Value value : op.getBody().front().getTerminator()->getOperands()) {
      bool isPosition = value.getType().isIndex() && isBatched;
      Type type = isPosition ? nested.getI64Type() : value.getType();
      results.push_back(buildNumber(nested, mapping.lookupOrDefault(value), type));
    }
    return results;
  }

  void emitInner(OpBuilder &nested, Operation &inner) {
    Operation *copy = nested.clone(inner, mapping);
    if (!isUsed || !isIntegerDivision(copy))
      return;
    OpBuilder before(copy);
    Value divisor = copy->getOperand(1);
    Value one = arith::ConstantOp::create(before, context.loc, before.getIntegerAttr(divisor.getType(), 1));
    copy->setOperand(1, arith::SelectOp::create(before, context.loc, isUsed, divisor, one));
  }

  Value buildNumber(OpBuilder &nested, Value number, Type type) {
    if (number.getType() == type)
      return number;
    return arith::IndexCastOp::create(nested, context.loc, type, number);
  }

  MapOp op;
  BatchContext &context;
  OpBuilder &builder;
  const bool isBatched;
  IRMapping mapping;
  /// What the arguments of the new region stand for, but for the mask.
  SmallVector<Value> elements;
  /// Inside of the region: whether the element is one that the program is here for.  Null if all are.
  Value isUsed;
};

} // namespace

static LogicalResult batchMap(MapOp op, BatchContext &context) {
  BatchedMap(op, context).emit();
  return success();
}

void eshkol::attachElementwiseRules(MLIRContext *context) {
  attach<elementwise, CompareOp, ConvertOp, StopGradientOp>(context);
  attach<batchClamp, ClampOp>(context);
  attach<batchMap, MapOp>(context);
  attach<batchSelect, SelectOp>(context);
}
