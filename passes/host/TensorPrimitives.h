//===- TensorPrimitives.h - what primitives do with tensors -----*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_TENSORPRIMITIVES_H
#define ESHKOL_PASSES_HOST_TENSORPRIMITIVES_H

#include "dialects/Dialect.h"

namespace mlir::eshkol::host {

/// Whether a primitive is for tensors, so that a program which calls it computes with some.
bool isOfTensors(PrimitiveOp op);

/// Whether the result is new: a number, or a tensor that nothing else refers to.
bool makesTensor(PrimitiveOp op);

/// Whether nothing refers to its arguments because of the call, not even its result, as far as they are
/// tensors.
bool borrowsTensors(PrimitiveOp op);

/// Whether arguments should be released after a call that is the last use of them.  Of procedures of numbers
/// that are a few instructions, this would be a good part of the work.
bool mayRelease(PrimitiveOp op);

/// The function of the runtime that does the same, and may put its result in the place of arguments that it
/// is the last use of: it takes one more argument, with a bit for each of these.  Empty where there is none.
StringRef reusingFunction(StringRef primitive);

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_TENSORPRIMITIVES_H
