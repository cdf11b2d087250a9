//===- Differentiator.h - functions into their derivatives ------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_DIFFERENTIATOR_H
#define ESHKOL_PASSES_AUTODIFF_DIFFERENTIATOR_H

#include "dialects/Dialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/BitVector.h"

namespace mlir::eshkol {

/// Makes the derivatives of the functions of a module, each once.
class Differentiator {
public:
  explicit Differentiator(SymbolTable &symbols) : symbols(symbols) {}

  /// Replaces a derivative by calls of functions and by simpler transformations.  The callee, and what
  /// it calls, has no transformations left.
  LogicalResult rewrite(Operation *op);

private:
  LogicalResult rewriteJvp(JvpOp op);
  LogicalResult rewriteVjp(VjpOp op);
  LogicalResult rewriteGradient(GradientOp op);
  LogicalResult rewriteJacobian(JacobianOp op);
  LogicalResult rewriteHessian(HessianOp op);

  /// f(x) ⇒ f(x), tangents of results, from arguments and tangents of those that `wrt` lists
  FailureOr<func::FuncOp> getJvp(func::FuncOp function, ArrayRef<int64_t> wrt);
  /// f(x) ⇒ f(x), cotangents of the arguments that `wrt` lists, from arguments and cotangents of `results`
  FailureOr<func::FuncOp> getVjp(func::FuncOp function, ArrayRef<int64_t> wrt, ArrayRef<int64_t> results,
                                 MemoryPolicy policy);
  /// A private copy with all calls inlined, named after the function.
  FailureOr<func::FuncOp> copy(func::FuncOp function, StringRef suffix);
  /// A new private function of the given arguments.
  func::FuncOp wrap(func::FuncOp function, StringRef suffix, TypeRange inputs,
                    function_ref<SmallVector<Value>(OpBuilder &, ValueRange)> body);
  SmallVector<Value> pushBasis(JacobianOp op, func::FuncOp function, int64_t position);
  SmallVector<Value> pullBasis(JacobianOp op, func::FuncOp function, int64_t position, Value result);
  SmallVector<Value> applyToBasis(OpBuilder &builder, Location loc, func::FuncOp wrapper, Value like,
                                  ValueRange inputs, bool isForward);

  SymbolTable &symbols;
  /// By what was asked for, as text.
  llvm::StringMap<func::FuncOp> made;
};

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_DIFFERENTIATOR_H
