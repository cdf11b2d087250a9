//===- LinalgExt.cpp - the operations of IREE that ours lower to ----------===//

#include "passes/lowering/LinalgExt.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace mlir::eshkol::linalg_ext;

#include "passes/lowering/LinalgExtDialect.cpp.inc"
#define GET_OP_CLASSES
#include "passes/lowering/LinalgExtOps.cpp.inc"

void LinalgExtDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "passes/lowering/LinalgExtOps.cpp.inc"
      >();
}
