//===- CopiesToLinalg.cpp - copies of parts of memory as loops --------------===//

#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_COPIESTOLINALGPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

static bool isContiguous(Value memory) { return cast<MemRefType>(memory.getType()).getLayout().isIdentity(); }

namespace {

struct CopiesToLinalgPass : eshkol::impl::CopiesToLinalgPassBase<CopiesToLinalgPass> {
  void runOnOperation() override {
    getOperation()->walk([](memref::CopyOp op) {
      if (isContiguous(op.getSource()) && isContiguous(op.getTarget()))
        return;
      OpBuilder builder(op);
      linalg::makeMemRefCopyOp(builder, op.getLoc(), op.getSource(), op.getTarget());
      op.erase();
    });
  }
};

} // namespace
