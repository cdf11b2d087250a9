//===- Complex.cpp - complex numbers in rectangular form -------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/numbers/Tower.h"

#include <cmath>

using namespace eshkol;

constexpr Word Zero = fromFixnum(0);

//===----------------------------------------------------------------------===//
// Construction
//===----------------------------------------------------------------------===//

Word eshkol::makeRectangular(Word real, Word imaginary) {
  if (imaginary == Zero)
    return real;
  if (isFlonum(real) != isFlonum(imaginary)) {
    real = toInexact(real);
    imaginary = toInexact(imaginary);
  }
  Compnum *number = make<Compnum>(Type::Compnum);
  number->real = real;
  number->imaginary = imaginary;
  return wordOf(number);
}

Word eshkol::makePolar(Word magnitude, Word angle) {
  if (angle == Zero || magnitude == Zero)
    return magnitude;
  double length = toDoubleAny(magnitude), direction = toDoubleAny(angle);
  return fromComplex({length * std::cos(direction), length * std::sin(direction)});
}

Word eshkol::fromComplex(std::complex<double> number) {
  return makeRectangular(fromDouble(number.real()), fromDouble(number.imag()));
}

std::complex<double> eshkol::toComplex(Word number) {
  return {toDoubleAny(realPart(number)), toDoubleAny(imaginaryPart(number))};
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

// A real argument has no imaginary part, not one of 0.0: the sign of a zero and infinities of the other
// argument stay as they are.

Word eshkol::complexAdd(Word a, Word b) {
  Word real = add(realPart(a), realPart(b));
  if (!isCompnum(a))
    return makeRectangular(real, imaginaryPart(b));
  if (!isCompnum(b))
    return makeRectangular(real, imaginaryPart(a));
  return makeRectangular(real, add(imaginaryPart(a), imaginaryPart(b)));
}

Word eshkol::complexSubtract(Word a, Word b) {
  Word real = subtract(realPart(a), realPart(b));
  if (!isCompnum(a))
    return makeRectangular(real, negate(imaginaryPart(b)));
  if (!isCompnum(b))
    return makeRectangular(real, imaginaryPart(a));
  return makeRectangular(real, subtract(imaginaryPart(a), imaginaryPart(b)));
}

Word eshkol::complexMultiply(Word a, Word b) {
  if (!isCompnum(a))
    return makeRectangular(multiply(a, realPart(b)), multiply(a, imaginaryPart(b)));
  if (!isCompnum(b))
    return makeRectangular(multiply(realPart(a), b), multiply(imaginaryPart(a), b));
  if (isInexact(a) || isInexact(b))
    return fromComplex(toComplex(a) * toComplex(b));
  Word real = exactSubtract(exactMultiply(realPart(a), realPart(b)),
                            exactMultiply(imaginaryPart(a), imaginaryPart(b)));
  Word imaginary =
      exactAdd(exactMultiply(realPart(a), imaginaryPart(b)), exactMultiply(imaginaryPart(a), realPart(b)));
  return makeRectangular(real, imaginary);
}

Word eshkol::complexDivide(Word a, Word b) {
  if (!isCompnum(b))
    return makeRectangular(divide(realPart(a), b), divide(imaginaryPart(a), b));
  if (isInexact(a) || isInexact(b))
    return fromComplex(toComplex(a) / toComplex(b));
  // (a / b) = a · conjugate(b) / |b|², and |b|² is not zero.
  Word x = realPart(b), y = imaginaryPart(b);
  Word norm = exactAdd(exactMultiply(x, x), exactMultiply(y, y));
  Word product = eshkol_multiply(a, makeRectangular(x, exactSubtract(Zero, y)));
  return makeRectangular(exactDivide(realPart(product), norm), exactDivide(imaginaryPart(product), norm));
}

//===----------------------------------------------------------------------===//
// Primitives
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_make_rectangular, "make-rectangular", 2, 2)(Word real, Word imaginary) {
  checkReal("make-rectangular", 1, real);
  checkReal("make-rectangular", 2, imaginary);
  return makeRectangular(real, imaginary);
}

ESHKOL_PRIMITIVE(eshkol_make_polar, "make-polar", 2, 2)(Word magnitude, Word angle) {
  checkReal("make-polar", 1, magnitude);
  checkReal("make-polar", 2, angle);
  return makePolar(magnitude, angle);
}

ESHKOL_PRIMITIVE(eshkol_real_part, "real-part", 1, 1)(Word number) {
  checkNumber("real-part", 1, number);
  return realPart(number);
}

ESHKOL_PRIMITIVE(eshkol_imag_part, "imag-part", 1, 1)(Word number) {
  checkNumber("imag-part", 1, number);
  return imaginaryPart(number);
}

extern "C" Word eshkol_abs(Word number);

ESHKOL_PRIMITIVE(eshkol_magnitude, "magnitude", 1, 1)(Word number) {
  if (checkNumber("magnitude", 1, number) != Kind::Compnum)
    return eshkol_abs(number);
  Word x = realPart(number), y = imaginaryPart(number);
  if (isFlonum(x))
    return fromDouble(std::hypot(toDouble(x), toDouble(y)));
  return squareRoot(exactAdd(exactMultiply(x, x), exactMultiply(y, y)));
}

ESHKOL_PRIMITIVE(eshkol_angle, "angle", 1, 1)(Word number) {
  Kind kind = checkNumber("angle", 1, number);
  if (isExactRealKind(kind) && exactSign(number) >= 0)
    return Zero;
  if (isExactRealKind(kind))
    return fromDouble(M_PI);
  std::complex<double> point = toComplex(number);
  return fromDouble(std::isnan(point.real()) ? NAN : std::atan2(point.imag(), point.real()));
}
