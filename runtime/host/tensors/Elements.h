//===- Elements.h - the C++ types of elements ------------------------------===//
//
// For loops over elements: what is in memory, and what is computed with.  The two short floats have no
// arithmetic of their own: they are computed with as `float`, and rounded once.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_ELEMENTS_H
#define ESHKOL_RUNTIME_HOST_TENSORS_ELEMENTS_H

#include "runtime/host/tensors/Tensor.h"

#include <cmath>
#include <complex>
#include <cstring>
#include <limits>
#include <type_traits>

namespace eshkol {

//===----------------------------------------------------------------------===//
// Short floats
//===----------------------------------------------------------------------===//

inline uint32_t bitsOf(float number) {
  uint32_t bits;
  std::memcpy(&bits, &number, sizeof bits);
  return bits;
}
inline float floatOf(uint32_t bits) {
  float number;
  std::memcpy(&number, &bits, sizeof number);
  return number;
}

/// The float that a short float has to be rounded from, so that a double is rounded as if only once: where
/// the nearest float is not exact, the neighbour with an odd last bit ("rounding to odd").
inline float toOddFloat(double number) {
  float nearest = float(number);
  uint32_t bits = bitsOf(nearest);
  if (double(nearest) == number || number != number || (bits & 1))
    return nearest;
  return floatOf(std::fabs(double(nearest)) < std::fabs(number) ? bits + 1 : bits - 1);
}

struct Half {
  uint16_t bits;

  Half() = default;
  explicit Half(float number) : bits(round(number)) {}
  explicit Half(double number) : bits(round(toOddFloat(number))) {}

  explicit operator float() const {
    uint32_t sign = uint32_t(bits & 0x8000) << 16, magnitude = bits & 0x7FFF;
    if (magnitude >= 0x7C00)
      return floatOf(sign | 0x7F800000 | (magnitude & 0x3FF) << 13);
    // The exponent's bias differs by 112.  Scaling by a power of two also normalizes subnormal numbers.
    float scaled = floatOf(magnitude << 13) * floatOf(uint32_t(127 + 112) << 23);
    return floatOf(sign | bitsOf(scaled));
  }

private:
  static uint16_t round(float number) {
    uint32_t word = bitsOf(number);
    uint16_t sign = uint16_t(word >> 16 & 0x8000);
    uint32_t magnitude = word & 0x7FFFFFFF;
    if (magnitude > 0x7F800000)
      return sign | 0x7E00;
    if (magnitude >= 0x477FF000) // 65520, from where on numbers round to infinity
      return sign | 0x7C00;
    if (magnitude < 0x38800000) // 2^-14: the sum has no bits below 2^-24
      return uint16_t(sign | (bitsOf(floatOf(magnitude) + 0.5f) - 0x3F000000));
    uint32_t odd = magnitude >> 13 & 1;
    return uint16_t(sign | ((magnitude + 0xFFF + odd - (112u << 23)) >> 13));
  }
};

struct BFloat {
  uint16_t bits;

  BFloat() = default;
  explicit BFloat(float number) : bits(round(number)) {}
  explicit BFloat(double number) : bits(round(toOddFloat(number))) {}

  explicit operator float() const { return floatOf(uint32_t(bits) << 16); }

private:
  static uint16_t round(float number) {
    uint32_t word = bitsOf(number);
    if (number != number)
      return uint16_t(word >> 16 | 0x40);
    return uint16_t((word + 0x7FFF + (word >> 16 & 1)) >> 16);
  }
};

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// Calls `use` with a null pointer to the C++ type of the elements.
template <typename Use> auto withElements(DType dtype, Use use) {
  switch (dtype) {
  case DType::F64:
    return use(static_cast<double *>(nullptr));
  case DType::F32:
    return use(static_cast<float *>(nullptr));
  case DType::BF16:
    return use(static_cast<BFloat *>(nullptr));
  case DType::F16:
    return use(static_cast<Half *>(nullptr));
  case DType::I64:
    return use(static_cast<int64_t *>(nullptr));
  case DType::I32:
    return use(static_cast<int32_t *>(nullptr));
  case DType::I8:
    return use(static_cast<int8_t *>(nullptr));
  case DType::Boolean:
    return use(static_cast<bool *>(nullptr));
  case DType::Complex64:
    return use(static_cast<std::complex<float> *>(nullptr));
  case DType::Complex128:
    return use(static_cast<std::complex<double> *>(nullptr));
  }
  __builtin_unreachable();
}

template <typename Pointer> using ElementOf = std::remove_pointer_t<Pointer>;

template <typename T> struct IsComplexType : std::false_type {};
template <typename T> struct IsComplexType<std::complex<T>> : std::true_type {};
template <typename T> constexpr bool IsComplex = IsComplexType<T>::value;
template <typename T> constexpr bool IsShortFloat = std::is_same_v<T, Half> || std::is_same_v<T, BFloat>;
template <typename T> constexpr bool IsBoolean = std::is_same_v<T, bool>;
template <typename T> constexpr bool IsInteger = std::is_integral_v<T> && !IsBoolean<T>;
template <typename T> constexpr bool IsFloat = std::is_floating_point_v<T> || IsShortFloat<T>;

/// What elements of a type are computed with.
template <typename T> using Computed = std::conditional_t<IsShortFloat<T>, float, T>;

template <typename T> Computed<T> load(T element) {
  if constexpr (IsShortFloat<T>)
    return float(element);
  else
    return element;
}

//===----------------------------------------------------------------------===//
// Conversion
//===----------------------------------------------------------------------===//

/// The nearest integer that the type has, without the fraction; 0 for NaN.
template <typename Integer, typename Real> Integer saturate(Real number) {
  constexpr Integer least = std::numeric_limits<Integer>::min(), most = std::numeric_limits<Integer>::max();
  if (!(number == number))
    return 0;
  // The least is a power of two, so that it is a number of any float type.
  if (number < Real(least))
    return least;
  if (number >= -Real(least))
    return most;
  return Integer(number);
}

/// An element as another type has it, by the rules of `cast`.
template <typename To, typename From> To convertElement(From element) {
  if constexpr (std::is_same_v<To, From>)
    return element;
  else if constexpr (IsShortFloat<From>)
    return convertElement<To>(float(element));
  else if constexpr (IsBoolean<To>)
    return element != From(0);
  else if constexpr (IsComplex<To> && IsComplex<From>)
    return To(typename To::value_type(element.real()), typename To::value_type(element.imag()));
  else if constexpr (IsComplex<To>)
    return To(typename To::value_type(element), 0);
  else if constexpr (IsComplex<From>)
    return convertElement<To>(element.real());
  else if constexpr (IsShortFloat<To> && std::is_integral_v<From>)
    return To(double(element));
  else if constexpr (IsInteger<To> && std::is_floating_point_v<From>)
    return saturate<To>(element);
  else
    return To(element);
}

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_ELEMENTS_H
