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

Value Translator::buildBroadcast(Value value, ArrayRef<int64_t> dimensions, ArrayRef<OpFoldResult> sizes,
                                 RankedTensorType type) {
  RankedTensorType operand = tensorType(value);
  if (operand == type)
    return value;
  NamedAttribute mapping = attribute("broadcast_dimensions", dimensions);
  if (operand.hasStaticShape() && type.hasStaticShape())
    return build("broadcast_in_dim", type, value, mapping);
  SmallVector<int64_t> expanding = findDimensions(operand, type, dimensions, true),
                       other = findDimensions(operand, type, dimensions, false);
  return build("dynamic_broadcast_in_dim", type, {value, buildShape(sizes)},
               {mapping, attribute("known_expanding_dimensions", expanding),
                attribute("known_nonexpanding_dimensions", other)});
}

Value Translator::buildSplatLike(Value value, Value shaped) {
  RankedTensorType type = tensorType(shaped).clone(tensorType(value).getElementType());
  return buildBroadcast(value, {}, type.hasStaticShape() ? Sizes() : sizesOf(shaped), type);
}

Value Translator::buildReshape(Value value, ArrayRef<OpFoldResult> sizes, RankedTensorType type) {
  if (value.getType() == type)
    return value;
  if (tensorType(value).hasStaticShape() && type.hasStaticShape())
    return build("reshape", type, value);
  return build("dynamic_reshape", type, {value, buildShape(sizes)});
}

Value Translator::buildCast(Value value, Type type) {
  if (value.getType() == type)
    return value;
  return build("dynamic_reshape", type, {value, buildShape(sizesOf(value))});
}

Value Translator::buildIota(int64_t dimension, ArrayRef<OpFoldResult> sizes, RankedTensorType type) {
  NamedAttribute along = attribute("iota_dimension", dimension);
  if (type.hasStaticShape())
    return build("iota", type, {}, along);
  return build("dynamic_iota", type, buildShape(sizes), along);
}
