//===- Tensor.cpp - batching rules of upstream's tensor dialect -----------===//

#include "passes/lowering/Tensors.h"
#include "passes/vectorize/rules/Boxes.h"
#include "passes/vectorize/rules/Rules.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

static LogicalResult batchCast(tensor::CastOp op, BatchContext &context) {
  context.setResult(0, context.operand(0));
  return success();
}

/// A size is the same for the whole batch.
static LogicalResult batchDim(tensor::DimOp op, BatchContext &context) {
  FailureOr<SmallVector<OpFoldResult>> index =
      context.lookupUniform(getAsOpFoldResult(op.getIndex()), "index");
  if (failed(index))
    return failure();
  Value dimension = buildIndexValue(context.builder, context.loc, index->front());
  if (context.isBatched(op.getSource())) {
    Value one = arith::ConstantIndexOp::create(context.builder, context.loc, 1);
    dimension = arith::AddIOp::create(context.builder, context.loc, dimension, one);
  }
  context.setResult(0, tensor::DimOp::create(context.builder, context.loc, context.operand(0), dimension),
                    /*isBatched=*/false);
  return success();
}

/// Only sizes could be batched.
static LogicalResult batchEmpty(tensor::EmptyOp op, BatchContext &context) {
  return context.lookupUniform(op.getMixedSizes(), "size");
}

/// A box of one element.
static Box getBox(BatchContext &context, ValueRange indices) {
  Box box;
  box.starts = getAsOpFoldResult(indices);
  box.sizes.assign(indices.size(), context.builder.getIndexAttr(1));
  box.strides.assign(indices.size(), 1);
  return box;
}

static LogicalResult batchExtract(tensor::ExtractOp op, BatchContext &context) {
  if (op.getIndices().empty()) {
    context.setResult(0, context.operand(0));
    return success();
  }
  Value elements = buildBoxes(context, op.getTensor(), getBox(context, op.getIndices()));
  context.setResult(0,
                    buildReshaped(context.builder, context.loc,
                                  buildWithoutIndex(context.builder, context.loc, elements), context.size()));
  return success();
}

static LogicalResult batchInsert(tensor::InsertOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  SmallVector<OpFoldResult> box(op.getType().getRank() + 1, builder.getIndexAttr(1));
  box[0] = context.size();
  Value update = buildReshaped(builder, context.loc, context.lookupBatched(op.getScalar()), box);
  Value tensor = context.lookupBatched(op.getDest());
  context.setResult(0, buildBoxesReplaced(context, tensor, update, getAsOpFoldResult(op.getIndices())));
  return success();
}

/// Batches of numbers become columns of the result.
static LogicalResult batchFromElements(tensor::FromElementsOp op, BatchContext &context) {
  OpBuilder &builder = context.builder;
  // A batch of numbers is a batch of tensors of rank 0.
  if (op.getType().getRank() == 0) {
    context.setResult(0, context.batchedOperand(0));
    return success();
  }
  SmallVector<Value> columns;
  for (Value element : op.getElements())
    columns.push_back(buildReshaped(builder, context.loc, context.lookupBatched(element),
                                    {context.size(), builder.getIndexAttr(1)}));
  Value joined = columns.size() == 1
                     ? columns.front()
                     : ConcatOp::create(builder, context.loc, columns, /*dimension=*/1).getResult();
  SmallVector<OpFoldResult> sizes = getAsIndexOpFoldResult(builder.getContext(), op.getType().getShape());
  context.setResult(0, buildReshaped(builder, context.loc, joined, prepend(context.size(), sizes)));
  return success();
}

static LogicalResult batchSplat(tensor::SplatOp op, BatchContext &context) {
  SmallVector<OpFoldResult> mixed;
  auto dynamic = op.getDynamicSizes().begin();
  for (int64_t size : op.getType().getShape())
    mixed.push_back(ShapedType::isDynamic(size) ? OpFoldResult(*dynamic++)
                                                : context.builder.getIndexAttr(size));
  FailureOr<SmallVector<OpFoldResult>> sizes = context.lookupUniform(mixed, "size");
  if (failed(sizes))
    return failure();
  context.setResult(0, buildRepeated(context.builder, context.loc, context.batchedOperand(0), {0},
                                     prepend(context.size(), *sizes)));
  return success();
}

static bool areUnit(ArrayRef<OpFoldResult> strides) {
  return llvm::all_of(strides, [](OpFoldResult stride) { return isConstantIntValue(stride, 1); });
}

/// Dimensions that are dropped have size 1, so the sizes of the result are those of the box without them.
static LogicalResult batchExtractSlice(tensor::ExtractSliceOp op, BatchContext &context) {
  FailureOr<SmallVector<OpFoldResult>> sizes = context.lookupUniform(op.getMixedSizes(), "size");
  if (failed(sizes))
    return failure();
  if (llvm::is_contained(op.getStaticStrides(), ShapedType::kDynamic))
    return op.emitError() << "'" << op->getName() << "' cannot be batched: its strides are not constant";
  Value box = buildBoxes(context, op.getSource(),
                         {op.getMixedOffsets(), *sizes, llvm::to_vector(op.getStaticStrides())});
  SmallVector<OpFoldResult> kept{context.size()};
  for (auto [position, size] : llvm::enumerate(*sizes))
    if (!op.getDroppedDims().test(position))
      kept.push_back(size);
  context.setResult(0, buildReshaped(context.builder, context.loc, box, kept));
  return success();
}

static LogicalResult batchInsertSlice(tensor::InsertSliceOp op, BatchContext &context) {
  FailureOr<SmallVector<OpFoldResult>> sizes = context.lookupUniform(op.getMixedSizes(), "size");
  if (failed(sizes))
    return failure();
  if (!areUnit(op.getMixedStrides()))
    return op.emitError() << "'" << op->getName() << "' cannot be batched: its strides are not 1";
  Value update = buildReshaped(context.builder, context.loc, context.lookupBatched(op.getSource()),
                               prepend(context.size(), *sizes));
  context.setResult(
      0, buildBoxesReplaced(context, context.lookupBatched(op.getDest()), update, op.getMixedOffsets()));
  return success();
}

void eshkol::registerTensorBatchingRules(DialectRegistry &registry) {
  using namespace tensor;
  registry.addExtension(+[](MLIRContext *context, TensorDialect *) {
    attach<batchCast, CastOp>(context);
    attach<batchDim, DimOp>(context);
    attach<batchEmpty, EmptyOp>(context);
    attach<batchExtract, ExtractOp>(context);
    attach<batchExtractSlice, ExtractSliceOp>(context);
    attach<batchFromElements, FromElementsOp>(context);
    attach<batchInsert, InsertOp>(context);
    attach<batchInsertSlice, InsertSliceOp>(context);
    attach<batchSplat, SplatOp>(context);
  });
}
