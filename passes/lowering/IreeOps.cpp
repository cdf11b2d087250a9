//===- IreeOps.cpp - the operations of IREE that ours lower to ------------===//

#include "passes/lowering/IreeOps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::eshkol::iree;

#include "passes/lowering/IreeFlowDialect.cpp.inc"
#include "passes/lowering/IreeHalDialect.cpp.inc"
#include "passes/lowering/IreeLinalgExtDialect.cpp.inc"
#include "passes/lowering/IreeTensorExtDialect.cpp.inc"
#include "passes/lowering/IreeUtilDialect.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "passes/lowering/IreeAttributes.cpp.inc"
#define GET_OP_CLASSES
#include "passes/lowering/IreeOps.cpp.inc"

void LinalgExtDialect::initialize() { addOperations<ScatterOp, YieldOp>(); }

void FlowDialect::initialize() { addOperations<AllocaOp, ReshapeOp, TieShapeOp, TransferOp>(); }

void HalDialect::initialize() { addAttributes<DeviceAffinityAttr>(); }

void TensorExtDialect::initialize() { addOperations<ComputeBarrierOp>(); }

void UtilDialect::initialize() { addOperations<OptimizationBarrierOp>(); }
