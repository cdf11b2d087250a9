//===- ComplexParts.cpp - complex tensors from their parts and back -------===//

#include "passes/lowering/ComplexParts.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::eshkol;

template <typename PartOp> static Value buildPart(OpBuilder &builder, Location loc, Value tensor) {
  auto type = cast<RankedTensorType>(tensor.getType());
  Type element = cast<ComplexType>(type.getElementType()).getElementType();
  Value init = buildEmpty(builder, loc, getSizes(builder, loc, tensor), element);
  return buildParallelGeneric(builder, loc, tensor, init, builder.getMultiDimIdentityMap(type.getRank()),
                              [](OpBuilder &nested, Location loc, ValueRange elements) {
                                return PartOp::create(nested, loc, elements[0]);
                              });
}

Value eshkol::buildRealPart(OpBuilder &builder, Location loc, Value tensor) {
  return buildPart<complex::ReOp>(builder, loc, tensor);
}

Value eshkol::buildImaginaryPart(OpBuilder &builder, Location loc, Value tensor) {
  return buildPart<complex::ImOp>(builder, loc, tensor);
}

Value eshkol::buildFromParts(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes, Value real,
                             Value imaginary) {
  auto element = ComplexType::get(getElementTypeOrSelf(real));
  SmallVector<Value> inputs;
  if (isa<RankedTensorType>(real.getType()))
    inputs = {real, imaginary};
  SmallVector<AffineMap> maps(inputs.size(), builder.getMultiDimIdentityMap(sizes.size()));
  Value init = buildEmpty(builder, loc, sizes, element);
  return buildParallelGeneric(builder, loc, inputs, init, maps,
                              [&](OpBuilder &nested, Location loc, ValueRange elements) {
                                Value first = inputs.empty() ? real : elements[0];
                                Value second = inputs.empty() ? imaginary : elements[1];
                                return complex::CreateOp::create(nested, loc, element, first, second);
                              });
}
