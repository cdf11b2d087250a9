//===- Values.cpp - several values, boxes ----------------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Several values
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_internal_values, "%values", 0, Rest)(Word list) {
  int64_t count = listLength(list);
  if (count < 0)
    improperList("values", 1, list);
  if (count == 1)
    return car(list);
  auto *values = make<Values>(Type::Values, size_t(count) * sizeof(Word));
  values->count = count;
  for (int64_t i = 0; i < count; ++i, list = cdr(list))
    values->values[i] = car(list);
  return wordOf(values);
}

ESHKOL_PRIMITIVE(eshkol_internal_values_to_list, "%values->list", 1, 1)(Word value) {
  if (!isA(value, Type::Values))
    return cons(value, Nil);
  Word list = Nil;
  for (int64_t i = as<Values>(value)->count; i > 0; --i)
    list = cons(as<Values>(value)->values[i - 1], list);
  return list;
}

ESHKOL_PRIMITIVE(eshkol_internal_value_count, "%value-count", 1, 1)(Word value) {
  return fromFixnum(isA(value, Type::Values) ? as<Values>(value)->count : 1);
}

ESHKOL_PRIMITIVE(eshkol_internal_value_ref, "%value-ref", 2, 2)(Word value, Word index) {
  if (isA(value, Type::Values))
    return as<Values>(value)->values[checkIndex("value-ref", 2, index, as<Values>(value)->count)];
  checkIndex("value-ref", 2, index, 1);
  return value;
}

//===----------------------------------------------------------------------===//
// Boxes
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_box, "box", 1, 1)(Word content) { return makeBox(content); }

/// The error case of the inlined unbox and set-box!.
extern "C" [[noreturn, gnu::cold]] Word eshkol_box_error(const char *procedure, Word value) {
  wrongType(procedure, 1, "a box", value);
}
