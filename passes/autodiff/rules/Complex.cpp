//===- Complex.cpp - derivatives of complex numbers -----------------------===//
//
// A cotangent c pairs with a change dz as Re(c · dz), without conjugation: a
// function that is complex differentiable multiplies tangents and cotangents by
// the same derivative, and of a real function x + iy ↦ f the cotangent is
// ∂f/∂x − i ∂f/∂y.
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/rules/Field.h"

#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::eshkol;

static Term square(Term z) { return z * z; }
static Term log(Term z) { return z.apply<complex::LogOp>(); }
static Term getReal(Term z) { return z.apply<complex::ReOp>(); }
static Term getImaginary(Term z) { return z.apply<complex::ImOp>(); }
static Term conjugate(Term z) { return z.apply<complex::ConjOp>(); }

static Term makeComplex(Term real, Term imaginary) {
  auto type = ComplexType::get(real.get().getType());
  return real.with(complex::CreateOp::create(*real.builder, real.loc, type, real.get(), imaginary.get()));
}
static Term makeReal(Term real) { return makeComplex(real, real.number(0)); }

/// `other` where z is zero, else this.
static Term replaceAtZero(Term self, Term z, Term other) {
  Value isZero = complex::EqualOp::create(*z.builder, z.loc, z.get(), z.number(0).get());
  return other.where(isZero, self);
}

// Powers ------------------------------------------------------------------------

/// ∂zʷ/∂z = w zʷ⁻¹, which is 0 for w = 0 even where zʷ⁻¹ is infinite.
static Term getPowerByBase(ArrayRef<Term> z, Term) {
  Term zero = z[1].number(0), one = z[1].number(1);
  Term exponent = replaceAtZero(z[1] - one, z[1], one);
  return replaceAtZero(z[1] * z[0].apply<complex::PowOp>(exponent), z[1], zero);
}

/// ∂zʷ/∂w = zʷ log z, which is 0 for z = 0.
static Term getPowerByExponent(ArrayRef<Term> z, Term power) {
  Term logarithm = log(replaceAtZero(z[0], z[0], z[0].number(1)));
  return replaceAtZero(power * logarithm, z[0], z[0].number(0));
}

// Parts -------------------------------------------------------------------------

static LogicalResult emitRealAdjoint(AdjointContext &context) {
  context.accumulate(0, makeReal(context.cotangentTerm()));
  return success();
}

static LogicalResult emitImaginaryAdjoint(AdjointContext &context) {
  Term cotangent = context.cotangentTerm();
  context.accumulate(0, makeComplex(cotangent.number(0), -cotangent));
  return success();
}

static LogicalResult emitCreateAdjoint(AdjointContext &context) {
  Term cotangent = context.cotangentTerm();
  if (context.wants(0))
    context.accumulate(0, getReal(cotangent));
  if (context.wants(1))
    context.accumulate(1, -getImaginary(cotangent));
  return success();
}

static LogicalResult emitConjugateAdjoint(AdjointContext &context) {
  context.accumulate(0, conjugate(context.cotangentTerm()));
  return success();
}

/// A real function of z, whose change is Re(w dz).
static LogicalResult emitRealTangents(TangentContext &context, Term weight) {
  context.set(getReal(weight * context.tangentTerm()));
  return success();
}
static LogicalResult emitRealAdjoint(AdjointContext &context, Term weight) {
  context.accumulate(0, makeReal(context.cotangentTerm()) * weight);
  return success();
}

/// |z|, and 1 for z = 0.
static Term getLength(Term z, Term length) {
  Term zero = length.number(0);
  return length.number(1).where(length.compare(arith::CmpFPredicate::OEQ, zero), length);
}

/// d|z| = Re(z̄ dz) / |z|, and 0 for z = 0
static Term getAbsWeight(RuleContext &context) {
  Term length = getLength(context.operandTerm(), context.resultTerm());
  return conjugate(context.operandTerm()) / makeReal(length);
}

/// d arg z = Im(dz / z) = Re(−i dz / z)
static Term getAngleWeight(RuleContext &context) {
  Term z = context.operandTerm();
  Term real = getReal(z);
  return makeComplex(real.number(0), real.number(-1)) / z;
}

/// d(z/|z|) = (dz − s Re(s̄ dz)) / |z| for s = z/|z|
static LogicalResult emitSignTangents(TangentContext &context) {
  Term z = context.operandTerm(), sign = context.resultTerm(), tangent = context.tangentTerm();
  Term length = getLength(z, z.apply<complex::AbsOp>());
  context.set((tangent - sign * makeReal(getReal(conjugate(sign) * tangent))) / makeReal(length));
  return success();
}
static LogicalResult emitSignAdjoint(AdjointContext &context) {
  Term z = context.operandTerm(), sign = context.resultTerm(), cotangent = context.cotangentTerm();
  Term length = getLength(z, z.apply<complex::AbsOp>());
  Term along = makeReal(getReal(cotangent * sign)) * conjugate(sign);
  context.accumulate(0, (cotangent - along) / makeReal(length));
  return success();
}

static void registerPartRules(MLIRContext *c) {
  linear<complex::ReOp>(c, emitRealAdjoint);
  linear<complex::ImOp>(c, emitImaginaryAdjoint);
  linear<complex::CreateOp>(c, emitCreateAdjoint);
  linear<complex::ConjOp>(c, emitConjugateAdjoint);
  rules<complex::AbsOp>(
      c, [](TangentContext &context) { return emitRealTangents(context, getAbsWeight(context)); },
      [](AdjointContext &context) { return emitRealAdjoint(context, getAbsWeight(context)); });
  rules<complex::AngleOp>(
      c, [](TangentContext &context) { return emitRealTangents(context, getAngleWeight(context)); },
      [](AdjointContext &context) { return emitRealAdjoint(context, getAngleWeight(context)); });
  rules<complex::SignOp>(c, emitSignTangents, emitSignAdjoint);
}

void eshkol::registerComplexRules(MLIRContext *c) {
  registerPartRules(c);
  field<complex::AddOp, complex::SubOp, complex::MulOp, complex::DivOp, complex::NegOp>(c);
  partial<complex::PowOp>(c, {getPowerByBase, getPowerByExponent});

  unary<complex::ExpOp>(c, [](Term, Term y) { return y; });
  // Not 1 + y, which is 0 where y is nearly -1.
  unary<complex::Expm1Op>(c, [](Term z, Term) { return z.apply<complex::ExpOp>(); });
  unary<complex::LogOp>(c, [](Term z, Term) { return 1 / z; });
  unary<complex::Log1pOp>(c, [](Term z, Term) { return 1 / (1 + z); });
  unary<complex::SqrtOp>(c, [](Term, Term y) { return 0.5 / y; });
  unary<complex::RsqrtOp>(c, [](Term z, Term y) { return -0.5 * (y / z); });
  unary<complex::SinOp>(c, [](Term z, Term) { return z.apply<complex::CosOp>(); });
  unary<complex::CosOp>(c, [](Term z, Term) { return -z.apply<complex::SinOp>(); });
  unary<complex::TanOp>(c, [](Term, Term y) { return 1 + square(y); });
  unary<complex::TanhOp>(c, [](Term, Term y) { return 1 - square(y); });
}
