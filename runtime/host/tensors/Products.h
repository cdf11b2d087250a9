//===- Products.h - sums of products ---------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_PRODUCTS_H
#define ESHKOL_RUNTIME_HOST_TENSORS_PRODUCTS_H

#include "runtime/host/tensors/Operands.h"

namespace eshkol {

/// result = a * b for matrices in row-major order: `rows` times `inner`, and `inner` times `columns`.
void multiplyMatrices(DType dtype, int64_t rows, int64_t inner, int64_t columns, const void *a, const void *b,
                      void *result);

/// `dot`: over the last axis of the first and the last but one of the second.
Word dotProduct(const char *procedure, Word a, Word b);
/// `sum` along the axes of a list.
Word sumAlong(const char *procedure, Word tensor, Word axes, Word keep);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_PRODUCTS_H
