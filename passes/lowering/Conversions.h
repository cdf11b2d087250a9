//===- Conversions.h - scalars from one element type to another -*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_CONVERSIONS_H
#define ESHKOL_PASSES_LOWERING_CONVERSIONS_H

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

/// The type in which elements are summed or compared: f32 for bf16 and f16,
/// which would lose low digits at every step, else the type itself.
Type getComputeType(Type element);

/// The scalar `value` as a number of type `element`, by the rules of
/// `eshkol.convert`.  Not from complex to real.
Value buildConversion(OpBuilder &builder, Location loc, Value value, Type element);

/// A tensor with its elements converted to `element`.
Value buildTensorConversion(OpBuilder &builder, Location loc, Value tensor, Type element);

/// The bounds of a signed integer type.
Value buildLeastInteger(OpBuilder &builder, Location loc, Type type);
Value buildGreatestInteger(OpBuilder &builder, Location loc, Type type);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_CONVERSIONS_H
