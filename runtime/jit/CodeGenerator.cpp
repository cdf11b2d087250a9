//===- CodeGenerator.cpp - from the llvm dialect to machine code ----------===//

#include "runtime/jit/CodeGenerator.h"
#include "passes/Messages.h"
#include "passes/host/Passes.h"
#include "runtime/host/control/LineTable.h"
#include "runtime/jit/InlineBudget.h"
#include "runtime/jit/LineTables.h"

#include "dialects/Dialect.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/Linker/Linker.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"

#include <chrono>
#include <map>
#include <mutex>

using namespace mlir;
using ::eshkol::host::CodeRequest;
using ::eshkol::host::CodeResult;
using ::eshkol::host::limitInlining;

/// In the order of their names, so that the text is the same each time.
static std::string hostFeatures() {
  auto found = llvm::sys::getHostCPUFeatures();
  std::map<std::string, bool> sorted;
  for (auto &[feature, enabled] : found)
    sorted[feature.str()] = enabled;
  llvm::SubtargetFeatures features;
  for (auto &[feature, enabled] : sorted)
    features.AddFeature(feature, enabled);
  return features.getString();
}

std::string(::eshkol::host::describeProcessor)() {
  return llvm::sys::getHostCPUName().str() + " " + hostFeatures();
}

namespace {

class Generator {
  template <typename Function> auto stage(const char *name, Function function) {
    auto start = std::chrono::steady_clock::now();
    auto answer = function();
    std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
    result.timing.emplace_back(name, elapsed.count());
    return answer;
  }

public:
  Generator(const CodeRequest &request, CodeResult &result) : request(request), result(result) {}

  bool run() {
    MLIRContext context(MLIRContext::Threading::DISABLED);
    context.loadDialect<mlir::eshkol::EshkolDialect, arith::ArithDialect, cf::ControlFlowDialect,
                        func::FuncDialect, LLVM::LLVMDialect, scf::SCFDialect>();
    registerBuiltinDialectTranslation(context);
    registerLLVMDialectTranslation(context);
    mlir::eshkol::collectMessages(context, result.messages);
    auto module =
        stage("parse", [&] { return parseSourceString<ModuleOp>(request.source, &context, request.name); });
    if (!module || (!request.lowered && failed(stage("lower", [&] { return lower(*module); }))))
      return false;
    llvm::raw_string_ostream output(result.output);
    if (request.format == "mlir") {
      output << *module;
      return true;
    }
    llvm::LLVMContext llvmContext;
    auto code =
        stage("translate", [&] { return translateModuleToLLVMIR(*module, llvmContext, request.name); });
    if (!code || !selectTarget(*code) || !stage("link", [&] { return linkInlineLibrary(*code); }))
      return false;
    keepPlacesApart(*code);
    stage("optimize", [&] { return optimize(*code); });
    keepTraceable(*code);
    if (request.format == "llvm") {
      code->print(output, nullptr);
      return true;
    }
    return stage("emit", [&] { return emit(*code); });
  }

private:
  bool fail(const std::string &text) {
    result.messages.push_back({"error", text, {}, 0, 0});
    return false;
  }

  LogicalResult lower(ModuleOp module) {
    PassManager manager(module.getContext(), ModuleOp::getOperationName());
    manager.enableVerifier(false);
    // What is evaluated once is not optimized.
    mlir::eshkol::HostPipelineOptions options;
    options.frameObjects = request.optimization != 0 && request.frameObjects;
    options.unbox = request.optimization != 0 && request.unbox;
    mlir::eshkol::buildHostPipeline(manager, options);
    if (failed(manager.run(module)))
      return failure();
    takeSummaries(module);
    return success();
  }

  /// What is known of public functions is for other units, and no part of the code.
  void takeSummaries(ModuleOp module) {
    auto summaries = dyn_cast_or_null<DictionaryAttr>(module->removeAttr(mlir::eshkol::SummariesName));
    for (NamedAttribute summary : summaries ? summaries : DictionaryAttr::get(module.getContext())) {
      llvm::raw_string_ostream text(result.summaries.emplace_back(summary.getName().str(), "").second);
      summary.getValue().print(text);
    }
  }

  bool selectTarget(llvm::Module &code) {
    static std::once_flag initialized;
    std::call_once(initialized, [] {
      llvm::InitializeNativeTarget();
      llvm::InitializeNativeTargetAsmPrinter();
    });
    llvm::Triple triple(llvm::sys::getProcessTriple());
    std::string error;
    const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
    if (!target)
      return fail(error);
    std::string processor = "generic";
    std::string features;
    if (request.native) {
      processor = llvm::sys::getHostCPUName().str();
      features = hostFeatures();
    }
    llvm::TargetOptions options;
    // libm of the C library has functions that return the same on every processor.
    options.AllowFPOpFusion = llvm::FPOpFusion::Strict;
    auto level = request.optimization == 0 ? llvm::CodeGenOptLevel::None : llvm::CodeGenOptLevel::Default;
    machine.reset(target->createTargetMachine(triple, processor, features, options, llvm::Reloc::PIC_,
                                              std::nullopt, level));
    code.setTargetTriple(triple);
    code.setDataLayout(machine->createDataLayout());
    return true;
  }

  /// Functions of the runtime that may be inlined.  The runtime itself has them too, so no copies are left.
  bool linkInlineLibrary(llvm::Module &code) {
    if (request.inlineLibrary.empty())
      return true;
    auto library =
        llvm::getLazyBitcodeModule(llvm::MemoryBufferRef(request.inlineLibrary, "inline"), code.getContext());
    if (!library)
      return fail(llvm::toString(library.takeError()));
    llvm::StringSet<> names;
    for (llvm::Function &function : **library)
      if (!function.isDeclaration())
        names.insert(function.getName());
    (*library)->setTargetTriple(code.getTargetTriple());
    (*library)->setDataLayout(code.getDataLayout());
    if (llvm::Linker::linkModules(code, std::move(*library), llvm::Linker::LinkOnlyNeeded))
      return fail("the library of inlined functions does not link");
    auto isOfLibrary = [&](const llvm::Function &function) {
      return !function.isDeclaration() && names.contains(function.getName());
    };
    limitInlining(code, isOfLibrary);
    for (llvm::Function &function : code)
      if (isOfLibrary(function)) {
        function.setLinkage(llvm::GlobalValue::AvailableExternallyLinkage);
        function.setComdat(nullptr);
        // LLVM finds (+ a b) too long where it knows nothing of a and b.
        function.addFnAttr(llvm::Attribute::AlwaysInline);
        // They were compiled for any processor; the caller's says what there is.
        function.removeFnAttr("target-cpu");
        function.removeFnAttr("target-features");
        function.removeFnAttr("tune-cpu");
      }
    return true;
  }

  bool optimize(llvm::Module &code) {
    llvm::LoopAnalysisManager loops;
    llvm::FunctionAnalysisManager functions;
    llvm::CGSCCAnalysisManager components;
    llvm::ModuleAnalysisManager modules;
    llvm::PipelineTuningOptions tuning;
    // For linkers, and its kind of section is none that JITLink reads.
    tuning.CallGraphProfile = false;
    llvm::PassBuilder builder(machine.get(), tuning);
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(components);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, components, modules);
    const llvm::OptimizationLevel levels[] = {llvm::OptimizationLevel::O0, llvm::OptimizationLevel::O1,
                                              llvm::OptimizationLevel::O2, llvm::OptimizationLevel::O3};
    llvm::OptimizationLevel level = levels[std::clamp(request.optimization, 0, 3)];
    // Loop-invariant parts of rare cases, as the decoding of a flonum where fixnums are usual, are moved
    // before the loop, and back to where they are needed by LoopSink, which wants to know how often a
    // function runs.
    for (llvm::Function &function : code)
      if (!function.isDeclaration())
        function.setEntryCount(1000);
    auto passes = level == llvm::OptimizationLevel::O0 ? builder.buildO0DefaultPipeline(level)
                                                       : builder.buildPerModuleDefaultPipeline(level);
    passes.run(code, modules);
    return true;
  }

  /// Calls of the same function in two branches are not merged into one, which would have no place.
  static void keepPlacesApart(llvm::Module &code) {
    for (llvm::Function &function : code)
      for (llvm::Instruction &instruction : llvm::instructions(function))
        if (auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction); call && !call->getIntrinsicID())
          call->addFnAttr(llvm::Attribute::NoMerge);
  }

  /// Sees to it that a backtrace finds callers and places: functions have frames that are chained, also those
  /// that end with a call of the runtime, which may raise.
  static void keepTraceable(llvm::Module &code) {
    for (llvm::Function &function : code) {
      if (function.isDeclaration() || function.hasAvailableExternallyLinkage())
        continue;
      function.addFnAttr("frame-pointer", "non-leaf");
      if (isInterruptible(function))
        function.setSection(::eshkol::CodeSection);
      for (llvm::Instruction &instruction : llvm::instructions(function))
        if (auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction); call && keepsFrame(*call))
          call->setTailCallKind(llvm::CallInst::TCK_NoTail);
    }
  }

  /// Whether the frame of the caller stays: but for Scheme's own tail calls.  The optimizer also makes tail
  /// calls of those that do not return.
  static bool keepsFrame(const llvm::CallInst &call) {
    if (call.getIntrinsicID() || call.isMustTailCall())
      return false;
    return call.getCallingConv() == llvm::CallingConv::C || !llvm::isa<llvm::ReturnInst>(call.getNextNode());
  }

  /// What keeps the handlers, winders and regions must not be left halfway.
  static bool isInterruptible(const llvm::Function &function) {
    const llvm::DISubprogram *subprogram = function.getSubprogram();
    if (!subprogram)
      return false;
    llvm::StringRef file = subprogram->getFilename();
    return file != "<library>/host/control.esk" && file != "<library>/host/exceptions.esk" &&
           file != "<library>/host/regions.esk";
  }

  bool emit(llvm::Module &code) {
    llvm::SmallVector<char, 0> bytes;
    llvm::raw_svector_ostream stream(bytes);
    llvm::legacy::PassManager passes;
    auto type = request.format == "assembly" ? llvm::CodeGenFileType::AssemblyFile
                                             : llvm::CodeGenFileType::ObjectFile;
    if (machine->addPassesToEmitFile(passes, stream, nullptr, type))
      return fail("the target cannot emit this kind of file");
    passes.run(code);
    // Code for this process is debugged by nobody, and linked each time that it runs.
    if (type == llvm::CodeGenFileType::ObjectFile)
      if (llvm::Error error = ::eshkol::host::addLineTable(bytes, /*keepDebugInformation=*/!request.native))
        return fail(llvm::toString(std::move(error)));
    result.output.assign(bytes.begin(), bytes.end());
    return true;
  }

  const CodeRequest &request;
  CodeResult &result;
  std::unique_ptr<llvm::TargetMachine> machine;
};

} // namespace

CodeResult(::eshkol::host::generateCode)(const CodeRequest &request) {
  CodeResult result;
  result.succeeded = Generator(request, result).run();
  return result;
}
