//===- HashTables.h - hash tables ------------------------------------------===//
//
// The entries stand in an array in the order of their insertion; an index of hash values finds them.
// Objects do not move, so that addresses can be hashed.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_HASHTABLES_H
#define ESHKOL_RUNTIME_HOST_DATA_HASHTABLES_H

#include "runtime/host/Value.h"

namespace eshkol {

/// How keys are compared: the header's flags of a hash table.
enum class KeyKind : uint8_t { Eq, Eqv, Equal, String };

/// The key of an entry that was deleted: an immediate that no program sees.
constexpr Word DeletedKey = 0x42;

struct HashTable {
  struct Entry {
    Word key, value;
  };

  Header header;
  int64_t live;     ///< entries which are not deleted
  int64_t used;     ///< entries with the deleted ones
  int64_t capacity; ///< entries for which there is room
  Entry *entries;
  /// Memory without values: in the low half of each slot the number of an entry, counted from 1 (0: free);
  /// in the high half the high half of its hash value.  There are twice as many as entries at
  /// least, and a power of two.
  uint64_t *slots;
  uint64_t slotMask;

  KeyKind kind() const { return KeyKind(header.flags); }
};

HashTable *newHashTable(KeyKind kind);
/// The entry of a key, or null.
HashTable::Entry *findEntry(const HashTable *table, Word key);
void setEntry(HashTable *table, Word key, Word value);
void deleteEntry(HashTable *table, Word key);
void clearTable(HashTable *table);
HashTable *copyTable(const HashTable *table);
/// Makes the index anew, for keys at other addresses.
void rehash(HashTable *table);

/// Calls `use` with each entry, the newest first.  `use` must not change the table.
template <typename Use> void forEachFromEnd(const HashTable *table, Use use) {
  for (int64_t i = table->used; i > 0; --i)
    if (table->entries[i - 1].key != DeletedKey)
      use(table->entries[i - 1]);
}

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_HASHTABLES_H
