//===- TriangularSolveToLinalg.cpp - substitution, column by column -------===//
//
// Each step finds one row of the solution and subtracts its multiples from the
// rows still to be found; within a block of rows at once, for the other rows as
// one product of matrices per block.
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

using namespace mlir;
using namespace mlir::eshkol;

/// Index s of the order in which `count` rows are found: from the top, or from the bottom.
static Value buildPosition(OpBuilder &builder, Location loc, Value s, OpFoldResult count, bool isLower) {
  if (isLower)
    return s;
  Value end = getValueOrCreateConstantIndexOp(builder, loc, count);
  Value last = arith::SubIOp::create(builder, loc, end, arith::ConstantIndexOp::create(builder, loc, 1));
  return arith::SubIOp::create(builder, loc, last, s);
}

/// Row s of the solution: row / diagonal[s].
static Value buildFoundRow(OpBuilder &builder, Location loc, Value row, Value column, Value s, bool isUnit) {
  if (isUnit)
    return row;
  Value diagonal = buildElement(builder, loc, column, s);
  return buildVectorMap(builder, loc, row, getElementTypeOrSelf(row.getType()),
                        {{row, Per::Element}, {diagonal, Per::Matrix}},
                        [](OpBuilder &nested, Location loc, Value, ValueRange elements) {
                          return buildDivide(nested, loc, elements[0], elements[1]);
                        });
}

Value eshkol::buildSubstitution(OpBuilder &builder, Location loc, Value a, Value b, bool isLower,
                                bool isUnit) {
  Type element = getElementTypeOrSelf(b.getType());
  OpFoldResult count = getRowCount(builder, loc, b);
  auto step = [&](OpBuilder &nested, Location loc, Value index, ValueRange state) -> SmallVector<Value> {
    Value s = buildPosition(nested, loc, index, count, isLower);
    Value column = buildColumn(nested, loc, a, s);
    Value found = buildFoundRow(nested, loc, buildRow(nested, loc, state[0], s), column, s, isUnit);
    return {buildMatrixMap(
        nested, loc, state[0], element, {{state[0], Per::Element}, {column, Per::Row}, {found, Per::Column}},
        [&](OpBuilder &body, Location loc, Value i, Value, ValueRange elements) -> Value {
          Value isLater = isLower ? buildIsAfter(body, loc, i, s) : buildIsBefore(body, loc, i, s);
          Value product = buildMultiply(body, loc, elements[1], elements[2]);
          Value rest = buildSubtract(body, loc, elements[0], product);
          Value kept =
              arith::SelectOp::create(body, loc, buildIsEqual(body, loc, i, s), elements[2], elements[0]);
          return arith::SelectOp::create(body, loc, isLater, rest, kept);
        })};
  };
  return buildLoop(builder, loc, count, b, step)[0];
}

/// `b` with the found rows in their place, and a · found subtracted from the rows
/// after row `end` (for an upper triangle: before row `start`).
static Value buildRest(OpBuilder &builder, Location loc, Value a, Value b, Value found, Value start,
                       Value end, bool isLower) {
  Value product = buildProduct(builder, loc, a, found);
  Value inserted = buildBlockInserted(builder, loc, found, b, start, builder.getIndexAttr(0));
  return buildMatrixMap(builder, loc, inserted, getElementTypeOrSelf(b.getType()),
                        {{inserted, Per::Element}, {product, Per::Element}},
                        [&](OpBuilder &nested, Location loc, Value i, Value, ValueRange elements) -> Value {
                          Value isLater = isLower ? buildIsAfter(nested, loc, i, end)
                                                  : buildIsBefore(nested, loc, i, start);
                          Value rest = buildSubtract(nested, loc, elements[0], elements[1]);
                          return arith::SelectOp::create(nested, loc, isLater, rest, elements[0]);
                        });
}

/// The solution of a · x = b, block of rows by block of rows.
static Value buildBlockSubstitution(OpBuilder &builder, Location loc, Value a, Value b, bool isLower,
                                    bool isUnit) {
  OpFoldResult count = getRowCount(builder, loc, a), columns = getColumnCount(builder, loc, b);
  if (isSinglePanel(count))
    return buildSubstitution(builder, loc, a, b, isLower, isUnit);
  auto solveBlock = [&](OpBuilder &nested, Location loc, Value index, OpFoldResult width,
                        ValueRange state) -> SmallVector<Value> {
    OpFoldResult zero = nested.getIndexAttr(0);
    Value end = buildPanelEnd(nested, loc, index, width), start = index;
    if (!isLower) {
      start = buildPosition(nested, loc, end, count, isLower);
      end = buildPosition(nested, loc, index, count, isLower);
    }
    Value square = buildBlock(nested, loc, a, start, width, start, width);
    Value rows = buildBlock(nested, loc, state[0], start, width, zero, columns);
    Value found = buildSubstitution(nested, loc, square, rows, isLower, isUnit);
    Value strip = buildBlock(nested, loc, a, zero, count, start, width);
    return {buildRest(nested, loc, strip, state[0], found, start, end, isLower)};
  };
  return buildPanelLoop(builder, loc, count, b, solveBlock)[0];
}

namespace {

/// op(a) · x = b; x · op(a) = b is solved as op(a)ᵀ · xᵀ = bᵀ
struct LowerTriangularSolve : OpRewritePattern<TriangularSolveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(TriangularSolveOp op, PatternRewriter &rewriter) const override {
    if (isNarrowFloat(op.getType().getElementType()))
      return rewriter.notifyMatchFailure(op, "narrow floats are widened by --eshkol-decompose");
    Location loc = op.getLoc();
    if (isEmpty(op.getA()) || isEmpty(op.getB())) {
      rewriter.replaceOp(op, buildCast(rewriter, loc, op.getB(), op.getType()));
      return success();
    }
    bool isTransposed = op.getTransposeA() == op.getLeftSide();
    Value a = buildSquareCast(rewriter, loc, op.getA()), b = op.getB();
    if (isTransposed)
      a = buildMatrixTranspose(rewriter, loc, a);
    if (op.getConjugateA())
      a = buildConjugateMatrix(rewriter, loc, a);
    if (!op.getLeftSide())
      b = buildMatrixTranspose(rewriter, loc, b);
    Value x =
        buildBlockSubstitution(rewriter, loc, a, b, op.getLower() != isTransposed, op.getUnitDiagonal());
    if (!op.getLeftSide())
      x = buildMatrixTranspose(rewriter, loc, x);
    rewriter.replaceOp(op, buildCast(rewriter, loc, x, op.getType()));
    return success();
  }
};

} // namespace

void eshkol::populateTriangularSolveToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerTriangularSolve>(patterns.getContext());
}
