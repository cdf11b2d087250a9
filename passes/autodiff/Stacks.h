//===- Stacks.h - what the rounds of a loop leave behind --------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_STACKS_H
#define ESHKOL_PASSES_AUTODIFF_STACKS_H

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::eshkol {

/// How often the body of a loop runs.
Value buildTripCount(OpBuilder &builder, scf::ForOp loop);

/// The loop, with the listed values of each round stacked in further results.
/// The body moves; the loop itself is left without one.
scf::ForOp buildKeepingLoop(scf::ForOp loop, ArrayRef<Value> kept, Value trips);

/// What a stack holds for one round, as a value of the type that was stacked.
Value buildPop(OpBuilder &builder, Location loc, Value stack, Value round, Type type);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_STACKS_H
