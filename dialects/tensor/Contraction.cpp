//===- Contraction.cpp - sums of products ---------------------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Zero of `type` where a sum of products over `contracted` sizes certainly is: no products, or integer
/// factors of which one is zero.  (Floating-point zero times infinity is not zero.)
static OpFoldResult foldToZero(RankedTensorType type, ArrayRef<int64_t> contracted, Attribute lhs,
                               Attribute rhs) {
  if (!type.hasStaticShape() || isa<ComplexType>(type.getElementType()))
    return {};
  bool isInteger = type.getElementType().isIntOrIndex();
  bool hasZeroFactor = (lhs && matchPattern(lhs, m_Zero())) || (rhs && matchPattern(rhs, m_Zero()));
  if (!llvm::is_contained(contracted, 0) && !(isInteger && hasZeroFactor))
    return {};
  return SplatElementsAttr::get(type, Builder(type.getContext()).getZeroAttr(type.getElementType()));
}

LogicalResult MatmulOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                         SmallVectorImpl<Type> &results) {
  RankedTensorType lhs = tensorType(operands.getLhs()), rhs = tensorType(operands.getRhs());
  if (lhs.getElementType() != rhs.getElementType())
    return emitOptionalError(loc, "expected lhs and rhs to have one element type but got ", lhs, " and ",
                             rhs);
  int64_t rank = lhs.getRank();
  if (rank < 2 || rhs.getRank() != rank)
    return emitOptionalError(loc, "expected lhs and rhs to have the same rank, at least 2, but got ", lhs,
                             " and ", rhs);
  SmallVector<int64_t> shape;
  if (failed(joinShapes(lhs.getShape().drop_back(2), rhs.getShape().drop_back(2), shape)))
    return emitOptionalError(loc, "expected equal batch dimensions but got ", lhs, " and ", rhs);
  int64_t left = lhs.getDimSize(rank - 1), right = rhs.getDimSize(rank - 2);
  if (!canBeEqual(left, right))
    return emitOptionalError(loc, "cannot contract dimension ", left, " of lhs ", lhs, " with dimension ",
                             right, " of rhs ", rhs);
  shape.push_back(lhs.getDimSize(rank - 2));
  shape.push_back(rhs.getDimSize(rank - 1));
  results.push_back(RankedTensorType::get(shape, lhs.getElementType()));
  return success();
}

/// Σ over nothing ⇒ 0, and 0 · y ⇒ 0 for integers
OpFoldResult MatmulOp::fold(FoldAdaptor operands) {
  int64_t contracted = tensorType(getLhs()).getShape().back();
  return foldToZero(getType(), contracted, operands.getLhs(), operands.getRhs());
}

/// The dimensions of a tensor of rank `rank` that occur in neither list.
static SmallVector<int64_t> freeDimensions(int64_t rank, ArrayRef<int64_t> batching,
                                           ArrayRef<int64_t> contracting) {
  SmallVector<int64_t> free;
  for (int64_t dimension = 0; dimension < rank; ++dimension)
    if (!llvm::is_contained(batching, dimension) && !llvm::is_contained(contracting, dimension))
      free.push_back(dimension);
  return free;
}

SmallVector<int64_t> DotGeneralOp::getLhsFree() {
  return freeDimensions(getLhs().getType().getRank(), getLhsBatching(), getLhsContracting());
}

SmallVector<int64_t> DotGeneralOp::getRhsFree() {
  return freeDimensions(getRhs().getType().getRank(), getRhsBatching(), getRhsContracting());
}

/// Checks that batching and contracting dimensions of one operand are distinct and in range.
static LogicalResult verifySide(std::optional<Location> loc, StringRef name, RankedTensorType type,
                                ArrayRef<int64_t> batching, ArrayRef<int64_t> contracting) {
  SmallVector<int64_t> all(batching);
  llvm::append_range(all, contracting);
  std::string attributes = (name + "_batching and " + name + "_contracting").str();
  return verifyDimensions(loc, attributes, all, type.getRank());
}

/// Checks that paired dimensions can be equal.
static LogicalResult verifyPairs(std::optional<Location> loc, StringRef role, RankedTensorType lhs,
                                 ArrayRef<int64_t> left, RankedTensorType rhs, ArrayRef<int64_t> right) {
  if (left.size() != right.size())
    return emitOptionalError(loc, "expected as many ", role, " dimensions of lhs as of rhs but got ",
                             left.size(), " and ", right.size());
  for (auto [l, r] : llvm::zip(left, right))
    if (!canBeEqual(lhs.getDimSize(l), rhs.getDimSize(r)))
      return emitOptionalError(loc, "cannot pair ", role, " dimension ", l, " of lhs ", lhs,
                               " with dimension ", r, " of rhs ", rhs);
  return success();
}

LogicalResult DotGeneralOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                             SmallVectorImpl<Type> &results) {
  RankedTensorType lhs = tensorType(operands.getLhs()), rhs = tensorType(operands.getRhs());
  ArrayRef<int64_t> leftBatch = operands.getLhsBatching(), rightBatch = operands.getRhsBatching(),
                    leftSum = operands.getLhsContracting(), rightSum = operands.getRhsContracting();
  if (lhs.getElementType() != rhs.getElementType())
    return emitOptionalError(loc, "expected lhs and rhs to have one element type but got ", lhs, " and ",
                             rhs);
  if (failed(verifySide(loc, "lhs", lhs, leftBatch, leftSum)) ||
      failed(verifySide(loc, "rhs", rhs, rightBatch, rightSum)) ||
      failed(verifyPairs(loc, "batching", lhs, leftBatch, rhs, rightBatch)) ||
      failed(verifyPairs(loc, "contracting", lhs, leftSum, rhs, rightSum)))
    return failure();
  SmallVector<int64_t> shape;
  for (auto [l, r] : llvm::zip(leftBatch, rightBatch))
    shape.push_back(joinDimensions(lhs.getDimSize(l), rhs.getDimSize(r)));
  for (int64_t dimension : freeDimensions(lhs.getRank(), leftBatch, leftSum))
    shape.push_back(lhs.getDimSize(dimension));
  for (int64_t dimension : freeDimensions(rhs.getRank(), rightBatch, rightSum))
    shape.push_back(rhs.getDimSize(dimension));
  results.push_back(RankedTensorType::get(shape, lhs.getElementType()));
  return success();
}

/// Σ over nothing ⇒ 0, and 0 · y ⇒ 0 for integers
OpFoldResult DotGeneralOp::fold(FoldAdaptor operands) {
  SmallVector<int64_t> contracted;
  for (int64_t dimension : getLhsContracting())
    contracted.push_back(getLhs().getType().getDimSize(dimension));
  return foldToZero(getType(), contracted, operands.getLhs(), operands.getRhs());
}

/// Whether `dimensions` are 0, 1, 2, ...
static bool areLeading(ArrayRef<int64_t> dimensions) {
  return llvm::equal(dimensions, llvm::seq<int64_t>(dimensions.size()));
}

/// dot_general x, y over (b.., i, k) and (b.., k, j) ⇒ matmul x, y
void DotGeneralOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](DotGeneralOp op, PatternRewriter &rewriter) -> LogicalResult {
    int64_t batches = op.getLhsBatching().size(), rank = batches + 2;
    if (op.getLhs().getType().getRank() != rank || op.getRhs().getType().getRank() != rank)
      return rewriter.notifyMatchFailure(op, "operands are no batches of matrices");
    if (!areLeading(op.getLhsBatching()) || !areLeading(op.getRhsBatching()))
      return rewriter.notifyMatchFailure(op, "batching dimensions do not lead");
    if (op.getLhsContracting() != ArrayRef<int64_t>{rank - 1} ||
        op.getRhsContracting() != ArrayRef<int64_t>{rank - 2})
      return rewriter.notifyMatchFailure(op, "contraction is not of columns with rows");
    rewriter.replaceOpWithNewOp<MatmulOp>(op, op.getType(), op.getLhs(), op.getRhs());
    return success();
  });
}
