//===- TransformInterfaces.h - what transformations ask of an op -*- C++ -*-===//

#ifndef ESHKOL_DIALECTS_TRANSFORMINTERFACES_H
#define ESHKOL_DIALECTS_TRANSFORMINTERFACES_H

#include "mlir/IR/OpDefinition.h"

namespace mlir::eshkol {
class AdjointContext;
class BatchContext;
class TangentContext;
} // namespace mlir::eshkol

#include "dialects/TransformInterfaces.h.inc"

#endif // ESHKOL_DIALECTS_TRANSFORMINTERFACES_H
