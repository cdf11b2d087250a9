//===- Interrupts.h - interrupts from the keyboard --------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_INTERRUPTS_H
#define ESHKOL_RUNTIME_HOST_CONTROL_INTERRUPTS_H

#include <csignal>

namespace eshkol {

/// The status of a program that was interrupted, as a shell has it.
constexpr int InterruptedStatus = 130;

/// While it lives, an interrupt ends the process; at a prompt, the evaluation alone.
class InterruptScope {
public:
  InterruptScope();
  ~InterruptScope();
  InterruptScope(const InterruptScope &) = delete;
  InterruptScope &operator=(const InterruptScope &) = delete;

private:
  struct sigaction previous, previousAlarm;
};

/// To be called where a system call was interrupted: ends the evaluation if the keyboard asked for it.
void checkInterrupt();

} // namespace eshkol

/// Whether an interrupt ends only the evaluation that runs, as if it had called `exit`.
extern "C" void eshkol_survive_interrupts(bool enabled);

#endif // ESHKOL_RUNTIME_HOST_CONTROL_INTERRUPTS_H
