//===- IreeOps.h - the operations of IREE that ours lower to ----*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_IREEOPS_H
#define ESHKOL_PASSES_LOWERING_IREEOPS_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "passes/lowering/IreeLinalgExtDialect.h.inc"

#include "passes/lowering/IreeFlowDialect.h.inc"

#include "passes/lowering/IreeHalDialect.h.inc"

#include "passes/lowering/IreeTensorExtDialect.h.inc"

#include "passes/lowering/IreeUtilDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "passes/lowering/IreeAttributes.h.inc"

#define GET_OP_CLASSES
#include "passes/lowering/IreeOps.h.inc"

#endif // ESHKOL_PASSES_LOWERING_IREEOPS_H
