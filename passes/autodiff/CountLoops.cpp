//===- CountLoops.cpp - loops whose rounds can be counted -----------------===//

#include "passes/autodiff/CountLoops.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Clones the operations of a block, but not its terminator, with its arguments replaced.
static void cloneBody(OpBuilder &builder, Block &block, ValueRange arguments, IRMapping &mapping) {
  mapping.map(block.getArguments(), arguments);
  for (Operation &op : block.without_terminator())
    builder.clone(op, mapping);
}

static SmallVector<Value> lookup(const IRMapping &mapping, ValueRange values) {
  return llvm::map_to_vector(values, [&](Value value) { return mapping.lookupOrDefault(value); });
}

/// The number of rounds of a loop, by running it.
static Value buildCount(OpBuilder &builder, scf::WhileOp loop) {
  Location loc = loop.getLoc();
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  SmallVector<Value> inits(loop.getInits());
  inits.push_back(zero);
  SmallVector<Type> types(loop.getResultTypes());
  types.push_back(builder.getIndexType());
  auto counting = scf::WhileOp::create(builder, loc, types, inits);
  IRMapping mapping;
  loop.getBefore().cloneInto(&counting.getBefore(), mapping);
  loop.getAfter().cloneInto(&counting.getAfter(), mapping);
  Value before = counting.getBeforeBody()->addArgument(builder.getIndexType(), loc);
  Value after = counting.getAfterBody()->addArgument(builder.getIndexType(), loc);
  scf::ConditionOp condition = counting.getConditionOp();
  condition->insertOperands(condition->getNumOperands(), before);
  scf::YieldOp yield = counting.getYieldOp();
  OpBuilder nested(yield);
  Value one = arith::ConstantIndexOp::create(nested, loc, 1);
  Value next = arith::AddIOp::create(nested, loc, after, one);
  yield->insertOperands(yield->getNumOperands(), next);
  return counting.getResults().back();
}

/// while c(x) do x := f(x)  ⇒  n := count; for n: x := f(x)
static void countLoop(scf::WhileOp loop) {
  OpBuilder builder(loop);
  Location loc = loop.getLoc();
  Value count = buildCount(builder, loop);
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  auto counted = scf::ForOp::create(
      builder, loc, zero, count, one, loop.getInits(),
      [&](OpBuilder &nested, Location loc, Value, ValueRange arguments) {
        IRMapping mapping;
        cloneBody(nested, *loop.getBeforeBody(), arguments, mapping);
        cloneBody(nested, *loop.getAfterBody(), lookup(mapping, loop.getConditionOp().getArgs()), mapping);
        scf::YieldOp::create(nested, loc, lookup(mapping, loop.getYieldedValues()));
      });
  // What the last, failing, test of the condition forwards.
  IRMapping mapping;
  cloneBody(builder, *loop.getBeforeBody(), counted.getResults(), mapping);
  loop.replaceAllUsesWith(lookup(mapping, loop.getConditionOp().getArgs()));
  loop.erase();
}

bool eshkol::countLoops(Block &block, const Activity &activity) {
  SmallVector<scf::WhileOp> loops;
  block.walk([&](scf::WhileOp loop) {
    if (llvm::any_of(loop.getResults(), [&](Value result) { return activity.isVaried(result); }))
      loops.push_back(loop);
  });
  // Innermost first, as they were found: an outer loop clones what has become of the inner ones.
  llvm::for_each(loops, countLoop);
  return !loops.empty();
}
