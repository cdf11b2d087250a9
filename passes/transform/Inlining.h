//===- Inlining.h - functions without calls ---------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_TRANSFORM_INLINING_H
#define ESHKOL_PASSES_TRANSFORM_INLINING_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::eshkol {

/// Attributes of a function that name functions which are its derivative, see `rules/Calls.cpp`.
inline constexpr StringLiteral reverseRule("eshkol.vjp"), forwardRule("eshkol.jvp");

/// Whether calls of a function stay, because it has derivative rules of its own.
bool hasCustomRule(func::FuncOp function);
/// Whether no call stays.
inline bool isNeverKept(func::FuncOp) { return false; }

using IsKept = function_ref<bool(func::FuncOp)>;

/// A copy of a function, outside of the module, with the bodies of other functions instead of calls.  A
/// function that calls itself, has no body or has control flow between blocks is an error.
FailureOr<OwningOpRef<func::FuncOp>> cloneWithoutCalls(func::FuncOp function, const SymbolTable &symbols,
                                                       IsKept isKept = isNeverKept);

/// What a function returns for the arguments, by its body and those of the functions that it calls.
FailureOr<SmallVector<Value>> buildBody(OpBuilder &builder, func::FuncOp function, ValueRange arguments,
                                        const SymbolTable &symbols, IsKept isKept = isNeverKept);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_TRANSFORM_INLINING_H
