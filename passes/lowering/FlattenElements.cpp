//===- FlattenElements.cpp - tensors listed by element --------------------===//

#include "passes/lowering/IreeOps.h"
#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_FLATTENELEMENTSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

namespace {

struct FlattenElementsPass : eshkol::impl::FlattenElementsPassBase<FlattenElementsPass> {
  void runOnOperation() override {
    getOperation()->walk([](tensor::FromElementsOp op) {
      RankedTensorType type = op.getType();
      if (type.getRank() < 2)
        return;
      OpBuilder builder(op);
      auto flat = RankedTensorType::get({type.getNumElements()}, type.getElementType());
      Value line = tensor::FromElementsOp::create(builder, op.getLoc(), flat, op.getElements());
      // Upstream reshapes would fold into the line.
      op.replaceAllUsesWith(
          iree::ReshapeOp::create(builder, op.getLoc(), type, line, ValueRange(), ValueRange()).getResult());
      op.erase();
    });
  }
};

} // namespace
