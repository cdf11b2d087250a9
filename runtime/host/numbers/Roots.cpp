//===- Roots.cpp - square roots --------------------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/numbers/Integers.h"
#include "runtime/host/tensors/Elementwise.h"

#include <cmath>

using namespace eshkol;

ESHKOL_PRIMITIVE(eshkol_sqrt, "sqrt", 1, 1)(Word number);

/// The square root of an integer that is not negative, if it is an integer; otherwise #f.
static Word integerRoot(Word integer) {
  Integer root, rest;
  mpz_sqrtrem(root, rest, IntegerView(integer));
  return rest.isZero() ? fromMpz(root) : False;
}

Word eshkol::exactSquareRoot(Word exact) {
  Word numerator = integerRoot(numeratorOf(exact));
  if (numerator == False)
    return False;
  Word denominator = integerRoot(denominatorOf(exact));
  return denominator == False ? False : makeRatio(numerator, denominator);
}

/// Of a positive exact number, whose nearest double may be infinite or zero.  With a quotient of 130 bits,
/// the integer root has 65.
static double inexactRoot(Word exact) {
  Word numerator = numeratorOf(exact), denominator = denominatorOf(exact);
  int64_t halfShift = (132 + integerBits(denominator) - integerBits(numerator)) / 2;
  Word rootWord;
  bool inexact;
  {
    Integer n(numerator), d(denominator), rest, root;
    if (halfShift >= 0)
      mpz_mul_2exp(n, n, 2 * halfShift);
    else
      mpz_mul_2exp(d, d, -2 * halfShift);
    mpz_tdiv_qr(n, rest, n, d);
    inexact = !rest.isZero();
    mpz_sqrtrem(root, rest, n);
    inexact |= !rest.isZero();
    rootWord = fromMpz(root);
  }
  return scaledToDouble(rootWord, halfShift, inexact);
}

static Word realRoot(Word real) {
  if (isFlonum(real)) {
    double number = toDouble(real);
    if (number < 0)
      return makeRectangular(fromDouble(0), fromDouble(std::sqrt(-number)));
    return fromDouble(std::sqrt(number));
  }
  bool negative = exactSign(real) < 0;
  Word magnitude = negative ? negate(real) : real;
  Word root = exactSquareRoot(magnitude);
  if (root == False)
    root = fromDouble(inexactRoot(magnitude));
  return negative ? makeRectangular(fromFixnum(0), root) : root;
}

/// The root of x + yi is u + vi with u = sqrt((|x + yi| + x) / 2) and v = y / 2u; the result is #f unless all
/// of this is exact.
static Word exactComplexRoot(Word number) {
  Word x = realPart(number), y = imaginaryPart(number);
  Word modulus = exactSquareRoot(exactAdd(exactMultiply(x, x), exactMultiply(y, y)));
  if (modulus == False)
    return False;
  Word two = fromFixnum(2);
  Word real = exactSquareRoot(exactDivide(exactAdd(modulus, x), two));
  if (real == False)
    return False;
  return makeRectangular(real, exactDivide(y, exactMultiply(two, real)));
}

Word eshkol::squareRoot(Word number) {
  if (!isCompnum(number))
    return realRoot(number);
  if (isExact(number)) {
    Word root = exactComplexRoot(number);
    if (root != False)
      return root;
  }
  return fromComplex(std::sqrt(toComplex(number)));
}

extern "C" Word eshkol_sqrt_slow(Word number) {
  if (!isNumber(number))
    return mapFunction("sqrt", number);
  return squareRoot(number);
}
