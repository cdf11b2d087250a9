//===- Control.cpp - short functions of control, inlined into compiled code ===//

#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/Regions.h"
#include "runtime/host/control/Calls.h"
#include "runtime/host/control/DeclaredTypes.h"
#include "runtime/host/control/DynamicState.h"

using namespace eshkol;

extern "C" char eshkol_not_procedure_entry;
extern "C" [[gnu::cold]] Word eshkol_undefined_variable(Word name);
extern "C" Word eshkol_collect_spilled_arguments(int64_t required, int64_t count);
extern "C" int64_t eshkol_spread_many_arguments(Word list);

/// A check that is known while compiling, of which only one of these cases is left.
extern "C" Word eshkol_internal_check_declared(Word value, Word check, Word what, Word place) {
  auto is = [check](Check kind) { return check == fromFixnum(static_cast<int64_t>(kind)); };
  bool conforms = (is(Check::Float64) && isUnboxedFlonum(value)) || (is(Check::Integer) && isFixnum(value)) ||
                  (is(Check::Boolean) && isBool(value));
  return __builtin_expect(conforms, 1) ? value : eshkol_check_declared_slow(value, check, what, place);
}

/// What to jump to, to call a value: the entry of a procedure, or what raises the error.
extern "C" void *eshkol_entry_of(Word value) {
  if (__builtin_expect(isA(value, Type::Procedure), 1))
    return as<Procedure>(value)->entry;
  return &eshkol_not_procedure_entry;
}

extern "C" Word eshkol_collect_arguments(int64_t required, int64_t count, Word a0, Word a1, Word a2,
                                         Word a3) {
  Word first[RegisterArguments] = {a0, a1, a2, a3};
  Word list = count > RegisterArguments ? eshkol_collect_spilled_arguments(required, count) : Nil;
  for (int64_t i = RegisterArguments; i-- > 0;)
    if (i < count && i >= required)
      list = cons(first[i], list);
  return list;
}

/// Puts the elements of a list where the uniform entry finds its arguments.  Returns their number.
extern "C" int64_t eshkol_spread_arguments(Word list) {
  Word rest = list;
  int64_t count = 0;
  for (; count != RegisterArguments && isPair(rest); ++count, rest = cdr(rest))
    eshkol_first_arguments[count] = car(rest);
  return __builtin_expect(rest == Nil, 1) ? count : eshkol_spread_many_arguments(list);
}

static inline Word describe(Procedure *procedure, void *entry, const ProcedureInfo *info, int64_t captured) {
  procedure->header.extra = static_cast<uint32_t>(captured);
  procedure->entry = entry;
  procedure->info = info;
  return wordOf(procedure);
}

/// A procedure whose captured values are stored next.
extern "C" Word eshkol_make_closure(void *entry, const ProcedureInfo *info, int64_t captured) {
  auto *procedure = make<Procedure>(Type::Procedure, static_cast<size_t>(captured) * sizeof(Word));
  return describe(procedure, entry, info, captured);
}

//===----------------------------------------------------------------------===//
// The dynamic extents in progress
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_internal_winders, "%winders", 0, 0)() { return eshkol_winders; }
ESHKOL_PRIMITIVE(eshkol_internal_handlers, "%handlers", 0, 0)() { return eshkol_handlers; }

/// Is the same before and after a call if control cannot come back to what the call did.
ESHKOL_PRIMITIVE(eshkol_internal_capture_count, "%capture-count", 0, 0)() {
  return fromFixnum(eshkol_capture_count);
}

ESHKOL_PRIMITIVE(eshkol_internal_set_winders, "%set-winders!", 1, 1)(Word winders) {
  eshkol_winders = winders;
  return Unspecified;
}
ESHKOL_PRIMITIVE(eshkol_internal_set_handlers, "%set-handlers!", 1, 1)(Word handlers) {
  eshkol_handlers = handlers;
  return Unspecified;
}

//===----------------------------------------------------------------------===//
// Closures and boxes
//===----------------------------------------------------------------------===//

extern "C" Word eshkol_make_box(Word content) { return makeBox(content); }

// Objects in the frames of procedures, at places that compiled code has there.

extern "C" Word eshkol_place_closure(void *place, void *entry, const ProcedureInfo *info, int64_t captured) {
  return describe(makeIn<Procedure>(place, Type::Procedure), entry, info, captured);
}

extern "C" Word eshkol_place_box(void *place, Word content) {
  auto *box = makeIn<Box>(place, Type::Box);
  box->content = content;
  return wordOf(box);
}

/// For variables that are boxes.
extern "C" Word eshkol_store_in_box(Word box, Word content) {
  noteStore(box, content);
  as<Box>(box)->content = content;
  return Unspecified;
}

/// To be called before a variable of a unit gets a value.
extern "C" Word eshkol_note_global_store(Word value) {
  noteGlobalStore(value);
  return Unspecified;
}

extern "C" Word eshkol_check_defined(Word value, Word name) {
  if (__builtin_expect(value == Undefined, 0))
    return eshkol_undefined_variable(name);
  return value;
}
