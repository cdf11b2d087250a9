//===- StringBuilder.cpp - strings and UTF-8 -------------------------------===//

#include "runtime/host/Regions.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/io/Utf8.h"

using namespace eshkol;

static void *allocateCharacters(int64_t length, bool wide) {
  return allocateData(size_t(std::max<int64_t>(length, 1)) * (wide ? 4 : 1));
}

static constexpr int64_t SmallestCapacity = 16;

static bool isAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char byte) { return byte < 0x80; });
}

//===----------------------------------------------------------------------===//
// Strings
//===----------------------------------------------------------------------===//

String *eshkol::newString(int64_t length, bool wide) {
  auto *string = make<String>(Type::String, 0, wide ? Wide : 0);
  string->length = length;
  string->data = allocateCharacters(length, wide);
  return string;
}

String *eshkol::copySpan(const String *string, Span span) {
  if (!isWide(string)) {
    String *result = newString(span.length(), false);
    std::memcpy(result->data, narrowData(string) + span.start, size_t(span.length()));
    return result;
  }
  const uint32_t *first = wideData(string) + span.start, *last = wideData(string) + span.end;
  bool narrow = std::all_of(first, last, [](uint32_t character) { return character <= MaxNarrow; });
  String *result = newString(span.length(), !narrow);
  if (narrow)
    std::copy(first, last, narrowData(result));
  else
    std::copy(first, last, wideData(result));
  return result;
}

void eshkol::setCharacter(String *string, int64_t index, uint32_t character) {
  if (isWide(string)) {
    wideData(string)[index] = character;
    return;
  }
  if (character <= MaxNarrow) {
    narrowData(string)[index] = uint8_t(character);
    return;
  }
  OutsideRegions outside(belongsElsewhere(wordOf(string)));
  auto *widened = static_cast<uint32_t *>(allocateCharacters(string->length, true));
  std::copy_n(narrowData(string), string->length, widened);
  string->data = widened;
  string->header.flags |= Wide;
  widened[index] = character;
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

StringBuilder::StringBuilder(int64_t capacity)
    : data(capacity == 0 ? nullptr : allocateCharacters(capacity, false)), capacity(capacity) {}

void StringBuilder::reserve(int64_t more, bool needsWide) {
  bool widens = needsWide && !wide;
  if (used + more <= capacity && !widens)
    return;
  if (used + more > capacity)
    capacity = std::max({used + more, 2 * capacity, SmallestCapacity});
  void *larger = allocateCharacters(capacity, wide || needsWide);
  if (widens)
    std::copy_n(static_cast<uint8_t *>(data), used, static_cast<uint32_t *>(larger));
  else if (used > 0)
    std::memcpy(larger, data, size_t(used) * (wide ? 4 : 1));
  data = larger;
  wide |= needsWide;
}

void StringBuilder::appendSlow(uint32_t character) {
  reserve(1, character > MaxNarrow);
  if (wide)
    static_cast<uint32_t *>(data)[used++] = character;
  else
    static_cast<uint8_t *>(data)[used++] = uint8_t(character);
}

void StringBuilder::append(const String *string, Span span) {
  if (isWide(string)) {
    reserve(span.length(), true);
    std::copy(wideData(string) + span.start, wideData(string) + span.end,
              static_cast<uint32_t *>(data) + used);
    used += span.length();
    return;
  }
  appendLatin1({reinterpret_cast<char *>(narrowData(string)) + span.start, size_t(span.length())});
}

void StringBuilder::appendLatin1(std::string_view text) {
  reserve(int64_t(text.size()), false);
  auto *bytes = reinterpret_cast<const uint8_t *>(text.data());
  if (wide)
    std::copy_n(bytes, text.size(), static_cast<uint32_t *>(data) + used);
  else
    std::copy_n(bytes, text.size(), static_cast<uint8_t *>(data) + used);
  used += int64_t(text.size());
}

void StringBuilder::appendUtf8(std::string_view text) {
  if (isAscii(text))
    return appendLatin1(text);
  auto *next = reinterpret_cast<const uint8_t *>(text.data()), *end = next + text.size();
  while (next < end) {
    uint32_t character = nextUtf8(next, end);
    append(character == MalformedUtf8 ? ReplacementCharacter : character);
  }
}

void StringBuilder::clear() {
  used = 0;
  // What is narrow again needs less memory; that there is more than `capacity` says does no harm.
  wide = false;
}

String StringBuilder::view() const {
  return {Header{Type::String, uint8_t(wide ? Wide : 0), 0, 0}, used, data};
}

Word StringBuilder::copy() const {
  String text = view();
  return wordOf(copySpan(&text, wholeOf(&text)));
}

Word StringBuilder::finish() {
  if (!data)
    data = allocateCharacters(0, false);
  auto *string = make<String>(Type::String);
  *string = view();
  // Do not keep much unused memory alive.
  if (capacity > 2 * used + 64)
    string = as<String>(copy());
  *this = StringBuilder(0);
  return wordOf(string);
}

//===----------------------------------------------------------------------===//
// UTF-8
//===----------------------------------------------------------------------===//

uint32_t eshkol::nextUtf8(const uint8_t *&text, const uint8_t *end) {
  if (*text < 0x80)
    return *text++;
  uint32_t character;
  int length = decodeUtf8(text, size_t(end - text), &character);
  if (length == 0) { // the text ends within a character
    text = end;
    return MalformedUtf8;
  }
  // U+FFFD stands for malformed bytes unless it was in the text.
  bool malformed =
      character == ReplacementCharacter && std::memcmp(text, "\xEF\xBF\xBD", size_t(length)) != 0;
  text += length;
  return malformed ? MalformedUtf8 : character;
}

std::string_view eshkol::concatenate(std::initializer_list<std::string_view> texts) {
  size_t length = 0;
  for (std::string_view text : texts)
    length += text.size();
  auto *start = static_cast<char *>(allocateData(length + 1)), *end = start;
  for (std::string_view text : texts) {
    std::memcpy(end, text.data(), text.size());
    end += text.size();
  }
  *end = 0;
  return {start, length};
}

Word eshkol::makeString(std::string_view text) {
  StringBuilder builder(int64_t(text.size()));
  builder.appendUtf8(text);
  return builder.finish();
}

std::string_view eshkol::toUtf8(Word stringOrSymbol) {
  if (isA(stringOrSymbol, Type::Symbol))
    stringOrSymbol = as<Symbol>(stringOrSymbol)->name;
  return withCharacters(as<String>(stringOrSymbol), [&](auto *characters) -> std::string_view {
    int64_t length = as<String>(stringOrSymbol)->length, size = 0;
    for (int64_t i = 0; i < length; ++i)
      size += characters[i] < 0x80                ? 1
              : characters[i] < 0x800             ? 2
              : uint32_t(characters[i]) < 0x10000 ? 3
                                                  : 4;
    auto *bytes = static_cast<uint8_t *>(allocateData(size_t(size) + 1));
    uint8_t *next = bytes;
    for (int64_t i = 0; i < length; ++i)
      next += encodeUtf8(characters[i], next);
    *next = 0;
    return {reinterpret_cast<char *>(bytes), size_t(size)};
  });
}
