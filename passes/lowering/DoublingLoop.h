//===- DoublingLoop.h - loops whose stride doubles --------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_DOUBLINGLOOP_H
#define ESHKOL_PASSES_LOWERING_DOUBLINGLOOP_H

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

/// A loop over width = 1, 2, 4, .. while width < size, `size` being an index.
/// `body` gets the width and the loop-carried values, and gives their next ones.
/// The width is a value of the loop, so a device compiles one kernel for all of
/// its passes.
SmallVector<Value> buildDoublingLoop(
    OpBuilder &builder, Location loc, Value size, ValueRange inits,
    function_ref<SmallVector<Value>(OpBuilder &, Location, Value width, ValueRange carried)> body);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_DOUBLINGLOOP_H
