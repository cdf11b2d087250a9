//===- Interrupts.h - interrupts from the keyboard --------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_INTERRUPTS_H
#define ESHKOL_RUNTIME_HOST_CONTROL_INTERRUPTS_H

#include <csignal>

namespace eshkol {

/// While it lives, an interrupt from the keyboard raises a condition of kind `interrupt` where Scheme code
/// runs.
class InterruptScope {
public:
  InterruptScope();
  ~InterruptScope();
  InterruptScope(const InterruptScope &) = delete;
  InterruptScope &operator=(const InterruptScope &) = delete;

private:
  struct sigaction previous;
  bool isIgnored;
};

/// Whether an interrupt waits for a place where it can be raised.
bool isInterruptPending();
/// To be called where a system call was interrupted: raises the interrupt if there is one.
void checkInterrupt();

/// To be called by the handler of faults: whether the fault is one of compiled code that may not run because
/// an interrupt waits for it.  The context goes on where it is raised.
bool raiseAtFault(const siginfo_t *info, void *context);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_CONTROL_INTERRUPTS_H
