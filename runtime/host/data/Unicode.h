//===- Unicode.h - properties and mappings of characters -------------------===//
//
// What R7RS asks of characters, over utf8proc.  Where utf8proc has no answer (derived properties, case
// mappings to several characters), tables of our own add it.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_UNICODE_H
#define ESHKOL_RUNTIME_HOST_DATA_UNICODE_H

#include <cstdint>

namespace eshkol {

constexpr uint32_t MaxCharacter = 0x10FFFF;

/// Whether a character can have this number: surrogates cannot be.
constexpr bool isScalarValue(uint32_t code) {
  return code <= MaxCharacter && (code < 0xD800 || code > 0xDFFF);
}

/// The derived properties Alphabetic, Uppercase, Lowercase and White_Space.
bool isAlphabetic(uint32_t character);
bool isUppercase(uint32_t character);
bool isLowercase(uint32_t character);
bool isWhitespace(uint32_t character);
/// The value of a decimal digit of any script (Numeric_Type = Decimal), otherwise -1.
int digitValue(uint32_t character);

/// Mappings of one character to one (UnicodeData.txt, CaseFolding.txt status C and S).
uint32_t simpleUppercase(uint32_t character);
uint32_t simpleLowercase(uint32_t character);
uint32_t simpleFolding(uint32_t character);

/// Mappings to up to three characters, without regard to language and context.  They return how many.
constexpr int MaxMapping = 3;
int fullUppercase(uint32_t character, uint32_t (&result)[MaxMapping]);
int fullLowercase(uint32_t character, uint32_t (&result)[MaxMapping]);
int fullFolding(uint32_t character, uint32_t (&result)[MaxMapping]);

/// The properties which decide whether a sigma ends a word (The Unicode Standard, table 3-17).
bool isCased(uint32_t character);
bool isCaseIgnorable(uint32_t character);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_UNICODE_H
