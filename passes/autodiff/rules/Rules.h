//===- Rules.h - how derivative rules are written down ----------*- C++ -*-===//
//
// One line states the rule of an elementwise operation:
//
//   unary<math::SinOp>(context, [](Term x, Term) { return x.apply<math::CosOp>(); });
//
// Both directions follow from it.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_AUTODIFF_RULES_RULES_H
#define ESHKOL_PASSES_AUTODIFF_RULES_RULES_H

#include "passes/autodiff/Contexts.h"

namespace mlir::eshkol {

/// Registers the rules of all operations.
void registerDerivativeRules(DialectRegistry &registry);

void registerArithRules(MLIRContext *context);
void registerCallRules(MLIRContext *context);
void registerComplexRules(MLIRContext *context);
void registerContractionRules(MLIRContext *context);
void registerElementwiseRules(MLIRContext *context);
void registerIndexingRules(MLIRContext *context);
void registerLinearAlgebraRules(MLIRContext *context);
void registerMathRules(MLIRContext *context);
void registerNeuralRules(MLIRContext *context);
void registerReductionRules(MLIRContext *context);
void registerShapeRules(MLIRContext *context);
void registerSlicingRules(MLIRContext *context);
void registerSortingRules(MLIRContext *context);
void registerTensorRules(MLIRContext *context);
void registerWindowedRules(MLIRContext *context);

using TangentRule = LogicalResult (*)(TangentContext &);
using AdjointRule = LogicalResult (*)(AdjointContext &);
/// The derivative of a function of one number by it, from argument and result.
using UnaryRule = Term (*)(Term argument, Term result);
/// The derivative by an operand, from the operands and the result; null where it is 0 everywhere.
using PartialRule = Term (*)(ArrayRef<Term> operands, Term result);

/// The operation with some operands replaced; those that are null are what they were.
Operation *cloneWith(RuleContext &context, ArrayRef<Value> operands);

/// Tangents of an operation that is linear in all operands with derivatives together.
LogicalResult emitLinearTangents(TangentContext &context);
/// Tangents of an operation that is linear in each operand with a derivative.
LogicalResult emitMultilinearTangents(TangentContext &context);
LogicalResult emitPartialTangents(TangentContext &context, ArrayRef<PartialRule> rules);
LogicalResult emitPartialAdjoint(AdjointContext &context, ArrayRef<PartialRule> rules);

namespace detail {

template <typename OpT> struct Rules : DifferentiableOpInterface::ExternalModel<Rules<OpT>, OpT> {
  inline static TangentRule tangents;
  inline static AdjointRule adjoint;

  LogicalResult emitTangents(Operation *, TangentContext &context) const { return tangents(context); }
  LogicalResult emitAdjoint(Operation *, AdjointContext &context) const { return adjoint(context); }
};

template <typename OpT>
struct PartialRules : DifferentiableOpInterface::ExternalModel<PartialRules<OpT>, OpT> {
  inline static SmallVector<PartialRule> rules;

  LogicalResult emitTangents(Operation *, TangentContext &context) const {
    return emitPartialTangents(context, rules);
  }
  LogicalResult emitAdjoint(Operation *, AdjointContext &context) const {
    return emitPartialAdjoint(context, rules);
  }
};

template <typename OpT> struct UnaryRules : DifferentiableOpInterface::ExternalModel<UnaryRules<OpT>, OpT> {
  inline static UnaryRule rule;

  LogicalResult emitTangents(Operation *, TangentContext &context) const {
    context.set(rule(context.operandTerm(), context.resultTerm()) * context.tangentTerm());
    return success();
  }
  LogicalResult emitAdjoint(Operation *, AdjointContext &context) const {
    context.accumulate(0, rule(context.operandTerm(), context.resultTerm()) * context.cotangentTerm());
    return success();
  }
};

} // namespace detail

/// A rule for each direction.
template <typename OpT> void rules(MLIRContext *context, TangentRule tangents, AdjointRule adjoint) {
  detail::Rules<OpT>::tangents = tangents;
  detail::Rules<OpT>::adjoint = adjoint;
  OpT::template attachInterface<detail::Rules<OpT>>(*context);
}

/// The tangents; the adjoint is what they transpose to.
template <typename OpT> void tangents(MLIRContext *context, TangentRule rule) {
  rules<OpT>(context, rule, emitTransposedTangents);
}

/// Linear in all operands together, with its transpose.
template <typename OpT> void linear(MLIRContext *context, AdjointRule transpose) {
  rules<OpT>(context, emitLinearTangents, transpose);
}

/// Linear in each operand, with its transpose by each.
template <typename OpT> void multilinear(MLIRContext *context, AdjointRule transpose) {
  rules<OpT>(context, emitMultilinearTangents, transpose);
}

/// Constant wherever it has a derivative.
template <typename OpT> void constant(MLIRContext *context) {
  rules<OpT>(context, [](TangentContext &) { return success(); }, [](AdjointContext &) { return success(); });
}

/// A function of one number, elementwise.
template <typename OpT> void unary(MLIRContext *context, UnaryRule rule) {
  detail::UnaryRules<OpT>::rule = rule;
  OpT::template attachInterface<detail::UnaryRules<OpT>>(*context);
}

/// A function of several numbers, elementwise, with its derivative by each.
template <typename OpT> void partial(MLIRContext *context, ArrayRef<PartialRule> rules) {
  detail::PartialRules<OpT>::rules.assign(rules.begin(), rules.end());
  OpT::template attachInterface<detail::PartialRules<OpT>>(*context);
}

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_RULES_RULES_H
