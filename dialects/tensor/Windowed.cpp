//===- Windowed.cpp - convolution and pooling -----------------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

using namespace mlir;
using namespace mlir::eshkol;

/// The number of positions of a window, or dynamic where a size is.
static int64_t countPositions(int64_t size, int64_t inputDilation, int64_t padding, int64_t window,
                              int64_t stride, int64_t dilation) {
  if (ShapedType::isDynamic(size) || ShapedType::isDynamic(window))
    return ShapedType::kDynamic;
  int64_t padded = (size == 0 ? 0 : (size - 1) * inputDilation + 1) + padding;
  int64_t extent = (window - 1) * dilation + 1;
  return padded < extent ? 0 : (padded - extent) / stride + 1;
}

/// Checks that `type` is `[N, C, spatial...]` with one to three spatial dimensions.
static LogicalResult verifyImage(std::optional<Location> loc, StringRef name, RankedTensorType type) {
  if (type.getRank() >= 3 && type.getRank() <= 5)
    return success();
  return emitOptionalError(loc, "expected two dimensions and one to three spatial ones for ", name,
                           " but got ", type);
}

/// Checks the channels of a convolution in groups.
static LogicalResult verifyChannels(std::optional<Location> loc, RankedTensorType input,
                                    RankedTensorType kernel, int64_t groups) {
  int64_t inputs = input.getDimSize(1), perGroup = kernel.getDimSize(1), outputs = kernel.getDimSize(0);
  if (groups < 1)
    return emitOptionalError(loc, "expected groups to be at least 1 but got ", groups);
  if (!ShapedType::isDynamic(inputs) && !ShapedType::isDynamic(perGroup) && inputs != perGroup * groups)
    return emitOptionalError(loc, "cannot convolve ", inputs, " channels of input ", input, " in ", groups,
                             " groups of ", perGroup, " channels of kernel ", kernel);
  if (!ShapedType::isDynamic(outputs) && outputs % groups != 0)
    return emitOptionalError(loc, "expected the output channels of kernel ", kernel, " to be a multiple of ",
                             groups, " groups");
  return success();
}

LogicalResult ConvOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                       SmallVectorImpl<Type> &results) {
  RankedTensorType input = tensorType(operands.getInput()), kernel = tensorType(operands.getKernel());
  size_t spatial = input.getRank() - 2;
  if (failed(verifyImage(loc, "input", input)))
    return failure();
  if (kernel.getRank() != input.getRank() || kernel.getElementType() != input.getElementType())
    return emitOptionalError(loc, "expected the element type and rank of input ", input,
                             " for kernel but got ", kernel);
  if (llvm::is_contained(kernel.getShape().drop_front(2), 0))
    return emitOptionalError(loc, "expected spatial dimensions of at least one for kernel but got ", kernel);
  constexpr int64_t anything = std::numeric_limits<int64_t>::min();
  ArrayRef<int64_t> strides = operands.getStrides(), padding = operands.getPadding(),
                    dilations = operands.getDilations(), inputDilations = operands.getInputDilations();
  if (failed(verifyIntegerList(loc, "strides", strides, spatial, /*least=*/1)) ||
      failed(verifyIntegerList(loc, "padding", padding, 2 * spatial, anything)) ||
      failed(verifyIntegerList(loc, "dilations", dilations, spatial, /*least=*/1)) ||
      failed(verifyIntegerList(loc, "input_dilations", inputDilations, spatial, /*least=*/1)) ||
      failed(verifyChannels(loc, input, kernel, operands.getGroups())))
    return failure();
  SmallVector<int64_t> shape{input.getDimSize(0), kernel.getDimSize(0)};
  for (size_t d = 0; d < spatial; ++d)
    shape.push_back(countPositions(input.getDimSize(d + 2), inputDilations[d],
                                   padding[2 * d] + padding[2 * d + 1], kernel.getDimSize(d + 2), strides[d],
                                   dilations[d]));
  results.push_back(RankedTensorType::get(shape, input.getElementType()));
  return success();
}

/// Whether the elements of `type` can be pooled by `kind`.
static bool isPoolable(ReductionKind kind, RankedTensorType type) {
  Type element = type.getElementType();
  switch (kind) {
  case ReductionKind::Sum:
    return !element.isInteger(1);
  case ReductionKind::Mean:
    return isa<FloatType, ComplexType>(element);
  case ReductionKind::Max:
  case ReductionKind::Min:
    return !isa<ComplexType>(element) && !element.isInteger(1);
  default:
    return false;
  }
}

LogicalResult PoolOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                       SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  size_t spatial = type.getRank() - 2;
  if (failed(verifyImage(loc, "operand", type)))
    return failure();
  if (!isPoolable(operands.getKind(), type))
    return emitOptionalError(loc, "cannot pool ", type, " by ", stringifyReductionKind(operands.getKind()));
  ArrayRef<int64_t> window = operands.getWindow(), strides = operands.getStrides(),
                    padding = operands.getPadding(), dilations = operands.getDilations();
  if (failed(verifyIntegerList(loc, "window", window, spatial, /*least=*/1)) ||
      failed(verifyIntegerList(loc, "strides", strides, spatial, /*least=*/1)) ||
      failed(verifyIntegerList(loc, "padding", padding, 2 * spatial, /*least=*/0)) ||
      failed(verifyIntegerList(loc, "dilations", dilations, spatial, /*least=*/1)))
    return failure();
  SmallVector<int64_t> shape(type.getShape().take_front(2));
  for (size_t d = 0; d < spatial; ++d)
    shape.push_back(countPositions(type.getDimSize(d + 2), /*inputDilation=*/1,
                                   padding[2 * d] + padding[2 * d + 1], window[d], strides[d], dilations[d]));
  results.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

/// pool of single elements, each once ⇒ the operand
OpFoldResult PoolOp::fold(FoldAdaptor) {
  auto isOne = [](int64_t entry) { return entry == 1; };
  bool isUnpadded = llvm::all_of(getPadding(), [](int64_t entry) { return entry == 0; });
  if (isUnpadded && llvm::all_of(getWindow(), isOne) && llvm::all_of(getStrides(), isOne) &&
      getOperand().getType() == getType())
    return getOperand();
  return {};
}
