//===- Continuations.cpp - first-class continuations and escapes -----------===//
//
// The continuations captured in the part of the program that runs form a chain, the latest first.  Each
// stands for the frames between its own place on the stack and that of the next one; beyond the latest is
// what runs.  Capturing one copies nothing: its frames stay where they are, and nothing changes them until
// control returns to them.  Only then, or when another continuation takes their place, they are copied to the
// heap, once.  Frames come back to where they were, those of one continuation at a time, when control
// returns to it.  So what a capture or an entry costs does not depend on how deep the stack is, but on
// how far control goes up it.
//
// The winders of dynamic-wind and the handlers of exceptions are the library's business
// (stdlib/host/control.esk).
//
//===----------------------------------------------------------------------===//

#include "runtime/host/control/Continuations.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/Sanitizers.h"
#include "runtime/host/control/Calls.h"
#include "runtime/host/control/Registers.h"
#include "runtime/host/control/Stack.h"

using namespace eshkol;

namespace {

struct Continuation {
  Header header;
  /// The end of its frames, which begin with the registers that it restores.
  char *stackPointer;
  Continuation *next;
  int64_t depth;
  /// A copy, in memory of its own, which is scanned at every address; null where none has been needed yet.
  char *frames;
  /// Whether the frames on the stack are its own.
  bool isOnStack;

  size_t size() const {
    return static_cast<size_t>((next ? next->stackPointer : stackBase()) - stackPointer);
  }

  void leaveStack() {
    if (!frames) {
      openMemory(stackPointer, size());
      OutsideRegions outside;
      char *copy = static_cast<char *>(allocateObject(size()));
      std::memcpy(copy, stackPointer, size());
      frames = copy;
    }
    isOnStack = false;
  }

  /// For what runs from here on, and changes the frames.
  void return_() {
    bool isThere = isOnStack;
    leaveStack();
    if (isThere)
      return;
    openMemory(stackPointer, size());
    std::memcpy(stackPointer, frames, size());
  }
};

/// A place in a frame that can be gone back to while this frame lasts.
struct Escape {
  Header header;
  Registers registers;
};
/// The flag of continuations that are escapes.
constexpr uint8_t IsEscape = 1;

static_assert(offsetof(Procedure, entry) - ObjectTag == 3, "Registers.cpp reads the entry from there");

Continuation *current;

/// What an escape hands to its place.
Word passed;

} // namespace

//===----------------------------------------------------------------------===//
// What Registers.cpp calls
//===----------------------------------------------------------------------===//

/// A continuation whose frames begin here becomes the latest one.
extern "C" Word eshkol_begin_continuation(char *stackPointer) {
  // The frames refer to objects of all regions in progress.
  keepRegions();
  OutsideRegions outside;
  auto *continuation = make<Continuation>(Type::Continuation);
  continuation->stackPointer = stackPointer;
  continuation->next = current;
  continuation->depth = current ? current->depth + 1 : 1;
  continuation->isOnStack = true;
  current = continuation;
  return wordOf(continuation);
}

extern "C" Word eshkol_current_continuation() { return wordOf(current); }

/// Control has come back to the latest continuation, by a return or by a jump; its frames are to go on.
extern "C" Word eshkol_end_continuation(Word value) {
  Continuation *continuation = current;
  continuation->return_();
  current = continuation->next;
  restoreStackGuard();
  return value;
}

//===----------------------------------------------------------------------===//
// Entering continuations
//===----------------------------------------------------------------------===//

void eshkol::abandonContinuations(const char *limit) {
  for (; current && current->stackPointer < limit; current = current->next)
    current->leaveStack();
}

const char *eshkol::frameContent(const char *address) {
  for (const Continuation *waiting = current; waiting && waiting->stackPointer <= address;
       waiting = waiting->next)
    if (!waiting->isOnStack && address < waiting->stackPointer + waiting->size())
      return waiting->frames + (address - waiting->stackPointer);
  return address;
}

/// Those that do not belong to what runs next leave the stack.
[[noreturn]] static void enter(Continuation *target, Word value) {
  const Continuation *shared = target;
  while (current != shared)
    if (current && (!shared || current->depth >= shared->depth)) {
      current->leaveStack();
      current = current->next;
    } else {
      shared = shared->next;
    }
  current = target;
  eshkol_resume_continuation(value, target->stackPointer);
}

/// The frame of the escape may be among those of a continuation that has not come back to the stack yet.
[[noreturn]] static void escape(const Escape *target, Word value) {
  char *place = target->registers.stackPointer();
  while (current && current->stackPointer <= place) {
    Continuation *left = current;
    bool holdsPlace = !left->next || left->next->stackPointer > place;
    if (holdsPlace)
      left->return_();
    else
      left->leaveStack();
    current = left->next;
  }
  passed = value;
  eshkol_restore_registers(&target->registers);
}

ESHKOL_PRIMITIVE(eshkol_internal_reinstate, "%reinstate", 2, 2)(Word continuation, Word value) {
  if (!isA(continuation, Type::Continuation))
    wrongType("%reinstate", 1, "a continuation", continuation);
  if (headerOf(continuation)->flags & IsEscape)
    escape(as<Escape>(continuation), value);
  enter(as<Continuation>(continuation), value);
}

//===----------------------------------------------------------------------===//
// Making continuations
//===----------------------------------------------------------------------===//

/// (%call-with-continuation receive x) is (receive x k), in which k is the continuation of the call.  It is
/// a procedure of its own, not a primitive, since the call of `receive` is a tail call of it.
ESHKOL_PRIMITIVE(eshkol_internal_continuation_caller, "%continuation-caller", 0, 0)() {
  static const ProcedureInfo info = {"%call-with-continuation", 2, 0, 0, nullptr, nullptr};
  auto *procedure = make<Procedure>(Type::Procedure);
  procedure->entry = reinterpret_cast<void *>(&eshkol_continuation_entry);
  procedure->info = &info;
  return wordOf(procedure);
}

/// Calls a procedure with a continuation that can be entered while this call lasts.  Nothing is ever copied.
ESHKOL_PRIMITIVE(eshkol_internal_call_with_escape, "%call-with-escape", 1, 1)(Word procedure) {
  auto *place = make<Escape>(Type::Continuation, 0, IsEscape);
  if (eshkol_save_registers(&place->registers)) {
    restoreStackGuard();
    return passed;
  }
  return eshkol_call_1(procedure, wordOf(place));
}
