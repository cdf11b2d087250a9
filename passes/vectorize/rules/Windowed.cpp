//===- Windowed.cpp - batching rules of convolution and pooling -----------===//

#include "passes/lowering/Tensors.h"
#include "passes/vectorize/rules/Rules.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

static Value buildConv(ConvOp op, BatchContext &context, Value input, Value kernel, int64_t groups) {
  return ConvOp::create(context.builder, context.loc, input, kernel, op.getStrides(), op.getPadding(),
                        op.getDilations(), op.getInputDilations(), groups);
}

static OpFoldResult getSize(BatchContext &context, Value tensor, int64_t dimension) {
  return getSizes(context.builder, context.loc, tensor)[dimension];
}

/// The batch merges with the images: [B, N, ..] is [B N, ..].
static Value buildConvOfImages(ConvOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  Value input = context.operand(0);
  Value images = buildMerged(builder, context.loc, input, 0, 2);
  Value result = buildConv(op, context, images, context.operand(1), op.getGroups());
  return buildSplit(builder, context.loc, result, 0, {context.size(), getSize(context, input, 1)});
}

/// The batch merges with the output channels, in each group: [B, G O, ..] is [G B O, ..].
static Value buildConvOfKernels(ConvOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.loc;
  int64_t groups = op.getGroups();
  OpFoldResult count = builder.getIndexAttr(groups);
  Value kernel = context.operand(1);
  OpFoldResult perGroup = getSize(context, kernel, 1);
  if (groups != 1) {
    Value divisor = arith::ConstantIndexOp::create(builder, loc, groups);
    std::optional<int64_t> known = getConstantIntValue(perGroup);
    perGroup = known ? OpFoldResult(builder.getIndexAttr(*known / groups))
                     : arith::DivSIOp::create(builder, loc, cast<Value>(perGroup), divisor).getResult();
  }
  Value grouped = buildMoved(builder, loc, buildSplit(builder, loc, kernel, 1, {count, perGroup}), 0, 1);
  Value result = buildConv(op, context, context.operand(0), buildMerged(builder, loc, grouped, 0, 3), groups);
  Value split = buildSplit(builder, loc, result, 1, {count, context.size(), perGroup});
  return buildMerged(builder, loc, buildMoved(builder, loc, split, 2, 0), 2, 2);
}

/// Each element of the batch is a group, or several: channels [B G C] of the input meet kernels [B G O].
static Value buildConvOfGroups(ConvOp op, BatchContext &context, int64_t batch) {
  OpBuilder &builder = context.builder;
  Location loc = context.loc;
  Value kernel = context.operand(1);
  Value channels = buildMerged(builder, loc, buildMoved(builder, loc, context.operand(0), 0, 1), 1, 2);
  Value result =
      buildConv(op, context, channels, buildMerged(builder, loc, kernel, 0, 2), batch * op.getGroups());
  Value split = buildSplit(builder, loc, result, 1, {context.size(), getSize(context, kernel, 1)});
  return buildMoved(builder, loc, split, 1, 0);
}

/// Element `index` of a batch.
static Value buildElement(BatchContext &context, Value batch, Value index) {
  OpBuilder &builder = context.builder;
  SmallVector<OpFoldResult> sizes = getSizes(builder, context.loc, batch);
  SmallVector<OpFoldResult> starts(sizes.size(), builder.getIndexAttr(0)), inner(llvm::drop_begin(sizes));
  SmallVector<int64_t> strides(sizes.size(), 1);
  starts[0] = index;
  sizes[0] = builder.getIndexAttr(1);
  return buildReshaped(builder, context.loc, buildSliced(builder, context.loc, batch, starts, sizes, strides),
                       inner);
}

/// The sizes that the results have, which the convolution of any image and kernel of these sizes has.
static SmallVector<OpFoldResult> getResultSizes(ConvOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  auto buildAny = [&](Value batch) -> Value {
    SmallVector<OpFoldResult> sizes = getSizes(builder, context.loc, batch);
    Type element = getElementTypeOrSelf(batch);
    return buildEmpty(builder, context.loc, ArrayRef(sizes).drop_front(), element);
  };
  Value result =
      buildConv(op, context, buildAny(context.operand(0)), buildAny(context.operand(1)), op.getGroups());
  return prepend(context.size(), getSizes(builder, context.loc, result));
}

/// The number of groups is static, so where that of the batch is not, there is nothing but a loop.
static Value buildConvLoop(ConvOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.loc;
  SmallVector<OpFoldResult> sizes = getResultSizes(op, context);
  Value init = buildEmpty(builder, loc, sizes, op.getType().getElementType());
  // An empty batch has no element to slice.
  if (isConstantIntValue(context.size(), 0))
    return init;
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0),
        one = arith::ConstantIndexOp::create(builder, loc, 1);
  auto loop =
      scf::ForOp::create(builder, loc, zero, buildIndexValue(builder, loc, context.size()), one, init);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Value index = loop.getInductionVar();
  Value result = buildConv(op, context, buildElement(context, context.operand(0), index),
                           buildElement(context, context.operand(1), index), op.getGroups());
  SmallVector<OpFoldResult> box(sizes);
  box[0] = builder.getIndexAttr(1);
  SmallVector<int64_t> starts(sizes.size(), 0);
  starts[0] = ShapedType::kDynamic;
  Value written = DynamicUpdateSliceOp::create(builder, loc, loop.getRegionIterArg(0),
                                               buildReshaped(builder, loc, result, box), index, starts);
  scf::YieldOp::create(builder, loc, written);
  return loop.getResult(0);
}

static LogicalResult batchConv(ConvOp op, BatchContext &context) {
  bool isInput = context.isBatched(0u), isKernel = context.isBatched(1u);
  std::optional<int64_t> batch = getConstantIntValue(context.size());
  if (!isKernel)
    context.setResult(0, buildConvOfImages(op, context));
  else if (!isInput)
    context.setResult(0, buildConvOfKernels(op, context));
  else if (batch && *batch > 0)
    context.setResult(0, buildConvOfGroups(op, context, *batch));
  else
    context.setResult(0, buildConvLoop(op, context));
  return success();
}

/// The batch merges with the images.
static LogicalResult batchPool(PoolOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  Value operand = context.operand(0);
  Value images = buildMerged(builder, context.loc, operand, 0, 2);
  Value result = PoolOp::create(builder, context.loc, op.getKind(), images, op.getWindow(), op.getStrides(),
                                op.getPadding(), op.getDilations());
  context.setResult(
      0, buildSplit(builder, context.loc, result, 0, {context.size(), getSize(context, operand, 1)}));
  return success();
}

void eshkol::attachWindowedRules(MLIRContext *context) {
  attach<batchConv, ConvOp>(context);
  attach<batchPool, PoolOp>(context);
}
