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

/// The positions of the values that vary.
SmallVector<unsigned> ForwardMode::getPositions(ValueRange values) const {
  SmallVector<unsigned> positions;
  for (auto [position, value] : llvm::enumerate(values))
    if (activity.isVaried(value))
      positions.push_back(position);
  return positions;
}

/// Lets the end of a differentiated block pass on the tangents of some of its operands too.
void ForwardMode::appendTangents(Operation *terminator, ArrayRef<unsigned> positions, unsigned offset) const {
  OpBuilder builder(terminator);
  for (unsigned position : positions)
    terminator->insertOperands(
        terminator->getNumOperands(),
        getOrZero(builder, terminator->getLoc(), terminator->getOperand(position + offset)));
}

/// The values, followed by the tangents of those at the positions.
SmallVector<Value> ForwardMode::withTangents(OpBuilder &builder, Location loc, ValueRange values,
                                             ArrayRef<unsigned> positions) const {
  SmallVector<Value> all(values);
  for (unsigned position : positions)
    all.push_back(getOrZero(builder, loc, values[position]));
  return all;
}

/// The types, followed by those of the tangents at the positions.
static SmallVector<Type> withTangentTypes(TypeRange types, ArrayRef<unsigned> positions) {
  SmallVector<Type> all(types);
  for (unsigned position : positions)
    all.push_back(types[position]);
  return all;
}

LogicalResult ForwardMode::runFor(scf::ForOp loop) {
  OpBuilder builder(loop);
  SmallVector<unsigned> positions = getPositions(loop.getRegionIterArgs());
  SmallVector<Value> varied = getVaried(loop.getRegionIterArgs());
  SmallVector<Value> inits = withTangents(builder, loop.getLoc(), loop.getInitArgs(), positions);
  auto current = scf::ForOp::create(builder, loop.getLoc(), loop.getLowerBound(), loop.getUpperBound(),
                                    loop.getStep(), inits, nullptr, loop.getUnsignedCmp());
  current.getRegion().takeBody(loop.getRegion());
  addTangentArguments(*current.getBody(), varied);
  if (failed(run(*current.getBody())))
    return failure();
  appendTangents(current.getBody()->getTerminator(), positions);
  replace(loop, current);
  return success();
}

LogicalResult ForwardMode::runWhile(scf::WhileOp loop) {
  OpBuilder builder(loop);
  SmallVector<unsigned> carried = getPositions(loop.getBeforeArguments());
  SmallVector<unsigned> forwarded = getPositions(loop.getAfterArguments());
  SmallVector<Value> before = getVaried(loop.getBeforeArguments());
  SmallVector<Value> after = getVaried(loop.getAfterArguments());
  SmallVector<Value> inits = withTangents(builder, loop.getLoc(), loop.getInits(), carried);
  auto current =
      scf::WhileOp::create(builder, loop.getLoc(), withTangentTypes(loop.getResultTypes(), forwarded), inits);
  current.getBefore().takeBody(loop.getBefore());
  current.getAfter().takeBody(loop.getAfter());
  addTangentArguments(*current.getBeforeBody(), before);
  addTangentArguments(*current.getAfterBody(), after);
  if (failed(run(*current.getBeforeBody())) || failed(run(*current.getAfterBody())))
    return failure();
  appendTangents(current.getConditionOp(), forwarded, /*offset=*/1);
  appendTangents(current.getYieldOp(), carried);
  replace(loop, current);
  return success();
}

LogicalResult ForwardMode::runIf(scf::IfOp branch) {
  OpBuilder builder(branch);
  SmallVector<unsigned> positions = getPositions(branch.getResults());
  auto current =
      scf::IfOp::create(builder, branch.getLoc(), withTangentTypes(branch.getResultTypes(), positions),
                        branch.getCondition(), /*withElseRegion=*/true);
  for (auto [region, old] : {std::pair(&current.getThenRegion(), &branch.getThenRegion()),
                             std::pair(&current.getElseRegion(), &branch.getElseRegion())}) {
    region->takeBody(*old);
    if (failed(run(region->front())))
      return failure();
    appendTangents(region->front().getTerminator(), positions);
  }
  replace(branch, current);
  return success();
}

LogicalResult ForwardMode::runMap(MapOp map) {
  OpBuilder builder(map);
  Block::BlockArgListType elements = map.getBody().front().getArguments();
  SmallVector<unsigned> positions = getPositions(map.getResults());
  SmallVector<Value> varied = getVaried(elements);
  SmallVector<Value> operands =
      withTangents(builder, map.getLoc(), map.getOperands(), getPositions(elements));
  auto current =
      MapOp::create(builder, map.getLoc(), withTangentTypes(map.getResultTypes(), positions), operands);
  current.getBody().takeBody(map.getBody());
  Block &body = current.getBody().front();
  addTangentArguments(body, varied);
  if (failed(run(body)))
    return failure();
  appendTangents(body.getTerminator(), positions);
  replace(map, current);
  return success();
}
