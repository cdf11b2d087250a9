//===- NumberTextTest.cpp - reading and writing numbers --------------------===//
//
// Values of decimals are compared with strtod, texts of flonums with what Python's repr and other
// Schemes write.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/tests/Numbers.h"

#include <cmath>
#include <cstdlib>
#include <random>

using namespace eshkol;

namespace {

class NumberTextTest : public NumbersTest {};

struct TextCase {
  const char *source, *written;
};

TEST_F(NumberTextTest, ReadsAndWrites) {
  const TextCase rows[] = {
      // Exact real numbers.
      {"0", "0"},
      {"-0", "0"},
      {"+17", "17"},
      {"007", "7"},
      {"-2305843009213693952", "-2305843009213693952"},
      {"2305843009213693952", "2305843009213693952"},
      {"-123456789012345678901234567890", "-123456789012345678901234567890"},
      {"6/4", "3/2"},
      {"-6/3", "-2"},
      {"0/5", "0"},
      {"#xFF", "255"},
      {"#b-101", "-5"},
      {"#o17/7", "15/7"},
      {"#x-ab/Cd", "-171/205"},
      {"#d10", "10"},
      {"#e#x10", "16"},
      {"#X#E10", "16"},
      {"#e1.5", "3/2"},
      {"#e-1.25e2", "-125"},
      {"#e1e3", "1000"},
      {"#e1.2e-3", "3/2500"},
      {"#e.5", "1/2"},
      // Flonums.
      {"#i1/3", "0.3333333333333333"},
      {"#i5", "5.0"},
      {"#i#xff", "255.0"},
      {"1.", "1.0"},
      {".5", "0.5"},
      {"-.5e1", "-5.0"},
      {"1e3", "1000.0"},
      {"1E+3", "1000.0"},
      {"-0.0", "-0.0"},
      {"1e21", "1.0e21"},
      {"1e20", "100000000000000000000.0"},
      {"123456789012345678901234.0", "1.2345678901234569e23"},
      {"0.001", "0.001"},
      {"0.0009999999999999998", "9.999999999999998e-4"},
      {"1e-4", "1.0e-4"},
      {"-2.5e-5", "-2.5e-5"},
      {"1.5e-7", "1.5e-7"},
      {"1e100", "1.0e100"},
      {"0.1", "0.1"},
      {"5e-324", "5.0e-324"},
      {"2e-324", "0.0"},
      {"1.7976931348623157e308", "1.7976931348623157e308"},
      {"1e309", "+inf.0"},
      {"-1e400", "-inf.0"},
      {"1e-400", "0.0"},
      {"1e99999999999999999999999", "+inf.0"},
      {"1e-99999999999999999999999", "0.0"},
      {"0e99999999999999999999999", "0.0"},
      {"0.00000000000000000000000000000000000000000000000001e50", "1.0"},
      {"+inf.0", "+inf.0"},
      {"-INF.0", "-inf.0"},
      {"+nan.0", "+nan.0"},
      {"-nan.0", "+nan.0"},
      // Single precision.
      {"3.14f", "3.140000104904175"},
      {"3.14f0", "3.140000104904175"},
      {"314F-2", "3.140000104904175"},
      {"1f39", "+inf.0"},
      {"#e0.1f", "13421773/134217728"},
      // Complex numbers.
      {"+i", "+i"},
      {"-i", "-i"},
      {"1+i", "1+i"},
      {"1-2i", "1-2i"},
      {"-1/2+3/4I", "-1/2+3/4i"},
      {"+2i", "+2i"},
      {"1.5+2i", "1.5+2.0i"},
      {"1+0i", "1"},
      {"1.5+0i", "1.5"},
      {"1+0.0i", "1.0+0.0i"},
      {"+1.5i", "0.0+1.5i"},
      {"-0.0-1.5i", "-0.0-1.5i"},
      {"1.0+inf.0i", "1.0+inf.0i"},
      {"+inf.0-nan.0i", "+inf.0+nan.0i"},
      {"+inf.0i", "0.0+inf.0i"},
      {"1e2-1e30i", "100.0-1.0e30i"},
      {"1e-4+1e21i", "1.0e-4+1.0e21i"},
      {"#xa+bi", "10+11i"},
      {"#i1+2i", "1.0+2.0i"},
      {"#e1.5+2.5i", "3/2+5/2i"},
      {"2@0", "2"},
      {"2.0@0.0", "2.0+0.0i"},
      {"0@1", "0"},
      {"#e2@0.0", "2"},
  };
  for (const TextCase &row : rows)
    EXPECT_EQ(text(number(row.source)), row.written) << row.source;
}

TEST_F(NumberTextTest, RefusesWhatIsNoNumber) {
  for (const char *source :
       {"",      "+",          "-",       ".",       "...",     "+.",       "-.e1",     "e1",   "f",
        "1e",    "1e+",        "1e1.5",   "1.2.3",   "1/",      "/2",       "1/2/3",    "1/-2", "1/2.0",
        "1.0/2", "1/0",        "0/0",     "#i1/0",   "abc",     "1a",       "a1",       "i",    "1i",
        "+ii",   "1+",         "1+2",     "1+i2",    "1++i",    "+1+i+i",   "1@",       "@1",   "1@2@3",
        "1@2i",  "+inf",       "+inf.",   "inf.0",   "+inf.00", "#e+inf.0", "#e-nan.0", "#",    "#x",
        "#e",    "#x#x1",      "#e#i1",   "#x#e#b1", "#q1",     "#b2",      "#o8",      "#xg",  "1 ",
        " 1",    "--1",        "+-1",     "1f+",     "1/2f",    "#x1e+",    "1_000",    "+i+i", "1+1",
        "#t",    "#e1e400@1x", "\xC3\xA9"})
    EXPECT_EQ(parseNumber(source), False) << source;
  EXPECT_EQ(parseNumber(std::string_view("1\0", 2)), False);
  EXPECT_EQ(parseNumber("1e3", 16), fromFixnum(0x1e3));
  EXPECT_EQ(parseNumber("12", 2), False);
  // docs/language/lexical.md limits the exponents of exact numbers.
  EXPECT_EQ(numberToText(parseNumber("#e1e100000")).size(), 100001u);
  EXPECT_EQ(parseNumber("#e1e100001"), False);
  EXPECT_EQ(parseNumber("#e1e-100001"), False);
  EXPECT_EQ(parseNumber("#e1.5e987654321"), False);
}

TEST_F(NumberTextTest, OtherRadices) {
  auto written = [](const char *source, int radix) {
    return std::string(numberToText(number(source), radix));
  };
  EXPECT_EQ(written("255", 16), "ff");
  EXPECT_EQ(written("-5", 2), "-101");
  EXPECT_EQ(written("-2305843009213693952", 2), "-1" + std::string(61, '0'));
  EXPECT_EQ(written("340282366920938463463374607431768211456", 16), "1" + std::string(32, '0'));
  EXPECT_EQ(written("17/255", 16), "1/f");
  EXPECT_EQ(written("0.5", 2), "0.1");
  EXPECT_EQ(written("-10.625", 2), "-1010.101");
  EXPECT_EQ(written("255.5", 16), "ff.8");
  EXPECT_EQ(written("0.1", 2), "0.0001100110011001100110011001100110011001100110011001101");
  EXPECT_EQ(written("1024.0", 2), "10000000000.0");
  EXPECT_EQ(written("+inf.0", 16), "+inf.0");
  EXPECT_EQ(written("1.5+2.5i", 2), "1.1+10.1i");
}

TEST_F(NumberTextTest, Primitives) {
  EXPECT_EQ(toUtf8(eshkol_number_to_string(fromFixnum(10), Absent)), "10");
  EXPECT_EQ(toUtf8(eshkol_number_to_string(fromFixnum(10), fromFixnum(2))), "1010");
  EXPECT_EQ(eshkol_string_to_number(makeString("100"), Absent), fromFixnum(100));
  EXPECT_EQ(eshkol_string_to_number(makeString("100"), fromFixnum(16)), fromFixnum(256));
  EXPECT_EQ(eshkol_string_to_number(makeString("#b100"), fromFixnum(16)), fromFixnum(4));
  EXPECT_EQ(eshkol_string_to_number(makeString("hello"), Absent), False);
  EXPECT_NE(raised([] { eshkol_number_to_string(fromFixnum(10), fromFixnum(1)); }), "");
  EXPECT_NE(raised([] { eshkol_number_to_string(Nil, Absent); }), "");
  EXPECT_NE(raised([] { eshkol_string_to_number(fromFixnum(1), Absent); }), "");
  EXPECT_NE(raised([] { eshkol_string_to_number(makeString("1"), fromDouble(10)); }), "");
}

/// Doubles of random bits have all exponents; those of few digits are the ones people write.
TEST_F(NumberTextTest, FlonumsReadBack) {
  std::mt19937_64 generator(20240608);
  for (int i = 0; i < 20000; ++i) {
    uint64_t bits = generator();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    if (i % 4 == 0)
      value = double(int64_t(generator() % 2000000) - 1000000) / 1000;
    if (!std::isfinite(value))
      continue;
    std::string decimal(numberToText(fromDouble(value)));
    EXPECT_TRUE(numbersEqv(number(decimal), fromDouble(value))) << decimal;
    EXPECT_EQ(std::strtod(decimal.c_str(), nullptr), value) << decimal;
    if (i % 10 != 0)
      continue;
    for (int radix : {2, 3, 8, 12, 16}) {
      std::string_view written = numberToText(fromDouble(value), radix);
      EXPECT_TRUE(numbersEqv(parseNumber(written, radix), fromDouble(value))) << written;
    }
  }
}

/// The digits for any radix are as few as those of std::to_chars.
TEST_F(NumberTextTest, DecimalsAsInStrtod) {
  std::mt19937_64 generator(20240609);
  for (int i = 0; i < 20000; ++i) {
    std::string source = std::to_string(generator() >> generator() % 64);
    source.insert(generator() % (source.size() + 1), ".");
    source += "e" + std::to_string(int(generator() % 700) - 350);
    Word value = number(source);
    ASSERT_TRUE(isFlonum(value));
    EXPECT_EQ(toDouble(value), std::strtod(source.c_str(), nullptr)) << source;
    source[source.find('e')] = 'f';
    Word single = number(source);
    source[source.find('f')] = 'e';
    EXPECT_EQ(toDouble(single), double(std::strtof(source.c_str(), nullptr))) << source;
    if (i % 100 == 0 && std::isfinite(toDouble(value)))
      EXPECT_EQ(toDoubleAny(number("#e" + source)), toDouble(value)) << source;
  }
}

TEST_F(NumberTextTest, ExactNumbersReadBack) {
  std::mt19937_64 generator(20240610);
  for (int i = 0; i < 3000; ++i) {
    Word value = fromFixnum(1);
    for (int words = int(generator() % 6); words > 0; --words)
      value = multiply(value, fromUint64(generator()));
    value = divide(value, fromInt64(int64_t(generator()) | 1));
    for (int radix : {2, 7, 8, 10, 16})
      EXPECT_TRUE(numbersEqv(parseNumber(numberToText(value, radix), radix), value));
  }
}

} // namespace
