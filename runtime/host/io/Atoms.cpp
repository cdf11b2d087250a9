//===- Atoms.cpp - the text of values without parts ------------------------===//

#include "runtime/host/io/Atoms.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Regions.h"
#include "runtime/host/data/Strings.h"
#include "runtime/host/io/Lexical.h"
#include "runtime/host/numbers/Numbers.h"

#include <charconv>

extern "C" eshkol::Word eshkol_hash_table_size(eshkol::Word table);

namespace eshkol {

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

static void printInteger(int64_t number, int radix, Port *port, const char *procedure) {
  char digits[72];
  auto [end, error] = std::to_chars(digits, digits + sizeof digits, number, radix);
  put(port, {digits, size_t(end - digits)}, procedure);
}

static void printNumber(Word number, Port *port, const char *procedure) {
  put(port, numberToText(number), procedure);
}

//===----------------------------------------------------------------------===//
// Characters, strings, symbols
//===----------------------------------------------------------------------===//

/// The escape `\x41;`.
static void printEscape(uint32_t scalar, Port *port, const char *procedure) {
  put(port, "\\x", procedure);
  printInteger(scalar, 16, port, procedure);
  put(port, ";", procedure);
}

static void printCharacter(uint32_t scalar, Port *port, const char *procedure) {
  put(port, "#\\", procedure);
  for (const CharacterName &entry : CharacterNames)
    if (entry.scalar == scalar)
      return put(port, entry.name, procedure);
  if (isGraphic(scalar))
    return putCharacter(port, scalar, procedure);
  put(port, "x", procedure);
  printInteger(scalar, 16, port, procedure);
}

/// Within quotes or bars.
static void printQuoted(uint32_t scalar, char quote, Port *port, const char *procedure) {
  static constexpr std::string_view escaped = "\a\b\t\n\r\\", letters = "abtnr\\";
  size_t index = scalar < 0x80 ? escaped.find(char(scalar)) : std::string_view::npos;
  if (index != std::string_view::npos || scalar == uint32_t(quote)) {
    const char text[] = {'\\', scalar == uint32_t(quote) ? quote : letters[index]};
    put(port, {text, 2}, procedure);
  } else if (isPrintable(scalar)) {
    putCharacter(port, scalar, procedure);
  } else {
    printEscape(scalar, port, procedure);
  }
}

static void printString(const String *string, char quote, Port *port, const char *procedure) {
  put(port, {&quote, 1}, procedure);
  for (int64_t i = 0; i < string->length; ++i)
    printQuoted(characterAt(string, i), quote, port, procedure);
  put(port, {&quote, 1}, procedure);
}

void printText(const String *string, Span span, Port *port, const char *procedure) {
  for (int64_t i = span.start; i < span.end;) {
    // Runs of ASCII are the same bytes in a string and in UTF-8.
    int64_t run = i;
    while (!isWide(string) && run < span.end && narrowData(string)[run] < 0x80)
      ++run;
    if (run > i) {
      put(port, {reinterpret_cast<char *>(narrowData(string)) + i, size_t(run - i)}, procedure);
      i = run;
    } else {
      putCharacter(port, characterAt(string, i++), procedure);
    }
  }
}

/// A bar, digits of kets and `>` are read as an operator, so that this `>` is written as an escape.
static void printBarred(const String *name, Port *port, const char *procedure) {
  put(port, "|", procedure);
  bool mayBeOperator = true;
  for (int64_t i = 0; i < name->length; ++i) {
    int32_t scalar = characterAt(name, i);
    if (scalar == '>' && mayBeOperator)
      printEscape(scalar, port, procedure);
    else
      printQuoted(scalar, '|', port, procedure);
    mayBeOperator &= scalar == '0' || scalar == '1' || scalar == '+' || scalar == '-';
  }
  put(port, "|", procedure);
}

void printSymbol(Word symbol, Mode mode, Port *port, const char *procedure) {
  std::string_view name = toUtf8(symbol);
  if (mode == Mode::Display || isPlainSymbol(name))
    return put(port, name, procedure);
  printBarred(as<String>(as<Symbol>(symbol)->name), port, procedure);
}

static void printBytes(const Bytevector *bytevector, Port *port, const char *procedure) {
  put(port, "#u8(", procedure);
  for (int64_t i = 0; i < bytevector->length; ++i) {
    if (i > 0)
      put(port, " ", procedure);
    printInteger(bytevector->bytes[i], 10, port, procedure);
  }
  put(port, ")", procedure);
}

//===----------------------------------------------------------------------===//
// What cannot be read again
//===----------------------------------------------------------------------===//

static void printProcedure(Word value, Port *port, const char *procedure) {
  const ProcedureInfo *info = as<Procedure>(value)->info;
  put(port, "#<procedure", procedure);
  if (info && info->name) {
    put(port, " ", procedure);
    put(port, info->name, procedure);
  }
  put(port, ">", procedure);
}

static void printPort(const Port *value, Port *port, const char *procedure) {
  uint8_t flags = value->header.flags;
  put(port, flags & BinaryPort ? "#<binary-" : "#<", procedure);
  put(port, flags & InputPort ? "input-port" : "output-port", procedure);
  if (isTrue(value->name)) {
    put(port, " ", procedure);
    printString(as<String>(value->name), '"', port, procedure);
  }
  put(port, ">", procedure);
}

static std::string_view nameOfImmediate(Word value) {
  switch (value) {
  case False:
    return "#f";
  case True:
    return "#t";
  case Nil:
    return "()";
  case Unspecified:
    return "#<unspecified>";
  case EndOfFile:
    return "#<eof>";
  case Undefined:
    return "#<undefined>";
  case Absent:
    return "#<absent>";
  default:
    return "#<unknown>";
  }
}

static void printObject(Word value, Mode mode, Port *port, const char *procedure) {
  bool display = mode == Mode::Display;
  switch (headerOf(value)->type) {
  case Type::Flonum:
  case Type::Bignum:
  case Type::Ratnum:
  case Type::Compnum:
    return printNumber(value, port, procedure);
  case Type::String:
    if (display)
      return printText(as<String>(value), wholeOf(as<String>(value)), port, procedure);
    return printString(as<String>(value), '"', port, procedure);
  case Type::Symbol:
    return printSymbol(value, mode, port, procedure);
  case Type::Vector:
    return put(port, "#()", procedure);
  case Type::Mapping:
    return put(port, "{}", procedure);
  case Type::Bytevector:
    return printBytes(as<Bytevector>(value), port, procedure);
  case Type::Procedure:
    return printProcedure(value, port, procedure);
  case Type::RecordType:
    put(port, "#<record-type ", procedure);
    printSymbol(as<RecordType>(value)->name, mode, port, procedure);
    return put(port, ">", procedure);
  case Type::Port:
    return printPort(as<Port>(value), port, procedure);
  case Type::HashTable:
    put(port, "#<hash-table ", procedure);
    printNumber(eshkol_hash_table_size(value), port, procedure);
    return put(port, ">", procedure);
  case Type::Promise:
    return put(port, "#<promise>", procedure);
  case Type::Parameter:
    return put(port, "#<parameter>", procedure);
  case Type::Environment:
    return put(port, "#<environment>", procedure);
  case Type::Continuation:
    return put(port, "#<continuation>", procedure);
  case Type::Region:
    return put(port, "#<region>", procedure);
  case Type::Arena:
    put(port, "#<arena ", procedure);
    printSymbol(as<Arena>(value)->name, mode, port, procedure);
    return put(port, ">", procedure);
  case Type::TypedVector:
    return put(port, "#<typed-vector>", procedure);
  default:
    return put(port, "#<unknown>", procedure);
  }
}

void printAtom(Word value, Mode mode, Port *port, const char *procedure) {
  if (isFixnum(value))
    return printInteger(toFixnum(value), 10, port, procedure);
  if (isUnboxedFlonum(value))
    return printNumber(value, port, procedure);
  if (isObject(value))
    return printObject(value, mode, port, procedure);
  if (!isCharacter(value))
    return put(port, nameOfImmediate(value), procedure);
  if (mode == Mode::Display)
    return putCharacter(port, toCharacter(value), procedure);
  printCharacter(toCharacter(value), port, procedure);
}

} // namespace eshkol
