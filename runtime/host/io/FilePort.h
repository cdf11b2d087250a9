//===- FilePort.h - what is behind the port of a file ----------------------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_FILEPORT_H
#define ESHKOL_RUNTIME_HOST_IO_FILEPORT_H

#include "runtime/host/io/Port.h"

namespace eshkol {

constexpr int64_t FileBufferSize = 16384;

/// Has the file closed when its port becomes unreachable, and flushed at the end of the program.
void registerFile(Port *port);
/// Flushes and closes the file.  That of standard input, output or error stays open.
void closeFile(Port *port, const char *procedure);

/// Opens a file and makes its port, or raises a file-error.
Port *openFile(const char *procedure, Word path, uint8_t flags);
/// Raises a file-error that gives the reason which `errno` has, and the path.
[[noreturn]] void fileError(const char *procedure, const char *what, Word path);

/// Makes room in the buffer and reads into it once; false at the end.
bool fillFromFile(Port *port, const char *procedure);
/// Whether reading would return at once.
bool canReadFile(const Port *port);
/// Writes all of the bytes.
void writeToFile(Port *port, std::string_view bytes, const char *procedure);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_FILEPORT_H
