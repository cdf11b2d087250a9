//===- Evaluation.h - code that is data (R7RS 6.12, 6.14) -------------------===//
//
// The runtime has no compiler.  A process that has one, as that of `eshkol run` or of the prompt, says so
// by `eshkol_set_compiler`; an executable has none.  Compiled code comes back as the start functions of
// units, which return procedures without parameters.  The library calls these, the last one in tail
// position, so that no frame of the compiler is ever part of a continuation.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_EVALUATION_H
#define ESHKOL_RUNTIME_HOST_CONTROL_EVALUATION_H

#include "runtime/host/Value.h"

#include <string_view>

namespace eshkol {

/// What the compiler is asked for, with a text and a number.
enum class CompilerTask : int32_t {
  /// The code of an expression or definition; the number is that of its environment.
  Expression,
  /// The number of an immutable environment; the text is the list of its import sets.
  Environment,
  /// The number of a program in the file of this name.
  File,
  /// The code of the next part of a program, whose number is the text; none at its end.  The number
  /// is that of the environment.
  NextPart,
  /// An operation of code that runs while a program is expanded; the text is a list with its name, and the
  /// answer a datum (python/eshkol_mlir/compiler/expansion_process.py).
  Syntax,
  /// No more than to compile at this level from here on; -1 for that of the command line.
  Optimization,
};

struct CompilerReply {
  /// The start functions of units, in the order in which the procedures that they return are to be called.
  Word (*const *starts)() = nullptr;
  int64_t startCount = 0;
  int64_t number = 0;
  /// The kind of the error, in which case there is nothing else but the message; otherwise null.  That of
  /// the answer to an operation on syntax is `AnswerKind`, and the message its text.
  const char *errorKind = nullptr;
  /// UTF-8.  All memory stays until the next request.
  const char *message = nullptr;
  int64_t messageLength = 0;
};

constexpr std::string_view AnswerKind = "answer";

struct CompilerInterface {
  void *context;
  void (*answer)(void *context, CompilerTask task, const char *text, int64_t length, int64_t number,
                 CompilerReply *reply);
};

struct Environment {
  Header header;
  /// The compiler's number of it.
  int64_t number;
};

/// The number of the environment of the prompt.
constexpr int64_t InteractionEnvironment = 0;

/// Puts objects without an external representation, which the expression under evaluation holds, into a
/// literal of its code, where the reader has left symbols for them.
Word restoreObjects(Word literal);

} // namespace eshkol

/// Says which compiler `eval` uses; the interface must stay.
extern "C" void eshkol_set_compiler(const eshkol::CompilerInterface *compiler);

#endif // ESHKOL_RUNTIME_HOST_CONTROL_EVALUATION_H
