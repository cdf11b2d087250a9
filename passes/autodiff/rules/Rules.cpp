//===- Rules.cpp - how derivative rules are written down ------------------===//

#include "passes/autodiff/rules/Rules.h"
#include "dialects/TransformTypes.h"

#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;

void eshkol::registerDerivativeRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, arith::ArithDialect *) { registerArithRules(context); });
  registry.addExtension(+[](MLIRContext *context, func::FuncDialect *) { registerCallRules(context); });
  registry.addExtension(+[](MLIRContext *context, math::MathDialect *) { registerMathRules(context); });
  registry.addExtension(
      +[](MLIRContext *context, complex::ComplexDialect *) { registerComplexRules(context); });
  registry.addExtension(+[](MLIRContext *context, tensor::TensorDialect *) { registerTensorRules(context); });
  registry.addExtension(+[](MLIRContext *context, EshkolDialect *) {
    registerContractionRules(context);
    registerElementwiseRules(context);
    registerIndexingRules(context);
    registerLinearAlgebraRules(context);
    registerNeuralRules(context);
    registerReductionRules(context);
    registerShapeRules(context);
    registerSlicingRules(context);
    registerSortingRules(context);
    registerWindowedRules(context);
  });
}

Operation *eshkol::cloneWith(RuleContext &context, ArrayRef<Value> operands) {
  Operation *op = context.getOp();
  IRMapping none;
  Operation *clone = op->cloneWithoutRegions(none);
  for (auto [position, operand] : llvm::enumerate(operands))
    clone->setOperand(position, operand ? operand : context.operand(position));
  return context.builder.insert(clone);
}

LogicalResult eshkol::emitLinearTangents(TangentContext &context) {
  SmallVector<Value> operands;
  for (auto [position, operand] : llvm::enumerate(context.getOp()->getOperands()))
    operands.push_back(isDifferentiable(operand.getType()) ? context.tangentOrZero(position) : Value());
  context.set(cloneWith(context, operands)->getResult(0));
  return success();
}

LogicalResult eshkol::emitMultilinearTangents(TangentContext &context) {
  unsigned count = context.getOp()->getNumOperands();
  Value total;
  for (unsigned position = 0; position < count; ++position) {
    if (!context.tangent(position))
      continue;
    SmallVector<Value> operands(count);
    operands[position] = context.tangent(position);
    Value part = cloneWith(context, operands)->getResult(0);
    total = total ? (context.term(total) + context.term(part)).get() : part;
  }
  context.set(total);
  return success();
}

static SmallVector<Term> getOperandTerms(RuleContext &context) {
  SmallVector<Term> operands;
  for (unsigned position = 0; position < context.getOp()->getNumOperands(); ++position)
    operands.push_back(context.operandTerm(position));
  return operands;
}

LogicalResult eshkol::emitPartialTangents(TangentContext &context, ArrayRef<PartialRule> rules) {
  SmallVector<Term> operands = getOperandTerms(context);
  Value total;
  for (auto [position, rule] : llvm::enumerate(rules)) {
    if (!rule || !context.tangent(position))
      continue;
    Term part = rule(operands, context.resultTerm()) * context.tangentTerm(position);
    total = total ? (context.term(total) + part).get() : part.get();
  }
  context.set(total);
  return success();
}

LogicalResult eshkol::emitPartialAdjoint(AdjointContext &context, ArrayRef<PartialRule> rules) {
  SmallVector<Term> operands = getOperandTerms(context);
  for (auto [position, rule] : llvm::enumerate(rules))
    if (rule && context.wants(position))
      context.accumulate(position, rule(operands, context.resultTerm()) * context.cotangentTerm());
  return success();
}
