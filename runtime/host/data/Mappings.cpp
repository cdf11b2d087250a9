//===- Mappings.cpp - maps, which never change -----------------------------===//

#include "runtime/host/data/Mappings.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Equality.h"
#include "runtime/host/data/Hashing.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/numbers/Numbers.h"

using namespace eshkol;

/// Up to so many entries are searched one by one.
static constexpr int64_t Few = 8;
/// Up to so many entries, a map with another one is a copy.
static constexpr int64_t LargestCopied = 32;
static constexpr int64_t LargestCapacity = int64_t(1) << 30;

static uint32_t *indexOf(Mapping *mapping) { return reinterpret_cast<uint32_t *>(mapping->data); }
static const uint32_t *indexOf(const Mapping *mapping) {
  return reinterpret_cast<const uint32_t *>(mapping->data);
}

bool eshkol::isMappingKey(Word value) {
  return isA(value, Type::Symbol) || isA(value, Type::String) || isNumber(value) || isCharacter(value) ||
         isBool(value);
}

bool eshkol::sameKey(Word a, Word b) {
  return isA(a, Type::String) && isA(b, Type::String) ? stringsEqual(as<String>(a), as<String>(b))
                                                      : isEqv(a, b);
}

/// The number of the key's entry in a single object, counted from 0, or where there is none -1.
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

static LargeData *dataOf(Mapping *mapping) { return reinterpret_cast<LargeData *>(mapping->data); }

static MappingTries triesOf(const LargeData *data) {
  return {data->entries, data->places, toFixnum(data->length)};
}

const Word *eshkol::findValue(const Mapping *mapping, Word key) {
  if (isLarge(mapping)) {
    const LargeData *data = dataOf(const_cast<Mapping *>(mapping));
    if (data->entries != Nil) {
      MappingTries tries = triesOf(data);
      int64_t place = tries.find(key);
      return place < 0 ? nullptr : tries.entryAt(place) + 1;
    }
    mapping = as<Mapping>(data->flat);
  }
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

static Mapping *newLarge(int64_t count, LargeData data) {
  auto *mapping = make<Mapping>(Type::Mapping, sizeof data, Large);
  mapping->count = count;
  *dataOf(mapping) = data;
  return mapping;
}

Word MappingBuilder::finish() {
  if (mapping->count <= LargestCopied)
    return wordOf(mapping);
  return wordOf(newLarge(mapping->count, {wordOf(mapping), Nil, Nil, fromFixnum(0)}));
}

void MappingBuilder::set(Word key, Word value) {
  if (!add(key, value))
    entriesOf(mapping)[2 * search(mapping, key) + 1] = value;
}

//===----------------------------------------------------------------------===//
// Large maps
//===----------------------------------------------------------------------===//

/// Both forms are the same map, so that making one of the other changes nothing that a program can see.
static void storeIn(Mapping *mapping, Word *place, Word value) {
  noteStore(wordOf(mapping), value);
  *place = value;
}

const Mapping *eshkol::flatOf(const Mapping *mapping) {
  auto *large = const_cast<Mapping *>(mapping);
  LargeData *data = dataOf(large);
  if (data->flat == Nil) {
    // Keys are found in the tries, so it needs no index.
    auto *flat = make<Mapping>(Type::Mapping, size_t(2 * mapping->count) * sizeof(Word));
    MappingTries tries = triesOf(data);
    for (int64_t place = 0; place < tries.length; ++place)
      if (const Word *entry = tries.entryAt(place); entry[0] != Undefined) {
        flat->data[2 * flat->count] = entry[0];
        flat->data[2 * flat->count++ + 1] = entry[1];
      }
    storeIn(large, &data->flat, wordOf(flat));
  }
  return as<Mapping>(data->flat);
}

static MappingTries makeTries(const Mapping *flat) {
  MappingTries tries;
  const Word *entries = entriesOf(flat);
  for (int64_t i = 0; i < flat->count; ++i)
    tries = tries.added(entries[2 * i], entries[2 * i + 1]);
  return tries;
}

static MappingTries triesOf(Mapping *mapping) {
  LargeData *data = dataOf(mapping);
  if (data->entries == Nil) {
    MappingTries tries = makeTries(as<Mapping>(data->flat));
    storeIn(mapping, &data->places, tries.places);
    data->length = fromFixnum(tries.length);
    storeIn(mapping, &data->entries, tries.entries);
  }
  return triesOf(data);
}

static Word fromTries(int64_t count, const MappingTries &tries) {
  return wordOf(newLarge(count, {Nil, tries.entries, tries.places, fromFixnum(tries.length)}));
}

/// A small map, or one without holes: what the entries but for one key make.
static Word copyWithout(Mapping *mapping, const Word *key) {
  MappingBuilder builder(mapping->count);
  const Word *entries = entriesOf(mapping);
  for (int64_t i = 0; i < mapping->count; ++i)
    if (!key || !sameKey(entries[2 * i], *key))
      builder.add(entries[2 * i], entries[2 * i + 1]);
  return builder.finish();
}

Word eshkol::withValue(Word value, Word key, Word content) {
  auto *mapping = as<Mapping>(value);
  if (!isLarge(mapping)) {
    MappingBuilder builder(mapping->count + 1);
    const Word *entries = entriesOf(mapping);
    for (int64_t i = 0; i < mapping->count; ++i)
      builder.add(entries[2 * i], entries[2 * i + 1]);
    builder.set(key, content);
    return builder.finish();
  }
  MappingTries tries = triesOf(mapping);
  if (int64_t place = tries.find(key); place >= 0)
    return fromTries(mapping->count, tries.replaced(place, content));
  return fromTries(mapping->count + 1, tries.added(unchanging(key), content));
}

Word eshkol::withoutKey(Word value, Word key) {
  auto *mapping = as<Mapping>(value);
  if (!findValue(mapping, key))
    return value;
  if (mapping->count <= LargestCopied + 1)
    return copyWithout(mapping, &key);
  MappingTries tries = triesOf(mapping);
  Word rest = fromTries(mapping->count - 1, tries.removed(tries.find(key)));
  // As soon as half of the places are holes, the others are counted anew.
  return tries.length > 2 * mapping->count ? copyWithout(as<Mapping>(rest), nullptr) : rest;
}
