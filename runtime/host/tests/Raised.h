//===- Raised.h - what a call raises ---------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TESTS_RAISED_H
#define ESHKOL_RUNTIME_HOST_TESTS_RAISED_H

#include "runtime/host/Value.h"

#include <functional>
#include <string>

/// Runs a function; returns the object that it raises, or `Absent`.  Calls may be nested.
eshkol::Word raisedObject(const std::function<void()> &function);

/// Runs a function; returns the message of the condition that it raises, or nothing.
std::string raised(const std::function<void()> &function);

#endif // ESHKOL_RUNTIME_HOST_TESTS_RAISED_H
