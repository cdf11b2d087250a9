//===- LineTables.h - places of the source in object files ------*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_JIT_LINETABLES_H
#define ESHKOL_RUNTIME_JIT_LINETABLES_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"

namespace eshkol::host {

/// Adds a section to an object file that says which places its code is from, in the form of
/// runtime/host/control/LineTable.h.  Debug information, which it is made of, stays only for debuggers.
llvm::Error addLineTable(llvm::SmallVectorImpl<char> &object, bool keepDebugInformation);

} // namespace eshkol::host

#endif // ESHKOL_RUNTIME_JIT_LINETABLES_H
