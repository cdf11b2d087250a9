//===- ForeseenCalls.cpp - device code for calls that were foreseen ---------===//

#include "runtime/host/tensors/ForeseenCalls.h"
#include "runtime/host/Errors.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/numbers/Tower.h"
#include "runtime/host/tensors/Access.h"
#include "runtime/host/tensors/DeviceCalls.h"
#include "runtime/host/tensors/Operands.h"

#include <algorithm>
#include <gc.h>
#include <string>
#include <unordered_map>
#include <vector>

using namespace eshkol;

namespace {

struct Variant {
  Signature signature;
  EshkolNativeEntry entry;
  std::string_view failure;
};

/// Those of one function, by their patterns.
using Variants = std::unordered_map<std::string, std::vector<Variant>>;

/// A number or tensor among the arguments.
struct Leaf {
  Word value;
  /// A vector or list of numbers stands for it, whose elements have no type of their own.
  bool isWritten;
};

/// How a leaf fits the type of a parameter.
enum class Fit : uint8_t { None, Converted, Exact };

} // namespace

static std::unordered_map<int64_t, Variants> foreseen;
/// Of the latest call.  They are no local variables, since errors leave frames without destroying objects.
static std::string pattern;
/// The collector does not look here.
static std::vector<Leaf> leaves;
/// The values of leaves that the arguments do not refer to, a list.
static Word separated = Nil;

void eshkol_foresee_device_call(const EshkolForeseenCall *call) {
  const EshkolNativeFunction &function = call->function;
  std::string_view signature(function.signature, static_cast<size_t>(function.length));
  std::string key(call->pattern, static_cast<size_t>(call->patternLength));
  std::string_view failure(call->failure, static_cast<size_t>(call->failureLength));
  foreseen[function.number][key].push_back({parseSignature(signature), function.entry, failure});
}

bool eshkol::hasForeseenCalls(int64_t function) { return foreseen.count(function); }

void eshkol::forgetForeseenCalls() { foreseen.clear(); }

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {

class PatternWriter {
public:
  PatternWriter(bool hasIntegers, bool hasLists) : hasIntegers(hasIntegers), hasLists(hasLists) {
    pattern.clear();
    leaves.clear();
    separated = Nil;
  }

  void addAll(int64_t count, const void *values) {
    auto *all = static_cast<const EshkolDeviceValue *>(values);
    std::for_each_n(all, count, [&](const EshkolDeviceValue &value) { add(value); });
  }

private:
  void add(const EshkolDeviceValue &value);
  bool addAsTensor(const EshkolDeviceValue &value);
  void addSpread(const EshkolDeviceValue &value);
  void addClosure(const EshkolDeviceValue &value);

  void addLeaf(Word value, bool isWritten = false) {
    int64_t integer;
    if (hasIntegers && !isTensor(value) && toInt64(value, &integer)) {
      pattern += "i" + std::to_string(integer) + ";";
      return;
    }
    pattern += ".";
    leaves.push_back({value, isWritten});
  }

  void addNode(std::string_view mark, std::string_view name, int64_t count = 0, const void *parts = nullptr) {
    pattern.append(mark).append(name).append("(");
    addAll(count, parts);
    pattern += ")";
  }

  const bool hasIntegers, hasLists;
};

} // namespace

void PatternWriter::add(const EshkolDeviceValue &value) {
  switch (value.kind) {
  case EshkolBoolean:
  case EshkolInteger:
  case EshkolReal:
  case EshkolComplex:
    return addLeaf(value.value);
  case EshkolTensor:
    return addLeaf(value.value, value.integer);
  case EshkolDatum:
    if (isBool(value.value))
      return addLeaf(value.value);
    return addNode("d", {static_cast<const char *>(value.data), static_cast<size_t>(value.integer)});
  case EshkolProcedure:
    return addNode("p", static_cast<const ProcedureInfo *>(value.data)->name);
  case EshkolList:
    if (hasLists || !addAsTensor(value))
      addNode("l", "", value.integer, value.data);
    return;
  case EshkolRecord:
    return addNode("r", value.name, value.integer, value.data);
  case EshkolClosure:
    return addClosure(value);
  case EshkolNothing:
    // No call with it was foreseen.
    pattern += "n";
    return;
  }
}

void PatternWriter::addClosure(const EshkolDeviceValue &value) {
  if (!value.name)
    return addNode("c", std::to_string(value.number), value.integer, value.data);
  pattern.append("o").append(value.name).append("(");
  auto *parts = static_cast<const EshkolDeviceValue *>(value.data);
  std::for_each_n(parts, value.integer, [&](const EshkolDeviceValue &part) { addSpread(part); });
  pattern += ")";
}

/// A list of numbers as the tensor that it makes, if it makes one.
bool PatternWriter::addAsTensor(const EshkolDeviceValue &value) {
  Operand operand;
  if (!isPair(value.value) || !toOperand(nullptr, value.value, Nested::VectorsAndLists, &operand))
    return false;
  separated = cons(wordOf(withDType("list", operand, operand.dtype)), separated);
  addLeaf(car(separated), operand.weak);
  return true;
}

/// Lists among the arguments of an operation are further arguments of it.
void PatternWriter::addSpread(const EshkolDeviceValue &value) {
  if (value.kind == EshkolList)
    return addAll(value.integer, value.data);
  if (value.kind == EshkolTensor && value.integer) {
    const auto *tensor = as<Tensor>(value.value);
    for (int64_t i = 0; i != tensor->shape[0]; ++i) {
      separated = cons(partAlong(tensor, 0, i), separated);
      addLeaf(car(separated), tensor->rank > 1);
    }
    return;
  }
  bool isEmpty = value.kind == EshkolDatum && value.value == Nil;
  if (!isEmpty)
    add(value);
}

//===----------------------------------------------------------------------===//
// Choosing code
//===----------------------------------------------------------------------===//

static NumberKind kindOfNumber(Word value) {
  if (isBool(value))
    return NumberKind::Boolean;
  if (isCompnum(value))
    return NumberKind::Complex;
  int64_t integer;
  return toInt64(value, &integer) ? NumberKind::Integer : NumberKind::Float;
}

static Fit fitKinds(NumberKind wanted, NumberKind found) {
  if (wanted == found)
    return Fit::Exact;
  bool converts = found != NumberKind::Boolean && wanted != NumberKind::Boolean && found < wanted;
  return converts ? Fit::Converted : Fit::None;
}

static bool hasShape(const DeviceType &type, const Tensor *tensor) {
  if (tensor->rank != type.shape.size())
    return false;
  for (uint32_t axis = 0; axis != tensor->rank; ++axis) {
    const Dimension &dimension = type.shape[axis];
    int64_t size = dimension.sum.empty() ? 0 : dimension.sum.front().coefficient;
    if (dimension.isConstant() && tensor->shape[axis] != size)
      return false;
  }
  return true;
}

static Fit fitOf(const DeviceType &type, const Leaf &leaf) {
  NumberKind wanted = infoOf(type.dtype).kind;
  if (!isTensor(leaf.value))
    return type.shape.empty() ? fitKinds(wanted, kindOfNumber(leaf.value)) : Fit::None;
  auto *tensor = as<Tensor>(leaf.value);
  if (!hasShape(type, tensor))
    return Fit::None;
  if (leaf.isWritten)
    return fitKinds(wanted, infoOf(tensor->dtype).kind);
  return tensor->dtype == type.dtype ? Fit::Exact : Fit::None;
}

static Fit fitOf(const Variant &variant) {
  if (variant.signature.parameters.size() != leaves.size())
    return Fit::None;
  Fit worst = Fit::Exact;
  for (size_t i = 0; i != leaves.size(); ++i)
    worst = std::min(worst, fitOf(variant.signature.parameters[i].type, leaves[i]));
  return worst;
}

/// The first code that fits so well.
static const Variant *find(const std::vector<Variant> &variants, Fit fit) {
  for (const Variant &variant : variants)
    if (fitOf(variant) >= fit && (variant.entry || fit == Fit::Exact))
      return &variant;
  return nullptr;
}

/// Code that integers are part of exists where there can be none for all, and code that fits exactly goes
/// before code that arguments are converted for.  The only one that there is need not fit: checking the
/// arguments says why.
static const Variant *findVariant(const Variants &variants, Word arguments,
                                  const EshkolDeviceValue *described, bool hasLists) {
  int64_t count = listLength(arguments);
  const std::vector<Variant> *known = nullptr;
  for (bool hasIntegers : {true, false}) {
    PatternWriter(hasIntegers, hasLists).addAll(count, described);
    auto found = variants.find(pattern);
    known = found == variants.end() ? nullptr : &found->second;
    if (const Variant *exact = known ? find(*known, Fit::Exact) : nullptr)
      return exact;
  }
  if (!known)
    return nullptr;
  if (const Variant *converting = find(*known, Fit::Converted))
    return converting;
  return known->size() == 1 && known->front().entry ? &known->front() : nullptr;
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// The leaves as the function takes them, a list.
static Word valuesFor(const Signature &signature) {
  ListBuilder values;
  for (size_t i = 0; i != leaves.size(); ++i) {
    Word value = leaves[i].value;
    DType wanted = signature.parameters[i].type.dtype;
    bool isCast = leaves[i].isWritten && as<Tensor>(value)->dtype != wanted &&
                  infoOf(as<Tensor>(value)->dtype).kind <= infoOf(wanted).kind;
    values.append(isCast ? wordOf(castTensor(as<Tensor>(value), wanted)) : value);
  }
  return values.finish();
}

[[noreturn]] static void raiseFailure(std::string_view failure) {
  size_t end = failure.find('\n');
  std::string_view kind = failure.substr(0, end);
  raiseErrorOfKind(toUtf8(makeString(kind)).data(), nullptr, failure.substr(end + 1));
}

void eshkol::raiseUnforeseen(const char *name, Word arguments) {
  constexpr int64_t limit = 200;
  Message message;
  message << "this executable has no device code for a call with " << toUtf8(toText(arguments, true, limit))
          << "\n  it was not foreseen when the program was compiled"
             "\n  pass procedures and values that are made in the program's text, not by eval or read, less "
             "deep in "
             "each other, or in fewer combinations; or declare the types of the procedure's parameters"
             "\n  or run the program by `eshkol run`";
  raiseErrorOfKind("device-error", name, message.text());
}

Word eshkol::callForeseen(int64_t function, const char *name, Word arguments,
                          const EshkolDeviceValue *described) {
  const Variants &variants = foreseen.at(function);
  const Variant *variant = findVariant(variants, arguments, described, /*hasLists=*/true);
  // Lists of a length that the program's text does not tell were foreseen as tensors.
  if (!variant)
    variant = findVariant(variants, arguments, described, /*hasLists=*/false);
  if (!variant)
    raiseUnforeseen(name, arguments);
  if (!variant->entry)
    raiseFailure(variant->failure);
  Word values = valuesFor(variant->signature);
  GC_reachable_here(arguments);
  separated = Nil;
  values = fitArguments(variant->signature, values);
  return callNative(variant->signature, variant->entry, values);
}
