//===- ControlFlowToBlocks.cpp - loops and conditionals as branches -------===//

#include "dialects/Dialect.h"
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

struct ControlFlowToBlocksPass : eshkol::impl::ControlFlowToBlocksPassBase<ControlFlowToBlocksPass> {
  void runOnOperation() override {
    llvm::SmallDenseSet<Operation *> affected;
    getOperation()->walk([&](scf::WhileOp loop) {
      if (carriesTensors(loop))
        affected.insert(loop->getParentOfType<func::FuncOp>());
    });

    ConversionTarget target(getContext());
    target.addDynamicallyLegalDialect<scf::SCFDialect>([&](Operation *op) {
      return op->getParentOfType<linalg::LinalgOp>() ||
             !affected.contains(op->getParentOfType<func::FuncOp>());
    });
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });

    RewritePatternSet patterns(&getContext());
    populateSCFToControlFlowConversionPatterns(patterns);
    if (failed(applyPartialConversion(getOperation(), target, std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
