//===- LinalgExt.h - the operations of IREE that ours lower to --*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_LINALGEXT_H
#define ESHKOL_PASSES_LOWERING_LINALGEXT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "passes/lowering/LinalgExtDialect.h.inc"
#define GET_OP_CLASSES
#include "passes/lowering/LinalgExtOps.h.inc"

#endif // ESHKOL_PASSES_LOWERING_LINALGEXT_H
