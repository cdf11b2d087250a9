//===- Port.cpp - ports, whatever is behind them ---------------------------===//

#include "runtime/host/io/Port.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Regions.h"
#include "runtime/host/io/FilePort.h"
#include "runtime/host/io/Utf8.h"

#include <unistd.h>

namespace eshkol {

Word eshkol_current_ports[3] = {Absent, Absent, Absent};
static Port *standardPorts[3];

//===----------------------------------------------------------------------===//
// Making and finding ports
//===----------------------------------------------------------------------===//

static Port *makePort(uint8_t flags) {
  Port *port = make<Port>(Type::Port, 0, flags | OpenPort);
  port->descriptor = -1;
  port->line = port->column = 1;
  port->name = False;
  return port;
}

Port *makeFilePort(int descriptor, uint8_t flags, Word name) {
  noteGlobalStore(name);
  OutsideRegions outside;
  Port *port = makePort(flags);
  port->capacity = FileBufferSize;
  port->buffer = static_cast<uint8_t *>(allocateData(port->capacity));
  port->name = name;
  port->descriptor = descriptor;
  registerFile(port);
  return port;
}

Port *makeMemoryInput(std::string_view bytes, uint8_t flags) {
  Port *port = makePort(flags | InputPort);
  // Nothing is ever written to the buffer of a port for input in memory.
  port->buffer = reinterpret_cast<uint8_t *>(const_cast<char *>(bytes.data()));
  port->limit = port->capacity = int64_t(bytes.size());
  return port;
}

Port *makeMemoryOutput(uint8_t flags) { return makePort(flags | OutputPort); }

Port *standardPort(int index) {
  Port *&port = standardPorts[index];
  if (!port) {
    static const uint8_t flags[] = {InputPort, OutputPort, OutputPort | Unbuffered};
    uint8_t buffering = index == STDOUT_FILENO && isatty(index) ? LineBuffered : 0;
    port = makeFilePort(index, flags[index] | buffering, False);
  }
  return port;
}

Port *currentPort(int index) {
  Word port = eshkol_current_ports[index];
  return port == Absent ? standardPort(index) : as<Port>(port);
}

static const char *describe(uint8_t flags) {
  if (flags & BinaryPort)
    return flags & InputPort ? "a binary input port" : "a binary output port";
  return flags & InputPort ? "a textual input port" : "a textual output port";
}

Port *portArgument(const char *procedure, int position, Word value, uint8_t flags) {
  if (value == Absent)
    value = wordOf(currentPort(flags & InputPort ? 0 : 1));
  constexpr uint8_t direction = InputPort | OutputPort;
  if (!isPort(value) || (headerOf(value)->flags & (direction | BinaryPort)) != flags)
    wrongType(procedure, position, describe(flags), value);
  Port *port = as<Port>(value);
  if (!isOpen(port))
    raiseError(procedure, "the port is closed", {value});
  return port;
}

void closePort(Port *port, const char *procedure) {
  if (!isOpen(port))
    return;
  if (isFile(port))
    closeFile(port, procedure);
  port->header.flags &= ~OpenPort;
}

//===----------------------------------------------------------------------===//
// Input
//===----------------------------------------------------------------------===//

bool fill(Port *port, const char *procedure) { return isFile(port) && fillFromFile(port, procedure); }

/// The next character, and how many bytes it takes.  The length is 0 at the end.
static int nextCharacter(Port *port, uint32_t *scalar, const char *procedure) {
  for (;;) {
    int64_t waiting = port->limit - port->start;
    int length = decodeUtf8(port->buffer + port->start, size_t(waiting), scalar);
    if (length)
      return length;
    if (!fill(port, procedure)) {
      // A file may end within a character.
      *scalar = ReplacementCharacter;
      return int(port->limit - port->start);
    }
  }
}

int32_t peekCharacter(Port *port, const char *procedure) {
  uint32_t scalar;
  return nextCharacter(port, &scalar, procedure) ? int32_t(scalar) : NoMore;
}

int32_t readCharacter(Port *port, const char *procedure) {
  uint32_t scalar;
  int length = nextCharacter(port, &scalar, procedure);
  port->start += length;
  if (!length) {
    port->atEnd = false;
    return NoMore;
  }
  ++port->column;
  if (scalar == '\n') {
    ++port->line;
    port->column = 1;
  }
  return int32_t(scalar);
}

int32_t peekByte(Port *port, const char *procedure) {
  if (port->start == port->limit && !fill(port, procedure))
    return NoMore;
  return port->buffer[port->start];
}

int32_t readByte(Port *port, const char *procedure) {
  int32_t byte = peekByte(port, procedure);
  if (byte == NoMore)
    port->atEnd = false;
  else
    ++port->start;
  return byte;
}

bool isReady(Port *port, const char *procedure) {
  uint32_t scalar;
  for (;;) {
    bool textual = !(port->header.flags & BinaryPort);
    int64_t waiting = port->limit - port->start;
    if (waiting && (!textual || decodeUtf8(port->buffer + port->start, size_t(waiting), &scalar)))
      return true;
    // Where reading does not wait, what it gets may still be only a part of a character.
    if (isFile(port) && !port->atEnd && !canReadFile(port))
      return false;
    if (!fill(port, procedure))
      return true;
  }
}

//===----------------------------------------------------------------------===//
// Output
//===----------------------------------------------------------------------===//

static void growBuffer(Port *port, size_t more) {
  int64_t capacity = port->capacity ? 2 * port->capacity : 64;
  if (capacity < port->limit + int64_t(more))
    capacity = port->limit + int64_t(more);
  OutsideRegions outside(belongsElsewhere(wordOf(port)));
  auto *buffer = static_cast<uint8_t *>(allocateData(size_t(capacity)));
  if (port->limit)
    std::memcpy(buffer, port->buffer, size_t(port->limit));
  port->buffer = buffer;
  port->capacity = capacity;
}

void put(Port *port, std::string_view bytes, const char *procedure) {
  if (bytes.empty())
    return;
  if (size_t(port->capacity - port->limit) < bytes.size()) {
    if (!isFile(port)) {
      growBuffer(port, bytes.size());
    } else {
      flush(port, procedure);
      if (bytes.size() >= size_t(port->capacity))
        return writeToFile(port, bytes, procedure);
    }
  }
  std::memcpy(port->buffer + port->limit, bytes.data(), bytes.size());
  port->limit += int64_t(bytes.size());
}

void putCharacter(Port *port, uint32_t scalar, const char *procedure) {
  uint8_t bytes[4];
  int length = encodeUtf8(scalar, bytes);
  put(port, {reinterpret_cast<char *>(bytes), size_t(length)}, procedure);
}

std::string_view written(const Port *port) {
  return {reinterpret_cast<const char *>(port->buffer), size_t(port->limit)};
}

void flush(Port *port, const char *procedure) {
  if (!isFile(port) || !port->limit)
    return;
  std::string_view bytes = written(port);
  // What could not be written is not tried again.
  port->limit = 0;
  writeToFile(port, bytes, procedure);
}

void endOutput(Port *port, const char *procedure) {
  uint8_t flags = port->header.flags;
  if (flags & Unbuffered || (flags & LineBuffered && written(port).find('\n') != std::string_view::npos))
    flush(port, procedure);
}

} // namespace eshkol
