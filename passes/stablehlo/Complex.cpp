//===- Complex.cpp - arithmetic on complex numbers ------------------------===//

#include "passes/stablehlo/Translator.h"

#include "mlir/Dialect/Complex/IR/Complex.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

/// Operations with the same operands and the same meaning.
static constexpr std::pair<StringLiteral, StringLiteral> equivalents[] = {
    {"complex.abs", "abs"},
    {"complex.add", "add"},
    {"complex.atan2", "atan2"},
    {"complex.cos", "cosine"},
    {"complex.create", "complex"},
    {"complex.div", "divide"},
    {"complex.exp", "exponential"},
    {"complex.expm1", "exponential_minus_one"},
    {"complex.im", "imag"},
    {"complex.log", "log"},
    {"complex.log1p", "log_plus_one"},
    {"complex.mul", "multiply"},
    {"complex.neg", "negate"},
    {"complex.pow", "power"},
    {"complex.re", "real"},
    {"complex.rsqrt", "rsqrt"},
    {"complex.sin", "sine"},
    {"complex.sqrt", "sqrt"},
    {"complex.sub", "subtract"},
    {"complex.tan", "tan"},
    {"complex.tanh", "tanh"},
};

static Value buildPart(Translator &translator, StringRef name, Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  return translator.build(name, type.clone(cast<ComplexType>(type.getElementType()).getElementType()), value);
}

static LogicalResult translateConstant(Translator &translator, complex::ConstantOp op) {
  auto part = cast<ComplexType>(op.getType()).getElementType();
  auto build = [&](Attribute number) {
    return translator.buildConstant(DenseElementsAttr::get(RankedTensorType::get({}, part), number));
  };
  Value value = translator.build("complex", translateType(op.getType()),
                                 {build(op.getValue()[0]), build(op.getValue()[1])});
  translator.set(op, value);
  return success();
}

static LogicalResult translateConjugate(Translator &translator, complex::ConjOp op) {
  Value value = translator.get(op.getComplex());
  Value imaginary = translator.buildUnary("negate", buildPart(translator, "imag", value));
  translator.set(
      op, translator.build("complex", value.getType(), {buildPart(translator, "real", value), imaginary}));
  return success();
}

static LogicalResult translateAngle(Translator &translator, complex::AngleOp op) {
  Value value = translator.get(op.getComplex());
  translator.set(op, translator.buildBinary("atan2", buildPart(translator, "imag", value),
                                            buildPart(translator, "real", value)));
  return success();
}

/// Both parts are equal, or not.
static LogicalResult translateEquality(Translator &translator, Operation *op) {
  StringRef direction = isa<complex::EqualOp>(op) ? "EQ" : "NE";
  translator.set(op->getResult(0), translator.buildCompare(direction, translator.get(op->getOperand(0)),
                                                           translator.get(op->getOperand(1))));
  return success();
}

void stablehlo::addComplexHandlers(Handlers &handlers) {
  for (auto [from, to] : equivalents)
    handlers.add(from, [name = to](Translator &translator, Operation *op) -> LogicalResult {
      RankedTensorType type = translator.getType(op->getResult(0).getType());
      translator.set(op->getResult(0), translator.build(name, type, translator.get(op->getOperands())));
      return success();
    });
  handlers.add("complex.eq", translateEquality);
  handlers.add("complex.neq", translateEquality);
  handlers.add<complex::AngleOp>(translateAngle);
  handlers.add<complex::ConjOp>(translateConjugate);
  handlers.add<complex::ConstantOp>(translateConstant);
}
