//===- Raised.cpp - what a call raises -------------------------------------===//
//
// Stands for the library's `raise` and its handlers: what the runtime raises comes to a procedure that
// goes back to where the innermost `raisedObject` began, as a handler's continuation would.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/tests/Raised.h"
#include "runtime/host/Memory.h"
#include "runtime/host/control/Registers.h"
#include "runtime/host/control/Stack.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/tests/Procedures.h"

#include <cstdio>
#include <cstdlib>

using namespace eshkol;

extern "C" Word eshkol_internal_set_raise_procedure_x(Word procedure);

/// Where the innermost call began.
static Registers *handler;
/// What came last.
static Word object;

static Word handle(Word, int64_t, Word raised, Word, Word, Word) {
  if (!handler) {
    std::fprintf(stderr, "raised where no error is expected: %s\n", toUtf8(toText(raised, true)).data());
    std::abort();
  }
  object = raised;
  eshkol_restore_registers(handler);
}

Word raisedObject(const std::function<void()> &function) {
  static const ProcedureInfo info = {"raise", 1, 0, 0, nullptr, nullptr};
  static const Word installed = eshkol_internal_set_raise_procedure_x(makeProcedure(handle, &info));
  (void)installed;

  Registers here, *outer = handler;
  handler = &here;
  if (eshkol_save_registers(&here)) {
    restoreStackGuard();
    handler = outer;
    return object;
  }
  function();
  handler = outer;
  return Absent;
}

std::string raised(const std::function<void()> &function) {
  Word object = raisedObject(function);
  if (object == Absent)
    return "";
  if (!isA(object, Type::Condition))
    return "raised " + std::string(toUtf8(toText(object, true)));
  return std::string(toUtf8(as<Condition>(object)->message));
}
