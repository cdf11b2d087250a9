//===- LuToLinalg.cpp - Gaussian elimination, column by column ------------===//
//
// The right-looking algorithm with partial pivoting, in panels of columns: each
// step exchanges two rows of the panel and subtracts multiples of one from those
// below it; after a panel, the exchanges are applied to the other columns, the
// rows beside it are solved for and their product with the panel is subtracted
// from the rest.
//
//===----------------------------------------------------------------------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Matrices.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/TriangularSolve.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::eshkol;

/// |number|, or |re| + |im|, which ranks complex numbers well enough without a root.
static Value buildMagnitude(OpBuilder &builder, Location loc, Value number) {
  if (!isa<ComplexType>(number.getType()))
    return math::AbsFOp::create(builder, loc, number);
  Value real = math::AbsFOp::create(builder, loc, complex::ReOp::create(builder, loc, number));
  Value imaginary = math::AbsFOp::create(builder, loc, complex::ImOp::create(builder, loc, number));
  return arith::AddFOp::create(builder, loc, real, imaginary);
}

static Value buildIndexCast(OpBuilder &builder, Location loc, Value number) {
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(), number);
}

static Value buildSelect(OpBuilder &builder, Location loc, Value condition, Value yes, Value no) {
  return arith::SelectOp::create(builder, loc, condition, yes, no);
}

/// size + 1
static OpFoldResult buildSuccessor(OpBuilder &builder, Location loc, OpFoldResult size) {
  if (std::optional<int64_t> number = getConstantIntValue(size))
    return builder.getIndexAttr(*number + 1);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  return arith::AddIOp::create(builder, loc, cast<Value>(size), one).getResult();
}

/// The matrices with one more column, 0, 1, .., which follows the rows as they are
/// exchanged: numbers of rows are exact in every type that is computed in.
static Value buildWithOrder(OpBuilder &builder, Location loc, Value matrix) {
  Type element = getElementTypeOrSelf(matrix.getType());
  SmallVector<OpFoldResult> sizes = getStableSizes(builder, loc, matrix);
  sizes.back() = buildSuccessor(builder, loc, sizes.back());
  Value like = buildEmpty(builder, loc, sizes, element);
  Value rows = buildMatrixMap(builder, loc, like, element, {},
                              [&](OpBuilder &nested, Location loc, Value i, Value, ValueRange) {
                                return buildCastFromInteger(nested, loc, i, element);
                              });
  return buildBlockInserted(builder, loc, matrix, rows, builder.getIndexAttr(0), builder.getIndexAttr(0));
}

/// The index of the column that holds the order.
static Value getOrderColumn(OpBuilder &builder, Location loc, Value matrix) {
  Value columns = getValueOrCreateConstantIndexOp(builder, loc, getColumnCount(builder, loc, matrix));
  return arith::SubIOp::create(builder, loc, columns, arith::ConstantIndexOp::create(builder, loc, 1));
}

/// The order of the rows as integers.
static Value buildOrder(OpBuilder &builder, Location loc, Value matrix) {
  Value numbers = buildColumn(builder, loc, matrix, getOrderColumn(builder, loc, matrix));
  return buildVectorMap(builder, loc, numbers, builder.getI64Type(), {{numbers, Per::Element}},
                        [](OpBuilder &nested, Location loc, Value, ValueRange elements) -> Value {
                          Value number = elements[0];
                          if (isa<ComplexType>(number.getType()))
                            number = complex::ReOp::create(nested, loc, number);
                          return arith::FPToSIOp::create(nested, loc, nested.getI64Type(), number);
                        });
}

/// The first index from `first` on at which |column| is greatest, for each matrix.
static Value buildPivotIndex(OpBuilder &builder, Location loc, Value column, Value first) {
  auto type = cast<RankedTensorType>(column.getType());
  int64_t batch = type.getRank() - 1;
  Type real = getElementTypeOrSelf(type.getElementType());
  if (auto complexType = dyn_cast<ComplexType>(real))
    real = complexType.getElementType();
  auto sizes = ArrayRef(getStableSizes(builder, loc, column)).drop_back();
  Value least = buildFilled(builder, loc, sizes, buildConstant(builder, loc, real, -1));
  Value start = arith::IndexCastOp::create(builder, loc, builder.getI64Type(), first);
  Value best = buildFilled(builder, loc, sizes, start);

  AffineMap all = builder.getMultiDimIdentityMap(batch + 1);
  AffineMap perMatrix = AffineMap::get(batch + 1, 0, all.getResults().drop_back(), builder.getContext());
  SmallVector<utils::IteratorType> iterators(batch, utils::IteratorType::parallel);
  iterators.push_back(utils::IteratorType::reduction);
  auto search = linalg::GenericOp::create(
      builder, loc, {least.getType(), best.getType()}, column, {least, best}, {all, perMatrix, perMatrix},
      iterators, [&](OpBuilder &nested, Location loc, ValueRange elements) {
        Value i = linalg::IndexOp::create(nested, loc, batch);
        Value magnitude = buildMagnitude(nested, loc, elements[0]);
        Value isGreater =
            arith::CmpFOp::create(nested, loc, arith::CmpFPredicate::OGT, magnitude, elements[1]);
        Value isCandidate = arith::CmpIOp::create(nested, loc, arith::CmpIPredicate::sge, i, first);
        Value isBetter = arith::AndIOp::create(nested, loc, isGreater, isCandidate);
        Value index = arith::IndexCastOp::create(nested, loc, nested.getI64Type(), i);
        linalg::YieldOp::create(nested, loc,
                                {buildSelect(nested, loc, isBetter, magnitude, elements[1]),
                                 buildSelect(nested, loc, isBetter, index, elements[2])});
      });
  return search.getResult(1);
}

/// Row `pivotIndex[b]` of matrix b, as a vector.  A sum over all rows in which every
/// other counts as -0 is exact, and faster than a gather.
static Value buildPivotRow(OpBuilder &builder, Location loc, Value matrix, Value pivotIndex) {
  Type element = getElementTypeOrSelf(matrix.getType());
  Value masked =
      buildMatrixMap(builder, loc, matrix, element, {{matrix, Per::Element}, {pivotIndex, Per::Matrix}},
                     [&](OpBuilder &nested, Location loc, Value i, Value, ValueRange elements) -> Value {
                       Value isPivotRow =
                           buildIsEqual(nested, loc, i, buildIndexCast(nested, loc, elements[1]));
                       Value nothing = buildConstant(nested, loc, element, -0.0);
                       return buildSelect(nested, loc, isPivotRow, elements[0], nothing);
                     });
  return buildSumOfRows(builder, loc, masked);
}

/// What each row loses: 0 up to the pivot's row, below it column / pivot, once the
/// rows are exchanged.
static Value buildMultipliers(OpBuilder &builder, Location loc, Value column, Value pivot, Value pivotIndex,
                              Value j) {
  Type element = getElementTypeOrSelf(column.getType());
  Value displaced = buildElement(builder, loc, column, j);
  return buildVectorMap(
      builder, loc, column, element,
      {{column, Per::Element}, {displaced, Per::Matrix}, {pivot, Per::Matrix}, {pivotIndex, Per::Matrix}},
      [&](OpBuilder &nested, Location loc, Value i, ValueRange elements) -> Value {
        Value isDisplaced = buildIsEqual(nested, loc, i, buildIndexCast(nested, loc, elements[3]));
        Value number = buildSelect(nested, loc, isDisplaced, elements[1], elements[0]);
        Value zero = buildConstant(nested, loc, element, 0);
        Value quotient = buildDivide(nested, loc, number, elements[2]);
        // Below a pivot of 0 there are zeros only (or NaN, which stay).
        Value size = buildMagnitude(nested, loc, elements[2]);
        Value isSingular = arith::CmpFOp::create(nested, loc, arith::CmpFPredicate::OEQ, size,
                                                 buildConstant(nested, loc, size.getType(), 0));
        Value multiplier = buildSelect(nested, loc, isSingular, number, quotient);
        return buildSelect(nested, loc, buildIsAfter(nested, loc, i, j), multiplier, zero);
      });
}

/// The panel with row j and the pivot's exchanged, and multiples of row j
/// subtracted from the rows below it, in the columns after s; the multipliers
/// take the place of the zeros in column s.
static Value buildEliminated(OpBuilder &builder, Location loc, Value panel, Value j, Value s) {
  Value column = buildColumn(builder, loc, panel, s);
  Value pivotIndex = buildPivotIndex(builder, loc, column, j);
  Value pivotRow = buildPivotRow(builder, loc, panel, pivotIndex);
  Value displacedRow = buildRow(builder, loc, panel, j);
  Value pivot = buildElement(builder, loc, pivotRow, s);
  Value multipliers = buildMultipliers(builder, loc, column, pivot, pivotIndex, j);
  Value order = getOrderColumn(builder, loc, panel);
  return buildMatrixMap(
      builder, loc, panel, getElementTypeOrSelf(panel.getType()),
      {{panel, Per::Element},
       {multipliers, Per::Row},
       {pivotRow, Per::Column},
       {displacedRow, Per::Column},
       {pivotIndex, Per::Matrix}},
      [&](OpBuilder &nested, Location loc, Value i, Value k, ValueRange elements) -> Value {
        Value isDisplaced = buildIsEqual(nested, loc, i, buildIndexCast(nested, loc, elements[4]));
        Value other = buildSelect(nested, loc, isDisplaced, elements[3], elements[0]);
        Value exchanged = buildSelect(nested, loc, buildIsEqual(nested, loc, i, j), elements[2], other);
        Value product = buildMultiply(nested, loc, elements[1], elements[2]);
        Value rest = buildSubtract(nested, loc, exchanged, product);
        Value eliminated = buildSelect(nested, loc, buildIsEqual(nested, loc, k, s), elements[1], rest);
        Value isLeft = buildIsBefore(nested, loc, k, s), isOrder = buildIsEqual(nested, loc, k, order);
        Value isKept = arith::OrIOp::create(nested, loc, isLeft, isOrder);
        Value below = buildSelect(nested, loc, isKept, exchanged, eliminated);
        return buildSelect(nested, loc, buildIsAfter(nested, loc, i, j), below, exchanged);
      });
}

/// Factors `count` columns of a panel that starts at column `start` of its matrix.
static Value buildPanelFactors(OpBuilder &builder, Location loc, Value panel, Value start,
                               OpFoldResult count) {
  auto step = [&](OpBuilder &nested, Location loc, Value s, ValueRange state) -> SmallVector<Value> {
    Value j = arith::AddIOp::create(nested, loc, start, s);
    return {buildEliminated(nested, loc, state[0], j, s)};
  };
  return buildLoop(builder, loc, count, panel, step)[0];
}

/// Whether column k comes after `last` and before the one that holds the order.
static Value buildIsRight(OpBuilder &builder, Location loc, Value k, Value last, Value order) {
  return arith::AndIOp::create(builder, loc, buildIsAfter(builder, loc, k, last),
                               buildIsBefore(builder, loc, k, order));
}

/// The rows beside the panel, right of it solved for by its unit lower triangle.
static Value buildUpperRows(OpBuilder &builder, Location loc, Value rows, Value square, Value last) {
  Value found = buildSubstitution(builder, loc, square, rows, /*isLower=*/true, /*isUnit=*/true);
  Value order = getOrderColumn(builder, loc, rows);
  return buildMatrixMap(builder, loc, rows, getElementTypeOrSelf(rows.getType()),
                        {{rows, Per::Element}, {found, Per::Element}},
                        [&](OpBuilder &nested, Location loc, Value, Value k, ValueRange elements) -> Value {
                          Value isRight = buildIsRight(nested, loc, k, last, order);
                          return buildSelect(nested, loc, isRight, elements[1], elements[0]);
                        });
}

/// The matrix after a panel: the panel and the rows beside it in their places, and
/// their product subtracted from what is below and right of them.
static Value buildRest(OpBuilder &builder, Location loc, Value matrix, Value panel, Value start,
                       OpFoldResult width) {
  OpFoldResult zero = builder.getIndexAttr(0);
  Value last = buildPanelEnd(builder, loc, start, width), order = getOrderColumn(builder, loc, matrix);
  Value square = buildBlock(builder, loc, panel, start, width, zero, width);
  Value rows = buildBlock(builder, loc, matrix, start, width, zero, getColumnCount(builder, loc, matrix));
  Value upper = buildUpperRows(builder, loc, rows, square, last);
  Value product = buildProduct(builder, loc, panel, upper);
  Value inserted = buildBlockInserted(builder, loc, upper, matrix, start, zero);
  inserted = buildBlockInserted(builder, loc, panel, inserted, zero, start);
  return buildMatrixMap(builder, loc, inserted, getElementTypeOrSelf(matrix.getType()),
                        {{inserted, Per::Element}, {product, Per::Element}},
                        [&](OpBuilder &nested, Location loc, Value i, Value k, ValueRange elements) -> Value {
                          Value isBelow = buildIsAfter(nested, loc, i, last);
                          Value isRight = buildIsRight(nested, loc, k, last, order);
                          Value isRest = arith::AndIOp::create(nested, loc, isBelow, isRight);
                          Value rest = buildSubtract(nested, loc, elements[0], elements[1]);
                          return buildSelect(nested, loc, isRest, rest, elements[0]);
                        });
}

/// One panel of a matrix that ends with its order: factored, its exchanges applied
/// to the other columns, and what follows from it subtracted from the rest.
static Value buildAfterPanel(OpBuilder &builder, Location loc, Value matrix, Value start,
                             OpFoldResult width) {
  OpFoldResult zero = builder.getIndexAttr(0), rows = getRowCount(builder, loc, matrix);
  Value panel = buildWithOrder(builder, loc, buildBlock(builder, loc, matrix, zero, rows, start, width));
  Value factored = buildPanelFactors(builder, loc, panel, start, width);
  Value exchanged = buildRowsGathered(builder, loc, matrix, buildOrder(builder, loc, factored));
  Value factors = buildBlock(builder, loc, factored, zero, rows, zero, width);
  return buildRest(builder, loc, exchanged, factors, start, width);
}

/// 1 if the permutation has an even number of inversions, else -1.
static Value buildSign(OpBuilder &builder, Location loc, Value permutation) {
  SmallVector<OpFoldResult> sizes = getStableSizes(builder, loc, permutation);
  int64_t batch = sizes.size() - 1;
  SmallVector<OpFoldResult> pairs(sizes);
  pairs.push_back(sizes.back());
  Type integer = builder.getI64Type();
  Value like = buildEmpty(builder, loc, pairs, integer);
  Value inversions =
      buildMatrixMap(builder, loc, like, integer, {{permutation, Per::Row}, {permutation, Per::Column}},
                     [&](OpBuilder &nested, Location loc, Value i, Value k, ValueRange elements) -> Value {
                       Value isInverted =
                           arith::AndIOp::create(nested, loc, buildIsBefore(nested, loc, i, k),
                                                 buildIsAfter(nested, loc, elements[0], elements[1]));
                       return arith::ExtUIOp::create(nested, loc, integer, isInverted);
                     });
  Value count = ReduceOp::create(builder, loc, ReductionKind::Sum, inversions, ArrayRef{batch, batch + 1});
  Value init = buildEmpty(builder, loc, ArrayRef(sizes).drop_back(), integer);
  return buildParallelGeneric(
      builder, loc, count, init, builder.getMultiDimIdentityMap(batch),
      [&](OpBuilder &nested, Location loc, ValueRange elements) -> Value {
        Value one = buildConstant(nested, loc, integer, 1), two = buildConstant(nested, loc, integer, 2);
        Value isOdd = arith::AndIOp::create(nested, loc, elements[0], one);
        return buildSubtract(nested, loc, one, buildMultiply(nested, loc, two, isOdd));
      });
}

namespace {

/// operand[permutation] = L · U
struct LowerLu : OpRewritePattern<LuOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(LuOp op, PatternRewriter &rewriter) const override {
    if (isNarrowFloat(op.getFactors().getType().getElementType()))
      return rewriter.notifyMatchFailure(op, "narrow floats are widened by --eshkol-decompose");
    Location loc = op.getLoc();
    SmallVector<Value> results = isEmpty(op.getOperand()) ? buildNothing(rewriter, loc, op.getOperand())
                                                          : buildResults(rewriter, loc, op.getOperand());
    results.push_back(buildSign(rewriter, loc, results[1]));
    for (auto [value, type] : llvm::zip(results, op.getResultTypes()))
      value = buildCast(rewriter, loc, value, type);
    rewriter.replaceOp(op, results);
    return success();
  }

private:
  /// The factors and the permutation.
  static SmallVector<Value> buildResults(OpBuilder &builder, Location loc, Value matrix) {
    OpFoldResult zero = builder.getIndexAttr(0), rows = getRowCount(builder, loc, matrix),
                 columns = getColumnCount(builder, loc, matrix);
    OpFoldResult steps = buildStepCount(builder, loc, rows, columns);
    Value ordered = buildWithOrder(builder, loc, matrix);
    Value factored = buildFactored(builder, loc, ordered, steps, isSinglePanel(columns));
    return {buildBlock(builder, loc, factored, zero, rows, zero, columns),
            buildOrder(builder, loc, factored)};
  }

  /// The same for matrices without elements: the permutation 0, 1, ..
  static SmallVector<Value> buildNothing(OpBuilder &builder, Location loc, Value matrix) {
    SmallVector<OpFoldResult> sizes = getStableSizes(builder, loc, matrix);
    sizes.pop_back();
    int64_t last = sizes.size() - 1;
    Value like = buildEmpty(builder, loc, sizes, builder.getI64Type());
    return {matrix, buildIotaLike(builder, loc, like, last)};
  }

  static Value buildFactored(OpBuilder &builder, Location loc, Value matrix, OpFoldResult steps,
                             bool isSingle) {
    if (isSingle) {
      Value start = arith::ConstantIndexOp::create(builder, loc, 0);
      return buildPanelFactors(builder, loc, matrix, start, steps);
    }
    auto factorPanel = [](OpBuilder &nested, Location loc, Value start, OpFoldResult width,
                          ValueRange state) -> SmallVector<Value> {
      return {buildAfterPanel(nested, loc, state[0], start, width)};
    };
    return buildPanelLoop(builder, loc, steps, matrix, factorPanel)[0];
  }

  /// 0, 1, .. for the rows of each matrix
  static Value buildRowNumbers(OpBuilder &builder, Location loc, Value matrix) {
    SmallVector<OpFoldResult> sizes = getStableSizes(builder, loc, matrix);
    sizes.pop_back();
    int64_t last = sizes.size() - 1;
    return buildIotaLike(builder, loc, buildEmpty(builder, loc, sizes, builder.getI64Type()), last);
  }

  /// min(rows, columns)
  static OpFoldResult buildStepCount(OpBuilder &builder, Location loc, OpFoldResult rows,
                                     OpFoldResult columns) {
    std::optional<int64_t> rowCount = getConstantIntValue(rows), columnCount = getConstantIntValue(columns);
    if (rowCount && columnCount)
      return builder.getIndexAttr(std::min(*rowCount, *columnCount));
    Value least = arith::MinSIOp::create(builder, loc, getValueOrCreateConstantIndexOp(builder, loc, rows),
                                         getValueOrCreateConstantIndexOp(builder, loc, columns));
    return least;
  }
};

} // namespace

void eshkol::populateLuToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerLu>(patterns.getContext());
}
