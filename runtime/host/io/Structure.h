//===- Structure.h - values with parts, and how they hang together ---------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_STRUCTURE_H
#define ESHKOL_RUNTIME_HOST_IO_STRUCTURE_H

#include "runtime/host/io/Buffers.h"
#include "runtime/host/io/Printer.h"

namespace eshkol {

/// The words in a value that are printed with it.
struct Parts {
  Word *first;
  int64_t count;
};

/// None for an atom, the empty vector and map, and a record without fields.
Parts partsOf(Word value);

/// Which values are printed with a datum label, and the numbers of those that were printed already.
class Labels {
public:
  /// Finds those that `root` contains.
  void analyse(Word root, Mode mode);

  bool isLabelled(Word value) { return labels.find(value); }
  /// The place of the label: a fixnum, or #f where it has none yet.  Null for a value without label.
  Word *labelOf(Word value) { return labels.find(value); }
  int64_t next() { return count++; }

private:
  bool findCycles(Word root, int64_t limit);
  void findShared(Word root);

  WordTable labels;
  int64_t count = 0;
};

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_STRUCTURE_H
