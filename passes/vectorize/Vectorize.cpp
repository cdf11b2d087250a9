//===- Vectorize.cpp - the pass --------------------------------------------===//

#include "passes/vectorize/Vectorize.h"
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
    // Each round rewrites the innermost ones, which makes those around them ready.
    while (true) {
      SmallVector<VmapOp> ready;
      getOperation()->walk([&](VmapOp op) {
        if (vectorizer.isReady(op))
          ready.push_back(op);
      });
      if (ready.empty())
        return;
      for (VmapOp op : ready)
        if (failed(vectorizer.rewrite(op)))
          return signalPassFailure();
    }
  }
};

} // namespace
