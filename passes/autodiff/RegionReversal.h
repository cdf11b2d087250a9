//===- RegionReversal.h - what reversing a region needs of it ---*- C++ -*-===//
//
// The reverse of a region is emitted before it is known what it needs of the
// values that the region computed.  Each value that it asks for is first an
// argument of the block that is being emitted; afterwards the value is computed
// again there, or kept by the original region.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_AUTODIFF_REGIONREVERSAL_H
#define ESHKOL_PASSES_AUTODIFF_REGIONREVERSAL_H

#include "mlir/IR/Builders.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::eshkol {

/// Where reverse code is emitted, and which values it finds there: the function, whose values are all there.
class ReverseScope {
public:
  virtual ~ReverseScope() = default;

  /// A value of the function, where the reverse code is emitted.
  virtual Value primal(Value value) { return value; }
  /// `current` has taken the place of `old` in the function.
  virtual void rename(Value old, Value current) {}
};

/// The reverse of one region of an operation.
class RegionReversal : public ReverseScope {
public:
  /// Reverse code goes to the end of `block`.  Under `frugal`, whatever can be is computed again.
  RegionReversal(ReverseScope &parent, Region &region, Block &block, bool frugal);

  Value primal(Value value) override;
  void rename(Value old, Value current) override;

  /// States where a value of the region is found without further ado.
  void provide(Value value, Value where) { known[value] = where; }

  /// Settles how each value that was asked for gets here, and returns those that the region must keep.
  FailureOr<SmallVector<Value>> settle();
  /// Uses `current` for what stood for a value that the region keeps.
  void supply(Value kept, Value current);
  /// Removes what stood for values.
  void finish();
  /// A builder for code that gets kept values, before anything that uses them.
  OpBuilder prologue() { return OpBuilder(suppliesEnd); }

  /// Whether the region can keep a value: whoever asks knows how large it is.
  std::function<bool(Value)> canKeep = [](Value) { return true; };

private:
  bool isInside(Value value) const { return region.isAncestor(value.getParentRegion()); }
  bool isFree(Value value);
  bool isRecomputed(Value value);
  Value materialize(Value value);
  Value recompute(OpResult value);
  BlockArgument getPlaceholder(Value value);
  void settleSizes(Value value, BlockArgument placeholder);

  ReverseScope &parent;
  Region &region;
  Block &block;
  bool frugal;
  /// Mark the ends of the code that gets kept values and of that which computes values again.
  Operation *suppliesEnd, *recomputationsEnd;
  DenseMap<Value, Value> known;
  /// What was asked for and stands for it.
  llvm::MapVector<Value, BlockArgument> placeholders;
  DenseMap<Value, Value> settled;
  SmallVector<Value> kept;
  bool hasFailed = false;
};

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_REGIONREVERSAL_H
