//===- Mappings.h - maps, which never change -------------------------------===//
//
// A map has its keys and values in the order in which they were added.  Keys are atoms, so that they are
// found by their content wherever they are, and a copy of a map needs no new index.
//
// A small map is one object.  A large one refers to such an object, to tries that share most of their nodes
// with those of the map that it was made of (MappingTries.h), or to both: each is made of the other when it
// is first needed, the tries to make another map, the single object for what looks at all entries.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_MAPPINGS_H
#define ESHKOL_RUNTIME_HOST_DATA_MAPPINGS_H

#include "runtime/host/Value.h"
#include "runtime/host/data/MappingTries.h"

namespace eshkol {

/// `extra` in the header is the number of slots of the index, which comes before the entries: 0, where these
/// are searched one by one, or a power of two.  A slot has the number of an entry, counted from 1, or 0.
struct Mapping {
  Header header;
  int64_t count;
  Word data[];
};

/// A flag of maps whose data are `LargeData`.
constexpr uint8_t Large = 2;
struct LargeData {
  /// A map without this flag, or ().
  Word flat;
  /// Of a map that has tries; as a fixnum, how many places these have given away.
  Word entries, places, length;
};
constexpr int64_t LargeWords = sizeof(LargeData) / sizeof(Word);

inline bool isLarge(const Mapping *mapping) { return mapping->header.flags & Large; }
/// The single object with all entries.
const Mapping *flatOf(const Mapping *mapping);

inline int64_t wordsOfIndex(const Mapping *mapping) { return mapping->header.extra / 2; }
/// Keys and values, which alternate.
inline const Word *entriesOf(const Mapping *mapping) {
  if (isLarge(mapping))
    mapping = flatOf(mapping);
  return mapping->data + wordsOfIndex(mapping);
}
inline Word *entriesOf(Mapping *mapping) {
  return const_cast<Word *>(entriesOf(static_cast<const Mapping *>(mapping)));
}
inline size_t sizeInBytes(const Mapping *mapping) {
  int64_t words = isLarge(mapping) ? LargeWords : wordsOfIndex(mapping) + 2 * mapping->count;
  return sizeof(Mapping) + size_t(words) * sizeof(Word);
}

bool isMappingKey(Word value);
/// What keys are, for messages.
constexpr const char *MappingKeys = "a keyword, symbol, string, number, character or boolean";

/// equal? for keys, which have no parts.
bool sameKey(Word a, Word b);

/// The value of a key, or null.
const Word *findValue(const Mapping *mapping, Word key);
/// The value of `map.name`: that of the keyword, or else of the symbol.
Word fieldOfMapping(const Mapping *mapping, Word name, Word keyword);

/// The map with a value for a key, and without a key.
Word withValue(Word mapping, Word key, Word value);
Word withoutKey(Word mapping, Word key);

/// Makes a map.
class MappingBuilder {
public:
  /// For so many entries at most.
  explicit MappingBuilder(int64_t capacity);
  /// Adds an entry, or returns false if there is one with the key.  The key must be one.
  bool add(Word key, Word value);
  /// The same, but an entry with the key gets the value.
  void set(Word key, Word value);
  Word finish();

private:
  Mapping *mapping;
};

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_MAPPINGS_H
