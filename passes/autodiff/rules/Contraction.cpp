//===- Contraction.cpp - derivatives of products --------------------------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"

#include "passes/lowering/WholeTensors.h"

using namespace mlir;
using namespace mlir::eshkol;

/// (AB)̄ ↦ Ā = C̄ Bᵀ, B̄ = Aᵀ C̄
static LogicalResult transposeMatmul(AdjointContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  Value cotangent = context.cotangentOrZero();
  if (context.wants(0)) {
    Value transposed = buildMatrixTranspose(builder, loc, context.operand(1));
    context.accumulate(0, MatmulOp::create(builder, loc, cotangent, transposed));
  }
  if (context.wants(1)) {
    Value transposed = buildMatrixTranspose(builder, loc, context.operand(0));
    context.accumulate(1, MatmulOp::create(builder, loc, transposed, cotangent));
  }
  return success();
}

/// The cotangent of one side: that of the result contracted with the other side over its free dimensions.
static Value transposeSide(AdjointContext &context, ArrayRef<int64_t> batching, ArrayRef<int64_t> contracting,
                           ArrayRef<int64_t> free, ArrayRef<int64_t> otherBatching,
                           ArrayRef<int64_t> otherContracting, ArrayRef<int64_t> otherFree, Value other,
                           int64_t otherStart) {
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  auto range = [](int64_t start, size_t count) {
    return llvm::to_vector(llvm::seq<int64_t>(start, start + count));
  };
  // [batching, free of this side, contracting in the order in which the other side has them]
  Value product =
      DotGeneralOp::create(builder, loc, context.cotangentOrZero(), other, range(0, batching.size()),
                           otherBatching, range(otherStart, otherFree.size()), otherFree);
  SmallVector<int64_t> order(otherContracting.size());
  for (size_t k = 0; k < order.size(); ++k)
    order[k] = k;
  llvm::sort(order, [&](int64_t a, int64_t b) { return otherContracting[a] < otherContracting[b]; });
  // Dimension d of the product is dimension place[d] of the operand.
  SmallVector<int64_t> place(batching);
  llvm::append_range(place, free);
  for (int64_t k : order)
    place.push_back(contracting[k]);
  return TransposeOp::create(builder, loc, product, invert(place));
}

static LogicalResult transposeDotGeneral(AdjointContext &context) {
  auto op = cast<DotGeneralOp>(context.getOp());
  SmallVector<int64_t> lhsFree = op.getLhsFree(), rhsFree = op.getRhsFree();
  int64_t lhsStart = op.getLhsBatching().size(), rhsStart = lhsStart + lhsFree.size();
  if (context.wants(0))
    context.accumulate(0, transposeSide(context, op.getLhsBatching(), op.getLhsContracting(), lhsFree,
                                        op.getRhsBatching(), op.getRhsContracting(), rhsFree,
                                        context.operand(1), rhsStart));
  if (context.wants(1))
    context.accumulate(1, transposeSide(context, op.getRhsBatching(), op.getRhsContracting(), rhsFree,
                                        op.getLhsBatching(), op.getLhsContracting(), lhsFree,
                                        context.operand(0), lhsStart));
  return success();
}

void eshkol::registerContractionRules(MLIRContext *c) {
  multilinear<MatmulOp>(c, transposeMatmul);
  multilinear<DotGeneralOp>(c, transposeDotGeneral);
}
