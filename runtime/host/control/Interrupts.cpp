//===- Interrupts.cpp - interrupts from the keyboard ------------------------===//
//
// An interrupt is raised where compiled code was interrupted, native device code included: that holds no lock
// and no half-made object, and as nobody goes back to it, its registers need not be kept.  Code of libraries,
// the collector and the runtime included, may hold some; there the attempt is repeated a little later.  So
// programs never ask whether they were interrupted.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/control/Interrupts.h"
#include "runtime/host/Errors.h"
#include "runtime/host/control/LineTable.h"
#include "runtime/host/control/Stack.h"
#include "runtime/host/tensors/NativeCalls.h"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <pthread.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

using namespace eshkol;

namespace {

/// How long to wait before trying again.  Usually a fault comes first; but a system call that waits may have
/// begun just after the signal.
constexpr long RetryNanoseconds = 5000000;
/// Signals that come so soon after each other are from one key: terminal and parent may both send one.
constexpr int64_t SameKeyNanoseconds = 100000000;
/// What calls need on the stack before they come to look at its limit.
constexpr uintptr_t Room = 4096;
/// What functions use below their stack pointer without saying so.
constexpr uintptr_t RedZone = 128;
/// The status of a program that was interrupted, as a shell has it.
constexpr int InterruptedStatus = 130;

std::atomic<bool> isPending;
/// When the signal came that is pending.
std::atomic<int64_t> pendingSince;
/// How many scopes there are: the compiler may run code while a program waits for it.
int scopes;
/// The thread that Scheme code runs in.
pthread_t thread;
timer_t retryTimer;

} // namespace

static int64_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t(time.tv_sec) * 1000000000 + time.tv_nsec;
}

//===----------------------------------------------------------------------===//
// Raising
//===----------------------------------------------------------------------===//

static void raiseInterrupt() {
  // Device code may have been interrupted.
  releaseNativeMemory();
  raiseErrorOfKind("interrupt", nullptr, "interrupted");
}

static void setPending(bool pending) {
  isPending = pending;
  setCodeExecutable(!pending);
}

bool eshkol::isInterruptPending() { return isPending; }

void eshkol::checkInterrupt() {
  if (!isPending)
    return;
  setPending(false);
  raiseInterrupt();
}

/// Makes the interrupted code call `raiseInterrupt`, if that is safe where it is.
static bool raiseAt(ucontext_t *context) {
  mcontext_t *machine = &context->uc_mcontext;
#if defined(__x86_64__)
  auto pointer = static_cast<uintptr_t>(machine->gregs[REG_RSP]);
  auto place = static_cast<uintptr_t>(machine->gregs[REG_RIP]);
#elif defined(__aarch64__)
  uintptr_t pointer = machine->sp, place = machine->pc;
#endif
  if (!isOnStack(reinterpret_cast<char *>(pointer - Room)) || !isCompiledCode(place))
    return false;
  uintptr_t top = (pointer - RedZone) & ~uintptr_t(15);
  // Backtraces look at what comes before a return address.
  uintptr_t returnAddress = place + 1;
#if defined(__x86_64__)
  top -= sizeof(uintptr_t);
  *reinterpret_cast<uintptr_t *>(top) = returnAddress;
  machine->gregs[REG_RSP] = static_cast<greg_t>(top);
  machine->gregs[REG_RIP] = reinterpret_cast<greg_t>(&raiseInterrupt);
#elif defined(__aarch64__)
  machine->sp = top;
  machine->regs[30] = returnAddress;
  machine->pc = reinterpret_cast<uintptr_t>(&raiseInterrupt);
#endif
  return true;
}

//===----------------------------------------------------------------------===//
// Signals
//===----------------------------------------------------------------------===//

static void tryAgainLater() {
  itimerspec time = {};
  time.it_value.tv_nsec = RetryNanoseconds;
  timer_settime(retryTimer, 0, &time, nullptr);
}

/// The program does not come back from the runtime, and who interrupts it once more has waited enough.
[[noreturn]] static void endProcess() {
  constexpr char message[] = "interrupted\n";
  (void)!write(STDERR_FILENO, message, sizeof message - 1);
  _exit(InterruptedStatus);
}

static void handleInterrupt(int signal, siginfo_t *info, void *context) {
  int error = errno;
  bool isRetry = info->si_code == SI_TIMER;
  if (!isRetry && !pthread_equal(pthread_self(), thread)) {
    pthread_kill(thread, signal);
  } else if (!isRetry || isPending) {
    if (!isRetry && isPending && now() - pendingSince > SameKeyNanoseconds)
      endProcess();
    if (!isPending)
      pendingSince = now();
    bool isRaised = raiseAt(static_cast<ucontext_t *>(context));
    if (!isRaised || isPending)
      setPending(!isRaised);
    if (!isRaised)
      tryAgainLater();
  }
  errno = error;
}

bool eshkol::raiseAtFault(const siginfo_t *info, void *context) {
  if (!isPending || info->si_code != SEGV_ACCERR || !isCodePage(reinterpret_cast<uintptr_t>(info->si_addr)))
    return false;
  setCodeExecutable(true);
  // Otherwise it is other code of such a page, or the stack is nearly full: the timer tries again.
  if (raiseAt(static_cast<ucontext_t *>(context)))
    isPending = false;
  return true;
}

/// The timer sends the same signal, to the thread that Scheme code runs in.
static void makeTimer() {
  sigevent event = {};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = SIGINT;
  event._sigev_un._tid = static_cast<pid_t>(syscall(SYS_gettid));
  timer_create(CLOCK_MONOTONIC, &event, &retryTimer);
}

InterruptScope::InterruptScope() {
  sigaction(SIGINT, nullptr, &previous);
  // A shell starts what runs in the background so.
  isIgnored = !(previous.sa_flags & SA_SIGINFO) && previous.sa_handler == SIG_IGN;
  if (isIgnored)
    return;
  if (scopes++ == 0) {
    isPending = false;
    thread = pthread_self();
    makeTimer();
  }
  struct sigaction interrupt = {};
  interrupt.sa_sigaction = handleInterrupt;
  // On a stack of its own, since Scheme's may be full.
  interrupt.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGINT, &interrupt, nullptr);
}

InterruptScope::~InterruptScope() {
  if (isIgnored)
    return;
  if (scopes == 1) {
    // What the timer still sends would be a signal for others.
    timer_delete(retryTimer);
    if (isPending)
      setPending(false);
  }
  sigaction(SIGINT, &previous, nullptr);
  --scopes;
}
