//===- MachineCode.h - from LLVM IR to machine code -------------*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_JIT_MACHINECODE_H
#define ESHKOL_RUNTIME_JIT_MACHINECODE_H

#include "runtime/jit/CodeGenerator.h"

#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

#include <memory>

namespace eshkol::host {

/// The machine that a request is for.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>> makeTargetMachine(const CodeRequest &request);

/// Optimizes a module, and sees to it that backtraces find callers and places, and interrupts their code.
void optimize(llvm::Module &code, llvm::TargetMachine &machine, const CodeRequest &request);

/// The assembly text or, with its table of lines, the object file of a module.
llvm::Expected<std::string> emitCode(llvm::Module &code, llvm::TargetMachine &machine,
                                     const CodeRequest &request);

} // namespace eshkol::host

#endif // ESHKOL_RUNTIME_JIT_MACHINECODE_H
