//===- ListAccess.cpp - parts of lists -------------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/tensors/Rearranging.h"
#include "runtime/host/tensors/Tensor.h"

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Compositions of car and cdr
//===----------------------------------------------------------------------===//

/// The error cases of the inlined ones.
extern "C" [[noreturn, gnu::cold]] Word eshkol_pair_error(const char *procedure, Word value) {
  wrongType(procedure, 1, "a pair", value);
}

/// Which pair is missing can be seen from the value.
[[noreturn, gnu::cold]] static void noSuchPart(const char *procedure, Word value) {
  char expected[] = "a pair with a cxxxxr";
  char *name = std::strrchr(expected, ' ') + 1;
  std::strncpy(name, procedure, size_t(expected + sizeof expected - 1 - name));
  wrongType(procedure, 1, expected, value);
}

extern "C" [[noreturn, gnu::cold]] Word eshkol_part_error(const char *procedure, Word value) {
  noSuchPart(procedure, value);
}

/// Follows the letters between `c` and `r` from the right; the loop is unrolled where the name is known.
[[gnu::always_inline]] static inline Word follow(const char *name, Word value) {
  Word part = value;
  for (size_t i = std::strlen(name) - 2; i > 0; --i) {
    if (__builtin_expect(!isPair(part), 0))
      noSuchPart(name, value);
    part = name[i] == 'a' ? car(part) : cdr(part);
  }
  return part;
}

// caar, cadr, cdar and cddr are in inline/Data.cpp.
#define ESHKOL_PART(name)                                                                                    \
  ESHKOL_PRIMITIVE(eshkol_##name, #name, 1, 1)(Word value) { return follow(#name, value); }

ESHKOL_PART(caaar)
ESHKOL_PART(caadr)
ESHKOL_PART(cadar)
ESHKOL_PART(caddr)
ESHKOL_PART(cdaar)
ESHKOL_PART(cdadr)
ESHKOL_PART(cddar)
ESHKOL_PART(cdddr)
ESHKOL_PART(caaaar)
ESHKOL_PART(caaadr)
ESHKOL_PART(caadar)
ESHKOL_PART(caaddr)
ESHKOL_PART(cadaar)
ESHKOL_PART(cadadr)
ESHKOL_PART(caddar)
ESHKOL_PART(cadddr)
ESHKOL_PART(cdaaar)
ESHKOL_PART(cdaadr)
ESHKOL_PART(cdadar)
ESHKOL_PART(cdaddr)
ESHKOL_PART(cddaar)
ESHKOL_PART(cddadr)
ESHKOL_PART(cdddar)
ESHKOL_PART(cddddr)

#undef ESHKOL_PART

//===----------------------------------------------------------------------===//
// By index
//===----------------------------------------------------------------------===//

/// What remains of a list after `index` pairs.  It may be circular.  `isElement` says that there must
/// be one more pair.
static Word tail(const char *procedure, Word list, Word index, bool isElement) {
  int64_t count = checkInteger(procedure, 2, index, 0, MaxFixnum);
  Word rest = list;
  for (int64_t i = 0; i < count; ++i) {
    if (!isPair(rest))
      outOfRange(procedure, 2, 0, i - isElement, index);
    rest = cdr(rest);
  }
  if (isElement && !isPair(rest)) {
    if (!isPair(list))
      wrongType(procedure, 1, "a pair", list);
    outOfRange(procedure, 2, 0, count - 1, index);
  }
  return rest;
}

ESHKOL_PRIMITIVE(eshkol_list_tail, "list-tail", 2, 2)(Word list, Word index) {
  return tail("list-tail", list, index, false);
}
ESHKOL_PRIMITIVE(eshkol_drop, "drop", 2, 2)(Word list, Word index) {
  return tail("drop", list, index, false);
}

ESHKOL_PRIMITIVE(eshkol_list_ref, "list-ref", 2, 2)(Word list, Word index) {
  return car(tail("list-ref", list, index, true));
}

ESHKOL_PRIMITIVE(eshkol_list_set_x, "list-set!", 3, 3)(Word list, Word index, Word value) {
  Word pair = tail("list-set!", list, index, true);
  noteStore(pair, value);
  pairOf(pair)->car = value;
  return Unspecified;
}

static Word head(const char *procedure, Word list, Word index) {
  int64_t count = checkInteger(procedure, 2, index, 0, MaxFixnum);
  ListBuilder result;
  for (int64_t i = 0; i < count; ++i) {
    if (!isPair(list))
      outOfRange(procedure, 2, 0, i, index);
    result.append(car(list));
    list = cdr(list);
  }
  return result.finish();
}

ESHKOL_PRIMITIVE(eshkol_list_head, "list-head", 2, 2)(Word list, Word index) {
  return head("list-head", list, index);
}
/// Of a list its first elements, as in SRFI 1; of a tensor or vector what is at some positions.
ESHKOL_PRIMITIVE(eshkol_take, "take", 2, 3)(Word value, Word index, Word axis) {
  if (isTensor(value) || isA(value, Type::Vector) || axis != Absent)
    return tensorTake(value, index, axis);
  return head("take", value, index);
}

/// For first to tenth.
static Word element(const char *procedure, Word list, int index) {
  Word rest = list;
  for (; index > 0 && isPair(rest); --index)
    rest = cdr(rest);
  if (!isPair(rest))
    wrongType(procedure, 1, "a list of sufficient length", list);
  return car(rest);
}

ESHKOL_PRIMITIVE(eshkol_first, "first", 1, 1)(Word list) { return element("first", list, 0); }
ESHKOL_PRIMITIVE(eshkol_second, "second", 1, 1)(Word list) { return element("second", list, 1); }
ESHKOL_PRIMITIVE(eshkol_third, "third", 1, 1)(Word list) { return element("third", list, 2); }
ESHKOL_PRIMITIVE(eshkol_fourth, "fourth", 1, 1)(Word list) { return element("fourth", list, 3); }
ESHKOL_PRIMITIVE(eshkol_fifth, "fifth", 1, 1)(Word list) { return element("fifth", list, 4); }
ESHKOL_PRIMITIVE(eshkol_sixth, "sixth", 1, 1)(Word list) { return element("sixth", list, 5); }
ESHKOL_PRIMITIVE(eshkol_seventh, "seventh", 1, 1)(Word list) { return element("seventh", list, 6); }
ESHKOL_PRIMITIVE(eshkol_eighth, "eighth", 1, 1)(Word list) { return element("eighth", list, 7); }
ESHKOL_PRIMITIVE(eshkol_ninth, "ninth", 1, 1)(Word list) { return element("ninth", list, 8); }
ESHKOL_PRIMITIVE(eshkol_tenth, "tenth", 1, 1)(Word list) { return element("tenth", list, 9); }

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

static Word findLastPair(const char *procedure, Word list) {
  if (!isPair(list))
    wrongType(procedure, 1, "a pair", list);
  if (listLength(list) == CircularList)
    wrongType(procedure, 1, "a list that is not circular", list);
  while (isPair(cdr(list)))
    list = cdr(list);
  return list;
}

ESHKOL_PRIMITIVE(eshkol_last_pair, "last-pair", 1, 1)(Word list) { return findLastPair("last-pair", list); }
ESHKOL_PRIMITIVE(eshkol_last, "last", 1, 1)(Word list) { return car(findLastPair("last", list)); }
