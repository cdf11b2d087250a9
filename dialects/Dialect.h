//===- Dialect.h - the eshkol dialect and its operations --------*- C++ -*-===//

#ifndef ESHKOL_DIALECTS_DIALECT_H
#define ESHKOL_DIALECTS_DIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

namespace mlir::eshkol {

/// Operations of the host tier, whose operands and results are dynamically typed values.
template <typename Op> class OverValues : public OpTrait::TraitBase<Op, OverValues> {};

} // namespace mlir::eshkol

#include "dialects/Dialect.h.inc"
#include "dialects/Enums.h.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/Attributes.h.inc"
#define GET_TYPEDEF_CLASSES
#include "dialects/Types.h.inc"
#define GET_OP_CLASSES
#include "dialects/Ops.h.inc"

#endif // ESHKOL_DIALECTS_DIALECT_H
