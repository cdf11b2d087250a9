//===- Dialect.cpp - registration of the eshkol dialect -------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Transforms/InliningUtils.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::eshkol;

#include "dialects/Dialect.cpp.inc"
#include "dialects/Enums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/Attributes.cpp.inc"
#define GET_TYPEDEF_CLASSES
#include "dialects/Types.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/Ops.cpp.inc"

namespace {

/// Every operation may move into the function that calls it.
struct EshkolInlinerInterface : DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;

  bool isLegalToInline(Operation *, Operation *, bool) const final { return true; }
  bool isLegalToInline(Region *, Region *, bool, IRMapping &) const final { return true; }
  bool isLegalToInline(Operation *, Region *, bool, IRMapping &) const final { return true; }
};

} // namespace

void EshkolDialect::initialize() {
  addInterfaces<EshkolInlinerInterface>();
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/Attributes.cpp.inc"
      >();
  addTypes<
#define GET_TYPEDEF_LIST
#include "dialects/Types.cpp.inc"
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
