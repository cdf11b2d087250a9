//===- Ratios.cpp - exact rational numbers ---------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/numbers/Integers.h"

#include <cmath>

using namespace eshkol;

constexpr Word One = fromFixnum(1);

Word eshkol::makeReducedRatio(Word numerator, Word denominator) {
  if (integerSign(denominator) < 0) {
    numerator = integerNegate(numerator);
    denominator = integerNegate(denominator);
  }
  if (denominator == One)
    return numerator;
  Ratnum *ratio = make<Ratnum>(Type::Ratnum);
  ratio->numerator = numerator;
  ratio->denominator = denominator;
  return wordOf(ratio);
}

Word eshkol::makeRatio(Word numerator, Word denominator) {
  Word divisor = integerGcd(numerator, denominator);
  return makeReducedRatio(integerExactQuotient(numerator, divisor),
                          integerExactQuotient(denominator, divisor));
}

/// a/b ± c/d = (ad ± cb) / bd
static Word sum(Word x, Word y, Word (*combine)(Word, Word)) {
  Word a = numeratorOf(x), b = denominatorOf(x), c = numeratorOf(y), d = denominatorOf(y);
  if (b == One && d == One)
    return combine(a, c);
  return makeRatio(combine(integerMultiply(a, d), integerMultiply(c, b)), integerMultiply(b, d));
}

Word eshkol::exactAdd(Word a, Word b) { return sum(a, b, integerAdd); }
Word eshkol::exactSubtract(Word a, Word b) { return sum(a, b, integerSubtract); }

/// a/b · c/d, where reducing crosswise first keeps the products small.
static Word product(Word a, Word b, Word c, Word d) {
  Word left = integerGcd(a, d), right = integerGcd(c, b);
  return makeReducedRatio(integerMultiply(integerExactQuotient(a, left), integerExactQuotient(c, right)),
                          integerMultiply(integerExactQuotient(b, right), integerExactQuotient(d, left)));
}

Word eshkol::exactMultiply(Word x, Word y) {
  Word a = numeratorOf(x), b = denominatorOf(x), c = numeratorOf(y), d = denominatorOf(y);
  return b == One && d == One ? integerMultiply(a, c) : product(a, b, c, d);
}

Word eshkol::exactDivide(Word x, Word y) {
  return product(numeratorOf(x), denominatorOf(x), denominatorOf(y), numeratorOf(y));
}

int eshkol::exactSign(Word a) { return integerSign(numeratorOf(a)); }

int eshkol::exactCompare(Word x, Word y) {
  Word a = numeratorOf(x), b = denominatorOf(x), c = numeratorOf(y), d = denominatorOf(y);
  if (b == d)
    return integerCompare(a, c);
  int sign = integerSign(a), otherSign = integerSign(c);
  if (sign != otherSign)
    return sign < otherSign ? -1 : 1;
  return integerCompare(integerMultiply(a, d), integerMultiply(c, b));
}

//===----------------------------------------------------------------------===//
// Numerators and denominators
//===----------------------------------------------------------------------===//

static Word partOfRational(const char *procedure, Word rational, Word (*part)(Word)) {
  if (!isRational(rational))
    wrongType(procedure, 1, "a rational number", rational);
  if (isFlonum(rational))
    return toInexact(part(doubleToExact(toDouble(rational))));
  return part(rational);
}

ESHKOL_PRIMITIVE(eshkol_numerator, "numerator", 1, 1)(Word rational) {
  return partOfRational("numerator", rational, numeratorOf);
}
ESHKOL_PRIMITIVE(eshkol_denominator, "denominator", 1, 1)(Word rational) {
  return partOfRational("denominator", rational, denominatorOf);
}

//===----------------------------------------------------------------------===//
// The simplest rational number in an interval
//===----------------------------------------------------------------------===//

/// Of positive rationals low < high: walks down their continued fractions while these agree, and puts the
/// smallest possible last term.  The value is p/q, of the convergents' recurrence
/// p[k+1] = term · p[k] + p[k-1], and q alike.
static Word simplestBetween(Word low, Word high) {
  Word p = One, q = fromFixnum(0), lastP = fromFixnum(0), lastQ = One;
  while (true) {
    Word floor = integerFloorQuotient(numeratorOf(low), denominatorOf(low));
    bool found = exactCompare(floor, low) == 0;
    Word term = floor;
    if (!found && exactCompare(integerAdd(floor, One), high) <= 0) {
      term = integerAdd(floor, One);
      found = true;
    }
    Word nextP = integerAdd(integerMultiply(term, p), lastP);
    Word nextQ = integerAdd(integerMultiply(term, q), lastQ);
    if (found)
      return makeRatio(nextP, nextQ);
    lastP = p, lastQ = q, p = nextP, q = nextQ;
    Word newLow = exactDivide(One, exactSubtract(high, floor));
    high = exactDivide(One, exactSubtract(low, floor));
    low = newLow;
  }
}

static Word simplestWithin(Word number, Word tolerance) {
  if (exactSign(tolerance) < 0)
    tolerance = exactSubtract(fromFixnum(0), tolerance);
  Word low = exactSubtract(number, tolerance), high = exactAdd(number, tolerance);
  if (exactSign(tolerance) == 0)
    return number;
  if (exactSign(low) > 0)
    return simplestBetween(low, high);
  if (exactSign(high) >= 0)
    return fromFixnum(0);
  Word zero = fromFixnum(0);
  return exactSubtract(zero, simplestBetween(exactSubtract(zero, high), exactSubtract(zero, low)));
}

ESHKOL_PRIMITIVE(eshkol_rationalize, "rationalize", 2, 2)(Word number, Word tolerance) {
  checkReal("rationalize", 1, number);
  checkReal("rationalize", 2, tolerance);
  if (!isFlonum(number) && !isFlonum(tolerance))
    return simplestWithin(number, tolerance);
  bool infinite = !isRational(number), everything = !isRational(tolerance);
  if (infinite || everything) {
    double x = toDoubleAny(number), y = toDoubleAny(tolerance);
    if (std::isnan(x) || std::isnan(y) || (infinite && everything))
      return fromDouble(NAN);
    return fromDouble(infinite ? x : 0.0);
  }
  auto exact = [](Word real) { return isFlonum(real) ? doubleToExact(toDouble(real)) : real; };
  return toInexact(simplestWithin(exact(number), exact(tolerance)));
}
