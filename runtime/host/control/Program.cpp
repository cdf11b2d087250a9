//===- Program.cpp - running the top level of units ------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/control/Calls.h"
#include "runtime/host/control/Registers.h"
#include "runtime/host/control/Stack.h"
#include "runtime/host/io/Port.h"
#include "runtime/host/io/System.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <unistd.h>

using namespace eshkol;

/// Where `exit` goes.
static Registers home;
static volatile int exitStatus;

static void leave(int status) {
  exitStatus = status;
  eshkol_restore_registers(&home);
}

/// Like a command that the shell interrupts, but with a word on the terminal.
static void handleInterrupt(int) {
  constexpr char message[] = "interrupted\n";
  (void)!write(STDERR_FILENO, message, sizeof message - 1);
  _exit(130);
}

static void runStart(void *start) { reinterpret_cast<Word (*)()>(start)(); }

/// Runs the top level of a unit.  Returns the status that the program exits with, or -1 where it came to its
/// end. An interrupt from the keyboard ends the process meanwhile.
extern "C" int eshkol_run_unit(Word (*start)()) {
  eshkol_initialize_memory();
  initializeCalls();
  eshkol_exit_function = leave;
  struct sigaction interrupt = {}, previous;
  interrupt.sa_handler = handleInterrupt;
  sigaction(SIGINT, &interrupt, &previous);
  exitStatus = -1;
  if (!eshkol_save_registers(&home))
    runOnStack(runStart, reinterpret_cast<void *>(start));
  else
    leaveStack();
  sigaction(SIGINT, &previous, nullptr);
  eshkol_flush_all_ports();
  int error = eshkol_take_lost_output();
  // Who closed a pipe has seen enough.
  if (error && error != EPIPE) {
    std::fprintf(stderr, "error: cannot write standard output: %s\n", std::strerror(error));
    return exitStatus > 0 ? exitStatus : 1;
  }
  return exitStatus;
}
