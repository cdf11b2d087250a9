//===- Elementwise.cpp - arithmetic, element by element -------------------===//

#include "dialects/Dialect.h"
#include "passes/stablehlo/Translator.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

/// Operations with the same operands and the same meaning.
static constexpr std::pair<StringLiteral, StringLiteral> equivalents[] = {
    {"arith.addf", "add"},
    {"arith.addi", "add"},
    {"arith.andi", "and"},
    {"arith.divf", "divide"},
    {"arith.divsi", "divide"},
    {"arith.maximumf", "maximum"},
    {"arith.minimumf", "minimum"},
    {"arith.mulf", "multiply"},
    {"arith.muli", "multiply"},
    {"arith.negf", "negate"},
    {"arith.ori", "or"},
    {"arith.remf", "remainder"},
    {"arith.remsi", "remainder"},
    {"arith.select", "select"},
    {"arith.shli", "shift_left"},
    {"arith.shrsi", "shift_right_arithmetic"},
    {"arith.shrui", "shift_right_logical"},
    {"arith.subf", "subtract"},
    {"arith.subi", "subtract"},
    {"arith.xori", "xor"},
    {"eshkol.select", "select"},
    {"math.absf", "abs"},
    {"math.absi", "abs"},
    {"math.acos", "chlo.acos"},
    {"math.acosh", "chlo.acosh"},
    {"math.asin", "chlo.asin"},
    {"math.asinh", "chlo.asinh"},
    {"math.atan", "chlo.atan"},
    {"math.atan2", "atan2"},
    {"math.atanh", "chlo.atanh"},
    {"math.cbrt", "cbrt"},
    {"math.ceil", "ceil"},
    {"math.cos", "cosine"},
    {"math.cosh", "chlo.cosh"},
    {"math.ctlz", "count_leading_zeros"},
    {"math.ctpop", "popcnt"},
    {"math.erf", "chlo.erf"},
    {"math.erfc", "chlo.erfc"},
    {"math.exp", "exponential"},
    {"math.expm1", "exponential_minus_one"},
    {"math.floor", "floor"},
    {"math.ipowi", "power"},
    {"math.isfinite", "is_finite"},
    {"math.log", "log"},
    {"math.log1p", "log_plus_one"},
    {"math.powf", "power"},
    {"math.round", "round_nearest_afz"},
    {"math.roundeven", "round_nearest_even"},
    {"math.rsqrt", "rsqrt"},
    {"math.sin", "sine"},
    {"math.sinh", "chlo.sinh"},
    {"math.sqrt", "sqrt"},
    {"math.tan", "tan"},
    {"math.tanh", "tanh"},
};

/// A constant keeps rank 0 where it is used on elements, and is repeated there.
static LogicalResult translateConstant(Translator &translator, arith::ConstantOp op) {
  RankedTensorType type = translateType(op.getType());
  auto dense = dyn_cast<DenseElementsAttr>(op.getValue());
  if (isa<RankedTensorType>(op.getType()) && !dense)
    return op.emitOpError("has no form in StableHLO unless its elements are listed");
  if (!dense)
    dense = DenseElementsAttr::get(RankedTensorType::get({}, op.getType()), op.getValue());
  if (dense.getElementType().isIndex())
    dense = dense.mapValues(type.getElementType(), [](const APInt &value) { return value; });
  translator.set(op.getResult(), translator.buildConstant(dense));
  return success();
}

/// min(max(x, low), high); limits may be of rank 0
static LogicalResult translateClamp(Translator &translator, ClampOp op) {
  Value operand = translator.get(op.getOperand());
  auto limit = [&](Value old) {
    Value value = translator.get(old);
    return cast<RankedTensorType>(value.getType()).getRank() == 0 ? translator.buildSplatLike(value, operand)
                                                                  : value;
  };
  Value raised = translator.buildBinary("maximum", operand, limit(op.getLow()));
  translator.set(
      op, translator.buildCast(translator.buildBinary("minimum", raised, limit(op.getHigh())), op.getType()));
  return success();
}

/// The greater (or lesser) as a signed number of one bit, where true is -1.
static LogicalResult translateSignedExtreme(Translator &translator, Operation *op, bool isMaximum) {
  Value lhs = translator.get(op->getOperand(0)), rhs = translator.get(op->getOperand(1));
  bool isTruth = getElementTypeOrSelf(lhs).isInteger(1);
  StringRef name = isTruth ? (isMaximum ? "and" : "or") : (isMaximum ? "maximum" : "minimum");
  translator.set(op->getResult(0), translator.buildBinary(name, lhs, rhs));
  return success();
}

/// maxnum x y = y where x is NaN, x where y is, else max x y
static LogicalResult translateNumberExtreme(Translator &translator, Operation *op, StringRef name) {
  Value lhs = translator.get(op->getOperand(0)), rhs = translator.get(op->getOperand(1));
  Value extreme = translator.buildBinary(name, lhs, rhs);
  Value orLhs = translator.buildSelect(translator.buildIsNan(rhs), lhs, extreme);
  translator.set(op->getResult(0), translator.buildSelect(translator.buildIsNan(lhs), rhs, orLhs));
  return success();
}

/// The quotient towards zero, plus `step` where the division leaves a rest and
/// the signs of rest and divisor are equal (ceiling) or differ (floor).
static LogicalResult translateRoundedQuotient(Translator &translator, Operation *op, bool isCeiling) {
  Value lhs = translator.get(op->getOperand(0)), rhs = translator.get(op->getOperand(1));
  Value quotient = translator.buildBinary("divide", lhs, rhs),
        rest = translator.buildBinary("remainder", lhs, rhs);
  Type element = getElementTypeOrSelf(lhs);
  Value zero = translator.buildSplatLike(translator.buildNumber(element, 0), lhs),
        one = translator.buildSplatLike(translator.buildNumber(element, 1), lhs);
  Value isInexact = translator.buildCompare("NE", rest, zero);
  Value signs = translator.buildCompare(isCeiling ? "EQ" : "NE", translator.buildCompare("LT", rest, zero),
                                        translator.buildCompare("LT", rhs, zero));
  Value moved = translator.buildBinary(isCeiling ? "add" : "subtract", quotient, one);
  translator.set(op->getResult(0),
                 translator.buildSelect(translator.buildBinary("and", isInexact, signs), moved, quotient));
  return success();
}

/// log x · factor, or exp2 x = 2^x
static LogicalResult translateScaledLogarithm(Translator &translator, Operation *op, double factor) {
  Value logarithm = translator.buildUnary("log", translator.get(op->getOperand(0)));
  Value number = translator.buildNumber(getElementTypeOrSelf(logarithm), factor);
  translator.set(op->getResult(0),
                 translator.buildBinary("divide", logarithm, translator.buildSplatLike(number, logarithm)));
  return success();
}

static LogicalResult translateExp2(Translator &translator, math::Exp2Op op) {
  Value exponent = translator.get(op.getOperand());
  Value base = translator.buildNumber(getElementTypeOrSelf(exponent), 2);
  translator.set(op, translator.buildBinary("power", translator.buildSplatLike(base, exponent), exponent));
  return success();
}

/// x rounded towards zero: ceil x below zero, else floor x, which keeps the sign of zero
static LogicalResult translateTrunc(Translator &translator, math::TruncOp op) {
  Value x = translator.get(op.getOperand());
  Value zero = translator.buildSplatLike(translator.buildNumber(getElementTypeOrSelf(x), 0), x);
  translator.set(op,
                 translator.buildSelect(translator.buildCompare("LT", x, zero),
                                        translator.buildUnary("ceil", x), translator.buildUnary("floor", x)));
  return success();
}

/// |x| with the sign bit of y
static LogicalResult translateCopySign(Translator &translator, math::CopySignOp op) {
  Value x = translator.buildUnary("abs", translator.get(op.getLhs())), y = translator.get(op.getRhs());
  unsigned width = getElementTypeOrSelf(y).getIntOrFloatBitWidth();
  auto bits = cast<RankedTensorType>(y.getType()).clone(translator.getIntegerType(width));
  Value sign = translator.build("bitcast_convert", bits, y);
  Value zero = translator.buildSplatLike(translator.buildNumber(bits.getElementType(), 0), sign);
  translator.set(op, translator.buildSelect(translator.buildCompare("LT", sign, zero),
                                            translator.buildUnary("negate", x), x));
  return success();
}

static LogicalResult translateFma(Translator &translator, math::FmaOp op) {
  Value product = translator.buildBinary("multiply", translator.get(op.getA()), translator.get(op.getB()));
  translator.set(op, translator.buildBinary("add", product, translator.get(op.getC())));
  return success();
}

static LogicalResult translateFpowi(Translator &translator, math::FPowIOp op) {
  Value base = translator.get(op.getLhs());
  Value exponent = translator.buildConvert(translator.get(op.getRhs()), getElementTypeOrSelf(base));
  translator.set(op, translator.buildBinary("power", base, exponent));
  return success();
}

void stablehlo::addElementwiseHandlers(Handlers &handlers) {
  for (auto [from, to] : equivalents)
    handlers.add(from, [name = to](Translator &translator, Operation *op) -> LogicalResult {
      RankedTensorType type = translator.getType(op->getResult(0).getType());
      translator.set(op->getResult(0), translator.build(name, type, translator.get(op->getOperands())));
      return success();
    });
  handlers.add<arith::ConstantOp>(translateConstant);
  handlers.add<ClampOp>(translateClamp);
  handlers.add<math::CopySignOp>(translateCopySign);
  handlers.add<math::Exp2Op>(translateExp2);
  handlers.add<math::FmaOp>(translateFma);
  handlers.add<math::FPowIOp>(translateFpowi);
  handlers.add<math::TruncOp>(translateTrunc);
  auto bind = [&](StringRef name, auto handler, auto argument) {
    handlers.add(name,
                 [=](Translator &translator, Operation *op) { return handler(translator, op, argument); });
  };
  bind("arith.ceildivsi", translateRoundedQuotient, true);
  bind("arith.floordivsi", translateRoundedQuotient, false);
  bind("arith.maxsi", translateSignedExtreme, true);
  bind("arith.minsi", translateSignedExtreme, false);
  bind("arith.maxnumf", translateNumberExtreme, StringRef("maximum"));
  bind("arith.minnumf", translateNumberExtreme, StringRef("minimum"));
  bind("math.log2", translateScaledLogarithm, std::log(2.0));
  bind("math.log10", translateScaledLogarithm, std::log(10.0));
}
