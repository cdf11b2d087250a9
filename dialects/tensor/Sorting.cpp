//===- Sorting.cpp - order ------------------------------------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

using namespace mlir;
using namespace mlir::eshkol;

LogicalResult SortOp::inferReturnTypes(MLIRContext *context, std::optional<Location> loc, Adaptor operands,
                                       SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  if (failed(verifyDimension(loc, "dimension", operands.getDimension(), type.getRank())))
    return failure();
  results.push_back(type);
  results.push_back(type.clone(IntegerType::get(context, 64)));
  return success();
}

/// sort of one element, or none ⇒ the operand and zeros
LogicalResult SortOp::fold(FoldAdaptor, SmallVectorImpl<OpFoldResult> &results) {
  RankedTensorType type = getOperand().getType();
  int64_t size = type.getDimSize(getDimension());
  bool isTrivial = (size == 0 || size == 1) && type.hasStaticShape() && type == getSorted().getType() &&
                   type.getShape() == getPermutation().getType().getShape();
  if (!isTrivial)
    return failure();
  results.push_back(getOperand());
  results.push_back(DenseElementsAttr::get(getPermutation().getType(), APInt(64, 0)));
  return success();
}

/// sort (sort x) ⇒ sort x, if the permutation, which would be the identity, is not needed
static LogicalResult dropSecondSort(SortOp op, PatternRewriter &rewriter) {
  auto inner = op.getOperand().getDefiningOp<SortOp>();
  if (!inner || op.getOperand() != inner.getSorted() || !op.getPermutation().use_empty() ||
      op.getSorted().use_empty())
    return rewriter.notifyMatchFailure(op, "does not merely sort what is sorted");
  bool isSame = inner.getDimension() == op.getDimension() && inner.getDescending() == op.getDescending() &&
                inner.getSorted().getType() == op.getSorted().getType();
  if (!isSame)
    return rewriter.notifyMatchFailure(op, "sorts in another way");
  rewriter.replaceAllUsesWith(op.getSorted(), inner.getSorted());
  rewriter.eraseOp(op);
  return success();
}

void SortOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(dropSecondSort);
}

LogicalResult TopKOp::inferReturnTypes(MLIRContext *context, std::optional<Location> loc, Adaptor operands,
                                       SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  int64_t k = operands.getK();
  if (type.getRank() == 0)
    return emitOptionalError(loc, "expected an operand of rank 1 or more but got ", type);
  int64_t size = type.getShape().back();
  if (k < 0)
    return emitOptionalError(loc, "expected k to be zero or positive but got ", k);
  if (ShapedType::isStatic(size) && k > size)
    return emitOptionalError(loc, "expected k to be at most ", size, ", the last dimension of ", type,
                             ", but got ", k);
  SmallVector<int64_t> shape(type.getShape());
  shape.back() = k;
  results.push_back(RankedTensorType::get(shape, type.getElementType()));
  results.push_back(RankedTensorType::get(shape, IntegerType::get(context, 64)));
  return success();
}
