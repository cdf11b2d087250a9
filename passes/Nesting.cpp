//===- Nesting.cpp - room for deeply nested programs ----------------------===//

#include "passes/Nesting.h"

#include "llvm/Support/ProgramStack.h"

/// MLIR's parser and walks are recursive: a region within another takes some kilobytes of the stack, and
/// about 150 characters of text.  The clauses of one `cond` are such regions, so that nesting has no other
/// bound.
static constexpr size_t ShortText = 128 << 10;
static constexpr unsigned LargeStack = 512 << 20;

void mlir::eshkol::withRoomForNesting(llvm::StringRef text, llvm::function_ref<void()> function) {
  // What is evaluated form by form is short, and needs no thread.
  if (text.size() < ShortText)
    function();
  else
    llvm::runOnNewStack(LargeStack, function);
}
