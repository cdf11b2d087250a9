//===- DecomposeLinearAlgebra.cpp - linear systems by factorization -------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Matrices.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

static Type getElement(Value tensor) { return getElementTypeOrSelf(tensor.getType()); }

namespace {

/// op x ⇒ round (op (widen x)) for elements of bf16 and f16
template <typename Op> struct WidenNarrow : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    Type element = getElement(op->getOperand(0));
    if (!isNarrowFloat(element))
      return rewriter.notifyMatchFailure(op, "elements are wide enough");
    Location loc = op.getLoc();
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(buildWidened(rewriter, loc, operand));
    SmallVector<Type> types;
    for (Type type : op->getResultTypes())
      types.push_back(widen(cast<RankedTensorType>(type), element));
    auto wide = Op::create(rewriter, loc, types, operands, op->getAttrs());
    SmallVector<Value> results;
    for (auto [result, type] : llvm::zip(wide->getResults(), op->getResultTypes()))
      results.push_back(buildNarrowed(rewriter, loc, result, cast<RankedTensorType>(type).getElementType()));
    rewriter.replaceOp(op, results);
    return success();
  }

private:
  static Type widen(RankedTensorType type, Type narrow) {
    return type.getElementType() == narrow ? type.clone(Float32Type::get(type.getContext())) : type;
  }
};

/// a · x = b ⇒ L · (U · x) = b[permutation]
struct DecomposeSolve : OpRewritePattern<SolveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SolveOp op, PatternRewriter &rewriter) const override {
    if (isNarrowFloat(getElement(op.getA())))
      return rewriter.notifyMatchFailure(op, "narrow floats are widened first");
    Location loc = op.getLoc();
    auto lu = LuOp::create(rewriter, loc, op.getA());
    Value ordered = buildRowsGathered(rewriter, loc, op.getB(), lu.getPermutation());
    Value inner = buildTriangularSolve(rewriter, loc, lu.getFactors(), ordered, /*isLower=*/true);
    Value x = buildTriangularSolve(rewriter, loc, lu.getFactors(), inner, /*isLower=*/false);
    rewriter.replaceOp(op, buildCast(rewriter, loc, x, op.getType()));
    return success();
  }

private:
  /// By the unit lower or the upper triangle of packed factors.
  static Value buildTriangularSolve(OpBuilder &builder, Location loc, Value factors, Value b, bool isLower) {
    return TriangularSolveOp::create(builder, loc, factors, b, /*left_side=*/true, isLower,
                                     /*transpose_a=*/false, /*conjugate_a=*/false, /*unit_diagonal=*/isLower);
  }
};

/// inverse a ⇒ solve a 1
struct DecomposeInverse : OpRewritePattern<InverseOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(InverseOp op, PatternRewriter &rewriter) const override {
    if (isNarrowFloat(getElement(op.getOperand())))
      return rewriter.notifyMatchFailure(op, "narrow floats are widened first");
    Location loc = op.getLoc();
    Value matrix = buildSquareCast(rewriter, loc, op.getOperand());
    Type element = getElement(matrix);
    auto identityElement = [&](OpBuilder &builder, Location loc, Value i, Value k, ValueRange) -> Value {
      Value one = buildConstant(builder, loc, element, 1), zero = buildConstant(builder, loc, element, 0);
      return arith::SelectOp::create(builder, loc, buildIsEqual(builder, loc, i, k), one, zero);
    };
    Value identity = buildMatrixMap(rewriter, loc, matrix, element, {}, identityElement);
    Value result = SolveOp::create(rewriter, loc, matrix, identity);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }
};

/// det a = sign · Π U[i, i]
struct DecomposeDet : OpRewritePattern<DetOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DetOp op, PatternRewriter &rewriter) const override {
    if (isNarrowFloat(getElement(op.getOperand())))
      return rewriter.notifyMatchFailure(op, "narrow floats are widened first");
    Location loc = op.getLoc();
    auto lu = LuOp::create(rewriter, loc, buildSquareCast(rewriter, loc, op.getOperand()));
    Value diagonal = buildDiagonalWithOnes(rewriter, loc, lu.getFactors());
    int64_t rank = op.getType().getRank();
    Value product = ReduceOp::create(rewriter, loc, ReductionKind::Prod, diagonal, ArrayRef{rank, rank + 1});
    Value result = buildSigned(rewriter, loc, product, lu.getSign());
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getType()));
    return success();
  }

private:
  /// The diagonal of the matrix, and 1 elsewhere.
  static Value buildDiagonalWithOnes(OpBuilder &builder, Location loc, Value matrix) {
    Type element = getElement(matrix);
    return buildMatrixMap(
        builder, loc, matrix, element, {{matrix, Per::Element}},
        [&](OpBuilder &nested, Location loc, Value i, Value k, ValueRange elements) -> Value {
          Value one = buildConstant(nested, loc, element, 1);
          return arith::SelectOp::create(nested, loc, buildIsEqual(nested, loc, i, k), elements[0], one);
        });
  }

  static Value buildSigned(OpBuilder &builder, Location loc, Value product, Value sign) {
    Type element = getElement(product);
    SmallVector<OpFoldResult> sizes = getSizes(builder, loc, product);
    SmallVector<AffineMap> maps(2, builder.getMultiDimIdentityMap(sizes.size()));
    return buildParallelGeneric(builder, loc, {product, sign}, buildEmpty(builder, loc, sizes, element), maps,
                                [&](OpBuilder &nested, Location loc, ValueRange elements) {
                                  Value factor = buildCastFromInteger(nested, loc, elements[1], element);
                                  return buildMultiply(nested, loc, elements[0], factor);
                                });
  }
};

} // namespace

void eshkol::populateDecomposeLinearAlgebraPatterns(RewritePatternSet &patterns) {
  patterns.add<WidenNarrow<CholeskyOp>, WidenNarrow<DetOp>, WidenNarrow<InverseOp>, WidenNarrow<LuOp>,
               WidenNarrow<SolveOp>, WidenNarrow<TriangularSolveOp>, DecomposeDet, DecomposeInverse,
               DecomposeSolve>(patterns.getContext());
}
