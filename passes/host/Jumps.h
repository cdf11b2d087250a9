//===- Jumps.h - where tail calls lead to -----------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_JUMPS_H
#define ESHKOL_PASSES_HOST_JUMPS_H

#include "passes/host/Sources.h"

#include "llvm/ADT/SetVector.h"

namespace mlir::eshkol::host {

/// Whether the value of a call is returned next.
bool isTailCall(Operation *call);

/// The functions that each function jumps to by its tail calls.
class Jumps {
public:
  Jumps(ModuleOp module, Sources &sources);

  /// Whether unknown code may be reached by tail calls only.
  bool leadAnywhere(func::FuncOp function) const { return anywhere.contains(function); }

  /// Whether a call that is a tail call may be a plain one, as the frame of its caller is then on the stack
  /// only once more: what the callee jumps to is known, and never is the caller.
  bool mayKeepFrame(CallOp call) const;

private:
  void add(func::FuncOp function, Operation *call);

  Sources &sources;
  llvm::DenseMap<Operation *, llvm::SetVector<Operation *>> targets;
  llvm::DenseSet<Operation *> anywhere;
};

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_JUMPS_H
