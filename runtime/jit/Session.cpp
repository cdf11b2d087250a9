//===- Session.cpp - machine code loaded into this process ----------------===//

#include "runtime/jit/Session.h"
#include "runtime/jit/LoadedCode.h"

#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/TargetSelect.h"

using namespace eshkol::host;

namespace {

/// Answers the runtime by a function.
struct Compiler {
  std::function<CompilationReply(const CompilationRequest &)> function;
  llvm::orc::LLJIT *jit;
  llvm::orc::JITDylib **program;
  eshkol::CompilerInterface interface = {this, answer};
  /// The runtime reads its texts.  Requests may be nested, and the outer one is answered last.
  CompilationReply last = {};
  std::vector<eshkol::Word (*)()> lastStarts = {};

  static void answer(void *self, eshkol::CompilerTask task, const char *text, int64_t length, int64_t number,
                     eshkol::CompilerReply *reply) {
    auto *compiler = static_cast<Compiler *>(self);
    CompilationReply found =
        compiler->function({task, std::string(text, static_cast<size_t>(length)), number});
    std::vector<eshkol::Word (*)()> starts;
    for (const std::string &unit : found.units) {
      auto start = compiler->jit->lookup(**compiler->program, "eshkol_unit_" + unit);
      if (!start) {
        found = {{}, 0, "error", llvm::toString(start.takeError())};
        break;
      }
      starts.push_back(start->toPtr<eshkol::Word (*)()>());
    }
    compiler->last = std::move(found);
    compiler->lastStarts = std::move(starts);
    reply->starts = compiler->lastStarts.data();
    reply->startCount = static_cast<int64_t>(compiler->lastStarts.size());
    reply->number = compiler->last.number;
    if (!compiler->last.errorKind.empty()) {
      reply->errorKind = compiler->last.errorKind.c_str();
      reply->message = compiler->last.message.data();
      reply->messageLength = static_cast<int64_t>(compiler->last.message.size());
    }
  }
};

} // namespace

struct Session::State {
  std::unique_ptr<Compiler> compiler;
  std::unique_ptr<llvm::orc::LLJIT> jit;
  llvm::orc::JITDylib *program = nullptr;
  int programs = 0, functions = 0;
  /// The runtime keeps pointers to these.
  std::vector<std::string> commandLine;
  std::vector<char *> arguments;
};

Session::Session(std::unique_ptr<State> state) : state(std::move(state)) {}
Session::~Session() = default;

std::unique_ptr<Session> Session::open(const std::string &runtimeLibrary, std::string &error) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto jit = llvm::orc::LLJITBuilder().create();
  if (!jit) {
    error = llvm::toString(jit.takeError());
    return nullptr;
  }
  char prefix = (*jit)->getDataLayout().getGlobalPrefix();
  auto runtime = llvm::orc::DynamicLibrarySearchGenerator::Load(runtimeLibrary.c_str(), prefix);
  if (!runtime) {
    error = llvm::toString(runtime.takeError());
    return nullptr;
  }
  (*jit)->getMainJITDylib().addGenerator(std::move(*runtime));
  if (llvm::Error failure = registerLoadedCode(**jit)) {
    error = llvm::toString(std::move(failure));
    return nullptr;
  }
  // Whoever links gets an error, and may have another way.
  (*jit)->getExecutionSession().setErrorReporter(
      [](llvm::Error told) { llvm::consumeError(std::move(told)); });
  auto state = std::make_unique<State>();
  state->jit = std::move(*jit);
  return std::unique_ptr<Session>(new Session(std::move(state)));
}

std::string Session::startProgram(const std::string &name) {
  auto program = state->jit->createJITDylib(name + "." + std::to_string(state->programs++));
  if (!program)
    return llvm::toString(program.takeError());
  program->addToLinkOrder(state->jit->getMainJITDylib());
  state->program = &*program;
  return {};
}

std::string Session::addObject(const std::string &bytes, const std::string &name) {
  auto buffer = llvm::MemoryBuffer::getMemBufferCopy(bytes, name);
  if (llvm::Error error = state->jit->addObjectFile(*state->program, std::move(buffer)))
    return llvm::toString(std::move(error));
  return {};
}

/// The address of a symbol; null, and an error where there is none.
template <typename Function>
static Function *lookUp(llvm::orc::LLJIT &jit, llvm::orc::JITDylib &where, const std::string &symbol,
                        std::string &error) {
  auto address = jit.lookup(where, symbol);
  if (address)
    return address->toPtr<Function *>();
  error = llvm::toString(address.takeError());
  return nullptr;
}

std::vector<void *> Session::addFunctions(const std::string &bytes, const std::vector<std::string> &symbols,
                                          std::string &error) {
  auto library = state->jit->createJITDylib("function." + std::to_string(state->functions++));
  if (!library) {
    error = llvm::toString(library.takeError());
    return {};
  }
  library->addToLinkOrder(state->jit->getMainJITDylib());
  auto buffer = llvm::MemoryBuffer::getMemBufferCopy(bytes, library->getName());
  if (llvm::Error failure = state->jit->addObjectFile(*library, std::move(buffer))) {
    error = llvm::toString(std::move(failure));
    return {};
  }
  std::vector<void *> addresses;
  for (const std::string &symbol : symbols) {
    addresses.push_back(lookUp<void>(*state->jit, *library, symbol, error));
    if (!addresses.back())
      return {};
  }
  return addresses;
}

std::string Session::setCommandLine(const std::vector<std::string> &arguments) {
  std::string error;
  auto *set = lookUp<void(int, char **)>(*state->jit, state->jit->getMainJITDylib(),
                                         "eshkol_set_command_line", error);
  if (!set)
    return error;
  state->commandLine = arguments;
  state->arguments.clear();
  for (std::string &argument : state->commandLine)
    state->arguments.push_back(argument.data());
  set(static_cast<int>(arguments.size()), state->arguments.data());
  return {};
}

/// A function of the runtime, which has all those that are asked for.
template <typename Function> static Function *runtimeFunction(llvm::orc::LLJIT &jit, const char *name) {
  return llvm::cantFail(jit.lookup(name)).toPtr<Function *>();
}

void Session::setCompiler(std::function<CompilationReply(const CompilationRequest &)> compiler) {
  state->compiler =
      std::unique_ptr<Compiler>(new Compiler{std::move(compiler), state->jit.get(), &state->program});
  auto *set = runtimeFunction<void(const eshkol::CompilerInterface *)>(*state->jit, "eshkol_set_compiler");
  set(&state->compiler->interface);
}

void Session::setInteractive(bool colors) {
  runtimeFunction<void(bool)>(*state->jit, "eshkol_color_errors")(colors);
}

int64_t Session::uncaughtConditions() {
  return runtimeFunction<int64_t()>(*state->jit, "eshkol_uncaught_conditions")();
}

std::string Session::lastValue() {
  int64_t length = 0;
  const char *text = runtimeFunction<const char *(int64_t *)>(*state->jit, "eshkol_last_value")(&length);
  return std::string(text, static_cast<size_t>(length));
}

int Session::runUnit(const std::string &unit, std::string &error) {
  auto *start = lookUp<void>(*state->jit, *state->program, "eshkol_unit_" + unit, error);
  auto *run = lookUp<int(void *)>(*state->jit, state->jit->getMainJITDylib(), "eshkol_run_unit", error);
  return start && run ? run(start) : -1;
}
