//===- Contractions.h - building sums of products ---------------*- C++ -*-===//
//
// What contractions and convolutions share: the type that products are summed
// in, and the loop nest that sums them.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_LOWERING_CONTRACTIONS_H
#define ESHKOL_PASSES_LOWERING_CONTRACTIONS_H

#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

/// The type that sums of elements are kept in: `f32` for `bf16` and `f16`, to be rounded once.
Type accumulatorType(Type element);

/// Zeros to sum products of `element` into.
Value buildAccumulator(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes, Type element);

/// Rounds a tensor of accumulators to `element`.
Value buildRounded(OpBuilder &builder, Location loc, Value sums, Type element);

/// Widens the scalar `value` to the accumulator type `accumulator`, unless it has it.
Value buildWidened(OpBuilder &builder, Location loc, Value value, Type accumulator);

/// `init[out] += lhs[inputExprs[0]] · rhs[inputExprs[1]]` over a nest of `loops` loops, those not in
/// `out` being reductions.
Value buildSumOfProducts(OpBuilder &builder, Location loc, ArrayRef<Value> inputs, Value init,
                         ArrayRef<SmallVector<AffineExpr>> inputExprs, ArrayRef<AffineExpr> out,
                         int64_t loops);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_CONTRACTIONS_H
