//===- Arguments.h - checks of primitives' arguments -----------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_ARGUMENTS_H
#define ESHKOL_RUNTIME_HOST_DATA_ARGUMENTS_H

#include "runtime/host/Errors.h"
#include "runtime/host/Value.h"

namespace eshkol {

/// No string or vector is longer, so that sizes in bytes cannot overflow.
constexpr int64_t MaxLength = int64_t(1) << 40;

/// Whether an object is of this type and no literal.  No flag but `Immutable` may be set: one load
/// and one comparison.  (The type is the first byte of an object, its flags are the second.)
inline bool isPlain(Word value, Type type) {
  if (!isObject(value))
    return false;
  uint16_t typeAndFlags;
  std::memcpy(&typeAndFlags, headerOf(value), sizeof typeAndFlags);
  return typeAndFlags == uint16_t(type);
}
inline bool isImmutable(Word object) { return headerOf(object)->flags & Immutable; }

/// The object of this type, or an error that names what was expected.
template <typename T>
T *checkType(Type type, const char *expected, const char *procedure, int position, Word value) {
  if (__builtin_expect(!isA(value, type), 0))
    wrongType(procedure, position, expected, value);
  return as<T>(value);
}
inline String *checkString(const char *procedure, int position, Word value) {
  return checkType<String>(Type::String, "a string", procedure, position, value);
}
inline Symbol *checkSymbol(const char *procedure, int position, Word value) {
  return checkType<Symbol>(Type::Symbol, "a symbol", procedure, position, value);
}
inline Vector *checkVector(const char *procedure, int position, Word value) {
  return checkType<Vector>(Type::Vector, "a vector", procedure, position, value);
}
inline Bytevector *checkBytevector(const char *procedure, int position, Word value) {
  return checkType<Bytevector>(Type::Bytevector, "a bytevector", procedure, position, value);
}

/// The same for the target of a mutation.
template <typename T>
T *checkMutable(Type type, const char *expected, const char *expectedMutable, const char *procedure,
                int position, Word value) {
  T *object = checkType<T>(type, expected, procedure, position, value);
  if (__builtin_expect(isImmutable(value), 0))
    wrongType(procedure, position, expectedMutable, value);
  return object;
}
inline String *checkMutableString(const char *procedure, int position, Word value) {
  return checkMutable<String>(Type::String, "a string", "a mutable string (not a literal)", procedure,
                              position, value);
}
inline Vector *checkMutableVector(const char *procedure, int position, Word value) {
  return checkMutable<Vector>(Type::Vector, "a vector", "a mutable vector (not a literal)", procedure,
                              position, value);
}
inline Bytevector *checkMutableBytevector(const char *procedure, int position, Word value) {
  return checkMutable<Bytevector>(Type::Bytevector, "a bytevector", "a mutable bytevector (not a literal)",
                                  procedure, position, value);
}

inline uint32_t checkCharacter(const char *procedure, int position, Word value) {
  if (__builtin_expect(!isCharacter(value), 0))
    wrongType(procedure, position, "a character", value);
  return toCharacter(value);
}

/// An exact integer from `low` to `high`.
inline int64_t checkInteger(const char *procedure, int position, Word value, int64_t low, int64_t high) {
  if (__builtin_expect(isFixnum(value), 1)) {
    int64_t number = toFixnum(value);
    if (__builtin_expect(number >= low && number <= high, 1))
      return number;
  } else if (!isA(value, Type::Bignum)) {
    wrongType(procedure, position, "an exact integer", value);
  }
  outOfRange(procedure, position, low, high, value);
}
inline int64_t checkIndex(const char *procedure, int position, Word value, int64_t length) {
  return checkInteger(procedure, position, value, 0, length - 1);
}
inline int64_t checkLength(const char *procedure, int position, Word value) {
  return checkInteger(procedure, position, value, 0, MaxLength);
}
inline uint8_t checkByte(const char *procedure, int position, Word value) {
  return uint8_t(checkInteger(procedure, position, value, 0, 255));
}

/// The part of a sequence from `start` up to and without `end`.
struct Span {
  int64_t start, end;
  int64_t length() const { return end - start; }
};

/// Optional arguments that select a part: `start` at this position, `end` at the next.
inline Span checkSpan(const char *procedure, int position, Word start, Word end, int64_t length) {
  Span span = {0, length};
  if (end != Absent)
    span.end = checkInteger(procedure, position + 1, end, 0, length);
  if (start != Absent)
    span.start = checkInteger(procedure, position, start, 0, span.end);
  return span;
}

/// Whether `count` elements can be stored from an index of a sequence on.
inline void checkRoom(const char *procedure, int64_t at, int64_t length, int64_t count) {
  if (__builtin_expect(count > length - at, 0))
    raiseError(procedure, "the target is too short; its length, the index and the number of elements are",
               {fromFixnum(length), fromFixnum(at), fromFixnum(count)});
}

/// Raises what is wrong with a value that was to be a proper list.
[[noreturn, gnu::cold]] inline void improperList(const char *procedure, int position, Word value) {
  wrongType(procedure, position, "a proper list", value);
}

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_ARGUMENTS_H
