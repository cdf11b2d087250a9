//===- Memory.h - allocation of Scheme objects -----------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_MEMORY_H
#define ESHKOL_RUNTIME_HOST_MEMORY_H

#include "Allocation.h"
#include "Value.h"

#include <initializer_list>
#include <string_view>

namespace eshkol {

/// Prepares the collector and the number library; safe to call again.
extern "C" void eshkol_initialize_memory();

/// A new object with its header; `trailing` bytes follow the struct.  All its other fields are zero.
template <typename T> T *make(Type type, size_t trailing = 0, uint8_t flags = 0) {
  T *object = static_cast<T *>(allocateObject(sizeof(T) + trailing));
  object->header = Header{type, flags, 0, 0};
  return object;
}
/// The same in memory that exists already, whose fields stay as they are.
template <typename T> T *makeIn(void *place, Type type) {
  T *object = static_cast<T *>(place);
  object->header = Header{type, 0, 0, 0};
  return object;
}
/// The same for objects in which no value is stored.  The fields are undefined.
template <typename T> T *makeData(Type type, size_t trailing = 0, uint8_t flags = 0) {
  T *object = static_cast<T *>(allocateData(sizeof(T) + trailing));
  object->header = Header{type, flags, 0, 0};
  return object;
}

inline Word cons(Word car, Word cdr) {
  auto *pair = static_cast<Pair *>(allocateObject(sizeof(Pair)));
  pair->car = car;
  pair->cdr = cdr;
  return reinterpret_cast<Word>(pair) + PairTag;
}
inline Word makeBox(Word content) {
  auto *box = make<Box>(Type::Box);
  box->content = content;
  return wordOf(box);
}
Word makeVector(int64_t length, Word fill);
/// A flonum that does not tag itself gets a box.
ESHKOL_RARE Word fromDoubleBoxed(double number);

inline Word fromDouble(double number) {
  uint64_t bits;
  std::memcpy(&bits, &number, sizeof bits);
  Word word = fromDoubleBits(bits);
  if (__builtin_expect(isUnboxedFlonum(word), 1))
    return word;
  return fromDoubleBoxed(number);
}
inline bool isFlonum(Word value) { return isUnboxedFlonum(value) || isA(value, Type::Flonum); }
inline double toDouble(Word flonum) {
  return isUnboxedFlonum(flonum) ? toUnboxedFlonum(flonum) : as<Flonum>(flonum)->value;
}

/// The symbol of a name in UTF-8.  In runtime/host/Symbols.cpp.
Word intern(std::string_view name);
/// A string of text in UTF-8.  In runtime/host/Strings.cpp.
Word makeString(std::string_view text);
/// Texts one after the other: zero-terminated memory of the collector.  In
/// runtime/host/data/StringBuilder.cpp.
std::string_view concatenate(std::initializer_list<std::string_view> texts);
/// The text of a string or symbol in UTF-8: zero-terminated memory of the collector.
std::string_view toUtf8(Word stringOrSymbol);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_MEMORY_H
