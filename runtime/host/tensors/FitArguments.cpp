//===- FitArguments.cpp - checking arguments of device functions ------------===//

#include "runtime/host/data/Lists.h"
#include "runtime/host/data/TypedRecords.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/numbers/Tower.h"
#include "runtime/host/tensors/Operands.h"
#include "runtime/host/tensors/Signatures.h"

#include <algorithm>
#include <cmath>

using namespace eshkol;

extern "C" Word eshkol_list_to_vector(Word list);

namespace {

/// Fits the arguments of one call.  What it needs is memory of the collector, since errors leave its frames.
class Fitter {
public:
  explicit Fitter(const Signature &signature)
      : signature(signature), procedure(signature.name.c_str()),
        extents(static_cast<int64_t *>(allocateData((signature.variables.size() + 1) * sizeof(int64_t)))) {
    std::fill_n(extents, signature.variables.size(), -1);
  }
  Word fitAll(Word arguments);

private:
  /// Where a value is: an argument, or a field of one.
  struct Place {
    const Place *outer;
    const std::string &name;
  };

  Word fit(const DeviceType &type, Word value, const Place &place);
  Word fitNumber(const DeviceType &type, Word value, const Place &place);
  Word fitTensor(const DeviceType &type, Word value, const Place &place);
  Word fitRecord(const DeviceType &type, Word value, const Place &place);
  void bind(const DeviceType &type, const Tensor *tensor, const Place &place);
  void checkSums(const DeviceType &type, Word value, const Place &place);
  bool evaluate(const Dimension &dimension, int64_t &value) const;
  static void addPlace(Message &message, const Place &place);

  [[noreturn, gnu::cold]] void refuse(const Place &place, std::string_view expected, Word value);
  [[noreturn, gnu::cold]] void refuseShape(const DeviceType &type, const Tensor *tensor, const Place &place,
                                           uint32_t axis, int64_t wanted);
  [[noreturn, gnu::cold]] void refuseCount(int64_t given);

  const Signature &signature;
  const char *procedure;
  /// Of the dimension variables, -1 where not known yet.
  int64_t *extents;
};

} // namespace

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

static void addShape(Message &message, const DeviceType &type) {
  const char *separator = "[";
  for (const Dimension &dimension : type.shape) {
    message << separator << dimension.text;
    separator = " ";
  }
  message << (type.shape.empty() ? "[]" : "]");
}

static void addType(Message &message, const DeviceType &type) {
  if (type.kind == DeviceType::Kind::Record)
    message << type.name;
  else
    message << type.dtype;
  if (type.kind == DeviceType::Kind::Tensor)
    addShape(message, type);
}

static void addSignature(Message &message, const Signature &signature) {
  const char *separator = "(";
  message << signature.name;
  for (const DeviceType::Field &parameter : signature.parameters) {
    message << separator << parameter.name << ": ";
    addType(message, parameter.type);
    separator = ", ";
  }
  message << (signature.parameters.empty() ? "()" : ")");
}

void Fitter::addPlace(Message &message, const Place &place) {
  if (place.outer) {
    addPlace(message, *place.outer);
    message << ".";
  }
  message << place.name;
}

void Fitter::refuse(const Place &place, std::string_view expected, Word value) {
  constexpr int64_t limit = 80;
  Message message;
  message << "the argument ";
  addPlace(message, place);
  message << " must be " << expected << ", but is ";
  if (isTensor(value))
    message << "a tensor of " << as<Tensor>(value)->dtype << shapeOf(as<Tensor>(value));
  else
    message << toUtf8(toText(value, true, limit));
  dtypeError(procedure, message);
}

void Fitter::refuseCount(int64_t given) {
  auto expected = static_cast<int64_t>(signature.parameters.size());
  Message message;
  message << "it takes " << expected << (expected == 1 ? " argument" : " arguments") << ", but gets " << given
          << "\n  its signature is ";
  addSignature(message, signature);
  raiseErrorOfKind("arity-error", procedure, message.text());
}

/// `axis` is the one that differs, or the rank where that does.
void Fitter::refuseShape(const DeviceType &type, const Tensor *tensor, const Place &place, uint32_t axis,
                         int64_t wanted) {
  Message message;
  message << "the argument ";
  addPlace(message, place);
  message << " must have the shape ";
  addShape(message, type);
  message << ", but has " << shapeOf(tensor);
  if (axis != type.shape.size()) {
    message << "\n  dimension " << int64_t(axis) << " must be ";
    if (!type.shape[axis].isConstant())
      message << type.shape[axis].text << " = ";
    message << wanted << ", but is " << tensor->shape[axis];
  }
  shapeError(procedure, message);
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

static const char *describe(NumberKind kind) {
  switch (kind) {
  case NumberKind::Boolean:
    return "a boolean";
  case NumberKind::Integer:
    return "an exact integer";
  case NumberKind::Float:
    return "a real number";
  case NumberKind::Complex:
    return "a number";
  }
  return "a number";
}

/// What a number that fits becomes; Absent for any other value.
static Word fitted(DType dtype, Word value) {
  const DTypeInfo &info = infoOf(dtype);
  if (info.kind == NumberKind::Boolean)
    return isBool(value) ? value : Absent;
  if (isBool(value) || kindOf(value) == Kind::None || (info.kind != NumberKind::Complex && isCompnum(value)))
    return Absent;
  if (info.kind == NumberKind::Integer && !isFixnum(value) && kindOf(value) != Kind::Bignum)
    return Absent;
  Tensor *tensor = makeTensor(dtype, {nullptr, 0});
  if (setElement(tensor, 0, value) != Conversion::Done)
    return Absent;
  Word stored = elementAt(tensor, 0);
  bool overflows =
      info.kind == NumberKind::Float && std::isinf(toDoubleAny(stored)) && !std::isinf(toDoubleAny(value));
  return overflows ? Absent : stored;
}

Word Fitter::fitNumber(const DeviceType &type, Word value, const Place &place) {
  bool isWrapped = isTensor(value) && as<Tensor>(value)->rank == 0;
  Word found = fitted(type.dtype, isWrapped ? elementAt(as<Tensor>(value), 0) : value);
  if (found == Absent) {
    Message expected;
    expected << describe(infoOf(type.dtype).kind) << " (" << type.dtype << ")";
    refuse(place, expected.text(), value);
  }
  return found;
}

//===----------------------------------------------------------------------===//
// Tensors and records
//===----------------------------------------------------------------------===//

Word Fitter::fitTensor(const DeviceType &type, Word value, const Place &place) {
  Operand operand;
  if (type.shape.empty() && !isTensor(value))
    return wordOf(scalarTensor(type.dtype, fitNumber(type, value, place)));
  bool isTensorLike = toOperand(procedure, value, Nested::VectorsAndLists, &operand);
  if (!isTensorLike || (operand.shape.rank == 0 && !type.shape.empty())) {
    Message expected;
    expected << "a tensor of ";
    addType(expected, type);
    refuse(place, expected.text(), value);
  }
  // The program's own numbers have no element type yet.
  if (operand.dtype != type.dtype && !operand.weak) {
    Message expected;
    expected << "a tensor of " << type.dtype;
    refuse(place, expected.text(), value);
  }
  Tensor *tensor = withDType(procedure, operand, type.dtype);
  bind(type, tensor, place);
  return wordOf(tensor);
}

void Fitter::bind(const DeviceType &type, const Tensor *tensor, const Place &place) {
  auto rank = static_cast<uint32_t>(type.shape.size());
  if (tensor->rank != rank)
    refuseShape(type, tensor, place, rank, 0);
  for (uint32_t axis = 0; axis != rank; ++axis) {
    const Dimension &dimension = type.shape[axis];
    int64_t found = tensor->shape[axis], wanted = found;
    if (int64_t variable = dimension.variable(); variable >= 0 && extents[variable] < 0)
      extents[variable] = found;
    if (evaluate(dimension, wanted) && wanted != found)
      refuseShape(type, tensor, place, axis, wanted);
  }
}

/// False where a variable has no extent yet.
bool Fitter::evaluate(const Dimension &dimension, int64_t &value) const {
  int64_t sum = 0;
  for (const Dimension::Product &product : dimension.sum) {
    int64_t factor = product.coefficient;
    for (uint32_t variable : product.variables) {
      if (extents[variable] < 0)
        return false;
      if (__builtin_mul_overflow(factor, extents[variable], &factor))
        return false;
    }
    if (__builtin_add_overflow(sum, factor, &sum))
      return false;
  }
  value = sum;
  return true;
}

/// Of dimensions that mention variables which later arguments bind.
void Fitter::checkSums(const DeviceType &type, Word value, const Place &place) {
  if (type.kind == DeviceType::Kind::Tensor)
    bind(type, as<Tensor>(value), place);
  if (type.kind != DeviceType::Kind::Record)
    return;
  for (size_t i = 0; i != type.fields.size(); ++i)
    checkSums(type.fields[i].type, as<Record>(value)->fields[i], {&place, type.fields[i].name});
}

/// A type may have been defined again since, under the same name.
static bool isOfType(const Record *record, const DeviceType &type) {
  if (!hasNamedFields(record))
    return false;
  auto *own = as<RecordType>(record->type);
  auto *names = as<Vector>(own->fields);
  if (toUtf8(own->name) != type.name || names->length != static_cast<int64_t>(type.fields.size()))
    return false;
  for (size_t i = 0; i != type.fields.size(); ++i)
    if (toUtf8(names->elements[i]) != type.fields[i].name)
      return false;
  return true;
}

Word Fitter::fitRecord(const DeviceType &type, Word value, const Place &place) {
  if (!isA(value, Type::Record) || !isOfType(as<Record>(value), type))
    refuse(place, (Message() << "a record of type " << type.name).text(), value);
  Word fields = Nil;
  for (size_t i = type.fields.size(); i-- > 0;)
    fields =
        cons(fit(type.fields[i].type, as<Record>(value)->fields[i], {&place, type.fields[i].name}), fields);
  return makeRecord(as<Record>(value)->type, fields);
}

Word Fitter::fit(const DeviceType &type, Word value, const Place &place) {
  switch (type.kind) {
  case DeviceType::Kind::Scalar:
    return fitNumber(type, value, place);
  case DeviceType::Kind::Tensor:
    return fitTensor(type, value, place);
  case DeviceType::Kind::Record:
    return fitRecord(type, value, place);
  }
  return value;
}

Word Fitter::fitAll(Word arguments) {
  int64_t given = listLength(arguments);
  if (given != static_cast<int64_t>(signature.parameters.size()))
    refuseCount(given);
  Word values = eshkol_list_to_vector(arguments);
  Word *elements = as<Vector>(values)->elements;
  for (size_t i = 0; i != signature.parameters.size(); ++i)
    elements[i] = fit(signature.parameters[i].type, elements[i], {nullptr, signature.parameters[i].name});
  Word fitted = Nil;
  for (size_t i = signature.parameters.size(); i-- > 0;) {
    checkSums(signature.parameters[i].type, elements[i], {nullptr, signature.parameters[i].name});
    fitted = cons(elements[i], fitted);
  }
  return fitted;
}

Word eshkol::fitArguments(const Signature &signature, Word arguments) {
  return Fitter(signature).fitAll(arguments);
}
