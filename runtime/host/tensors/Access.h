//===- Access.h - parts of tensors -----------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_ACCESS_H
#define ESHKOL_RUNTIME_HOST_TENSORS_ACCESS_H

#include "runtime/host/tensors/Operands.h"

namespace eshkol {

/// What is at an index of an axis: an element of a vector, a copy of a row of a matrix.
Word partAlong(const Tensor *tensor, uint32_t axis, int64_t index);

// `vector-ref` and `vector-set!` of a tensor.
Word tensorVectorRef(const char *procedure, Word tensor, Word index);
Word tensorVectorSet(const char *procedure, Word tensor, Word index, Word element);

/// A copy of some positions of the leading axis.
Word partOf(const Tensor *tensor, Span span);

/// Fills the result with the elements that are `strides` apart in the source, from an offset on.
void copyStrided(const Tensor *source, int64_t offset, Shape strides, Tensor *result);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_ACCESS_H
