//===- TypeInference.h - shared rules of result types -----------*- C++ -*-===//
//
// The vocabulary of `inferReturnTypes`: comparing and joining dimensions that
// may be unknown, and the wording of what does not fit.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_DIALECTS_TYPEINFERENCE_H
#define ESHKOL_DIALECTS_TYPEINFERENCE_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Location.h"
#include "mlir/IR/TypeRange.h"
#include "mlir/IR/Value.h"
#include "llvm/ADT/Twine.h"

#include <optional>

namespace mlir::eshkol {

/// Whether two lists of tensor types agree wherever both are static.
bool areCompatibleTensorTypes(TypeRange inferred, TypeRange actual);

/// The type of `value`, which ODS has verified to be a ranked tensor.
inline RankedTensorType tensorType(Value value) { return cast<RankedTensorType>(value.getType()); }

/// Whether two dimensions can be equal: they are, or one is dynamic.
inline bool canBeEqual(int64_t a, int64_t b) {
  return a == b || ShapedType::isDynamic(a) || ShapedType::isDynamic(b);
}

/// The static one of two dimensions that can be equal, else dynamic.
inline int64_t joinDimensions(int64_t a, int64_t b) { return ShapedType::isDynamic(a) ? b : a; }

/// Joins the shapes of tensors that must be equal into `joined`; fails where
/// ranks or static dimensions differ.
LogicalResult joinShapes(ArrayRef<int64_t> a, ArrayRef<int64_t> b, SmallVectorImpl<int64_t> &joined);

/// Checks that `dimension` indexes a shape of the given rank.
LogicalResult verifyDimension(std::optional<Location> loc, StringRef attribute, int64_t dimension,
                              int64_t rank);

/// Checks that `dimensions` are distinct and index a shape of the given rank.
LogicalResult verifyDimensions(std::optional<Location> loc, StringRef attribute, ArrayRef<int64_t> dimensions,
                               int64_t rank);

/// Checks a list that is static in part: as many operands as dynamic entries,
/// and no negative static entry.
LogicalResult verifyMixedList(std::optional<Location> loc, StringRef name, ArrayRef<int64_t> entries,
                              size_t operandCount);

/// Checks that `list` has `count` entries, none less than `least`.
LogicalResult verifyIntegerList(std::optional<Location> loc, StringRef name, ArrayRef<int64_t> list,
                                size_t count, int64_t least);

} // namespace mlir::eshkol

#endif // ESHKOL_DIALECTS_TYPEINFERENCE_H
