//===- Continuations.cpp - capturing and entering continuations ------------===//
//
// A continuation is the registers at a place and a copy of the stack above it, in memory that the
// collector scans conservatively.  Entering it copies the frames back to their addresses, so it may be
// entered any number of times, native frames included.  The winders of dynamic-wind and the
// handlers of exceptions are the library's business (stdlib/host/control.esk).
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/Sanitizers.h"
#include "runtime/host/control/Calls.h"
#include "runtime/host/control/Registers.h"
#include "runtime/host/control/Stack.h"

#include <algorithm>
#include <alloca.h>

using namespace eshkol;

namespace {

struct Continuation {
  Header header;
  Registers registers;
  int64_t size;
  /// In memory of its own, which is scanned at every address; null where the frames are still on the stack.
  char *frames;
};

/// What entering a continuation hands to it.
Word passed;

} // namespace

[[gnu::noinline]] static void copyFrames(Continuation *continuation) {
  char *start = continuation->registers.stackPointer();
  continuation->size = stackBase() - start;
  continuation->frames = static_cast<char *>(allocate(static_cast<size_t>(continuation->size)));
  openMemory(start, static_cast<size_t>(continuation->size));
  std::memcpy(continuation->frames, start, static_cast<size_t>(continuation->size));
}

/// Returns the continuation; and again, each time that it is entered, a box with the value that it gets.
ESHKOL_PRIMITIVE(eshkol_internal_capture, "%capture", 0, 0)() {
  auto *continuation = make<Continuation>(Type::Continuation);
  if (eshkol_save_registers(&continuation->registers)) {
    restoreStackGuard();
    return makeBox(passed);
  }
  copyFrames(continuation);
  return wordOf(continuation);
}

/// Calls a procedure with a continuation that can be entered while this call lasts.  Nothing is copied.
ESHKOL_PRIMITIVE(eshkol_internal_call_with_escape, "%call-with-escape", 1, 1)(Word procedure) {
  auto *continuation = make<Continuation>(Type::Continuation);
  if (eshkol_save_registers(&continuation->registers)) {
    restoreStackGuard();
    return passed;
  }
  return eshkol_call_1(procedure, wordOf(continuation));
}

/// The frames must not overwrite those of the functions that copy them.
[[noreturn, gnu::noinline]] static void enter(const Continuation *continuation) {
  char *start = continuation->registers.stackPointer();
  auto *here = static_cast<char *>(__builtin_frame_address(0));
  constexpr ptrdiff_t room = 4096;
  if (here > start - room) {
    volatile char *below = static_cast<char *>(alloca(static_cast<size_t>(here - start + 2 * room)));
    below[0] = 0;
    enter(continuation);
  }
  openMemory(start, static_cast<size_t>(continuation->size));
  std::memcpy(start, continuation->frames, static_cast<size_t>(continuation->size));
  eshkol_restore_registers(&continuation->registers);
}

ESHKOL_PRIMITIVE(eshkol_internal_reinstate, "%reinstate", 2, 2)(Word continuation, Word value) {
  if (!isA(continuation, Type::Continuation))
    wrongType("%reinstate", 1, "a continuation", continuation);
  passed = value;
  if (!as<Continuation>(continuation)->frames)
    eshkol_restore_registers(&as<Continuation>(continuation)->registers);
  enter(as<Continuation>(continuation));
}

ESHKOL_PRIMITIVE(eshkol_internal_continuation_p, "%continuation?", 1, 1)(Word value) {
  return fromBool(isA(value, Type::Continuation));
}

ESHKOL_PRIMITIVE(eshkol_internal_resumed_value, "%resumed-value", 1, 1)(Word box) {
  if (!isA(box, Type::Box))
    wrongType("%resumed-value", 1, "what %capture returned", box);
  return as<Box>(box)->content;
}
