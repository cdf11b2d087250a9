//===- Shapes.h - shapes, and the order of dimensions ----------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_SHAPES_H
#define ESHKOL_RUNTIME_HOST_TENSORS_SHAPES_H

#include "runtime/host/tensors/Operands.h"

namespace eshkol {

/// How far apart neighbours are along each axis, in elements.
Sizes stridesOf(Shape shape);
/// The elements in row-major order under other sizes, which hold as many.
Tensor *reshaped(const Tensor *tensor, Shape shape);
/// The dimensions in another order.
Tensor *transposed(const Tensor *tensor, Shape order);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_SHAPES_H
