//===- Reader.h - data from their text -------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_READER_H
#define ESHKOL_RUNTIME_HOST_IO_READER_H

#include "runtime/host/io/Port.h"

namespace eshkol {

/// The next datum, or the end of file.  What is not a datum raises a read-error.
Word readDatum(Port *port, bool literal = false);

/// The only datum of a text in UTF-8, a constant of a compiled program.  Its strings, vectors and
/// bytevectors are immutable.
extern "C" Word eshkol_read_literal(const char *text, int64_t length);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_READER_H
