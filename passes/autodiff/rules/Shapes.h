//===- Shapes.h - tensors rearranged, for derivative rules ------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_RULES_SHAPES_H
#define ESHKOL_PASSES_AUTODIFF_RULES_SHAPES_H

#include "passes/lowering/WholeTensors.h"

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

int64_t getRank(Value tensor);
/// The sizes of a tensor, found without computing it where that is possible.
SmallVector<OpFoldResult> getShape(OpBuilder &builder, Location loc, Value tensor);
/// `value` with the static type of `like`, whose shape it has.
Value buildTypeOf(OpBuilder &builder, Location loc, Value value, Value like);

/// Repeats a tensor of which some dimensions were dropped (or kept with size one) to the shape of `like`.
Value buildUnreduced(OpBuilder &builder, Location loc, Value reduced, ArrayRef<int64_t> dropped, Value like);
/// `tensor` between zeros.
Value buildPad(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> low, ArrayRef<int64_t> high,
               ArrayRef<int64_t> interior);
/// The number in every element of a tensor of these sizes.
Value buildFull(OpBuilder &builder, Location loc, Type element, double number, ArrayRef<OpFoldResult> sizes);
/// `tensor` where the condition holds, else zero.
Value buildMasked(OpBuilder &builder, Location loc, Value condition, Value tensor);
SmallVector<int64_t> invert(ArrayRef<int64_t> permutation);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_RULES_SHAPES_H
