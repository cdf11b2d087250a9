//===- UpdateOrder.cpp - reading a tensor before it is written ------------===//

#include "passes/lowering/UpdateOrder.h"
#include "passes/lowering/IreeOps.h"
#include "passes/lowering/PartialUpdates.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/Utils/Utils.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// The operations that change a part of a tensor, and those that read it, under any of its names.
struct Uses {
  explicit Uses(Value tensor) { add(tensor); }

  SmallVector<Operation *> updates, reads;

private:
  void add(Value tensor) {
    for (OpOperand &use : tensor.getUses()) {
      Operation *user = use.getOwner();
      if (isa<iree::TieShapeOp, iree::TransferOp>(user))
        add(user->getResult(0));
      else if (getUpdated(user) == &use)
        updates.push_back(user);
      else if (!isa<tensor::DimOp>(user) && !user->hasTrait<OpTrait::IsTerminator>() && !getArgument(use))
        reads.push_back(user);
    }
  }
};

} // namespace

/// Whether `op` uses what `source` computes, directly or not, inside one block.
static bool dependsOn(Operation *op, Operation *source) {
  llvm::SetVector<Operation *> pending;
  pending.insert(op);
  for (size_t next = 0; next < pending.size(); ++next) {
    Operation *current = pending[next];
    if (current == source)
      return true;
    SetVector<Value> used(current->operand_begin(), current->operand_end());
    getUsedValuesDefinedAbove(current->getRegions(), used);
    for (Value value : used)
      if (Operation *definition = value.getDefiningOp();
          definition && definition->getBlock() == op->getBlock())
        pending.insert(definition);
  }
  return false;
}

/// Whether an update can be made to wait for what an operation reads.
static bool canWaitFor(tensor::InsertSliceOp insert, Operation *read) {
  if (read->getNumResults() != 1)
    return false;
  Type type = read->getResult(0).getType();
  if (type.isIntOrFloat())
    return true;
  auto tensorType = dyn_cast<RankedTensorType>(type);
  if (!tensorType || !tensorType.getElementType().isIntOrFloat())
    return false;
  if (tensorType.hasStaticShape())
    return tensorType.getNumElements() > 0;
  // Of a row that there may not be.
  auto slice = dyn_cast<tensor::ExtractSliceOp>(read);
  return slice && slice.getType() == insert.getSourceType() &&
         slice.getMixedSizes() == insert.getMixedSizes();
}

bool eshkol::canOrderUpdates(Value tensor) {
  Uses uses(tensor);
  for (Operation *update : uses.updates)
    for (Operation *read : uses.reads) {
      if (areExclusive(update, read))
        continue;
      if (update->getBlock() != read->getBlock()) {
        // The host waits for numbers before it goes on to another block.
        if (!isa<tensor::ExtractOp>(read))
          return false;
        continue;
      }
      auto insert = dyn_cast<tensor::InsertSliceOp>(update);
      if (read->isBeforeInBlock(update) && !dependsOn(update, read) && !(insert && canWaitFor(insert, read)))
        return false;
    }
  return llvm::all_of(uses.updates, [](Operation *update) { return canOrderUpdates(update->getResult(0)); });
}

// Waiting -----------------------------------------------------------------------

/// Whether a slice is read for one of the updates and nothing else.
static bool isReadForUpdate(tensor::ExtractSliceOp slice, ArrayRef<Operation *> updates) {
  Operation *op = slice;
  while (!llvm::is_contained(updates, op)) {
    if (!op->hasOneUse())
      return false;
    op = *op->user_begin();
  }
  return true;
}

/// Whether a number is zero.
static Value buildIsZero(OpBuilder &builder, Location loc, Value number) {
  Value zero = arith::ConstantOp::create(builder, loc, builder.getZeroAttr(number.getType()));
  if (isa<FloatType>(number.getType()))
    return arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OEQ, number, zero);
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, number, zero);
}

/// The first element of a tensor, or a number itself.
static Value buildFirstElement(OpBuilder &builder, Location loc, Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type)
    return value;
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  return tensor::ExtractOp::create(builder, loc, value, SmallVector<Value>(type.getRank(), zero));
}

/// Makes what is inserted depend on another value, which it is not changed by.
static void wait(tensor::InsertSliceOp insert, Value other) {
  OpBuilder builder(insert);
  Location loc = insert.getLoc();
  Value source = insert.getSource();
  auto type = cast<RankedTensorType>(source.getType());
  // One element of the other will do, or, where there may be none, those beside the source's.
  auto otherType = dyn_cast<RankedTensorType>(other.getType());
  bool isBeside = otherType && !otherType.hasStaticShape();
  SmallVector<Value> inputs = {source};
  if (isBeside)
    inputs.push_back(other);
  SmallVector<AffineMap> maps(inputs.size(), builder.getMultiDimIdentityMap(type.getRank()));
  Value isSame = buildUnknown(builder, loc, builder.getBoolAttr(true));
  Value filler = buildUnknown(builder, loc, builder.getZeroAttr(type.getElementType()));
  Value empty = buildEmpty(builder, loc, getSizes(builder, loc, source), type.getElementType());
  auto body = [&](OpBuilder &nested, Location loc, ValueRange elements) -> Value {
    Value number = isBeside ? elements[1] : buildFirstElement(nested, loc, other);
    Value either = arith::OrIOp::create(nested, loc, isSame, buildIsZero(nested, loc, number));
    return arith::SelectOp::create(nested, loc, either, elements[0], filler);
  };
  Value waiting = buildParallelGeneric(builder, loc, inputs, empty, maps, body);
  insert.getSourceMutable().assign(buildCast(builder, loc, waiting, type));
}

/// Fused with what uses the slice, the reading might come after the writing, for which IREE would copy.
/// Not fused, the slice would be a view of the tensor, and change with it.
static Value readFirst(tensor::ExtractSliceOp slice) {
  OpBuilder builder(slice.getContext());
  builder.setInsertionPointAfter(slice);
  SmallVector<OpOperand *> uses;
  for (OpOperand &use : slice->getUses())
    if (!isa<tensor::DimOp>(use.getOwner()))
      uses.push_back(&use);
  Value read = buildOpaqueCopy(builder, slice);
  auto barrier =
      iree::ComputeBarrierOp::create(builder, slice.getLoc(), slice.getType(), read,
                                     tensor::createDynamicDimValues(builder, slice.getLoc(), slice));
  for (OpOperand *use : uses)
    use->set(barrier);
  return barrier;
}

void eshkol::orderUpdates(Value tensor) {
  Uses uses(tensor);
  for (Operation *read : uses.reads) {
    Value result;
    auto slice = dyn_cast<tensor::ExtractSliceOp>(read);
    if (slice && !isReadForUpdate(slice, uses.updates))
      result = readFirst(slice);
    else if (read->getNumResults() == 1)
      result = read->getResult(0);
    for (Operation *update : uses.updates)
      if (update->getBlock() == read->getBlock() && read->isBeforeInBlock(update) && !dependsOn(update, read))
        wait(cast<tensor::InsertSliceOp>(update), result);
  }
  for (Operation *update : uses.updates)
    orderUpdates(update->getResult(0));
}
