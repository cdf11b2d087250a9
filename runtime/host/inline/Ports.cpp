//===- Ports.cpp - characters of ports, inlined into programs --------------===//
//
// The usual case is a character of one byte that is in the buffer, or has room there.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/io/Port.h"

using namespace eshkol;

/// Whether a value is an open textual port of this direction, whose output may wait.
static inline bool isUsualPort(Word value, uint8_t direction) {
  return isPort(value) && headerOf(value)->flags == (direction | OpenPort);
}

/// The next byte of a port that is a character, but no line feed; 0 if it is another case.
static inline uint8_t usualCharacter(Word value) {
  if (!isUsualPort(value, InputPort))
    return 0;
  auto *port = as<Port>(value);
  if (port->start == port->limit)
    return 0;
  uint8_t byte = port->buffer[port->start];
  return byte < 0x80 && byte != '\n' ? byte : 0;
}

ESHKOL_PRIMITIVE(eshkol_read_char, "read-char", 0, 1)(Word port) {
  uint8_t character = usualCharacter(port);
  if (__builtin_expect(!character, 0))
    return eshkol_read_char_slow(port);
  ++as<Port>(port)->start;
  ++as<Port>(port)->column;
  return fromCharacter(character);
}

ESHKOL_PRIMITIVE(eshkol_peek_char, "peek-char", 0, 1)(Word port) {
  uint8_t character = usualCharacter(port);
  return __builtin_expect(character != 0, 1) ? fromCharacter(character) : eshkol_peek_char_slow(port);
}

ESHKOL_PRIMITIVE(eshkol_write_char, "write-char", 1, 2)(Word character, Word value) {
  if (__builtin_expect(!isUsualPort(value, OutputPort) || !isCharacter(character) ||
                           toCharacter(character) >= 0x80 ||
                           as<Port>(value)->limit == as<Port>(value)->capacity,
                       0))
    return eshkol_write_char_slow(character, value);
  auto *port = as<Port>(value);
  port->buffer[port->limit++] = uint8_t(toCharacter(character));
  return Unspecified;
}

ESHKOL_PRIMITIVE(eshkol_eof_object_p, "eof-object?", 1, 1)(Word value) {
  return fromBool(value == EndOfFile);
}
