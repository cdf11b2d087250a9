//===- Integers.h - exact integers of any size -----------------------------===//
//
// Bignums hold the limbs of GMP in their objects.  GMP reads them in place through an `IntegerView`;
// results of its mpz functions are computed in an `Integer`, whose limbs are malloc'ed, and then
// copied into an object.  (They cannot be the collector's: GMP chains its own large temporaries by
// pointers inside of them, which the collector would not see in memory that holds no values.)
// No error may be raised while an `Integer` lives.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_NUMBERS_INTEGERS_H
#define ESHKOL_RUNTIME_HOST_NUMBERS_INTEGERS_H

#include "runtime/host/numbers/Tower.h"

#include <gmp.h>

namespace eshkol {

struct Bignum {
  Header header;
  /// The number of limbs, negative for a negative integer.
  int64_t size;
  mp_limb_t limbs[];
};
static_assert(sizeof(mp_limb_t) == 8 && GMP_NAIL_BITS == 0, "limbs are words");

/// Larger results are refused (a half GiB), before GMP would abort the process.
constexpr int64_t MaxIntegerBits = int64_t(1) << 32;

/// An exact integer as GMP reads it.
class IntegerView {
public:
  explicit IntegerView(Word integer);
  IntegerView(const IntegerView &) = delete;
  IntegerView &operator=(const IntegerView &) = delete;

  operator mpz_srcptr() const { return view; }
  const mp_limb_t *limbs() const { return view->_mp_d; }
  mp_size_t count() const { return view->_mp_size < 0 ? -view->_mp_size : view->_mp_size; }
  bool isNegative() const { return view->_mp_size < 0; }

private:
  mpz_t view;
  mp_limb_t limb;
};

/// Storage for a result of GMP.
class Integer {
public:
  Integer() { mpz_init(value); }
  explicit Integer(Word integer) { mpz_init_set(value, IntegerView(integer)); }
  ~Integer() { mpz_clear(value); }
  Integer(const Integer &) = delete;
  Integer &operator=(const Integer &) = delete;

  operator mpz_ptr() { return value; }
  bool isZero() const { return value->_mp_size == 0; }

private:
  mpz_t value;
};

Word fromMpz(mpz_srcptr integer);

// On exact integers:
Word integerAdd(Word a, Word b);
Word integerSubtract(Word a, Word b);
Word integerMultiply(Word a, Word b);
Word integerNegate(Word a);
Word integerAbsolute(Word a);
int integerCompare(Word a, Word b);
int integerSign(Word a);
bool integerIsOdd(Word a);
/// How many bits the absolute value has.
int64_t integerBits(Word a);
Word integerGcd(Word a, Word b);
/// Multiplies by a power of two, rounding down if `count` is negative.
Word integerShift(const char *procedure, Word a, int64_t count);
/// `exponent` is not negative.
Word integerPower(const char *procedure, Word base, Word exponent);

// On exact integers of which the second is not zero:
Word integerExactQuotient(Word a, Word b);
Word integerQuotient(Word a, Word b);
Word integerRemainder(Word a, Word b);
Word integerFloorQuotient(Word a, Word b);
Word integerModulo(Word a, Word b);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_NUMBERS_INTEGERS_H
