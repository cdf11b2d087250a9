//===- Hashing.cpp - hash values of objects --------------------------------===//

#include "runtime/host/data/Hashing.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Equality.h"
#include "runtime/host/data/Mappings.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Equality.h"

using namespace eshkol;

uint64_t eshkol::hashEqv(Word value) {
  return isHeapNumber(value) ? mixHash(hashNumber(value)) : hashEq(value);
}

static uint64_t hashBytes(const Bytevector *bytes) {
  uint64_t hash = uint64_t(bytes->length);
  for (int64_t i = 0; i < bytes->length; ++i)
    hash = combineHash(hash, bytes->bytes[i]);
  return mixHash(hash);
}

static uint64_t hashParts(Word value, int &budget);

/// The order of the entries counts for nothing: each has as much of the budget as any other, or none has.
static uint64_t hashMapping(const Mapping *mapping, int &budget) {
  auto sum = uint64_t(mapping->count);
  if (mapping->count == 0 || mapping->count >= budget)
    return sum;
  int share = (budget - 1) / int(mapping->count);
  const Word *entries = entriesOf(mapping);
  for (int64_t i = 0; i < mapping->count; ++i) {
    int own = share;
    sum += mixHash(combineHash(hashEqual(entries[2 * i]), hashParts(entries[2 * i + 1], own)));
  }
  budget -= 1 + share * int(mapping->count);
  return sum;
}

/// `budget` counts the parts that may still be looked at.  Data that are equal? look the same from
/// their root, so that the budget ends at the same place in both.
static uint64_t hashParts(Word value, int &budget) {
  uint64_t hash = 1;
  while (isPair(value)) {
    if (budget-- <= 0)
      return hash;
    hash = combineHash(hash, hashParts(car(value), budget));
    value = cdr(value);
  }
  if (!isObject(value))
    return combineHash(hash, hashEq(value));
  switch (headerOf(value)->type) {
  case Type::String:
    return combineHash(hash, hashString(as<String>(value)));
  case Type::Symbol:
    return combineHash(hash, as<Symbol>(value)->hash);
  case Type::Bytevector:
    return combineHash(hash, hashBytes(as<Bytevector>(value)));
  case Type::Tensor:
    return combineHash(hash, hashTensor(as<Tensor>(value)));
  case Type::Vector: {
    auto *vector = as<Vector>(value);
    hash = combineHash(hash, uint64_t(vector->length));
    for (int64_t i = 0; i < vector->length && budget-- > 0; ++i)
      hash = combineHash(hash, hashParts(vector->elements[i], budget));
    return hash;
  }
  case Type::Mapping:
    return combineHash(hash, hashMapping(as<Mapping>(value), budget));
  default:
    return combineHash(hash, hashEqv(value));
  }
}

uint64_t eshkol::hashEqual(Word value) {
  int budget = 128;
  return mixHash(hashParts(value, budget));
}

Word eshkol::hashResult(const char *procedure, uint64_t hash, Word bound) {
  if (bound == Absent)
    return fromFixnum(int64_t(hash & uint64_t(MaxFixnum)));
  int64_t limit = checkInteger(procedure, 2, bound, 1, MaxFixnum);
  return fromFixnum(int64_t(hash % uint64_t(limit)));
}

ESHKOL_PRIMITIVE(eshkol_hash, "hash", 1, 2)(Word value, Word bound) {
  return hashResult("hash", hashEqual(value), bound);
}
