//===- Input.cpp - reading characters and bytes (R7RS 6.13.2) --------------===//

#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/io/Buffers.h"
#include "runtime/host/io/Port.h"

#include <algorithm>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static Word characterOrEnd(int32_t character) {
  return character == NoMore ? EndOfFile : fromCharacter(uint32_t(character));
}

extern "C" Word eshkol_read_char_slow(Word port) {
  return characterOrEnd(readCharacter(portArgument("read-char", 1, port, InputPort), "read-char"));
}

extern "C" Word eshkol_peek_char_slow(Word port) {
  return characterOrEnd(peekCharacter(portArgument("peek-char", 1, port, InputPort), "peek-char"));
}

ESHKOL_PRIMITIVE(eshkol_char_ready_p, "char-ready?", 0, 1)(Word port) {
  return fromBool(isReady(portArgument("char-ready?", 1, port, InputPort), "char-ready?"));
}

/// A line ends with a line feed, a carriage return, or both in this order.
ESHKOL_PRIMITIVE(eshkol_read_line, "read-line", 0, 1)(Word value) {
  Port *port = portArgument("read-line", 1, value, InputPort);
  int32_t character = readCharacter(port, "read-line");
  if (character == NoMore)
    return EndOfFile;
  ByteBuffer line;
  while (character != NoMore && character != '\n' && character != '\r') {
    line.appendCharacter(uint32_t(character));
    character = readCharacter(port, "read-line");
  }
  if (character == '\r' && peekCharacter(port, "read-line") == '\n')
    readCharacter(port, "read-line");
  return makeString(line.view());
}

ESHKOL_PRIMITIVE(eshkol_read_string, "read-string", 1, 2)(Word count, Word value) {
  int64_t wanted = checkInteger("read-string", 1, count, 0, MaxFixnum);
  Port *port = portArgument("read-string", 2, value, InputPort);
  ByteBuffer text;
  for (int64_t i = 0; i < wanted; ++i) {
    int32_t character = readCharacter(port, "read-string");
    if (character == NoMore && i == 0)
      return EndOfFile;
    if (character == NoMore)
      break;
    text.appendCharacter(uint32_t(character));
  }
  return makeString(text.view());
}

//===----------------------------------------------------------------------===//
// Bytes
//===----------------------------------------------------------------------===//

static Word byteOrEnd(int32_t byte) { return byte == NoMore ? EndOfFile : fromFixnum(byte); }

static Port *binaryInput(const char *procedure, int position, Word port) {
  return portArgument(procedure, position, port, InputPort | BinaryPort);
}

ESHKOL_PRIMITIVE(eshkol_read_u8, "read-u8", 0, 1)(Word port) {
  return byteOrEnd(readByte(binaryInput("read-u8", 1, port), "read-u8"));
}

ESHKOL_PRIMITIVE(eshkol_peek_u8, "peek-u8", 0, 1)(Word port) {
  return byteOrEnd(peekByte(binaryInput("peek-u8", 1, port), "peek-u8"));
}

ESHKOL_PRIMITIVE(eshkol_u8_ready_p, "u8-ready?", 0, 1)(Word port) {
  return fromBool(isReady(binaryInput("u8-ready?", 1, port), "u8-ready?"));
}

/// Takes up to `wanted` bytes from the buffer, which is filled if it is empty.  None are left if there are
/// none here.
static std::string_view takeBytes(Port *port, int64_t wanted, const char *procedure) {
  if (port->start == port->limit && !fill(port, procedure))
    return {};
  int64_t count = std::min(wanted, port->limit - port->start);
  auto *bytes = reinterpret_cast<const char *>(port->buffer + port->start);
  port->start += count;
  return {bytes, size_t(count)};
}

ESHKOL_PRIMITIVE(eshkol_read_bytevector, "read-bytevector", 1, 2)(Word count, Word value) {
  int64_t wanted = checkInteger("read-bytevector", 1, count, 0, MaxFixnum);
  Port *port = binaryInput("read-bytevector", 2, value);
  // Grows with what is there rather than being as large as what is wanted.
  ByteBuffer bytes;
  while (int64_t(bytes.size()) < wanted) {
    std::string_view more = takeBytes(port, wanted - int64_t(bytes.size()), "read-bytevector");
    if (more.empty())
      break;
    bytes.append(more);
  }
  if (bytes.size() == 0 && wanted > 0) {
    port->atEnd = false;
    return EndOfFile;
  }
  auto *result = makeData<Bytevector>(Type::Bytevector, bytes.size());
  result->length = int64_t(bytes.size());
  if (bytes.size())
    std::memcpy(result->bytes, bytes.data(), bytes.size());
  return wordOf(result);
}

ESHKOL_PRIMITIVE(eshkol_read_bytevector_x, "read-bytevector!", 1, 4)
(Word target, Word value, Word start, Word end) {
  Bytevector *bytevector = checkMutableBytevector("read-bytevector!", 1, target);
  Port *port = binaryInput("read-bytevector!", 2, value);
  Span span = checkSpan("read-bytevector!", 3, start, end, bytevector->length);
  int64_t position = span.start;
  while (position < span.end) {
    std::string_view more = takeBytes(port, span.end - position, "read-bytevector!");
    if (more.empty())
      break;
    std::memcpy(bytevector->bytes + position, more.data(), more.size());
    position += int64_t(more.size());
  }
  if (position == span.start && span.start < span.end) {
    port->atEnd = false;
    return EndOfFile;
  }
  return fromFixnum(position - span.start);
}
