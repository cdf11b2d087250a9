//===- Contraction.cpp - sums of products ---------------------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

using namespace mlir;
using namespace mlir::eshkol;

LogicalResult MatmulOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                         SmallVectorImpl<Type> &results) {
  RankedTensorType lhs = tensorType(operands.getLhs()), rhs = tensorType(operands.getRhs());
  if (lhs.getElementType() != rhs.getElementType())
    return emitOptionalError(loc, "expected lhs and rhs to have one element type but got ", lhs, " and ",
                             rhs);
  int64_t rank = lhs.getRank();
  if (rank < 2 || rhs.getRank() != rank)
    return emitOptionalError(loc, "expected lhs and rhs to have the same rank, at least 2, but got ", lhs,
                             " and ", rhs);
  SmallVector<int64_t> shape;
  if (failed(joinShapes(lhs.getShape().drop_back(2), rhs.getShape().drop_back(2), shape)))
    return emitOptionalError(loc, "expected equal batch dimensions but got ", lhs, " and ", rhs);
  int64_t left = lhs.getDimSize(rank - 1), right = rhs.getDimSize(rank - 2);
  if (!canBeEqual(left, right))
    return emitOptionalError(loc, "cannot contract dimension ", left, " of lhs ", lhs, " with dimension ",
                             right, " of rhs ", rhs);
  shape.push_back(lhs.getDimSize(rank - 2));
  shape.push_back(rhs.getDimSize(rank - 1));
  results.push_back(RankedTensorType::get(shape, lhs.getElementType()));
  return success();
}
