//===- Compiler.h - parse, verify, transform and print in process -*- C++ -*-===//
//
// What the Python package calls.  Plain standard types only, because the
// binding is compiled with run-time type information and LLVM is not.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_COMPILER_H
#define ESHKOL_PASSES_COMPILER_H

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace eshkol::core {

/// One message of the MLIR core, with the place it points at.
struct Message {
  std::string severity; // error, warning, remark or note
  std::string text;
  std::string file; // empty where the location is unknown
  int64_t line = 0;
  int64_t column = 0;
};

struct Result {
  bool succeeded = false;
  std::string output;
  std::vector<Message> messages;
  /// Milliseconds spent in each top-level pass, in order.
  std::vector<std::pair<std::string, double>> timing;
  /// The module after each pass named in `dumpAfter`.
  std::vector<std::pair<std::string, std::string>> dumps;
};

struct Request {
  std::string source;   // MLIR text or bytecode
  std::string name;     // shown in locations of the text itself
  std::string pipeline; // textual, anchored on builtin.module; empty to parse and verify only
  std::string format;   // "text", "generic" or "bytecode"
  bool debugInfo = false;
  bool verifyEach = true;
  std::vector<std::string> dumpAfter;
};

/// Never throws and never writes to standard error.  Safe to call from several
/// threads at once: each call has a context of its own.
Result transform(const Request &request);

/// An operation whose result types are asked for.
struct InferenceRequest {
  std::string operation;             // "eshkol.matmul"
  std::vector<std::string> operands; // the types of the operands, as text
  std::string attributes;            // a dictionary attribute, as text
};

/// The types of its results, as text, or why there are none.
struct InferenceResult {
  bool succeeded = false;
  std::vector<std::string> types;
  std::vector<std::string> errors;
};

/// The types of the results, by the rules that the verifier applies.
InferenceResult inferResultTypes(const InferenceRequest &request);

/// What an operation has rules for.
struct OperationSupport {
  std::string name;
  bool differentiable;
  bool batchable;
};

/// The operations of the dialect, and those of upstream dialects with a rule, by name.
std::vector<OperationSupport> listOperations();

/// The version of MLIR that this library was built with, as "22.1.8".
std::string mlirVersion();

} // namespace eshkol::core

#endif // ESHKOL_PASSES_COMPILER_H
