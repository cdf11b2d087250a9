//===- SignaturesTest.cpp - types of device functions, and what fits them ---===//

#include "runtime/host/tensors/Signatures.h"
#include "runtime/host/tensors/DeviceCalls.h"
#include "runtime/host/tests/Data.h"
#include "runtime/host/tests/Raised.h"

#include <cstring>

extern "C" {
F1 eshkol_vector;
F3 eshkol_internal_call_device;
}

using eshkol::as;
using eshkol::DType;
using eshkol::fromDouble;
using eshkol::Signature;
using eshkol::Tensor;

/// f(k: i8, x: f32[n 2], y: f32[2*n*m - 1 m]) with a number and a tensor as results.
constexpr char Described[] = "f\n3\nk\nscalar\ni8\nx\ntensor\nf32\n2\nn\n2\ny\ntensor\nf32\n2\n2*n*m - 1\nm\n"
                             "2\nscalar\nf64\ntensor\nf32\n1\nn";

static Word zeros(DType dtype, std::vector<int64_t> shape) {
  return eshkol::wordOf(eshkol::makeZeros(dtype, {shape.data(), static_cast<uint32_t>(shape.size())}));
}

TEST(Signatures, AreRead) {
  Signature signature = eshkol::parseSignature(Described);
  EXPECT_EQ(signature.name, "f");
  ASSERT_EQ(signature.parameters.size(), 3u);
  EXPECT_EQ(signature.parameters[2].name, "y");
  EXPECT_EQ(signature.parameters[2].type.words(), 7u);
  EXPECT_EQ(signature.variables, (std::vector<std::string>{"n", "m"}));
  const eshkol::Dimension &sum = signature.parameters[2].type.shape[0];
  EXPECT_EQ(sum.text, "2*n*m - 1");
  EXPECT_EQ(sum.variable(), -1);
  ASSERT_EQ(sum.sum.size(), 2u);
  EXPECT_EQ(sum.sum[0].coefficient, 2);
  EXPECT_EQ(sum.sum[0].variables, (std::vector<uint32_t>{0, 1}));
  EXPECT_EQ(sum.sum[1].coefficient, -1);
  EXPECT_EQ(signature.parameters[1].type.shape[0].variable(), 0);
  EXPECT_TRUE(signature.parameters[1].type.shape[1].isConstant());
  EXPECT_EQ(signature.results.size(), 2u);
}

TEST(Signatures, ArgumentsTakeTheTypesOfParameters) {
  Signature signature = eshkol::parseSignature(Described);
  Word rows = list(list(number(1), number(2)));
  Word fitted = eshkol::fitArguments(signature, list(number(7), rows, zeros(DType::F32, {5, 3})));
  auto *x = as<Tensor>(eshkol::car(eshkol::cdr(fitted)));
  EXPECT_EQ(x->dtype, DType::F32);
  EXPECT_EQ(x->elements<float>()[1], 2.0f);
}

TEST(Signatures, SizesMustAgree) {
  Signature signature = eshkol::parseSignature(Described);
  Word x = zeros(DType::F32, {1, 2});
  EXPECT_EQ(raised([&] { eshkol::fitArguments(signature, list(number(7), x, zeros(DType::F32, {4, 3}))); }),
            "f: the argument y must have the shape [2*n*m - 1 m], but has [4 3]\n"
            "  dimension 0 must be 2*n*m - 1 = 5, but is 4");
  EXPECT_EQ(raised([&] { eshkol::fitArguments(signature, list(number(200), x, x)); }),
            "f: the argument k must be an exact integer (i8), but is 200");
  EXPECT_EQ(raised([&] { eshkol::fitArguments(signature, list(number(1), zeros(DType::F64, {1, 2}), x)); }),
            "f: the argument x must be a tensor of f32, but is a tensor of f64[1 2]");
}

//===----------------------------------------------------------------------===//
// Native code
//===----------------------------------------------------------------------===//

/// What a compiled g(k: f64, x: f64[n]) would do that gives back k and a tensor with the elements of x times
/// k.
static void multiply(const uint64_t *arguments, uint64_t *results) {
  double k;
  std::memcpy(&k, arguments, sizeof k);
  auto *x = reinterpret_cast<const double *>(arguments[2]) + arguments[3];
  uint64_t size = arguments[4];
  if (size == 0)
    eshkol_native_failed("ShapeError: it is empty [at f.esk:1:2]", 38);
  auto *made = static_cast<double *>(eshkol_native_allocate(size * sizeof(double)));
  for (uint64_t i = 0; i != size; ++i)
    made[i] = k * x[i];
  results[0] = arguments[0];
  results[1] = results[2] = reinterpret_cast<uint64_t>(made);
  results[3] = 0;
  results[4] = size;
  results[5] = 1;
}

class NativeCalls : public testing::Test {
protected:
  void SetUp() override {
    constexpr char text[] = "g\n2\nk\nscalar\nf64\nx\ntensor\nf64\n1\nn\n2\nscalar\nf64\ntensor\nf64\n1\nn";
    EshkolNativeFunction function = {3, text, sizeof text - 1, multiply};
    eshkol_describe_device_function(&function);
  }
  void TearDown() override { eshkol_forget_device_functions(); }

  static Word call(Word arguments) { return eshkol_internal_call_device(string("g"), number(3), arguments); }
};

TEST_F(NativeCalls, PassWordsBothWays) {
  Word results = call(list(number(2), eshkol_vector(numbers({4, 5, 6}))));
  EXPECT_EQ(eshkol::car(results), fromDouble(2.0));
  auto *tensor = as<Tensor>(eshkol::car(eshkol::cdr(results)));
  ASSERT_EQ(tensor->count, 3);
  EXPECT_EQ(tensor->elements<double>()[2], 12.0);
}

TEST_F(NativeCalls, FailuresAreConditions) {
  EXPECT_EQ(raised([&] { call(list(number(2), zeros(DType::F64, {0}))); }),
            "g: it is empty\n  at f.esk:1:2\n  found while running on cpu");
}
