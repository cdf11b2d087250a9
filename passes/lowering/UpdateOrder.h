//===- UpdateOrder.h - reading a tensor before it is written ----*- C++ -*-===//
//
// Of two operations that do not depend on each other IREE 3.13 may run the later
// one first, although it writes where the other one reads.  So an update in place
// is made to depend on what reads the tensor before it.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_LOWERING_UPDATEORDER_H
#define ESHKOL_PASSES_LOWERING_UPDATEORDER_H

#include "mlir/IR/Value.h"

namespace mlir::eshkol {

/// Whether everything that reads a tensor or an update of it is sure to do so before the next update, or can
/// be made to be.
bool canOrderUpdates(Value tensor);

/// Lets the updates of a tensor, for which `canOrderUpdates` holds, wait for what reads it before.
void orderUpdates(Value tensor);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_UPDATEORDER_H
