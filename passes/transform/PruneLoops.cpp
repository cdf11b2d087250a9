//===- PruneLoops.cpp - carried values that nothing needs -----------------===//

#include "passes/transform/LoopSlice.h"
#include "passes/transform/Passes.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_PRUNELOOPSPASS
#include "passes/transform/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

/// Erases what nothing uses, last first, so that what only that used goes too.
static void eraseUnused(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
    if (isOpTriviallyDead(&op))
      op.erase();
}

/// The loop without the values that it carries only for their own sake.
static void prune(scf::ForOp loop) {
  LoopSlice slice(loop);
  for (auto [result, yielded] : llvm::zip(loop.getResults(), loop.getYieldedValues()))
    if (!result.use_empty())
      slice.add(yielded);
  SmallVector<unsigned> kept;
  for (auto [position, result, argument] : llvm::enumerate(loop.getResults(), loop.getRegionIterArgs()))
    if (!result.use_empty() || slice.contains(argument))
      kept.push_back(position);
  if (kept.size() == loop.getNumResults())
    return;

  OpBuilder builder(loop);
  SmallVector<Value> inits =
      llvm::map_to_vector(kept, [&](unsigned position) -> Value { return loop.getInitArgs()[position]; });
  auto current = scf::ForOp::create(builder, loop.getLoc(), loop.getLowerBound(), loop.getUpperBound(),
                                    loop.getStep(), inits, nullptr, loop.getUnsignedCmp());
  current->setDiscardableAttrs(loop->getDiscardableAttrDictionary());
  current.getRegion().takeBody(loop.getRegion());
  Block &body = *current.getBody();
  Operation *yield = body.getTerminator();
  SmallVector<Value> yields =
      llvm::map_to_vector(kept, [&](unsigned position) -> Value { return yield->getOperand(position); });
  yield->setOperands(yields);
  for (auto [index, position] : llvm::enumerate(kept))
    loop.getResult(position).replaceAllUsesWith(current.getResult(index));
  // What is left of a dropped value nothing uses.
  eraseUnused(body);
  llvm::BitVector dropped(body.getNumArguments(), true);
  dropped.reset(0);
  for (unsigned position : kept)
    dropped.reset(position + 1);
  body.eraseArguments(dropped);
  loop.erase();
}

namespace {

struct PruneLoopsPass : eshkol::impl::PruneLoopsPassBase<PruneLoopsPass> {
  void runOnOperation() override {
    // Outer loops first: what they drop, inner ones need not carry.
    SmallVector<scf::ForOp> loops;
    getOperation()->walk<WalkOrder::PreOrder>([&](scf::ForOp loop) { loops.push_back(loop); });
    for (scf::ForOp loop : loops)
      prune(loop);
  }
};

} // namespace
