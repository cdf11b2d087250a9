//===- LinearAlgebra.cpp - factorizations and linear systems --------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

using namespace mlir;
using namespace mlir::eshkol;

/// The type of square matrices: `type` with its last two dimensions joined.
static FailureOr<RankedTensorType> inferSquare(std::optional<Location> loc, StringRef name,
                                               RankedTensorType type) {
  int64_t rank = type.getRank();
  if (rank < 2 || !canBeEqual(type.getDimSize(rank - 2), type.getDimSize(rank - 1)))
    return emitOptionalError(loc, "expected ", name, " to hold square matrices but got ", type);
  SmallVector<int64_t> shape(type.getShape());
  shape[rank - 2] = shape[rank - 1] = joinDimensions(shape[rank - 2], shape[rank - 1]);
  return RankedTensorType::get(shape, type.getElementType());
}

/// The type of the solution of a system with square matrices `a` and dimension
/// `size` of `b` as long as a side of them.
static LogicalResult inferSolution(std::optional<Location> loc, RankedTensorType a, RankedTensorType b,
                                   bool isLeft, SmallVectorImpl<Type> &results) {
  if (a.getElementType() != b.getElementType())
    return emitOptionalError(loc, "expected a and b to have one element type but got ", a, " and ", b);
  FailureOr<RankedTensorType> square = inferSquare(loc, "a", a);
  if (failed(square))
    return failure();
  int64_t rank = a.getRank(), side = isLeft ? rank - 2 : rank - 1;
  if (b.getRank() != rank)
    return emitOptionalError(loc, "expected a and b to have the same rank but got ", a, " and ", b);
  SmallVector<int64_t> shape;
  if (failed(joinShapes(a.getShape().drop_back(2), b.getShape().drop_back(2), shape)))
    return emitOptionalError(loc, "expected equal batch dimensions but got ", a, " and ", b);
  int64_t size = square->getDimSize(rank - 1);
  if (!canBeEqual(size, b.getDimSize(side)))
    return emitOptionalError(loc, "expected b to have ", size, isLeft ? " rows" : " columns", " but got ", b);
  shape.append(b.getShape().take_back(2).begin(), b.getShape().end());
  shape[side] = joinDimensions(shape[side], size);
  results.push_back(RankedTensorType::get(shape, a.getElementType()));
  return success();
}

LogicalResult CholeskyOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                           SmallVectorImpl<Type> &results) {
  FailureOr<RankedTensorType> type = inferSquare(loc, "operand", tensorType(operands.getOperand()));
  if (failed(type))
    return failure();
  results.push_back(*type);
  return success();
}

LogicalResult InverseOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                          SmallVectorImpl<Type> &results) {
  FailureOr<RankedTensorType> type = inferSquare(loc, "operand", tensorType(operands.getOperand()));
  if (failed(type))
    return failure();
  results.push_back(*type);
  return success();
}

LogicalResult DetOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                      SmallVectorImpl<Type> &results) {
  FailureOr<RankedTensorType> type = inferSquare(loc, "operand", tensorType(operands.getOperand()));
  if (failed(type))
    return failure();
  results.push_back(RankedTensorType::get(type->getShape().drop_back(2), type->getElementType()));
  return success();
}

LogicalResult LuOp::inferReturnTypes(MLIRContext *context, std::optional<Location> loc, Adaptor operands,
                                     SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  if (type.getRank() < 2)
    return emitOptionalError(loc, "expected operand to hold matrices but got ", type);
  Type integer = IntegerType::get(context, 64);
  results.push_back(type);
  results.push_back(RankedTensorType::get(type.getShape().drop_back(1), integer));
  results.push_back(RankedTensorType::get(type.getShape().drop_back(2), integer));
  return success();
}

LogicalResult SolveOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                        SmallVectorImpl<Type> &results) {
  return inferSolution(loc, tensorType(operands.getA()), tensorType(operands.getB()), /*isLeft=*/true,
                       results);
}

LogicalResult TriangularSolveOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                                  Adaptor operands, SmallVectorImpl<Type> &results) {
  return inferSolution(loc, tensorType(operands.getA()), tensorType(operands.getB()), operands.getLeftSide(),
                       results);
}

//===----------------------------------------------------------------------===//
// Canonicalization
//===----------------------------------------------------------------------===//

/// The operand of a transposition of matrices, else null.
static Value getTransposedMatrix(Value value) {
  auto transpose = value.getDefiningOp<TransposeOp>();
  if (!transpose)
    return {};
  SmallVector<int64_t> swap = llvm::to_vector(llvm::seq<int64_t>(transpose.getPermutation().size()));
  if (swap.size() < 2)
    return {};
  std::swap(swap[swap.size() - 2], swap[swap.size() - 1]);
  return ArrayRef(swap) == transpose.getPermutation() ? transpose.getOperand() : Value();
}

/// triangular_solve (transpose a) b ⇒ triangular_solve a b, reading the other triangle transposed
static LogicalResult absorbTranspose(TriangularSolveOp op, PatternRewriter &rewriter) {
  Value a = getTransposedMatrix(op.getA());
  if (!a)
    return rewriter.notifyMatchFailure(op, "a is no transposed matrix");
  rewriter.modifyOpInPlace(op, [&] {
    op.getAMutable().assign(a);
    op.setLower(!op.getLower());
    op.setTransposeA(!op.getTransposeA());
  });
  return success();
}

/// Real numbers are their own conjugates.
static LogicalResult dropConjugate(TriangularSolveOp op, PatternRewriter &rewriter) {
  if (!op.getConjugateA() || isa<ComplexType>(op.getType().getElementType()))
    return rewriter.notifyMatchFailure(op, "conjugation has an effect");
  rewriter.modifyOpInPlace(op, [&] { op.setConjugateA(false); });
  return success();
}

void TriangularSolveOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(absorbTranspose);
  patterns.add(dropConjugate);
}

/// inverse a · b ⇒ solve a b, where nothing else needs the inverse
void InverseOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](MatmulOp op, PatternRewriter &rewriter) -> LogicalResult {
    auto inverse = op.getLhs().getDefiningOp<InverseOp>();
    if (!inverse || !inverse->hasOneUse())
      return rewriter.notifyMatchFailure(op, "lhs is no inverse used only here");
    rewriter.replaceOpWithNewOp<SolveOp>(op, op.getType(), inverse.getOperand(), op.getRhs());
    return success();
  });
}

/// det (transpose a) ⇒ det a
void DetOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](DetOp op, PatternRewriter &rewriter) -> LogicalResult {
    Value matrix = getTransposedMatrix(op.getOperand());
    if (!matrix)
      return rewriter.notifyMatchFailure(op, "operand is no transposed matrix");
    rewriter.modifyOpInPlace(op, [&] { op.getOperandMutable().assign(matrix); });
    return success();
  });
}
