//===- Sizes.h - where the sizes of tensors come from -----------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_SIZES_H
#define ESHKOL_PASSES_AUTODIFF_SIZES_H

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::eshkol {

/// Where a size comes from: a number, an index, or a dimension of a tensor.
struct SizeOrigin {
  static SizeOrigin number(int64_t constant) { return {Value(), constant}; }
  static SizeOrigin index(Value value) { return {value, -1}; }
  static SizeOrigin of(Value tensor, int64_t dimension) { return {tensor, dimension}; }

  bool operator==(const SizeOrigin &other) const {
    return value == other.value && dimension == other.dimension;
  }

  Value value;
  /// The constant, or -1 for an index.
  int64_t dimension;
};

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
  SizeOrigin trace(Value tensor, int64_t dimension);
  SizeOrigin traceIndex(OpFoldResult index);
  SizeOrigin traceResult(OpResult result, int64_t dimension);
  /// A tensor that goes round a loop: where its size comes from, if every round keeps it.
  SizeOrigin traceCarried(scf::ForOp loop, unsigned position, int64_t dimension, Value tensor);
  FailureOr<OpFoldResult> build(SizeOrigin origin);
  FailureOr<OpFoldResult> buildIndex(Value index);
  FailureOr<OpFoldResult> buildSum(ValueRange tensors, int64_t dimension);
  bool isAvailable(Value value) const;

  OpBuilder &builder;
  Location loc;
  Region *outside;
  /// Arguments of loops whose sizes are being compared with those of the next round.
  SmallVector<std::pair<Value, int64_t>> assumed;
};

/// Replaces `tensor.dim` by what it is known to be, wherever that spares a computation.
void resolveSizes(Operation *root);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_SIZES_H
