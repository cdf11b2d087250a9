//===- Scanner.h - the tokens of data (R7RS 7.1.1) -------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_SCANNER_H
#define ESHKOL_RUNTIME_HOST_IO_SCANNER_H

#include "runtime/host/io/Buffers.h"
#include "runtime/host/io/Port.h"

namespace eshkol {

/// A place in the text, counting from 1.
struct Position {
  int64_t line, column;
};

struct Token {
  enum Kind {
    End,
    Datum,       ///< complete: `value`
    Open,        ///< ( or [, whose closing character is `value`
    OpenVector,  ///< #(
    OpenMapping, ///< {, with the closing character
    OpenBytes,   ///< #u8(
    OpenArray,   ///< #f64( and its like: `value` is their text
    OpenTensor,  ///< #tensor(
    Close,       ///< the character is `value`
    Dot,         ///< between the last elements of a list, or at its front
    Prefix,      ///< `value` is the symbol that the quotation mark stands for
    Comment,     ///< #; before a datum
    LabelBefore, ///< #0=, the number is `value`
    LabelUse,    ///< #0#
  };
  Kind kind;
  Word value;
  Position position;
};

class Scanner {
public:
  /// Strings and the like become literals, which cannot be changed.
  Scanner(Port *port, bool literal) : port(port), literal(literal) {}

  Token next();

  /// Raises a read-error at this place.  A `%` in the message stands for the text `inserted`.
  [[noreturn]] void fail(Position position, std::string_view message, std::string_view inserted = {});
  /// Makes an object immutable where literals are read.
  Word finished(Word object);

  /// Whether a comma ends a symbol or number, as between the clauses of #tensor( ... ).
  bool endsAtComma = false;

private:
  int32_t peek() { return peekCharacter(port, "read"); }
  int32_t take() { return readCharacter(port, "read"); }
  bool takeIf(char character);

  void skipLine();
  void skipBlockComment();
  Token token(Token::Kind kind, Word value = Unspecified) { return {kind, value, start}; }
  Token prefix(const char *symbol) { return token(Token::Prefix, intern(symbol)); }
  Token unquotation(const char *plain, const char *splicing);

  void collect();
  Token symbolOrNumber();
  Token hash();
  Token keyword();
  Token hashWord();
  Token label(int32_t digit);
  void directive();
  Word character();

  void readQuoted(char quote, const char *what);
  void readBarred();
  bool endsOperator(std::string_view read);
  void readRest(char quote, const char *what);
  void readEscape(char quote);
  void skipLineContinuation();
  uint32_t hexEscape();
  uint32_t parseScalar(std::string_view digits);

  Port *port;
  bool literal;
  /// Where the current token begins.
  Position start = {1, 1};
  /// The text of the current token.
  ByteBuffer text;
};

/// Full case folding, as by string-foldcase.
std::string_view foldCase(std::string_view text);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_SCANNER_H
