//===- ConvertToLinalg.cpp - primitive tensor operations to linalg --------===//

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
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_CONVERTTOLINALGPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

struct ConvertToLinalgPass : eshkol::impl::ConvertToLinalgPassBase<ConvertToLinalgPass> {
  void runOnOperation() override {
    ConversionTarget target(getContext());
    target.addIllegalDialect<eshkol::EshkolDialect>();
    target.addLegalOp<eshkol::AssertCloseOp, eshkol::AssertOp>();
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });

    RewritePatternSet patterns(&getContext());
    eshkol::populateCholeskyToLinalgPatterns(patterns);
    eshkol::populateContractionToLinalgPatterns(patterns);
    eshkol::populateElementwiseToLinalgPatterns(patterns);
    eshkol::populateLuToLinalgPatterns(patterns);
    eshkol::populateReductionToLinalgPatterns(patterns);
    eshkol::populateScanToLinalgPatterns(patterns);
    eshkol::populateShapeToLinalgPatterns(patterns);
    eshkol::populateSlicingToLinalgPatterns(patterns);
    eshkol::populateIndexingToLinalgPatterns(patterns);
    eshkol::populateWindowedToLinalgPatterns(patterns);
    eshkol::populateSortingToLinalgPatterns(patterns);
    eshkol::populateTriangularSolveToLinalgPatterns(patterns);
    if (failed(applyPartialConversion(getOperation(), target, std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
