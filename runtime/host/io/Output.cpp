//===- Output.cpp - writing (R7RS 6.13.3) ----------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/io/Port.h"
#include "runtime/host/io/Printer.h"

using namespace eshkol;

static Port *textualOutput(const char *procedure, int position, Word port) {
  return portArgument(procedure, position, port, OutputPort);
}

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

static Word printArgument(const char *procedure, Word value, Word port, Mode mode,
                          std::string_view after = {}) {
  Port *output = textualOutput(procedure, 2, port);
  printTo(value, mode, output);
  put(output, after, procedure);
  endOutput(output, procedure);
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_write, "write", 1, 2)(Word value, Word port) {
  return printArgument("write", value, port, Mode::Write);
}
ESHKOL_PRIMITIVE(eshkol_write_shared, "write-shared", 1, 2)(Word value, Word port) {
  return printArgument("write-shared", value, port, Mode::WriteShared);
}
/// Does not come to an end on cyclic data, as R7RS has it.
ESHKOL_PRIMITIVE(eshkol_write_simple, "write-simple", 1, 2)(Word value, Word port) {
  return printArgument("write-simple", value, port, Mode::WriteSimple);
}
ESHKOL_PRIMITIVE(eshkol_display, "display", 1, 2)(Word value, Word port) {
  return printArgument("display", value, port, Mode::Display);
}
ESHKOL_PRIMITIVE(eshkol_displayln, "displayln", 1, 2)(Word value, Word port) {
  return printArgument("displayln", value, port, Mode::Display, "\n");
}
ESHKOL_PRIMITIVE(eshkol_print, "print", 1, 2)(Word value, Word port) {
  return printArgument("print", value, port, Mode::Display, "\n");
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_newline, "newline", 0, 1)(Word port) {
  Port *output = textualOutput("newline", 1, port);
  put(output, "\n", "newline");
  endOutput(output, "newline");
  return Unspecified;
}

extern "C" Word eshkol_write_char_slow(Word character, Word port) {
  uint32_t scalar = checkCharacter("write-char", 1, character);
  Port *output = textualOutput("write-char", 2, port);
  putCharacter(output, scalar, "write-char");
  endOutput(output, "write-char");
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_write_string, "write-string", 1, 4)(Word value, Word port, Word start, Word end) {
  String *string = checkString("write-string", 1, value);
  Port *output = textualOutput("write-string", 2, port);
  Span span = checkSpan("write-string", 3, start, end, string->length);
  printText(string, span, output, "write-string");
  endOutput(output, "write-string");
  return Unspecified;
}

//===----------------------------------------------------------------------===//
// Bytes
//===----------------------------------------------------------------------===//

static Port *binaryOutput(const char *procedure, Word port) {
  return portArgument(procedure, 2, port, OutputPort | BinaryPort);
}

ESHKOL_PRIMITIVE(eshkol_write_u8, "write-u8", 1, 2)(Word value, Word port) {
  char byte = char(checkByte("write-u8", 1, value));
  Port *output = binaryOutput("write-u8", port);
  put(output, {&byte, 1}, "write-u8");
  endOutput(output, "write-u8");
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_write_bytevector, "write-bytevector", 1, 4)
(Word value, Word port, Word start, Word end) {
  Bytevector *bytevector = checkBytevector("write-bytevector", 1, value);
  Port *output = binaryOutput("write-bytevector", port);
  Span span = checkSpan("write-bytevector", 3, start, end, bytevector->length);
  auto *bytes = reinterpret_cast<const char *>(bytevector->bytes);
  put(output, {bytes + span.start, size_t(span.length())}, "write-bytevector");
  endOutput(output, "write-bytevector");
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_flush_output_port, "flush-output-port", 0, 1)(Word value) {
  if (value == Absent)
    value = wordOf(currentPort(1));
  if (!isPort(value) || !(headerOf(value)->flags & OutputPort))
    wrongType("flush-output-port", 1, "an output port", value);
  if (isOpen(as<Port>(value)))
    flush(as<Port>(value), "flush-output-port");
  return Unspecified;
}
