//===- DeviceCalls.cpp - calls from Scheme code to device code --------------===//

#include "runtime/host/tensors/DeviceCalls.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/numbers/Tower.h"
#include "runtime/host/tensors/Tensor.h"

#include <cstring>
#include <gc.h>

using namespace eshkol;

static EshkolDeviceCall deviceCall;

/// Of the call that runs.
static ListBuilder results;
static Word failureKind, failureMessage;

static void addResult(Word value) { results.append(value); }

void eshkol_set_device_call(EshkolDeviceCall call) { deviceCall = call; }
void eshkol_add_boolean(int32_t value) { addResult(fromBool(value)); }
void eshkol_add_integer(int64_t value) { addResult(fromInt64(value)); }
void eshkol_add_real(double value) { addResult(fromDouble(value)); }
void eshkol_add_complex(double real, double imaginary) {
  addResult(makeRectangular(fromDouble(real), fromDouble(imaginary)));
}

void eshkol_add_tensor(int32_t dtype, int64_t rank, const int64_t *shape, const void *data) {
  Tensor *tensor = makeTensor(static_cast<DType>(dtype), {shape, static_cast<uint32_t>(rank)});
  std::memcpy(tensor->data, data, tensor->bytes());
  addResult(wordOf(tensor));
}

void eshkol_device_failed(const char *kind, const char *message) {
  failureKind = intern(kind);
  failureMessage = makeString(message);
}

/// Procedures, ports and the like have no meaning on a device.
static bool isDatum(Word value) {
  return value == Nil || isPair(value) || isCharacter(value) || isA(value, Type::String) ||
         isA(value, Type::Symbol) || isA(value, Type::Vector);
}

/// Whether a value is a procedure that captures nothing: those are part of compiled code.
static bool isStatic(Word value) { return isA(value, Type::Procedure) && !GC_base(as<Procedure>(value)); }

static EshkolDeviceValue describe(const char *procedure, int position, Word value) {
  EshkolDeviceValue result = {};
  if (isBool(value)) {
    result.kind = EshkolBoolean;
    result.integer = value == True;
  } else if (toInt64(value, &result.integer)) {
    result.kind = EshkolInteger;
  } else if (isTensor(value)) {
    auto *tensor = as<Tensor>(value);
    result.kind = EshkolTensor;
    result.dtype = static_cast<int32_t>(tensor->dtype);
    result.rank = tensor->rank;
    result.shape = tensor->shape;
    result.data = tensor->data;
  } else if (isReal(value)) {
    result.kind = EshkolReal;
    result.real = toDoubleAny(value);
  } else if (isCompnum(value)) {
    result.kind = EshkolComplex;
    result.real = toDoubleAny(realPart(value));
    result.imaginary = toDoubleAny(imaginaryPart(value));
  } else if (isDatum(value)) {
    std::string_view text = toUtf8(toText(value, true));
    result.kind = EshkolDatum;
    result.integer = static_cast<int64_t>(text.size());
    result.data = text.data();
  } else if (isStatic(value)) {
    result.kind = EshkolProcedure;
    result.data = as<Procedure>(value)->info;
  } else if (isA(value, Type::Procedure)) {
    wrongType(procedure, position, "a procedure that the device can know: one of the top level", value);
  } else {
    wrongType(procedure, position, "a number, a tensor, a list or a procedure", value);
  }
  return result;
}

/// The list of the results of a device function, which has a number; `name` is for messages.
ESHKOL_PRIMITIVE(eshkol_internal_call_device, "%call-device", 3, 3)
(Word name, Word function, Word arguments) {
  const char *procedure = toUtf8(name).data();
  int64_t count = 0;
  for (ListWalk walk(procedure, 1, arguments); walk.next();)
    ++count;
  // Memory in which the collector finds what the descriptions refer to.
  auto *described = static_cast<EshkolDeviceValue *>(
      allocate(static_cast<size_t>(count ? count : 1) * sizeof(EshkolDeviceValue)));
  for (int64_t i = 0; i != count; ++i, arguments = cdr(arguments))
    described[i] = describe(procedure, static_cast<int>(i + 1), car(arguments));
  if (!deviceCall)
    raiseError(procedure, "device code needs the compiler, which an executable does not have");
  results = ListBuilder();
  if (deviceCall(toFixnum(function), count, described))
    raiseErrorOfKind(toUtf8(failureKind).data(), nullptr, toUtf8(failureMessage));
  Word list = results.finish();
  results = ListBuilder();
  return list;
}
