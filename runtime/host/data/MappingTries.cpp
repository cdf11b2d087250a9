//===- MappingTries.cpp - large maps that share what did not change --------===//

#include "runtime/host/data/MappingTries.h"
#include "runtime/host/Memory.h"
#include "runtime/host/data/Hashing.h"
#include "runtime/host/data/Mappings.h"
#include "runtime/host/data/Vectors.h"

#include <algorithm>

using namespace eshkol;

constexpr int Bits = 5;
constexpr int64_t Width = int64_t(1) << Bits;
constexpr int64_t EntriesOfLeaf = Width / 2;
constexpr int HashBits = 64;

static Vector *copyOf(const Vector *node) {
  Vector *copy = newVector(node->length);
  std::copy_n(node->elements, node->length, copy->elements);
  return copy;
}

//===----------------------------------------------------------------------===//
// Entries by their places
//===----------------------------------------------------------------------===//

/// How many places a node has below it whose children are leaves, nodes above leaves, and so on, for so many
/// places.
static int64_t capacityFor(int64_t length) {
  int64_t capacity = EntriesOfLeaf;
  while (capacity < length)
    capacity *= Width;
  return capacity;
}

Word *MappingTries::entryAt(int64_t place) const {
  auto *node = as<Vector>(entries);
  for (int64_t below = capacityFor(length) / Width; below >= EntriesOfLeaf; below /= Width)
    node = as<Vector>(node->elements[place / below % Width]);
  return node->elements + 2 * (place % EntriesOfLeaf);
}

/// The trie with an entry at a place of a node with this capacity, which may be () where it is new.
static Word withEntry(Word node, int64_t capacity, int64_t place, Word key, Word value) {
  Vector *copy = node == Nil ? as<Vector>(makeVector(Width, Nil)) : copyOf(as<Vector>(node));
  if (capacity == EntriesOfLeaf) {
    copy->elements[2 * (place % EntriesOfLeaf)] = key;
    copy->elements[2 * (place % EntriesOfLeaf) + 1] = value;
  } else {
    Word &child = copy->elements[place / (capacity / Width) % Width];
    child = withEntry(child, capacity / Width, place, key, value);
  }
  return wordOf(copy);
}

//===----------------------------------------------------------------------===//
// Places by keys
//===----------------------------------------------------------------------===//

namespace {

/// Where a hash value leads to in a node.
struct Branch {
  Branch(Word node, uint64_t hash, int shift) : node(as<Vector>(node)) {
    auto bits = uint64_t(toFixnum(this->node->elements[0]));
    bit = uint64_t(1) << (hash >> shift & (Width - 1));
    exists = bits & bit;
    index = 1 + __builtin_popcountll(bits & (bit - 1));
  }

  Word child() const { return node->elements[index]; }

  Word with(Word child) const {
    Vector *copy = copyOf(node);
    copy->elements[index] = child;
    return wordOf(copy);
  }

  Word withNew(Word child) const {
    Vector *longer = newVector(node->length + 1);
    std::copy_n(node->elements, index, longer->elements);
    longer->elements[index] = child;
    std::copy(node->elements + index, node->elements + node->length, longer->elements + index + 1);
    longer->elements[0] += fromFixnum(int64_t(bit));
    return wordOf(longer);
  }

  /// () if nothing is left.
  Word without() const {
    if (node->length == 2)
      return Nil;
    Vector *shorter = newVector(node->length - 1);
    std::copy_n(node->elements, index, shorter->elements);
    std::copy(node->elements + index + 1, node->elements + node->length, shorter->elements + index);
    shorter->elements[0] -= fromFixnum(int64_t(bit));
    return wordOf(shorter);
  }

  Vector *node;
  uint64_t bit;
  bool exists;
  int64_t index;
};

} // namespace

static uint64_t hashAt(const MappingTries &tries, Word place) {
  return hashEqual(*tries.entryAt(toFixnum(place)));
}

/// The node, or () for a new one, with a place for a hash value.  Of the tries, the entries are needed.
static Word withPlace(const MappingTries &tries, Word node, uint64_t hash, int shift, Word place) {
  if (shift >= HashBits)
    return cons(place, node);
  if (node == Nil) {
    Vector *single = newVector(2);
    single->elements[0] = fromFixnum(int64_t(1) << (hash >> shift & (Width - 1)));
    single->elements[1] = place;
    return wordOf(single);
  }
  Branch branch(node, hash, shift);
  if (!branch.exists)
    return branch.withNew(place);
  Word child = branch.child();
  // The place of another key goes one level down.
  if (isFixnum(child))
    child = withPlace(tries, Nil, hashAt(tries, child), shift + Bits, child);
  return branch.with(withPlace(tries, child, hash, shift + Bits, place));
}

static Word withoutPlace(Word node, uint64_t hash, int shift, Word place) {
  if (isPair(node))
    return car(node) == place ? cdr(node) : cons(car(node), withoutPlace(cdr(node), hash, shift, place));
  Branch branch(node, hash, shift);
  if (isFixnum(branch.child()))
    return branch.without();
  Word child = withoutPlace(branch.child(), hash, shift + Bits, place);
  return child == Nil ? branch.without() : branch.with(child);
}

int64_t MappingTries::find(Word key) const {
  auto isAt = [&](Word place) { return sameKey(*entryAt(toFixnum(place)), key); };
  uint64_t hash = hashEqual(key);
  Word found = places;
  for (int shift = 0; found != Nil && !isPair(found); shift += Bits) {
    Branch branch(found, hash, shift);
    if (!branch.exists)
      return -1;
    found = branch.child();
    if (isFixnum(found))
      return isAt(found) ? toFixnum(found) : -1;
  }
  for (; isPair(found); found = cdr(found))
    if (isAt(car(found)))
      return toFixnum(car(found));
  return -1;
}

//===----------------------------------------------------------------------===//
// Changes
//===----------------------------------------------------------------------===//

MappingTries MappingTries::added(Word key, Word value) const {
  MappingTries result = *this;
  int64_t before = capacityFor(length), capacity = capacityFor(++result.length);
  // One more level.
  if (capacity != before && length > 0) {
    Word root = makeVector(Width, Nil);
    as<Vector>(root)->elements[0] = entries;
    result.entries = root;
  }
  result.entries = withEntry(result.entries, capacity, length, key, value);
  result.places = withPlace(result, places, hashEqual(key), 0, fromFixnum(length));
  return result;
}

MappingTries MappingTries::replaced(int64_t place, Word value) const {
  MappingTries result = *this;
  result.entries = withEntry(entries, capacityFor(length), place, *entryAt(place), value);
  return result;
}

MappingTries MappingTries::removed(int64_t place) const {
  MappingTries result = *this;
  result.places = withoutPlace(places, hashEqual(*entryAt(place)), 0, fromFixnum(place));
  result.entries = withEntry(entries, capacityFor(length), place, Undefined, Undefined);
  return result;
}
