//===- ShapeToLinalg.cpp - rearranging elements as linalg -----------------===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

struct LowerTranspose : OpRewritePattern<TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(TransposeOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getOperand());
    Value init = buildEmpty(rewriter, loc, applyPermutation(sizes, op.getPermutation()),
                            op.getType().getElementType());
    Value result =
        linalg::TransposeOp::create(rewriter, loc, op.getOperand(), init, op.getPermutation())->getResult(0);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

/// result[.., i_dimensions[d], ..] = operand[.., i_d or 0, ..]
struct LowerBroadcast : OpRewritePattern<BroadcastOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BroadcastOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    RankedTensorType type = op.getOperand().getType();
    SmallVector<AffineExpr> exprs;
    for (auto [dimension, target] : llvm::enumerate(op.getDimensions())) {
      bool isRepeated = type.getDimSize(dimension) == 1 && op.getStaticSizes()[target] != 1;
      exprs.push_back(isRepeated ? rewriter.getAffineConstantExpr(0) : rewriter.getAffineDimExpr(target));
    }
    AffineMap map = AffineMap::get(op.getType().getRank(), 0, exprs, rewriter.getContext());
    Value init = buildEmpty(rewriter, loc, op.getMixedSizes(), type.getElementType());
    Value result =
        buildParallelGeneric(rewriter, loc, op.getOperand(), init, map,
                             [](OpBuilder &, Location, ValueRange elements) { return elements[0]; });
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

/// result = operand's elements in row-major order, as another shape
struct LowerReshape : OpRewritePattern<ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReshapeOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto type = RankedTensorType::get(op.getStaticSizes(), op.getType().getElementType());
    Value result = buildInPlace(rewriter, op, type);
    if (!result && type.getNumDynamicDims() > 1)
      result = buildByShape(rewriter, op, type);
    if (!result)
      result = expand(rewriter, loc, flatten(rewriter, loc, op.getOperand()), type, op.getMixedSizes());
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }

private:
  /// The product of the static sizes.
  static int64_t staticCount(RankedTensorType type) {
    int64_t count = 1;
    for (int64_t size : type.getShape())
      count *= ShapedType::isDynamic(size) ? 1 : size;
    return count;
  }

  /// Splits or joins neighbouring dimensions, where dimensions can be matched without knowing dynamic
  /// sizes: a single one on both sides is equal if the other sizes multiply to the same number.  This
  /// keeps the other dimensions visible to fusion.
  static Value buildInPlace(PatternRewriter &rewriter, ReshapeOp op, RankedTensorType type) {
    RankedTensorType source = op.getOperand().getType();
    int64_t count = staticCount(type);
    if (source.getRank() == type.getRank() || source.getNumDynamicDims() > 1 ||
        source.getNumDynamicDims() != type.getNumDynamicDims() || count == 0 || count != staticCount(source))
      return {};
    std::optional<SmallVector<ReassociationIndices>> groups = getReassociationIndicesForReshape(source, type);
    if (!groups)
      return {};
    if (source.getRank() > type.getRank())
      return tensor::CollapseShapeOp::create(rewriter, op.getLoc(), type, op.getOperand(), *groups);
    return tensor::ExpandShapeOp::create(rewriter, op.getLoc(), type, op.getOperand(), *groups,
                                         op.getMixedSizes());
  }

  /// The shape given as a tensor: the lowering of tensor.expand_shape on the host crashes in LLVM 22
  /// where one dimension becomes several dynamic ones.
  static Value buildByShape(PatternRewriter &rewriter, ReshapeOp op, RankedTensorType type) {
    SmallVector<Value> sizes = getValueOrCreateConstantIndexOp(rewriter, op.getLoc(), op.getMixedSizes());
    Value shape = tensor::FromElementsOp::create(rewriter, op.getLoc(), sizes);
    return tensor::ReshapeOp::create(rewriter, op.getLoc(), type, op.getOperand(), shape);
  }

  /// All dimensions of a tensor of this rank in one group, or no group for rank 0.
  static SmallVector<ReassociationIndices> oneGroup(int64_t rank) {
    if (rank == 0)
      return {};
    return {llvm::to_vector<2>(llvm::seq<int64_t>(rank))};
  }

  static Value flatten(PatternRewriter &rewriter, Location loc, Value operand) {
    auto type = cast<RankedTensorType>(operand.getType());
    if (type.getRank() == 1)
      return operand;
    if (type.getRank() > 1)
      return tensor::CollapseShapeOp::create(rewriter, loc, operand, oneGroup(type.getRank()));
    auto single = RankedTensorType::get(1, type.getElementType());
    return tensor::ExpandShapeOp::create(rewriter, loc, single, operand, ArrayRef<ReassociationIndices>(),
                                         ArrayRef<OpFoldResult>(rewriter.getIndexAttr(1)));
  }

  static Value expand(PatternRewriter &rewriter, Location loc, Value flat, RankedTensorType type,
                      ArrayRef<OpFoldResult> sizes) {
    int64_t count = type.hasStaticShape() ? type.getNumElements() : ShapedType::kDynamic;
    flat = buildCast(rewriter, loc, flat, RankedTensorType::get(count, type.getElementType()));
    if (type.getRank() == 1)
      return flat;
    if (type.getRank() > 1)
      return tensor::ExpandShapeOp::create(rewriter, loc, type, flat, oneGroup(type.getRank()), sizes);
    return tensor::CollapseShapeOp::create(rewriter, loc, type, flat, ArrayRef<ReassociationIndices>());
  }
};

/// result[.., i, ..] = operand[.., size − 1 − i, ..] for the dimensions listed
struct LowerReverse : OpRewritePattern<ReverseOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReverseOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    RankedTensorType type = op.getOperand().getType();
    SmallVector<Value> last(type.getRank());
    Value one = arith::ConstantIndexOp::create(rewriter, loc, 1);
    for (int64_t dimension : op.getDimensions()) {
      Value size = tensor::DimOp::create(rewriter, loc, op.getOperand(), dimension);
      last[dimension] = arith::SubIOp::create(rewriter, loc, size, one);
    }
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getOperand());
    Value init = buildEmpty(rewriter, loc, sizes, type.getElementType());
    Value result = buildParallelGeneric(
        rewriter, loc, {}, init, {}, [&](OpBuilder &builder, Location at, ValueRange) -> Value {
          SmallVector<Value> position;
          for (auto [dimension, end] : llvm::enumerate(last)) {
            Value index = linalg::IndexOp::create(builder, at, dimension);
            position.push_back(end ? arith::SubIOp::create(builder, at, end, index).getResult() : index);
          }
          return tensor::ExtractOp::create(builder, at, op.getOperand(), position);
        });
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

/// result[i, ..] = i_dimension
struct LowerIota : OpRewritePattern<IotaOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(IotaOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type element = op.getType().getElementType();
    Value init = buildEmpty(rewriter, loc, op.getMixedSizes(), element);
    Value result = buildParallelGeneric(
        rewriter, loc, {}, init, {}, [&](OpBuilder &builder, Location at, ValueRange) -> Value {
          Value index = linalg::IndexOp::create(builder, at, op.getDimension());
          return buildCastFromInteger(builder, at, index, element);
        });
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

} // namespace

void eshkol::populateShapeToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerBroadcast, LowerTranspose, LowerReshape, LowerReverse, LowerIota>(patterns.getContext());
}
