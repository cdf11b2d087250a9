//===- CodeGenerator.cpp - from the llvm dialect to machine code ----------===//

#include "runtime/jit/CodeGenerator.h"
#include "passes/Messages.h"
#include "passes/Nesting.h"
#include "passes/host/Passes.h"
#include "runtime/jit/InlineBudget.h"
#include "runtime/jit/MachineCode.h"
#include "runtime/jit/Parts.h"

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
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/ThreadPool.h"

#include <chrono>
#include <optional>

using namespace mlir;
using ::eshkol::host::CodeRequest;
using ::eshkol::host::CodeResult;
using ::eshkol::host::Division;
using ::eshkol::host::limitInlining;

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
    if (request.format == "mlir") {
      llvm::raw_string_ostream(result.outputs.emplace_back()) << *module;
      return true;
    }
    llvm::LLVMContext llvmContext;
    auto code =
        stage("translate", [&] { return translateModuleToLLVMIR(*module, llvmContext, request.name); });
    module = nullptr;
    return code && selectTarget(*code) && stage("link", [&] { return linkInlineLibrary(*code); }) &&
           generate(std::move(code));
  }

private:
  bool fail(const std::string &text) {
    result.messages.push_back({"error", text, {}, 0, 0});
    return false;
  }

  /// From LLVM IR to what was asked for.
  bool generate(std::unique_ptr<llvm::Module> code) {
    keepPlacesApart(*code);
    if (request.partLength != 0 && request.format == "object")
      if (Division division(*code, request.name, request.partLength, !request.native); division.size() > 1)
        return stage("parts", [&] { return generateParts(std::move(code), division); });
    stage("optimize", [&] {
      ::eshkol::host::optimize(*code, *machine, request);
      return true;
    });
    if (request.format == "llvm") {
      llvm::raw_string_ostream(result.outputs.emplace_back()) << *code;
      return true;
    }
    return stage("emit", [&] { return addOutput(::eshkol::host::emitCode(*code, *machine, request)); });
  }

  /// As many at the same time as there are processors.
  bool generateParts(std::unique_ptr<llvm::Module> code, const Division &division) {
    llvm::SmallVector<char, 0> bytes;
    llvm::raw_svector_ostream stream(bytes);
    llvm::WriteBitcodeToFile(*code, stream);
    code.reset();
    llvm::MemoryBufferRef bitcode(llvm::StringRef(bytes.data(), bytes.size()), request.name);
    std::vector<std::optional<llvm::Expected<std::string>>> outputs(division.size());
    llvm::ThreadPoolStrategy strategy = llvm::hardware_concurrency(division.size());
    strategy.Limit = true;
    llvm::DefaultThreadPool threads(strategy);
    for (unsigned part = 0; part != division.size(); ++part)
      threads.async([&, part] { outputs[part].emplace(generatePart(bitcode, division, part)); });
    threads.wait();
    bool succeeded = true;
    for (auto &output : outputs)
      succeeded &= addOutput(std::move(*output));
    return succeeded;
  }

  llvm::Expected<std::string> generatePart(llvm::MemoryBufferRef bitcode, const Division &division,
                                           unsigned part) const {
    llvm::LLVMContext context;
    auto code = division.read(bitcode, part, context);
    if (!code)
      return code.takeError();
    auto partMachine = ::eshkol::host::makeTargetMachine(request);
    if (!partMachine)
      return partMachine.takeError();
    ::eshkol::host::optimize(**code, **partMachine, request);
    return ::eshkol::host::emitCode(**code, **partMachine, request);
  }

  bool addOutput(llvm::Expected<std::string> output) {
    if (!output)
      return fail(llvm::toString(output.takeError()));
    result.outputs.push_back(std::move(*output));
    return true;
  }

  LogicalResult lower(ModuleOp module) {
    PassManager manager(module.getContext(), ModuleOp::getOperationName());
    manager.enableVerifier(false);
    // What is evaluated once is not optimized.
    mlir::eshkol::HostPipelineOptions options;
    options.frameObjects = request.optimization != 0 && request.frameObjects;
    options.unbox = request.optimization != 0 && request.unbox;
    options.smallTensors = request.smallTensors;
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
    auto found = ::eshkol::host::makeTargetMachine(request);
    if (!found)
      return fail(llvm::toString(found.takeError()));
    machine = std::move(*found);
    code.setTargetTriple(machine->getTargetTriple());
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

  /// Calls of the same function in two branches are not merged into one, which would have no place.
  static void keepPlacesApart(llvm::Module &code) {
    for (llvm::Function &function : code)
      for (llvm::Instruction &instruction : llvm::instructions(function))
        if (auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction); call && !call->getIntrinsicID())
          call->addFnAttr(llvm::Attribute::NoMerge);
  }

  const CodeRequest &request;
  CodeResult &result;
  std::unique_ptr<llvm::TargetMachine> machine;
};

} // namespace

CodeResult(::eshkol::host::generateCode)(const CodeRequest &request) {
  CodeResult result;
  mlir::eshkol::withRoomForNesting(request.source,
                                   [&] { result.succeeded = Generator(request, result).run(); });
  return result;
}
