//===- Passes.h - all transformations of functions --------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_TRANSFORM_PASSES_H
#define ESHKOL_PASSES_TRANSFORM_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::eshkol {

#define GEN_PASS_DECL
#include "passes/transform/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/transform/Passes.h.inc"

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_TRANSFORM_PASSES_H
