//===- Passes.h - from eshkol to upstream dialects --------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_PASSES_H
#define ESHKOL_PASSES_LOWERING_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::eshkol {

#define GEN_PASS_DECL
#include "passes/lowering/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/lowering/Passes.h.inc"

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_PASSES_H
