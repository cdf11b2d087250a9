//===- Operands.cpp - arguments of operations on tensors -------------------===//

#include "runtime/host/tensors/Operands.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/numbers/Numbers.h"

#include <algorithm>
#include <charconv>

using namespace eshkol;

int64_t eshkol::countOf(Shape shape) {
  int64_t count = 1;
  for (int64_t size : shape)
    if (__builtin_mul_overflow(count, size, &count))
      return std::find(shape.begin(), shape.end(), 0) == shape.end() ? INT64_MAX : 0;
  return count;
}

//===----------------------------------------------------------------------===//
// Vectors and lists as tensors
//===----------------------------------------------------------------------===//

namespace {

/// The elements of a vector or proper list, one after the other.
class Items {
public:
  Items(Word value, Nested nested) : value(value) {
    if (isA(value, Type::Vector))
      length = as<Vector>(value)->length;
    else if (nested == Nested::VectorsAndLists && (value == Nil || isPair(value)))
      length = listLength(value);
  }
  /// Negative for a value that is neither.
  int64_t count() const { return length; }
  Word next() {
    if (isA(value, Type::Vector))
      return as<Vector>(value)->elements[index++];
    Word element = car(value);
    value = cdr(value);
    return element;
  }

private:
  Word value;
  int64_t length = -1, index = 0;
};

/// Finds the shape and the element type of nested vectors.
class Survey {
public:
  Survey(const char *procedure, Nested nested) : procedure(procedure), nested(nested) {}
  /// False if something is no number, tensor, vector or list, or, without a procedure, rows have different
  /// shapes.
  bool run(Word value, Sizes *shape, uint32_t depth);

  std::optional<DType> strong, weak;

private:
  const char *procedure;
  Nested nested;
};

} // namespace

static void include(std::optional<DType> &joined, DType dtype) {
  joined = joined ? promote(*joined, dtype) : dtype;
}

bool Survey::run(Word value, Sizes *shape, uint32_t depth) {
  if (isTensor(value)) {
    auto *tensor = as<Tensor>(value);
    include(strong, tensor->dtype);
    *shape = shapeOf(tensor);
    return true;
  }
  if (std::optional<DType> dtype = defaultDType(value)) {
    include(*dtype == DType::Boolean ? strong : weak, *dtype);
    shape->rank = 0;
    return true;
  }
  Items items(value, nested);
  if (items.count() < 0 || depth == MaxRank)
    return false;
  Sizes row;
  for (int64_t i = 0; i < items.count(); ++i) {
    Sizes next;
    if (!run(items.next(), &next, depth + 1))
      return false;
    if (i > 0 && !(Shape(next) == Shape(row))) {
      if (!procedure)
        return false;
      shapeError(procedure,
                 Message() << "rows of shapes " << Shape(row) << " and " << Shape(next) << " make no tensor");
    }
    row = next;
  }
  if (row.rank == MaxRank)
    return false;
  shape->rank = 0;
  shape->append(items.count());
  for (int64_t size : Shape(row))
    shape->append(size);
  return true;
}

bool eshkol::toOperand(const char *procedure, Word value, Nested nested, Operand *operand) {
  operand->value = value;
  Survey survey(procedure, nested);
  if (!survey.run(value, &operand->shape, 0))
    return false;
  // A vector without elements is one of floats.
  bool isEmpty = !survey.strong && !survey.weak;
  operand->weak = !survey.strong;
  operand->dtype = isEmpty ? DType::F64 : survey.strong ? *survey.strong : *survey.weak;
  if (survey.strong && survey.weak)
    operand->dtype = withWeak(*survey.strong, *survey.weak);
  return true;
}

Operand eshkol::checkOperand(const char *procedure, int position, Word value) {
  Operand operand;
  if (!toOperand(procedure, value, Nested::VectorsAndLists, &operand))
    wrongType(procedure, position, "a tensor", value);
  return operand;
}

void JoinedDType::add(const Operand &operand) { include(operand.weak ? weak : strong, operand.dtype); }

DType eshkol::join(const Operand &a, const Operand &b) {
  JoinedDType joined;
  joined.add(a);
  joined.add(b);
  return joined.dtype();
}

/// Stores the elements of a value from an index on; returns the index behind them.
static int64_t fill(const char *procedure, Tensor *target, int64_t index, Word value) {
  if (isTensor(value)) {
    const Tensor *part = castTensor(as<Tensor>(value), target->dtype);
    size_t size = infoOf(target->dtype).bytes;
    if (part->count > 0)
      std::memcpy(target->elements<char>() + size_t(index) * size, part->data, part->bytes());
    return index + part->count;
  }
  Items items(value, Nested::VectorsAndLists);
  if (items.count() < 0) {
    storeElement(procedure, target, index, value);
    return index + 1;
  }
  for (int64_t i = 0; i < items.count(); ++i)
    index = fill(procedure, target, index, items.next());
  return index;
}

Tensor *eshkol::withDType(const char *procedure, const Operand &operand, DType dtype) {
  if (isTensor(operand.value)) {
    auto *tensor = as<Tensor>(operand.value);
    return tensor->dtype == dtype ? tensor : castTensor(tensor, dtype);
  }
  Tensor *tensor = makeTensor(dtype, operand.shape);
  fill(procedure, tensor, 0, operand.value);
  return tensor;
}

Tensor *eshkol::checkTensorLike(const char *procedure, int position, Word value) {
  if (isTensor(value))
    return as<Tensor>(value);
  Operand operand = checkOperand(procedure, position, value);
  return withDType(procedure, operand, operand.dtype);
}

Tensor *eshkol::checkTensor(const char *procedure, int position, Word value) {
  return checkType<Tensor>(Type::Tensor, "a tensor", procedure, position, value);
}

Tensor *eshkol::checkMutableTensor(const char *procedure, int position, Word value) {
  return checkMutable<Tensor>(Type::Tensor, "a tensor", "a mutable tensor (not a literal)", procedure,
                              position, value);
}

Tensor *eshkol::checkMatrix(const char *procedure, int position, Word value) {
  Tensor *tensor = checkTensorLike(procedure, position, value);
  if (tensor->rank != 2)
    shapeError(procedure, Message() << "expected a matrix but got shape " << shapeOf(tensor));
  return tensor;
}

Word eshkol::resultOf(Tensor *tensor) { return tensor->rank == 0 ? elementAt(tensor, 0) : wordOf(tensor); }

//===----------------------------------------------------------------------===//
// Other arguments
//===----------------------------------------------------------------------===//

void eshkol::checkIntegers(const char *procedure, int position, Word value, const char *expected,
                           Sizes *integers) {
  integers->rank = 0;
  if (isFixnum(value)) {
    integers->append(toFixnum(value));
    return;
  }
  auto add = [&](Word entry) {
    if (!isFixnum(entry))
      wrongType(procedure, position, expected, value);
    if (integers->rank == MaxRank)
      shapeError(procedure, Message() << "a tensor has at most " << MaxRank << " dimensions");
    integers->append(toFixnum(entry));
  };
  if (isTensor(value) && as<Tensor>(value)->rank == 1) {
    for (int64_t i = 0; i < as<Tensor>(value)->count; ++i)
      add(elementAt(as<Tensor>(value), i));
    return;
  }
  Items items(value, Nested::VectorsAndLists);
  if (items.count() < 0)
    wrongType(procedure, position, expected, value);
  for (int64_t i = 0; i < items.count(); ++i)
    add(items.next());
}

static void requireSize(const char *procedure, int64_t size) {
  if (size < 0)
    shapeError(procedure, Message() << "a size cannot be negative, but this is " << size);
  if (size > MaxLength)
    shapeError(procedure, Message() << "a size of " << size << " is more than any memory holds");
}

Sizes eshkol::checkShape(const char *procedure, int position, Word value) {
  Sizes shape;
  checkIntegers(procedure, position, value, "sizes (an exact integer, or a list or vector of them)", &shape);
  for (int64_t size : Shape(shape))
    requireSize(procedure, size);
  return shape;
}

int64_t eshkol::checkSize(const char *procedure, int position, Word value) {
  if (!isFixnum(value))
    wrongType(procedure, position, "an exact integer", value);
  requireSize(procedure, toFixnum(value));
  return toFixnum(value);
}

uint32_t eshkol::normalizeAxis(const char *procedure, int64_t axis, uint32_t rank) {
  if (axis >= -int64_t(rank) && axis < int64_t(rank))
    return uint32_t(axis < 0 ? axis + rank : axis);
  Message message;
  message << "axis " << axis << " is out of range for " << rank << (rank == 1 ? " dimension" : " dimensions");
  if (rank > 0)
    message << ": it may be from " << -int64_t(rank) << " to " << int64_t(rank) - 1;
  shapeError(procedure, message);
}

uint32_t eshkol::checkAxis(const char *procedure, Word value, uint32_t rank) {
  Sizes axes;
  checkIntegers(procedure, 2, value, "an axis (an exact integer)", &axes);
  if (axes.rank != 1)
    wrongType(procedure, 2, "one axis (an exact integer)", value);
  return normalizeAxis(procedure, axes[0], rank);
}

Sizes eshkol::checkAxes(const char *procedure, int position, Word value, uint32_t rank) {
  Sizes axes;
  checkIntegers(procedure, position, value, "an axis (an exact integer), or a list of axes", &axes);
  for (uint32_t i = 0; i < axes.rank; ++i) {
    axes[i] = normalizeAxis(procedure, axes[i], rank);
    if (std::find(axes.sizes, axes.sizes + i, axes[i]) != axes.sizes + i)
      shapeError(procedure, Message() << "a dimension is named twice: " << axes[i]);
  }
  return axes;
}

int64_t eshkol::checkPosition(const char *procedure, int position, Word index, int64_t size, uint32_t axis) {
  if (!isFixnum(index))
    wrongType(procedure, position, "an exact integer", index);
  int64_t number = toFixnum(index);
  if (__builtin_expect(number >= -size && number < size, 1))
    return number < 0 ? number + size : number;
  Message message;
  message << "index " << number << " is out of range for dimension " << axis << " of size " << size;
  if (size > 0)
    message << ": it may be from " << -size << " to " << size - 1;
  shapeError(procedure, message);
}

DType eshkol::checkDType(const char *procedure, int position, Word value, DType otherwise) {
  if (!isGiven(value))
    return otherwise;
  if (isA(value, Type::Symbol) || isA(value, Type::String))
    if (std::optional<DType> dtype = dtypeNamed(toUtf8(value)))
      return *dtype;
  wrongType(procedure, position,
            "an element type (f64, f32, bf16, f16, i64, i32, i8, boolean, complex64, complex128)", value);
}

bool eshkol::checkFlag(const char *procedure, int position, Word value) {
  if (value == Absent)
    return false;
  if (!isBool(value))
    wrongType(procedure, position, "#t or #f", value);
  return value == True;
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

Message &Message::operator<<(std::string_view text) {
  size_t count = std::min(text.size(), sizeof buffer - length);
  std::memcpy(buffer + length, text.data(), count);
  length += count;
  return *this;
}

Message &Message::operator<<(int64_t number) {
  char digits[24];
  return *this << std::string_view(digits, size_t(std::to_chars(digits, digits + 24, number).ptr - digits));
}

Message &Message::operator<<(Shape shape) {
  *this << "[";
  for (uint32_t i = 0; i < shape.rank; ++i)
    *this << (i > 0 ? " " : "") << shape.sizes[i];
  return *this << "]";
}

void eshkol::shapeError(const char *procedure, const Message &message) {
  raiseErrorOfKind("shape-error", procedure, message.text());
}

void eshkol::dtypeError(const char *procedure, const Message &message) {
  raiseErrorOfKind("type-error", procedure, message.text());
}

void eshkol::elementError(const char *procedure, Conversion reason, DType dtype, Word value) {
  constexpr int64_t limit = 80;
  Message message;
  message << toUtf8(toText(value, true, limit));
  const DTypeInfo &info = infoOf(dtype);
  if (reason == Conversion::OutOfRange) {
    message << " does not fit in " << dtype << ", which holds ";
    if (info.bits == 64)
      message << INT64_MIN << " to " << INT64_MAX;
    else
      message << -(int64_t(1) << (info.bits - 1)) << " to " << (int64_t(1) << (info.bits - 1)) - 1;
  } else {
    message << " cannot be an element of type " << dtype;
    if (reason == Conversion::WrongKind && info.kind == NumberKind::Integer)
      message << ": round or truncate it first, or use cast";
  }
  dtypeError(procedure, message);
}
