//===- Boxes.h - a box of a tensor for each element of a batch --*- C++ -*-===//

#ifndef ESHKOL_PASSES_VECTORIZE_RULES_BOXES_H
#define ESHKOL_PASSES_VECTORIZE_RULES_BOXES_H

#include "passes/vectorize/BatchContext.h"

namespace mlir::eshkol {

/// Where a box is: values of the function being batched, or numbers; and how large, in the batched function.
struct Box {
  SmallVector<OpFoldResult> starts;
  SmallVector<OpFoldResult> sizes;
  SmallVector<int64_t> strides;
};

/// The box of each element of the batch, from a batched tensor or one for all.  Starts are clamped to where
/// the box fits, as `eshkol.slice` does.
Value buildBoxes(BatchContext &context, Value original, const Box &box);

/// A batch of tensors with the box of each replaced by `update`, a batch.
Value buildBoxesReplaced(BatchContext &context, Value operand, Value update, ArrayRef<OpFoldResult> starts);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_VECTORIZE_RULES_BOXES_H
