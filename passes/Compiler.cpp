//===- Compiler.cpp - parse, verify, transform and print in process -------===//

#include "passes/Compiler.h"
#include "passes/Messages.h"
#include "passes/Nesting.h"
#include "passes/Pipelines.h"
#include "passes/Registration.h"

#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>
#include <mutex>

using namespace mlir;

namespace {

/// Records how long each pass took and what some of them left behind.
class PassRecorder : public PassInstrumentation {
public:
  PassRecorder(::eshkol::core::Result &result, const ::eshkol::core::Request &request)
      : result(result), request(request) {}

  void runBeforePass(Pass *pass, Operation *) override { starts.push_back(std::chrono::steady_clock::now()); }

  void runAfterPass(Pass *pass, Operation *op) override {
    std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - starts.back();
    starts.pop_back();
    std::string name = pass->getArgument().str();
    // Adaptors that only nest other passes have no name of their own.
    if (name.empty())
      return;
    result.timing.emplace_back(name, elapsed.count());
    if (llvm::is_contained(request.dumpAfter, name)) {
      std::string text;
      llvm::raw_string_ostream(text) << *op;
      result.dumps.emplace_back(name, std::move(text));
    }
  }

  void runAfterPassFailed(Pass *, Operation *) override { starts.pop_back(); }

private:
  ::eshkol::core::Result &result;
  const ::eshkol::core::Request &request;
  std::vector<std::chrono::steady_clock::time_point> starts;
};

} // namespace

static LogicalResult runPipeline(ModuleOp module, const ::eshkol::core::Request &request,
                                 ::eshkol::core::Result &result) {
  if (request.pipeline.empty())
    return success();
  PassManager manager(module.getContext(), ModuleOp::getOperationName());
  manager.enableVerifier(request.verifyEach);
  // The anchor is optional: the manager is anchored already.
  StringRef passes = request.pipeline;
  if (passes.consume_front("builtin.module("))
    passes.consume_back(")");
  std::string error;
  llvm::raw_string_ostream errorStream(error);
  if (failed(parsePassPipeline(passes, manager, errorStream))) {
    result.messages.push_back({"error", "invalid pass pipeline: " + error, {}, 0, 0});
    return failure();
  }
  manager.addInstrumentation(std::make_unique<PassRecorder>(result, request));
  return manager.run(module);
}

static void print(ModuleOp module, const ::eshkol::core::Request &request, std::string &output) {
  llvm::raw_string_ostream stream(output);
  if (request.format == "bytecode") {
    (void)writeBytecodeToFile(module, stream);
    return;
  }
  OpPrintingFlags flags;
  flags.enableDebugInfo(request.debugInfo);
  if (request.format == "generic")
    flags.printGenericOpForm();
  module->print(stream, flags);
}

static void transformModule(const ::eshkol::core::Request &request, ::eshkol::core::Result &result) {
  DialectRegistry registry;
  mlir::eshkol::registerDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  mlir::eshkol::collectMessages(context, result.messages);
  ParserConfig config(&context);
  auto module = parseSourceString<ModuleOp>(request.source, config, request.name);
  if (!module || failed(runPipeline(*module, request, result)))
    return;
  print(*module, request, result.output);
  result.succeeded = true;
}

::eshkol::core::Result(::eshkol::core::transform)(const ::eshkol::core::Request &request) {
  // Pass registration is global state of the process.
  static std::once_flag registered;
  std::call_once(registered, [] { mlir::eshkol::registerPasses(); });

  ::eshkol::core::Result result;
  mlir::eshkol::withRoomForNesting(request.source, [&] { transformModule(request, result); });
  return result;
}

std::string(::eshkol::core::mlirVersion)() { return LLVM_VERSION_STRING; }
