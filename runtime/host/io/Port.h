//===- Port.h - ports ------------------------------------------------------===//
//
// All ports hold bytes in a buffer; on a textual port they are UTF-8.  What makes a port of a file
// different from one of a string or bytevector is only that its buffer is filled from and emptied into a
// file descriptor.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_PORT_H
#define ESHKOL_RUNTIME_HOST_IO_PORT_H

#include "runtime/host/Value.h"

#include <string_view>

namespace eshkol {

/// Flags of a port.
constexpr uint8_t InputPort = 1;
constexpr uint8_t OutputPort = 2;
constexpr uint8_t BinaryPort = 4;
constexpr uint8_t OpenPort = 8;
/// Written to the file at the end of each line, or of each output operation.
constexpr uint8_t LineBuffered = 16;
constexpr uint8_t Unbuffered = 32;

struct Port {
  Header header;
  /// -1 for a port in memory.
  int32_t descriptor;
  /// The file has ended, and nobody was told yet: what `peek-char` has seen `read-char` must see too,
  /// although a terminal may go on after its end.
  bool atEnd;
  /// `#!fold-case` was read.
  bool foldsCase;
  /// The bytes from `start` to `limit` are those still to be read, or those not yet written.
  uint8_t *buffer;
  int64_t start, limit, capacity;
  /// Where the next character is, counting from 1.
  int64_t line, column;
  /// The path as a string, or #f.
  Word name;
  /// The list of open files, which does not keep them alive (see FilePort.cpp).
  uintptr_t nextHidden, previousHidden;
};

inline bool isPort(Word value) { return isA(value, Type::Port); }
inline bool isOpen(const Port *port) { return port->header.flags & OpenPort; }
inline bool isFile(const Port *port) { return port->descriptor >= 0; }

extern "C" {
/// What (current-input-port) etc. answer; `Absent` where it is the standard one.
extern Word eshkol_current_ports[3];
/// Writes what is buffered to all files; does not raise.
void eshkol_flush_all_ports();
/// Why standard output could not be flushed, as a number of the system, or 0; forgets it.
int eshkol_take_lost_output();
}

//===----------------------------------------------------------------------===//
// Making and finding ports
//===----------------------------------------------------------------------===//

/// A port of an open file descriptor.
Port *makeFilePort(int descriptor, uint8_t flags, Word name);
/// A port that reads these bytes, which must not change.
Port *makeMemoryInput(std::string_view bytes, uint8_t flags);
Port *makeMemoryOutput(uint8_t flags);
/// Standard input, output, error.
Port *standardPort(int index);
Port *currentPort(int index);

/// The port that an argument denotes, `Absent` being the current one.  Checks that it is open, and of
/// this direction and kind: `flags` is InputPort or OutputPort, with BinaryPort or not.
Port *portArgument(const char *procedure, int position, Word value, uint8_t flags);

/// Writes what is buffered and closes the file; does nothing the second time.
void closePort(Port *port, const char *procedure);

//===----------------------------------------------------------------------===//
// Input
//===----------------------------------------------------------------------===//

constexpr int32_t NoMore = -1;

/// Gets more bytes behind those in the buffer; false at the end.
bool fill(Port *port, const char *procedure);
/// Whether there are bytes to be read or the end was reached, so that reading does not wait.
bool isReady(Port *port, const char *procedure);
/// The next character or `NoMore`.
int32_t peekCharacter(Port *port, const char *procedure);
int32_t readCharacter(Port *port, const char *procedure);
int32_t peekByte(Port *port, const char *procedure);
int32_t readByte(Port *port, const char *procedure);

//===----------------------------------------------------------------------===//
// Output
//===----------------------------------------------------------------------===//

void put(Port *port, std::string_view bytes, const char *procedure);
void putCharacter(Port *port, uint32_t scalar, const char *procedure);
/// What has been written to a port in memory.
std::string_view written(const Port *port);
void flush(Port *port, const char *procedure);
/// To be called after each operation: flushes where the port should not wait.
void endOutput(Port *port, const char *procedure);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_PORT_H
