//===- InlineBudget.h - how much of the runtime is inlined -----*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_JIT_INLINEBUDGET_H
#define ESHKOL_RUNTIME_JIT_INLINEBUDGET_H

#include "llvm/IR/Module.h"

namespace eshkol::host {

/// Keeps the code of large units from growing many times over: where the bodies of the runtime's functions
/// that `inlined` selects would be too many instructions in all, the long ones are called instead, but for
/// calls in the rounds of loops and in other recursive functions.  Into very long functions nothing is
/// inlined, and nothing of very long cycles of functions.
void limitInlining(llvm::Module &code, llvm::function_ref<bool(const llvm::Function &)> inlined);

} // namespace eshkol::host

#endif // ESHKOL_RUNTIME_JIT_INLINEBUDGET_H
