//===- TypeInference.cpp - shared rules of result types -------------------===//

#include "dialects/TypeInference.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"

using namespace mlir;

bool eshkol::areCompatibleTensorTypes(TypeRange inferred, TypeRange actual) {
  if (inferred.size() != actual.size())
    return false;
  return llvm::all_of(llvm::zip(inferred, actual), [](auto pair) {
    auto [a, b] = pair;
    return getElementTypeOrSelf(a) == getElementTypeOrSelf(b) && succeeded(verifyCompatibleShape(a, b));
  });
}

LogicalResult eshkol::joinShapes(ArrayRef<int64_t> a, ArrayRef<int64_t> b, SmallVectorImpl<int64_t> &joined) {
  if (a.size() != b.size())
    return failure();
  for (auto [left, right] : llvm::zip(a, b)) {
    if (!canBeEqual(left, right))
      return failure();
    joined.push_back(joinDimensions(left, right));
  }
  return success();
}

LogicalResult eshkol::verifyDimension(std::optional<Location> loc, StringRef attribute, int64_t dimension,
                                      int64_t rank) {
  if (dimension >= 0 && dimension < rank)
    return success();
  return emitOptionalError(loc, "expected ", attribute, " to be in [0, ", rank, ") but got ", dimension);
}

LogicalResult eshkol::verifyDimensions(std::optional<Location> loc, StringRef attribute,
                                       ArrayRef<int64_t> dimensions, int64_t rank) {
  llvm::SmallSet<int64_t, 4> seen;
  for (int64_t dimension : dimensions) {
    if (failed(verifyDimension(loc, attribute, dimension, rank)))
      return failure();
    if (!seen.insert(dimension).second)
      return emitOptionalError(loc, "expected ", attribute, " to name each dimension once but ", dimension,
                               " occurs twice");
  }
  return success();
}
