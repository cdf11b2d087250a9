//===- FloatPrimitives.h - primitives of flonums without boxes --*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_FLOATPRIMITIVES_H
#define ESHKOL_PASSES_HOST_FLOATPRIMITIVES_H

#include "passes/host/Kinds.h"

namespace mlir::eshkol::host {

/// What a primitive returns for arguments of these kinds.
Kind kindOfPrimitive(PrimitiveOp op, ArrayRef<Kind> arguments);

/// Whether an operation over doubles computes the same as a primitive with arguments of these kinds.
bool hasFloatOperation(PrimitiveOp op, ArrayRef<Kind> arguments);

/// That operation, given the doubles of the arguments: an f64, or an i1 for what the program sees as a
/// boolean.
Value floatOperation(OpBuilder &builder, PrimitiveOp op, ValueRange arguments);

/// A literal whose double is the same number.
bool isSmallLiteral(Value value);
/// The fixnum that a literal is.
std::optional<int64_t> integerLiteral(Value value);

/// The kind that a call of `%check-declared` lets through, or `Any`.
Kind checkedKind(PrimitiveOp op);

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_FLOATPRIMITIVES_H
