//===- RegionReversal.cpp - what reversing a region needs of it -----------===//

#include "passes/autodiff/RegionReversal.h"
#include "dialects/Dialect.h"
#include "passes/autodiff/Sizes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

RegionReversal::RegionReversal(ReverseScope &parent, Region &region, Block &block, bool frugal)
    : parent(parent), region(region), block(block), frugal(frugal) {
  OpBuilder builder = OpBuilder::atBlockEnd(&block);
  suppliesEnd = arith::ConstantIndexOp::create(builder, region.getLoc(), 0);
  recomputationsEnd = arith::ConstantIndexOp::create(builder, region.getLoc(), 0);
}

BlockArgument RegionReversal::getPlaceholder(Value value) {
  auto [entry, isNew] = placeholders.insert({value, BlockArgument()});
  if (isNew)
    entry->second = block.addArgument(value.getType(), value.getLoc());
  return entry->second;
}

Value RegionReversal::primal(Value value) {
  if (Value found = known.lookup(value))
    return found;
  if (!isInside(value))
    return parent.primal(value);
  return getPlaceholder(value);
}

void RegionReversal::rename(Value old, Value current) {
  auto move = [&](auto &map) {
    auto entry = map.find(old);
    if (entry == map.end())
      return;
    auto value = entry->second;
    map.erase(entry);
    map[current] = value;
  };
  move(known);
  move(placeholders);
}

/// Operations that rearrange or repeat what they are given: storing the operand takes no more room.
static bool isRearrangement(Operation *op) {
  return isa<BroadcastOp, ReshapeOp, TransposeOp, ReverseOp, tensor::CastOp, tensor::FromElementsOp,
             tensor::EmptyOp, IotaOp, StopGradientOp>(op) ||
         op->hasTrait<OpTrait::ConstantLike>();
}

/// Operations that cost about as much as reading their result back.
static bool isCheap(Operation *op) {
  return isRearrangement(op) || op->hasTrait<OpTrait::Elementwise>() ||
         isa<SliceOp, GatherOp, CompareOp, SelectOp, ConvertOp, ConcatOp, PadOp, tensor::ExtractOp,
             tensor::ExtractSliceOp, tensor::DimOp>(op);
}

/// Whether a value can be computed again, by cheap operations, from what is there anyway.
bool RegionReversal::isFree(Value value) {
  if (!isInside(value) || known.contains(value))
    return true;
  Operation *op = value.getDefiningOp();
  return op && op->getNumRegions() == 0 && isPure(op) && isCheap(op) &&
         llvm::all_of(op->getOperands(), [&](Value operand) { return isFree(operand); });
}

/// Whether an operation computes the same whenever it runs.  What it asserts held the first time.
static bool isRepeatable(Operation *op) {
  return !op->walk([](Operation *inner) {
              bool isFree = isa<AssertOp, AssertCloseOp>(inner) || isMemoryEffectFree(inner) ||
                            inner->hasTrait<OpTrait::HasRecursiveMemoryEffects>();
              return isFree ? WalkResult::advance() : WalkResult::interrupt();
            }).wasInterrupted();
}

bool RegionReversal::isRecomputed(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || !isRepeatable(op))
    return false;
  return frugal || isRearrangement(op) || isFree(value) || !canKeep(value);
}

/// Clones the operation of a value, and before it what its operands need.
Value RegionReversal::recompute(OpResult value) {
  Operation *op = value.getOwner();
  llvm::SetVector<Value> used(op->operand_begin(), op->operand_end());
  if (op->getNumRegions())
    getUsedValuesDefinedAbove(op->getRegions(), used);
  IRMapping mapping;
  for (Value operand : used)
    mapping.map(operand, materialize(operand));
  Operation *clone = OpBuilder(recomputationsEnd).clone(*op, mapping);
  clone->walk([](Operation *inner) {
    if (isa<AssertOp, AssertCloseOp>(inner))
      inner->erase();
  });
  for (auto [old, current] : llvm::zip_equal(op->getResults(), clone->getResults()))
    settled[old] = current;
  return settled[value];
}

Value RegionReversal::materialize(Value value) {
  if (Value found = known.lookup(value))
    return found;
  if (!isInside(value))
    return parent.primal(value);
  if (Value found = settled.lookup(value))
    return found;
  if (isRecomputed(value))
    return recompute(cast<OpResult>(value));
  if (!canKeep(value)) {
    emitError(value.getLoc()) << "reverse mode must keep this value, whose size changes from round to round";
    hasFailed = true;
  }
  kept.push_back(value);
  return settled[value] = getPlaceholder(value);
}

/// Finds the sizes of tensors that were asked for nothing but their sizes outside the region.
void RegionReversal::settleSizes(Value value, BlockArgument placeholder) {
  OpBuilder builder(region.getParentOp());
  SizeResolver resolver(builder, value.getLoc(), &region);
  for (Operation *user : llvm::make_early_inc_range(placeholder.getUsers())) {
    auto dim = dyn_cast<tensor::DimOp>(user);
    std::optional<int64_t> dimension = dim ? dim.getConstantIndex() : std::nullopt;
    if (!dimension)
      continue;
    FailureOr<OpFoldResult> size = resolver.getSize(value, *dimension);
    if (failed(size))
      continue;
    Value outside = getValueOrCreateConstantIndexOp(builder, value.getLoc(), *size);
    dim.replaceAllUsesWith(parent.primal(outside));
    dim.erase();
  }
}

FailureOr<SmallVector<Value>> RegionReversal::settle() {
  // Settling may ask for more, so this is not a loop over a range.
  for (size_t next = 0; next < placeholders.size(); ++next) {
    auto [value, placeholder] = *(placeholders.begin() + next);
    settleSizes(value, placeholder);
    if (placeholder.use_empty() && !settled.contains(value))
      continue;
    Value current = materialize(value);
    if (current != placeholder)
      placeholder.replaceAllUsesWith(current);
  }
  if (hasFailed)
    return failure();
  return kept;
}

void RegionReversal::supply(Value value, Value current) {
  placeholders.lookup(value).replaceAllUsesWith(current);
}

void RegionReversal::finish() {
  for (auto [value, placeholder] : placeholders)
    block.eraseArgument(placeholder.getArgNumber());
}
