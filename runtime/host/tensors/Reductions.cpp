//===- Reductions.cpp - sums, extremes and the like along axes -------------===//
//
// Any reduction sees its tensor as `outer` blocks of `reduced` rows of `inner` elements, of which the rows
// are reduced to one.  Axes that are not side by side are brought to the end first.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Elements.h"
#include "runtime/host/tensors/Elementwise.h"
#include "runtime/host/tensors/Kernels.h"
#include "runtime/host/tensors/Products.h"
#include "runtime/host/tensors/Shapes.h"

#include <algorithm>

using namespace eshkol;

namespace {

/// A tensor ready to be reduced.
struct Reduction {
  const Tensor *tensor;
  int64_t outer, reduced, inner;
  Sizes result;
  const char *procedure;
};

} // namespace

static Reduction prepare(const char *procedure, const Tensor *tensor, Word axis, Word keep) {
  bool keeps = checkFlag(procedure, 3, keep);
  bool chosen[MaxRank] = {};
  if (isGiven(axis)) {
    Sizes axes = checkAxes(procedure, 2, axis, tensor->rank);
    for (int64_t index : Shape(axes))
      chosen[index] = true;
  } else {
    std::fill_n(chosen, tensor->rank, true);
  }
  Reduction reduction = {tensor, 1, 1, 1, {}, procedure};
  Sizes order;
  int changes = 0;
  for (uint32_t i = 0; i < tensor->rank; ++i) {
    changes += i > 0 && chosen[i] != chosen[i - 1];
    if (!chosen[i])
      order.append(i);
    if (!chosen[i] || keeps)
      reduction.result.append(chosen[i] ? 1 : tensor->shape[i]);
  }
  bool begins = tensor->rank > 0 && chosen[0];
  if (changes > (begins ? 1 : 2)) {
    for (uint32_t i = 0; i < tensor->rank; ++i)
      if (chosen[i])
        order.append(i);
    reduction.tensor = transposed(tensor, order);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < tensor->rank; ++i)
      kept += !chosen[i];
    for (uint32_t i = 0; i < tensor->rank; ++i)
      (i < kept ? reduction.outer : reduction.reduced) *= reduction.tensor->shape[i];
    return reduction;
  }
  bool seen = false;
  for (uint32_t i = 0; i < tensor->rank; ++i) {
    seen |= chosen[i];
    (chosen[i] ? reduction.reduced : seen ? reduction.inner : reduction.outer) *= tensor->shape[i];
  }
  return reduction;
}

//===----------------------------------------------------------------------===//
// Sums: by halves, so that errors of rounding grow with the logarithm of the count
//===----------------------------------------------------------------------===//

namespace {

struct Sum {
  template <typename T> static T initial() { return T(0); }
  template <typename T> static T of(T x, T y) {
    if constexpr (std::is_same_v<T, int64_t>)
      return T(uint64_t(x) + uint64_t(y));
    else
      return x + y;
  }
};

struct Product {
  template <typename T> static T initial() { return T(1); }
  template <typename T> static T of(T x, T y) {
    if constexpr (std::is_same_v<T, int64_t>)
      return T(uint64_t(x) * uint64_t(y));
    else
      return x * y;
  }
};

struct Greatest {
  template <typename T> static T of(T x, T y) { return x > y || x != x ? x : y; }
};
struct Least {
  template <typename T> static T of(T x, T y) { return x < y || x != x ? x : y; }
};

} // namespace

/// Combines elements side by side, of which there is at least one.
template <typename Operation, typename T> static Computed<T> reduceRow(const T *elements, int64_t count) {
  using C = Computed<T>;
  constexpr int64_t lanes = 8, block = 256;
  if (count > block) {
    int64_t half = count / 2 / lanes * lanes;
    return Operation::of(reduceRow<Operation>(elements, half),
                         reduceRow<Operation>(elements + half, count - half));
  }
  if (count < 2 * lanes) {
    C result = load(elements[0]);
    for (int64_t i = 1; i < count; ++i)
      result = Operation::of(result, C(load(elements[i])));
    return result;
  }
  if constexpr (std::is_same_v<Operation, Sum> && std::is_floating_point_v<T>)
    return kernels<T>().sum(elements, count);
  C partial[lanes];
  for (int64_t lane = 0; lane < lanes; ++lane)
    partial[lane] = load(elements[lane]);
  int64_t i = lanes;
  for (; i + lanes <= count; i += lanes)
    for (int64_t lane = 0; lane < lanes; ++lane)
      partial[lane] = Operation::of(partial[lane], C(load(elements[i + lane])));
  for (; i < count; ++i)
    partial[i % lanes] = Operation::of(partial[i % lanes], C(load(elements[i])));
  for (int64_t distance = lanes / 2; distance > 0; distance /= 2)
    for (int64_t lane = 0; lane < distance; ++lane)
      partial[lane] = Operation::of(partial[lane], partial[lane + distance]);
  return partial[0];
}

/// Combines rows elementwise; `sums` has room for one.
template <typename Operation, typename T>
static void reduceRows(const T *__restrict elements, int64_t count, int64_t inner,
                       Computed<T> *__restrict sums) {
  for (int64_t i = 0; i < inner; ++i)
    sums[i] = load(elements[i]);
  for (int64_t row = 1; row < count; ++row)
    for (int64_t i = 0; i < inner; ++i)
      sums[i] = Operation::of(sums[i], Computed<T>(load(elements[row * inner + i])));
}

/// Reduces elements of type T; `finish` makes the result of each from what they combine to.
template <typename Operation, typename T, typename Finish>
static Tensor *reduceElements(const Reduction &reduction, Finish finish) {
  using C = Computed<T>;
  Tensor *result = makeTensor(reduction.tensor->dtype, reduction.result);
  T *to = result->elements<T>();
  const T *from = reduction.tensor->elements<T>();
  if (reduction.reduced == 0) {
    if constexpr (!std::is_same_v<Operation, Greatest> && !std::is_same_v<Operation, Least>)
      std::fill_n(to, result->count, T(finish(Operation::template initial<C>())));
    return result;
  }
  if (result->count == 0)
    return result;
  auto *sums =
      static_cast<C *>(reduction.inner == 1 ? nullptr : allocateData(size_t(reduction.inner) * sizeof(C)));
  for (int64_t block = 0; block < reduction.outer; ++block) {
    if (reduction.inner == 1) {
      *to++ = T(finish(reduceRow<Operation>(from, reduction.reduced)));
    } else {
      reduceRows<Operation>(from, reduction.reduced, reduction.inner, sums);
      for (int64_t i = 0; i < reduction.inner; ++i)
        *to++ = T(finish(sums[i]));
    }
    from += reduction.reduced * reduction.inner;
  }
  return result;
}

/// Sums and products of truth values and narrow integers are 64 bits wide.
static const Tensor *widened(const Tensor *tensor, DType ofIntegers) {
  bool isExact = infoOf(tensor->dtype).kind <= NumberKind::Integer;
  return isExact && tensor->dtype != ofIntegers ? castTensor(tensor, ofIntegers) : tensor;
}

template <typename Operation> static Tensor *accumulate(const Reduction &reduction, double divisor = 0) {
  return withElements(reduction.tensor->dtype, [&](auto *type) -> Tensor * {
    using T = ElementOf<decltype(type)>;
    if constexpr (std::is_same_v<T, int32_t> || std::is_same_v<T, int8_t> || IsBoolean<T>)
      __builtin_unreachable(); // widened
    else if constexpr (std::is_same_v<T, int64_t>)
      return reduceElements<Operation, T>(reduction, [](auto x) { return x; });
    else
      return reduceElements<Operation, T>(reduction, [&](auto x) {
        using C = decltype(x);
        return divisor == 0 ? x : C(x / C(divisor));
      });
  });
}

template <typename Operation> static Word total(const char *procedure, Word value, Word axis, Word keep) {
  const Tensor *tensor = widened(checkTensorLike(procedure, 1, value), DType::I64);
  return resultOf(accumulate<Operation>(prepare(procedure, tensor, axis, keep)));
}

static Tensor *meanOf(const char *procedure, const Tensor *tensor, Word axis, Word keep) {
  Reduction reduction = prepare(procedure, widened(tensor, DType::F64), axis, keep);
  // Of no elements: 0 / 0.
  if (reduction.reduced == 0) {
    Tensor *result = makeTensor(reduction.tensor->dtype, reduction.result);
    for (int64_t i = 0; i < result->count; ++i)
      castElement(result, i, fromDouble(NAN));
    return result;
  }
  return accumulate<Sum>(reduction, double(reduction.reduced));
}

static Word mean(const char *procedure, Word value, Word axis, Word keep) {
  return resultOf(meanOf(procedure, checkTensorLike(procedure, 1, value), axis, keep));
}

Word eshkol::sumAlong(const char *procedure, Word tensor, Word axes, Word keep) {
  return total<Sum>(procedure, tensor, axes, keep);
}

#define ESHKOL_TENSOR_REDUCTION(name, symbol, function)                                                      \
  ESHKOL_PRIMITIVE(eshkol_tensor_##symbol, name, 1, 3)(Word tensor, Word axis, Word keep) {                  \
    return function(name, tensor, axis, keep);                                                               \
  }
ESHKOL_TENSOR_REDUCTION("sum", sum, total<Sum>)
ESHKOL_TENSOR_REDUCTION("tensor-sum", tensor_sum, total<Sum>)
ESHKOL_TENSOR_REDUCTION("reduce-sum", reduce_sum, total<Sum>)
ESHKOL_TENSOR_REDUCTION("prod", prod, total<Product>)
ESHKOL_TENSOR_REDUCTION("reduce-prod", reduce_prod, total<Product>)
ESHKOL_TENSOR_REDUCTION("mean", mean, mean)
ESHKOL_TENSOR_REDUCTION("average", average, mean)
ESHKOL_TENSOR_REDUCTION("vector-mean", vector_mean, mean)

//===----------------------------------------------------------------------===//
// Spread
//===----------------------------------------------------------------------===//

/// Squared deviations from the mean over n - correction.
static Word spread(const char *procedure, Word value, Word axis, Word keep, int64_t correction, bool root) {
  const Tensor *tensor = widened(checkTensorLike(procedure, 1, value), DType::F64);
  DType dtype = tensor->dtype;
  bool isShort = dtype == DType::F16 || dtype == DType::BF16;
  if (isShort)
    tensor = castTensor(tensor, DType::F32);
  Word axes = isGiven(axis) ? axis : False;
  Word center = resultOf(meanOf(procedure, tensor, axes, True));
  Word deviation = combineTensors(Arithmetic::Subtract, procedure, checkOperand(procedure, 1, wordOf(tensor)),
                                  checkOperand(procedure, 1, center));
  if (infoOf(dtype).kind == NumberKind::Complex)
    deviation = mapFunction("abs", deviation);
  Operand squared = checkOperand(procedure, 1, deviation);
  Word squares = combineTensors(Arithmetic::Multiply, procedure, squared, squared);
  Reduction reduction = prepare(procedure, checkTensorLike(procedure, 1, squares), axes, keep);
  double divisor = double(std::max<int64_t>(reduction.reduced - correction, 0));
  Tensor *result = accumulate<Sum>(reduction);
  withElements(result->dtype, [&](auto *type) {
    using T = ElementOf<decltype(type)>;
    if constexpr (std::is_floating_point_v<T>)
      for (int64_t i = 0; i < result->count; ++i) {
        T variance = result->elements<T>()[i] / T(divisor);
        result->elements<T>()[i] = root ? std::sqrt(variance) : variance;
      }
  });
  return resultOf(isShort ? castTensor(result, dtype) : result);
}

#define ESHKOL_TENSOR_SPREAD(name, symbol, root)                                                             \
  ESHKOL_PRIMITIVE(eshkol_tensor_##symbol, name, 1, 4)(Word tensor, Word axis, Word keep, Word correction) { \
    int64_t less = isGiven(correction) ? checkInteger(name, 4, correction, 0, MaxLength) : 1;                \
    return spread(name, tensor, axis, keep, less, root);                                                     \
  }
ESHKOL_TENSOR_SPREAD("variance", variance, false)
ESHKOL_TENSOR_SPREAD("var", var, false)
ESHKOL_TENSOR_SPREAD("std", std, true)
ESHKOL_TENSOR_SPREAD("standard-deviation", standard_deviation, true)

//===----------------------------------------------------------------------===//
// Extremes
//===----------------------------------------------------------------------===//

static const Tensor *checkOrdered(const char *procedure, Word value) {
  const Tensor *tensor = checkTensorLike(procedure, 1, value);
  if (infoOf(tensor->dtype).kind == NumberKind::Complex)
    dtypeError(procedure, Message() << "complex numbers have no order");
  return tensor;
}

static void requireElements(const Reduction &reduction) {
  if (reduction.reduced == 0)
    shapeError(reduction.procedure, Message() << "no elements to choose from");
}

template <typename Operation> static Word extreme(const char *procedure, Word value, Word axis, Word keep) {
  Reduction reduction = prepare(procedure, checkOrdered(procedure, value), axis, keep);
  requireElements(reduction);
  return withElements(reduction.tensor->dtype, [&](auto *type) -> Word {
    using T = ElementOf<decltype(type)>;
    if constexpr (IsComplex<T>)
      __builtin_unreachable();
    else
      return resultOf(reduceElements<Operation, T>(reduction, [](auto x) { return x; }));
  });
}

ESHKOL_TENSOR_REDUCTION("amax", amax, extreme<Greatest>)
ESHKOL_TENSOR_REDUCTION("reduce-max", reduce_max, extreme<Greatest>)
ESHKOL_TENSOR_REDUCTION("vector-max", vector_max, extreme<Greatest>)
ESHKOL_TENSOR_REDUCTION("amin", amin, extreme<Least>)
ESHKOL_TENSOR_REDUCTION("reduce-min", reduce_min, extreme<Least>)
ESHKOL_TENSOR_REDUCTION("vector-min", vector_min, extreme<Least>)

/// What `max` and `min` do with one argument that is no number.
ESHKOL_PRIMITIVE(eshkol_tensor_extreme, "%extreme", 3, 3)(Word name, Word greatest, Word value) {
  const char *procedure = toUtf8(name).data();
  Operand operand;
  if (!toOperand(procedure, value, Nested::Vectors, &operand))
    wrongType(procedure, 1, "a real number", value);
  return isTrue(greatest) ? extreme<Greatest>(procedure, value, Absent, Absent)
                          : extreme<Least>(procedure, value, Absent, Absent);
}

/// The index of the first extreme along an axis, or of all elements in row-major order.
template <typename Operation>
static Word positionOf(const char *procedure, Word value, Word axis, Word keep) {
  const Tensor *tensor = checkOrdered(procedure, value);
  if (isGiven(axis))
    checkAxis(procedure, axis, tensor->rank);
  Reduction reduction = prepare(procedure, tensor, axis, keep);
  requireElements(reduction);
  Tensor *result = makeTensor(DType::I64, reduction.result);
  return withElements(reduction.tensor->dtype, [&](auto *type) -> Word {
    using T = ElementOf<decltype(type)>;
    if constexpr (IsComplex<T>) {
      __builtin_unreachable();
    } else {
      const T *elements = reduction.tensor->elements<T>();
      for (int64_t i = 0; i < result->count; ++i) {
        const T *row =
            elements + i / reduction.inner * reduction.reduced * reduction.inner + i % reduction.inner;
        int64_t best = 0;
        auto chosen = load(row[0]);
        for (int64_t j = 1; j < reduction.reduced && chosen == chosen; ++j) {
          auto next = load(row[j * reduction.inner]);
          // The first of equal ones; NaN goes before all.
          if (next != chosen && Operation::of(next, chosen) != chosen) {
            best = j;
            chosen = next;
          }
        }
        result->elements<int64_t>()[i] = best;
      }
      return resultOf(result);
    }
  });
}

ESHKOL_TENSOR_REDUCTION("argmax", argmax, positionOf<Greatest>)
ESHKOL_TENSOR_REDUCTION("argmin", argmin, positionOf<Least>)

//===----------------------------------------------------------------------===//
// Truth: numbers are true when they are not zero
//===----------------------------------------------------------------------===//

static Word truths(const char *procedure, Word value, Word axis, Word keep, bool all) {
  const Tensor *tensor = checkTensorLike(procedure, 1, value);
  Reduction reduction = prepare(procedure, castTensor(tensor, DType::Boolean), axis, keep);
  Tensor *result = makeTensor(DType::Boolean, reduction.result);
  const bool *elements = reduction.tensor->elements<bool>();
  for (int64_t i = 0; i < result->count; ++i) {
    const bool *row =
        elements + i / reduction.inner * reduction.reduced * reduction.inner + i % reduction.inner;
    bool found = false;
    for (int64_t j = 0; j < reduction.reduced && !found; ++j)
      found = row[j * reduction.inner] != all;
    result->elements<bool>()[i] = found != all;
  }
  return resultOf(result);
}

static Word anyOf(const char *procedure, Word value, Word axis, Word keep) {
  return truths(procedure, value, axis, keep, false);
}
static Word allOf(const char *procedure, Word value, Word axis, Word keep) {
  return truths(procedure, value, axis, keep, true);
}

ESHKOL_TENSOR_REDUCTION("all", all, allOf)

// The library's `any` takes a predicate and lists as well.
ESHKOL_PRIMITIVE(eshkol_tensor_any, "%any", 3, 3)(Word tensor, Word axis, Word keep) {
  return anyOf("any", tensor, axis, keep);
}
