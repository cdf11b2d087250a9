//===- VectorSpace.cpp - vectors as elements of a space --------------------===//
//
// On Scheme vectors these use the arithmetic of numbers, so that exact elements stay exact, and give Scheme
// vectors; on tensors they give tensors.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/data/Vectors.h"
#include "runtime/host/numbers/Tower.h"
#include "runtime/host/tensors/Elements.h"
#include "runtime/host/tensors/Elementwise.h"
#include "runtime/host/tensors/Products.h"

using namespace eshkol;

static bool areVectors(Word a, Word b) { return isA(a, Type::Vector) && isA(b, Type::Vector); }

static void checkLengths(const char *procedure, const Vector *a, const Vector *b) {
  if (a->length != b->length)
    shapeError(procedure, Message() << "shapes " << Shape{&a->length, 1} << " and " << Shape{&b->length, 1}
                                    << " differ");
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

static Word elementwise(const char *procedure, Arithmetic operation, Word (*ofNumbers)(Word, Word), Word a,
                        Word b) {
  if (!areVectors(a, b))
    return combineTensors(operation, procedure, checkOperand(procedure, 1, a), checkOperand(procedure, 2, b));
  checkLengths(procedure, as<Vector>(a), as<Vector>(b));
  Vector *result = newVector(as<Vector>(a)->length);
  for (int64_t i = 0; i < result->length; ++i)
    result->elements[i] = ofNumbers(as<Vector>(a)->elements[i], as<Vector>(b)->elements[i]);
  return wordOf(result);
}

#define ESHKOL_VECTOR_OPERATION(name, symbol, operation, ofNumbers)                                          \
  ESHKOL_PRIMITIVE(eshkol_tensor_vector_##symbol, name, 2, 2)(Word a, Word b) {                              \
    return elementwise(name, Arithmetic::operation, ofNumbers, a, b);                                        \
  }
ESHKOL_VECTOR_OPERATION("vector-add", add, Add, eshkol_add)
ESHKOL_VECTOR_OPERATION("vector-subtract", subtract, Subtract, eshkol_subtract)
ESHKOL_VECTOR_OPERATION("vector-multiply", multiply, Multiply, eshkol_multiply)
ESHKOL_VECTOR_OPERATION("vector-divide", divide, Divide, eshkol_divide)

/// The elements of a vector, each combined with one number.
static Word eachWith(const Vector *vector, Word (*combine)(Word, Word), Word number) {
  Vector *result = newVector(vector->length);
  for (int64_t i = 0; i < result->length; ++i)
    result->elements[i] = combine(vector->elements[i], number);
  return wordOf(result);
}

ESHKOL_PRIMITIVE(eshkol_tensor_vector_scale, "vector-scale", 2, 2)(Word vector, Word factor) {
  if (isA(vector, Type::Vector) && isNumber(factor))
    return eachWith(as<Vector>(vector), eshkol_multiply, factor);
  return combineTensors(Arithmetic::Multiply, "vector-scale", checkOperand("vector-scale", 1, vector),
                        checkOperand("vector-scale", 2, factor));
}

ESHKOL_PRIMITIVE(eshkol_tensor_vector_square, "vector-square", 1, 1)(Word vector) {
  return elementwise("vector-square", Arithmetic::Multiply, eshkol_multiply, vector, vector);
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

static Word sumOfProducts(const Vector *a, const Vector *b) {
  Word sum = fromFixnum(0);
  for (int64_t i = 0; i < a->length; ++i) {
    Word product = multiply(a->elements[i], b->elements[i]);
    sum = i == 0 ? product : add(sum, product);
  }
  return sum;
}

ESHKOL_PRIMITIVE(eshkol_tensor_vector_dot, "vector-dot", 2, 2)(Word a, Word b) {
  if (!areVectors(a, b))
    return dotProduct("vector-dot", a, b);
  checkLengths("vector-dot", as<Vector>(a), as<Vector>(b));
  return sumOfProducts(as<Vector>(a), as<Vector>(b));
}

ESHKOL_PRIMITIVE(eshkol_tensor_vector_sum, "vector-sum", 1, 3)(Word value, Word axis, Word keep) {
  if (!isA(value, Type::Vector) || isGiven(axis) || isGiven(keep))
    return sumAlong("vector-sum", value, axis, keep);
  auto *vector = as<Vector>(value);
  Word sum = fromFixnum(0);
  for (int64_t i = 0; i < vector->length; ++i)
    sum = i == 0 ? vector->elements[0] : add(sum, vector->elements[i]);
  return sum;
}

/// The Euclidean length of elements whose squares are too large or too small: by scaled ones.
extern "C" double eshkol_length_slow(double squares, const double *elements, int64_t count) {
  double greatest = 0;
  for (int64_t i = 0; i < count; ++i)
    greatest = elements[i] != elements[i] ? elements[i] : std::fmax(greatest, std::fabs(elements[i]));
  if (greatest == 0 || !std::isfinite(greatest) || squares != squares)
    return squares != squares ? squares : greatest;
  squares = 0;
  for (int64_t i = 0; i < count; ++i)
    squares += elements[i] / greatest * (elements[i] / greatest);
  return greatest * std::sqrt(squares);
}

/// That of a tensor of f64.
static double lengthOf(const Tensor *tensor) {
  const double *elements = tensor->elements<double>();
  double squares = 0;
  for (int64_t i = 0; i < tensor->count; ++i)
    squares += elements[i] * elements[i];
  return isUsefulSum(squares) ? std::sqrt(squares) : eshkol_length_slow(squares, elements, tensor->count);
}

/// The length as a number of the type that belongs to elements of a type.
static Word magnitude(const char *procedure, Word value) {
  if (isA(value, Type::Vector))
    return squareRoot(sumOfProducts(as<Vector>(value), as<Vector>(value)));
  const Tensor *tensor = checkTensorLike(procedure, 1, value);
  if (infoOf(tensor->dtype).kind == NumberKind::Complex)
    tensor = checkTensorLike(procedure, 1, mapFunction("abs", wordOf(const_cast<Tensor *>(tensor))));
  DType dtype = infoOf(tensor->dtype).kind == NumberKind::Float ? tensor->dtype : DType::F64;
  Tensor *length = scalarTensor(dtype, fromDouble(lengthOf(castTensor(tensor, DType::F64))));
  return elementAt(length, 0);
}

ESHKOL_PRIMITIVE(eshkol_tensor_vector_magnitude, "vector-magnitude", 1, 1)(Word vector) {
  return magnitude("vector-magnitude", vector);
}

ESHKOL_PRIMITIVE(eshkol_tensor_vector_normalize, "vector-normalize", 1, 1)(Word vector) {
  Word length = magnitude("vector-normalize", vector);
  if (!isA(vector, Type::Vector))
    return combineTensors(Arithmetic::Divide, "vector-normalize", checkOperand("vector-normalize", 1, vector),
                          checkOperand("vector-normalize", 1, length));
  if (length == fromFixnum(0))
    raiseError("vector-normalize", "the zero vector has no direction", {vector});
  return eachWith(as<Vector>(vector), eshkol_divide, length);
}

ESHKOL_PRIMITIVE(eshkol_tensor_vector_distance, "vector-distance", 2, 2)(Word a, Word b) {
  return magnitude("vector-distance",
                   elementwise("vector-distance", Arithmetic::Subtract, eshkol_subtract, a, b));
}

//===----------------------------------------------------------------------===//
// The cross product
//===----------------------------------------------------------------------===//

/// a[i] b[j] - a[j] b[i]
static Word minor(const Word *a, const Word *b, int i, int j) {
  return subtract(multiply(a[i], b[j]), multiply(a[j], b[i]));
}

ESHKOL_PRIMITIVE(eshkol_tensor_vector_cross, "vector-cross", 2, 2)(Word a, Word b) {
  Operand operands[] = {checkOperand("vector-cross", 1, a), checkOperand("vector-cross", 2, b)};
  Word elements[2][3];
  for (int side = 0; side < 2; ++side) {
    const Operand &operand = operands[side];
    if (operand.shape.rank != 1 || operand.shape[0] != 3)
      shapeError("vector-cross", Message() << "expected vectors of 3 elements, but argument " << side + 1
                                           << " has shape " << Shape(operand.shape));
    const Tensor *tensor = isA(operand.value, Type::Vector)
                               ? nullptr
                               : withDType("vector-cross", operand, join(operands[0], operands[1]));
    for (int i = 0; i < 3; ++i)
      elements[side][i] = tensor ? elementAt(tensor, i) : as<Vector>(operand.value)->elements[i];
  }
  Vector *result = newVector(3);
  for (int i = 0; i < 3; ++i)
    result->elements[i] = minor(elements[0], elements[1], (i + 1) % 3, (i + 2) % 3);
  if (areVectors(a, b))
    return wordOf(result);
  Operand operand = checkOperand("vector-cross", 1, wordOf(result));
  return wordOf(withDType("vector-cross", operand, join(operands[0], operands[1])));
}
