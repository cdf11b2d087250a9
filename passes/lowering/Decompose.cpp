//===- Decompose.cpp - composite operations into primitive ones -----------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Passes.h"
#include "passes/lowering/Patterns.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_DECOMPOSEPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

struct DecomposePass : eshkol::impl::DecomposePassBase<DecomposePass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    eshkol::populateDecomposeAssertionsPatterns(patterns);
    eshkol::populateDecomposeIndexingPatterns(patterns);
    eshkol::populateDecomposeLinearAlgebraPatterns(patterns);
    eshkol::populateDecomposeNeuralPatterns(patterns);
    eshkol::populateDecomposeSortingPatterns(patterns);
    // Folding would make this pass do the canonicalizer's work too.
    GreedyRewriteConfig config;
    config.enableFolding(false).enableConstantCSE(false);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};

} // namespace
