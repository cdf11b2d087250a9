//===- Stack.cpp - the stack that Scheme code runs on ----------------------===//

#include "runtime/host/control/Stack.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Regions.h"
#include "runtime/host/Sanitizers.h"
#include "runtime/host/control/Continuations.h"
#include "runtime/host/control/Interrupts.h"
#include "runtime/host/control/Registers.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <gc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

using namespace eshkol;

namespace {

/// Kept for the handling of an exhausted stack.
constexpr size_t EmergencySize = size_t(1) << 20;
constexpr size_t GuardSize = size_t(1) << 16;

/// From low to high addresses: guard, emergency part, the stack proper.
struct Stack {
  char *low = nullptr;
  bool isRunning = false;
  struct sigaction previousHandler;
  GC_stack_base callers;
  StackExtent callersExtent;
  /// Where the latest call of this stack returns to.
  Registers caller;
  /// How deep the stack is while a function runs on its caller's instead; otherwise null.
  char *suspendedAt = nullptr;

  StackExtent extent() const { return {low, static_cast<size_t>(stackBase() - low)}; }

  char *limit() const { return low + GuardSize + EmergencySize; }
};

Stack stack;

} // namespace

StackFacts eshkol::stackFacts;

/// A gigabyte, or a quarter of the memory where that is less, so that runaway recursion ends soon.
static size_t chooseSize() {
  auto pages = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)),
       pageSize = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  size_t size = std::clamp(pages * pageSize / 4, size_t(128) << 20, size_t(1) << 30);
  if (const char *setting = std::getenv("ESHKOL_STACK_MB"))
    if (long megabytes = std::atol(setting); megabytes > 0)
      size = static_cast<size_t>(megabytes) << 20;
  return (size + GuardSize - 1) / GuardSize * GuardSize;
}

static void raiseExhausted() {
  // The fault may have come while objects were allocated outside of regions.
  OutsideRegions::end();
  char text[80];
  std::snprintf(text, sizeof text, "recursion is too deep: the stack of %zu MB is full",
                static_cast<size_t>(stackBase() - stack.limit()) >> 20);
  raiseErrorOfKind("stack-error", nullptr, text);
}

/// Goes on in the emergency part of the stack, where the error is raised.
static void handleFault(int signal, siginfo_t *info, void *context) {
  if (raiseAtFault(info, context))
    return;
  auto *address = static_cast<char *>(info->si_addr);
  if (!stack.isRunning || stackFacts.isEmergencyOpen || address < stack.low || address >= stack.limit()) {
    sigaction(signal, &stack.previousHandler, nullptr);
    return;
  }
  stackFacts.isEmergencyOpen = true;
  mprotect(stack.low + GuardSize, EmergencySize, PROT_READ | PROT_WRITE);
  auto *machine = &static_cast<ucontext_t *>(context)->uc_mcontext;
  auto top = reinterpret_cast<uintptr_t>(stack.limit());
#if defined(__x86_64__)
  // Backtraces begin with the place of the fault, as if it had been a call.
  *reinterpret_cast<uintptr_t *>(top - 8) = static_cast<uintptr_t>(machine->gregs[REG_RIP]) + 1;
  machine->gregs[REG_RSP] = static_cast<greg_t>(top - 8);
  machine->gregs[REG_RIP] = reinterpret_cast<greg_t>(&raiseExhausted);
#elif defined(__aarch64__)
  machine->sp = top;
  machine->regs[30] = machine->pc + 1;
  machine->pc = reinterpret_cast<uintptr_t>(&raiseExhausted);
#endif
}

void eshkol::closeEmergencyPart() {
  if (static_cast<char *>(__builtin_frame_address(0)) < stack.limit())
    return;
  mprotect(stack.low + GuardSize, EmergencySize, PROT_NONE);
  stackFacts.isEmergencyOpen = false;
}

static void reserve() {
  size_t size = chooseSize() + EmergencySize + GuardSize;
  void *memory =
      mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    std::perror("eshkol: no address space for the stack");
    std::exit(70);
  }
  stack.low = static_cast<char *>(memory);
  stackFacts.base = stack.low + size;
  mprotect(stack.low, GuardSize + EmergencySize, PROT_NONE);

  // The handler cannot run on the stack that is full.
  stack_t alternate = {};
  alternate.ss_size = size_t(1) << 16;
  alternate.ss_sp = std::malloc(alternate.ss_size);
  sigaltstack(&alternate, nullptr);
}

bool eshkol::isOnStack(const char *address) { return address < stackBase() && address >= stack.limit(); }

bool eshkol::isFrame(const void *address) {
  auto *frame = static_cast<const char *>(address);
  return isOnStack(frame) ||
         (stackFacts.isEmergencyOpen && frame >= stack.low + GuardSize && frame < stack.limit());
}

namespace {

struct Call {
  void (*function)(void *);
  void *argument;
};

} // namespace

/// The outermost frame.  A continuation may bring it back after the call that made it has ended, so
/// that its own return address means nothing: it returns to the latest call of the stack.
static void callAndLeave(void *call) {
  static_cast<Call *>(call)->function(static_cast<Call *>(call)->argument);
  eshkol_restore_registers(&stack.caller);
}

/// Calls a function with the stack pointer below `top`, and comes back from whatever call of the stack
/// ends next.
[[gnu::noinline]] static void callBelow(char *top, void (*function)(void *), void *argument) {
  Call call = {function, argument};
  if (!eshkol_save_registers(&stack.caller))
    eshkol_call_on_stack(callAndLeave, &call, top);
}

Suspension eshkol::currentSuspension() { return {stack.suspendedAt, stack.caller}; }

/// The same for what a function calls that runs on its caller's stack.
static void resumeStack(void (*function)(void *), void *argument) {
  Suspension outer = currentSuspension();
  stack.suspendedAt = nullptr;
  announceStack(stack.extent());
  callBelow(outer.depth, function, argument);
  leaveStack(outer);
}

/// The part of a stack that functions use below their stack pointer without saying so.
constexpr size_t RedZone = 256;

static char *belowRedZone(char *pointer) {
  return reinterpret_cast<char *>((reinterpret_cast<uintptr_t>(pointer) - RedZone) & ~uintptr_t(15));
}

void eshkol::runOnCallersStack(void (*function)(void *), void *argument) {
  if (!stack.isRunning || stack.suspendedAt)
    return function(argument);
  Registers here;
  eshkol_save_registers(&here);
  stack.suspendedAt = belowRedZone(here.stackPointer());
  announceStack(stack.callersExtent);
  eshkol_call_on_stack(function, argument, belowRedZone(stack.caller.stackPointer()));
  announceStack(stack.extent());
  stack.suspendedAt = nullptr;
}

void eshkol::runOnStack(void (*function)(void *), void *argument) {
  if (stack.suspendedAt)
    return resumeStack(function, argument);
  if (stack.isRunning)
    return function(argument);
  if (!stackBase())
    reserve();
  struct sigaction handler = {};
  handler.sa_sigaction = handleFault;
  handler.sa_flags = SA_SIGINFO | SA_ONSTACK;
  // An interrupt in the midst of making code executable again would leave some of it as it was.
  sigaddset(&handler.sa_mask, SIGINT);
  sigaction(SIGSEGV, &handler, &stack.previousHandler);
  GC_get_my_stackbottom(&stack.callers);
  GC_stack_base own = stack.callers;
  own.mem_base = stackBase();
  stack.isRunning = true;
  GC_set_stackbottom(nullptr, &own);
  stack.callersExtent = announceStack(stack.extent());
  // The first words stay free: unwinders stop at a zero return address.
  callBelow(stackBase() - 64, function, argument);
  leaveStack({});
}

void eshkol::leaveStack(const Suspension &outer) {
  abandonContinuations(outer.depth ? outer.depth : stackBase());
  announceStack(stack.callersExtent);
  stack.suspendedAt = outer.depth;
  if (outer.depth) {
    stack.caller = outer.caller;
    return;
  }
  if (stackFacts.isEmergencyOpen) {
    mprotect(stack.low + GuardSize, EmergencySize, PROT_NONE);
    stackFacts.isEmergencyOpen = false;
  }
  GC_set_stackbottom(nullptr, &stack.callers);
  stack.isRunning = false;
  sigaction(SIGSEGV, &stack.previousHandler, nullptr);
}
