//===- Unboxed.cpp - numbers and booleans in registers --------------------===//

#include "dialects/Dialect.h"

using namespace mlir;
using namespace mlir::eshkol;

/// float64 (flonum x) ⇒ x; float64 (literal 2) ⇒ 2.0
OpFoldResult Float64Op::fold(FoldAdaptor) {
  if (auto flonum = getValue().getDefiningOp<FlonumOp>())
    return flonum.getNumber();
  auto literal = getValue().getDefiningOp<LiteralOp>();
  if (!literal)
    return {};
  if (auto number = dyn_cast<FloatAttr>(literal.getValue()))
    return number;
  if (auto number = dyn_cast<IntegerAttr>(literal.getValue()); number && number.getType().isInteger(64))
    return FloatAttr::get(getType(), static_cast<double>(number.getInt()));
  return {};
}
