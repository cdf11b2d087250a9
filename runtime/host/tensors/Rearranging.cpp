//===- Rearranging.cpp - elements at other places, repeated, or left out ---===//

#include "runtime/host/tensors/Rearranging.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Access.h"
#include "runtime/host/tensors/Elements.h"
#include "runtime/host/tensors/Shapes.h"

#include <algorithm>

using namespace eshkol;

/// The tensor with `count` positions along an axis, each of which is that of the source which `source` gives.
template <typename Source>
static Tensor *gathered(const Tensor *tensor, uint32_t axis, int64_t count, Source source) {
  Sizes shape(shapeOf(tensor));
  int64_t extent = shape[axis], outer = countOf({shape.sizes, axis});
  shape[axis] = count;
  Tensor *result = makeTensor(tensor->dtype, shape);
  if (result->count == 0)
    return result;
  withElements(tensor->dtype, [&](auto *type) {
    using T = ElementOf<decltype(type)>;
    int64_t run = result->count / (outer * count);
    const T *from = tensor->elements<T>();
    T *to = result->elements<T>();
    for (int64_t i = 0; i < outer; ++i, from += extent * run)
      for (int64_t j = 0; j < count; ++j, to += run) {
        if (run == 1)
          *to = from[source(j)];
        else
          std::copy_n(from + source(j) * run, run, to);
      }
  });
  return result;
}

static int64_t product(const char *procedure, int64_t a, int64_t b) {
  int64_t result;
  if (__builtin_mul_overflow(a, b, &result))
    shapeError(procedure, Message() << "a size of " << a << " times " << b << " is too large");
  return result;
}

/// Exact integers, in the shape in which they are given.
static const Tensor *checkIntegerTensor(const char *procedure, int position, Word value) {
  Operand operand = checkOperand(procedure, position, value);
  if (infoOf(operand.dtype).kind != NumberKind::Integer && countOf(operand.shape) != 0)
    wrongType(procedure, position, "exact integers", value);
  if (countOf(operand.shape) == 0)
    return makeTensor(DType::I64, operand.shape);
  return withDType(procedure, operand, DType::I64);
}

/// The axis that an optional argument names, or another one.
static uint32_t axisOr(const char *procedure, Word axis, uint32_t rank, int64_t otherwise) {
  return checkAxis(procedure, isGiven(axis) ? axis : fromFixnum(otherwise), rank);
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_tensor_flip, "flip", 1, 2)(Word value, Word axis) {
  const Tensor *tensor = checkTensorLike("flip", 1, value);
  Sizes axes, strides = stridesOf(shapeOf(tensor));
  if (isGiven(axis))
    axes = checkAxes("flip", 2, axis, tensor->rank);
  else
    for (uint32_t i = 0; i < tensor->rank; ++i)
      axes.append(i);
  int64_t offset = 0;
  for (int64_t turned : Shape(axes)) {
    int64_t &stride = strides[uint32_t(turned)];
    offset += (tensor->shape[turned] - 1) * stride;
    stride = -stride;
  }
  Tensor *result = makeTensor(tensor->dtype, shapeOf(tensor));
  copyStrided(tensor, offset, strides, result);
  return resultOf(result);
}

static Tensor *rolled(const Tensor *tensor, uint32_t axis, int64_t shift) {
  int64_t extent = tensor->shape[axis];
  if (extent == 0)
    return reshaped(tensor, shapeOf(tensor));
  int64_t moved = shift % extent, first = moved > 0 ? extent - moved : -moved;
  return gathered(tensor, axis, extent, [=](int64_t i) {
    int64_t place = i + first;
    return place < extent ? place : place - extent;
  });
}

ESHKOL_PRIMITIVE(eshkol_tensor_roll, "roll", 2, 3)(Word value, Word shift, Word axis) {
  const Tensor *tensor = checkTensorLike("roll", 1, value);
  Sizes shifts, axes;
  checkIntegers("roll", 2, shift, "an exact integer, or a list of them", &shifts);
  if (!isGiven(axis)) {
    const Tensor *flat = reshaped(tensor, {&tensor->count, 1});
    for (int64_t each : Shape(shifts))
      flat = rolled(flat, 0, each);
    return resultOf(reshaped(flat, shapeOf(tensor)));
  }
  checkIntegers("roll", 3, axis, "an axis (an exact integer), or a list of axes", &axes);
  if (shifts.rank != 1 && shifts.rank != axes.rank)
    shapeError("roll", Message() << shifts.rank << " shifts for " << axes.rank
                                 << (axes.rank == 1 ? " axis" : " axes"));
  for (uint32_t i = 0; i < axes.rank; ++i)
    tensor = rolled(tensor, normalizeAxis("roll", axes[i], tensor->rank), shifts[shifts.rank == 1 ? 0 : i]);
  return wordOf(const_cast<Tensor *>(tensor));
}

ESHKOL_PRIMITIVE(eshkol_tensor_moveaxis, "moveaxis", 3, 3)(Word value, Word source, Word destination) {
  const Tensor *tensor = checkTensorLike("moveaxis", 1, value);
  Sizes from = checkAxes("moveaxis", 2, source, tensor->rank);
  Sizes to = checkAxes("moveaxis", 3, destination, tensor->rank);
  if (from.rank != to.rank)
    shapeError("moveaxis", Message() << from.rank << " axes for " << to.rank << " places");
  Sizes order;
  int64_t others = 0;
  for (uint32_t place = 0; place < tensor->rank; ++place) {
    const int64_t *named = std::find(to.sizes, to.sizes + to.rank, place);
    if (named != to.sizes + to.rank) {
      order.append(from[uint32_t(named - to.sizes)]);
      continue;
    }
    while (std::find(from.sizes, from.sizes + from.rank, others) != from.sizes + from.rank)
      ++others;
    order.append(others++);
  }
  return resultOf(transposed(tensor, order));
}

//===----------------------------------------------------------------------===//
// Repetition
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_tensor_broadcast_to, "broadcast-to", 2, 2)(Word value, Word dims) {
  const Tensor *tensor = checkTensorLike("broadcast-to", 1, value);
  Sizes shape = checkShape("broadcast-to", 2, dims), strides = stridesOf(shapeOf(tensor)), spread;
  uint32_t more = shape.rank - std::min(shape.rank, tensor->rank);
  bool fits = tensor->rank <= shape.rank;
  for (uint32_t axis = 0; axis < shape.rank && fits; ++axis) {
    int64_t own = axis < more ? 1 : tensor->shape[axis - more];
    fits = own == shape[axis] || own == 1;
    spread.append(own == 1 ? 0 : strides[axis - more]);
  }
  if (!fits)
    shapeError("broadcast-to",
               Message() << "shape " << shapeOf(tensor) << " does not broadcast to " << Shape(shape));
  Tensor *result = makeTensor(tensor->dtype, shape);
  copyStrided(tensor, 0, spread, result);
  return resultOf(result);
}

ESHKOL_PRIMITIVE(eshkol_tensor_tile, "tile", 2, 2)(Word value, Word counts) {
  const Tensor *tensor = checkTensorLike("tile", 1, value);
  Sizes repetitions = checkShape("tile", 2, counts), shape;
  uint32_t rank = std::max(repetitions.rank, tensor->rank);
  for (uint32_t axis = 0; axis < rank; ++axis)
    shape.append(axis + tensor->rank < rank ? 1 : tensor->shape[axis + tensor->rank - rank]);
  Tensor *result = reshaped(tensor, shape);
  // Later dimensions first: what is copied again and again are then the longest runs.
  for (uint32_t axis = rank; axis-- > rank - repetitions.rank;) {
    int64_t times = repetitions[axis + repetitions.rank - rank], extent = result->shape[axis];
    if (times != 1)
      result = gathered(result, axis, product("tile", extent, times), [=](int64_t i) { return i % extent; });
  }
  return resultOf(result);
}

/// Each position so many times, as often as its count says.
static Tensor *repeatedEach(const Tensor *tensor, uint32_t axis, const Tensor *counts) {
  int64_t extent = tensor->shape[axis], total = 0;
  if (counts->rank != 1 || counts->count != extent)
    shapeError("repeat", Message() << "expected a count for each of " << extent << " elements, but got "
                                   << counts->count);
  for (int64_t i = 0; i < extent; ++i) {
    int64_t count = counts->elements<int64_t>()[i];
    if (count < 0 || __builtin_add_overflow(total, count, &total))
      shapeError("repeat", Message() << "a count cannot be " << count);
  }
  Tensor *places = makeTensor(DType::I64, {&total, 1});
  int64_t *place = places->elements<int64_t>();
  for (int64_t i = 0; i < extent; ++i)
    place = std::fill_n(place, counts->elements<int64_t>()[i], i);
  return gathered(tensor, axis, total, [=](int64_t i) { return places->elements<int64_t>()[i]; });
}

ESHKOL_PRIMITIVE(eshkol_tensor_repeat, "repeat", 2, 3)(Word value, Word count, Word axis) {
  const Tensor *tensor = checkTensorLike("repeat", 1, value);
  if (!isGiven(axis))
    tensor = reshaped(tensor, {&tensor->count, 1});
  uint32_t chosen = axisOr("repeat", axis, tensor->rank, 0);
  const Tensor *counts = checkIntegerTensor("repeat", 2, count);
  if (counts->count != 1)
    return wordOf(repeatedEach(tensor, chosen, counts));
  int64_t times = checkSize("repeat", 2, elementAt(counts, 0));
  return wordOf(gathered(tensor, chosen, product("repeat", tensor->shape[chosen], times),
                         [=](int64_t i) { return i / times; }));
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

Word eshkol::tensorTake(Word value, Word index, Word axis) {
  const Tensor *tensor = checkTensorLike("take", 1, value);
  uint32_t chosen = axisOr("take", axis, tensor->rank, 0);
  if (isFixnum(index))
    return partAlong(tensor, chosen, checkPosition("take", 2, index, tensor->shape[chosen], chosen));
  const Tensor *indices = checkIntegerTensor("take", 2, index);
  if (tensor->rank - 1 + indices->rank > MaxRank)
    shapeError("take", Message() << "a tensor has at most " << MaxRank << " dimensions");
  Tensor *places = reshaped(indices, {&indices->count, 1});
  for (int64_t i = 0; i < places->count; ++i) {
    int64_t &place = places->elements<int64_t>()[i];
    place = checkPosition("take", 2, fromInt64(place), tensor->shape[chosen], chosen);
  }
  Tensor *result =
      gathered(tensor, chosen, places->count, [=](int64_t i) { return places->elements<int64_t>()[i]; });
  Sizes shape;
  for (uint32_t i = 0; i < tensor->rank; ++i) {
    if (i != chosen)
      shape.append(tensor->shape[i]);
    else
      for (int64_t size : shapeOf(indices))
        shape.append(size);
  }
  return wordOf(reshaped(result, shape));
}

/// A copy of some positions of an axis.
static Tensor *spanAlong(const Tensor *tensor, uint32_t axis, Span span) {
  return gathered(tensor, axis, span.length(), [=](int64_t i) { return span.start + i; });
}

static Word equalParts(const Tensor *tensor, uint32_t axis, int64_t count) {
  int64_t extent = tensor->shape[axis];
  if (count < 1 || extent % count != 0 || (extent == 0 && count != 1))
    shapeError("split",
               Message() << "size " << extent << " cannot be split into " << count << " equal parts");
  ListBuilder parts;
  for (int64_t i = 0, width = extent / count; i < count; ++i)
    parts.append(wordOf(spanAlong(tensor, axis, {i * width, (i + 1) * width})));
  return parts.finish();
}

ESHKOL_PRIMITIVE(eshkol_tensor_split, "split", 2, 3)(Word value, Word places, Word axis) {
  const Tensor *tensor = checkTensorLike("split", 1, value);
  uint32_t chosen = axisOr("split", axis, tensor->rank, 0);
  if (isFixnum(places))
    return equalParts(tensor, chosen, toFixnum(places));
  const Tensor *bounds = checkIntegerTensor("split", 2, places);
  ListBuilder parts;
  int64_t extent = tensor->shape[chosen], start = 0;
  for (int64_t i = 0; i < bounds->count; ++i) {
    int64_t place = bounds->elements<int64_t>()[i], end = place < 0 ? place + extent : place;
    if (end < start || end > extent)
      shapeError("split", Message() << "position " << place << " is out of order or beyond size " << extent);
    parts.append(wordOf(spanAlong(tensor, chosen, {start, end})));
    start = end;
  }
  parts.append(wordOf(spanAlong(tensor, chosen, {start, extent})));
  return parts.finish();
}

//===----------------------------------------------------------------------===//
// Padding
//===----------------------------------------------------------------------===//

/// The tensor with `before` and `after` further positions along an axis, which are filled with copies of an
/// element.
static Tensor *padded(const Tensor *tensor, uint32_t axis, int64_t before, int64_t after,
                      const Tensor *element) {
  if (before < 0 || after < 0)
    shapeError("pad", Message() << "a width cannot be negative");
  Sizes shape(shapeOf(tensor));
  int64_t extent = shape[axis], outer = countOf({shape.sizes, axis});
  if (__builtin_add_overflow(shape[axis], before, &shape[axis]) ||
      __builtin_add_overflow(shape[axis], after, &shape[axis]))
    shapeError("pad", Message() << "a width of " << std::max(before, after) << " is too large");
  Tensor *result = makeTensor(tensor->dtype, shape);
  if (result->count == 0)
    return result;
  withElements(tensor->dtype, [&](auto *type) {
    using T = ElementOf<decltype(type)>;
    int64_t run = result->count / (outer * shape[axis]);
    const T *from = tensor->elements<T>();
    T *to = result->elements<T>(), fill = *element->elements<T>();
    for (int64_t i = 0; i < outer; ++i, from += extent * run) {
      to = std::fill_n(to, before * run, fill);
      to = std::copy_n(from, extent * run, to);
      to = std::fill_n(to, after * run, fill);
    }
  });
  return result;
}

ESHKOL_PRIMITIVE(eshkol_tensor_pad, "pad", 2, 3)(Word value, Word widths, Word fill) {
  const Tensor *tensor = checkTensorLike("pad", 1, value);
  const Tensor *given = checkIntegerTensor("pad", 2, widths);
  // A number, a pair of them, or one or the other for each dimension.
  bool isEach = given->rank == 2;
  int64_t rows = isEach ? given->shape[0] : 1, columns = given->rank == 0 ? 1 : given->shape[given->rank - 1];
  if (given->rank > 2 || (rows != 1 && rows != tensor->rank) || columns < 1 || columns > 2)
    shapeError("pad", Message() << "widths of shape " << shapeOf(given) << " do not fit " << tensor->rank
                                << (tensor->rank == 1 ? " dimension" : " dimensions"));
  Tensor *element = makeTensor(tensor->dtype, {tensor->shape, 0});
  storeElement("pad", element, 0, fill == Absent ? fromFixnum(0) : fill);
  Tensor *result = reshaped(tensor, shapeOf(tensor));
  for (uint32_t axis = 0; axis < tensor->rank; ++axis) {
    const int64_t *pair = given->elements<int64_t>() + (rows == 1 ? 0 : axis * columns);
    if (pair[0] != 0 || pair[columns - 1] != 0)
      result = padded(result, axis, pair[0], pair[columns - 1], element);
  }
  return resultOf(result);
}
