//===- Summaries.h - what callers need to know of a procedure ---*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_SUMMARIES_H
#define ESHKOL_PASSES_HOST_SUMMARIES_H

#include "dialects/Dialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::eshkol::host {

/// What a call of a function may do with its arguments, and with the frames that wait for it.
struct Summary {
  /// For each parameter, whether what it refers to may be referred to after the call.
  SmallVector<bool> keeps;
  /// For each parameter, whether it may be called.
  SmallVector<bool> calls;
  /// Whether a continuation may be captured that returns to the caller, by other code than `calls`.
  bool captures = false;
  /// Whether its tail calls, and theirs, may reach code that is not known.
  bool jumps = false;

  /// Of a function that nothing is known of.
  static Summary unknown(unsigned parameters);
  /// What a declaration says.
  static Summary of(func::FuncOp declaration);
  DictionaryAttr toAttribute(MLIRContext *context) const;
};

/// The attribute of declarations.
constexpr StringLiteral SummaryName = "eshkol.summary";

/// Whether a primitive keeps an argument, or returns it.  It does not where the argument is only shown in the
/// message of an error.
bool keepsArgument(PrimitiveOp op, unsigned index);

/// Whether a primitive calls its argument, which it does not keep.  No other one calls code that may come
/// back.
bool callsArgument(PrimitiveOp op);

/// Whether control never comes back from a function: the library's `raise` and what ends with it.
bool neverReturns(StringRef function);

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_SUMMARIES_H
