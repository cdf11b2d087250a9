//===- FilePort.cpp - what is behind the port of a file --------------------===//

#include "runtime/host/io/FilePort.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/control/Interrupts.h"
#include "runtime/host/data/Arguments.h"
#include "runtime/host/io/Buffers.h"

#include <cerrno>
#include <fcntl.h>
#include <gc.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace eshkol {

//===----------------------------------------------------------------------===//
// The open files
//
// The links are hidden from the collector, which so finds out that a port is not used any more. Its
// finalizer takes it from the list.
//===----------------------------------------------------------------------===//

static uintptr_t firstHidden;

static uintptr_t hide(Port *port) { return port ? ~reinterpret_cast<uintptr_t>(port) : 0; }
static Port *reveal(uintptr_t hidden) { return hidden ? reinterpret_cast<Port *>(~hidden) : nullptr; }

static void forget(Port *port) {
  Port *next = reveal(port->nextHidden), *previous = reveal(port->previousHidden);
  if (next)
    next->previousHidden = port->previousHidden;
  (previous ? previous->nextHidden : firstHidden) = port->nextHidden;
  port->nextHidden = port->previousHidden = 0;
}

/// Writes the bytes; 0 or the number of the error.
static int tryWrite(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t count = write(descriptor, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(size_t(count));
    } else if (errno == EAGAIN) {
      // Somebody else, with whom we share it, has set the descriptor not to block.
      pollfd state = {descriptor, POLLOUT, 0};
      poll(&state, 1, -1);
    } else if (errno != EINTR || isInterruptPending()) {
      return errno;
    }
  }
  return 0;
}

/// The number of the first error of writing standard output that nobody was told.
static int lostOutput;

/// Empties the buffer; 0 or the number of the error.
static int tryFlush(Port *port) {
  if (!(port->header.flags & OutputPort))
    return 0;
  std::string_view bytes = written(port);
  port->limit = 0;
  return tryWrite(port->descriptor, bytes);
}

/// Flushes, closes and forgets; 0 or the number of the first error.
static int tryClose(Port *port) {
  int error = tryFlush(port);
  // Linux closes the descriptor even if it was interrupted, so this must not be repeated.
  if (port->descriptor > STDERR_FILENO && close(port->descriptor) && errno != EINTR && !error)
    error = errno;
  port->header.flags &= ~OpenPort;
  forget(port);
  return error;
}

static void finalizePort(void *object, void *) {
  auto *port = static_cast<Port *>(object);
  if (isOpen(port))
    tryClose(port);
}

void registerFile(Port *port) {
  port->nextHidden = firstHidden;
  if (Port *next = reveal(firstHidden))
    next->previousHidden = hide(port);
  firstHidden = hide(port);
  GC_register_finalizer_no_order(port, finalizePort, nullptr, nullptr, nullptr);
}

void closeFile(Port *port, const char *procedure) {
  GC_register_finalizer_no_order(port, nullptr, nullptr, nullptr, nullptr);
  if (int error = tryClose(port)) {
    errno = error;
    fileError(procedure, "cannot write", port->name);
  }
}

extern "C" void eshkol_flush_all_ports() {
  for (Port *port = reveal(firstHidden); port; port = reveal(port->nextHidden)) {
    int error = tryFlush(port);
    if (error && port->descriptor == STDOUT_FILENO && !lostOutput)
      lostOutput = error;
  }
}

extern "C" int eshkol_take_lost_output() {
  int error = lostOutput;
  lostOutput = 0;
  return error;
}

//===----------------------------------------------------------------------===//
// Opening
//===----------------------------------------------------------------------===//

void fileError(const char *procedure, const char *what, Word path) {
  const char *reason = std::strerror(errno);
  ByteBuffer message;
  message.append(what);
  message.append(": ");
  message.append(reason);
  if (isTrue(path))
    raiseErrorOfKind("file-error", procedure, message.view(), {path});
  raiseErrorOfKind("file-error", procedure, message.view());
}

static int openDescriptor(const char *path, uint8_t flags) {
  int mode = flags & InputPort ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC;
  for (bool collected = false;;) {
    int descriptor = open(path, mode | O_CLOEXEC, 0666);
    if (descriptor >= 0)
      return descriptor;
    if (errno == EINTR)
      continue;
    if (errno != EMFILE || collected)
      return -1;
    // Files that nobody uses any more may not have been closed yet.
    GC_gcollect();
    GC_invoke_finalizers();
    collected = true;
  }
}

Port *openFile(const char *procedure, Word path, uint8_t flags) {
  checkString(procedure, 1, path);
  std::string_view name = toUtf8(path);
  if (name.find('\0') != std::string_view::npos) {
    errno = EINVAL;
    fileError(procedure, "cannot open", path);
  }
  int descriptor = openDescriptor(name.data(), flags);
  if (descriptor < 0)
    fileError(procedure, "cannot open", path);
  struct stat status;
  if (!fstat(descriptor, &status) && S_ISDIR(status.st_mode)) {
    close(descriptor);
    errno = EISDIR;
    fileError(procedure, "cannot open", path);
  }
  return makeFilePort(descriptor, flags, path);
}

//===----------------------------------------------------------------------===//
// Reading and writing
//===----------------------------------------------------------------------===//

bool fillFromFile(Port *port, const char *procedure) {
  if (port->atEnd)
    return false;
  // Who is asked something should see the question.
  if (port->descriptor == STDIN_FILENO)
    flush(standardPort(STDOUT_FILENO), procedure);
  int64_t waiting = port->limit - port->start;
  std::memmove(port->buffer, port->buffer + port->start, size_t(waiting));
  port->start = 0;
  port->limit = waiting;
  for (;;) {
    ssize_t count = read(port->descriptor, port->buffer + waiting, size_t(port->capacity - waiting));
    if (count >= 0) {
      port->limit += count;
      port->atEnd = count == 0;
      return count > 0;
    }
    if (errno == EAGAIN) {
      pollfd state = {port->descriptor, POLLIN, 0};
      poll(&state, 1, -1);
      checkInterrupt();
    } else if (errno == EINTR) {
      checkInterrupt();
    } else {
      fileError(procedure, "cannot read", port->name);
    }
  }
}

bool canReadFile(const Port *port) {
  pollfd state = {port->descriptor, POLLIN, 0};
  return poll(&state, 1, 0) != 0;
}

void writeToFile(Port *port, std::string_view bytes, const char *procedure) {
  if (int error = tryWrite(port->descriptor, bytes)) {
    if (error == EINTR)
      checkInterrupt();
    errno = error;
    fileError(procedure, "cannot write", port->name);
  }
}

} // namespace eshkol
