//===- Arith.cpp - derivatives of arithmetic ------------------------------===//

#include "passes/autodiff/rules/Rules.h"

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

/// d(a/b) = (da − (a/b) db) / b
static LogicalResult emitQuotientTangents(TangentContext &context) {
  Term divisor = context.operandTerm(1);
  Value numerator = context.tangent(0);
  if (context.tangent(1)) {
    Term part = context.resultTerm() * context.tangentTerm(1);
    numerator = numerator ? context.term(numerator) - part : -part;
  }
  context.set(context.term(numerator) / divisor);
  return success();
}

static LogicalResult emitQuotientAdjoint(AdjointContext &context) {
  Term quotient = context.cotangentTerm() / context.operandTerm(1);
  context.accumulate(0, quotient);
  if (context.wants(1))
    context.accumulate(1, -(quotient * context.resultTerm()));
  return success();
}

template <typename InverseOp> static LogicalResult transposeConversion(AdjointContext &context) {
  Type type = context.getOp()->getOperand(0).getType();
  context.accumulate(0,
                     InverseOp::create(context.builder, context.getLoc(), type, context.cotangentOrZero()));
  return success();
}

static LogicalResult transposeProduct(AdjointContext &context) {
  Term cotangent = context.cotangentTerm();
  if (context.wants(0))
    context.accumulate(0, cotangent * context.operandTerm(1));
  if (context.wants(1))
    context.accumulate(1, cotangent * context.operandTerm(0));
  return success();
}

static LogicalResult emitProductTangents(TangentContext &context) {
  Value total;
  for (unsigned position : {0, 1})
    if (context.tangent(position)) {
      Term part = context.tangentTerm(position) * context.operandTerm(1 - position);
      total = total ? (context.term(total) + part).get() : part.get();
    }
  context.set(total);
  return success();
}

/// ±1 for each operand of a sum or difference.
template <int sign> static LogicalResult transposeSum(AdjointContext &context) {
  Term cotangent = context.cotangentTerm();
  context.accumulate(0, cotangent);
  if (context.wants(1))
    context.accumulate(1, sign > 0 ? cotangent : -cotangent);
  return success();
}

template <int sign> static LogicalResult emitSumTangents(TangentContext &context) {
  if (!context.tangent(1))
    context.set(context.tangent(0));
  else if (context.tangent(0))
    context.set(sign > 0 ? context.tangentTerm(0) + context.tangentTerm(1)
                         : context.tangentTerm(0) - context.tangentTerm(1));
  else
    context.set(sign > 0 ? context.tangentTerm(1) : -context.tangentTerm(1));
  return success();
}

void eshkol::registerArithRules(MLIRContext *c) {
  rules<arith::AddFOp>(c, emitSumTangents<1>, transposeSum<1>);
  rules<arith::SubFOp>(c, emitSumTangents<-1>, transposeSum<-1>);
  rules<arith::MulFOp>(c, emitProductTangents, transposeProduct);
  rules<arith::DivFOp>(c, emitQuotientTangents, emitQuotientAdjoint);
  linear<arith::NegFOp>(c, [](AdjointContext &context) {
    context.accumulate(0, -context.cotangentTerm());
    return success();
  });
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
      c, {[](ArrayRef<Term> x, Term) { return getShare(x[0], x[1], CmpFPredicate::OGT); },
          [](ArrayRef<Term> x, Term) { return getShare(x[1], x[0], CmpFPredicate::OGT); }});
  partial<arith::MinNumFOp>(
      c, {[](ArrayRef<Term> x, Term) { return getShare(x[0], x[1], CmpFPredicate::OLT); },
          [](ArrayRef<Term> x, Term) { return getShare(x[1], x[0], CmpFPredicate::OLT); }});
  // x rem y = x − y trunc(x/y)
  partial<arith::RemFOp>(c, {[](ArrayRef<Term> x, Term) { return x[0].number(1); },
                             [](ArrayRef<Term> x, Term) { return -(x[0] / x[1]).apply<math::TruncOp>(); }});
}
