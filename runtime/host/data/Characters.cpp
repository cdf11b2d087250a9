//===- Characters.cpp - characters (R7RS 6.6) ------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/data/Unicode.h"

#include <functional>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

/// Whether `holds` is true of each argument and the next.  All arguments are checked, even when the
/// result is known before.
template <typename Key, typename Relation>
static Word compare(const char *procedure, Word first, Word rest, Key key, Relation holds) {
  bool result = true;
  uint32_t left = key(checkCharacter(procedure, 1, first));
  for (int position = 2; isPair(rest); rest = cdr(rest), ++position) {
    uint32_t right = key(checkCharacter(procedure, position, car(rest)));
    result &= holds(left, right);
    left = right;
  }
  return fromBool(result);
}

static uint32_t identity(uint32_t character) { return character; }

ESHKOL_PRIMITIVE(eshkol_char_equal_p, "char=?", 1, Rest)(Word first, Word rest) {
  return compare("char=?", first, rest, identity, std::equal_to<>());
}
ESHKOL_PRIMITIVE(eshkol_char_less_p, "char<?", 1, Rest)(Word first, Word rest) {
  return compare("char<?", first, rest, identity, std::less<>());
}
ESHKOL_PRIMITIVE(eshkol_char_greater_p, "char>?", 1, Rest)(Word first, Word rest) {
  return compare("char>?", first, rest, identity, std::greater<>());
}
ESHKOL_PRIMITIVE(eshkol_char_less_equal_p, "char<=?", 1, Rest)(Word first, Word rest) {
  return compare("char<=?", first, rest, identity, std::less_equal<>());
}
ESHKOL_PRIMITIVE(eshkol_char_greater_equal_p, "char>=?", 1, Rest)(Word first, Word rest) {
  return compare("char>=?", first, rest, identity, std::greater_equal<>());
}

ESHKOL_PRIMITIVE(eshkol_char_ci_equal_p, "char-ci=?", 1, Rest)(Word first, Word rest) {
  return compare("char-ci=?", first, rest, simpleFolding, std::equal_to<>());
}
ESHKOL_PRIMITIVE(eshkol_char_ci_less_p, "char-ci<?", 1, Rest)(Word first, Word rest) {
  return compare("char-ci<?", first, rest, simpleFolding, std::less<>());
}
ESHKOL_PRIMITIVE(eshkol_char_ci_greater_p, "char-ci>?", 1, Rest)(Word first, Word rest) {
  return compare("char-ci>?", first, rest, simpleFolding, std::greater<>());
}
ESHKOL_PRIMITIVE(eshkol_char_ci_less_equal_p, "char-ci<=?", 1, Rest)(Word first, Word rest) {
  return compare("char-ci<=?", first, rest, simpleFolding, std::less_equal<>());
}
ESHKOL_PRIMITIVE(eshkol_char_ci_greater_equal_p, "char-ci>=?", 1, Rest)(Word first, Word rest) {
  return compare("char-ci>=?", first, rest, simpleFolding, std::greater_equal<>());
}

/// Reports the argument at fault of an inlined comparison of two.
extern "C" [[noreturn, gnu::cold]] Word eshkol_char_compare_error(const char *procedure, Word left,
                                                                  Word right) {
  checkCharacter(procedure, 1, left);
  wrongType(procedure, 2, "a character", right);
}

//===----------------------------------------------------------------------===//
// Classes
//===----------------------------------------------------------------------===//

// Those of ASCII that are often asked for are in inline/Characters.cpp.

extern "C" Word eshkol_char_alphabetic_slow(Word value) {
  return fromBool(isAlphabetic(checkCharacter("char-alphabetic?", 1, value)));
}
extern "C" Word eshkol_char_numeric_slow(Word value) {
  return fromBool(digitValue(checkCharacter("char-numeric?", 1, value)) >= 0);
}
extern "C" Word eshkol_char_whitespace_slow(Word value) {
  return fromBool(isWhitespace(checkCharacter("char-whitespace?", 1, value)));
}
ESHKOL_PRIMITIVE(eshkol_char_upper_case_p, "char-upper-case?", 1, 1)(Word value) {
  return fromBool(isUppercase(checkCharacter("char-upper-case?", 1, value)));
}
ESHKOL_PRIMITIVE(eshkol_char_lower_case_p, "char-lower-case?", 1, 1)(Word value) {
  return fromBool(isLowercase(checkCharacter("char-lower-case?", 1, value)));
}

ESHKOL_PRIMITIVE(eshkol_digit_value, "digit-value", 1, 1)(Word value) {
  int digit = digitValue(checkCharacter("digit-value", 1, value));
  return digit < 0 ? False : fromFixnum(digit);
}

//===----------------------------------------------------------------------===//
// Conversions
//===----------------------------------------------------------------------===//

/// The error case of an inlined char->integer.
extern "C" [[noreturn, gnu::cold]] Word eshkol_char_to_integer_error(Word value) {
  wrongType("char->integer", 1, "a character", value);
}

ESHKOL_PRIMITIVE(eshkol_integer_to_char, "integer->char", 1, 1)(Word value) {
  int64_t code = checkInteger("integer->char", 1, value, 0, MaxCharacter);
  if (!isScalarValue(uint32_t(code)))
    raiseError("integer->char", "surrogates are not characters", {value});
  return fromCharacter(uint32_t(code));
}

extern "C" Word eshkol_char_upcase_slow(Word value) {
  return fromCharacter(simpleUppercase(checkCharacter("char-upcase", 1, value)));
}
extern "C" Word eshkol_char_downcase_slow(Word value) {
  return fromCharacter(simpleLowercase(checkCharacter("char-downcase", 1, value)));
}
ESHKOL_PRIMITIVE(eshkol_char_foldcase, "char-foldcase", 1, 1)(Word value) {
  return fromCharacter(simpleFolding(checkCharacter("char-foldcase", 1, value)));
}
