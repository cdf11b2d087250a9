//===- ReverseControlFlow.cpp - loops and conditionals backwards ----------===//

#include "passes/autodiff/Algebra.h"
#include "passes/autodiff/ReverseMode.h"
#include "passes/autodiff/Sizes.h"
#include "passes/autodiff/Stacks.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Those of the sources that are defined outside the block.
static SmallVector<Value> getCaptured(Block &block, ArrayRef<Value> sources) {
  return llvm::to_vector(
      llvm::make_filter_range(sources, [&](Value value) { return value.getParentBlock() != &block; }));
}

llvm::BitVector ReverseMode::getUseful(scf::ForOp loop, const Cotangents &cotangents) const {
  llvm::BitVector useful(loop.getNumResults());
  for (auto [position, result] : llvm::enumerate(loop.getResults()))
    if (cotangents.get(result))
      useful.set(position);
  llvm::BitVector last;
  do {
    last = useful;
    SmallVector<Value> yields;
    for (unsigned position : useful.set_bits())
      yields.push_back(loop.getYieldedValues()[position]);
    for (Value source : getSources(*loop.getBody(), yields))
      if (auto argument = dyn_cast<BlockArgument>(source); argument && argument.getOwner() == loop.getBody())
        useful.set(argument.getArgNumber() - 1);
  } while (useful != last);
  // A result may have a cotangent although it does not vary.
  for (unsigned position : last.set_bits())
    if (!activity.isVaried(loop.getRegionIterArgs()[position]))
      useful.reset(position);
  return useful;
}

LogicalResult ReverseMode::runFor(scf::ForOp loop, ReverseScope &scope, Cotangents &cotangents,
                                  OpBuilder &builder) {
  Location loc = loop.getLoc();
  Block &body = *loop.getBody();
  llvm::BitVector useful = getUseful(loop, cotangents);
  SmallVector<Value> carriedInits, carriedYields, carriedArguments, inits;
  for (unsigned position : useful.set_bits()) {
    carriedInits.push_back(loop.getInitArgs()[position]);
    carriedYields.push_back(loop.getYieldedValues()[position]);
    carriedArguments.push_back(loop.getRegionIterArgs()[position]);
    Value result = loop.getResult(position), cotangent = cotangents.take(result);
    inits.push_back(cotangent ? cotangent : buildZeroLike(builder, loc, scope.primal(result)));
  }
  for (Value result : loop.getResults())
    cotangents.take(result);
  SmallVector<Value> captured = getCaptured(body, getSources(body, carriedYields).getArrayRef());
  for (Value value : captured) {
    Value soFar = cotangents.get(value);
    inits.push_back(soFar ? soFar : buildZeroLike(builder, loc, scope.primal(value)));
  }

  OpBuilder before(loop);
  Value trips = buildTripCount(before, loop);
  Value lower = scope.primal(loop.getLowerBound()), step = scope.primal(loop.getStep());
  Value count = scope.primal(trips);
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  auto reversed = scf::ForOp::create(builder, loc, zero, count, one, inits);
  Block &target = *reversed.getBody();
  // The builder makes a terminator where there is nothing to yield.
  if (target.mightHaveTerminator())
    target.getTerminator()->erase();
  OpBuilder nested = OpBuilder::atBlockEnd(&target);
  Value last = arith::SubIOp::create(nested, loc, count, one);
  Value round = arith::SubIOp::create(nested, loc, last, reversed.getInductionVar());
  Value offset = arith::MulIOp::create(nested, loc, round, step);
  Value position = arith::AddIOp::create(nested, loc, lower, offset);

  RegionReversal inside(scope, loop.getRegion(), target, policy == MemoryPolicy::Recompute);
  inside.provide(loop.getInductionVar(), position);
  inside.canKeep = [&](Value value) {
    if (!isa<RankedTensorType>(value.getType()))
      return true;
    return succeeded(SizeResolver(before, loc, &loop.getRegion()).getSizes(value));
  };
  Cotangents inner;
  auto arguments = reversed.getRegionIterArgs();
  for (auto [value, argument] : llvm::zip(captured, arguments.drop_front(carriedInits.size())))
    inner.set(value, argument);
  for (auto [yielded, argument] : llvm::zip(carriedYields, arguments))
    if (activity.isVaried(yielded))
      inner.accumulate(nested, loc, yielded, argument);
  nested.setInsertionPointToEnd(&target);
  if (failed(run(body, inside, inner, nested)))
    return failure();
  SmallVector<Value> yields;
  for (auto [argument, cotangent] : llvm::zip(carriedArguments, arguments)) {
    Value total = inner.get(argument);
    yields.push_back(total ? total : buildZeroLike(nested, loc, cotangent));
  }
  for (Value value : captured)
    yields.push_back(inner.get(value));
  scf::YieldOp::create(nested, loc, yields);

  FailureOr<SmallVector<Value>> kept = inside.settle();
  if (failed(kept))
    return failure();
  if (!kept->empty()) {
    SmallVector<Type> types = llvm::map_to_vector(*kept, [](Value value) { return value.getType(); });
    scf::ForOp keeping = buildKeepingLoop(loop, *kept, trips);
    OpBuilder prologue = inside.prologue();
    for (auto [value, stack, type] :
         llvm::zip_equal(*kept, keeping.getResults().take_back(kept->size()), types))
      inside.supply(value, buildPop(prologue, loc, scope.primal(stack), round, type));
    replace(loop, keeping, scope);
  }
  inside.finish();

  for (auto [value, total] : llvm::zip(captured, reversed.getResults().drop_front(carriedInits.size())))
    cotangents.set(value, total);
  for (auto [init, total] : llvm::zip(carriedInits, reversed.getResults()))
    if (activity.isVaried(init))
      cotangents.accumulate(builder, loc, init, total);
  return success();
}

/// Some value of the type, for the branch that does not compute one.
static FailureOr<Value> buildStandIn(OpBuilder &builder, Location loc, Value value, Region &region) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type)
    return arith::ConstantOp::create(builder, loc, builder.getZeroAttr(value.getType())).getResult();
  FailureOr<SmallVector<OpFoldResult>> sizes = SizeResolver(builder, loc, &region).getSizes(value);
  if (failed(sizes))
    return failure();
  Value empty = tensor::EmptyOp::create(builder, loc, *sizes, type.getElementType());
  return empty.getType() == type ? empty : tensor::CastOp::create(builder, loc, type, empty).getResult();
}

/// The conditional, which returns the listed values of its branches too.
static scf::IfOp buildKeepingIf(scf::IfOp branch, ArrayRef<SmallVector<Value>> kept) {
  OpBuilder builder(branch);
  SmallVector<Type> types(branch.getResultTypes());
  for (ArrayRef<Value> values : kept)
    for (Value value : values)
      types.push_back(value.getType());
  std::array<Region *, 2> old = {&branch.getThenRegion(), &branch.getElseRegion()};
  SmallVector<SmallVector<Value>> standIns(2);
  for (auto [index, values] : llvm::enumerate(kept))
    for (Value value : values)
      standIns[index].push_back(*buildStandIn(builder, branch.getLoc(), value, *old[index]));
  auto current = scf::IfOp::create(builder, branch.getLoc(), types, branch.getCondition(), true);
  std::array<Region *, 2> regions = {&current.getThenRegion(), &current.getElseRegion()};
  for (unsigned index : {0, 1}) {
    regions[index]->takeBody(*old[index]);
    Operation *yield = regions[index]->front().getTerminator();
    SmallVector<Value> operands(yield->getOperands());
    for (unsigned owner : {0, 1})
      llvm::append_range(operands, owner == index ? kept[owner] : standIns[owner]);
    yield->setOperands(operands);
  }
  return current;
}

LogicalResult ReverseMode::runIf(scf::IfOp branch, ReverseScope &scope, Cotangents &cotangents,
                                 OpBuilder &builder) {
  Location loc = branch.getLoc();
  std::array<Region *, 2> regions = {&branch.getThenRegion(), &branch.getElseRegion()};
  SmallVector<Value> results, incoming;
  for (Value result : branch.getResults())
    if (Value cotangent = cotangents.take(result))
      if (activity.isVaried(result)) {
        results.push_back(result);
        incoming.push_back(cotangent);
      }
  auto yieldedBy = [&](Region *region, Value result) {
    return region->front().getTerminator()->getOperand(cast<OpResult>(result).getResultNumber());
  };
  llvm::SetVector<Value> captured;
  for (Region *region : regions) {
    SmallVector<Value> yields =
        llvm::map_to_vector(results, [&](Value result) { return yieldedBy(region, result); });
    for (Value value : getCaptured(region->front(), getSources(region->front(), yields).getArrayRef()))
      captured.insert(value);
  }
  if (captured.empty())
    return success();

  // What a branch adds to is given to it, so that it can be changed in place.
  SmallVector<Value> soFar;
  SmallVector<Type> types;
  for (Value value : captured) {
    Value total = cotangents.get(value);
    soFar.push_back(total ? total : buildZeroLike(builder, loc, scope.primal(value)));
    types.push_back(value.getType());
  }
  Value condition = scope.primal(branch.getCondition());
  auto reversed = scf::IfOp::create(builder, loc, types, condition, true);
  std::array<Region *, 2> targets = {&reversed.getThenRegion(), &reversed.getElseRegion()};
  SmallVector<std::unique_ptr<RegionReversal>> scopes;
  SmallVector<SmallVector<Value>> kept;
  for (auto [region, target] : llvm::zip_equal(regions, targets)) {
    Block &block = target->empty() ? target->emplaceBlock() : target->front();
    block.clear();
    scopes.push_back(
        std::make_unique<RegionReversal>(scope, *region, block, policy == MemoryPolicy::Recompute));
    RegionReversal &inside = *scopes.back();
    Region *source = region;
    inside.canKeep = [branch, source](Value value) mutable {
      OpBuilder before(branch);
      if (isa<ComplexType>(value.getType()))
        return false;
      return succeeded(buildStandIn(before, branch.getLoc(), value, *source));
    };
    OpBuilder nested = OpBuilder::atBlockEnd(&block);
    Cotangents inner;
    for (auto [value, total] : llvm::zip(captured, soFar))
      inner.set(value, total);
    for (auto [result, cotangent] : llvm::zip(results, incoming))
      if (Value yielded = yieldedBy(region, result); activity.isVaried(yielded))
        inner.accumulate(nested, loc, yielded, cotangent);
    if (failed(run(region->front(), inside, inner, nested)))
      return failure();
    SmallVector<Value> yields = llvm::map_to_vector(captured, [&](Value value) { return inner.get(value); });
    scf::YieldOp::create(nested, loc, yields);
    FailureOr<SmallVector<Value>> settled = inside.settle();
    if (failed(settled))
      return failure();
    kept.push_back(*settled);
  }
  if (size_t total = kept[0].size() + kept[1].size()) {
    scf::IfOp keeping = buildKeepingIf(branch, kept);
    auto stored = keeping.getResults().take_back(total);
    unsigned next = 0;
    for (auto [inside, values] : llvm::zip(scopes, kept))
      for (Value value : values)
        inside->supply(value, scope.primal(stored[next++]));
    replace(branch, keeping, scope);
  }
  for (auto &inside : scopes)
    inside->finish();
  for (auto [value, total] : llvm::zip(captured, reversed.getResults()))
    cotangents.set(value, total);
  return success();
}
