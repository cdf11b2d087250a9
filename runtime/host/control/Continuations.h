//===- Continuations.h - first-class continuations -------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_CONTINUATIONS_H
#define ESHKOL_RUNTIME_HOST_CONTROL_CONTINUATIONS_H

#include "runtime/host/Value.h"

namespace eshkol {

/// To be called by what leaves the stack below an address for good, without returning to the continuations
/// captured there: these are copied, so that they can be entered later.
void abandonContinuations(const char *limit);

/// Where the content is of an address of the stack that waits for control to return: the stack, or a copy.
const char *frameContent(const char *address);

/// The return address in a frame, as the call made it: the one above its frame pointer may be that of what
/// brings back more frames.  `frame` is where the content of the frame is.
const void *returnAddressOf(const void *frame);

/// Calls `receive` with the continuation of this call, a procedure.  In Registers.cpp.
extern "C" Word eshkol_call_with_continuation(Word receive);

/// Whether a value is a captured continuation.
bool isContinuation(Word value);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_CONTROL_CONTINUATIONS_H
