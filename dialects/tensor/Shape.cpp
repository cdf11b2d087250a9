//===- Shape.cpp - rearranging elements -----------------------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

/// A splat of another shape, where `attribute` is a splat and `type` is static.
static OpFoldResult foldSplat(Attribute attribute, RankedTensorType type) {
  auto splat = dyn_cast_or_null<SplatElementsAttr>(attribute);
  return splat && type.hasStaticShape() ? OpFoldResult(splat.resizeSplat(type)) : OpFoldResult();
}

/// Makes sizes static that are constants; `accepts` says whether the resulting list may be adopted.
template <typename OpTy>
static OpFoldResult foldConstantSizes(OpTy op, function_ref<bool(ArrayRef<int64_t>)> accepts) {
  SmallVector<OpFoldResult> sizes = op.getMixedSizes();
  SmallVector<Value> operands;
  SmallVector<int64_t> entries;
  if (failed(foldDynamicIndexList(sizes, /*onlyNonNegative=*/true)))
    return {};
  dispatchIndexOpFoldResults(sizes, operands, entries);
  if (!llvm::equal(entries, op.getType().getShape(), canBeEqual) || !accepts(entries))
    return {};
  op.getSizesMutable().assign(operands);
  op.setStaticSizes(entries);
  return op.getResult();
}

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
  if (failed(verifyMixedList(loc, "sizes", sizes, operands.getSizes().size())))
    return failure();
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

/// broadcast (broadcast x p) q ⇒ broadcast x q∘p
static OpFoldResult foldNestedBroadcast(BroadcastOp op) {
  auto inner = op.getOperand().getDefiningOp<BroadcastOp>();
  if (!inner)
    return {};
  SmallVector<int64_t> composed;
  for (auto [dimension, target] : llvm::enumerate(inner.getDimensions())) {
    // A dynamic size that happens to be one is repeated only where it is known to be one.
    if (inner.getStaticSizes()[target] == 1 && inner.getOperand().getType().getDimSize(dimension) != 1)
      return {};
    composed.push_back(op.getDimensions()[target]);
  }
  op.setDimensions(composed);
  op.getOperandMutable().assign(inner.getOperand());
  return op.getResult();
}

/// broadcast x [0, 1, ..] to its own static shape ⇒ x; broadcast of a splat ⇒ a splat
OpFoldResult BroadcastOp::fold(FoldAdaptor operands) {
  if (getOperand().getType() == getType() && getType().hasStaticShape())
    return getOperand();
  if (OpFoldResult splat = foldSplat(operands.getOperand(), getType()))
    return splat;
  if (OpFoldResult composed = foldNestedBroadcast(*this))
    return composed;
  return foldConstantSizes(*this, [&](ArrayRef<int64_t> sizes) {
    return llvm::all_of(llvm::enumerate(getDimensions()), [&](auto entry) {
      int64_t size = getOperand().getType().getDimSize(entry.index());
      return size == 1 || canBeEqual(size, sizes[entry.value()]);
    });
  });
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
OpFoldResult TransposeOp::fold(FoldAdaptor operands) {
  if (isIdentityPermutation(getPermutation()) && getOperand().getType() == getType())
    return getOperand();
  if (OpFoldResult splat = foldSplat(operands.getOperand(), getType()))
    return splat;
  auto inner = getOperand().getDefiningOp<TransposeOp>();
  if (!inner)
    return {};
  setPermutation(applyPermutation(inner.getPermutation(), getPermutation()));
  getOperandMutable().assign(inner.getOperand());
  return getResult();
}

/// The number of elements, or dynamic where a size is; no elements if one size is zero.
static int64_t countElements(ArrayRef<int64_t> shape) {
  if (llvm::is_contained(shape, 0))
    return 0;
  return ShapedType::isDynamicShape(shape) ? ShapedType::kDynamic : ShapedType::getNumElements(shape);
}

/// Whether shapes can have the same number of elements.  Static sizes leave no doubt; a dynamic size
/// needs the product of the others to divide the other side's count.
static bool canHaveEqualCounts(ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  int64_t left = countElements(a), right = countElements(b);
  if (ShapedType::isDynamic(left))
    std::swap(a, b), std::swap(left, right);
  if (ShapedType::isDynamic(left))
    return true;
  if (!ShapedType::isDynamic(right))
    return left == right;
  int64_t known = 1;
  for (int64_t size : b)
    known *= ShapedType::isDynamic(size) ? 1 : size;
  return left % known == 0;
}

LogicalResult ReshapeOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                          SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  ArrayRef<int64_t> sizes = operands.getStaticSizes();
  if (failed(verifyMixedList(loc, "sizes", sizes, operands.getSizes().size())))
    return failure();
  auto result = RankedTensorType::get(sizes, type.getElementType());
  if (!canHaveEqualCounts(type.getShape(), sizes))
    return emitOptionalError(loc, "cannot reshape ", type, " to ", result,
                             ": the numbers of elements differ");
  results.push_back(result);
  return success();
}

SmallVector<OpFoldResult> ReshapeOp::getMixedSizes() {
  return mlir::getMixedValues(getStaticSizes(), getSizes(), getContext());
}

/// Whether a tensor of this type has one shape only, given its number of elements.
static bool isDeterminedByCount(RankedTensorType type) {
  return type.getNumDynamicDims() <= 1 && !llvm::is_contained(type.getShape(), 0);
}

/// reshape x to its own shape ⇒ x; reshape (reshape x) ⇒ reshape x; of a constant ⇒ a constant
OpFoldResult ReshapeOp::fold(FoldAdaptor operands) {
  if (getOperand().getType() == getType() && (getType().hasStaticShape() || isDeterminedByCount(getType())))
    return getOperand();
  if (OpFoldResult splat = foldSplat(operands.getOperand(), getType()))
    return splat;
  if (auto constant = dyn_cast_or_null<DenseElementsAttr>(operands.getOperand());
      constant && getType().hasStaticShape())
    return constant.reshape(getType());
  if (auto inner = getOperand().getDefiningOp<ReshapeOp>();
      inner && canHaveEqualCounts(inner.getOperand().getType().getShape(), getStaticSizes())) {
    getOperandMutable().assign(inner.getOperand());
    return getResult();
  }
  return foldConstantSizes(*this, [&](ArrayRef<int64_t> sizes) {
    return canHaveEqualCounts(getOperand().getType().getShape(), sizes);
  });
}

LogicalResult ReverseOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                          SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  if (failed(verifyDimensions(loc, "dimensions", operands.getDimensions(), type.getRank())))
    return failure();
  results.push_back(type);
  return success();
}

/// The dimensions that a reversal followed by another reverses.
static SmallVector<int64_t> symmetricDifference(ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  SmallVector<int64_t> result;
  for (int64_t dimension : a)
    if (!llvm::is_contained(b, dimension))
      result.push_back(dimension);
  for (int64_t dimension : b)
    if (!llvm::is_contained(a, dimension))
      result.push_back(dimension);
  llvm::sort(result);
  return result;
}

/// reverse x [] ⇒ x; reverse (reverse x p) q ⇒ reverse x p△q; a dimension of size one needs no reversal
OpFoldResult ReverseOp::fold(FoldAdaptor operands) {
  if (getDimensions().empty() && getOperand().getType() == getType())
    return getOperand();
  if (OpFoldResult splat = foldSplat(operands.getOperand(), getType()))
    return splat;
  if (auto inner = getOperand().getDefiningOp<ReverseOp>()) {
    setDimensions(symmetricDifference(inner.getDimensions(), getDimensions()));
    getOperandMutable().assign(inner.getOperand());
    return getResult();
  }
  SmallVector<int64_t> needed;
  for (int64_t dimension : getDimensions())
    if (getOperand().getType().getDimSize(dimension) != 1)
      needed.push_back(dimension);
  if (needed.size() == getDimensions().size())
    return {};
  setDimensions(needed);
  return getResult();
}

LogicalResult IotaOp::verify() {
  if (getType().getElementType().isInteger(1))
    return emitOpError("expected elements that are numbers but got ") << getType();
  if (failed(verifyMixedList(getLoc(), "sizes", getStaticSizes(), getSizes().size())) ||
      failed(verifyDimension(getLoc(), "dimension", getDimension(), getStaticSizes().size())))
    return failure();
  if (static_cast<size_t>(getType().getRank()) != getStaticSizes().size() ||
      !llvm::equal(getStaticSizes(), getType().getShape(), canBeEqual))
    return emitOpError("expected a result of type ")
           << RankedTensorType::get(getStaticSizes(), getType().getElementType()) << " but got " << getType();
  return success();
}

SmallVector<OpFoldResult> IotaOp::getMixedSizes() {
  return mlir::getMixedValues(getStaticSizes(), getSizes(), getContext());
}

/// iota along a dimension of size one ⇒ zeros
OpFoldResult IotaOp::fold(FoldAdaptor) {
  Type element = getType().getElementType();
  if (getType().hasStaticShape() && getType().getDimSize(getDimension()) == 1 && !isa<ComplexType>(element))
    return SplatElementsAttr::get(getType(), Builder(getContext()).getZeroAttr(element));
  return foldConstantSizes(*this, [](ArrayRef<int64_t>) { return true; });
}
