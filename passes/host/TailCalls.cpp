//===- TailCalls.cpp - the return after each call in tail position --------===//

#include "passes/host/Passes.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/RegionUtils.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_TAILCALLSPASS
#include "passes/host/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

struct TailCallsPass : eshkol::impl::TailCallsPassBase<TailCallsPass> {
  void runOnOperation() override {
    // A branch that became a return may leave its own block with nothing but that return.
    SmallVector<Block *> returning;
    for (Block &block : getOperation().getBody())
      if (isa<func::ReturnOp>(block.front()))
        returning.push_back(&block);
    while (!returning.empty()) {
      Block *block = returning.pop_back_val();
      auto exit = cast<func::ReturnOp>(block->front());
      for (Block *predecessor : llvm::to_vector(block->getPredecessors()))
        if (auto branch = dyn_cast<cf::BranchOp>(predecessor->getTerminator())) {
          returnInstead(branch, exit);
          if (isa<func::ReturnOp>(predecessor->front()))
            returning.push_back(predecessor);
        }
    }
    IRRewriter rewriter(&getContext());
    (void)eraseUnreachableBlocks(rewriter, getOperation()->getRegions());
  }

  void returnInstead(cf::BranchOp branch, func::ReturnOp exit) {
    SmallVector<Value> values;
    for (Value value : exit.getOperands()) {
      auto argument = dyn_cast<BlockArgument>(value);
      bool isPassed = argument && argument.getOwner() == exit->getBlock();
      values.push_back(isPassed ? branch.getDestOperands()[argument.getArgNumber()] : value);
    }
    OpBuilder builder(branch);
    func::ReturnOp::create(builder, exit.getLoc(), values);
    branch.erase();
  }
};

} // namespace
