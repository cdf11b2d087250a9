//===- ForwardMode.h - tangents beside values -------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_FORWARDMODE_H
#define ESHKOL_PASSES_AUTODIFF_FORWARDMODE_H

#include "passes/autodiff/Activity.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Builders.h"

namespace mlir::eshkol {
class MapOp;

/// Emits, beside each operation, the tangents of its results.
class ForwardMode {
public:
  explicit ForwardMode(Activity &activity) : activity(activity) {}

  void set(Value primal, Value tangent) { tangents[primal] = tangent; }
  /// The tangent of a value; null where it is zero.
  Value get(Value primal) const { return tangents.lookup(primal); }
  Value getOrZero(OpBuilder &builder, Location loc, Value primal) const;

  /// Differentiates the operations of a block; those with regions are replaced.
  LogicalResult run(Block &block);

private:
  LogicalResult run(Operation *op);
  LogicalResult runFor(scf::ForOp loop);
  LogicalResult runWhile(scf::WhileOp loop);
  LogicalResult runIf(scf::IfOp branch);
  LogicalResult runMap(MapOp map);

  /// The values that vary.
  SmallVector<Value> getVaried(ValueRange values) const;
  SmallVector<unsigned> getPositions(ValueRange values) const;
  SmallVector<Value> withTangents(OpBuilder &builder, Location loc, ValueRange values,
                                  ArrayRef<unsigned> positions) const;
  void appendTangents(Operation *terminator, ArrayRef<unsigned> positions, unsigned offset = 0) const;
  /// Gives each varied argument of a block a tangent, as further arguments.
  void addTangentArguments(Block &block, ValueRange primals);
  /// Uses the first results of `current` for those of `op`, the others as tangents.
  void replace(Operation *op, Operation *current);

  Activity &activity;
  DenseMap<Value, Value> tangents;
};

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_FORWARDMODE_H
