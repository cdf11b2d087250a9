//===- Program.cpp - running the top level of units ------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/Regions.h"
#include "runtime/host/control/Calls.h"
#include "runtime/host/control/Interrupts.h"
#include "runtime/host/control/Registers.h"
#include "runtime/host/control/Stack.h"
#include "runtime/host/io/Port.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/io/System.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

using namespace eshkol;

/// Where `exit` goes.
static Registers home;
static volatile int exitStatus;
/// The value of the unit that came to its end last.
static Word lastValue = Unspecified;

static void leave(int status) {
  exitStatus = status;
  eshkol_restore_registers(&home);
}

static void runStart(void *start) { lastValue = reinterpret_cast<Word (*)()>(start)(); }

[[gnu::noinline]] static void runAtHome(Word (*start)(), const Suspension &waiting) {
  exitStatus = -1;
  if (!eshkol_save_registers(&home))
    runOnStack(runStart, reinterpret_cast<void *>(start));
  else
    leaveStack(waiting);
}

/// Runs the top level of a unit.  Returns the status that the program exits with, or -1 where it came to its
/// end.  The compiler may run one while a program waits for it.
extern "C" int eshkol_run_unit(Word (*start)()) {
  eshkol_initialize_memory();
  initializeCalls();
  eshkol_exit_function = leave;
  {
    InterruptScope interrupts;
    Registers outer = home;
    Region *outerRegion = eshkol_current_region;
    runAtHome(start, currentSuspension());
    home = outer;
    abandonRegionsInside(outerRegion);
  }
  eshkol_flush_all_ports();
  int error = eshkol_take_lost_output();
  // Who closed a pipe has seen enough.
  if (error && error != EPIPE) {
    std::fprintf(stderr, "error: cannot write standard output: %s\n", std::strerror(error));
    return exitStatus > 0 ? exitStatus : 1;
  }
  return exitStatus;
}

/// The value of the unit that came to its end last, as `write` shows it: UTF-8, in memory of the collector.
extern "C" const char *eshkol_last_value(int64_t *length) {
  std::string_view text = toUtf8(toText(lastValue, true));
  *length = static_cast<int64_t>(text.size());
  return text.data();
}
