//===- Contexts.h - what a derivative rule sees and says --------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_CONTEXTS_H
#define ESHKOL_PASSES_AUTODIFF_CONTEXTS_H

#include "dialects/TransformInterfaces.h"
#include "passes/autodiff/Algebra.h"

namespace mlir::eshkol {

/// Where the derivative of an operation is; that of a derivative is where the derivative is.
Location getDerivativeLoc(Operation *op);

/// What both directions have in common: one operation, and its operands and results where the rule emits.
class RuleContext {
public:
  virtual ~RuleContext() = default;

  Operation *getOp() const { return op; }
  /// The place of the operation, as that of its derivative.
  Location getLoc() const { return loc; }

  /// A value of the differentiated function, where the rule emits.
  virtual Value primal(Value value) = 0;
  Value operand(unsigned position) { return primal(op->getOperand(position)); }
  Value result(unsigned position = 0) { return primal(op->getResult(position)); }
  Term operandTerm(unsigned position = 0) { return term(operand(position)); }
  Term resultTerm(unsigned position = 0) { return term(result(position)); }
  Term term(Value value) { return Term(builder, getLoc(), value); }

  OpBuilder &builder;

protected:
  RuleContext(OpBuilder &builder, Operation *op) : builder(builder), op(op), loc(getDerivativeLoc(op)) {}

  Operation *op;

private:
  Location loc;
};

/// The results of an operation are to get tangents.
class TangentContext : public RuleContext {
public:
  TangentContext(OpBuilder &builder, Operation *op)
      : RuleContext(builder, op), tangents(op->getNumOperands()), results(op->getNumResults()) {}

  /// The tangent of an operand; null where it is zero.
  Value tangent(unsigned position = 0) const { return tangents[position]; }
  Value tangentOrZero(unsigned position) {
    return tangents[position] ? tangents[position] : buildZeroLike(builder, getLoc(), operand(position));
  }
  Term tangentTerm(unsigned position = 0) { return term(tangentOrZero(position)); }
  /// States the tangent of a result, which is zero unless stated.
  void set(Value tangent, unsigned result = 0) { results[result] = tangent; }

  SmallVector<Value> tangents;
  SmallVector<Value> results;
};

/// The cotangents of the results of an operation are to be passed to its operands.
class AdjointContext : public RuleContext {
public:
  AdjointContext(OpBuilder &builder, Operation *op)
      : RuleContext(builder, op), cotangents(op->getNumResults()) {}

  /// Whether the cotangent of an operand is wanted.
  virtual bool wants(unsigned position) = 0;
  /// The cotangent of a result; null where it is zero.
  Value cotangent(unsigned result = 0) const { return cotangents[result]; }
  Value cotangentOrZero(unsigned position = 0) {
    return cotangents[position] ? cotangents[position] : buildZeroLike(builder, getLoc(), result(position));
  }
  Term cotangentTerm(unsigned position = 0) { return term(cotangentOrZero(position)); }

  /// Adds to the cotangent of an operand.
  void accumulate(unsigned position, Value cotangent) {
    if (wants(position))
      accumulateTo(op->getOperand(position), cotangent);
  }
  /// Replaces the cotangent of an operand by what `update` makes of it, or, where it has none yet, states
  /// that of `fresh`: for rules that change a part of a cotangent, which can then happen in place.
  void accumulateInto(unsigned position, function_ref<Value(Value)> update, function_ref<Value()> fresh) {
    if (!wants(position))
      return;
    Value primal = op->getOperand(position), total = soFar(primal);
    state(primal, total ? update(total) : fresh());
  }

  SmallVector<Value> cotangents;

protected:
  virtual void accumulateTo(Value primal, Value cotangent) = 0;
  virtual Value soFar(Value primal) = 0;
  virtual void state(Value primal, Value cotangent) = 0;
};

/// The adjoint of an operation, by transposing the operations that its tangent rule emits.
LogicalResult emitTransposedTangents(AdjointContext &context);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_CONTEXTS_H
