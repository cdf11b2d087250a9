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

LogicalResult ReduceOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                         SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  ArrayRef<int64_t> dimensions = operands.getDimensions();
  if (!isReducible(operands.getKind(), type.getElementType()))
    return emitOptionalError(loc, "cannot reduce ", type, " by ", stringifyReductionKind(operands.getKind()));
  if (failed(verifyDimensions(loc, "dimensions", dimensions, type.getRank())))
    return failure();
  SmallVector<int64_t> shape;
  for (auto [dimension, size] : llvm::enumerate(type.getShape())) {
    if (!llvm::is_contained(dimensions, static_cast<int64_t>(dimension)))
      shape.push_back(size);
    else if (operands.getKeepdims())
      shape.push_back(1);
  }
  results.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

/// reduce over no dimensions ⇒ the operand
OpFoldResult ReduceOp::fold(FoldAdaptor) {
  if (getDimensions().empty() && getOperand().getType() == getType())
    return getOperand();
  return {};
}
