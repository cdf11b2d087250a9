//===- Nesting.h - room for deeply nested programs --------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_NESTING_H
#define ESHKOL_PASSES_NESTING_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace mlir::eshkol {

/// Runs a function that parses the text and walks what is in it, on a larger stack where the text may nest
/// deeply.
void withRoomForNesting(llvm::StringRef text, llvm::function_ref<void()> function);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_NESTING_H
