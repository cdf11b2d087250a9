//===- Representations.h - which values travel unboxed ----------*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_REPRESENTATIONS_H
#define ESHKOL_PASSES_HOST_REPRESENTATIONS_H

#include "passes/host/Kinds.h"
#include "passes/host/RegisterTensors.h"

#include "llvm/ADT/SetVector.h"

namespace mlir::eshkol::host {

/// What the operation of an unboxed value gets of its arguments: the kinds of all of them.
SmallVector<Kind> kindsOfArguments(PrimitiveOp op, const Kinds &kinds);
/// Whether it is `not` of what is known to be a boolean.
bool isNegationOfBoolean(PrimitiveOp op, const Kinds &kinds);

/// Chooses parameters, results and arguments of blocks that are an f64, an i1 or the elements of a tensor in
/// place of a word.
///
/// A value is unboxed if it is known to be such a one and something computes with it, and if a tensor may be
/// its elements.
/// Procedures that jump to each other by tail calls return their results in the same way, so that tail calls
/// stay jumps: one that returns a word may call one that returns an f64 last, whose result is then boxed, but
/// never the other way round, so that such a call keeps one frame and no more.
class Representations {
public:
  Representations(ModuleOp module, const Kinds &kinds, const RegisterTensors &tensors);

  /// The type of a parameter, an argument of a block or the result of a select.
  Type of(Value value) const { return typeOf(kinds.of(value), unboxed.contains(value)); }
  Type ofResult(func::FuncOp function) const {
    return typeOf(kinds.ofResult(function), unboxedResults.contains(function));
  }

private:
  void findCandidates(ModuleOp module);
  void findUses(ModuleOp module);
  void demand(Value value);
  void demandResult(func::FuncOp function);
  void spread();
  void spreadFrom(Value value);
  Type typeOf(Kind kind, bool isUnboxed) const;

  const Kinds &kinds;
  const RegisterTensors &tensors;
  MLIRContext *context;
  llvm::SetVector<Value> unboxed;
  /// Functions whose results may be unboxed, and those whose are.
  llvm::DenseSet<Operation *> candidates;
  llvm::SetVector<Operation *> unboxedResults;
  /// The functions that end with a call of a function.
  llvm::DenseMap<Operation *, SmallVector<func::FuncOp>> jumpsTo;
  llvm::DenseMap<Operation *, SmallVector<Value>> returned;
};

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_REPRESENTATIONS_H
