//===- Checkpoints.h - loops whose state is kept now and then ---*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_CHECKPOINTS_H
#define ESHKOL_PASSES_AUTODIFF_CHECKPOINTS_H

#include "passes/autodiff/Activity.h"

namespace mlir::eshkol {

/// Splits each `scf.for` whose results vary into about √n loops of about √n rounds, so that reverse
/// mode keeps what enters the former, and of the latter one at a time.  (Griewank and Walther,
/// Evaluating Derivatives, chapter 12, with one level of checkpoints.)
void addCheckpoints(Block &block, const Activity &activity);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_CHECKPOINTS_H
