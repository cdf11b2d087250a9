//===- DeviceCallsTest.cpp - arguments and results of device functions -----===//

#include "runtime/host/tensors/DeviceCalls.h"
#include "runtime/host/Memory.h"
#include "runtime/host/data/TypedRecords.h"
#include "runtime/host/tensors/Tensor.h"
#include "runtime/host/tests/Data.h"

#include <cstring>
#include <vector>

extern "C" {
F1 eshkol_vector;
F2 eshkol_internal_declared_record_type;
F3 eshkol_internal_call_device;
Word eshkol_make_closure(void *entry, const eshkol::ProcedureInfo *info, int64_t captured);
}

using eshkol::DType;
using eshkol::fromDouble;
using eshkol::ProcedureInfo;

namespace {

int64_t calledFunction;
std::vector<EshkolDeviceValue> seen;

EshkolDeviceAnswer keep(int64_t function, int64_t count, const EshkolDeviceValue *arguments) {
  calledFunction = function;
  seen.assign(arguments, arguments + count);
  return EshkolDone;
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

TEST_F(DeviceCalls, Procedures) {
  static const ProcedureInfo primitive = {"sin", 1, 0, 0, nullptr, nullptr};
  static const Word wordOfTopLevel = fromDouble(0.25);
  // A function of two captured values, one of them in a box, and of a variable of the top level.
  static const struct {
    int64_t number;
    const char *operation;
    int64_t count;
    eshkol::CapturedPlace places[3];
  } device = {5, nullptr, 3, {{nullptr, 1}, {&wordOfTopLevel, 0}, {nullptr, 0}}};
  static const ProcedureInfo info = {
      "f", 1, 0, 3, "f.esk", reinterpret_cast<const eshkol::DeviceProcedure *>(&device)};
  Word closure = eshkol_make_closure(nullptr, &info, 2);
  eshkol::as<eshkol::Procedure>(closure)->captured[0] = eshkol::makeBox(number(2));
  eshkol::as<eshkol::Procedure>(closure)->captured[1] = eshkol::EndOfFile;
  static const eshkol::Procedure fixed = {{eshkol::Type::Procedure}, nullptr, &primitive};
  call(list(closure, eshkol::wordOf(const_cast<eshkol::Procedure *>(&fixed))));
  EXPECT_EQ(seen[0].kind, EshkolClosure);
  EXPECT_EQ(seen[0].number, 5);
  EXPECT_EQ(seen[0].name, nullptr);
  ASSERT_EQ(seen[0].integer, 3);
  auto *parts = static_cast<const EshkolDeviceValue *>(seen[0].data);
  EXPECT_EQ(parts[0].kind, EshkolNothing);
  EXPECT_EQ(std::string(static_cast<const char *>(parts[0].data), size_t(parts[0].integer)), "#<eof>");
  EXPECT_EQ(parts[1].real, 0.25);
  EXPECT_EQ(parts[2].integer, 2);
  EXPECT_EQ(seen[1].kind, EshkolProcedure);
  EXPECT_EQ(seen[1].data, &primitive);
}

TEST_F(DeviceCalls, ProceduresAroundOthers) {
  static const struct {
    int64_t number;
    const char *operation;
    int64_t count;
    eshkol::CapturedPlace places[1];
  } device = {0, "identity", 1, {{nullptr, 0}}};
  static const ProcedureInfo info = {
      nullptr, 1, 0, 3, "f.esk", reinterpret_cast<const eshkol::DeviceProcedure *>(&device)};
  static const ProcedureInfo primitive = {"sin", 1, 0, 0, nullptr, nullptr};
  static const eshkol::Procedure fixed = {{eshkol::Type::Procedure}, nullptr, &primitive};
  Word inner = eshkol_make_closure(nullptr, &info, 1), outer = eshkol_make_closure(nullptr, &info, 1);
  eshkol::as<eshkol::Procedure>(inner)->captured[0] = eshkol::wordOf(const_cast<eshkol::Procedure *>(&fixed));
  eshkol::as<eshkol::Procedure>(outer)->captured[0] = inner;
  call(list(outer));
  EXPECT_EQ(seen[0].kind, EshkolProcedure);
  EXPECT_EQ(seen[0].data, &primitive);
  static const ProcedureInfo unknown = {"f", 1, 0, 3, "f.esk", nullptr};
  eshkol::as<eshkol::Procedure>(inner)->captured[0] = eshkol_make_closure(nullptr, &unknown, 0);
  EXPECT_TRUE(
      raises("matmul: argument 1 must be a procedure that device code can have", [=] { call(list(outer)); }));
}

TEST_F(DeviceCalls, ProceduresThatDevicesCannotHave) {
  static const ProcedureInfo unknown = {"f", 1, 0, 3, "f.esk", nullptr};
  EXPECT_TRUE(raises("matmul: argument 1 must be a procedure that device code can have",
                     [] { call(list(eshkol_make_closure(nullptr, &unknown, 0))); }));
  // A closure that captures itself, through a variable without a value at first.
  static const struct {
    int64_t number;
    const char *operation;
    int64_t count;
    eshkol::CapturedPlace places[1];
  } device = {0, "compose", 1, {{nullptr, 0}}};
  static const ProcedureInfo info = {
      nullptr, 1, 0, 3, "f.esk", reinterpret_cast<const eshkol::DeviceProcedure *>(&device)};
  Word closure = eshkol_make_closure(nullptr, &info, 1);
  eshkol::as<eshkol::Procedure>(closure)->captured[0] = eshkol::makeBox(eshkol::Undefined);
  call(list(closure));
  EXPECT_STREQ(seen[0].name, "compose");
  EXPECT_EQ(static_cast<const EshkolDeviceValue *>(seen[0].data)->kind, EshkolNothing);
  EXPECT_EQ(static_cast<const EshkolDeviceValue *>(seen[0].data)->data, nullptr);
  eshkol::as<eshkol::Procedure>(closure)->captured[0] = closure;
  EXPECT_TRUE(raises("matmul: argument 1 must be a procedure that refers to others less than 64 deep",
                     [=] { call(list(closure)); }));
}

TEST_F(DeviceCalls, Results) {
  Word type =
      eshkol_internal_declared_record_type(symbol("Result"), eshkol_vector(list(symbol("a"), symbol("b"))));
  eshkol_set_device_call([](int64_t, int64_t, const EshkolDeviceValue *) -> EshkolDeviceAnswer {
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
    return EshkolDone;
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
  eshkol_set_device_call([](int64_t, int64_t, const EshkolDeviceValue *) -> EshkolDeviceAnswer {
    eshkol_device_failed("shape-error", "sizes differ");
    return EshkolFailed;
  });
  EXPECT_TRUE(raises("sizes differ", [] { call(Nil); }));
  eshkol_set_device_call(nullptr);
  EXPECT_TRUE(raises("matmul: this executable has no device code for a call with ()", [] { call(Nil); }));
}
