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
  Value repeated = buildRepeated(builder, loc, reduced, dimensions, getShape(builder, loc, like));
  auto type = cast<RankedTensorType>(like.getType());
  return buildCast(builder, loc, repeated, type.clone(getElementTypeOrSelf(reduced.getType())));
}

Value eshkol::buildPad(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> low,
                       ArrayRef<int64_t> high, ArrayRef<int64_t> interior) {
  Value zero = buildConstant(builder, loc, getElementTypeOrSelf(tensor.getType()), 0);
  return PadOp::create(builder, loc, tensor, zero, low, high, interior);
}

Value eshkol::buildFull(OpBuilder &builder, Location loc, Type element, double number,
                        ArrayRef<OpFoldResult> sizes) {
  Value scalar = buildConstant(builder, loc, element, number);
  Value single = tensor::FromElementsOp::create(builder, loc, RankedTensorType::get({}, element), scalar);
  return buildRepeated(builder, loc, single, {}, sizes);
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
