//===- Printer.h - the text of values --------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_PRINTER_H
#define ESHKOL_RUNTIME_HOST_IO_PRINTER_H

#include "runtime/host/data/Arguments.h"

#include <string_view>

namespace eshkol {

struct Port;

/// Procedures of R7RS 6.13.3.  `Display` and `Write` label the places where cycles close, `WriteShared` all
/// that occurs more than once, `WriteSimple` nothing.
enum class Mode { Display, Write, WriteShared, WriteSimple };

/// Does not flush the port.
void printTo(Word value, Mode mode, Port *port);
/// A string with the value as `write` or `display` would show it.  Once there are `limit` bytes, no more of
/// its parts are printed: messages need not show all of a large value.
Word toText(Word value, bool write, int64_t limit = MaxFixnum);

/// The text of code that is data.  In the place of each object without an external representation stands a
/// symbol, `ObjectPrefix` and a number: the position of the object in the list `objects`.
Word toSourceText(Word value, Word &objects);
constexpr std::string_view ObjectPrefix = "\x01object ";

/// A part of a string as it is.
void printText(const String *string, Span span, Port *port, const char *procedure);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_PRINTER_H
