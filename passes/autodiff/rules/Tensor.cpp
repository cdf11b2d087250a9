//===- Tensor.cpp - derivatives of upstream's tensor operations -----------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;

/// A number as a tensor of size one in each of `rank` dimensions.
static Value buildSingle(OpBuilder &builder, Location loc, Value number, int64_t rank) {
  auto type = RankedTensorType::get(SmallVector<int64_t>(rank, 1), number.getType());
  return tensor::FromElementsOp::create(builder, loc, type, number);
}

/// Adds the cotangent to one element of that of the tensor.
static LogicalResult transposeExtract(AdjointContext &context) {
  auto op = cast<tensor::ExtractOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  int64_t rank = op.getTensor().getType().getRank();
  Value single = buildSingle(builder, loc, context.cotangentOrZero(), rank);
  if (rank == 0) {
    context.accumulate(0, single);
    return success();
  }
  SmallVector<OpFoldResult> starts, sizes(rank, builder.getIndexAttr(1));
  for (Value index : op.getIndices())
    starts.push_back(getAsOpFoldResult(context.primal(index)));
  auto update = [&](Value total) {
    Value sum = context.term(buildSliced(builder, loc, total, starts, sizes)) + context.term(single);
    return buildUpdated(builder, loc, total, sum, starts);
  };
  context.accumulateInto(0, update, [&] {
    return buildUpdated(builder, loc, buildZeroLike(builder, loc, context.operand(0)), single, starts);
  });
  return success();
}

static LogicalResult transposeFromElements(AdjointContext &context) {
  auto op = cast<tensor::FromElementsOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  ArrayRef<int64_t> shape = op.getType().getShape();
  for (int64_t position = 0; position < op->getNumOperands(); ++position) {
    if (!context.wants(position))
      continue;
    SmallVector<Value> indices(shape.size());
    int64_t rest = position;
    for (int64_t dimension = shape.size() - 1; dimension >= 0; --dimension) {
      indices[dimension] = arith::ConstantIndexOp::create(builder, loc, rest % shape[dimension]);
      rest /= shape[dimension];
    }
    context.accumulate(position, tensor::ExtractOp::create(builder, loc, context.cotangentOrZero(), indices));
  }
  return success();
}

static LogicalResult transposeCast(AdjointContext &context) {
  context.accumulate(0, context.cotangentOrZero());
  return success();
}

static LogicalResult transposeInsert(AdjointContext &context) {
  auto op = cast<tensor::InsertOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  SmallVector<Value> indices =
      llvm::map_to_vector(op.getIndices(), [&](Value index) { return context.primal(index); });
  Value cotangent = context.cotangentOrZero();
  if (context.wants(0))
    context.accumulate(0, tensor::ExtractOp::create(builder, loc, cotangent, indices));
  if (context.wants(1)) {
    SmallVector<OpFoldResult> starts = getAsOpFoldResult(indices);
    Value zero = buildSingle(builder, loc, buildZeroLike(builder, loc, op.getScalar()), indices.size());
    context.accumulate(1, buildUpdated(builder, loc, cotangent, zero, starts));
  }
  return success();
}

void eshkol::registerTensorRules(MLIRContext *c) {
  linear<tensor::ExtractOp>(c, transposeExtract);
  linear<tensor::FromElementsOp>(c, transposeFromElements);
  linear<tensor::CastOp>(c, transposeCast);
  linear<tensor::InsertOp>(c, transposeInsert);
  constant<tensor::EmptyOp>(c);
}
