//===- Arithmetic.cpp - sums, products and quotients of any numbers --------===//
//
// runtime/host/inline/Arithmetic.cpp defines the procedures, with the cases of fixnums and unboxed flonums,
// for the optimizer to inline; here are their names and all other cases.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/numbers/Integers.h"
#include "runtime/host/tensors/Elementwise.h"

#include <algorithm>
#include <cmath>

using namespace eshkol;

ESHKOL_PRIMITIVE(eshkol_add, "%+", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_subtract, "%-", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_multiply, "%*", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_divide, "%/", 2, 2)(Word a, Word b);
ESHKOL_PRIMITIVE(eshkol_negate, "%negate", 1, 1)(Word number);
ESHKOL_PRIMITIVE(eshkol_abs, "abs", 1, 1)(Word number);

/// The higher of the kinds of two numbers; none if one of the values is no number.
static Kind commonKind(Word a, Word b) {
  Kind first = kindOf(a), second = kindOf(b);
  return first == Kind::None || second == Kind::None ? Kind::None : std::max(first, second);
}

extern "C" Word eshkol_add_slow(Word a, Word b, Word lastUses) {
  switch (commonKind(a, b)) {
  case Kind::None:
    return combineElements(Arithmetic::Add, "+", a, b, {lastUses});
  case Kind::Compnum:
    return complexAdd(a, b);
  case Kind::Flonum:
    return fromDouble(toDoubleAny(a) + toDoubleAny(b));
  default:
    return exactAdd(a, b);
  }
}

extern "C" Word eshkol_subtract_slow(Word a, Word b, Word lastUses) {
  switch (commonKind(a, b)) {
  case Kind::None:
    return combineElements(Arithmetic::Subtract, "-", a, b, {lastUses});
  case Kind::Compnum:
    return complexSubtract(a, b);
  case Kind::Flonum:
    return fromDouble(toDoubleAny(a) - toDoubleAny(b));
  default:
    return exactSubtract(a, b);
  }
}

extern "C" Word eshkol_multiply_slow(Word a, Word b, Word lastUses) {
  switch (commonKind(a, b)) {
  case Kind::None:
    return combineElements(Arithmetic::Multiply, "*", a, b, {lastUses});
  case Kind::Compnum:
    return complexMultiply(a, b);
  case Kind::Flonum:
    return fromDouble(toDoubleAny(a) * toDoubleAny(b));
  default:
    return exactMultiply(a, b);
  }
}

extern "C" Word eshkol_divide_slow(Word a, Word b, Word lastUses) {
  Kind kind = commonKind(a, b);
  if (kind == Kind::None)
    return combineElements(Arithmetic::Divide, "/", a, b, {lastUses});
  if (b == fromFixnum(0))
    divisionByZero("/");
  switch (kind) {
  case Kind::Compnum:
    return complexDivide(a, b);
  case Kind::Flonum:
    return fromDouble(toDoubleAny(a) / toDoubleAny(b));
  default:
    return exactDivide(a, b);
  }
}

extern "C" Word eshkol_negate_slow(Word number) {
  switch (kindOf(number)) {
  case Kind::None:
    return negateElements("-", number);
  case Kind::Compnum:
    return makeRectangular(negate(realPart(number)), negate(imaginaryPart(number)));
  case Kind::Flonum:
    return fromDouble(-toDouble(number));
  default:
    return exactSubtract(fromFixnum(0), number);
  }
}

Word eshkol::negate(Word number) { return eshkol_negate(number); }

extern "C" Word eshkol_abs_slow(Word number) {
  if (!isNumber(number))
    return mapFunction("abs", number);
  if (checkReal("abs", 1, number) == Kind::Flonum)
    return fromDouble(std::fabs(toDouble(number)));
  return exactSign(number) < 0 ? negate(number) : number;
}

ESHKOL_PRIMITIVE(eshkol_invert, "%invert", 1, 1)(Word number) { return divide(fromFixnum(1), number); }

ESHKOL_PRIMITIVE(eshkol_square, "square", 1, 1)(Word number) {
  if (!isNumber(number))
    return mapFunction("square", number);
  return multiply(number, number);
}

ESHKOL_PRIMITIVE(eshkol_cube, "cube", 1, 1)(Word number) {
  if (!isNumber(number))
    return mapFunction("cube", number);
  return multiply(multiply(number, number), number);
}
