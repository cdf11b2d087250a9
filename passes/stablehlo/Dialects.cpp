//===- Dialects.cpp - the names of StableHLO and CHLO ---------------------===//

#include "passes/stablehlo/Dialects.h"

#include "mlir/IR/BuiltinAttributes.h"

using namespace mlir;
using namespace mlir::eshkol::stablehlo;

StablehloDialect::StablehloDialect(MLIRContext *context)
    : Dialect(getDialectNamespace(), context, TypeID::get<StablehloDialect>()) {
  allowUnknownOperations();
}

Attribute StablehloDialect::parseAttribute(DialectAsmParser &parser, Type type) const {
  return OpaqueAttr::get(StringAttr::get(getContext(), getNamespace()), parser.getFullSymbolSpec(),
                         type ? type : NoneType::get(getContext()));
}

ChloDialect::ChloDialect(MLIRContext *context)
    : Dialect(getDialectNamespace(), context, TypeID::get<ChloDialect>()) {
  allowUnknownOperations();
}
