//===- Vectors.cpp - vectors (R7RS 6.8) ------------------------------------===//

#include "runtime/host/data/Vectors.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/tensors/Access.h"
#include "runtime/host/tensors/Conversion.h"

#include <algorithm>

using namespace eshkol;

Vector *eshkol::newVector(int64_t length) {
  auto *vector = make<Vector>(Type::Vector, size_t(length) * sizeof(Word));
  vector->length = length;
  return vector;
}

static Word copySpan(const Vector *vector, Span span) {
  Vector *copy = newVector(span.length());
  std::copy(vector->elements + span.start, vector->elements + span.end, copy->elements);
  return wordOf(copy);
}

static Span checkRows(const char *procedure, Word tensor, Word start, Word end) {
  return checkSpan(procedure, 2, start, end, as<Tensor>(tensor)->shape[0]);
}

//===----------------------------------------------------------------------===//
// Making vectors
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_make_vector, "make-vector", 1, 2)(Word length, Word element) {
  return makeVector(checkLength("make-vector", 1, length), element == Absent ? Unspecified : element);
}

static Word fromList(const char *procedure, Word list) {
  int64_t length = listLength(list);
  if (length < 0)
    improperList(procedure, 1, list);
  Vector *vector = newVector(length);
  for (int64_t i = 0; i < length; ++i, list = cdr(list))
    vector->elements[i] = car(list);
  return wordOf(vector);
}

ESHKOL_PRIMITIVE(eshkol_vector, "vector", 0, Rest)(Word elements) { return fromList("vector", elements); }
ESHKOL_PRIMITIVE(eshkol_list_to_vector, "list->vector", 1, 1)(Word list) {
  return fromList("list->vector", list);
}

ESHKOL_PRIMITIVE(eshkol_vector_to_list, "vector->list", 1, 3)(Word value, Word start, Word end) {
  if (hasRows(value))
    return tensorToList("vector->list", as<Tensor>(value), checkRows("vector->list", value, start, end));
  Vector *vector = checkVector("vector->list", 1, value);
  Span span = checkSpan("vector->list", 2, start, end, vector->length);
  Word list = Nil;
  for (int64_t i = span.end; i > span.start; --i)
    list = cons(vector->elements[i - 1], list);
  return list;
}

ESHKOL_PRIMITIVE(eshkol_vector_copy, "vector-copy", 1, 3)(Word value, Word start, Word end) {
  if (hasRows(value))
    return partOf(as<Tensor>(value), checkRows("vector-copy", value, start, end));
  Vector *vector = checkVector("vector-copy", 1, value);
  return copySpan(vector, checkSpan("vector-copy", 2, start, end, vector->length));
}

ESHKOL_PRIMITIVE(eshkol_subvector, "subvector", 3, 3)(Word value, Word start, Word end) {
  if (hasRows(value))
    return partOf(as<Tensor>(value), checkRows("subvector", value, start, end));
  Vector *vector = checkVector("subvector", 1, value);
  return copySpan(vector, checkSpan("subvector", 2, start, end, vector->length));
}

ESHKOL_PRIMITIVE(eshkol_vector_grow, "vector-grow", 2, 2)(Word value, Word length) {
  Vector *vector = checkVector("vector-grow", 1, value);
  int64_t newLength = checkInteger("vector-grow", 2, length, vector->length, MaxLength);
  Word result = makeVector(newLength, Unspecified);
  std::copy_n(vector->elements, vector->length, as<Vector>(result)->elements);
  return result;
}

ESHKOL_PRIMITIVE(eshkol_vector_append, "vector-append", 0, Rest)(Word vectors) {
  int64_t length = 0;
  int position = 1;
  for (Word rest = vectors; isPair(rest); rest = cdr(rest))
    length += checkVector("vector-append", position++, car(rest))->length;
  Vector *result = newVector(length);
  Word *next = result->elements;
  for (; isPair(vectors); vectors = cdr(vectors))
    next = std::copy_n(as<Vector>(car(vectors))->elements, as<Vector>(car(vectors))->length, next);
  return wordOf(result);
}

//===----------------------------------------------------------------------===//
// Reading and changing
//===----------------------------------------------------------------------===//

// What the inlined procedures leave: tensors and errors.

extern "C" [[noreturn, gnu::cold]] Word eshkol_vector_error(const char *procedure, Word value) {
  wrongType(procedure, 1, "a vector", value);
}
extern "C" int64_t eshkol_vector_length_slow(Word value) {
  if (hasRows(value))
    return as<Tensor>(value)->shape[0];
  wrongType("vector-length", 1, "a vector", value);
}
extern "C" Word eshkol_vector_ref_slow(const char *procedure, Word value, Word index) {
  if (isTensor(value))
    return tensorVectorRef(procedure, value, index);
  Vector *vector = checkVector(procedure, 1, value);
  checkIndex(procedure, 2, index, vector->length);
  __builtin_unreachable();
}
extern "C" Word eshkol_vector_set_slow(Word value, Word index, Word element) {
  if (isTensor(value))
    return tensorVectorSet("vector-set!", value, index, element);
  Vector *vector = checkMutableVector("vector-set!", 1, value);
  checkIndex("vector-set!", 2, index, vector->length);
  __builtin_unreachable();
}

ESHKOL_PRIMITIVE(eshkol_vector_fill_x, "vector-fill!", 2, 4)
(Word value, Word element, Word start, Word end) {
  if (isTensor(value)) {
    Tensor *tensor = checkMutableTensor("vector-fill!", 1, value);
    if (tensor->rank != 1)
      wrongType("vector-fill!", 1, "a vector", value);
    Span span = checkSpan("vector-fill!", 3, start, end, tensor->count);
    for (int64_t i = span.start; i < span.end; ++i)
      storeElement("vector-fill!", tensor, i, element);
    return Unspecified;
  }
  Vector *vector = checkMutableVector("vector-fill!", 1, value);
  Span span = checkSpan("vector-fill!", 3, start, end, vector->length);
  noteStore(value, element);
  std::fill(vector->elements + span.start, vector->elements + span.end, element);
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_vector_copy_x, "vector-copy!", 3, 5)
(Word toValue, Word at, Word fromValue, Word start, Word end) {
  Vector *to = checkMutableVector("vector-copy!", 1, toValue);
  int64_t target = checkInteger("vector-copy!", 2, at, 0, to->length);
  Vector *from = checkVector("vector-copy!", 3, fromValue);
  Span span = checkSpan("vector-copy!", 4, start, end, from->length);
  checkRoom("vector-copy!", target, to->length, span.length());
  noteStores(toValue, from->elements + span.start, span.length());
  std::memmove(to->elements + target, from->elements + span.start, size_t(span.length()) * sizeof(Word));
  return Unspecified;
}
