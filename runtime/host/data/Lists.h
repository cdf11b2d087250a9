//===- Lists.h - going through lists and building them ---------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_LISTS_H
#define ESHKOL_RUNTIME_HOST_DATA_LISTS_H

#include "runtime/host/Memory.h"
#include "runtime/host/data/Arguments.h"

namespace eshkol {

/// Goes through the pairs of a list and raises an error when it turns out to be improper or circular:
///
///   ListWalk walk("list->vector", 1, list);
///   while (walk.next())
///     use(walk.element());
///
/// Circles are found by Brent's method: the present pair is compared with one that is left behind at
/// distances that double.
class ListWalk {
public:
  ListWalk(const char *procedure, int position, Word list)
      : procedure(procedure), position(position), list(list), rest(list), mark(list) {}

  bool next() {
    if (!isPair(rest)) {
      if (__builtin_expect(rest != Nil, 0))
        improperList(procedure, position, list);
      return false;
    }
    current = rest;
    rest = cdr(rest);
    if (__builtin_expect(rest == mark, 0))
      improperList(procedure, position, list);
    if (--untilMark == 0) {
      mark = rest;
      untilMark = distance *= 2;
    }
    return true;
  }

  Word pair() const { return current; }
  Word element() const { return car(current); }

private:
  const char *procedure;
  int position;
  Word list, rest, mark, current = Nil;
  int64_t distance = 1, untilMark = 1;
};

/// Builds a list from its front.
class ListBuilder {
public:
  void append(Word element) {
    Word pair = cons(element, Nil);
    if (last == Nil)
      first = pair;
    else
      pairOf(last)->cdr = pair;
    last = pair;
  }
  /// The list, which ends with `tail`.
  Word finish(Word tail = Nil) {
    if (last == Nil)
      return tail;
    pairOf(last)->cdr = tail;
    return first;
  }

private:
  Word first = Nil, last = Nil;
};

/// What listLength says of values that are no lists.
constexpr int64_t ImproperList = -1;
constexpr int64_t CircularList = -2;
/// The length of a list, or one of the above.
int64_t listLength(Word list);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_LISTS_H
