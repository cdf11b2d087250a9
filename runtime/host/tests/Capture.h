//===- Capture.h - continuations captured by tests -------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TESTS_CAPTURE_H
#define ESHKOL_RUNTIME_HOST_TESTS_CAPTURE_H

#include "runtime/host/control/Continuations.h"
#include "runtime/host/control/Stack.h"
#include "runtime/host/tests/Procedures.h"

extern "C" [[noreturn]] eshkol::Word eshkol_internal_reinstate(eshkol::Word continuation, eshkol::Word value);

/// Runs a function on the Scheme stack, where continuations can be captured.
template <typename Function> static void onSchemeStack(Function function) {
  eshkol::runOnStack([](void *argument) { (*static_cast<Function *>(argument))(); }, &function);
}

using eshkol::isContinuation;

/// Returns the continuation of its call; and again, each time that this is entered, the value that it gets.
[[gnu::noinline]] inline eshkol::Word capture() {
  using eshkol::Word;
  static const eshkol::ProcedureInfo info = {"receive", 1, 0, 0, nullptr, nullptr};
  Word receive = makeProcedure([](Word, int64_t, Word k, Word, Word, Word) { return k; }, &info);
  return eshkol::eshkol_call_with_continuation(receive);
}

#endif // ESHKOL_RUNTIME_HOST_TESTS_CAPTURE_H
