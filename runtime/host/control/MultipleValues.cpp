//===- MultipleValues.cpp - several values, and optional arguments ---------===//
//
// What compiled code calls to take values and lists of arguments apart.  Counts and positions are fixnums.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"

#include <cstdio>

using namespace eshkol;

extern "C" Word eshkol_value_at(Word values, Word position);

static int64_t countOf(Word values) { return isA(values, Type::Values) ? as<Values>(values)->count : 1; }

extern "C" Word eshkol_value_count_error(Word values, Word expected, Word more) {
  int64_t found = countOf(values), least = toFixnum(expected);
  char text[96];
  std::snprintf(text, sizeof text, "expected %s%lld value%s, but got %lld", isTrue(more) ? "at least " : "",
                static_cast<long long>(least), least == 1 ? "" : "s", static_cast<long long>(found));
  raiseErrorOfKind("arity-error", nullptr, text);
}

/// The list of the values from a position on.
extern "C" Word eshkol_values_from(Word values, Word position) {
  Word list = Nil;
  for (int64_t i = countOf(values); i-- > toFixnum(position);)
    list = cons(eshkol_value_at(values, fromFixnum(i)), list);
  return list;
}

/// Raises an error if more optional arguments were given than there are.
extern "C" Word eshkol_check_optional(Word list, Word limit, Word name) {
  int64_t count = 0;
  for (Word rest = list; isPair(rest); rest = cdr(rest))
    ++count;
  if (count > toFixnum(limit))
    raiseErrorOfKind("arity-error", toUtf8(name).data(), "too many arguments");
  return list;
}

extern "C" Word eshkol_optional_argument(Word list, Word position) {
  for (int64_t i = toFixnum(position); i && isPair(list); --i)
    list = cdr(list);
  return isPair(list) ? car(list) : Absent;
}
