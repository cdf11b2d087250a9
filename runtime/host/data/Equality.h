//===- Equality.h - eqv? and equal? ----------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_DATA_EQUALITY_H
#define ESHKOL_RUNTIME_HOST_DATA_EQUALITY_H

#include "runtime/host/Value.h"

namespace eshkol {

inline bool isHeapNumber(Word value) { return isObject(value) && headerOf(value)->type <= Type::Compnum; }

bool isEqv(Word a, Word b);
bool isEqual(Word a, Word b);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_DATA_EQUALITY_H
