//===- IndexingToLinalg.cpp - reads and writes at computed positions ------===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::eshkol;

/// An i64, i32 or index as an index.
static Value buildIndex(OpBuilder &builder, Location loc, Value integer) {
  if (integer.getType().isIndex())
    return integer;
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(), integer);
}

namespace {

/// result[b, p, i, q] = operand[b, p, clamp(indices[b, i]), q]
struct LowerGather : OpRewritePattern<GatherOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GatherOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value zero = arith::ConstantIndexOp::create(rewriter, loc, 0),
          one = arith::ConstantIndexOp::create(rewriter, loc, 1),
          size = tensor::DimOp::create(rewriter, loc, op.getOperand(), op.getDimension()),
          last = arith::SubIOp::create(rewriter, loc, size, one);
    Value init = buildEmpty(rewriter, loc, resultSizes(rewriter, op), op.getType().getElementType());
    Value result = buildParallelGeneric(
        rewriter, loc, op.getIndices(), init, indexMap(rewriter, op),
        [&](OpBuilder &builder, Location at, ValueRange elements) -> Value {
          Value index = buildIndex(builder, at, elements[0]);
          Value least = arith::MinSIOp::create(builder, at, index, last);
          Value clamped = arith::MaxSIOp::create(builder, at, least, zero);
          return tensor::ExtractOp::create(builder, at, op.getOperand(), position(builder, at, op, clamped));
        });
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }

private:
  static int64_t indexRank(GatherOp op) { return op.getIndices().getType().getRank() - op.getBatchDims(); }

  static SmallVector<OpFoldResult> resultSizes(PatternRewriter &rewriter, GatherOp op) {
    SmallVector<OpFoldResult> operand = getSizes(rewriter, op.getLoc(), op.getOperand()),
                              indices = getSizes(rewriter, op.getLoc(), op.getIndices());
    ArrayRef<OpFoldResult> outer = ArrayRef(operand).take_front(op.getDimension()),
                           inner = ArrayRef(operand).drop_front(op.getDimension() + 1);
    SmallVector<OpFoldResult> sizes(outer);
    llvm::append_range(sizes, ArrayRef(indices).drop_front(op.getBatchDims()));
    llvm::append_range(sizes, inner);
    return sizes;
  }

  /// From a position in the result to one in the indices: (b, p, i, q) ↦ (b, i)
  static AffineMap indexMap(PatternRewriter &rewriter, GatherOp op) {
    SmallVector<AffineExpr> exprs;
    for (int64_t batch = 0; batch < static_cast<int64_t>(op.getBatchDims()); ++batch)
      exprs.push_back(rewriter.getAffineDimExpr(batch));
    for (int64_t dimension = 0; dimension < indexRank(op); ++dimension)
      exprs.push_back(rewriter.getAffineDimExpr(op.getDimension() + dimension));
    return AffineMap::get(op.getType().getRank(), 0, exprs, rewriter.getContext());
  }

  /// From a position in the result to one in the operand: (b, p, i, q) ↦ (b, p, index, q)
  static SmallVector<Value> position(OpBuilder &builder, Location loc, GatherOp op, Value index) {
    SmallVector<Value> position;
    for (int64_t dimension = 0; dimension < op.getOperand().getType().getRank(); ++dimension) {
      int64_t along = op.getDimension(), shift = dimension < along ? 0 : indexRank(op) - 1;
      if (dimension == along)
        position.push_back(index);
      else
        position.push_back(linalg::IndexOp::create(builder, loc, dimension + shift));
    }
    return position;
  }
};

/// operand[b, indices[b, i], q] ∘= updates[b, i, q], one (b, i) after the other in row-major order.
///
/// The loops write in place once they are on buffers.
struct LowerScatter : OpRewritePattern<ScatterOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ScatterOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    SmallVector<Value> position;
    Value result = buildLoops(rewriter, op, op.getOperand(), position);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }

private:
  /// The loop over the dimension of the indices that comes next, and those inside.
  static Value buildLoops(OpBuilder &builder, ScatterOp op, Value target, SmallVectorImpl<Value> &position) {
    Location loc = op.getLoc();
    int64_t depth = position.size();
    if (depth == op.getIndices().getType().getRank())
      return buildGuardedUpdate(builder, op, target, position);
    Value zero = arith::ConstantIndexOp::create(builder, loc, 0),
          one = arith::ConstantIndexOp::create(builder, loc, 1),
          size = tensor::DimOp::create(builder, loc, op.getIndices(), depth);
    auto loop =
        scf::ForOp::create(builder, loc, zero, size, one, target,
                           [&](OpBuilder &nested, Location at, Value induction, ValueRange carried) {
                             position.push_back(induction);
                             scf::YieldOp::create(nested, at, buildLoops(nested, op, carried[0], position));
                             position.pop_back();
                           });
    return loop.getResult(0);
  }

  /// The target after one update, which is dropped if its index is outside.
  static Value buildGuardedUpdate(OpBuilder &builder, ScatterOp op, Value target, ArrayRef<Value> position) {
    Location loc = op.getLoc();
    Value element = tensor::ExtractOp::create(builder, loc, op.getIndices(), position),
          index = buildIndex(builder, loc, element),
          size = tensor::DimOp::create(builder, loc, op.getOperand(), op.getBatchDims());
    // A negative index is a large one as an unsigned number.
    Value isInside = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, index, size);
    auto choice = scf::IfOp::create(
        builder, loc, isInside,
        [&](OpBuilder &nested, Location at) {
          scf::YieldOp::create(nested, at, buildUpdate(nested, at, op, target, position, index));
        },
        [&](OpBuilder &nested, Location at) { scf::YieldOp::create(nested, at, target); });
    return choice.getResult(0);
  }

  static Value buildUpdate(OpBuilder &builder, Location loc, ScatterOp op, Value target,
                           ArrayRef<Value> position, Value index) {
    int64_t batches = op.getBatchDims(), indexRank = position.size(),
            inner = op.getOperand().getType().getRank() - batches - 1;
    SmallVector<OpFoldResult> sizes = getSizes(builder, loc, op.getOperand());
    ArrayRef<OpFoldResult> innerSizes = ArrayRef(sizes).take_back(inner);
    SmallVector<OpFoldResult> updateStarts(position.begin(), position.end()),
        targetStarts(position.begin(), position.begin() + batches);
    targetStarts.push_back(index);
    updateStarts.append(inner, builder.getIndexAttr(0));
    targetStarts.append(inner, builder.getIndexAttr(0));
    SmallVector<OpFoldResult> updateSizes = boxSizes(builder, indexRank, innerSizes),
                              targetSizes = boxSizes(builder, batches + 1, innerSizes);
    SmallVector<OpFoldResult> updateOnes(indexRank + inner, builder.getIndexAttr(1)),
        targetOnes(batches + 1 + inner, builder.getIndexAttr(1));

    auto rowType = RankedTensorType::get(op.getOperand().getType().getShape().take_back(inner),
                                         op.getOperand().getType().getElementType());
    Value update = tensor::ExtractSliceOp::create(builder, loc, rowType, op.getUpdates(), updateStarts,
                                                  updateSizes, updateOnes);
    Value old =
        tensor::ExtractSliceOp::create(builder, loc, rowType, target, targetStarts, targetSizes, targetOnes);
    Value combined = buildCombined(builder, loc, op.getMode(), old, update);
    return tensor::InsertSliceOp::create(builder, loc, combined, target, targetStarts, targetSizes,
                                         targetOnes);
  }

  /// `count` dimensions of size one and the inner ones.
  static SmallVector<OpFoldResult> boxSizes(OpBuilder &builder, int64_t count, ArrayRef<OpFoldResult> inner) {
    SmallVector<OpFoldResult> sizes(count, builder.getIndexAttr(1));
    llvm::append_range(sizes, inner);
    return sizes;
  }

  static Value buildCombined(OpBuilder &builder, Location loc, ScatterMode mode, Value old, Value update) {
    if (mode == ScatterMode::Set)
      return update;
    AffineMap map = builder.getMultiDimIdentityMap(cast<RankedTensorType>(old.getType()).getRank());
    return buildParallelGeneric(builder, loc, {old, update}, old, {map, map},
                                [&](OpBuilder &nested, Location at, ValueRange elements) {
                                  return buildScatterStep(nested, at, mode, elements[0], elements[1]);
                                });
  }
};

} // namespace

void eshkol::populateIndexingToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerGather, LowerScatter>(patterns.getContext());
}
