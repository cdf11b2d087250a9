//===- IreeOps.cpp - the operations of IREE that ours lower to ------------===//

#include "passes/lowering/IreeOps.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace mlir::eshkol::iree;

#include "passes/lowering/IreeFlowDialect.cpp.inc"
#include "passes/lowering/IreeLinalgExtDialect.cpp.inc"
#include "passes/lowering/IreeUtilDialect.cpp.inc"
#define GET_OP_CLASSES
#include "passes/lowering/IreeOps.cpp.inc"

void LinalgExtDialect::initialize() { addOperations<ScatterOp, YieldOp>(); }

void FlowDialect::initialize() { addOperations<TieShapeOp>(); }

void UtilDialect::initialize() { addOperations<OptimizationBarrierOp>(); }
