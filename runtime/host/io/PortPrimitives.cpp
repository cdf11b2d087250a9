//===- PortPrimitives.cpp - opening, closing and asking about ports --------===//

#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/io/FilePort.h"

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Predicates
//===----------------------------------------------------------------------===//

static bool hasFlag(Word value, uint8_t flag) { return isPort(value) && headerOf(value)->flags & flag; }

ESHKOL_PRIMITIVE(eshkol_port_p, "port?", 1, 1)(Word value) { return fromBool(isPort(value)); }
ESHKOL_PRIMITIVE(eshkol_input_port_p, "input-port?", 1, 1)(Word value) {
  return fromBool(hasFlag(value, InputPort));
}
ESHKOL_PRIMITIVE(eshkol_output_port_p, "output-port?", 1, 1)(Word value) {
  return fromBool(hasFlag(value, OutputPort));
}
ESHKOL_PRIMITIVE(eshkol_textual_port_p, "textual-port?", 1, 1)(Word value) {
  return fromBool(isPort(value) && !hasFlag(value, BinaryPort));
}
ESHKOL_PRIMITIVE(eshkol_binary_port_p, "binary-port?", 1, 1)(Word value) {
  return fromBool(hasFlag(value, BinaryPort));
}

/// Whether a port is open and of a direction; the other direction is no error.
static Word isOpenFor(uint8_t direction, const char *procedure, Word value) {
  if (!isPort(value))
    wrongType(procedure, 1, "a port", value);
  return fromBool(hasFlag(value, direction) && isOpen(as<Port>(value)));
}

ESHKOL_PRIMITIVE(eshkol_input_port_open_p, "input-port-open?", 1, 1)(Word value) {
  return isOpenFor(InputPort, "input-port-open?", value);
}
ESHKOL_PRIMITIVE(eshkol_output_port_open_p, "output-port-open?", 1, 1)(Word value) {
  return isOpenFor(OutputPort, "output-port-open?", value);
}
ESHKOL_PRIMITIVE(eshkol_eof_object, "eof-object", 0, 0)() { return EndOfFile; }

//===----------------------------------------------------------------------===//
// Standard and current ports
//===----------------------------------------------------------------------===//

static int portIndex(const char *procedure, Word index) { return int(checkIndex(procedure, 1, index, 3)); }

ESHKOL_PRIMITIVE(eshkol_internal_standard_port, "%standard-port", 1, 1)(Word index) {
  return wordOf(standardPort(portIndex("%standard-port", index)));
}
ESHKOL_PRIMITIVE(eshkol_internal_current_port, "%current-port", 1, 1)(Word index) {
  return wordOf(currentPort(portIndex("%current-port", index)));
}
/// The port may be of the other kind: R7RS does not say that the current ports are textual.
ESHKOL_PRIMITIVE(eshkol_internal_set_current_port_x, "%set-current-port!", 2, 2)(Word index, Word port) {
  int number = portIndex("%set-current-port!", index);
  if (!hasFlag(port, number == 0 ? InputPort : OutputPort))
    wrongType("%set-current-port!", 2, number == 0 ? "an input port" : "an output port", port);
  eshkol_current_ports[number] = port;
  return Unspecified;
}

//===----------------------------------------------------------------------===//
// Closing
//===----------------------------------------------------------------------===//

static Word closeOf(const char *procedure, uint8_t direction, const char *expected, Word port) {
  if (!hasFlag(port, direction))
    wrongType(procedure, 1, expected, port);
  closePort(as<Port>(port), procedure);
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_close_port, "close-port", 1, 1)(Word port) {
  return closeOf("close-port", InputPort | OutputPort, "a port", port);
}
ESHKOL_PRIMITIVE(eshkol_close_input_port, "close-input-port", 1, 1)(Word port) {
  return closeOf("close-input-port", InputPort, "an input port", port);
}
ESHKOL_PRIMITIVE(eshkol_close_output_port, "close-output-port", 1, 1)(Word port) {
  return closeOf("close-output-port", OutputPort, "an output port", port);
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

ESHKOL_PRIMITIVE(eshkol_open_input_file, "open-input-file", 1, 1)(Word path) {
  return wordOf(openFile("open-input-file", path, InputPort));
}
ESHKOL_PRIMITIVE(eshkol_open_output_file, "open-output-file", 1, 1)(Word path) {
  return wordOf(openFile("open-output-file", path, OutputPort));
}
ESHKOL_PRIMITIVE(eshkol_open_binary_input_file, "open-binary-input-file", 1, 1)(Word path) {
  return wordOf(openFile("open-binary-input-file", path, InputPort | BinaryPort));
}
ESHKOL_PRIMITIVE(eshkol_open_binary_output_file, "open-binary-output-file", 1, 1)(Word path) {
  return wordOf(openFile("open-binary-output-file", path, OutputPort | BinaryPort));
}

//===----------------------------------------------------------------------===//
// Strings and bytevectors
//===----------------------------------------------------------------------===//

/// Without a file, and with exactly this kind.
static const Port *memoryOutput(const char *procedure, Word value, uint8_t kind, const char *expected) {
  if (!hasFlag(value, OutputPort) || isFile(as<Port>(value)) || (headerOf(value)->flags & BinaryPort) != kind)
    wrongType(procedure, 1, expected, value);
  return as<Port>(value);
}

ESHKOL_PRIMITIVE(eshkol_open_input_string, "open-input-string", 1, 1)(Word string) {
  checkString("open-input-string", 1, string);
  return wordOf(makeMemoryInput(toUtf8(string), 0));
}
ESHKOL_PRIMITIVE(eshkol_open_output_string, "open-output-string", 0, 0)() {
  return wordOf(makeMemoryOutput(0));
}
ESHKOL_PRIMITIVE(eshkol_get_output_string, "get-output-string", 1, 1)(Word port) {
  return makeString(written(memoryOutput("get-output-string", port, 0, "a string output port")));
}
ESHKOL_PRIMITIVE(eshkol_open_input_bytevector, "open-input-bytevector", 1, 1)(Word value) {
  Bytevector *bytevector = checkBytevector("open-input-bytevector", 1, value);
  // A copy: the port reads what the bytevector was when it was opened.
  auto length = size_t(bytevector->length);
  auto *bytes = static_cast<char *>(allocateData(length));
  std::memcpy(bytes, bytevector->bytes, length);
  return wordOf(makeMemoryInput({bytes, length}, BinaryPort));
}
ESHKOL_PRIMITIVE(eshkol_open_output_bytevector, "open-output-bytevector", 0, 0)() {
  return wordOf(makeMemoryOutput(BinaryPort));
}
ESHKOL_PRIMITIVE(eshkol_get_output_bytevector, "get-output-bytevector", 1, 1)(Word port) {
  std::string_view bytes =
      written(memoryOutput("get-output-bytevector", port, BinaryPort, "a bytevector output port"));
  auto *bytevector = makeData<Bytevector>(Type::Bytevector, bytes.size());
  bytevector->length = int64_t(bytes.size());
  if (!bytes.empty())
    std::memcpy(bytevector->bytes, bytes.data(), bytes.size());
  return wordOf(bytevector);
}
