//===- Lists.cpp - making, joining and measuring lists (R7RS 6.4) ----------===//

#include "runtime/host/data/Lists.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Tensor.h"

using namespace eshkol;

int64_t eshkol::listLength(Word list) {
  int64_t length = 0, distance = 1, untilMark = 1;
  for (Word mark = list; isPair(list); ++length) {
    list = cdr(list);
    if (list == mark)
      return CircularList;
    if (--untilMark == 0) {
      mark = list;
      untilMark = distance *= 2;
    }
  }
  return list == Nil ? length : ImproperList;
}

ESHKOL_PRIMITIVE(eshkol_list_p, "list?", 1, 1)(Word value) { return fromBool(listLength(value) >= 0); }

ESHKOL_PRIMITIVE(eshkol_length, "length", 1, 1)(Word list) {
  int64_t length = listLength(list);
  if (length == CircularList)
    wrongType("length", 1, "a list that is not circular", list);
  if (hasRows(list))
    return fromFixnum(as<Tensor>(list)->shape[0]);
  if (length == ImproperList)
    improperList("length", 1, list);
  return fromFixnum(length);
}

//===----------------------------------------------------------------------===//
// Making lists
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_list, "list", 0, Rest)(Word elements) { return elements; }

ESHKOL_PRIMITIVE(eshkol_make_list, "make-list", 1, 2)(Word length, Word element) {
  Word list = Nil;
  for (int64_t count = checkLength("make-list", 1, length); count > 0; --count)
    list = cons(element == Absent ? Unspecified : element, list);
  return list;
}

/// All elements but the last, which becomes the tail.
static Word consAll(Word first, Word rest) {
  ListBuilder list;
  for (; isPair(rest); rest = cdr(rest)) {
    list.append(first);
    first = car(rest);
  }
  return list.finish(first);
}
ESHKOL_PRIMITIVE(eshkol_cons_star, "cons*", 1, Rest)(Word first, Word rest) { return consAll(first, rest); }
ESHKOL_PRIMITIVE(eshkol_list_star, "list*", 1, Rest)(Word first, Word rest) { return consAll(first, rest); }

ESHKOL_PRIMITIVE(eshkol_iota, "iota", 1, 3)(Word count, Word start, Word step) {
  int64_t length = checkLength("iota", 1, count);
  start = start == Absent ? fromFixnum(0) : start;
  step = step == Absent ? fromFixnum(1) : step;
  if (!isNumber(start))
    wrongType("iota", 2, "a number", start);
  if (!isNumber(step))
    wrongType("iota", 3, "a number", step);
  // Products, because sums of inexact steps would gather errors.
  Word list = Nil;
  while (--length >= 0)
    list = cons(add(start, multiply(fromFixnum(length), step)), list);
  return list;
}

ESHKOL_PRIMITIVE(eshkol_list_copy, "list-copy", 1, 1)(Word list) {
  if (listLength(list) == CircularList)
    wrongType("list-copy", 1, "a list that is not circular", list);
  ListBuilder copy;
  for (; isPair(list); list = cdr(list))
    copy.append(car(list));
  return copy.finish(list);
}

//===----------------------------------------------------------------------===//
// Joining and reversing
//===----------------------------------------------------------------------===//

static void appendAll(ListBuilder &result, int position, Word list) {
  ListWalk walk("append", position, list);
  while (walk.next())
    result.append(walk.element());
}

ESHKOL_PRIMITIVE(eshkol_internal_append2, "%append2", 2, 2)(Word list, Word tail) {
  ListBuilder result;
  appendAll(result, 1, list);
  return result.finish(tail);
}

ESHKOL_PRIMITIVE(eshkol_append, "append", 0, Rest)(Word lists) {
  if (lists == Nil)
    return Nil;
  ListBuilder result;
  for (int position = 1; isPair(cdr(lists)); lists = cdr(lists))
    appendAll(result, position++, car(lists));
  return result.finish(car(lists));
}

ESHKOL_PRIMITIVE(eshkol_append_x, "append!", 0, Rest)(Word lists) {
  Word result = Nil, lastPair = Nil;
  for (int position = 1; isPair(lists); lists = cdr(lists), ++position) {
    Word list = car(lists);
    if (list == Nil && cdr(lists) != Nil)
      continue;
    if (lastPair == Nil)
      result = list;
    else {
      noteStore(lastPair, list);
      pairOf(lastPair)->cdr = list;
    }
    if (cdr(lists) == Nil)
      break;
    ListWalk walk("append!", position, list);
    while (walk.next())
      lastPair = walk.pair();
  }
  return result;
}

static Word appendReverse(const char *procedure, Word list, Word tail) {
  ListWalk walk(procedure, 1, list);
  while (walk.next())
    tail = cons(walk.element(), tail);
  return tail;
}

ESHKOL_PRIMITIVE(eshkol_reverse, "reverse", 1, 1)(Word list) { return appendReverse("reverse", list, Nil); }

ESHKOL_PRIMITIVE(eshkol_append_reverse, "append-reverse", 2, 2)(Word list, Word tail) {
  return appendReverse("append-reverse", list, tail);
}

ESHKOL_PRIMITIVE(eshkol_reverse_x, "reverse!", 1, 1)(Word list) {
  // Nothing may have changed when an error is raised.
  if (listLength(list) < 0)
    improperList("reverse!", 1, list);
  Word result = Nil;
  while (isPair(list)) {
    Word rest = cdr(list);
    noteStore(list, result);
    pairOf(list)->cdr = result;
    result = list;
    list = rest;
  }
  return result;
}
