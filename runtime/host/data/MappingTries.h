//===- MappingTries.h - large maps that share what did not change ----------===//
//
// Two tries, of which a change copies the nodes on one path.  The entries are in one by their places, which
// are counted in the order in which keys were added; a removed one leaves a hole.  The other finds the place
// of a key by five bits of its hash value at a time.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_MAPPINGTRIES_H
#define ESHKOL_RUNTIME_HOST_DATA_MAPPINGTRIES_H

#include "runtime/host/Value.h"

namespace eshkol {

struct MappingTries {
  /// Vectors of 32 words: of nodes, or of 16 keys and values; or () without entries.
  Word entries = Nil;
  /// Vectors of a bit for each number from 0 to 31 and what belongs to those with one: the place of a key, a
  /// node, or a list of places whose keys have one hash value; or () without entries.
  Word places = Nil;
  /// How many places have been given away.
  int64_t length = 0;

  /// The key and the value at a place; the key of a hole is `Undefined`.
  Word *entryAt(int64_t place) const;
  /// The place of a key, or -1.
  int64_t find(Word key) const;
  /// With a key that is not there yet, and may not change.
  MappingTries added(Word key, Word value) const;
  MappingTries replaced(int64_t place, Word value) const;
  MappingTries removed(int64_t place) const;
};

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_MAPPINGTRIES_H
