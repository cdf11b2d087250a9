//===- SlicingToLinalg.cpp - taking apart and joining as tensor ops -------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

/// `size` ones, zeros, ... as static indices.
static SmallVector<OpFoldResult> repeatIndex(OpBuilder &builder, int64_t index, int64_t size) {
  return SmallVector<OpFoldResult>(size, builder.getIndexAttr(index));
}

/// The distance from the first to behind the last of `size` elements: (size − 1)·stride + 1, or 0.
static OpFoldResult buildExtent(OpBuilder &builder, Location loc, OpFoldResult size, int64_t stride) {
  if (stride == 1)
    return size;
  if (std::optional<int64_t> constant = getConstantIntValue(size))
    return builder.getIndexAttr(*constant == 0 ? 0 : (*constant - 1) * stride + 1);
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0),
        gap = arith::ConstantIndexOp::create(builder, loc, stride - 1),
        step = arith::ConstantIndexOp::create(builder, loc, stride), count = cast<Value>(size);
  // size·stride − (stride − 1) is positive exactly where size is.
  Value scaled = arith::MulIOp::create(builder, loc, count, step);
  Value extent = arith::SubIOp::create(builder, loc, scaled, gap);
  return arith::MaxSIOp::create(builder, loc, extent, zero).getResult();
}

/// max(0, min(start, size − extent)), or `start` where it is known to be that.
static OpFoldResult buildClampedStart(OpBuilder &builder, Location loc, OpFoldResult start, OpFoldResult size,
                                      OpFoldResult extent) {
  bool isInside = getConstantIntValue(size) && getConstantIntValue(extent) && getConstantIntValue(start);
  if (isInside || isConstantIntValue(start, 0))
    return start;
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value room = arith::SubIOp::create(builder, loc, getValueOrCreateConstantIndexOp(builder, loc, size),
                                     getValueOrCreateConstantIndexOp(builder, loc, extent));
  Value least =
      arith::MinSIOp::create(builder, loc, getValueOrCreateConstantIndexOp(builder, loc, start), room);
  return arith::MaxSIOp::create(builder, loc, least, zero).getResult();
}

/// Whether a tensor is known to have no elements: slices of none at its end are out of bounds to MLIR.
static bool isEmpty(Type type) { return llvm::is_contained(cast<RankedTensorType>(type).getShape(), 0); }

/// How many operands are inserted one after the other: analyses of buffers look, for each, at all before it.
constexpr size_t MaxJoined = 16;

namespace {

/// concat(a, b, ..) = concat(concat(a, ..), concat(..), ..) of many operands
struct SplitConcat : OpRewritePattern<ConcatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ConcatOp op, PatternRewriter &rewriter) const override {
    SmallVector<Value> operands(op.getOperands()), joined;
    if (operands.size() <= MaxJoined)
      return failure();
    for (size_t first = 0; first < operands.size(); first += MaxJoined) {
      ArrayRef<Value> group = ArrayRef(operands).slice(first).take_front(MaxJoined);
      joined.push_back(ConcatOp::create(rewriter, op.getLoc(), group, op.getDimension()));
    }
    rewriter.replaceOpWithNewOp<ConcatOp>(op, op.getType(), joined, op.getDimension());
    return success();
  }
};

/// Each operand is inserted behind the ones before it.
struct LowerConcat : OpRewritePattern<ConcatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ConcatOp op, PatternRewriter &rewriter) const override {
    if (op->getNumOperands() > MaxJoined)
      return failure();
    Location loc = op.getLoc();
    int64_t along = op.getDimension(), rank = op.getType().getRank();
    SmallVector<OpFoldResult> starts;
    OpFoldResult total = rewriter.getIndexAttr(0);
    for (Value operand : op.getOperands()) {
      starts.push_back(total);
      total = buildSum(rewriter, loc, total, getSizes(rewriter, loc, operand)[along]);
    }
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getOperand(0));
    sizes[along] = total;
    Value result = buildEmpty(rewriter, loc, sizes, op.getType().getElementType());
    SmallVector<OpFoldResult> offsets = repeatIndex(rewriter, 0, rank), ones = repeatIndex(rewriter, 1, rank);
    for (auto [operand, start] : llvm::zip(op.getOperands(), starts)) {
      if (isEmpty(operand.getType()))
        continue;
      offsets[along] = start;
      result = tensor::InsertSliceOp::create(rewriter, loc, operand, result, offsets,
                                             getSizes(rewriter, loc, operand), ones);
    }
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }

private:
  static OpFoldResult buildSum(PatternRewriter &rewriter, Location loc, OpFoldResult a, OpFoldResult b) {
    std::optional<int64_t> left = getConstantIntValue(a), right = getConstantIntValue(b);
    if (left && right)
      return rewriter.getIndexAttr(*left + *right);
    return arith::AddIOp::create(rewriter, loc, getValueOrCreateConstantIndexOp(rewriter, loc, a),
                                 getValueOrCreateConstantIndexOp(rewriter, loc, b))
        .getResult();
  }
};

/// result[i, ..] = operand[clamp(start) + i·stride, ..]
struct LowerSlice : OpRewritePattern<SliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SliceOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> bounds = getSizes(rewriter, loc, op.getOperand()), sizes = op.getMixedSizes(),
                              starts;
    if (isEmpty(op.getType())) {
      Value empty = buildEmpty(rewriter, loc, sizes, op.getType().getElementType());
      rewriter.replaceOp(op, buildCast(rewriter, loc, empty, op.getType()));
      return success();
    }
    for (auto [start, size, stride, bound] : llvm::zip(op.getMixedStarts(), sizes, op.getStrides(), bounds)) {
      OpFoldResult extent = buildExtent(rewriter, loc, size, stride);
      starts.push_back(buildClampedStart(rewriter, loc, start, bound, extent));
    }
    SmallVector<OpFoldResult> strides = getAsIndexOpFoldResult(op.getContext(), op.getStrides());
    Value result = tensor::ExtractSliceOp::create(rewriter, loc, op.getOperand(), starts, sizes, strides);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

/// operand with operand[clamp(start) + i, ..] = update[i, ..]
struct LowerDynamicUpdateSlice : OpRewritePattern<DynamicUpdateSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DynamicUpdateSliceOp op, PatternRewriter &rewriter) const override {
    if (isEmpty(op.getUpdate().getType())) {
      rewriter.replaceOp(op, op.getOperand());
      return success();
    }
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> bounds = getSizes(rewriter, loc, op.getOperand()),
                              sizes = getSizes(rewriter, loc, op.getUpdate()), starts;
    for (auto [start, size, bound] : llvm::zip(op.getMixedStarts(), sizes, bounds))
      starts.push_back(buildClampedStart(rewriter, loc, start, bound, size));
    Value result = tensor::InsertSliceOp::create(rewriter, loc, op.getUpdate(), op.getOperand(), starts,
                                                 sizes, repeatIndex(rewriter, 1, op.getType().getRank()));
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

/// Elements are spread, then cropped, then surrounded.
struct LowerPad : OpRewritePattern<PadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(PadOp op, PatternRewriter &rewriter) const override {
    Value spread = buildSpread(rewriter, op, op.getOperand());
    // In this order, since there may be fewer elements than are removed on one side after some were added on
    // the other.
    Value surrounded = buildSurrounded(rewriter, op, spread);
    Value result = buildCropped(rewriter, op, surrounded);
    rewriter.replaceOp(op, buildCast(rewriter, op.getLoc(), result, op.getType()));
    return success();
  }

private:
  /// The operand written into padding at distances `interior + 1`.
  static Value buildSpread(PatternRewriter &rewriter, PadOp op, Value operand) {
    if (llvm::all_of(op.getInterior(), [](int64_t entry) { return entry == 0; }))
      return operand;
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, operand), spreadSizes, strides;
    for (auto [size, interior] : llvm::zip(sizes, op.getInterior())) {
      spreadSizes.push_back(buildExtent(rewriter, loc, size, interior + 1));
      strides.push_back(rewriter.getIndexAttr(interior + 1));
    }
    Value filled = buildFilled(rewriter, loc, spreadSizes, op.getValue());
    return tensor::InsertSliceOp::create(rewriter, loc, operand, filled,
                                         repeatIndex(rewriter, 0, sizes.size()), sizes, strides);
  }

  /// Without the elements that a negative `low` or `high` removes.
  static Value buildCropped(PatternRewriter &rewriter, PadOp op, Value operand) {
    auto isNegative = [](int64_t entry) { return entry < 0; };
    if (llvm::none_of(op.getLow(), isNegative) && llvm::none_of(op.getHigh(), isNegative))
      return operand;
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> starts, sizes;
    for (auto [size, low, high] : llvm::zip(getSizes(rewriter, loc, operand), op.getLow(), op.getHigh())) {
      int64_t before = std::max<int64_t>(-low, 0), after = std::max<int64_t>(-high, 0);
      starts.push_back(rewriter.getIndexAttr(before));
      sizes.push_back(buildDifference(rewriter, loc, size, before + after));
    }
    return tensor::ExtractSliceOp::create(rewriter, loc, operand, starts, sizes,
                                          repeatIndex(rewriter, 1, sizes.size()));
  }

  static OpFoldResult buildDifference(PatternRewriter &rewriter, Location loc, OpFoldResult size,
                                      int64_t amount) {
    if (std::optional<int64_t> constant = getConstantIntValue(size))
      return rewriter.getIndexAttr(*constant - amount);
    Value subtrahend = arith::ConstantIndexOp::create(rewriter, loc, amount);
    return arith::SubIOp::create(rewriter, loc, cast<Value>(size), subtrahend).getResult();
  }

  static Value buildSurrounded(PatternRewriter &rewriter, PadOp op, Value operand) {
    SmallVector<OpFoldResult> low, high;
    bool isNeeded = false;
    for (auto [before, after] : llvm::zip(op.getLow(), op.getHigh())) {
      low.push_back(rewriter.getIndexAttr(std::max<int64_t>(before, 0)));
      high.push_back(rewriter.getIndexAttr(std::max<int64_t>(after, 0)));
      isNeeded |= before > 0 || after > 0;
    }
    if (!isNeeded)
      return operand;
    // IREE 3.13 crashes on tensor.pad with complex elements.
    if (isa<ComplexType>(op.getType().getElementType()))
      return buildInserted(rewriter, op, operand, low, high);
    return tensor::PadOp::create(rewriter, op.getLoc(), Type(), operand, low, high, op.getValue());
  }

  /// `operand` written into padding.
  static Value buildInserted(PatternRewriter &rewriter, PadOp op, Value operand, ArrayRef<OpFoldResult> low,
                             ArrayRef<OpFoldResult> high) {
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, operand), paddedSizes;
    for (auto [size, before, after] : llvm::zip(sizes, low, high))
      paddedSizes.push_back(
          buildDifference(rewriter, loc, size, -*getConstantIntValue(before) - *getConstantIntValue(after)));
    Value filled = buildFilled(rewriter, loc, paddedSizes, op.getValue());
    return tensor::InsertSliceOp::create(rewriter, loc, operand, filled, low, sizes,
                                         repeatIndex(rewriter, 1, sizes.size()));
  }
};

} // namespace

void eshkol::populateSlicingToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<SplitConcat, LowerConcat, LowerSlice, LowerDynamicUpdateSlice, LowerPad>(
      patterns.getContext());
}
