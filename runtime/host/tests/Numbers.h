//===- Numbers.h - primitives on numbers, as the tests call them -----------===//

#ifndef ESHKOL_RUNTIME_HOST_TESTS_NUMBERS_H
#define ESHKOL_RUNTIME_HOST_TESTS_NUMBERS_H

#include "runtime/host/Memory.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tests/Raised.h"

#include <gtest/gtest.h>
#include <ostream>
#include <string>

using Unary = eshkol::Word(eshkol::Word);
using Binary = eshkol::Word(eshkol::Word, eshkol::Word);

extern "C" {
Binary eshkol_number_equal, eshkol_less, eshkol_greater, eshkol_less_equal, eshkol_greater_equal;
Binary eshkol_max, eshkol_min, eshkol_gcd, eshkol_lcm, eshkol_expt, eshkol_rationalize;
Binary eshkol_quotient, eshkol_remainder, eshkol_modulo, eshkol_floor_quotient, eshkol_floor_and_remainder;
Binary eshkol_truncate_quotient, eshkol_truncate_remainder, eshkol_floor_remainder;
Binary eshkol_make_rectangular, eshkol_make_polar, eshkol_log, eshkol_atan, eshkol_arithmetic_shift;
Binary eshkol_number_to_string, eshkol_string_to_number, eshkol_truncate_and_remainder;
Unary eshkol_negate, eshkol_invert, eshkol_abs, eshkol_magnitude, eshkol_angle, eshkol_square, eshkol_cube;
Unary eshkol_real_part, eshkol_imag_part, eshkol_exact_integer_sqrt, eshkol_numerator, eshkol_denominator;
Unary eshkol_floor, eshkol_ceiling, eshkol_truncate, eshkol_round, eshkol_sqrt, eshkol_exact, eshkol_inexact;
Unary eshkol_exp, eshkol_sin, eshkol_cos, eshkol_tan, eshkol_asin, eshkol_acos;
Unary eshkol_exact_p, eshkol_inexact_p, eshkol_finite_p, eshkol_infinite_p, eshkol_nan_p, eshkol_zero_p;
Unary eshkol_positive_p, eshkol_negative_p, eshkol_odd_p, eshkol_even_p, eshkol_bit_count, eshkol_bitwise_not;
Unary eshkol_bitwise_and, eshkol_bitwise_or, eshkol_bitwise_xor;
}

/// The number of a text; the test fails if it is none.
inline eshkol::Word number(std::string_view text) {
  eshkol::Word value = eshkol::parseNumber(text);
  EXPECT_NE(value, eshkol::False) << text << " is not a number";
  return value;
}

inline std::string text(eshkol::Word value) {
  if (eshkol::isNumber(value))
    return std::string(eshkol::numberToText(value));
  if (!eshkol::isA(value, eshkol::Type::Values))
    return value == eshkol::True ? "#t" : value == eshkol::False ? "#f" : "?";
  auto *values = eshkol::as<eshkol::Values>(value);
  std::string all;
  for (int64_t i = 0; i < values->count; ++i)
    all += (i ? " " : "") + text(values->values[i]);
  return all;
}

/// One row of a table: a procedure, its arguments and its result as texts.
struct UnaryCase {
  Unary *procedure;
  const char *argument, *result;
};
struct BinaryCase {
  Binary *procedure;
  const char *first, *second, *result;
};
inline void check(const UnaryCase &row) {
  EXPECT_EQ(text(row.procedure(number(row.argument))), row.result) << "of " << row.argument;
}
inline void check(const BinaryCase &row) {
  EXPECT_EQ(text(row.procedure(number(row.first), number(row.second))), row.result)
      << "of " << row.first << " and " << row.second;
}

class NumbersTest : public testing::Test {
protected:
  static void SetUpTestSuite() { eshkol::eshkol_initialize_memory(); }
};

#endif // ESHKOL_RUNTIME_HOST_TESTS_NUMBERS_H
