//===- Stack.cpp - the stack that Scheme code runs on ----------------------===//

#include "runtime/host/control/Stack.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Sanitizers.h"
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
  char *low = nullptr, *base = nullptr;
  bool isRunning = false;
  bool isEmergencyOpen = false;
  struct sigaction previousHandler;
  GC_stack_base callers;
  StackExtent callersExtent;

  char *limit() const { return low + GuardSize + EmergencySize; }
};

Stack stack;

} // namespace

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
  char text[80];
  std::snprintf(text, sizeof text, "recursion is too deep: the stack of %zu MB is full",
                static_cast<size_t>(stack.base - stack.limit()) >> 20);
  raiseErrorOfKind("stack-error", nullptr, text);
}

/// Goes on in the emergency part of the stack, where the error is raised.
static void handleFault(int signal, siginfo_t *info, void *context) {
  auto *address = static_cast<char *>(info->si_addr);
  if (!stack.isRunning || stack.isEmergencyOpen || address < stack.low || address >= stack.limit()) {
    sigaction(signal, &stack.previousHandler, nullptr);
    return;
  }
  stack.isEmergencyOpen = true;
  mprotect(stack.low + GuardSize, EmergencySize, PROT_READ | PROT_WRITE);
  auto *machine = &static_cast<ucontext_t *>(context)->uc_mcontext;
  auto top = reinterpret_cast<uintptr_t>(stack.limit());
#if defined(__x86_64__)
  machine->gregs[REG_RSP] = static_cast<greg_t>(top - 8);
  machine->gregs[REG_RIP] = reinterpret_cast<greg_t>(&raiseExhausted);
#elif defined(__aarch64__)
  machine->sp = top;
  machine->pc = reinterpret_cast<uintptr_t>(&raiseExhausted);
#endif
}

void eshkol::restoreStackGuard() {
  if (!stack.isEmergencyOpen || static_cast<char *>(__builtin_frame_address(0)) < stack.limit())
    return;
  mprotect(stack.low + GuardSize, EmergencySize, PROT_NONE);
  stack.isEmergencyOpen = false;
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
  stack.base = stack.low + size;
  mprotect(stack.low, GuardSize + EmergencySize, PROT_NONE);

  // The handler cannot run on the stack that is full.
  stack_t alternate = {};
  alternate.ss_size = size_t(1) << 16;
  alternate.ss_sp = std::malloc(alternate.ss_size);
  sigaltstack(&alternate, nullptr);
}

char *eshkol::stackBase() { return stack.base; }

void eshkol::runOnStack(void (*function)(void *), void *argument) {
  if (stack.isRunning)
    return function(argument);
  if (!stack.base)
    reserve();
  struct sigaction handler = {};
  handler.sa_sigaction = handleFault;
  handler.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGSEGV, &handler, &stack.previousHandler);
  GC_get_my_stackbottom(&stack.callers);
  GC_stack_base own = stack.callers;
  own.mem_base = stack.base;
  stack.isRunning = true;
  GC_set_stackbottom(nullptr, &own);
  stack.callersExtent = announceStack({stack.low, static_cast<size_t>(stack.base - stack.low)});
  // The first words stay free: unwinders stop at a zero return address.
  eshkol_call_on_stack(function, argument, stack.base - 64);
  leaveStack();
}

void eshkol::leaveStack() {
  announceStack(stack.callersExtent);
  if (stack.isEmergencyOpen) {
    mprotect(stack.low + GuardSize, EmergencySize, PROT_NONE);
    stack.isEmergencyOpen = false;
  }
  GC_set_stackbottom(nullptr, &stack.callers);
  stack.isRunning = false;
  sigaction(SIGSEGV, &stack.previousHandler, nullptr);
}
