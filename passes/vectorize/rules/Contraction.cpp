//===- Contraction.cpp - batching rules of sums of products ---------------===//

#include "passes/lowering/Tensors.h"
#include "passes/vectorize/rules/Rules.h"

using namespace mlir;
using namespace mlir::eshkol;

static int64_t getRank(Value value) { return cast<RankedTensorType>(value.getType()).getRank(); }

namespace {

/// The pairs of dimensions of a product.
struct DotDimensions {
  SmallVector<int64_t> lhsBatching, rhsBatching, lhsContracting, rhsContracting;
};

} // namespace

static Value buildDot(BatchContext &context, Value lhs, Value rhs, const DotDimensions &dimensions) {
  return DotGeneralOp::create(context.builder, context.loc, lhs, rhs, dimensions.lhsBatching,
                              dimensions.rhsBatching, dimensions.lhsContracting, dimensions.rhsContracting);
}

/// A batch of one factor is one more free dimension of it, whose place among the dimensions of the product is
/// known; a batch of both is one more batching dimension, the first.
static LogicalResult dotGeneral(BatchContext &context, DotDimensions dimensions) {
  bool isLeft = context.isBatched(0u), isRight = context.isBatched(1u);
  int64_t batching = dimensions.lhsBatching.size();
  int64_t leftFree = getRank(context.op->getOperand(0)) - batching - dimensions.lhsContracting.size();
  if (isLeft) {
    dimensions.lhsBatching = shifted(dimensions.lhsBatching);
    dimensions.lhsContracting = shifted(dimensions.lhsContracting);
  }
  if (isRight) {
    dimensions.rhsBatching = shifted(dimensions.rhsBatching);
    dimensions.rhsContracting = shifted(dimensions.rhsContracting);
  }
  if (isLeft && isRight) {
    dimensions.lhsBatching = prepend(0, dimensions.lhsBatching);
    dimensions.rhsBatching = prepend(0, dimensions.rhsBatching);
  }
  Value product = buildDot(context, context.operand(0), context.operand(1), dimensions);
  int64_t from = isLeft && isRight ? 0 : isLeft ? batching : batching + leftFree;
  context.setResult(0, buildMoved(context.builder, context.loc, product, from, 0));
  return success();
}

static LogicalResult batchDotGeneral(DotGeneralOp op, BatchContext &context) {
  return dotGeneral(context,
                    {llvm::to_vector(op.getLhsBatching()), llvm::to_vector(op.getRhsBatching()),
                     llvm::to_vector(op.getLhsContracting()), llvm::to_vector(op.getRhsContracting())});
}

/// x[b] · w for all b is one product, of the rows of all x[b] below each other
static LogicalResult batchLeftOfMatrix(BatchContext &context) {
  OpBuilder &builder = context.builder;
  Value rows = buildMerged(builder, context.loc, context.operand(0), 0, 2);
  Value product = MatmulOp::create(builder, context.loc, rows, context.operand(1));
  OpFoldResult count = getSizes(builder, context.loc, context.operand(0))[1];
  context.setResult(0, buildSplit(builder, context.loc, product, 0, {context.size(), count}));
  return success();
}

static LogicalResult batchMatmul(MatmulOp op, BatchContext &context) {
  bool isLeft = context.isBatched(0u), isRight = context.isBatched(1u);
  int64_t rank = op.getType().getRank();
  if (isLeft && isRight)
    return elementwise(context);
  if (isLeft && rank == 2)
    return batchLeftOfMatrix(context);
  return dotGeneral(context, {range(0, rank - 2), range(0, rank - 2), {rank - 1}, {rank - 2}});
}

void eshkol::attachContractionRules(MLIRContext *context) {
  attach<batchDotGeneral, DotGeneralOp>(context);
  attach<batchMatmul, MatmulOp>(context);
}
