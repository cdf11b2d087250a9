//===- SortWords.h - keys and positions in one integer ----------*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_SORTWORDS_H
#define ESHKOL_PASSES_LOWERING_SORTWORDS_H

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

/// Whether elements of the type have words: those that 32 bits hold.
bool hasSortWord(Type element);

/// An i64 whose upper half orders the scalar `element` among others, NaN last,
/// and whose lower half is its position `index`.  As integers, words of equal
/// elements are in the order of the positions, so any way of sorting them is
/// stable.  `descending` turns the order of the elements around, not that of the
/// positions.
Value buildSortWord(OpBuilder &builder, Location loc, Value element, Value index, bool descending);

/// The position in a word, as an i64.
Value buildPositionOf(OpBuilder &builder, Location loc, Value word);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_SORTWORDS_H
