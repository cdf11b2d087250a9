//===- ConstantFolding.cpp - arithmetic on constant tensors ---------------===//

#include "dialects/tensor/ConstantFolding.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/APSInt.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Larger constants that are not splats are computed while running.
static constexpr int64_t maximumElements = 4096;

/// `constant` if its elements can be computed with, else null.
static DenseElementsAttr asFoldable(Attribute constant, Type result) {
  auto elements = dyn_cast_or_null<DenseElementsAttr>(constant);
  if (!elements || !cast<RankedTensorType>(result).hasStaticShape())
    return {};
  return elements.isSplat() || elements.getNumElements() <= maximumElements ? elements : DenseElementsAttr();
}

DenseElementsAttr eshkol::mapConstant(Attribute constant, Type result,
                                      function_ref<Attribute(Attribute)> function) {
  DenseElementsAttr elements = asFoldable(constant, result);
  if (!elements)
    return {};
  SmallVector<Attribute> mapped;
  if (elements.isSplat())
    mapped.push_back(function(elements.getSplatValue<Attribute>()));
  else
    for (Attribute element : elements.getValues<Attribute>())
      mapped.push_back(function(element));
  if (llvm::is_contained(mapped, Attribute()))
    return {};
  return DenseElementsAttr::get(cast<ShapedType>(result), mapped);
}

DenseElementsAttr eshkol::mapConstants(Attribute lhs, Attribute rhs, Type result,
                                       function_ref<Attribute(Attribute, Attribute)> function) {
  DenseElementsAttr left = asFoldable(lhs, result), right = asFoldable(rhs, result);
  if (!left || !right || left.getNumElements() != right.getNumElements())
    return {};
  if (left.isSplat())
    return mapConstant(right, result,
                       [&](Attribute element) { return function(left.getSplatValue<Attribute>(), element); });
  if (right.isSplat())
    return mapConstant(
        left, result, [&](Attribute element) { return function(element, right.getSplatValue<Attribute>()); });
  SmallVector<Attribute> mapped;
  for (auto [a, b] : llvm::zip(left.getValues<Attribute>(), right.getValues<Attribute>()))
    mapped.push_back(function(a, b));
  if (llvm::is_contained(mapped, Attribute()))
    return {};
  return DenseElementsAttr::get(cast<ShapedType>(result), mapped);
}

static APFloat toFloat(const APFloat &number, FloatType type) {
  APFloat result = number;
  bool losesInfo;
  result.convert(type.getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
  return result;
}

/// What 16 bits cannot hold is rounded to f32 first, as on a device.
static FloatType intermediateType(FloatType type) {
  return type.getWidth() == 16 ? FloatType(Float32Type::get(type.getContext())) : type;
}

static Attribute convertFloat(APFloat number, Type type) {
  if (auto floatType = dyn_cast<FloatType>(type))
    return FloatAttr::get(type, toFloat(toFloat(number, intermediateType(floatType)), floatType));
  if (type.isInteger(1))
    return IntegerAttr::get(type, !number.isZero());
  APSInt integer(type.isIndex() ? 64 : type.getIntOrFloatBitWidth(), /*isUnsigned=*/false);
  bool isExact;
  // Out of range it saturates, and NaN becomes 0.
  number.convertToInteger(integer, APFloat::rmTowardZero, &isExact);
  return IntegerAttr::get(type, integer);
}

static Attribute convertInteger(const APInt &number, bool isBool, Type type) {
  if (auto floatType = dyn_cast<FloatType>(type)) {
    FloatType intermediate = intermediateType(floatType);
    APFloat result(intermediate.getFloatSemantics());
    result.convertFromAPInt(number, /*IsSigned=*/!isBool, APFloat::rmNearestTiesToEven);
    return FloatAttr::get(type, toFloat(result, floatType));
  }
  if (type.isInteger(1))
    return IntegerAttr::get(type, !number.isZero());
  unsigned width = type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
  return IntegerAttr::get(type, isBool ? number.zext(width) : number.sextOrTrunc(width));
}

Attribute eshkol::convertNumber(Attribute number, Type type) {
  if (isa<ComplexType>(type))
    return {};
  if (auto floatNumber = dyn_cast<FloatAttr>(number))
    return convertFloat(floatNumber.getValue(), type);
  if (auto integer = dyn_cast<IntegerAttr>(number))
    return convertInteger(integer.getValue(), integer.getType().isInteger(1), type);
  return {};
}

static bool holds(ComparePredicate predicate, bool isLess, bool isEqual) {
  switch (predicate) {
  case ComparePredicate::Eq:
    return isEqual;
  case ComparePredicate::Ne:
    return !isEqual;
  case ComparePredicate::Lt:
    return isLess;
  case ComparePredicate::Le:
    return isLess || isEqual;
  case ComparePredicate::Gt:
    return !isLess && !isEqual;
  case ComparePredicate::Ge:
    return !isLess;
  }
  llvm_unreachable("every predicate follows from less and equal");
}

Attribute eshkol::compareNumbers(ComparePredicate predicate, Attribute lhs, Attribute rhs) {
  bool result;
  if (auto a = dyn_cast<FloatAttr>(lhs), b = dyn_cast<FloatAttr>(rhs); a && b) {
    APFloat::cmpResult order = a.getValue().compare(b.getValue());
    result = order == APFloat::cmpUnordered
                 ? predicate == ComparePredicate::Ne
                 : holds(predicate, order == APFloat::cmpLessThan, order == APFloat::cmpEqual);
  } else if (auto a = dyn_cast<IntegerAttr>(lhs), b = dyn_cast<IntegerAttr>(rhs); a && b) {
    bool isBool = a.getType().isInteger(1);
    bool isLess = isBool ? a.getValue().ult(b.getValue()) : a.getValue().slt(b.getValue());
    result = holds(predicate, isLess, a.getValue() == b.getValue());
  } else {
    return {};
  }
  return BoolAttr::get(lhs.getContext(), result);
}

static APFloat combineFloats(ReductionKind kind, const APFloat &a, const APFloat &b) {
  switch (kind) {
  case ReductionKind::Prod:
    return a * b;
  case ReductionKind::Max:
    return llvm::maximum(a, b);
  case ReductionKind::Min:
    return llvm::minimum(a, b);
  default:
    return a + b;
  }
}

static APInt combineIntegers(ReductionKind kind, const APInt &a, const APInt &b) {
  switch (kind) {
  case ReductionKind::Prod:
    return a * b;
  case ReductionKind::Max:
    return llvm::APIntOps::smax(a, b);
  case ReductionKind::Min:
    return llvm::APIntOps::smin(a, b);
  case ReductionKind::Any:
    return a | b;
  case ReductionKind::All:
    return a & b;
  default:
    return a + b;
  }
}

Attribute eshkol::combineNumbers(ReductionKind kind, Attribute lhs, Attribute rhs) {
  if (auto a = dyn_cast<FloatAttr>(lhs), b = dyn_cast<FloatAttr>(rhs); a && b)
    return FloatAttr::get(a.getType(), combineFloats(kind, a.getValue(), b.getValue()));
  if (auto a = dyn_cast<IntegerAttr>(lhs), b = dyn_cast<IntegerAttr>(rhs); a && b)
    return IntegerAttr::get(a.getType(), combineIntegers(kind, a.getValue(), b.getValue()));
  return {};
}

/// The place in the result of each element of a constant, in its order.
static SmallVector<int64_t> resultPositions(ArrayRef<int64_t> shape, ArrayRef<int64_t> dimensions) {
  SmallVector<int64_t> strides(shape.size(), 0);
  int64_t stride = 1;
  for (int64_t dimension = shape.size() - 1; dimension >= 0; --dimension)
    if (!llvm::is_contained(dimensions, dimension)) {
      strides[dimension] = stride;
      stride *= shape[dimension];
    }
  SmallVector<int64_t> positions{0};
  for (auto [size, step] : llvm::zip(shape, strides)) {
    SmallVector<int64_t> extended;
    for (int64_t position : positions)
      for (int64_t index = 0; index < size; ++index)
        extended.push_back(position + index * step);
    positions = extended;
  }
  return positions;
}

DenseElementsAttr eshkol::reduceConstant(Attribute constant, ReductionKind kind, ArrayRef<int64_t> dimensions,
                                         RankedTensorType result) {
  auto elements = dyn_cast_or_null<DenseElementsAttr>(constant);
  // Those without elements have identities, which the lowering knows.
  if (!elements || !result.hasStaticShape() || elements.empty() ||
      elements.getNumElements() > maximumElements)
    return {};
  Type element = result.getElementType();
  auto floatType = dyn_cast<FloatType>(element);
  Type compute = floatType ? Type(intermediateType(floatType)) : element;
  SmallVector<Attribute> totals(result.getNumElements());
  SmallVector<int64_t> positions =
      resultPositions(cast<RankedTensorType>(elements.getType()).getShape(), dimensions);
  for (auto [position, number] : llvm::zip(positions, elements.getValues<Attribute>())) {
    Attribute next = convertNumber(number, compute);
    if (!next)
      return {};
    totals[position] = totals[position] ? combineNumbers(kind, totals[position], next) : next;
  }
  int64_t count = elements.getNumElements() / totals.size();
  for (Attribute &total : totals) {
    if (kind == ReductionKind::Mean) {
      APFloat sum = cast<FloatAttr>(total).getValue(), divisor(sum.getSemantics(), count);
      total = FloatAttr::get(compute, sum / divisor);
    }
    total = convertNumber(total, element);
  }
  return DenseElementsAttr::get(result, totals);
}
