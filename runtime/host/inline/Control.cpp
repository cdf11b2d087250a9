//===- Control.cpp - short functions of control, inlined into compiled code ===//

#include "runtime/host/Value.h"

using namespace eshkol;

extern "C" char eshkol_not_procedure_entry;
extern "C" [[gnu::cold]] Word eshkol_undefined_variable(Word name);

/// What to jump to, to call a value: the entry of a procedure, or what raises the error.
extern "C" void *eshkol_entry_of(Word value) {
  if (__builtin_expect(isA(value, Type::Procedure), 1))
    return as<Procedure>(value)->entry;
  return &eshkol_not_procedure_entry;
}

extern "C" Word eshkol_check_defined(Word value, Word name) {
  if (__builtin_expect(value == Undefined, 0))
    return eshkol_undefined_variable(name);
  return value;
}
