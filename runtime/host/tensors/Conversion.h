//===- Conversion.h - between tensors, vectors and lists -------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_CONVERSION_H
#define ESHKOL_RUNTIME_HOST_TENSORS_CONVERSION_H

#include "runtime/host/data/Arguments.h"
#include "runtime/host/tensors/Tensor.h"

namespace eshkol {

/// What is at some positions of the leading axis: numbers, or the rows of a tensor.
Word tensorToList(const char *procedure, const Tensor *tensor, Span span);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_CONVERSION_H
