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

/// A map with the batched numbers that its region uses as further operands.
class BatchedMap {
public:
  BatchedMap(MapOp op, BatchContext &context) : op(op), context(context), builder(context.builder) {}

  void emit() {
    llvm::append_range(elements, op.getBody().getArguments());
    SmallVector<Value> operands = context.batchedOperands();
    addCaptured(operands);
    auto map =
        MapOp::create(builder, context.loc, operands, [&](OpBuilder &nested, Location, ValueRange arguments) {
          return emitBody(nested, arguments);
        });
    for (auto [position, result] : llvm::enumerate(map.getResults()))
      context.setResult(position, result);
  }

private:
  void addCaptured(SmallVectorImpl<Value> &operands) {
    llvm::SetVector<Value> captured;
    getUsedValuesDefinedAbove(op.getBody(), captured);
    Value like = operands.front();
    for (Value value : captured) {
      if (!context.isBatched(value)) {
        mapping.map(value, context.lookup(value));
        continue;
      }
      bool isOfTensors = cast<RankedTensorType>(like.getType()).getRank() > 1;
      Value numbers = context.lookup(value);
      operands.push_back(isOfTensors ? buildNumbersLike(context, numbers, like) : numbers);
      elements.push_back(value);
    }
  }

  /// Inside of the region, positions are of type index again.
  SmallVector<Value> emitBody(OpBuilder &nested, ValueRange arguments) {
    for (auto [element, argument] : llvm::zip_equal(elements, arguments))
      mapping.map(element, buildNumber(nested, argument, element.getType()));
    for (Operation &inner : op.getBody().front().without_terminator())
      nested.clone(inner, mapping);
    SmallVector<Value> results;
    for (Value value : op.getBody().front().getTerminator()->getOperands()) {
      Type type = value.getType().isIndex() ? nested.getI64Type() : value.getType();
      results.push_back(buildNumber(nested, mapping.lookupOrDefault(value), type));
    }
    return results;
  }

  Value buildNumber(OpBuilder &nested, Value number, Type type) {
    if (number.getType() == type)
      return number;
    return arith::IndexCastOp::create(nested, context.loc, type, number);
  }

  MapOp op;
  BatchContext &context;
  OpBuilder &builder;
  IRMapping mapping;
  /// What the arguments of the new region stand for.
  SmallVector<Value> elements;
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
