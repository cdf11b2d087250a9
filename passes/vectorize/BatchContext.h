//===- BatchContext.h - what a batching rule works with ---------*- C++ -*-===//
//
// In a batched function every value is what it was, or it is batched: a tensor
// whose leading dimension is the batch and whose other dimensions are those of
// the value.  Batched `index` elements have become i64: targets do not store
// tensors of `index`.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_VECTORIZE_BATCHCONTEXT_H
#define ESHKOL_PASSES_VECTORIZE_BATCHCONTEXT_H

#include "dialects/Dialect.h"
#include "dialects/TransformInterfaces.h"
#include "passes/vectorize/BatchAnalysis.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"

namespace mlir::eshkol {

/// One function being batched: what its values have become, and where the next operation goes.
class Batcher {
public:
  Batcher(OpBuilder &builder, OpFoldResult size, const BatchAnalysis &analysis)
      : builder(builder), size(size), analysis(analysis) {}

  /// Emits all operations of a block but its terminator.
  LogicalResult emitOperations(Block &block);

  /// Says what `original` has become.
  void bind(Value original, Value value, bool isBatched);

  Value lookup(Value original) const { return values.lookup(original); }
  bool isBatched(Value original) const { return batched.contains(original); }

  /// What `original` has become, repeated for the batch if it is not batched.
  Value lookupBatched(Value original);

  /// What `original` has become, as `isBatched` wants it.
  Value lookupAs(Value original, bool isBatched) {
    return isBatched ? lookupBatched(original) : lookup(original);
  }

  /// The type of a batch of values of type `type`.
  RankedTensorType getBatchedType(Type type) const;

  /// `type` itself, or the type of a batch of its values.
  Type getTypeAs(Type type, bool isBatched) const { return isBatched ? getBatchedType(type) : type; }

  OpBuilder &builder;
  /// The number of elements of the batch.
  const OpFoldResult size;
  const BatchAnalysis &analysis;

  /// Which elements of the batch the program is here for, null if for all: the others have taken another
  /// branch or have left a loop, and whatever is computed for them is not used.
  Value mask;

  /// For results of branches that may stand for nothing: whether they do not, as one truth value.
  llvm::DenseMap<Value, Value> presence;

private:
  LogicalResult emit(Operation *op);
  bool canStay(Operation *op) const;

  IRMapping values;
  llvm::DenseSet<Value> batched;
};

/// Restricts the elements of the batch for which operations are emitted, as long as it lives.
class MaskScope {
public:
  MaskScope(Batcher &batcher, Value mask) : batcher(batcher), saved(batcher.mask) { batcher.mask = mask; }
  ~MaskScope() { batcher.mask = saved; }

private:
  Batcher &batcher;
  Value saved;
};

/// One operation being batched.  A rule is asked if an operand is batched or a value that a region uses; and,
/// under a mask, for operations that must not be run in vain.
class BatchContext {
public:
  BatchContext(Batcher &batcher, Operation *op)
      : batcher(batcher), builder(batcher.builder), loc(op->getLoc()), op(op) {}

  bool isBatched(Value original) const { return batcher.isBatched(original); }
  bool isBatched(unsigned position) const { return isBatched(op->getOperand(position)); }
  bool isAnyBatched(ValueRange originals) const {
    return llvm::any_of(originals, [&](Value original) { return isBatched(original); });
  }

  /// What an operand has become.
  Value operand(unsigned position) const { return batcher.lookup(op->getOperand(position)); }
  Value lookup(Value original) const { return batcher.lookup(original); }

  /// The same, repeated for the batch if it is not batched.
  Value batchedOperand(unsigned position) { return batcher.lookupBatched(op->getOperand(position)); }
  Value lookupBatched(Value original) { return batcher.lookupBatched(original); }
  SmallVector<Value> batchedOperands();

  OpFoldResult size() const { return batcher.size; }
  Value mask() const { return batcher.mask; }
  RankedTensorType getBatchedType(Type type) const { return batcher.getBatchedType(type); }

  /// Says what a result has become.  A batched one is cast to the type of its batch.
  void setResult(unsigned position, Value value, bool isBatched = true);

  /// Sizes or positions that must be the same for the whole batch, as they are in the batched function; an
  /// error if one is batched.
  FailureOr<SmallVector<OpFoldResult>> lookupUniform(ArrayRef<OpFoldResult> entries, StringRef what);

  Batcher &batcher;
  OpBuilder &builder;
  const Location loc;
  Operation *const op;
};

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_VECTORIZE_BATCHCONTEXT_H
