//===- Unicode.cpp - properties and mappings of characters -----------------===//

#include "runtime/host/data/Unicode.h"
#include "runtime/host/data/UnicodeTables.h"

#include <utf8proc.h>

using namespace eshkol;

static constexpr uint32_t SharpS = 0xDF;
static constexpr uint32_t CapitalIWithDot = 0x130;
static constexpr uint32_t CombiningDotAbove = 0x307;

static utf8proc_category_t category(uint32_t character) { return utf8proc_category(int32_t(character)); }

//===----------------------------------------------------------------------===//
// Properties
//===----------------------------------------------------------------------===//

bool eshkol::isAlphabetic(uint32_t character) {
  if (character < 0x80)
    return (character | 0x20) - 'a' < 26;
  switch (category(character)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_NL:
    return true;
  default:
    return isOtherAlphabetic(character);
  }
}

bool eshkol::isUppercase(uint32_t character) {
  if (character < 0x80)
    return character - 'A' < 26;
  return category(character) == UTF8PROC_CATEGORY_LU || isOtherUppercase(character);
}

bool eshkol::isLowercase(uint32_t character) {
  if (character < 0x80)
    return character - 'a' < 26;
  return category(character) == UTF8PROC_CATEGORY_LL || isOtherLowercase(character);
}

bool eshkol::isWhitespace(uint32_t character) {
  if (character < 0x80)
    return character == ' ' || character - '\t' < 5;
  switch (category(character)) {
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
    return true;
  default:
    return character == 0x85;
  }
}

// Unicode encodes the digits of a script in order, in runs of ten that begin with zero.  A run may
// follow another (the mathematical digits), so what counts is the distance from the first run.
int eshkol::digitValue(uint32_t character) {
  if (character < 0x80)
    return character - '0' < 10 ? int(character - '0') : -1;
  if (category(character) != UTF8PROC_CATEGORY_ND)
    return -1;
  uint32_t zero = character;
  while (category(zero - 1) == UTF8PROC_CATEGORY_ND)
    --zero;
  return int((character - zero) % 10);
}

bool eshkol::isCased(uint32_t character) {
  return isLowercase(character) || isUppercase(character) || category(character) == UTF8PROC_CATEGORY_LT;
}

bool eshkol::isCaseIgnorable(uint32_t character) {
  switch (character) {
  // Word_Break = MidLetter, MidNumLet or Single_Quote.
  case 0x27:
  case 0x2E:
  case 0x3A:
  case 0xB7:
  case 0x387:
  case 0x55F:
  case 0x5F4:
  case 0x2018:
  case 0x2019:
  case 0x2024:
  case 0x2027:
  case 0xFE13:
  case 0xFE52:
  case 0xFE55:
  case 0xFF07:
  case 0xFF0E:
  case 0xFF1A:
    return true;
  default:
    break;
  }
  switch (category(character)) {
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_ME:
  case UTF8PROC_CATEGORY_CF:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_SK:
    return true;
  default:
    return false;
  }
}

//===----------------------------------------------------------------------===//
// Mappings
//===----------------------------------------------------------------------===//

uint32_t eshkol::simpleUppercase(uint32_t character) {
  if (character < 0x80)
    return character - 'a' < 26 ? character - 0x20 : character;
  // utf8proc prefers U+1E9E here; UnicodeData.txt has no simple mapping.
  if (character == SharpS)
    return character;
  return uint32_t(utf8proc_toupper(int32_t(character)));
}

uint32_t eshkol::simpleLowercase(uint32_t character) {
  if (character < 0x80)
    return character - 'A' < 26 ? character + 0x20 : character;
  return uint32_t(utf8proc_tolower(int32_t(character)));
}

uint32_t eshkol::simpleFolding(uint32_t character) {
  if (character < 0x80)
    return simpleLowercase(character);
  // Its only foldings are the full one and that of Turkic languages.
  if (character == CapitalIWithDot)
    return character;
  uint32_t mapping[MaxMapping];
  // The simple foldings of characters that also have a full one are their lowercase forms.
  return fullFolding(character, mapping) == 1 ? mapping[0] : simpleLowercase(character);
}

int eshkol::fullUppercase(uint32_t character, uint32_t (&result)[MaxMapping]) {
  if (const uint16_t *mapping = character < 0x80 ? nullptr : multipleUppercase(character)) {
    int length = 0;
    for (; mapping[length] != 0; ++length)
      result[length] = mapping[length];
    return length;
  }
  result[0] = simpleUppercase(character);
  return 1;
}

int eshkol::fullLowercase(uint32_t character, uint32_t (&result)[MaxMapping]) {
  result[0] = simpleLowercase(character);
  if (character != CapitalIWithDot)
    return 1;
  result[1] = CombiningDotAbove;
  return 2;
}

int eshkol::fullFolding(uint32_t character, uint32_t (&result)[MaxMapping]) {
  if (character < 0x80) {
    result[0] = simpleLowercase(character);
    return 1;
  }
  int32_t folded[MaxMapping];
  int boundary = UTF8PROC_BOUNDCLASS_START;
  auto length = utf8proc_decompose_char(int32_t(character), folded, MaxMapping, UTF8PROC_CASEFOLD, &boundary);
  if (length < 1 || length > MaxMapping) {
    result[0] = character;
    return 1;
  }
  for (int i = 0; i < length; ++i)
    result[i] = uint32_t(folded[i]);
  return int(length);
}
