//===- Conversions.cpp - scalars from one element type to another ---------===//

#include "passes/lowering/Conversions.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"

#include <cmath>

using namespace mlir;
using namespace mlir::eshkol;

Type eshkol::getComputeType(Type element) {
  if (auto floatType = dyn_cast<FloatType>(element); floatType && floatType.getWidth() < 32)
    return Float32Type::get(element.getContext());
  return element;
}

static unsigned widthOf(Type integer) { return integer.isIndex() ? 64 : integer.getIntOrFloatBitWidth(); }

Value eshkol::buildLeastInteger(OpBuilder &builder, Location loc, Type type) {
  APInt least = APInt::getSignedMinValue(widthOf(type));
  return arith::ConstantOp::create(builder, loc, builder.getIntegerAttr(type, least));
}

Value eshkol::buildGreatestInteger(OpBuilder &builder, Location loc, Type type) {
  APInt greatest = APInt::getSignedMaxValue(widthOf(type));
  return arith::ConstantOp::create(builder, loc, builder.getIntegerAttr(type, greatest));
}

/// Between floating-point types.  Those of 16 bits are reached through f32,
/// which every target converts to and from.
static Value buildFloatToFloat(OpBuilder &builder, Location loc, Value value, FloatType to) {
  auto from = cast<FloatType>(value.getType());
  if (from == to)
    return value;
  if (from.getWidth() == 64 && to.getWidth() == 16)
    value = arith::TruncFOp::create(builder, loc, builder.getF32Type(), value);
  else if (from.getWidth() == 16 && to.getWidth() != 32)
    value = arith::ExtFOp::create(builder, loc, builder.getF32Type(), value);
  unsigned width = cast<FloatType>(value.getType()).getWidth();
  if (width > to.getWidth())
    return arith::TruncFOp::create(builder, loc, to, value);
  return arith::ExtFOp::create(builder, loc, to, value);
}

/// x ≥ 2^(w-1) ⇒ the greatest, x ≤ -2^(w-1) ⇒ the least, NaN ⇒ 0, else x without its fraction
static Value buildFloatToInteger(OpBuilder &builder, Location loc, Value value, Type to) {
  Value number = buildFloatToFloat(builder, loc, value, cast<FloatType>(getComputeType(value.getType())));
  Type type = to.isIndex() ? builder.getI64Type() : to, from = number.getType();
  double bound = std::ldexp(1.0, widthOf(type) - 1);
  auto test = [&](arith::CmpFPredicate predicate, Value other) {
    return arith::CmpFOp::create(builder, loc, predicate, number, other);
  };
  Value isAbove = test(arith::CmpFPredicate::OGE, buildConstant(builder, loc, from, bound));
  Value isBelow = test(arith::CmpFPredicate::OLE, buildConstant(builder, loc, from, -bound));
  Value isNan = test(arith::CmpFPredicate::UNO, number);
  Value result = arith::FPToSIOp::create(builder, loc, type, number);
  auto choose = [&](Value condition, Value other) {
    result = arith::SelectOp::create(builder, loc, condition, other, result);
  };
  choose(isAbove, buildGreatestInteger(builder, loc, type));
  choose(isBelow, buildLeastInteger(builder, loc, type));
  choose(isNan, buildConstant(builder, loc, type, 0));
  return to.isIndex() ? arith::IndexCastOp::create(builder, loc, to, result).getResult() : result;
}

static Value buildIntegerToInteger(OpBuilder &builder, Location loc, Value value, Type to) {
  Type from = value.getType();
  if (from == to)
    return value;
  if (from.isInteger(1) && to.isIndex())
    return arith::IndexCastUIOp::create(builder, loc, to, value);
  if (from.isIndex() || to.isIndex())
    return arith::IndexCastOp::create(builder, loc, to, value);
  if (widthOf(from) > widthOf(to))
    return arith::TruncIOp::create(builder, loc, to, value);
  // As a signed number of one bit, true would be -1.
  if (from.isInteger(1))
    return arith::ExtUIOp::create(builder, loc, to, value);
  return arith::ExtSIOp::create(builder, loc, to, value);
}

/// A number of f32 that is no NaN, rounded to even.  In bits, for IREE makes `truncf (sitofp x)` one
/// `sitofp`, which LLVM calls a function for that IREE does not have, unless the processor knows bf16.
static Value buildSingleToBrain(OpBuilder &builder, Location loc, Value value) {
  Type word = builder.getI32Type();
  auto number = [&](int64_t bits) { return buildConstant(builder, loc, word, bits); };
  Value bits = arith::BitcastOp::create(builder, loc, word, value);
  Value kept = arith::ShRUIOp::create(builder, loc, bits, number(16));
  Value odd = arith::AndIOp::create(builder, loc, kept, number(1));
  Value half = arith::AddIOp::create(builder, loc, odd, number(0x7fff));
  Value rounded = arith::AddIOp::create(builder, loc, bits, half);
  Value upper = arith::ShRUIOp::create(builder, loc, rounded, number(16));
  Value narrow = arith::TruncIOp::create(builder, loc, builder.getI16Type(), upper);
  return arith::BitcastOp::create(builder, loc, builder.getBF16Type(), narrow);
}

static Value buildIntegerToFloat(OpBuilder &builder, Location loc, Value value, FloatType to) {
  Type type = getComputeType(to);
  if (value.getType().isIndex())
    value = arith::IndexCastOp::create(builder, loc, builder.getI64Type(), value);
  Value number = value.getType().isInteger(1)
                     ? arith::UIToFPOp::create(builder, loc, type, value).getResult()
                     : arith::SIToFPOp::create(builder, loc, type, value).getResult();
  return to.isBF16() ? buildSingleToBrain(builder, loc, number) : buildFloatToFloat(builder, loc, number, to);
}

/// x ≠ 0, which NaN is
static Value buildTruth(OpBuilder &builder, Location loc, Value value) {
  Value zero = buildConstant(builder, loc, value.getType(), 0);
  if (isa<FloatType>(value.getType()))
    return arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::UNE, value, zero);
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, value, zero);
}

static Value buildComplex(OpBuilder &builder, Location loc, Value value, ComplexType to) {
  Type part = to.getElementType();
  if (!isa<ComplexType>(value.getType())) {
    Value real = buildConversion(builder, loc, value, part);
    return complex::CreateOp::create(builder, loc, to, real, buildConstant(builder, loc, part, 0));
  }
  Value real = complex::ReOp::create(builder, loc, value),
        imaginary = complex::ImOp::create(builder, loc, value);
  return complex::CreateOp::create(builder, loc, to, buildConversion(builder, loc, real, part),
                                   buildConversion(builder, loc, imaginary, part));
}

Value eshkol::buildConversion(OpBuilder &builder, Location loc, Value value, Type element) {
  if (value.getType() == element)
    return value;
  if (auto complexType = dyn_cast<ComplexType>(element))
    return buildComplex(builder, loc, value, complexType);
  if (element.isInteger(1))
    return buildTruth(builder, loc, value);
  auto floatType = dyn_cast<FloatType>(element);
  if (isa<FloatType>(value.getType()))
    return floatType ? buildFloatToFloat(builder, loc, value, floatType)
                     : buildFloatToInteger(builder, loc, value, element);
  return floatType ? buildIntegerToFloat(builder, loc, value, floatType)
                   : buildIntegerToInteger(builder, loc, value, element);
}

Value eshkol::buildTensorConversion(OpBuilder &builder, Location loc, Value tensor, Type element) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (type.getElementType() == element)
    return tensor;
  Value init = buildEmpty(builder, loc, getSizes(builder, loc, tensor), element);
  return buildParallelGeneric(builder, loc, tensor, init, builder.getMultiDimIdentityMap(type.getRank()),
                              [&](OpBuilder &nested, Location loc, ValueRange elements) {
                                return buildConversion(nested, loc, elements[0], element);
                              });
}
