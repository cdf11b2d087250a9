//===- Comparison.cpp - relations and classes of numbers ------------------===//

#include "dialects/Dialect.h"
#include "passes/stablehlo/Translator.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

/// Comparisons with NaN are false in StableHLO, except NE; truth values are
/// ordered false < true.  Both are what `eshkol.compare` means.
static LogicalResult translateCompare(Translator &translator, CompareOp op) {
  std::string direction = stringifyComparePredicate(op.getPredicate()).upper();
  Value result = translator.buildCompare(direction, translator.get(op.getLhs()), translator.get(op.getRhs()));
  translator.set(op, translator.buildCast(result, op.getType()));
  return success();
}

/// The direction of a comparison that is false for NaN, or of one whose
/// opposite is (`isNegated`).  Empty for those about order itself.
static StringRef findDirection(arith::CmpFPredicate predicate, bool &isNegated) {
  using Predicate = arith::CmpFPredicate;
  isNegated = false;
  switch (predicate) {
  case Predicate::OEQ:
    return "EQ";
  case Predicate::UNE:
    return "NE";
  case Predicate::OLT:
    return "LT";
  case Predicate::OLE:
    return "LE";
  case Predicate::OGT:
    return "GT";
  case Predicate::OGE:
    return "GE";
  default:
    break;
  }
  isNegated = true;
  switch (predicate) {
  case Predicate::ULT:
    return "GE";
  case Predicate::ULE:
    return "GT";
  case Predicate::UGT:
    return "LE";
  case Predicate::UGE:
    return "LT";
  default:
    return "";
  }
}

static Value buildFloatComparison(Translator &translator, arith::CmpFPredicate predicate, Value lhs,
                                  Value rhs) {
  using Predicate = arith::CmpFPredicate;
  bool isNegated = false;
  StringRef direction = findDirection(predicate, isNegated);
  if (!direction.empty()) {
    Value result = translator.buildCompare(direction, lhs, rhs);
    return isNegated ? translator.buildUnary("not", result) : result;
  }
  bool isOne = predicate == Predicate::ONE || predicate == Predicate::UEQ;
  bool isAlways = predicate == Predicate::AlwaysTrue || predicate == Predicate::AlwaysFalse;
  Value test;
  if (isAlways)
    test = translator.buildSplatLike(translator.buildNumber(translator.getI1Type(), 1), lhs);
  else if (isOne)
    test = translator.buildBinary("or", translator.buildCompare("LT", lhs, rhs),
                                  translator.buildCompare("GT", lhs, rhs));
  else
    test = translator.buildBinary("or", translator.buildIsNan(lhs), translator.buildIsNan(rhs));
  bool isDirect =
      predicate == Predicate::ONE || predicate == Predicate::UNO || predicate == Predicate::AlwaysTrue;
  return isDirect ? test : translator.buildUnary("not", test);
}

static LogicalResult translateCmpF(Translator &translator, arith::CmpFOp op) {
  Value lhs = translator.get(op.getLhs()), rhs = translator.get(op.getRhs());
  translator.set(op, buildFloatComparison(translator, op.getPredicate(), lhs, rhs));
  return success();
}

/// The name of the relation, without its signedness.
static std::string relationOf(arith::CmpIPredicate predicate) {
  return arith::stringifyCmpIPredicate(predicate).take_back(2).upper();
}

static bool isUnsigned(arith::CmpIPredicate predicate) {
  return arith::stringifyCmpIPredicate(predicate).starts_with("u");
}

/// Numbers without a sign are compared as signed ones after their first bit is
/// inverted.  Truth values are compared without a sign; with one, true is -1.
static LogicalResult translateCmpI(Translator &translator, arith::CmpIOp op) {
  Value lhs = translator.get(op.getLhs()), rhs = translator.get(op.getRhs());
  std::string relation = relationOf(op.getPredicate());
  Type element = getElementTypeOrSelf(lhs);
  bool isEquality = relation == "EQ" || relation == "NE";
  if (element.isInteger(1) && !isEquality && !isUnsigned(op.getPredicate()))
    std::swap(lhs, rhs);
  if (!element.isInteger(1) && isUnsigned(op.getPredicate())) {
    APInt first = APInt::getSignedMinValue(element.getIntOrFloatBitWidth());
    auto type = RankedTensorType::get({}, element);
    Value bit = translator.buildConstant(DenseElementsAttr::get(type, first));
    Value bits = translator.buildSplatLike(bit, lhs);
    lhs = translator.buildBinary("xor", lhs, bits);
    rhs = translator.buildBinary("xor", rhs, bits);
  }
  translator.set(op, translator.buildCompare(relation, lhs, rhs));
  return success();
}

static LogicalResult translateIsNan(Translator &translator, math::IsNaNOp op) {
  translator.set(op, translator.buildIsNan(translator.get(op.getOperand())));
  return success();
}

static LogicalResult translateIsInf(Translator &translator, math::IsInfOp op) {
  Value magnitude = translator.buildUnary("abs", translator.get(op.getOperand()));
  Value infinity =
      translator.buildNumber(getElementTypeOrSelf(magnitude), std::numeric_limits<double>::infinity());
  translator.set(op,
                 translator.buildCompare("EQ", magnitude, translator.buildSplatLike(infinity, magnitude)));
  return success();
}

void stablehlo::addComparisonHandlers(Handlers &handlers) {
  handlers.add<CompareOp>(translateCompare);
  handlers.add<arith::CmpFOp>(translateCmpF);
  handlers.add<arith::CmpIOp>(translateCmpI);
  handlers.add<math::IsNaNOp>(translateIsNan);
  handlers.add<math::IsInfOp>(translateIsInf);
}
