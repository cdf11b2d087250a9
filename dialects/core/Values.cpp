//===- Values.cpp - dynamically typed values ------------------------------===//

#include "dialects/Dialect.h"

using namespace mlir;
using namespace mlir::eshkol;

LogicalResult LiteralOp::verify() {
  Attribute value = getValue();
  if (isa<StringAttr, UnitAttr>(value))
    return success();
  if (auto array = dyn_cast<ArrayAttr>(value); array && array.empty())
    return success();
  if (auto number = dyn_cast<FloatAttr>(value); number && number.getType().isF64())
    return success();
  if (auto number = dyn_cast<IntegerAttr>(value)) {
    Type type = number.getType();
    if (type.isSignlessInteger(64)) {
      if (number.getValue().isSignedIntN(62))
        return success();
      return emitOpError("expected a fixnum of at most 62 bits, but got ")
             << number.getInt() << "; larger integers are written as strings";
    }
    if (type.isSignlessInteger(1) || type.isSignlessInteger(32))
      return success();
  }
  return emitOpError("expected an i64, f64, i1 or i32, a string, [] or unit, but got ") << value;
}

/// is_true (literal x) ⇒ x is not #f
OpFoldResult IsTrueOp::fold(FoldAdaptor) {
  auto literal = getValue().getDefiningOp<LiteralOp>();
  if (!literal)
    return {};
  auto number = dyn_cast<IntegerAttr>(literal.getValue());
  bool isFalse = number && number.getType().isSignlessInteger(1) && number.getValue().isZero();
  return BoolAttr::get(getContext(), !isFalse);
}

//===----------------------------------------------------------------------===//
// Variables of the top level
//===----------------------------------------------------------------------===//

static LogicalResult verifyGlobal(Operation *op, FlatSymbolRefAttr symbol, SymbolTableCollection &symbols) {
  if (symbols.lookupNearestSymbolFrom<GlobalOp>(op, symbol))
    return success();
  return op->emitOpError("expected ") << symbol << " to be an eshkol.global";
}

LogicalResult GetGlobalOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return verifyGlobal(*this, getGlobalAttr(), symbols);
}

LogicalResult SetGlobalOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return verifyGlobal(*this, getGlobalAttr(), symbols);
}
