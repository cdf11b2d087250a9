//===- UpdateInPlace.cpp - one element of a carried tensor per round ------===//
//
// Before it updates a part of a tensor that a loop carries, IREE 3.13 copies all
// of it, in each round: it has lost where block arguments live, so it moves them
// to where they are.  Stated at the beginning of a round, the device makes it
// update in place, unless the tensor has other uses.  So what enters such a loop,
// or its next round, and may have another name there, is copied: once for each
// loop where that is what it starts from.  And what is read of the tensor is read
// before it is written, not when it is needed (UpdateOrder.h).
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/IreeOps.h"
#include "passes/lowering/PartialUpdates.h"
#include "passes/lowering/Passes.h"
#include "passes/lowering/UpdateOrder.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Utils/Utils.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_UPDATEINPLACEPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

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
           isUpdated(tensor) && canOrderUpdates(tensor);
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
                                           tensor::createDynamicDimValues(builder, loc, carried), device);
    carried.replaceUsesWithIf(placed, [&](OpOperand &use) {
      return use.getOwner() != placed && !isa<tensor::DimOp>(use.getOwner());
    });
    owners.insert(placed);
    orderUpdates(placed);
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
    if (auto tied = tensor.getDefiningOp<iree::TieShapeOp>())
      return isOwned(tied.getOperand(), edge);
    auto branch = tensor.getDefiningOp<scf::IfOp>();
    if (!branch)
      return isRootOwned(tensor);
    unsigned position = cast<OpResult>(tensor).getResultNumber();
    return llvm::all_of(ArrayRef{branch.thenYield(), branch.elseYield()}, [&](scf::YieldOp yield) {
      OpOperand &inner = yield.getResultsMutable()[position];
      return isOwned(inner.get(), inner);
    });
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

  /// Passes a copy on, or, of what has no contents, another tensor.
  static void copy(OpOperand &edge) {
    OpBuilder builder(edge.getOwner());
    if (auto empty = edge.get().getDefiningOp<tensor::EmptyOp>())
      edge.set(iree::AllocaOp::create(builder, empty.getLoc(), empty.getType(), empty.getDynamicSizes()));
    else
      edge.set(buildOpaqueCopy(builder, edge.get()));
  }

  /// What has no other name where it is defined: carried tensors in their places, and loops' results of them.
  llvm::SmallDenseSet<Value> owners;
  /// What is passed on to loops that update in place, and to their next rounds.
  SmallVector<OpOperand *> edges, copied;
};

} // namespace
