//===- Construction.cpp - making tensors -----------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/numbers/Tower.h"
#include "runtime/host/tensors/Broadcast.h"
#include "runtime/host/tensors/Operands.h"

#include <algorithm>
#include <cmath>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Equal elements
//===----------------------------------------------------------------------===//

/// A tensor of one number, or of a tensor broadcast to the shape.
static Word filled(const char *procedure, Shape shape, int position, Word value, Word dtype,
                   int dtypePosition) {
  Operand operand = checkOperand(procedure, position, value);
  DType element = checkDType(procedure, dtypePosition, dtype, operand.dtype);
  if (infoOf(operand.dtype).kind > infoOf(element).kind && !isNumber(value))
    dtypeError(procedure, Message() << "elements of type " << operand.dtype << " cannot be " << element);
  const Tensor *source = withDType(procedure, operand, element);
  Sizes common = broadcastShapes(procedure, source->rank ? shapeOf(source) : shape, shape);
  if (!(Shape(common) == shape))
    shapeError(procedure, Message() << shapeOf(source) << " does not broadcast to " << shape);
  Tensor *result = makeTensor(element, shape);
  withElements(element, [&](auto *type) {
    using T = ElementOf<decltype(type)>;
    if (source->count == 1)
      std::fill_n(result->elements<T>(), result->count, *source->elements<T>());
    else if (result->count > 0)
      forRuns(BroadcastPlan(shape, shapeOf(source), shape),
              [&](int64_t from, int64_t stride, int64_t, int64_t, int64_t to, int64_t count) {
                for (int64_t i = 0; i < count; ++i)
                  result->elements<T>()[to + i] = source->elements<T>()[from + i * stride];
              });
  });
  return resultOf(result);
}

static Word filledWith(const char *procedure, Word dims, int64_t value, Word dtype) {
  Sizes shape = checkShape(procedure, 1, dims);
  Tensor *result = makeZeros(checkDType(procedure, 2, dtype, DType::F64), shape);
  if (value != 0)
    withElements(result->dtype, [&](auto *type) {
      using T = ElementOf<decltype(type)>;
      std::fill_n(result->elements<T>(), result->count, convertElement<T>(float(value)));
    });
  return resultOf(result);
}

ESHKOL_PRIMITIVE(eshkol_tensor_zeros, "zeros", 1, 2)(Word dims, Word dtype) {
  return filledWith("zeros", dims, 0, dtype);
}
ESHKOL_PRIMITIVE(eshkol_tensor_ones, "ones", 1, 2)(Word dims, Word dtype) {
  return filledWith("ones", dims, 1, dtype);
}
ESHKOL_PRIMITIVE(eshkol_tensor_full, "full", 2, 3)(Word dims, Word value, Word dtype) {
  return filled("full", checkShape("full", 1, dims), 2, value, dtype, 3);
}
ESHKOL_PRIMITIVE(eshkol_tensor_make_tensor, "make-tensor", 2, 3)(Word dims, Word value, Word dtype) {
  return filled("make-tensor", checkShape("make-tensor", 1, dims), 2, value, dtype, 3);
}

static Word filledLike(const char *procedure, Word like, Word value, Word dtype, int dtypePosition) {
  Tensor *tensor = checkTensorLike(procedure, 1, like);
  Word element = isGiven(dtype) ? dtype : intern(infoOf(tensor->dtype).name);
  return filled(procedure, shapeOf(tensor), 2, value, element, dtypePosition);
}

ESHKOL_PRIMITIVE(eshkol_tensor_zeros_like, "zeros-like", 1, 2)(Word like, Word dtype) {
  return filledLike("zeros-like", like, fromFixnum(0), dtype, 2);
}
ESHKOL_PRIMITIVE(eshkol_tensor_ones_like, "ones-like", 1, 2)(Word like, Word dtype) {
  return filledLike("ones-like", like, fromFixnum(1), dtype, 2);
}
ESHKOL_PRIMITIVE(eshkol_tensor_full_like, "full-like", 2, 3)(Word like, Word value, Word dtype) {
  return filledLike("full-like", like, value, dtype, 3);
}

ESHKOL_PRIMITIVE(eshkol_tensor_make_matrix, "make-matrix", 2, 4)
(Word rows, Word columns, Word value, Word dtype) {
  Sizes shape;
  shape.append(checkSize("make-matrix", 1, rows));
  shape.append(checkSize("make-matrix", 2, columns));
  return filled("make-matrix", shape, 3, isGiven(value) ? value : fromDouble(0), dtype, 4);
}

static Word identity(const char *procedure, Word rows, Word columns, Word diagonal, Word dtype) {
  Sizes shape;
  shape.append(checkSize(procedure, 1, rows));
  shape.append(isGiven(columns) ? checkSize(procedure, 2, columns) : shape[0]);
  int64_t offset = isGiven(diagonal) ? checkInteger(procedure, 3, diagonal, MinFixnum, MaxFixnum) : 0;
  Tensor *result = makeZeros(checkDType(procedure, 4, dtype, DType::F64), shape);
  for (int64_t row = std::max<int64_t>(0, -offset); row < shape[0] && row < shape[1] - offset; ++row)
    castElement(result, row * shape[1] + row + offset, fromFixnum(1));
  return wordOf(result);
}

ESHKOL_PRIMITIVE(eshkol_tensor_eye, "eye", 1, 4)(Word rows, Word columns, Word diagonal, Word dtype) {
  return identity("eye", rows, columns, diagonal, dtype);
}
ESHKOL_PRIMITIVE(eshkol_tensor_identity_matrix, "identity-matrix", 1, 4)
(Word rows, Word columns, Word diagonal, Word dtype) {
  return identity("identity-matrix", rows, columns, diagonal, dtype);
}

//===----------------------------------------------------------------------===//
// Progressions
//===----------------------------------------------------------------------===//

static DType progressionType(const char *procedure, int position, Word dtype, bool exact) {
  DType element = checkDType(procedure, position, dtype, exact ? DType::I64 : DType::F64);
  if (element == DType::Boolean)
    dtypeError(procedure, Message() << "a range cannot have boolean elements");
  return element;
}

/// Stores a + i * b, computed in i64 or f64.
template <typename Number> static Word progression(DType dtype, int64_t length, Number start, Number step) {
  Tensor *result = makeTensor(dtype, {&length, 1});
  withElements(dtype, [&](auto *type) {
    using T = ElementOf<decltype(type)>;
    for (int64_t i = 0; i < length; ++i)
      result->elements<T>()[i] = convertElement<T>(Number(start + Number(i) * step));
  });
  return wordOf(result);
}

ESHKOL_PRIMITIVE(eshkol_tensor_arange, "arange", 1, 4)(Word first, Word second, Word third, Word dtype) {
  bool hasStart = isGiven(second);
  Word start = hasStart ? first : fromFixnum(0), stop = hasStart ? second : first;
  Word step = isGiven(third) ? third : fromFixnum(1);
  checkReal("arange", 1, start);
  checkReal("arange", 2, stop);
  checkReal("arange", 3, step);
  if (toDoubleAny(step) == 0)
    raiseError("arange", "the step cannot be zero");
  bool exact = isFixnum(start) && isFixnum(stop) && isFixnum(step);
  DType element = progressionType("arange", 4, dtype, exact);
  if (exact) {
    int64_t low = toFixnum(start), high = toFixnum(stop), by = toFixnum(step);
    int64_t gap = by > 0 ? high - low : low - high, distance = by > 0 ? by : -by;
    int64_t length = gap > 0 ? (gap - 1) / distance + 1 : 0;
    return progression<int64_t>(element, length, low, by);
  }
  double low = toDoubleAny(start), high = toDoubleAny(stop), by = toDoubleAny(step);
  double length = std::ceil((high - low) / by);
  if (!(std::fabs(length) < double(MaxLength)))
    raiseError("arange", "the bounds must be finite, and not too far apart", {start, stop, step});
  return progression<double>(element, int64_t(std::max(length, 0.0)), low, by);
}

ESHKOL_PRIMITIVE(eshkol_tensor_linspace, "linspace", 2, 5)
(Word start, Word stop, Word count, Word endpoint, Word dtype) {
  checkReal("linspace", 1, start);
  checkReal("linspace", 2, stop);
  int64_t length = isGiven(count) ? checkSize("linspace", 3, count) : 50;
  bool closed = endpoint == Absent || checkFlag("linspace", 4, endpoint);
  DType element = progressionType("linspace", 5, dtype, false);
  double low = toDoubleAny(start), high = toDoubleAny(stop);
  double step = (high - low) / double(std::max<int64_t>(closed ? length - 1 : length, 1));
  Word result = progression<double>(element, length, low, step);
  // The last is exact.
  if (closed && length > 1)
    castElement(as<Tensor>(result), length - 1, fromDouble(high));
  return result;
}

//===----------------------------------------------------------------------===//
// From elements
//===----------------------------------------------------------------------===//

/// Operands as a tensor of a given element type, which must hold their kind.
static Tensor *elementsAs(const char *procedure, const Operand &operand, std::optional<DType> dtype) {
  if (dtype && !operand.weak && promote(operand.dtype, *dtype) != *dtype)
    dtypeError(procedure, Message() << "elements of type " << operand.dtype << " cannot be " << *dtype
                                    << ": convert them by (cast x '" << *dtype << ")");
  return withDType(procedure, operand, dtype ? *dtype : operand.dtype);
}

/// Raises an error about the first of these arguments that is nothing of what takes the place of a tensor, or
/// has fewer dimensions than this.
[[noreturn]] static void wrongArgument(const char *procedure, Word arguments, uint32_t rank,
                                       const char *wanted) {
  int position = 1;
  for (Word rest = arguments; isPair(rest); rest = cdr(rest), ++position) {
    Operand operand;
    if (!toOperand(procedure, car(rest), Nested::VectorsAndLists, &operand) || operand.shape.rank < rank)
      wrongType(procedure, position, wanted, car(rest));
  }
  wrongType(procedure, 1, wanted, arguments);
}

static Tensor *matrixOf(const char *procedure, Word rows, std::optional<DType> dtype) {
  if (rows == Nil)
    shapeError(procedure, Message() << "expected at least one row: (zeros '(0 n)) makes an empty matrix");
  Operand operand;
  if (!toOperand(procedure, rows, Nested::VectorsAndLists, &operand) || operand.shape.rank == 1)
    wrongArgument(procedure, rows, 1, "a row (a vector or list of numbers)");
  if (operand.shape.rank != 2)
    shapeError(procedure, Message() << "the rows should be vectors, but together they have shape "
                                    << Shape(operand.shape));
  return elementsAs(procedure, operand, dtype);
}

ESHKOL_PRIMITIVE(eshkol_tensor_matrix, "matrix", 0, Rest)(Word rows) {
  return wordOf(matrixOf("matrix", rows, std::nullopt));
}

static Tensor *tensorOf(const char *procedure, int position, Word dims, Word data,
                        std::optional<DType> dtype) {
  Sizes shape = checkShape(procedure, position, dims);
  Operand operand = checkOperand(procedure, position + 1, data);
  const Tensor *elements = elementsAs(procedure, operand, dtype);
  if (elements->count != countOf(shape))
    shapeError(procedure, Message() << elements->count << (elements->count == 1 ? " element" : " elements")
                                    << " do not fill shape " << Shape(shape) << ", which takes "
                                    << countOf(shape));
  Tensor *result = makeTensor(elements->dtype, shape);
  std::memcpy(result->data, elements->data, elements->bytes());
  return result;
}

ESHKOL_PRIMITIVE(eshkol_tensor_tensor, "tensor", 2, 3)(Word dims, Word data, Word dtype) {
  std::optional<DType> element;
  if (isGiven(dtype))
    element = checkDType("tensor", 3, dtype, DType::F64);
  return resultOf(tensorOf("tensor", 1, dims, data, element));
}

//===----------------------------------------------------------------------===//
// (vector<float64, 2> 1.0 2.0) and its kin: the first argument is the list of what is between the brackets
//===----------------------------------------------------------------------===//

static std::optional<DType> statedType(const char *procedure, Word described) {
  if (!isPair(described))
    return std::nullopt;
  return checkDType(procedure, 1, car(described), DType::F64);
}

/// The tensor, which must have the sizes that are stated behind the element type.  A name stands for any
/// size.
static Word withStatedSizes(const char *procedure, Tensor *tensor, Word described) {
  if (isPair(described) && isPair(cdr(described))) {
    Word sizes = cdr(described);
    if (cdr(sizes) == Nil && !isFixnum(car(sizes)) && !isA(car(sizes), Type::Symbol))
      sizes = car(sizes);
    Sizes stated;
    bool known = true;
    for (Word rest = sizes; isPair(rest); rest = cdr(rest)) {
      known &= isFixnum(car(rest));
      if (known)
        stated.append(toFixnum(car(rest)));
    }
    if (isPair(sizes) && known && !(Shape(stated) == shapeOf(tensor)))
      shapeError(procedure, Message() << "the type states shape " << Shape(stated)
                                      << " but the elements have " << shapeOf(tensor));
  }
  return resultOf(tensor);
}

ESHKOL_PRIMITIVE(eshkol_tensor_typed_vector, "vector<>", 1, Rest)(Word described, Word elements) {
  std::optional<DType> dtype = statedType("vector<>", described);
  Operand operand;
  if (!toOperand("vector<>", elements, Nested::VectorsAndLists, &operand))
    wrongArgument("vector<>", elements, 0, "a number");
  return withStatedSizes("vector<>", elementsAs("vector<>", operand, dtype), described);
}
ESHKOL_PRIMITIVE(eshkol_tensor_typed_matrix, "matrix<>", 1, Rest)(Word described, Word rows) {
  std::optional<DType> dtype = statedType("matrix<>", described);
  return withStatedSizes("matrix<>", matrixOf("matrix<>", rows, dtype), described);
}
ESHKOL_PRIMITIVE(eshkol_tensor_typed_tensor, "tensor<>", 3, 3)(Word described, Word dims, Word data) {
  std::optional<DType> dtype = statedType("tensor<>", described);
  return withStatedSizes("tensor<>", tensorOf("tensor<>", 1, dims, data, dtype), described);
}
