//===- Broadcast.cpp - operands of different shapes, side by side ----------===//

#include "runtime/host/tensors/Broadcast.h"

#include <algorithm>

using namespace eshkol;

Sizes eshkol::broadcastShapes(const char *procedure, Shape a, Shape b) {
  Sizes result;
  result.rank = std::max(a.rank, b.rank);
  for (uint32_t fromEnd = 1; fromEnd <= result.rank; ++fromEnd) {
    int64_t x = fromEnd <= a.rank ? a.sizes[a.rank - fromEnd] : 1;
    int64_t y = fromEnd <= b.rank ? b.sizes[b.rank - fromEnd] : 1;
    if (x != y && x != 1 && y != 1)
      shapeError(procedure, Message()
                                << "shapes " << a << " and " << b << " do not broadcast: dimensions " << x
                                << " and " << y << ", counted from the end at " << fromEnd << ", differ");
    result[result.rank - fromEnd] = x == 1 ? y : x;
  }
  return result;
}

BroadcastPlan::BroadcastPlan(Shape result, Shape a, Shape b) {
  // From the innermost dimension on, and turned around at the end.
  int64_t aStride = 1, bStride = 1;
  for (uint32_t fromEnd = 1; fromEnd <= result.rank; ++fromEnd) {
    int64_t size = result.sizes[result.rank - fromEnd];
    int64_t aSize = fromEnd <= a.rank ? a.sizes[a.rank - fromEnd] : 1;
    int64_t bSize = fromEnd <= b.rank ? b.sizes[b.rank - fromEnd] : 1;
    BroadcastDimension next = {size, aSize == 1 ? 0 : aStride, bSize == 1 ? 0 : bStride};
    aStride *= aSize;
    bStride *= bSize;
    if (size == 1)
      continue;
    BroadcastDimension *inner = rank > 0 ? &dimensions[rank - 1] : nullptr;
    if (inner && next.aStride == inner->aStride * inner->size && next.bStride == inner->bStride * inner->size)
      inner->size *= size;
    else
      dimensions[rank++] = next;
  }
  std::reverse(dimensions, dimensions + rank);
}
