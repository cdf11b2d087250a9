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
#include "runtime/host/control/Registers.h"

namespace eshkol {

/// Runs a function on the Scheme stack.  Within Scheme code it is a plain call.
void runOnStack(void (*function)(void *), void *argument);

/// Runs a function on the stack that Scheme code was called from, as the compiler wants it, whose recursion
/// must not end in the guard below Scheme's stack.  It may neither raise nor allocate Scheme values, but may
/// call `runOnStack`.
void runOnCallersStack(void (*function)(void *), void *argument);

/// The call of the stack that waits while a function runs on its caller's instead, if there is one.
struct Suspension {
  /// How deep the stack is; null if nothing waits.
  char *depth = nullptr;
  /// Where that call returns to.
  Registers caller;
};
Suspension currentSuspension();

/// To be called by what leaves the Scheme stack by a jump, with what waited when it was entered.
void leaveStack(const Suspension &outer);

/// What is asked at each continuation.
struct StackFacts {
  char *base;
  /// Whether the part is in use that is kept for the handling of an exhausted stack.
  bool isEmergencyOpen;
};
extern StackFacts stackFacts;

/// The highest address of the stack.
inline char *stackBase() { return stackFacts.base; }
/// Whether an address is one of the stack, but for its guard.
bool isOnStack(const char *address);
/// Whether there may be a frame at an address: on the stack, or in the part that is open to handle its
/// exhaustion.
bool isFrame(const void *address);

/// Makes the last part of the stack inaccessible again, which was opened to handle its exhaustion, unless
/// that is still where the caller runs.
void closeEmergencyPart();
inline void restoreStackGuard() {
  if (__builtin_expect(stackFacts.isEmergencyOpen, 0))
    closeEmergencyPart();
}

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_CONTROL_STACK_H
