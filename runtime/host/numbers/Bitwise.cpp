//===- Bitwise.cpp - integers as sets of bits ------------------------------===//
//
// As in SRFI 151: negative integers are in two's complement, with infinitely many ones.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Errors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/numbers/Integers.h"

using namespace eshkol;

using BitOperation = void (*)(mpz_ptr, mpz_srcptr, mpz_srcptr);

static Word combineBits(Word a, Word b, BitOperation operation) {
  Integer result;
  operation(result, IntegerView(a), IntegerView(b));
  return fromMpz(result);
}

// The tag of fixnums is zero, so that these work on tagged words.
static Word andBits(Word a, Word b) { return areFixnums(a, b) ? a & b : combineBits(a, b, mpz_and); }
static Word orBits(Word a, Word b) { return areFixnums(a, b) ? a | b : combineBits(a, b, mpz_ior); }
static Word xorBits(Word a, Word b) { return areFixnums(a, b) ? a ^ b : combineBits(a, b, mpz_xor); }

static Word combineAll(const char *procedure, Word list, Word result, Word (*operation)(Word, Word)) {
  for (int position = 1; isPair(list); list = cdr(list), ++position) {
    checkExactInteger(procedure, position, car(list));
    result = operation(result, car(list));
  }
  return result;
}

ESHKOL_PRIMITIVE(eshkol_bitwise_and, "bitwise-and", 0, Rest)(Word integers) {
  return combineAll("bitwise-and", integers, fromFixnum(-1), andBits);
}
ESHKOL_PRIMITIVE(eshkol_bitwise_or, "bitwise-or", 0, Rest)(Word integers) {
  return combineAll("bitwise-or", integers, fromFixnum(0), orBits);
}
ESHKOL_PRIMITIVE(eshkol_bitwise_xor, "bitwise-xor", 0, Rest)(Word integers) {
  return combineAll("bitwise-xor", integers, fromFixnum(0), xorBits);
}

/// -1 - n
ESHKOL_PRIMITIVE(eshkol_bitwise_not, "bitwise-not", 1, 1)(Word integer) {
  checkExactInteger("bitwise-not", 1, integer);
  return integerSubtract(fromFixnum(-1), integer);
}

ESHKOL_PRIMITIVE(eshkol_arithmetic_shift, "arithmetic-shift", 2, 2)(Word integer, Word count) {
  checkExactInteger("arithmetic-shift", 1, integer);
  checkExactInteger("arithmetic-shift", 2, count);
  if (isFixnum(count))
    return integerShift("arithmetic-shift", integer, toFixnum(count));
  return integerShift("arithmetic-shift", integer, integerSign(count) * 2 * MaxIntegerBits);
}

/// The ones of a number that is not negative, the zeros of a negative one.
ESHKOL_PRIMITIVE(eshkol_bit_count, "bit-count", 1, 1)(Word integer) {
  checkExactInteger("bit-count", 1, integer);
  if (integerSign(integer) < 0)
    integer = integerSubtract(fromFixnum(-1), integer);
  return fromInt64(int64_t(mpz_popcount(IntegerView(integer))));
}
