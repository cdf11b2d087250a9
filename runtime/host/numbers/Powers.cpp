//===- Powers.cpp - expt ---------------------------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/numbers/Integers.h"
#include "runtime/host/tensors/Elementwise.h"

#include <cmath>

using namespace eshkol;

constexpr Word One = fromFixnum(1);

static Word exactRealPower(Word base, Word exponent) {
  return makeReducedRatio(integerPower("expt", numeratorOf(base), exponent),
                          integerPower("expt", denominatorOf(base), exponent));
}

/// By repeated squaring, for complex bases.
static Word complexPower(Word base, int64_t exponent) {
  Word result = One;
  for (; exponent != 0; exponent >>= 1) {
    if (exponent & 1)
      result = multiply(result, base);
    if (exponent > 1)
      base = multiply(base, base);
  }
  return result;
}

/// The exponent may be beyond the integers that doubles hold, so the sign does not come from `pow`.
static Word flonumPower(double base, Word exponent) {
  double magnitude = std::pow(std::fabs(base), toDoubleAny(exponent));
  return fromDouble(std::signbit(base) && integerIsOdd(exponent) ? -magnitude : magnitude);
}

/// base^exponent = e^(exponent · log base)
static Word powerByLogarithm(Word base, Word exponent) {
  Word product = multiply(exponent, naturalLogarithm(base));
  if (!isCompnum(product))
    return fromDouble(std::exp(toDoubleAny(product)));
  return fromComplex(std::exp(toComplex(product)));
}

static Word powerOfInteger(Word base, Word exponent) {
  if (isFlonum(base))
    return flonumPower(toDouble(base), exponent);
  bool exact = isExact(base);
  if (integerSign(exponent) < 0) {
    if (base == fromFixnum(0))
      divisionByZero("expt");
    if (exact || (isFixnum(exponent) && toFixnum(exponent) >= -1024))
      return divide(One, powerOfInteger(base, integerNegate(exponent)));
    return powerByLogarithm(base, exponent);
  }
  if (!isCompnum(base))
    return exactRealPower(base, exponent);
  // Large powers of inexact numbers are better computed by logarithms; those of exact ones would
  // not fit memory, but for the units: the powers of i repeat.
  if (!exact)
    return isFixnum(exponent) && toFixnum(exponent) <= 1024 ? complexPower(base, toFixnum(exponent))
                                                            : powerByLogarithm(base, exponent);
  if (realPart(base) == fromFixnum(0))
    return multiply(
        exactRealPower(imaginaryPart(base), exponent),
        complexPower(makeRectangular(fromFixnum(0), One), toFixnum(integerModulo(exponent, fromFixnum(4)))));
  if (!isFixnum(exponent) || toFixnum(exponent) > MaxIntegerBits)
    tooLarge("expt");
  return complexPower(base, toFixnum(exponent));
}

/// The power p/q of a positive exact number if it is exact; otherwise #f.
static Word exactRootPower(Word base, Word exponent) {
  Word degree = denominatorOf(exponent);
  Word parts[] = {numeratorOf(base), denominatorOf(base)};
  for (Word &part : parts) {
    // The root of an integer greater than one is two at least.
    if (part != One && (!isFixnum(degree) || toFixnum(degree) > integerBits(part)))
      return False;
    if (part == One)
      continue;
    Integer root;
    if (!mpz_root(root, IntegerView(part), toFixnum(degree)))
      return False;
    part = fromMpz(root);
  }
  return powerOfInteger(makeRatio(parts[0], parts[1]), numeratorOf(exponent));
}

/// 0^z is 0 if the real part of z is positive, and 1 if z is 0.0.
static Word powerOfZero(Word base, Word exponent) {
  Word real = realPart(exponent);
  if (isFlonum(real) && std::isnan(toDouble(real)))
    return real;
  if (numbersEqual(exponent, fromFixnum(0)))
    return fromDouble(1);
  if (compareReals(real, fromFixnum(0)) <= 0)
    divisionByZero("expt");
  return base;
}

ESHKOL_PRIMITIVE(eshkol_expt, "expt", 2, 2)(Word base, Word exponent) {
  if (!isNumber(base) || !isNumber(exponent))
    return combineElements(Arithmetic::Power, "expt", base, exponent);
  if (isExactInteger(exponent))
    return powerOfInteger(base, exponent);
  bool real = !isCompnum(base) && !isCompnum(exponent);
  if (base == fromFixnum(0) || (!real && numbersEqual(base, fromFixnum(0))))
    return powerOfZero(base, exponent);
  if (!real)
    return powerByLogarithm(base, exponent);

  if (!isFlonum(exponent) && !isFlonum(base) && exactSign(base) > 0) {
    Word root = exactRootPower(base, exponent);
    if (root != False)
      return root;
  }
  if (denominatorOf(exponent) == fromFixnum(2) && numeratorOf(exponent) == One)
    return squareRoot(base);
  double x = toDoubleAny(base), y = toDoubleAny(exponent);
  // Exact bases may be beyond the doubles.
  if (!isFlonum(base) && (x == 0 || std::isinf(x)))
    return powerByLogarithm(base, exponent);
  if (x >= 0 || std::isnan(x) || std::isnan(y) || std::isinf(y) || std::trunc(y) == y)
    return fromDouble(std::pow(x, y));
  return powerByLogarithm(base, exponent);
}
