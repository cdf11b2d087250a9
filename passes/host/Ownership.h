//===- Ownership.h - which values are the only reference to a tensor -*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_OWNERSHIP_H
#define ESHKOL_PASSES_HOST_OWNERSHIP_H

#include "passes/host/Captures.h"
#include "passes/host/Escapes.h"

#include "mlir/Analysis/Liveness.h"

#include <memory>

namespace mlir::eshkol::host {

/// Finds the values that are the only reference to a tensor, if they are one, up to their last use.
///
/// What a primitive makes is owned by its result.  A branch, a direct call or a return that is the last use
/// of a value moves it: where all that a parameter may be is moved to it, it owns that.  Anything else that
/// may keep a value has to be the last use, so that nobody relies on it afterwards.
///
/// No continuation may be captured while a value is alive: one that is entered twice would use it twice.
///
/// Errors are raised by primitives that have not used up an argument yet, and may hold it.  The runtime marks
/// such tensors (runtime/host/tensors/Tensor.h).
class Ownership {
public:
  Ownership(ModuleOp module, Sources &sources, const Escapes &escapes, Captures &captures);

  /// Whether an operation is the last use of what only this value refers to.
  bool endsWith(Value value, Operation *op) const;
  /// The assignments of variables whose earlier value nothing else refers to.
  ArrayRef<Operation *> replacingStores() const { return replacing; }

private:
  /// A private variable of the top level, or one in a box that is in a frame.
  struct Variable {
    bool owns = true;
    /// The operations that read and set it; making the box counts as setting it.
    SmallVector<Operation *> reads, writes;
  };

  void collectFunctions(ModuleOp module);
  void examine(func::FuncOp function);
  void examine(Value value);
  bool canOwn(Value value) const;
  bool isKept(Value value, OpOperand &use);
  bool livesAcrossCapture(Value value);
  void addMoves(Operation *op);
  void addMovesToBlocks(Operation *branch);
  void addMovesToCallee(CallOp call);
  void move(Value from, Value to, bool isLastUse);
  void disown(Value value);
  void spread();

  void collectBoxes(ModuleOp module);
  void collectGlobals(ModuleOp module);
  void followBox(BoxOp box);
  void judge(const Variable &variable);
  bool isReadBriefly(Operation *read, const Variable &variable);
  bool isBorrowed(OpOperand &use) const;
  bool keepsArgument(CallOp call, unsigned index) const;
  bool maySet(Operation *op, const Variable &variable);
  bool addCallees(Operation *op, llvm::SetVector<Operation *> &callees);

  const Liveness &livenessOf(Operation *op) const;
  bool isDeadAfter(Value value, Operation *op) const;

  Sources &sources;
  const Escapes &escapes;
  Captures &captures;
  llvm::DenseMap<Operation *, std::unique_ptr<Liveness>> liveness;
  llvm::DenseSet<Operation *> onlyCalled;
  llvm::DenseMap<Operation *, SmallVector<CallOp>> calls;
  llvm::DenseMap<Operation *, SmallVector<Operation *>> capturing;
  llvm::DenseSet<Value> owned;
  llvm::DenseMap<Value, SmallVector<Value>> moves;
  SmallVector<Value> disowned;
  SmallVector<Operation *> replacing;
};

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_OWNERSHIP_H
