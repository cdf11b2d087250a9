//===- DecomposeElements.cpp - tensors listed by element ------------------===//

#include "passes/lowering/Patterns.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// Elements in several dimensions  ⇒  in one, in this shape.  Of equal elements side by side IREE 3.13 makes
/// one fill, which is too long in more than one dimension.
struct DecomposeFromElements : OpRewritePattern<tensor::FromElementsOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::FromElementsOp op, PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getType();
    if (type.getRank() < 2)
      return failure();
    auto flat = RankedTensorType::get({type.getNumElements()}, type.getElementType());
    Value line = tensor::FromElementsOp::create(rewriter, op.getLoc(), flat, op.getElements());
    SmallVector<ReassociationIndices> all = {llvm::to_vector<2>(llvm::seq(type.getRank()))};
    rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(op, type, line, all);
    return success();
  }
};

} // namespace

void eshkol::populateDecomposeElementsPatterns(RewritePatternSet &patterns) {
  patterns.add<DecomposeFromElements>(patterns.getContext());
}
