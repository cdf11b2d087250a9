//===- Mappings.h - maps, which never change -------------------------------===//
//
// A map has its keys and values in the order in which they were added.  Keys are atoms, so that they are
// found by their content wherever they are, and a copy of a map needs no new index.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_MAPPINGS_H
#define ESHKOL_RUNTIME_HOST_DATA_MAPPINGS_H

#include "runtime/host/Value.h"

namespace eshkol {

/// `extra` in the header is the number of slots of the index, which comes before the entries: 0, where these
/// are searched one by one, or a power of two.  A slot has the number of an entry, counted from 1, or 0.
struct Mapping {
  Header header;
  int64_t count;
  Word data[];
};

inline int64_t wordsOfIndex(const Mapping *mapping) { return mapping->header.extra / 2; }
/// Keys and values, which alternate.
inline Word *entriesOf(Mapping *mapping) { return mapping->data + wordsOfIndex(mapping); }
inline const Word *entriesOf(const Mapping *mapping) { return mapping->data + wordsOfIndex(mapping); }
inline size_t sizeInBytes(const Mapping *mapping) {
  return sizeof(Mapping) + size_t(wordsOfIndex(mapping) + 2 * mapping->count) * sizeof(Word);
}

bool isMappingKey(Word value);
/// What keys are, for messages.
constexpr const char *MappingKeys = "a keyword, symbol, string, number, character or boolean";

/// The value of a key, or null.
const Word *findValue(const Mapping *mapping, Word key);
/// The value of `map.name`: that of the keyword, or else of the symbol.
Word fieldOfMapping(const Mapping *mapping, Word name, Word keyword);

/// Makes a map.
class MappingBuilder {
public:
  /// For so many entries at most.
  explicit MappingBuilder(int64_t capacity);
  /// Adds an entry, or returns false if there is one with the key.  The key must be one.
  bool add(Word key, Word value);
  /// The same, but an entry with the key gets the value.
  void set(Word key, Word value);
  Word finish() { return wordOf(mapping); }

private:
  Mapping *mapping;
};

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_MAPPINGS_H
