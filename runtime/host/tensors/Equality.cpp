//===- Equality.cpp - equal tensors ----------------------------------------===//

#include "runtime/host/tensors/Equality.h"
#include "runtime/host/data/Equality.h"
#include "runtime/host/data/Hashing.h"

#include <algorithm>

using namespace eshkol;

bool eshkol::tensorsEqual(const Tensor *a, const Tensor *b) {
  if (a->dtype != b->dtype || !(shapeOf(a) == shapeOf(b)))
    return false;
  if (std::memcmp(a->data, b->data, a->bytes()) == 0)
    return true;
  if (infoOf(a->dtype).kind < NumberKind::Float)
    return false;
  // NaN has many patterns of bits.
  for (int64_t i = 0; i < a->count; ++i)
    if (!isEqv(elementAt(a, i), elementAt(b, i)))
      return false;
  return true;
}

uint64_t eshkol::hashTensor(const Tensor *tensor) {
  constexpr int64_t most = 64;
  uint64_t hash = uint64_t(tensor->dtype);
  for (int64_t size : shapeOf(tensor))
    hash = combineHash(hash, uint64_t(size));
  for (int64_t i = 0; i < std::min(tensor->count, most); ++i)
    hash = combineHash(hash, hashEqv(elementAt(tensor, i)));
  return mixHash(hash);
}
