//===- Building.cpp - operations of StableHLO that many others need -------===//

#include "passes/stablehlo/Translator.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/BuiltinAttributes.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

static RankedTensorType tensorType(Value value) { return cast<RankedTensorType>(value.getType()); }

RankedTensorType stablehlo::typeOf(ArrayRef<OpFoldResult> sizes, Type element) {
  SmallVector<int64_t> shape = llvm::map_to_vector(
      sizes, [](OpFoldResult size) { return getConstantIntValue(size).value_or(ShapedType::kDynamic); });
  return RankedTensorType::get(shape, element);
}

Value Translator::buildConstant(Attribute dense) {
  return build("constant", cast<TypedAttr>(dense).getType(), {}, attribute("value", dense));
}

Value Translator::buildNumber(Type element, double number) {
  auto type = RankedTensorType::get({}, element);
  if (auto floatType = dyn_cast<FloatType>(element))
    return buildConstant(DenseElementsAttr::get(type, getFloatAttr(floatType, number)));
  if (auto complexType = dyn_cast<ComplexType>(element)) {
    Type part = complexType.getElementType();
    return build("complex", type, {buildNumber(part, number), buildNumber(part, 0)});
  }
  auto integer = static_cast<int64_t>(number);
  return buildConstant(DenseElementsAttr::get(type, getIntegerAttr(element, integer)));
}

Value Translator::buildInteger(int64_t number) {
  return buildConstant(DenseElementsAttr::get(RankedTensorType::get({}, getI64Type()), number));
}

Value Translator::buildCompare(StringRef direction, Value lhs, Value rhs) {
  return build("compare", tensorType(lhs).clone(getI1Type()), {lhs, rhs},
               ownAttribute("comparison_direction", "comparison_direction " + direction));
}

Value Translator::buildIsNan(Value value) { return buildCompare("NE", value, value); }

Value Translator::buildSelect(Value condition, Value onTrue, Value onFalse) {
  return build("select", onTrue.getType(), {condition, onTrue, onFalse});
}

Value Translator::buildConvert(Value value, Type element) {
  if (tensorType(value).getElementType() == element)
    return value;
  return build("convert", tensorType(value).clone(element), value);
}

Translator::Sizes Translator::sizesOf(Value tensor) {
  Sizes sizes;
  for (auto [dimension, size] : llvm::enumerate(tensorType(tensor).getShape())) {
    if (ShapedType::isStatic(size)) {
      sizes.push_back(getIndexAttr(size));
      continue;
    }
    auto narrow = RankedTensorType::get({}, getI32Type());
    Value found = build("get_dimension_size", narrow, tensor, attribute("dimension", dimension));
    sizes.push_back(buildConvert(found, getI64Type()));
  }
  return sizes;
}

Value Translator::buildShape(ArrayRef<OpFoldResult> sizes) {
  auto type = RankedTensorType::get({static_cast<int64_t>(sizes.size())}, getI64Type());
  if (std::optional<SmallVector<int64_t>> known = getConstantIntValues(sizes))
    return buildConstant(DenseIntElementsAttr::get(type, *known));
  auto single = RankedTensorType::get({1}, getI64Type());
  SmallVector<Value> parts;
  for (OpFoldResult size : sizes) {
    std::optional<int64_t> constant = getConstantIntValue(size);
    parts.push_back(constant ? buildConstant(DenseIntElementsAttr::get(single, *constant))
                             : build("reshape", single, cast<Value>(size)));
  }
  return build("concatenate", type, parts, attribute("dimension", 0));
}

/// The dimensions of the operand that are repeated, or those that are not.
static SmallVector<int64_t> findDimensions(RankedTensorType operand, RankedTensorType result,
                                           ArrayRef<int64_t> dimensions, bool isRepeated) {
  SmallVector<int64_t> found;
  for (auto [from, to] : llvm::enumerate(dimensions)) {
    bool repeats = operand.getDimSize(from) == 1 && result.getDimSize(to) != 1;
    if (repeats == isRepeated)
      found.push_back(from);
  }
  return found;
}

/// The operand of a broadcast that this one repeats once more; `dimensions`
/// become those of both.  IREE 3.13 joins them too, but forgets which dynamic
/// dimensions are not repeated and then rejects the result.
static Value skipBroadcasts(Value value, SmallVector<int64_t> &dimensions) {
  Operation *op = value.getDefiningOp();
  while (op && op->getName().getStringRef().ends_with("broadcast_in_dim")) {
    auto inner = op->getAttrOfType<DenseI64ArrayAttr>("broadcast_dimensions");
    dimensions = llvm::map_to_vector(inner.asArrayRef(), [&](int64_t to) { return dimensions[to]; });
    value = op->getOperand(0);
    op = value.getDefiningOp();
  }
  return value;
}

Value Translator::buildBroadcast(Value value, ArrayRef<int64_t> dimensions, ArrayRef<OpFoldResult> sizes,
                                 RankedTensorType type) {
  if (value.getType() == type)
    return value;
  SmallVector<int64_t> all(dimensions);
  value = skipBroadcasts(value, all);
  RankedTensorType operand = tensorType(value);
  NamedAttribute mapping = attribute("broadcast_dimensions", all);
  if (operand.hasStaticShape() && type.hasStaticShape())
    return build("broadcast_in_dim", type, value, mapping);
  SmallVector<int64_t> expanding = findDimensions(operand, type, all, true),
                       other = findDimensions(operand, type, all, false);
  return build("dynamic_broadcast_in_dim", type, {value, buildShape(sizes)},
               {mapping, attribute("known_expanding_dimensions", expanding),
                attribute("known_nonexpanding_dimensions", other)});
}

Value Translator::buildSplatLike(Value value, Value shaped) {
  RankedTensorType type = tensorType(shaped).clone(tensorType(value).getElementType());
  return buildBroadcast(value, {}, type.hasStaticShape() ? Sizes() : sizesOf(shaped), type);
}

/// The result dimension of each operand dimension, if the reshape does nothing
/// but add dimensions of size one.  Of several dynamic sizes nothing is known.
static std::optional<SmallVector<int64_t>> findAddedUnits(ArrayRef<int64_t> operand,
                                                          ArrayRef<int64_t> result) {
  SmallVector<int64_t> dimensions;
  for (auto [dimension, size] : llvm::enumerate(result)) {
    bool isNext = dimensions.size() < operand.size() && operand[dimensions.size()] == size;
    if (isNext)
      dimensions.push_back(dimension);
    else if (size != 1)
      return std::nullopt;
  }
  bool isCertain = llvm::count(operand, ShapedType::kDynamic) <= 1 && dimensions.size() == operand.size();
  return isCertain ? std::optional(dimensions) : std::nullopt;
}

Value Translator::buildReshape(Value value, ArrayRef<OpFoldResult> sizes, RankedTensorType type) {
  if (value.getType() == type)
    return value;
  if (tensorType(value).hasStaticShape() && type.hasStaticShape())
    return build("reshape", type, value);
  // Repeating is supported more widely than reshaping.
  if (auto dimensions = findAddedUnits(tensorType(value).getShape(), type.getShape()))
    return buildBroadcast(value, *dimensions, sizes, type);
  return build("dynamic_reshape", type, {value, buildShape(sizes)});
}

Value Translator::buildCast(Value value, Type type) {
  if (value.getType() == type)
    return value;
  SmallVector<int64_t> dimensions = llvm::to_vector(llvm::seq<int64_t>(tensorType(value).getRank()));
  return buildBroadcast(value, dimensions, sizesOf(value), cast<RankedTensorType>(type));
}

Value Translator::buildIota(int64_t dimension, ArrayRef<OpFoldResult> sizes, RankedTensorType type) {
  NamedAttribute along = attribute("iota_dimension", dimension);
  if (type.hasStaticShape())
    return build("iota", type, {}, along);
  return build("dynamic_iota", type, buildShape(sizes), along);
}
