//===- Numbers.h - the numeric tower, for the rest of the runtime ----------===//
//
// Exact numbers are fixnums, bignums and ratios, inexact ones are doubles ("flonums"); a complex number
// has two exact or two inexact parts.  All functions return normalized numbers: no bignum fits a
// fixnum, no ratio has the denominator 1, no complex number has an exact zero for its imaginary part.
// So two exact numbers are equal only if they have the same representation.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_NUMBERS_NUMBERS_H
#define ESHKOL_RUNTIME_HOST_NUMBERS_NUMBERS_H

#include "runtime/host/Value.h"

#include <string_view>

extern "C" {
eshkol::Word eshkol_add(eshkol::Word a, eshkol::Word b);
eshkol::Word eshkol_subtract(eshkol::Word a, eshkol::Word b);
eshkol::Word eshkol_multiply(eshkol::Word a, eshkol::Word b);
eshkol::Word eshkol_divide(eshkol::Word a, eshkol::Word b);
}

namespace eshkol {

/// To be called once at start.
void initializeNumbers();

//===----------------------------------------------------------------------===//
// What a word is; all of these take any word
//===----------------------------------------------------------------------===//

bool isNumber(Word value);
/// All numbers but those with an imaginary part; infinities and NaN are real.
bool isReal(Word value);
/// Exact or not, finite.
bool isRational(Word value);
/// Exact or not: 2.0 is an integer.
bool isInteger(Word value);
bool isExact(Word value);
bool isInexact(Word value);
bool isExactInteger(Word value);
bool isExactRational(Word value);

//===----------------------------------------------------------------------===//
// Arithmetic; arguments which are not numbers raise
//===----------------------------------------------------------------------===//

inline Word add(Word a, Word b) { return eshkol_add(a, b); }
inline Word subtract(Word a, Word b) { return eshkol_subtract(a, b); }
inline Word multiply(Word a, Word b) { return eshkol_multiply(a, b); }
inline Word divide(Word a, Word b) { return eshkol_divide(a, b); }
Word negate(Word number);

/// The order of two real numbers, of which neither is a NaN: negative, zero or positive.  Exact and
/// inexact numbers are compared by their exact values.
int compareReals(Word a, Word b);
bool numbersEqual(Word a, Word b);
/// As `eqv?`: exactness and the signs of zeros count.  Any NaN is the same as any other.
bool numbersEqv(Word a, Word b);
/// Numbers that are the same in the sense of `numbersEqv` have the same hash.
uint64_t hashNumber(Word number);

//===----------------------------------------------------------------------===//
// Conversion
//===----------------------------------------------------------------------===//

Word fromInt64(int64_t value);
Word fromUint64(uint64_t value);
/// False if `value` is not an exact integer of 64 bits.
bool toInt64(Word value, int64_t *result);
/// The nearest double of a real number.
double toDoubleAny(Word real);

/// #f if the text is not a number.  All of R7RS's syntax, with a prefix or without, and also decimals
/// with the suffix `f`, which are rounded to single precision.
Word parseNumber(std::string_view text, int radix = 10);
/// Zero-terminated memory of the collector.  `radix` is from 2 to 16.
std::string_view numberToText(Word number, int radix = 10);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_NUMBERS_NUMBERS_H
