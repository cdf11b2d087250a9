//===- Unboxed.cpp - what values are in registers -------------------------===//

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

static LogicalResult verifyCount(Operation *op, int64_t count, Type registers) {
  int64_t most = cast<VectorType>(registers).getNumElements();
  if (count < 1 || count > most)
    return op->emitOpError("expected from 1 to ")
           << most << " elements for " << registers << ", but got " << count;
  return success();
}

LogicalResult SmallTensorOp::verify() {
  if (getSizes().empty() || getSizes().size() > 2)
    return emitOpError("expected the sizes of a vector or matrix, but got ") << getSizes().size() << " sizes";
  return verifyCount(*this, llvm::product_of(getSizes()), getElements().getType());
}

LogicalResult ElementsOp::verify() { return verifyCount(*this, getCount(), getElements().getType()); }

LogicalResult MagnitudeOp::verify() { return verifyCount(*this, getCount(), getElements().getType()); }
