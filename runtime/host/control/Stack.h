//===- Stack.h - the stack that Scheme code runs on ------------------------===//
//
// Scheme code has a stack of its own: a large reservation of address space of which only what is
// used takes memory, so that recursion may be a million deep.  It is always at the same addresses,
// so that a continuation is a copy of its frames, which is put back where they were.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_STACK_H
#define ESHKOL_RUNTIME_HOST_CONTROL_STACK_H

#include "runtime/host/Value.h"

namespace eshkol {

/// Runs a function on the Scheme stack.  Within Scheme code it is a plain call.
void runOnStack(void (*function)(void *), void *argument);

/// To be called by what leaves the Scheme stack by a jump.
void leaveStack();

/// The highest address of the stack.
char *stackBase();

/// Makes the last part of the stack inaccessible again, which was opened to handle its exhaustion, unless
/// that is still where the caller runs.
void restoreStackGuard();

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_CONTROL_STACK_H
