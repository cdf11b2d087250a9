//===- Neural.cpp - normalization and attention ---------------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

using namespace mlir;
using namespace mlir::eshkol;

LogicalResult SoftmaxOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                          SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  if (failed(verifyDimension(loc, "dimension", operands.getDimension(), type.getRank())))
    return failure();
  results.push_back(type);
  return success();
}
