//===- SanitizerOptions.cpp - AddressSanitizer beside a collector ----------===//

#include "runtime/host/Sanitizers.h"

#ifdef ESHKOL_ADDRESS_SANITIZER
/// Variables stay on the stack, where the collector finds the values in them: the detection of uses
/// after a return would move them elsewhere.  What the collector owns is never freed, and what malloc gave
/// to frames that an error left is not freed either, so leaks are not looked for.
extern "C" const char *__asan_default_options() { return "detect_stack_use_after_return=0:detect_leaks=0"; }

/// The collector clears whole blocks, with the gaps behind objects (Memory.cpp).
extern "C" const char *__asan_default_suppressions() { return "interceptor_via_lib:libgc"; }
#endif
