//===- Activity.h - which values vary ---------------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_ACTIVITY_H
#define ESHKOL_PASSES_AUTODIFF_ACTIVITY_H

#include "mlir/IR/Block.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseSet.h"

namespace mlir::eshkol {

/// The values of a function that depend, as numbers with derivatives, on some of its arguments.
class Activity {
public:
  /// `value` varies by itself.
  void seed(Value value) { varied.insert(value); }
  /// Finds what varies in a block whose arguments are settled.
  void analyze(Block &block);

  bool isVaried(Value value) const { return varied.contains(value); }
  /// Whether an operation uses a value that varies, directly or in its regions.
  bool usesVaried(Operation *op) const;
  /// `current` has taken the place of `old`.
  void transfer(Value old, Value current);

private:
  bool mark(Value value, bool isVaried);
  bool markAll(ValueRange values, ValueRange sources);
  void analyze(Operation *op);

  DenseSet<Value> varied;
};

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_ACTIVITY_H
