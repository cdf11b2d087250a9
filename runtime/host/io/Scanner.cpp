//===- Scanner.cpp - the tokens of data (R7RS 7.1.1) -----------------------===//

#include "runtime/host/io/Scanner.h"
#include "runtime/host/Errors.h"
#include "runtime/host/data/Unicode.h"
#include "runtime/host/io/Lexical.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Text.h"

namespace eshkol {

void Scanner::fail(Position position, std::string_view message, std::string_view inserted) {
  ByteBuffer full;
  full.append("line ");
  full.appendNumber(position.line);
  full.append(", column ");
  full.appendNumber(position.column);
  full.append(": ");
  size_t mark = message.find('%');
  full.append(message.substr(0, mark));
  if (mark != std::string_view::npos) {
    full.append(inserted);
    full.append(message.substr(mark + 1));
  }
  raiseErrorOfKind("read-error", "read", full.view());
}

Word Scanner::finished(Word object) {
  if (literal)
    headerOf(object)->flags |= Immutable;
  return object;
}

bool Scanner::takeIf(char character) {
  if (peek() != character)
    return false;
  take();
  return true;
}

//===----------------------------------------------------------------------===//
// Tokens
//===----------------------------------------------------------------------===//

Token Scanner::next() {
  for (;;) {
    start = {port->line, port->column};
    int32_t character = peek();
    switch (character) {
    case NoMore:
      take();
      return token(Token::End);
    case '(':
      take();
      return token(Token::Open, fromCharacter(')'));
    case '[':
      take();
      return token(Token::Open, fromCharacter(']'));
    case '{':
      take();
      return token(Token::OpenMapping, fromCharacter('}'));
    case ')':
    case ']':
    case '}':
      return token(Token::Close, fromCharacter(uint32_t(take())));
    case '\'':
      take();
      return prefix("quote");
    case '`':
      take();
      return prefix("quasiquote");
    case ',':
      take();
      return unquotation("unquote", "unquote-splicing");
    case '"':
      readQuoted('"', "string");
      return token(Token::Datum, finished(makeString(text.view())));
    case '|':
      readBarred();
      return token(Token::Datum, intern(text.view()));
    case ';':
      skipLine();
      break;
    case '#': {
      take();
      // Comments and directives are no tokens.
      if (peek() == '|') {
        skipBlockComment();
        break;
      }
      if (peek() == '!') {
        directive();
        break;
      }
      return hash();
    }
    default:
      if (!isBlank(uint32_t(character)))
        return symbolOrNumber();
      take();
    }
  }
}

Token Scanner::unquotation(const char *plain, const char *splicing) {
  return prefix(takeIf('@') ? splicing : plain);
}

/// Appends what comes before the next delimiter to the text.
void Scanner::collect() {
  for (int32_t character = peek(); character != NoMore && !isDelimiter(uint32_t(character));
       character = peek()) {
    if (character == ',' && endsAtComma)
      return;
    text.appendCharacter(uint32_t(take()));
  }
}

Token Scanner::symbolOrNumber() {
  text.clear();
  collect();
  std::string_view name = text.view();
  if (name == ".")
    return token(Token::Dot);
  char first = name[0];
  if (first == '+' || first == '-' || first == '.' || (first >= '0' && first <= '9')) {
    Word number = parseNumber(name, 10);
    if (isTrue(number))
      return token(Token::Datum, number);
  }
  if (!isPlainSymbol(name))
    fail(start, "`%` is neither a number nor a symbol", name);
  return token(Token::Datum, intern(port->foldsCase ? foldCase(name) : name));
}

//===----------------------------------------------------------------------===//
// Comments and directives
//===----------------------------------------------------------------------===//

void Scanner::skipLine() {
  for (int32_t character = peek(); character != NoMore && character != '\n' && character != '\r';
       character = peek())
    take();
}

/// From the bar after # to the matching |#.
void Scanner::skipBlockComment() {
  take();
  for (int64_t depth = 1; depth > 0;) {
    switch (take()) {
    case NoMore:
      fail(start, "the block comment that begins here is never closed");
    case '|':
      depth -= takeIf('#');
      break;
    case '#':
      depth += takeIf('|');
      break;
    }
  }
}

void Scanner::directive() {
  take();
  text.clear();
  collect();
  std::string_view name = foldCase(text.view());
  if (name != "fold-case" && name != "no-fold-case")
    fail(start, "`#!%` is not a directive", text.view());
  port->foldsCase = name == "fold-case";
}

//===----------------------------------------------------------------------===//
// What begins with #
//===----------------------------------------------------------------------===//

Token Scanner::hash() {
  int32_t character = peek();
  switch (character) {
  case '(':
    take();
    return token(Token::OpenVector);
  case ';':
    take();
    return token(Token::Comment);
  case '\'':
    take();
    return prefix("syntax");
  case '`':
    take();
    return prefix("quasisyntax");
  case ',':
    take();
    return unquotation("unsyntax", "unsyntax-splicing");
  case '\\':
    take();
    return token(Token::Datum, this->character());
  case ':':
    take();
    return keyword();
  default:
    if (character >= '0' && character <= '9')
      return label(take());
    return hashWord();
  }
}

/// #:name or #:|name|: the symbol that a keyword is.
Token Scanner::keyword() {
  if (peek() == '|') {
    readQuoted('|', "keyword");
  } else {
    text.clear();
    collect();
    if (text.view().empty())
      fail(start, "expected a name after `#:`");
  }
  return token(Token::Datum, intern(concatenate({":", text.view()})));
}

/// Booleans, numbers with a prefix, #u8(, #f64( and #tensor(.
Token Scanner::hashWord() {
  text.clear();
  text.append('#');
  collect();
  std::string_view word = text.view();
  std::string_view folded = foldCase(word);
  if (folded == "#t" || folded == "#true")
    return token(Token::Datum, True);
  if (folded == "#f" || folded == "#false")
    return token(Token::Datum, False);
  if (folded == "#u8" && takeIf('('))
    return token(Token::OpenBytes);
  if (word == "#tensor" && takeIf('('))
    return token(Token::OpenTensor);
  DType dtype;
  bool isMatrix;
  if (isArrayPrefix(word, &dtype, &isMatrix) && takeIf('('))
    return token(Token::OpenArray, intern(word));
  if (word.size() > 1 && std::string_view("bodxei").find(folded[1]) != std::string_view::npos) {
    Word number = parseNumber(word, 10);
    if (isTrue(number))
      return token(Token::Datum, number);
    fail(start, "`%` is not a number", word);
  }
  fail(start, "`%` begins no datum", word);
}

/// #0= or #0#
Token Scanner::label(int32_t digit) {
  int64_t number = digit - '0';
  while (peek() >= '0' && peek() <= '9') {
    number = 10 * number + (take() - '0');
    if (number > MaxFixnum / 16)
      fail(start, "the number of the label is too large");
  }
  if (takeIf('='))
    return token(Token::LabelBefore, fromFixnum(number));
  if (takeIf('#'))
    return token(Token::LabelUse, fromFixnum(number));
  fail(start, "expected `=` or `#` after the number of a label");
}

/// After #\.
Word Scanner::character() {
  int32_t first = take();
  if (first == NoMore)
    fail(start, "expected a character, found the end of the input");
  text.clear();
  text.appendCharacter(uint32_t(first));
  size_t length = text.size();
  collect();
  std::string_view name = text.view();
  if (name.size() == length)
    return fromCharacter(uint32_t(first));
  if (first == 'x' || first == 'u' || (first == 'X' && port->foldsCase)) {
    uint32_t scalar = parseScalar(name.substr(1));
    if (isScalarValue(scalar))
      return fromCharacter(scalar);
  }
  if (port->foldsCase)
    name = foldCase(name);
  for (const CharacterName &entry : CharacterNames)
    if (entry.name == name)
      return fromCharacter(entry.scalar);
  fail(start, "`#\\%` is not a character", name);
}

} // namespace eshkol
