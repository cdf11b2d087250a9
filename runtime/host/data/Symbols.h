//===- Symbols.h - symbols -------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_SYMBOLS_H
#define ESHKOL_RUNTIME_HOST_DATA_SYMBOLS_H

#include "runtime/host/Value.h"

namespace eshkol {

/// The symbol of a name.  The string is copied if it might change.
Word internString(const String *name);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_SYMBOLS_H
