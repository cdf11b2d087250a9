//===- Characters.cpp - classes and cases of characters, inlined into programs ===//
//
// The usual case is ASCII.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"

using namespace eshkol;

static inline bool isAscii(Word value) { return isCharacter(value) && toCharacter(value) < 0x80; }

static inline bool isIn(uint32_t character, char first, char last) {
  return character - uint32_t(first) <= uint32_t(last - first);
}

ESHKOL_PRIMITIVE(eshkol_char_alphabetic_p, "char-alphabetic?", 1, 1)(Word value) {
  if (__builtin_expect(isAscii(value), 1))
    return fromBool(isIn(toCharacter(value) | 0x20, 'a', 'z'));
  return eshkol_char_alphabetic_slow(value);
}

ESHKOL_PRIMITIVE(eshkol_char_numeric_p, "char-numeric?", 1, 1)(Word value) {
  if (__builtin_expect(isAscii(value), 1))
    return fromBool(isIn(toCharacter(value), '0', '9'));
  return eshkol_char_numeric_slow(value);
}

ESHKOL_PRIMITIVE(eshkol_char_whitespace_p, "char-whitespace?", 1, 1)(Word value) {
  if (__builtin_expect(isAscii(value), 1))
    return fromBool(value == fromCharacter(' ') || isIn(toCharacter(value), '\t', '\r'));
  return eshkol_char_whitespace_slow(value);
}

ESHKOL_PRIMITIVE(eshkol_char_upcase, "char-upcase", 1, 1)(Word value) {
  if (__builtin_expect(isAscii(value), 1))
    return isIn(toCharacter(value), 'a', 'z') ? fromCharacter(toCharacter(value) - 0x20) : value;
  return eshkol_char_upcase_slow(value);
}

ESHKOL_PRIMITIVE(eshkol_char_downcase, "char-downcase", 1, 1)(Word value) {
  if (__builtin_expect(isAscii(value), 1))
    return isIn(toCharacter(value), 'A', 'Z') ? fromCharacter(toCharacter(value) + 0x20) : value;
  return eshkol_char_downcase_slow(value);
}
