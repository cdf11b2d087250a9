//===- Arith.cpp - derivatives of arithmetic ------------------------------===//

#include "passes/autodiff/rules/Field.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::eshkol;
using arith::CmpFPredicate;

/// 1 where the relation holds between two numbers, 1/2 where they are equal, else 0.
static Term getShare(Term chosen, Term other, CmpFPredicate relation) {
  Term one = chosen.number(1), half = chosen.number(0.5), zero = chosen.number(0);
  Term shared = half.where(chosen.compare(CmpFPredicate::OEQ, other), zero);
  return one.where(chosen.compare(relation, other), shared);
}

/// The share where a NaN counts as no number: the other number is chosen.
static Term getShareOfNumber(Term chosen, Term other, CmpFPredicate relation) {
  Term share = getShare(chosen, other, relation);
  Value isAlone = other.compare(CmpFPredicate::UNO, other);
  return chosen.number(1).where(isAlone, share);
}

static LogicalResult transposeSelect(AdjointContext &context) {
  Value condition = context.operand(0);
  Term cotangent = context.cotangentTerm(), zero = cotangent.number(0);
  context.accumulate(1, cotangent.where(condition, zero));
  context.accumulate(2, zero.where(condition, cotangent));
  return success();
}

static LogicalResult emitSelectTangents(TangentContext &context) {
  context.set(context.tangentTerm(1).where(context.operand(0), context.tangentTerm(2)));
  return success();
}

template <typename InverseOp> static LogicalResult transposeConversion(AdjointContext &context) {
  Type type = context.getOp()->getOperand(0).getType();
  context.accumulate(0,
                     InverseOp::create(context.builder, context.getLoc(), type, context.cotangentOrZero()));
  return success();
}

void eshkol::registerArithRules(MLIRContext *c) {
  field<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp, arith::NegFOp>(c);
  rules<arith::SelectOp>(c, emitSelectTangents, transposeSelect);
  linear<arith::ExtFOp>(c, transposeConversion<arith::TruncFOp>);
  linear<arith::TruncFOp>(c, transposeConversion<arith::ExtFOp>);

  // Of two equal operands, each gets half.
  partial<arith::MaximumFOp>(
      c, {[](ArrayRef<Term> x, Term) { return getShare(x[0], x[1], CmpFPredicate::OGT); },
          [](ArrayRef<Term> x, Term) { return getShare(x[1], x[0], CmpFPredicate::OGT); }});
  partial<arith::MinimumFOp>(
      c, {[](ArrayRef<Term> x, Term) { return getShare(x[0], x[1], CmpFPredicate::OLT); },
          [](ArrayRef<Term> x, Term) { return getShare(x[1], x[0], CmpFPredicate::OLT); }});
  partial<arith::MaxNumFOp>(
      c, {[](ArrayRef<Term> x, Term) { return getShareOfNumber(x[0], x[1], CmpFPredicate::OGT); },
          [](ArrayRef<Term> x, Term) { return getShareOfNumber(x[1], x[0], CmpFPredicate::OGT); }});
  partial<arith::MinNumFOp>(
      c, {[](ArrayRef<Term> x, Term) { return getShareOfNumber(x[0], x[1], CmpFPredicate::OLT); },
          [](ArrayRef<Term> x, Term) { return getShareOfNumber(x[1], x[0], CmpFPredicate::OLT); }});
  // r = x rem y = x − y trunc(x/y), whose quotient rounded is (x − r)/y
  partial<arith::RemFOp>(
      c, {[](ArrayRef<Term> x, Term) { return x[0].number(1); },
          [](ArrayRef<Term> x, Term r) { return -((x[0] - r) / x[1]).apply<math::RoundEvenOp>(); }});
}
