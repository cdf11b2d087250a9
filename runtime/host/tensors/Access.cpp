//===- Access.cpp - reading and changing parts of tensors ------------------===//
//
// Negative indices count from the end, as in device code.  What reads gives a copy.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/tensors/Access.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"

#include <algorithm>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// The place in row-major order that a list of indices denotes.
static int64_t placeOf(const char *procedure, const Tensor *tensor, Word indices) {
  int64_t place = 0, count = 0;
  for (Word rest = indices; isPair(rest); rest = cdr(rest), ++count)
    if (count < tensor->rank)
      place = place * tensor->shape[count] +
              checkPosition(procedure, int(count) + 2, car(rest), tensor->shape[count], uint32_t(count));
  if (count != tensor->rank)
    shapeError(procedure, Message() << count << (count == 1 ? " index for " : " indices for ") << tensor->rank
                                    << (tensor->rank == 1 ? " dimension" : " dimensions") << " of shape "
                                    << shapeOf(tensor));
  return place;
}

static Word elementOf(const char *procedure, Word value, Word indices) {
  const Tensor *tensor = checkTensorLike(procedure, 1, value);
  return elementAt(tensor, placeOf(procedure, tensor, indices));
}

ESHKOL_PRIMITIVE(eshkol_tensor_ref, "tensor-ref", 1, Rest)(Word tensor, Word indices) {
  return elementOf("tensor-ref", tensor, indices);
}
ESHKOL_PRIMITIVE(eshkol_tensor_matrix_ref, "matrix-ref", 3, 3)(Word matrix, Word row, Word column) {
  return elementOf("matrix-ref", matrix, cons(row, cons(column, Nil)));
}

ESHKOL_PRIMITIVE(eshkol_tensor_set_x, "tensor-set!", 2, Rest)(Word value, Word first, Word rest) {
  Tensor *tensor = checkMutableTensor("tensor-set!", 1, value);
  // The last argument is the element, the others are indices.
  ListBuilder indices;
  Word last = first;
  for (; isPair(rest); rest = cdr(rest)) {
    indices.append(last);
    last = car(rest);
  }
  storeElement("tensor-set!", tensor, placeOf("tensor-set!", tensor, indices.finish()), last);
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_tensor_matrix_set_x, "matrix-set!", 4, 4)
(Word value, Word row, Word column, Word element) {
  Tensor *matrix = checkMutableTensor("matrix-set!", 1, value);
  storeElement("matrix-set!", matrix, placeOf("matrix-set!", matrix, cons(row, cons(column, Nil))), element);
  return Unspecified;
}

//===----------------------------------------------------------------------===//
// Rows and columns
//===----------------------------------------------------------------------===//

Word eshkol::partAlong(const Tensor *tensor, uint32_t axis, int64_t index) {
  Sizes shape;
  int64_t outer = 1, inner = 1;
  for (uint32_t i = 0; i < tensor->rank; ++i) {
    if (i != axis)
      shape.append(tensor->shape[i]);
    (i < axis ? outer : inner) *= i == axis ? 1 : tensor->shape[i];
  }
  if (tensor->rank == 1)
    return elementAt(tensor, index);
  Tensor *part = makeTensor(tensor->dtype, shape);
  size_t run = size_t(inner) * infoOf(tensor->dtype).bytes;
  const char *from = tensor->elements<char>() + size_t(index) * run;
  for (int64_t i = 0; i < outer && run > 0; ++i)
    std::memcpy(part->elements<char>() + size_t(i) * run, from + size_t(i * tensor->shape[axis]) * run, run);
  return wordOf(part);
}

Word eshkol::tensorVectorRef(const char *procedure, Word value, Word index) {
  auto *tensor = as<Tensor>(value);
  if (tensor->rank == 0)
    shapeError(procedure, Message() << "a scalar has no elements");
  return partAlong(tensor, 0, checkPosition(procedure, 2, index, tensor->shape[0], 0));
}

Word eshkol::tensorVectorSet(const char *procedure, Word value, Word index, Word element) {
  Tensor *tensor = checkMutableTensor(procedure, 1, value);
  if (tensor->rank != 1)
    shapeError(procedure, Message() << "expected one dimension but got shape " << shapeOf(tensor));
  storeElement(procedure, tensor, checkPosition(procedure, 2, index, tensor->shape[0], 0), element);
  return Unspecified;
}

Word eshkol::partOf(const Tensor *tensor, Span span) {
  Sizes shape(shapeOf(tensor));
  size_t run = tensor->shape[0] > 0 ? tensor->bytes() / size_t(tensor->shape[0]) : 0;
  shape[0] = span.length();
  Tensor *part = makeTensor(tensor->dtype, shape);
  std::memcpy(part->data, tensor->elements<char>() + size_t(span.start) * run, part->bytes());
  return wordOf(part);
}

static Word partOfMatrix(const char *procedure, Word value, Word index, uint32_t axis) {
  const Tensor *matrix = checkMatrix(procedure, 1, value);
  return partAlong(matrix, axis, checkPosition(procedure, 2, index, matrix->shape[axis], axis));
}

ESHKOL_PRIMITIVE(eshkol_tensor_matrix_row, "matrix-row", 2, 2)(Word matrix, Word row) {
  return partOfMatrix("matrix-row", matrix, row, 0);
}
ESHKOL_PRIMITIVE(eshkol_tensor_matrix_column, "matrix-column", 2, 2)(Word matrix, Word column) {
  return partOfMatrix("matrix-column", matrix, column, 1);
}

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

/// The entry of a bound for an axis: an element of a list or vector, or one integer for the first axis.
static Word boundFor(Word bound, uint32_t axis) {
  if (!isGiven(bound))
    return False;
  if (isFixnum(bound))
    return axis == 0 ? bound : False;
  if (isTensor(bound) && as<Tensor>(bound)->rank == 1)
    return axis < as<Tensor>(bound)->count ? elementAt(as<Tensor>(bound), axis) : False;
  if (isA(bound, Type::Vector))
    return axis < as<Vector>(bound)->length ? as<Vector>(bound)->elements[axis] : False;
  for (uint32_t i = 0; i < axis && isPair(bound); ++i)
    bound = cdr(bound);
  return isPair(bound) ? car(bound) : False;
}

/// How many axes a bound has entries for.
static int64_t entriesOf(const char *procedure, int position, Word bound) {
  if (!isGiven(bound))
    return 0;
  if (isFixnum(bound))
    return 1;
  if (isTensor(bound) && as<Tensor>(bound)->rank == 1)
    return as<Tensor>(bound)->count;
  if (isA(bound, Type::Vector))
    return static_cast<int64_t>(as<Vector>(bound)->length);
  int64_t length = listLength(bound);
  if (length < 0)
    wrongType(procedure, position, "an integer, or a list or vector with an entry for each axis", bound);
  return length;
}

/// The elements start, start + step, ... of an axis, `count` of them.
struct Cut {
  int64_t start, step, count;
};

static Cut cutOf(const char *procedure, Word start, Word stop, Word step, int64_t size) {
  auto integer = [&](int position, Word bound, int64_t otherwise) {
    return bound == False ? otherwise : checkInteger(procedure, position, bound, MinFixnum, MaxFixnum);
  };
  Cut cut = {0, integer(4, step, 1), 0};
  if (cut.step == 0)
    shapeError(procedure, Message() << "a step cannot be 0");
  // Bounds beyond the ends stand for the ends, before the first element when going backward.
  int64_t low = cut.step > 0 ? 0 : -1, high = cut.step > 0 ? size : size - 1;
  auto limited = [&](int position, Word bound, int64_t otherwise) {
    int64_t number = integer(position, bound, otherwise);
    if (bound != False && number < 0)
      number += size;
    return std::min(std::max(number, low), high);
  };
  cut.start = limited(2, start, cut.step > 0 ? low : high);
  int64_t end = limited(3, stop, cut.step > 0 ? high : low);
  int64_t gap = cut.step > 0 ? end - cut.start : cut.start - end, by = cut.step > 0 ? cut.step : -cut.step;
  cut.count = gap > 0 ? (gap - 1) / by + 1 : 0;
  return cut;
}

ESHKOL_PRIMITIVE(eshkol_tensor_slice, "slice", 1, 4)(Word value, Word start, Word stop, Word step) {
  const Tensor *tensor = checkTensorLike("slice", 1, value);
  int position = 2;
  for (Word bound : {start, stop, step})
    if (int64_t entries = entriesOf("slice", position++, bound); entries > tensor->rank)
      shapeError("slice", Message() << "there are bounds for " << entries << " axes, but the tensor has "
                                    << tensor->rank);
  Sizes shape, strides;
  int64_t offset = 0, stride = tensor->count;
  for (uint32_t axis = 0; axis < tensor->rank; ++axis) {
    Cut cut = cutOf("slice", boundFor(start, axis), boundFor(stop, axis), boundFor(step, axis),
                    tensor->shape[axis]);
    stride = tensor->shape[axis] > 0 ? stride / tensor->shape[axis] : 0;
    offset += cut.start * stride;
    shape.append(cut.count);
    strides.append(cut.step * stride);
  }
  Tensor *result = makeTensor(tensor->dtype, shape);
  copyStrided(tensor, offset, strides, result);
  return resultOf(result);
}
