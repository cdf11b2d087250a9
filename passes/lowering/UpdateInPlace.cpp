//===- UpdateInPlace.cpp - one element of a carried tensor per round ------===//
//
// Before it updates a part of a tensor that a loop carries, IREE 3.13 copies all
// of it, in each round: it has lost where block arguments live, so it moves them
// to where they are.  Stated at the beginning of a round, the device makes it
// update in place, unless the tensor has other uses.  So what enters such a loop,
// or its next round, and may have another name there, is copied: once for each
// loop where that is what it starts from.  And what is read of the tensor is read
// before it is written, not when it is needed.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/IreeOps.h"
#include "passes/lowering/Passes.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Transforms/RegionUtils.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_UPDATEINPLACEPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

/// The operand that an operation changes a part of, if it is one that does.
static OpOperand *getUpdated(Operation *op) {
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(op))
    return &insert.getDestMutable();
  if (auto insert = dyn_cast<tensor::InsertOp>(op))
    return &insert.getDestMutable();
  if (auto scatter = dyn_cast<iree::ScatterOp>(op))
    return &scatter.getOriginalMutable();
  return nullptr;
}

/// Where a round of a loop gets a value from, given the loop's operand for it; null if it is no loop.
static BlockArgument getArgument(OpOperand &init) {
  if (auto loop = dyn_cast<scf::ForOp>(init.getOwner()))
    return loop.getTiedLoopRegionIterArg(&init);
  if (auto loop = dyn_cast<scf::WhileOp>(init.getOwner()))
    return loop.getBeforeArguments()[init.getOperandNumber()];
  return {};
}

/// Whether a part of a tensor is changed, in an inner loop perhaps.
static bool isUpdated(Value tensor) {
  return llvm::any_of(tensor.getUses(), [](OpOperand &use) {
    Operation *user = use.getOwner();
    if (getUpdated(user) == &use)
      return true;
    if (isa<iree::TieShapeOp>(user))
      return isUpdated(user->getResult(0));
    if (auto condition = dyn_cast<scf::ConditionOp>(user))
      return use.getOperandNumber() > 0 && isUpdated(cast<scf::WhileOp>(condition->getParentOp())
                                                         .getAfterArguments()[use.getOperandNumber() - 1]);
    BlockArgument argument = getArgument(use);
    return argument && isUpdated(argument);
  });
}

/// Whether only one of two operations runs.
static bool areExclusive(Operation *a, Operation *b) {
  Region *left = a->getParentRegion(), *right = b->getParentRegion();
  return left != right && isa<scf::IfOp>(left->getParentOp()) && left->getParentOp() == right->getParentOp();
}

/// Whether all uses but one are done with the tensor before anything else happens, or have a copy of their
/// own: numbers are read at once, and of two uses in one block IREE knows.
static bool isReadAtOnce(Value tensor, OpOperand &edge) {
  return llvm::all_of(tensor.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (&use == &edge || getUpdated(user) == &use)
      return true;
    if (isa<iree::TieShapeOp>(user))
      return isReadAtOnce(user->getResult(0), edge);
    if (isa<tensor::ExtractOp, tensor::DimOp>(user))
      return true;
    return isa<scf::YieldOp>(user) && areExclusive(edge.getOwner(), user);
  });
}

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

/// Whether everything that reads a tensor or an update of it is sure to do so before the next update, or can
/// be made to be.  Of two operations that do not depend on each other IREE 3.13 may run the later one first,
/// although it writes where the other one reads.
static bool canOrder(Value tensor) {
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
  return llvm::all_of(uses.updates, [](Operation *update) { return canOrder(update->getResult(0)); });
}

namespace {

struct UpdateInPlacePass : eshkol::impl::UpdateInPlacePassBase<UpdateInPlacePass> {
  void runOnOperation() override {
    owners.clear();
    // Outer loops first: what they own, inner ones may change.
    getOperation()->walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (auto loop = dyn_cast<scf::ForOp>(op))
        visit(loop);
      else if (auto loop = dyn_cast<scf::WhileOp>(op))
        visit(loop);
    });
    // Last, since what is copied has more uses.
    for (OpOperand *edge : edges)
      if (!isOwned(edge->get(), *edge))
        copied.push_back(edge);
    for (OpOperand *edge : copied)
      copy(*edge);
    edges.clear();
    copied.clear();
  }

private:
  static bool isCandidate(BlockArgument tensor) {
    auto type = dyn_cast<RankedTensorType>(tensor.getType());
    return type && type.getRank() > 0 && type.getElementType().isIntOrFloat() && getSized(tensor) &&
           isUpdated(tensor) && canOrder(tensor);
  }

  void visit(scf::ForOp loop) {
    auto yield = cast<scf::YieldOp>(loop.getBody()->getTerminator());
    for (auto [init, argument, yielded, result] :
         llvm::zip(loop.getInitArgsMutable(), loop.getRegionIterArgs(), yield.getResultsMutable(),
                   loop.getResults()))
      if (isCandidate(argument)) {
        place(getSized(argument));
        edges.append({&init, &yielded});
        owners.insert(result);
      }
  }

  void visit(scf::WhileOp loop) {
    for (auto [forwarded, argument, result] :
         llvm::zip(loop.getConditionOp().getArgsMutable(), loop.getAfterArguments(), loop.getResults())) {
      auto carried = dyn_cast<BlockArgument>(forwarded.get());
      if (!isCandidate(argument) || !carried || carried.getOwner() != loop.getBeforeBody() ||
          !isReadAtOnce(carried, forwarded))
        continue;
      place(getSized(argument));
      unsigned position = carried.getArgNumber();
      edges.append({&loop.getInitsMutable()[position], &loop.getYieldOp().getResultsMutable()[position]});
      owners.insert(result);
    }
  }

  void place(Value carried) {
    OpBuilder builder(carried.getContext());
    builder.setInsertionPointAfterValue(carried);
    Location loc = carried.getLoc();
    auto device = iree::DeviceAffinityAttr::get(builder.getContext(),
                                                FlatSymbolRefAttr::get(builder.getContext(), "__device_0"));
    auto placed = iree::TransferOp::create(builder, loc, carried.getType(), carried,
                                           getDynamicSizes(builder, loc, carried), device);
    carried.replaceUsesWithIf(placed, [&](OpOperand &use) {
      return use.getOwner() != placed && !isa<tensor::DimOp>(use.getOwner());
    });
    owners.insert(placed);
    order(placed);
  }

  /// Lets the updates of a tensor wait for what reads it before.
  static void order(Value tensor) {
    Uses uses(tensor);
    for (Operation *read : uses.reads) {
      Value result;
      auto slice = dyn_cast<tensor::ExtractSliceOp>(read);
      if (slice && !isReadForUpdate(slice, uses.updates))
        result = readFirst(slice);
      else if (read->getNumResults() == 1)
        result = read->getResult(0);
      for (Operation *update : uses.updates)
        if (update->getBlock() == read->getBlock() && read->isBeforeInBlock(update) &&
            !dependsOn(update, read))
          wait(cast<tensor::InsertSliceOp>(update), result);
    }
    for (Operation *update : uses.updates)
      order(update->getResult(0));
  }

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

  /// Makes what is inserted depend on another value, which it is not changed by.
  static void wait(tensor::InsertSliceOp insert, Value other) {
    OpBuilder builder(insert);
    Location loc = insert.getLoc();
    Value source = insert.getSource();
    auto type = cast<RankedTensorType>(source.getType());
    auto otherType = dyn_cast<RankedTensorType>(other.getType());
    Value isSame = buildUnknown(builder, loc, builder.getBoolAttr(true));
    Value filler = buildUnknown(builder, loc, builder.getZeroAttr(type.getElementType()));
    AffineMap identity = builder.getMultiDimIdentityMap(type.getRank());
    SmallVector<Value> inputs = {source};
    SmallVector<AffineMap> maps = {identity};
    // One of its elements will do, or, where there may be none, those beside the source's.
    bool isBeside = otherType && !otherType.hasStaticShape();
    if (isBeside) {
      inputs.push_back(other);
      maps.push_back(identity);
    }
    Value first;
    if (otherType && !isBeside)
      first = arith::ConstantIndexOp::create(builder, loc, 0);
    Value empty = buildEmpty(builder, loc, getSizes(builder, loc, source), type.getElementType());
    auto body = [&](OpBuilder &nested, Location loc, ValueRange elements) -> Value {
      Value number = other;
      if (isBeside)
        number = elements[1];
      else if (otherType)
        number =
            tensor::ExtractOp::create(nested, loc, other, SmallVector<Value>(otherType.getRank(), first));
      Value zero = arith::ConstantOp::create(nested, loc, nested.getZeroAttr(number.getType()));
      Value isZero;
      if (isa<FloatType>(number.getType()))
        isZero = arith::CmpFOp::create(nested, loc, arith::CmpFPredicate::OEQ, number, zero);
      else
        isZero = arith::CmpIOp::create(nested, loc, arith::CmpIPredicate::eq, number, zero);
      Value either = arith::OrIOp::create(nested, loc, isSame, isZero);
      return arith::SelectOp::create(nested, loc, either, elements[0], filler);
    };
    Value waiting = buildParallelGeneric(builder, loc, inputs, empty, maps, body);
    insert.getSourceMutable().assign(buildCast(builder, loc, waiting, type));
  }

  /// A constant that IREE does not know.
  static Value buildUnknown(OpBuilder &builder, Location loc, TypedAttr value) {
    Value known = arith::ConstantOp::create(builder, loc, value);
    return iree::OptimizationBarrierOp::create(builder, loc, TypeRange(known.getType()), known).getResult(0);
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
    Value read = buildCopy(builder, slice);
    auto barrier = iree::ComputeBarrierOp::create(builder, slice.getLoc(), slice.getType(), read,
                                                  getDynamicSizes(builder, slice.getLoc(), slice));
    for (OpOperand *use : uses)
      use->set(barrier);
    return barrier;
  }

  static SmallVector<Value> getDynamicSizes(OpBuilder &builder, Location loc, Value tensor) {
    SmallVector<Value> sizes;
    for (OpFoldResult size : getSizes(builder, loc, tensor))
      if (auto value = dyn_cast<Value>(size))
        sizes.push_back(value);
    return sizes;
  }

  /// The carried tensor, or its name that states its sizes.
  static Value getSized(BlockArgument argument) {
    if (cast<RankedTensorType>(argument.getType()).hasStaticShape())
      return argument;
    for (Operation *user : argument.getUsers())
      if (isa<iree::TieShapeOp>(user) && user->getBlock() == argument.getOwner())
        return user->getResult(0);
    return {};
  }

  /// Whether a tensor has no other name where it is passed on.
  bool isOwned(Value tensor, OpOperand &edge) {
    if (!isReadAtOnce(tensor, edge))
      return false;
    if (owners.contains(tensor))
      return true;
    Operation *op = tensor.getDefiningOp();
    if (!op)
      return false;
    if (isa<iree::TieShapeOp>(op))
      return isOwned(op->getOperand(0), edge);
    // A part of what is owned has changed.
    if (OpOperand *updated = getUpdated(op))
      return isRootOwned(updated->get());
    if (auto branch = dyn_cast<scf::IfOp>(op)) {
      unsigned position = cast<OpResult>(tensor).getResultNumber();
      return llvm::all_of(ArrayRef{branch.thenYield(), branch.elseYield()}, [&](scf::YieldOp yield) {
        OpOperand &inner = yield.getResultsMutable()[position];
        return isOwned(inner.get(), inner);
      });
    }
    return false;
  }

  /// Whether a tensor that is updated, in place if nothing else uses it, is owned or a result of such
  /// updates.
  bool isRootOwned(Value tensor) {
    if (owners.contains(tensor))
      return true;
    Operation *op = tensor.getDefiningOp();
    if (!op)
      return false;
    if (isa<iree::TieShapeOp>(op))
      return isRootOwned(op->getOperand(0));
    OpOperand *updated = getUpdated(op);
    return updated && isRootOwned(updated->get());
  }

  /// Passes a copy on.
  static void copy(OpOperand &edge) {
    OpBuilder builder(edge.getOwner());
    edge.set(buildCopy(builder, edge.get()));
  }

  /// A copy, which depends on what IREE does not know, so that it stays one.
  static Value buildCopy(OpBuilder &builder, Value tensor) {
    Location loc = tensor.getLoc();
    auto type = cast<RankedTensorType>(tensor.getType());
    Type element = type.getElementType();
    Value isCopied = buildUnknown(builder, loc, builder.getBoolAttr(true));
    Value other = buildUnknown(builder, loc, builder.getZeroAttr(element));
    Value empty = buildEmpty(builder, loc, getSizes(builder, loc, tensor), element);
    Value result =
        buildParallelGeneric(builder, loc, tensor, empty, builder.getMultiDimIdentityMap(type.getRank()),
                             [&](OpBuilder &nested, Location loc, ValueRange elements) -> Value {
                               return arith::SelectOp::create(nested, loc, isCopied, elements[0], other);
                             });
    return buildCast(builder, loc, result, type);
  }

  /// What has no other name where it is defined: carried tensors in their places, and loops' results of them.
  llvm::SmallDenseSet<Value> owners;
  /// What is passed on to loops that update in place, and to their next rounds.
  SmallVector<OpOperand *> edges, copied;
};

} // namespace
