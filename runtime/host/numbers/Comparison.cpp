//===- Comparison.cpp - order, equality and hashes of numbers --------------===//
//
// The hot cases of the primitives are in runtime/host/inline/Arithmetic.cpp.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/numbers/Integers.h"
#include "runtime/host/tensors/Elementwise.h"

#include <cmath>

using namespace eshkol;

ESHKOL_PRIMITIVE(eshkol_number_equal, "%=", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_less, "%<", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_greater, "%>", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_less_equal, "%<=", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_greater_equal, "%>=", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_zero_p, "zero?", 1, 1)(Word number);
ESHKOL_PRIMITIVE(eshkol_positive_p, "positive?", 1, 1)(Word number);
ESHKOL_PRIMITIVE(eshkol_negative_p, "negative?", 1, 1)(Word number);
ESHKOL_PRIMITIVE(eshkol_even_p, "even?", 1, 1)(Word integer);
ESHKOL_PRIMITIVE(eshkol_odd_p, "odd?", 1, 1)(Word integer);

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

static int compareDoubles(double a, double b) { return a < b ? -1 : a > b; }

/// The order of an exact number and a double that is not a NaN, by their exact values: rounding the exact
/// one would make = and < intransitive.
static int compareExactWithDouble(Word exact, double number) {
  if (std::isinf(number))
    return number > 0 ? -1 : 1;
  double rounded = toDoubleAny(exact);
  return rounded != number ? compareDoubles(rounded, number) : exactCompare(exact, doubleToExact(number));
}

int eshkol::compareReals(Word a, Word b) {
  if (isFlonum(a))
    return isFlonum(b) ? compareDoubles(toDouble(a), toDouble(b)) : -compareExactWithDouble(b, toDouble(a));
  return isFlonum(b) ? compareExactWithDouble(a, toDouble(b)) : exactCompare(a, b);
}

static bool isNan(Word real) { return isFlonum(real) && std::isnan(toDouble(real)); }

/// Whether there is an order between two real numbers: neither is a NaN.
static bool checkOrdered(const char *procedure, Word a, Word b) {
  checkReal(procedure, 1, a);
  checkReal(procedure, 2, b);
  return !isNan(a) && !isNan(b);
}

extern "C" Word eshkol_less_slow(Word a, Word b) {
  if (!isNumber(a) || !isNumber(b))
    return compareElements(Predicate::Less, "<", a, b);
  return fromBool(checkOrdered("<", a, b) && compareReals(a, b) < 0);
}
extern "C" Word eshkol_greater_slow(Word a, Word b) {
  if (!isNumber(a) || !isNumber(b))
    return compareElements(Predicate::Greater, ">", a, b);
  return fromBool(checkOrdered(">", a, b) && compareReals(a, b) > 0);
}
extern "C" Word eshkol_less_equal_slow(Word a, Word b) {
  if (!isNumber(a) || !isNumber(b))
    return compareElements(Predicate::LessEqual, "<=", a, b);
  return fromBool(checkOrdered("<=", a, b) && compareReals(a, b) <= 0);
}
extern "C" Word eshkol_greater_equal_slow(Word a, Word b) {
  if (!isNumber(a) || !isNumber(b))
    return compareElements(Predicate::GreaterEqual, ">=", a, b);
  return fromBool(checkOrdered(">=", a, b) && compareReals(a, b) >= 0);
}

/// The greater (direction 1) or lesser (-1) number; inexact if one of them is.
static Word extremum(const char *procedure, Word a, Word b, int direction) {
  if (!isNumber(a) || !isNumber(b))
    return combineElements(direction > 0 ? Arithmetic::Maximum : Arithmetic::Minimum, procedure, a, b);
  bool ordered = checkOrdered(procedure, a, b);
  if (!ordered)
    return isNan(a) ? a : b;
  Word result = compareReals(a, b) * direction >= 0 ? a : b;
  return isFlonum(a) || isFlonum(b) ? toInexact(result) : result;
}

ESHKOL_PRIMITIVE(eshkol_max, "%max", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_min, "%min", 2, 2)(Word a, Word b);
extern "C" Word eshkol_max_slow(Word a, Word b) { return extremum("max", a, b, 1); }
extern "C" Word eshkol_min_slow(Word a, Word b) { return extremum("min", a, b, -1); }

//===----------------------------------------------------------------------===//
// Equality
//===----------------------------------------------------------------------===//

static bool realsEqual(Word a, Word b) { return !isNan(a) && !isNan(b) && compareReals(a, b) == 0; }

bool eshkol::numbersEqual(Word a, Word b) {
  return realsEqual(realPart(a), realPart(b)) && realsEqual(imaginaryPart(a), imaginaryPart(b));
}

extern "C" Word eshkol_number_equal_slow(Word a, Word b) {
  if (!isNumber(a) || !isNumber(b))
    return compareElements(Predicate::Equal, "=", a, b);
  return fromBool(numbersEqual(a, b));
}

/// The bits of a double, one pattern for all NaNs.
static uint64_t bitsOf(double number) {
  uint64_t bits;
  if (std::isnan(number))
    number = NAN;
  std::memcpy(&bits, &number, sizeof bits);
  return bits;
}

bool eshkol::numbersEqv(Word a, Word b) {
  if (a == b)
    return true;
  Kind kind = kindOf(a);
  if (kind != kindOf(b))
    return false;
  switch (kind) {
  case Kind::Flonum:
    return bitsOf(toDouble(a)) == bitsOf(toDouble(b));
  case Kind::Bignum:
    return integerCompare(a, b) == 0;
  case Kind::Ratnum:
    return exactCompare(a, b) == 0;
  case Kind::Compnum:
    return numbersEqv(realPart(a), realPart(b)) && numbersEqv(imaginaryPart(a), imaginaryPart(b));
  default:
    return false;
  }
}

/// Mixes one more word into a hash, as the finalizer of MurmurHash3 does.
static uint64_t mix(uint64_t hash, uint64_t word) {
  hash ^= word + 0x9E3779B97F4A7C15;
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
  return hash ^ (hash >> 33);
}

uint64_t eshkol::hashNumber(Word number) {
  switch (kindOf(number)) {
  case Kind::Flonum:
    return mix(1, bitsOf(toDouble(number)));
  case Kind::Bignum: {
    IntegerView view(number);
    uint64_t hash = 2 + view.isNegative();
    for (mp_size_t i = 0; i < view.count(); ++i)
      hash = mix(hash, view.limbs()[i]);
    return hash;
  }
  case Kind::Ratnum:
    return mix(hashNumber(numeratorOf(number)), hashNumber(denominatorOf(number)));
  case Kind::Compnum:
    return mix(hashNumber(realPart(number)), hashNumber(imaginaryPart(number)));
  default:
    return mix(0, number);
  }
}

//===----------------------------------------------------------------------===//
// Tests of one number
//===----------------------------------------------------------------------===//

extern "C" Word eshkol_zero_p_slow(Word number) {
  checkNumber("zero?", 1, number);
  return fromBool(numbersEqual(number, fromFixnum(0)));
}

extern "C" Word eshkol_positive_p_slow(Word number) {
  if (checkReal("positive?", 1, number) == Kind::Flonum)
    return fromBool(toDouble(number) > 0);
  return fromBool(exactSign(number) > 0);
}

extern "C" Word eshkol_negative_p_slow(Word number) {
  if (checkReal("negative?", 1, number) == Kind::Flonum)
    return fromBool(toDouble(number) < 0);
  return fromBool(exactSign(number) < 0);
}

static bool isOdd(const char *procedure, Word integer) {
  checkInteger(procedure, 1, integer);
  if (isFlonum(integer))
    return std::fmod(toDouble(integer), 2) != 0;
  return integerIsOdd(integer);
}

extern "C" Word eshkol_even_p_slow(Word integer) { return fromBool(!isOdd("even?", integer)); }
extern "C" Word eshkol_odd_p_slow(Word integer) { return fromBool(isOdd("odd?", integer)); }
