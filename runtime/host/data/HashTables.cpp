//===- HashTables.cpp - hash tables ----------------------------------------===//

#include "runtime/host/data/HashTables.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Equality.h"
#include "runtime/host/data/Hashing.h"
#include "runtime/host/data/Strings.h"

#include <algorithm>

using namespace eshkol;

static constexpr int64_t SmallestCapacity = 8;
static constexpr int64_t LargestCapacity = int64_t(1) << 30;

static uint64_t hashKey(KeyKind kind, Word key) {
  switch (kind) {
  case KeyKind::Eq:
    return hashEq(key);
  case KeyKind::Eqv:
    return hashEqv(key);
  case KeyKind::Equal:
    return hashEqual(key);
  case KeyKind::String:
    return hashString(as<String>(key));
  }
  __builtin_unreachable();
}

static bool sameKey(KeyKind kind, Word stored, Word key) {
  if (stored == key)
    return true;
  if (stored == DeletedKey)
    return false;
  switch (kind) {
  case KeyKind::Eq:
    return false;
  case KeyKind::Eqv:
    return isEqv(stored, key);
  case KeyKind::Equal:
    return isEqual(stored, key);
  case KeyKind::String:
    return stringsEqual(as<String>(stored), as<String>(key));
  }
  __builtin_unreachable();
}

static HashTable::Entry *findEntry(const HashTable *table, Word key, uint64_t hash) {
  uint64_t highHalf = hash >> 32;
  for (uint64_t i = highHalf & table->slotMask;; i = (i + 1) & table->slotMask) {
    uint64_t slot = table->slots[i];
    if (slot == 0)
      return nullptr;
    if (slot >> 32 != highHalf)
      continue;
    HashTable::Entry *entry = &table->entries[uint32_t(slot) - 1];
    if (sameKey(table->kind(), entry->key, key))
      return entry;
  }
}

static void addSlot(HashTable *table, uint64_t highHalf, int64_t number) {
  uint64_t i = highHalf & table->slotMask;
  while (table->slots[i] != 0)
    i = (i + 1) & table->slotMask;
  table->slots[i] = (highHalf << 32) | uint64_t(number);
}

static uint64_t *newSlots(uint64_t count) {
  auto *slots = static_cast<uint64_t *>(allocateData(count * sizeof(uint64_t)));
  std::fill_n(slots, count, 0);
  return slots;
}

static void makeRoom(HashTable *table, int64_t capacity) {
  OutsideRegions outside(belongsElsewhere(wordOf(table)));
  uint64_t slotCount = 2 * uint64_t(capacity);
  table->entries = static_cast<HashTable::Entry *>(allocate(size_t(capacity) * sizeof(HashTable::Entry)));
  table->slots = newSlots(slotCount);
  table->slotMask = slotCount - 1;
  table->capacity = capacity;
  table->live = table->used = 0;
}

/// Makes room for more entries and leaves the deleted ones behind.
static void rebuild(HashTable *table) {
  const HashTable old = *table;
  int64_t capacity = SmallestCapacity;
  while (capacity < 2 * old.live)
    capacity *= 2;
  if (capacity > LargestCapacity)
    raiseError("hash-table-set!", "the hash table has too many entries", {fromFixnum(old.live)});
  // The index tells the hash values, which need not be computed again.
  auto *hashes = static_cast<uint32_t *>(allocateData(size_t(old.used) * sizeof(uint32_t)));
  for (uint64_t i = 0; i <= old.slotMask; ++i)
    if (old.slots[i] != 0)
      hashes[uint32_t(old.slots[i]) - 1] = uint32_t(old.slots[i] >> 32);
  makeRoom(table, capacity);
  for (int64_t i = 0; i < old.used; ++i) {
    if (old.entries[i].key == DeletedKey)
      continue;
    table->entries[table->used++] = old.entries[i];
    addSlot(table, hashes[i], table->used);
  }
  table->live = old.live;
}

void eshkol::rehash(HashTable *table) {
  table->slots = newSlots(table->slotMask + 1);
  for (int64_t i = 0; i < table->used; ++i)
    if (table->entries[i].key != DeletedKey)
      addSlot(table, hashKey(table->kind(), table->entries[i].key) >> 32, i + 1);
}

HashTable *eshkol::newHashTable(KeyKind kind) {
  auto *table = make<HashTable>(Type::HashTable, 0, uint8_t(kind));
  makeRoom(table, SmallestCapacity);
  return table;
}

HashTable::Entry *eshkol::findEntry(const HashTable *table, Word key) {
  return ::findEntry(table, key, hashKey(table->kind(), key));
}

void eshkol::setEntry(HashTable *table, Word key, Word value) {
  uint64_t hash = hashKey(table->kind(), key);
  noteStore(wordOf(table), value);
  if (HashTable::Entry *entry = ::findEntry(table, key, hash)) {
    entry->value = value;
    return;
  }
  noteStore(wordOf(table), key);
  if (table->used == table->capacity)
    rebuild(table);
  table->entries[table->used++] = {key, value};
  ++table->live;
  addSlot(table, hash >> 32, table->used);
}

// The slot stays, for others may have been put behind it.
void eshkol::deleteEntry(HashTable *table, Word key) {
  HashTable::Entry *entry = findEntry(table, key);
  if (!entry)
    return;
  *entry = {DeletedKey, Unspecified};
  --table->live;
}

void eshkol::clearTable(HashTable *table) { makeRoom(table, SmallestCapacity); }

HashTable *eshkol::copyTable(const HashTable *table) {
  auto *copy = make<HashTable>(Type::HashTable);
  *copy = *table;
  rebuild(copy);
  return copy;
}
