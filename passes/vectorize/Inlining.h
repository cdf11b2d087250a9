//===- Inlining.h - functions without calls ---------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_VECTORIZE_INLINING_H
#define ESHKOL_PASSES_VECTORIZE_INLINING_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::eshkol {

/// A copy of a function, outside of the module, with the bodies of other functions instead of calls.  A
/// function that calls itself, has no body or has control flow between blocks is an error.
FailureOr<OwningOpRef<func::FuncOp>> cloneWithoutCalls(func::FuncOp function, SymbolTable &symbols);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_VECTORIZE_INLINING_H
