//===- Contraction.cpp - sums of products ----------------------------------===//
//
// All of them are products of matrices, after axes are brought into place.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/tensors/Access.h"
#include "runtime/host/tensors/Broadcast.h"
#include "runtime/host/tensors/Elementwise.h"
#include "runtime/host/tensors/Products.h"
#include "runtime/host/tensors/Shapes.h"

#include <algorithm>

using namespace eshkol;

extern "C" Word eshkol_vector_to_list(Word vector, Word start, Word end);

namespace {

/// Two tensors of one element type.
struct Operands {
  const Tensor *a, *b;
};

} // namespace

static Operands operands(const char *procedure, Word first, Word second) {
  Operand a = checkOperand(procedure, 1, first), b = checkOperand(procedure, 2, second);
  DType dtype = join(a, b);
  return {withDType(procedure, a, dtype), withDType(procedure, b, dtype)};
}

/// "left operand: tensor of f64, shape [2 3]"
static Message &describe(Message &message, const Tensor *a, const Tensor *b) {
  return message << ": the left operand is " << a->dtype << " " << shapeOf(a) << ", the right one "
                 << b->dtype << " " << shapeOf(b);
}

[[noreturn, gnu::cold]] static void mismatch(const char *procedure, const Tensor *a, const Tensor *b,
                                             int64_t left, int64_t right) {
  Message message;
  message << "shape mismatch: cannot contract dimension " << left << " with " << right;
  shapeError(procedure, describe(message, a, b));
}

//===----------------------------------------------------------------------===//
// matmul: NumPy's rules for vectors and batches
//===----------------------------------------------------------------------===//

static Word matmul(const char *procedure, Word first, Word second) {
  Operands both = operands(procedure, first, second);
  const Tensor *a = both.a, *b = both.b;
  if (a->rank == 0 || b->rank == 0)
    shapeError(procedure,
               Message() << "expected vectors or matrices, not scalars: multiply by a scalar with *");
  int64_t inner = a->shape[a->rank - 1], contracted = b->shape[b->rank == 1 ? 0 : b->rank - 2];
  if (inner != contracted)
    mismatch(procedure, a, b, inner, contracted);
  int64_t rows = a->rank == 1 ? 1 : a->shape[a->rank - 2], columns = b->rank == 1 ? 1 : b->shape[b->rank - 1];
  Shape aBatch = {a->shape, a->rank < 2 ? 0 : a->rank - 2},
        bBatch = {b->shape, b->rank < 2 ? 0 : b->rank - 2};
  Sizes batch = broadcastShapes(procedure, aBatch, bBatch), shape(batch);
  if (a->rank > 1)
    shape.append(rows);
  if (b->rank > 1)
    shape.append(columns);
  Tensor *result = makeTensor(a->dtype, shape);
  size_t size = infoOf(a->dtype).bytes;
  if (result->count > 0)
    forRuns(BroadcastPlan(batch, aBatch, bBatch), [&](int64_t aStart, int64_t aStride, int64_t bStart,
                                                      int64_t bStride, int64_t start, int64_t count) {
      for (int64_t i = 0; i < count; ++i)
        multiplyMatrices(a->dtype, rows, inner, columns,
                         a->elements<char>() + size_t((aStart + i * aStride) * rows * inner) * size,
                         b->elements<char>() + size_t((bStart + i * bStride) * inner * columns) * size,
                         result->elements<char>() + size_t((start + i) * rows * columns) * size);
    });
  return resultOf(result);
}

ESHKOL_PRIMITIVE(eshkol_tensor_matmul, "matmul", 2, 2)(Word a, Word b) { return matmul("matmul", a, b); }
ESHKOL_PRIMITIVE(eshkol_tensor_matrix_multiply, "matrix-multiply", 2, 2)(Word a, Word b) {
  return matmul("matrix-multiply", a, b);
}

//===----------------------------------------------------------------------===//
// Chosen axes
//===----------------------------------------------------------------------===//

/// Products summed over pairs of axes: the free axes of `a`, then those of `b`.
static Word contractPairs(const char *procedure, const Tensor *a, const Tensor *b, Shape left, Shape right) {
  Sizes aOrder, bOrder(right), shape;
  int64_t rows = 1, inner = 1, columns = 1;
  for (uint32_t i = 0; i < left.rank; ++i) {
    int64_t own = a->shape[left.sizes[i]], other = b->shape[right.sizes[i]];
    if (own != other)
      mismatch(procedure, a, b, own, other);
    inner *= own;
  }
  for (uint32_t axis = 0; axis < a->rank; ++axis)
    if (std::find(left.begin(), left.end(), axis) == left.end()) {
      aOrder.append(axis);
      shape.append(a->shape[axis]);
      rows *= a->shape[axis];
    }
  for (int64_t axis : left)
    aOrder.append(axis);
  for (uint32_t axis = 0; axis < b->rank; ++axis)
    if (std::find(right.begin(), right.end(), axis) == right.end()) {
      bOrder.append(axis);
      shape.append(b->shape[axis]);
      columns *= b->shape[axis];
    }
  if (!std::is_sorted(aOrder.sizes, aOrder.sizes + aOrder.rank))
    a = transposed(a, aOrder);
  if (!std::is_sorted(bOrder.sizes, bOrder.sizes + bOrder.rank))
    b = transposed(b, bOrder);
  Tensor *result = makeTensor(a->dtype, shape);
  multiplyMatrices(a->dtype, rows, inner, columns, a->data, b->data, result->data);
  return resultOf(result);
}

static Word product(const char *procedure, const Tensor *a, const Tensor *b) {
  if (a->dtype == DType::Boolean)
    dtypeError(procedure, Message() << "truth values are no numbers here: convert them by (cast x 'i64)");
  return combineTensors(Arithmetic::Multiply, procedure,
                        checkOperand(procedure, 1, wordOf(const_cast<Tensor *>(a))),
                        checkOperand(procedure, 2, wordOf(const_cast<Tensor *>(b))));
}

Word eshkol::dotProduct(const char *procedure, Word first, Word second) {
  auto [a, b] = operands(procedure, first, second);
  if (a->rank == 0 || b->rank == 0)
    return product(procedure, a, b);
  int64_t left = a->rank - 1, right = b->rank == 1 ? 0 : b->rank - 2;
  return contractPairs(procedure, a, b, {&left, 1}, {&right, 1});
}

ESHKOL_PRIMITIVE(eshkol_tensor_dot, "dot", 2, 2)(Word a, Word b) { return dotProduct("dot", a, b); }
ESHKOL_PRIMITIVE(eshkol_tensor_dot_product, "dot-product", 2, 2)(Word a, Word b) {
  return dotProduct("dot-product", a, b);
}

ESHKOL_PRIMITIVE(eshkol_tensor_inner, "inner", 2, 2)(Word first, Word second) {
  auto [a, b] = operands("inner", first, second);
  if (a->rank == 0 || b->rank == 0)
    return product("inner", a, b);
  int64_t left = a->rank - 1, right = b->rank - 1;
  return contractPairs("inner", a, b, {&left, 1}, {&right, 1});
}

/// All products of an element of one with one of the other: the axes of `a`, then those of `b`.
static Word tensorProduct(const char *procedure, const Tensor *a, const Tensor *b) {
  Sizes left(shapeOf(a)), right;
  if (a->rank + b->rank > MaxRank)
    shapeError(procedure, Message() << "a tensor has at most " << MaxRank << " dimensions");
  for (uint32_t i = 0; i < b->rank; ++i)
    left.append(1);
  return product(procedure, reshaped(a, left), b);
}

ESHKOL_PRIMITIVE(eshkol_tensor_product, "tensor-product", 2, 2)(Word first, Word second) {
  auto [a, b] = operands("tensor-product", first, second);
  return tensorProduct("tensor-product", a, b);
}
ESHKOL_PRIMITIVE(eshkol_tensor_outer, "outer", 2, 2)(Word first, Word second) {
  auto [a, b] = operands("outer", first, second);
  return tensorProduct("outer", reshaped(a, {&a->count, 1}), reshaped(b, {&b->count, 1}));
}

ESHKOL_PRIMITIVE(eshkol_tensor_tensordot, "tensordot", 2, 3)(Word first, Word second, Word axes) {
  auto [a, b] = operands("tensordot", first, second);
  Sizes left, right;
  if (!isGiven(axes) || isFixnum(axes)) {
    int64_t count = isGiven(axes) ? toFixnum(axes) : 2;
    if (count < 0 || count > std::min(a->rank, b->rank)) {
      Message message;
      message << "cannot contract " << count << " axes";
      shapeError("tensordot", describe(message, a, b));
    }
    for (int64_t i = 0; i < count; ++i) {
      left.append(a->rank - count + i);
      right.append(i);
    }
  } else {
    Word lists[2] = {False, False};
    if (isA(axes, Type::Vector) && as<Vector>(axes)->length == 2)
      std::copy_n(as<Vector>(axes)->elements, 2, lists);
    else if (isPair(axes) && isPair(cdr(axes)) && cdr(cdr(axes)) == Nil)
      lists[0] = car(axes), lists[1] = car(cdr(axes));
    else
      wrongType("tensordot", 3, "an exact integer, or two lists of axes", axes);
    left = checkAxes("tensordot", 3, lists[0], a->rank);
    right = checkAxes("tensordot", 3, lists[1], b->rank);
    if (left.rank != right.rank)
      shapeError("tensordot", Message() << "as many axes of both operands must be named, not " << left.rank
                                        << " and " << right.rank);
  }
  if (left.rank == 0)
    return tensorProduct("tensordot", a, b);
  return contractPairs("tensordot", a, b, left, right);
}

//===----------------------------------------------------------------------===//
// Contraction of one tensor
//===----------------------------------------------------------------------===//

/// The sum over the diagonals of pairs of axes.
static Word contractTensor(const char *procedure, const Tensor *tensor, const Sizes *pairs, int count) {
  Sizes own = stridesOf(shapeOf(tensor)), strides;
  bool used[MaxRank] = {};
  // Each pair becomes one axis, behind those that are kept.
  Sizes diagonals;
  for (int i = 0; i < count; ++i) {
    auto first = uint32_t(pairs[i][0]), second = uint32_t(pairs[i][1]);
    if (tensor->shape[first] != tensor->shape[second])
      shapeError(procedure, Message() << "cannot contract axes " << first << " and " << second
                                      << ": they have sizes " << tensor->shape[first] << " and "
                                      << tensor->shape[second]);
    if (used[first] || used[second])
      shapeError(procedure, Message() << "the axes should be pairs of different axes");
    used[first] = used[second] = true;
    diagonals.append(tensor->shape[first]);
    strides.append(own[first] + own[second]);
  }
  Sizes shape, allStrides;
  for (uint32_t axis = 0; axis < tensor->rank; ++axis)
    if (!used[axis]) {
      shape.append(tensor->shape[axis]);
      allStrides.append(own[axis]);
    }
  int64_t kept = shape.rank;
  for (uint32_t i = 0; i < diagonals.rank; ++i) {
    shape.append(diagonals[i]);
    allStrides.append(strides[i]);
  }
  Tensor *gathered = makeTensor(tensor->dtype, shape);
  copyStrided(tensor, 0, allStrides, gathered);
  ListBuilder axes;
  for (uint32_t axis = uint32_t(kept); axis < shape.rank; ++axis)
    axes.append(fromFixnum(axis));
  return sumAlong(procedure, wordOf(gathered), axes.finish(), Absent);
}

static Word tensorContract(const char *procedure, Word value, Word axes) {
  const Tensor *tensor = checkTensorLike(procedure, 1, value);
  Word items = isA(axes, Type::Vector) ? eshkol_vector_to_list(axes, Absent, Absent) : axes;
  bool nested = isPair(items) && !isFixnum(car(items));
  Sizes pairs[MaxRank / 2];
  int count = 0;
  if (!nested)
    items = cons(axes, Nil);
  for (; isPair(items) && count < int(MaxRank / 2); items = cdr(items), ++count) {
    pairs[count] = checkAxes(procedure, 2, car(items), tensor->rank);
    if (pairs[count].rank != 2)
      wrongType(procedure, 2, "a pair of axes, or a list of such pairs", axes);
  }
  return contractTensor(procedure, tensor, pairs, count);
}

ESHKOL_PRIMITIVE(eshkol_tensor_contract, "tensor-contract", 2, 2)(Word tensor, Word axes) {
  return tensorContract("tensor-contract", tensor, axes);
}

ESHKOL_PRIMITIVE(eshkol_tensor_trace, "trace", 1, 1)(Word matrix) {
  const Tensor *tensor = checkMatrix("trace", 1, matrix);
  if (tensor->shape[0] != tensor->shape[1])
    shapeError("trace", Message() << "expected a square matrix but got shape " << shapeOf(tensor));
  int64_t axes[] = {0, 1};
  Sizes pair(Shape{axes, 2});
  return contractTensor("trace", tensor, &pair, 1);
}
