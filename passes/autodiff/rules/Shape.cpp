//===- Shape.cpp - derivatives of rearrangements --------------------------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Sums what was repeated.
static LogicalResult transposeBroadcast(AdjointContext &context) {
  auto op = cast<BroadcastOp>(context.getOp());
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  RankedTensorType type = op.getOperand().getType(), result = op.getType();
  SmallVector<int64_t> repeated;
  for (int64_t dimension = 0; dimension < result.getRank(); ++dimension) {
    auto *source = llvm::find(op.getDimensions(), dimension);
    if (source == op.getDimensions().end() ||
        (type.getDimSize(source - op.getDimensions().begin()) == 1 && result.getDimSize(dimension) != 1))
      repeated.push_back(dimension);
  }
  Value cotangent = context.cotangentOrZero();
  if (!repeated.empty())
    cotangent = ReduceOp::create(builder, loc, ReductionKind::Sum, cotangent, repeated, /*keepdims=*/false);
  if (getRank(cotangent) != type.getRank())
    cotangent = buildReshaped(builder, loc, cotangent, getShape(builder, loc, context.operand(0)));
  context.accumulate(0, cotangent);
  return success();
}

static LogicalResult transposeReshape(AdjointContext &context) {
  SmallVector<OpFoldResult> sizes = getShape(context.builder, context.getLoc(), context.operand(0));
  context.accumulate(0, buildReshaped(context.builder, context.getLoc(), context.cotangentOrZero(), sizes));
  return success();
}

static LogicalResult transposeTranspose(AdjointContext &context) {
  auto op = cast<TransposeOp>(context.getOp());
  context.accumulate(0, TransposeOp::create(context.builder, context.getLoc(), context.cotangentOrZero(),
                                            invert(op.getPermutation())));
  return success();
}

static LogicalResult transposeReverse(AdjointContext &context) {
  auto op = cast<ReverseOp>(context.getOp());
  context.accumulate(
      0, ReverseOp::create(context.builder, context.getLoc(), context.cotangentOrZero(), op.getDimensions()));
  return success();
}

void eshkol::registerShapeRules(MLIRContext *c) {
  linear<BroadcastOp>(c, transposeBroadcast);
  linear<ReshapeOp>(c, transposeReshape);
  linear<TransposeOp>(c, transposeTranspose);
  linear<ReverseOp>(c, transposeReverse);
  constant<IotaOp>(c);
}
