//===- Combining.h - two elements into one, by kind -------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_STABLEHLO_COMBINING_H
#define ESHKOL_PASSES_STABLEHLO_COMBINING_H

#include "dialects/Dialect.h"
#include "passes/stablehlo/Translator.h"

namespace mlir::eshkol::stablehlo {

/// The operation of StableHLO; that of the sum for a mean.
StringRef combinerOf(ReductionKind kind);

/// The element of rank 0 that leaves every other unchanged.
Value buildIdentity(Translator &translator, ReductionKind kind, Type element);

/// The number of elements along the dimensions, as a tensor of rank 0 of a
/// floating-point or complex type.
Value buildCount(Translator &translator, Value tensor, ArrayRef<int64_t> dimensions, Type element);

} // namespace mlir::eshkol::stablehlo

#endif // ESHKOL_PASSES_STABLEHLO_COMBINING_H
