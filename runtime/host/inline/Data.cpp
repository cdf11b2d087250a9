//===- Data.cpp - procedures on data that are inlined into programs --------===//
//
// This file is compiled twice: into the library, and to LLVM bitcode from which the optimizer takes the
// bodies into compiled programs.  So the functions are small and their errors and rare cases are
// functions elsewhere.  Each predicate is a choice between two constants, which a following test for #f
// makes a branch.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/tensors/Tensor.h"

using namespace eshkol;

// What is not inlined: in runtime/host/data.
extern "C" {
/// Not rare: strings, lists and vectors are compared there.
Word eshkol_equal_slow(Word a, Word b);

[[noreturn, gnu::cold]] Word eshkol_pair_error(const char *procedure, Word value);
[[noreturn, gnu::cold]] Word eshkol_part_error(const char *procedure, Word value);
[[noreturn, gnu::cold]] Word eshkol_vector_error(const char *procedure, Word value);
[[noreturn, gnu::cold]] Word eshkol_bytevector_length_error(Word value);
[[noreturn, gnu::cold]] Word eshkol_bytevector_ref_error(Word bytevector, Word index);
[[noreturn, gnu::cold]] Word eshkol_bytevector_set_error(Word bytevector, Word index, Word byte);
[[noreturn, gnu::cold]] Word eshkol_string_length_error(Word value);
[[noreturn, gnu::cold]] Word eshkol_char_compare_error(const char *procedure, Word left, Word right);
[[noreturn, gnu::cold]] Word eshkol_char_to_integer_error(Word value);
[[noreturn, gnu::cold]] Word eshkol_value_count_error(Word values, Word expected, Word more);
[[noreturn, gnu::cold]] Word eshkol_record_count_error(Word type, Word count);
[[noreturn, gnu::cold]] Word eshkol_box_error(const char *procedure, Word value);
[[noreturn, gnu::cold]] Word eshkol_record_error(Word value, Word type, Word index, Word procedure);
}

extern "C" void eshkol_release_tensor(Word value);

/// The last use of a value is over, as far as it is a tensor to which nothing else refers, unless it is
/// `other`, which lives on.
extern "C" Word eshkol_release(Word value, Word other) {
  if (isA(value, Type::Tensor) && value != other)
    eshkol_release_tensor(value);
  return Unspecified;
}

/// Whether a word is an index of a sequence of this length.
static inline bool isIndex(Word index, int64_t length) {
  return isFixnum(index) && uint64_t(toFixnum(index)) < uint64_t(length);
}

//===----------------------------------------------------------------------===//
// Small tensors, whose elements were in registers (passes/host/Unbox.cpp)
//===----------------------------------------------------------------------===//

/// A vector, or a matrix; its elements are stored next.
extern "C" Word eshkol_small_tensor(int64_t dtype, int64_t rank, int64_t first, int64_t last) {
  int64_t count = rank == 1 ? first : first * last;
  size_t width = DType(dtype) == DType::F64 ? sizeof(double) : sizeof(float);
  Tensor *tensor = allocateTensor(DType(dtype), uint32_t(rank), count, size_t(count) * width);
  tensor->shape[0] = first;
  if (rank == 2)
    tensor->shape[1] = last;
  return wordOf(tensor);
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_pair_p, "pair?", 1, 1)(Word value) { return fromBool(isPair(value)); }
ESHKOL_PRIMITIVE(eshkol_null_p, "null?", 1, 1)(Word value) { return fromBool(value == Nil); }
ESHKOL_PRIMITIVE(eshkol_boolean_p, "boolean?", 1, 1)(Word value) { return fromBool(isBool(value)); }
ESHKOL_PRIMITIVE(eshkol_char_p, "char?", 1, 1)(Word value) { return fromBool(isCharacter(value)); }
ESHKOL_PRIMITIVE(eshkol_string_p, "string?", 1, 1)(Word value) { return fromBool(isA(value, Type::String)); }
ESHKOL_PRIMITIVE(eshkol_symbol_p, "symbol?", 1, 1)(Word value) { return fromBool(isA(value, Type::Symbol)); }
/// A tensor with one dimension is a vector as well.
ESHKOL_PRIMITIVE(eshkol_vector_p, "vector?", 1, 1)(Word value) {
  return fromBool(isA(value, Type::Vector) || (isA(value, Type::Tensor) && as<Tensor>(value)->rank == 1));
}
ESHKOL_PRIMITIVE(eshkol_bytevector_p, "bytevector?", 1, 1)(Word value) {
  return fromBool(isA(value, Type::Bytevector));
}
ESHKOL_PRIMITIVE(eshkol_procedure_p, "procedure?", 1, 1)(Word value) {
  return fromBool(isA(value, Type::Procedure));
}
ESHKOL_PRIMITIVE(eshkol_box_p, "box?", 1, 1)(Word value) { return fromBool(isA(value, Type::Box)); }
ESHKOL_PRIMITIVE(eshkol_record_p, "record?", 1, 1)(Word value) { return fromBool(isA(value, Type::Record)); }
ESHKOL_PRIMITIVE(eshkol_internal_absent_p, "%absent?", 1, 1)(Word value) { return fromBool(value == Absent); }
ESHKOL_PRIMITIVE(eshkol_internal_undefined_p, "%undefined?", 1, 1)(Word value) {
  return fromBool(value == Undefined);
}

//===----------------------------------------------------------------------===//
// Equality
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_not, "not", 1, 1)(Word value) { return fromBool(value == False); }
ESHKOL_PRIMITIVE(eshkol_eq_p, "eq?", 2, 2)(Word a, Word b) { return fromBool(a == b); }

// Different words can only mean the same where both are objects: numbers.
ESHKOL_PRIMITIVE(eshkol_eqv_p, "eqv?", 2, 2)(Word a, Word b) {
  if (a == b)
    return True;
  return isObject(a) && isObject(b) ? eshkol_eqv_slow(a, b) : False;
}

ESHKOL_PRIMITIVE(eshkol_equal_p, "equal?", 2, 2)(Word a, Word b) {
  if (a == b)
    return True;
  bool mayBeEqual = (isPair(a) && isPair(b)) || (isObject(a) && isObject(b));
  return mayBeEqual ? eshkol_equal_slow(a, b) : False;
}

//===----------------------------------------------------------------------===//
// Pairs
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_cons, "cons", 2, 2)(Word car, Word cdr) { return cons(car, cdr); }

ESHKOL_PRIMITIVE(eshkol_car, "car", 1, 1)(Word value) {
  if (__builtin_expect(isPair(value), 1))
    return car(value);
  return eshkol_pair_error("car", value);
}
ESHKOL_PRIMITIVE(eshkol_cdr, "cdr", 1, 1)(Word value) {
  if (__builtin_expect(isPair(value), 1))
    return cdr(value);
  return eshkol_pair_error("cdr", value);
}

ESHKOL_PRIMITIVE(eshkol_set_car_x, "set-car!", 2, 2)(Word pair, Word value) {
  if (__builtin_expect(!isPair(pair), 0))
    return eshkol_pair_error("set-car!", pair);
  noteStore(pair, value);
  pairOf(pair)->car = value;
  return Unspecified;
}
ESHKOL_PRIMITIVE(eshkol_set_cdr_x, "set-cdr!", 2, 2)(Word pair, Word value) {
  if (__builtin_expect(!isPair(pair), 0))
    return eshkol_pair_error("set-cdr!", pair);
  noteStore(pair, value);
  pairOf(pair)->cdr = value;
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_caar, "caar", 1, 1)(Word value) {
  if (__builtin_expect(isPair(value) && isPair(car(value)), 1))
    return car(car(value));
  return eshkol_part_error("caar", value);
}
ESHKOL_PRIMITIVE(eshkol_cadr, "cadr", 1, 1)(Word value) {
  if (__builtin_expect(isPair(value) && isPair(cdr(value)), 1))
    return car(cdr(value));
  return eshkol_part_error("cadr", value);
}
ESHKOL_PRIMITIVE(eshkol_cdar, "cdar", 1, 1)(Word value) {
  if (__builtin_expect(isPair(value) && isPair(car(value)), 1))
    return cdr(car(value));
  return eshkol_part_error("cdar", value);
}
ESHKOL_PRIMITIVE(eshkol_cddr, "cddr", 1, 1)(Word value) {
  if (__builtin_expect(isPair(value) && isPair(cdr(value)), 1))
    return cdr(cdr(value));
  return eshkol_part_error("cddr", value);
}

//===----------------------------------------------------------------------===//
// Objects with few parts
//===----------------------------------------------------------------------===//

// What the compiler makes of (vector a b) and the like: no list of the parts is made.  Inlined, the count is
// a constant and the rest is a few stores.

constexpr int64_t FewParts = 5;

static inline void storeParts(Word *place, int64_t count, Word a, Word b, Word c, Word d, Word e) {
  Word parts[FewParts] = {a, b, c, d, e};
  for (int64_t i = 0; i != FewParts; ++i)
    if (i < count)
      place[i] = parts[i];
}

static inline Word fillVector(Vector *vector, Word count, Word a, Word b, Word c, Word d, Word e) {
  vector->length = toFixnum(count);
  storeParts(vector->elements, toFixnum(count), a, b, c, d, e);
  return wordOf(vector);
}

ESHKOL_PRIMITIVE(eshkol_internal_vector_of, "%vector-of", 1, 6)
(Word count, Word a, Word b, Word c, Word d, Word e) {
  auto *vector = make<Vector>(Type::Vector, size_t(toFixnum(count)) * sizeof(Word));
  return fillVector(vector, count, a, b, c, d, e);
}

ESHKOL_PRIMITIVE(eshkol_internal_values_of, "%values-of", 1, 6)
(Word count, Word a, Word b, Word c, Word d, Word e) {
  auto *values = make<Values>(Type::Values, size_t(toFixnum(count)) * sizeof(Word));
  values->count = toFixnum(count);
  storeParts(values->values, toFixnum(count), a, b, c, d, e);
  return wordOf(values);
}

static inline bool hasFields(Word type, Word count) {
  return isA(type, Type::RecordType) && headerOf(type)->extra == toFixnum(count);
}

static inline Word fillRecord(Record *record, Word count, Word type, Word a, Word b, Word c, Word d, Word e) {
  record->header.extra = uint32_t(toFixnum(count));
  record->type = type;
  storeParts(record->fields, toFixnum(count), a, b, c, d, e);
  return wordOf(record);
}

ESHKOL_PRIMITIVE(eshkol_internal_record_of, "%record-of", 2, 7)
(Word count, Word type, Word a, Word b, Word c, Word d, Word e) {
  if (__builtin_expect(!hasFields(type, count), 0))
    return eshkol_record_count_error(type, count);
  auto *record = make<Record>(Type::Record, size_t(toFixnum(count)) * sizeof(Word));
  return fillRecord(record, count, type, a, b, c, d, e);
}

// The same objects in the frames of procedures, at places that compiled code has there.

extern "C" Word eshkol_place_pair(void *place, Word car, Word cdr) {
  auto *pair = static_cast<Pair *>(place);
  pair->car = car;
  pair->cdr = cdr;
  return reinterpret_cast<Word>(pair) + PairTag;
}

extern "C" Word eshkol_place_vector(void *place, Word count, Word a, Word b, Word c, Word d, Word e) {
  return fillVector(makeIn<Vector>(place, Type::Vector), count, a, b, c, d, e);
}

extern "C" Word eshkol_place_record(void *place, Word count, Word type, Word a, Word b, Word c, Word d,
                                    Word e) {
  if (__builtin_expect(!hasFields(type, count), 0))
    return eshkol_record_count_error(type, count);
  return fillRecord(makeIn<Record>(place, Type::Record), count, type, a, b, c, d, e);
}

//===----------------------------------------------------------------------===//
// Several values
//===----------------------------------------------------------------------===//

static inline int64_t countOf(Word values) {
  return isA(values, Type::Values) ? as<Values>(values)->count : 1;
}

/// Raises an error unless there are as many values as variables to receive them, or more where `more` is
/// true.
extern "C" Word eshkol_check_value_count(Word values, Word expected, Word more) {
  int64_t found = countOf(values), least = toFixnum(expected);
  if (__builtin_expect(found == least || (isTrue(more) && found > least), 1))
    return values;
  return eshkol_value_count_error(values, expected, more);
}

/// One of several values; where there are too few, an error.
extern "C" Word eshkol_value_at(Word values, Word position) {
  if (__builtin_expect(toFixnum(position) >= countOf(values), 0))
    return eshkol_value_count_error(values, position + fromFixnum(1), True);
  return isA(values, Type::Values) ? as<Values>(values)->values[toFixnum(position)] : values;
}

//===----------------------------------------------------------------------===//
// Vectors and bytevectors
//===----------------------------------------------------------------------===//

// Tensors are read outside.  Two things keep loops over vectors as fast as if there were none: what is no
// object does not come back, and a length is always a fixnum.

ESHKOL_PRIMITIVE(eshkol_vector_length, "vector-length", 1, 1)(Word vector) {
  if (__builtin_expect(!isObject(vector), 0))
    return eshkol_vector_error("vector-length", vector);
  if (__builtin_expect(headerOf(vector)->type == Type::Vector, 1))
    return fromFixnum(as<Vector>(vector)->length);
  return fromFixnum(eshkol_vector_length_slow(vector));
}

static inline Word vectorRef(const char *procedure, Word vector, Word index) {
  if (__builtin_expect(!isObject(vector), 0))
    return eshkol_vector_error(procedure, vector);
  if (__builtin_expect(headerOf(vector)->type == Type::Vector && isIndex(index, as<Vector>(vector)->length),
                       1))
    return as<Vector>(vector)->elements[toFixnum(index)];
  return eshkol_vector_ref_slow(procedure, vector, index);
}

ESHKOL_PRIMITIVE(eshkol_vector_ref, "vector-ref", 2, 2)(Word vector, Word index) {
  return vectorRef("vector-ref", vector, index);
}
ESHKOL_PRIMITIVE(eshkol_vref, "vref", 2, 2)(Word vector, Word index) {
  return vectorRef("vref", vector, index);
}

ESHKOL_PRIMITIVE(eshkol_vector_set_x, "vector-set!", 3, 3)(Word vector, Word index, Word value) {
  if (__builtin_expect(!isPlain(vector, Type::Vector) || !isIndex(index, as<Vector>(vector)->length), 0))
    return eshkol_vector_set_slow(vector, index, value);
  noteStore(vector, value);
  as<Vector>(vector)->elements[toFixnum(index)] = value;
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_bytevector_length, "bytevector-length", 1, 1)(Word bytevector) {
  if (__builtin_expect(isA(bytevector, Type::Bytevector), 1))
    return fromFixnum(as<Bytevector>(bytevector)->length);
  return eshkol_bytevector_length_error(bytevector);
}

ESHKOL_PRIMITIVE(eshkol_bytevector_u8_ref, "bytevector-u8-ref", 2, 2)(Word bytevector, Word index) {
  if (__builtin_expect(
          isA(bytevector, Type::Bytevector) && isIndex(index, as<Bytevector>(bytevector)->length), 1))
    return fromFixnum(as<Bytevector>(bytevector)->bytes[toFixnum(index)]);
  return eshkol_bytevector_ref_error(bytevector, index);
}

ESHKOL_PRIMITIVE(eshkol_bytevector_u8_set_x, "bytevector-u8-set!", 3, 3)
(Word bytevector, Word index, Word byte) {
  if (__builtin_expect(!isPlain(bytevector, Type::Bytevector) ||
                           !isIndex(index, as<Bytevector>(bytevector)->length) || !isIndex(byte, 256),
                       0))
    return eshkol_bytevector_set_error(bytevector, index, byte);
  as<Bytevector>(bytevector)->bytes[toFixnum(index)] = uint8_t(toFixnum(byte));
  return Unspecified;
}

//===----------------------------------------------------------------------===//
// Strings and characters
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_string_length, "string-length", 1, 1)(Word string) {
  if (__builtin_expect(isA(string, Type::String), 1))
    return fromFixnum(as<String>(string)->length);
  return eshkol_string_length_error(string);
}

ESHKOL_PRIMITIVE(eshkol_string_ref, "string-ref", 2, 2)(Word string, Word index) {
  if (__builtin_expect(isA(string, Type::String) && !(headerOf(string)->flags & Wide) &&
                           isIndex(index, as<String>(string)->length),
                       1))
    return fromCharacter(static_cast<uint8_t *>(as<String>(string)->data)[toFixnum(index)]);
  return eshkol_string_ref_slow(string, index);
}

ESHKOL_PRIMITIVE(eshkol_string_set_x, "string-set!", 3, 3)(Word string, Word index, Word character) {
  // Without flags, the string is narrow and no literal.
  if (__builtin_expect(!isPlain(string, Type::String) || !isIndex(index, as<String>(string)->length) ||
                           !isCharacter(character) || toCharacter(character) > 0xFF,
                       0))
    return eshkol_string_set_slow(string, index, character);
  static_cast<uint8_t *>(as<String>(string)->data)[toFixnum(index)] = uint8_t(toCharacter(character));
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_char_to_integer, "char->integer", 1, 1)(Word character) {
  if (__builtin_expect(isCharacter(character), 1))
    return fromFixnum(toCharacter(character));
  return eshkol_char_to_integer_error(character);
}

// Words of characters are in the order of the characters.

ESHKOL_PRIMITIVE(eshkol_internal_char_equal_p, "%char=?", 2, 2)(Word left, Word right) {
  if (__builtin_expect(isCharacter(left) && isCharacter(right), 1))
    return fromBool(left == right);
  return eshkol_char_compare_error("char=?", left, right);
}
ESHKOL_PRIMITIVE(eshkol_internal_char_less_p, "%char<?", 2, 2)(Word left, Word right) {
  if (__builtin_expect(isCharacter(left) && isCharacter(right), 1))
    return fromBool(left < right);
  return eshkol_char_compare_error("char<?", left, right);
}
ESHKOL_PRIMITIVE(eshkol_internal_char_greater_p, "%char>?", 2, 2)(Word left, Word right) {
  if (__builtin_expect(isCharacter(left) && isCharacter(right), 1))
    return fromBool(left > right);
  return eshkol_char_compare_error("char>?", left, right);
}
ESHKOL_PRIMITIVE(eshkol_internal_char_less_equal_p, "%char<=?", 2, 2)(Word left, Word right) {
  if (__builtin_expect(isCharacter(left) && isCharacter(right), 1))
    return fromBool(left <= right);
  return eshkol_char_compare_error("char<=?", left, right);
}
ESHKOL_PRIMITIVE(eshkol_internal_char_greater_equal_p, "%char>=?", 2, 2)(Word left, Word right) {
  if (__builtin_expect(isCharacter(left) && isCharacter(right), 1))
    return fromBool(left >= right);
  return eshkol_char_compare_error("char>=?", left, right);
}

//===----------------------------------------------------------------------===//
// Boxes and records
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_unbox, "unbox", 1, 1)(Word box) {
  if (__builtin_expect(isA(box, Type::Box), 1))
    return as<Box>(box)->content;
  return eshkol_box_error("unbox", box);
}
ESHKOL_PRIMITIVE(eshkol_set_box_x, "set-box!", 2, 2)(Word box, Word content) {
  if (__builtin_expect(!isA(box, Type::Box), 0))
    return eshkol_box_error("set-box!", box);
  noteStore(box, content);
  as<Box>(box)->content = content;
  return Unspecified;
}

static inline bool isRecordOf(Word value, Word type) {
  return isA(value, Type::Record) && as<Record>(value)->type == type;
}

ESHKOL_PRIMITIVE(eshkol_internal_record_p, "%record?", 2, 2)(Word value, Word type) {
  return fromBool(isRecordOf(value, type));
}
ESHKOL_PRIMITIVE(eshkol_internal_record_ref, "%record-ref", 4, 4)
(Word record, Word type, Word index, Word procedure) {
  if (__builtin_expect(isRecordOf(record, type) && isIndex(index, headerOf(record)->extra), 1))
    return as<Record>(record)->fields[toFixnum(index)];
  return eshkol_record_error(record, type, index, procedure);
}
ESHKOL_PRIMITIVE(eshkol_internal_record_set_x, "%record-set!", 5, 5)
(Word record, Word type, Word index, Word value, Word procedure) {
  if (__builtin_expect(!isRecordOf(record, type) || !isIndex(index, headerOf(record)->extra), 0))
    return eshkol_record_error(record, type, index, procedure);
  noteStore(record, value);
  as<Record>(record)->fields[toFixnum(index)] = value;
  return Unspecified;
}
