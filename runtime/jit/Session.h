//===- Session.h - machine code loaded into this process --------*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_JIT_SESSION_H
#define ESHKOL_RUNTIME_JIT_SESSION_H

#include <memory>
#include <string>
#include <vector>

namespace eshkol::host {

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

  /// Sets what (command-line) answers.  Returns an error, or nothing.
  std::string setCommandLine(const std::vector<std::string> &arguments);

  /// Runs the top level of a unit of the program on the Scheme stack.  Returns the exit status that the
  /// program asked for, or -1 where it came to its end.
  int runUnit(const std::string &unit, std::string &error);

private:
  struct State;
  explicit Session(std::unique_ptr<State> state);
  std::unique_ptr<State> state;
};

} // namespace eshkol::host

#endif // ESHKOL_RUNTIME_JIT_SESSION_H
