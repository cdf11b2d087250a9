//===- Batches.cpp - building batches of values ---------------------------===//

#include "passes/vectorize/Batches.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

//===----------------------------------------------------------------------===//
// Dimensions
//===----------------------------------------------------------------------===//

SmallVector<int64_t> eshkol::shifted(ArrayRef<int64_t> dimensions) {
  return llvm::map_to_vector(dimensions, [](int64_t dimension) { return dimension + 1; });
}

SmallVector<int64_t> eshkol::prepend(int64_t first, ArrayRef<int64_t> rest) {
  SmallVector<int64_t> all{first};
  llvm::append_range(all, rest);
  return all;
}

SmallVector<OpFoldResult> eshkol::prepend(OpFoldResult first, ArrayRef<OpFoldResult> rest) {
  SmallVector<OpFoldResult> all{first};
  llvm::append_range(all, rest);
  return all;
}

SmallVector<int64_t> eshkol::range(int64_t begin, int64_t end) {
  return llvm::to_vector(llvm::seq<int64_t>(begin, end));
}

Value eshkol::buildIndexValue(OpBuilder &builder, Location loc, OpFoldResult entry) {
  return getValueOrCreateConstantIndexOp(builder, loc, entry);
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

Value eshkol::buildMoved(OpBuilder &builder, Location loc, Value tensor, int64_t from, int64_t to) {
  if (from == to)
    return tensor;
  SmallVector<int64_t> permutation = range(0, cast<RankedTensorType>(tensor.getType()).getRank());
  permutation.erase(permutation.begin() + from);
  permutation.insert(permutation.begin() + to, from);
  return TransposeOp::create(builder, loc, tensor, permutation);
}

Value eshkol::buildMerged(OpBuilder &builder, Location loc, Value tensor, int64_t first, int64_t count) {
  SmallVector<OpFoldResult> sizes = getSizes(builder, loc, tensor);
  OpFoldResult product = buildProductOf(builder, loc, ArrayRef(sizes).slice(first, count));
  sizes.erase(sizes.begin() + first, sizes.begin() + first + count);
  sizes.insert(sizes.begin() + first, product);
  return buildReshaped(builder, loc, tensor, sizes);
}

Value eshkol::buildSplit(OpBuilder &builder, Location loc, Value tensor, int64_t dimension,
                         ArrayRef<OpFoldResult> sizes) {
  SmallVector<OpFoldResult> all = getSizes(builder, loc, tensor);
  all.erase(all.begin() + dimension);
  all.insert(all.begin() + dimension, sizes.begin(), sizes.end());
  return buildReshaped(builder, loc, tensor, all);
}

//===----------------------------------------------------------------------===//
// Batches
//===----------------------------------------------------------------------===//

Value eshkol::buildWithElement(OpBuilder &builder, Location loc, Value tensor, Type element) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (type.getElementType() == element)
    return tensor;
  return arith::IndexCastOp::create(builder, loc, type.clone(element), tensor);
}

Value eshkol::buildWithoutIndex(OpBuilder &builder, Location loc, Value tensor) {
  if (!getElementTypeOrSelf(tensor).isIndex())
    return tensor;
  return buildWithElement(builder, loc, tensor, builder.getI64Type());
}

/// A number as a tensor of rank 0.
static Value buildTensorOf(OpBuilder &builder, Location loc, Value number) {
  if (number.getType().isIndex())
    number = arith::IndexCastOp::create(builder, loc, builder.getI64Type(), number);
  auto type = RankedTensorType::get({}, number.getType());
  return tensor::FromElementsOp::create(builder, loc, type, number);
}

Value eshkol::buildBatch(OpBuilder &builder, Location loc, Value value, OpFoldResult size) {
  bool isTensor = isa<RankedTensorType>(value.getType());
  Value tensor = isTensor ? buildWithoutIndex(builder, loc, value) : buildTensorOf(builder, loc, value);
  int64_t rank = cast<RankedTensorType>(tensor.getType()).getRank();
  return buildRepeated(builder, loc, tensor, range(1, rank + 1),
                       prepend(size, getSizes(builder, loc, tensor)));
}

Value eshkol::buildAny(OpBuilder &builder, Location loc, Value truths) {
  Value any = ReduceOp::create(builder, loc, ReductionKind::Any, truths, ArrayRef<int64_t>{0},
                               /*keepdims=*/false);
  return tensor::ExtractOp::create(builder, loc, any, ValueRange());
}

Value eshkol::buildAllOfEach(OpBuilder &builder, Location loc, Value truths) {
  int64_t rank = cast<RankedTensorType>(truths.getType()).getRank();
  if (rank == 1)
    return truths;
  return ReduceOp::create(builder, loc, ReductionKind::All, truths, range(1, rank), /*keepdims=*/false);
}

Value eshkol::buildNot(OpBuilder &builder, Location loc, Value truths) {
  Type type = truths.getType();
  TypedAttr truth = builder.getBoolAttr(true);
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || tensor.hasStaticShape()) {
    if (tensor)
      truth = SplatElementsAttr::get(tensor, ArrayRef<bool>(true));
    return arith::XOrIOp::create(builder, loc, truths, arith::ConstantOp::create(builder, loc, truth));
  }
  Value one = buildTensorOf(builder, loc, arith::ConstantOp::create(builder, loc, truth));
  Value ones = buildRepeated(builder, loc, one, {}, getSizes(builder, loc, truths));
  return arith::XOrIOp::create(builder, loc, truths, ones);
}

/// Asserts that the dynamic sizes of two tensors of one type are equal.
static void buildSameSizes(OpBuilder &builder, Location loc, Value first, Value second) {
  auto type = cast<RankedTensorType>(first.getType());
  for (int64_t dimension = 1; dimension < type.getRank(); ++dimension) {
    if (!type.isDynamicDim(dimension))
      continue;
    Value left = tensor::DimOp::create(builder, loc, first, dimension);
    Value right = tensor::DimOp::create(builder, loc, second, dimension);
    Value isEqual = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, left, right);
    AssertOp::create(builder, loc, isEqual,
                     "vmap: the elements of the batch have tensors of different sizes here");
  }
}

Value eshkol::buildMasked(OpBuilder &builder, Location loc, Value mask, Value onTrue, Value onFalse) {
  if (onTrue == onFalse)
    return onTrue;
  buildSameSizes(builder, loc, onTrue, onFalse);
  if (cast<RankedTensorType>(onTrue.getType()).getRank() > 1)
    mask = buildRepeated(builder, loc, mask, {0}, getSizes(builder, loc, onTrue));
  return SelectOp::create(builder, loc, onTrue.getType(), mask, onTrue, onFalse);
}
