//===- Registration.h - the dialects and passes of every tool ---*- C++ -*-===//

#ifndef ESHKOL_PASSES_REGISTRATION_H
#define ESHKOL_PASSES_REGISTRATION_H

#include "dialects/Dialect.h"
#include "passes/Pipelines.h"
#include "passes/autodiff/rules/Rules.h"
#include "passes/lowering/IreeOps.h"
#include "passes/stablehlo/Dialects.h"
#include "passes/vectorize/Vectorize.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"

namespace mlir::eshkol {

/// Upstream's dialects with their interfaces, and ours.
inline void registerDialects(DialectRegistry &registry) {
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registry.insert<EshkolDialect, iree::LinalgExtDialect, iree::FlowDialect, iree::HalDialect,
                  iree::TensorExtDialect, iree::UtilDialect, stablehlo::ChloDialect,
                  stablehlo::StablehloDialect>();
  registerDerivativeRules(registry);
  registerBatchingRules(registry);
}

/// Upstream's passes and ours.  Once per process.
inline void registerPasses() {
  registerAllPasses();
  registerEshkolPasses();
}

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_REGISTRATION_H
