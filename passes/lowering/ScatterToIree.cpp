//===- ScatterToIree.cpp - scatter by the operation that IREE has for it --===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/IreeOps.h"
#include "passes/lowering/Passes.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_SCATTERTOIREEPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

/// The operands of a scatter with one dimension of indices after the batch dimensions.
struct Updates {
  Value indices, values;
};

/// indices [b.., i..] and updates [b.., i.., q..] ⇒ [b.., Πi] and [b.., Πi, q..]
static Updates buildFlat(OpBuilder &builder, ScatterOp op) {
  int64_t batches = op.getBatchDims(), rank = op.getIndices().getType().getRank();
  if (rank == batches + 1)
    return {op.getIndices(), op.getUpdates()};
  Location loc = op.getLoc();
  SmallVector<OpFoldResult> all = getSizes(builder, loc, op.getIndices()), inner;
  SmallVector<OpFoldResult> outer(ArrayRef(all).take_front(batches));
  outer.push_back(buildProductOf(builder, loc, ArrayRef(all).drop_front(batches)));
  SmallVector<OpFoldResult> updateSizes(outer), given = getSizes(builder, loc, op.getUpdates());
  llvm::append_range(updateSizes, ArrayRef(given).drop_front(rank));
  return {buildReshaped(builder, loc, op.getIndices(), outer),
          buildReshaped(builder, loc, op.getUpdates(), updateSizes)};
}

/// The leading `count` dimensions of a nest of `rank` loops.
static AffineMap leadingMap(OpBuilder &builder, int64_t rank, int64_t count) {
  return AffineMap::getMultiDimIdentityMap(rank, builder.getContext()).getMajorSubMap(count);
}

namespace {

/// scatter set x[i], u ⇒ u[last] where last ≥ 0, else x, with last = scatter max (−1)[i], 0..
///
/// Numbers of updates are scattered instead of rows, and the rows are then read in parallel.
struct ReplaceByLast : OpRewritePattern<ScatterOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ScatterOp op, PatternRewriter &rewriter) const override {
    if (op.getMode() != ScatterMode::Set)
      return rewriter.notifyMatchFailure(op, "updates are combined");
    Location loc = op.getLoc();
    int64_t batches = op.getBatchDims();
    Updates updates = buildFlat(rewriter, op);
    Value last = buildLast(rewriter, op, updates.indices);
    // With no updates there is nothing to read; a row of padding keeps that read inside.
    Value rows = buildNonEmpty(rewriter, loc, updates.values, batches);
    Value chosen = GatherOp::create(rewriter, loc, rows, last, batches, batches);
    int64_t rank = op.getOperand().getType().getRank();
    AffineMap identity = rewriter.getMultiDimIdentityMap(rank);
    Value result = buildParallelGeneric(
        rewriter, loc, {op.getOperand(), chosen, last}, op.getOperand(),
        {identity, identity, leadingMap(rewriter, rank, batches + 1)},
        [](OpBuilder &builder, Location at, ValueRange elements) -> Value {
          Value zero = buildConstant(builder, at, builder.getI32Type(), 0);
          Value isWritten = arith::CmpIOp::create(builder, at, arith::CmpIPredicate::sge, elements[2], zero);
          return arith::SelectOp::create(builder, at, isWritten, elements[1], elements[0]);
        });
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }

private:
  /// For each position, the number of the last update that goes there, or −1.
  static Value buildLast(PatternRewriter &rewriter, ScatterOp op, Value indices) {
    Location loc = op.getLoc();
    int64_t batches = op.getBatchDims();
    Type number = rewriter.getI32Type();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getOperand());
    Value none = buildFilled(rewriter, loc, ArrayRef(sizes).take_front(batches + 1),
                             buildConstant(rewriter, loc, number, -1));
    SmallVector<Value> dynamicSizes;
    SmallVector<int64_t> staticSizes;
    dispatchIndexOpFoldResults(getSizes(rewriter, loc, indices), dynamicSizes, staticSizes);
    Value numbers = IotaOp::create(rewriter, loc, RankedTensorType::get(staticSizes, number), batches,
                                   dynamicSizes, staticSizes);
    return ScatterOp::create(rewriter, loc, ScatterMode::Max, none, indices, numbers, batches);
  }

  static Value buildNonEmpty(PatternRewriter &rewriter, Location loc, Value rows, int64_t dimension) {
    auto type = cast<RankedTensorType>(rows.getType());
    if (!type.isDynamicDim(dimension))
      return rows;
    SmallVector<int64_t> none(type.getRank(), 0), high(none);
    high[dimension] = 1;
    Value zero = buildConstant(rewriter, loc, type.getElementType(), 0);
    return PadOp::create(rewriter, loc, rows, zero, none, high, none);
  }
};

/// scatter mode x[i], u ⇒ iree_linalg_ext.scatter of the updates that go somewhere, the others being
/// replaced by an update of the first position that changes nothing.
struct LowerToLinalgExt : OpRewritePattern<ScatterOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ScatterOp op, PatternRewriter &rewriter) const override {
    if (op.getMode() == ScatterMode::Set)
      return rewriter.notifyMatchFailure(op, "no update leaves an element unchanged");
    Location loc = op.getLoc();
    Value size = tensor::DimOp::create(rewriter, loc, op.getOperand(), op.getBatchDims());
    Updates updates = buildWritable(rewriter, op, buildFlat(rewriter, op), size);
    Value values = buildMasked(rewriter, op, updates, size),
          positions = buildPositions(rewriter, op, updates.indices, size);
    SmallVector<int64_t> dimensions = llvm::to_vector(llvm::seq<int64_t>(op.getBatchDims() + 1));
    auto scatter = iree::ScatterOp::create(rewriter, loc, op.getOperand().getType(), values, positions,
                                           op.getOperand(), dimensions, /*unique_indices=*/false);
    buildBody(rewriter, op, scatter.getBody());
    rewriter.replaceOp(op, buildCast(rewriter, loc, scatter.getResult(), op.getType()));
    return success();
  }

private:
  static Value buildIndex(OpBuilder &builder, Location loc, Value integer) {
    if (integer.getType().isIndex())
      return integer;
    return arith::IndexCastOp::create(builder, loc, builder.getIndexType(), integer);
  }

  /// Whether an index is in [0, size), and its value as an index.
  static std::pair<Value, Value> buildInside(OpBuilder &builder, Location loc, Value integer, Value size) {
    Value index = buildIndex(builder, loc, integer);
    // A negative index is a large one as an unsigned number.
    return {arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, index, size), index};
  }

  /// No updates if there is nothing to write to.
  static Updates buildWritable(PatternRewriter &rewriter, ScatterOp op, Updates updates, Value size) {
    int64_t along = op.getBatchDims();
    if (!op.getOperand().getType().isDynamicDim(along))
      return updates;
    Location loc = op.getLoc();
    Value zero = arith::ConstantIndexOp::create(rewriter, loc, 0),
          count = tensor::DimOp::create(rewriter, loc, updates.indices, along),
          isEmpty = arith::CmpIOp::create(rewriter, loc, arith::CmpIPredicate::eq, size, zero),
          kept = arith::SelectOp::create(rewriter, loc, isEmpty, zero, count);
    return {buildFirst(rewriter, loc, updates.indices, along, kept),
            buildFirst(rewriter, loc, updates.values, along, kept)};
  }

  /// The first `count` elements along one dimension.
  static Value buildFirst(PatternRewriter &rewriter, Location loc, Value operand, int64_t dimension,
                          Value count) {
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, operand),
                              starts(sizes.size(), rewriter.getIndexAttr(0)),
                              strides(sizes.size(), rewriter.getIndexAttr(1));
    sizes[dimension] = count;
    return tensor::ExtractSliceOp::create(rewriter, loc, operand, starts, sizes, strides);
  }

  /// The updates, with the identity of the mode for those to be dropped.
  static Value buildMasked(PatternRewriter &rewriter, ScatterOp op, Updates updates, Value size) {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(updates.values.getType());
    Value neutral = buildNeutral(rewriter, loc, op.getMode(), type.getElementType());
    Value init = buildEmpty(rewriter, loc, getSizes(rewriter, loc, updates.values), type.getElementType());
    int64_t rank = type.getRank();
    return buildParallelGeneric(
        rewriter, loc, {updates.values, updates.indices}, init,
        {rewriter.getMultiDimIdentityMap(rank), leadingMap(rewriter, rank, op.getBatchDims() + 1)},
        [&](OpBuilder &builder, Location at, ValueRange elements) -> Value {
          auto [isInside, index] = buildInside(builder, at, elements[1], size);
          return arith::SelectOp::create(builder, at, isInside, elements[0], neutral);
        });
  }

  /// The update that changes no element.
  static Value buildNeutral(PatternRewriter &rewriter, Location loc, ScatterMode mode, Type element) {
    // -0 + 0 is 0, but x + -0 is always x.
    if (mode == ScatterMode::Add && isa<FloatType>(element))
      return buildConstant(rewriter, loc, element, -0.0);
    return buildIdentity(rewriter, loc, reductionOf(mode, element), element);
  }

  /// The reduction that has the same identity as an update.
  static ReductionKind reductionOf(ScatterMode mode, Type element) {
    bool isBool = element.isInteger(1);
    switch (mode) {
    case ScatterMode::Set:
    case ScatterMode::Add:
      return isBool ? ReductionKind::Any : ReductionKind::Sum;
    case ScatterMode::Mul:
      return isBool ? ReductionKind::All : ReductionKind::Prod;
    case ScatterMode::Max:
      return isBool ? ReductionKind::Any : ReductionKind::Max;
    case ScatterMode::Min:
      return isBool ? ReductionKind::All : ReductionKind::Min;
    }
    llvm_unreachable("every mode is a reduction");
  }

  /// [b.., i, batches + 1]: where each update goes, 0 if nowhere.
  static Value buildPositions(PatternRewriter &rewriter, ScatterOp op, Value indices, Value size) {
    Location loc = op.getLoc();
    int64_t batches = op.getBatchDims();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, indices);
    sizes.push_back(rewriter.getIndexAttr(batches + 1));
    Value init = buildEmpty(rewriter, loc, sizes, rewriter.getI32Type());
    return buildParallelGeneric(
        rewriter, loc, indices, init, leadingMap(rewriter, batches + 2, batches + 1),
        [&](OpBuilder &builder, Location at, ValueRange elements) -> Value {
          auto [isInside, index] = buildInside(builder, at, elements[0], size);
          Value zero = arith::ConstantIndexOp::create(builder, at, 0);
          Value coordinate = arith::SelectOp::create(builder, at, isInside, index, zero);
          Value component = linalg::IndexOp::create(builder, at, batches + 1);
          for (int64_t batch = 0; batch < batches; ++batch) {
            Value number = arith::ConstantIndexOp::create(builder, at, batch),
                  isBatch = arith::CmpIOp::create(builder, at, arith::CmpIPredicate::eq, component, number),
                  position = linalg::IndexOp::create(builder, at, batch);
            coordinate = arith::SelectOp::create(builder, at, isBatch, position, coordinate);
          }
          return arith::IndexCastOp::create(builder, at, builder.getI32Type(), coordinate);
        });
  }

  /// The body of the operation of IREE, whose arguments are the update and the element.
  static void buildBody(PatternRewriter &rewriter, ScatterOp op, Region &body) {
    Location loc = op.getLoc();
    Type element = op.getType().getElementType();
    OpBuilder::InsertionGuard guard(rewriter);
    Block *block = rewriter.createBlock(&body, body.end(), {element, element}, {loc, loc});
    Value next = buildScatterStep(rewriter, loc, op.getMode(), block->getArgument(1), block->getArgument(0));
    iree::YieldOp::create(rewriter, loc, next);
  }
};

struct ScatterToIreePass : eshkol::impl::ScatterToIreePassBase<ScatterToIreePass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<ReplaceByLast, LowerToLinalgExt>(&getContext());
    GreedyRewriteConfig config;
    config.enableFolding(false).enableConstantCSE(false);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};

} // namespace
