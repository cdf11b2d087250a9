//===- CountLoops.cpp - loops whose rounds can be counted -----------------===//

#include "passes/autodiff/CountLoops.h"
#include "passes/transform/LoopSlice.h"

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

namespace {

/// The part of a loop that its number of rounds depends on.
class Counting {
public:
  explicit Counting(scf::WhileOp loop) : loop(loop), slice(loop) {}

  /// The number of rounds, by running the loop as far as that depends on it.
  Value build(OpBuilder &builder) {
    Location loc = loop.getLoc();
    Type index = builder.getIndexType();
    SmallVector<Value> inits = choose(loop.getInits(), loop.getBeforeArguments());
    inits.push_back(arith::ConstantIndexOp::create(builder, loc, 0));
    SmallVector<Value> forwarded = choose(loop.getConditionOp().getArgs(), loop.getAfterArguments());
    SmallVector<Type> types(ValueRange(forwarded).getTypes());
    types.push_back(index);
    auto counting = scf::WhileOp::create(
        builder, loc, types, inits,
        [&](OpBuilder &nested, Location loc, ValueRange arguments) {
          IRMapping mapping = clone(nested, *loop.getBeforeBody(), arguments);
          SmallVector<Value> passed = lookup(mapping, forwarded);
          passed.push_back(arguments.back());
          scf::ConditionOp::create(nested, loc, mapping.lookupOrDefault(loop.getConditionOp().getCondition()),
                                   passed);
        },
        [&](OpBuilder &nested, Location loc, ValueRange arguments) {
          IRMapping mapping = clone(nested, *loop.getAfterBody(), arguments);
          SmallVector<Value> yielded =
              lookup(mapping, choose(loop.getYieldedValues(), loop.getBeforeArguments()));
          Value one = arith::ConstantIndexOp::create(nested, loc, 1);
          yielded.push_back(arith::AddIOp::create(nested, loc, arguments.back(), one));
          scf::YieldOp::create(nested, loc, yielded);
        });
    return counting.getResults().back();
  }

private:
  /// Those values whose arguments are needed.
  SmallVector<Value> choose(ValueRange values, Block::BlockArgListType arguments) const {
    SmallVector<Value> chosen;
    for (auto [value, argument] : llvm::zip_equal(values, arguments))
      if (slice.contains(argument))
        chosen.push_back(value);
    return chosen;
  }

  /// Clones the operations to run of a block of the loop, given the arguments that are needed and the count.
  IRMapping clone(OpBuilder &builder, Block &block, ValueRange given) const {
    IRMapping mapping;
    mapping.map(choose(block.getArguments(), block.getArguments()), given.drop_back());
    for (Operation &op : block.without_terminator())
      if (slice.contains(&op))
        builder.clone(op, mapping);
    return mapping;
  }

  scf::WhileOp loop;
  LoopSlice slice;
};

} // namespace

/// What a loop adds to an integer that it carries, if that is the same in each round.
static Value getIncrement(scf::ForOp loop, unsigned position) {
  BlockArgument argument = loop.getRegionIterArg(position);
  auto add = loop.getYieldedValues()[position].getDefiningOp<arith::AddIOp>();
  if (!add)
    return {};
  Value increment;
  if (add.getLhs() == argument)
    increment = add.getRhs();
  else if (add.getRhs() == argument)
    increment = add.getLhs();
  return increment && loop.isDefinedOutsideOfLoop(increment) ? increment : Value();
}

/// Integers that grow by the same in each round, as functions of the number of the round: reverse mode
/// need not keep them, nor what is at their positions.
static void replaceCounters(scf::ForOp loop) {
  for (Operation &op : llvm::make_early_inc_range(loop.getBody()->without_terminator()))
    if (op.hasTrait<OpTrait::ConstantLike>())
      op.moveBefore(loop);
  for (unsigned position = 0; position < loop.getNumResults(); ++position) {
    Value increment = getIncrement(loop, position), init = loop.getInitArgs()[position];
    if (!increment)
      continue;
    auto buildAfter = [&](OpBuilder &builder, Value rounds) -> Value {
      Location loc = loop.getLoc();
      if (rounds.getType() != increment.getType())
        rounds = arith::IndexCastOp::create(builder, loc, increment.getType(), rounds);
      Value grown = arith::MulIOp::create(builder, loc, rounds, increment);
      return arith::AddIOp::create(builder, loc, init, grown);
    };
    OpBuilder inside = OpBuilder::atBlockBegin(loop.getBody()), after(loop->getContext());
    after.setInsertionPointAfter(loop);
    loop.getRegionIterArg(position).replaceAllUsesWith(buildAfter(inside, loop.getInductionVar()));
    loop.getResult(position).replaceAllUsesWith(buildAfter(after, loop.getUpperBound()));
  }
}

/// while c(x) do x := f(x)  ⇒  n := count; for n: x := f(x)
static void countLoop(scf::WhileOp loop) {
  OpBuilder builder(loop);
  Location loc = loop.getLoc();
  Value count = Counting(loop).build(builder);
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
  replaceCounters(counted);
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
