//===- ArithmeticTest.cpp - sums to integer division -----------------------===//
//
// Expected values come from Python's integers and fractions, or from the text of R7RS.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/tests/Numbers.h"

#include <cmath>
#include <random>

using namespace eshkol;

namespace {

class ArithmeticTest : public NumbersTest {};

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

TEST_F(ArithmeticTest, AddsAndSubtracts) {
  const BinaryCase rows[] = {
      {eshkol_add, "1", "2", "3"},
      {eshkol_add, "2305843009213693951", "1", "2305843009213693952"},
      {eshkol_subtract, "-2305843009213693952", "1", "-2305843009213693953"},
      {eshkol_subtract, "2305843009213693952", "1", "2305843009213693951"},
      {eshkol_add, "18446744073709551615", "1", "18446744073709551616"},
      {eshkol_subtract, "18446744073709551616", "18446744073709551616", "0"},
      {eshkol_subtract, "0", "18446744073709551616", "-18446744073709551616"},
      {eshkol_add, "-18446744073709551616", "0", "-18446744073709551616"},
      {eshkol_add, "1/2", "1/3", "5/6"},
      {eshkol_add, "1/2", "1/2", "1"},
      {eshkol_subtract, "1/2", "1/2", "0"},
      {eshkol_add, "1", "2.5", "3.5"},
      {eshkol_add, "1/2", "0.25", "0.75"},
      {eshkol_add, "1e308", "1e308", "+inf.0"},
      {eshkol_subtract, "+inf.0", "+inf.0", "+nan.0"},
      {eshkol_add, "1+2i", "3-2i", "4"},
      {eshkol_add, "1", "1.0-0.0i", "2.0-0.0i"},
      {eshkol_subtract, "1", "1.0+0.0i", "0.0-0.0i"},
  };
  for (const BinaryCase &row : rows)
    check(row);
}

TEST_F(ArithmeticTest, MultipliesAndDivides) {
  const BinaryCase rows[] = {
      {eshkol_multiply, "-3", "7", "-21"},
      {eshkol_multiply, "2305843009213693951", "2", "4611686018427387902"},
      {eshkol_multiply, "-2305843009213693952", "-1", "2305843009213693952"},
      {eshkol_multiply, "99999999999999999999", "-99999999999999999999",
       "-9999999999999999999800000000000000000001"},
      {eshkol_multiply, "99999999999999999999", "0", "0"},
      {eshkol_multiply, "2/3", "3/2", "1"},
      {eshkol_multiply, "2/3", "9/4", "3/2"},
      {eshkol_multiply, "2", "1.5", "3.0"},
      {eshkol_multiply, "+i", "+i", "-1"},
      {eshkol_multiply, "2", "1.0+inf.0i", "2.0+inf.0i"},
      {eshkol_divide, "6", "3", "2"},
      {eshkol_divide, "6", "-4", "-3/2"},
      {eshkol_divide, "-2305843009213693952", "-1", "2305843009213693952"},
      {eshkol_divide, "1", "4.0", "0.25"},
      {eshkol_divide, "1.0", "0.0", "+inf.0"},
      {eshkol_divide, "-1.0", "0.0", "-inf.0"},
      {eshkol_divide, "1+2i", "3+4i", "11/25+2/25i"},
      {eshkol_divide, "1", "+i", "-i"},
      {eshkol_divide, "1.0+2.0i", "2", "0.5+1.0i"},
  };
  for (const BinaryCase &row : rows)
    check(row);
  for (const char *numerator : {"1", "1.0", "1/2", "0", "+i"})
    EXPECT_EQ(raised([&] { divide(number(numerator), number("0")); }), "/: division by zero");
}

TEST_F(ArithmeticTest, RefusesWhatIsNoNumber) {
  Binary *procedures[] = {eshkol_add,          eshkol_subtract, eshkol_multiply,   eshkol_divide,
                          eshkol_number_equal, eshkol_less,     eshkol_greater,    eshkol_less_equal,
                          eshkol_max,          eshkol_gcd,      eshkol_quotient,   eshkol_modulo,
                          eshkol_expt,         eshkol_atan,     eshkol_make_polar, eshkol_rationalize,
                          eshkol_log};
  for (Binary *procedure : procedures)
    for (Word wrong : {False, Nil, fromCharacter('a'), makeString("1"), cons(Nil, Nil)}) {
      EXPECT_NE(raised([=] { procedure(fromFixnum(1), wrong); }), "");
      EXPECT_NE(raised([=] { procedure(wrong, fromDouble(1)); }), "");
    }
}

TEST_F(ArithmeticTest, OneArgument) {
  const UnaryCase rows[] = {
      {eshkol_negate, "0.0", "-0.0"},
      {eshkol_negate, "-2305843009213693952", "2305843009213693952"},
      {eshkol_negate, "2305843009213693952", "-2305843009213693952"},
      {eshkol_negate, "1-2i", "-1+2i"},
      {eshkol_invert, "-2", "-1/2"},
      {eshkol_invert, "2/3", "3/2"},
      {eshkol_abs, "-2305843009213693952", "2305843009213693952"},
      {eshkol_abs, "-1/2", "1/2"},
      {eshkol_abs, "-0.0", "0.0"},
      {eshkol_abs, "-inf.0", "+inf.0"},
      {eshkol_magnitude, "3+4i", "5"},
      {eshkol_square, "-1/2", "1/4"},
      {eshkol_cube, "-3", "-27"},
      {eshkol_numerator, "6/4", "3"},
      {eshkol_denominator, "6/4", "2"},
      {eshkol_denominator, "0", "1"},
      {eshkol_denominator, "0.5", "2.0"},
      {eshkol_real_part, "1.5-2.5i", "1.5"},
      {eshkol_imag_part, "1.5-2.5i", "-2.5"},
      {eshkol_imag_part, "1.5", "0"},
  };
  for (const UnaryCase &row : rows)
    check(row);
}

TEST_F(ArithmeticTest, DividesIntegers) {
  // R7RS, 6.2.6.
  const BinaryCase rows[] = {
      {eshkol_floor_and_remainder, "5", "2", "2 1"},
      {eshkol_floor_and_remainder, "-5", "2", "-3 1"},
      {eshkol_floor_and_remainder, "5", "-2", "-3 -1"},
      {eshkol_floor_and_remainder, "-5", "-2", "2 -1"},
      {eshkol_truncate_and_remainder, "5", "2", "2 1"},
      {eshkol_truncate_and_remainder, "-5", "2", "-2 -1"},
      {eshkol_truncate_and_remainder, "5", "-2", "-2 1"},
      {eshkol_truncate_and_remainder, "-5", "-2", "2 -1"},
      {eshkol_truncate_and_remainder, "-5.0", "2", "-2.0 -1.0"},
      {eshkol_modulo, "-7", "2", "1"},
      {eshkol_remainder, "-7", "2", "-1"},
      {eshkol_quotient, "-2305843009213693952", "-1", "2305843009213693952"},
      {eshkol_remainder, "-2305843009213693952", "-1", "0"},
      {eshkol_quotient, "1000000000000000000000000000000", "19487171", "51315811823070675574202"},
      {eshkol_modulo, "-1000000000000000000000000000000", "19487171", "17049713"},
      {eshkol_quotient, "1152921504606846976.0", "3.0", "384307168202282300.0"},
      {eshkol_gcd, "32", "-36", "4"},
      {eshkol_gcd, "0", "0", "0"},
      {eshkol_gcd, "-2305843009213693952", "0", "2305843009213693952"},
      {eshkol_lcm, "32", "-36", "288"},
      {eshkol_lcm, "32.0", "-36", "288.0"},
      {eshkol_lcm, "0", "5", "0"},
  };
  for (const BinaryCase &row : rows)
    check(row);
  EXPECT_EQ(raised([] { eshkol_modulo(fromFixnum(1), fromFixnum(0)); }), "modulo: division by zero");
  EXPECT_EQ(raised([] { eshkol_quotient(fromDouble(1), fromDouble(0)); }), "quotient: division by zero");
  EXPECT_NE(raised([] { eshkol_quotient(fromDouble(1.5), fromFixnum(1)); }), "");
}

TEST_F(ArithmeticTest, Rounds) {
  // R7RS, 6.2.6.
  const UnaryCase rows[] = {
      {eshkol_floor, "-4.3", "-5.0"},    {eshkol_ceiling, "-4.3", "-4.0"}, {eshkol_truncate, "-4.3", "-4.0"},
      {eshkol_round, "-4.3", "-4.0"},    {eshkol_floor, "3.5", "3.0"},     {eshkol_ceiling, "3.5", "4.0"},
      {eshkol_truncate, "3.5", "3.0"},   {eshkol_round, "3.5", "4.0"},     {eshkol_round, "7/2", "4"},
      {eshkol_round, "5/2", "2"},        {eshkol_round, "-5/2", "-2"},     {eshkol_round, "-7/2", "-4"},
      {eshkol_round, "8/3", "3"},        {eshkol_round, "-7/3", "-2"},     {eshkol_round, "7", "7"},
      {eshkol_floor, "-7/2", "-4"},      {eshkol_ceiling, "-7/2", "-3"},   {eshkol_truncate, "-7/2", "-3"},
      {eshkol_round, "2.5", "2.0"},      {eshkol_round, "-0.3", "-0.0"},   {eshkol_floor, "+inf.0", "+inf.0"},
      {eshkol_round, "+nan.0", "+nan.0"}};
  for (const UnaryCase &row : rows)
    check(row);
  check(BinaryCase{eshkol_rationalize, "3/10", "1/10", "1/3"});
  check(BinaryCase{eshkol_rationalize, "-3/10", "1/10", "-1/3"});
  check(BinaryCase{eshkol_rationalize, ".3", "1/10", "0.3333333333333333"});
  check(BinaryCase{eshkol_rationalize, "1/10", "1/2", "0"});
  check(BinaryCase{eshkol_rationalize, "+inf.0", "1", "+inf.0"});
  check(BinaryCase{eshkol_rationalize, "1", "+inf.0", "0.0"});
  check(BinaryCase{eshkol_rationalize, "+inf.0", "+inf.0", "+nan.0"});
  check(BinaryCase{eshkol_rationalize, "314159265358979/100000000000000", "1/1000", "201/64"});
}

TEST_F(ArithmeticTest, Compares) {
  const BinaryCase rows[] = {
      {eshkol_less, "1", "2", "#t"},
      {eshkol_less, "9007199254740993", "9007199254740992.0", "#f"},
      {eshkol_greater, "9007199254740993", "9007199254740992.0", "#t"},
      {eshkol_number_equal, "9007199254740993", "9007199254740992.0", "#f"},
      {eshkol_number_equal, "9007199254740992", "9007199254740992.0", "#t"},
      {eshkol_number_equal, "1/3", "0.3333333333333333", "#f"},
      {eshkol_greater, "1/3", "0.3333333333333333", "#t"},
      {eshkol_number_equal, "1/2", "0.5", "#t"},
      {eshkol_number_equal, "0.0", "-0.0", "#t"},
      {eshkol_number_equal, "+nan.0", "+nan.0", "#f"},
      {eshkol_less, "+nan.0", "1", "#f"},
      {eshkol_greater_equal, "1", "+nan.0", "#f"},
      {eshkol_less, "100000000000000000000000", "+inf.0", "#t"},
      {eshkol_less_equal, "-inf.0", "-100000000000000000000000", "#t"},
      {eshkol_less, "1/3", "1/2", "#t"},
      {eshkol_less, "-1/2", "-1/3", "#t"},
      {eshkol_less, "-100000000000000000000000", "1", "#t"},
      {eshkol_number_equal, "1+2i", "1.0+2.0i", "#t"},
      {eshkol_number_equal, "1", "1.0+0.0i", "#t"},
      {eshkol_max, "1", "2.0", "2.0"},
      {eshkol_max, "3", "2.0", "3.0"},
      {eshkol_min, "1", "2.0", "1.0"},
      {eshkol_max, "3", "1/2", "3"},
      {eshkol_max, "1", "+nan.0", "+nan.0"},
  };
  for (const BinaryCase &row : rows)
    check(row);
  EXPECT_NE(raised([] { eshkol_less(number("1+i"), fromFixnum(1)); }), "");
}

TEST_F(ArithmeticTest, Predicates) {
  // R7RS, 6.2.6.
  EXPECT_TRUE(isReal(number("-2.5+0i")));
  EXPECT_FALSE(isReal(number("-2.5+0.0i")));
  EXPECT_TRUE(isReal(number("+inf.0")));
  EXPECT_FALSE(isRational(number("-inf.0")));
  EXPECT_TRUE(isRational(number("3.5")));
  EXPECT_TRUE(isRational(number("6/10")));
  EXPECT_TRUE(isInteger(number("3+0i")));
  EXPECT_TRUE(isInteger(number("3.0")));
  EXPECT_TRUE(isInteger(number("8/4")));
  EXPECT_FALSE(isInteger(number("+inf.0")));
  EXPECT_TRUE(isExactInteger(number("32/4")));
  EXPECT_FALSE(isExactInteger(number("32.0")));
  EXPECT_TRUE(isExact(number("#e3.0")));
  EXPECT_FALSE(isExact(Nil));
  const UnaryCase rows[] = {{eshkol_exact_p, "1+2i", "#t"},
                            {eshkol_inexact_p, "1.0+2i", "#t"},
                            {eshkol_finite_p, "3.0+inf.0i", "#f"},
                            {eshkol_finite_p, "1/3", "#t"},
                            {eshkol_infinite_p, "-inf.0", "#t"},
                            {eshkol_infinite_p, "+nan.0", "#f"},
                            {eshkol_infinite_p, "1+inf.0i", "#t"},
                            {eshkol_nan_p, "1+nan.0i", "#t"},
                            {eshkol_nan_p, "32", "#f"},
                            {eshkol_zero_p, "-0.0", "#t"},
                            {eshkol_zero_p, "0.0+0.0i", "#t"},
                            {eshkol_zero_p, "1/2", "#f"},
                            {eshkol_zero_p, "+nan.0", "#f"},
                            {eshkol_positive_p, "+inf.0", "#t"},
                            {eshkol_negative_p, "-1/2", "#t"},
                            {eshkol_positive_p, "1/2", "#t"},
                            {eshkol_negative_p, "-0.0", "#f"},
                            {eshkol_even_p, "-2.0", "#t"},
                            {eshkol_odd_p, "-3", "#t"},
                            {eshkol_odd_p, "1e300", "#f"},
                            {eshkol_even_p, "0", "#t"},
                            {eshkol_odd_p, "100000000000000000000000000001", "#t"}};
  for (const UnaryCase &row : rows)
    check(row);
  EXPECT_NE(raised([] { eshkol_even_p(fromDouble(0.5)); }), "");
  EXPECT_NE(raised([] { eshkol_even_p(fromDouble(INFINITY)); }), "");
}

TEST_F(ArithmeticTest, Bits) {
  const BinaryCase rows[] = {{eshkol_arithmetic_shift, "8", "2", "32"},
                             {eshkol_arithmetic_shift, "-8", "-1", "-4"},
                             {eshkol_arithmetic_shift, "-7", "-1", "-4"},
                             {eshkol_arithmetic_shift, "1", "100", "1267650600228229401496703205376"},
                             {eshkol_arithmetic_shift, "1267650600228229401496703205376", "-99", "2"},
                             {eshkol_arithmetic_shift, "-1", "-100000000000000000000", "-1"},
                             {eshkol_arithmetic_shift, "0", "100000000000000000000", "0"}};
  for (const BinaryCase &row : rows)
    check(row);
  auto list = [](const char *a, const char *b) { return cons(number(a), cons(number(b), Nil)); };
  EXPECT_EQ(text(eshkol_bitwise_and(list("-1", "12345678901234567890123"))), "12345678901234567890123");
  EXPECT_EQ(text(eshkol_bitwise_and(list("11", "26"))), "10");
  EXPECT_EQ(text(eshkol_bitwise_or(list("3", "10"))), "11");
  EXPECT_EQ(text(eshkol_bitwise_xor(list("-3", "10"))), "-9");
  EXPECT_EQ(text(eshkol_bitwise_and(Nil)), "-1");
  EXPECT_EQ(text(eshkol_bitwise_or(Nil)), "0");
  EXPECT_EQ(text(eshkol_bitwise_not(number("717897987691852588770249"))), "-717897987691852588770250");
  EXPECT_EQ(text(eshkol_bit_count(number("515377520732011331036461129765621272702107522001"))), "85");
  EXPECT_EQ(text(eshkol_bit_count(number("-1"))), "0");
  EXPECT_NE(raised([] { eshkol_arithmetic_shift(fromFixnum(1), fromFixnum(int64_t(1) << 50)); }), "");
}

TEST_F(ArithmeticTest, RefusesResultsThatDoNotFitMemory) {
  Word large = number("100000000000000000000000000");
  EXPECT_NE(raised([=] { eshkol_expt(fromFixnum(10), large); }), "");
  EXPECT_NE(raised([=] { eshkol_expt(number("1/10"), large); }), "");
  EXPECT_NE(raised([=] { eshkol_expt(number("1+i"), large); }), "");
  EXPECT_NE(raised([=] { eshkol_arithmetic_shift(fromFixnum(-1), large); }), "");
}

//===----------------------------------------------------------------------===//
// Laws, for random numbers
//===----------------------------------------------------------------------===//

class Random {
public:
  /// Of up to 256 bits, with many near the edges of fixnums and limbs.
  Word integer() {
    Word value = fromFixnum(0);
    for (uint64_t words = generator() % 5; words > 0; --words)
      value = add(multiply(value, number("18446744073709551616")), fromUint64(word()));
    return generator() & 1 ? value : negate(value);
  }
  Word rational() {
    Word denominator = integer();
    return denominator == fromFixnum(0) ? integer() : divide(integer(), denominator);
  }
  double flonum() {
    while (true) {
      uint64_t bits = generator();
      double value;
      std::memcpy(&value, &bits, sizeof value);
      if (std::isfinite(value))
        return value;
    }
  }

private:
  std::mt19937_64 generator{20240607};

  uint64_t word() {
    const uint64_t edges[] = {
        0, 1, ~uint64_t(0), uint64_t(1) << 61, (uint64_t(1) << 61) - 1, uint64_t(1) << 63};
    return generator() & 1 ? generator() : edges[generator() % 6];
  }
};

constexpr int Repetitions = 3000;

TEST_F(ArithmeticTest, FieldLaws) {
  Random random;
  for (int i = 0; i < Repetitions; ++i) {
    Word a = random.rational(), b = random.rational(), c = random.rational();
    EXPECT_TRUE(numbersEqv(subtract(add(a, b), b), a));
    EXPECT_TRUE(numbersEqv(add(a, b), add(b, a)));
    EXPECT_TRUE(numbersEqv(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c))));
    EXPECT_TRUE(numbersEqv(subtract(a, a), fromFixnum(0)));
    if (b != fromFixnum(0)) {
      EXPECT_TRUE(numbersEqv(multiply(divide(a, b), b), a));
      EXPECT_EQ(hashNumber(multiply(divide(a, b), b)), hashNumber(a));
    }
    EXPECT_EQ(compareReals(a, b) < 0, eshkol_negative_p(subtract(a, b)) == True);
  }
}

TEST_F(ArithmeticTest, DivisionLaws) {
  Random random;
  Word zero = fromFixnum(0);
  for (int i = 0; i < Repetitions; ++i) {
    Word a = random.integer(), b = random.integer();
    if (b == zero)
      continue;
    Word quotient = eshkol_quotient(a, b), remainder = eshkol_remainder(a, b);
    EXPECT_TRUE(numbersEqv(add(multiply(quotient, b), remainder), a));
    EXPECT_LT(compareReals(eshkol_abs(remainder), eshkol_abs(b)), 0);
    EXPECT_TRUE(remainder == zero || eshkol_negative_p(remainder) == eshkol_negative_p(a));
    Word floor = eshkol_floor_quotient(a, b), modulo = eshkol_modulo(a, b);
    EXPECT_TRUE(numbersEqv(add(multiply(floor, b), modulo), a));
    EXPECT_TRUE(modulo == zero || eshkol_negative_p(modulo) == eshkol_negative_p(b));
    EXPECT_TRUE(numbersEqv(floor, eshkol_floor(divide(a, b))));
    EXPECT_TRUE(numbersEqv(multiply(eshkol_gcd(a, b), eshkol_lcm(a, b)), eshkol_abs(multiply(a, b))));
  }
}

TEST_F(ArithmeticTest, ExactAndInexact) {
  Random random;
  for (int i = 0; i < Repetitions; ++i) {
    double value = random.flonum();
    Word exact = eshkol_exact(fromDouble(value));
    EXPECT_EQ(toDoubleAny(exact), value);
    EXPECT_TRUE(numbersEqual(exact, fromDouble(value)));
    // Something smaller than any double's precision decides the order, and does not change the rounding.
    Word tiny = divide(fromFixnum(1), eshkol_expt(fromFixnum(2), fromFixnum(1200)));
    EXPECT_GT(compareReals(add(exact, tiny), fromDouble(value)), 0);
    EXPECT_EQ(toDoubleAny(add(exact, tiny)), value);
    // Halfway to the next double, and a little less.
    Word next = eshkol_exact(fromDouble(std::nextafter(value, 0)));
    Word half = divide(add(exact, next), fromFixnum(2));
    Word direction = value > 0 ? tiny : negate(tiny);
    EXPECT_EQ(toDoubleAny(add(half, direction)), value);
    EXPECT_EQ(toDoubleAny(subtract(half, direction)), std::nextafter(value, 0));
    double tie = toDoubleAny(half);
    uint64_t bits;
    std::memcpy(&bits, &tie, sizeof bits);
    EXPECT_EQ(bits & 1, 0u);
  }
  // Around the ends of fixnums.
  for (double power : {0x1p61, 0x1p62, -0x1p61, -0x1p62})
    for (double value : {std::nextafter(power, 0), power, std::nextafter(power, 2 * power)}) {
      EXPECT_EQ(toDoubleAny(eshkol_exact(fromDouble(value))), value);
      EXPECT_TRUE(isTrue(eshkol_exact_p(eshkol_exact(fromDouble(value)))));
    }
  EXPECT_EQ(eshkol_exact(fromDouble(-0.0)), fromFixnum(0));
  EXPECT_EQ(toDoubleAny(number("18446744073709553665")), 18446744073709555712.0);
  EXPECT_EQ(toDoubleAny(eshkol_expt(fromFixnum(10), fromFixnum(400))), INFINITY);
  EXPECT_NE(raised([] { eshkol_exact(fromDouble(INFINITY)); }), "");
  EXPECT_NE(raised([] { eshkol_exact(fromDouble(NAN)); }), "");
}

TEST_F(ArithmeticTest, WordsOf64Bits) {
  int64_t result;
  for (int64_t value :
       {int64_t(0), int64_t(-1), MaxFixnum, MaxFixnum + 1, MinFixnum, MinFixnum - 1, INT64_MIN, INT64_MAX}) {
    ASSERT_TRUE(toInt64(fromInt64(value), &result));
    EXPECT_EQ(result, value);
    EXPECT_EQ(text(fromInt64(value)), std::to_string(value));
  }
  EXPECT_EQ(text(fromUint64(UINT64_MAX)), "18446744073709551615");
  EXPECT_FALSE(toInt64(fromUint64(UINT64_MAX), &result));
  EXPECT_FALSE(toInt64(fromDouble(1), &result));
  EXPECT_FALSE(toInt64(Nil, &result));
}

TEST_F(ArithmeticTest, Equivalence) {
  EXPECT_TRUE(numbersEqv(number("100000000000000000000"), number("100000000000000000000")));
  EXPECT_TRUE(numbersEqv(number("1e300"), number("1e300")));
  EXPECT_TRUE(numbersEqv(number("+nan.0"), number("+nan.0")));
  EXPECT_TRUE(numbersEqv(number("1/2+3/4i"), number("2/4+3/4i")));
  EXPECT_FALSE(numbersEqv(number("0.0"), number("-0.0")));
  EXPECT_FALSE(numbersEqv(number("1"), number("1.0")));
  EXPECT_FALSE(numbersEqv(Nil, False));
}

} // namespace
