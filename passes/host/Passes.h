//===- Passes.h - Scheme to machine code ------------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_PASSES_H
#define ESHKOL_PASSES_HOST_PASSES_H

#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::eshkol {

#define GEN_PASS_DECL
#include "passes/host/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/host/Passes.h.inc"

/// The attribute of a module with what its public functions do, for the units that declare them.
constexpr llvm::StringLiteral SummariesName = "eshkol.summaries";

struct HostPipelineOptions : PassPipelineOptions<HostPipelineOptions> {
  Option<bool> frameObjects{*this, "frame-objects",
                            llvm::cl::desc("Put objects that nothing refers to later into frames"),
                            llvm::cl::init(true)};
  Option<bool> lastUses{*this, "last-uses", llvm::cl::desc("Let tensors die where they are used last"),
                        llvm::cl::init(true)};
  Option<bool> unbox{*this, "unbox", llvm::cl::desc("Keep flonums and booleans in registers"),
                     llvm::cl::init(true)};
  Option<bool> smallTensors{*this, "small-tensors",
                            llvm::cl::desc("Keep small tensors in registers where flonums are"),
                            llvm::cl::init(true)};
};

/// Scheme code over `!eshkol.value` to the `llvm` dialect.
void buildHostPipeline(OpPassManager &manager, const HostPipelineOptions &options);
void registerHostPipeline();

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_HOST_PASSES_H
