//===- Bytevectors.cpp - bytevectors (R7RS 6.9) ----------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/data/Vectors.h"

#include <algorithm>

using namespace eshkol;

Bytevector *eshkol::newBytevector(int64_t length) {
  auto *bytes = makeData<Bytevector>(Type::Bytevector, size_t(length));
  bytes->length = length;
  return bytes;
}

ESHKOL_PRIMITIVE(eshkol_make_bytevector, "make-bytevector", 1, 2)(Word length, Word byte) {
  int64_t count = checkLength("make-bytevector", 1, length);
  uint8_t content = byte == Absent ? 0 : checkByte("make-bytevector", 2, byte);
  Bytevector *bytes = newBytevector(count);
  std::fill_n(bytes->bytes, count, content);
  return wordOf(bytes);
}

ESHKOL_PRIMITIVE(eshkol_bytevector, "bytevector", 0, Rest)(Word elements) {
  int position = 1;
  for (Word rest = elements; isPair(rest); rest = cdr(rest))
    checkByte("bytevector", position++, car(rest));
  Bytevector *bytes = newBytevector(position - 1);
  for (uint8_t *next = bytes->bytes; isPair(elements); elements = cdr(elements))
    *next++ = uint8_t(toFixnum(car(elements)));
  return wordOf(bytes);
}

ESHKOL_PRIMITIVE(eshkol_bytevector_copy, "bytevector-copy", 1, 3)(Word value, Word start, Word end) {
  Bytevector *bytes = checkBytevector("bytevector-copy", 1, value);
  Span span = checkSpan("bytevector-copy", 2, start, end, bytes->length);
  Bytevector *copy = newBytevector(span.length());
  std::copy(bytes->bytes + span.start, bytes->bytes + span.end, copy->bytes);
  return wordOf(copy);
}

ESHKOL_PRIMITIVE(eshkol_bytevector_append, "bytevector-append", 0, Rest)(Word parts) {
  int64_t length = 0;
  int position = 1;
  for (Word rest = parts; isPair(rest); rest = cdr(rest))
    length += checkBytevector("bytevector-append", position++, car(rest))->length;
  Bytevector *result = newBytevector(length);
  uint8_t *next = result->bytes;
  for (; isPair(parts); parts = cdr(parts))
    next = std::copy_n(as<Bytevector>(car(parts))->bytes, as<Bytevector>(car(parts))->length, next);
  return wordOf(result);
}

// What the inlined procedures leave: errors.

extern "C" [[noreturn, gnu::cold]] Word eshkol_bytevector_length_error(Word value) {
  wrongType("bytevector-length", 1, "a bytevector", value);
}
extern "C" [[noreturn, gnu::cold]] Word eshkol_bytevector_ref_error(Word value, Word index) {
  Bytevector *bytes = checkBytevector("bytevector-u8-ref", 1, value);
  checkIndex("bytevector-u8-ref", 2, index, bytes->length);
  __builtin_unreachable();
}
extern "C" [[noreturn, gnu::cold]] Word eshkol_bytevector_set_error(Word value, Word index, Word byte) {
  Bytevector *bytes = checkMutableBytevector("bytevector-u8-set!", 1, value);
  checkIndex("bytevector-u8-set!", 2, index, bytes->length);
  checkByte("bytevector-u8-set!", 3, byte);
  __builtin_unreachable();
}

ESHKOL_PRIMITIVE(eshkol_bytevector_fill_x, "bytevector-fill!", 2, 4)
(Word value, Word byte, Word start, Word end) {
  Bytevector *bytes = checkMutableBytevector("bytevector-fill!", 1, value);
  uint8_t content = checkByte("bytevector-fill!", 2, byte);
  Span span = checkSpan("bytevector-fill!", 3, start, end, bytes->length);
  std::fill(bytes->bytes + span.start, bytes->bytes + span.end, content);
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_bytevector_copy_x, "bytevector-copy!", 3, 5)
(Word toValue, Word at, Word fromValue, Word start, Word end) {
  Bytevector *to = checkMutableBytevector("bytevector-copy!", 1, toValue);
  int64_t target = checkInteger("bytevector-copy!", 2, at, 0, to->length);
  Bytevector *from = checkBytevector("bytevector-copy!", 3, fromValue);
  Span span = checkSpan("bytevector-copy!", 4, start, end, from->length);
  checkRoom("bytevector-copy!", target, to->length, span.length());
  std::memmove(to->bytes + target, from->bytes + span.start, size_t(span.length()));
  return Unspecified;
}
