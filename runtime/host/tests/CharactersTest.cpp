//===- CharactersTest.cpp --------------------------------------------------===//
//
// Expected values are those of the Unicode Character Database.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/tests/Data.h"

extern "C" {
F1 eshkol_char_p, eshkol_char_to_integer, eshkol_integer_to_char, eshkol_char_upcase, eshkol_char_downcase,
    eshkol_char_foldcase, eshkol_char_alphabetic_p, eshkol_char_numeric_p, eshkol_char_whitespace_p,
    eshkol_char_upper_case_p, eshkol_char_lower_case_p, eshkol_digit_value;
F2 eshkol_char_equal_p, eshkol_char_less_p, eshkol_char_greater_p, eshkol_char_less_equal_p,
    eshkol_char_greater_equal_p, eshkol_char_ci_equal_p, eshkol_char_ci_less_p, eshkol_internal_char_less_p,
    eshkol_internal_char_equal_p, eshkol_internal_char_greater_equal_p;
}

static uint32_t mapped(F1 map, uint32_t scalar) { return eshkol::toCharacter(map(character(scalar))); }

TEST(Characters, SimpleCaseMappings) {
  struct {
    uint32_t scalar, upper, lower, folded;
  } cases[] = {
      {'a', 'A', 'a', 'a'},
      {'Z', 'Z', 'z', 'z'},
      {'[', '[', '[', '['},
      {0xB5, 0x39C, 0xB5, 0x3BC},           // micro sign
      {0xDF, 0xDF, 0xDF, 0xDF},             // sharp s: its uppercase is no single character
      {0xFF, 0x178, 0xFF, 0xFF},            // y with diaeresis
      {0x130, 0x130, 'i', 0x130},           // capital i with dot
      {0x131, 'I', 0x131, 0x131},           // dotless i
      {0x17F, 'S', 0x17F, 's'},             // long s
      {0x1C4, 0x1C4, 0x1C6, 0x1C6},         // a digraph
      {0x3C2, 0x3A3, 0x3C2, 0x3C3},         // final sigma
      {0x1E9E, 0x1E9E, 0xDF, 0xDF},         // capital sharp s
      {0x1F80, 0x1F88, 0x1F80, 0x1F80},     // alpha with iota subscript
      {0x13A0, 0x13A0, 0xAB70, 0x13A0},     // Cherokee folds to uppercase
      {0xAB70, 0x13A0, 0xAB70, 0x13A0},     //
      {0x10400, 0x10400, 0x10428, 0x10428}, // Deseret
      {0x4E2D, 0x4E2D, 0x4E2D, 0x4E2D},
  };
  for (auto &row : cases) {
    EXPECT_EQ(mapped(eshkol_char_upcase, row.scalar), row.upper) << std::hex << row.scalar;
    EXPECT_EQ(mapped(eshkol_char_downcase, row.scalar), row.lower) << std::hex << row.scalar;
    EXPECT_EQ(mapped(eshkol_char_foldcase, row.scalar), row.folded) << std::hex << row.scalar;
  }
}

TEST(Characters, Classes) {
  struct {
    uint32_t scalar;
    bool alphabetic, numeric, whitespace, upper, lower;
  } cases[] = {
      {'a', true, false, false, false, true},      {'A', true, false, false, true, false},
      {'0', false, true, false, false, false},     {' ', false, false, true, false, false},
      {'\n', false, false, true, false, false},    {'\v', false, false, true, false, false},
      {0x1C, false, false, false, false, false},   {0x85, false, false, true, false, false},
      {0xA0, false, false, true, false, false},    {0xAA, true, false, false, false, true},
      {0xB2, false, false, false, false, false},   {0x345, true, false, false, false, true},
      {0x3BB, true, false, false, false, true},    {0x661, false, true, false, false, false},
      {0x1C5, true, false, false, false, false},   {0x2160, true, false, false, true, false},
      {0x200B, false, false, false, false, false}, {0x2028, false, false, true, false, false},
      {0x3000, false, false, true, false, false},  {0x4E2D, true, false, false, false, false},
      {0x24B6, true, false, false, true, false},   {0x301, false, false, false, false, false},
      {0x1D7D8, false, true, false, false, false}, {0x10FFFF, false, false, false, false, false},
      {0x903, true, false, false, false, false},   {'_', false, false, false, false, false},
  };
  for (auto &row : cases) {
    Word value = character(row.scalar);
    EXPECT_EQ(eshkol_char_alphabetic_p(value) == True, row.alphabetic) << std::hex << row.scalar;
    EXPECT_EQ(eshkol_char_numeric_p(value) == True, row.numeric) << std::hex << row.scalar;
    EXPECT_EQ(eshkol_char_whitespace_p(value) == True, row.whitespace) << std::hex << row.scalar;
    EXPECT_EQ(eshkol_char_upper_case_p(value) == True, row.upper) << std::hex << row.scalar;
    EXPECT_EQ(eshkol_char_lower_case_p(value) == True, row.lower) << std::hex << row.scalar;
  }
}

TEST(Characters, DigitValue) {
  EXPECT_EQ(eshkol_digit_value(character('3')), number(3));
  EXPECT_EQ(eshkol_digit_value(character(0x664)), number(4)); // R7RS 6.6
  EXPECT_EQ(eshkol_digit_value(character(0xAE6)), number(0));
  EXPECT_EQ(eshkol_digit_value(character(0xEA6)), False);
  EXPECT_EQ(eshkol_digit_value(character(0x1D7CE)), number(0)); // mathematical digits: runs without gaps
  EXPECT_EQ(eshkol_digit_value(character(0x1D7E1)), number(9));
  EXPECT_EQ(eshkol_digit_value(character(0x1D7FF)), number(9));
  EXPECT_EQ(eshkol_digit_value(character('x')), False);
}

TEST(Characters, Integers) {
  EXPECT_EQ(eshkol_char_to_integer(character(0x3BB)), number(0x3BB));
  EXPECT_EQ(eshkol_integer_to_char(number(0x10FFFF)), character(0x10FFFF));
  EXPECT_TRUE(raises("integer->char", [] { eshkol_integer_to_char(number(0xD800)); }));
  EXPECT_TRUE(raises("integer->char", [] { eshkol_integer_to_char(number(0x110000)); }));
  EXPECT_TRUE(raises("integer->char", [] { eshkol_integer_to_char(number(-1)); }));
  EXPECT_TRUE(raises("integer->char", [] { eshkol_integer_to_char(True); }));
  EXPECT_TRUE(
      raises("char->integer: argument 1 must be a character", [] { eshkol_char_to_integer(number(65)); }));
}

TEST(Characters, Comparisons) {
  Word a = character('a'), b = character('b'), capital = character('A'), wide = character(0x1F600);
  EXPECT_EQ(eshkol_char_less_p(a, list(b, wide)), True);
  EXPECT_EQ(eshkol_char_less_p(a, list(b, b)), False);
  EXPECT_EQ(eshkol_char_less_equal_p(a, list(b, b)), True);
  EXPECT_EQ(eshkol_char_greater_p(wide, list(b, a)), True);
  EXPECT_EQ(eshkol_char_greater_equal_p(a, list(b)), False);
  EXPECT_EQ(eshkol_char_equal_p(a, Nil), True);
  EXPECT_EQ(eshkol_char_equal_p(a, list(capital)), False);
  EXPECT_EQ(eshkol_char_ci_equal_p(a, list(capital, a)), True);
  EXPECT_EQ(eshkol_char_ci_less_p(capital, list(b)), True);
  EXPECT_EQ(eshkol_internal_char_less_p(a, wide), True);
  EXPECT_EQ(eshkol_internal_char_equal_p(a, b), False);
  EXPECT_EQ(eshkol_internal_char_greater_equal_p(b, a), True);
  // Arguments are checked although the result is known.
  EXPECT_TRUE(
      raises("char<?: argument 3 must be a character", [&] { eshkol_char_less_p(b, list(a, number(1))); }));
  EXPECT_TRUE(
      raises("char<?: argument 2 must be a character", [&] { eshkol_internal_char_less_p(b, number(1)); }));
}
