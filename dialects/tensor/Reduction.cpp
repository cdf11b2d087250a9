//===- Reduction.cpp - reductions and running totals ----------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

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

/// reduce over no dimensions ⇒ the operand
OpFoldResult ReduceOp::fold(FoldAdaptor) {
  if (getDimensions().empty() && getOperand().getType() == getType())
    return getOperand();
  return {};
}

void ReduceOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {}

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

OpFoldResult ArgmaxOp::fold(FoldAdaptor) { return {}; }
OpFoldResult ArgminOp::fold(FoldAdaptor) { return {}; }

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

/// cumulative over a dimension of one element, or none ⇒ the operand
OpFoldResult CumulativeOp::fold(FoldAdaptor) {
  int64_t size = getOperand().getType().getDimSize(getDimension());
  if ((size == 0 || size == 1) && getOperand().getType() == getType())
    return getOperand();
  return {};
}
