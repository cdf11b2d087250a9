//===- HostCode.h - what runs outside of device code ------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_HOSTCODE_H
#define ESHKOL_PASSES_LOWERING_HOSTCODE_H

#include "mlir/IR/Operation.h"

namespace mlir::eshkol {

/// Whether an operation on scalars is computed by IREE's virtual machine: it is
/// in a function or in its control flow, not in the body of a tensor operation.
bool isOnHost(Operation *op);

/// Whether IREE's virtual machine has an operation on scalars, and computes it as IEEE 754 says.
bool isComputedByHost(Operation *op);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_HOSTCODE_H
