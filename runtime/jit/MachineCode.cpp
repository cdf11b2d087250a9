//===- MachineCode.cpp - from LLVM IR to machine code ---------------------===//

#include "runtime/jit/MachineCode.h"
#include "runtime/host/control/LineTable.h"
#include "runtime/jit/FramePadding.h"
#include "runtime/jit/LineTables.h"

#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"

#include <map>
#include <mutex>

using namespace llvm;
using eshkol::host::CodeRequest;

/// In the order of their names, so that the text is the same each time.
static std::string hostFeatures() {
  auto found = sys::getHostCPUFeatures();
  std::map<std::string, bool> sorted;
  for (auto &[feature, enabled] : found)
    sorted[feature.str()] = enabled;
  SubtargetFeatures features;
  for (auto &[feature, enabled] : sorted)
    features.AddFeature(feature, enabled);
  return features.getString();
}

std::string eshkol::host::describeProcessor() { return sys::getHostCPUName().str() + " " + hostFeatures(); }

Expected<std::unique_ptr<TargetMachine>> eshkol::host::makeTargetMachine(const CodeRequest &request) {
  static std::once_flag initialized;
  std::call_once(initialized, [] {
    InitializeNativeTarget();
    InitializeNativeTargetAsmPrinter();
  });
  Triple triple(sys::getProcessTriple());
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return createStringError(error);
  std::string processor = "generic";
  std::string features;
  if (request.native) {
    processor = sys::getHostCPUName().str();
    features = hostFeatures();
  }
  TargetOptions options;
  // libm of the C library has functions that return the same on every processor.
  options.AllowFPOpFusion = FPOpFusion::Strict;
  auto level = request.optimization == 0 ? CodeGenOptLevel::None : CodeGenOptLevel::Default;
  return std::unique_ptr<TargetMachine>(
      target->createTargetMachine(triple, processor, features, options, Reloc::PIC_, std::nullopt, level));
}

/// Whether the frame of the caller stays: but for Scheme's own tail calls.  The optimizer also makes tail
/// calls of those that do not return.
static bool keepsFrame(const CallInst &call) {
  if (call.getIntrinsicID() || call.isMustTailCall())
    return false;
  return call.getCallingConv() == CallingConv::C || !isa<ReturnInst>(call.getNextNode());
}

/// What keeps the handlers, winders and regions must not be left halfway.  Device code writes nothing but
/// memory of its own.
static bool isInterruptible(const Function &function, const CodeRequest &request) {
  if (request.lowered)
    return true;
  const DISubprogram *subprogram = function.getSubprogram();
  if (!subprogram)
    return false;
  StringRef file = subprogram->getFilename();
  return file != "<library>/host/control.esk" && file != "<library>/host/exceptions.esk" &&
         file != "<library>/host/regions.esk";
}

/// Sees to it that a backtrace finds callers and places: functions have frames that are chained, also those
/// that end with a call of the runtime, which may raise.  Loops of device code need more registers than those
/// of Scheme do, and would take that of the chain where they call nothing.
static void keepTraceable(Module &code, const CodeRequest &request) {
  for (Function &function : code) {
    if (function.isDeclaration() || function.hasAvailableExternallyLinkage())
      continue;
    function.addFnAttr("frame-pointer", request.lowered ? "all" : "non-leaf");
    if (isInterruptible(function, request))
      function.setSection(::eshkol::CodeSection);
    for (Instruction &instruction : instructions(function))
      if (auto *call = dyn_cast<CallInst>(&instruction); call && keepsFrame(*call))
        call->setTailCallKind(CallInst::TCK_NoTail);
  }
}

void eshkol::host::optimize(Module &code, TargetMachine &machine, const CodeRequest &request) {
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager components;
  ModuleAnalysisManager modules;
  PipelineTuningOptions tuning;
  // For linkers, and its kind of section is none that JITLink reads.
  tuning.CallGraphProfile = false;
  PassBuilder builder(&machine, tuning);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  const OptimizationLevel levels[] = {OptimizationLevel::O0, OptimizationLevel::O1, OptimizationLevel::O2,
                                      OptimizationLevel::O3};
  OptimizationLevel chosen = levels[std::clamp(request.optimization, 0, 3)];
  // Loop-invariant parts of rare cases, as the decoding of a flonum where fixnums are usual, are moved
  // before the loop, and back to where they are needed by LoopSink, which wants to know how often a
  // function runs.
  for (Function &function : code)
    if (!function.isDeclaration())
      function.setEntryCount(1000);
  auto passes = chosen == OptimizationLevel::O0 ? builder.buildO0DefaultPipeline(chosen)
                                                : builder.buildPerModuleDefaultPipeline(chosen);
  passes.run(code, modules);
  keepTraceable(code, request);
}

Expected<std::string> eshkol::host::emitCode(Module &code, TargetMachine &machine,
                                             const CodeRequest &request) {
  SmallVector<char, 0> bytes;
  raw_svector_ostream stream(bytes);
  legacy::PassManager passes;
  auto type = request.format == "assembly" ? CodeGenFileType::AssemblyFile : CodeGenFileType::ObjectFile;
  if (machine.addPassesToEmitFile(passes, stream, nullptr, type, /*DisableVerify=*/true))
    return createStringError("the target cannot emit this kind of file");
  passes.run(code);
  if (type == CodeGenFileType::ObjectFile) {
    if (Error error = clearFramePadding(bytes))
      return std::move(error);
    // Code for this process is debugged by nobody, and linked each time that it runs.
    if (Error error = addLineTable(bytes, /*keepDebugInformation=*/!request.native))
      return std::move(error);
  }
  return std::string(bytes.begin(), bytes.end());
}
