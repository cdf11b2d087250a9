//===- Pipeline.cpp - from Scheme code to the llvm dialect ----------------===//

#include "passes/host/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;

void eshkol::buildHostPipeline(OpPassManager &manager, const HostPipelineOptions &options) {
  manager.addPass(createConvertClosuresPass());
  // Calls of procedures that are known now.
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createSCFToControlFlowPass());
  manager.addNestedPass<func::FuncOp>(createTailCallsPass());
  if (options.frameObjects)
    manager.addPass(createFrameObjectsPass());
  if (options.lastUses)
    manager.addPass(createLastUsesPass());
  if (options.unbox)
    manager.addPass(createUnboxPass({options.smallTensors}));
  manager.addPass(createValuesToLLVMPass());
  manager.addPass(createHostDebugInfoPass());
}

void eshkol::registerHostPipeline() {
  PassPipelineRegistration<HostPipelineOptions>("eshkol-host-to-llvm",
                                                "Lower Scheme code to the llvm dialect", buildHostPipeline);
}
