//===- Atoms.h - the text of values without parts --------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_ATOMS_H
#define ESHKOL_RUNTIME_HOST_IO_ATOMS_H

#include "runtime/host/io/Port.h"
#include "runtime/host/io/Printer.h"

namespace eshkol {

/// Prints a value of any kind but pairs, vectors and the others in which `Structure.h` sees parts.
void printAtom(Word value, Mode mode, Port *port, const char *procedure);
/// The name of a symbol between bars if it would not be read as this symbol without.
void printSymbol(Word symbol, Mode mode, Port *port, const char *procedure);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_ATOMS_H
