//===- Reduction.cpp - reductions and running totals ----------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"
#include "dialects/tensor/ConstantFolding.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Whether elements of type `element` can be combined by `kind`.
static bool isReducible(ReductionKind kind, Type element) {
  bool isBool = element.isInteger(1), isComplex = isa<ComplexType>(element);
  switch (kind) {
  case ReductionKind::Sum:
  case ReductionKind::Prod:
    return !isBool;
  case ReductionKind::Max:
  case ReductionKind::Min:
    return !isComplex && !isBool;
  case ReductionKind::Mean:
    return isComplex || isa<FloatType>(element);
  case ReductionKind::Any:
  case ReductionKind::All:
    return isBool;
  }
  return false;
}

/// `shape` without the dimensions reduced, or with size one there.
static SmallVector<int64_t> reducedShape(ArrayRef<int64_t> shape, ArrayRef<int64_t> dimensions,
                                         bool keepdims) {
  SmallVector<int64_t> reduced;
  for (auto [dimension, size] : llvm::enumerate(shape)) {
    if (!llvm::is_contained(dimensions, static_cast<int64_t>(dimension)))
      reduced.push_back(size);
    else if (keepdims)
      reduced.push_back(1);
  }
  return reduced;
}

LogicalResult ReduceOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                         SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  ArrayRef<int64_t> dimensions = operands.getDimensions();
  if (!isReducible(operands.getKind(), type.getElementType()))
    return emitOptionalError(loc, "cannot reduce ", type, " by ", stringifyReductionKind(operands.getKind()));
  if (failed(verifyDimensions(loc, "dimensions", dimensions, type.getRank())))
    return failure();
  SmallVector<int64_t> shape = reducedShape(type.getShape(), dimensions, operands.getKeepdims());
  results.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

/// Whether every one of the dimensions has size one.
static bool areUnit(RankedTensorType type, ArrayRef<int64_t> dimensions) {
  return llvm::all_of(dimensions, [&](int64_t dimension) { return type.getDimSize(dimension) == 1; });
}

/// reduce over no dimensions, or keeping some of size one ⇒ the operand; constants are combined
OpFoldResult ReduceOp::fold(FoldAdaptor operands) {
  if (areUnit(getOperand().getType(), getDimensions()) && getOperand().getType() == getType())
    return getOperand();
  return reduceConstant(operands.getOperand(), getKind(), getDimensions(), getType());
}

/// The dimensions of the operand of `inner` that `outer`, its user, reduces.
static SmallVector<int64_t> outerDimensions(ReduceOp outer, ReduceOp inner) {
  if (inner.getKeepdims())
    return llvm::to_vector(outer.getDimensions());
  SmallVector<int64_t> remaining;
  for (int64_t dimension = 0; dimension < inner.getOperand().getType().getRank(); ++dimension)
    if (!llvm::is_contained(inner.getDimensions(), dimension))
      remaining.push_back(dimension);
  return llvm::map_to_vector(outer.getDimensions(), [&](int64_t dimension) { return remaining[dimension]; });
}

/// reduce k (reduce k x [a]) [b] ⇒ reduce k x [a, b]
static LogicalResult mergeReductions(ReduceOp op, PatternRewriter &rewriter) {
  auto inner = op.getOperand().getDefiningOp<ReduceOp>();
  if (!inner || inner.getKind() != op.getKind())
    return rewriter.notifyMatchFailure(op, "does not reduce a reduction of its kind");
  if (inner.getKeepdims() != op.getKeepdims())
    return rewriter.notifyMatchFailure(op, "one of the reductions keeps dimensions and the other does not");
  SmallVector<int64_t> dimensions(inner.getDimensions());
  for (int64_t dimension : outerDimensions(op, inner))
    if (!llvm::is_contained(dimensions, dimension))
      dimensions.push_back(dimension);
  llvm::sort(dimensions);
  rewriter.replaceOpWithNewOp<ReduceOp>(op, op.getType(), op.getKind(), inner.getOperand(), dimensions,
                                        op.getKeepdims());
  return success();
}

void ReduceOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(mergeReductions);
}

/// The rule of argmax and argmin.
static LogicalResult inferArgument(std::optional<Location> loc, RankedTensorType type, int64_t dimension,
                                   bool keepdims, SmallVectorImpl<Type> &results) {
  if (failed(verifyDimension(loc, "dimension", dimension, type.getRank())))
    return failure();
  if (type.getDimSize(dimension) == 0)
    return emitOptionalError(loc, "expected dimension ", dimension, " of ", type, " not to be empty");
  SmallVector<int64_t> shape = reducedShape(type.getShape(), dimension, keepdims);
  results.push_back(RankedTensorType::get(shape, IntegerType::get(type.getContext(), 64)));
  return success();
}

LogicalResult ArgmaxOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                         SmallVectorImpl<Type> &results) {
  return inferArgument(loc, tensorType(operands.getOperand()), operands.getDimension(),
                       operands.getKeepdims(), results);
}

LogicalResult ArgminOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                         SmallVectorImpl<Type> &results) {
  return inferArgument(loc, tensorType(operands.getOperand()), operands.getDimension(),
                       operands.getKeepdims(), results);
}

/// The extreme of equal elements is the first one, and so is that of a single one.
static OpFoldResult foldArgument(RankedTensorType operand, int64_t dimension, Attribute constant,
                                 RankedTensorType result) {
  bool isFirst = operand.getDimSize(dimension) == 1 || isa_and_nonnull<SplatElementsAttr>(constant);
  if (!isFirst || !result.hasStaticShape())
    return {};
  return DenseElementsAttr::get(result, APInt(64, 0));
}

OpFoldResult ArgmaxOp::fold(FoldAdaptor operands) {
  return foldArgument(getOperand().getType(), getDimension(), operands.getOperand(), getType());
}

OpFoldResult ArgminOp::fold(FoldAdaptor operands) {
  return foldArgument(getOperand().getType(), getDimension(), operands.getOperand(), getType());
}

LogicalResult CumulativeOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                             SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  ReductionKind kind = operands.getKind();
  bool isRunning = llvm::is_contained(
      {ReductionKind::Sum, ReductionKind::Prod, ReductionKind::Max, ReductionKind::Min}, kind);
  if (!isRunning)
    return emitOptionalError(loc, "expected kind to be sum, prod, max or min but got ",
                             stringifyReductionKind(kind));
  if (!isReducible(kind, type.getElementType()))
    return emitOptionalError(loc, "cannot accumulate ", type, " by ", stringifyReductionKind(kind));
  if (failed(verifyDimension(loc, "dimension", operands.getDimension(), type.getRank())))
    return failure();
  results.push_back(type);
  return success();
}

/// cumulative over a dimension of one element, or none ⇒ the operand; cumulative max of a splat
/// or of a cumulative max in the same direction ⇒ the operand
OpFoldResult CumulativeOp::fold(FoldAdaptor operands) {
  if (getOperand().getType() != getType())
    return {};
  int64_t size = getOperand().getType().getDimSize(getDimension());
  if (size == 0 || size == 1)
    return getOperand();
  if (getKind() != ReductionKind::Max && getKind() != ReductionKind::Min)
    return {};
  auto inner = getOperand().getDefiningOp<CumulativeOp>();
  bool isRepeated = inner && inner.getKind() == getKind() && inner.getDimension() == getDimension() &&
                    inner.getReverse() == getReverse();
  if (isRepeated || isa_and_nonnull<SplatElementsAttr>(operands.getOperand()))
    return getOperand();
  return {};
}
