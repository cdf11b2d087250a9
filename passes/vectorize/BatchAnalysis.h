//===- BatchAnalysis.h - which values depend on the batch -------*- C++ -*-===//

#ifndef ESHKOL_PASSES_VECTORIZE_BATCHANALYSIS_H
#define ESHKOL_PASSES_VECTORIZE_BATCHANALYSIS_H

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Block.h"
#include "llvm/ADT/DenseSet.h"

namespace mlir::eshkol {

/// Which values of a function can differ between the elements of a batch.  What loops carry depends on
/// itself, so this is found before anything is emitted: the least set that is closed under the flow of data.
class BatchAnalysis {
public:
  BatchAnalysis(Block &body, ArrayRef<Value> batchedArguments);

  bool isBatched(Value value) const { return batched.contains(value); }

  /// Whether any operand of an operation is batched, or any value that its regions use.
  bool dependsOnBatch(Operation *op) const;

private:
  void mark(Value value, bool isBatched);
  void visitOperations(Block &block);
  void visit(Operation *op);
  void visitIf(scf::IfOp op);
  void visitFor(scf::ForOp op);
  void visitWhile(scf::WhileOp op);

  llvm::DenseSet<Value> batched;
  bool hasChanged = false;
};

/// Whether a loop passes the value at `position` on unchanged.
bool isInvariant(scf::ForOp op, unsigned position);
bool isInvariant(scf::WhileOp op, unsigned position);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_VECTORIZE_BATCHANALYSIS_H
