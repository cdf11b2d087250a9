//===- ReverseMode.cpp - cotangents from the end to the beginning ---------===//

#include "passes/autodiff/ReverseMode.h"
#include "dialects/TransformTypes.h"
#include "passes/autodiff/Contexts.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// The adjoint of an operation where the cotangents of its function are gathered.
class ScopedAdjoint : public GatheringAdjoint {
public:
  ScopedAdjoint(OpBuilder &builder, Operation *op, ReverseScope &scope, Cotangents &gathered,
                const Activity &activity)
      : GatheringAdjoint(builder, op, gathered), scope(scope), activity(activity) {}

  Value primal(Value value) override { return scope.primal(value); }
  bool wants(unsigned position) override { return activity.isVaried(op->getOperand(position)); }

private:
  ReverseScope &scope;
  const Activity &activity;
};

} // namespace

llvm::SetVector<Value> ReverseMode::getSources(Block &block, ValueRange from) const {
  llvm::SetVector<Value> sources;
  DenseSet<Value> seen;
  SmallVector<Value> pending;
  auto visit = [&](Value value) {
    if (activity.isVaried(value) && seen.insert(value).second)
      pending.push_back(value);
  };
  llvm::for_each(from, visit);
  while (!pending.empty()) {
    Value value = pending.pop_back_val();
    if (value.getParentBlock() != &block || isa<BlockArgument>(value)) {
      sources.insert(value);
      continue;
    }
    Operation *op = value.getDefiningOp();
    llvm::for_each(op->getOperands(), visit);
    llvm::SetVector<Value> captured;
    getUsedValuesDefinedAbove(op->getRegions(), captured);
    llvm::for_each(captured, visit);
  }
  return sources;
}

void ReverseMode::replace(Operation *op, Operation *current, ReverseScope &scope) {
  for (auto [old, result] : llvm::zip(op->getResults(), current->getResults())) {
    activity.transfer(old, result);
    scope.rename(old, result);
    old.replaceAllUsesWith(result);
  }
  op->erase();
}

LogicalResult ReverseMode::run(Block &block, ReverseScope &scope, Cotangents &cotangents,
                               OpBuilder &builder) {
  SmallVector<Operation *> operations = llvm::map_to_vector(block, [](Operation &op) { return &op; });
  // What the reverse code adds to the block is not reversed in turn.
  for (Operation *op : llvm::reverse(operations))
    if (failed(run(op, scope, cotangents, builder)))
      return failure();
  return success();
}

LogicalResult ReverseMode::run(Operation *op, ReverseScope &scope, Cotangents &cotangents,
                               OpBuilder &builder) {
  auto hasCotangent = [&](Value result) { return static_cast<bool>(cotangents.get(result)); };
  if (llvm::none_of(op->getResults(), hasCotangent))
    return success();
  if (auto loop = dyn_cast<scf::ForOp>(op))
    return runFor(loop, scope, cotangents, builder);
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return runIf(branch, scope, cotangents, builder);
  if (auto map = dyn_cast<MapOp>(op))
    return runMap(map, scope, cotangents, builder);
  ScopedAdjoint context(builder, op, scope, cotangents, activity);
  if (!activity.usesVaried(op))
    return success();
  auto rule = dyn_cast<DifferentiableOpInterface>(op);
  if (!rule)
    return op->emitError() << "'" << op->getName() << "' has no derivative rule";
  return rule.emitAdjoint(context);
}

/// The cotangent of a scalar that every element used: the sum of what each contributes.
static Value buildTotal(OpBuilder &builder, Location loc, Value contributions) {
  auto type = cast<RankedTensorType>(contributions.getType());
  SmallVector<int64_t> all = llvm::to_vector(llvm::seq<int64_t>(type.getRank()));
  Value sum = ReduceOp::create(builder, loc, ReductionKind::Sum, contributions, all, /*keepdims=*/false);
  return tensor::ExtractOp::create(builder, loc, sum, ValueRange());
}

LogicalResult ReverseMode::runMap(MapOp map, ReverseScope &scope, Cotangents &cotangents,
                                  OpBuilder &builder) {
  Location loc = map.getLoc();
  Block &original = map.getBody().front();
  llvm::SetVector<Value> captured;
  getUsedValuesDefinedAbove(map.getBody(), captured);
  IRMapping mapping;
  for (Value value : captured)
    mapping.map(value, scope.primal(value));
  SmallVector<Value> operands =
      llvm::map_to_vector(map.getOperands(), [&](Value operand) { return scope.primal(operand); });

  // The elements again, then the cotangents of the results; inside, everything is there.
  SmallVector<Value> targets;
  SmallVector<Value> results;
  for (Value result : map.getResults())
    if (Value cotangent = cotangents.take(result)) {
      results.push_back(result);
      operands.push_back(cotangent);
    }
  auto reversed = MapOp::create(builder, loc, TypeRange(), operands);
  reversed.getBody().getBlocks().clear();
  map.getBody().cloneInto(&reversed.getBody(), mapping);
  Block &body = reversed.getBody().front();
  Operation *yield = body.getTerminator();

  Activity local;
  for (auto [old, current] : llvm::zip(original.getArguments(), body.getArguments()))
    if (activity.isVaried(old)) {
      local.seed(current);
      targets.push_back(current);
    }
  for (Value value : captured)
    if (activity.isVaried(value)) {
      local.seed(mapping.lookup(value));
      targets.push_back(mapping.lookup(value));
    }
  local.analyze(body);
  Cotangents inner;
  OpBuilder nested(yield);
  for (Value result : results) {
    Type element = getElementTypeOrSelf(result.getType());
    Value cotangent = body.addArgument(element, loc);
    Value yielded = yield->getOperand(cast<OpResult>(result).getResultNumber());
    if (local.isVaried(yielded))
      inner.accumulate(nested, loc, yielded, cotangent);
  }
  ReverseScope everything;
  yield->setOperands({});
  if (failed(ReverseMode(local, policy).run(body, everything, inner, nested)))
    return failure();

  SmallVector<Value> yields;
  SmallVector<Type> types;
  auto shape = cast<RankedTensorType>(map.getResult(0).getType());
  for (Value target : targets) {
    Value cotangent = inner.get(target);
    yields.push_back(cotangent ? cotangent : buildZeroLike(nested, loc, target));
    types.push_back(shape.clone(target.getType()));
  }
  yield->setOperands(yields);
  auto current = MapOp::create(builder, loc, types, operands);
  current.getBody().takeBody(reversed.getBody());
  reversed.erase();

  unsigned next = 0;
  for (auto [operand, argument] : llvm::zip(map.getOperands(), original.getArguments()))
    if (activity.isVaried(argument))
      cotangents.accumulate(builder, loc, operand, current.getResult(next++));
  for (Value value : captured)
    if (activity.isVaried(value))
      cotangents.accumulate(builder, loc, value, buildTotal(builder, loc, current.getResult(next++)));
  return success();
}
