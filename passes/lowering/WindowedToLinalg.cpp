//===- WindowedToLinalg.cpp - convolution and pooling as linalg -----------===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Contractions.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

static Value buildIndex(OpBuilder &builder, Location loc, int64_t index) {
  return arith::ConstantIndexOp::create(builder, loc, index);
}

/// max(value + offset, 0) / divisor
static Value buildQuotient(OpBuilder &builder, Location loc, Value value, int64_t offset, int64_t divisor) {
  Value shifted = arith::AddIOp::create(builder, loc, value, buildIndex(builder, loc, offset));
  Value positive = arith::MaxSIOp::create(builder, loc, shifted, buildIndex(builder, loc, 0));
  return arith::DivSIOp::create(builder, loc, positive, buildIndex(builder, loc, divisor));
}

/// The number of positions of a window: ⌊(size − extent) / stride⌋ + 1 with extent = (window − 1)·dilation +
/// 1, or 0 where the window does not fit.
static OpFoldResult buildPositions(OpBuilder &builder, Location loc, OpFoldResult size, OpFoldResult window,
                                   int64_t stride, int64_t dilation) {
  Value last = arith::SubIOp::create(builder, loc, getValueOrCreateConstantIndexOp(builder, loc, window),
                                     buildIndex(builder, loc, 1));
  Value reach = arith::MulIOp::create(builder, loc, last, buildIndex(builder, loc, dilation));
  Value room =
      arith::SubIOp::create(builder, loc, getValueOrCreateConstantIndexOp(builder, loc, size), reach);
  return buildQuotient(builder, loc, room, stride - 1, stride);
}

/// The numbers of positions along the spatial dimensions: attributes where the result type knows them.
static SmallVector<OpFoldResult> buildAllPositions(OpBuilder &builder, Location loc, Value padded,
                                                   ArrayRef<OpFoldResult> window, ArrayRef<int64_t> strides,
                                                   ArrayRef<int64_t> dilations, ArrayRef<int64_t> known) {
  SmallVector<OpFoldResult> sizes = getSizes(builder, loc, padded), positions;
  for (auto [d, size] : llvm::enumerate(ArrayRef(sizes).drop_front(2))) {
    if (ShapedType::isDynamic(known[d]))
      positions.push_back(buildPositions(builder, loc, size, window[d], strides[d], dilations[d]));
    else
      positions.push_back(builder.getIndexAttr(known[d]));
  }
  return positions;
}

/// position·stride + offset·dilation for each spatial dimension
static SmallVector<AffineExpr> windowExprs(OpBuilder &builder, int64_t firstPosition, int64_t firstOffset,
                                           ArrayRef<int64_t> strides, ArrayRef<int64_t> dilations) {
  SmallVector<AffineExpr> exprs;
  for (auto [d, stride, dilation] : llvm::enumerate(strides, dilations))
    exprs.push_back(builder.getAffineDimExpr(firstPosition + d) * stride +
                    builder.getAffineDimExpr(firstOffset + d) * dilation);
  return exprs;
}

/// Pads the spatial dimensions of `[N, C, spatial...]`.
static Value buildPadded(OpBuilder &builder, Location loc, Value operand, Value value,
                         ArrayRef<int64_t> padding, ArrayRef<int64_t> inputDilations) {
  SmallVector<int64_t> low{0, 0}, high{0, 0}, interior{0, 0};
  for (auto [d, dilation] : llvm::enumerate(inputDilations)) {
    low.push_back(padding[2 * d]);
    high.push_back(padding[2 * d + 1]);
    interior.push_back(dilation - 1);
  }
  auto isZero = [](int64_t entry) { return entry == 0; };
  if (llvm::all_of(low, isZero) && llvm::all_of(high, isZero) && llvm::all_of(interior, isZero))
    return operand;
  return PadOp::create(builder, loc, operand, value, low, high, interior);
}

/// Replaces an operation whose result certainly has no elements: where no window fits, those at position 0
/// would reach beyond the operand.
template <typename Op> static bool replacedEmpty(Op op, PatternRewriter &rewriter) {
  RankedTensorType type = op.getType();
  if (!type.hasStaticShape() || type.getNumElements() != 0)
    return false;
  rewriter.replaceOpWithNewOp<tensor::EmptyOp>(op, type.getShape(), type.getElementType());
  return true;
}

namespace {

/// result[n, o, p] = Σ_{i,k} padded[n, g(o)·I + i, p·stride + k·dilation] · kernel[o, i, k]
struct LowerConv : OpRewritePattern<ConvOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ConvOp op, PatternRewriter &rewriter) const override {
    if (replacedEmpty(op, rewriter))
      return success();
    Location loc = op.getLoc();
    Type element = op.getType().getElementType();
    Value zero = buildConstant(rewriter, loc, element, 0);
    Value padded = buildPadded(rewriter, loc, op.getInput(), zero, op.getPadding(), op.getInputDilations());
    SmallVector<OpFoldResult> kernelSizes = getSizes(rewriter, loc, op.getKernel());
    SmallVector<OpFoldResult> positions =
        buildAllPositions(rewriter, loc, padded, ArrayRef(kernelSizes).drop_front(2), op.getStrides(),
                          op.getDilations(), op.getType().getShape().drop_front(2));
    Value sums = buildSums(rewriter, op, padded, positions);
    rewriter.replaceOp(op,
                       buildCast(rewriter, loc, buildRounded(rewriter, loc, sums, element), op.getType()));
    return success();
  }

private:
  static Value buildSums(PatternRewriter &rewriter, ConvOp op, Value padded,
                         ArrayRef<OpFoldResult> positions) {
    if (prefersColumns(op))
      return buildByColumns(rewriter, op, padded, positions);
    return op.getGroups() == 1 ? buildPlain(rewriter, op, padded, positions)
                               : buildGrouped(rewriter, op, padded, positions);
  }

  /// Whether a matrix product over windows laid out as columns is faster than the loops as they are.
  ///
  /// IREE has fast code for loops over two spatial dimensions with stride 1 only.  Measured against them
  /// on a CPU, columns took 1.9 to 3.4 times as long there, and 3.5 times where a group is one channel; but
  /// an eighth of the time for one or three dimensions, a half for larger groups, and two thirds to a third
  /// for stride 2 or kernels of a single element.
  static bool prefersColumns(ConvOp op) {
    auto isOne = [](int64_t entry) { return entry == 1; };
    ArrayRef<int64_t> window = op.getKernel().getType().getShape().drop_front(2);
    bool isPlane = window.size() == 2 && llvm::all_of(op.getStrides(), isOne) && !llvm::all_of(window, isOne);
    bool isDepthwise = op.getGroups() != 1 && op.getKernel().getType().getDimSize(1) == 1;
    bool isFast = op.getGroups() == 1 ? isPlane : isDepthwise;
    return !isFast && countColumnElements(op) <= maximumColumnElements;
  }

  /// Columns may take 27 times the memory of the input; beyond this many elements they are not built.
  static constexpr int64_t maximumColumnElements = int64_t(1) << 28;

  /// The number of elements of the columns, dynamic sizes counting as one.
  static int64_t countColumnElements(ConvOp op) {
    SmallVector<int64_t> sizes(op.getKernel().getType().getShape().drop_front());
    sizes.push_back(op.getGroups());
    sizes.push_back(op.getType().getDimSize(0));
    llvm::append_range(sizes, op.getType().getShape().drop_front(2));
    int64_t count = 1;
    for (int64_t size : sizes)
      count *= ShapedType::isDynamic(size) ? 1 : size;
    return count;
  }

  /// kernel [O, I·Πk] times columns [N, I·Πk, Πp] in each group
  static Value buildByColumns(PatternRewriter &rewriter, ConvOp op, Value padded,
                              ArrayRef<OpFoldResult> positions) {
    Location loc = op.getLoc();
    int64_t groups = op.getGroups(), rank = groups == 1 ? 3 : 4;
    Value columns = buildColumns(rewriter, op, padded, positions),
          kernel = tensor::CollapseShapeOp::create(
              rewriter, loc, op.getKernel(),
              {{0}, llvm::to_vector<2>(llvm::seq<int64_t>(1, positions.size() + 2))});
    if (groups != 1) {
      columns = buildSplit(rewriter, loc, columns, 1, groups);
      kernel = buildSplit(rewriter, loc, kernel, 0, groups);
    }
    SmallVector<AffineExpr> out, left, right;
    appendDims(rewriter, out, 0, rank);
    AffineExpr n = out[0], o = out[rank - 2], p = out[rank - 1], k = rewriter.getAffineDimExpr(rank);
    left = groups == 1 ? SmallVector<AffineExpr>{o, k} : SmallVector<AffineExpr>{out[1], o, k};
    right = groups == 1 ? SmallVector<AffineExpr>{n, k, p} : SmallVector<AffineExpr>{n, out[1], k, p};
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, columns);
    sizes[rank - 2] = getSizes(rewriter, loc, kernel)[rank - 3];
    Value init = buildAccumulator(rewriter, loc, sizes, op.getType().getElementType());
    Value sums = buildSumOfProducts(rewriter, loc, {kernel, columns}, init, {left, right}, out, rank + 1);
    return buildUnrolled(rewriter, op, sums, positions);
  }

  /// [N, O.., Πp] as [N, O, p..]
  static Value buildUnrolled(PatternRewriter &rewriter, ConvOp op, Value sums,
                             ArrayRef<OpFoldResult> positions) {
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes{getSizes(rewriter, loc, sums)[0],
                                    getSizes(rewriter, loc, op.getKernel())[0]};
    llvm::append_range(sizes, positions);
    SmallVector<Value> dynamicSizes;
    SmallVector<int64_t> staticSizes;
    dispatchIndexOpFoldResults(sizes, dynamicSizes, staticSizes);
    return ReshapeOp::create(rewriter, loc, sums, dynamicSizes, staticSizes);
  }

  /// columns[n, (c, k), p] = padded[n, c, p·stride + k·dilation]
  static Value buildColumns(PatternRewriter &rewriter, ConvOp op, Value padded,
                            ArrayRef<OpFoldResult> positions) {
    Location loc = op.getLoc();
    int64_t spatial = positions.size();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, padded),
                              kernelSizes = getSizes(rewriter, loc, op.getKernel());
    sizes.truncate(2);
    llvm::append_range(sizes, ArrayRef(kernelSizes).drop_front(2));
    llvm::append_range(sizes, positions);
    SmallVector<AffineExpr> source{rewriter.getAffineDimExpr(0), rewriter.getAffineDimExpr(1)};
    llvm::append_range(source, windowExprs(rewriter, 2 + spatial, 2, op.getStrides(), op.getDilations()));
    AffineMap map = AffineMap::get(2 + 2 * spatial, 0, source, rewriter.getContext());
    Value init = buildEmpty(rewriter, loc, sizes, op.getType().getElementType());
    Value windows =
        buildParallelGeneric(rewriter, loc, padded, init, map,
                             [](OpBuilder &, Location, ValueRange elements) { return elements[0]; });
    return tensor::CollapseShapeOp::create(
        rewriter, loc, windows,
        {{0},
         llvm::to_vector<2>(llvm::seq<int64_t>(1, 2 + spatial)),
         llvm::to_vector<2>(llvm::seq<int64_t>(2 + spatial, 2 + 2 * spatial))});
  }

  /// Loops (n, o, p.., i, k..).
  static Value buildPlain(PatternRewriter &rewriter, ConvOp op, Value padded,
                          ArrayRef<OpFoldResult> positions) {
    Location loc = op.getLoc();
    int64_t spatial = positions.size(), channel = 2 + spatial;
    SmallVector<OpFoldResult> sizes{getSizes(rewriter, loc, padded)[0],
                                    getSizes(rewriter, loc, op.getKernel())[0]};
    llvm::append_range(sizes, positions);
    AffineExpr n = rewriter.getAffineDimExpr(0), o = rewriter.getAffineDimExpr(1),
               i = rewriter.getAffineDimExpr(channel);
    SmallVector<AffineExpr> input{n, i}, kernel{o, i}, out{n, o};
    llvm::append_range(input, windowExprs(rewriter, 2, channel + 1, op.getStrides(), op.getDilations()));
    appendDims(rewriter, kernel, channel + 1, spatial);
    appendDims(rewriter, out, 2, spatial);
    Value init = buildAccumulator(rewriter, loc, sizes, op.getType().getElementType());
    return buildSumOfProducts(rewriter, loc, {padded, op.getKernel()}, init, {input, kernel}, out,
                              3 + 2 * spatial);
  }

  /// Loops (n, g, o, p.., i, k..) over channels split into groups.
  static Value buildGrouped(PatternRewriter &rewriter, ConvOp op, Value padded,
                            ArrayRef<OpFoldResult> positions) {
    Location loc = op.getLoc();
    int64_t spatial = positions.size(), channel = 3 + spatial, groups = op.getGroups();
    Value input = buildSplit(rewriter, loc, padded, 1, groups),
          kernel = buildSplit(rewriter, loc, op.getKernel(), 0, groups);
    SmallVector<OpFoldResult> sizes{getSizes(rewriter, loc, input)[0], rewriter.getIndexAttr(groups),
                                    getSizes(rewriter, loc, kernel)[1]};
    llvm::append_range(sizes, positions);
    AffineExpr n = rewriter.getAffineDimExpr(0), g = rewriter.getAffineDimExpr(1),
               o = rewriter.getAffineDimExpr(2), i = rewriter.getAffineDimExpr(channel);
    SmallVector<AffineExpr> inputExprs{n, g, i}, kernelExprs{g, o, i}, out{n, g, o};
    llvm::append_range(inputExprs, windowExprs(rewriter, 3, channel + 1, op.getStrides(), op.getDilations()));
    appendDims(rewriter, kernelExprs, channel + 1, spatial);
    appendDims(rewriter, out, 3, spatial);
    Value init = buildAccumulator(rewriter, loc, sizes, op.getType().getElementType());
    Value sums = buildSumOfProducts(rewriter, loc, {input, kernel}, init, {inputExprs, kernelExprs}, out,
                                    4 + 2 * spatial);
    return tensor::CollapseShapeOp::create(rewriter, loc, sums, splitGroups(3 + spatial, 1));
  }

  static void appendDims(OpBuilder &builder, SmallVectorImpl<AffineExpr> &exprs, int64_t first,
                         int64_t count) {
    for (int64_t dimension = first; dimension < first + count; ++dimension)
      exprs.push_back(builder.getAffineDimExpr(dimension));
  }

  /// The dimensions of a tensor of rank `rank` with `dimension` and the next one together.
  static SmallVector<ReassociationIndices> splitGroups(int64_t rank, int64_t dimension) {
    SmallVector<ReassociationIndices> together;
    for (int64_t next = 0; next < rank; ++next) {
      if (next == dimension + 1)
        together.back().push_back(next);
      else
        together.push_back({next});
    }
    return together;
  }

  /// Splits `dimension` into `[groups, size / groups]`.
  static Value buildSplit(PatternRewriter &rewriter, Location loc, Value operand, int64_t dimension,
                          int64_t groups) {
    auto type = cast<RankedTensorType>(operand.getType());
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, operand);
    SmallVector<int64_t> shape(type.getShape());
    OpFoldResult perGroup;
    if (std::optional<int64_t> size = getConstantIntValue(sizes[dimension])) {
      shape[dimension] = *size / groups;
      perGroup = rewriter.getIndexAttr(*size / groups);
    } else {
      perGroup = arith::DivSIOp::create(rewriter, loc, cast<Value>(sizes[dimension]),
                                        buildIndex(rewriter, loc, groups))
                     .getResult();
    }
    shape.insert(shape.begin() + dimension, groups);
    sizes[dimension] = perGroup;
    sizes.insert(sizes.begin() + dimension, rewriter.getIndexAttr(groups));
    return tensor::ExpandShapeOp::create(rewriter, loc, RankedTensorType::get(shape, type.getElementType()),
                                         operand, splitGroups(shape.size(), dimension), sizes);
  }
};

/// result[n, c, p] = ⊕_k padded[n, c, p·stride + k·dilation]
struct LowerPool : OpRewritePattern<PoolOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(PoolOp op, PatternRewriter &rewriter) const override {
    if (replacedEmpty(op, rewriter))
      return success();
    Location loc = op.getLoc();
    Type element = op.getType().getElementType();
    bool isSum = op.getKind() == ReductionKind::Sum || op.getKind() == ReductionKind::Mean;
    Type accumulator = isSum ? accumulatorType(element) : element;
    SmallVector<int64_t> noDilation(op.getWindow().size(), 1);
    Value padded =
        buildPadded(rewriter, loc, op.getOperand(), buildIdentity(rewriter, loc, op.getKind(), element),
                    op.getPadding(), noDilation);
    Value identity = buildIdentity(rewriter, loc, op.getKind(), accumulator);
    Value init = buildFilled(rewriter, loc, resultSizes(rewriter, op, padded), identity);
    Value result = buildReduction(rewriter, op, padded, init);
    if (op.getKind() == ReductionKind::Mean)
      result = buildMeans(rewriter, op, result);
    rewriter.replaceOp(op,
                       buildCast(rewriter, loc, buildRounded(rewriter, loc, result, element), op.getType()));
    return success();
  }

private:
  static SmallVector<OpFoldResult> resultSizes(PatternRewriter &rewriter, PoolOp op, Value padded) {
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, op.getLoc(), padded);
    sizes.truncate(2);
    SmallVector<OpFoldResult> window = getAsIndexOpFoldResult(op.getContext(), op.getWindow());
    llvm::append_range(sizes, buildAllPositions(rewriter, op.getLoc(), padded, window, op.getStrides(),
                                                op.getDilations(), op.getType().getShape().drop_front(2)));
    return sizes;
  }

  /// Loops (n, c, p.., k..).  A tensor of the window's shape gives the loops over k their extent.
  static Value buildReduction(PatternRewriter &rewriter, PoolOp op, Value padded, Value init) {
    Location loc = op.getLoc();
    int64_t spatial = op.getWindow().size(), loops = 2 + 2 * spatial;
    MLIRContext *context = op.getContext();
    SmallVector<AffineExpr> input{rewriter.getAffineDimExpr(0), rewriter.getAffineDimExpr(1)}, window;
    llvm::append_range(input, windowExprs(rewriter, 2, 2 + spatial, op.getStrides(), op.getDilations()));
    for (int64_t d = 0; d < spatial; ++d)
      window.push_back(rewriter.getAffineDimExpr(2 + spatial + d));
    SmallVector<AffineMap> maps{
        AffineMap::get(loops, 0, input, context), AffineMap::get(loops, 0, window, context),
        AffineMap::getMultiDimIdentityMap(loops, context).getMajorSubMap(2 + spatial)};
    SmallVector<utils::IteratorType> iterators(2 + spatial, utils::IteratorType::parallel);
    iterators.append(spatial, utils::IteratorType::reduction);
    Value extent = buildEmpty(rewriter, loc, getAsIndexOpFoldResult(context, op.getWindow()),
                              op.getType().getElementType());
    auto generic = linalg::GenericOp::create(
        rewriter, loc, init.getType(), ValueRange{padded, extent}, init, maps, iterators,
        [kind = op.getKind()](OpBuilder &builder, Location at, ValueRange elements) {
          Value element = buildWidened(builder, at, elements[0], elements[2].getType());
          linalg::YieldOp::create(builder, at, buildReductionStep(builder, at, kind, elements[2], element));
        });
    return generic.getResult(0);
  }

  /// sums / the number of elements that the window at each position covers
  static Value buildMeans(PatternRewriter &rewriter, PoolOp op, Value sums) {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(sums.getType());
    SmallVector<Value> sizes;
    for (int64_t d = 0, spatial = op.getWindow().size(); d < spatial; ++d)
      sizes.push_back(tensor::DimOp::create(rewriter, loc, op.getOperand(), d + 2));
    Value init = buildEmpty(rewriter, loc, getSizes(rewriter, loc, sums), type.getElementType());
    AffineMap map = rewriter.getMultiDimIdentityMap(type.getRank());
    return buildParallelGeneric(
        rewriter, loc, sums, init, map, [&](OpBuilder &builder, Location at, ValueRange elements) {
          Value count = buildIndex(builder, at, 1);
          for (auto [d, size] : llvm::enumerate(sizes))
            count = arith::MulIOp::create(builder, at, count, buildCovered(builder, at, op, d, size));
          return buildDivide(builder, at, elements[0],
                             buildCastFromInteger(builder, at, count, type.getElementType()));
        });
  }

  /// The number of offsets k in the window with 0 ≤ p·stride + k·dilation − low < size.
  static Value buildCovered(OpBuilder &builder, Location loc, PoolOp op, int64_t d, Value size) {
    int64_t low = op.getPadding()[2 * d], dilation = op.getDilations()[d];
    Value window = buildIndex(builder, loc, op.getWindow()[d]);
    if (low == 0 && op.getPadding()[2 * d + 1] == 0)
      return window;
    Value position = linalg::IndexOp::create(builder, loc, d + 2);
    Value start = arith::MulIOp::create(builder, loc, position, buildIndex(builder, loc, op.getStrides()[d]));
    // Offsets before the first element: ⌈(low − start) / dilation⌉; before the end: the same with
    // low + size.  Both are limited to the window.
    Value before = arith::SubIOp::create(builder, loc, buildIndex(builder, loc, low), start),
          end = arith::AddIOp::create(builder, loc, before, size);
    Value first = arith::MinSIOp::create(builder, loc,
                                         buildQuotient(builder, loc, before, dilation - 1, dilation), window);
    Value last = arith::MinSIOp::create(builder, loc,
                                        buildQuotient(builder, loc, end, dilation - 1, dilation), window);
    return arith::SubIOp::create(builder, loc, last, first);
  }
};

} // namespace

void eshkol::populateWindowedToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerConv, LowerPool>(patterns.getContext());
}
