//===- ControlFlowToBlocks.cpp - loops and conditionals as branches -------===//

#include "dialects/Dialect.h"
#include "passes/lowering/IreeOps.h"
#include "passes/lowering/Passes.h"

#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_CONTROLFLOWTOBLOCKSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

bool carriesTensors(scf::WhileOp loop) {
  return llvm::any_of(loop.getInits().getTypes(), llvm::IsaPred<TensorType>) ||
         llvm::any_of(loop.getResultTypes(), llvm::IsaPred<TensorType>);
}

/// Whether an operation, or one that it is in, updates in place what it carries, which blocks would not.
bool isPartOfUpdates(Operation *op) {
  for (; isa<scf::SCFDialect>(op->getDialect()); op = op->getParentOp())
    if (op->walk([](eshkol::iree::TransferOp) { return WalkResult::interrupt(); }).wasInterrupted())
      return true;
  return false;
}

struct ControlFlowToBlocksPass : eshkol::impl::ControlFlowToBlocksPassBase<ControlFlowToBlocksPass> {
  void runOnOperation() override {
    // What must become blocks: such loops, what is in them, and what they are in.
    llvm::SmallDenseSet<Operation *> unstructured;
    llvm::SmallDenseSet<Operation *> functions;
    getOperation()->walk([&](scf::WhileOp loop) {
      if (!carriesTensors(loop))
        return;
      functions.insert(loop->getParentOfType<func::FuncOp>());
      for (Operation *op = loop; isa<scf::SCFDialect>(op->getDialect()); op = op->getParentOp())
        unstructured.insert(op);
      loop->walk([&](Operation *op) { unstructured.insert(op); });
    });

    ConversionTarget target(getContext());
    target.addDynamicallyLegalDialect<scf::SCFDialect>([&](Operation *op) {
      if (op->getParentOfType<linalg::LinalgOp>() || !functions.contains(op->getParentOfType<func::FuncOp>()))
        return true;
      // The blocks of a terminator's parent go with it.
      Operation *structured = op->hasTrait<OpTrait::IsTerminator>() ? op->getParentOp() : op;
      return !unstructured.contains(structured) && isPartOfUpdates(structured);
    });
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });

    RewritePatternSet patterns(&getContext());
    populateSCFToControlFlowConversionPatterns(patterns);
    if (failed(applyPartialConversion(getOperation(), target, std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
