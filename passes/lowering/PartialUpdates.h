//===- PartialUpdates.h - tensors changed in a part -------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_PARTIALUPDATES_H
#define ESHKOL_PASSES_LOWERING_PARTIALUPDATES_H

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

/// The operand that an operation changes a part of, if it is one that does.
OpOperand *getUpdated(Operation *op);

/// Where a round of a loop gets a value from, given the loop's operand for it; null if it is no loop.
BlockArgument getArgument(OpOperand &init);

/// Whether only one of two operations runs.
bool areExclusive(Operation *a, Operation *b);

/// A constant that IREE does not know.
Value buildUnknown(OpBuilder &builder, Location loc, TypedAttr value);

/// A copy, which depends on what IREE does not know, so that it stays one.
Value buildOpaqueCopy(OpBuilder &builder, Value tensor);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_PARTIALUPDATES_H
