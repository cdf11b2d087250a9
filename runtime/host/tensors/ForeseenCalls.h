//===- ForeseenCalls.h - device code for calls that were foreseen -----------===//
//
// An executable has no compiler.  For each call of a device function that the program's text tells of, it has
// native code, which is found by what the arguments are: procedures, records, lists and symbols by their
// structure, which is written as text, and the numbers and tensors in them, from left to right, by their
// types.  The compiler writes the same text (python/eshkol_mlir/compiler/flow/crossing.py):
//
//   .        a number or tensor
//   i5;      an integer that is part of the code
//   c3(...)  the procedure with this number, and what it captured
//   oname(...)  an operation applied to values, as `compose` makes it
//   pname()  a procedure of the language
//   rname(...)  a record of a declared type;  l(...) a list;  dtext() a symbol or other datum
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_FORESEENCALLS_H
#define ESHKOL_RUNTIME_HOST_TENSORS_FORESEENCALLS_H

#include "runtime/host/tensors/NativeCalls.h"

struct EshkolDeviceValue;

extern "C" {

/// Code for one kind of call; the compiler makes a table of them.  Where the function cannot be called so,
/// `entry` is null and `failure` says what is wrong: the kind of a condition, a new line, and its message.
struct EshkolForeseenCall {
  EshkolNativeFunction function;
  const char *pattern;
  int64_t patternLength;
  const char *failure;
  int64_t failureLength;
};

void eshkol_foresee_device_call(const EshkolForeseenCall *call);
}

namespace eshkol {

/// Whether any call of a function was foreseen.
bool hasForeseenCalls(int64_t function);

/// Calls a function with such arguments, which are also described; the list of its results.  Raises where
/// nobody foresaw the call.
Word callForeseen(int64_t function, const char *name, Word arguments, const EshkolDeviceValue *described);

void forgetForeseenCalls();

/// The call of a function that no code was made for.
[[noreturn]] void raiseUnforeseen(const char *name, Word arguments);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_FORESEENCALLS_H
