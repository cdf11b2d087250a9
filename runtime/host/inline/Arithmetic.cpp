//===- Arithmetic.cpp - the hot cases of arithmetic ------------------------===//
//
// This file is compiled into the runtime, and also to LLVM bitcode, from which the optimizer inlines it into
// compiled programs.  So each function is small: the case of fixnums, then that of unboxed flonums
// (or one of them and a fixnum), and a call for all else.  Nothing here may use static data or call
// anything but functions with C names, besides what Value.h and Memory.h define inline.
//
// The primitives are declared beside the slow cases, in runtime/host/numbers/.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/tensors/Tensor.h"

using namespace eshkol;

// So likely that LLVM does not prepare the constants of the other cases where a loop begins.
#define LIKELY(condition) __builtin_expect_with_probability(bool(condition), true, 0.99999)

/// The double that a number takes part with in arithmetic with flonums.  Not for two fixnums.
static inline bool toFastDouble(Word number, double *result) {
  if (LIKELY(isUnboxedFlonum(number))) {
    *result = toUnboxedFlonum(number);
    return true;
  }
  *result = double(toFixnum(number));
  return isFixnum(number);
}

/// The same for comparisons, which must be exact: larger integers may have no double.
static inline bool toExactDouble(Word number, double *result) {
  constexpr int64_t Limit = int64_t(1) << 53;
  if (!toFastDouble(number, result))
    return false;
  return isUnboxedFlonum(number) || (toFixnum(number) <= Limit && toFixnum(number) >= -Limit);
}

//===----------------------------------------------------------------------===//
// Doubles in registers (passes/host/Unbox.cpp)
//===----------------------------------------------------------------------===//

extern "C" Word eshkol_flonum(double number) { return fromDouble(number); }

/// Of a flonum or an exact integer.
extern "C" double eshkol_float64(Word number) {
  double value;
  return LIKELY(toFastDouble(number, &value)) ? value : eshkol_float64_slow(number);
}

//===----------------------------------------------------------------------===//
// Sums, products, quotients
//===----------------------------------------------------------------------===//

// Tagged fixnums are four times their value, and so is the sum of two.  `lastUses` says which arguments
// nothing refers to afterwards, as bits, which matters if they are tensors.

static inline Word sumOf(Word a, Word b, Word lastUses) {
  int64_t sum;
  double x, y;
  if (LIKELY(areFixnums(a, b)))
    return LIKELY(!__builtin_add_overflow(int64_t(a), int64_t(b), &sum)) ? Word(sum)
                                                                         : eshkol_add_slow(a, b, lastUses);
  if (LIKELY(toFastDouble(a, &x) && toFastDouble(b, &y)))
    return fromDouble(x + y);
  return eshkol_add_slow(a, b, lastUses);
}

static inline Word differenceOf(Word a, Word b, Word lastUses) {
  int64_t difference;
  double x, y;
  if (LIKELY(areFixnums(a, b)))
    return LIKELY(!__builtin_sub_overflow(int64_t(a), int64_t(b), &difference))
               ? Word(difference)
               : eshkol_subtract_slow(a, b, lastUses);
  if (LIKELY(toFastDouble(a, &x) && toFastDouble(b, &y)))
    return fromDouble(x - y);
  return eshkol_subtract_slow(a, b, lastUses);
}

static inline Word productOf(Word a, Word b, Word lastUses) {
  int64_t product;
  double x, y;
  if (LIKELY(areFixnums(a, b)))
    return LIKELY(!__builtin_mul_overflow(toFixnum(a), int64_t(b), &product))
               ? Word(product)
               : eshkol_multiply_slow(a, b, lastUses);
  if (LIKELY(toFastDouble(a, &x) && toFastDouble(b, &y)))
    return fromDouble(x * y);
  return eshkol_multiply_slow(a, b, lastUses);
}

/// A flonum is divided by a fixnum here unless that is zero, which raises.
static inline Word quotientOf(Word a, Word b, Word lastUses) {
  double x, y;
  if (LIKELY(!areFixnums(a, b) && b != fromFixnum(0) && toFastDouble(a, &x) && toFastDouble(b, &y)))
    return fromDouble(x / y);
  return eshkol_divide_slow(a, b, lastUses);
}

#define ESHKOL_COMBINATION(name, function)                                                                   \
  extern "C" Word eshkol_##name(Word a, Word b) { return function(a, b, 0); }                                \
  extern "C" Word eshkol_##name##_reusing(Word a, Word b, Word lastUses) { return function(a, b, lastUses); }
ESHKOL_COMBINATION(add, sumOf)
ESHKOL_COMBINATION(subtract, differenceOf)
ESHKOL_COMBINATION(multiply, productOf)
ESHKOL_COMBINATION(divide, quotientOf)

extern "C" Word eshkol_negate(Word number) {
  int64_t negated;
  if (LIKELY(isFixnum(number) && !__builtin_sub_overflow(int64_t(0), int64_t(number), &negated)))
    return Word(negated);
  if (LIKELY(isUnboxedFlonum(number)))
    return fromDouble(-toUnboxedFlonum(number));
  return eshkol_negate_slow(number);
}

extern "C" Word eshkol_abs(Word number) {
  if (LIKELY(isFixnum(number) && number != fromFixnum(MinFixnum)))
    return int64_t(number) < 0 ? -number : number;
  if (LIKELY(isUnboxedFlonum(number)))
    return fromDouble(__builtin_fabs(toUnboxedFlonum(number)));
  return eshkol_abs_slow(number);
}

/// One instruction, where the C function would also set errno.
static inline double squareRoot(double number) {
#if __has_builtin(__builtin_elementwise_sqrt)
  return __builtin_elementwise_sqrt(number);
#else
  return __builtin_sqrt(number);
#endif
}

extern "C" double eshkol_length_slow(double squares, const double *elements, int64_t count);

/// The Euclidean length of elements, given the sum of their squares.
extern "C" double eshkol_length_of(double squares, const double *elements, int64_t count) {
  if (LIKELY(isUsefulSum(squares)))
    return squareRoot(squares);
  return eshkol_length_slow(squares, elements, count);
}

extern "C" Word eshkol_sqrt(Word number) {
  if (LIKELY(isUnboxedFlonum(number))) {
    double value = toUnboxedFlonum(number);
    if (LIKELY(value >= 0))
      return fromDouble(squareRoot(value));
  }
  return eshkol_sqrt_slow(number);
}

//===----------------------------------------------------------------------===//
// Integer division
//===----------------------------------------------------------------------===//

/// The least fixnum divided by -1 is no fixnum.
extern "C" Word eshkol_quotient(Word a, Word b) {
  if (LIKELY(areFixnums(a, b) && b != fromFixnum(0) && b != fromFixnum(-1)))
    return fromFixnum(int64_t(a) / int64_t(b));
  return eshkol_quotient_slow(a, b);
}

extern "C" Word eshkol_remainder(Word a, Word b) {
  if (LIKELY(areFixnums(a, b) && b != fromFixnum(0)))
    return Word(int64_t(a) % int64_t(b));
  return eshkol_remainder_slow(a, b);
}

extern "C" Word eshkol_modulo(Word a, Word b) {
  if (LIKELY(areFixnums(a, b) && b != fromFixnum(0))) {
    int64_t remainder = int64_t(a) % int64_t(b);
    return Word(remainder != 0 && (remainder ^ int64_t(b)) < 0 ? remainder + int64_t(b) : remainder);
  }
  return eshkol_modulo_slow(a, b);
}

/// Whether the quotient of two numbers is that of fixnums, and a fixnum itself.
static inline bool areDividedFast(Word a, Word b) {
  return LIKELY(areFixnums(a, b) && b != fromFixnum(0) && b != fromFixnum(-1));
}

/// The quotient is less by one where the remainder has another sign than the divisor.
static inline bool isRoundedDown(int64_t remainder, int64_t divisor) {
  return remainder != 0 && (remainder ^ divisor) < 0;
}

static inline Word floorQuotient(int64_t a, int64_t b) { return fromFixnum(a / b - isRoundedDown(a % b, b)); }

static inline Word floorRemainder(int64_t a, int64_t b) {
  int64_t remainder = a % b;
  return Word(isRoundedDown(remainder, b) ? remainder + b : remainder);
}

static inline Word twoValues(Word first, Word second) {
  auto *values = make<Values>(Type::Values, 2 * sizeof(Word));
  values->count = 2;
  values->values[0] = first;
  values->values[1] = second;
  return wordOf(values);
}

extern "C" Word eshkol_truncate_quotient(Word a, Word b) {
  return areDividedFast(a, b) ? fromFixnum(int64_t(a) / int64_t(b)) : eshkol_truncate_quotient_slow(a, b);
}
extern "C" Word eshkol_truncate_remainder(Word a, Word b) {
  return areDividedFast(a, b) ? Word(int64_t(a) % int64_t(b)) : eshkol_truncate_remainder_slow(a, b);
}
extern "C" Word eshkol_floor_quotient(Word a, Word b) {
  return areDividedFast(a, b) ? floorQuotient(int64_t(a), int64_t(b)) : eshkol_floor_quotient_slow(a, b);
}
extern "C" Word eshkol_floor_remainder(Word a, Word b) {
  return areDividedFast(a, b) ? floorRemainder(int64_t(a), int64_t(b)) : eshkol_floor_remainder_slow(a, b);
}
extern "C" Word eshkol_floor_and_remainder(Word a, Word b) {
  if (!areDividedFast(a, b))
    return eshkol_floor_and_remainder_slow(a, b);
  return twoValues(floorQuotient(int64_t(a), int64_t(b)), floorRemainder(int64_t(a), int64_t(b)));
}
extern "C" Word eshkol_truncate_and_remainder(Word a, Word b) {
  if (!areDividedFast(a, b))
    return eshkol_truncate_and_remainder_slow(a, b);
  return twoValues(fromFixnum(int64_t(a) / int64_t(b)), Word(int64_t(a) % int64_t(b)));
}

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

extern "C" Word eshkol_number_equal(Word a, Word b) {
  double x, y;
  if (LIKELY(areFixnums(a, b)))
    return fromBool(a == b);
  if (LIKELY(toExactDouble(a, &x) && toExactDouble(b, &y)))
    return fromBool(x == y);
  return eshkol_number_equal_slow(a, b);
}

extern "C" Word eshkol_less(Word a, Word b) {
  double x, y;
  if (LIKELY(areFixnums(a, b)))
    return fromBool(int64_t(a) < int64_t(b));
  if (LIKELY(toExactDouble(a, &x) && toExactDouble(b, &y)))
    return fromBool(x < y);
  return eshkol_less_slow(a, b);
}

extern "C" Word eshkol_greater(Word a, Word b) {
  double x, y;
  if (LIKELY(areFixnums(a, b)))
    return fromBool(int64_t(a) > int64_t(b));
  if (LIKELY(toExactDouble(a, &x) && toExactDouble(b, &y)))
    return fromBool(x > y);
  return eshkol_greater_slow(a, b);
}

extern "C" Word eshkol_less_equal(Word a, Word b) {
  double x, y;
  if (LIKELY(areFixnums(a, b)))
    return fromBool(int64_t(a) <= int64_t(b));
  if (LIKELY(toExactDouble(a, &x) && toExactDouble(b, &y)))
    return fromBool(x <= y);
  return eshkol_less_equal_slow(a, b);
}

extern "C" Word eshkol_greater_equal(Word a, Word b) {
  double x, y;
  if (LIKELY(areFixnums(a, b)))
    return fromBool(int64_t(a) >= int64_t(b));
  if (LIKELY(toExactDouble(a, &x) && toExactDouble(b, &y)))
    return fromBool(x >= y);
  return eshkol_greater_equal_slow(a, b);
}

extern "C" Word eshkol_max(Word a, Word b) {
  if (LIKELY(areFixnums(a, b)))
    return int64_t(a) > int64_t(b) ? a : b;
  return eshkol_max_slow(a, b);
}

extern "C" Word eshkol_min(Word a, Word b) {
  if (LIKELY(areFixnums(a, b)))
    return int64_t(a) < int64_t(b) ? a : b;
  return eshkol_min_slow(a, b);
}

//===----------------------------------------------------------------------===//
// Tests of one number
//===----------------------------------------------------------------------===//

extern "C" Word eshkol_zero_p(Word number) {
  if (LIKELY(isFixnum(number)))
    return fromBool(number == fromFixnum(0));
  if (LIKELY(isUnboxedFlonum(number)))
    return fromBool(toUnboxedFlonum(number) == 0);
  return eshkol_zero_p_slow(number);
}

extern "C" Word eshkol_positive_p(Word number) {
  if (LIKELY(isFixnum(number)))
    return fromBool(int64_t(number) > 0);
  if (LIKELY(isUnboxedFlonum(number)))
    return fromBool(toUnboxedFlonum(number) > 0);
  return eshkol_positive_p_slow(number);
}

extern "C" Word eshkol_negative_p(Word number) {
  if (LIKELY(isFixnum(number)))
    return fromBool(int64_t(number) < 0);
  if (LIKELY(isUnboxedFlonum(number)))
    return fromBool(toUnboxedFlonum(number) < 0);
  return eshkol_negative_p_slow(number);
}

extern "C" Word eshkol_even_p(Word integer) {
  if (LIKELY(isFixnum(integer)))
    return fromBool((toFixnum(integer) & 1) == 0);
  return eshkol_even_p_slow(integer);
}

extern "C" Word eshkol_odd_p(Word integer) {
  if (LIKELY(isFixnum(integer)))
    return fromBool((toFixnum(integer) & 1) != 0);
  return eshkol_odd_p_slow(integer);
}
