//===- RegisterTensors.h - tensors that may be in registers -----*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_REGISTERTENSORS_H
#define ESHKOL_PASSES_HOST_REGISTERTENSORS_H

#include "passes/host/Kinds.h"

#include "mlir/Analysis/Liveness.h"

#include <memory>

namespace mlir::eshkol::host {

/// Finds the values that may be the elements of a tensor in place of the tensor, which is an object that
/// programs may change and compare with others by `eq?`.
///
/// A value may not if something keeps it that can do either: it is stored, captured, returned to unknown
/// code or passed to it.  A value that flows into such a one is kept as well.  The rest is only looked at.
///
/// Nobody else refers to what an operation has made.  But an object may come in from elsewhere, as a checked
/// argument; then it is read early, where the value begins, so nothing may change a tensor while the value
/// lives.
class RegisterTensors {
public:
  RegisterTensors(ModuleOp module, const Kinds &kinds);

  /// Whether a value may be elements.  What an operation computes is an object from the start otherwise.
  bool contains(Value value) const { return isKnown(value) && !objects.contains(value.getAsOpaquePointer()); }
  bool containsResult(func::FuncOp function) const { return !objects.contains(function.getOperation()); }

private:
  /// A value, or a function for its result.
  using Node = const void *;

  void collect(func::FuncOp function);
  void collectParameters(func::FuncOp function);
  bool isProduced(Operation *op) const;
  bool isKnown(Value value) const { return known.contains(value); }
  bool hasResult(func::FuncOp function) const;
  void visit(Operation *op);
  void visitUses(Value value);
  bool isLookedAt(OpOperand &use) const;
  void flow(Value from, Node to, bool isKnownTarget);
  void spread();

  void collectChanges(ModuleOp module);
  bool mayChangeTensors(Operation *op) const;
  bool livesAcrossChange(Value value);

  const Kinds &kinds;
  llvm::SetVector<Value> known;
  llvm::DenseMap<Node, SmallVector<Node>> sources, targets;
  /// Those that are objects, and those that may be from elsewhere.
  llvm::SetVector<Node> objects, foreign;
  llvm::DenseSet<Operation *> changing;
  llvm::DenseMap<Operation *, SmallVector<Operation *>> changes;
  llvm::DenseMap<Operation *, std::unique_ptr<Liveness>> liveness;
};

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_REGISTERTENSORS_H
