//===- Tensors.cpp - building tensors of dynamic shape --------------------===//

#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;

SmallVector<OpFoldResult> eshkol::getSizes(OpBuilder &builder, Location loc, Value tensor) {
  return tensor::getMixedSizes(builder, loc, tensor);
}

OpFoldResult eshkol::buildProductOf(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes) {
  int64_t known = 1;
  Value product;
  for (OpFoldResult size : sizes) {
    if (std::optional<int64_t> constant = getConstantIntValue(size))
      known *= *constant;
    else if (product)
      product = arith::MulIOp::create(builder, loc, product, cast<Value>(size));
    else
      product = cast<Value>(size);
  }
  if (!product || known == 0)
    return builder.getIndexAttr(known);
  if (known == 1)
    return product;
  Value factor = arith::ConstantIndexOp::create(builder, loc, known);
  return arith::MulIOp::create(builder, loc, product, factor).getResult();
}

Value eshkol::buildEmpty(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes, Type element) {
  return tensor::EmptyOp::create(builder, loc, sizes, element);
}

Value eshkol::buildFilled(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes, Value value) {
  Value empty = buildEmpty(builder, loc, sizes, value.getType());
  return linalg::FillOp::create(builder, loc, value, empty).getResult(0);
}

Value eshkol::buildCast(OpBuilder &builder, Location loc, Value value, Type type) {
  if (value.getType() == type)
    return value;
  return tensor::CastOp::create(builder, loc, type, value);
}

Value eshkol::buildParallelGeneric(OpBuilder &builder, Location loc, ValueRange inputs, Value init,
                                   ArrayRef<AffineMap> maps,
                                   function_ref<Value(OpBuilder &, Location, ValueRange)> body) {
  int64_t rank = cast<RankedTensorType>(init.getType()).getRank();
  SmallVector<AffineMap> allMaps(maps);
  allMaps.push_back(builder.getMultiDimIdentityMap(rank));
  SmallVector<utils::IteratorType> iterators(rank, utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      builder, loc, init.getType(), inputs, init, allMaps, iterators,
      [&](OpBuilder &nested, Location nestedLoc, ValueRange elements) {
        linalg::YieldOp::create(nested, nestedLoc, body(nested, nestedLoc, elements.drop_back()));
      });
  return generic.getResult(0);
}
