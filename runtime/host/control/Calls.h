//===- Calls.h - calling compiled procedures from C++ ----------------------===//
//
// Compiled code has LLVM's calling convention `tailcc`, so the function that calls it is written in LLVM's
// language (Calls.ll).
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_CALLS_H
#define ESHKOL_RUNTIME_HOST_CONTROL_CALLS_H

#include "runtime/host/Value.h"

namespace eshkol {

/// Room in the buffer of further arguments for any call that is written down; calls with a list may need
/// more.
constexpr int64_t SpillCapacity = 4096;

void initializeCalls();

} // namespace eshkol

extern "C" {
extern eshkol::Word *eshkol_spilled_arguments;
extern eshkol::Word eshkol_first_arguments[eshkol::RegisterArguments];

/// The list of all arguments but the required ones.
eshkol::Word eshkol_collect_arguments(int64_t required, int64_t count, eshkol::Word a0, eshkol::Word a1,
                                      eshkol::Word a2, eshkol::Word a3);

/// Calls a value with an argument; an error of the program if it is no procedure.
eshkol::Word eshkol_call_1(eshkol::Word procedure, eshkol::Word argument);
}

#endif // ESHKOL_RUNTIME_HOST_CONTROL_CALLS_H
