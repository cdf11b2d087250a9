//===- Sizes.h - where the sizes of tensors come from -----------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_SIZES_H
#define ESHKOL_PASSES_AUTODIFF_SIZES_H

#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

/// Finds the sizes of tensors without computing the tensors.
class SizeResolver {
public:
  /// Sizes are built by `builder`.  Under `outside`, from nothing that this region defines.
  SizeResolver(OpBuilder &builder, Location loc, Region *outside = nullptr)
      : builder(builder), loc(loc), outside(outside) {}

  /// The size of a dimension; fails where it is not known outside.
  FailureOr<OpFoldResult> getSize(Value tensor, int64_t dimension);
  /// All sizes of a tensor.
  FailureOr<SmallVector<OpFoldResult>> getSizes(Value tensor);

private:
  bool isAvailable(Value value) const;
  FailureOr<OpFoldResult> getIndex(OpFoldResult index);
  FailureOr<OpFoldResult> getOfResult(OpResult result, int64_t dimension);
  FailureOr<OpFoldResult> getOfArgument(BlockArgument argument, int64_t dimension);
  FailureOr<OpFoldResult> getLeaf(Value tensor, int64_t dimension);
  FailureOr<OpFoldResult> getSum(ValueRange tensors, int64_t dimension);

  OpBuilder &builder;
  Location loc;
  Region *outside;
  /// Arguments of loops whose size is assumed to be that of their initial value while it is verified.
  SmallVector<std::pair<Value, int64_t>> assumed;
};

/// Replaces `tensor.dim` by what it is known to be, wherever that spares a computation.
void resolveSizes(Operation *root);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_SIZES_H
