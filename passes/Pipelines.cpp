//===- Pipelines.cpp - named compositions of passes -----------------------===//

#include "passes/Pipelines.h"
#include "passes/autodiff/Passes.h"
#include "passes/host/Passes.h"
#include "passes/lowering/Passes.h"
#include "passes/stablehlo/Passes.h"
#include "passes/transform/Passes.h"
#include "passes/vectorize/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Pipelines/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Derivatives and batches as functions, checked for NaNs where that is asked for.
static void buildTransformPipeline(OpPassManager &manager, const LoweringOptions &options) {
  manager.addPass(createTransformPass());
  manager.addPass(createPruneLoopsPass());
  if (!options.checkNans)
    return;
  // What nothing uses cannot be to blame.
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  manager.addPass(createCheckNansPass());
}

/// Lowers functions that are not transformed any more.
static void buildLoweringPipeline(OpPassManager &manager, const LoweringOptions &options) {
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  manager.addPass(createDecomposePass());
  // Assertions on tensors become reductions, so this precedes their lowering.
  manager.addPass(createLowerAssertionsPass({options.stripAssertions, options.assertionPlaces}));
  manager.addPass(createConvertToLinalgPass());
  manager.addPass(createSelectsToBranchesPass());
  manager.addPass(createConvertElementwiseToLinalgPass());
  // The conversion of elementwise operations leaves inits that are never read.
  manager.addPass(createDropUnreadInitsPass());
  manager.addPass(createFoldEmptyLoopsPass());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
}

void eshkol::buildToLinalgPipeline(OpPassManager &manager, const LoweringOptions &options) {
  buildTransformPipeline(manager, options);
  buildLoweringPipeline(manager, options);
}

void eshkol::buildToIreePipeline(OpPassManager &manager, const LoweringOptions &options) {
  buildTransformPipeline(manager, options);
  // Fewer functions are left to lower, and calls no longer hide constants.
  manager.addPass(createInlinerPass());
  manager.addPass(createSymbolDCEPass());
  // Inlined, more results of loops turn out to be used by nobody.
  manager.addPass(createPruneLoopsPass());
  // Decomposition may bring in scatters, and the lowering to linalg would make loops of them.
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createDecomposePass());
  manager.addPass(createScatterToIreePass());
  buildLoweringPipeline(manager, options);
  // Splits what decomposition and lowering have brought in as well.
  manager.addPass(createSplitComplexPass());
  // Complex functions have become real ones.
  manager.addPass(createHostScalarsPass());
  manager.addPass(createExpandMathPass({/*keepOnHost=*/true}));
  // Sees every loop, those of the lowering included.
  manager.addPass(createBoundSizesPass({options.stripAssertions}));
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  manager.addPass(createGuardDivisorsPass());
  // Selects would become elementwise in IREE as well.
  manager.addPass(createSelectsToBranchesPass());
  manager.addPass(createFlattenElementsPass());
  manager.addPass(createTieShapesPass());
  manager.addPass(createUpdateInPlacePass());
  manager.addPass(createKeepBranchesPass());
}

/// Tensors become memory that is freed where it is not needed any more.
static void buildBufferizationPipeline(OpPassManager &manager) {
  bufferization::OneShotBufferizePassOptions bufferize;
  bufferize.bufferizeFunctionBoundaries = true;
  bufferize.functionBoundaryTypeConversion = bufferization::LayoutMapOption::IdentityLayoutMap;
  bufferize.allowReturnAllocsFromLoops = true;
  manager.addPass(bufferization::createOneShotBufferizePass(bufferize));
  bufferization::buildBufferDeallocationPipeline(manager, {});
  manager.addPass(createConvertBufferizationToMemRefPass());
}

void eshkol::buildToNativePipeline(OpPassManager &manager, const NativeOptions &options) {
  buildTransformPipeline(manager, options);
  if (options.forHost) {
    manager.addPass(createInlinerPass());
    manager.addPass(createSymbolDCEPass());
    manager.addPass(createPruneLoopsPass());
    manager.addPass(createNativeNamesPass());
  }
  buildLoweringPipeline(manager, options);
  manager.addPass(createFuseElementwisePass());
  manager.addPass(createOrderLoopsPass());
  manager.addPass(createCSEPass());
  if (options.workLimit != UINT64_MAX)
    manager.addPass(createLimitWorkPass({options.workLimit}));
  if (options.forHost)
    manager.addPass(createReadOnlyArgumentsPass());
  buildBufferizationPipeline(manager);
  manager.addPass(createCopiesToLinalgPass());
  manager.addPass(createConvertLinalgToLoopsPass());
  manager.addPass(createSCFToControlFlowPass());
  manager.addPass(createAssertionsToLLVMPass({options.forHost ? "eshkol_native_failed" : ""}));
  // Reshapes whose shape is known only at run time, which the llvm dialect has no lowering for.
  manager.addPass(memref::createExpandOpsPass());
  manager.addPass(memref::createExpandStridedMetadataPass());
  manager.addPass(createLowerAffinePass());
  manager.addPass(createConvertComplexToStandardPass());
  manager.addNestedPass<func::FuncOp>(arith::createArithExpandOpsPass());
  manager.addPass(createConvertMathToLLVMPass());
  manager.addPass(createConvertMathToLibmPass());
  manager.addPass(createConvertToLLVMPass());
  manager.addPass(createReconcileUnrealizedCastsPass());
  if (options.forHost)
    manager.addPass(createNativeInterfacePass());
}

void eshkol::buildToStablehloPipeline(OpPassManager &manager) {
  manager.addPass(createTransformPass());
  manager.addPass(createInlinerPass());
  manager.addPass(createSymbolDCEPass());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createDecomposePass());
  manager.addPass(createLowerAssertionsPass({/*strip=*/true, /*places=*/false}));
  // What only assertions used goes with them.
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  manager.addPass(createSelectsToBranchesPass());
  manager.addPass(createConvertToStablehloPass());
}

void eshkol::registerEshkolPasses() {
  registerEshkolAutodiffPasses();
  registerEshkolHostPasses();
  registerHostPipeline();
  registerEshkolLoweringPasses();
  registerEshkolStablehloPasses();
  registerEshkolTransformPasses();
  registerEshkolVectorizePasses();
  PassPipelineRegistration<LoweringOptions>("eshkol-to-linalg", "Lower eshkol to linalg on tensors",
                                            buildToLinalgPipeline);
  PassPipelineRegistration<LoweringOptions>("eshkol-to-iree", "Lower eshkol to the input of IREE",
                                            buildToIreePipeline);
  PassPipelineRegistration<NativeOptions>("eshkol-to-native", "Lower eshkol to the llvm dialect",
                                          buildToNativePipeline);
  PassPipelineRegistration<>("eshkol-to-stablehlo", "Lower eshkol to StableHLO", buildToStablehloPipeline);
}
