//===- LoopSlice.h - what some values of a loop depend on -------*- C++ -*-===//

#ifndef ESHKOL_PASSES_TRANSFORM_LOOPSLICE_H
#define ESHKOL_PASSES_TRANSFORM_LOOPSLICE_H

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/DenseSet.h"

namespace mlir::eshkol {

/// The operations of a loop, and the values that it carries, which some values depend on in any round.
class LoopSlice {
public:
  /// Begins with what the loop does besides computing: assertions, and where `scf.while` ends.
  explicit LoopSlice(scf::ForOp loop);
  explicit LoopSlice(scf::WhileOp loop);

  void add(Value value);
  bool contains(Operation *op) const { return operations.contains(op); }
  /// Whether a block argument is needed.
  bool contains(Value argument) const { return arguments.contains(argument); }

private:
  void add(Operation *op);
  void addEffects(Block &block);
  /// What an argument of the loop is made of, in the same round or the one before.
  Value getPrevious(BlockArgument argument) const;

  Operation *loop;
  llvm::SmallDenseSet<Operation *> operations;
  llvm::SmallDenseSet<Value> arguments;
};

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_TRANSFORM_LOOPSLICE_H
