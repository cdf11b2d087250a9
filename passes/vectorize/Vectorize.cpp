//===- Vectorize.cpp - the pass --------------------------------------------===//

#include "passes/vectorize/Vectorize.h"
#include "passes/transform/Worklist.h"
#include "passes/vectorize/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_VECTORIZEPASS
#include "passes/vectorize/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

namespace {

struct VectorizePass : eshkol::impl::VectorizePassBase<VectorizePass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    Vectorizer vectorizer(symbols);
    auto isVmap = [](Operation *op) { return isa<VmapOp>(op); };
    auto rewrite = [&](Operation *op) { return vectorizer.rewrite(cast<VmapOp>(op)); };
    if (failed(rewriteTransformations(getOperation(), isVmap, rewrite)))
      signalPassFailure();
  }
};

} // namespace
