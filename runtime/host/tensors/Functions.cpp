//===- Functions.cpp - functions of one number, elementwise ----------------===//
//
// Each row of the tables is a function: its name, and what it does with one element.  Rows of `NEW_FUNCTIONS`
// are primitives, which take numbers as well; the others extend procedures of runtime/host/numbers/.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/numbers/Tower.h"
#include "runtime/host/tensors/Elements.h"
#include "runtime/host/tensors/Elementwise.h"

#include <algorithm>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// What they do with an element
//===----------------------------------------------------------------------===//

namespace {

/// Integers are computed in f64.
struct Inexact {
  static constexpr bool KeepsIntegers = false, TakesComplex = false;
};
struct InexactOrComplex {
  static constexpr bool KeepsIntegers = false, TakesComplex = true;
};
/// The result has the type of the argument.
struct OfOwnType {
  static constexpr bool KeepsIntegers = true, TakesComplex = false;
};
struct OfOwnTypeOrComplex {
  static constexpr bool KeepsIntegers = true, TakesComplex = true;
};

/// 1 / (1 + exp(-x)), accurate in both tails.
template <typename T> T sigmoid(T x) {
  T decay = std::exp(-std::fabs(x));
  return (x >= 0 ? T(1) : x < 0 ? decay : x) / (1 + decay);
}

/// log(1 + exp(x)), without overflow.
template <typename T> T softplus(T x) { return std::max(x, T(0)) + std::log1p(std::exp(-std::fabs(x))); }

/// Integers wrap around.
template <typename T> T product(T x, T y) {
  if constexpr (std::is_integral_v<T>)
    return T(std::make_unsigned_t<T>(uint64_t(x) * uint64_t(y)));
  else
    return x * y;
}

template <typename T> T absolute(T x) {
  if constexpr (std::is_integral_v<T>)
    return x < 0 ? T(std::make_unsigned_t<T>(-uint64_t(x))) : x;
  else
    return std::fabs(x);
}

/// To a whole number, which integers are.
template <typename T, typename Round> T rounded(T x, Round round) {
  if constexpr (std::is_integral_v<T>)
    return x;
  else
    return T(round(x));
}

} // namespace

// name, symbol, kind, the result for x
#define ESHKOL_NUMBER_FUNCTIONS(FUNCTION)                                                                    \
  FUNCTION("exp", exp, InexactOrComplex, std::exp(x))                                                        \
  FUNCTION("log", log, InexactOrComplex, std::log(x))                                                        \
  FUNCTION("sqrt", sqrt, InexactOrComplex, std::sqrt(x))                                                     \
  FUNCTION("sin", sin, InexactOrComplex, std::sin(x))                                                        \
  FUNCTION("cos", cos, InexactOrComplex, std::cos(x))                                                        \
  FUNCTION("tan", tan, InexactOrComplex, std::tan(x))                                                        \
  FUNCTION("asin", asin, InexactOrComplex, std::asin(x))                                                     \
  FUNCTION("acos", acos, InexactOrComplex, std::acos(x))                                                     \
  FUNCTION("atan", atan, InexactOrComplex, std::atan(x))                                                     \
  FUNCTION("abs", abs, OfOwnType, absolute(x))                                                               \
  FUNCTION("square", square, OfOwnTypeOrComplex, product(x, x))                                              \
  FUNCTION("cube", cube, OfOwnTypeOrComplex, product(product(x, x), x))                                      \
  FUNCTION("floor", floor, OfOwnType, rounded(x, [](auto y) { return std::floor(y); }))                      \
  FUNCTION("ceiling", ceiling, OfOwnType, rounded(x, [](auto y) { return std::ceil(y); }))                   \
  FUNCTION("truncate", truncate, OfOwnType, rounded(x, [](auto y) { return std::trunc(y); }))                \
  FUNCTION("round", round, OfOwnType, rounded(x, [](auto y) { return std::nearbyint(y); }))

#define ESHKOL_NEW_FUNCTIONS(FUNCTION)                                                                       \
  FUNCTION("expm1", expm1, Inexact, std::expm1(x))                                                           \
  FUNCTION("log1p", log1p, Inexact, std::log1p(x))                                                           \
  FUNCTION("rsqrt", rsqrt, Inexact, 1 / std::sqrt(x))                                                        \
  FUNCTION("sinh", sinh, InexactOrComplex, std::sinh(x))                                                     \
  FUNCTION("cosh", cosh, InexactOrComplex, std::cosh(x))                                                     \
  FUNCTION("tanh", tanh, InexactOrComplex, std::tanh(x))                                                     \
  FUNCTION("asinh", asinh, InexactOrComplex, std::asinh(x))                                                  \
  FUNCTION("acosh", acosh, InexactOrComplex, std::acosh(x))                                                  \
  FUNCTION("atanh", atanh, InexactOrComplex, std::atanh(x))                                                  \
  FUNCTION("erf", erf, Inexact, std::erf(x))                                                                 \
  FUNCTION("erfc", erfc, Inexact, std::erfc(x))                                                              \
  FUNCTION("sigmoid", sigmoid, Inexact, sigmoid(x))                                                          \
  FUNCTION("softplus", softplus, Inexact, softplus(x))                                                       \
  FUNCTION("log-sigmoid", log_sigmoid, Inexact, -softplus(-x))                                               \
  FUNCTION("silu", silu, Inexact, x *sigmoid(x))                                                             \
  FUNCTION("gelu", gelu, Inexact, T(0.5) * x * (1 + std::erf(T(M_SQRT1_2) * x)))                             \
  FUNCTION("relu", relu, OfOwnType, x < 0 ? T(0) : x)                                                        \
  FUNCTION("sign", sign, OfOwnType, x > 0 ? T(1) : x < 0 ? T(-1) : x)

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

template <typename Function> static Word apply(const char *procedure, const Tensor *tensor) {
  DType dtype = tensor->dtype;
  if (infoOf(dtype).kind < NumberKind::Float && !(Function::KeepsIntegers && dtype != DType::Boolean)) {
    if (dtype == DType::Boolean && Function::KeepsIntegers)
      dtypeError(procedure, Message() << "truth values are no numbers here: convert them by (cast x 'i64)");
    dtype = DType::F64;
    tensor = castTensor(tensor, dtype);
  }
  return withElements(dtype, [&](auto *type) -> Word {
    using T = ElementOf<decltype(type)>;
    constexpr bool defined = IsComplex<T>   ? Function::TakesComplex
                             : IsInteger<T> ? Function::KeepsIntegers
                                            : !IsBoolean<T>;
    if constexpr (defined) {
      Tensor *result = makeTensor(dtype, shapeOf(tensor));
      const T *from = tensor->elements<T>();
      T *to = result->elements<T>();
      for (int64_t i = 0; i < tensor->count; ++i)
        to[i] = T(Function::of(load(from[i])));
      return resultOf(result);
    } else {
      dtypeError(procedure, Message() << "not defined for elements of type " << dtype);
    }
  });
}

#define ESHKOL_DEFINE_FUNCTION(name, symbol, kind, value)                                                    \
  namespace {                                                                                                \
  struct Function_##symbol : kind {                                                                          \
    template <typename T> static T of(T x) { return value; }                                                 \
  };                                                                                                         \
  }
ESHKOL_NUMBER_FUNCTIONS(ESHKOL_DEFINE_FUNCTION)
ESHKOL_NEW_FUNCTIONS(ESHKOL_DEFINE_FUNCTION)

//===----------------------------------------------------------------------===//
// Entries
//===----------------------------------------------------------------------===//

/// The magnitudes of complex elements.
static Word magnitudes(const Tensor *tensor) {
  bool wide = tensor->dtype == DType::Complex128;
  Tensor *result = makeTensor(wide ? DType::F64 : DType::F32, shapeOf(tensor));
  for (int64_t i = 0; i < tensor->count; ++i)
    if (wide)
      result->elements<double>()[i] = std::abs(tensor->elements<std::complex<double>>()[i]);
    else
      result->elements<float>()[i] = std::abs(tensor->elements<std::complex<float>>()[i]);
  return resultOf(result);
}

Word eshkol::mapFunction(const char *procedure, Word value) {
  Operand operand;
  if (isBool(value) || !toOperand(procedure, value, Nested::Vectors, &operand))
    wrongType(procedure, 1, "a number", value);
  const Tensor *tensor = withDType(procedure, operand, operand.dtype);
  if (infoOf(tensor->dtype).kind == NumberKind::Complex && std::string_view(procedure) == "abs")
    return magnitudes(tensor);
#define ESHKOL_TRY_FUNCTION(name, symbol, kind, value)                                                       \
  if (std::string_view(procedure) == name)                                                                   \
    return apply<Function_##symbol>(name, tensor);
  ESHKOL_NUMBER_FUNCTIONS(ESHKOL_TRY_FUNCTION)
  wrongType(procedure, 1, "a number", value);
}

template <typename Function> static Word applyToAny(const char *procedure, Word value) {
  Operand operand = checkOperand(procedure, 1, value);
  if (isA(value, Type::Bignum))
    operand.dtype = DType::F64;
  return apply<Function>(procedure, withDType(procedure, operand, operand.dtype));
}

#define ESHKOL_DEFINE_PRIMITIVE(name, symbol, kind, value)                                                   \
  ESHKOL_PRIMITIVE(eshkol_tensor_##symbol, name, 1, 1)(Word x) {                                             \
    return applyToAny<Function_##symbol>(name, x);                                                           \
  }
ESHKOL_NEW_FUNCTIONS(ESHKOL_DEFINE_PRIMITIVE)
