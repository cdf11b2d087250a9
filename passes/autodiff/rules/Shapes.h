//===- Shapes.h - tensors rearranged, for derivative rules ------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_RULES_SHAPES_H
#define ESHKOL_PASSES_AUTODIFF_RULES_SHAPES_H

#include "dialects/Dialect.h"

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

int64_t getRank(Value tensor);
/// The sizes of a tensor, found without computing it where that is possible.
SmallVector<OpFoldResult> getShape(OpBuilder &builder, Location loc, Value tensor);
/// `value` with the static type of `like`, whose shape it has.
Value buildTypeOf(OpBuilder &builder, Location loc, Value value, Value like);

Value buildReshape(OpBuilder &builder, Location loc, Value tensor, ArrayRef<OpFoldResult> sizes);
/// Repeats `tensor`, whose dimension d is dimension `dimensions[d]` of the result.
Value buildBroadcast(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> dimensions,
                     ArrayRef<OpFoldResult> sizes);
/// Repeats a tensor of which some dimensions were dropped (or kept with size one) to the shape of `like`.
Value buildUnreduced(OpBuilder &builder, Location loc, Value reduced, ArrayRef<int64_t> dropped, Value like);
Value buildTranspose(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> permutation);
/// A box of a tensor, every `strides`-th element of it.
Value buildSlice(OpBuilder &builder, Location loc, Value tensor, ArrayRef<OpFoldResult> starts,
                 ArrayRef<OpFoldResult> sizes, ArrayRef<int64_t> strides = {});
Value buildUpdate(OpBuilder &builder, Location loc, Value tensor, Value update,
                  ArrayRef<OpFoldResult> starts);
/// `tensor` between zeros.
Value buildPad(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> low, ArrayRef<int64_t> high,
               ArrayRef<int64_t> interior);
/// The i64 position along `dimension` in a tensor of these sizes.
Value buildIota(OpBuilder &builder, Location loc, int64_t dimension, ArrayRef<OpFoldResult> sizes);
/// The number in every element of a tensor of these sizes.
Value buildFull(OpBuilder &builder, Location loc, Type element, double number, ArrayRef<OpFoldResult> sizes);
/// `tensor` where the condition holds, else zero.
Value buildMasked(OpBuilder &builder, Location loc, Value condition, Value tensor);
SmallVector<int64_t> invert(ArrayRef<int64_t> permutation);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_RULES_SHAPES_H
