//===- Conversion.cpp - between exact and inexact numbers ------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/numbers/Integers.h"

#include <cmath>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// To doubles, rounded to the nearest, ties to even
//===----------------------------------------------------------------------===//

/// The nearest double of mantissa · 2^exponent.  The highest bit of the mantissa is set; `inexact` says that
/// the true value is a little greater.
static double roundScaled(uint64_t mantissa, int64_t exponent, bool inexact) {
  // The value is in [2^top, 2^(top + 1)).  Below the exponent of the smallest normal number there are fewer
  // bits; rounding must happen only once, to the bits that will be there.
  int64_t top = exponent + 63;
  if (top > 1023)
    return INFINITY;
  int64_t precision = top >= -1022 ? 53 : 53 + top + 1022;
  if (precision < 0)
    return 0;
  int drop = 64 - int(precision);
  uint64_t kept = drop == 64 ? 0 : mantissa >> drop;
  uint64_t rest = drop == 64 ? mantissa : mantissa & ((uint64_t(1) << drop) - 1);
  uint64_t half = uint64_t(1) << (drop - 1);
  if (rest > half || (rest == half && (inexact || (kept & 1))))
    ++kept;
  return std::ldexp(double(kept), int(exponent) + drop);
}

double eshkol::scaledToDouble(Word numerator, int64_t shift, bool inexact) {
  IntegerView view(numerator);
  mp_size_t count = view.count();
  if (count == 0)
    return 0;
  // The highest 64 bits, from the two highest limbs.
  uint64_t high = view.limbs()[count - 1], low = count > 1 ? view.limbs()[count - 2] : 0;
  int zeros = __builtin_clzll(high);
  uint64_t mantissa = zeros ? (high << zeros) | (low >> (64 - zeros)) : high;
  inexact |= zeros ? (low << zeros) != 0 : low != 0;
  for (mp_size_t i = 0; i + 2 < count && !inexact; ++i)
    inexact = view.limbs()[i] != 0;
  double magnitude = roundScaled(mantissa, (int64_t(count) - 1) * 64 - zeros - shift, inexact);
  return view.isNegative() ? -magnitude : magnitude;
}

static double ratioToDouble(Word numerator, Word denominator) {
  // Doubles hold these integers exactly, and division rounds once.
  if (integerBits(numerator) <= 53 && integerBits(denominator) <= 53)
    return double(toFixnum(numerator)) / double(toFixnum(denominator));
  // Shift one of them so that the quotient has 64 bits or more.
  int64_t shift = 65 + integerBits(denominator) - integerBits(numerator);
  Word quotient, remainder;
  {
    Integer n(integerAbsolute(numerator)), d(denominator), r;
    if (shift >= 0)
      mpz_mul_2exp(n, n, shift);
    else
      mpz_mul_2exp(d, d, -shift);
    mpz_tdiv_qr(n, r, n, d);
    quotient = fromMpz(n);
    remainder = fromMpz(r);
  }
  double magnitude = scaledToDouble(quotient, shift, remainder != fromFixnum(0));
  return integerSign(numerator) < 0 ? -magnitude : magnitude;
}

double eshkol::toDoubleAny(Word real) {
  switch (kindOf(real)) {
  case Kind::Fixnum:
    return double(toFixnum(real));
  case Kind::Bignum:
    return scaledToDouble(real, 0, false);
  case Kind::Ratnum:
    return ratioToDouble(numeratorOf(real), denominatorOf(real));
  default:
    return toDouble(real);
  }
}

extern "C" double eshkol_float64_slow(Word number) { return toDoubleAny(number); }

Word eshkol::toInexact(Word number) {
  if (isInexact(number))
    return number;
  if (isCompnum(number))
    return fromComplex(toComplex(number));
  return fromDouble(toDoubleAny(number));
}

//===----------------------------------------------------------------------===//
// To exact numbers
//===----------------------------------------------------------------------===//

Word eshkol::doubleToExact(double number) {
  constexpr auto limit = double(int64_t(1) << 61);
  static_assert(-limit == double(MinFixnum), "where fixnums end");
  if (number >= -limit && number < limit && double(int64_t(number)) == number)
    return fromFixnum(int64_t(number));
  int exponent;
  // number = mantissa · 2^(exponent - 53), where the mantissa is an integer.
  int64_t mantissa = int64_t(std::ldexp(std::frexp(number, &exponent), 53));
  if (mantissa == 0)
    return fromFixnum(0);
  int zeros = __builtin_ctzll(mantissa);
  mantissa >>= zeros;
  exponent += zeros - 53;
  if (exponent >= 0)
    return integerShift("exact", fromFixnum(mantissa), exponent);
  // The mantissa is odd: this is in lowest terms.
  return makeReducedRatio(fromFixnum(mantissa), integerShift("exact", fromFixnum(1), -exponent));
}

Word eshkol::toExact(Word number) {
  if (isExact(number))
    return number;
  if (isCompnum(number)) {
    Word real = toExact(realPart(number)), imaginary = toExact(imaginaryPart(number));
    return real == False || imaginary == False ? False : makeRectangular(real, imaginary);
  }
  double value = toDouble(number);
  return std::isfinite(value) ? doubleToExact(value) : False;
}

static Word exactValue(const char *procedure, Word number) {
  checkNumber(procedure, 1, number);
  Word exact = toExact(number);
  if (exact == False)
    wrongType(procedure, 1, "a finite number", number);
  return exact;
}

ESHKOL_PRIMITIVE(eshkol_exact, "exact", 1, 1)(Word number) { return exactValue("exact", number); }
ESHKOL_PRIMITIVE(eshkol_inexact_to_exact, "inexact->exact", 1, 1)(Word number) {
  return exactValue("inexact->exact", number);
}

ESHKOL_PRIMITIVE(eshkol_inexact, "inexact", 1, 1)(Word number) {
  checkNumber("inexact", 1, number);
  return toInexact(number);
}
ESHKOL_PRIMITIVE(eshkol_exact_to_inexact, "exact->inexact", 1, 1)(Word number) {
  checkNumber("exact->inexact", 1, number);
  return toInexact(number);
}
