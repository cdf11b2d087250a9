//===- Windowed.cpp - derivatives of convolution and pooling --------------===//
//
// The adjoint of a convolution by its input is a convolution of the cotangent
// with the reversed kernel, whose stride and input dilation change places; by its
// kernel it is one of the input with the cotangent, whose stride and dilation
// change places.  V. Dumoulin and F. Visin, "A guide to convolution arithmetic
// for deep learning" (2016).
//
// By the input, that convolution runs over the zeros between and around the
// cotangents.  Where they are many, the windows are computed one by one and added
// up where they overlap ("col2im"), which costs what the value costs.
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/rules/OverlapAdd.h"
#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"
#include "passes/lowering/Arithmetic.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::eshkol;
using arith::CmpFPredicate;

static SmallVector<int64_t> range(int64_t start, int64_t end) {
  return llvm::to_vector(llvm::seq<int64_t>(start, end));
}

/// The first elements of `tensor` along its spatial dimensions, as many as `sizes` says.
static Value buildFirst(OpBuilder &builder, Location loc, Value tensor, ArrayRef<OpFoldResult> sizes) {
  SmallVector<OpFoldResult> starts(sizes.size(), builder.getIndexAttr(0));
  return buildSliced(builder, loc, tensor, starts, sizes);
}

// Windows -----------------------------------------------------------------------

static SmallVector<Windows> getWindows(ConvOp op) {
  SmallVector<Windows> windows;
  for (size_t d = 0; d < op.getStrides().size(); ++d)
    windows.push_back({op.getInput().getType().getDimSize(d + 2), op.getType().getDimSize(d + 2),
                       op.getKernel().getType().getDimSize(d + 2), op.getStrides()[d], op.getDilations()[d],
                       op.getInputDilations()[d], op.getPadding()[2 * d], op.getPadding()[2 * d + 1]});
  return windows;
}

static SmallVector<Windows> getWindows(PoolOp op) {
  SmallVector<Windows> windows;
  for (size_t d = 0; d < op.getStrides().size(); ++d)
    windows.push_back({op.getOperand().getType().getDimSize(d + 2), op.getType().getDimSize(d + 2),
                       op.getWindow()[d], op.getStrides()[d], op.getDilations()[d], /*inputDilation=*/1,
                       op.getPadding()[2 * d], op.getPadding()[2 * d + 1]});
  return windows;
}

/// Whether sums over the spread cotangents, one for each element of the operand, cost more than half as much
/// again as the windows themselves.  Of sizes that are not known, there are as many elements as strides.
static bool isSparse(ArrayRef<Windows> windows) {
  // Each step of adding up is code: a few operations for each group of disjoint taps.
  constexpr int64_t mostSteps = 64;
  int64_t elements = 1, results = 1, steps = 0;
  for (const Windows &along : windows) {
    bool isKnown = !ShapedType::isDynamic(along.size) && !ShapedType::isDynamic(along.count);
    elements *= isKnown ? along.size : along.stride;
    results *= isKnown ? along.count : along.inputDilation;
    steps += llvm::divideCeil(along.taps, along.getDisjointTaps());
  }
  return 2 * elements > 3 * results && steps <= mostSteps;
}

// Convolution -------------------------------------------------------------------

namespace {

/// A convolution whose operands are to get cotangents.
class Convolution {
public:
  explicit Convolution(AdjointContext &context)
      : context(context), builder(context.builder), loc(context.getLoc()), op(cast<ConvOp>(context.getOp())),
        windows(getWindows(op)), spatial(windows.size()), groups(op.getGroups()) {}

  LogicalResult checkKernel() {
    for (int64_t size : op.getKernel().getType().getShape().drop_front(2))
      if (ShapedType::isDynamic(size))
        return op.emitError() << "the derivative of '" << op->getName()
                              << "' needs the spatial sizes of the kernel, but its type is "
                              << op.getKernel().getType();
    return success();
  }

  Value getInputCotangent() { return isSparse(windows) ? addWindows() : convolveSpread(); }

  /// k̄[o, i] = x[.., i] with ȳ[.., o] as kernel, whose images are the channels.
  Value getKernelCotangent() {
    SmallVector<OpFoldResult> shape = getShape(builder, loc, context.operand(1));
    SmallVector<int64_t> padding(op.getPadding());
    for (int64_t d = 0; d < spatial; ++d)
      padding[2 * d + 1] -= windows[d].getUnused().value_or(0);
    Value result = ConvOp::create(builder, loc, getFoldedInput(), getFoldedCotangent(), op.getDilations(),
                                  padding, op.getStrides(), op.getInputDilations(), groups);
    result = TransposeOp::create(builder, loc, result, exchangeFirst());
    // Of dynamic sizes there is more where strides leave positions unused, and less where no window fits.
    SmallVector<int64_t> none(spatial + 2, 0), high(none);
    for (int64_t d = 0; d < spatial; ++d)
      if (ShapedType::isDynamic(windows[d].count))
        high[d + 2] = windows[d].taps;
    if (high != none)
      result = buildPad(builder, loc, result, none, high, none);
    return buildFirst(builder, loc, result, shape);
  }

private:
  /// x̄ = ȳ, spread by the strides, with the reversed kernel whose input and output channels are exchanged.
  Value convolveSpread() {
    SmallVector<int64_t> padding;
    for (const Windows &along : windows) {
      padding.push_back(along.getExtent() - 1 - along.low);
      padding.push_back(along.getExtent() - 1 - along.high + along.getUnused().value_or(along.stride - 1));
    }
    Value result =
        ConvOp::create(builder, loc, context.cotangentOrZero(), getExchangedKernel(), op.getInputDilations(),
                       padding, op.getDilations(), op.getStrides(), groups);
    return buildFirst(builder, loc, result, getShape(builder, loc, context.operand(0)));
  }

  /// The same by kernelᵀ · ȳ, which is what each tap of each window adds to an element of the input.
  Value addWindows() {
    SmallVector<OpFoldResult> shape = getShape(builder, loc, context.operand(0));
    Value kernel = buildWidened(builder, loc, splitGroups(context.operand(1), 0));
    Value cotangent = buildWidened(builder, loc, splitGroups(context.cotangentOrZero(), 1));
    // [g, o, i, taps..] and [n, g, o, windows..] ⇒ [g, i, taps.., n, windows..]
    Value sums = DotGeneralOp::create(builder, loc, kernel, cotangent, ArrayRef<int64_t>{0},
                                      ArrayRef<int64_t>{1}, ArrayRef<int64_t>{1}, ArrayRef<int64_t>{2});
    // Each dimension loses its taps in turn, so those of the next are dimension 2 then, and its windows where
    // the ones before them were.
    for (auto [number, along] : llvm::enumerate(windows))
      sums = buildOverlapAdd(builder, loc, along, spatial + 2, shape[number + 2],
                             [&](int64_t first, int64_t count) { return moveTaps(sums, first, count); });
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, sums);
    sizes[1] = shape[1];
    Value merged = buildReshaped(builder, loc, sums, ArrayRef(sizes).drop_front());
    Value result = TransposeOp::create(builder, loc, merged, exchangeFirst());
    return buildTypeOf(builder, loc, buildNarrowed(builder, loc, result, op.getType().getElementType()),
                       context.operand(0));
  }

  /// `[g, i, taps.., n, windows..]` ⇒ `[g, i, .., n, windows, count, ..]`: some of the first taps, behind the
  /// windows that they belong to.
  Value moveTaps(Value parts, int64_t first, int64_t count) {
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, parts);
    SmallVector<OpFoldResult> starts(sizes.size(), builder.getIndexAttr(0));
    starts[2] = builder.getIndexAttr(first);
    sizes[2] = builder.getIndexAttr(count);
    SmallVector<int64_t> order = range(0, sizes.size());
    order.erase(order.begin() + 2);
    order.insert(order.begin() + spatial + 3, 2);
    return TransposeOp::create(builder, loc, buildSliced(builder, loc, parts, starts, sizes), order);
  }

  SmallVector<int64_t> exchangeFirst() {
    SmallVector<int64_t> order = range(0, spatial + 2);
    std::swap(order[0], order[1]);
    return order;
  }

  OpFoldResult multiply(OpFoldResult a, OpFoldResult b) {
    return getAsOpFoldResult(
        builder.createOrFold<arith::MulIOp>(loc, getValueOrCreateConstantIndexOp(builder, loc, a),
                                            getValueOrCreateConstantIndexOp(builder, loc, b)));
  }
  OpFoldResult divideByGroups(OpFoldResult a) {
    Value count = arith::ConstantIndexOp::create(builder, loc, groups);
    return getAsOpFoldResult(
        builder.createOrFold<arith::DivUIOp>(loc, getValueOrCreateConstantIndexOp(builder, loc, a), count));
  }

  /// `[g · a, b, ..]` as `[g, a, b, ..]`, or `[a, g · b, ..]` as `[a, g, b, ..]`.
  Value splitGroups(Value tensor, int64_t split) {
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, tensor);
    sizes[split] = divideByGroups(sizes[split]);
    sizes.insert(sizes.begin() + split, builder.getIndexAttr(groups));
    return buildReshaped(builder, loc, tensor, sizes);
  }

  /// The tensor with its groups split off, in the order that `permutation` gives it, with the two dimensions
  /// listed joined.
  Value regroup(Value tensor, int64_t split, ArrayRef<int64_t> permutation, int64_t joined) {
    Value groupwise = splitGroups(tensor, split);
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, groupwise), merged;
    SmallVector<int64_t> order(permutation);
    llvm::append_range(order, range(3, spatial + 3));
    for (int64_t dimension : order)
      merged.push_back(sizes[dimension]);
    merged[joined] = multiply(merged[joined], merged[joined + 1]);
    merged.erase(merged.begin() + joined + 1);
    Value ordered = TransposeOp::create(builder, loc, groupwise, order);
    return buildReshaped(builder, loc, ordered, merged);
  }

  /// `[g · o, i, ..]` ⇒ `[g · i, o, ..]`, reversed
  Value getExchangedKernel() {
    Value kernel = context.operand(1);
    kernel = groups == 1 ? TransposeOp::create(builder, loc, kernel, exchangeFirst())
                         : regroup(kernel, 0, {0, 2, 1}, 0);
    return ReverseOp::create(builder, loc, kernel, range(2, spatial + 2));
  }

  /// `[n, g · i, ..]` ⇒ `[i, g · n, ..]`
  Value getFoldedInput() {
    if (groups == 1)
      return TransposeOp::create(builder, loc, context.operand(0), exchangeFirst());
    return regroup(context.operand(0), 1, {2, 1, 0}, 1);
  }

  /// `[n, g · o, ..]` ⇒ `[g · o, n, ..]`
  Value getFoldedCotangent() {
    return TransposeOp::create(builder, loc, context.cotangentOrZero(), exchangeFirst());
  }

  AdjointContext &context;
  OpBuilder &builder;
  Location loc;
  ConvOp op;
  SmallVector<Windows> windows;
  int64_t spatial, groups;
};

} // namespace

/// Whether no window fits.
template <typename OpT> static bool isEmpty(OpT op) { return llvm::is_contained(op.getType().getShape(), 0); }

static LogicalResult emitConvAdjoint(AdjointContext &context) {
  if (isEmpty(cast<ConvOp>(context.getOp())))
    return success();
  Convolution convolution(context);
  if (failed(convolution.checkKernel()))
    return failure();
  if (context.wants(0))
    context.accumulate(0, convolution.getInputCotangent());
  if (context.wants(1))
    context.accumulate(1, convolution.getKernelCotangent());
  return success();
}

// Sums and means of windows -----------------------------------------------------

/// How many elements of the operand each window covers, in the shape of `like`.
static Term getCounts(RuleContext &context, Term like) {
  auto op = cast<PoolOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  if (llvm::all_of(op.getPadding(), [](int64_t entry) { return entry == 0; }))
    return like.number(llvm::product_of(op.getWindow()));
  SmallVector<OpFoldResult> sizes = getShape(builder, loc, context.operand(0));
  sizes[0] = sizes[1] = builder.getIndexAttr(1);
  Value ones = buildFull(builder, loc, getElementTypeOrSelf(like.get().getType()), 1, sizes);
  Value counts = PoolOp::create(builder, loc, ReductionKind::Sum, ones, op.getWindow(), op.getStrides(),
                                op.getPadding(), op.getDilations());
  Value repeated = buildRepeated(builder, loc, counts, range(0, sizes.size()), getShape(builder, loc, like));
  return like.with(buildTypeOf(builder, loc, repeated, like));
}

/// The sums of windows of the cotangents, between which and around which there are zeros.
static Value poolSpread(AdjointContext &context, ArrayRef<Windows> windows, Value cotangent) {
  auto op = cast<PoolOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  SmallVector<int64_t> low(2, 0), high(2, 0), interior(2, 0), once(windows.size(), 1),
      unpadded(2 * windows.size(), 0);
  for (const Windows &along : windows) {
    low.push_back(along.getExtent() - 1 - along.low);
    high.push_back(along.getExtent() - 1 - along.high + along.getUnused().value_or(along.stride - 1));
    interior.push_back(along.stride - 1);
  }
  Value spread = buildPad(builder, loc, cotangent, low, high, interior);
  Value sums = PoolOp::create(builder, loc, ReductionKind::Sum, spread, op.getWindow(), once, unpadded,
                              op.getDilations());
  return buildFirst(builder, loc, sums, getShape(builder, loc, context.operand(0)));
}

/// The same by adding each cotangent to the elements that its window covers.
static Value addWindows(AdjointContext &context, ArrayRef<Windows> windows, Value cotangent) {
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  SmallVector<OpFoldResult> shape = getShape(builder, loc, context.operand(0));
  Value sums = buildWidened(builder, loc, cotangent);
  for (int64_t d = 2; d < getRank(cotangent); ++d) {
    auto repeat = [&](int64_t, int64_t number) {
      SmallVector<OpFoldResult> sizes = getShape(builder, loc, sums);
      SmallVector<int64_t> dimensions = range(0, sizes.size() + 1);
      dimensions.erase(dimensions.begin() + d + 1);
      sizes.insert(sizes.begin() + d + 1, builder.getIndexAttr(number));
      return buildRepeated(builder, loc, sums, dimensions, sizes);
    };
    sums = buildOverlapAdd(builder, loc, windows[d - 2], d, shape[d], repeat);
  }
  Value narrowed = buildNarrowed(builder, loc, sums, getElementTypeOrSelf(cotangent.getType()));
  return buildTypeOf(builder, loc, narrowed, context.operand(0));
}

/// The sum, for each element of the operand, of the cotangents of the windows that cover it.
static Value getCovering(AdjointContext &context, Value cotangent) {
  SmallVector<Windows> windows = getWindows(cast<PoolOp>(context.getOp()));
  return isSparse(windows) ? addWindows(context, windows, cotangent)
                           : poolSpread(context, windows, cotangent);
}

// Extremes of windows -----------------------------------------------------------

namespace {

/// The pool by an extreme along one spatial dimension, of which there is one after the other.
class ExtremePass {
public:
  ExtremePass(RuleContext &context, int64_t dimension)
      : builder(context.builder), loc(context.getLoc()), op(cast<PoolOp>(context.getOp())), d(dimension),
        rank(op.getType().getRank()) {}

  /// Whether this does nothing.
  bool isTrivial() {
    return op.getWindow()[d] == 1 && op.getStrides()[d] == 1 && op.getPadding()[2 * d] == 0 &&
           op.getPadding()[2 * d + 1] == 0;
  }

  Value pool(Value operand) {
    SmallVector<int64_t> ones(rank - 2, 1), window(ones), strides(ones), dilations(ones),
        padding(2 * (rank - 2), 0);
    window[d] = op.getWindow()[d];
    strides[d] = op.getStrides()[d];
    dilations[d] = op.getDilations()[d];
    padding[2 * d] = op.getPadding()[2 * d];
    padding[2 * d + 1] = op.getPadding()[2 * d + 1];
    return PoolOp::create(builder, loc, op.getKind(), operand, window, strides, padding, dilations);
  }

  /// The tangent of the first element of each window that attains the extreme.  A NaN attains NaN.
  Value choose(Value operand, Value extremes, Value tangent) {
    Type element = getElementTypeOrSelf(operand.getType());
    Value values = pad(operand, buildIdentity(builder, loc, op.getKind(), element));
    Value tangents = pad(tangent, buildConstant(builder, loc, element, 0));
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, extremes);
    Value chosen = buildZeroLike(builder, loc, extremes);
    for (int64_t k = op.getWindow()[d] - 1; k >= 0; --k) {
      Value value = buildTypeOf(builder, loc, slice(values, k, sizes), extremes);
      Value attains = arith::CmpFOp::create(builder, loc, CmpFPredicate::UEQ, value, extremes);
      chosen = SelectOp::create(builder, loc, attains, slice(tangents, k, sizes), chosen);
    }
    return chosen;
  }

private:
  Value pad(Value tensor, Value value) {
    SmallVector<int64_t> none(rank, 0), low(none), high(none);
    low[d + 2] = op.getPadding()[2 * d];
    high[d + 2] = op.getPadding()[2 * d + 1];
    return low == none && high == none
               ? tensor
               : PadOp::create(builder, loc, tensor, value, low, high, none).getResult();
  }

  /// The element number `k` of each window.
  Value slice(Value padded, int64_t k, ArrayRef<OpFoldResult> sizes) {
    SmallVector<OpFoldResult> starts(rank, builder.getIndexAttr(0));
    starts[d + 2] = builder.getIndexAttr(k * op.getDilations()[d]);
    SmallVector<int64_t> strides(rank, 1);
    strides[d + 2] = op.getStrides()[d];
    return buildSliced(builder, loc, padded, starts, sizes, strides);
  }

  OpBuilder &builder;
  Location loc;
  PoolOp op;
  int64_t d, rank;
};

} // namespace

/// Of several elements that attain the extreme of a window, the first in row-major order has all of the
/// derivative: the first row of those that attain it, after the first column in each row.
static Value getExtremeTangents(TangentContext &context) {
  auto op = cast<PoolOp>(context.getOp());
  SmallVector<ExtremePass> passes;
  for (int64_t d = op.getType().getRank() - 3; d >= 0; --d)
    if (ExtremePass pass(context, d); !pass.isTrivial())
      passes.push_back(pass);
  Value operand = context.operand(0), tangent = context.tangentOrZero(0);
  for (auto [number, pass] : llvm::enumerate(passes)) {
    Value extremes = number + 1 == passes.size() ? context.result() : pass.pool(operand);
    tangent = pass.choose(operand, extremes, tangent);
    operand = extremes;
  }
  return tangent;
}

static LogicalResult emitPoolTangents(TangentContext &context) {
  if (isEmpty(cast<PoolOp>(context.getOp())))
    return success();
  switch (cast<PoolOp>(context.getOp()).getKind()) {
  case ReductionKind::Max:
  case ReductionKind::Min:
    context.set(getExtremeTangents(context));
    return success();
  default:
    return emitLinearTangents(context);
  }
}

static LogicalResult emitPoolAdjoint(AdjointContext &context) {
  if (isEmpty(cast<PoolOp>(context.getOp())))
    return success();
  Term cotangent = context.cotangentTerm();
  switch (cast<PoolOp>(context.getOp()).getKind()) {
  case ReductionKind::Max:
  case ReductionKind::Min:
    return emitTransposedTangents(context);
  case ReductionKind::Mean:
    context.accumulate(0, getCovering(context, cotangent / getCounts(context, cotangent)));
    return success();
  default:
    context.accumulate(0, getCovering(context, cotangent));
    return success();
  }
}

void eshkol::registerWindowedRules(MLIRContext *c) {
  multilinear<ConvOp>(c, emitConvAdjoint);
  rules<PoolOp>(c, emitPoolTangents, emitPoolAdjoint);
}
