//===- Products.cpp - cotangents of factors -------------------------------===//

#include "passes/autodiff/rules/Products.h"
#include "passes/autodiff/rules/Shapes.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// The reduced dimensions of an operand as one, the first, before those that are kept.
class JoinedDimensions {
public:
  explicit JoinedDimensions(RuleContext &context)
      : builder(context.builder), loc(context.getLoc()), like(context.operand(0)),
        order(cast<ReduceOp>(context.getOp()).getDimensions()), count(order.size()) {
    for (int64_t dimension : llvm::seq(getRank(like)))
      if (!llvm::is_contained(ArrayRef(order).take_front(count), dimension))
        order.push_back(dimension);
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, like);
    permuted = llvm::map_to_vector(order, [&](int64_t dimension) { return sizes[dimension]; });
  }

  /// A tensor in the shape of the operand as `[reduced, kept..]`.
  Value join(Value tensor) {
    Value transposed = TransposeOp::create(builder, loc, tensor, order);
    return buildReshaped(builder, loc, transposed,
                         getSizes(buildProductOf(builder, loc, ArrayRef(permuted).take_front(count))));
  }
  /// The result of the reduction as `[1, kept..]`.
  Value joinReduced(Value reduced) {
    return buildReshaped(builder, loc, reduced, getSizes(builder.getIndexAttr(1)));
  }
  /// The inverse of `join`.
  Value restore(Value joined) {
    Value split = buildReshaped(builder, loc, joined, permuted);
    Value restored = TransposeOp::create(builder, loc, split, invert(order));
    return buildTypeOf(builder, loc, restored, like);
  }

private:
  SmallVector<OpFoldResult> getSizes(OpFoldResult first) {
    SmallVector<OpFoldResult> sizes = {first};
    llvm::append_range(sizes, ArrayRef(permuted).drop_front(count));
    return sizes;
  }

  OpBuilder &builder;
  Location loc;
  Value like;
  SmallVector<int64_t> order;
  size_t count;
  SmallVector<OpFoldResult> permuted;
};

} // namespace

/// The sizes of a tensor with others in place of the first.
static SmallVector<OpFoldResult> getSizesWith(OpBuilder &builder, Location loc, Value tensor,
                                              ArrayRef<OpFoldResult> first) {
  SmallVector<OpFoldResult> sizes(first);
  llvm::append_range(sizes, ArrayRef(getShape(builder, loc, tensor)).drop_front());
  return sizes;
}

/// The rows of a tensor from `start`, `count` of them.
static Value buildRows(OpBuilder &builder, Location loc, Value tensor, int64_t start, OpFoldResult count) {
  SmallVector<OpFoldResult> starts(getRank(tensor), builder.getIndexAttr(0));
  starts[0] = builder.getIndexAttr(start);
  return buildSliced(builder, loc, tensor, starts, getSizesWith(builder, loc, tensor, count));
}

/// The cotangents of rows `[n, ..]`, n known, from what `pullBackRow` makes of their product `[1, ..]`.  The
/// first half of the rows times the last is half as many rows with the same product, and so on: 3 n products.
static Term pullBackRows(Term rows, function_ref<Term(Term)> pullBackRow) {
  OpBuilder &builder = *rows.builder;
  int64_t count = cast<RankedTensorType>(rows.get().getType()).getDimSize(0), half = count / 2;
  if (count == 0)
    return rows;
  if (count == 1)
    return pullBackRow(rows);
  auto take = [&](Term tensor, int64_t start, int64_t number) {
    return tensor.with(buildRows(builder, rows.loc, tensor, start, builder.getIndexAttr(number)));
  };
  auto join = [&](ArrayRef<Value> parts) {
    return rows.with(parts.size() == 1 ? parts.front()
                                       : ConcatOp::create(builder, rows.loc, parts, /*dimension=*/0));
  };
  // Of an odd number, the row in the middle is left.
  int64_t left = count % 2;
  Term first = take(rows, 0, half), last = take(rows, count - half, half);
  SmallVector<Value> remaining = {first * last}, cotangents;
  if (left)
    remaining.push_back(take(rows, half, left));
  Term pulled = pullBackRows(join(remaining), pullBackRow);
  Term products = take(pulled, 0, half);
  cotangents.push_back(products * last);
  if (left)
    cotangents.push_back(take(pulled, half, left));
  cotangents.push_back(products * first);
  return join(cotangents);
}

/// The products of all other rows: of those before, times that of those after.
static Term getOtherRows(Term rows) {
  OpBuilder &builder = *rows.builder;
  Location loc = rows.loc;
  int64_t rank = getRank(rows);
  auto exclusive = [&](bool isReverse) -> Term {
    Value running = CumulativeOp::create(builder, loc, ReductionKind::Prod, rows, /*dimension=*/0, isReverse);
    SmallVector<int64_t> low(rank, 0), high(rank, 0), none(rank, 0);
    low[0] = isReverse ? -1 : 1;
    high[0] = isReverse ? 1 : -1;
    Value one = buildConstant(builder, loc, getElementTypeOrSelf(running.getType()), 1);
    return rows.with(PadOp::create(builder, loc, running, one, low, high, none));
  };
  return exclusive(false) * exclusive(true);
}

/// The cotangents of rows `[n, ..]`, n unknown, from that of their product.  Running products take n log n of
/// them: `levels` times, a fixed number of rows at a time are multiplied first.
static Term pullBackAnyRows(Term rows, Term cotangent, unsigned levels) {
  constexpr int64_t width = 16;
  OpBuilder &builder = *rows.builder;
  Location loc = rows.loc;
  if (levels == 0) {
    Value repeated = buildUnreduced(builder, loc, cotangent, /*dropped=*/{int64_t(0)}, rows);
    return getOtherRows(rows) * rows.with(repeated);
  }
  Value count = getValueOrCreateConstantIndexOp(builder, loc, getShape(builder, loc, rows)[0]);
  Value divisor = arith::ConstantIndexOp::create(builder, loc, width);
  OpFoldResult groups = builder.createOrFold<arith::CeilDivSIOp>(loc, count, divisor);
  auto getSizes = [&](ArrayRef<OpFoldResult> first) { return getSizesWith(builder, loc, rows, first); };
  OpFoldResult paddedCount = buildProductOf(builder, loc, {groups, builder.getIndexAttr(width)});
  Value ones = buildFull(builder, loc, getElementTypeOrSelf(rows.get().getType()), 1, getSizes(paddedCount));
  SmallVector<OpFoldResult> origin(getRank(rows), builder.getIndexAttr(0));
  Value padded = buildUpdated(builder, loc, ones, rows, origin);
  Value grouped = buildReshaped(builder, loc, padded, getSizes({builder.getIndexAttr(width), groups}));
  Term pulled = pullBackRows(rows.with(grouped), [&](Term products) {
    Value fewer = buildReshaped(builder, loc, products, getSizes(groups));
    Term cotangents = pullBackAnyRows(rows.with(fewer), cotangent, levels - 1);
    return rows.with(buildReshaped(builder, loc, cotangents, getSizes({builder.getIndexAttr(1), groups})));
  });
  Value flat = buildReshaped(builder, loc, pulled, getSizes(paddedCount));
  return rows.with(buildTypeOf(builder, loc, buildRows(builder, loc, flat, 0, count), rows));
}

Value eshkol::buildProductCotangent(RuleContext &context, Term cotangent) {
  JoinedDimensions dimensions(context);
  Term rows = context.term(dimensions.join(context.operand(0)));
  Term joined = context.term(dimensions.joinReduced(cotangent));
  if (cast<RankedTensorType>(rows.get().getType()).isDynamicDim(0))
    return dimensions.restore(pullBackAnyRows(rows, joined, /*levels=*/2));
  return dimensions.restore(pullBackRows(rows, [&](Term) { return joined; }));
}
