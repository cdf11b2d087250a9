//===- Rules.cpp - what batching rules have in common ---------------------===//

#include "passes/vectorize/rules/Rules.h"
#include "passes/lowering/Tensors.h"
#include "passes/vectorize/Vectorize.h"

using namespace mlir;
using namespace mlir::eshkol;

Operation *eshkol::buildLike(BatchContext &context, ValueRange operands, TypeRange results,
                             ArrayRef<NamedAttribute> attributes) {
  return context.builder.create(context.loc, context.op->getName().getIdentifier(), operands, results,
                                attributes);
}

Operation *eshkol::buildLike(BatchContext &context, ValueRange operands, TypeRange results) {
  return buildLike(context, operands, results, context.op->getAttrs());
}

/// Results of an operation that has them for the whole batch.
static void setResults(BatchContext &context, Operation *batched) {
  for (auto [position, result] : llvm::enumerate(batched->getResults()))
    context.setResult(position, result);
}

static SmallVector<Type> getBatchedResultTypes(BatchContext &context) {
  return llvm::map_to_vector(context.op->getResultTypes(),
                             [&](Type type) -> Type { return context.getBatchedType(type); });
}

LogicalResult eshkol::elementwise(BatchContext &context) {
  setResults(context, buildLike(context, context.batchedOperands(), getBatchedResultTypes(context)));
  return success();
}

LogicalResult eshkol::elementwiseMap(BatchContext &context) {
  SmallVector<Value> batches, originals;
  for (Value operand : context.op->getOperands())
    if (context.isBatched(operand)) {
      batches.push_back(context.lookup(operand));
      originals.push_back(operand);
    }
  auto map = MapOp::create(context.builder, context.loc, batches,
                           [&](OpBuilder &builder, Location, ValueRange elements) {
                             IRMapping mapping;
                             for (Value operand : context.op->getOperands())
                               mapping.map(operand, context.lookup(operand));
                             mapping.map(originals, elements);
                             return SmallVector<Value>(builder.clone(*context.op, mapping)->getResults());
                           });
  setResults(context, map);
  return success();
}

LogicalResult eshkol::shiftDimensions(BatchContext &context) {
  Builder &builder = context.builder;
  SmallVector<NamedAttribute> attributes(context.op->getAttrs());
  for (NamedAttribute &attribute : attributes) {
    if (attribute.getName() == "dimension")
      attribute.setValue(builder.getI64IntegerAttr(cast<IntegerAttr>(attribute.getValue()).getInt() + 1));
    if (attribute.getName() == "dimensions")
      attribute.setValue(
          builder.getDenseI64ArrayAttr(shifted(cast<DenseI64ArrayAttr>(attribute.getValue()).asArrayRef())));
  }
  setResults(context,
             buildLike(context, context.batchedOperands(), getBatchedResultTypes(context), attributes));
  return success();
}

void eshkol::registerBatchingRules(DialectRegistry &registry) {
  registerArithBatchingRules(registry);
  registerComplexBatchingRules(registry);
  registerControlFlowBatchingRules(registry);
  registerMathBatchingRules(registry);
  registerTensorBatchingRules(registry);
  registry.addExtension(+[](MLIRContext *context, EshkolDialect *) {
    attachAssertionRules(context);
    attachContractionRules(context);
    attachElementwiseRules(context);
    attachIndexingRules(context);
    attachLinearAlgebraRules(context);
    attachNeuralRules(context);
    attachReductionRules(context);
    attachShapeRules(context);
    attachSlicingRules(context);
    attachSortingRules(context);
    attachWindowedRules(context);
  });
}
