//===- DeviceCallsTest.cpp - arguments and results of device functions -----===//

#include "runtime/host/tensors/DeviceCalls.h"
#include "runtime/host/data/TypedRecords.h"
#include "runtime/host/tensors/Tensor.h"
#include "runtime/host/tests/Data.h"

#include <cstring>
#include <vector>

extern "C" {
F1 eshkol_vector;
F2 eshkol_internal_declared_record_type;
F3 eshkol_internal_call_device;
}

using eshkol::DType;
using eshkol::fromDouble;

namespace {

int64_t calledFunction;
std::vector<EshkolDeviceValue> seen;

int32_t keep(int64_t function, int64_t count, const EshkolDeviceValue *arguments) {
  calledFunction = function;
  seen.assign(arguments, arguments + count);
  return 0;
}

class DeviceCalls : public testing::Test {
protected:
  void SetUp() override { eshkol_set_device_call(keep); }
  void TearDown() override { eshkol_set_device_call(nullptr); }

  static Word call(Word arguments) {
    return eshkol_internal_call_device(string("matmul"), number(7), arguments);
  }
};

} // namespace

TEST_F(DeviceCalls, Numbers) {
  EXPECT_EQ(call(list(True, number(-3), fromDouble(0.5))), Nil);
  EXPECT_EQ(calledFunction, 7);
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[0].kind, EshkolBoolean);
  EXPECT_EQ(seen[0].integer, 1);
  EXPECT_EQ(seen[1].kind, EshkolInteger);
  EXPECT_EQ(seen[1].integer, -3);
  EXPECT_EQ(seen[2].kind, EshkolReal);
  EXPECT_EQ(seen[2].real, 0.5);
}

TEST_F(DeviceCalls, TensorsAndWhatStandsForThem) {
  const int64_t shape[] = {2, 1};
  eshkol::Tensor *tensor = eshkol::makeZeros(DType::F32, {shape, 2});
  call(list(eshkol::wordOf(tensor), eshkol_vector(numbers({4, 5, 6}))));
  EXPECT_EQ(seen[0].kind, EshkolTensor);
  EXPECT_EQ(seen[0].integer, 0);
  EXPECT_EQ(seen[0].dtype, int32_t(DType::F32));
  EXPECT_EQ(seen[0].data, tensor->data);
  EXPECT_EQ(seen[1].kind, EshkolTensor);
  EXPECT_EQ(seen[1].integer, 1);
  EXPECT_EQ(seen[1].dtype, int32_t(DType::I64));
  ASSERT_EQ(seen[1].rank, 1);
  EXPECT_EQ(seen[1].shape[0], 3);
  EXPECT_EQ(static_cast<const int64_t *>(seen[1].data)[2], 6);
}

TEST_F(DeviceCalls, DataAndStructure) {
  Word type = eshkol_internal_declared_record_type(symbol("Model"), eshkol_vector(list(symbol("w"))));
  Word record = eshkol::makeRecord(type, list(fromDouble(2.0)));
  call(list(list(symbol("a"), string("b")), record, list(record, number(1))));
  EXPECT_EQ(seen[0].kind, EshkolDatum);
  EXPECT_EQ(std::string(static_cast<const char *>(seen[0].data), size_t(seen[0].integer)), "(a \"b\")");
  EXPECT_EQ(seen[1].kind, EshkolRecord);
  EXPECT_STREQ(seen[1].name, "Model");
  ASSERT_EQ(seen[1].integer, 1);
  EXPECT_EQ(static_cast<const EshkolDeviceValue *>(seen[1].data)->real, 2.0);
  EXPECT_EQ(seen[2].kind, EshkolList);
  ASSERT_EQ(seen[2].integer, 2);
  EXPECT_EQ(static_cast<const EshkolDeviceValue *>(seen[2].data)[1].integer, 1);
}

TEST_F(DeviceCalls, WhatADeviceCannotTake) {
  EXPECT_TRUE(raises("matmul: argument 2 must be a number, a tensor, a list, a record or a procedure",
                     [] { call(list(number(1), eshkol::EndOfFile)); }));
  // A record that holds itself.
  Word type = eshkol_internal_declared_record_type(symbol("Loop"), eshkol_vector(list(symbol("next"))));
  Word record = eshkol::makeRecord(type, list(Nil));
  eshkol::as<eshkol::Record>(record)->fields[0] = record;
  EXPECT_TRUE(raises("matmul: argument 1", [=] { call(list(record)); }));
}

TEST_F(DeviceCalls, Results) {
  Word type =
      eshkol_internal_declared_record_type(symbol("Result"), eshkol_vector(list(symbol("a"), symbol("b"))));
  eshkol_set_device_call([](int64_t, int64_t, const EshkolDeviceValue *) -> int32_t {
    const int64_t shape[] = {2};
    const double data[] = {1.5, 2.5};
    eshkol_add_boolean(0);
    eshkol_add_integer(INT64_MAX);
    eshkol_add_tensor(int32_t(DType::F64), 1, shape, data);
    eshkol_add_real(0.25);
    eshkol_add_record("Result", 2);
    eshkol_add_integer(1);
    eshkol_add_integer(2);
    eshkol_add_list(2);
    return 0;
  });
  Word results = call(Nil);
  EXPECT_EQ(eshkol::car(results), False);
  results = eshkol::cdr(eshkol::cdr(results)); // beyond the large integer
  Word record = eshkol::car(results);
  ASSERT_TRUE(eshkol::isA(record, eshkol::Type::Record));
  EXPECT_EQ(eshkol::as<eshkol::Record>(record)->type, type);
  Word tensor = eshkol::as<eshkol::Record>(record)->fields[0];
  EXPECT_EQ(eshkol::as<eshkol::Tensor>(tensor)->elements<double>()[1], 2.5);
  EXPECT_TRUE(equal(eshkol::car(eshkol::cdr(results)), numbers({1, 2})));
}

TEST_F(DeviceCalls, Failures) {
  eshkol_set_device_call([](int64_t, int64_t, const EshkolDeviceValue *) -> int32_t {
    eshkol_device_failed("shape-error", "sizes differ");
    return 1;
  });
  EXPECT_TRUE(raises("sizes differ", [] { call(Nil); }));
  eshkol_set_device_call(nullptr);
  EXPECT_TRUE(raises("matmul: device code needs the compiler", [] { call(Nil); }));
}
