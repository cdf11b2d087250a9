//===- Arithmetic.h - scalar and elementwise arithmetic by type -*- C++ -*-===//
//
// One name per operation, whatever the element type: the `arith`, `math` or
// `complex` operation is chosen from the type of the operands, which are
// scalars or (except for complex elements) tensors.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_LOWERING_ARITHMETIC_H
#define ESHKOL_PASSES_LOWERING_ARITHMETIC_H

#include "dialects/Dialect.h"

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

Value buildAdd(OpBuilder &builder, Location loc, Value lhs, Value rhs);
Value buildSubtract(OpBuilder &builder, Location loc, Value lhs, Value rhs);
Value buildMultiply(OpBuilder &builder, Location loc, Value lhs, Value rhs);
Value buildDivide(OpBuilder &builder, Location loc, Value lhs, Value rhs);
/// A NaN operand gives NaN.
Value buildMaximum(OpBuilder &builder, Location loc, Value lhs, Value rhs);
Value buildMinimum(OpBuilder &builder, Location loc, Value lhs, Value rhs);

/// The scalar `number`, as a constant of a float, integer, index or complex type.
Value buildConstant(OpBuilder &builder, Location loc, Type element, double number);

/// The element that leaves every other unchanged under the reduction.
Value buildIdentity(OpBuilder &builder, Location loc, ReductionKind kind, Type element);

/// One step of the reduction.  For a mean, the step of its sum.
Value buildReductionStep(OpBuilder &builder, Location loc, ReductionKind kind, Value accumulator,
                         Value element);

/// An element after an update was combined with it; "or" and "and" for truth values.
Value buildScatterStep(OpBuilder &builder, Location loc, ScatterMode mode, Value element, Value update);

/// An i64 or index as a number of type `element`.
Value buildCastFromInteger(OpBuilder &builder, Location loc, Value integer, Type element);

/// Whether an operation divides integers, which by zero ends the program.  (Upstream takes some of these
/// operations for pure.)
bool isIntegerDivision(Operation *op);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_ARITHMETIC_H
