//===- Indexing.cpp - derivatives of reads and writes at positions --------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"
#include "passes/lowering/Arithmetic.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::eshkol;

static SmallVector<int64_t> range(int64_t start, int64_t end) {
  return llvm::to_vector(llvm::seq<int64_t>(start, end));
}

/// An integer as a tensor of rank 0 with elements of the type of `like`.
static Value buildSingle(OpBuilder &builder, Location loc, OpFoldResult number, Value like) {
  Type element = getElementTypeOrSelf(like.getType());
  Value index = getValueOrCreateConstantIndexOp(builder, loc, number);
  Value scalar = buildCastFromInteger(builder, loc, index, element);
  return tensor::FromElementsOp::create(builder, loc, RankedTensorType::get({}, element), scalar);
}

// Reading -----------------------------------------------------------------------

/// The positions that are read: those outside the dimension are clamped to it.
static Value buildClamped(OpBuilder &builder, Location loc, Value indices, OpFoldResult size) {
  Value end = getValueOrCreateConstantIndexOp(builder, loc, size);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  OpFoldResult last = getAsOpFoldResult(builder.createOrFold<arith::SubIOp>(loc, end, one));
  return ClampOp::create(builder, loc, indices, buildSingle(builder, loc, builder.getIndexAttr(0), indices),
                         buildSingle(builder, loc, last, indices));
}

/// Adds what was read to where it was read, in place.
static LogicalResult transposeGather(AdjointContext &context) {
  auto op = cast<GatherOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  int64_t dimension = op.getDimension(), batch = op.getBatchDims();
  SmallVector<OpFoldResult> shape = getShape(builder, loc, context.operand(0));
  Value indices = buildClamped(builder, loc, context.operand(1), shape[dimension]);
  if (dimension != batch) {
    // The dimensions before the one that is read are batches too, with equal indices.
    SmallVector<OpFoldResult> sizes(ArrayRef(shape).take_front(dimension));
    llvm::append_range(sizes, ArrayRef(getShape(builder, loc, indices)).drop_front(batch));
    SmallVector<int64_t> dimensions = range(0, batch);
    llvm::append_range(dimensions, range(dimension, sizes.size()));
    indices = buildRepeated(builder, loc, indices, dimensions, sizes);
  }
  auto add = [&](Value total) -> Value {
    return ScatterOp::create(builder, loc, total.getType(), ScatterMode::Add, total, indices,
                             context.cotangentOrZero(), dimension);
  };
  context.accumulateInto(0, add, [&] { return add(buildZeroLike(builder, loc, context.operand(0))); });
  return success();
}

// Writing -----------------------------------------------------------------------

namespace {

/// The parts of a scatter, where its rule emits.
class Scatter {
public:
  explicit Scatter(RuleContext &context)
      : context(context), builder(context.builder), loc(context.getLoc()),
        op(cast<ScatterOp>(context.getOp())), batch(op.getBatchDims()), indices(context.operand(1)) {}

  /// What an element of each update's position holds.
  Value read(Value tensor) { return GatherOp::create(builder, loc, tensor, indices, batch, batch); }

  Value write(ScatterMode mode, Value tensor, Value updates) {
    return ScatterOp::create(builder, loc, tensor.getType(), mode, tensor, indices, updates, batch);
  }

  /// Whether each index is one of the dimension, so that its update is not dropped.
  Value isInside() {
    OpFoldResult size = getShape(builder, loc, context.operand(0))[batch];
    Value first = repeat(buildSingle(builder, loc, builder.getIndexAttr(0), indices));
    Value end = repeat(buildSingle(builder, loc, size, indices));
    Value isAfter = CompareOp::create(builder, loc, ComparePredicate::Ge, indices, first);
    Value isBefore = CompareOp::create(builder, loc, ComparePredicate::Lt, indices, end);
    return arith::AndIOp::create(builder, loc, isAfter, isBefore);
  }

  /// Whether each index is the last one of its position, so that its update stays; false for those dropped.
  Value isLast() {
    Value numbers = getNumbers();
    SmallVector<OpFoldResult> shape = getShape(builder, loc, context.operand(0));
    Value none = buildFull(builder, loc, builder.getI64Type(), -1, ArrayRef(shape).take_front(batch + 1));
    Value last = write(ScatterMode::Max, none, numbers);
    return CompareOp::create(builder, loc, ComparePredicate::Eq, read(last), numbers);
  }

  /// What is true of indices, for the elements of the updates; `tensor` has the shape of those.
  Value spread(Value condition, Value tensor) {
    return buildRepeated(builder, loc, condition, range(0, getRank(indices)), getShape(builder, loc, tensor));
  }

  /// The cotangent of the updates that meet a condition: that of the element each was written to.
  Value readWhere(Value condition, Value cotangent) {
    Value read = this->read(cotangent);
    return buildMasked(builder, loc, spread(condition, read), read);
  }

  /// Whether there is nothing to write to.
  bool isEmpty() { return op.getOperand().getType().getDimSize(batch) == 0; }

private:
  Value repeat(Value single) {
    return buildRepeated(builder, loc, single, {}, getShape(builder, loc, indices));
  }

  /// Counts the indices in row-major order.
  Value getNumbers() {
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, indices);
    Value count = arith::ConstantIndexOp::create(builder, loc, 1);
    for (OpFoldResult size : sizes)
      count = builder.createOrFold<arith::MulIOp>(loc, count,
                                                  getValueOrCreateConstantIndexOp(builder, loc, size));
    Value flat = buildIota(builder, loc, 0, getAsOpFoldResult(count));
    return buildReshaped(builder, loc, flat, sizes);
  }

  RuleContext &context;
  OpBuilder &builder;
  Location loc;
  ScatterOp op;
  int64_t batch;
  Value indices;
};

} // namespace

/// How much of a result of `max` or `min` each of those that met there has: equal shares for all that
/// attain it, of the element written to and of the updates.
static std::pair<Term, Term> getShares(RuleContext &context, Scatter &scatter) {
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  auto mark = [&](Value condition, Value like) {
    return context.term(buildMasked(builder, loc, condition, buildNumberLike(builder, loc, 1, like)));
  };
  Value operand = context.operand(0), updates = context.operand(2), result = context.result();
  Value isOperand = CompareOp::create(builder, loc, ComparePredicate::Eq, operand, result);
  Value isUpdate = CompareOp::create(builder, loc, ComparePredicate::Eq, updates, scatter.read(result));
  isUpdate =
      arith::AndIOp::create(builder, loc, isUpdate,
                            buildTypeOf(builder, loc, scatter.spread(scatter.isInside(), updates), isUpdate));
  Term ofOperand = mark(isOperand, operand), ofUpdates = mark(isUpdate, updates);
  Term count = context.term(scatter.write(ScatterMode::Add, ofOperand, ofUpdates));
  return {ofOperand / count, ofUpdates / context.term(scatter.read(count))};
}

static LogicalResult emitScatterTangents(TangentContext &context) {
  Scatter scatter(context);
  auto op = cast<ScatterOp>(context.getOp());
  switch (op.getMode()) {
  case ScatterMode::Set:
  case ScatterMode::Add:
    return emitLinearTangents(context);
  case ScatterMode::Max:
  case ScatterMode::Min: {
    if (scatter.isEmpty())
      return success();
    auto [ofOperand, ofUpdates] = getShares(context, scatter);
    context.set(scatter.write(ScatterMode::Add, ofOperand * context.tangentTerm(0),
                              ofUpdates * context.tangentTerm(2)));
    return success();
  }
  case ScatterMode::Mul:
    return op.emitError() << "'" << op->getName() << "' has no derivative rule for mul";
  }
  llvm_unreachable("unknown scatter mode");
}

/// Those updates that stay take the cotangent of where they are; the elements they replace get none.
static LogicalResult emitSetAdjoint(AdjointContext &context, Scatter &scatter) {
  Value cotangent = context.cotangentOrZero();
  if (context.wants(2) && !scatter.isEmpty())
    context.accumulate(2, scatter.readWhere(scatter.isLast(), cotangent));
  if (context.wants(0)) {
    Value zero = buildZeroLike(context.builder, context.getLoc(), context.operand(2));
    context.accumulate(0, scatter.write(ScatterMode::Set, cotangent, zero));
  }
  return success();
}

static LogicalResult emitAddAdjoint(AdjointContext &context, Scatter &scatter) {
  Value cotangent = context.cotangentOrZero();
  context.accumulate(0, cotangent);
  if (context.wants(2) && !scatter.isEmpty())
    context.accumulate(2, scatter.readWhere(scatter.isInside(), cotangent));
  return success();
}

static LogicalResult emitExtremeAdjoint(AdjointContext &context, Scatter &scatter) {
  if (scatter.isEmpty())
    return success();
  auto [ofOperand, ofUpdates] = getShares(context, scatter);
  Term cotangent = context.cotangentTerm();
  if (context.wants(0))
    context.accumulate(0, ofOperand * cotangent);
  if (context.wants(2))
    context.accumulate(2, ofUpdates * context.term(scatter.read(cotangent)));
  return success();
}

static LogicalResult emitScatterAdjoint(AdjointContext &context) {
  Scatter scatter(context);
  auto op = cast<ScatterOp>(context.getOp());
  switch (op.getMode()) {
  case ScatterMode::Set:
    return emitSetAdjoint(context, scatter);
  case ScatterMode::Add:
    return emitAddAdjoint(context, scatter);
  case ScatterMode::Max:
  case ScatterMode::Min:
    return emitExtremeAdjoint(context, scatter);
  case ScatterMode::Mul:
    return op.emitError() << "'" << op->getName() << "' has no derivative rule for mul";
  }
  llvm_unreachable("unknown scatter mode");
}

void eshkol::registerIndexingRules(MLIRContext *c) {
  linear<GatherOp>(c, transposeGather);
  rules<ScatterOp>(c, emitScatterTangents, emitScatterAdjoint);
}
