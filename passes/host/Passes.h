//===- Passes.h - Scheme to machine code ------------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_PASSES_H
#define ESHKOL_PASSES_HOST_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::eshkol {

#define GEN_PASS_DECL
#include "passes/host/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/host/Passes.h.inc"

/// Scheme code over `!eshkol.value` to the `llvm` dialect.
void buildHostPipeline(OpPassManager &manager);
void registerHostPipeline();

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_HOST_PASSES_H
