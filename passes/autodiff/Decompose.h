//===- Decompose.h - operations into those that have rules ------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_DECOMPOSE_H
#define ESHKOL_PASSES_AUTODIFF_DECOMPOSE_H

#include "passes/autodiff/Activity.h"

namespace mlir::eshkol {

/// Replaces the operations of a block that vary and have no derivative rule of their own by those that have:
/// layer normalization, attention, and running products, maxima and minima.
LogicalResult decomposeVaried(Block &block, const Activity &activity);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_DECOMPOSE_H
