//===- Division.cpp - integer division and rounding ------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/numbers/Integers.h"
#include "runtime/host/tensors/Elementwise.h"

#include <cmath>

using namespace eshkol;

ESHKOL_PRIMITIVE(eshkol_quotient, "quotient", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_remainder, "remainder", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_modulo, "modulo", 2, 2)(Word a, Word b);

//===----------------------------------------------------------------------===//
// Quotients and remainders
//===----------------------------------------------------------------------===//

/// The value of an integer, which may be a flonum, as an exact one.
static Word exactInteger(Word integer) {
  return isFlonum(integer) ? doubleToExact(toDouble(integer)) : integer;
}

/// Applies an operation on exact integers to any two integers.  Doubles are divided exactly, too: quotients
/// like 2^60 / 3 would be rounded twice otherwise.
static Word divideIntegers(const char *procedure, Word a, Word b, Word (*operation)(Word, Word)) {
  checkInteger(procedure, 1, a);
  checkInteger(procedure, 2, b);
  Word divisor = exactInteger(b);
  if (divisor == fromFixnum(0))
    divisionByZero(procedure);
  Word result = operation(exactInteger(a), divisor);
  return isFlonum(a) || isFlonum(b) ? toInexact(result) : result;
}

extern "C" Word eshkol_quotient_slow(Word a, Word b) {
  return divideIntegers("quotient", a, b, integerQuotient);
}
extern "C" Word eshkol_remainder_slow(Word a, Word b) {
  return divideIntegers("remainder", a, b, integerRemainder);
}
extern "C" Word eshkol_modulo_slow(Word a, Word b) { return divideIntegers("modulo", a, b, integerModulo); }

ESHKOL_PRIMITIVE(eshkol_truncate_quotient, "truncate-quotient", 2, 2)(Word a, Word b);
extern "C" Word eshkol_truncate_quotient_slow(Word a, Word b) {
  return divideIntegers("truncate-quotient", a, b, integerQuotient);
}
ESHKOL_PRIMITIVE(eshkol_truncate_remainder, "truncate-remainder", 2, 2)(Word a, Word b);
extern "C" Word eshkol_truncate_remainder_slow(Word a, Word b) {
  return divideIntegers("truncate-remainder", a, b, integerRemainder);
}
ESHKOL_PRIMITIVE(eshkol_floor_quotient, "floor-quotient", 2, 2)(Word a, Word b);
extern "C" Word eshkol_floor_quotient_slow(Word a, Word b) {
  return divideIntegers("floor-quotient", a, b, integerFloorQuotient);
}
ESHKOL_PRIMITIVE(eshkol_floor_remainder, "floor-remainder", 2, 2)(Word a, Word b);
extern "C" Word eshkol_floor_remainder_slow(Word a, Word b) {
  return divideIntegers("floor-remainder", a, b, integerModulo);
}

static Word twoValues(Word first, Word second) {
  Values *values = make<Values>(Type::Values, 2 * sizeof(Word));
  values->count = 2;
  values->values[0] = first;
  values->values[1] = second;
  return wordOf(values);
}

ESHKOL_PRIMITIVE(eshkol_floor_and_remainder, "floor/", 2, 2)(Word a, Word b);
extern "C" Word eshkol_floor_and_remainder_slow(Word a, Word b) {
  Word quotient = divideIntegers("floor/", a, b, integerFloorQuotient);
  return twoValues(quotient, divideIntegers("floor/", a, b, integerModulo));
}
ESHKOL_PRIMITIVE(eshkol_truncate_and_remainder, "truncate/", 2, 2)(Word a, Word b);
extern "C" Word eshkol_truncate_and_remainder_slow(Word a, Word b) {
  Word quotient = divideIntegers("truncate/", a, b, integerQuotient);
  return twoValues(quotient, divideIntegers("truncate/", a, b, integerRemainder));
}

ESHKOL_PRIMITIVE(eshkol_exact_integer_sqrt, "exact-integer-sqrt", 1, 1)(Word integer) {
  if (!isExactInteger(integer) || integerSign(integer) < 0)
    wrongType("exact-integer-sqrt", 1, "a non-negative exact integer", integer);
  Integer root, rest;
  mpz_sqrtrem(root, rest, IntegerView(integer));
  Word rootWord = fromMpz(root);
  return twoValues(rootWord, fromMpz(rest));
}

//===----------------------------------------------------------------------===//
// Divisors
//===----------------------------------------------------------------------===//

static Word divisorOrMultiple(const char *procedure, Word a, Word b, Word (*operation)(Word, Word)) {
  checkInteger(procedure, 1, a);
  checkInteger(procedure, 2, b);
  Word result = operation(exactInteger(a), exactInteger(b));
  return isFlonum(a) || isFlonum(b) ? toInexact(result) : result;
}

static Word leastMultiple(Word a, Word b) {
  if (integerSign(a) == 0 || integerSign(b) == 0)
    return fromFixnum(0);
  return integerAbsolute(integerMultiply(integerExactQuotient(a, integerGcd(a, b)), b));
}

ESHKOL_PRIMITIVE(eshkol_gcd, "%gcd", 2, 2)(Word a, Word b) {
  return divisorOrMultiple("gcd", a, b, integerGcd);
}
ESHKOL_PRIMITIVE(eshkol_lcm, "%lcm", 2, 2)(Word a, Word b) {
  return divisorOrMultiple("lcm", a, b, leastMultiple);
}

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

static Word floorOf(Word ratio) { return integerFloorQuotient(numeratorOf(ratio), denominatorOf(ratio)); }
static Word ceilingOf(Word ratio) { return integerAdd(floorOf(ratio), fromFixnum(1)); }
static Word truncateOf(Word ratio) { return integerQuotient(numeratorOf(ratio), denominatorOf(ratio)); }

/// The nearest integer; the even one of two.
static Word nearestOf(Word ratio) {
  Word below = floorOf(ratio);
  int order = exactCompare(exactSubtract(ratio, below), makeRatio(fromFixnum(1), fromFixnum(2)));
  bool up = order > 0 || (order == 0 && integerIsOdd(below));
  return up ? integerAdd(below, fromFixnum(1)) : below;
}

static Word roundReal(const char *procedure, Word real, double (*ofDouble)(double), Word (*ofRatio)(Word)) {
  if (!isNumber(real))
    return mapFunction(procedure, real);
  switch (checkReal(procedure, 1, real)) {
  case Kind::Flonum:
    return fromDouble(ofDouble(toDouble(real)));
  case Kind::Ratnum:
    return ofRatio(real);
  default:
    return real;
  }
}

ESHKOL_PRIMITIVE(eshkol_floor, "floor", 1, 1)(Word real) {
  return roundReal("floor", real, std::floor, floorOf);
}
ESHKOL_PRIMITIVE(eshkol_ceiling, "ceiling", 1, 1)(Word real) {
  return roundReal("ceiling", real, std::ceil, ceilingOf);
}
ESHKOL_PRIMITIVE(eshkol_truncate, "truncate", 1, 1)(Word real) {
  return roundReal("truncate", real, std::trunc, truncateOf);
}
/// `rint` rounds ties to even in the default mode, which the runtime does not change.
ESHKOL_PRIMITIVE(eshkol_round, "round", 1, 1)(Word real) {
  return roundReal("round", real, std::rint, nearestOf);
}
