//===- Registers.h - the machine's part of continuations -------------------===//
//
// What a C compiler cannot express: saving the registers that functions keep for their callers,
// going back to a place where they were saved, calling on another stack, and the frame of a continuation.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_REGISTERS_H
#define ESHKOL_RUNTIME_HOST_CONTROL_REGISTERS_H

#include <cstdint>

namespace eshkol {

struct Registers {
#if defined(__x86_64__)
  /// rbx, rbp, r12 to r15, rsp after the return, the return address
  uint64_t saved[8];
  char *stackPointer() const { return reinterpret_cast<char *>(saved[6]); }
#elif defined(__aarch64__)
  /// x19 to x30, sp, then d8 to d15
  uint64_t saved[21];
  char *stackPointer() const { return reinterpret_cast<char *>(saved[12]); }
#else
#error "continuations need a port to this processor"
#endif
};

/// Returns 0; and again 1, each time the registers are restored.
extern "C" [[gnu::returns_twice]] int eshkol_save_registers(Registers *registers);
extern "C" [[noreturn]] void eshkol_restore_registers(const Registers *registers);
/// Calls a function with the stack pointer at `stack`, which is aligned to 16 bytes.
extern "C" void eshkol_call_on_stack(void (*function)(void *), void *argument, char *stack);

/// The uniform entry of the procedure that calls its argument with its own continuation; C++ code calls that
/// by another name (Continuations.h).
extern "C" char eshkol_continuation_entry;
/// The uniform entry of captured continuations.
extern "C" char eshkol_captured_entry;
/// Returns a value to the continuation that is the latest, whose frames begin at `stackPointer`.
extern "C" [[noreturn]] void eshkol_resume_continuation(uint64_t value, char *stackPointer);

/// What the entry of captured continuations gets in two registers.
struct Entrance {
  uint64_t value;
  char *stackPointer;
};

/// What a frame returns to whose caller's frames are still to be brought back; null where that is not
/// written.
#if defined(__x86_64__)
extern "C" char eshkol_return_to_rest;
inline void *const ReturnToRest = &eshkol_return_to_rest;
/// Where the frame pointer of a continuation's frame is.
constexpr int ContinuationFrame = 40;
#elif defined(__aarch64__)
inline void *const ReturnToRest = nullptr;
constexpr int ContinuationFrame = 80;
#endif

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_CONTROL_REGISTERS_H
