//===- Tower.h - the levels of the numeric tower ---------------------------===//
//
// For the files of this folder: the kinds of numbers, the objects of exact ratios and complex numbers,
// and the checks of arguments.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_NUMBERS_TOWER_H
#define ESHKOL_RUNTIME_HOST_NUMBERS_TOWER_H

#include "runtime/host/Memory.h"
#include "runtime/host/numbers/Numbers.h"

#include <complex>

namespace eshkol {

/// In the order of the tower: each kind of real number is below the next.
enum class Kind : uint8_t { None, Fixnum, Bignum, Ratnum, Flonum, Compnum };

inline Kind kindOf(Word value) {
  if (isFixnum(value))
    return Kind::Fixnum;
  if (isUnboxedFlonum(value))
    return Kind::Flonum;
  if (!isObject(value))
    return Kind::None;
  switch (headerOf(value)->type) {
  case Type::Flonum:
    return Kind::Flonum;
  case Type::Bignum:
    return Kind::Bignum;
  case Type::Ratnum:
    return Kind::Ratnum;
  case Type::Compnum:
    return Kind::Compnum;
  default:
    return Kind::None;
  }
}

inline bool isCompnum(Word value) { return isA(value, Type::Compnum); }
inline bool isExactRealKind(Kind kind) { return kind >= Kind::Fixnum && kind <= Kind::Ratnum; }

//===----------------------------------------------------------------------===//
// Checks of arguments; each raises unless the argument is what it should be
//===----------------------------------------------------------------------===//

Kind checkNumber(const char *procedure, int position, Word value);
Kind checkReal(const char *procedure, int position, Word value);
void checkInteger(const char *procedure, int position, Word value);
void checkExactInteger(const char *procedure, int position, Word value);
[[noreturn, gnu::cold]] void divisionByZero(const char *procedure);
/// The result has more digits than this implementation is willing to compute.
[[noreturn, gnu::cold]] void tooLarge(const char *procedure);

//===----------------------------------------------------------------------===//
// Exact ratios
//===----------------------------------------------------------------------===//

/// Two exact integers without a common divisor, the denominator greater than one.
struct Ratnum {
  Header header;
  Word numerator, denominator;
};

/// Of an exact real number.
inline Word numeratorOf(Word exact) {
  return isA(exact, Type::Ratnum) ? as<Ratnum>(exact)->numerator : exact;
}
inline Word denominatorOf(Word exact) {
  return isA(exact, Type::Ratnum) ? as<Ratnum>(exact)->denominator : fromFixnum(1);
}

/// The quotient of two exact integers; `denominator` is not zero.
Word makeRatio(Word numerator, Word denominator);
/// The same for integers without a common divisor.
Word makeReducedRatio(Word numerator, Word denominator);
// On exact real numbers:
Word exactAdd(Word a, Word b);
Word exactSubtract(Word a, Word b);
Word exactMultiply(Word a, Word b);
/// `b` is not zero.
Word exactDivide(Word a, Word b);
int exactCompare(Word a, Word b);
int exactSign(Word a);

//===----------------------------------------------------------------------===//
// Complex numbers
//===----------------------------------------------------------------------===//

/// Two real numbers, either both exact or both inexact.
struct Compnum {
  Header header;
  Word real, imaginary;
};

inline Word realPart(Word number) { return isCompnum(number) ? as<Compnum>(number)->real : number; }
inline Word imaginaryPart(Word number) {
  return isCompnum(number) ? as<Compnum>(number)->imaginary : fromFixnum(0);
}
/// Of two real numbers.  An exact zero imaginary part gives a real number, and otherwise one inexact
/// part makes the other inexact.
Word makeRectangular(Word real, Word imaginary);
Word makePolar(Word magnitude, Word angle);
Word fromComplex(std::complex<double> number);
std::complex<double> toComplex(Word number);

// At least one argument is a Compnum:
Word complexAdd(Word a, Word b);
Word complexSubtract(Word a, Word b);
Word complexMultiply(Word a, Word b);
Word complexDivide(Word a, Word b);

//===----------------------------------------------------------------------===//
// Exact and inexact
//===----------------------------------------------------------------------===//

Word toInexact(Word number);
/// #f if a part is infinite or a NaN.
Word toExact(Word number);
/// The exact value of a finite double.
Word doubleToExact(double number);
/// The nearest double of numerator / 2^shift; `inexact` says that the true numerator is a little greater, by
/// less than one.  In that case it has 64 bits at least.
double scaledToDouble(Word numerator, int64_t shift, bool inexact);

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

Word squareRoot(Word number);
/// The square root of an exact number that is not negative, if it is exact; otherwise #f.
Word exactSquareRoot(Word number);
/// The natural logarithm of a number that is not an exact zero.
Word naturalLogarithm(Word number);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_NUMBERS_TOWER_H
