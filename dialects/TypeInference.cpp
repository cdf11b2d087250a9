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

LogicalResult eshkol::verifyMixedList(std::optional<Location> loc, StringRef name, ArrayRef<int64_t> entries,
                                      size_t operandCount) {
  size_t dynamicCount = llvm::count_if(entries, ShapedType::isDynamic);
  if (dynamicCount != operandCount)
    return emitOptionalError(loc, "expected one operand per dynamic entry of ", name, " but got ",
                             operandCount, " for ", dynamicCount);
  for (int64_t entry : entries)
    if (!ShapedType::isDynamic(entry) && entry < 0)
      return emitOptionalError(loc, "expected ", name, " not to be negative but got ", entry);
  return success();
}

LogicalResult eshkol::verifyIntegerList(std::optional<Location> loc, StringRef name, ArrayRef<int64_t> list,
                                        size_t count, int64_t least) {
  if (list.size() != count)
    return emitOptionalError(loc, "expected ", name, " to have ", count, " entries but got ", list.size());
  for (int64_t entry : list)
    if (entry < least)
      return emitOptionalError(loc, "expected ", name, " to be at least ", least, " but got ", entry);
  return success();
}
