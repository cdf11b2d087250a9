//===- DeviceCalls.cpp - calls from Scheme code to device code --------------===//

#include "runtime/host/tensors/DeviceCalls.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/data/TypedRecords.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/numbers/Tower.h"
#include "runtime/host/tensors/ForeseenCalls.h"
#include "runtime/host/tensors/NativeInstances.h"
#include "runtime/host/tensors/Operands.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <gc.h>
#include <vector>

using namespace eshkol;

extern "C" Word eshkol_list_to_vector(Word list);

static EshkolDeviceCall deviceCall;

namespace {

struct DescribedFunction {
  Signature signature;
  EshkolNativeEntry entry;
};

} // namespace

/// All that there were: calls that have not returned refer to them.
static std::deque<DescribedFunction> keptDescriptions;
/// Those that hold, by their numbers.
static std::vector<const DescribedFunction *> describedFunctions;

void eshkol_describe_device_function(const EshkolNativeFunction *function) {
  auto number = static_cast<size_t>(function->number);
  if (number >= describedFunctions.size())
    describedFunctions.resize(number + 1);
  std::string_view text(function->signature, static_cast<size_t>(function->length));
  describedFunctions[number] =
      &keptDescriptions.emplace_back(DescribedFunction{parseSignature(text), function->entry});
}

void eshkol_forget_device_functions() {
  describedFunctions.clear();
  forgetNativeInstances();
  forgetForeseenCalls();
}

static const DescribedFunction *describedFunction(Word number) {
  auto index = static_cast<size_t>(toFixnum(number));
  return index < describedFunctions.size() ? describedFunctions[index] : nullptr;
}

/// Of the call that runs; the last result comes first.
static Word results = Nil;
static Word failureKind, failureMessage;

static void addResult(Word value) { results = cons(value, results); }

static Word takeResults(int64_t count) {
  Word list = Nil;
  for (; count > 0; --count, results = cdr(results))
    list = cons(car(results), list);
  return list;
}

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

void eshkol_add_list(int64_t count) { addResult(takeResults(count)); }

void eshkol_add_record(const char *name, int64_t count) {
  addResult(makeDeclaredRecord(name, takeResults(count)));
}

void eshkol_device_failed(const char *kind, const char *message) {
  failureKind = intern(kind);
  failureMessage = makeString(message);
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

/// Records that hold themselves have no end.
constexpr int MaxDepth = 64;
/// Code for a list grows with its length.  compiler/flow/crossing.py has the same limit.
constexpr int64_t MaxListLength = 256;

namespace {

/// Describes the arguments of one call.  What the descriptions refer to is in memory that they keep alive.
class Describer {
public:
  explicit Describer(const char *procedure) : procedure(procedure) {}
  EshkolDeviceValue *describeAll(Word list);

private:
  EshkolDeviceValue describe(Word value, int depth);
  EshkolDeviceValue describeSequence(Word value, int depth);
  EshkolDeviceValue describeProcedure(const Procedure *procedure, int depth);
  EshkolDeviceValue describeCaptured(Word value, int depth);
  EshkolDeviceValue *describeParts(const Word *parts, int64_t count, int depth);
  [[noreturn]] void refuse(Word value);

  const char *procedure;
  int position = 0;
};

} // namespace

static EshkolDeviceValue *makeDescriptions(int64_t count) {
  return static_cast<EshkolDeviceValue *>(
      allocate(static_cast<size_t>(count + 1) * sizeof(EshkolDeviceValue)));
}

EshkolDeviceValue *Describer::describeAll(Word list) {
  EshkolDeviceValue *all = makeDescriptions(listLength(list));
  for (; isPair(list); list = cdr(list), ++position)
    all[position] = describe(car(list), 0);
  return all;
}

EshkolDeviceValue *Describer::describeParts(const Word *parts, int64_t count, int depth) {
  EshkolDeviceValue *all = makeDescriptions(count);
  for (int64_t i = 0; i != count; ++i)
    all[i] = describe(parts[i], depth + 1);
  return all;
}

static void describeTensor(EshkolDeviceValue &result, Tensor *tensor, bool isWritten) {
  result.kind = EshkolTensor;
  result.dtype = static_cast<int32_t>(tensor->dtype);
  result.integer = isWritten;
  result.rank = tensor->rank;
  result.shape = tensor->shape;
  result.data = tensor->data;
  result.value = wordOf(tensor);
}

/// Whether a procedure captures nothing: those are part of compiled code.
static bool isStatic(const Procedure *procedure) { return !GC_base(const_cast<Procedure *>(procedure)); }

static bool isKnownToDevices(const Procedure *procedure) {
  return procedure->info->device || isStatic(procedure);
}

/// Whether a device has anything of this kind.
static bool hasMeaning(Word value) {
  if (isA(value, Type::Procedure))
    return isKnownToDevices(as<Procedure>(value));
  if (isA(value, Type::Record))
    return hasNamedFields(as<Record>(value));
  return isBool(value) || isNumber(value) || isTensor(value) || value == Nil || isPair(value) ||
         isA(value, Type::Vector) || isCharacter(value) || isA(value, Type::String) ||
         isA(value, Type::Symbol);
}

static void describeText(EshkolDeviceValue &result, Word value) {
  std::string_view text = toUtf8(toText(value, true));
  result.integer = static_cast<int64_t>(text.size());
  result.data = text.data();
}

EshkolDeviceValue Describer::describe(Word value, int depth) {
  EshkolDeviceValue result = {};
  result.value = value;
  if (isBool(value)) {
    result.kind = EshkolBoolean;
    result.integer = value == True;
  } else if (toInt64(value, &result.integer)) {
    result.kind = EshkolInteger;
  } else if (isTensor(value)) {
    describeTensor(result, as<Tensor>(value), false);
  } else if (isReal(value)) {
    result.kind = EshkolReal;
    result.real = toDoubleAny(value);
  } else if (isCompnum(value)) {
    result.kind = EshkolComplex;
    result.real = toDoubleAny(realPart(value));
    result.imaginary = toDoubleAny(imaginaryPart(value));
  } else if (isA(value, Type::Procedure) && isKnownToDevices(as<Procedure>(value))) {
    if (depth == MaxDepth)
      wrongType(procedure, position + 1,
                "a procedure that refers to others less than 64 deep, and not to itself", value);
    return describeProcedure(as<Procedure>(value), depth);
  } else if (isA(value, Type::Record) && hasNamedFields(as<Record>(value)) && depth < MaxDepth) {
    auto *record = as<Record>(value);
    result.kind = EshkolRecord;
    result.name = toUtf8(as<RecordType>(record->type)->name).data();
    result.integer = record->header.extra;
    result.data = describeParts(record->fields, result.integer, depth);
  } else if (value == Nil || isPair(value) || isA(value, Type::Vector)) {
    return describeSequence(value, depth);
  } else if (isCharacter(value) || isA(value, Type::String) || isA(value, Type::Symbol)) {
    result.kind = EshkolDatum;
    describeText(result, value);
  } else {
    refuse(value);
  }
  return result;
}

/// The value that a procedure which device code knows has at one of its places.
static Word capturedBy(const Procedure *procedure, int64_t position) {
  const CapturedPlace &place = procedure->info->device->places[position];
  Word value = place.variable ? *place.variable : procedure->captured[place.index];
  return isA(value, Type::Box) ? as<Box>(value)->content : value;
}

EshkolDeviceValue Describer::describeProcedure(const Procedure *procedure, int depth) {
  EshkolDeviceValue result = {};
  const DeviceProcedure *device = procedure->info->device;
  if (!device) {
    result.kind = EshkolProcedure;
    result.data = procedure->info;
    return result;
  }
  if (device->operation && !std::strcmp(device->operation, "identity"))
    return describe(capturedBy(procedure, 0), depth + 1);
  EshkolDeviceValue *parts = makeDescriptions(device->count);
  for (int64_t i = 0; i != device->count; ++i)
    parts[i] = describeCaptured(capturedBy(procedure, i), depth + 1);
  result.kind = EshkolClosure;
  result.number = device->number;
  result.name = device->operation;
  result.integer = device->count;
  result.data = parts;
  return result;
}

/// What a device lacks is told by the name of the variable, which the compiler knows.
EshkolDeviceValue Describer::describeCaptured(Word value, int depth) {
  if (value != Undefined && hasMeaning(value))
    return describe(value, depth);
  EshkolDeviceValue result = {};
  result.kind = EshkolNothing;
  if (value != Undefined)
    describeText(result, value);
  return result;
}

/// Whether something in a sequence has a structure or a shape of its own.
static bool hasParts(const Vector *sequence) {
  for (int64_t i = 0; i != sequence->length; ++i) {
    Word element = sequence->elements[i];
    if (isTensor(element) || isA(element, Type::Record) || isA(element, Type::Procedure))
      return true;
    if (isA(element, Type::Vector) && hasParts(as<Vector>(element)))
      return true;
  }
  return false;
}

/// Whether there is a number in a list, or in lists and vectors in it.
static bool hasNumbers(const Vector *sequence, int depth) {
  for (int64_t i = 0; i != sequence->length; ++i) {
    Word element = sequence->elements[i];
    if (isNumber(element) || isTensor(element))
      return true;
    bool isList = isPair(element) && listLength(element) >= 0;
    Word inner = isList ? eshkol_list_to_vector(element) : element;
    if (isA(inner, Type::Vector) && depth < MaxDepth && hasNumbers(as<Vector>(inner), depth + 1))
      return true;
  }
  return false;
}

/// Beside something else, a truth value says what is done, as the #f of a tangent that there is none.
static void makeFlagsConstant(EshkolDeviceValue *parts, int64_t count) {
  auto isFlag = [](const EshkolDeviceValue &part) { return part.kind == EshkolBoolean; };
  if (std::all_of(parts, parts + count, isFlag))
    return;
  for (int64_t i = 0; i != count; ++i)
    if (isFlag(parts[i])) {
      parts[i].kind = EshkolDatum;
      describeText(parts[i], parts[i].value);
    }
}

/// Vectors of numbers and long lists of them make a tensor, other lists and values with parts a list, and
/// symbols and the like are data.
EshkolDeviceValue Describer::describeSequence(Word value, int depth) {
  EshkolDeviceValue result = {};
  result.value = value;
  bool isList = isPair(value) && listLength(value) >= 0;
  Word elements = isList ? eshkol_list_to_vector(value) : value;
  auto *vector = isA(elements, Type::Vector) ? as<Vector>(elements) : nullptr;
  bool hasItems = vector && depth < MaxDepth && hasParts(vector);
  Operand operand;
  bool isTensor = !hasItems && value != Nil &&
                  toOperand(isList ? nullptr : procedure, value, Nested::VectorsAndLists, &operand);
  if (isList && depth < MaxDepth && (!isTensor || vector->length <= MaxListLength))
    hasItems = hasItems || isTensor || hasNumbers(vector, depth);
  if (hasItems) {
    EshkolDeviceValue *parts = describeParts(vector->elements, vector->length, depth);
    if (isList)
      makeFlagsConstant(parts, vector->length);
    result.kind = EshkolList;
    result.integer = vector->length;
    result.data = parts;
    return result;
  }
  if (isTensor) {
    describeTensor(result, withDType(procedure, operand, operand.dtype), true);
    return result;
  }
  result.kind = EshkolDatum;
  describeText(result, value);
  return result;
}

void Describer::refuse(Word value) {
  if (isA(value, Type::Procedure))
    wrongType(procedure, position + 1, "a procedure that device code can have", value);
  if (isA(value, Type::Mapping))
    wrongType(procedure, position + 1,
              "a value that device code can have (maps stay on the host; pass their values)", value);
  wrongType(procedure, position + 1, "a number, a tensor, a list, a record or a procedure", value);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

static Word callNative(const NativeInstance *instance, const CallPattern &pattern) {
  return callNative(instance->signature, instance->entry, pattern.values(instance->signature));
}

static Word callDescribed(int64_t function, int64_t count, const EshkolDeviceValue *arguments) {
  CallPattern pattern(function, count, arguments);
  if (const NativeInstance *instance = findNativeInstance(function))
    return callNative(instance, pattern);
  results = Nil;
  switch (deviceCall(function, count, arguments)) {
  case EshkolDone:
    return takeResults(listLength(results));
  case EshkolFailed:
    raiseErrorOfKind(toUtf8(failureKind).data(), nullptr, toUtf8(failureMessage));
  case EshkolNative:
    break;
  }
  // Integers may have become part of the function.
  CallPattern compiled(function, count, arguments);
  return callNative(keepNativeInstance(function), compiled);
}

/// The list of the results of a device function, which has a number; `name` is for messages.
ESHKOL_PRIMITIVE(eshkol_internal_call_device, "%call-device", 3, 3)
(Word name, Word function, Word arguments) {
  const char *procedure = toUtf8(name).data();
  const DescribedFunction *known = describedFunction(function);
  if (known) {
    arguments = fitArguments(known->signature, arguments);
    if (known->entry)
      return callNative(known->signature, known->entry, arguments);
  }
  int64_t number = toFixnum(function);
  bool isForeseen = hasForeseenCalls(number);
  if (!isForeseen && !deviceCall)
    raiseUnforeseen(procedure, arguments);
  EshkolDeviceValue *described = Describer(procedure).describeAll(arguments);
  return isForeseen ? callForeseen(number, procedure, arguments, described)
                    : callDescribed(number, listLength(arguments), described);
}
