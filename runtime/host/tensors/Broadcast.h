//===- Broadcast.h - operands of different shapes, side by side ------------===//
//
// NumPy's rule: shapes are aligned at their ends, and two sizes agree if they are equal or one of them is 1.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_BROADCAST_H
#define ESHKOL_RUNTIME_HOST_TENSORS_BROADCAST_H

#include "runtime/host/tensors/Elements.h"
#include "runtime/host/tensors/Operands.h"

namespace eshkol {

/// The shape to which both broadcast, or an error.
Sizes broadcastShapes(const char *procedure, Shape a, Shape b);

/// A dimension through which two operands are read, and how far apart their elements are; 0 where an
/// operand has one element for all positions.
struct BroadcastDimension {
  int64_t size, aStride, bStride;
};

/// The dimensions of a result from the outermost on.  Those that can be read as one are one.
struct BroadcastPlan {
  BroadcastDimension dimensions[MaxRank];
  uint32_t rank = 0;

  BroadcastPlan(Shape result, Shape a, Shape b);
};

/// Calls `body(a, aStride, b, bStride, result, count)` for runs of elements.  The strides are 0 or 1, but for
/// operands that are read through a transposed dimension, which broadcasting never makes.
template <typename Body> void forRuns(const BroadcastPlan &plan, const Body &body) {
  if (plan.rank == 0) {
    body(0, 0, 0, 0, 0, 1);
    return;
  }
  int64_t position[MaxRank] = {};
  const BroadcastDimension &inner = plan.dimensions[plan.rank - 1];
  int64_t a = 0, b = 0, result = 0;
  for (;;) {
    body(a, inner.aStride, b, inner.bStride, result, inner.size);
    result += inner.size;
    uint32_t axis = plan.rank - 1;
    for (;;) {
      if (axis == 0)
        return;
      const BroadcastDimension &outer = plan.dimensions[--axis];
      a += outer.aStride;
      b += outer.bStride;
      if (++position[axis] < outer.size)
        break;
      a -= outer.aStride * outer.size;
      b -= outer.bStride * outer.size;
      position[axis] = 0;
    }
  }
}

/// Elementwise: result = function(a, b), where the shape of the result is what both broadcast to.
template <typename T, typename R, typename Function>
void mapElements(const Tensor *aTensor, const Tensor *bTensor, Tensor *resultTensor, Function function) {
  if (resultTensor->count == 0)
    return;
  BroadcastPlan plan(shapeOf(resultTensor), shapeOf(aTensor), shapeOf(bTensor));
  const T *aElements = aTensor->elements<T>(), *bElements = bTensor->elements<T>();
  R *elements = resultTensor->elements<R>();
  // No result is an operand, and each case is a loop that can be vectorized.
  auto store = [&](R *place, T x, T y) {
    if constexpr (IsShortFloat<R>)
      *place = R(function(load(x), load(y)));
    else
      *place = function(load(x), load(y));
  };
  forRuns(plan, [&](int64_t aStart, int64_t aStride, int64_t bStart, int64_t bStride, int64_t start,
                    int64_t count) {
    const T *__restrict a = aElements + aStart;
    const T *__restrict b = bElements + bStart;
    R *__restrict result = elements + start;
    if (aStride != 0 && bStride != 0) {
      for (int64_t i = 0; i < count; ++i)
        store(result + i, a[i], b[i]);
    } else if (aStride != 0) {
      T y = *b;
      for (int64_t i = 0; i < count; ++i)
        store(result + i, a[i], y);
    } else {
      T x = *a;
      for (int64_t i = 0; i < count; ++i)
        store(result + i, x, b[bStride ? i : 0]);
    }
  });
}

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_BROADCAST_H
