//===- Indexing.cpp - reading and writing at computed positions -----------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Checks that the leading `count` dimensions of `type` can equal those of the operand.
static LogicalResult verifyBatch(std::optional<Location> loc, StringRef name, RankedTensorType operand,
                                 RankedTensorType type, int64_t count) {
  SmallVector<int64_t> joined;
  if (succeeded(joinShapes(operand.getShape().take_front(count), type.getShape().take_front(count), joined)))
    return success();
  return emitOptionalError(loc, "expected the first ", count, " dimensions of ", name,
                           " to be those of operand ", operand, " but got ", type);
}

LogicalResult GatherOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                         SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand()), indices = tensorType(operands.getIndices());
  int64_t dimension = operands.getDimension(), batches = operands.getBatchDims();
  if (failed(verifyDimension(loc, "dimension", dimension, type.getRank())))
    return failure();
  if (batches < 0 || batches > std::min(dimension, indices.getRank()))
    return emitOptionalError(loc, "expected batch_dims to be in [0, ", std::min(dimension, indices.getRank()),
                             "], at most dimension and the rank of indices ", indices, ", but got ", batches);
  if (failed(verifyBatch(loc, "indices", type, indices, batches)))
    return failure();
  SmallVector<int64_t> shape(type.getShape().take_front(dimension));
  for (int64_t batch = 0; batch < batches; ++batch)
    shape[batch] = joinDimensions(shape[batch], indices.getDimSize(batch));
  llvm::append_range(shape, indices.getShape().drop_front(batches));
  llvm::append_range(shape, type.getShape().drop_front(dimension + 1));
  if (type.getDimSize(dimension) == 0 && !llvm::is_contained(shape, 0))
    return emitOptionalError(loc, "cannot read from dimension ", dimension, " of ", type, ", which is empty");
  results.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

/// gather of a splat ⇒ a splat
OpFoldResult GatherOp::fold(FoldAdaptor operands) {
  auto splat = dyn_cast_or_null<SplatElementsAttr>(operands.getOperand());
  if (!splat || !getType().hasStaticShape())
    return {};
  return splat.resizeSplat(getType());
}

LogicalResult ScatterOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                          SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand()), indices = tensorType(operands.getIndices()),
                   updates = tensorType(operands.getUpdates());
  int64_t batches = operands.getBatchDims();
  ScatterMode mode = operands.getMode();
  if (isa<ComplexType>(type.getElementType()) && (mode == ScatterMode::Min || mode == ScatterMode::Max))
    return emitOptionalError(loc, "cannot order the elements of ", type, " for ", stringifyScatterMode(mode));
  if (batches < 0 || batches >= type.getRank() || batches > indices.getRank())
    return emitOptionalError(loc, "expected batch_dims to be less than the rank of operand ", type,
                             " and at most that of indices ", indices, " but got ", batches);
  if (failed(verifyBatch(loc, "indices", type, indices, batches)))
    return failure();
  SmallVector<int64_t> shape(type.getShape().take_front(batches)), joined;
  llvm::append_range(shape, indices.getShape().drop_front(batches));
  llvm::append_range(shape, type.getShape().drop_front(batches + 1));
  auto expected = RankedTensorType::get(shape, type.getElementType());
  if (updates.getElementType() != type.getElementType() ||
      failed(joinShapes(shape, updates.getShape(), joined)))
    return emitOptionalError(loc, "expected ", expected, " for updates but got ", updates);
  results.push_back(type);
  return success();
}

/// scatter of no updates, or to no elements ⇒ the operand
OpFoldResult ScatterOp::fold(FoldAdaptor) {
  bool isEmpty = llvm::is_contained(getUpdates().getType().getShape(), 0) ||
                 llvm::is_contained(getOperand().getType().getShape(), 0);
  return isEmpty && getOperand().getType() == getType() ? getOperand() : Value();
}
