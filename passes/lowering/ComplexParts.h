//===- ComplexParts.h - complex tensors from their parts and back -*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_COMPLEXPARTS_H
#define ESHKOL_PASSES_LOWERING_COMPLEXPARTS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace mlir::eshkol {

/// The real or imaginary parts of a complex tensor.
Value buildRealPart(OpBuilder &builder, Location loc, Value tensor);
Value buildImaginaryPart(OpBuilder &builder, Location loc, Value tensor);

/// A complex tensor with the given sizes from its parts, which are tensors of
/// that shape or scalars to be repeated.
Value buildFromParts(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes, Value real,
                     Value imaginary);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_COMPLEXPARTS_H
