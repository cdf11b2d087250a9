//===- Messages.h - diagnostics as plain data -------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_MESSAGES_H
#define ESHKOL_PASSES_MESSAGES_H

#include "passes/Compiler.h"

#include "mlir/IR/MLIRContext.h"

namespace mlir::eshkol {

/// Adds all that is reported in a context to a list, notes after what they belong to.
void collectMessages(MLIRContext &context, std::vector<::eshkol::core::Message> &messages);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_MESSAGES_H
