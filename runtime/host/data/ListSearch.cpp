//===- ListSearch.cpp - elements and association lists ---------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/data/Equality.h"
#include "runtime/host/data/Lists.h"

using namespace eshkol;

/// The first pair of a list whose car is the same as the wanted object, or #f.
template <typename Same> static Word member(const char *procedure, Word wanted, Word list, Same same) {
  ListWalk walk(procedure, 2, list);
  while (walk.next())
    if (same(wanted, walk.element()))
      return walk.pair();
  return False;
}

/// The first element of an association list whose car is the same as the key, or #f.
template <typename Same> static Word associate(const char *procedure, Word key, Word list, Same same) {
  ListWalk walk(procedure, 2, list);
  while (walk.next()) {
    Word entry = walk.element();
    if (!isPair(entry))
      wrongType(procedure, 2, "an association list", list);
    if (same(key, car(entry)))
      return entry;
  }
  return False;
}

static bool isSame(Word a, Word b) { return a == b; }

ESHKOL_PRIMITIVE(eshkol_memq, "memq", 2, 2)(Word wanted, Word list) {
  return member("memq", wanted, list, isSame);
}
ESHKOL_PRIMITIVE(eshkol_memv, "memv", 2, 2)(Word wanted, Word list) {
  return member("memv", wanted, list, isEqv);
}
ESHKOL_PRIMITIVE(eshkol_internal_member, "%member", 2, 2)(Word wanted, Word list) {
  return member("member", wanted, list, isEqual);
}

ESHKOL_PRIMITIVE(eshkol_assq, "assq", 2, 2)(Word key, Word list) {
  return associate("assq", key, list, isSame);
}
ESHKOL_PRIMITIVE(eshkol_assv, "assv", 2, 2)(Word key, Word list) {
  return associate("assv", key, list, isEqv);
}
ESHKOL_PRIMITIVE(eshkol_internal_assoc, "%assoc", 2, 2)(Word key, Word list) {
  return associate("assoc", key, list, isEqual);
}
