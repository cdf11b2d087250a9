//===- Windowed.cpp - convolution and pooling -----------------------------===//

#include "passes/lowering/Conversions.h"
#include "passes/stablehlo/Combining.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

/// The dimensions of input, kernel and result, by role.
static std::string convolutionDimensions(int64_t spatialRank) {
  std::string spatial;
  for (int64_t dimension : llvm::seq(spatialRank))
    spatial += ", " + std::to_string(dimension);
  return "conv<[b, f" + spatial + "]x[o, i" + spatial + "]->[b, f" + spatial + "]>";
}

static LogicalResult translateConv(Translator &translator, ConvOp op) {
  RankedTensorType type = translateType(op.getType());
  Type element = type.getElementType();
  if (element.isInteger(1))
    return op.emitOpError("has no form in StableHLO for truth values");
  Type accumulator = getComputeType(element);
  Value input = translator.buildConvert(translator.get(op.getInput()), accumulator),
        kernel = translator.buildConvert(translator.get(op.getKernel()), accumulator);
  SmallVector<bool> notReversed(type.getRank() - 2, false);
  Value result = translator.build(
      "convolution", type.clone(accumulator), {input, kernel},
      {translator.attribute("window_strides", op.getStrides()),
       translator.paddingAttribute("padding", op.getPadding()),
       translator.attribute("lhs_dilation", op.getInputDilations()),
       translator.attribute("rhs_dilation", op.getDilations()),
       translator.attribute("window_reversal", translator.getDenseBoolArrayAttr(notReversed)),
       translator.ownAttribute("dimension_numbers", convolutionDimensions(type.getRank() - 2)),
       translator.attribute("feature_group_count", static_cast<int64_t>(op.getGroups())),
       translator.attribute("batch_group_count", static_cast<int64_t>(1))});
  translator.set(op, translator.buildConvert(result, element));
  return success();
}

/// One and one again in front: batch and channels have no window.
static SmallVector<int64_t> withOuter(ArrayRef<int64_t> spatial, int64_t outer) {
  SmallVector<int64_t> all(2, outer);
  llvm::append_range(all, spatial);
  return all;
}

static Value buildWindows(Translator &translator, PoolOp op, Value operand, RankedTensorType type) {
  Type element = type.getElementType();
  auto scalar = RankedTensorType::get({}, element);
  auto combine = [&](ValueRange pair) -> FailureOr<SmallVector<Value>> {
    return SmallVector<Value>{translator.buildBinary(combinerOf(op.getKind()), pair[0], pair[1])};
  };
  SmallVector<int64_t> padding(4, 0);
  llvm::append_range(padding, op.getPadding());
  FailureOr<SmallVector<Value>> results = translator.buildWithRegions(
      "reduce_window", type, {operand, stablehlo::buildIdentity(translator, op.getKind(), element)},
      {translator.attribute("window_dimensions", withOuter(op.getWindow(), 1)),
       translator.attribute("window_strides", withOuter(op.getStrides(), 1)),
       translator.attribute("window_dilations", withOuter(op.getDilations(), 1)),
       translator.paddingAttribute("padding", padding)},
      {{{scalar, scalar}, combine}});
  return results->front();
}

static LogicalResult translatePool(Translator &translator, PoolOp op) {
  RankedTensorType type = translateType(op.getType());
  Type element = getComputeType(type.getElementType());
  Value operand = translator.buildConvert(translator.get(op.getOperand()), element);
  Value result = buildWindows(translator, op, operand, type.clone(element));
  if (op.getKind() == ReductionKind::Mean) {
    Value ones = translator.buildSplatLike(translator.buildNumber(element, 1), operand);
    result =
        translator.buildBinary("divide", result, buildWindows(translator, op, ones, type.clone(element)));
  }
  translator.set(op, translator.buildConvert(result, type.getElementType()));
  return success();
}

void stablehlo::addWindowedHandlers(Handlers &handlers) {
  handlers.add<ConvOp>(translateConv);
  handlers.add<PoolOp>(translatePool);
}
