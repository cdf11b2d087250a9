//===- Algebra.h - arithmetic on values that have derivatives ---*- C++ -*-===//
//
// The vocabulary in which derivatives are written down: scalars and tensors,
// real and complex, alike.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_AUTODIFF_ALGEBRA_H
#define ESHKOL_PASSES_AUTODIFF_ALGEBRA_H

#include "dialects/Dialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"

namespace mlir::eshkol {

/// Calls `body` with the values, or, where they are tensors of complex numbers,
/// for which there are scalar operations only, with their elements in an `eshkol.map`.
Value buildElementwise(OpBuilder &builder, Location loc, ValueRange operands,
                       function_ref<Value(OpBuilder &, Location, ValueRange)> body);

/// The number as a value of type and shape of `like`.
Value buildNumberLike(OpBuilder &builder, Location loc, double number, Value like);
Value buildZeroLike(OpBuilder &builder, Location loc, Value like);

/// A formula under construction: operators emit operations on values of one type.
class Term {
public:
  Term(OpBuilder &builder, Location loc, Value value) : builder(&builder), loc(loc), value(value) {}

  operator Value() const { return value; }
  Value get() const { return value; }
  Term with(Value other) const { return Term(*builder, loc, other); }
  Term number(double number) const { return with(buildNumberLike(*builder, loc, number, value)); }

  /// An operation on floating-point numbers.
  template <typename FloatOp> Term apply() const {
    return with(FloatOp::create(*builder, loc, value).getResult());
  }
  template <typename FloatOp> Term apply(Term other) const {
    return with(FloatOp::create(*builder, loc, value, other.value).getResult());
  }
  /// Whether a relation holds, as a truth value for each element.
  Value compare(arith::CmpFPredicate predicate, Term other) const;
  /// This where the condition holds, else `other`.
  Term where(Value condition, Term other) const;

  Term operator+(Term other) const;
  Term operator-(Term other) const;
  Term operator*(Term other) const;
  Term operator/(Term other) const;
  Term operator-() const;
  friend Term operator+(double left, Term right) { return right.number(left) + right; }
  friend Term operator-(double left, Term right) { return right.number(left) - right; }
  friend Term operator*(double left, Term right) { return right.number(left) * right; }
  friend Term operator/(double left, Term right) { return right.number(left) / right; }

  OpBuilder *builder;
  Location loc;

private:
  Value value;
};

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_ALGEBRA_H
