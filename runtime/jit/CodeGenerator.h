//===- CodeGenerator.h - from the llvm dialect to machine code --*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_JIT_CODEGENERATOR_H
#define ESHKOL_RUNTIME_JIT_CODEGENERATOR_H

#include "passes/Compiler.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace eshkol::host {

struct CodeRequest {
  /// MLIR text with Scheme code over `!eshkol.value`, or in the llvm dialect.
  std::string source;
  std::string name;
  /// What to make: "mlir" (the llvm dialect), "llvm" (LLVM IR, optimized), "assembly" or "object".
  std::string format = "object";
  /// LLVM bitcode with short functions of the runtime, which the optimizer inlines; empty for none.
  std::string inlineLibrary;
  /// 0 to 3.
  int optimization = 2;
  /// Code for the processor it is compiled on; otherwise for any of its architecture.
  bool native = true;
  /// The text is in the llvm dialect: device code, which may be interrupted anywhere.
  bool lowered = false;
  /// Objects that nothing refers to later are in frames, but for level 0.
  bool frameObjects = true;
  /// Flonums and booleans are in registers, but for level 0.
  bool unbox = true;
  /// Small tensors are in registers where flonums are.
  bool smallTensors = true;
  /// Object files have about as many instructions each, so that a long unit becomes several, which are made
  /// side by side; 0 for one.  The parts depend on the unit and this number only.
  size_t partLength = 0;
};

struct CodeResult {
  bool succeeded = false;
  /// One text or object file, or those of the parts.
  std::vector<std::string> outputs;
  std::vector<core::Message> messages;
  /// Stages with their time in milliseconds.
  std::vector<std::pair<std::string, double>> timing;
  /// What other units may know of public functions, as the text of an attribute.
  std::vector<std::pair<std::string, std::string>> summaries;
};

CodeResult generateCode(const CodeRequest &request);

/// The processor of this machine and its features, as native code depends on them.
std::string describeProcessor();

} // namespace eshkol::host

#endif // ESHKOL_RUNTIME_JIT_CODEGENERATOR_H
