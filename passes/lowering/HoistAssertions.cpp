//===- HoistAssertions.cpp - checks before what they need not wait for ----===//
//
// An assertion cuts what a device does into two parts.  IREE 3.13 loses updates
// that a loop makes in place before the cut, so assertions on sizes and indices,
// which wait for no tensor, move to the beginning of their block.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Passes.h"

#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_HOISTASSERTIONSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

/// Whether an operation computes numbers of the host, without effects.
bool isOfHost(Operation *op) {
  return isMemoryEffectFree(op) && op->getNumRegions() == 0 &&
         llvm::none_of(op->getResultTypes(), [](Type type) { return isa<ShapedType>(type); });
}

/// The operations of the block that an assertion waits for, first to last; nothing if a tensor is among them.
std::optional<SetVector<Operation *>> getHostSlice(cf::AssertOp assertion) {
  SetVector<Operation *> slice;
  BackwardSliceOptions options;
  options.omitBlockArguments = true;
  options.filter = [&](Operation *op) { return op->getBlock() == assertion->getBlock(); };
  if (failed(getBackwardSlice(assertion.getOperation(), &slice, options)))
    return std::nullopt;
  if (!llvm::all_of(slice, isOfHost))
    return std::nullopt;
  return slice;
}

struct HoistAssertionsPass : eshkol::impl::HoistAssertionsPassBase<HoistAssertionsPass> {
  void runOnOperation() override {
    getOperation()->walk([](Block *block) { hoist(*block); });
  }

private:
  static void hoist(Block &block) {
    // Where the next assertion goes: after those that were moved before it.
    Operation *last = nullptr;
    for (cf::AssertOp assertion : llvm::to_vector(block.getOps<cf::AssertOp>())) {
      std::optional<SetVector<Operation *>> slice = getHostSlice(assertion);
      // One that waits for a tensor holds up those behind it, so that the first failure is reported.
      if (!slice)
        return;
      slice->insert(assertion);
      for (Operation *op : *slice) {
        // What has been moved already is early enough.
        if (last && (op == last || op->isBeforeInBlock(last)))
          continue;
        if (last)
          op->moveAfter(last);
        else
          op->moveBefore(&block, block.begin());
        last = op;
      }
    }
  }
};

} // namespace
