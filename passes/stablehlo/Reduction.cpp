//===- Reduction.cpp - elements combined along dimensions -----------------===//

#include "passes/lowering/Conversions.h"
#include "passes/stablehlo/Combining.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"

#include <limits>

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

using Sizes = Translator::Sizes;

StringRef stablehlo::combinerOf(ReductionKind kind) {
  switch (kind) {
  case ReductionKind::Sum:
  case ReductionKind::Mean:
    return "add";
  case ReductionKind::Prod:
    return "multiply";
  case ReductionKind::Max:
    return "maximum";
  case ReductionKind::Min:
    return "minimum";
  case ReductionKind::Any:
    return "or";
  case ReductionKind::All:
    return "and";
  }
  llvm_unreachable("every reduction combines elements");
}

static Value buildExtreme(Translator &translator, Type element, bool isLeast) {
  double infinity = std::numeric_limits<double>::infinity();
  if (isa<FloatType>(element))
    return translator.buildNumber(element, isLeast ? -infinity : infinity);
  unsigned width = element.getIntOrFloatBitWidth();
  APInt extreme = isLeast ? APInt::getSignedMinValue(width) : APInt::getSignedMaxValue(width);
  return translator.buildConstant(DenseElementsAttr::get(RankedTensorType::get({}, element), extreme));
}

Value stablehlo::buildIdentity(Translator &translator, ReductionKind kind, Type element) {
  if (kind == ReductionKind::Max || kind == ReductionKind::Min)
    return buildExtreme(translator, element, kind == ReductionKind::Max);
  bool isProduct = kind == ReductionKind::Prod || kind == ReductionKind::All;
  return translator.buildNumber(element, isProduct ? 1 : 0);
}

Value stablehlo::buildCount(Translator &translator, Value tensor, ArrayRef<int64_t> dimensions,
                            Type element) {
  Sizes sizes = translator.sizesOf(tensor);
  int64_t known = 1;
  Value count;
  for (int64_t dimension : dimensions) {
    if (std::optional<int64_t> size = getConstantIntValue(sizes[dimension])) {
      known *= *size;
      continue;
    }
    auto size = cast<Value>(sizes[dimension]);
    count = count ? translator.buildBinary("multiply", count, size) : size;
  }
  Value factor = translator.buildInteger(known);
  return translator.buildConvert(count ? translator.buildBinary("multiply", count, factor) : factor, element);
}

/// The result without the dimensions, whether they are to be kept or not.
static RankedTensorType dropDimensions(RankedTensorType type, ArrayRef<int64_t> dimensions) {
  SmallVector<int64_t> shape;
  for (auto [dimension, size] : llvm::enumerate(type.getShape()))
    if (!llvm::is_contained(dimensions, dimension))
      shape.push_back(size);
  return RankedTensorType::get(shape, type.getElementType());
}

/// Gives the dropped dimensions back, with size one, where `keepdims` says so.
static Value keepDimensions(Translator &translator, Value reduced, Value operand,
                            ArrayRef<int64_t> dimensions, bool keepdims, RankedTensorType type) {
  if (!keepdims)
    return translator.buildCast(reduced, type);
  if (type.hasStaticShape() && cast<RankedTensorType>(reduced.getType()).hasStaticShape())
    return translator.buildReshape(reduced, {}, type);
  Sizes sizes = translator.sizesOf(operand);
  SmallVector<int64_t> kept;
  for (int64_t dimension : llvm::seq<int64_t>(sizes.size())) {
    if (llvm::is_contained(dimensions, dimension))
      sizes[dimension] = translator.getIndexAttr(1);
    else
      kept.push_back(dimension);
  }
  return translator.buildBroadcast(reduced, kept, sizes, type);
}

static LogicalResult translateReduce(Translator &translator, ReduceOp op) {
  RankedTensorType type = translateType(op.getType());
  Value operand = translator.get(op.getOperand());
  Type element = getComputeType(type.getElementType());
  Value wide = translator.buildConvert(operand, element);
  RankedTensorType reduced = dropDimensions(cast<RankedTensorType>(wide.getType()), op.getDimensions());
  auto scalar = RankedTensorType::get({}, element);
  auto combine = [&](ValueRange pair) -> FailureOr<SmallVector<Value>> {
    return SmallVector<Value>{translator.buildBinary(combinerOf(op.getKind()), pair[0], pair[1])};
  };
  Value result =
      translator
          .buildWithRegions("reduce", reduced, {wide, buildIdentity(translator, op.getKind(), element)},
                            translator.attribute("dimensions", op.getDimensions()),
                            {{{scalar, scalar}, combine}})
          ->front();
  if (op.getKind() == ReductionKind::Mean) {
    Value count = buildCount(translator, operand, op.getDimensions(), element);
    result = translator.buildBinary("divide", result, translator.buildSplatLike(count, result));
  }
  result = translator.buildConvert(result, type.getElementType());
  translator.set(op, keepDimensions(translator, result, operand, op.getDimensions(), op.getKeepdims(), type));
  return success();
}

/// Whether the second of two elements with their indices is the more extreme
/// one.  NaN is more extreme than any number, the lower index wins among
/// equals, and an index of -1 says that there is no element.
static Value buildWins(Translator &translator, Value lhs, Value lhsIndex, Value rhs, Value rhsIndex,
                       bool isMax) {
  auto both = [&](Value a, Value b) { return translator.buildBinary("and", a, b); };
  auto either = [&](Value a, Value b) { return translator.buildBinary("or", a, b); };
  Value zero = translator.buildInteger(0);
  Value isBetter = translator.buildCompare(isMax ? "GT" : "LT", rhs, lhs),
        isEqual = translator.buildCompare("EQ", rhs, lhs);
  if (isa<FloatType>(getElementTypeOrSelf(lhs))) {
    Value lhsNan = translator.buildIsNan(lhs), rhsNan = translator.buildIsNan(rhs);
    isBetter = either(isBetter, both(rhsNan, translator.buildUnary("not", lhsNan)));
    isEqual = either(isEqual, both(lhsNan, rhsNan));
  }
  Value isFirst = translator.buildCompare("LT", rhsIndex, lhsIndex);
  Value wins = both(translator.buildCompare("GE", rhsIndex, zero), either(isBetter, both(isEqual, isFirst)));
  return either(translator.buildCompare("LT", lhsIndex, zero), wins);
}

template <typename Op> static LogicalResult translateArgument(Translator &translator, Op op) {
  constexpr bool isMax = std::is_same_v<Op, ArgmaxOp>;
  Value operand = translator.get(op.getOperand());
  auto type = cast<RankedTensorType>(operand.getType());
  SmallVector<int64_t> dimensions{static_cast<int64_t>(op.getDimension())};
  Type element = type.getElementType(), indexType = translator.getI64Type();
  Value indices = translator.buildIota(dimensions[0], translator.sizesOf(operand), type.clone(indexType));
  Value identity =
      element.isInteger(1) ? translator.buildNumber(element, 0) : buildExtreme(translator, element, isMax);
  auto scalar = RankedTensorType::get({}, element), scalarIndex = RankedTensorType::get({}, indexType);
  auto combine = [&](ValueRange pairs) -> FailureOr<SmallVector<Value>> {
    Value wins = buildWins(translator, pairs[0], pairs[1], pairs[2], pairs[3], isMax);
    return SmallVector<Value>{translator.buildSelect(wins, pairs[2], pairs[0]),
                              translator.buildSelect(wins, pairs[3], pairs[1])};
  };
  RankedTensorType reduced = dropDimensions(type, dimensions);
  SmallVector<Value> results =
      *translator.buildWithRegions("reduce", {reduced, reduced.clone(indexType)},
                                   {operand, indices, identity, translator.buildInteger(-1)},
                                   translator.attribute("dimensions", dimensions),
                                   {{{scalar, scalarIndex, scalar, scalarIndex}, combine}});
  translator.set(op, keepDimensions(translator, results[1], operand, dimensions, op.getKeepdims(),
                                    translateType(op.getType())));
  return success();
}

void stablehlo::addReductionHandlers(Handlers &handlers) {
  handlers.add<ArgmaxOp>(translateArgument<ArgmaxOp>);
  handlers.add<ArgminOp>(translateArgument<ArgminOp>);
  handlers.add<ReduceOp>(translateReduce);
}
