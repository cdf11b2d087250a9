//===- NativeInstancesTest.cpp - native code for certain arguments ----------===//

#include "runtime/host/tensors/NativeInstances.h"
#include "runtime/host/Memory.h"
#include "runtime/host/tensors/DeviceCalls.h"
#include "runtime/host/tests/Data.h"

#include <cstring>

extern "C" {
F1 eshkol_vector;
F3 eshkol_internal_call_device;
Word eshkol_make_closure(void *entry, const eshkol::ProcedureInfo *info, int64_t captured);
}

using eshkol::DType;
using eshkol::fromDouble;
using eshkol::ProcedureInfo;
using eshkol::Tensor;

namespace {

/// How often the compiler was asked.
int compilations;
/// Of one parameter and one result.
std::string parameterType;
bool hasConstantIntegers;

/// Doubles the double in its argument.
void doubled(const uint64_t *arguments, uint64_t *results) {
  double value;
  std::memcpy(&value, arguments, sizeof value);
  value *= 2;
  std::memcpy(results, &value, sizeof value);
}

/// Gives the number of elements of a vector.
void count(const uint64_t *arguments, uint64_t *results) { *results = arguments[3]; }

template <EshkolNativeEntry Entry>
EshkolDeviceAnswer compile(int64_t function, int64_t, const EshkolDeviceValue *) {
  ++compilations;
  const char *result = Entry == doubled ? "scalar\nf64" : "scalar\ni64";
  std::string signature = "f\n1\nx\n" + parameterType + "\n1\n" + result;
  EshkolNativeFunction made = {function, signature.c_str(), int64_t(signature.size()), Entry};
  eshkol_make_native_instance(&made, hasConstantIntegers);
  return EshkolNative;
}

class NativeInstances : public testing::Test {
protected:
  void SetUp() override {
    eshkol_set_device_call(compile<doubled>);
    compilations = 0;
    hasConstantIntegers = false;
    parameterType = "scalar\nf64";
  }
  void TearDown() override {
    eshkol_forget_device_functions();
    eshkol_set_device_call(nullptr);
  }

  static Word call(Word arguments, int64_t function = 3) {
    return eshkol::car(eshkol_internal_call_device(string("f"), number(function), arguments));
  }
};

Word tensor(DType dtype, std::initializer_list<int64_t> shape) {
  return eshkol::wordOf(eshkol::makeZeros(dtype, {shape.begin(), uint32_t(shape.size())}));
}

} // namespace

TEST_F(NativeInstances, AreMadeOnceForEachFunction) {
  EXPECT_EQ(call(list(fromDouble(1.5))), fromDouble(3.0));
  EXPECT_EQ(call(list(fromDouble(-4.0))), fromDouble(-8.0));
  EXPECT_EQ(compilations, 1);
  call(list(fromDouble(1.5)), 4);
  EXPECT_EQ(compilations, 2);
}

TEST_F(NativeInstances, AreOfKindsOfNumbers) {
  call(list(fromDouble(1.5)));
  // Exact numbers are converted, and have code of their own.
  EXPECT_EQ(call(list(number(5))), fromDouble(10.0));
  EXPECT_EQ(call(list(number(7))), fromDouble(14.0));
  EXPECT_EQ(compilations, 2);
}

TEST_F(NativeInstances, AreOfShapesAndElementTypes) {
  eshkol_set_device_call(compile<count>);
  parameterType = "tensor\nf64\n1\n2";
  EXPECT_EQ(call(list(tensor(DType::F64, {2}))), number(2));
  EXPECT_EQ(call(list(tensor(DType::F64, {2}))), number(2));
  EXPECT_EQ(compilations, 1);
  EXPECT_EQ(call(list(tensor(DType::F64, {3}))), number(3));
  parameterType = "tensor\nf32\n1\n2";
  EXPECT_EQ(call(list(tensor(DType::F32, {2}))), number(2));
  EXPECT_EQ(compilations, 3);
  // A vector of numbers stands for a tensor without an element type.
  EXPECT_EQ(call(list(eshkol_vector(list(fromDouble(1), fromDouble(2))))), number(2));
  EXPECT_EQ(compilations, 4);
}

TEST_F(NativeInstances, AreOfData) {
  call(list(symbol("a"), fromDouble(1)));
  call(list(symbol("b"), fromDouble(1)));
  EXPECT_EQ(call(list(symbol("a"), fromDouble(2))), fromDouble(4));
  EXPECT_EQ(compilations, 2);
}

TEST_F(NativeInstances, AreOfIntegersThatAreConstants) {
  hasConstantIntegers = true;
  EXPECT_EQ(call(list(number(1), fromDouble(1.5))), fromDouble(3));
  EXPECT_EQ(call(list(number(1), fromDouble(2.5))), fromDouble(5));
  EXPECT_EQ(compilations, 1);
  EXPECT_EQ(call(list(number(2), fromDouble(2.5))), fromDouble(5));
  EXPECT_EQ(compilations, 2);
  EXPECT_EQ(call(list(eshkol_vector(numbers({1, 2})), fromDouble(2.5))), fromDouble(5));
  EXPECT_EQ(call(list(eshkol_vector(numbers({1, 3})), fromDouble(2.5))), fromDouble(5));
  EXPECT_EQ(compilations, 4);
}

TEST_F(NativeInstances, GetWhatIsCaptured) {
  static const struct {
    int64_t number;
    const char *operation;
    int64_t count;
    eshkol::CapturedPlace places[1];
  } device = {5, nullptr, 1, {{nullptr, 0}}};
  static const ProcedureInfo info = {
      "g", 1, 0, 3, "f.esk", reinterpret_cast<const eshkol::DeviceProcedure *>(&device)};
  for (double value : {1.0, 2.5}) {
    Word closure = eshkol_make_closure(nullptr, &info, 1);
    eshkol::as<eshkol::Procedure>(closure)->captured[0] = fromDouble(value);
    EXPECT_EQ(call(list(closure)), fromDouble(2 * value));
  }
  EXPECT_EQ(compilations, 1);
}

TEST_F(NativeInstances, GetTheElementsThatAnOperationIsAppliedTo) {
  static const struct {
    int64_t number;
    const char *operation;
    int64_t count;
    eshkol::CapturedPlace places[1];
  } device = {0, "curry", 1, {{nullptr, 0}}};
  static const ProcedureInfo info = {
      "g", 1, 0, 3, "f.esk", reinterpret_cast<const eshkol::DeviceProcedure *>(&device)};
  Word closure = eshkol_make_closure(nullptr, &info, 1);
  eshkol::as<eshkol::Procedure>(closure)->captured[0] = list(fromDouble(3.5));
  EXPECT_EQ(call(list(closure)), fromDouble(7));
  eshkol::as<eshkol::Procedure>(closure)->captured[0] = list(fromDouble(4.5));
  EXPECT_EQ(call(list(closure)), fromDouble(9));
  EXPECT_EQ(compilations, 1);
}

TEST_F(NativeInstances, AreForgotten) {
  call(list(fromDouble(1.5)));
  eshkol_forget_device_functions();
  call(list(fromDouble(1.5)));
  EXPECT_EQ(compilations, 2);
}
