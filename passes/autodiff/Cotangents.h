//===- Cotangents.h - cotangents gathered from the end ----------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_COTANGENTS_H
#define ESHKOL_PASSES_AUTODIFF_COTANGENTS_H

#include "passes/autodiff/Contexts.h"

namespace mlir::eshkol {

/// The cotangents of values while the operations of a block are reversed.
class Cotangents {
public:
  /// The cotangent so far; null where it is zero.
  Value get(Value primal) const { return values.lookup(primal); }
  void set(Value primal, Value cotangent) { values[primal] = cotangent; }
  /// The cotangent, which is complete.
  Value take(Value primal);
  void accumulate(OpBuilder &builder, Location loc, Value primal, Value cotangent);

private:
  DenseMap<Value, Value> values;
};

/// The adjoint of an operation, adding to cotangents that are gathered.
class GatheringAdjoint : public AdjointContext {
protected:
  GatheringAdjoint(OpBuilder &builder, Operation *op, Cotangents &gathered)
      : AdjointContext(builder, op), gathered(gathered) {
    for (auto [position, result] : llvm::enumerate(op->getResults()))
      cotangents[position] = gathered.take(result);
  }

  void accumulateTo(Value primal, Value cotangent) override {
    gathered.accumulate(builder, getLoc(), primal, cotangent);
  }
  Value soFar(Value primal) override { return gathered.get(primal); }
  void state(Value primal, Value cotangent) override { gathered.set(primal, cotangent); }

private:
  Cotangents &gathered;
};

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_COTANGENTS_H
