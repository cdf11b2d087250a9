//===- TransformTypes.h - the types of derivatives and batches --*- C++ -*-===//

#ifndef ESHKOL_DIALECTS_TRANSFORMTYPES_H
#define ESHKOL_DIALECTS_TRANSFORMTYPES_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/TypeRange.h"

namespace mlir::eshkol {

/// Whether values of this type have derivatives: floating-point and complex scalars and tensors.
bool isDifferentiable(Type type);

/// Those of the types that have derivatives, in order.
SmallVector<Type> getDifferentiable(TypeRange types);

/// The type of the derivative of a result by an argument.
Type getJacobianType(Type result, Type argument);

/// The type of a batch of `size` values, stacked along `axis`.
Type getBatchedType(Type type, int64_t size, int64_t axis);

} // namespace mlir::eshkol

#endif // ESHKOL_DIALECTS_TRANSFORMTYPES_H
