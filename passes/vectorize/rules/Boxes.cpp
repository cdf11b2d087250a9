//===- Boxes.cpp - a box of a tensor for each element of a batch ----------===//

#include "passes/vectorize/rules/Boxes.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"
#include "passes/vectorize/Batches.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

static bool isBatched(BatchContext &context, OpFoldResult start) {
  auto value = dyn_cast<Value>(start);
  return value && context.isBatched(value);
}

static OpFoldResult lookup(BatchContext &context, OpFoldResult start) {
  auto value = dyn_cast<Value>(start);
  return value ? OpFoldResult(context.lookup(value)) : start;
}

/// A start for each element of the batch.
static Value lookupBatched(BatchContext &context, OpFoldResult start) {
  if (auto value = dyn_cast<Value>(start))
    return context.lookupBatched(value);
  return buildBatch(context.builder, context.loc, buildIndexValue(context.builder, context.loc, start),
                    context.size());
}

namespace {

/// Arithmetic on batches of positions.
struct Positions {
  BatchContext &context;
  OpBuilder &builder = context.builder;
  Location loc = context.loc;

  Value add(Value a, Value b) { return arith::AddIOp::create(builder, loc, a, b); }
  Value multiply(Value a, Value b) { return arith::MulIOp::create(builder, loc, a, b); }

  /// A number in the shape of `like`.
  Value number(OpFoldResult entry, Value like) {
    Value index = buildIndexValue(builder, loc, entry);
    Value integer = arith::IndexCastOp::create(builder, loc, builder.getI64Type(), index);
    return buildSplatLike(builder, loc, integer, like);
  }

  /// A number that is the greatest start at which `count` elements at a distance fit, 0 if there is none.
  OpFoldResult lastStart(OpFoldResult size, OpFoldResult count, int64_t stride) {
    std::optional<int64_t> knownSize = getConstantIntValue(size), knownCount = getConstantIntValue(count);
    if (knownSize && knownCount)
      return builder.getIndexAttr(
          std::max<int64_t>(*knownSize - (*knownCount ? (*knownCount - 1) * stride + 1 : 0), 0));
    auto constant = [&](int64_t number) -> Value {
      return arith::ConstantIndexOp::create(builder, loc, number);
    };
    Value one = constant(1), zero = constant(0);
    Value steps = arith::SubIOp::create(builder, loc, buildIndexValue(builder, loc, count), one);
    Value reach = add(multiply(steps, constant(stride)), one);
    // No elements reach nowhere.
    Value covered = arith::MaxSIOp::create(builder, loc, reach, zero);
    Value last = arith::SubIOp::create(builder, loc, buildIndexValue(builder, loc, size), covered);
    return arith::MaxSIOp::create(builder, loc, last, zero).getResult();
  }

  /// Each start moved to where the box fits.
  Value clamp(Value starts, OpFoldResult last) {
    Value low = arith::MaxSIOp::create(builder, loc, starts, number(builder.getIndexAttr(0), starts));
    return arith::MinSIOp::create(builder, loc, low, number(last, starts));
  }
};

} // namespace

/// The positions start[b] + i · stride for i below `count`, of shape [B, count].
static Value buildRows(BatchContext &context, Value starts, OpFoldResult count, int64_t stride) {
  Positions positions{context};
  OpBuilder &builder = context.builder;
  Value repeated = buildRepeated(builder, context.loc, starts, {0}, {context.size(), count});
  Value steps = buildIotaLike(builder, context.loc, repeated, 1);
  if (stride != 1)
    steps = positions.multiply(steps, positions.number(builder.getIndexAttr(stride), steps));
  return positions.add(repeated, steps);
}

/// Takes the box along dimensions whose start is the same for all; the others stay whole.
static Value buildUniformPart(BatchContext &context, Value tensor, bool isTensorBatched, const Box &box) {
  SmallVector<OpFoldResult> sizes = getSizes(context.builder, context.loc, tensor);
  SmallVector<OpFoldResult> starts(sizes.size(), context.builder.getIndexAttr(0));
  SmallVector<int64_t> strides(sizes.size(), 1);
  bool isWhole = true;
  for (auto [position, start] : llvm::enumerate(box.starts)) {
    if (isBatched(context, start))
      continue;
    unsigned dimension = position + isTensorBatched;
    starts[dimension] = lookup(context, start);
    sizes[dimension] = box.sizes[position];
    strides[dimension] = box.strides[position];
    isWhole = false;
  }
  return isWhole ? tensor : buildSliced(context.builder, context.loc, tensor, starts, sizes, strides);
}

Value eshkol::buildBoxes(BatchContext &context, Value original, const Box &box) {
  bool isTensorBatched = context.isBatched(original);
  Value tensor = buildUniformPart(context, context.lookup(original), isTensorBatched, box);
  Positions positions{context};
  for (auto [position, start] : llvm::enumerate(box.starts)) {
    if (!isBatched(context, start))
      continue;
    int64_t dimension = position + isTensorBatched;
    OpFoldResult size = getSizes(context.builder, context.loc, tensor)[dimension];
    OpFoldResult last = positions.lastStart(size, box.sizes[position], box.strides[position]);
    Value starts = positions.clamp(lookupBatched(context, start), last);
    Value rows = buildRows(context, starts, box.sizes[position], box.strides[position]);
    tensor = GatherOp::create(context.builder, context.loc, tensor, rows, dimension,
                              /*batch_dims=*/isTensorBatched ? 1 : 0);
    if (!isTensorBatched)
      tensor = buildMoved(context.builder, context.loc, tensor, dimension, 0);
    isTensorBatched = true;
  }
  return tensor;
}

/// How many leading dimensions, but for the batch, a box may cover in part.
static int64_t countPartial(RankedTensorType operand, RankedTensorType update,
                            ArrayRef<OpFoldResult> starts) {
  int64_t partial = starts.size();
  for (; partial > 0; --partial) {
    int64_t size = operand.getDimSize(partial);
    bool isWhole = !ShapedType::isDynamic(size) && update.getDimSize(partial) == size;
    if (!isWhole)
      break;
  }
  return partial;
}

/// Row-major positions, in the first `count` dimensions of each tensor, of the elements of each box: [B,
/// elements].
static Value buildBoxPositions(BatchContext &context, Value operand, Value update, int64_t count,
                               ArrayRef<OpFoldResult> starts) {
  OpBuilder &builder = context.builder;
  Location loc = context.loc;
  Positions positions{context};
  SmallVector<OpFoldResult> sizes = getSizes(builder, loc, operand), counts = getSizes(builder, loc, update);
  SmallVector<OpFoldResult> shape(counts.begin(), counts.begin() + count + 1);
  Value all;
  for (int64_t position = 0; position < count; ++position) {
    OpFoldResult size = sizes[position + 1], extent = counts[position + 1];
    Value start =
        positions.clamp(lookupBatched(context, starts[position]), positions.lastStart(size, extent, 1));
    Value rows = buildRows(context, start, extent, 1);
    Value repeated = buildRepeated(builder, loc, rows, {0, position + 1}, shape);
    all = all ? positions.add(positions.multiply(all, positions.number(size, all)), repeated) : repeated;
  }
  return count == 1 ? all : buildMerged(builder, loc, all, 1, count);
}

/// The elements of all boxes are written at once: scatter along the dimensions that the boxes cover in part,
/// merged into one.
static Value buildScattered(BatchContext &context, Value operand, Value update,
                            ArrayRef<OpFoldResult> starts) {
  OpBuilder &builder = context.builder;
  Location loc = context.loc;
  auto type = cast<RankedTensorType>(operand.getType());
  int64_t count = countPartial(type, cast<RankedTensorType>(update.getType()), starts);
  if (count == 0)
    return update;
  Value indices = buildBoxPositions(context, operand, update, count, starts);
  Value flat = buildMerged(builder, loc, operand, 1, count);
  Value flatUpdate = buildMerged(builder, loc, update, 1, count);
  Value written =
      ScatterOp::create(builder, loc, ScatterMode::Set, flat, indices, flatUpdate, /*batch_dims=*/1);
  SmallVector<OpFoldResult> sizes = getSizes(builder, loc, operand);
  return buildSplit(builder, loc, written, 1, ArrayRef(sizes).slice(1, count));
}

Value eshkol::buildBoxesReplaced(BatchContext &context, Value operand, Value update,
                                 ArrayRef<OpFoldResult> starts) {
  if (llvm::any_of(starts, [&](OpFoldResult start) { return isBatched(context, start); }))
    return buildScattered(context, operand, update, starts);
  SmallVector<OpFoldResult> all{context.builder.getIndexAttr(0)};
  for (OpFoldResult start : starts)
    all.push_back(lookup(context, start));
  SmallVector<Value> dynamicStarts;
  SmallVector<int64_t> staticStarts;
  dispatchIndexOpFoldResults(all, dynamicStarts, staticStarts);
  return DynamicUpdateSliceOp::create(context.builder, context.loc, operand, update, dynamicStarts,
                                      staticStarts);
}
