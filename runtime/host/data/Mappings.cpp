//===- Mappings.cpp - maps, which never change -----------------------------===//

#include "runtime/host/data/Mappings.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/data/Equality.h"
#include "runtime/host/data/Hashing.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/numbers/Numbers.h"

using namespace eshkol;

/// Up to so many entries are searched one by one.
static constexpr int64_t Few = 8;
static constexpr int64_t LargestCapacity = int64_t(1) << 30;

static uint32_t *indexOf(Mapping *mapping) { return reinterpret_cast<uint32_t *>(mapping->data); }
static const uint32_t *indexOf(const Mapping *mapping) {
  return reinterpret_cast<const uint32_t *>(mapping->data);
}

bool eshkol::isMappingKey(Word value) {
  return isA(value, Type::Symbol) || isA(value, Type::String) || isNumber(value) || isCharacter(value) ||
         isBool(value);
}

/// equal? for keys, which have no parts.
static bool sameKey(Word a, Word b) {
  return isA(a, Type::String) && isA(b, Type::String) ? stringsEqual(as<String>(a), as<String>(b))
                                                      : isEqv(a, b);
}

/// The number of the key's entry, counted from 0, or where there is none -1.
static int64_t search(const Mapping *mapping, Word key) {
  const Word *entries = entriesOf(mapping);
  uint32_t slotCount = mapping->header.extra;
  if (slotCount == 0) {
    for (int64_t i = 0; i < mapping->count; ++i)
      if (sameKey(entries[2 * i], key))
        return i;
    return -1;
  }
  const uint32_t *slots = indexOf(mapping);
  for (uint64_t i = hashEqual(key);; ++i) {
    uint32_t number = slots[i & (slotCount - 1)];
    if (number == 0)
      return -1;
    if (sameKey(entries[2 * (number - 1)], key))
      return number - 1;
  }
}

const Word *eshkol::findValue(const Mapping *mapping, Word key) {
  int64_t index = search(mapping, key);
  return index < 0 ? nullptr : entriesOf(mapping) + 2 * index + 1;
}

//===----------------------------------------------------------------------===//
// Making maps
//===----------------------------------------------------------------------===//

MappingBuilder::MappingBuilder(int64_t capacity) {
  if (capacity > LargestCapacity)
    raiseError("mapping", "the map has too many entries", {fromFixnum(capacity)});
  uint32_t slotCount = 0;
  if (capacity > Few)
    for (slotCount = 4 * Few; slotCount < 2 * capacity;)
      slotCount *= 2;
  size_t size = slotCount * sizeof(uint32_t) + size_t(2 * capacity) * sizeof(Word);
  mapping = make<Mapping>(Type::Mapping, size);
  mapping->header.extra = slotCount;
}

/// Changing a string must not change a map.
static Word unchanging(Word key) {
  if (!isA(key, Type::String) || isImmutable(key))
    return key;
  String *copy = copySpan(as<String>(key), wholeOf(as<String>(key)));
  copy->header.flags |= Immutable;
  return wordOf(copy);
}

bool MappingBuilder::add(Word key, Word value) {
  if (search(mapping, key) >= 0)
    return false;
  Word *entry = entriesOf(mapping) + 2 * mapping->count++;
  entry[0] = unchanging(key);
  entry[1] = value;
  if (uint32_t slotCount = mapping->header.extra) {
    uint32_t *slots = indexOf(mapping);
    uint64_t i = hashEqual(key);
    while (slots[i & (slotCount - 1)] != 0)
      ++i;
    slots[i & (slotCount - 1)] = uint32_t(mapping->count);
  }
  return true;
}

void MappingBuilder::set(Word key, Word value) {
  if (!add(key, value))
    entriesOf(mapping)[2 * search(mapping, key) + 1] = value;
}
