//===- Session.h - machine code loaded into this process --------*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_JIT_SESSION_H
#define ESHKOL_RUNTIME_JIT_SESSION_H

#include "runtime/host/control/Evaluation.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace eshkol::host {

/// What programs ask the compiler for; see runtime/host/control/Evaluation.h.
struct CompilationRequest {
  CompilerTask task;
  std::string text;
  int64_t number = 0;
};

struct CompilationReply {
  /// Of units that were added.
  std::vector<std::string> units;
  int64_t number = 0;
  /// The kind of the error and its message, or nothing.
  std::string errorKind, message;
};

/// Object files linked with the runtime library, in this process.  They stay as long as the process: the
/// collector and values that outlive a program refer to them.
class Session {
public:
  /// Opens the runtime, a shared library.  Returns null and sets `error` where that fails.
  static std::unique_ptr<Session> open(const std::string &runtimeLibrary, std::string &error);
  ~Session();

  /// Starts a program: object files that follow see those before them in it, and no other program's.
  std::string startProgram(const std::string &name);
  /// Links an object file into the program.  Returns an error, or nothing.
  std::string addObject(const std::string &bytes, const std::string &name);
  /// Links an object file that nothing else sees, and says where functions of it are.  Sets `error` where
  /// that fails.
  std::vector<void *> addFunctions(const std::string &bytes, const std::vector<std::string> &symbols,
                                   std::string &error);

  /// Sets what (command-line) answers.  Returns an error, or nothing.
  std::string setCommandLine(const std::vector<std::string> &arguments);

  /// Says what `eval` and `load` use.  The function may run units.
  void setCompiler(std::function<CompilationReply(const CompilationRequest &)> compiler);
  /// At a prompt an interrupt from the keyboard ends the evaluation, not the process; errors may have colors.
  void setInteractive(bool colors);
  /// How many conditions nobody handled so far, each of which ended the run of a unit.
  int64_t uncaughtConditions();

  /// Runs the top level of a unit of the program on the Scheme stack.  Returns the exit status that the
  /// program asked for, or -1 where it came to its end.
  int runUnit(const std::string &unit, std::string &error);
  /// The value of the unit that came to its end last, as `write` shows it.
  std::string lastValue();

private:
  struct State;
  explicit Session(std::unique_ptr<State> state);
  std::unique_ptr<State> state;
};

} // namespace eshkol::host

#endif // ESHKOL_RUNTIME_JIT_SESSION_H
