//===- NumberWriter.cpp - number->string -----------------------------------===//
//
// Flonums are written with the fewest digits that read back as the same number, by std::to_chars for radix
// 10 and for others by the free-format algorithm of Burger and Dybvig ("Printing Floating-Point Numbers
// Quickly and Accurately", 1996).
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/numbers/Integers.h"

#include <charconv>
#include <cmath>
#include <cstdio>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Digits of a flonum
//===----------------------------------------------------------------------===//

namespace {
/// The number 0.ddd · radix^point.  Base two has the most digits.
struct Digits {
  char text[64];
  int count = 0;
  int point = 0;
};
} // namespace

static Digits decimalDigits(double magnitude) {
  char buffer[32];
  std::to_chars_result result =
      std::to_chars(buffer, buffer + sizeof buffer, magnitude, std::chars_format::scientific);
  Digits digits;
  const char *p = buffer;
  for (; *p != 'e'; ++p)
    if (*p != '.')
      digits.text[digits.count++] = *p;
  p += p[1] == '+' ? 2 : 1;
  int exponent = 0;
  std::from_chars(p, result.ptr, exponent);
  digits.point = exponent + 1;
  return digits;
}

/// The number is r/s, and numbers between (r - below)/s and (r + above)/s read back as it; the ends of this
/// interval do if its mantissa is even.
static Digits shortestDigits(double magnitude, int radix) {
  int exponent;
  int64_t mantissa = int64_t(std::ldexp(std::frexp(magnitude, &exponent), 53));
  exponent -= 53;
  while (exponent < -1074) {
    mantissa >>= 1; // Subnormal: these bits are zero.
    ++exponent;
  }
  bool even = !(mantissa & 1);
  // The number below a power of two is only half as far as the one above.
  bool narrow = mantissa == int64_t(1) << 52 && exponent > -1074;
  Integer r, s, above, below, high;
  mpz_set_si(r, mantissa);
  mpz_mul_2exp(r, r, (exponent > 0 ? exponent : 0) + 1 + narrow);
  mpz_set_ui(s, 1);
  mpz_mul_2exp(s, s, (exponent < 0 ? -exponent : 0) + 1 + narrow);
  mpz_set_ui(below, 1);
  mpz_mul_2exp(below, below, exponent > 0 ? exponent : 0);
  mpz_mul_2exp(above, below, narrow);

  // Scale so that r/s is in [1/radix, 1).
  Digits digits;
  digits.point = int(std::ceil(std::log2(magnitude) / std::log2(radix) - 1e-10));
  mpz_ui_pow_ui(high, radix, std::abs(digits.point));
  if (digits.point >= 0)
    mpz_mul(s, s, high);
  else
    for (Integer *part : {&r, &above, &below})
      mpz_mul(*part, *part, high);
  mpz_add(high, r, above);
  if (mpz_cmp(high, s) >= !even) {
    ++digits.point;
    mpz_mul_ui(s, s, radix);
  }

  while (true) {
    for (Integer *part : {&r, &above, &below})
      mpz_mul_ui(*part, *part, radix);
    mpz_tdiv_qr(high, r, r, s);
    int digit = int(mpz_get_si(high));
    mpz_add(high, r, above);
    bool lowEnough = mpz_cmp(r, below)<even, highEnough = mpz_cmp(high, s)> - int(even);
    if (lowEnough || highEnough) {
      mpz_mul_2exp(r, r, 1);
      bool up = highEnough && (!lowEnough || mpz_cmp(r, s) >= 0);
      digits.text[digits.count++] = "0123456789abcdef"[digit + up];
      return digits;
    }
    digits.text[digits.count++] = "0123456789abcdef"[digit];
  }
}

//===----------------------------------------------------------------------===//
// Parts of a number
//===----------------------------------------------------------------------===//

static std::string_view copyText(const char *text, size_t length) {
  char *copy = static_cast<char *>(allocateData(length + 1));
  std::memcpy(copy, text, length);
  copy[length] = 0;
  return {copy, length};
}

static std::string_view zeros(int count) {
  char *text = static_cast<char *>(allocateData(count + 1));
  std::memset(text, '0', count);
  text[count] = 0;
  return {text, size_t(count)};
}

/// Decimal exponents are used from 1e21 up and below 1e-3; there is no notation for other radices.  A number
/// with an exponent has a decimal point, too: R7RS 6.2.7 says so of all inexact results in radix 10.
static std::string_view layOut(const Digits &digits, bool negative, int radix) {
  std::string_view sign = negative ? "-" : "", all(digits.text, digits.count);
  int point = digits.point;
  if (radix == 10 && (point > 21 || point < -2)) {
    char exponent[16];
    int length = std::snprintf(exponent, sizeof exponent, "e%d", point - 1);
    return concatenate({sign, all.substr(0, 1), ".", digits.count > 1 ? all.substr(1) : "0",
                        std::string_view(exponent, length)});
  }
  if (point <= 0)
    return concatenate({sign, "0.", zeros(-point), all});
  if (point >= digits.count)
    return concatenate({sign, all, zeros(point - digits.count), ".0"});
  return concatenate({sign, all.substr(0, point), ".", all.substr(point)});
}

static std::string_view flonumText(double number, int radix) {
  if (std::isnan(number))
    return "+nan.0";
  bool negative = std::signbit(number);
  if (std::isinf(number))
    return negative ? "-inf.0" : "+inf.0";
  if (number == 0)
    return negative ? "-0.0" : "0.0";
  double magnitude = std::fabs(number);
  return layOut(radix == 10 ? decimalDigits(magnitude) : shortestDigits(magnitude, radix), negative, radix);
}

static std::string_view integerText(Word integer, int radix) {
  if (isFixnum(integer)) {
    char buffer[72];
    std::to_chars_result result = std::to_chars(buffer, buffer + sizeof buffer, toFixnum(integer), radix);
    return copyText(buffer, result.ptr - buffer);
  }
  IntegerView view(integer);
  char *text = static_cast<char *>(allocateData(mpz_sizeinbase(view, radix) + 2));
  mpz_get_str(text, radix, view);
  return {text, std::strlen(text)};
}

static std::string_view realText(Word real, int radix) {
  if (isFlonum(real))
    return flonumText(toDouble(real), radix);
  if (isExactInteger(real))
    return integerText(real, radix);
  return concatenate({integerText(numeratorOf(real), radix), "/", integerText(denominatorOf(real), radix)});
}

std::string_view eshkol::numberToText(Word number, int radix) {
  if (!isCompnum(number))
    return realText(number, radix);
  Word real = realPart(number), imaginary = imaginaryPart(number);
  std::string_view first = real == fromFixnum(0) ? "" : realText(real, radix);
  if (imaginary == fromFixnum(1))
    return concatenate({first, "+i"});
  if (imaginary == fromFixnum(-1))
    return concatenate({first, "-i"});
  std::string_view second = realText(imaginary, radix);
  bool hasSign = second[0] == '+' || second[0] == '-';
  return concatenate({first, hasSign ? "" : "+", second, "i"});
}

ESHKOL_PRIMITIVE(eshkol_number_to_string, "number->string", 1, 2)(Word number, Word radix) {
  checkNumber("number->string", 1, number);
  if (radix == Absent)
    return makeString(numberToText(number));
  checkExactInteger("number->string", 2, radix);
  if (!isFixnum(radix) || toFixnum(radix) < 2 || toFixnum(radix) > 16)
    outOfRange("number->string", 2, 2, 16, radix);
  return makeString(numberToText(number, int(toFixnum(radix))));
}
