//===- StringCase.cpp - upper and lower case of strings --------------------===//
//
// These use the full mappings, which may change the length of a string.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/data/Unicode.h"

using namespace eshkol;

static constexpr uint32_t CapitalSigma = 0x3A3;
static constexpr uint32_t FinalSigma = 0x3C2;

template <typename Mapping>
static void appendMapped(StringBuilder &builder, uint32_t character, Mapping map) {
  uint32_t mapping[MaxMapping];
  int count = map(character, mapping);
  for (int i = 0; i < count; ++i)
    builder.append(mapping[i]);
}

template <typename Mapping> static Word mapString(const String *string, Mapping map) {
  StringBuilder builder(string->length);
  for (int64_t i = 0; i < string->length; ++i)
    appendMapped(builder, characterAt(string, i), map);
  return builder.finish();
}

/// Whether, going from `index` by `step`, a cased character comes before any that does not count for
/// the boundaries of words.
static bool meetsCased(const String *string, int64_t index, int64_t step) {
  for (index += step; index >= 0 && index < string->length; index += step) {
    uint32_t character = characterAt(string, index);
    if (!isCaseIgnorable(character))
      return isCased(character);
  }
  return false;
}

ESHKOL_PRIMITIVE(eshkol_string_upcase, "string-upcase", 1, 1)(Word string) {
  return mapString(checkString("string-upcase", 1, string), fullUppercase);
}

ESHKOL_PRIMITIVE(eshkol_string_downcase, "string-downcase", 1, 1)(Word value) {
  String *string = checkString("string-downcase", 1, value);
  StringBuilder builder(string->length);
  for (int64_t i = 0; i < string->length; ++i) {
    uint32_t character = characterAt(string, i);
    // The Unicode Standard, table 3-17: a sigma at the end of a word.
    if (character == CapitalSigma && meetsCased(string, i, -1) && !meetsCased(string, i, 1))
      builder.append(FinalSigma);
    else
      appendMapped(builder, character, fullLowercase);
  }
  return builder.finish();
}

ESHKOL_PRIMITIVE(eshkol_string_foldcase, "string-foldcase", 1, 1)(Word string) {
  return mapString(checkString("string-foldcase", 1, string), fullFolding);
}
