//===- Scan.cpp - running totals ------------------------------------------===//

#include "passes/lowering/Conversions.h"
#include "passes/stablehlo/Combining.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

/// The tensor moved by `distance` along the dimension, `fill` moving in.
static Value buildShifted(Translator &translator, Value tensor, Value fill, int64_t dimension,
                          int64_t distance, bool isReversed) {
  int64_t rank = cast<RankedTensorType>(tensor.getType()).getRank();
  SmallVector<int64_t> low(rank, 0), high(rank, 0), interior(rank, 0);
  low[dimension] = isReversed ? -distance : distance;
  high[dimension] = -low[dimension];
  return translator.build("pad", tensor.getType(), {tensor, fill},
                          {translator.attribute("edge_padding_low", low),
                           translator.attribute("edge_padding_high", high),
                           translator.attribute("interior_padding", interior)});
}

/// y ← y ∘ (y moved by 1, 2, 4, ...), until every element has met all before it
static LogicalResult translateCumulative(Translator &translator, CumulativeOp op) {
  RankedTensorType type = translateType(op.getType());
  int64_t dimension = op.getDimension(), size = op.getOperand().getType().getDimSize(dimension);
  if (ShapedType::isDynamic(size))
    return op.emitOpError("has no form in StableHLO along a dimension of dynamic size");
  Type element = getComputeType(type.getElementType());
  Value result = translator.buildConvert(translator.get(op.getOperand()), element);
  // Minus zero leaves the sign of zero as it is.
  bool isFloatSum = op.getKind() == ReductionKind::Sum && isa<FloatType>(element);
  Value identity = isFloatSum ? translator.buildNumber(element, -0.0)
                              : stablehlo::buildIdentity(translator, op.getKind(), element);
  for (int64_t distance = 1; distance < size; distance *= 2) {
    Value shifted = buildShifted(translator, result, identity, dimension, distance, op.getReverse());
    result = translator.buildBinary(combinerOf(op.getKind()), result, shifted);
  }
  result = translator.buildConvert(result, type.getElementType());
  translator.set(op, translator.buildCast(result, type));
  return success();
}

void stablehlo::addScanHandlers(Handlers &handlers) { handlers.add<CumulativeOp>(translateCumulative); }
