//===- Roots.h - variables outside the heap that hold values ---------------===//

#ifndef ESHKOL_RUNTIME_HOST_ROOTS_H
#define ESHKOL_RUNTIME_HOST_ROOTS_H

#include "runtime/host/Value.h"

/// Makes the collector scan an array of words as long as the process lives.
extern "C" eshkol::Word eshkol_register_roots(eshkol::Word *start, int64_t count);

#endif // ESHKOL_RUNTIME_HOST_ROOTS_H
