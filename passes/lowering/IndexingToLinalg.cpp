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
/// The loop writes in place once it is on buffers.  It is a single one, and an update that is dropped
/// writes back what it read, because IREE cannot carry a tensor of dynamic shape through control flow
/// inside a loop.
struct LowerScatter : OpRewritePattern<ScatterOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ScatterOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value size = tensor::DimOp::create(rewriter, loc, op.getOperand(), op.getBatchDims()),
          zero = arith::ConstantIndexOp::create(rewriter, loc, 0),
          one = arith::ConstantIndexOp::create(rewriter, loc, 1);
    SmallVector<Value> counts;
    for (int64_t dimension = 0; dimension < op.getIndices().getType().getRank(); ++dimension)
      counts.push_back(tensor::DimOp::create(rewriter, loc, op.getIndices(), dimension));
    auto loop = scf::ForOp::create(
        rewriter, loc, zero, buildTotal(rewriter, loc, counts, size), one, op.getOperand(),
        [&](OpBuilder &builder, Location at, Value induction, ValueRange carried) {
          SmallVector<Value> position = buildPosition(builder, at, induction, counts);
          scf::YieldOp::create(builder, at, buildUpdate(builder, op, size, carried[0], position));
        });
    rewriter.replaceOp(op, buildCast(rewriter, loc, loop.getResult(0), op.getType()));
    return success();
  }

private:
  /// The number of updates; none if there is nothing to write to.
  static Value buildTotal(OpBuilder &builder, Location loc, ArrayRef<Value> counts, Value size) {
    Value zero = arith::ConstantIndexOp::create(builder, loc, 0),
          total = arith::ConstantIndexOp::create(builder, loc, 1),
          isEmpty = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, size, zero);
    for (Value count : counts)
      total = arith::MulIOp::create(builder, loc, total, count);
    return arith::SelectOp::create(builder, loc, isEmpty, zero, total);
  }

  /// The position with row-major number `linear` in a tensor with the given sizes.
  static SmallVector<Value> buildPosition(OpBuilder &builder, Location loc, Value linear,
                                          ArrayRef<Value> sizes) {
    SmallVector<Value> position(sizes.size());
    for (size_t dimension = sizes.size(); dimension-- > 1;) {
      position[dimension] = arith::RemUIOp::create(builder, loc, linear, sizes[dimension]);
      linear = arith::DivUIOp::create(builder, loc, linear, sizes[dimension]);
    }
    if (!position.empty())
      position.front() = linear;
    return position;
  }

  /// The target after the update at `position` of the indices.
  static Value buildUpdate(OpBuilder &builder, ScatterOp op, Value size, Value target,
                           ArrayRef<Value> position) {
    Location loc = op.getLoc();
    Value index =
              buildIndex(builder, loc, tensor::ExtractOp::create(builder, loc, op.getIndices(), position)),
          zero = arith::ConstantIndexOp::create(builder, loc, 0);
    // A negative index is a large one as an unsigned number.
    Value isInside = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, index, size),
          row = arith::SelectOp::create(builder, loc, isInside, index, zero);
    SmallVector<Value> outer(position.take_front(op.getBatchDims()));
    outer.push_back(row);
    Box from = rowAt(builder, op, position), to = rowAt(builder, op, outer);
    Value update = from.read(builder, loc, op.getUpdates()), old = to.read(builder, loc, target);
    Value combined = buildCombined(builder, op, isInside, old, update);
    return tensor::InsertSliceOp::create(builder, loc, combined, target, to.starts, to.sizes, to.strides);
  }

  /// One row `[position, :]` of a tensor, as a tensor of the remaining rank.
  struct Box {
    RankedTensorType type;
    SmallVector<OpFoldResult> starts, sizes, strides;

    Value read(OpBuilder &builder, Location loc, Value tensor) const {
      return tensor::ExtractSliceOp::create(builder, loc, type, tensor, starts, sizes, strides);
    }
  };

  static Box rowAt(OpBuilder &builder, ScatterOp op, ArrayRef<Value> position) {
    RankedTensorType type = op.getOperand().getType();
    int64_t inner = type.getRank() - op.getBatchDims() - 1;
    SmallVector<OpFoldResult> sizes = getSizes(builder, op.getLoc(), op.getOperand());
    OpFoldResult zero = builder.getIndexAttr(0), one = builder.getIndexAttr(1);
    Box box{RankedTensorType::get(type.getShape().take_back(inner), type.getElementType()),
            SmallVector<OpFoldResult>(position.begin(), position.end()),
            SmallVector<OpFoldResult>(position.size(), one),
            SmallVector<OpFoldResult>(position.size() + inner, one)};
    box.starts.append(inner, zero);
    llvm::append_range(box.sizes, ArrayRef(sizes).take_back(inner));
    return box;
  }

  static Value buildCombined(OpBuilder &builder, ScatterOp op, Value isInside, Value old, Value update) {
    AffineMap map = builder.getMultiDimIdentityMap(cast<RankedTensorType>(old.getType()).getRank());
    return buildParallelGeneric(builder, op.getLoc(), {old, update}, old, {map, map},
                                [&](OpBuilder &nested, Location at, ValueRange elements) -> Value {
                                  Value next =
                                      buildScatterStep(nested, at, op.getMode(), elements[0], elements[1]);
                                  return arith::SelectOp::create(nested, at, isInside, next, elements[0]);
                                });
  }
};

} // namespace

void eshkol::populateIndexingToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerGather, LowerScatter>(patterns.getContext());
}
