//===- Math.cpp - derivatives of elementary functions ---------------------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/TypeUtilities.h"

#include <cmath>

using namespace mlir;
using namespace mlir::eshkol;
using arith::CmpFPredicate;

static Term square(Term x) { return x * x; }
static Term sqrt(Term x) { return x.apply<math::SqrtOp>(); }
static Term log(Term x) { return x.apply<math::LogOp>(); }
static Term exp(Term x) { return x.apply<math::ExpOp>(); }

/// -1, 0 or 1; a NaN stays one.
static Term getSign(Term x) {
  Term zero = x.number(0);
  Term signOrZero = x.number(1).where(x.compare(CmpFPredicate::OGT, zero),
                                      x.number(-1).where(x.compare(CmpFPredicate::OLT, zero), x));
  return signOrZero;
}

/// ∂xʸ/∂x = y xʸ⁻¹, which is 0 for y = 0 even where xʸ⁻¹ is infinite.
static Term getPowerByBase(ArrayRef<Term> x, Term) {
  Term zero = x[1].number(0), one = x[1].number(1);
  Value isConstant = x[1].compare(CmpFPredicate::OEQ, zero);
  Term exponent = one.where(isConstant, x[1] - one);
  return zero.where(isConstant, x[1] * x[0].apply<math::PowFOp>(exponent));
}

/// ∂xʸ/∂y = xʸ log x, which is 0 for x = 0.
static Term getPowerByExponent(ArrayRef<Term> x, Term y) {
  Term zero = x[0].number(0), one = x[0].number(1);
  Value isZero = x[0].compare(CmpFPredicate::OEQ, zero);
  return zero.where(isZero, y * log(one.where(isZero, x[0])));
}

static Value buildIntegerLike(OpBuilder &builder, Location loc, int64_t number, Value like) {
  Type element = getElementTypeOrSelf(like.getType());
  Value scalar = arith::ConstantOp::create(builder, loc, builder.getIntegerAttr(element, number));
  return isa<RankedTensorType>(like.getType()) ? buildSplatLike(builder, loc, scalar, like) : scalar;
}

/// ∂xⁿ/∂x = n xⁿ⁻¹, which is 0 for n = 0.
static Term getIntegerPower(RuleContext &context) {
  Term base = context.operandTerm(0);
  Value exponent = context.operand(1);
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  Value one = buildIntegerLike(builder, loc, 1, exponent), zero = buildIntegerLike(builder, loc, 0, exponent);
  Value less = arith::SubIOp::create(builder, loc, exponent, one);
  Value isConstant = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, exponent, zero);
  Value factor = arith::SIToFPOp::create(builder, loc, base.get().getType(), exponent);
  Term power = base.with(math::FPowIOp::create(builder, loc, base, less).getResult());
  return base.number(0).where(isConstant, base.with(factor) * power);
}

/// 1 - x², without losing the digits next to ±1
static Term besideOne(Term x) { return (1 - x) * (1 + x); }

void eshkol::registerMathRules(MLIRContext *c) {
  unary<math::AbsFOp>(c, [](Term x, Term) { return getSign(x); });
  unary<math::SqrtOp>(c, [](Term, Term y) { return 0.5 / y; });
  unary<math::RsqrtOp>(c, [](Term x, Term y) { return -0.5 * (y / x); });
  unary<math::CbrtOp>(c, [](Term, Term y) { return 1 / (3 * square(y)); });
  unary<math::ExpOp>(c, [](Term, Term y) { return y; });
  unary<math::Exp2Op>(c, [](Term, Term y) { return M_LN2 * y; });
  // Not 1 + y, which is 0 where y is nearly -1.
  unary<math::ExpM1Op>(c, [](Term x, Term) { return x.apply<math::ExpOp>(); });
  unary<math::LogOp>(c, [](Term x, Term) { return 1 / x; });
  unary<math::Log2Op>(c, [](Term x, Term) { return M_LOG2E / x; });
  unary<math::Log10Op>(c, [](Term x, Term) { return M_LOG10E / x; });
  unary<math::Log1pOp>(c, [](Term x, Term) { return 1 / (1 + x); });
  unary<math::SinOp>(c, [](Term x, Term) { return x.apply<math::CosOp>(); });
  unary<math::CosOp>(c, [](Term x, Term) { return -x.apply<math::SinOp>(); });
  unary<math::TanOp>(c, [](Term, Term y) { return 1 + square(y); });
  unary<math::AsinOp>(c, [](Term x, Term) { return 1 / sqrt(besideOne(x)); });
  unary<math::AcosOp>(c, [](Term x, Term) { return -1 / sqrt(besideOne(x)); });
  unary<math::AtanOp>(c, [](Term x, Term) { return 1 / (1 + square(x)); });
  unary<math::SinhOp>(c, [](Term x, Term) { return x.apply<math::CoshOp>(); });
  unary<math::CoshOp>(c, [](Term x, Term) { return x.apply<math::SinhOp>(); });
  unary<math::TanhOp>(c, [](Term, Term y) { return 1 - square(y); });
  unary<math::AsinhOp>(c, [](Term x, Term) { return 1 / sqrt(1 + square(x)); });
  unary<math::AcoshOp>(c, [](Term x, Term) { return 1 / (sqrt(x - x.number(1)) * sqrt(1 + x)); });
  unary<math::AtanhOp>(c, [](Term x, Term) { return 1 / besideOne(x); });
  unary<math::ErfOp>(c, [](Term x, Term) { return M_2_SQRTPI * exp(-square(x)); });
  unary<math::ErfcOp>(c, [](Term x, Term) { return -M_2_SQRTPI * exp(-square(x)); });
  constant<math::CeilOp>(c);
  constant<math::FloorOp>(c);
  constant<math::RoundOp>(c);
  constant<math::RoundEvenOp>(c);
  constant<math::TruncOp>(c);

  partial<math::PowFOp>(c, {getPowerByBase, getPowerByExponent});
  // atan2(y, x)
  partial<math::Atan2Op>(c, {[](ArrayRef<Term> x, Term) { return x[1] / (square(x[0]) + square(x[1])); },
                             [](ArrayRef<Term> x, Term) { return -(x[0] / (square(x[0]) + square(x[1]))); }});
  partial<math::FmaOp>(c, {[](ArrayRef<Term> x, Term) { return x[1]; },
                           [](ArrayRef<Term> x, Term) { return x[0]; },
                           [](ArrayRef<Term> x, Term) { return x[2].number(1); }});
  partial<math::CopySignOp>(
      c, {[](ArrayRef<Term> x, Term) { return getSign(x[0]) * x[0].number(1).apply<math::CopySignOp>(x[1]); },
          nullptr});
  rules<math::FPowIOp>(
      c,
      [](TangentContext &context) {
        context.set(getIntegerPower(context) * context.tangentTerm());
        return success();
      },
      [](AdjointContext &context) {
        context.accumulate(0, getIntegerPower(context) * context.cotangentTerm());
        return success();
      });
}
