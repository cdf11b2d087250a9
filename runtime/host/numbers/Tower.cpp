//===- Tower.cpp - the levels of the numeric tower -------------------------===//

#include "runtime/host/numbers/Tower.h"

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"

#include <cmath>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Classification
//===----------------------------------------------------------------------===//

bool eshkol::isNumber(Word value) { return kindOf(value) != Kind::None; }

bool eshkol::isReal(Word value) {
  Kind kind = kindOf(value);
  return kind != Kind::None && kind != Kind::Compnum;
}

bool eshkol::isRational(Word value) {
  Kind kind = kindOf(value);
  return kind == Kind::Flonum ? std::isfinite(toDouble(value)) : isExactRealKind(kind);
}

bool eshkol::isInteger(Word value) {
  if (!isFlonum(value))
    return isExactInteger(value);
  double number = toDouble(value);
  return std::isfinite(number) && std::trunc(number) == number;
}

bool eshkol::isExact(Word value) {
  Kind kind = kindOf(realPart(value));
  return isExactRealKind(kind);
}

bool eshkol::isInexact(Word value) { return isFlonum(realPart(value)); }

bool eshkol::isExactInteger(Word value) { return isFixnum(value) || isA(value, Type::Bignum); }

bool eshkol::isExactRational(Word value) { return isExactRealKind(kindOf(value)); }

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

Kind eshkol::checkNumber(const char *procedure, int position, Word value) {
  Kind kind = kindOf(value);
  if (kind == Kind::None)
    wrongType(procedure, position, "a number", value);
  return kind;
}

Kind eshkol::checkReal(const char *procedure, int position, Word value) {
  Kind kind = kindOf(value);
  if (kind == Kind::None || kind == Kind::Compnum)
    wrongType(procedure, position, "a real number", value);
  return kind;
}

void eshkol::checkInteger(const char *procedure, int position, Word value) {
  if (!isInteger(value))
    wrongType(procedure, position, "an integer", value);
}

void eshkol::checkExactInteger(const char *procedure, int position, Word value) {
  if (!isExactInteger(value))
    wrongType(procedure, position, "an exact integer", value);
}

void eshkol::divisionByZero(const char *procedure) { raiseError(procedure, "division by zero"); }
void eshkol::tooLarge(const char *procedure) { raiseError(procedure, "the result is too large"); }

//===----------------------------------------------------------------------===//
// Primitives
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_number_p, "number?", 1, 1)(Word value) { return fromBool(isNumber(value)); }
ESHKOL_PRIMITIVE(eshkol_complex_p, "complex?", 1, 1)(Word value) { return fromBool(isNumber(value)); }
ESHKOL_PRIMITIVE(eshkol_real_p, "real?", 1, 1)(Word value) { return fromBool(isReal(value)); }
ESHKOL_PRIMITIVE(eshkol_rational_p, "rational?", 1, 1)(Word value) { return fromBool(isRational(value)); }
ESHKOL_PRIMITIVE(eshkol_integer_p, "integer?", 1, 1)(Word value) { return fromBool(isInteger(value)); }
ESHKOL_PRIMITIVE(eshkol_exact_integer_p, "exact-integer?", 1, 1)(Word value) {
  return fromBool(isExactInteger(value));
}
ESHKOL_PRIMITIVE(eshkol_exact_rational_p, "exact-rational?", 1, 1)(Word value) {
  return fromBool(isExactRational(value));
}

ESHKOL_PRIMITIVE(eshkol_exact_p, "exact?", 1, 1)(Word number) {
  checkNumber("exact?", 1, number);
  return fromBool(isExact(number));
}

ESHKOL_PRIMITIVE(eshkol_inexact_p, "inexact?", 1, 1)(Word number) {
  checkNumber("inexact?", 1, number);
  return fromBool(isInexact(number));
}

ESHKOL_PRIMITIVE(eshkol_finite_p, "finite?", 1, 1)(Word number) {
  checkNumber("finite?", 1, number);
  return fromBool(isRational(realPart(number)) && isRational(imaginaryPart(number)));
}

static bool isInfinite(Word real) { return isFlonum(real) && std::isinf(toDouble(real)); }
static bool isNan(Word real) { return isFlonum(real) && std::isnan(toDouble(real)); }

ESHKOL_PRIMITIVE(eshkol_infinite_p, "infinite?", 1, 1)(Word number) {
  checkNumber("infinite?", 1, number);
  return fromBool(isInfinite(realPart(number)) || isInfinite(imaginaryPart(number)));
}

ESHKOL_PRIMITIVE(eshkol_nan_p, "nan?", 1, 1)(Word number) {
  checkNumber("nan?", 1, number);
  return fromBool(isNan(realPart(number)) || isNan(imaginaryPart(number)));
}
