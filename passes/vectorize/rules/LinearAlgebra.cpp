//===- LinearAlgebra.cpp - batching rules of factorizations and systems ---===//

#include "passes/lowering/Tensors.h"
#include "passes/vectorize/rules/Rules.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Solves for a batch of right-hand sides [B, .., n, k] and one matrix: that is one system, whose right-hand
/// sides are next to each other, [.., n, B k].  `dimension` is that of the right-hand sides, the last or, of
/// systems `x * a = b`, the last but one.
static void solveTogether(BatchContext &context, int64_t dimension) {
  OpBuilder &builder = context.builder;
  Location loc = context.loc;
  Value moved = buildMoved(builder, loc, context.operand(1), 0, dimension);
  OpFoldResult count = getSizes(builder, loc, moved)[dimension + 1];
  Value merged = buildMerged(builder, loc, moved, dimension, 2);
  Value solved = buildLike(context, {context.operand(0), merged}, merged.getType())->getResult(0);
  Value split = buildSplit(builder, loc, solved, dimension, {context.size(), count});
  context.setResult(0, buildMoved(builder, loc, split, dimension, 0));
}

static LogicalResult batchSolve(SolveOp op, BatchContext &context) {
  if (context.isBatched(0u))
    return elementwise(context);
  solveTogether(context, op.getType().getRank() - 1);
  return success();
}

static LogicalResult batchTriangularSolve(TriangularSolveOp op, BatchContext &context) {
  if (context.isBatched(0u))
    return elementwise(context);
  solveTogether(context, op.getType().getRank() - (op.getLeftSide() ? 1 : 2));
  return success();
}

void eshkol::attachLinearAlgebraRules(MLIRContext *context) {
  attach<elementwise, CholeskyOp, DetOp, InverseOp, LuOp>(context);
  attach<batchSolve, SolveOp>(context);
  attach<batchTriangularSolve, TriangularSolveOp>(context);
}
