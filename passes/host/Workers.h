//===- Workers.h - procedures without the checks at their start -*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_WORKERS_H
#define ESHKOL_PASSES_HOST_WORKERS_H

#include "passes/host/Kinds.h"

namespace mlir::eshkol::host {

/// Functions that check their arguments and go on to another one, the worker, with what is let through.
class Workers {
public:
  /// Makes workers of the functions that begin with checks of declared floats or booleans, or of small
  /// tensors if `withTensors` says so, and are called directly.
  Workers(ModuleOp module, bool withTensors);

  /// Lets calls whose arguments are known to pass the checks go to the workers.
  void redirectCalls(Kinds &kinds);

private:
  struct Worker {
    func::FuncOp function;
    /// What each argument must be; `Any` where nothing is checked.
    SmallVector<Kind> kinds;
  };

  void split(func::FuncOp function, ArrayRef<PrimitiveOp> checks, SymbolTable &symbols);

  llvm::MapVector<Operation *, Worker> workers;
};

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_WORKERS_H
