//===- Arithmetic.cpp - scalar and elementwise arithmetic by type ---------===//

#include "passes/lowering/Arithmetic.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;

/// The operation for the element type of `lhs`: float, integer or complex.
template <typename FloatOp, typename IntegerOp, typename ComplexOp>
static Value buildBinary(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  Type element = getElementTypeOrSelf(lhs);
  if (isa<FloatType>(element))
    return FloatOp::create(builder, loc, lhs, rhs);
  if (isa<ComplexType>(element))
    return ComplexOp::create(builder, loc, lhs, rhs);
  return IntegerOp::create(builder, loc, lhs, rhs);
}

Value eshkol::buildAdd(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  return buildBinary<arith::AddFOp, arith::AddIOp, complex::AddOp>(builder, loc, lhs, rhs);
}

Value eshkol::buildSubtract(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  return buildBinary<arith::SubFOp, arith::SubIOp, complex::SubOp>(builder, loc, lhs, rhs);
}

Value eshkol::buildMultiply(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  return buildBinary<arith::MulFOp, arith::MulIOp, complex::MulOp>(builder, loc, lhs, rhs);
}

Value eshkol::buildDivide(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  return buildBinary<arith::DivFOp, arith::DivSIOp, complex::DivOp>(builder, loc, lhs, rhs);
}

Value eshkol::buildMaximum(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  if (isa<FloatType>(getElementTypeOrSelf(lhs)))
    return arith::MaximumFOp::create(builder, loc, lhs, rhs);
  return arith::MaxSIOp::create(builder, loc, lhs, rhs);
}

Value eshkol::buildMinimum(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  if (isa<FloatType>(getElementTypeOrSelf(lhs)))
    return arith::MinimumFOp::create(builder, loc, lhs, rhs);
  return arith::MinSIOp::create(builder, loc, lhs, rhs);
}

/// `number` as an attribute of a float, integer or index type.
static TypedAttr numberAttr(OpBuilder &builder, Type type, double number) {
  if (isa<FloatType>(type))
    return builder.getFloatAttr(type, number);
  return builder.getIntegerAttr(type, static_cast<int64_t>(number));
}

Value eshkol::buildConstant(OpBuilder &builder, Location loc, Type element, double number) {
  auto complexType = dyn_cast<ComplexType>(element);
  if (!complexType)
    return arith::ConstantOp::create(builder, loc, numberAttr(builder, element, number));
  Type part = complexType.getElementType();
  ArrayAttr parts = builder.getArrayAttr({numberAttr(builder, part, number), numberAttr(builder, part, 0.0)});
  return complex::ConstantOp::create(builder, loc, complexType, parts);
}

/// The least (or greatest) value of an ordered type.
static Value buildExtreme(OpBuilder &builder, Location loc, Type element, bool least) {
  if (auto floatType = dyn_cast<FloatType>(element)) {
    APFloat infinity = APFloat::getInf(floatType.getFloatSemantics(), /*Negative=*/least);
    return arith::ConstantOp::create(builder, loc, builder.getFloatAttr(floatType, infinity));
  }
  unsigned width = element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
  APInt extreme = least ? APInt::getSignedMinValue(width) : APInt::getSignedMaxValue(width);
  return arith::ConstantOp::create(builder, loc, builder.getIntegerAttr(element, extreme));
}

Value eshkol::buildIdentity(OpBuilder &builder, Location loc, ReductionKind kind, Type element) {
  switch (kind) {
  case ReductionKind::Sum:
  case ReductionKind::Mean:
  case ReductionKind::Any:
    return buildConstant(builder, loc, element, 0);
  case ReductionKind::Prod:
  case ReductionKind::All:
    return buildConstant(builder, loc, element, 1);
  case ReductionKind::Max:
    return buildExtreme(builder, loc, element, /*least=*/true);
  case ReductionKind::Min:
    return buildExtreme(builder, loc, element, /*least=*/false);
  }
  llvm_unreachable("every reduction has an identity");
}

Value eshkol::buildReductionStep(OpBuilder &builder, Location loc, ReductionKind kind, Value accumulator,
                                 Value element) {
  switch (kind) {
  case ReductionKind::Sum:
  case ReductionKind::Mean:
    return buildAdd(builder, loc, accumulator, element);
  case ReductionKind::Prod:
    return buildMultiply(builder, loc, accumulator, element);
  case ReductionKind::Max:
    return buildMaximum(builder, loc, accumulator, element);
  case ReductionKind::Min:
    return buildMinimum(builder, loc, accumulator, element);
  case ReductionKind::Any:
    return arith::OrIOp::create(builder, loc, accumulator, element);
  case ReductionKind::All:
    return arith::AndIOp::create(builder, loc, accumulator, element);
  }
  llvm_unreachable("every reduction has a step");
}

Value eshkol::buildScatterStep(OpBuilder &builder, Location loc, ScatterMode mode, Value element,
                               Value update) {
  bool isBool = element.getType().isInteger(1);
  switch (mode) {
  case ScatterMode::Set:
    return update;
  case ScatterMode::Add:
    return isBool ? arith::OrIOp::create(builder, loc, element, update).getResult()
                  : buildAdd(builder, loc, element, update);
  case ScatterMode::Mul:
    return isBool ? arith::AndIOp::create(builder, loc, element, update).getResult()
                  : buildMultiply(builder, loc, element, update);
  case ScatterMode::Max:
    return isBool ? arith::OrIOp::create(builder, loc, element, update).getResult()
                  : buildMaximum(builder, loc, element, update);
  case ScatterMode::Min:
    return isBool ? arith::AndIOp::create(builder, loc, element, update).getResult()
                  : buildMinimum(builder, loc, element, update);
  }
  llvm_unreachable("every mode has a step");
}

Value eshkol::buildCastFromInteger(OpBuilder &builder, Location loc, Value integer, Type element) {
  if (auto complexType = dyn_cast<ComplexType>(element)) {
    Value real = buildCastFromInteger(builder, loc, integer, complexType.getElementType());
    Value imaginary = buildConstant(builder, loc, complexType.getElementType(), 0);
    return complex::CreateOp::create(builder, loc, complexType, real, imaginary);
  }
  if (integer.getType().isIndex() && !element.isIndex())
    integer = arith::IndexCastOp::create(builder, loc, builder.getI64Type(), integer);
  if (isa<FloatType>(element))
    return arith::SIToFPOp::create(builder, loc, element, integer);
  if (element == integer.getType())
    return integer;
  if (element.isIndex())
    return arith::IndexCastOp::create(builder, loc, element, integer);
  return arith::TruncIOp::create(builder, loc, element, integer);
}

bool eshkol::isIntegerDivision(Operation *op) {
  return isa<arith::CeilDivSIOp, arith::CeilDivUIOp, arith::DivSIOp, arith::DivUIOp, arith::FloorDivSIOp,
             arith::RemSIOp, arith::RemUIOp>(op);
}
