//===- Escapes.h - which objects outlive their procedure --------*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_ESCAPES_H
#define ESHKOL_PASSES_HOST_ESCAPES_H

#include "passes/host/Jumps.h"
#include "passes/host/Sources.h"

namespace mlir::eshkol::host {

/// Tells what may be referred to by something else than the procedures in progress that got it as an argument
/// or captured it.
///
/// One graph of all values of a module: a value escapes if one that it flows into does.
class Escapes {
public:
  Escapes(ModuleOp module, Sources &sources, const Jumps &jumps);

  /// Whether an object may be referred to when the procedure that got or made it has returned.
  bool escapes(Value value) const { return escaping.contains(value); }
  /// Whether an object may be an argument of a tail call, or be captured by one.
  bool leavesFrame(Value value) const { return leaving.contains(value); }

private:
  void visit(Operation *op);
  void visitCall(CallOp call);
  void visitApplication(ApplyOp apply);
  void visitClosure(ClosureOp closure);
  void visitBranch(Operation *branch);
  void pass(Value value, func::FuncOp callee, unsigned parameter);
  /// Within a function.
  void flow(Value from, Value to);
  /// Into another function.
  void enter(Value from, Value to) { remote[to].push_back(from); }
  void spread();

  Sources &sources;
  const Jumps &jumps;
  llvm::DenseMap<Value, SmallVector<Value>> local, remote;
  llvm::SetVector<Value> escaping, leaving;
};

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_ESCAPES_H
