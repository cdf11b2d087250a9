//===- Equality.h - equal tensors ------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_EQUALITY_H
#define ESHKOL_RUNTIME_HOST_TENSORS_EQUALITY_H

#include "runtime/host/tensors/Tensor.h"

namespace eshkol {

/// As by `equal?`: element type, shape and elements are the same.  As by `eqv?`, 0.0 differs from -0.0, and a
/// NaN is the same as any other.
bool tensorsEqual(const Tensor *a, const Tensor *b);
/// Looks at a limited number of elements.
uint64_t hashTensor(const Tensor *tensor);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_EQUALITY_H
