//===- CholeskyToLinalg.cpp - Cholesky factors, column by column ----------===//
//
// The right-looking algorithm: each step scales one column and subtracts its
// outer product from the columns after it; within a panel at once, for the rest
// of the matrix as one product of matrices per panel.
//
//===----------------------------------------------------------------------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Matrices.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace mlir::eshkol;

static Value buildRealPart(OpBuilder &builder, Location loc, Value number) {
  if (isa<ComplexType>(number.getType()))
    return complex::ReOp::create(builder, loc, number);
  return number;
}

/// `number` as a real, or with imaginary part 0.
static Value buildFromReal(OpBuilder &builder, Location loc, Value number, Type element) {
  if (!isa<ComplexType>(element))
    return number;
  return complex::CreateOp::create(builder, loc, element, number,
                                   buildConstant(builder, loc, number.getType(), 0));
}

static Value buildNan(OpBuilder &builder, Location loc, Type element) {
  Type real = isa<ComplexType>(element) ? cast<ComplexType>(element).getElementType() : element;
  Value nan = buildConstant(builder, loc, real, std::numeric_limits<double>::quiet_NaN());
  return buildFromReal(builder, loc, nan, element);
}

/// number / divisor, for a real divisor
static Value buildRealQuotient(OpBuilder &builder, Location loc, Value number, Value divisor) {
  auto type = dyn_cast<ComplexType>(number.getType());
  if (!type)
    return arith::DivFOp::create(builder, loc, number, divisor);
  Value real = complex::ReOp::create(builder, loc, number),
        imaginary = complex::ImOp::create(builder, loc, number);
  return complex::CreateOp::create(builder, loc, type, arith::DivFOp::create(builder, loc, real, divisor),
                                   arith::DivFOp::create(builder, loc, imaginary, divisor));
}

/// column / √pivot, and √pivot in place of the pivot; NaN unless the pivot is positive
static Value buildScaledColumn(OpBuilder &builder, Location loc, Value column, Value pivotIndex) {
  Type element = getElementTypeOrSelf(column.getType());
  Value pivot = buildElement(builder, loc, column, pivotIndex);
  return buildVectorMap(
      builder, loc, column, element, {{column, Per::Element}, {pivot, Per::Matrix}},
      [&](OpBuilder &nested, Location loc, Value i, ValueRange elements) -> Value {
        Value square = buildRealPart(nested, loc, elements[1]);
        Value zero = buildConstant(nested, loc, square.getType(), 0);
        Value isPositive = arith::CmpFOp::create(nested, loc, arith::CmpFPredicate::OGT, square, zero);
        Value root = math::SqrtOp::create(nested, loc, square);
        Value divisor =
            arith::SelectOp::create(nested, loc, isPositive, root, buildNan(nested, loc, square.getType()));
        Value quotient = buildRealQuotient(nested, loc, elements[0], divisor);
        return arith::SelectOp::create(nested, loc, buildIsEqual(nested, loc, i, pivotIndex),
                                       buildFromReal(nested, loc, divisor, element), quotient);
      });
}

/// Factors the panel of `width` columns that starts at column `start` of its matrix:
/// column s becomes c = column / √pivot, and each column k after it loses c · conj c[k].
static Value buildPanelFactors(OpBuilder &builder, Location loc, Value panel, Value start,
                               OpFoldResult width) {
  Type element = getElementTypeOrSelf(panel.getType());
  auto step = [&](OpBuilder &nested, Location loc, Value s, ValueRange state) -> SmallVector<Value> {
    Value pivotIndex = arith::AddIOp::create(nested, loc, start, s);
    Value column = buildScaledColumn(nested, loc, buildColumn(nested, loc, state[0], s), pivotIndex);
    Value heads = buildSegment(nested, loc, column, start, width);
    return {buildMatrixMap(
        nested, loc, state[0], element, {{state[0], Per::Element}, {column, Per::Row}, {heads, Per::Column}},
        [&](OpBuilder &body, Location loc, Value, Value k, ValueRange elements) -> Value {
          Value product = buildMultiply(body, loc, elements[1], buildConjugate(body, loc, elements[2]));
          Value rest = buildSubtract(body, loc, elements[0], product);
          Value kept =
              arith::SelectOp::create(body, loc, buildIsEqual(body, loc, k, s), elements[1], elements[0]);
          return arith::SelectOp::create(body, loc, buildIsAfter(body, loc, k, s), rest, kept);
        })};
  };
  return buildLoop(builder, loc, width, panel, step)[0];
}

/// The matrix with the panel in its place, and panel · panelᴴ subtracted from what is
/// below and right of it.
static Value buildRest(OpBuilder &builder, Location loc, Value matrix, Value panel, Value start,
                       OpFoldResult width) {
  Value adjoint = buildConjugateMatrix(builder, loc, buildMatrixTranspose(builder, loc, panel));
  Value product = buildProduct(builder, loc, panel, adjoint);
  Value inserted = buildBlockInserted(builder, loc, panel, matrix, builder.getIndexAttr(0), start);
  Value last = buildPanelEnd(builder, loc, start, width);
  return buildMatrixMap(builder, loc, inserted, getElementTypeOrSelf(matrix.getType()),
                        {{inserted, Per::Element}, {product, Per::Element}},
                        [&](OpBuilder &nested, Location loc, Value i, Value k, ValueRange elements) -> Value {
                          Value isBelow = buildIsAfter(nested, loc, i, last);
                          Value isRight = buildIsAfter(nested, loc, k, last);
                          Value isRest = arith::AndIOp::create(nested, loc, isBelow, isRight);
                          Value rest = buildSubtract(nested, loc, elements[0], elements[1]);
                          return arith::SelectOp::create(nested, loc, isRest, rest, elements[0]);
                        });
}

/// The sum of the diagonal, which is NaN if any pivot was not positive.
static Value buildTrace(OpBuilder &builder, Location loc, Value matrix) {
  Type element = getElementTypeOrSelf(matrix.getType());
  Value diagonal = buildMatrixMap(
      builder, loc, matrix, element, {{matrix, Per::Element}},
      [&](OpBuilder &nested, Location loc, Value i, Value k, ValueRange elements) -> Value {
        Value zero = buildConstant(nested, loc, element, 0);
        return arith::SelectOp::create(nested, loc, buildIsEqual(nested, loc, i, k), elements[0], zero);
      });
  int64_t rank = cast<RankedTensorType>(matrix.getType()).getRank();
  return ReduceOp::create(builder, loc, ReductionKind::Sum, diagonal, ArrayRef{rank - 2, rank - 1});
}

/// The lower triangle of the factored matrix, or NaN where a pivot was not positive.
static Value buildLowerTriangle(OpBuilder &builder, Location loc, Value factored) {
  Type element = getElementTypeOrSelf(factored.getType());
  Value trace = buildTrace(builder, loc, factored);
  return buildMatrixMap(
      builder, loc, factored, element, {{factored, Per::Element}, {trace, Per::Matrix}},
      [&](OpBuilder &nested, Location loc, Value i, Value k, ValueRange elements) -> Value {
        Value part = buildRealPart(nested, loc, elements[1]);
        Value failed = arith::CmpFOp::create(nested, loc, arith::CmpFPredicate::UNO, part, part);
        Value number =
            arith::SelectOp::create(nested, loc, failed, buildNan(nested, loc, element), elements[0]);
        Value zero = buildConstant(nested, loc, element, 0);
        return arith::SelectOp::create(nested, loc, buildIsAfter(nested, loc, k, i), zero, number);
      });
}

namespace {

/// operand = L · Lᴴ
struct LowerCholesky : OpRewritePattern<CholeskyOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(CholeskyOp op, PatternRewriter &rewriter) const override {
    if (isNarrowFloat(op.getType().getElementType()))
      return rewriter.notifyMatchFailure(op, "narrow floats are widened by --eshkol-decompose");
    Location loc = op.getLoc();
    if (isEmpty(op.getOperand())) {
      rewriter.replaceOp(op, buildCast(rewriter, loc, op.getOperand(), op.getType()));
      return success();
    }
    Value matrix = buildSquareCast(rewriter, loc, op.getOperand());
    OpFoldResult size = getRowCount(rewriter, loc, matrix);
    bool isSingle = isSinglePanel(size);
    auto factorPanel = [&](OpBuilder &builder, Location loc, Value start, OpFoldResult width,
                           ValueRange state) -> SmallVector<Value> {
      if (isSingle)
        return {buildPanelFactors(builder, loc, state[0], start, width)};
      OpFoldResult top = builder.getIndexAttr(0);
      Value panel = buildBlock(builder, loc, state[0], top, size, start, width);
      Value factors = buildPanelFactors(builder, loc, panel, start, width);
      return {buildRest(builder, loc, state[0], factors, start, width)};
    };
    Value factored = buildPanelLoop(rewriter, loc, size, matrix, factorPanel)[0];
    Value result = buildLowerTriangle(rewriter, loc, factored);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

} // namespace

void eshkol::populateCholeskyToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerCholesky>(patterns.getContext());
}
