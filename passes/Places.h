//===- Places.h - locations as places in a file -----------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_PLACES_H
#define ESHKOL_PASSES_PLACES_H

#include "mlir/IR/Location.h"

namespace mlir::eshkol {

/// The first place in a file inside a location, looking through fusions, names and calls; null if there is
/// none.
inline FileLineColLoc findPlace(Location loc) {
  FileLineColLoc found;
  loc->walk([&](Location inner) {
    found = dyn_cast<FileLineColLoc>(inner);
    return found ? WalkResult::interrupt() : WalkResult::advance();
  });
  return found;
}

/// What stands before the name of an operation in the names of the locations of its derivative.
inline constexpr StringLiteral derivativePrefix = "derivative of ";

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_PLACES_H
