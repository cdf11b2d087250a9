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
