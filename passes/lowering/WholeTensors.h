//===- WholeTensors.h - arithmetic on whole tensors -------------*- C++ -*-===//
//
// The vocabulary in which composite operations are written down: tensors like
// other tensors, and statistics of tensors repeated to the full shape.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_LOWERING_WHOLETENSORS_H
#define ESHKOL_PASSES_LOWERING_WHOLETENSORS_H

#include "dialects/Dialect.h"

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

/// Whether elements of this type are computed in a wider one: bf16 and f16 in f32.
bool isNarrowFloat(Type element);

/// A tensor of bf16 or f16 as one of f32; any other unchanged.
Value buildWidened(OpBuilder &builder, Location loc, Value tensor);

/// The inverse of `buildWidened`: a tensor of f32 rounded to `element`, or itself.
Value buildNarrowed(OpBuilder &builder, Location loc, Value tensor, Type element);

/// The tensor in another shape of as many elements.
Value buildReshaped(OpBuilder &builder, Location loc, Value tensor, ArrayRef<OpFoldResult> sizes);

/// Repeats a tensor, whose dimension d is dimension `dimensions[d]` of the result.
Value buildRepeated(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> dimensions,
                    ArrayRef<OpFoldResult> sizes);

/// The i64 position along `dimension` in a tensor of these sizes.
Value buildIota(OpBuilder &builder, Location loc, int64_t dimension, ArrayRef<OpFoldResult> sizes);

/// A box of a tensor: every element, unless `strides` says otherwise.
Value buildSliced(OpBuilder &builder, Location loc, Value tensor, ArrayRef<OpFoldResult> starts,
                  ArrayRef<OpFoldResult> sizes, ArrayRef<int64_t> strides = {});

/// The tensor with a box of it replaced.
Value buildUpdated(OpBuilder &builder, Location loc, Value tensor, Value update,
                   ArrayRef<OpFoldResult> starts);

/// `tensor`, whose dimension d is dimension `dimensions[d]` of `like` or 1,
/// repeated to the shape of `like`.
Value buildRepeatedLike(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> dimensions,
                        Value like);

/// The scalar, or the number as element type of `like`, in the shape of `like`.
Value buildSplatLike(OpBuilder &builder, Location loc, Value scalar, Value like);
Value buildSplatLike(OpBuilder &builder, Location loc, double number, Value like);

/// Reduces `dimensions` of `operand` and repeats the result to its shape.
Value buildReducedLike(OpBuilder &builder, Location loc, ReductionKind kind, Value operand,
                       ArrayRef<int64_t> dimensions);

/// The i64 index along `dimension`, in the shape of `like`.
Value buildIotaLike(OpBuilder &builder, Location loc, Value like, int64_t dimension);

/// Transposes the last two dimensions.
Value buildMatrixTranspose(OpBuilder &builder, Location loc, Value tensor);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_WHOLETENSORS_H
