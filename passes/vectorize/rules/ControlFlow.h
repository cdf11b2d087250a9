//===- ControlFlow.h - what branches and loops have in common ---*- C++ -*-===//

#ifndef ESHKOL_PASSES_VECTORIZE_RULES_CONTROLFLOW_H
#define ESHKOL_PASSES_VECTORIZE_RULES_CONTROLFLOW_H

#include "passes/vectorize/rules/Rules.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::eshkol {

LogicalResult batchIf(scf::IfOp op, BatchContext &context);
LogicalResult batchFor(scf::ForOp op, BatchContext &context);
LogicalResult batchWhile(scf::WhileOp op, BatchContext &context);

/// Which of some values the analysis has found to be batched.
SmallVector<bool> areBatched(BatchContext &context, ValueRange originals);

SmallVector<Value> lookupAs(BatchContext &context, ValueRange originals, ArrayRef<bool> batched);

void bind(BatchContext &context, ValueRange originals, ValueRange values, ArrayRef<bool> batched);

/// The elements of the batch that are in `mask`, where it is not null, and in `condition`.
Value buildBoth(BatchContext &context, Value mask, Value condition);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_VECTORIZE_RULES_CONTROLFLOW_H
