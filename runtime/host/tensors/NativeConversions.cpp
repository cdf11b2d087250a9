//===- NativeConversions.cpp - conversions that native code calls -----------===//
//
// LLVM calls these functions of the compiler's library for processors without instructions for bfloat16. That
// of GCC has them only from version 13 on.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/tensors/Elements.h"

using namespace eshkol;

static __bf16 toCompilerType(BFloat number) {
  __bf16 result;
  static_assert(sizeof result == sizeof number.bits);
  __builtin_memcpy(&result, &number.bits, sizeof result);
  return result;
}

extern "C" {
__bf16 __truncsfbf2(float number) { return toCompilerType(BFloat(number)); }
__bf16 __truncdfbf2(double number) { return toCompilerType(BFloat(number)); }
}
