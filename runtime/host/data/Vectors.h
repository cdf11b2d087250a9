//===- Vectors.h - making vectors and bytevectors --------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_VECTORS_H
#define ESHKOL_RUNTIME_HOST_DATA_VECTORS_H

#include "runtime/host/Memory.h"
#include "runtime/host/data/Arguments.h"

namespace eshkol {

/// A vector whose elements are fixnum zeros until others are stored.
Vector *newVector(int64_t length);
/// A bytevector whose bytes are undefined.
Bytevector *newBytevector(int64_t length);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_VECTORS_H
