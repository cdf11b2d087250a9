//===- Passes.h - from eshkol to StableHLO ----------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_STABLEHLO_PASSES_H
#define ESHKOL_PASSES_STABLEHLO_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::eshkol {

#define GEN_PASS_DECL
#include "passes/stablehlo/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/stablehlo/Passes.h.inc"

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_STABLEHLO_PASSES_H
