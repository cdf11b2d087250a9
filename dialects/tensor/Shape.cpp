//===- Shape.cpp - rearranging elements -----------------------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

LogicalResult BroadcastOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                            SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  ArrayRef<int64_t> dimensions = operands.getDimensions(), sizes = operands.getStaticSizes();
  if (static_cast<int64_t>(dimensions.size()) != type.getRank())
    return emitOptionalError(loc, "expected dimensions to have one entry per dimension of ", type,
                             " but got ", dimensions.size());
  if (failed(verifyDimensions(loc, "dimensions", dimensions, sizes.size())))
    return failure();
  if (!llvm::is_sorted(dimensions))
    return emitOptionalError(loc, "expected dimensions to increase");
  if (static_cast<size_t>(llvm::count_if(sizes, ShapedType::isDynamic)) != operands.getSizes().size())
    return emitOptionalError(loc, "expected one size operand per dynamic size");
  for (auto [dimension, target] : llvm::enumerate(dimensions)) {
    int64_t size = type.getDimSize(dimension);
    if (size != 1 && !canBeEqual(size, sizes[target]))
      return emitOptionalError(loc, "cannot broadcast dimension ", dimension, " of ", type, " to size ",
                               sizes[target]);
  }
  results.push_back(RankedTensorType::get(sizes, type.getElementType()));
  return success();
}

SmallVector<OpFoldResult> BroadcastOp::getMixedSizes() {
  return mlir::getMixedValues(getStaticSizes(), getSizes(), getContext());
}

/// broadcast x [0, 1, ..] to its own static shape ⇒ x; broadcast of a splat ⇒ a splat
OpFoldResult BroadcastOp::fold(FoldAdaptor operands) {
  if (getOperand().getType() == getType() && getType().hasStaticShape())
    return getOperand();
  if (auto splat = dyn_cast_or_null<SplatElementsAttr>(operands.getOperand());
      splat && getType().hasStaticShape())
    return splat.resizeSplat(getType());
  return {};
}

LogicalResult TransposeOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                            SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  ArrayRef<int64_t> permutation = operands.getPermutation();
  if (static_cast<int64_t>(permutation.size()) != type.getRank())
    return emitOptionalError(loc, "expected permutation to have one entry per dimension of ", type,
                             " but got ", permutation.size());
  if (failed(verifyDimensions(loc, "permutation", permutation, type.getRank())))
    return failure();
  results.push_back(
      RankedTensorType::get(applyPermutation(type.getShape(), permutation), type.getElementType()));
  return success();
}

/// transpose x [0, 1, ..] ⇒ x, and transpose (transpose x p) q ⇒ transpose x p∘q
OpFoldResult TransposeOp::fold(FoldAdaptor) {
  if (isIdentityPermutation(getPermutation()) && getOperand().getType() == getType())
    return getOperand();
  auto inner = getOperand().getDefiningOp<TransposeOp>();
  if (!inner)
    return {};
  setPermutation(applyPermutation(inner.getPermutation(), getPermutation()));
  getOperandMutable().assign(inner.getOperand());
  return getResult();
}
