//===- Backtrace.h - the calls that are in progress -------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_BACKTRACE_H
#define ESHKOL_RUNTIME_HOST_CONTROL_BACKTRACE_H

#include <string>

namespace eshkol {

/// The calls on the Scheme stack, the innermost first, each on a line with its place in the source.  Calls
/// within the library and the runtime are left out, many calls abridged.  Empty outside of Scheme code.
std::string describeCalls();

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_CONTROL_BACKTRACE_H
