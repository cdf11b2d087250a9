//===- WholeTensors.cpp - arithmetic on whole tensors ---------------------===//

#include "passes/lowering/WholeTensors.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;

bool eshkol::isNarrowFloat(Type element) {
  auto floatType = dyn_cast<FloatType>(element);
  return floatType && floatType.getWidth() < 32;
}

Value eshkol::buildWidened(OpBuilder &builder, Location loc, Value tensor) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (!isNarrowFloat(type.getElementType()))
    return tensor;
  return arith::ExtFOp::create(builder, loc, type.clone(builder.getF32Type()), tensor);
}

Value eshkol::buildNarrowed(OpBuilder &builder, Location loc, Value tensor, Type element) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (type.getElementType() == element)
    return tensor;
  return arith::TruncFOp::create(builder, loc, type.clone(element), tensor);
}

namespace {

/// A list as operations take it: dynamic entries as values, static ones as numbers.
struct MixedList {
  explicit MixedList(ArrayRef<OpFoldResult> entries) { dispatchIndexOpFoldResults(entries, dynamic, fixed); }

  SmallVector<Value> dynamic;
  SmallVector<int64_t> fixed;
};

} // namespace

Value eshkol::buildReshaped(OpBuilder &builder, Location loc, Value tensor, ArrayRef<OpFoldResult> sizes) {
  MixedList list(sizes);
  return ReshapeOp::create(builder, loc, tensor, list.dynamic, list.fixed);
}

Value eshkol::buildRepeated(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> dimensions,
                            ArrayRef<OpFoldResult> sizes) {
  MixedList list(sizes);
  return BroadcastOp::create(builder, loc, tensor, list.dynamic, dimensions, list.fixed);
}

Value eshkol::buildIota(OpBuilder &builder, Location loc, int64_t dimension, ArrayRef<OpFoldResult> sizes) {
  MixedList list(sizes);
  auto type = RankedTensorType::get(list.fixed, builder.getI64Type());
  return IotaOp::create(builder, loc, type, dimension, list.dynamic, list.fixed);
}

Value eshkol::buildSliced(OpBuilder &builder, Location loc, Value tensor, ArrayRef<OpFoldResult> starts,
                          ArrayRef<OpFoldResult> sizes, ArrayRef<int64_t> strides) {
  MixedList from(starts), counts(sizes);
  SmallVector<int64_t> steps(strides);
  steps.resize(starts.size(), 1);
  return SliceOp::create(builder, loc, tensor, from.dynamic, counts.dynamic, from.fixed, counts.fixed, steps);
}

Value eshkol::buildUpdated(OpBuilder &builder, Location loc, Value tensor, Value update,
                           ArrayRef<OpFoldResult> starts) {
  MixedList list(starts);
  return DynamicUpdateSliceOp::create(builder, loc, tensor.getType(), tensor, update, list.dynamic,
                                      list.fixed);
}

Value eshkol::buildRepeatedLike(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> dimensions,
                                Value like) {
  return buildRepeated(builder, loc, tensor, dimensions, getSizes(builder, loc, like));
}

Value eshkol::buildSplatLike(OpBuilder &builder, Location loc, Value scalar, Value like) {
  auto type = RankedTensorType::get({}, scalar.getType());
  Value tensor = tensor::FromElementsOp::create(builder, loc, type, scalar);
  return buildRepeatedLike(builder, loc, tensor, {}, like);
}

Value eshkol::buildSplatLike(OpBuilder &builder, Location loc, double number, Value like) {
  Type element = getElementTypeOrSelf(like.getType());
  return buildSplatLike(builder, loc, buildConstant(builder, loc, element, number), like);
}

Value eshkol::buildReducedLike(OpBuilder &builder, Location loc, ReductionKind kind, Value operand,
                               ArrayRef<int64_t> dimensions) {
  Value reduced = ReduceOp::create(builder, loc, kind, operand, dimensions, /*keepdims=*/true);
  int64_t rank = cast<RankedTensorType>(operand.getType()).getRank();
  return buildRepeatedLike(builder, loc, reduced, llvm::to_vector(llvm::seq<int64_t>(rank)), operand);
}

Value eshkol::buildIotaLike(OpBuilder &builder, Location loc, Value like, int64_t dimension) {
  Value init = buildEmpty(builder, loc, getSizes(builder, loc, like), builder.getI64Type());
  return buildParallelGeneric(builder, loc, {}, init, {}, [&](OpBuilder &nested, Location loc, ValueRange) {
    Value index = linalg::IndexOp::create(nested, loc, dimension);
    return arith::IndexCastOp::create(nested, loc, nested.getI64Type(), index).getResult();
  });
}

Value eshkol::buildMatrixTranspose(OpBuilder &builder, Location loc, Value tensor) {
  int64_t rank = cast<RankedTensorType>(tensor.getType()).getRank();
  SmallVector<int64_t> permutation = llvm::to_vector(llvm::seq<int64_t>(rank));
  std::swap(permutation[rank - 2], permutation[rank - 1]);
  return TransposeOp::create(builder, loc, tensor, permutation);
}
