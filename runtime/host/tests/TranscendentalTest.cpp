//===- TranscendentalTest.cpp - roots, powers, exponentials, angles --------===//
//
// Expected values come from Python's math and cmath, or from the text of R7RS.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/tests/Numbers.h"

#include <cmath>
#include <complex>
#include <random>

using namespace eshkol;

namespace {

class TranscendentalTest : public NumbersTest {
protected:
  static std::complex<double> parts(Word value) {
    return {toDoubleAny(eshkol_real_part(value)), toDoubleAny(eshkol_imag_part(value))};
  }
  static void expectNear(Word value, double real, double imaginary = 0) {
    std::complex<double> expected(real, imaginary);
    EXPECT_LE(std::abs(parts(value) - expected), 4e-15 * std::max(1.0, std::abs(expected))) << text(value);
  }
};

TEST_F(TranscendentalTest, ExactResults) {
  const UnaryCase rows[] = {
      {eshkol_exp, "0", "1"},
      {eshkol_exp, "0.0", "1.0"},
      {eshkol_sin, "0", "0"},
      {eshkol_cos, "0", "1"},
      {eshkol_tan, "0", "0"},
      {eshkol_asin, "0", "0"},
      {eshkol_acos, "1", "0"},
      {eshkol_sin, "-0.0", "-0.0"},
      {eshkol_angle, "5", "0"},
      {eshkol_angle, "5.0", "0.0"},
      {eshkol_sqrt, "16", "4"},
      {eshkol_sqrt, "0", "0"},
      {eshkol_sqrt, "1/4", "1/2"},
      {eshkol_sqrt, "-4", "+2i"},
      {eshkol_sqrt, "-1/4", "+1/2i"},
      {eshkol_sqrt, "-3+4i", "1+2i"},
      {eshkol_sqrt, "-3-4i", "1-2i"},
      {eshkol_sqrt, "+2i", "1+i"},
      {eshkol_sqrt, "16.0", "4.0"},
      {eshkol_sqrt, "-4.0", "0.0+2.0i"},
      {eshkol_sqrt, "-0.0", "-0.0"},
      {eshkol_sqrt, "+inf.0", "+inf.0"},
      {eshkol_sqrt, "-inf.0", "0.0+inf.0i"},
      {eshkol_sqrt, "+nan.0", "+nan.0"},
      {eshkol_sqrt, "2", "1.4142135623730951"},
      {eshkol_sqrt, "10000000000000000000000000000000000000000", "100000000000000000000"},
      {eshkol_exact_integer_sqrt, "17", "4 1"},
      {eshkol_exact_integer_sqrt, "0", "0 0"},
      {eshkol_exact_integer_sqrt, "100000000000000000000000000000000000000000",
       "316227766016837933199 562477137586013626399"},
  };
  for (const UnaryCase &row : rows)
    check(row);
  EXPECT_NE(raised([] { eshkol_exact_integer_sqrt(fromFixnum(-1)); }), "");
  EXPECT_NE(raised([] { eshkol_exact_integer_sqrt(fromDouble(4)); }), "");
}

TEST_F(TranscendentalTest, Powers) {
  const BinaryCase rows[] = {
      {eshkol_expt, "0", "0", "1"},
      {eshkol_expt, "0.0", "0", "1.0"},
      {eshkol_expt, "0", "5", "0"},
      {eshkol_expt, "0", "1.5", "0"},
      {eshkol_expt, "0", "1+i", "0"},
      {eshkol_expt, "0", "0.0", "1.0"},
      {eshkol_expt, "2", "100", "1267650600228229401496703205376"},
      {eshkol_expt, "-2", "63", "-9223372036854775808"},
      {eshkol_expt, "2", "-3", "1/8"},
      {eshkol_expt, "-2/3", "3", "-8/27"},
      {eshkol_expt, "-2/3", "-3", "-27/8"},
      {eshkol_expt, "-1", "100000000000000000000000000001", "-1"},
      {eshkol_expt, "1", "100000000000000000000000000001", "1"},
      {eshkol_expt, "2.0", "3", "8.0"},
      {eshkol_expt, "2", "3.0", "8.0"},
      {eshkol_expt, "-2.0", "3", "-8.0"},
      {eshkol_expt, "-2.0", "3.0", "-8.0"},
      {eshkol_expt, "2.0", "-1", "0.5"},
      {eshkol_expt, "0.0", "-1", "+inf.0"},
      {eshkol_expt, "-1.0", "9007199254740993", "-1.0"},
      {eshkol_expt, "4", "1/2", "2"},
      {eshkol_expt, "8", "2/3", "4"},
      {eshkol_expt, "8/27", "-2/3", "9/4"},
      {eshkol_expt, "2", "1/2", "1.4142135623730951"},
      {eshkol_expt, "2.0", "1/2", "1.4142135623730951"},
      {eshkol_expt, "-4", "1/2", "+2i"},
      {eshkol_expt, "2", "0.5", "1.4142135623730951"},
      {eshkol_expt, "+i", "2", "-1"},
      {eshkol_expt, "+i", "100000000000000000000000000003", "-i"},
      {eshkol_expt, "1+i", "-2", "-1/2i"},
      {eshkol_expt, "1+2i", "3", "-11-2i"},
      {eshkol_expt, "1.0+2.0i", "2", "-3.0+4.0i"},
  };
  for (const BinaryCase &row : rows)
    check(row);
  expectNear(eshkol_expt(number("-8"), number("1/3")), 1, std::sqrt(3.0));
  expectNear(eshkol_expt(number("-1.0"), number("0.5")), 0, 1);
  expectNear(eshkol_expt(number("+i"), number("+i")), 0.20787957635076193);
  expectNear(eshkol_expt(eshkol_expt(fromFixnum(10), fromFixnum(400)), number("0.005")), 100);
  EXPECT_NE(raised([] { eshkol_expt(fromFixnum(0), fromFixnum(-1)); }), "");
  EXPECT_NE(raised([] { eshkol_expt(fromFixnum(0), number("-1+i")); }), "");
}

TEST_F(TranscendentalTest, ComplexArguments) {
  struct Row {
    Unary *procedure;
    double real, imaginary;
  };
  auto atan = [](Word z) { return eshkol_atan(z, Absent); };
  auto log = [](Word z) { return eshkol_log(z, Absent); };
  const Row rows[] = {
      {eshkol_exp, -1.1312043837568135, 2.4717266720048188},
      {eshkol_sin, 3.165778513216168, 1.9596010414216063},
      {eshkol_cos, 2.0327230070196656, -3.0518977991518},
      {eshkol_tan, 0.0338128260798967, 1.0147936161466335},
      {eshkol_asin, 0.4270785863924761, 1.5285709194809982},
      {eshkol_acos, 1.1437177404024204, -1.5285709194809982},
      {atan, 1.3389725222944935, 0.40235947810852507},
      {log, 0.8047189562170503, 1.1071487177940904},
      {eshkol_sqrt, 1.272019649514069, 0.7861513777574233},
  };
  for (const Row &row : rows) {
    expectNear(row.procedure(number("1.0+2.0i")), row.real, row.imaginary);
    expectNear(row.procedure(number("1+2i")), row.real, row.imaginary);
  }
}

/// On its branch cut a real argument has no signed zero to choose the side: R7RS's formulas do.
TEST_F(TranscendentalTest, BranchCuts) {
  expectNear(eshkol_asin(fromFixnum(2)), 1.5707963267948966, -1.3169578969248166);
  expectNear(eshkol_asin(fromFixnum(-2)), -1.5707963267948966, 1.3169578969248166);
  expectNear(eshkol_acos(fromDouble(2)), 0, 1.3169578969248166);
  expectNear(eshkol_acos(fromDouble(-2)), 3.141592653589793, -1.3169578969248166);
  expectNear(eshkol_log(fromFixnum(-1), Absent), 0, 3.141592653589793);
  expectNear(eshkol_log(number("-1.0-0.0i"), Absent), 0, -3.141592653589793);
  expectNear(eshkol_log(number("-1.0+0.0i"), Absent), 0, 3.141592653589793);
  expectNear(eshkol_sqrt(number("-1.0-0.0i")), 0, -1);
}

TEST_F(TranscendentalTest, Logarithms) {
  EXPECT_EQ(text(eshkol_log(fromFixnum(1), Absent)), "0");
  EXPECT_EQ(text(eshkol_log(fromFixnum(0), Absent)), "-inf.0");
  EXPECT_EQ(text(eshkol_log(fromDouble(0), Absent)), "-inf.0");
  EXPECT_EQ(text(eshkol_log(fromFixnum(1024), fromFixnum(2))), "10.0");
  EXPECT_EQ(text(eshkol_log(fromFixnum(1000), fromFixnum(10))), "3.0");
  expectNear(eshkol_log(fromFixnum(81), fromFixnum(3)), 4);
  Word large = eshkol_expt(fromFixnum(10), fromFixnum(400));
  expectNear(eshkol_log(large, Absent), 921.0340371976182);
  expectNear(eshkol_log(divide(fromFixnum(1), large), Absent), -921.0340371976182);
  expectNear(eshkol_log(large, fromFixnum(10)), 400);
  expectNear(eshkol_log(negate(large), Absent), 921.0340371976182, 3.141592653589793);
  EXPECT_NE(raised([] { eshkol_log(fromFixnum(2), fromFixnum(1)); }), "");
}

TEST_F(TranscendentalTest, Angles) {
  // The table of R7RS, 6.2.6.
  const BinaryCase rows[] = {
      {eshkol_atan, "0.0", "1.0", "0.0"},
      {eshkol_atan, "-0.0", "1.0", "-0.0"},
      {eshkol_atan, "0", "1", "0"},
      {eshkol_atan, "1.0", "1.0", "0.7853981633974483"},
      {eshkol_atan, "1", "0", "1.5707963267948966"},
      {eshkol_atan, "1.0", "-1.0", "2.356194490192345"},
      {eshkol_atan, "0", "-1", "3.141592653589793"},
      {eshkol_atan, "-0.0", "-1.0", "-3.141592653589793"},
      {eshkol_atan, "-1.0", "-1.0", "-2.356194490192345"},
      {eshkol_atan, "-1", "0", "-1.5707963267948966"},
      {eshkol_atan, "0.0", "-0.0", "3.141592653589793"},
      {eshkol_make_rectangular, "1", "2", "1+2i"},
      {eshkol_make_rectangular, "1.5", "0", "1.5"},
      {eshkol_make_rectangular, "1", "2.0", "1.0+2.0i"},
      {eshkol_make_polar, "2", "0", "2"},
  };
  for (const BinaryCase &row : rows)
    check(row);
  Word large = eshkol_expt(fromFixnum(10), fromFixnum(400));
  expectNear(eshkol_atan(large, large), M_PI / 4);
  expectNear(eshkol_atan(negate(large), negate(large)), -3 * M_PI / 4);
  expectNear(eshkol_atan(large, fromFixnum(0)), M_PI / 2);
  expectNear(eshkol_angle(fromDouble(-1)), M_PI);
  expectNear(eshkol_angle(number("-1+i")), 3 * M_PI / 4);
  expectNear(eshkol_make_polar(fromFixnum(2), fromDouble(M_PI / 2)), 0, 2);
  expectNear(eshkol_magnitude(number("3.0-4.0i")), 5);
  EXPECT_NE(raised([] { eshkol_atan(fromFixnum(0), fromFixnum(0)); }), "");
  EXPECT_NE(raised([] { eshkol_atan(number("1+i"), fromFixnum(1)); }), "");
}

TEST_F(TranscendentalTest, RootsAreRoundedCorrectly) {
  std::mt19937_64 generator(20240611);
  for (int i = 0; i < 2000; ++i) {
    Word value = fromUint64(generator() | 1);
    for (int words = int(generator() % 3); words > 0; --words)
      value = multiply(value, fromUint64(generator() | 1));
    EXPECT_EQ(text(eshkol_sqrt(multiply(value, value))), text(value));
    Word ratio = divide(value, fromUint64(generator() | 1));
    EXPECT_TRUE(numbersEqv(eshkol_sqrt(multiply(ratio, ratio)), ratio));
    // The square root is nearer to the result than to its neighbours.
    Word root = eshkol_sqrt(ratio);
    if (!isFlonum(root))
      continue;
    for (double end : {0.0, double(INFINITY)}) {
      Word neighbour = eshkol_exact(fromDouble(std::nextafter(toDouble(root), end)));
      Word middle = divide(add(eshkol_exact(root), neighbour), fromFixnum(2));
      EXPECT_EQ(compareReals(multiply(middle, middle), ratio), end == 0 ? -1 : 1);
    }
  }
  // Beyond the range of doubles.
  Word large = eshkol_expt(fromFixnum(10), fromFixnum(401));
  EXPECT_EQ(text(eshkol_sqrt(large)), "3.1622776601683794e200");
  EXPECT_EQ(text(eshkol_sqrt(divide(fromFixnum(1), large))), "3.1622776601683792e-201");
}

} // namespace
