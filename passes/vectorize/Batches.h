//===- Batches.h - building batches of values -------------------*- C++ -*-===//
//
// The vocabulary in which batching rules are written down.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_VECTORIZE_BATCHES_H
#define ESHKOL_PASSES_VECTORIZE_BATCHES_H

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

//===----------------------------------------------------------------------===//
// Dimensions
//===----------------------------------------------------------------------===//

/// Every dimension, or list of dimensions, after a leading one was added.
SmallVector<int64_t> shifted(ArrayRef<int64_t> dimensions);

/// first, then rest
SmallVector<int64_t> prepend(int64_t first, ArrayRef<int64_t> rest);
SmallVector<OpFoldResult> prepend(OpFoldResult first, ArrayRef<OpFoldResult> rest);

/// The numbers from `begin` up to `end`.
SmallVector<int64_t> range(int64_t begin, int64_t end);

/// A size, or another entry of a list, as a value.
Value buildIndexValue(OpBuilder &builder, Location loc, OpFoldResult entry);

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

/// Moves one dimension to another position; the others keep their order.
Value buildMoved(OpBuilder &builder, Location loc, Value tensor, int64_t from, int64_t to);

/// Makes one dimension of the `count` ones from `first` on.
Value buildMerged(OpBuilder &builder, Location loc, Value tensor, int64_t first, int64_t count);

/// Makes the dimensions of the given sizes of one.
Value buildSplit(OpBuilder &builder, Location loc, Value tensor, int64_t dimension,
                 ArrayRef<OpFoldResult> sizes);

//===----------------------------------------------------------------------===//
// Batches
//===----------------------------------------------------------------------===//

/// A tensor of i64 for one of index, any other unchanged; and back.
Value buildWithoutIndex(OpBuilder &builder, Location loc, Value tensor);
Value buildWithElement(OpBuilder &builder, Location loc, Value tensor, Type element);

/// `value`, a number or tensor, `size` times.
Value buildBatch(OpBuilder &builder, Location loc, Value value, OpFoldResult size);

/// Whether any of a batch of truth values holds, and whether each of a tensor does, for every element of the
/// batch.
Value buildAny(OpBuilder &builder, Location loc, Value truths);
Value buildAllOfEach(OpBuilder &builder, Location loc, Value truths);

Value buildNot(OpBuilder &builder, Location loc, Value truths);

/// Batches that have `onTrue` where the mask, a batch of truth values, holds and `onFalse` elsewhere. Asserts
/// that their dynamic sizes agree: nothing else ensures that branches, or rounds of a loop, compute tensors
/// of one size.
Value buildMasked(OpBuilder &builder, Location loc, Value mask, Value onTrue, Value onFalse);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_VECTORIZE_BATCHES_H
