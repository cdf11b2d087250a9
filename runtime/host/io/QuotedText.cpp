//===- QuotedText.cpp - strings, and symbols between bars ------------------===//

#include "runtime/host/data/Unicode.h"
#include "runtime/host/io/Lexical.h"
#include "runtime/host/io/Scanner.h"

#include <string>

namespace eshkol {

/// The value of a digit, -1 if it is none.
static int hexadecimalDigit(int32_t character) {
  if (character >= '0' && character <= '9')
    return character - '0';
  int32_t letter = character | 32;
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// Gathers what stands between two of these quotes in `text`.
void Scanner::readQuoted(char quote, const char *what) {
  take();
  text.clear();
  readRest(quote, what);
}

/// Gathers a symbol between bars; or `|>` and kets such as `|01>`, which have one bar only.
void Scanner::readBarred() {
  take();
  text.clear();
  text.append('|');
  for (int32_t character = peek(); character >= 0 && character < 0x80; character = peek()) {
    if (std::string_view("01+->").find(char(character)) == std::string_view::npos)
      break;
    text.append(char(take()));
    if (character == '>' && endsOperator(text.view()))
      return;
  }
  std::string read(text.view().substr(1));
  text.clear();
  text.append(read);
  readRest('|', "symbol");
}

/// Whether this text from a bar to `>` is the pipeline operator, before a blank, or a ket, before a
/// delimiter.
bool Scanner::endsOperator(std::string_view read) {
  int32_t next = peek();
  bool isLast = next == NoMore || isBlank(uint32_t(next));
  if (read == "|>")
    return isLast;
  std::string_view state = read.substr(1, read.size() - 2);
  bool isState = state == "+" || state == "-" ||
                 (!state.empty() && state.find_first_not_of("01") == std::string_view::npos);
  return isState && (isLast || (next != '|' && isDelimiter(uint32_t(next))));
}

/// What stands before the closing quote.
void Scanner::readRest(char quote, const char *what) {
  for (;;) {
    int32_t character = take();
    if (character == quote)
      return;
    switch (character) {
    case NoMore:
      fail(start, "the % that begins here is never closed", what);
    case '\\':
      readEscape(quote);
      break;
    case '\r':
      // Any end of a line counts as one line feed.
      takeIf('\n');
      text.append('\n');
      break;
    default:
      text.appendCharacter(uint32_t(character));
    }
  }
}

/// After a backslash.
void Scanner::readEscape(char quote) {
  static constexpr std::string_view letters = "abtnr\"\\|", meanings = "\a\b\t\n\r\"\\|";
  Position position = {port->line, port->column - 1};
  int32_t character = peek();
  size_t index = character < 0 || character > 0x7F ? std::string_view::npos : letters.find(char(character));
  if (index != std::string_view::npos) {
    take();
    text.append(meanings[index]);
  } else if (character == 'x' || character == 'X') {
    take();
    text.appendCharacter(hexEscape());
  } else if (quote == '"' &&
             (character == ' ' || character == '\t' || character == '\n' || character == '\r')) {
    skipLineContinuation();
  } else if (character == NoMore) {
    fail(start, "the text that begins here is never closed");
  } else {
    uint8_t bytes[4];
    int length = encodeUtf8(uint32_t(character), bytes);
    fail(position, "`\\%` is no escape", {reinterpret_cast<char *>(bytes), size_t(length)});
  }
}

/// A line break goes with the blanks before it, up to which the backslash was read, and those after it.
void Scanner::skipLineContinuation() {
  Position position = {port->line, port->column - 1};
  auto skipBlanks = [this] {
    while (takeIf(' ') || takeIf('\t')) {
    }
  };
  skipBlanks();
  bool isReturn = takeIf('\r');
  if (!takeIf('\n') && !isReturn)
    fail(position, "expected the end of the line after `\\` and blanks");
  skipBlanks();
}

/// After \x: digits and a semicolon.
uint32_t Scanner::hexEscape() {
  Position position = {port->line, port->column - 2};
  ByteBuffer digits;
  while (hexadecimalDigit(peek()) >= 0)
    digits.append(char(take()));
  uint32_t scalar = parseScalar(digits.view());
  if (!takeIf(';'))
    fail(position, "expected digits and `;` after `\\x`");
  if (!isScalarValue(scalar))
    fail(position, "`\\x%;` is not a character", digits.view());
  return scalar;
}

/// The value of hexadecimal digits; no scalar value if there are none or other characters.
uint32_t Scanner::parseScalar(std::string_view digits) {
  constexpr uint32_t invalid = LastCharacter + 1;
  uint32_t scalar = digits.empty() ? invalid : 0;
  for (char digit : digits) {
    int value = hexadecimalDigit(digit);
    if (scalar > LastCharacter || value < 0)
      return invalid;
    scalar = 16 * scalar + uint32_t(value);
  }
  return scalar;
}

/// The text is well-formed: it was gathered by characters.
std::string_view foldCase(std::string_view text) {
  ByteBuffer folded;
  auto *bytes = reinterpret_cast<const uint8_t *>(text.data());
  for (size_t left = text.size(); left > 0;) {
    uint32_t scalar, mapping[MaxMapping];
    int length = decodeUtf8(bytes, left, &scalar);
    int count = fullFolding(scalar, mapping);
    for (int i = 0; i < count; ++i)
      folded.appendCharacter(mapping[i]);
    bytes += length;
    left -= size_t(length);
  }
  return folded.view();
}

} // namespace eshkol
