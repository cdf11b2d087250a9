//===- Shapes.cpp - shapes, and the order of dimensions --------------------===//

#include "runtime/host/tensors/Shapes.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/tensors/Access.h"
#include "runtime/host/tensors/Elements.h"

#include <algorithm>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Questions
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_tensor_p, "tensor?", 1, 1)(Word value) { return fromBool(isTensor(value)); }
ESHKOL_PRIMITIVE(eshkol_tensor_matrix_p, "matrix?", 1, 1)(Word value) {
  return fromBool(isTensor(value) && as<Tensor>(value)->rank == 2);
}

static Word shapeList(const char *procedure, Word value) {
  Operand operand = checkOperand(procedure, 1, value);
  Word sizes = Nil;
  for (uint32_t axis = operand.shape.rank; axis > 0; --axis)
    sizes = cons(fromFixnum(operand.shape[axis - 1]), sizes);
  return sizes;
}

ESHKOL_PRIMITIVE(eshkol_tensor_shape_of, "shape", 1, 1)(Word value) { return shapeList("shape", value); }
ESHKOL_PRIMITIVE(eshkol_tensor_shape, "tensor-shape", 1, 1)(Word value) {
  return shapeList("tensor-shape", value);
}
ESHKOL_PRIMITIVE(eshkol_tensor_dimensions, "tensor-dimensions", 1, 1)(Word value) {
  return shapeList("tensor-dimensions", value);
}

static Word rankOf(const char *procedure, Word value) {
  return fromFixnum(checkOperand(procedure, 1, value).shape.rank);
}

ESHKOL_PRIMITIVE(eshkol_tensor_rank_of, "rank", 1, 1)(Word value) { return rankOf("rank", value); }
ESHKOL_PRIMITIVE(eshkol_tensor_ndim, "ndim", 1, 1)(Word value) { return rankOf("ndim", value); }
ESHKOL_PRIMITIVE(eshkol_tensor_rank, "tensor-rank", 1, 1)(Word value) { return rankOf("tensor-rank", value); }

ESHKOL_PRIMITIVE(eshkol_tensor_size, "size", 1, 2)(Word value, Word axis) {
  Sizes shape = checkOperand("size", 1, value).shape;
  return fromFixnum(isGiven(axis) ? shape[checkAxis("size", axis, shape.rank)] : countOf(shape));
}

ESHKOL_PRIMITIVE(eshkol_tensor_dtype, "dtype", 1, 1)(Word value) {
  return intern(infoOf(checkOperand("dtype", 1, value).dtype).name);
}

static Word sizeOfMatrix(const char *procedure, Word matrix, int axis) {
  return fromFixnum(checkMatrix(procedure, 1, matrix)->shape[axis]);
}

ESHKOL_PRIMITIVE(eshkol_tensor_matrix_rows, "matrix-rows", 1, 1)(Word matrix) {
  return sizeOfMatrix("matrix-rows", matrix, 0);
}
ESHKOL_PRIMITIVE(eshkol_tensor_matrix_columns, "matrix-columns", 1, 1)(Word matrix) {
  return sizeOfMatrix("matrix-columns", matrix, 1);
}
ESHKOL_PRIMITIVE(eshkol_tensor_matrix_cols, "matrix-cols", 1, 1)(Word matrix) {
  return sizeOfMatrix("matrix-cols", matrix, 1);
}

//===----------------------------------------------------------------------===//
// Reshaping
//===----------------------------------------------------------------------===//

Tensor *eshkol::reshaped(const Tensor *tensor, Shape shape) {
  Tensor *result = makeTensor(tensor->dtype, shape);
  std::memcpy(result->data, tensor->data, tensor->bytes());
  return result;
}

static Message &describeCount(Message &message, const Tensor *tensor) {
  return message << tensor->count << (tensor->count == 1 ? " element" : " elements") << " of shape "
                 << shapeOf(tensor);
}

static Word reshape(const char *procedure, Word value, Word dims) {
  const Tensor *tensor = checkTensorLike(procedure, 1, value);
  Sizes shape;
  checkIntegers(procedure, 2, dims, "sizes (an exact integer, or a list or vector of them)", &shape);
  int64_t known = 1;
  uint32_t free = shape.rank;
  for (uint32_t axis = 0; axis < shape.rank; ++axis) {
    if (shape[axis] == -1) {
      if (free != shape.rank)
        shapeError(procedure, Message() << "more than one size is -1");
      free = axis;
      continue;
    }
    checkSize(procedure, 2, fromFixnum(shape[axis]));
    if (__builtin_mul_overflow(known, shape[axis], &known))
      known = INT64_MAX;
  }
  if (free != shape.rank) {
    if (known == 0)
      shapeError(procedure, Message() << "-1 has no meaning beside a size of 0");
    if (tensor->count % known != 0) {
      Message message;
      shapeError(procedure, describeCount(message, tensor) << " cannot be divided by " << known);
    }
    shape[free] = tensor->count / known;
  } else if (known != tensor->count) {
    Message message;
    shapeError(procedure, describeCount(message, tensor)
                              << " do not fill shape " << Shape(shape) << ", which takes " << known);
  }
  return resultOf(reshaped(tensor, shape));
}

ESHKOL_PRIMITIVE(eshkol_tensor_reshape_any, "reshape", 2, 2)(Word tensor, Word dims) {
  return reshape("reshape", tensor, dims);
}
ESHKOL_PRIMITIVE(eshkol_tensor_reshape, "tensor-reshape", 2, 2)(Word tensor, Word dims) {
  return reshape("tensor-reshape", tensor, dims);
}

static Word flat(const char *procedure, Word value) {
  const Tensor *tensor = checkTensorLike(procedure, 1, value);
  return wordOf(reshaped(tensor, {&tensor->count, 1}));
}

ESHKOL_PRIMITIVE(eshkol_tensor_ravel, "ravel", 1, 1)(Word tensor) { return flat("ravel", tensor); }
ESHKOL_PRIMITIVE(eshkol_tensor_flatten, "flatten", 1, 1)(Word tensor) { return flat("flatten", tensor); }

static Word expandDims(const char *procedure, Word value, Word places) {
  const Tensor *tensor = checkTensorLike(procedure, 1, value);
  Sizes given;
  checkIntegers(procedure, 2, places, "an axis (an exact integer), or a list of axes", &given);
  uint32_t rank = tensor->rank + given.rank;
  if (rank > MaxRank)
    shapeError(procedure, Message() << "a tensor has at most " << MaxRank << " dimensions");
  Sizes axes = checkAxes(procedure, 2, places, rank), shape;
  for (uint32_t axis = 0, own = 0; axis < rank; ++axis) {
    bool isNew = std::find(axes.sizes, axes.sizes + axes.rank, axis) != axes.sizes + axes.rank;
    shape.append(isNew ? 1 : tensor->shape[own++]);
  }
  return resultOf(reshaped(tensor, shape));
}

ESHKOL_PRIMITIVE(eshkol_tensor_expand_dims, "expand-dims", 2, 2)(Word tensor, Word axis) {
  return expandDims("expand-dims", tensor, axis);
}
ESHKOL_PRIMITIVE(eshkol_tensor_unsqueeze, "unsqueeze", 2, 2)(Word tensor, Word axis) {
  return expandDims("unsqueeze", tensor, axis);
}

ESHKOL_PRIMITIVE(eshkol_tensor_squeeze, "squeeze", 1, 2)(Word value, Word axis) {
  const Tensor *tensor = checkTensorLike("squeeze", 1, value);
  Sizes axes, shape;
  if (isGiven(axis))
    axes = checkAxes("squeeze", 2, axis, tensor->rank);
  for (uint32_t i = 0; i < tensor->rank; ++i) {
    bool named = std::find(axes.sizes, axes.sizes + axes.rank, i) != axes.sizes + axes.rank;
    if (named && tensor->shape[i] != 1)
      shapeError("squeeze", Message() << "dimension " << i << " has size " << tensor->shape[i] << ", not 1");
    if (isGiven(axis) ? !named : tensor->shape[i] != 1)
      shape.append(tensor->shape[i]);
  }
  return resultOf(reshaped(tensor, shape));
}

//===----------------------------------------------------------------------===//
// Order of dimensions
//===----------------------------------------------------------------------===//

void eshkol::copyStrided(const Tensor *source, int64_t offset, Shape strides, Tensor *result) {
  if (result->count == 0)
    return;
  withElements(source->dtype, [&](auto *type) {
    using T = ElementOf<decltype(type)>;
    const T *from = source->elements<T>() + offset;
    T *to = result->elements<T>();
    if (result->rank == 0) {
      *to = *from;
      return;
    }
    uint32_t last = result->rank - 1;
    int64_t length = result->shape[last], stride = strides.sizes[last], position[MaxRank] = {};
    for (;;) {
      if (stride == 1)
        std::copy_n(from, length, to);
      else
        for (int64_t i = 0; i < length; ++i)
          to[i] = from[i * stride];
      to += length;
      uint32_t axis = last;
      for (;;) {
        if (axis == 0)
          return;
        --axis;
        from += strides.sizes[axis];
        if (++position[axis] < result->shape[axis])
          break;
        from -= strides.sizes[axis] * result->shape[axis];
        position[axis] = 0;
      }
    }
  });
}

Sizes eshkol::stridesOf(Shape shape) {
  Sizes strides(shape);
  int64_t stride = 1;
  for (uint32_t axis = shape.rank; axis > 0; --axis) {
    strides[axis - 1] = stride;
    stride *= shape.sizes[axis - 1];
  }
  return strides;
}

Tensor *eshkol::transposed(const Tensor *tensor, Shape order) {
  Sizes own = stridesOf(shapeOf(tensor)), shape, strides;
  for (int64_t axis : order) {
    shape.append(tensor->shape[axis]);
    strides.append(own[uint32_t(axis)]);
  }
  Tensor *result = makeTensor(tensor->dtype, shape);
  copyStrided(tensor, 0, strides, result);
  return result;
}

static Word transpose(const char *procedure, Word value, Word permutation) {
  const Tensor *tensor = checkTensorLike(procedure, 1, value);
  Sizes order;
  if (isGiven(permutation)) {
    order = checkAxes(procedure, 2, permutation, tensor->rank);
    if (order.rank != tensor->rank)
      shapeError(procedure, Message() << Shape(order) << " is not a permutation of " << tensor->rank
                                      << (tensor->rank == 1 ? " dimension" : " dimensions"));
  } else {
    for (uint32_t axis = tensor->rank; axis > 0; --axis)
      order.append(axis - 1);
  }
  return resultOf(transposed(tensor, order));
}

#define ESHKOL_TENSOR_TRANSPOSE(name, symbol)                                                                \
  ESHKOL_PRIMITIVE(eshkol_tensor_##symbol, name, 1, 2)(Word tensor, Word axes) {                             \
    return transpose(name, tensor, axes);                                                                    \
  }
ESHKOL_TENSOR_TRANSPOSE("transpose", transpose_any)
ESHKOL_TENSOR_TRANSPOSE("tensor-transpose", transpose)
ESHKOL_TENSOR_TRANSPOSE("matrix-transpose", matrix_transpose)
ESHKOL_TENSOR_TRANSPOSE("permute", permute)

ESHKOL_PRIMITIVE(eshkol_tensor_swap_axes, "swap-axes", 3, 3)(Word value, Word a, Word b) {
  const Tensor *tensor = checkTensorLike("swap-axes", 1, value);
  Sizes order;
  for (uint32_t axis = 0; axis < tensor->rank; ++axis)
    order.append(axis);
  std::swap(order[checkAxis("swap-axes", a, tensor->rank)], order[checkAxis("swap-axes", b, tensor->rank)]);
  return resultOf(transposed(tensor, order));
}

//===----------------------------------------------------------------------===//
// Joining
//===----------------------------------------------------------------------===//

/// Tensors of one element type side by side along an axis; other sizes are those of the first.
static Tensor *joined(const char *procedure, Word parts, uint32_t axis, bool stacking) {
  JoinedDType dtype;
  Sizes shape;
  int64_t total = 0;
  int position = 2;
  for (Word rest = parts; isPair(rest); rest = cdr(rest), ++position) {
    Operand operand = checkOperand(procedure, position, car(rest));
    dtype.add(operand);
    if (position == 2)
      shape = operand.shape;
    total += stacking ? 1 : operand.shape[axis];
  }
  Sizes resultShape(shape);
  if (stacking) {
    std::copy_backward(resultShape.sizes + axis, resultShape.sizes + shape.rank,
                       resultShape.sizes + shape.rank + 1);
    ++resultShape.rank;
  }
  resultShape[axis] = total;
  Tensor *result = makeTensor(dtype.dtype(), resultShape);
  int64_t outer = countOf({shape.sizes, axis});
  size_t step = outer > 0 ? result->bytes() / size_t(outer) : 0, offset = 0;
  for (; isPair(parts); parts = cdr(parts)) {
    const Tensor *part = withDType(procedure, checkOperand(procedure, 2, car(parts)), result->dtype);
    size_t run = outer > 0 ? part->bytes() / size_t(outer) : 0;
    for (int64_t i = 0; i < outer && run > 0; ++i)
      std::memcpy(result->elements<char>() + size_t(i) * step + offset,
                  part->elements<char>() + size_t(i) * run, run);
    offset += run;
  }
  return result;
}

/// Whether all parts agree but for an axis.
static Sizes checkParts(const char *procedure, Word parts, Word axis, bool stacking, uint32_t *chosen) {
  if (parts == Nil)
    raiseError(procedure, "expected at least one tensor");
  Sizes first = checkOperand(procedure, 1, car(parts)).shape;
  *chosen = checkAxis(procedure, isGiven(axis) ? axis : fromFixnum(0), first.rank + stacking);
  int position = 2;
  for (Word rest = cdr(parts); isPair(rest); rest = cdr(rest), ++position) {
    Sizes next = checkOperand(procedure, position, car(rest)).shape;
    bool same = next.rank == first.rank;
    for (uint32_t i = 0; same && i < next.rank; ++i)
      same = next[i] == first[i] || (!stacking && i == *chosen);
    if (!same)
      shapeError(procedure, Message() << "shapes " << Shape(first) << " and " << Shape(next)
                                      << " cannot be joined along axis " << *chosen);
  }
  return first;
}

ESHKOL_PRIMITIVE(eshkol_tensor_concat, "%concat", 3, 3)(Word name, Word parts, Word axis) {
  const char *procedure = toUtf8(name).data();
  uint32_t chosen;
  checkParts(procedure, parts, axis, false, &chosen);
  return resultOf(joined(procedure, parts, chosen, false));
}
ESHKOL_PRIMITIVE(eshkol_tensor_stack, "%stack", 3, 3)(Word name, Word parts, Word axis) {
  const char *procedure = toUtf8(name).data();
  uint32_t chosen;
  checkParts(procedure, parts, axis, true, &chosen);
  return resultOf(joined(procedure, parts, chosen, true));
}
