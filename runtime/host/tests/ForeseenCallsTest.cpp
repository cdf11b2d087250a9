//===- ForeseenCallsTest.cpp - device code for calls that were foreseen -----===//

#include "runtime/host/tensors/ForeseenCalls.h"
#include "runtime/host/tensors/DeviceCalls.h"
#include "runtime/host/tests/Data.h"

#include <cstring>

extern "C" {
F1 eshkol_vector;
F3 eshkol_internal_call_device;
}

using eshkol::DType;
using eshkol::fromDouble;

namespace {

/// Returns a number that tells which code was called.
template <int Number> void give(const uint64_t *, uint64_t *results) { *results = Number; }

void foresee(const char *pattern, const std::string &parameters, EshkolNativeEntry entry,
             const char *failure = "") {
  std::string signature = "f\n" + parameters + "\n1\nscalar\ni64";
  EshkolNativeFunction function = {3, signature.c_str(), int64_t(signature.size()), entry};
  EshkolForeseenCall call = {function, pattern, int64_t(std::strlen(pattern)), failure,
                             int64_t(std::strlen(failure))};
  eshkol_foresee_device_call(&call);
}

class ForeseenCalls : public testing::Test {
protected:
  void TearDown() override { eshkol_forget_device_functions(); }

  static Word call(Word arguments) {
    return eshkol::car(eshkol_internal_call_device(string("f"), number(3), arguments));
  }
};

Word tensor(DType dtype, std::initializer_list<int64_t> shape) {
  return eshkol::wordOf(eshkol::makeZeros(dtype, {shape.begin(), uint32_t(shape.size())}));
}

} // namespace

TEST_F(ForeseenCalls, AreFoundByTypes) {
  foresee(".", "1\nx\nscalar\nf64", give<1>);
  foresee(".", "1\nx\ntensor\nf64\n1\nn", give<2>);
  foresee(".", "1\nx\ntensor\nf32\n2\n2\n2", give<3>);
  EXPECT_EQ(call(list(fromDouble(1.5))), number(1));
  EXPECT_EQ(call(list(tensor(DType::F64, {4}))), number(2));
  EXPECT_EQ(call(list(tensor(DType::F32, {2, 2}))), number(3));
  EXPECT_TRUE(raises("no device code for a call with", [] { call(list(tensor(DType::F32, {2, 3}))); }));
  EXPECT_TRUE(raises("no device code for a call with", [] { call(list(tensor(DType::F32, {4}))); }));
  // Exact numbers, and vectors of such, are converted.
  EXPECT_EQ(call(list(number(7))), number(1));
  EXPECT_EQ(call(list(eshkol_vector(list(number(1), number(2))))), number(2));
}

TEST_F(ForeseenCalls, AreFoundByIntegers) {
  foresee(".", "1\nx\nscalar\nf64", give<1>);
  foresee("i3;", "0", give<2>);
  EXPECT_EQ(call(list(number(3))), number(2));
  EXPECT_EQ(call(list(number(4))), number(1));
}

TEST_F(ForeseenCalls, AreFoundByStructure) {
  foresee("da().", "1\nx\nscalar\nf64", give<1>);
  foresee("db().", "1\nx\nscalar\nf64", give<2>);
  foresee("l(..)", "2\nx\nscalar\nf64\ny\ntensor\nf64\n1\nn", give<3>);
  EXPECT_EQ(call(list(symbol("a"), fromDouble(1))), number(1));
  EXPECT_EQ(call(list(symbol("b"), fromDouble(1))), number(2));
  EXPECT_EQ(call(list(list(fromDouble(1), tensor(DType::F64, {2})))), number(3));
  EXPECT_TRUE(raises("f: this executable has no device code for a call with (c 1.0)",
                     [] { call(list(symbol("c"), fromDouble(1))); }));
}

TEST_F(ForeseenCalls, OnlyOneSaysWhatIsWrong) {
  foresee(".", "1\nx\ntensor\nf64\n1\n2", give<1>);
  EXPECT_TRUE(raises("f: the argument x must have the shape [2], but has [3]",
                     [] { call(list(tensor(DType::F64, {3}))); }));
}

TEST_F(ForeseenCalls, MayBeWrong) {
  foresee("..", "2\nx\nscalar\nf64\ny\nscalar\nf64", nullptr, "shape-error\nsizes differ");
  EXPECT_TRUE(raises("sizes differ", [] { call(list(fromDouble(1), fromDouble(2))); }));
}
