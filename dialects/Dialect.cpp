//===- Dialect.cpp - registration of the eshkol dialect -------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::eshkol;

#include "dialects/Dialect.cpp.inc"
#include "dialects/Enums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/Attributes.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/Ops.cpp.inc"

void EshkolDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/Attributes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/Ops.cpp.inc"
      >();
}

/// The constant that a folder found.  Scalars of complex type stay unfolded.
Operation *EshkolDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type, Location loc) {
  return arith::ConstantOp::materialize(builder, value, type, loc);
}
