//===- Slicing.cpp - taking tensors apart and joining them ----------------===//

#include "dialects/Dialect.h"
#include "passes/stablehlo/Translator.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

using Sizes = Translator::Sizes;

namespace {

/// Every stride-th element of a box, whose start is clamped so that it fits.
struct Box {
  Sizes starts, sizes;
  SmallVector<int64_t> strides;
};

} // namespace

static Value asValue(Translator &translator, OpFoldResult size) {
  std::optional<int64_t> constant = getConstantIntValue(size);
  return constant ? translator.buildInteger(*constant) : cast<Value>(size);
}

/// From the first to behind the last of `size` elements: (size − 1)·stride + 1, or 0.
static int64_t extentOf(int64_t size, int64_t stride) { return size == 0 ? 0 : (size - 1) * stride + 1; }

static Value buildExtent(Translator &translator, OpFoldResult size, int64_t stride) {
  if (std::optional<int64_t> constant = getConstantIntValue(size))
    return translator.buildInteger(extentOf(*constant, stride));
  Value count = cast<Value>(size);
  if (stride == 1)
    return count;
  Value scaled = translator.buildBinary("multiply", count, translator.buildInteger(stride));
  Value extent = translator.buildBinary("subtract", scaled, translator.buildInteger(stride - 1));
  return translator.buildBinary("maximum", extent, translator.buildInteger(0));
}

/// Whether start and size are known, and the start to fit.
static bool isStatic(const Box &box, RankedTensorType operand) {
  for (auto [dimension, start] : llvm::enumerate(box.starts)) {
    bool fits =
        isConstantIntValue(start, 0) || (getConstantIntValue(start) && !operand.isDynamicDim(dimension));
    if (!fits || !getConstantIntValue(box.sizes[dimension]))
      return false;
  }
  return true;
}

static Value buildStaticSlice(Translator &translator, Value operand, ArrayRef<int64_t> starts,
                              ArrayRef<int64_t> sizes, ArrayRef<int64_t> strides) {
  SmallVector<int64_t> limits;
  for (auto [start, size, stride] : llvm::zip(starts, sizes, strides))
    limits.push_back(start + extentOf(size, stride));
  auto type = RankedTensorType::get(sizes, getElementTypeOrSelf(operand));
  return translator.build("slice", type, operand,
                          {translator.attribute("start_indices", starts),
                           translator.attribute("limit_indices", limits),
                           translator.attribute("strides", strides)});
}

/// The box without gaps at a computed position, then every stride-th element of it.
static Value buildMovingSlice(Translator &translator, Value operand, const Box &box,
                              ArrayRef<int64_t> sizes) {
  SmallVector<int64_t> extents;
  for (auto [size, stride] : llvm::zip(sizes, box.strides))
    extents.push_back(extentOf(size, stride));
  SmallVector<Value> operands{operand};
  for (OpFoldResult start : box.starts)
    operands.push_back(asValue(translator, start));
  auto type = RankedTensorType::get(extents, getElementTypeOrSelf(operand));
  Value slice =
      translator.build("dynamic_slice", type, operands, translator.attribute("slice_sizes", extents));
  if (llvm::all_of(box.strides, [](int64_t stride) { return stride == 1; }))
    return slice;
  SmallVector<int64_t> zeros(sizes.size(), 0);
  return buildStaticSlice(translator, slice, zeros, sizes, box.strides);
}

static Value buildDynamicSlice(Translator &translator, Value operand, const Box &box, RankedTensorType type) {
  Sizes starts, limits, strides, available = translator.sizesOf(operand);
  for (auto [dimension, stride] : llvm::enumerate(box.strides)) {
    Value extent = buildExtent(translator, box.sizes[dimension], stride);
    Value room = translator.buildBinary("subtract", asValue(translator, available[dimension]), extent);
    Value start = asValue(translator, box.starts[dimension]);
    Value least = translator.buildBinary("minimum", start, room);
    Value clamped = translator.buildBinary("maximum", least, translator.buildInteger(0));
    starts.push_back(clamped);
    limits.push_back(translator.buildBinary("add", clamped, extent));
    strides.push_back(translator.getIndexAttr(stride));
  }
  return translator.build("real_dynamic_slice", type,
                          {operand, translator.buildShape(starts), translator.buildShape(limits),
                           translator.buildShape(strides)});
}

static Value buildSlice(Translator &translator, Value operand, const Box &box, RankedTensorType type) {
  std::optional<SmallVector<int64_t>> sizes = getConstantIntValues(box.sizes);
  if (isStatic(box, cast<RankedTensorType>(operand.getType()))) {
    SmallVector<int64_t> starts = *getConstantIntValues(box.starts);
    return translator.buildCast(buildStaticSlice(translator, operand, starts, *sizes, box.strides), type);
  }
  if (sizes)
    return translator.buildCast(buildMovingSlice(translator, operand, box, *sizes), type);
  return buildDynamicSlice(translator, operand, box, type);
}

static LogicalResult translateSlice(Translator &translator, SliceOp op) {
  Box box{translator.getSizes(op.getMixedStarts()), translator.getSizes(op.getMixedSizes()),
          llvm::to_vector(op.getStrides())};
  translator.set(op,
                 buildSlice(translator, translator.get(op.getOperand()), box, translateType(op.getType())));
  return success();
}

/// Arises where composite operations are expanded, and fits there.
static LogicalResult translateExtractSlice(Translator &translator, tensor::ExtractSliceOp op) {
  if (op.getDroppedDims().any() || !llvm::all_of(op.getStaticStrides(), ShapedType::isStatic))
    return op.emitOpError("has no form in StableHLO where it drops dimensions or has computed strides");
  Box box{translator.getSizes(op.getMixedOffsets()), translator.getSizes(op.getMixedSizes()),
          llvm::to_vector(op.getStaticStrides())};
  translator.set(op,
                 buildSlice(translator, translator.get(op.getSource()), box, translateType(op.getType())));
  return success();
}

/// StableHLO clamps the starts too.
static LogicalResult translateUpdate(Translator &translator, DynamicUpdateSliceOp op) {
  SmallVector<Value> operands{translator.get(op.getOperand()), translator.get(op.getUpdate())};
  for (OpFoldResult start : translator.getSizes(op.getMixedStarts()))
    operands.push_back(asValue(translator, start));
  Value result = translator.build("dynamic_update_slice", operands.front().getType(), operands);
  translator.set(op, translator.buildCast(result, translateType(op.getType())));
  return success();
}

static LogicalResult translateConcat(Translator &translator, ConcatOp op) {
  translator.set(op, translator.build("concatenate", translateType(op.getType()),
                                      translator.get(op.getOperands()),
                                      translator.attribute("dimension", op.getDimension())));
  return success();
}

static LogicalResult translatePad(Translator &translator, PadOp op) {
  translator.set(op, translator.build("pad", translateType(op.getType()),
                                      {translator.get(op.getOperand()), translator.get(op.getValue())},
                                      {translator.attribute("edge_padding_low", op.getLow()),
                                       translator.attribute("edge_padding_high", op.getHigh()),
                                       translator.attribute("interior_padding", op.getInterior())}));
  return success();
}

void stablehlo::addSlicingHandlers(Handlers &handlers) {
  handlers.add<ConcatOp>(translateConcat);
  handlers.add<DynamicUpdateSliceOp>(translateUpdate);
  handlers.add<PadOp>(translatePad);
  handlers.add<SliceOp>(translateSlice);
  handlers.add<tensor::ExtractSliceOp>(translateExtractSlice);
}
