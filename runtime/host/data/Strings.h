//===- Strings.h - the text of strings -------------------------------------===//
//
// What other parts of the runtime do with strings.  The words of a string that a builder finishes, and
// what makeString and toUtf8 (Memory.h) return, are memory of the collector: nothing must be freed.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_STRINGS_H
#define ESHKOL_RUNTIME_HOST_DATA_STRINGS_H

#include "runtime/host/Memory.h"
#include "runtime/host/data/Arguments.h"

#include <algorithm>

namespace eshkol {

constexpr uint32_t MaxNarrow = 0xFF;

inline bool isWide(const String *string) { return string->header.flags & Wide; }
inline uint8_t *narrowData(const String *string) { return static_cast<uint8_t *>(string->data); }
inline uint32_t *wideData(const String *string) { return static_cast<uint32_t *>(string->data); }

inline int64_t stringLength(const String *string) { return string->length; }
inline uint32_t characterAt(const String *string, int64_t index) {
  return isWide(string) ? wideData(string)[index] : narrowData(string)[index];
}

/// Calls `use` with the characters as an array of bytes or of 32-bit numbers.
template <typename Use> auto withCharacters(const String *string, Use use) {
  return isWide(string) ? use(wideData(string)) : use(narrowData(string));
}

/// A string whose characters are yet to be stored.
String *newString(int64_t length, bool wide);
/// A string of a part of another.  It is narrow if it can be.
String *copySpan(const String *string, Span span);
inline Span wholeOf(const String *string) { return {0, string->length}; }
/// Stores a character, for which a narrow string may have to become a wide one.
void setCharacter(String *string, int64_t index, uint32_t character);

bool stringsEqual(const String *left, const String *right);
/// Negative, zero or positive, by the order of code points.
int compareStrings(const String *left, const String *right);
/// Depends on the characters only, not on how they are stored.
uint64_t hashString(const String *string);

/// The character at `text`, which moves behind it.  Malformed bytes give `MalformedUtf8`, once for each
/// maximal part of a sequence.
constexpr uint32_t MalformedUtf8 = ~uint32_t(0);
uint32_t nextUtf8(const uint8_t *&text, const uint8_t *end);

/// Builds a string piece by piece.  It starts with narrow characters.
class StringBuilder {
public:
  explicit StringBuilder(int64_t capacity = 0);

  void append(uint32_t character) {
    if (__builtin_expect(!wide && character <= MaxNarrow && used < capacity, 1))
      static_cast<uint8_t *>(data)[used++] = uint8_t(character);
    else
      appendSlow(character);
  }
  void append(const String *string, Span span);
  void append(const String *string) { append(string, wholeOf(string)); }
  void appendLatin1(std::string_view text);
  /// Malformed bytes become U+FFFD.
  void appendUtf8(std::string_view text);

  int64_t length() const { return used; }
  /// Forgets what was appended.
  void clear();
  /// The string.  The builder hands over its memory and is empty after that.
  Word finish();
  /// A string of what was appended up to now.
  Word copy() const;

private:
  void appendSlow(uint32_t character);
  void reserve(int64_t more, bool needsWide);
  String view() const;

  void *data;
  int64_t used = 0;
  int64_t capacity;
  bool wide = false;
};

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_STRINGS_H
