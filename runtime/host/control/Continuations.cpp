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
// A continuation of many frames is split when control returns to it: only the innermost come back, and the
// last of these returns to `eshkol_return_to_rest`, which brings back more, each time twice as many.  So a
// generator costs the same at any depth, and returning through a deep stack not much more than copying it.
//
// A captured continuation is a procedure.  Calling it in the dynamic extents that it was captured in enters
// it at once; else the library leaves and enters extents first (stdlib/host/control.esk).
//
//===----------------------------------------------------------------------===//

#include "runtime/host/control/Continuations.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/Sanitizers.h"
#include "runtime/host/control/Calls.h"
#include "runtime/host/control/DynamicState.h"
#include "runtime/host/control/Registers.h"
#include "runtime/host/control/Stack.h"

#include <algorithm>

using namespace eshkol;

namespace {

/// The least size of the innermost part that a continuation is split into; and of those that come back after
/// it, each of which is twice as large as the one before.
constexpr uint32_t FirstPart = 128, LargestPart = 2048;

/// A function that gets arguments on the stack, or passes some to a tail call, has its return address
/// elsewhere than above its frame pointer: nothing is split where there are such functions.
bool hasStackArguments = false;

/// A captured continuation, or what is left of one.
struct Continuation {
  Header header;
  /// As in a procedure; null for rests.
  void *entry;
  const ProcedureInfo *info;
  /// The end of its frames.  Those of a captured one begin with the registers that it restores.
  char *stackPointer;
  Continuation *next;
  /// A copy of the frames, in memory that is scanned at every address; null where none has been needed yet.
  char *frames;

  bool isRest() const { return !entry; }
  /// Whether the frames on the stack are its own.
  bool isOnStack() const { return header.flags; }
  void setOnStack(bool is) { header.flags = is; }
  /// The least size of the part of it that comes back first.
  uint32_t partSize() const { return isRest() ? header.extra : FirstPart; }

  /// The innermost of its frames that has a frame pointer.
  char *frame() const;
  char *end() const { return next ? next->stackPointer : stackBase(); }

  bool holds(const char *address) const { return !next || next->stackPointer > address; }

  /// Where the content of an address is.
  char *content(char *address) const { return isOnStack() ? address : frames + (address - stackPointer); }

  void leaveStack() {
    if (!frames)
      copy();
    setOnStack(false);
  }

  /// Makes the outer frames a continuation of their own if there are many.
  void split() {
    if (end() - stackPointer >= 2 * ptrdiff_t(partSize()))
      splitFrames();
  }

  /// For what runs from here on, and changes the frames from an address on.
  void return_(char *from) {
    split();
    bool isThere = isOnStack();
    leaveStack();
    if (isThere)
      return;
    auto size = static_cast<size_t>(end() - from);
    openMemory(from, size);
    std::memcpy(from, frames + (from - stackPointer), size);
  }

private:
  /// What keeps its copy alive, which may be a part of a larger one.
  void *wholeCopy() const;
  void copy();
  void splitFrames();
  void splitAt(char *boundary, char *outer, char *&returnAddressOfLast);
};
static_assert(offsetof(Continuation, entry) == offsetof(Procedure, entry) &&
                  offsetof(Continuation, info) == offsetof(Procedure, info),
              "a captured continuation is a procedure");

struct Captured : Continuation {
  /// The library's, at the time of the capture.
  Word winders, handlers;
};

/// What is left of a continuation when only its innermost frames have come back.
struct Remainder : Continuation {
  /// The innermost of its frames.
  char *firstFrame;
  void *returnAddress;
  /// The copy that its own is a part of, which it keeps alive; null if it has been copied by itself.
  void *whole;
};

char *Continuation::frame() const {
  return isRest() ? static_cast<const Remainder *>(this)->firstFrame : stackPointer + ContinuationFrame;
}

void *Continuation::wholeCopy() const {
  void *larger = isRest() ? static_cast<const Remainder *>(this)->whole : nullptr;
  return larger ? larger : frames;
}

void Continuation::copy() {
  auto size = static_cast<size_t>(end() - stackPointer);
  openMemory(stackPointer, size);
  OutsideRegions outside;
  frames = static_cast<char *>(allocateObject(size));
  std::memcpy(frames, stackPointer, size);
}

void Continuation::splitFrames() {
  if (!ReturnToRest || hasStackArguments)
    return;
  const auto least = static_cast<ptrdiff_t>(partSize());
  for (char *inner = frame();;) {
    auto **link = reinterpret_cast<char **>(content(inner));
    openMemory(link, 2 * sizeof *link);
    char *outer = link[0], *boundary = inner + 2 * sizeof *link;
    // The chain leads on to the next continuation, or to another stack.
    if (outer < boundary || outer > end() - 2 * sizeof *link)
      return;
    if (boundary - stackPointer >= least && end() - boundary >= least) {
      splitAt(boundary, outer, link[1]);
      return;
    }
    inner = outer;
  }
}

/// The return address just below the boundary becomes that of what brings back the rest.
void Continuation::splitAt(char *boundary, char *outer, char *&returnAddressOfLast) {
  OutsideRegions outside;
  auto *rest = make<Remainder>(Type::Continuation);
  rest->setOnStack(isOnStack());
  rest->header.extra = std::min(2 * partSize(), LargestPart);
  rest->stackPointer = boundary;
  rest->next = next;
  rest->firstFrame = outer;
  rest->returnAddress = returnAddressOfLast;
  if (frames) {
    rest->frames = frames + (boundary - stackPointer);
    rest->whole = wholeCopy();
  }
  returnAddressOfLast = static_cast<char *>(ReturnToRest);
  next = rest;
}

/// A place in a frame that can be gone back to while this frame lasts.
struct Escape {
  Header header;
  Registers registers;
};
static_assert(offsetof(Procedure, entry) - ObjectTag == 3, "Registers.cpp reads the entry from there");

Continuation *current;

Captured *checkContinuation(const char *caller, Word value) {
  if (!isContinuation(value))
    wrongType(caller, 1, "a continuation", value);
  return as<Captured>(value);
}

/// What an escape hands to its place.
Word passed;

} // namespace

bool eshkol::isContinuation(Word value) {
  return isA(value, Type::Procedure) && as<Procedure>(value)->entry == &eshkol_captured_entry;
}

Word eshkol_winders = Nil, eshkol_handlers = Nil;
int64_t eshkol_capture_count = 0;

/// The library's part of calling a continuation.
extern "C" Word eshkol_enter_later;
Word eshkol_enter_later;

//===----------------------------------------------------------------------===//
// What Registers.cpp calls
//===----------------------------------------------------------------------===//

/// A continuation whose frames begin here becomes the latest one.
extern "C" Word eshkol_begin_continuation(char *stackPointer) {
  static const ProcedureInfo info = {"continuation", 0, 1, 0, nullptr, nullptr};
  // The frames refer to objects of all regions in progress.
  keepRegions();
  OutsideRegions outside;
  auto *continuation = make<Captured>(Type::Procedure, 0, /*flags=*/true);
  continuation->entry = &eshkol_captured_entry;
  continuation->info = &info;
  continuation->winders = eshkol_winders;
  continuation->handlers = eshkol_handlers;
  continuation->stackPointer = stackPointer;
  continuation->next = current;
  current = continuation;
  ++eshkol_capture_count;
  return wordOf(continuation);
}

/// The latest continuation for a call whose continuation is the same; 0 if other extents are in progress.
extern "C" Word eshkol_current_continuation() {
  auto *captured = static_cast<Captured *>(current);
  bool isSame = captured->winders == eshkol_winders && captured->handlers == eshkol_handlers;
  return isSame ? wordOf(current) : 0;
}

/// Control has come back to the latest continuation, by a return or by a jump; its frames are to go on.
extern "C" Word eshkol_end_continuation(Word value) {
  Continuation *continuation = current;
  continuation->return_(continuation->stackPointer);
  current = continuation->next;
  restoreStackGuard();
  return value;
}

/// Control has come back to the rest of a continuation, with the stack at an address; says where it goes on.
extern "C" Word eshkol_end_rest(Word value, char *stackPointer, void **returnAddress) {
  auto *rest = static_cast<Remainder *>(current);
  rest->return_(stackPointer);
  current = rest->next;
  *returnAddress = rest->returnAddress;
  restoreStackGuard();
  return value;
}

/// For units with functions of more parameters than there are registers for them.
extern "C" Word eshkol_has_stack_arguments() {
  hasStackArguments = true;
  return Unspecified;
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
    if (!waiting->isOnStack() && waiting->holds(address))
      return waiting->frames + (address - waiting->stackPointer);
  return address;
}

const void *eshkol::returnAddressOf(const void *frame) {
  auto *link = reinterpret_cast<char *const *>(frame);
  if (link[1] == ReturnToRest)
    for (const Continuation *waiting = current; waiting; waiting = waiting->next)
      if (waiting->isRest() && waiting->frame() == link[0])
        return static_cast<const Remainder *>(waiting)->returnAddress;
  return link[1];
}

/// Control is to go on at a continuation.  `eshkol_end_continuation` brings its frames back.
static void makeCurrent(Captured *target) {
  const Continuation *shared = target;
  // Those that do not belong to what runs next leave the stack.
  while (current != shared)
    if (current && (!shared || current->stackPointer <= shared->stackPointer)) {
      current->leaveStack();
      current = current->next;
    } else {
      shared = shared->next;
    }
  current = target;
  eshkol_handlers = target->handlers;
}

/// A captured continuation is called.  Returns the value that it gets and its stack pointer, or the list of
/// what it is to get and null: other extents are to be left and entered first, or it gets several values.
extern "C" Entrance eshkol_enter_or_collect(Word procedure, int64_t count, Word a0, Word a1, Word a2,
                                            Word a3) {
  auto *target = as<Captured>(procedure);
  if (count != 1 || target->winders != eshkol_winders)
    return {eshkol_collect_arguments(0, count, a0, a1, a2, a3), nullptr};
  makeCurrent(target);
  return {a0, target->stackPointer};
}

/// The frame of the escape may be among those of a continuation that has not come back to the stack yet.
[[noreturn]] static void escape(const Escape *target, Word value) {
  char *place = target->registers.stackPointer();
  while (current && current->stackPointer <= place) {
    Continuation *left = current;
    if (left->holds(place))
      left->split();
    if (left->holds(place))
      left->return_(place);
    else
      left->leaveStack();
    current = left->next;
  }
  passed = value;
  eshkol_restore_registers(&target->registers);
}

ESHKOL_PRIMITIVE(eshkol_internal_reinstate, "%reinstate", 2, 2)(Word continuation, Word value) {
  if (isA(continuation, Type::Continuation))
    escape(as<Escape>(continuation), value);
  auto *target = checkContinuation("%reinstate", continuation);
  makeCurrent(target);
  eshkol_resume_continuation(value, target->stackPointer);
}

ESHKOL_PRIMITIVE(eshkol_internal_continuation_winders, "%continuation-winders", 1, 1)(Word continuation) {
  return checkContinuation("%continuation-winders", continuation)->winders;
}

//===----------------------------------------------------------------------===//
// Making continuations
//===----------------------------------------------------------------------===//

/// (%call-with-continuation receive) is (receive k), in which k is the continuation of the call.  It is a
/// procedure of its own, not a primitive, since the call of `receive` is a tail call of it.  What calls of
/// continuations do that don't enter them at once is (enter-later k values).
ESHKOL_PRIMITIVE(eshkol_internal_continuation_caller, "%continuation-caller", 1, 1)(Word enterLater) {
  static const ProcedureInfo info = {"%call-with-continuation", 1, 0, 0, nullptr, nullptr};
  eshkol_enter_later = enterLater;
  auto *procedure = make<Procedure>(Type::Procedure);
  procedure->entry = reinterpret_cast<void *>(&eshkol_continuation_entry);
  procedure->info = &info;
  return wordOf(procedure);
}

/// Calls a procedure with a continuation that can be entered while this call lasts.  Nothing is ever copied.
ESHKOL_PRIMITIVE(eshkol_internal_call_with_escape, "%call-with-escape", 1, 1)(Word procedure) {
  auto *place = make<Escape>(Type::Continuation);
  if (eshkol_save_registers(&place->registers)) {
    restoreStackGuard();
    return passed;
  }
  return eshkol_call_1(procedure, wordOf(place));
}
