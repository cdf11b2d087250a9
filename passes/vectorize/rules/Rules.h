//===- Rules.h - how batching rules are written and attached ----*- C++ -*-===//
//
// A rule is a function of a `BatchContext`, or of an operation and a context.
// Each file of this folder has the rules of one group of operations, and ends
// in a table that attaches them.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_VECTORIZE_RULES_RULES_H
#define ESHKOL_PASSES_VECTORIZE_RULES_RULES_H

#include "passes/vectorize/BatchContext.h"
#include "passes/vectorize/Batches.h"

#include "mlir/IR/DialectRegistry.h"

namespace mlir::eshkol {

template <auto rule, typename OpT>
struct BatchingRule : BatchableOpInterface::ExternalModel<BatchingRule<rule, OpT>, OpT> {
  LogicalResult emitBatched(Operation *op, BatchContext &context) const {
    if constexpr (std::is_invocable_v<decltype(rule), BatchContext &>)
      return rule(context);
    else
      return rule(cast<OpT>(op), context);
  }
};

/// Attaches one rule to each of the operations.
template <auto rule, typename... Ops> void attach(MLIRContext *context) {
  (Ops::template attachInterface<BatchingRule<rule, Ops>>(*context), ...);
}

/// An operation like the one being batched, of other operands and results and, where given, attributes.
Operation *buildLike(BatchContext &context, ValueRange operands, TypeRange results);
Operation *buildLike(BatchContext &context, ValueRange operands, TypeRange results,
                     ArrayRef<NamedAttribute> attributes);

/// y = f(x, ..) for every element of tensors: a batch of tensors is a tensor.  Also for operations that take
/// any number of leading dimensions.
LogicalResult elementwise(BatchContext &context);

/// The same for operations on numbers only: y[b] = f(x[b], ..) by `eshkol.map`.
LogicalResult elementwiseMap(BatchContext &context);

/// Operations that have dimensions as attributes `dimension` and `dimensions`: each is one more.
LogicalResult shiftDimensions(BatchContext &context);

void registerArithBatchingRules(DialectRegistry &registry);
void registerComplexBatchingRules(DialectRegistry &registry);
void registerControlFlowBatchingRules(DialectRegistry &registry);
void registerMathBatchingRules(DialectRegistry &registry);
void registerTensorBatchingRules(DialectRegistry &registry);

void attachAssertionRules(MLIRContext *context);
void attachContractionRules(MLIRContext *context);
void attachElementwiseRules(MLIRContext *context);
void attachIndexingRules(MLIRContext *context);
void attachLinearAlgebraRules(MLIRContext *context);
void attachNeuralRules(MLIRContext *context);
void attachReductionRules(MLIRContext *context);
void attachShapeRules(MLIRContext *context);
void attachSlicingRules(MLIRContext *context);
void attachSortingRules(MLIRContext *context);
void attachWindowedRules(MLIRContext *context);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_VECTORIZE_RULES_RULES_H
