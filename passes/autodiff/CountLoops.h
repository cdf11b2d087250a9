//===- CountLoops.h - loops whose rounds can be counted ---------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_COUNTLOOPS_H
#define ESHKOL_PASSES_AUTODIFF_COUNTLOOPS_H

#include "passes/autodiff/Activity.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::eshkol {

/// Replaces each `scf.while` whose results vary by one that counts its rounds and an `scf.for` of
/// as many; whether there was one.
bool countLoops(Block &block, const Activity &activity);

/// Splits each `scf.for` whose results vary into about √n loops of about √n rounds, so that reverse
/// mode keeps what enters the former, and of the latter one at a time.  (Griewank and Walther,
/// Evaluating Derivatives, chapter 12, with one level of checkpoints.)
void addCheckpoints(Block &block, const Activity &activity);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_COUNTLOOPS_H
