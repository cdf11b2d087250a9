//===- Elementwise.cpp - comparison, selection, conversion, scalar maps ---===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"
#include "dialects/tensor/ConstantFolding.h"

#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::eshkol;

LogicalResult CompareOp::inferReturnTypes(MLIRContext *context, std::optional<Location> loc, Adaptor operands,
                                          SmallVectorImpl<Type> &results) {
  RankedTensorType lhs = tensorType(operands.getLhs()), rhs = tensorType(operands.getRhs());
  SmallVector<int64_t> shape;
  if (lhs.getElementType() != rhs.getElementType() ||
      failed(joinShapes(lhs.getShape(), rhs.getShape(), shape)))
    return emitOptionalError(loc, "expected lhs and rhs to have one type but got ", lhs, " and ", rhs);
  ComparePredicate predicate = operands.getPredicate();
  bool isOrder = predicate != ComparePredicate::Eq && predicate != ComparePredicate::Ne;
  if (isOrder && isa<ComplexType>(lhs.getElementType()))
    return emitOptionalError(loc, "complex numbers have no order: expected eq or ne but got ",
                             stringifyComparePredicate(predicate));
  results.push_back(RankedTensorType::get(shape, IntegerType::get(context, 1)));
  return success();
}

LogicalResult SelectOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                         SmallVectorImpl<Type> &results) {
  RankedTensorType onTrue = tensorType(operands.getOnTrue()), onFalse = tensorType(operands.getOnFalse());
  SmallVector<int64_t> shape;
  if (onTrue.getElementType() != onFalse.getElementType() ||
      failed(joinShapes(onTrue.getShape(), onFalse.getShape(), shape)))
    return emitOptionalError(loc, "expected on_true and on_false to have one type but got ", onTrue, " and ",
                             onFalse);
  auto condition = dyn_cast<RankedTensorType>(operands.getCondition().getType());
  if (condition && condition.getRank() != 0) {
    SmallVector<int64_t> joined;
    if (failed(joinShapes(shape, condition.getShape(), joined)))
      return emitOptionalError(loc, "expected condition to be a scalar or have the shape of ", onTrue,
                               " but got ", condition);
    shape = joined;
  }
  results.push_back(RankedTensorType::get(shape, onTrue.getElementType()));
  return success();
}

LogicalResult ConvertOp::verify() {
  RankedTensorType from = getOperand().getType(), to = getType();
  if (failed(verifyCompatibleShape(from, to)))
    return emitOpError("expected the result to have the shape of ") << from << " but got " << to;
  if (isa<ComplexType>(from.getElementType()) && !isa<ComplexType>(to.getElementType()))
    return emitOpError("cannot convert complex ")
           << from << " to real " << to << ": take a part with eshkol.map and complex.re";
  return success();
}

LogicalResult ClampOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                        SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  SmallVector<int64_t> shape(type.getShape());
  for (auto [name, limit] : {std::pair("low", operands.getLow()), std::pair("high", operands.getHigh())}) {
    RankedTensorType limitType = tensorType(limit);
    SmallVector<int64_t> joined(shape);
    if (limitType.getRank() != 0) {
      joined.clear();
      if (failed(joinShapes(shape, limitType.getShape(), joined)))
        return emitOptionalError(loc, "expected ", name, " to be of rank 0 or have the shape of ", type,
                                 " but got ", limitType);
    }
    if (limitType.getElementType() != type.getElementType())
      return emitOptionalError(loc, "expected ", name, " to have elements of ", type, " but got ", limitType);
    shape = joined;
  }
  results.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

LogicalResult MapOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                      SmallVectorImpl<Type> &results) {
  if (operands.getOperands().empty())
    return emitOptionalError(loc, "expected at least one operand");
  SmallVector<int64_t> shape(tensorType(operands.getOperands().front()).getShape());
  for (Value operand : operands.getOperands()) {
    SmallVector<int64_t> joined;
    if (failed(joinShapes(shape, tensorType(operand).getShape(), joined)))
      return emitOptionalError(loc, "expected operands of one shape but got ",
                               operands.getOperands().front().getType(), " and ", operand.getType());
    shape = joined;
  }
  for (Type element : operands.getBody().front().getTerminator()->getOperandTypes())
    results.push_back(RankedTensorType::get(shape, element));
  return success();
}

void MapOp::build(OpBuilder &builder, OperationState &state, ValueRange operands,
                  function_ref<SmallVector<Value>(OpBuilder &, Location, ValueRange)> body) {
  state.addOperands(operands);
  OpBuilder::InsertionGuard guard(builder);
  Region *region = state.addRegion();
  Block *block = builder.createBlock(region);
  SmallVector<int64_t> shape(tensorType(operands.front()).getShape());
  for (Value operand : operands) {
    SmallVector<int64_t> joined;
    if (succeeded(joinShapes(shape, tensorType(operand).getShape(), joined)))
      shape = joined;
    block->addArgument(tensorType(operand).getElementType(), state.location);
  }
  SmallVector<Value> values = body(builder, state.location, block->getArguments());
  YieldOp::create(builder, state.location, values);
  for (Value value : values)
    state.addTypes(RankedTensorType::get(shape, value.getType()));
}

void MapOp::build(OpBuilder &, OperationState &state, TypeRange results, ValueRange operands) {
  state.addOperands(operands);
  state.addTypes(results);
  state.addRegion();
}

/// Checks that the region takes the elements of the operands.
static LogicalResult verifyArguments(MapOp op) {
  Block::BlockArgListType arguments = op.getBody().getArguments();
  if (arguments.size() != op.getOperands().size())
    return op.emitOpError("expected a region argument for each of ")
           << op.getOperands().size() << " operands but got " << arguments.size();
  for (auto [index, pair] : llvm::enumerate(llvm::zip(arguments, op.getOperands()))) {
    auto [argument, operand] = pair;
    if (argument.getType() != tensorType(operand).getElementType())
      return op.emitOpError("expected region argument ")
             << index << " to be an element of " << operand.getType() << " but got " << argument.getType();
  }
  return success();
}

LogicalResult MapOp::verifyRegions() {
  if (failed(verifyArguments(*this)))
    return failure();
  WalkResult result = getBody().walk([&](Operation *nested) {
    if (!isMemoryEffectFree(nested)) {
      emitOpError("expected a region without side effects").attachNote(nested->getLoc())
          << nested->getName() << " has or may have some";
      return WalkResult::interrupt();
    }
    for (Value operand : nested->getOperands())
      if (isa<ShapedType>(operand.getType())) {
        emitOpError("expected a region over scalars").attachNote(nested->getLoc())
            << nested->getName() << " takes a " << operand.getType();
        return WalkResult::interrupt();
      }
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}
