//===- Loops.cpp - batches of loops -----------------------------------===//

#include "passes/lowering/Tensors.h"
#include "passes/vectorize/rules/ControlFlow.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Adds block arguments for values, as the analysis wants them.
static void addArguments(BatchContext &context, Block *block, ValueRange originals) {
  SmallVector<bool> batched = areBatched(context, originals);
  for (auto [original, isBatched] : llvm::zip_equal(originals, batched)) {
    Type type = context.batcher.getTypeAs(original.getType(), isBatched);
    context.batcher.bind(original, block->addArgument(type, original.getLoc()), isBatched);
  }
}

/// A condition that is the same for the whole batch, false where no element needs the answer.
static Value buildUsed(BatchContext &context, Value condition) {
  if (!context.mask())
    return condition;
  Value isUsed = buildAny(context.builder, context.loc, context.mask());
  return arith::AndIOp::create(context.builder, context.loc, isUsed, condition);
}

/// For each value of a loop: the new one for the elements that go on, the old one for the others.
static SmallVector<Value> buildNextValues(BatchContext &context, Value goesOn, ValueRange next,
                                          ValueRange previous, ArrayRef<bool> batched) {
  SmallVector<Value> values;
  for (auto [after, before, isBatched] : llvm::zip_equal(next, previous, batched))
    values.push_back(isBatched ? buildMasked(context.builder, context.loc, goesOn, after, before) : after);
  return values;
}

//===----------------------------------------------------------------------===//
// scf.for
//===----------------------------------------------------------------------===//

/// Emits the body of a loop whose round is known; `goesOn` is null unless rounds are masked.
static LogicalResult emitForBody(scf::ForOp op, BatchContext &context, scf::ForOp loop, Value goesOn,
                                 ArrayRef<bool> batched) {
  bind(context, op.getRegionIterArgs(), loop.getRegionIterArgs(), batched);
  if (failed(context.batcher.emitOperations(*op.getBody())))
    return failure();
  SmallVector<Value> next = lookupAs(context, op.getYieldedValues(), batched);
  if (goesOn)
    next = buildNextValues(context, goesOn, next, loop.getRegionIterArgs(), batched);
  // The builder of a loop that carries nothing ends it.
  if (!next.empty())
    scf::YieldOp::create(context.builder, op.getBody()->getTerminator()->getLoc(), next);
  return success();
}

static bool isConstant(Value value) {
  Operation *definition = value.getDefiningOp();
  return definition && definition->hasTrait<OpTrait::ConstantLike>();
}

/// The end of a loop that is the same for the whole batch: at once, where no element needs it.  Bounds that
/// are constants need no such care.
static Value buildUsedEnd(scf::ForOp op, BatchContext &context) {
  Value end = context.lookup(op.getUpperBound());
  if (!context.mask() || (isConstant(op.getLowerBound()) && isConstant(op.getUpperBound())))
    return end;
  Value isUsed = buildAny(context.builder, context.loc, context.mask());
  return arith::SelectOp::create(context.builder, context.loc, isUsed, end,
                                 context.lookup(op.getLowerBound()));
}

static LogicalResult emitUniformFor(scf::ForOp op, BatchContext &context) {
  SmallVector<bool> batched = areBatched(context, op.getResults());
  Value end = buildUsedEnd(op, context);
  auto loop = scf::ForOp::create(context.builder, context.loc, context.lookup(op.getLowerBound()), end,
                                 context.lookup(op.getStep()), lookupAs(context, op.getInitArgs(), batched),
                                 nullptr, op.getUnsignedCmp());
  OpBuilder::InsertionGuard guard(context.builder);
  context.builder.setInsertionPointToStart(loop.getBody());
  context.batcher.bind(op.getInductionVar(), loop.getInductionVar(), /*isBatched=*/false);
  if (failed(emitForBody(op, context, loop, /*goesOn=*/Value(), batched)))
    return failure();
  bind(context, op.getResults(), loop.getResults(), batched);
  return success();
}

/// A number repeated to the shape of a batch.
static Value buildNumberLike(BatchContext &context, int64_t number, Value like) {
  Type element = getElementTypeOrSelf(like);
  Value scalar = arith::ConstantOp::create(context.builder, context.loc,
                                           context.builder.getIntegerAttr(element, number));
  return buildBatch(context.builder, context.loc, scalar, context.size());
}

/// How many rounds each element makes, ⌈max(end - begin, 0) / step⌉, and 0 for those outside of the mask.
static Value buildRounds(scf::ForOp op, BatchContext &context, Value begin, Value end, Value step) {
  OpBuilder &builder = context.builder;
  Location loc = context.loc;
  Value zero = buildNumberLike(context, 0, begin), one = buildNumberLike(context, 1, begin);
  auto order = op.getUnsignedCmp() ? arith::CmpIPredicate::ult : arith::CmpIPredicate::slt;
  Value runs = buildBoth(context, context.mask(), arith::CmpIOp::create(builder, loc, order, begin, end));
  // Elements that do not run may have any step, 0 included.
  Value distance = arith::SubIOp::create(builder, loc, end, begin);
  Value last = arith::SubIOp::create(builder, loc, distance, one);
  Value divisor = buildMasked(builder, loc, runs, step, one);
  Value rounds =
      arith::AddIOp::create(builder, loc, arith::DivUIOp::create(builder, loc, last, divisor), one);
  return buildMasked(builder, loc, runs, rounds, zero);
}

/// The greatest number of rounds, as an index.
static Value buildMostRounds(BatchContext &context, Value rounds) {
  OpBuilder &builder = context.builder;
  Value most = ReduceOp::create(builder, context.loc, ReductionKind::Max, rounds, ArrayRef<int64_t>{0},
                                /*keepdims=*/false);
  Value number = tensor::ExtractOp::create(builder, context.loc, most, ValueRange());
  // The greatest of no numbers is the least integer.
  Value zero = arith::ConstantOp::create(builder, context.loc, builder.getIntegerAttr(number.getType(), 0));
  Value count = arith::MaxSIOp::create(builder, context.loc, number, zero);
  return arith::IndexCastOp::create(builder, context.loc, builder.getIndexType(), count);
}

/// for i from b by s below e ⇒ for k from 0 below max(rounds): with i = b + k·s where k < rounds
static LogicalResult emitMaskedFor(scf::ForOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.loc;
  Value begin = context.batchedOperand(0), end = context.batchedOperand(1), step = context.batchedOperand(2);
  Value rounds = buildRounds(op, context, begin, end, step);
  SmallVector<bool> batched = areBatched(context, op.getResults());
  auto loop = scf::ForOp::create(
      builder, loc, arith::ConstantIndexOp::create(builder, loc, 0), buildMostRounds(context, rounds),
      arith::ConstantIndexOp::create(builder, loc, 1), lookupAs(context, op.getInitArgs(), batched));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Type element = getElementTypeOrSelf(begin);
  Value number = arith::IndexCastOp::create(builder, loc, element, loop.getInductionVar());
  Value round = buildBatch(builder, loc, number, context.size());
  Value goesOn = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, round, rounds);
  Value offset = arith::MulIOp::create(builder, loc, round, step);
  context.batcher.bind(op.getInductionVar(), arith::AddIOp::create(builder, loc, begin, offset),
                       /*isBatched=*/true);
  MaskScope scope(context.batcher, goesOn);
  if (failed(emitForBody(op, context, loop, goesOn, batched)))
    return failure();
  bind(context, op.getResults(), loop.getResults(), batched);
  return success();
}

LogicalResult eshkol::batchFor(scf::ForOp op, BatchContext &context) {
  bool isUniform = !context.isAnyBatched({op.getLowerBound(), op.getUpperBound(), op.getStep()});
  return isUniform ? emitUniformFor(op, context) : emitMaskedFor(op, context);
}

//===----------------------------------------------------------------------===//
// scf.while
//===----------------------------------------------------------------------===//

/// A loop with empty regions that returns what `op` does, and more.
static scf::WhileOp buildWhile(scf::WhileOp op, BatchContext &context, ValueRange inits,
                               ArrayRef<Value> furtherResults) {
  SmallVector<bool> batched = areBatched(context, op.getResults());
  SmallVector<Type> types;
  for (auto [result, isBatched] : llvm::zip_equal(op.getResults(), batched))
    types.push_back(context.batcher.getTypeAs(result.getType(), isBatched));
  llvm::append_range(types, ValueRange(furtherResults).getTypes());
  auto loop = scf::WhileOp::create(context.builder, context.loc, types, inits);
  loop.getBefore().emplaceBlock();
  loop.getAfter().emplaceBlock();
  return loop;
}

/// A predicate that is the same for the whole batch: all elements make the same rounds.
static LogicalResult emitUniformWhile(scf::WhileOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  SmallVector<bool> carried = areBatched(context, op.getBeforeArguments());
  scf::WhileOp loop = buildWhile(op, context, lookupAs(context, op.getInits(), carried), {});
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBeforeBody());
  addArguments(context, loop.getBeforeBody(), op.getBeforeArguments());
  if (failed(context.batcher.emitOperations(*op.getBeforeBody())))
    return failure();
  scf::ConditionOp condition = op.getConditionOp();
  SmallVector<bool> batched = areBatched(context, op.getResults());
  scf::ConditionOp::create(builder, condition.getLoc(),
                           buildUsed(context, context.lookup(condition.getCondition())),
                           lookupAs(context, condition.getArgs(), batched));
  builder.setInsertionPointToStart(loop.getAfterBody());
  addArguments(context, loop.getAfterBody(), op.getAfterArguments());
  if (failed(context.batcher.emitOperations(*op.getAfterBody())))
    return failure();
  scf::YieldOp::create(builder, op.getYieldOp().getLoc(), lookupAs(context, op.getYieldedValues(), carried));
  bind(context, op.getResults(), loop.getResults(), batched);
  return success();
}

namespace {

/// A loop that each element of the batch leaves when its own predicate is false.  What has left keeps the
/// values that it had at its last test; that test is computed again with the others' and gives the same
/// results.
///
///     while (mask & p(x)) x = f(x)
///     ⇒ while any(m' = m & p(x)) (x, m) = (m' ? f(x) : x, m')
class MaskedWhile {
public:
  MaskedWhile(scf::WhileOp op, BatchContext &context)
      : op(op), context(context), builder(context.builder), batched(areBatched(context, op.getResults())),
        carried(areBatched(context, op.getBeforeArguments())) {
    // What never changes need not be kept.
    for (unsigned position = 0; position < carried.size(); ++position)
      isFrozen.push_back(carried[position] && !isInvariant(op, position));
  }

  LogicalResult emit() {
    SmallVector<Value> inits = lookupAs(context, op.getInits(), carried);
    SmallVector<Value> further = getFrozen(inits);
    inits.push_back(buildInitialMask());
    further.push_back(inits.back());
    scf::WhileOp loop = buildWhile(op, context, inits, further);
    OpBuilder::InsertionGuard guard(builder);
    if (failed(emitBefore(loop)) || failed(emitAfter(loop)))
      return failure();
    bind(context, op.getResults(), loop.getResults().take_front(op.getNumResults()), batched);
    return success();
  }

private:
  /// Those of the values carried that elements which have left must keep.
  SmallVector<Value> getFrozen(ValueRange values) {
    SmallVector<Value> frozen;
    for (auto [value, isKept] : llvm::zip_equal(values, isFrozen))
      if (isKept)
        frozen.push_back(value);
    return frozen;
  }

  Value buildInitialMask() {
    if (context.mask())
      return context.mask();
    Value truth = arith::ConstantOp::create(builder, context.loc, builder.getBoolAttr(true));
    return buildBatch(builder, context.loc, truth, context.size());
  }

  LogicalResult emitBefore(scf::WhileOp loop) {
    Block *block = loop.getBeforeBody();
    builder.setInsertionPointToStart(block);
    addArguments(context, block, op.getBeforeArguments());
    SmallVector<Value> frozen = getFrozen(block->getArguments());
    Value mask = block->addArgument(getMaskType(), context.loc);
    MaskScope scope(context.batcher, mask);
    if (failed(context.batcher.emitOperations(*op.getBeforeBody())))
      return failure();
    scf::ConditionOp condition = op.getConditionOp();
    Value goesOn = buildBoth(context, mask, context.lookupBatched(condition.getCondition()));
    SmallVector<Value> results = lookupAs(context, condition.getArgs(), batched);
    llvm::append_range(results, frozen);
    results.push_back(goesOn);
    scf::ConditionOp::create(builder, condition.getLoc(), buildAny(builder, context.loc, goesOn), results);
    return success();
  }

  LogicalResult emitAfter(scf::WhileOp loop) {
    Block *block = loop.getAfterBody();
    builder.setInsertionPointToStart(block);
    addArguments(context, block, op.getAfterArguments());
    SmallVector<Value> previous;
    for (auto [position, argument] : llvm::enumerate(op.getBeforeArguments())) {
      Type type = context.getBatchedType(argument.getType());
      previous.push_back(isFrozen[position] ? block->addArgument(type, context.loc) : Value());
    }
    Value goesOn = block->addArgument(getMaskType(), context.loc);
    MaskScope scope(context.batcher, goesOn);
    if (failed(context.batcher.emitOperations(*op.getAfterBody())))
      return failure();
    SmallVector<Value> next = lookupAs(context, op.getYieldedValues(), carried);
    next = buildNextValues(context, goesOn, next, previous, isFrozen);
    next.push_back(goesOn);
    scf::YieldOp::create(builder, op.getYieldOp().getLoc(), next);
    return success();
  }

  Type getMaskType() { return context.getBatchedType(builder.getI1Type()); }

  scf::WhileOp op;
  BatchContext &context;
  OpBuilder &builder;
  /// Of the results, and of the values carried.
  SmallVector<bool> batched, carried, isFrozen;
};

} // namespace

LogicalResult eshkol::batchWhile(scf::WhileOp op, BatchContext &context) {
  if (context.batcher.analysis.isBatched(op.getConditionOp().getCondition()))
    return MaskedWhile(op, context).emit();
  return emitUniformWhile(op, context);
}
