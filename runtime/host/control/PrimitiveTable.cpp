//===- PrimitiveTable.cpp - all primitives, for the compiler ---------------===//

#include "runtime/host/Primitive.h"

using eshkol::Primitive;

// The linker makes these for the section that ESHKOL_PRIMITIVE fills.
extern "C" const Primitive __start_eshkol_primitives[];
extern "C" const Primitive __stop_eshkol_primitives[];

extern "C" const Primitive *eshkol_primitive_table(int64_t *count) {
  *count = __stop_eshkol_primitives - __start_eshkol_primitives;
  return __start_eshkol_primitives;
}
