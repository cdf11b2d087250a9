//===- Lexical.cpp - what reader and printer both know ---------------------===//

#include "runtime/host/io/Lexical.h"
#include "runtime/host/data/Unicode.h"
#include "runtime/host/io/Utf8.h"
#include "runtime/host/numbers/Numbers.h"

#include <utf8proc.h>

namespace eshkol {

static utf8proc_category_t categoryOf(uint32_t scalar) { return utf8proc_category(utf8proc_int32_t(scalar)); }

static bool isIn(uint32_t scalar, std::string_view characters) {
  return scalar < 0x80 && scalar != 0 && characters.find(char(scalar)) != std::string_view::npos;
}

bool isBlank(uint32_t scalar) { return isWhitespace(scalar) || scalar == 0xFEFF; }

bool isDelimiter(uint32_t scalar) { return isIn(scalar, "()[]{}\";|") || isBlank(scalar); }

//===----------------------------------------------------------------------===//
// Symbols (R7RS 7.1.1)
//===----------------------------------------------------------------------===//

static bool isAsciiLetter(uint32_t scalar) { return (scalar | 32) >= 'a' && (scalar | 32) <= 'z'; }
static bool isAsciiDigit(uint32_t scalar) { return scalar >= '0' && scalar <= '9'; }

/// Beyond ASCII the categories that R7RS 7.1.1 lists.
static bool isSubsequent(uint32_t scalar) {
  if (scalar < 0x80)
    return isAsciiLetter(scalar) || isAsciiDigit(scalar) || isIn(scalar, "!$%&*/:<=>?^_~+-.@");
  switch (categoryOf(scalar)) {
  case UTF8PROC_CATEGORY_CN:
  case UTF8PROC_CATEGORY_CC:
  case UTF8PROC_CATEGORY_CF:
  case UTF8PROC_CATEGORY_CS:
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
  case UTF8PROC_CATEGORY_PS:
  case UTF8PROC_CATEGORY_PE:
  case UTF8PROC_CATEGORY_PI:
  case UTF8PROC_CATEGORY_PF:
    // The two joiners belong into words of some scripts.
    return scalar == 0x200C || scalar == 0x200D;
  default:
    return true;
  }
}

static bool isInitial(uint32_t scalar) {
  if (scalar < 0x80)
    return isAsciiLetter(scalar) || isIn(scalar, "!$%&*/:<=>?^_~");
  utf8proc_category_t category = categoryOf(scalar);
  return isSubsequent(scalar) && category != UTF8PROC_CATEGORY_ND && category != UTF8PROC_CATEGORY_MC &&
         category != UTF8PROC_CATEGORY_ME;
}

namespace {
/// The characters of a text, the end being 0.
struct Characters {
  std::string_view text;
  uint32_t current = 0;

  explicit Characters(std::string_view text) : text(text) { advance(); }
  void advance() {
    uint32_t scalar = 0;
    int length = decodeUtf8(reinterpret_cast<const uint8_t *>(text.data()), text.size(), &scalar);
    text.remove_prefix(size_t(length));
    current = length ? scalar : 0;
  }
};
} // namespace

bool isPlainSymbol(std::string_view text) {
  if (text.find('\0') != std::string_view::npos)
    return false;
  Characters characters(text);
  bool isSigned = isIn(characters.current, "+-");
  if (isSigned)
    characters.advance();
  if (isSigned && !characters.current)
    return true;
  bool dotted = characters.current == '.';
  if (dotted)
    characters.advance();
  // After a sign or dot stands what cannot belong to a number.
  bool fits = isInitial(characters.current) || (dotted && characters.current == '.') ||
              ((isSigned || dotted) && isIn(characters.current, "+-@"));
  if (!fits || !characters.current)
    return false;
  while (isSubsequent(characters.current))
    characters.advance();
  if (characters.current)
    return false;
  // The imaginary units and infinities begin like names.
  return !isSigned || parseNumber(text, 10) == False;
}

//===----------------------------------------------------------------------===//
// Characters
//===----------------------------------------------------------------------===//

bool isPrintable(uint32_t scalar) {
  switch (categoryOf(scalar)) {
  case UTF8PROC_CATEGORY_CN:
  case UTF8PROC_CATEGORY_CC:
  case UTF8PROC_CATEGORY_CF:
  case UTF8PROC_CATEGORY_CS:
  case UTF8PROC_CATEGORY_CO:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
    return false;
  case UTF8PROC_CATEGORY_ZS:
    return scalar == ' ';
  default:
    return true;
  }
}

bool isGraphic(uint32_t scalar) {
  switch (categoryOf(scalar)) {
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
    return false;
  default:
    return scalar != ' ' && isPrintable(scalar);
  }
}

} // namespace eshkol
