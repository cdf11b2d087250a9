//===- LoadedCode.h - telling the runtime of compiled code ------*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_JIT_LOADEDCODE_H
#define ESHKOL_RUNTIME_JIT_LOADEDCODE_H

#include "llvm/ExecutionEngine/Orc/LLJIT.h"

namespace eshkol::host {

/// Has the runtime in this process told where the code of each object file lies, and of its line table.
llvm::Error registerLoadedCode(llvm::orc::LLJIT &jit);

} // namespace eshkol::host

#endif // ESHKOL_RUNTIME_JIT_LOADEDCODE_H
