//===- StringConversion.cpp - strings from and to other sequences ----------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/data/Vectors.h"

using namespace eshkol;

ESHKOL_PRIMITIVE(eshkol_string_to_list, "string->list", 1, 3)(Word value, Word start, Word end) {
  String *string = checkString("string->list", 1, value);
  Span span = checkSpan("string->list", 2, start, end, string->length);
  Word list = Nil;
  for (int64_t i = span.end; i > span.start; --i)
    list = cons(fromCharacter(characterAt(string, i - 1)), list);
  return list;
}

ESHKOL_PRIMITIVE(eshkol_list_to_string, "list->string", 1, 1)(Word list) {
  StringBuilder builder;
  ListWalk walk("list->string", 1, list);
  while (walk.next()) {
    if (!isCharacter(walk.element()))
      wrongType("list->string", 1, "a list of characters", list);
    builder.append(toCharacter(walk.element()));
  }
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_string_to_vector, "string->vector", 1, 3)(Word value, Word start, Word end) {
  String *string = checkString("string->vector", 1, value);
  Span span = checkSpan("string->vector", 2, start, end, string->length);
  Vector *vector = newVector(span.length());
  for (int64_t i = 0; i < span.length(); ++i)
    vector->elements[i] = fromCharacter(characterAt(string, span.start + i));
  return wordOf(vector);
}

ESHKOL_PRIMITIVE(eshkol_vector_to_string, "vector->string", 1, 3)(Word value, Word start, Word end) {
  Vector *vector = checkVector("vector->string", 1, value);
  Span span = checkSpan("vector->string", 2, start, end, vector->length);
  StringBuilder builder(span.length());
  for (int64_t i = span.start; i < span.end; ++i) {
    if (!isCharacter(vector->elements[i]))
      wrongType("vector->string", 1, "a vector of characters", value);
    builder.append(toCharacter(vector->elements[i]));
  }
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_string_to_utf8, "string->utf8", 1, 3)(Word value, Word start, Word end) {
  String *string = checkString("string->utf8", 1, value);
  Span span = checkSpan("string->utf8", 2, start, end, string->length);
  bool whole = span.length() == string->length;
  std::string_view text = toUtf8(whole ? value : wordOf(copySpan(string, span)));
  Bytevector *bytes = newBytevector(int64_t(text.size()));
  std::copy(text.begin(), text.end(), bytes->bytes);
  return wordOf(bytes);
}

ESHKOL_PRIMITIVE(eshkol_utf8_to_string, "utf8->string", 1, 3)(Word value, Word start, Word end) {
  Bytevector *bytes = checkBytevector("utf8->string", 1, value);
  Span span = checkSpan("utf8->string", 2, start, end, bytes->length);
  const uint8_t *next = bytes->bytes + span.start, *last = bytes->bytes + span.end;
  StringBuilder builder(span.length());
  while (next < last) {
    const uint8_t *character = next;
    uint32_t code = nextUtf8(next, last);
    if (code == MalformedUtf8)
      raiseError("utf8->string", "the bytes are not UTF-8; the first at fault has the index",
                 {fromFixnum(character - bytes->bytes)});
    builder.append(code);
  }
  return builder.finish();
}
