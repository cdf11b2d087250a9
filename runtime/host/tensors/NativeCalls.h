//===- NativeCalls.h - device functions that are machine code ---------------===//
//
// Where types are declared, a device function can be compiled to machine code of the processor, as part of an
// executable for instance.  passes/lowering/NativeInterface.cpp says how such code takes arguments and gives
// results; its memory comes from here, so that nothing is lost when an assertion fails in the middle.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_NATIVECALLS_H
#define ESHKOL_RUNTIME_HOST_TENSORS_NATIVECALLS_H

#include "runtime/host/tensors/Signatures.h"

extern "C" {

/// Reads the arguments from words and writes the results to words.
using EshkolNativeEntry = void (*)(const uint64_t *arguments, uint64_t *results);

/// A native function of an executable; the compiler makes a table of them.
struct EshkolNativeFunction {
  int64_t number;
  const char *signature;
  int64_t length;
  EshkolNativeEntry entry;
};

/// What native code calls.
void *eshkol_native_allocate(uint64_t bytes);
void eshkol_native_release(void *memory);
[[noreturn]] void eshkol_native_failed(const char *message, int64_t length);
}

namespace eshkol {

/// Calls native code with arguments that fit; the list of its results.
Word callNative(const Signature &signature, EshkolNativeEntry entry, Word arguments);

/// Releases what native code has allocated, after a call that did not come to its end.
void releaseNativeMemory();

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_NATIVECALLS_H
