//===- SortingToLinalg.cpp - merge sort as a loop of linalg ---------------===//
//
// A bottom-up merge sort.  Each pass merges neighbouring runs of `width` sorted
// elements.  The loop carries one tensor: words of a key and its position, or for
// keys of 64 bits the positions alone, through which the keys are read.  Every element of the result is found
// on its own, by a binary search for how many elements of the first run precede it ("merge path": Odeh,
// Green, Mwassi, Shmueli, Birk, IPDPSW 2012), so that a pass is one parallel kernel.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Conversions.h"
#include "passes/lowering/DoublingLoop.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/SortWords.h"
#include "passes/lowering/Tensors.h"

#include "dialects/Dialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::eshkol;

/// A tensor of the shape of `like`, each element computed from its position alone.
static Value buildGenerated(OpBuilder &builder, Location loc, Value like, Type element,
                            function_ref<Value(OpBuilder &, Location)> body) {
  Value init = buildEmpty(builder, loc, getSizes(builder, loc, like), element);
  return buildParallelGeneric(builder, loc, ValueRange(), init, {},
                              [&](OpBuilder &nested, Location loc, ValueRange) { return body(nested, loc); });
}

namespace {

/// The body of one merging pass: computes the next word or position at the place
/// of the enclosing generic.
class MergePass {
public:
  MergePass(SortOp op, OpBuilder &builder, Location loc, Value size, Value width, Value current)
      : op(op), builder(builder), loc(loc), size(size), width(width), current(current),
        hasWords(hasSortWord(op.getOperand().getType().getElementType())) {}

  Value build() {
    for (int64_t dimension = 0; dimension < op.getSorted().getType().getRank(); ++dimension)
      position.push_back(linalg::IndexOp::create(builder, loc, dimension));
    findRuns();
    Value taken = buildSearch();
    return extract(current, buildSource(taken));
  }

private:
  Value constant(int64_t number) { return arith::ConstantIndexOp::create(builder, loc, number); }
  Value add(Value a, Value b) { return arith::AddIOp::create(builder, loc, a, b); }
  Value subtract(Value a, Value b) { return arith::SubIOp::create(builder, loc, a, b); }
  Value minimum(Value a, Value b) { return arith::MinSIOp::create(builder, loc, a, b); }
  Value isLess(Value a, Value b) {
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, a, b);
  }

  Value extract(Value tensor, Value index) {
    SmallVector<Value> indices(position);
    indices[op.getDimension()] = index;
    return tensor::ExtractOp::create(builder, loc, tensor, indices);
  }

  Value key(Value index) {
    Value element = extract(current, index);
    if (hasWords)
      return element;
    return extract(op.getOperand(), buildConversion(builder, loc, element, builder.getIndexType()));
  }

  /// first = ⌊i / 2w⌋·2w, middle = min(first + w, n), last = min(middle + w, n), rank = i - first
  void findRuns() {
    Value index = position[op.getDimension()], pair = add(width, width);
    // The rest of a division by a power of two.
    rank = arith::AndIOp::create(builder, loc, index, subtract(pair, constant(1)));
    first = subtract(index, rank);
    middle = minimum(add(first, width), size);
    last = minimum(add(middle, width), size);
  }

  /// How many of the `rank` least elements of both runs come from the first run:
  /// the least a in [max(0, rank - |second|), min(rank, |first|)] for which
  /// first[a] comes after second[rank - a - 1], or the upper bound.
  Value buildSearch() {
    Value low = arith::MaxSIOp::create(builder, loc, constant(0), subtract(rank, subtract(last, middle)));
    Value high = minimum(rank, subtract(middle, first));
    SmallVector<Value> bounds{low, high};
    // The nested builders are this one, moved into the loop.
    auto loop = scf::WhileOp::create(
        builder, loc, TypeRange(ValueRange(bounds)), bounds,
        [&](OpBuilder &, Location, ValueRange carried) {
          scf::ConditionOp::create(builder, loc, isLess(carried[0], carried[1]), carried);
        },
        [&](OpBuilder &, Location, ValueRange carried) { buildSearchStep(carried[0], carried[1]); });
    return loop.getResult(0);
  }

  void buildSearchStep(Value low, Value high) {
    Value half = arith::ShRUIOp::create(builder, loc, add(low, high), constant(1));
    Value left = key(add(first, half));
    Value right = key(subtract(add(middle, subtract(rank, half)), constant(1)));
    Value isAfter = buildPrecedes(right, left);
    Value nextLow = arith::SelectOp::create(builder, loc, isAfter, low, add(half, constant(1)));
    Value nextHigh = arith::SelectOp::create(builder, loc, isAfter, half, high);
    scf::YieldOp::create(builder, loc, ValueRange{nextLow, nextHigh});
  }

  /// The next element of the first run, unless that run is used up or the next
  /// one of the second run must come before it.
  Value buildSource(Value taken) {
    Value left = add(first, taken), right = add(middle, subtract(rank, taken));
    Value one = constant(1), end = subtract(size, one);
    Value hasLeft = isLess(left, middle), hasRight = isLess(right, last);
    Value rightKey = key(minimum(right, end));
    Value isBefore = buildPrecedes(rightKey, key(minimum(left, end)));
    isBefore = arith::AndIOp::create(builder, loc, isBefore, hasRight);
    Value useRight = arith::SelectOp::create(builder, loc, hasLeft, isBefore,
                                             arith::ConstantIntOp::create(builder, loc, 1, 1));
    return arith::SelectOp::create(builder, loc, useRight, right, left);
  }

  /// Whether key `a` must come before key `b`, which stood before it.
  Value buildPrecedes(Value a, Value b) {
    // Words have the order of the sort.
    if (op.getDescending() && !hasWords)
      std::swap(a, b);
    if (!isa<FloatType>(a.getType()))
      return isLess(a, b);
    // a < b, or b is NaN and a is not.
    Value notGreater = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::ULT, a, b);
    Value isNumber = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::ORD, a, a);
    return arith::AndIOp::create(builder, loc, notGreater, isNumber);
  }

  SortOp op;
  OpBuilder &builder;
  Location loc;
  Value size, width, current;
  bool hasWords;
  SmallVector<Value> position;
  Value first, middle, last, rank;
};

/// sorted[i] = operand[permutation[i]], in order
struct LowerSort : OpRewritePattern<SortOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SortOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value operand = op.getOperand();
    Value size = tensor::DimOp::create(rewriter, loc, operand, op.getDimension());
    Value merged =
        buildDoublingLoop(rewriter, loc, size, buildInitial(rewriter, op),
                          [&](OpBuilder &builder, Location loc, Value width, ValueRange carried) {
                            return SmallVector<Value>{buildMerged(builder, loc, op, size, width, carried[0])};
                          })
            .front();
    Value permutation = buildPermutation(rewriter, op, merged);
    Value sorted = buildPermuted(rewriter, op, permutation);
    rewriter.replaceOp(op, {buildCast(rewriter, loc, sorted, op.getSorted().getType()),
                            buildCast(rewriter, loc, permutation, op.getPermutation().getType())});
    return success();
  }

private:
  /// Every element is a sorted run.
  static Value buildInitial(PatternRewriter &rewriter, SortOp op) {
    RankedTensorType type = op.getOperand().getType();
    Value init = buildEmpty(rewriter, op.getLoc(), getSizes(rewriter, op.getLoc(), op.getOperand()),
                            rewriter.getI64Type());
    return buildParallelGeneric(rewriter, op.getLoc(), op.getOperand(), init,
                                rewriter.getMultiDimIdentityMap(type.getRank()),
                                [&](OpBuilder &builder, Location loc, ValueRange elements) {
                                  Value index = linalg::IndexOp::create(builder, loc, op.getDimension());
                                  if (!hasSortWord(type.getElementType()))
                                    return buildConversion(builder, loc, index, builder.getI64Type());
                                  return buildSortWord(builder, loc, elements[0], index, op.getDescending());
                                });
  }

  static Value buildPermutation(PatternRewriter &rewriter, SortOp op, Value merged) {
    RankedTensorType type = op.getOperand().getType();
    if (!hasSortWord(type.getElementType()))
      return merged;
    Value init =
        buildEmpty(rewriter, op.getLoc(), getSizes(rewriter, op.getLoc(), merged), rewriter.getI64Type());
    return buildParallelGeneric(rewriter, op.getLoc(), merged, init,
                                rewriter.getMultiDimIdentityMap(type.getRank()),
                                [](OpBuilder &builder, Location loc, ValueRange elements) {
                                  return buildPositionOf(builder, loc, elements[0]);
                                });
  }

  static Value buildMerged(OpBuilder &builder, Location loc, SortOp op, Value size, Value width,
                           Value current) {
    Value next = buildGenerated(builder, loc, op.getOperand(), builder.getI64Type(),
                                [&](OpBuilder &nested, Location loc) {
                                  return MergePass(op, nested, loc, size, width, current).build();
                                });
    return buildCast(builder, loc, next, current.getType());
  }

  static Value buildPermuted(PatternRewriter &rewriter, SortOp op, Value permutation) {
    RankedTensorType type = op.getOperand().getType();
    Value init = buildEmpty(rewriter, op.getLoc(), getSizes(rewriter, op.getLoc(), op.getOperand()),
                            type.getElementType());
    return buildParallelGeneric(
        rewriter, op.getLoc(), permutation, init, rewriter.getMultiDimIdentityMap(type.getRank()),
        [&](OpBuilder &builder, Location loc, ValueRange elements) {
          SmallVector<Value> position;
          for (int64_t dimension = 0; dimension < type.getRank(); ++dimension)
            position.push_back(linalg::IndexOp::create(builder, loc, dimension));
          position[op.getDimension()] = buildConversion(builder, loc, elements[0], builder.getIndexType());
          return tensor::ExtractOp::create(builder, loc, op.getOperand(), position).getResult();
        });
  }
};

} // namespace

void eshkol::populateSortingToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerSort>(patterns.getContext());
}
