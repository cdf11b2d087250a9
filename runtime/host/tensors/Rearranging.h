//===- Rearranging.h - elements at other places -----------------*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_REARRANGING_H
#define ESHKOL_RUNTIME_HOST_TENSORS_REARRANGING_H

#include "runtime/host/Value.h"

namespace eshkol {

/// `take` of a tensor or vector: what is at one or several positions of an axis.
Word tensorTake(Word tensor, Word indices, Word axis);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_REARRANGING_H
