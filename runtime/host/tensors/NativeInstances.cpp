//===- NativeInstances.cpp - native code for certain arguments --------------===//

#include "runtime/host/tensors/NativeInstances.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/tensors/Access.h"
#include "runtime/host/tensors/DeviceCalls.h"

#include <cstring>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Instances
//===----------------------------------------------------------------------===//

namespace {

struct Instances {
  bool hasConstantIntegers = false;
  std::unordered_map<std::string, const NativeInstance *> byKey;
};

} // namespace

/// All that there were: calls that have not returned refer to them.
static std::deque<NativeInstance> keptInstances;
/// Those that hold, by the numbers of their functions.
static std::vector<Instances> instances;
/// The key of the latest pattern.  It is no part of that, since errors leave frames without destroying
/// objects.
static std::string key;

static Instances &instancesOf(int64_t function) {
  auto index = static_cast<size_t>(function);
  if (index >= instances.size())
    instances.resize(index + 1);
  return instances[index];
}

const NativeInstance *eshkol::findNativeInstance(int64_t function) {
  const auto &byKey = instancesOf(function).byKey;
  auto found = byKey.find(key);
  return found == byKey.end() ? nullptr : found->second;
}

void eshkol_make_native_instance(const EshkolNativeFunction *function, int32_t hasConstantIntegers) {
  std::string_view text(function->signature, static_cast<size_t>(function->length));
  keptInstances.push_back({parseSignature(text), function->entry});
  Instances &found = instancesOf(function->number);
  if (found.hasConstantIntegers != bool(hasConstantIntegers))
    found = {bool(hasConstantIntegers), {}};
}

const NativeInstance *eshkol::keepNativeInstance(int64_t function) {
  return instancesOf(function).byKey[key] = &keptInstances.back();
}

void eshkol::forgetNativeInstances() { instances.clear(); }

//===----------------------------------------------------------------------===//
// Patterns of arguments
//===----------------------------------------------------------------------===//

CallPattern::CallPattern(int64_t function, int64_t count, const EshkolDeviceValue *arguments)
    : hasConstantIntegers(instancesOf(function).hasConstantIntegers) {
  key.clear();
  addAll(count, arguments);
}

template <typename T> void CallPattern::addRaw(T value) {
  key.append(reinterpret_cast<const char *>(&value), sizeof value);
}

void CallPattern::addText(const void *text, size_t length) {
  addRaw(length);
  key.append(static_cast<const char *>(text), length);
}

void CallPattern::pass(Word value) { passed = cons(value, passed); }

void CallPattern::addAll(int64_t count, const EshkolDeviceValue *arguments) {
  for (int64_t i = 0; i != count; ++i)
    add(arguments[i]);
}

void CallPattern::add(const EshkolDeviceValue &value) {
  addRaw(value.kind);
  switch (value.kind) {
  case EshkolInteger:
    if (hasConstantIntegers)
      return addRaw(value.integer);
    return pass(value.value);
  case EshkolBoolean:
  case EshkolReal:
  case EshkolComplex:
    return pass(value.value);
  case EshkolTensor:
    return addTensor(value);
  case EshkolDatum:
    return addText(value.data, static_cast<size_t>(value.integer));
  case EshkolProcedure:
    return addRaw(value.data);
  case EshkolRecord:
    addText(value.name, std::strlen(value.name));
    return addParts(value);
  case EshkolList:
    return addParts(value);
  case EshkolClosure:
    return addClosure(value);
  case EshkolNothing:
    // The compiler raises what is wrong with it.
    return;
  }
}

/// Whether the integers that a vector or list stands for are part of the function.
bool CallPattern::isConstant(const EshkolDeviceValue &tensor) const {
  return tensor.integer && hasConstantIntegers && static_cast<DType>(tensor.dtype) == DType::I64;
}

void CallPattern::addTensor(const EshkolDeviceValue &value) {
  addRaw(value.dtype);
  addRaw(value.integer);
  addText(value.shape, static_cast<size_t>(value.rank) * sizeof *value.shape);
  if (isConstant(value))
    addText(value.data, as<Tensor>(value.value)->bytes());
  else
    pass(value.value);
}

void CallPattern::addParts(const EshkolDeviceValue &value) {
  addRaw(value.integer);
  addAll(value.integer, static_cast<const EshkolDeviceValue *>(value.data));
}

void CallPattern::addClosure(const EshkolDeviceValue &value) {
  addRaw(value.number);
  addRaw(value.name);
  if (!value.name)
    return addParts(value);
  // Lists among the arguments of an operation are further arguments of it.
  addRaw(value.integer);
  auto *parts = static_cast<const EshkolDeviceValue *>(value.data);
  for (int64_t i = 0; i != value.integer; ++i)
    if (parts[i].kind == EshkolTensor && parts[i].integer)
      addElements(parts[i]);
    else
      add(parts[i]);
}

void CallPattern::addElements(const EshkolDeviceValue &value) {
  const auto *tensor = as<Tensor>(value.value);
  if (isConstant(value))
    return addTensor(value);
  addRaw(value.kind);
  addRaw(value.dtype);
  addText(value.shape, static_cast<size_t>(value.rank) * sizeof *value.shape);
  for (int64_t i = 0; i != tensor->shape[0]; ++i)
    pass(partAlong(tensor, 0, i));
}

/// What a compiled function takes for a tensor or number of the program.
static Word valueFor(const DeviceType &type, Word value) {
  if (!isTensor(value))
    return type.kind == DeviceType::Kind::Scalar ? value : wordOf(scalarTensor(type.dtype, value));
  auto *tensor = as<Tensor>(value);
  if (type.kind == DeviceType::Kind::Scalar)
    return elementAt(tensor, 0);
  // Floats that were written have no type of their own.
  return tensor->dtype == type.dtype ? value : wordOf(castTensor(tensor, type.dtype));
}

Word CallPattern::values(const Signature &signature) const {
  Word list = Nil, rest = passed;
  for (size_t i = signature.parameters.size(); i-- > 0; rest = cdr(rest))
    list = cons(valueFor(signature.parameters[i].type, car(rest)), list);
  return list;
}
