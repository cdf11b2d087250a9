//===- Conversion.cpp - between tensors, vectors and lists -----------------===//

#include "runtime/host/tensors/Conversion.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/data/Vectors.h"
#include "runtime/host/numbers/Tower.h"
#include "runtime/host/tensors/Access.h"
#include "runtime/host/tensors/Operands.h"

using namespace eshkol;

Word eshkol::tensorToList(const char *procedure, const Tensor *tensor, Span span) {
  if (tensor->rank == 0)
    shapeError(procedure, Message() << "a scalar has no elements");
  Word list = Nil;
  for (int64_t i = span.end; i > span.start; --i)
    list = cons(partAlong(tensor, 0, i - 1), list);
  return list;
}

/// The elements of a vector, or the rows of a tensor.
ESHKOL_PRIMITIVE(eshkol_tensor_to_list, "tensor->list", 1, 1)(Word value) {
  const Tensor *tensor = checkTensorLike("tensor->list", 1, value);
  return tensorToList("tensor->list", tensor, {0, tensor->rank == 0 ? 0 : tensor->shape[0]});
}

/// Vectors nested as the dimensions are.
static Word nestedVectors(const Tensor *tensor, uint32_t axis, int64_t *next) {
  if (axis == tensor->rank)
    return elementAt(tensor, (*next)++);
  Vector *vector = newVector(tensor->shape[axis]);
  for (int64_t i = 0; i < vector->length; ++i)
    vector->elements[i] = nestedVectors(tensor, axis + 1, next);
  return wordOf(vector);
}

ESHKOL_PRIMITIVE(eshkol_tensor_to_vector, "tensor->vector", 1, 1)(Word value) {
  int64_t next = 0;
  return nestedVectors(checkTensorLike("tensor->vector", 1, value), 0, &next);
}

static Word fromElements(const char *procedure, Word value, Word dtype) {
  Operand operand = checkOperand(procedure, 1, value);
  return resultOf(withDType(procedure, operand, checkDType(procedure, 2, dtype, operand.dtype)));
}

ESHKOL_PRIMITIVE(eshkol_tensor_of_list, "list->tensor", 1, 2)(Word list, Word dtype) {
  return fromElements("list->tensor", list, dtype);
}
ESHKOL_PRIMITIVE(eshkol_tensor_of_vector, "vector->tensor", 1, 2)(Word vector, Word dtype) {
  return fromElements("vector->tensor", vector, dtype);
}

/// A vector as a tensor if its elements are numbers.
ESHKOL_PRIMITIVE(eshkol_tensor_if_possible, "%tensor-if-possible", 1, 1)(Word vector) {
  Operand operand;
  if (!toOperand("vector-map", vector, Nested::Vectors, &operand))
    return vector;
  return wordOf(withDType("vector-map", operand, operand.dtype));
}

/// Elements converted to another type; a number is one element.
static Word cast(const char *procedure, Word value, Word dtype) {
  DType target = checkDType(procedure, 2, isGiven(dtype) ? dtype : Nil, DType::F64);
  if (isNumber(value)) {
    Tensor *tensor = makeTensor(target, {nullptr, 0});
    castElement(tensor, 0, value);
    return elementAt(tensor, 0);
  }
  return resultOf(castTensor(checkTensorLike(procedure, 1, value), target));
}

ESHKOL_PRIMITIVE(eshkol_tensor_cast, "cast", 2, 2)(Word value, Word dtype) {
  return cast("cast", value, dtype);
}
ESHKOL_PRIMITIVE(eshkol_tensor_astype, "astype", 2, 2)(Word value, Word dtype) {
  return cast("astype", value, dtype);
}
ESHKOL_PRIMITIVE(eshkol_tensor_convert, "convert", 2, 2)(Word value, Word dtype) {
  return cast("convert", value, dtype);
}

/// A tensor of its own, which may be changed.
ESHKOL_PRIMITIVE(eshkol_tensor_copy, "tensor-copy", 1, 1)(Word value) {
  const Tensor *tensor = checkTensor("tensor-copy", 1, value);
  return wordOf(castTensor(tensor, tensor->dtype));
}
