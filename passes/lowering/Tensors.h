//===- Tensors.h - building tensors of dynamic shape ------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_LOWERING_TENSORS_H
#define ESHKOL_PASSES_LOWERING_TENSORS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

/// The sizes of a tensor, static ones as attributes.
SmallVector<OpFoldResult> getSizes(OpBuilder &builder, Location loc, Value tensor);

/// The product of sizes, 1 of none.
OpFoldResult buildProductOf(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes);

/// An uninitialized tensor with the given sizes.
Value buildEmpty(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes, Type element);

/// A tensor with the given sizes, every element equal to the scalar `value`.
Value buildFilled(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes, Value value);

/// `value` as a tensor of the type `type`, which may be more or less static.
Value buildCast(OpBuilder &builder, Location loc, Value value, Type type);

/// A `linalg.generic` over the shape of `init` with parallel iterators only.
/// `maps` has one map for each of `inputs`; the body gets the input elements.
Value buildParallelGeneric(OpBuilder &builder, Location loc, ValueRange inputs, Value init,
                           ArrayRef<AffineMap> maps,
                           function_ref<Value(OpBuilder &, Location, ValueRange)> body);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_TENSORS_H
