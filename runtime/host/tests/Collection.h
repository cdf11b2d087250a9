//===- Collection.h - data whose survival shows, and collections -----------===//

#ifndef ESHKOL_RUNTIME_HOST_TESTS_COLLECTION_H
#define ESHKOL_RUNTIME_HOST_TESTS_COLLECTION_H

#include "runtime/host/Memory.h"

#include <gc.h>

/// A list of boxed flonums, whose content follows from their position.
[[gnu::noinline]] inline eshkol::Word makeWitness(int64_t length = 2000) {
  eshkol::Word list = eshkol::Nil;
  for (int64_t i = length; i-- > 0;)
    list = eshkol::cons(eshkol::fromDoubleBoxed(double(i) + 0.5), list);
  return list;
}

inline bool isWitness(eshkol::Word list, int64_t length = 2000) {
  int64_t i = 0;
  for (; eshkol::isPair(list); list = eshkol::cdr(list), ++i)
    if (!eshkol::isFlonum(eshkol::car(list)) || eshkol::toDouble(eshkol::car(list)) != double(i) + 0.5)
      return false;
  return i == length && list == eshkol::Nil;
}

/// Overwrites old words in the part of the stack below the caller, and in reclaimed memory.
[[gnu::noinline]] inline void overwrite() {
  volatile eshkol::Word words[2000];
  for (volatile eshkol::Word &word : words)
    word = 0;
  for (int i = 0; i != 20000; ++i) {
    eshkol::cons(eshkol::True, eshkol::True);
    eshkol::fromDoubleBoxed(-1);
  }
}

/// Collects, and uses what was reclaimed for other data.
inline void collect() {
  overwrite();
  GC_gcollect();
  overwrite();
}

#endif // ESHKOL_RUNTIME_HOST_TESTS_COLLECTION_H
