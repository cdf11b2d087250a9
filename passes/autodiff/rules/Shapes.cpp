//===- Shapes.cpp - tensors rearranged, for derivative rules --------------===//

#include "passes/autodiff/rules/Shapes.h"
#include "dialects/TypeInference.h"
#include "passes/autodiff/Algebra.h"
#include "passes/autodiff/Sizes.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

int64_t eshkol::getRank(Value tensor) { return cast<RankedTensorType>(tensor.getType()).getRank(); }

SmallVector<OpFoldResult> eshkol::getShape(OpBuilder &builder, Location loc, Value tensor) {
  // Anywhere, every size can be found: by `tensor.dim` at worst.
  return *SizeResolver(builder, loc).getSizes(tensor);
}

Value eshkol::buildTypeOf(OpBuilder &builder, Location loc, Value value, Value like) {
  return buildCast(builder, loc, value, like.getType());
}

namespace {

/// A list of sizes as operands and attribute.
struct MixedList {
  explicit MixedList(ArrayRef<OpFoldResult> list) { dispatchIndexOpFoldResults(list, dynamic, fixed); }

  RankedTensorType getType(Type element) const { return RankedTensorType::get(fixed, element); }

  SmallVector<Value> dynamic;
  SmallVector<int64_t> fixed;
};

} // namespace

Value eshkol::buildReshape(OpBuilder &builder, Location loc, Value tensor, ArrayRef<OpFoldResult> sizes) {
  MixedList list(sizes);
  RankedTensorType type = list.getType(getElementTypeOrSelf(tensor.getType()));
  return ReshapeOp::create(builder, loc, type, tensor, list.dynamic, list.fixed);
}

Value eshkol::buildBroadcast(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> dimensions,
                             ArrayRef<OpFoldResult> sizes) {
  MixedList list(sizes);
  RankedTensorType type = list.getType(getElementTypeOrSelf(tensor.getType()));
  return BroadcastOp::create(builder, loc, type, tensor, list.dynamic, dimensions, list.fixed);
}

Value eshkol::buildUnreduced(OpBuilder &builder, Location loc, Value reduced, ArrayRef<int64_t> dropped,
                             Value like) {
  int64_t rank = getRank(like);
  bool isKept = getRank(reduced) == rank;
  if (isKept) {
    // Only what is known to be of size one is repeated.
    auto type = cast<RankedTensorType>(reduced.getType());
    SmallVector<int64_t> shape(type.getShape());
    for (int64_t dimension : dropped)
      shape[dimension] = 1;
    reduced = buildCast(builder, loc, reduced, type.clone(shape));
  }
  SmallVector<int64_t> dimensions;
  for (int64_t dimension = 0; dimension < rank; ++dimension)
    if (isKept || !llvm::is_contained(dropped, dimension))
      dimensions.push_back(dimension);
  Value repeated = buildBroadcast(builder, loc, reduced, dimensions, getShape(builder, loc, like));
  auto type = cast<RankedTensorType>(like.getType());
  return buildCast(builder, loc, repeated, type.clone(getElementTypeOrSelf(reduced.getType())));
}

Value eshkol::buildTranspose(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> permutation) {
  return TransposeOp::create(builder, loc, tensor, permutation);
}

Value eshkol::buildSlice(OpBuilder &builder, Location loc, Value tensor, ArrayRef<OpFoldResult> starts,
                         ArrayRef<OpFoldResult> sizes, ArrayRef<int64_t> strides) {
  SmallVector<int64_t> ones(starts.size(), 1);
  MixedList from(starts), extent(sizes);
  RankedTensorType type = extent.getType(getElementTypeOrSelf(tensor.getType()));
  return SliceOp::create(builder, loc, type, tensor, from.dynamic, extent.dynamic, from.fixed, extent.fixed,
                         strides.empty() ? ArrayRef<int64_t>(ones) : strides);
}

Value eshkol::buildUpdate(OpBuilder &builder, Location loc, Value tensor, Value update,
                          ArrayRef<OpFoldResult> starts) {
  MixedList list(starts);
  return DynamicUpdateSliceOp::create(builder, loc, tensor.getType(), tensor, update, list.dynamic,
                                      list.fixed);
}

Value eshkol::buildPad(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> low,
                       ArrayRef<int64_t> high, ArrayRef<int64_t> interior) {
  Value zero = buildConstant(builder, loc, getElementTypeOrSelf(tensor.getType()), 0);
  return PadOp::create(builder, loc, tensor, zero, low, high, interior);
}

Value eshkol::buildIota(OpBuilder &builder, Location loc, int64_t dimension, ArrayRef<OpFoldResult> sizes) {
  MixedList list(sizes);
  return IotaOp::create(builder, loc, list.getType(builder.getI64Type()), dimension, list.dynamic,
                        list.fixed);
}

Value eshkol::buildFull(OpBuilder &builder, Location loc, Type element, double number,
                        ArrayRef<OpFoldResult> sizes) {
  Value scalar = buildConstant(builder, loc, element, number);
  Value single = tensor::FromElementsOp::create(builder, loc, RankedTensorType::get({}, element), scalar);
  return buildBroadcast(builder, loc, single, {}, sizes);
}

Value eshkol::buildMasked(OpBuilder &builder, Location loc, Value condition, Value tensor) {
  return SelectOp::create(builder, loc, condition, tensor, buildZeroLike(builder, loc, tensor));
}

SmallVector<int64_t> eshkol::invert(ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> inverse(permutation.size());
  for (auto [position, dimension] : llvm::enumerate(permutation))
    inverse[dimension] = position;
  return inverse;
}
