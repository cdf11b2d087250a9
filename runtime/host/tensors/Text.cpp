//===- Text.cpp - tensors as text ------------------------------------------===//

#include "runtime/host/tensors/Text.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/io/Port.h"
#include "runtime/host/numbers/Tower.h"
#include "runtime/host/tensors/Elements.h"
#include "runtime/host/tensors/Operands.h"
#include "runtime/host/tensors/Shapes.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// The double whose shortest digits are those of a number of lower precision.
static double withItsDigits(float number) {
  char text[32];
  *std::to_chars(text, text + sizeof text - 1, number).ptr = 0;
  return std::strtod(text, nullptr);
}

template <typename Short> static double withItsDigits(Short number) {
  double value = double(float(number));
  char text[32];
  for (int digits = 0; std::isfinite(value) && digits < 8; ++digits) {
    std::snprintf(text, sizeof text, "%.*e", digits, value);
    double shorter = std::strtod(text, nullptr);
    if (Short(shorter).bits == number.bits)
      return shorter;
  }
  return value;
}

static Word printable(const Tensor *tensor, int64_t index) {
  switch (tensor->dtype) {
  case DType::F32:
    return fromDouble(withItsDigits(tensor->elements<float>()[index]));
  case DType::F16:
    return fromDouble(withItsDigits(tensor->elements<Half>()[index]));
  case DType::BF16:
    return fromDouble(withItsDigits(tensor->elements<BFloat>()[index]));
  case DType::Complex64: {
    auto number = tensor->elements<std::complex<float>>()[index];
    return makeRectangular(fromDouble(withItsDigits(number.real())),
                           fromDouble(withItsDigits(number.imag())));
  }
  default:
    return elementAt(tensor, index);
  }
}

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

namespace {

class TensorPrinter {
public:
  TensorPrinter(const Tensor *tensor, Port *port, const char *procedure, int64_t limit)
      : tensor(tensor), port(port), procedure(procedure), limit(limit), strides(stridesOf(shapeOf(tensor))) {}

  /// Rows in brackets, each below the other.
  void rows(uint32_t axis, int64_t start);
  /// Rows in parentheses.
  void data(uint32_t axis, int64_t start);
  void sizes();
  void write(std::string_view text) { put(port, text, procedure); }

private:
  static constexpr int64_t MostElements = 1000, EdgeItems = 3;

  void element(int64_t index);
  /// Whether no more is to be printed.
  bool isFull() const { return port->limit >= limit; }

  const Tensor *tensor;
  Port *port;
  const char *procedure;
  int64_t limit;
  Sizes strides;
};

} // namespace

void TensorPrinter::element(int64_t index) {
  Word number = printable(tensor, index);
  write(isBool(number) ? (number == True ? "#t" : "#f") : numberToText(number));
}

void TensorPrinter::rows(uint32_t axis, int64_t start) {
  bool isLast = axis + 1 == tensor->rank;
  int64_t size = tensor->shape[axis];
  bool isShort = tensor->count > MostElements && size > 2 * EdgeItems;
  write("[");
  for (int64_t i = 0; i < size && !isFull(); ++i) {
    if (i > 0)
      write(isLast ? " " : "\n");
    for (uint32_t space = 0; i > 0 && !isLast && space <= axis; ++space)
      write(" ");
    if (isShort && i == EdgeItems) {
      write("...");
      i = size - EdgeItems - 1;
    } else if (isLast) {
      element(start + i);
    } else {
      rows(axis + 1, start + i * strides[axis]);
    }
  }
  write("]");
}

void TensorPrinter::data(uint32_t axis, int64_t start) {
  if (axis == tensor->rank)
    return element(start);
  write("(");
  for (int64_t i = 0; i < tensor->shape[axis] && !isFull(); ++i) {
    if (i > 0)
      write(" ");
    data(axis + 1, start + i * strides[axis]);
  }
  write(")");
}

void TensorPrinter::sizes() {
  write("(");
  for (uint32_t axis = 0; axis < tensor->rank; ++axis) {
    if (axis > 0)
      write(" ");
    write(numberToText(fromFixnum(tensor->shape[axis])));
  }
  write(")");
}

void eshkol::printTensor(const Tensor *tensor, Mode mode, Port *port, const char *procedure, int64_t limit) {
  TensorPrinter printer(tensor, port, procedure, limit);
  if (mode == Mode::Display)
    return tensor->rank == 0 ? printer.data(0, 0) : printer.rows(0, 0);
  printer.write("#tensor(shape: ");
  printer.sizes();
  printer.write(", dtype: ");
  printer.write(tensor->dtype == DType::Boolean ? "i1" : infoOf(tensor->dtype).name);
  printer.write(", data: ");
  printer.data(0, 0);
  printer.write(")");
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

bool eshkol::isArrayPrefix(std::string_view word, DType *dtype, bool *isMatrix) {
  if (word.empty() || word.front() != '#')
    return false;
  word.remove_prefix(1);
  *isMatrix = false;
  static constexpr struct {
    std::string_view suffix;
    bool isMatrix;
  } suffixes[] = {{"vec", false}, {"matrix", true}, {"mat", true}};
  for (const auto &entry : suffixes)
    if (word.size() > entry.suffix.size() && word.substr(word.size() - entry.suffix.size()) == entry.suffix) {
      word.remove_suffix(entry.suffix.size());
      *isMatrix = entry.isMatrix;
      break;
    }
  for (int i = 0; i < DTypeCount; ++i)
    if (DType(i) != DType::Boolean && word == infoOf(DType(i)).name) {
      *dtype = DType(i);
      return true;
    }
  if (word != "i1" && word != "c64" && word != "c128" && word != "float64" && word != "float32")
    return false;
  *dtype = *dtypeNamed(word);
  return true;
}

/// Stores the elements of nested lists, or of one list of all.
static int64_t store(Tensor *tensor, uint32_t axis, Word data, int64_t index) {
  if (axis == tensor->rank)
    return index < tensor->count && setElement(tensor, index, data) == Conversion::Done ? index + 1 : -1;
  int64_t count = 0;
  for (; isPair(data) && index >= 0; data = cdr(data), ++count)
    index = store(tensor, axis + 1, car(data), index);
  return data == Nil && count == tensor->shape[axis] ? index : -1;
}

static bool storeAll(Tensor *tensor, Word data) {
  bool isFlat = tensor->rank > 1 && isPair(data) && !isPair(car(data)) && car(data) != Nil;
  if (tensor->count == 0 && data == Nil)
    return true;
  if (!isFlat)
    return store(tensor, 0, data, 0) == tensor->count;
  int64_t index = 0;
  for (; isPair(data) && index >= 0; data = cdr(data))
    index = store(tensor, tensor->rank, car(data), index);
  return index == tensor->count;
}

Tensor *eshkol::tensorOfElements(DType dtype, bool isMatrix, Word elements, const char **problem) {
  *problem = "these are not elements of the type, in rows of one length";
  int64_t sizes[] = {listLength(elements), 0};
  if (isMatrix && isPair(elements))
    sizes[1] = listLength(car(elements));
  if (sizes[0] < 0 || sizes[1] < 0)
    return nullptr;
  Tensor *tensor = makeTensor(dtype, {sizes, isMatrix ? 2u : 1u});
  return store(tensor, 0, elements, 0) == tensor->count ? tensor : nullptr;
}

Tensor *eshkol::tensorOfClauses(Word clauses, const char **problem) {
  Word shape = Absent, data = Absent, dtype = Absent;
  *problem = "expected #tensor(shape: (2 2), data: ((1 2) (3 4))), with dtype: or without";
  while (isPair(clauses)) {
    Word name = car(clauses);
    // The commas between the clauses are read as unquotations.
    if (isPair(name) && car(name) == intern("unquote") && isPair(cdr(name)))
      name = car(cdr(name));
    if (!isA(name, Type::Symbol) || !isPair(cdr(clauses)))
      return nullptr;
    Word &clause = name == intern("shape:") ? shape : name == intern("data:") ? data : dtype;
    if ((&clause == &dtype && name != intern("dtype:")) || clause != Absent)
      return nullptr;
    clause = car(cdr(clauses));
    clauses = cdr(cdr(clauses));
  }
  if (clauses != Nil || data == Absent || listLength(shape) < 0)
    return nullptr;
  *problem = "a shape is a list of exact integers that are not negative";
  Sizes sizes;
  for (; isPair(shape); shape = cdr(shape)) {
    if (!isFixnum(car(shape)) || toFixnum(car(shape)) < 0 || sizes.rank == MaxRank)
      return nullptr;
    sizes.append(toFixnum(car(shape)));
  }
  DType element = DType::I64;
  if (dtype != Absent) {
    *problem = "this is not an element type";
    std::optional<DType> named = isA(dtype, Type::Symbol) ? dtypeNamed(toUtf8(dtype)) : std::nullopt;
    if (!named)
      return nullptr;
    element = *named;
  } else {
    Operand operand;
    *problem = "the data are not numbers in rows of one length";
    if (!toOperand("read", data, Nested::VectorsAndLists, &operand))
      return nullptr;
    element = operand.dtype;
  }
  *problem = "the data are not elements of the type that fill the shape";
  int64_t count = countOf(sizes), written = isPair(data) ? 0 : 1;
  if (count > MaxLength || (count > 1 && written == 1))
    return nullptr;
  Tensor *tensor = makeTensor(element, sizes);
  return storeAll(tensor, data) ? tensor : nullptr;
}
