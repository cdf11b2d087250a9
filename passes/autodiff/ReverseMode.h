//===- ReverseMode.h - cotangents from the end to the beginning -*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_REVERSEMODE_H
#define ESHKOL_PASSES_AUTODIFF_REVERSEMODE_H

#include "dialects/Dialect.h"
#include "passes/autodiff/Activity.h"
#include "passes/autodiff/Cotangents.h"
#include "passes/autodiff/RegionReversal.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::eshkol {

/// Emits the adjoints of the operations of a block, last first.
class ReverseMode {
public:
  ReverseMode(Activity &activity, MemoryPolicy policy) : activity(activity), policy(policy) {}

  LogicalResult run(Block &block, ReverseScope &scope, Cotangents &cotangents, OpBuilder &builder);

private:
  LogicalResult run(Operation *op, ReverseScope &scope, Cotangents &cotangents, OpBuilder &builder);
  LogicalResult runFor(scf::ForOp loop, ReverseScope &scope, Cotangents &cotangents, OpBuilder &builder);
  LogicalResult runIf(scf::IfOp branch, ReverseScope &scope, Cotangents &cotangents, OpBuilder &builder);
  LogicalResult runMap(MapOp map, ReverseScope &scope, Cotangents &cotangents, OpBuilder &builder);

  /// The varied values, defined outside `block` or its arguments, that its values `from` depend on.
  llvm::SetVector<Value> getSources(Block &block, ValueRange from) const;
  /// Whether a loop's argument is needed for the cotangents of those results that have one.
  llvm::BitVector getUseful(scf::ForOp loop, const Cotangents &cotangents) const;
  void replace(Operation *op, Operation *current, ReverseScope &scope);

  Activity &activity;
  MemoryPolicy policy;
};

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_REVERSEMODE_H
