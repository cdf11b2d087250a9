//===- Stacks.cpp - what the rounds of a loop leave behind ----------------===//

#include "passes/autodiff/Stacks.h"
#include "dialects/Dialect.h"
#include "passes/autodiff/Sizes.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::eshkol;

Value eshkol::buildTripCount(OpBuilder &builder, scf::ForOp loop) {
  Location loc = loop.getLoc();
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value distance = builder.createOrFold<arith::SubIOp>(loc, loop.getUpperBound(), loop.getLowerBound());
  Value rounds = builder.createOrFold<arith::CeilDivSIOp>(loc, distance, loop.getStep());
  return builder.createOrFold<arith::MaxSIOp>(loc, rounds, zero);
}

/// The element type in which values of a type are stacked: one that arrays of every target have.
static Type getStackedElement(Type element) {
  if (element.isInteger(1))
    return IntegerType::get(element.getContext(), 8);
  if (element.isIndex())
    return IntegerType::get(element.getContext(), 64);
  return element;
}

/// A value as a tensor of elements that can be stacked.
static Value buildStackable(OpBuilder &builder, Location loc, Value value) {
  Type element = getElementTypeOrSelf(value.getType()), stacked = getStackedElement(element);
  Type target = stacked;
  if (auto tensor = dyn_cast<RankedTensorType>(value.getType()))
    target = tensor.clone(stacked);
  if (element.isInteger(1))
    value = arith::ExtUIOp::create(builder, loc, target, value);
  else if (element.isIndex())
    value = arith::IndexCastOp::create(builder, loc, target, value);
  if (isa<RankedTensorType>(value.getType()))
    return value;
  return tensor::FromElementsOp::create(builder, loc, RankedTensorType::get({}, stacked), value);
}

/// The inverse of `buildStackable`.
static Value buildUnstacked(OpBuilder &builder, Location loc, Value value, Type type) {
  if (!isa<RankedTensorType>(type))
    value = tensor::ExtractOp::create(builder, loc, value, ValueRange());
  Type element = getElementTypeOrSelf(type);
  if (element.isInteger(1))
    return arith::TruncIOp::create(builder, loc, type, value);
  if (element.isIndex())
    return arith::IndexCastOp::create(builder, loc, type, value);
  return value;
}

/// One tensor of a stack, with a leading dimension of size one.
static Value buildRow(OpBuilder &builder, Location loc, Value tensor) {
  SmallVector<OpFoldResult> sizes = {builder.getIndexAttr(1)};
  llvm::append_range(sizes, *SizeResolver(builder, loc).getSizes(tensor));
  return buildReshaped(builder, loc, tensor, sizes);
}

/// Where the value of one round begins in a stack.
static SmallVector<OpFoldResult> getStarts(OpBuilder &builder, Value stack, Value round) {
  int64_t rank = cast<RankedTensorType>(stack.getType()).getRank();
  SmallVector<OpFoldResult> starts(rank, builder.getIndexAttr(0));
  starts[0] = round;
  return starts;
}

/// The stack with the value of one round written to it.
static Value buildPush(OpBuilder &builder, Location loc, Value stack, Value round, Value value) {
  Value row = buildRow(builder, loc, buildStackable(builder, loc, value));
  return buildUpdated(builder, loc, stack, row, getStarts(builder, stack, round));
}

Value eshkol::buildPop(OpBuilder &builder, Location loc, Value stack, Value round, Type type) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, stack);
  sizes[0] = builder.getIndexAttr(1);
  Value row = buildSliced(builder, loc, stack, getStarts(builder, stack, round), sizes);
  Value tensor = buildReshaped(builder, loc, row, ArrayRef(sizes).drop_front());
  if (auto wanted = dyn_cast<RankedTensorType>(type))
    tensor = buildCast(builder, loc, tensor, wanted.clone(getElementTypeOrSelf(tensor.getType())));
  return buildUnstacked(builder, loc, tensor, type);
}

/// An uninitialized stack for the values that `value` has in all rounds.
static Value buildStack(OpBuilder &builder, scf::ForOp loop, Value value, Value trips) {
  SmallVector<OpFoldResult> sizes = {getAsOpFoldResult(trips)};
  if (isa<RankedTensorType>(value.getType()))
    llvm::append_range(sizes, *SizeResolver(builder, loop.getLoc(), &loop.getRegion()).getSizes(value));
  Type element = getStackedElement(getElementTypeOrSelf(value.getType()));
  return tensor::EmptyOp::create(builder, loop.getLoc(), sizes, element);
}

scf::ForOp eshkol::buildKeepingLoop(scf::ForOp loop, ArrayRef<Value> kept, Value trips) {
  OpBuilder builder(loop);
  Location loc = loop.getLoc();
  SmallVector<Value> inits(loop.getInitArgs());
  for (Value value : kept)
    inits.push_back(buildStack(builder, loop, value, trips));
  auto current = scf::ForOp::create(builder, loc, loop.getLowerBound(), loop.getUpperBound(), loop.getStep(),
                                    inits, nullptr, loop.getUnsignedCmp());
  current.getRegion().takeBody(loop.getRegion());
  Block &body = *current.getBody();
  builder.setInsertionPointToStart(&body);
  Value offset = arith::SubIOp::create(builder, loc, current.getInductionVar(), current.getLowerBound());
  Value round = arith::DivUIOp::create(builder, loc, offset, current.getStep());
  SmallVector<Value> stacks;
  for (auto [value, init] : llvm::zip_equal(kept, ValueRange(inits).take_back(kept.size()))) {
    if (Operation *op = value.getDefiningOp())
      builder.setInsertionPointAfter(op);
    else
      builder.setInsertionPointAfterValue(round);
    stacks.push_back(buildPush(builder, loc, body.addArgument(init.getType(), loc), round, value));
  }
  Operation *yield = body.getTerminator();
  yield->insertOperands(yield->getNumOperands(), stacks);
  return current;
}
