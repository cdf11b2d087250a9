//===- System.h - the process (R7RS 6.14) ----------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_SYSTEM_H
#define ESHKOL_RUNTIME_HOST_IO_SYSTEM_H

#include "runtime/host/Value.h"

extern "C" {
/// What (command-line) answers; the memory must stay.
void eshkol_set_command_line(int count, char **arguments);

/// Ends the process with this status, after ports were flushed.  A process that is not the program's own, as
/// that of a JIT, puts its own function here; it may not return.
extern void (*eshkol_exit_function)(int status);
}

namespace eshkol {

/// Flushes all ports and ends the process by `eshkol_exit_function`.
[[noreturn]] void exitProcess(int status);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_SYSTEM_H
