//===- Vectorize.h - rewriting one eshkol.vmap ------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_VECTORIZE_VECTORIZE_H
#define ESHKOL_PASSES_VECTORIZE_VECTORIZE_H

#include "dialects/Dialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/DialectRegistry.h"

namespace mlir::eshkol {

/// Rewrites applications of `eshkol.vmap` in one module.  Equal requests share one batched function, so the
/// functions must stay as they are while this lives.
class Vectorizer {
public:
  Vectorizer(SymbolTable &symbols) : symbols(symbols) {}

  /// Replaces `op` by a call of a batched function.  The callee, and what it calls, has no transformations
  /// left.
  LogicalResult rewrite(VmapOp op);

private:
  FailureOr<func::FuncOp> getBatched(VmapOp op, func::FuncOp callee);

  SymbolTable &symbols;
  llvm::DenseMap<Attribute, func::FuncOp> batched;
};

/// Makes every operation that can be batched known as such.
void registerBatchingRules(DialectRegistry &registry);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_VECTORIZE_VECTORIZE_H
