//===- FoldEmptyLoops.cpp - structured operations that do nothing ---------===//

#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_FOLDEMPTYLOOPSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

struct FoldEmptyLoopsPass : eshkol::impl::FoldEmptyLoopsPassBase<FoldEmptyLoopsPass> {
  /// result = generic over a range of size 0 outs(init) ⇒ result = init
  void runOnOperation() override {
    getOperation()->walk([](linalg::LinalgOp op) {
      if (!op.hasPureTensorSemantics() || !llvm::is_contained(op.getStaticLoopRanges(), 0))
        return;
      for (OpResult result : op->getResults())
        result.replaceAllUsesWith(op.getTiedOpOperand(result)->get());
      op->erase();
    });
  }
};

} // namespace
