//===- Slicing.cpp - derivatives of boxes, joins and padding --------------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;

static SmallVector<OpFoldResult> getPrimal(RuleContext &context, ArrayRef<OpFoldResult> list) {
  return llvm::map_to_vector(list, [&](OpFoldResult entry) -> OpFoldResult {
    auto value = dyn_cast<Value>(entry);
    return value ? OpFoldResult(context.primal(value)) : entry;
  });
}

static bool isUnit(ArrayRef<int64_t> strides) {
  return llvm::all_of(strides, [](int64_t stride) { return stride == 1; });
}

/// Adds the cotangent to a box of that of the operand, in place.
static LogicalResult transposeSlice(AdjointContext &context) {
  auto op = cast<SliceOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  SmallVector<OpFoldResult> starts = getPrimal(context, op.getMixedStarts());
  Value box = context.cotangentOrZero();
  if (!isUnit(op.getStrides())) {
    SmallVector<int64_t> none(op.getType().getRank(), 0);
    SmallVector<int64_t> between =
        llvm::map_to_vector(op.getStrides(), [](int64_t stride) { return stride - 1; });
    box = buildPad(builder, loc, box, none, none, between);
  }
  auto update = [&](Value total) {
    Value part = buildSliced(builder, loc, total, starts, getShape(builder, loc, box));
    return buildUpdated(builder, loc, total, context.term(box) + context.term(part), starts);
  };
  context.accumulateInto(0, update, [&] {
    return buildUpdated(builder, loc, buildZeroLike(builder, loc, context.operand(0)), box, starts);
  });
  return success();
}

static LogicalResult transposeUpdate(AdjointContext &context) {
  auto op = cast<DynamicUpdateSliceOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  SmallVector<OpFoldResult> starts = getPrimal(context, op.getMixedStarts());
  Value cotangent = context.cotangentOrZero();
  if (context.wants(1)) {
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, context.operand(1));
    context.accumulate(1, buildSliced(builder, loc, cotangent, starts, sizes));
  }
  if (context.wants(0)) {
    Value zero = buildZeroLike(builder, loc, context.operand(1));
    context.accumulate(0, buildUpdated(builder, loc, cotangent, zero, starts));
  }
  return success();
}

/// Each part takes its box.
static LogicalResult transposeConcat(AdjointContext &context) {
  auto op = cast<ConcatOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  int64_t axis = op.getDimension();
  OpFoldResult start = builder.getIndexAttr(0);
  for (unsigned position = 0; position < op->getNumOperands(); ++position) {
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, context.operand(position));
    SmallVector<OpFoldResult> starts(sizes.size(), builder.getIndexAttr(0));
    starts[axis] = start;
    if (context.wants(position))
      context.accumulate(position, buildSliced(builder, loc, context.cotangentOrZero(), starts, sizes));
    Value end =
        builder.createOrFold<arith::AddIOp>(loc, getValueOrCreateConstantIndexOp(builder, loc, start),
                                            getValueOrCreateConstantIndexOp(builder, loc, sizes[axis]));
    start = getAsOpFoldResult(end);
  }
  return success();
}

/// The number at every position, summed.
static Value buildTotal(AdjointContext &context, Value tensor) {
  SmallVector<int64_t> all = llvm::to_vector(llvm::seq<int64_t>(getRank(tensor)));
  Value sum = ReduceOp::create(context.builder, context.getLoc(), ReductionKind::Sum, tensor, all, false);
  return tensor::ExtractOp::create(context.builder, context.getLoc(), sum, ValueRange());
}

/// Where the padding is.
static Value buildIsPadding(AdjointContext &context, PadOp op) {
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  SmallVector<OpFoldResult> sizes = getShape(builder, loc, context.operand(0));
  Value inside = buildFull(builder, loc, builder.getI1Type(), 0, sizes);
  Value isPadding = arith::ConstantOp::create(builder, loc, builder.getBoolAttr(true));
  return PadOp::create(builder, loc, inside, isPadding, op.getLow(), op.getHigh(), op.getInterior());
}

/// What lies under the operand is its cotangent; the rest sums up to that of the padding.
static LogicalResult transposePad(AdjointContext &context) {
  auto op = cast<PadOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  auto negate = [](ArrayRef<int64_t> list) {
    return llvm::map_to_vector(list, [](int64_t entry) { return -entry; });
  };
  int64_t rank = op.getType().getRank();
  SmallVector<int64_t> none(rank, 0);
  Value cotangent = context.cotangentOrZero();
  Value trimmed = buildPad(builder, loc, cotangent, negate(op.getLow()), negate(op.getHigh()), none);
  SmallVector<int64_t> strides =
      llvm::map_to_vector(op.getInterior(), [](int64_t between) { return between + 1; });
  SmallVector<OpFoldResult> starts(rank, builder.getIndexAttr(0));
  Value inner =
      buildSliced(builder, loc, trimmed, starts, getShape(builder, loc, context.operand(0)), strides);
  context.accumulate(0, inner);
  // The sum of differences would lose what is small beside the operand's.
  if (context.wants(1)) {
    Value isPadding = buildIsPadding(context, op);
    context.accumulate(1, buildTotal(context, buildMasked(builder, loc, isPadding, cotangent)));
  }
  return success();
}

void eshkol::registerSlicingRules(MLIRContext *c) {
  linear<SliceOp>(c, transposeSlice);
  linear<DynamicUpdateSliceOp>(c, transposeUpdate);
  linear<ConcatOp>(c, transposeConcat);
  linear<PadOp>(c, transposePad);
}
