//===- TriangularSolve.h - substitution, column by column -------*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_TRIANGULARSOLVE_H
#define ESHKOL_PASSES_LOWERING_TRIANGULARSOLVE_H

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

/// The x with a · x = b for triangular matrices of few rows: forward substitution
/// for a lower triangle, backward for an upper one, of which the other triangle,
/// and under `isUnit` the diagonal, is not read.
Value buildSubstitution(OpBuilder &builder, Location loc, Value a, Value b, bool isLower, bool isUnit);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_TRIANGULARSOLVE_H
