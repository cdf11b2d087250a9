//===- StringSearch.cpp - finding, splitting, joining and trimming ---------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/data/Unicode.h"

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Finding
//===----------------------------------------------------------------------===//

/// The first index from `start` at which `pattern` begins, or -1.
static int64_t find(const String *string, int64_t start, int64_t end, const String *pattern) {
  if (!isWide(string) && !isWide(pattern)) {
    // Linear in the C library.
    const uint8_t *text = narrowData(string);
    const void *found =
        memmem(text + start, size_t(end - start), narrowData(pattern), size_t(pattern->length));
    return found ? static_cast<const uint8_t *>(found) - text : -1;
  }
  return withCharacters(string, [&](auto *text) {
    return withCharacters(pattern, [&](auto *wanted) -> int64_t {
      auto *found = std::search(text + start, text + end, wanted, wanted + pattern->length);
      return found == text + end && pattern->length > 0 ? -1 : found - text;
    });
  });
}

ESHKOL_PRIMITIVE(eshkol_string_contains, "string-contains", 2, 4)
(Word stringValue, Word patternValue, Word start, Word end) {
  String *string = checkString("string-contains", 1, stringValue);
  String *pattern = checkString("string-contains", 2, patternValue);
  Span span = checkSpan("string-contains", 3, start, end, string->length);
  int64_t index = find(string, span.start, span.end, pattern);
  return index < 0 ? False : fromFixnum(index);
}

/// Whether `part` stands at an index of a string, which is long enough.
static Word standsAt(const String *string, int64_t index, const String *part) {
  for (int64_t i = 0; i < part->length; ++i)
    if (characterAt(string, index + i) != characterAt(part, i))
      return False;
  return True;
}

ESHKOL_PRIMITIVE(eshkol_string_prefix_p, "string-prefix?", 2, 2)(Word prefixValue, Word stringValue) {
  String *prefix = checkString("string-prefix?", 1, prefixValue);
  String *string = checkString("string-prefix?", 2, stringValue);
  return prefix->length > string->length ? False : standsAt(string, 0, prefix);
}

ESHKOL_PRIMITIVE(eshkol_string_suffix_p, "string-suffix?", 2, 2)(Word suffixValue, Word stringValue) {
  String *suffix = checkString("string-suffix?", 1, suffixValue);
  String *string = checkString("string-suffix?", 2, stringValue);
  int64_t index = string->length - suffix->length;
  return index < 0 ? False : standsAt(string, index, suffix);
}

//===----------------------------------------------------------------------===//
// Splitting and joining
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_string_join, "string-join", 1, 2)(Word strings, Word delimiter) {
  String *between = delimiter == Absent ? nullptr : checkString("string-join", 2, delimiter);
  StringBuilder builder;
  ListWalk walk("string-join", 1, strings);
  for (bool first = true; walk.next(); first = false) {
    if (!isA(walk.element(), Type::String))
      wrongType("string-join", 1, "a list of strings", strings);
    if (!first && between)
      builder.append(between);
    else if (!first)
      builder.append(' ');
    builder.append(as<String>(walk.element()));
  }
  return builder.finish();
}

/// The words between runs of whitespace.
static Word splitWords(const String *string) {
  ListBuilder words;
  for (int64_t i = 0; i < string->length;) {
    int64_t start = i;
    while (i < string->length && !isWhitespace(characterAt(string, i)))
      ++i;
    if (i > start)
      words.append(wordOf(copySpan(string, {start, i})));
    else
      ++i;
  }
  return words.finish();
}

// With a delimiter, there is one part more than there are delimiters: parts may be empty.
ESHKOL_PRIMITIVE(eshkol_string_split, "string-split", 1, 2)(Word value, Word delimiter) {
  String *string = checkString("string-split", 1, value);
  if (delimiter == Absent)
    return splitWords(string);
  String *between;
  if (isCharacter(delimiter)) {
    between = newString(1, toCharacter(delimiter) > MaxNarrow);
    setCharacter(between, 0, toCharacter(delimiter));
  } else {
    if (!isA(delimiter, Type::String) || as<String>(delimiter)->length == 0)
      wrongType("string-split", 2, "a character or a string that is not empty", delimiter);
    between = as<String>(delimiter);
  }
  ListBuilder parts;
  int64_t start = 0;
  for (;;) {
    int64_t end = find(string, start, string->length, between);
    parts.append(wordOf(copySpan(string, {start, end < 0 ? string->length : end})));
    if (end < 0)
      return parts.finish();
    start = end + between->length;
  }
}

//===----------------------------------------------------------------------===//
// Trimming and padding
//===----------------------------------------------------------------------===//

/// What is left without whitespace, or without a certain character, on either side.
static Word trim(const char *procedure, Word value, Word character, bool left, bool right) {
  String *string = checkString(procedure, 1, value);
  uint32_t unwanted = character == Absent ? 0 : checkCharacter(procedure, 2, character);
  auto goes = [&](int64_t index) {
    uint32_t candidate = characterAt(string, index);
    return character == Absent ? isWhitespace(candidate) : candidate == unwanted;
  };
  Span span = wholeOf(string);
  while (left && span.start < span.end && goes(span.start))
    ++span.start;
  while (right && span.start < span.end && goes(span.end - 1))
    --span.end;
  return wordOf(copySpan(string, span));
}

ESHKOL_PRIMITIVE(eshkol_string_trim, "string-trim", 1, 2)(Word string, Word character) {
  return trim("string-trim", string, character, true, true);
}
ESHKOL_PRIMITIVE(eshkol_string_trim_left, "string-trim-left", 1, 2)(Word string, Word character) {
  return trim("string-trim-left", string, character, true, false);
}
ESHKOL_PRIMITIVE(eshkol_string_trim_right, "string-trim-right", 1, 2)(Word string, Word character) {
  return trim("string-trim-right", string, character, false, true);
}

// SRFI 13: where the string is too long, it loses characters on the side where it would be padded.

ESHKOL_PRIMITIVE(eshkol_string_pad_left, "string-pad-left", 2, 5)
(Word value, Word length, Word character, Word start, Word end) {
  String *string = checkString("string-pad-left", 1, value);
  int64_t wanted = checkLength("string-pad-left", 2, length);
  uint32_t pad = character == Absent ? ' ' : checkCharacter("string-pad-left", 3, character);
  Span span = checkSpan("string-pad-left", 4, start, end, string->length);
  StringBuilder builder(wanted);
  for (int64_t i = span.length(); i < wanted; ++i)
    builder.append(pad);
  builder.append(string, {std::max(span.start, span.end - wanted), span.end});
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_string_pad_right, "string-pad-right", 2, 5)
(Word value, Word length, Word character, Word start, Word end) {
  String *string = checkString("string-pad-right", 1, value);
  int64_t wanted = checkLength("string-pad-right", 2, length);
  uint32_t pad = character == Absent ? ' ' : checkCharacter("string-pad-right", 3, character);
  Span span = checkSpan("string-pad-right", 4, start, end, string->length);
  StringBuilder builder(wanted);
  builder.append(string, {span.start, std::min(span.end, span.start + wanted)});
  for (int64_t i = span.length(); i < wanted; ++i)
    builder.append(pad);
  return builder.finish();
}
