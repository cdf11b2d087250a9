//===- RegionCopies.cpp - copies of what leaves a region -------------------===//
//
// A copy is made of each object of the region that can be reached, once, so that what was shared or cyclic
// stays so.  The collector finds the copies by the first one, since each is stored where it is referred to as
// soon as it exists.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/Regions.h"
#include "runtime/host/control/Evaluation.h"
#include "runtime/host/data/HashTables.h"
#include "runtime/host/data/Mappings.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/numbers/Integers.h"
#include "runtime/host/numbers/Tower.h"
#include "runtime/host/tensors/Tensor.h"

#include <cstdlib>
#include <unordered_map>
#include <vector>

using namespace eshkol;

namespace {

/// The values in an object.
struct Slots {
  Word *first = nullptr;
  int64_t count = 0;
};

/// What copying needs besides the copies.  It is kept from one time to the next, so that an error, which runs
/// no destructors, loses nothing.
struct Scratch {
  std::unordered_map<Word, Word> copies;
  /// Copies whose slots still hold what those of the originals do.
  std::vector<Word> pending;
  std::vector<HashTable *> tables;

  void clear() {
    constexpr size_t ManyBuckets = 1 << 12;
    if (copies.bucket_count() > ManyBuckets)
      copies = {};
    copies.clear();
    pending.clear();
    tables.clear();
  }
};

Scratch scratch;

} // namespace

//===----------------------------------------------------------------------===//
// Kinds of objects
//===----------------------------------------------------------------------===//

/// Its size in bytes, for objects that consist of one block of memory; 0 for others.
static size_t sizeOf(Word value) {
  if (isPair(value))
    return sizeof(Pair);
  switch (headerOf(value)->type) {
  case Type::Flonum:
    return sizeof(Flonum);
  case Type::Bignum:
    return sizeof(Bignum) + size_t(std::abs(as<Bignum>(value)->size)) * sizeof(mp_limb_t);
  case Type::Ratnum:
    return sizeof(Ratnum);
  case Type::Compnum:
    return sizeof(Compnum);
  case Type::Vector:
    return sizeof(Vector) + size_t(as<Vector>(value)->length) * sizeof(Word);
  case Type::Bytevector:
    return sizeof(Bytevector) + size_t(as<Bytevector>(value)->length);
  case Type::Procedure:
    return sizeof(Procedure) + headerOf(value)->extra * sizeof(Word);
  case Type::Box:
    return sizeof(Box);
  case Type::Record:
    return sizeof(Record) + headerOf(value)->extra * sizeof(Word);
  case Type::Environment:
    return sizeof(Environment);
  case Type::Values:
    return sizeof(Values) + size_t(as<Values>(value)->count) * sizeof(Word);
  case Type::Condition:
    return sizeof(Condition);
  case Type::Mapping:
    return sizeInBytes(as<Mapping>(value));
  default:
    return 0;
  }
}

static Slots slotsOf(Word value) {
  if (isPair(value))
    return {&pairOf(value)->car, 2};
  switch (headerOf(value)->type) {
  case Type::Ratnum:
    return {&as<Ratnum>(value)->numerator, 2};
  case Type::Compnum:
    return {&as<Compnum>(value)->real, 2};
  case Type::Vector:
    return {as<Vector>(value)->elements, as<Vector>(value)->length};
  case Type::Procedure:
    return {as<Procedure>(value)->captured, headerOf(value)->extra};
  case Type::Box:
    return {&as<Box>(value)->content, 1};
  case Type::Record:
    return {&as<Record>(value)->type, int64_t(headerOf(value)->extra) + 1};
  case Type::Values:
    return {as<Values>(value)->values, as<Values>(value)->count};
  case Type::Condition:
    return {&as<Condition>(value)->kind, 4};
  case Type::Mapping:
    if (isLarge(as<Mapping>(value)))
      return {as<Mapping>(value)->data, LargeWords};
    return {entriesOf(as<Mapping>(value)), 2 * as<Mapping>(value)->count};
  case Type::HashTable:
    return {&as<HashTable>(value)->entries->key, 2 * as<HashTable>(value)->used};
  default:
    return {};
  }
}

//===----------------------------------------------------------------------===//
// Copies of single objects
//===----------------------------------------------------------------------===//

static Word copyBlock(Word value, size_t size) {
  Word tag = value & 7;
  auto *original = reinterpret_cast<void *>(value - tag);
  void *copy = slotsOf(value).count ? allocateObject(size) : allocateData(size);
  std::memcpy(copy, original, size);
  return reinterpret_cast<Word>(copy) + tag;
}

static Word copyString(const String *string) {
  bool wide = isWide(string);
  String *copy = newString(string->length, wide);
  copy->header = string->header;
  std::memcpy(copy->data, string->data, size_t(string->length) * (wide ? sizeof(uint32_t) : 1));
  return wordOf(copy);
}

static Word copyTensor(const Tensor *tensor) {
  Tensor *copy = makeTensor(tensor->dtype, shapeOf(tensor));
  copy->header = tensor->header;
  std::memcpy(copy->data, tensor->data, tensor->bytes());
  return wordOf(copy);
}

/// Its index is made when all keys are what they will be.
static Word copyHashTable(const HashTable *table) {
  auto *copy = make<HashTable>(Type::HashTable);
  *copy = *table;
  copy->slots = nullptr;
  auto *entries =
      static_cast<HashTable::Entry *>(allocate(size_t(table->capacity) * sizeof(HashTable::Entry)));
  std::memcpy(entries, table->entries, size_t(table->used) * sizeof(HashTable::Entry));
  copy->entries = entries;
  scratch.tables.push_back(copy);
  return wordOf(copy);
}

/// A copy whose slots hold what those of the object do; `Absent` for what cannot be copied.
static Word copyOne(Word value) {
  if (size_t size = sizeOf(value))
    return copyBlock(value, size);
  switch (headerOf(value)->type) {
  case Type::String:
    return copyString(as<String>(value));
  case Type::Tensor:
    return copyTensor(as<Tensor>(value));
  case Type::HashTable:
    return copyHashTable(as<HashTable>(value));
  default:
    return Absent;
  }
}

//===----------------------------------------------------------------------===//
// Copies of everything
//===----------------------------------------------------------------------===//

/// Replaces an object of the region.  Returns false if it cannot be copied.
static bool replace(const Region *region, Word *slot) {
  if (regionOf(*slot) != region)
    return true;
  auto known = scratch.copies.find(*slot);
  if (known != scratch.copies.end()) {
    *slot = known->second;
    return true;
  }
  Word copy = copyOne(*slot);
  if (copy == Absent)
    return false;
  scratch.copies.emplace(*slot, copy);
  scratch.pending.push_back(copy);
  *slot = copy;
  return true;
}

bool eshkol::copyOut(Region *region, Word *value) {
  if (regionOf(*value) != region)
    return true;
  scratch.clear();
  Word copy = *value;
  if (!replace(region, &copy))
    return false;
  while (!scratch.pending.empty()) {
    Slots slots = slotsOf(scratch.pending.back());
    scratch.pending.pop_back();
    for (int64_t i = 0; i != slots.count; ++i)
      if (!replace(region, &slots.first[i]))
        return false;
  }
  for (HashTable *table : scratch.tables)
    rehash(table);
  *value = copy;
  return true;
}
