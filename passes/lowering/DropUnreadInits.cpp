//===- DropUnreadInits.cpp - initial tensors that only give a shape -------===//

#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_DROPUNREADINITSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

/// generic outs(x) that never reads x ⇒ generic outs(empty like x)
static void dropUnreadInits(linalg::GenericOp op) {
  for (OpOperand &init : op.getDpsInitsMutable()) {
    Value tensor = init.get();
    if (op.payloadUsesValueFromOperand(&init) || tensor.getDefiningOp<tensor::EmptyOp>())
      continue;
    OpBuilder builder(op);
    SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, op.getLoc(), tensor);
    Type element = getElementTypeOrSelf(tensor.getType());
    init.set(tensor::EmptyOp::create(builder, op.getLoc(), sizes, element));
  }
}

namespace {

struct DropUnreadInitsPass : eshkol::impl::DropUnreadInitsPassBase<DropUnreadInitsPass> {
  void runOnOperation() override {
    getOperation()->walk([](linalg::GenericOp op) {
      if (op.hasPureTensorSemantics())
        dropUnreadInits(op);
    });
  }
};

} // namespace
