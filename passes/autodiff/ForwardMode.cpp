//===- ForwardMode.cpp - tangents beside values ---------------------------===//

#include "passes/autodiff/ForwardMode.h"
#include "dialects/TransformTypes.h"
#include "passes/autodiff/Contexts.h"
#include "passes/autodiff/rules/Shapes.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// In forward mode the rule emits where the operation is.
class InPlaceTangents : public TangentContext {
public:
  using TangentContext::TangentContext;
  Value primal(Value value) override { return value; }
};

} // namespace

Value ForwardMode::getOrZero(OpBuilder &builder, Location loc, Value primal) const {
  Value tangent = get(primal);
  return tangent ? tangent : buildZeroLike(builder, loc, primal);
}

SmallVector<Value> ForwardMode::getVaried(ValueRange values) const {
  return llvm::to_vector(
      llvm::make_filter_range(values, [&](Value value) { return activity.isVaried(value); }));
}

SmallVector<Value> ForwardMode::getTangents(OpBuilder &builder, Location loc, ValueRange primals) const {
  return llvm::map_to_vector(primals, [&](Value primal) { return getOrZero(builder, loc, primal); });
}

void ForwardMode::addTangentArguments(Block &block, ValueRange primals) {
  for (Value primal : primals)
    set(primal, block.addArgument(primal.getType(), primal.getLoc()));
}

void ForwardMode::replace(Operation *op, Operation *current) {
  unsigned next = op->getNumResults();
  for (auto [old, result] : llvm::zip(op->getResults(), current->getResults())) {
    if (activity.isVaried(old))
      set(result, current->getResult(next++));
    activity.transfer(old, result);
    old.replaceAllUsesWith(result);
  }
  op->erase();
}

LogicalResult ForwardMode::run(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block.without_terminator()))
    if (failed(run(&op)))
      return failure();
  return success();
}

LogicalResult ForwardMode::run(Operation *op) {
  if (getVaried(op->getResults()).empty())
    return success();
  if (auto loop = dyn_cast<scf::ForOp>(op))
    return runFor(loop);
  if (auto loop = dyn_cast<scf::WhileOp>(op))
    return runWhile(loop);
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return runIf(branch);
  if (auto map = dyn_cast<MapOp>(op))
    return runMap(map);
  auto rule = dyn_cast<DifferentiableOpInterface>(op);
  if (!rule)
    return op->emitError() << "'" << op->getName() << "' has no derivative rule";
  OpBuilder builder(op->getContext());
  builder.setInsertionPointAfter(op);
  InPlaceTangents context(builder, op);
  for (auto [position, operand] : llvm::enumerate(op->getOperands()))
    context.tangents[position] = get(operand);
  if (llvm::none_of(context.tangents, [](Value tangent) { return static_cast<bool>(tangent); }))
    return success();
  if (failed(rule.emitTangents(context)))
    return failure();
  for (auto [result, tangent] : llvm::zip_equal(op->getResults(), context.results))
    if (tangent)
      set(result, buildTypeOf(builder, op->getLoc(), tangent, result));
  return success();
}

/// Appends to the operands of a terminator.
static void appendOperands(Operation *terminator, ValueRange values) {
  terminator->insertOperands(terminator->getNumOperands(), values);
}

LogicalResult ForwardMode::runFor(scf::ForOp loop) {
  OpBuilder builder(loop);
  Location loc = loop.getLoc();
  SmallVector<Value> inits(loop.getInitArgs()), variedArguments, variedInits, variedYields;
  for (auto [argument, init, yielded] :
       llvm::zip_equal(loop.getRegionIterArgs(), loop.getInitArgs(), loop.getYieldedValues())) {
    if (!activity.isVaried(argument))
      continue;
    variedArguments.push_back(argument);
    variedInits.push_back(init);
    variedYields.push_back(yielded);
  }
  llvm::append_range(inits, getTangents(builder, loc, variedInits));
  auto current = scf::ForOp::create(builder, loc, loop.getLowerBound(), loop.getUpperBound(), loop.getStep(),
                                    inits, nullptr, loop.getUnsignedCmp());
  current.getRegion().takeBody(loop.getRegion());
  Block &body = *current.getBody();
  addTangentArguments(body, variedArguments);
  // The tangents are those of what is yielded once the body is differentiated.
  SmallVector<unsigned> positions;
  for (auto [position, argument] :
       llvm::enumerate(current.getRegionIterArgs().take_front(loop->getNumResults())))
    if (activity.isVaried(argument))
      positions.push_back(position);
  if (failed(run(body)))
    return failure();
  builder.setInsertionPoint(body.getTerminator());
  SmallVector<Value> yields = llvm::map_to_vector(
      positions, [&](unsigned position) { return body.getTerminator()->getOperand(position); });
  appendOperands(body.getTerminator(), getTangents(builder, loc, yields));
  replace(loop, current);
  return success();
}

LogicalResult ForwardMode::runWhile(scf::WhileOp loop) {
  OpBuilder builder(loop);
  Location loc = loop.getLoc();
  SmallVector<Value> inits(loop.getInits());
  SmallVector<Value> before = getVaried(loop.getBeforeArguments()),
                     after = getVaried(loop.getAfterArguments());
  SmallVector<unsigned> carried, forwarded;
  for (auto [position, argument] : llvm::enumerate(loop.getBeforeArguments()))
    if (activity.isVaried(argument)) {
      carried.push_back(position);
      inits.push_back(getOrZero(builder, loc, loop.getInits()[position]));
    }
  SmallVector<Type> types(loop.getResultTypes());
  for (auto [position, argument] : llvm::enumerate(loop.getAfterArguments()))
    if (activity.isVaried(argument)) {
      forwarded.push_back(position);
      types.push_back(argument.getType());
    }
  auto current = scf::WhileOp::create(builder, loc, types, inits);
  current.getBefore().takeBody(loop.getBefore());
  current.getAfter().takeBody(loop.getAfter());
  addTangentArguments(*current.getBeforeBody(), before);
  addTangentArguments(*current.getAfterBody(), after);
  if (failed(run(*current.getBeforeBody())) || failed(run(*current.getAfterBody())))
    return failure();
  auto append = [&](Operation *terminator, ArrayRef<unsigned> positions, unsigned offset) {
    builder.setInsertionPoint(terminator);
    SmallVector<Value> values = llvm::map_to_vector(
        positions, [&](unsigned position) { return terminator->getOperand(position + offset); });
    appendOperands(terminator, getTangents(builder, loc, values));
  };
  append(current.getConditionOp(), forwarded, /*offset=*/1);
  append(current.getYieldOp(), carried, /*offset=*/0);
  replace(loop, current);
  return success();
}

LogicalResult ForwardMode::runIf(scf::IfOp branch) {
  OpBuilder builder(branch);
  SmallVector<unsigned> positions;
  SmallVector<Type> types(branch.getResultTypes());
  for (auto [position, result] : llvm::enumerate(branch.getResults()))
    if (activity.isVaried(result)) {
      positions.push_back(position);
      types.push_back(result.getType());
    }
  auto current = scf::IfOp::create(builder, branch.getLoc(), types, branch.getCondition(), true);
  for (auto [region, old] : {std::pair(&current.getThenRegion(), &branch.getThenRegion()),
                             std::pair(&current.getElseRegion(), &branch.getElseRegion())}) {
    region->takeBody(*old);
    if (failed(run(region->front())))
      return failure();
    Operation *yield = region->front().getTerminator();
    builder.setInsertionPoint(yield);
    SmallVector<Value> values =
        llvm::map_to_vector(positions, [&](unsigned position) { return yield->getOperand(position); });
    appendOperands(yield, getTangents(builder, branch.getLoc(), values));
  }
  replace(branch, current);
  return success();
}

LogicalResult ForwardMode::runMap(MapOp map) {
  OpBuilder builder(map);
  Block *elements = &map.getBody().front();
  SmallVector<Value> operands(map.getOperands());
  SmallVector<Value> variedArguments = getVaried(elements->getArguments());
  for (auto [operand, argument] : llvm::zip_equal(map.getOperands(), elements->getArguments()))
    if (activity.isVaried(argument))
      operands.push_back(getOrZero(builder, map.getLoc(), operand));
  SmallVector<Type> types(map.getResultTypes());
  SmallVector<unsigned> positions;
  for (auto [position, result] : llvm::enumerate(map.getResults()))
    if (activity.isVaried(result)) {
      positions.push_back(position);
      types.push_back(result.getType());
    }
  auto current = MapOp::create(builder, map.getLoc(), types, operands);
  current.getBody().takeBody(map.getBody());
  Block &body = current.getBody().front();
  addTangentArguments(body, variedArguments);
  if (failed(run(body)))
    return failure();
  Operation *yield = body.getTerminator();
  builder.setInsertionPoint(yield);
  SmallVector<Value> values =
      llvm::map_to_vector(positions, [&](unsigned position) { return yield->getOperand(position); });
  appendOperands(yield, getTangents(builder, map.getLoc(), values));
  replace(map, current);
  return success();
}
