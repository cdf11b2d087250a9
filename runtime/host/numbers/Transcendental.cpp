//===- Transcendental.cpp - exponentials and trigonometric functions -------===//
//
// Where the result is an integer for an exact argument, like (exp 0), it is exact.  The branch cuts of the
// complex functions are those of C99's Annex G; a real argument counts as one with an exact zero as
// its imaginary part, so that the definitions of R7RS decide on which side of a cut it is.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/numbers/Integers.h"
#include "runtime/host/tensors/Elementwise.h"

#include <cmath>

using namespace eshkol;

using ComplexFunction = std::complex<double> (*)(const std::complex<double> &);

constexpr Word Zero = fromFixnum(0);
constexpr Word One = fromFixnum(1);

//===----------------------------------------------------------------------===//
// Functions that are real for all real arguments
//===----------------------------------------------------------------------===//

static Word entireFunction(const char *procedure, Word number, double (*ofReal)(double),
                           ComplexFunction ofComplex) {
  if (!isNumber(number))
    return mapFunction(procedure, number);
  if (isCompnum(number))
    return fromComplex(ofComplex(toComplex(number)));
  return fromDouble(ofReal(toDoubleAny(number)));
}

ESHKOL_PRIMITIVE(eshkol_exp, "exp", 1, 1)(Word number) {
  return number == Zero ? One : entireFunction("exp", number, std::exp, std::exp);
}
ESHKOL_PRIMITIVE(eshkol_sin, "sin", 1, 1)(Word number) {
  return number == Zero ? Zero : entireFunction("sin", number, std::sin, std::sin);
}
ESHKOL_PRIMITIVE(eshkol_cos, "cos", 1, 1)(Word number) {
  return number == Zero ? One : entireFunction("cos", number, std::cos, std::cos);
}
ESHKOL_PRIMITIVE(eshkol_tan, "tan", 1, 1)(Word number) {
  return number == Zero ? Zero : entireFunction("tan", number, std::tan, std::tan);
}

//===----------------------------------------------------------------------===//
// Logarithms
//===----------------------------------------------------------------------===//

/// Of a positive integer, which may be beyond the doubles: m · 2^e with m in [1/2, 1).
static double logarithmOfInteger(Word integer) {
  long exponent;
  double mantissa = mpz_get_d_2exp(&exponent, IntegerView(integer));
  return std::log(mantissa) + double(exponent) * M_LN2;
}

/// Of a real number greater than zero, or of NaN.
static double logarithmOfPositive(Word real) {
  double number = toDoubleAny(real);
  if (isFlonum(real) || std::isnormal(number))
    return std::log(number);
  return logarithmOfInteger(numeratorOf(real)) - logarithmOfInteger(denominatorOf(real));
}

Word eshkol::naturalLogarithm(Word number) {
  if (isCompnum(number))
    return fromComplex(std::log(toComplex(number)));
  if (number == One)
    return Zero;
  bool negative = isFlonum(number) ? std::signbit(toDouble(number)) : exactSign(number) < 0;
  if (!negative || (isFlonum(number) && std::isnan(toDouble(number))))
    return fromDouble(logarithmOfPositive(number));
  return fromComplex({logarithmOfPositive(negate(number)), M_PI});
}

static Word logarithm(Word number) {
  if (number == Zero)
    return fromDouble(-INFINITY);
  return naturalLogarithm(number);
}

static bool isPositiveDouble(Word number) {
  if (!isReal(number))
    return false;
  double value = toDoubleAny(number);
  return std::isnormal(value) && value > 0;
}

static Word tensorLogarithm(Word number, Word base) {
  Word result = isNumber(number) ? logarithm(number) : mapFunction("log", number);
  if (base == Absent)
    return result;
  return divide(result, isNumber(base) ? logarithm(base) : mapFunction("log", base));
}

ESHKOL_PRIMITIVE(eshkol_log, "log", 1, 2)(Word number, Word base) {
  if (!isNumber(number) || !(base == Absent || isNumber(base)))
    return tensorLogarithm(number, base);
  if (base == Absent)
    return logarithm(number);
  // The quotient of logarithms would not be an integer for all powers of these bases.
  bool binary = numbersEqual(base, fromFixnum(2)), decimal = numbersEqual(base, fromFixnum(10));
  if ((binary || decimal) && number != One && isPositiveDouble(number))
    return fromDouble(binary ? std::log2(toDoubleAny(number)) : std::log10(toDoubleAny(number)));
  Word divisor = logarithm(base);
  if (divisor == Zero)
    divisionByZero("log");
  return divide(logarithm(number), divisor);
}

//===----------------------------------------------------------------------===//
// Inverse trigonometric functions
//===----------------------------------------------------------------------===//

/// The real arguments beyond [-1, 1] are on the branch cuts of asin and acos, which are continuous with the
/// quadrant below for the right one and above for the left one.
static Word arcFunction(Word number, double (*ofReal)(double), ComplexFunction ofComplex) {
  if (isCompnum(number))
    return fromComplex(ofComplex(toComplex(number)));
  double real = toDoubleAny(number);
  if (!(std::fabs(real) > 1))
    return fromDouble(ofReal(real));
  return fromComplex(ofComplex({real, real > 0 ? -0.0 : 0.0}));
}

ESHKOL_PRIMITIVE(eshkol_asin, "asin", 1, 1)(Word number) {
  if (!isNumber(number))
    return mapFunction("asin", number);
  return number == Zero ? Zero : arcFunction(number, std::asin, std::asin);
}

ESHKOL_PRIMITIVE(eshkol_acos, "acos", 1, 1)(Word number) {
  if (!isNumber(number))
    return mapFunction("acos", number);
  return number == One ? Zero : arcFunction(number, std::acos, std::acos);
}

/// The angle of the point (x, y), either of which may be beyond the doubles: then the exact quotient is used.
static double angleOfPoint(Word y, Word x) {
  double height = toDoubleAny(y), width = toDoubleAny(x);
  auto isBeyond = [](Word real, double value) {
    return !isFlonum(real) && real != Zero && !std::isnormal(value);
  };
  if ((!isBeyond(y, height) && !isBeyond(x, width)) || isFlonum(x) || isFlonum(y) || x == Zero)
    return std::atan2(height, width);
  double angle = std::atan(toDoubleAny(exactDivide(y, x)));
  if (exactSign(x) > 0)
    return angle;
  return exactSign(y) >= 0 ? angle + M_PI : angle - M_PI;
}

ESHKOL_PRIMITIVE(eshkol_atan, "atan", 1, 2)(Word y, Word x) {
  if (x == Absent)
    return y == Zero ? Zero : entireFunction("atan", y, std::atan, std::atan);
  if (!isNumber(y) || !isNumber(x))
    return combineElements(Arithmetic::Angle, "atan", y, x);
  checkReal("atan", 1, y);
  checkReal("atan", 2, x);
  if (y == Zero && x == Zero)
    raiseError("atan", "undefined for two exact zeros");
  if (y == Zero && !isFlonum(x) && exactSign(x) > 0)
    return Zero;
  return fromDouble(angleOfPoint(y, x));
}
