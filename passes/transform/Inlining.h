//===- Inlining.h - copies of functions without calls -----------*- C++ -*-===//

#ifndef ESHKOL_PASSES_TRANSFORM_INLINING_H
#define ESHKOL_PASSES_TRANSFORM_INLINING_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::eshkol {

/// A private copy of a function, in which the bodies of functions stand for their calls.
/// Functions for which `isKept` holds stay called.
FailureOr<func::FuncOp> copyWithoutCalls(func::FuncOp function, StringRef suffix, SymbolTable &symbols,
                                         function_ref<bool(func::FuncOp)> isKept);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_TRANSFORM_INLINING_H
