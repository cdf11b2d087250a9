//===- CountLoops.h - loops whose rounds can be counted ---------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_COUNTLOOPS_H
#define ESHKOL_PASSES_AUTODIFF_COUNTLOOPS_H

#include "passes/autodiff/Activity.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::eshkol {

/// Replaces each `scf.while` whose results vary by one that counts its rounds and an `scf.for` of
/// as many; whether there was one.
bool countLoops(Block &block, const Activity &activity);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_COUNTLOOPS_H
