//===- LinearAlgebra.cpp - derivatives of factorizations and systems ------===//
//
// M. Giles, "Collected matrix derivative results for forward and reverse mode
// algorithmic differentiation" (2008); I. Murray, "Differentiation of the
// Cholesky decomposition" (2016).  Cotangents are transposes without
// conjugation: the derivative of a function that is complex differentiable has
// the formula of the real one.
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::eshkol;
using Relation = ComparePredicate;

namespace {

/// Arithmetic on matrices, over leading batch dimensions.
class Matrices {
public:
  explicit Matrices(RuleContext &context)
      : context(context), builder(context.builder), loc(context.getLoc()) {}

  Term term(Value matrix) { return context.term(matrix); }
  Term transpose(Value matrix) { return term(buildMatrixTranspose(builder, loc, matrix)); }
  Term conjugate(Value matrix) {
    if (!isComplex(matrix))
      return term(matrix);
    return term(buildElementwise(builder, loc, matrix,
                                 [](OpBuilder &nested, Location loc, ValueRange elements) -> Value {
                                   return complex::ConjOp::create(nested, loc, elements[0]);
                                 }));
  }
  Term adjoint(Value matrix) { return conjugate(transpose(matrix)); }
  Term multiply(Value lhs, Value rhs) { return term(MatmulOp::create(builder, loc, lhs, rhs)); }

  /// The elements whose row and column are in this relation; zeros elsewhere.
  Term where(Relation rowToColumn, Value matrix) {
    return term(buildMasked(builder, loc, compare(rowToColumn, matrix), matrix));
  }
  /// Φ: the lower triangle, with half the diagonal, so that Φ(H) + Φ(H)ᴴ = H for Hermitian H.
  Term lowerHalf(Value matrix) {
    Term half = 0.5 * term(matrix);
    Value onDiagonal = where(Relation::Eq, half);
    return term(SelectOp::create(builder, loc, compare(Relation::Gt, matrix), matrix, onDiagonal));
  }

  struct Triangle {
    bool isLeft = true, isLower = true, isTransposed = false, isConjugated = false, hasUnitDiagonal = false;
  };
  Term solveTriangular(Value a, Value b, Triangle kind) {
    bool isConjugated = kind.isConjugated && isComplex(a);
    return term(TriangularSolveOp::create(builder, loc, a, b, kind.isLeft, kind.isLower, kind.isTransposed,
                                          isConjugated, kind.hasUnitDiagonal));
  }

  /// Whether row and column of each element are in this relation.
  Value compare(Relation rowToColumn, Value like) {
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, like);
    int64_t rank = sizes.size();
    Value row = buildIota(builder, loc, rank - 2, sizes), column = buildIota(builder, loc, rank - 1, sizes);
    return CompareOp::create(builder, loc, rowToColumn, row, column);
  }

  /// A number for each matrix, repeated to the shape of `like`.
  Term repeat(Value number, Value like) {
    int64_t rank = getRank(like);
    return term(buildUnreduced(builder, loc, number, {rank - 2, rank - 1}, like));
  }
  /// The sum of the diagonal of each matrix.
  Term trace(Value matrix) {
    int64_t rank = getRank(matrix);
    Value diagonal = where(Relation::Eq, matrix);
    return term(ReduceOp::create(builder, loc, ReductionKind::Sum, diagonal, ArrayRef{rank - 2, rank - 1}));
  }

private:
  static bool isComplex(Value matrix) { return isa<ComplexType>(getElementTypeOrSelf(matrix.getType())); }

  RuleContext &context;
  OpBuilder &builder;
  Location loc;
};

} // namespace

// Cholesky ----------------------------------------------------------------------

/// dL = L Φ(L⁻¹ dA L⁻ᴴ), where the lower triangle of dA, the only one that is read, stands for the other.
static LogicalResult emitCholeskyTangents(TangentContext &context) {
  Matrices matrices(context);
  Value factor = context.result();
  Term half = matrices.lowerHalf(context.tangentOrZero(0));
  Term change = half + matrices.adjoint(half);
  Matrices::Triangle left, right;
  right.isLeft = false;
  right.isTransposed = right.isConjugated = true;
  Term inner = matrices.solveTriangular(factor, matrices.solveTriangular(factor, change, left), right);
  context.set(matrices.multiply(factor, matrices.lowerHalf(inner)));
  return success();
}

/// S = L⁻ᴴ Φ(Lᴴ L̄) L⁻¹, Ā = Φ(S + Sᴴ), for conjugated cotangents
static LogicalResult emitCholeskyAdjoint(AdjointContext &context) {
  Matrices matrices(context);
  Value factor = context.result();
  Term cotangent = matrices.conjugate(context.cotangentOrZero());
  Term inner = matrices.lowerHalf(matrices.multiply(matrices.adjoint(factor), cotangent));
  Matrices::Triangle left, right;
  left.isTransposed = left.isConjugated = true;
  right.isLeft = false;
  Term change = matrices.solveTriangular(factor, matrices.solveTriangular(factor, inner, left), right);
  context.accumulate(0, matrices.conjugate(matrices.lowerHalf(change + matrices.adjoint(change))));
  return success();
}

// Triangular systems ------------------------------------------------------------

static Matrices::Triangle getKind(TriangularSolveOp op) {
  return {op.getLeftSide(), op.getLower(), op.getTransposeA(), op.getConjugateA(), op.getUnitDiagonal()};
}

/// The elements of a matrix that a triangular solve reads.
static Term getRead(Matrices &matrices, Value matrix, Matrices::Triangle kind) {
  if (kind.isLower)
    return matrices.where(kind.hasUnitDiagonal ? Relation::Gt : Relation::Ge, matrix);
  return matrices.where(kind.hasUnitDiagonal ? Relation::Lt : Relation::Le, matrix);
}

/// op(A) X = B: op(A) dX = dB − op(dA) X, and the same from the right.
static LogicalResult emitTriangularSolveTangents(TangentContext &context) {
  Matrices matrices(context);
  Matrices::Triangle kind = getKind(cast<TriangularSolveOp>(context.getOp()));
  Value right = context.tangent(1);
  if (context.tangent(0)) {
    Term change = getRead(matrices, context.tangent(0), kind);
    if (kind.isTransposed)
      change = change.with(matrices.transpose(change));
    if (kind.isConjugated)
      change = change.with(matrices.conjugate(change));
    Value x = context.result();
    Term product = kind.isLeft ? matrices.multiply(change, x) : matrices.multiply(x, change);
    right = right ? context.term(right) - product : -product;
  }
  context.set(matrices.solveTriangular(context.operand(0), right, kind));
  return success();
}

/// op(A)ᵀ B̄ = X̄ and op(A)‾ = −B̄ Xᵀ, or from the right B̄ op(A)ᵀ = X̄ and op(A)‾ = −Xᵀ B̄
static LogicalResult emitTriangularSolveAdjoint(AdjointContext &context) {
  Matrices matrices(context);
  Matrices::Triangle kind = getKind(cast<TriangularSolveOp>(context.getOp())), transposed = kind;
  transposed.isTransposed = !kind.isTransposed;
  Term right = matrices.solveTriangular(context.operand(0), context.cotangentOrZero(), transposed);
  context.accumulate(1, right);
  if (!context.wants(0))
    return success();
  Term x = matrices.transpose(context.result());
  Term change = -(kind.isLeft ? matrices.multiply(right, x) : matrices.multiply(x, right));
  if (kind.isConjugated)
    change = change.with(matrices.conjugate(change));
  if (kind.isTransposed)
    change = change.with(matrices.transpose(change));
  context.accumulate(0, getRead(matrices, change, kind));
  return success();
}

// Systems, inverses, determinants -----------------------------------------------

static Value buildSolve(RuleContext &context, Value a, Value b) {
  return SolveOp::create(context.builder, context.getLoc(), a, b);
}

/// A dX = dB − dA X
static LogicalResult emitSolveTangents(TangentContext &context) {
  Matrices matrices(context);
  Value right = context.tangent(1);
  if (context.tangent(0)) {
    Term product = matrices.multiply(context.tangent(0), context.result());
    right = right ? context.term(right) - product : -product;
  }
  context.set(buildSolve(context, context.operand(0), right));
  return success();
}

/// Aᵀ B̄ = X̄, Ā = −B̄ Xᵀ
static LogicalResult emitSolveAdjoint(AdjointContext &context) {
  Matrices matrices(context);
  Value right = buildSolve(context, matrices.transpose(context.operand(0)), context.cotangentOrZero());
  context.accumulate(1, right);
  if (context.wants(0))
    context.accumulate(0, -matrices.multiply(right, matrices.transpose(context.result())));
  return success();
}

/// dX = −X dA X
static LogicalResult emitInverseTangents(TangentContext &context) {
  Matrices matrices(context);
  Value inverse = context.result();
  context.set(-matrices.multiply(matrices.multiply(inverse, context.tangentOrZero(0)), inverse));
  return success();
}

/// Ā = −Xᵀ X̄ Xᵀ
static LogicalResult emitInverseAdjoint(AdjointContext &context) {
  Matrices matrices(context);
  Term transposed = matrices.transpose(context.result());
  context.accumulate(
      0, -matrices.multiply(matrices.multiply(transposed, context.cotangentOrZero()), transposed));
  return success();
}

/// d det A = det A · tr(A⁻¹ dA).  A singular matrix has no inverse, so its derivative is NaN, although the
/// determinant has one: the cofactors.
static LogicalResult emitDetTangents(TangentContext &context) {
  Matrices matrices(context);
  Value ratio = buildSolve(context, context.operand(0), context.tangentOrZero(0));
  context.set(context.resultTerm() * matrices.trace(ratio));
  return success();
}

/// Ā = d̄ · det A · A⁻ᵀ
static LogicalResult emitDetAdjoint(AdjointContext &context) {
  Matrices matrices(context);
  Value operand = context.operand(0);
  Value inverse = InverseOp::create(context.builder, context.getLoc(), operand);
  Term factor = context.cotangentTerm() * context.resultTerm();
  context.accumulate(0, matrices.repeat(factor, operand) * matrices.transpose(inverse));
  return success();
}

// LU ----------------------------------------------------------------------------

namespace {

/// The square factors of an m × n matrix whose exchanged rows are P A = L U.
class LuFactors {
public:
  explicit LuFactors(RuleContext &context)
      : context(context), builder(context.builder), loc(context.getLoc()), packed(context.result(0)),
        sizes(getShape(builder, loc, packed)), rank(sizes.size()) {
    std::optional<int64_t> rows = getConstantIntValue(sizes[rank - 2]),
                           columns = getConstantIntValue(sizes[rank - 1]);
    isSquare = rows && rows == columns;
  }

  /// m × m, the identity beyond the columns that the factors have; the diagonal, which is one, is left out.
  Value getStrictlyLower() {
    Value lower = isSquare ? packed : embed(sizes[rank - 2]);
    return Matrices(context).where(Relation::Gt, lower);
  }
  Value getLower() {
    Value lower = getStrictlyLower();
    Value one = buildNumberLike(builder, loc, 1, lower);
    Value isDiagonal = Matrices(context).compare(Relation::Eq, lower);
    return SelectOp::create(builder, loc, isDiagonal, one, lower);
  }

  /// n × n, the identity beyond the rows that the factors have.
  Value getUpper() {
    Matrices matrices(context);
    if (isSquare)
      return matrices.where(Relation::Le, packed);
    Value upper = matrices.where(Relation::Le, embed(sizes[rank - 1]));
    SmallVector<OpFoldResult> shape = getShape(builder, loc, upper);
    Value row = buildIota(builder, loc, rank - 2, shape);
    Value rows = getValueOrCreateConstantIndexOp(builder, loc, sizes[rank - 2]);
    Value limit = arith::IndexCastOp::create(builder, loc, builder.getI64Type(), rows);
    Value isBeyond =
        CompareOp::create(builder, loc, Relation::Ge, row, buildSplatLike(builder, loc, limit, row));
    isBeyond = arith::AndIOp::create(builder, loc, isBeyond, matrices.compare(Relation::Eq, upper));
    return SelectOp::create(builder, loc, isBeyond, buildNumberLike(builder, loc, 1, upper), upper);
  }

private:
  /// The leading min(m, n) rows and columns of the packed factors in a square of zeros of this size: the
  /// lower triangle has all that the factors have below their diagonal, and the upper one above it.
  Value embed(OpFoldResult size) {
    SmallVector<OpFoldResult> square(sizes), part(sizes), starts(rank, builder.getIndexAttr(0));
    square[rank - 2] = square[rank - 1] = size;
    for (int64_t dimension : {rank - 2, rank - 1})
      part[dimension] = getLesser(sizes[dimension], size);
    Value zeros = buildFull(builder, loc, getElementTypeOrSelf(packed.getType()), 0, square);
    return buildUpdated(builder, loc, zeros, buildSliced(builder, loc, packed, starts, part), starts);
  }

  OpFoldResult getLesser(OpFoldResult a, OpFoldResult b) {
    if (a == b)
      return a;
    return getAsOpFoldResult(
        builder.createOrFold<arith::MinSIOp>(loc, getValueOrCreateConstantIndexOp(builder, loc, a),
                                             getValueOrCreateConstantIndexOp(builder, loc, b)));
  }

  RuleContext &context;
  OpBuilder &builder;
  Location loc;
  Value packed;
  SmallVector<OpFoldResult> sizes;
  int64_t rank;
  bool isSquare;
};

} // namespace

constexpr Matrices::Triangle lowerFromLeft{true, true, false, false, true};
constexpr Matrices::Triangle upperFromRight{false, false, false, false, false};

/// With M = L⁻¹ P dA U⁻¹: dL = L tril₋₁(M), dU = triu(M) U.
static LogicalResult emitLuTangents(TangentContext &context) {
  Matrices matrices(context);
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  LuFactors factors(context);
  Value lower = factors.getLower(), upper = factors.getUpper();
  int64_t row = getRank(context.result(0)) - 2;
  Value exchanged = GatherOp::create(builder, loc, context.tangentOrZero(0), context.result(1), row, row);
  Term inner = matrices.solveTriangular(lower, exchanged, lowerFromLeft);
  inner = inner.with(matrices.solveTriangular(upper, inner, upperFromRight));
  Term ofLower = matrices.multiply(lower, matrices.where(Relation::Gt, inner));
  context.set(ofLower + matrices.multiply(matrices.where(Relation::Le, inner), upper));
  return success();
}

/// With F the cotangent of L and U in one: P Ā = L⁻ᵀ (tril₋₁(Lᵀ F) + triu(F Uᵀ)) U⁻ᵀ.
static LogicalResult emitLuAdjoint(AdjointContext &context) {
  Matrices matrices(context);
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  LuFactors factors(context);
  Value lower = factors.getLower(), upper = factors.getUpper(), cotangent = context.cotangentOrZero();
  Term ofLower = matrices.multiply(matrices.transpose(lower), cotangent);
  Term ofUpper = matrices.multiply(cotangent, matrices.transpose(upper));
  Term inner = matrices.where(Relation::Gt, ofLower) + matrices.where(Relation::Le, ofUpper);
  Matrices::Triangle left = lowerFromLeft, right = upperFromRight;
  left.isTransposed = right.isTransposed = true;
  inner = inner.with(matrices.solveTriangular(upper, inner, right));
  inner = inner.with(matrices.solveTriangular(lower, inner, left));
  // Row i came from row permutation[i].
  Value zeros = buildZeroLike(builder, loc, context.operand(0));
  int64_t batch = getRank(zeros) - 2;
  context.accumulate(0, ScatterOp::create(builder, loc, zeros.getType(), ScatterMode::Add, zeros,
                                          context.result(1), inner, batch));
  return success();
}

void eshkol::registerLinearAlgebraRules(MLIRContext *c) {
  rules<CholeskyOp>(c, emitCholeskyTangents, emitCholeskyAdjoint);
  rules<TriangularSolveOp>(c, emitTriangularSolveTangents, emitTriangularSolveAdjoint);
  rules<SolveOp>(c, emitSolveTangents, emitSolveAdjoint);
  rules<InverseOp>(c, emitInverseTangents, emitInverseAdjoint);
  rules<DetOp>(c, emitDetTangents, emitDetAdjoint);
  rules<LuOp>(c, emitLuTangents, emitLuAdjoint);
}
