//===- Interrupts.cpp - interrupts from the keyboard ------------------------===//
//
// An evaluation at the prompt is left from where compiled code was interrupted: that holds no lock and no
// half-made object.  Code of libraries, the collector and the compiler included, may; there the attempt is
// repeated a little later.  Compiled code of a JIT is what is in no library that the process has loaded.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/control/Interrupts.h"
#include "runtime/host/control/Stack.h"
#include "runtime/host/io/Port.h"
#include "runtime/host/io/System.h"

#include <atomic>
#include <cstdint>
#include <link.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>
#include <vector>

using namespace eshkol;

static bool isSurvived;
static std::atomic<bool> isPending;

extern "C" void eshkol_survive_interrupts(bool enabled) { isSurvived = enabled; }

//===----------------------------------------------------------------------===//
// Where code is
//===----------------------------------------------------------------------===//

namespace {

struct CodeRange {
  uintptr_t start, end;
};

} // namespace

/// The code of libraries and of the executable.
static std::vector<CodeRange> libraries;

static int addLibrary(dl_phdr_info *info, size_t, void *) {
  for (int i = 0; i != info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &segment = info->dlpi_phdr[i];
    uintptr_t start = info->dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_LOAD && segment.p_flags & PF_X)
      libraries.push_back({start, start + segment.p_memsz});
  }
  return 0;
}

static bool isCompiledCode(uintptr_t address) {
  for (const CodeRange &range : libraries)
    if (address >= range.start && address < range.end)
      return false;
  return true;
}

//===----------------------------------------------------------------------===//
// Signals
//===----------------------------------------------------------------------===//

constexpr char Message[] = "interrupted\n";

/// Like a command that the shell interrupts, but with a word on the terminal.
static void endProcess(int) {
  (void)!write(STDERR_FILENO, Message, sizeof Message - 1);
  _exit(InterruptedStatus);
}

static void repeatIn(long microseconds) {
  itimerval timer = {};
  timer.it_value.tv_usec = microseconds;
  setitimer(ITIMER_REAL, &timer, nullptr);
}

extern "C" void eshkol_count_uncaught_condition();

static void leaveEvaluation() {
  isPending = false;
  repeatIn(0);
  eshkol_flush_all_ports();
  (void)!write(STDERR_FILENO, Message, sizeof Message - 1);
  eshkol_count_uncaught_condition();
  eshkol_exit_function(InterruptedStatus);
}

/// How long to wait before trying again.
constexpr long RetryMicroseconds = 1000;

static void tryToLeave(int, siginfo_t *, void *context) {
  isPending = true;
  auto *machine = &static_cast<ucontext_t *>(context)->uc_mcontext;
#if defined(__x86_64__)
  auto pointer = static_cast<uintptr_t>(machine->gregs[REG_RSP]);
  auto place = static_cast<uintptr_t>(machine->gregs[REG_RIP]);
#elif defined(__aarch64__)
  uintptr_t pointer = machine->sp, place = machine->pc;
#endif
  if (!isOnStack(reinterpret_cast<char *>(pointer)) || !isCompiledCode(place)) {
    repeatIn(RetryMicroseconds);
    return;
  }
  // Below what the interrupted function keeps there, as if it had called.
  uintptr_t top = (pointer - 512) & ~uintptr_t(15);
#if defined(__x86_64__)
  machine->gregs[REG_RSP] = static_cast<greg_t>(top - 8);
  machine->gregs[REG_RIP] = reinterpret_cast<greg_t>(&leaveEvaluation);
#elif defined(__aarch64__)
  machine->sp = top;
  machine->pc = reinterpret_cast<uintptr_t>(&leaveEvaluation);
#endif
}

void eshkol::checkInterrupt() {
  if (isPending)
    leaveEvaluation();
}

InterruptScope::InterruptScope() {
  struct sigaction interrupt = {};
  isPending = false;
  if (!isSurvived) {
    interrupt.sa_handler = endProcess;
    sigaction(SIGINT, &interrupt, &previous);
    return;
  }
  // Each evaluation may have loaded more.
  libraries.clear();
  dl_iterate_phdr(addLibrary, nullptr);
  // On a stack of its own, since Scheme's may be full.
  interrupt.sa_sigaction = tryToLeave;
  interrupt.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGINT, &interrupt, &previous);
  sigaction(SIGALRM, &interrupt, &previousAlarm);
}

InterruptScope::~InterruptScope() {
  if (isSurvived) {
    repeatIn(0);
    sigaction(SIGALRM, &previousAlarm, nullptr);
  }
  sigaction(SIGINT, &previous, nullptr);
}
