//===- Strings.cpp - making, reading and changing strings (R7RS 6.7) -------===//

#include "runtime/host/data/Strings.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/data/Lists.h"

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Making strings
//===----------------------------------------------------------------------===//

static void fill(String *string, Span span, uint32_t character) {
  if (span.length() == 0)
    return;
  // Makes the string wide if it has to be.
  setCharacter(string, span.start, character);
  if (isWide(string))
    std::fill(wideData(string) + span.start, wideData(string) + span.end, character);
  else
    std::memset(narrowData(string) + span.start, int(character), size_t(span.length()));
}

ESHKOL_PRIMITIVE(eshkol_make_string, "make-string", 1, 2)(Word length, Word character) {
  int64_t count = checkLength("make-string", 1, length);
  uint32_t content = character == Absent ? ' ' : checkCharacter("make-string", 2, character);
  String *string = newString(count, content > MaxNarrow);
  fill(string, wholeOf(string), content);
  return wordOf(string);
}

ESHKOL_PRIMITIVE(eshkol_string, "string", 0, Rest)(Word characters) {
  StringBuilder builder;
  int position = 1;
  for (; isPair(characters); characters = cdr(characters))
    builder.append(checkCharacter("string", position++, car(characters)));
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_substring, "substring", 2, 3)(Word value, Word start, Word end) {
  String *string = checkString("substring", 1, value);
  return wordOf(copySpan(string, checkSpan("substring", 2, start, end, string->length)));
}

ESHKOL_PRIMITIVE(eshkol_string_copy, "string-copy", 1, 3)(Word value, Word start, Word end) {
  String *string = checkString("string-copy", 1, value);
  return wordOf(copySpan(string, checkSpan("string-copy", 2, start, end, string->length)));
}

ESHKOL_PRIMITIVE(eshkol_internal_string_append2, "%string-append2", 2, 2)(Word left, Word right) {
  String *a = checkString("string-append", 1, left), *b = checkString("string-append", 2, right);
  StringBuilder builder(a->length + b->length);
  builder.append(a);
  builder.append(b);
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_string_append, "string-append", 0, Rest)(Word strings) {
  int64_t length = 0;
  int position = 1;
  for (Word rest = strings; isPair(rest); rest = cdr(rest))
    length += checkString("string-append", position++, car(rest))->length;
  StringBuilder builder(length);
  for (; isPair(strings); strings = cdr(strings))
    builder.append(as<String>(car(strings)));
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_string_concatenate, "string-concatenate", 1, 1)(Word strings) {
  StringBuilder builder;
  ListWalk walk("string-concatenate", 1, strings);
  while (walk.next())
    builder.append(checkString("string-concatenate", 1, walk.element()));
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_string_reverse, "string-reverse", 1, 3)(Word value, Word start, Word end) {
  String *string = checkString("string-reverse", 1, value);
  String *result = copySpan(string, checkSpan("string-reverse", 2, start, end, string->length));
  withCharacters(result, [&](auto *characters) { std::reverse(characters, characters + result->length); });
  return wordOf(result);
}

//===----------------------------------------------------------------------===//
// Reading and changing
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_string_null_p, "string-null?", 1, 1)(Word string) {
  return fromBool(checkString("string-null?", 1, string)->length == 0);
}

/// What the inlined string-ref leaves: wide strings and errors.
extern "C" Word eshkol_string_ref_slow(Word value, Word index) {
  String *string = checkString("string-ref", 1, value);
  return fromCharacter(characterAt(string, checkIndex("string-ref", 2, index, string->length)));
}

/// What the inlined string-set! leaves: wide strings, wide characters and errors.
extern "C" Word eshkol_string_set_slow(Word value, Word index, Word character) {
  String *string = checkMutableString("string-set!", 1, value);
  int64_t position = checkIndex("string-set!", 2, index, string->length);
  setCharacter(string, position, checkCharacter("string-set!", 3, character));
  return Unspecified;
}

/// The error case of the inlined string-length.
extern "C" [[noreturn, gnu::cold]] Word eshkol_string_length_error(Word value) {
  wrongType("string-length", 1, "a string", value);
}

ESHKOL_PRIMITIVE(eshkol_string_fill_x, "string-fill!", 2, 4)
(Word value, Word character, Word start, Word end) {
  String *string = checkMutableString("string-fill!", 1, value);
  uint32_t content = checkCharacter("string-fill!", 2, character);
  fill(string, checkSpan("string-fill!", 3, start, end, string->length), content);
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_string_copy_x, "string-copy!", 3, 5)
(Word toValue, Word at, Word fromValue, Word start, Word end) {
  String *to = checkMutableString("string-copy!", 1, toValue);
  int64_t target = checkInteger("string-copy!", 2, at, 0, to->length);
  String *from = checkString("string-copy!", 3, fromValue);
  Span span = checkSpan("string-copy!", 4, start, end, from->length);
  checkRoom("string-copy!", target, to->length, span.length());
  if (isWide(from) == isWide(to)) {
    size_t size = isWide(to) ? 4 : 1;
    std::memmove(static_cast<char *>(to->data) + target * size,
                 static_cast<char *>(from->data) + span.start * size, size_t(span.length()) * size);
    return Unspecified;
  }
  // They are different strings and do not overlap.
  for (int64_t i = 0; i < span.length(); ++i)
    setCharacter(to, target + i, characterAt(from, span.start + i));
  return Unspecified;
}
