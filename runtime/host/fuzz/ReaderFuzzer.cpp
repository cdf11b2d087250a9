//===- ReaderFuzzer.cpp - any bytes to the reader, and round trips ---------===//
//
// What is read is written, and what is written must read as what is written the same.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/Memory.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/io/Reader.h"
#include "runtime/host/tests/Raised.h"

#include <cstdio>
#include <cstdlib>

using namespace eshkol;

static std::string_view written(Word datum, Mode mode) {
  Port *port = makeMemoryOutput(0);
  printTo(datum, mode, port);
  return written(port);
}

static void checkRoundTrip(Word datum, Mode mode) {
  std::string_view text = written(datum, mode), again;
  Word rest = Nil;
  std::string error = raised([&] {
    Port *port = makeMemoryInput(text, 0);
    again = written(readDatum(port), mode);
    rest = readDatum(port);
  });
  if (error.empty() && again == text && rest == EndOfFile)
    return;
  std::fprintf(stderr, "written: %.*s\nthen:    %.*s\n%s\n", int(text.size()), text.data(), int(again.size()),
               again.data(), error.c_str());
  std::abort();
}

/// Whether the data is small when shared parts are written as often as they occur.
static bool isModest(Word datum) { return toUtf8(toText(datum, true, 100000)).size() < 100000; }

/// The next datum, or the end of file after an error too.
static Word readOrEnd(Port *port) {
  Word datum = EndOfFile;
  raised([&] { datum = readDatum(port); });
  return datum;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  eshkol_initialize_memory();
  Port *port = makeMemoryInput({reinterpret_cast<const char *>(data), size}, 0);
  for (Word datum; (datum = readOrEnd(port)) != EndOfFile;) {
    checkRoundTrip(datum, Mode::WriteShared);
    if (isModest(datum))
      checkRoundTrip(datum, Mode::Write);
  }
  return 0;
}
