//===- Integers.cpp - exact integers of any size ---------------------------===//

#include "runtime/host/numbers/Integers.h"

#include "runtime/host/Errors.h"

#include <cstdlib>
#include <numeric>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// GMP and objects
//===----------------------------------------------------------------------===//

// GMP aborts the process when its allocation fails; a program should be able to handle that.
static void *checkedMemory(void *memory) {
  if (!memory)
    raiseError("exact integer arithmetic", "out of memory");
  return memory;
}
static void *allocateLimbs(size_t bytes) { return checkedMemory(std::malloc(bytes)); }
static void *reallocateLimbs(void *memory, size_t, size_t bytes) {
  return checkedMemory(std::realloc(memory, bytes));
}
static void freeLimbs(void *memory, size_t) { std::free(memory); }

void eshkol::initializeNumbers() { mp_set_memory_functions(allocateLimbs, reallocateLimbs, freeLimbs); }

IntegerView::IntegerView(Word integer) {
  if (!isFixnum(integer)) {
    Bignum *bignum = as<Bignum>(integer);
    mpz_roinit_n(view, bignum->limbs, bignum->size);
    return;
  }
  int64_t small = toFixnum(integer);
  limb = small < 0 ? -mp_limb_t(small) : small;
  mpz_roinit_n(view, &limb, small < 0 ? -1 : small > 0);
}

static Bignum *makeBignum(mp_size_t limbs) {
  return makeData<Bignum>(Type::Bignum, limbs * sizeof(mp_limb_t));
}

static Word fromMagnitude(uint64_t magnitude, bool negative) {
  if (magnitude <= uint64_t(MaxFixnum))
    return fromFixnum(negative ? -int64_t(magnitude) : int64_t(magnitude));
  if (negative && magnitude == -uint64_t(MinFixnum))
    return fromFixnum(MinFixnum);
  Bignum *bignum = makeBignum(1);
  bignum->size = negative ? -1 : 1;
  bignum->limbs[0] = magnitude;
  return wordOf(bignum);
}

/// Sets the size of a bignum whose limbs were computed and drops leading zeros.
static Word finish(Bignum *bignum, mp_size_t count, bool negative) {
  while (count > 0 && bignum->limbs[count - 1] == 0)
    --count;
  if (count <= 1)
    return fromMagnitude(count ? bignum->limbs[0] : 0, negative);
  bignum->size = negative ? -count : count;
  return wordOf(bignum);
}

Word eshkol::fromMpz(mpz_srcptr integer) {
  mp_size_t count = mpz_size(integer);
  if (count <= 1)
    return fromMagnitude(mpz_getlimbn(integer, 0), mpz_sgn(integer) < 0);
  Bignum *bignum = makeBignum(count);
  mpn_copyi(bignum->limbs, mpz_limbs_read(integer), count);
  return finish(bignum, count, mpz_sgn(integer) < 0);
}

Word eshkol::fromInt64(int64_t value) {
  return fromMagnitude(value < 0 ? -uint64_t(value) : value, value < 0);
}
Word eshkol::fromUint64(uint64_t value) { return fromMagnitude(value, false); }

bool eshkol::toInt64(Word value, int64_t *result) {
  if (isFixnum(value)) {
    *result = toFixnum(value);
    return true;
  }
  if (!isA(value, Type::Bignum))
    return false;
  IntegerView view(value);
  if (!mpz_fits_slong_p(view))
    return false;
  *result = mpz_get_si(view);
  return true;
}

//===----------------------------------------------------------------------===//
// Sums, products, order
//===----------------------------------------------------------------------===//

/// a + b, or a - b if `negateB`.
static Word sum(Word a, Word b, bool negateB) {
  if (areFixnums(a, b))
    return fromInt64(negateB ? toFixnum(a) - toFixnum(b) : toFixnum(a) + toFixnum(b));
  IntegerView x(a), y(b);
  const IntegerView *large = &x, *small = &y;
  bool largeNegative = x.isNegative(), smallNegative = y.isNegative() != negateB;
  if (x.count() < y.count() || (x.count() == y.count() && mpn_cmp(x.limbs(), y.limbs(), x.count()) < 0)) {
    std::swap(large, small);
    std::swap(largeNegative, smallNegative);
  }
  mp_size_t count = large->count();
  if (small->count() == 0)
    return fromMpz(*large); // Only zero; the large one is `a`, or `b` beside a zero `a`.
  Bignum *result = makeBignum(count + 1);
  if (largeNegative == smallNegative)
    result->limbs[count] = mpn_add(result->limbs, large->limbs(), count, small->limbs(), small->count());
  else
    result->limbs[count] = mpn_sub(result->limbs, large->limbs(), count, small->limbs(), small->count());
  return finish(result, count + 1, largeNegative);
}

Word eshkol::integerAdd(Word a, Word b) { return sum(a, b, false); }
Word eshkol::integerSubtract(Word a, Word b) {
  if (a == fromFixnum(0))
    return integerNegate(b);
  return sum(a, b, true);
}

Word eshkol::integerMultiply(Word a, Word b) {
  int64_t product;
  if (areFixnums(a, b) && !__builtin_mul_overflow(toFixnum(a), toFixnum(b), &product))
    return fromInt64(product);
  IntegerView x(a), y(b);
  if (x.count() == 0 || y.count() == 0)
    return fromFixnum(0);
  mp_size_t count = x.count() + y.count();
  if (count > MaxIntegerBits / 64)
    tooLarge("*");
  Bignum *result = makeBignum(count);
  if (x.count() == y.count() && x.limbs() == y.limbs())
    mpn_sqr(result->limbs, x.limbs(), x.count());
  else if (x.count() >= y.count())
    mpn_mul(result->limbs, x.limbs(), x.count(), y.limbs(), y.count());
  else
    mpn_mul(result->limbs, y.limbs(), y.count(), x.limbs(), x.count());
  return finish(result, count, x.isNegative() != y.isNegative());
}

Word eshkol::integerNegate(Word a) {
  if (isFixnum(a))
    return fromInt64(-toFixnum(a));
  IntegerView x(a);
  Bignum *result = makeBignum(x.count());
  mpn_copyi(result->limbs, x.limbs(), x.count());
  return finish(result, x.count(), !x.isNegative());
}

Word eshkol::integerAbsolute(Word a) { return integerSign(a) < 0 ? integerNegate(a) : a; }

int eshkol::integerCompare(Word a, Word b) {
  if (areFixnums(a, b))
    return int64_t(a) < int64_t(b) ? -1 : int64_t(a) > int64_t(b);
  return mpz_cmp(IntegerView(a), IntegerView(b));
}

int eshkol::integerSign(Word a) {
  int64_t signedSize = isFixnum(a) ? toFixnum(a) : as<Bignum>(a)->size;
  return signedSize < 0 ? -1 : signedSize > 0;
}

bool eshkol::integerIsOdd(Word a) { return isFixnum(a) ? toFixnum(a) & 1 : as<Bignum>(a)->limbs[0] & 1; }

int64_t eshkol::integerBits(Word a) {
  return integerSign(a) == 0 ? 0 : int64_t(mpz_sizeinbase(IntegerView(a), 2));
}

Word eshkol::integerGcd(Word a, Word b) {
  if (areFixnums(a, b))
    return fromInt64(std::gcd(toFixnum(a), toFixnum(b)));
  Integer result;
  mpz_gcd(result, IntegerView(a), IntegerView(b));
  return fromMpz(result);
}

//===----------------------------------------------------------------------===//
// Division
//===----------------------------------------------------------------------===//

using Division = void (*)(mpz_ptr, mpz_srcptr, mpz_srcptr);

static Word divideBy(Division division, Word a, Word b) {
  Integer result;
  division(result, IntegerView(a), IntegerView(b));
  return fromMpz(result);
}

Word eshkol::integerQuotient(Word a, Word b) {
  if (areFixnums(a, b))
    return fromInt64(toFixnum(a) / toFixnum(b));
  return divideBy(mpz_tdiv_q, a, b);
}

Word eshkol::integerRemainder(Word a, Word b) {
  if (areFixnums(a, b))
    return fromFixnum(toFixnum(a) % toFixnum(b));
  return divideBy(mpz_tdiv_r, a, b);
}

Word eshkol::integerFloorQuotient(Word a, Word b) {
  if (areFixnums(a, b)) {
    int64_t x = toFixnum(a), y = toFixnum(b);
    return fromInt64(x / y - (x % y != 0 && (x < 0) != (y < 0)));
  }
  return divideBy(mpz_fdiv_q, a, b);
}

Word eshkol::integerModulo(Word a, Word b) {
  if (areFixnums(a, b)) {
    int64_t x = toFixnum(a), y = toFixnum(b), remainder = x % y;
    return fromFixnum(remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder);
  }
  return divideBy(mpz_fdiv_r, a, b);
}

Word eshkol::integerExactQuotient(Word a, Word b) {
  if (b == fromFixnum(1))
    return a;
  if (areFixnums(a, b))
    return fromInt64(toFixnum(a) / toFixnum(b));
  return divideBy(mpz_divexact, a, b);
}

//===----------------------------------------------------------------------===//
// Powers
//===----------------------------------------------------------------------===//

Word eshkol::integerShift(const char *procedure, Word a, int64_t count) {
  if (a == fromFixnum(0) || count == 0)
    return a;
  if (count > 0 && integerBits(a) > MaxIntegerBits - count)
    tooLarge(procedure);
  if (count < -MaxIntegerBits)
    return fromFixnum(integerSign(a) < 0 ? -1 : 0);
  Integer result;
  if (count > 0)
    mpz_mul_2exp(result, IntegerView(a), count);
  else
    mpz_fdiv_q_2exp(result, IntegerView(a), -count);
  return fromMpz(result);
}

Word eshkol::integerPower(const char *procedure, Word base, Word exponent) {
  // The powers of 0, 1 and -1 are small whatever the exponent is.
  if (base == fromFixnum(0) || base == fromFixnum(1) || base == fromFixnum(-1)) {
    if (exponent == fromFixnum(0))
      return fromFixnum(1);
    return base == fromFixnum(-1) && !integerIsOdd(exponent) ? fromFixnum(1) : base;
  }
  int64_t bits;
  if (!isFixnum(exponent) || __builtin_mul_overflow(integerBits(base) - 1, toFixnum(exponent), &bits) ||
      bits > MaxIntegerBits)
    tooLarge(procedure);
  Integer result;
  mpz_pow_ui(result, IntegerView(base), toFixnum(exponent));
  return fromMpz(result);
}
