//===- Elementwise.cpp - arithmetic on tensors -----------------------------===//

#include "runtime/host/tensors/Elementwise.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Broadcast.h"
#include "runtime/host/tensors/Kernels.h"

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Operations on two elements
//===----------------------------------------------------------------------===//

namespace {

/// Integers wrap around.
template <typename T> T wrapped(uint64_t number) { return T(std::make_unsigned_t<T>(number)); }

struct Add {
  template <typename T> static T of(T x, T y) {
    if constexpr (IsInteger<T>)
      return wrapped<T>(uint64_t(x) + uint64_t(y));
    else
      return x + y;
  }
};

struct Subtract {
  template <typename T> static T of(T x, T y) {
    if constexpr (IsInteger<T>)
      return wrapped<T>(uint64_t(x) - uint64_t(y));
    else
      return x - y;
  }
};

struct Multiply {
  template <typename T> static T of(T x, T y) {
    if constexpr (IsInteger<T>)
      return wrapped<T>(uint64_t(x) * uint64_t(y));
    else
      return x * y;
  }
};

struct Divide {
  template <typename T> static T of(T x, T y) { return x / y; }
};

/// NaN if one is NaN.
struct Maximum {
  template <typename T> static T of(T x, T y) { return x > y || x != x ? x : y; }
};

struct Minimum {
  template <typename T> static T of(T x, T y) { return x < y || x != x ? x : y; }
};

struct Power {
  template <typename T> static T of(T x, T y) {
    if constexpr (!IsInteger<T>) {
      return std::pow(x, y);
    } else {
      // The integer part of the quotient 1 / x^-y.
      if (y < 0)
        return x == 1 ? 1 : x == -1 ? (y & 1 ? -1 : 1) : 0;
      uint64_t result = 1, factor = uint64_t(x);
      for (; y != 0; y >>= 1, factor *= factor)
        result *= y & 1 ? factor : 1;
      return wrapped<T>(result);
    }
  }
};

struct Angle {
  template <typename T> static T of(T y, T x) { return std::atan2(y, x); }
};

} // namespace

//===----------------------------------------------------------------------===//
// Operations on tensors
//===----------------------------------------------------------------------===//

/// Whether there are loops for an operation on floats.  Their result may take the place of an operand.
template <typename Operation, typename T> constexpr bool hasKernel() {
  return std::is_floating_point_v<T> &&
         (std::is_same_v<Operation, Add> || std::is_same_v<Operation, Subtract> ||
          std::is_same_v<Operation, Multiply> || std::is_same_v<Operation, Divide>);
}

template <typename Operation, typename T> static typename Kernels<T>::Combine *kernelOf() {
  if constexpr (std::is_same_v<Operation, Add>)
    return kernels<T>().add;
  else if constexpr (std::is_same_v<Operation, Subtract>)
    return kernels<T>().subtract;
  else if constexpr (std::is_same_v<Operation, Multiply>)
    return kernels<T>().multiply;
  else
    return kernels<T>().divide;
}

template <typename Operation, typename T>
static void combineElementsOf(const Tensor *a, const Tensor *b, Tensor *result) {
  if constexpr (hasKernel<Operation, T>()) {
    auto *kernel = kernelOf<Operation, T>();
    if (result->count > 0)
      forRuns(BroadcastPlan(shapeOf(result), shapeOf(a), shapeOf(b)),
              [&](int64_t aStart, int64_t aStride, int64_t bStart, int64_t bStride, int64_t start,
                  int64_t count) {
                kernel(a->elements<T>() + aStart, aStride, b->elements<T>() + bStart, bStride,
                       result->elements<T>() + start, count);
              });
  } else {
    mapElements<T, T>(a, b, result, [](auto x, auto y) { return Operation::of(x, y); });
  }
}

/// For which elements an operation is defined.
template <typename Operation, typename T> constexpr bool isDefined() {
  constexpr bool ordered = std::is_same_v<Operation, Maximum> || std::is_same_v<Operation, Minimum>;
  if constexpr (IsBoolean<T>)
    return ordered;
  else if constexpr (IsComplex<T>)
    return !ordered && !std::is_same_v<Operation, Angle>;
  else if constexpr (IsInteger<T>)
    return !std::is_same_v<Operation, Divide> && !std::is_same_v<Operation, Angle>;
  else
    return true;
}

[[noreturn, gnu::cold]] static void undefinedFor(const char *procedure, DType dtype) {
  if (dtype == DType::Boolean)
    dtypeError(procedure, Message() << "truth values are no numbers here: convert them by (cast x 'i64)");
  dtypeError(procedure, Message() << "not defined for elements of type " << dtype);
}

/// Two operands with elements of one type, in tensors that the result may take the place of if nothing refers
/// to them afterwards: the program's, or copies that were made for this.
class Combined {
public:
  Combined(const char *procedure, const Operand &first, const Operand &second, DType dtype, LastUses lastUses)
      : values{first.value, second.value},
        tensors{withDType(procedure, first, dtype), withDType(procedure, second, dtype)}, lastUses(lastUses) {
  }

  const Tensor *operator[](int i) const { return tensors[i]; }

  Tensor *makeResult(Shape shape) const {
    for (int i : {0, 1})
      if (isFree(i) && shapeOf(tensors[i]) == shape)
        return tensors[i];
    return makeTensor(tensors[0]->dtype, shape);
  }

  /// Releases all but the result.
  void release(const Tensor *result) const {
    for (int i : {0, 1}) {
      bool isSecond = i == 1 && values[0] == values[1];
      if (isCopy(i) && tensors[i] != result)
        releaseTensor(tensors[i]);
      if (lastUses.includes(i) && isTensor(values[i]) && values[i] != wordOf(result) && !isSecond)
        releaseTensor(as<Tensor>(values[i]));
    }
  }

private:
  bool isCopy(int i) const { return values[i] != wordOf(tensors[i]); }
  bool isFree(int i) const { return isCopy(i) || (lastUses.includes(i) && isReleasable(tensors[i])); }

  Word values[2];
  Tensor *tensors[2];
  LastUses lastUses;
};

template <typename Operation>
static Word combine(const char *procedure, const Operand &first, const Operand &second, DType dtype,
                    LastUses lastUses) {
  Sizes shape = broadcastShapes(procedure, first.shape, second.shape);
  Combined operands(procedure, first, second, dtype, lastUses);
  return withElements(dtype, [&](auto *type) -> Word {
    using T = ElementOf<decltype(type)>;
    if constexpr (isDefined<Operation, T>()) {
      Tensor *result = hasKernel<Operation, T>() ? operands.makeResult(shape) : makeTensor(dtype, shape);
      combineElementsOf<Operation, T>(operands[0], operands[1], result);
      operands.release(result);
      return resultOf(result);
    } else {
      undefinedFor(procedure, dtype);
    }
  });
}

/// The type in which quotients and functions such as exp are computed.
static DType inexact(DType dtype) { return infoOf(dtype).kind < NumberKind::Float ? DType::F64 : dtype; }

/// Powers whose exponent is one exact integer: products if there are few.
static Word integerPower(const char *procedure, const Operand &base, int64_t exponent) {
  constexpr int64_t mostProducts = 64;
  bool isInteger = infoOf(base.dtype).kind <= NumberKind::Integer;
  if (std::abs(exponent) > mostProducts && !(isInteger && exponent > 0)) {
    Operand power = checkOperand(procedure, 2, fromDouble(double(exponent)));
    return combine<Power>(procedure, base, power, inexact(base.dtype), {});
  }
  DType dtype = exponent < 0 ? inexact(base.dtype) : base.dtype;
  const Tensor *tensor = withDType(procedure, base, dtype);
  return withElements(dtype, [&](auto *type) -> Word {
    using T = ElementOf<decltype(type)>;
    if constexpr (IsBoolean<T>) {
      undefinedFor(procedure, dtype);
    } else {
      Tensor *result = makeTensor(dtype, base.shape);
      for (int64_t i = 0; i < tensor->count; ++i) {
        using C = Computed<T>;
        C factor = load(tensor->elements<T>()[i]), product = C(1);
        for (int64_t rest = std::abs(exponent); rest != 0; rest >>= 1) {
          if (rest & 1)
            product = Multiply::of(product, factor);
          if (rest > 1)
            factor = Multiply::of(factor, factor);
        }
        result->elements<T>()[i] = T(exponent < 0 ? C(C(1) / product) : product);
      }
      return resultOf(result);
    }
  });
}

Word eshkol::combineTensors(Arithmetic operation, const char *procedure, const Operand &a, const Operand &b,
                            LastUses lastUses) {
  DType dtype = join(a, b);
  switch (operation) {
  case Arithmetic::Add:
    return combine<Add>(procedure, a, b, dtype, lastUses);
  case Arithmetic::Subtract:
    return combine<Subtract>(procedure, a, b, dtype, lastUses);
  case Arithmetic::Multiply:
    return combine<Multiply>(procedure, a, b, dtype, lastUses);
  case Arithmetic::Divide:
    return combine<Divide>(procedure, a, b, inexact(dtype), lastUses);
  case Arithmetic::Maximum:
    return combine<Maximum>(procedure, a, b, dtype, lastUses);
  case Arithmetic::Minimum:
    return combine<Minimum>(procedure, a, b, dtype, lastUses);
  case Arithmetic::Power:
    if (isFixnum(b.value))
      return integerPower(procedure, a, toFixnum(b.value));
    return combine<Power>(procedure, a, b, dtype, lastUses);
  case Arithmetic::Angle:
    return combine<Angle>(procedure, a, b, inexact(dtype), lastUses);
  }
  __builtin_unreachable();
}

/// An argument of a procedure of numbers.
static Operand checkNumberLike(const char *procedure, int position, Word value) {
  Operand operand;
  if (isBool(value) || !toOperand(procedure, value, Nested::Vectors, &operand))
    wrongType(procedure, position, "a number", value);
  return operand;
}

Word eshkol::combineElements(Arithmetic operation, const char *procedure, Word a, Word b, LastUses lastUses) {
  Operand first = checkNumberLike(procedure, 1, a), second = checkNumberLike(procedure, 2, b);
  return combineTensors(operation, procedure, first, second, lastUses);
}

Word eshkol::negateElements(const char *procedure, Word value) {
  Operand operand = checkNumberLike(procedure, 1, value);
  const Tensor *tensor = withDType(procedure, operand, operand.dtype);
  return withElements(operand.dtype, [&](auto *type) -> Word {
    using T = ElementOf<decltype(type)>;
    if constexpr (IsBoolean<T>) {
      undefinedFor(procedure, operand.dtype);
    } else {
      Tensor *result = makeTensor(tensor->dtype, shapeOf(tensor));
      const T *from = tensor->elements<T>();
      T *to = result->elements<T>();
      for (int64_t i = 0; i < tensor->count; ++i)
        if constexpr (IsInteger<T>)
          to[i] = wrapped<T>(-uint64_t(from[i]));
        else
          to[i] = T(-load(from[i]));
      return resultOf(result);
    }
  });
}

//===----------------------------------------------------------------------===//
// Comparison and logic
//===----------------------------------------------------------------------===//

namespace {

template <Predicate predicate> struct Compare {
  static constexpr bool IsEquality = predicate == Predicate::Equal || predicate == Predicate::NotEqual;

  template <typename T> static bool of(T x, T y) {
    if constexpr (predicate == Predicate::Equal)
      return x == y;
    else if constexpr (predicate == Predicate::NotEqual)
      return x != y;
    else if constexpr (predicate == Predicate::Less)
      return x < y;
    else if constexpr (predicate == Predicate::LessEqual)
      return x <= y;
    else if constexpr (predicate == Predicate::Greater)
      return x > y;
    else
      return x >= y;
  }
};

} // namespace

template <Predicate predicate>
static Word compare(const char *procedure, const Operand &first, const Operand &second) {
  Sizes shape = broadcastShapes(procedure, first.shape, second.shape);
  DType dtype = join(first, second);
  const Tensor *a = withDType(procedure, first, dtype), *b = withDType(procedure, second, dtype);
  return withElements(dtype, [&](auto *type) -> Word {
    using T = ElementOf<decltype(type)>;
    if constexpr (IsComplex<T> && !Compare<predicate>::IsEquality) {
      dtypeError(procedure, Message() << "complex numbers have no order");
    } else {
      Tensor *result = makeTensor(DType::Boolean, shape);
      mapElements<T, bool>(a, b, result, [](auto x, auto y) { return Compare<predicate>::of(x, y); });
      return resultOf(result);
    }
  });
}

static Word compareOperands(Predicate predicate, const char *procedure, const Operand &a, const Operand &b) {
  switch (predicate) {
  case Predicate::Equal:
    return compare<Predicate::Equal>(procedure, a, b);
  case Predicate::NotEqual:
    return compare<Predicate::NotEqual>(procedure, a, b);
  case Predicate::Less:
    return compare<Predicate::Less>(procedure, a, b);
  case Predicate::LessEqual:
    return compare<Predicate::LessEqual>(procedure, a, b);
  case Predicate::Greater:
    return compare<Predicate::Greater>(procedure, a, b);
  case Predicate::GreaterEqual:
    return compare<Predicate::GreaterEqual>(procedure, a, b);
  }
  __builtin_unreachable();
}

Word eshkol::compareElements(Predicate predicate, const char *procedure, Word a, Word b) {
  Operand first = checkNumberLike(procedure, 1, a), second = checkNumberLike(procedure, 2, b);
  return compareOperands(predicate, procedure, first, second);
}

ESHKOL_PRIMITIVE(eshkol_tensor_not_equal, "not-equal", 2, 2)(Word a, Word b) {
  return compareOperands(Predicate::NotEqual, "not-equal", checkOperand("not-equal", 1, a),
                         checkOperand("not-equal", 2, b));
}

/// Operands with truth values.
static Word combineTruths(const char *procedure, Word a, Word b, bool (*function)(bool, bool)) {
  Operand first = checkOperand(procedure, 1, a), second = checkOperand(procedure, 2, b);
  if (first.dtype != DType::Boolean || second.dtype != DType::Boolean)
    dtypeError(procedure, Message() << "expected truth values but got elements of type " << first.dtype
                                    << " and " << second.dtype);
  Tensor *result = makeTensor(DType::Boolean, broadcastShapes(procedure, first.shape, second.shape));
  mapElements<bool, bool>(withDType(procedure, first, DType::Boolean),
                          withDType(procedure, second, DType::Boolean), result, function);
  return resultOf(result);
}

ESHKOL_PRIMITIVE(eshkol_tensor_and, "logical-and", 2, 2)(Word a, Word b) {
  return combineTruths("logical-and", a, b, [](bool x, bool y) { return x && y; });
}
ESHKOL_PRIMITIVE(eshkol_tensor_or, "logical-or", 2, 2)(Word a, Word b) {
  return combineTruths("logical-or", a, b, [](bool x, bool y) { return x || y; });
}
ESHKOL_PRIMITIVE(eshkol_tensor_xor, "logical-xor", 2, 2)(Word a, Word b) {
  return combineTruths("logical-xor", a, b, [](bool x, bool y) { return x != y; });
}
ESHKOL_PRIMITIVE(eshkol_tensor_logical_not, "logical-not", 1, 1)(Word value) {
  return combineTruths("logical-not", value, True, [](bool x, bool y) { return x != y; });
}

/// Elements of one tensor or another, by truth values.
ESHKOL_PRIMITIVE(eshkol_tensor_where, "where", 3, 3)(Word condition, Word then, Word otherwise) {
  Operand test = checkOperand("where", 1, condition), first = checkOperand("where", 2, then),
          second = checkOperand("where", 3, otherwise);
  if (test.dtype != DType::Boolean)
    dtypeError("where", Message() << "the condition should have boolean elements but has elements of type "
                                  << test.dtype);
  DType dtype = join(first, second);
  Sizes both = broadcastShapes("where", first.shape, second.shape);
  Sizes shape = broadcastShapes("where", test.shape, both);
  const Tensor *flags = withDType("where", test, DType::Boolean), *a = withDType("where", first, dtype),
               *b = withDType("where", second, dtype);
  Tensor *result = makeTensor(dtype, shape);
  if (result->count == 0)
    return resultOf(result);
  return withElements(dtype, [&](auto *type) {
    using T = ElementOf<decltype(type)>;
    // What the condition takes from the first, then from the second where it is false.
    T *elements = result->elements<T>();
    const bool *tests = flags->elements<bool>();
    const T *from = a->elements<T>();
    bool wanted = true;
    auto take = [&](int64_t test, int64_t testStride, int64_t source, int64_t sourceStride, int64_t start,
                    int64_t count) {
      for (int64_t i = 0; i < count; ++i)
        if (tests[test + i * testStride] == wanted)
          elements[start + i] = from[source + i * sourceStride];
    };
    forRuns(BroadcastPlan(shape, shapeOf(flags), shapeOf(a)), take);
    wanted = false;
    from = b->elements<T>();
    forRuns(BroadcastPlan(shape, shapeOf(flags), shapeOf(b)), take);
    return resultOf(result);
  });
}

//===----------------------------------------------------------------------===//
// Named operations
//===----------------------------------------------------------------------===//

extern "C" Word eshkol_max(Word a, Word b), eshkol_min(Word a, Word b);

/// Numbers are combined as numbers, so that exact ones stay exact.
static Word combineAny(Arithmetic operation, const char *procedure, Word a, int position, Word b,
                       LastUses lastUses = {}) {
  if (isReal(a) && isReal(b))
    switch (operation) {
    case Arithmetic::Add:
      return add(a, b);
    case Arithmetic::Subtract:
      return subtract(a, b);
    case Arithmetic::Multiply:
      return multiply(a, b);
    case Arithmetic::Divide:
      return divide(a, b);
    case Arithmetic::Maximum:
      return eshkol_max(a, b);
    case Arithmetic::Minimum:
      return eshkol_min(a, b);
    default:
      break;
    }
  Operand left = checkOperand(procedure, 1, a);
  return combineTensors(operation, procedure, left, checkOperand(procedure, position, b), lastUses);
}

/// Combines arguments from the left.
static Word fold(Arithmetic operation, const char *procedure, Word first, Word more) {
  if (more == Nil)
    return isNumber(first) ? first : resultOf(checkTensorLike(procedure, 1, first));
  for (int position = 2; isPair(more); more = cdr(more), ++position)
    first = combineAny(operation, procedure, first, position, car(more));
  return first;
}

/// The same where one argument alone is the right operand of a neutral element.
static Word foldInverse(Arithmetic operation, int64_t neutral, const char *procedure, Word first, Word more) {
  if (more == Nil)
    return combineAny(operation, procedure, fromFixnum(neutral), 1, first);
  return fold(operation, procedure, first, more);
}

/// Calls with two arguments.
#define ESHKOL_TENSOR_PAIR(name, symbol, operation)                                                          \
  ESHKOL_PRIMITIVE(eshkol_combine_##symbol, "%" name, 2, 2)(Word a, Word b) {                                \
    return combineAny(Arithmetic::operation, name, a, 2, b);                                                 \
  }                                                                                                          \
  extern "C" Word eshkol_combine_##symbol##_reusing(Word a, Word b, Word lastUses) {                         \
    return combineAny(Arithmetic::operation, name, a, 2, b, {lastUses});                                     \
  }
#define ESHKOL_TENSOR_FOLD(name, symbol, operation)                                                          \
  ESHKOL_PRIMITIVE(eshkol_tensor_##symbol, name, 1, Rest)(Word first, Word more) {                           \
    return fold(Arithmetic::operation, name, first, more);                                                   \
  }                                                                                                          \
  ESHKOL_TENSOR_PAIR(name, symbol, operation)
#define ESHKOL_TENSOR_FOLD_INVERSE(name, symbol, operation, neutral)                                         \
  ESHKOL_PRIMITIVE(eshkol_tensor_##symbol, name, 1, Rest)(Word first, Word more) {                           \
    return foldInverse(Arithmetic::operation, neutral, name, first, more);                                   \
  }                                                                                                          \
  ESHKOL_TENSOR_PAIR(name, symbol, operation)

ESHKOL_TENSOR_FOLD("tensor-add", add, Add)
ESHKOL_TENSOR_FOLD("matrix-add", matrix_add, Add)
ESHKOL_TENSOR_FOLD("tensor-multiply", multiply, Multiply)
ESHKOL_TENSOR_FOLD_INVERSE("tensor-subtract", subtract, Subtract, 0)
ESHKOL_TENSOR_FOLD_INVERSE("matrix-subtract", matrix_subtract, Subtract, 0)
ESHKOL_TENSOR_FOLD_INVERSE("tensor-divide", divide, Divide, 1)
ESHKOL_TENSOR_FOLD("maximum", maximum, Maximum)
ESHKOL_TENSOR_FOLD("minimum", minimum, Minimum)

ESHKOL_PRIMITIVE(eshkol_tensor_matrix_scale, "matrix-scale", 2, 2)(Word matrix, Word factor) {
  return fold(Arithmetic::Multiply, "matrix-scale", matrix, cons(factor, Nil));
}

ESHKOL_PRIMITIVE(eshkol_tensor_clip, "clip", 3, 3)(Word value, Word low, Word high) {
  Word result = fold(Arithmetic::Maximum, "clip", value, cons(low, Nil));
  return fold(Arithmetic::Minimum, "clip", result, cons(high, Nil));
}
