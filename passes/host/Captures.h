//===- Captures.h - which calls may capture a continuation ------*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_CAPTURES_H
#define ESHKOL_PASSES_HOST_CAPTURES_H

#include "passes/host/Sources.h"

#include "llvm/ADT/SetVector.h"

namespace mlir::eshkol::host {

/// Whether what runs may capture a continuation that comes back to the frames around it.
struct CaptureEffect {
  bool captures = false;
  /// The parameters that are called, the captured ones of procedures around included.
  llvm::SmallSetVector<BlockArgument, 4> called;

  bool isNone() const { return !captures && called.empty(); }
};

/// Finds that effect of each function: what it calls, to a fixed point.
///
/// An error that is raised may have a handler that captures its continuation.  But a continuation of `raise`
/// never comes back to what raised, so that this counts for nothing.  A handler that escapes does come back,
/// to the call that it escapes from.
class Captures {
public:
  Captures(ModuleOp module, Sources &sources);

  const CaptureEffect &of(func::FuncOp function) const { return effects.find(function)->second; }
  /// The effect of one operation.
  CaptureEffect of(Operation *op);

private:
  void addFunction(CaptureEffect &effect, func::FuncOp function, std::optional<ValueRange> arguments);
  void addApplication(CaptureEffect &effect, ApplyOp apply);
  void addUnknownCall(CaptureEffect &effect, Value procedure);

  Sources &sources;
  llvm::DenseMap<Operation *, CaptureEffect> effects;
};

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_CAPTURES_H
