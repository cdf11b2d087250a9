//===- Pipelines.h - named compositions of passes ---------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_PIPELINES_H
#define ESHKOL_PASSES_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::eshkol {

struct LoweringOptions : PassPipelineOptions<LoweringOptions> {
  Option<bool> stripAssertions{*this, "strip-assertions",
                               llvm::cl::desc("Remove assertions instead of checking them (default: false)"),
                               llvm::cl::init(false)};
  Option<bool> assertionPlaces{*this, "assertion-places",
                               llvm::cl::desc("Append file, line and column to the messages of assertions"),
                               llvm::cl::init(false)};
  Option<bool> checkNans{*this, "check-nans",
                         llvm::cl::desc("Assert that no operation makes a NaN or an infinity"),
                         llvm::cl::init(false)};
};

struct NativeOptions : LoweringOptions {
  Option<bool> forHost{*this, "for-host",
                       llvm::cl::desc("Make functions that the host's runtime calls (default: false)"),
                       llvm::cl::init(false)};
  Option<uint64_t> workLimit{
      *this, "work-limit", llvm::cl::desc("Fail where there are more scalar operations (default: no limit)"),
      llvm::cl::init(UINT64_MAX)};
};

/// `eshkol` to `linalg`, `tensor`, `scf`, `arith` and `math` on tensors.
void buildToLinalgPipeline(OpPassManager &manager, const LoweringOptions &options);

/// `eshkol` to what IREE accepts and compiles correctly.
void buildToIreePipeline(OpPassManager &manager, const LoweringOptions &options);

/// `eshkol` to the `llvm` dialect, for the processor that the host's code runs on.
void buildToNativePipeline(OpPassManager &manager, const NativeOptions &options);

/// `eshkol` to StableHLO, which has no assertions.
void buildToStablehloPipeline(OpPassManager &manager);

/// Registers this project's passes and pipelines with the command line parser.
void registerEshkolPasses();

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_PIPELINES_H
